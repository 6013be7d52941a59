"""msp-lifecycle: the life of a multi-stakeholder partnership as a state machine whose guards explain themselves.

A partnership is its dated records; a criterion reads them; a lifecycle says which criteria guard which move;
everything else is derived.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from msp_lifecycle.criteria import (
    CRITERIA,
    FACTORS,
    FIELDS,
    LIGHT_PROFILE,
    PROFILES,
    STANDARD_PROFILE,
    STRICT_PROFILE,
)
from msp_lifecycle.criterion import (
    Case,
    Checklist,
    Cited,
    Criterion,
    Evidence,
    Figure,
    Finding,
    Profile,
    Requirement,
    Status,
    Verdict,
    checklist,
    criterion,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.engine import (
    AuditEntry,
    Dormancy,
    PossibleMove,
    Report,
    Stay,
    Tally,
    advance,
    audit,
    check,
    continue_,
    dormant,
    end,
    history,
    levels,
    loop_back,
    pause,
    possible_moves,
    reinstate,
    replay,
    resume,
    start,
    suspend,
)
from msp_lifecycle.errors import (
    ConsistencyError,
    CurrencyError,
    LifecycleError,
    MissingExtra,
    MoveRefused,
    MspError,
    NoSuchMove,
    RecordError,
    UnknownName,
)
from msp_lifecycle.lifecycle import Lifecycle, MoveRule, Phase
from msp_lifecycle.lifecycles import (
    CHECKLISTS,
    DEFINITION,
    PRINCIPLES,
    STANDARD,
    SUITABILITY,
    checklist_named,
    lifecycle_named,
)
from msp_lifecycle.records import TOPICS, Partnership, Position, Topic

if TYPE_CHECKING:
    from msp_lifecycle.formats import (
        DossierError,
        dump,
        dumps,
        from_mapping,
        json_schema,
        load,
        load_checklist,
        load_lifecycle,
        load_profile,
        loads,
        to_mapping,
    )
    from msp_lifecycle.lifecycles import LIFECYCLES, SIX_STEPS
    from msp_lifecycle.machine import LifecycleMachine, MoveMade

__version__ = "0.1.0"

_LATER = {
    "LIFECYCLES": "lifecycles",
    "SIX_STEPS": "lifecycles",
    "LifecycleMachine": "machine",
    "MoveMade": "machine",
    "DossierError": "formats",
    "dump": "formats",
    "dumps": "formats",
    "from_mapping": "formats",
    "json_schema": "formats",
    "load": "formats",
    "load_checklist": "formats",
    "load_lifecycle": "formats",
    "load_profile": "formats",
    "loads": "formats",
    "to_mapping": "formats",
}
"""What needs another library, or few need, is imported when it is asked for, so that `import msp_lifecycle` stays quick."""


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(f"msp_lifecycle.{_LATER[name]}"), name)
    raise AttributeError(f"module 'msp_lifecycle' has no attribute {name!r}")


__all__ = [
    "CHECKLISTS",
    "CRITERIA",
    "DEFINITION",
    "FACTORS",
    "FIELDS",
    "LIFECYCLES",
    "LIGHT_PROFILE",
    "PRINCIPLES",
    "PROFILES",
    "SIX_STEPS",
    "STANDARD",
    "STANDARD_PROFILE",
    "STRICT_PROFILE",
    "SUITABILITY",
    "TOPICS",
    "AuditEntry",
    "Case",
    "Checklist",
    "Cited",
    "ConsistencyError",
    "Criterion",
    "CurrencyError",
    "Dormancy",
    "DossierError",
    "Evidence",
    "Figure",
    "Finding",
    "Lifecycle",
    "LifecycleError",
    "LifecycleMachine",
    "MissingExtra",
    "MoveMade",
    "MoveRefused",
    "MoveRule",
    "MspError",
    "NoSuchMove",
    "Partnership",
    "Phase",
    "Position",
    "PossibleMove",
    "Profile",
    "RecordError",
    "Report",
    "Requirement",
    "Status",
    "Stay",
    "Tally",
    "Topic",
    "UnknownName",
    "Verdict",
    "__version__",
    "advance",
    "audit",
    "check",
    "checklist",
    "checklist_named",
    "continue_",
    "criterion",
    "dormant",
    "dump",
    "dumps",
    "end",
    "from_mapping",
    "history",
    "json_schema",
    "levels",
    "lifecycle_named",
    "load",
    "load_checklist",
    "load_lifecycle",
    "load_profile",
    "loads",
    "loop_back",
    "met",
    "met_if",
    "not_applicable",
    "not_met",
    "pause",
    "possible_moves",
    "reinstate",
    "replay",
    "resume",
    "start",
    "suspend",
    "to_mapping",
    "unknown",
]
