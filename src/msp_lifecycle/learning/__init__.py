"""Learning: what observed lives of partnerships tell about the rates at which they move.

Needs NumPy and SciPy (extra `learn`).
"""

from msp_lifecycle.learning.drawn import draw_stays, visited
from msp_lifecycle.learning.effects import Effect
from msp_lifecycle.learning.errors import EstimateError, LogError, LogProblem
from msp_lifecycle.learning.fitted import FittedRates, LikelihoodRatio, likelihood_ratio
from msp_lifecycle.learning.hazards import CumulativeHazards, nelson_aalen
from msp_lifecycle.learning.incidence import Incidence, cumulative_incidence
from msp_lifecycle.learning.landmark import Transitions, landmark, transition_probabilities
from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.mean_time import restricted_mean_time
from msp_lifecycle.learning.moves import possible_moves, seen_moves
from msp_lifecycle.learning.observations import CENSORED, Stays, Visits
from msp_lifecycle.learning.occupancy import Occupancy, aalen_johansen
from msp_lifecycle.learning.panel import PanelModel, fit_panel
from msp_lifecycle.learning.regression import HazardModel, fit_hazards
from msp_lifecycle.learning.sojourns import Mean, restricted_mean, sojourn, sojourns
from msp_lifecycle.learning.summary import LogSummary, Oddity
from msp_lifecycle.learning.transitions import transition_counts

__all__ = [
    "CENSORED",
    "CumulativeHazards",
    "Effect",
    "EstimateError",
    "EventLog",
    "FittedRates",
    "HazardModel",
    "Incidence",
    "LikelihoodRatio",
    "LogError",
    "LogProblem",
    "LogSummary",
    "Mean",
    "Occupancy",
    "Oddity",
    "PanelModel",
    "Stays",
    "Transitions",
    "Visits",
    "aalen_johansen",
    "cumulative_incidence",
    "draw_stays",
    "fit_hazards",
    "fit_panel",
    "landmark",
    "likelihood_ratio",
    "nelson_aalen",
    "possible_moves",
    "restricted_mean",
    "restricted_mean_time",
    "seen_moves",
    "sojourn",
    "sojourns",
    "transition_counts",
    "transition_probabilities",
    "visited",
]
