"""The lifecycles and checklists we ship: content, not machinery."""

from importlib import import_module
from typing import TYPE_CHECKING

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles.checklists import (
    CORE_LISTS,
    DEFINITION,
    RUNNING,
    SUITABILITY,
    checklist_named,
)
from msp_lifecycle.lifecycles.standard import STANDARD
from msp_lifecycle.records import Partnership

if TYPE_CHECKING:
    from msp_lifecycle.lifecycles.every import CHECKLISTS
    from msp_lifecycle.lifecycles.practice import EVERYTHING, PRINCIPLES
    from msp_lifecycle.lifecycles.six_steps import SIX_STEPS

    LIFECYCLES: tuple[Lifecycle, ...]

LIFECYCLE_NAMES: tuple[str, ...] = ("standard", "six_steps")
"""The names of every lifecycle we ship."""


def lifecycle_named(name: str) -> Lifecycle:
    """Return a shipped lifecycle.

    Raises:
        UnknownName: if there is none of that name.
    """
    if name == STANDARD.name:
        return STANDARD
    if name == "six_steps":
        from msp_lifecycle.lifecycles.six_steps import SIX_STEPS

        return SIX_STEPS
    raise UnknownName("lifecycle", name, LIFECYCLE_NAMES)


def lifecycle_of(partnership: Partnership) -> Lifecycle:
    """Return the shipped lifecycle that a partnership names.

    Raises:
        UnknownName: if it names one of its user's own; pass that one as `lifecycle=`.
    """
    return lifecycle_named(partnership.lifecycle)


def __getattr__(name: str) -> object:
    """Return what few partnerships need, made when it is first asked for."""
    if name in ("CHECKLISTS", "EVERYTHING", "PRINCIPLES"):
        return getattr(import_module("msp_lifecycle.lifecycles.checklists"), name)
    if name == "SIX_STEPS":
        return import_module("msp_lifecycle.lifecycles.six_steps").SIX_STEPS
    if name == "LIFECYCLES":
        return tuple(map(lifecycle_named, LIFECYCLE_NAMES))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "CHECKLISTS",
    "CORE_LISTS",
    "DEFINITION",
    "EVERYTHING",
    "LIFECYCLES",
    "LIFECYCLE_NAMES",
    "PRINCIPLES",
    "RUNNING",
    "SIX_STEPS",
    "STANDARD",
    "SUITABILITY",
    "checklist_named",
    "lifecycle_named",
    "lifecycle_of",
]
