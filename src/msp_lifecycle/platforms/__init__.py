"""Rules of registries and platforms: how they list those that report to them, and those that do not."""

from msp_lifecycle.platforms.links import events_of, standings
from msp_lifecycle.platforms.rules import Arc, Clock, Deadline, EventKind, Rules, Stage
from msp_lifecycle.platforms.shipped import (
    EITI,
    GLOBAL_COMPACT,
    OGP,
    OGP_RESPONSE,
    RULES,
    UN_PLATFORM,
    rules_named,
)
from msp_lifecycle.platforms.standing import Ahead, Event, PlatformStanding, Reached, standing

__all__ = [
    "EITI",
    "GLOBAL_COMPACT",
    "OGP",
    "OGP_RESPONSE",
    "RULES",
    "UN_PLATFORM",
    "Ahead",
    "Arc",
    "Clock",
    "Deadline",
    "Event",
    "EventKind",
    "PlatformStanding",
    "Reached",
    "Rules",
    "Stage",
    "events_of",
    "rules_named",
    "standing",
    "standings",
]
