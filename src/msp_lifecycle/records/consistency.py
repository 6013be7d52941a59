"""Whether records agree with each other: unique ids, references that lead somewhere, a possible history."""

import operator
import typing
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from msp_lifecycle.records.checks import shown
from msp_lifecycle.records.contradictions import contradictions
from msp_lifecycle.records.position import Position
from msp_lifecycle.records.record import Record, changed, plan_of, unlimited

if TYPE_CHECKING:
    from msp_lifecycle.records.moves import Move
    from msp_lifecycle.records.partnership import Partnership

Ids = dict[str, dict[str, int]]


def problems(partnership: "Partnership") -> list[tuple[str, str]]:
    """Return every contradiction, as the path of a record and a sentence that names both places."""
    ids, doubled = _ids(partnership)
    return [
        *doubled,
        *_dangling(partnership, "", ids),
        *contradictions(partnership),
        *_impossible(partnership.moves),
    ]


def collections_of(partnership: "Partnership") -> Iterator[tuple[str, tuple[Record, ...]]]:
    """Yield every collection that holds anything, with its name."""
    for name in plan_of(type(partnership)).nested:
        value = getattr(partnership, name)
        if value and isinstance(value, tuple):
            yield name, typing.cast("tuple[Record, ...]", value)


def _ids(partnership: "Partnership") -> tuple[Ids, list[tuple[str, str]]]:
    ids: Ids = {}
    doubled: list[tuple[str, str]] = []
    for name, records in collections_of(partnership):
        known = ids.setdefault(name, {})
        if not hasattr(records[0], "id"):
            continue
        for index, item in enumerate(records):
            first = known.setdefault(typing.cast("str", getattr(item, "id")), index)  # noqa: B009 - not every record has one
            if first != index:
                here = f"{name}[{index}]"
                doubled.append((here, f"has the same id as {name}[{first}]: {item.id!r}"))  # type: ignore[attr-defined]
    return ids, doubled


def _dangling(item: attrs.AttrsInstance, path: str, ids: Ids) -> Iterator[tuple[str, str]]:
    plan = plan_of(type(item))
    for name, collection, many, _ in plan.references:
        value = getattr(item, name)
        for target in _targets(value, many):
            missing = _missing(target, collection, ids)
            if missing:
                yield _join(path, name), f"refers to {shown(target)}, but {missing}"
    for name in plan.nested:
        yield from _dangling_within(getattr(item, name), _join(path, name), ids)


def _targets(value: object, many: bool) -> tuple[str, ...]:
    """Return what a reference field refers to; a word in place of a list refers to nothing."""
    if many:
        return typing.cast("tuple[str, ...]", value) if isinstance(value, tuple) else ()
    return () if value is None else (typing.cast("str", value),)


def _dangling_within(value: object, path: str, ids: Ids) -> Iterator[tuple[str, str]]:
    if isinstance(value, Record):
        yield from _dangling(value, path, ids)
    elif value:
        for index, one in enumerate(typing.cast("tuple[Record, ...]", value)):
            yield from _dangling(one, f"{path}[{index}]", ids)


def _missing(target: str, collection: str, ids: Ids) -> str:
    where, _, name = (collection, "", target) if collection else target.partition("/")
    if not name:
        return "a reference of this kind reads collection/id, such as goals/access"
    if name in ids.get(where, ()):
        return ""
    return f"there is no such id in {where}"


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _impossible(moves: "tuple[Move, ...]") -> Iterator[tuple[str, str]]:
    position = Position()
    for index, move in enumerate(moves):
        problem = position.problem_with(move)
        if problem:
            yield f"moves[{index}]", f"{problem} ({_before(index)})"
            return
        if index and move.on < moves[index - 1].on:
            yield (
                f"moves[{index}].on",
                f"{move.on} lies before moves[{index - 1}] ({moves[index - 1].on})",
            )
            return
        position = position.after(move)


def _before(index: int) -> str:
    return f"after moves[{index - 1}]" if index else "at the start of its history"


def pruned(partnership: "Partnership") -> "Partnership":
    """Return the partnership without references to records that are not there.

    A record that cannot do without such a reference, or would mean everybody without it, goes as well, and what
    refers to it in turn.
    """
    while True:
        ids, _ = _ids(partnership)
        changes = {
            name: after
            for name in plan_of(type(partnership)).nested
            if (after := _pruned_within(getattr(partnership, name), ids))
            is not getattr(partnership, name)
        }
        if partnership.host is not None and partnership.host not in ids.get("organisations", ()):
            changes["host"] = None
        if not changes:
            return partnership
        partnership = partnership.replaced(changes)


def _pruned_within(value: object, ids: Ids) -> object:
    if isinstance(value, Record):
        return _pruned_record(value, ids)
    if not value:
        return value
    before = typing.cast("tuple[Record, ...]", value)
    after = tuple(kept for one in before if (kept := _pruned_record(one, ids)) is not None)
    same = len(after) == len(before) and all(map(operator.is_, after, before))
    return before if same else after


def _pruned_record(item: Record, ids: Ids) -> Record | None:
    plan = plan_of(type(item))
    changes: dict[str, object] = {}
    for name, collection, many, optional in plan.references:
        targets = _targets(getattr(item, name), many)
        kept = tuple(one for one in targets if not _missing(one, collection, ids))
        if len(kept) == len(targets):
            continue
        if not optional:
            return None
        changes[name] = kept if many else None
    for name in plan.nested:
        before = getattr(item, name)
        after = _pruned_within(before, ids)
        if after is not before:
            changes[name] = after
    if not changes:
        return item
    return None if unlimited(item, changes) else changed(item, changes)
