"""All checklists together: what imports those of practice as well."""

from msp_lifecycle.lifecycles.checklists import (
    DEFINITION,
    FACTOR_LISTS,
    RUNNING,
    SUITABILITY,
)
from msp_lifecycle.lifecycles.practice import EVERYTHING, PRACTICE_LISTS, PRINCIPLES

CHECKLISTS = (
    DEFINITION,
    SUITABILITY,
    RUNNING,
    PRINCIPLES,
    *PRACTICE_LISTS,
    EVERYTHING,
    *FACTOR_LISTS,
)
"""Every checklist we ship."""
