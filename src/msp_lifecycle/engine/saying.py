"""How one field of a record changed, in a few words."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import cast

from msp_lifecycle.records import Record
from msp_lifecycle.records.record import plan_of

Call = Callable[[Record], str]
"""Returns what a record is called."""

_FEW = 60
"""Characters of a text that are shown of each version."""
_BEFORE = 20
"""Characters that are shown before the place where two texts part."""

_VERBS = {"since": "began", "until": "ended", "on": "dated"}
"""Events whose field is no verb."""


def said(cls: type, field: str, before: object, after: object, call: Call = repr) -> str:
    """Return how a field changed.

    Args:
        cls: of the record.
        field: its name.
        before: what it held.
        after: what it holds.
        call: for the records within the record.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Commitment
        >>> said(Commitment, "fulfilled", None, dt.date(2021, 5, 1))
        'fulfilled on 2021-05-01'
        >>> said(Commitment, "due", dt.date(2021, 5, 1), dt.date(2022, 5, 1))
        'due 2022-05-01 (was 2021-05-01)'
    """
    name = words(field)
    if _is_event(cls, field):
        return _event(name, before, after)
    if _are_lists(before, after):
        lists = cast("tuple[object, ...]", before), cast("tuple[object, ...]", after)
        return f"{name}: {_lists(*lists, call)}"
    if isinstance(after, str) and isinstance(before, str) and before and after:
        was, now = excerpts(before, after)
        return f"{name}: {now} (was: {was})"
    return _value(name, before, after, call)


def words(name: str) -> str:
    """Return a name as it is read aloud."""
    return name.replace("_", " ")


def shortened(text: str, most: int = _FEW) -> str:
    """Return a text in one line, its beginning if it is long."""
    line = " ".join(text.split())
    return f"{line[: most - 3]}..." if len(line) > most else line


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return two texts shortened so that the place where they part is seen.

    Examples:
        >>> excerpts("a" * 70 + " old", "a" * 70 + " new")[1]
        '...aaaaaaaaaaaaaaaaaaa new'
    """
    one, other = " ".join(before.split()), " ".join(after.split())
    if one == other:
        return "the same words", "other spaces or line breaks"
    alike = 0
    while alike < min(len(one), len(other)) and one[alike] == other[alike]:
        alike += 1
    start = alike - _BEFORE if alike > _FEW - _BEFORE else 0
    lead = "..." if start else ""
    return lead + shortened(one[start:]), lead + shortened(other[start:])


def _is_event(cls: type, field: str) -> bool:
    """Say whether a date is something that happened, and not a deadline."""
    plan = plan_of(cls)
    return field == plan.begins or any(field == name for name, _ in plan.happens)


def _are_lists(before: object, after: object) -> bool:
    return isinstance(before, tuple) and isinstance(after, tuple)


def _is_plain(value: object) -> bool:
    return isinstance(value, (dt.date, Decimal, int)) and not isinstance(value, bool)


def _event(name: str, before: object, after: object) -> str:
    verb = _VERBS.get(name, name)
    if after is None:
        return f"no longer on record as {verb} on {before}"
    was = "" if before is None else f" (was {before})"
    return f"{verb} on {after}{was}"


def _value(name: str, before: object, after: object, call: Call) -> str:
    if after in (None, ""):
        return f"{name} no longer given (was {_shown(before, call)})"
    was = "" if before in (None, "") else f" (was {_shown(before, call)})"
    colon = "" if _is_plain(after) else ":"
    return f"{name}{colon} {_shown(after, call)}{was}"


def _lists(before: tuple[object, ...], after: tuple[object, ...], call: Call) -> str:
    more = [_shown(one, call) for one in after if one not in before]
    less = [_shown(one, call) for one in before if one not in after]
    parts = [f"now with {', '.join(more)}"] if more else []
    parts += [f"without {', '.join(less)}"] if less else []
    arranged = "in another order" if len(before) == len(after) else "repeated otherwise"
    return "; ".join(parts) or arranged


def _shown(value: object, call: Call) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Record):
        return call(value)
    return "not known" if value is None else shortened(str(value))
