"""The lifecycles and checklists we ship: content, not machinery."""

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles.checklists import (
    CHECKLISTS,
    DEFINITION,
    EVERYTHING,
    RUNNING,
    SUITABILITY,
    checklist_named,
)
from msp_lifecycle.lifecycles.standard import STANDARD
from msp_lifecycle.records import Partnership

LIFECYCLES: tuple[Lifecycle, ...] = (STANDARD,)
"""Every lifecycle we ship."""


def lifecycle_named(name: str) -> Lifecycle:
    """Return a shipped lifecycle.

    Raises:
        UnknownName: if there is none of that name.
    """
    for one in LIFECYCLES:
        if one.name == name:
            return one
    raise UnknownName("lifecycle", name, tuple(one.name for one in LIFECYCLES))


def lifecycle_of(partnership: Partnership) -> Lifecycle:
    """Return the shipped lifecycle that a partnership names.

    Raises:
        UnknownName: if it names one of its user's own; pass that one as `lifecycle=`.
    """
    return lifecycle_named(partnership.lifecycle)


__all__ = [
    "CHECKLISTS",
    "DEFINITION",
    "EVERYTHING",
    "LIFECYCLES",
    "RUNNING",
    "STANDARD",
    "SUITABILITY",
    "checklist_named",
    "lifecycle_named",
    "lifecycle_of",
]
