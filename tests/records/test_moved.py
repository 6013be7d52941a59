"""One more move: what is derived from the moves is carried on, and is what a partnership made anew would derive."""

import datetime as dt

import pytest

from msp_lifecycle.records import Meeting, Move, Partnership
from msp_lifecycle.records.partnership import DERIVED

DAY = dt.date(2020, 5, 1)
LATER = dt.date(2021, 5, 1)

START = Move(kind="start", on=DAY, to="initiation")
HISTORIES = {
    "nothing": (),
    "started": (START,),
    "paused": (START, Move(kind="pause", on=DAY)),
}
NEXT = {
    "nothing": START,
    "started": Move(kind="advance", on=DAY, to="design", inferred=True),
    "paused": Move(kind="end", on=DAY, reason="merged"),
}


@pytest.mark.parametrize("asked", [True, False], ids=["asked before", "not asked before"])
@pytest.mark.parametrize("last", [None, DAY, LATER], ids=str)
@pytest.mark.parametrize("name", list(HISTORIES))
def test_it_derives_what_a_new_one_would(name: str, last: dt.date | None, asked: bool) -> None:
    """Position and latest day are those of a partnership that is put together with the move."""
    records = {"id": "p", "name": "P", "meetings": [Meeting(id="m", on=last)] if last else []}
    before = Partnership(**records, moves=HISTORIES[name])
    if asked:
        _ = before.position, before.latest
    moved = before.moved(NEXT[name])
    anew = Partnership(**records, moves=(*HISTORIES[name], NEXT[name]))
    assert moved == anew
    assert (moved.position, moved.latest) == (anew.position, anew.latest)


def test_the_one_before_stays_as_it_was() -> None:
    """Nothing of it is shared that could change."""
    before = Partnership(id="p", name="P", moves=[START])
    before.moved(Move(kind="pause", on=LATER))
    assert before.moves == (START,)
    assert (before.position.standing, before.latest) == ("active", DAY)


def test_nothing_else_is_derived() -> None:
    """Whoever lets a partnership remember more must say in `moved` what becomes of it."""
    assert set(DERIVED) == {"position", "latest"}
