"""Records and partnerships are values: they never change, and equal ones are one and the same to everybody."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given

from msp_lifecycle.records import Goal, Money, Move, Organisation, Partner, Partnership, Purpose
from msp_lifecycle.testing import partnerships, record_classes

CLASSES = (*record_classes(), Money)
MOVE = Move(kind="start", on=dt.date(2020, 1, 1), to="initiation")


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_no_field_can_be_set_or_deleted(cls: type, make: Any) -> None:
    """Nothing can be written on a record, not even under a name of one's own."""
    record = make(cls)
    for name in (*attrs.fields_dict(cls), "something_new"):
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            setattr(record, name, None)
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            delattr(record, name)
    assert not hasattr(record, "__dict__")


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_equal_field_by_field(cls: type, make: Any) -> None:
    """Records of one class are equal exactly when all their fields are, and then they hash alike."""
    record = make(cls)
    assert record == make(cls)
    assert hash(record) == hash(make(cls))
    assert (record != make(cls)) is False
    assert record != Purpose(id="other", text="of another class")
    changed = attrs.evolve(record, **a_difference(cls))
    assert changed != record
    assert len({record, make(cls), changed}) == 2


def a_difference(cls: type) -> dict[str, object]:
    return {"amount": 7} if cls is Money else {"note": "different"}


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_copies(cls: type, make: Any) -> None:
    """A record survives copying and pickling, which worker pools need, and shows its fields."""
    record = make(cls)
    for other in (copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))):
        assert other == record
    assert repr(record).startswith(f"{cls.__name__}(")


def test_records_of_two_classes_are_never_equal() -> None:
    """Two classes with the same fields and values are still two things."""
    assert Goal(id="x", text="x") != Purpose(id="x", text="x")


@given(partnerships())
def test_everything_within_is_immutable(p: Partnership) -> None:
    """A partnership holds tuples and plain values all the way down."""
    assert soft_spots(p) == []


def soft_spots(value: object) -> list[object]:
    if isinstance(value, list | dict | set | bytearray):
        return [value]
    if isinstance(value, tuple):
        return [spot for one in value for spot in soft_spots(one)]
    if attrs.has(type(value)):
        return [s for f in attrs.fields(type(value)) for s in soft_spots(getattr(value, f.name))]
    return []


def test_lists_given_are_not_kept() -> None:
    """A list that a caller goes on changing does not change the partnership."""
    given_list = [MOVE]
    p = Partnership(id="p", name="P", moves=given_list)
    given_list.clear()
    assert p.moves == (MOVE,)


@pytest.mark.parametrize("name", ["name", "moves", "position", "something_new"])
def test_a_partnership_cannot_be_written_on(name: str) -> None:
    """Nothing can be written on a partnership, although it is not slotted."""
    p = Partnership(id="p", name="P")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(p, name, None)
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        delattr(p, name)


@pytest.mark.parametrize("way", ["evolved", "replaced"])
def test_a_changed_copy_shares_no_state(way: str) -> None:
    """What was derived from the original is derived anew for the copy, and the original stays as it was."""
    p = Partnership(id="p", name="P")
    assert (p.position.phase, p.latest) == (None, None)  # both are remembered from now on
    before = pickle.dumps(p)
    change = {"moves": (MOVE,)}
    q = p.evolved(**change) if way == "evolved" else p.replaced(change)
    assert (q.position.phase, q.latest) == ("initiation", MOVE.on)
    assert (p.position.phase, p.latest, p.moves) == (None, None, ())
    assert pickle.dumps(p) == before
    assert q.__dict__ is not p.__dict__


@given(partnerships())
def test_replacing_nothing_is_evolving_nothing(p: Partnership) -> None:
    """The two ways to a copy agree."""
    assert p.evolved() == p.replaced({}) == p
    assert hash(p.replaced({})) == hash(p)


@given(partnerships())
def test_a_partnership_pickles(p: Partnership) -> None:
    """A partnership comes back from a pickle equal, whatever was derived from it before."""
    _ = p.latest, p.position
    back = pickle.loads(pickle.dumps(p))
    assert back == p
    assert back.position == p.position


def test_every_derived_value_is_dropped_by_a_copy() -> None:
    """`DERIVED` names every value that a partnership remembers, or a copy would keep a stale one."""
    from functools import cached_property

    from msp_lifecycle.records.partnership import DERIVED

    cached = {n for n, v in vars(Partnership).items() if isinstance(v, cached_property)}
    assert cached == set(DERIVED)


def test_unchanged_collections_are_shared() -> None:
    """A change copies what changed and shares the rest."""
    organisation = Organisation(id="o", name="O")
    p = Partnership(id="p", name="P", organisations=[organisation])
    q = p.evolved(partners=[Partner(id="x", organisation="o")])
    assert q.organisations is p.organisations
