"""Simulation: what becomes of many partnerships whose guards are those of the lifecycle.

Guards say what is allowed and are compiled from the lifecycle; hazards say how often people try; dynamics say how
levels change. Needs NumPy (extra `sim`); numba (extra `fast`) makes it several times faster with the same results.
"""

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.results.table import Table
from msp_lifecycle.simulation.ensemble import NEVER, Ensemble
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import Frozen
from msp_lifecycle.simulation.months import Month, Update
from msp_lifecycle.simulation.parts import Covariate, Dynamics, Hazard, Intervention
from msp_lifecycle.simulation.questions import (
    Comparison,
    Forecast,
    compare,
    forecast,
    levers,
    sweep,
)
from msp_lifecycle.simulation.rules import CompiledGuard, Need, Rules, SizedFactor
from msp_lifecycle.simulation.running import simulate
from msp_lifecycle.simulation.scenario import Scenario

__all__ = [
    "NEVER",
    "Comparison",
    "CompiledGuard",
    "Covariate",
    "Dynamics",
    "Ensemble",
    "Forecast",
    "Frozen",
    "Hazard",
    "Intervention",
    "MissingExtra",
    "Month",
    "Need",
    "Rules",
    "Scenario",
    "ScenarioError",
    "SizedFactor",
    "Table",
    "Update",
    "compare",
    "forecast",
    "levers",
    "simulate",
    "sweep",
]
