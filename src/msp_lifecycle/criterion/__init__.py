"""Criteria: checkable statements, what they answer, the profiles and checklists that weigh them.

Import what you need from here by name, as in `from msp_lifecycle.criterion import share`.
As an attribute of the library, `msp_lifecycle.criterion` is the function that makes a criterion.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from msp_lifecycle.criterion.case import Case, months_before, share
from msp_lifecycle.criterion.checklist import Checklist, Item, checklist
from msp_lifecycle.criterion.criterion import CODE, Criterion, Kind, criterion, find
from msp_lifecycle.criterion.field import Factor, Field
from msp_lifecycle.criterion.finding import Finding
from msp_lifecycle.criterion.profile import (
    REQUIREMENTS,
    Limit,
    Profile,
    Requirement,
    Threshold,
    Unit,
)
from msp_lifecycle.criterion.verdict import (
    Cited,
    Evidence,
    Figure,
    Status,
    Verdict,
    cited,
    counted,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)

if TYPE_CHECKING:
    from msp_lifecycle.criterion.fitting import Fit
    from msp_lifecycle.criterion.tension import Side, Tension

_LATER = {"Fit": "fitting", "Side": "tension", "Tension": "tension"}
"""What only checklists of practice and choices need, and a plain import need not wait for."""


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"msp_lifecycle.criterion.{_LATER[name]}"), name)
    raise AttributeError(f"module 'msp_lifecycle.criterion' has no attribute {name!r}")


__all__ = [
    "CODE",
    "REQUIREMENTS",
    "Case",
    "Checklist",
    "Cited",
    "Criterion",
    "Evidence",
    "Factor",
    "Field",
    "Figure",
    "Finding",
    "Fit",
    "Item",
    "Kind",
    "Limit",
    "Profile",
    "Requirement",
    "Side",
    "Status",
    "Tension",
    "Threshold",
    "Unit",
    "Verdict",
    "checklist",
    "cited",
    "counted",
    "criterion",
    "find",
    "listed",
    "met",
    "met_if",
    "months_before",
    "not_applicable",
    "not_met",
    "share",
    "unknown",
]
