"""What changed between two partnerships, record by record, in the words of the domain."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, cast

import attrs

from msp_lifecycle.engine.saying import said
from msp_lifecycle.engine.telling import Teller, names_in
from msp_lifecycle.records import Partnership, Record
from msp_lifecycle.records.partnership import RECORD_TYPES


@attrs.frozen
class Difference:
    """One thing that changed.

    Attributes:
        kind: whether a record came, went or changed.
        record: its path, such as `partners/itu`, or `moves[2]` where it has no id; empty for the partnership itself.
        says: what changed, in a sentence without its full stop.
        field: that changed, where one did.
    """

    kind: Literal["added", "removed", "changed"]
    record: str
    says: str
    field: str = ""

    @property
    def collection(self) -> str:
        """The collection that the record belongs to; empty for the partnership itself."""
        return self.record.partition("/")[0].partition("[")[0]


def differences(old: Partnership, new: Partnership) -> tuple[Difference, ...]:
    """Return what changed from one partnership to another, in the order of a dossier.

    Records are known by their ids; those without an id, such as moves, by what they say.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Organisation, Partner, Partnership
        >>> a = Partnership(id="p", name="P", organisations=[Organisation(id="itu", name="ITU")])
        >>> b = a.evolved(
        ...     partners=[Partner(id="itu", organisation="itu", joined=dt.date(2020, 6, 15))]
        ... )
        >>> [(one.kind, one.record, one.says) for one in differences(a, b)]
        [('added', 'partners/itu', 'ITU joined on 2020-06-15')]
    """
    teller = Teller(names_in(old, new))
    found = list(_own(old, new))
    for name in RECORD_TYPES:
        before, after = _records(name, old), _records(name, new)
        if before != after:
            for path, one, other in _pairs(name, before, after):
                found += _told(teller, path, one, other)
    return tuple(found)


def _own(old: Partnership, new: Partnership) -> Iterator[Difference]:
    if old.position != new.position and old.position.words != new.position.words:
        says = f"Where it stands: {new.position.words} (was {old.position.words})"
        yield Difference("changed", "", says, "position")
    for field in attrs.fields(Partnership):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name in RECORD_TYPES or before == after:
            continue
        if isinstance(after, Record):
            for inner in attrs.fields(type(after)):
                one, other = getattr(before, inner.name), getattr(after, inner.name)
                if one != other:
                    says = f"{field.name}, {said(type(after), inner.name, one, other)}"
                    yield Difference("changed", "", says, f"{field.name}.{inner.name}")
        else:
            yield Difference(
                "changed", "", said(Partnership, field.name, before, after), field.name
            )


def _told(
    teller: Teller, path: str, before: Record | None, after: Record | None
) -> Iterator[Difference]:
    if before is None and after is not None:
        yield Difference("added", path, teller.came(after))
    elif after is None and before is not None:
        yield Difference("removed", path, teller.went(before))
    elif before is not None and after is not None:
        for field, says in teller.changed(before, after):
            yield Difference("changed", path, says, field)


def _records(name: str, partnership: Partnership) -> tuple[Record, ...]:
    return cast("tuple[Record, ...]", getattr(partnership, name))


Pair = tuple[str, Record | None, Record | None]


def _pairs(name: str, old: tuple[Record, ...], new: tuple[Record, ...]) -> Iterator[Pair]:
    """Yield what belongs together of two collections: the path, the record before, the record after."""
    if hasattr(RECORD_TYPES[name], "id"):
        before, after = _by_id(old), _by_id(new)
        for key in [*after, *(key for key in before if key not in after)]:
            if before.get(key) != after.get(key):
                yield f"{name}/{key}", before.get(key), after.get(key)
    else:
        yield from _aligned(name, old, new)


def _by_id(records: tuple[Record, ...]) -> dict[str, Record]:
    return {str(getattr(record, "id")): record for record in records}  # noqa: B009 - not every record has one


def _aligned(name: str, old: tuple[Record, ...], new: tuple[Record, ...]) -> Iterator[Pair]:
    """Pair records without ids, so that one put in front does not change all that follow."""
    for op, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "replace" and i_end - i == j_end - j:
            for k in range(j_end - j):
                yield f"{name}[{j + k}]", old[i + k], new[j + k]
        elif op != "equal":
            yield from ((f"{name}[{k}]", old[k], None) for k in range(i, i_end))
            yield from ((f"{name}[{k}]", None, new[k]) for k in range(j, j_end))
