"""The criteria we ship, one package for each field: content that somebody who knows partnerships can review."""

from msp_lifecycle.criteria.context import CONTEXT
from msp_lifecycle.criteria.cooperation import COOPERATION
from msp_lifecycle.criteria.definition import DEFINITION
from msp_lifecycle.criteria.learning import LEARNING
from msp_lifecycle.criteria.network import PRINCIPLES, STEPS
from msp_lifecycle.criteria.process import PROCESS
from msp_lifecycle.criteria.profiles import profiles
from msp_lifecycle.criteria.steering import STEERING
from msp_lifecycle.criteria.strategy import STRATEGY
from msp_lifecycle.criteria.suitability import SUITABILITY

FIELDS = (
    STRATEGY,
    COOPERATION,
    STEERING,
    CONTEXT,
    LEARNING,
    PROCESS,
    DEFINITION,
    SUITABILITY,
    PRINCIPLES,
    STEPS,
)
"""The six fields of success factors, then what definition, suitability, principles and steps add."""

CRITERIA = tuple(criterion for field in FIELDS for criterion in field.criteria)
"""Every criterion we ship."""

FACTORS = tuple(factor for field in FIELDS for factor in field.factors)
"""The 17 success factors."""

PROFILES = profiles(FIELDS)
"""The shipped profiles."""

LIGHT_PROFILE, STANDARD_PROFILE, STRICT_PROFILE = PROFILES

__all__ = [
    "CRITERIA",
    "FACTORS",
    "FIELDS",
    "LIGHT_PROFILE",
    "PROFILES",
    "STANDARD_PROFILE",
    "STRICT_PROFILE",
]
