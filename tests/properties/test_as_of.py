"""The laws of looking back: `as_of` is idempotent and monotone, and what it returns is consistent."""

from __future__ import annotations

import datetime as dt
import typing

import attrs
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.records import RECORD_TYPES, Goal, Partnership, Record, position_after
from msp_lifecycle.records.checks import unwrap
from msp_lifecycle.records.marks import Begins, Happens, RefersTo
from msp_lifecycle.records.record import plan_of
from msp_lifecycle.testing import dates, days_around, partnerships

DAY = dt.date(2020, 1, 1)
NARROW = dates(DAY, dt.date(2020, 1, 20))
"""So few days that much happens on the same one."""

ANY_DAY = dates(dt.date.min, dt.date.max)
PARTNERSHIPS = st.sampled_from(sorted(RECORD_TYPES)).flatmap(
    lambda name: partnerships(having=[name], days=NARROW)
)
"""Each of them has records of some collection, whichever it is."""


@given(st.data(), PARTNERSHIPS)
def test_idempotent_and_monotone(data: st.DataObject, p: Partnership) -> None:
    """Looking back again from an earlier view is looking back once, to the earlier of the two days."""
    a, b = data.draw(days_around(p)), data.draw(days_around(p))
    then = p.as_of(b)
    assert then.as_of(b) == then
    assert then.as_of(a) == p.as_of(min(a, b))


@given(partnerships(days=ANY_DAY), ANY_DAY, ANY_DAY)
def test_monotone_over_all_of_time(p: Partnership, a: dt.date, b: dt.date) -> None:
    """The same holds from the first day of the calendar to the last."""
    assert p.as_of(b).as_of(a) == p.as_of(min(a, b))
    assert p.as_of(dt.date.max) is p


@given(PARTNERSHIPS, st.integers(0, 3))
def test_the_latest_day(p: Partnership, later: int) -> None:
    """From the latest day on the very same partnership comes back; the day before, something is still to happen."""
    if p.latest is None:
        assert p.as_of(dt.date.min) is p
        return
    assert p.as_of(p.latest + dt.timedelta(later)) is p
    assert p.as_of(p.latest - dt.timedelta(1)) != p


@given(st.data(), PARTNERSHIPS)
def test_consistent(data: st.DataObject, p: Partnership) -> None:
    """What comes back could be put together anew: no reference dangles, and no record is impossible."""
    then = p.as_of(data.draw(days_around(p)))
    fields = {field.name: getattr(then, field.name) for field in attrs.fields(Partnership)}
    assert Partnership(**fields) == then


@given(st.data(), PARTNERSHIPS)
def test_nothing_later_is_left(data: st.DataObject, p: Partnership) -> None:
    """No day that a record begins on, or on which something happened to it, lies after the day."""
    day = data.draw(days_around(p))
    assert all(one <= day for one in happened(p.as_of(day)))


def happened(value: object) -> typing.Iterator[dt.date]:
    """Yield the days that the annotations mark, read here once more."""
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        base, marks = unwrap(field.type)
        for arg in typing.get_args(base):
            marks = (*marks, *unwrap(arg)[1])
        several = held if isinstance(held, tuple) else (held,)
        if any(isinstance(mark, Begins | Happens) for mark in marks):
            yield from (one for one in several if one is not None)
        for one in several:
            if isinstance(one, Record):
                yield from happened(one)


@given(st.data(), PARTNERSHIPS)
def test_what_had_begun_is_still_there(data: st.DataObject, p: Partnership) -> None:
    """A record that had begun, and can stand without others, is kept."""
    day = data.draw(days_around(p))
    then = p.as_of(day)
    for name in INDEPENDENT:
        begun = [one.id for one in getattr(p, name) if began(one) is None or began(one) <= day]
        assert [one.id for one in getattr(then, name)] == begun


def began(record: Record) -> dt.date | None:
    for field in attrs.fields(type(record)):
        if any(isinstance(mark, Begins) for mark in unwrap(field.type)[1]):
            return getattr(record, field.name)
    return None


def needs_another(cls: type) -> bool:
    required = [f.type for f in attrs.fields(cls) if f.default is attrs.NOTHING]
    return any(isinstance(mark, RefersTo) for kind in required for mark in unwrap(kind)[1])


# A record that is limited by what it refers to goes with the last of that; see the unit tests.
INDEPENDENT = [
    name
    for name, cls in RECORD_TYPES.items()
    if hasattr(cls, "id") and not needs_another(cls) and not plan_of(cls).limits
]


@given(st.data(), PARTNERSHIPS)
def test_the_phase_is_that_of_the_moves_so_far(data: st.DataObject, p: Partnership) -> None:
    """Where the partnership stood follows from the moves made by then."""
    day = data.draw(days_around(p))
    assert p.as_of(day).position == position_after(one for one in p.moves if one.on <= day)


@given(st.data(), PARTNERSHIPS)
def test_the_future_does_not_reach_back(data: st.DataObject, p: Partnership) -> None:
    """A record that begins later changes nothing about the day, nor about the latest day that there was."""
    for day in (data.draw(days_around(p)), p.latest or DAY):
        later = Goal(id="later", text="Later", set=day + dt.timedelta(1))
        assert p.evolved(goals=(*p.goals, later)).as_of(day) == p.as_of(day)
