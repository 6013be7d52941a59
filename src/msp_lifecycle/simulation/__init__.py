"""Simulation: what becomes of many partnerships whose guards are those of the lifecycle.

Guards say what is allowed and are compiled from the lifecycle; hazards say how often people try; dynamics say how
levels change. Needs NumPy (extra `sim`); numba (extra `fast`) makes it several times faster with the same results.
"""

from importlib import import_module

from msp_lifecycle.errors import MissingExtra

try:
    import_module("numpy")  # so that its absence is told in one sentence
except ImportError:
    raise MissingExtra("numpy", "sim") from None

from msp_lifecycle.results.table import Table
from msp_lifecycle.simulation.assumptions import Assumption
from msp_lifecycle.simulation.comparing import Comparison, compare
from msp_lifecycle.simulation.ensemble import Ensemble
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.forecasting import Forecast, forecast
from msp_lifecycle.simulation.frozen import Frozen
from msp_lifecycle.simulation.leverage import Levers, levers
from msp_lifecycle.simulation.months import Month, Update
from msp_lifecycle.simulation.outcome import NEVER
from msp_lifecycle.simulation.parts import Covariate, Dynamics, Hazard, Intervention
from msp_lifecycle.simulation.progress import ProgressBar, progress_bar
from msp_lifecycle.simulation.rules import CompiledGuard, Need, Rules, SizedFactor
from msp_lifecycle.simulation.running import simulate
from msp_lifecycle.simulation.scenario import Scenario
from msp_lifecycle.simulation.sensitivities import Sensitivity, sensitivity
from msp_lifecycle.simulation.sweeping import Sweep, sweep

__all__ = [
    "NEVER",
    "Assumption",
    "Comparison",
    "CompiledGuard",
    "Covariate",
    "Dynamics",
    "Ensemble",
    "Forecast",
    "Frozen",
    "Hazard",
    "Intervention",
    "Levers",
    "MissingExtra",
    "Month",
    "Need",
    "ProgressBar",
    "Rules",
    "Scenario",
    "ScenarioError",
    "Sensitivity",
    "SizedFactor",
    "Sweep",
    "Table",
    "Update",
    "compare",
    "forecast",
    "levers",
    "progress_bar",
    "sensitivity",
    "simulate",
    "sweep",
]
