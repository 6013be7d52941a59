"""Measures: what can be counted out of the records. Who decides, who answers to whom, who pays, who keeps promises.

Everything here is pure and exact: whole numbers, decimals and fractions, a day that is passed in, and no judgement.
Whether a figure is good or bad is for criteria to say.
"""

from msp_lifecycle.measures.access import Access
from msp_lifecycle.measures.accountability import (
    KINDS,
    NOBODY,
    WHOLE,
    AccountabilityMap,
    Answering,
    End,
    Holder,
    accountability_map,
    node_name,
)
from msp_lifecycle.measures.counting import TooManyCoalitions, swings, swings_in_all
from msp_lifecycle.measures.deciding import game_of, game_on
from msp_lifecycle.measures.games import GameError, Vote, VotingGame
from msp_lifecycle.measures.indices import (
    PowerIndices,
    banzhaf,
    normalised,
    power_indices,
    shapley_shubik,
)
from msp_lifecycle.measures.money import (
    Concentration,
    Earmarking,
    Horizon,
    Source,
    concentration,
    earmarking,
    horizon,
    running,
)
from msp_lifecycle.measures.paid import PartnerMoney, money_by_partner, money_of
from msp_lifecycle.measures.power import power, power_under
from msp_lifecycle.measures.promises import (
    OUTCOMES,
    Outcome,
    Outcomes,
    PartnerPromises,
    Promise,
    by_partner,
    last_signs,
    over_time,
    promises,
)
from msp_lifecycle.measures.rates import Rate, RateError, Rates, added
from msp_lifecycle.measures.sampling import Estimate, SampledPower, sampled_power
from msp_lifecycle.measures.shares import PartnerPower, RulePower, Share

__all__ = [
    "KINDS",
    "NOBODY",
    "OUTCOMES",
    "WHOLE",
    "Access",
    "AccountabilityMap",
    "Answering",
    "Concentration",
    "Earmarking",
    "End",
    "Estimate",
    "GameError",
    "Holder",
    "Horizon",
    "Outcome",
    "Outcomes",
    "PartnerMoney",
    "PartnerPower",
    "PartnerPromises",
    "PowerIndices",
    "Promise",
    "Rate",
    "RateError",
    "Rates",
    "RulePower",
    "SampledPower",
    "Share",
    "Source",
    "TooManyCoalitions",
    "Vote",
    "VotingGame",
    "accountability_map",
    "added",
    "banzhaf",
    "by_partner",
    "concentration",
    "earmarking",
    "game_of",
    "game_on",
    "horizon",
    "last_signs",
    "money_by_partner",
    "money_of",
    "node_name",
    "normalised",
    "over_time",
    "power",
    "power_indices",
    "power_under",
    "promises",
    "running",
    "sampled_power",
    "shapley_shubik",
    "swings",
    "swings_in_all",
]
