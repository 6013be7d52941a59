"""The partnership as it was on a day: one walk over the marks of every record class."""

import datetime as dt
import operator
import typing
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import attrs

from msp_lifecycle.records.consistency import pruned
from msp_lifecycle.records.record import Record, changed, plan_of, unlimited

if TYPE_CHECKING:
    from msp_lifecycle.records.partnership import Partnership


def as_of(partnership: "Partnership", day: dt.date) -> "Partnership":
    """Return what had happened by a day, without the references to what had not."""
    changes = _changes(partnership, day)
    return pruned(partnership.replaced(changes)) if changes else partnership


def latest(partnership: "Partnership") -> dt.date | None:
    """Return the latest day on which anything in the records happened."""
    return max(_days(partnership), default=None)


def _days(item: attrs.AttrsInstance) -> Iterator[dt.date]:
    dates, days, nested = _readers(type(item))
    for name in dates:
        day = getattr(item, name)
        if day is not None:
            yield day
    for name in days:
        yield from getattr(item, name)
    for name in nested:
        inner = getattr(item, name)
        if isinstance(inner, tuple):
            for one in typing.cast("tuple[Record, ...]", inner):
                yield from _days(one)
        elif inner is not None:
            yield from _days(inner)


@cache
def _readers(cls: type) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    plan = plan_of(cls)
    dates = (*([plan.begins] if plan.begins else []), *(name for name, _ in plan.happens))
    return dates, plan.days, plan.nested


def _record_as_of(item: Record, day: dt.date) -> Record | None:
    """Return the record as it was on a day; the same object where nothing differs, None if not yet there."""
    plan = plan_of(type(item))
    if plan.begins:
        begun = getattr(item, plan.begins)
        if begun is not None and begun > day:
            return None
    changes = _changes(item, day)
    if not changes:
        return item
    return None if unlimited(item, changes) else changed(item, changes)


def _changes(item: attrs.AttrsInstance, day: dt.date) -> dict[str, object]:
    plan = plan_of(type(item))
    changes: dict[str, object] = {}
    for name, clears in plan.happens:
        happened = getattr(item, name)
        if happened is not None and happened > day:
            changes[name] = None
            changes.update((field, plan.defaults[field]) for field in clears)
    for name in plan.days:
        if any(one > day for one in getattr(item, name)):
            changes[name] = tuple(one for one in getattr(item, name) if one <= day)
    for name in plan.nested:
        before = getattr(item, name)
        after = _nested_as_of(before, day)
        if after is not before:
            changes[name] = after
    return changes


def _nested_as_of(value: object, day: dt.date) -> object:
    if isinstance(value, Record):
        return _record_as_of(value, day)
    if not value:
        return value
    before = typing.cast("tuple[Record, ...]", value)
    after = tuple(kept for one in before if (kept := _record_as_of(one, day)) is not None)
    same = len(after) == len(before) and all(map(operator.is_, after, before))
    return before if same else after
