"""Who may see what: the one way to make an export for somebody."""

import typing
from typing import TYPE_CHECKING

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.records.consistency import collections_of, pruned

if TYPE_CHECKING:
    from msp_lifecycle.records.partnership import Partnership

VIEWERS = ("keeper", "lead", "public")


def seen_by(partnership: "Partnership", viewer: str) -> "Partnership":
    """Return the partnership without the records that a viewer may not see.

    Args:
        partnership: the whole of it.
        viewer: `keeper` (who keeps the dossier and sees everything), `lead`, `public`, or the id of a partner.

    Raises:
        UnknownName: if no partner has that id.
    """
    if viewer == "keeper":
        return partnership
    partners = {partner.id: partner for partner in partnership.partners}
    if viewer not in VIEWERS and viewer not in partners:
        raise UnknownName("viewer", viewer, (*VIEWERS, *partners))
    leads = viewer == "lead" or (viewer in partners and partners[viewer].lead)
    own = partners[viewer].organisation if viewer in partners else ""
    changes: dict[str, object] = {}
    for name, records in collections_of(partnership):
        if hasattr(records[0], "disclosed_to"):
            changes[name] = tuple(one for one in records if _may_see(one, viewer, leads, own))
    return pruned(partnership.replaced(changes))


def _may_see(item: object, viewer: str, leads: bool, own: str) -> bool:
    scope = typing.cast("str | tuple[str, ...]", getattr(item, "disclosed_to"))  # noqa: B009 - only some records have it
    if scope == "all":
        return True
    if viewer == "public":
        return False
    if scope == "none":
        return False
    if scope == "lead":
        return leads or _own(item, viewer, own)
    return viewer in scope or _own(item, viewer, own)


def _own(item: object, viewer: str, organisation: str) -> bool:
    """Say whether a record is the viewer's own: its interest, a talk it held, or a talk held with it."""
    if organisation and getattr(item, "organisation", None) == organisation:
        return True
    return viewer in (getattr(item, "partner", None), getattr(item, "held_by", None))
