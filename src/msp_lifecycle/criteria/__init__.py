"""The criteria we ship, one package for each field: content that somebody who knows partnerships can review.

The core fields, which guards and factors need, are imported with the library. The fields of practice and of
networks, which only their checklists and the six steps need, are imported when somebody first asks for them, or for all criteria.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from msp_lifecycle.criteria.context import CONTEXT
from msp_lifecycle.criteria.cooperation import COOPERATION
from msp_lifecycle.criteria.definition import DEFINITION
from msp_lifecycle.criteria.learning import LEARNING
from msp_lifecycle.criteria.process import PROCESS
from msp_lifecycle.criteria.profiles import profiles
from msp_lifecycle.criteria.steering import STEERING
from msp_lifecycle.criteria.strategy import STRATEGY
from msp_lifecycle.criteria.suitability import SUITABILITY
from msp_lifecycle.criteria.thresholds import OF_PRACTICE

if TYPE_CHECKING:
    from msp_lifecycle.criteria.every import CRITERIA, FIELDS
    from msp_lifecycle.criteria.tensions import TENSIONS, chosen, tension_named

CORE_FIELDS = (
    STRATEGY,
    COOPERATION,
    STEERING,
    CONTEXT,
    LEARNING,
    PROCESS,
    DEFINITION,
    SUITABILITY,
)
"""The six fields of success factors, then what definition and suitability add."""

CORE_CRITERIA = tuple(criterion for field in CORE_FIELDS for criterion in field.criteria)
"""The criteria of the core fields: all that guards and factors ask for."""

FACTORS = tuple(factor for field in CORE_FIELDS for factor in field.factors)
"""The 17 success factors."""

PROFILES = profiles((*(one for field in CORE_FIELDS for one in field.thresholds), *OF_PRACTICE))
"""The shipped profiles."""

LIGHT_PROFILE, STANDARD_PROFILE, STRICT_PROFILE = PROFILES

_LATER = {
    "CRITERIA": "every",
    "FIELDS": "every",
    "TENSIONS": "tensions",
    "chosen": "tensions",
    "tension_named": "tensions",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"msp_lifecycle.criteria.{_LATER[name]}"), name)
    raise AttributeError(f"module 'msp_lifecycle.criteria' has no attribute {name!r}")


__all__ = [
    "CORE_CRITERIA",
    "CORE_FIELDS",
    "CRITERIA",
    "FACTORS",
    "FIELDS",
    "LIGHT_PROFILE",
    "PROFILES",
    "STANDARD_PROFILE",
    "STRICT_PROFILE",
    "TENSIONS",
    "chosen",
    "tension_named",
]
