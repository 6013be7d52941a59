"""The checklists we ship beside the guards: what counts as a partnership, when one is the right means.

Those of practice stand in a module of their own, which is imported when one of them is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from msp_lifecycle.criteria import CORE_CRITERIA, CORE_FIELDS
from msp_lifecycle.criterion import Checklist, Item, checklist
from msp_lifecycle.errors import UnknownName

if TYPE_CHECKING:
    from msp_lifecycle.lifecycles.every import CHECKLISTS
    from msp_lifecycle.lifecycles.practice import EVERYTHING, PRINCIPLES

DEFINITION = checklist(
    "definition",
    "What counts as a multi-stakeholder partnership",
    CORE_CRITERIA,
    source="S0:L11; S1:L80; S3:¶9",
    must="DEF-1 DEF-2 DEF-3 DEF-4 DEF-5 DEF-6 DEF-7 DEF-9",
    should="DEF-8 DEF-10 DEF-11 DEF-12 DEF-13",
)

SUITABILITY = checklist(
    "suitability",
    "Whether a partnership is the right means",
    CORE_CRITERIA,
    source="S2:L5; S1:L30, L32, L128, L219, L231; S3:¶8, ¶82",
    must="SUIT-1 D1.6",
    should="SUIT-3 B3.5 SUIT-5 D2.1 SUIT-7",
)

RUNNING = checklist(
    "running",
    "What must go on while the work is under way",
    CORE_CRITERIA,
    source="S2:L14, L18, L31, L36",
    must="F1.7 E3.1 C2.8",
    should="C3.3 F3.6",
)

FACTOR_LISTS: tuple[Checklist, ...] = tuple(
    Checklist(
        name=factor.code.lower(),
        title=f"{factor.code} {factor.title}",
        source=factor.source,
        items=tuple(
            Item(one, one.requirement) for one in field.criteria if one.factor == factor.code
        ),
    )
    for field in CORE_FIELDS
    for factor in field.factors
)
"""One checklist for each success factor, with every criterion of it."""

CORE_LISTS: tuple[Checklist, ...] = (
    DEFINITION,
    SUITABILITY,
    RUNNING,
    *FACTOR_LISTS,
)
"""The checklists over core criteria alone."""

_LATER = {
    "CHECKLISTS": "msp_lifecycle.lifecycles.every",
    "EVERYTHING": "msp_lifecycle.lifecycles.practice",
    "PRINCIPLES": "msp_lifecycle.lifecycles.practice",
}


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module 'msp_lifecycle.lifecycles.checklists' has no attribute {name!r}")


def checklist_named(name: str) -> Checklist:
    """Return a shipped checklist.

    Raises:
        UnknownName: if there is none of that name.

    Examples:
        >>> checklist_named("definition").title
        'What counts as a multi-stakeholder partnership'
    """
    wanted = name.strip().lower().replace("-", "_")
    for one in CORE_LISTS:
        if one.name == wanted:
            return one
    from msp_lifecycle.lifecycles import every  # only for the lists of practice

    for one in every.CHECKLISTS:
        if one.name == wanted:
            return one
    raise UnknownName("checklist", name, tuple(one.name for one in every.CHECKLISTS))


__all__ = [
    "CHECKLISTS",
    "CORE_LISTS",
    "DEFINITION",
    "EVERYTHING",
    "FACTOR_LISTS",
    "PRINCIPLES",
    "RUNNING",
    "SUITABILITY",
    "checklist_named",
]
