"""Crosswalks: how the phases of other models and data standards correspond to the four phases.

The engine needs `histories` only; what is shipped is imported when it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from msp_lifecycle.crosswalks.histories import FOUR_PHASES, counted, in_four_phases

if TYPE_CHECKING:
    from msp_lifecycle.crosswalks.models import Counterpart, Crosswalk, Place
    from msp_lifecycle.crosswalks.shipped import (
        CROSSWALKS,
        GUIDEBOOK,
        IATI,
        MSP_GUIDE,
        OC4IDS,
        TPI,
        crosswalk_named,
        of_lifecycle,
    )

_LATER = {
    **dict.fromkeys(("Counterpart", "Crosswalk", "Place"), "models"),
    **dict.fromkeys(("CROSSWALKS", "GUIDEBOOK", "IATI", "MSP_GUIDE", "OC4IDS", "TPI"), "shipped"),
    **dict.fromkeys(("crosswalk_named", "of_lifecycle"), "shipped"),
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"msp_lifecycle.crosswalks.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "CROSSWALKS",
    "FOUR_PHASES",
    "GUIDEBOOK",
    "IATI",
    "MSP_GUIDE",
    "OC4IDS",
    "TPI",
    "Counterpart",
    "Crosswalk",
    "Place",
    "counted",
    "crosswalk_named",
    "in_four_phases",
    "of_lifecycle",
]
