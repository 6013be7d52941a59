"""One more move: what is derived from the moves is carried on, and is what a partnership made anew would derive."""

import datetime as dt
import pickle

import attrs
import pytest

from msp_lifecycle.errors import RecordError
from msp_lifecycle.records import Meeting, Move, Partnership
from msp_lifecycle.records.partnership import DERIVED

DAY = dt.date(2020, 5, 1)
LATER = dt.date(2021, 5, 1)

START = Move(kind="start", on=DAY, to="initiation")
ADVANCE = Move(kind="advance", on=DAY, to="design", inferred=True)
BACK = Move(kind="loop_back", on=DAY, to="initiation", reopens=("purpose",))
HISTORIES = {
    "nothing": (),
    "started": (START,),
    "paused": (START, Move(kind="pause", on=DAY)),
    "advanced": (START, ADVANCE),
    "advanced again": (START, ADVANCE, BACK),
    "gone back again": (START, ADVANCE, BACK, ADVANCE),
}
NEXT = {
    "nothing": START,
    "started": ADVANCE,
    "paused": Move(kind="end", on=DAY, reason="merged"),
    "advanced": BACK,
    "advanced again": ADVANCE,
    "gone back again": attrs.evolve(BACK, on=LATER, reopens=("partners", "purpose")),
}


@pytest.mark.parametrize("asked", [True, False], ids=["asked before", "not asked before"])
@pytest.mark.parametrize("last", [None, DAY, LATER], ids=str)
@pytest.mark.parametrize("name", list(HISTORIES))
def test_it_derives_what_a_new_one_would(name: str, last: dt.date | None, asked: bool) -> None:
    """All of it is as in a partnership that is put together with the move."""
    records = {"id": "p", "name": "P", "meetings": [Meeting(id="m", on=last)] if last else []}
    before = Partnership(**records, moves=HISTORIES[name])
    if asked:
        derived(before)
    moved = before.moved(NEXT[name])
    anew = Partnership(**records, moves=(*HISTORIES[name], NEXT[name]))
    assert moved == anew
    assert derived(moved) == derived(anew)


def derived(p: Partnership) -> dict[str, object]:
    return {name: getattr(p, name) for name in DERIVED}


def test_the_one_before_stays_as_it_was() -> None:
    """Nothing of it is shared that could change."""
    before = Partnership(id="p", name="P", moves=[START, ADVANCE])
    before.moved(attrs.evolve(BACK, on=LATER))
    assert before.moves == (START, ADVANCE)
    assert derived(before) == derived(Partnership(id="p", name="P", moves=[START, ADVANCE]))
    assert (before.position.phase, before.latest, before.reopened) == ("design", DAY, {})


def test_nothing_else_is_derived() -> None:
    """Whoever lets a partnership remember more must say in `moved` what becomes of it."""
    assert set(DERIVED) == {"position", "arcs", "reopened", "latest"}


def test_the_arcs_of_a_history() -> None:
    """Each is the phase that a move left, its kind and where it led, once however often it was taken."""
    p = Partnership(id="p", name="P", moves=HISTORIES["gone back again"])
    assert p.arcs == {
        (None, "start", "initiation"),
        ("initiation", "advance", "design"),
        ("design", "loop_back", "initiation"),
    }
    assert p.moved(Move(kind="pause", on=DAY)).arcs == p.arcs | {("design", "pause", None)}


TOLD = {
    "on": LATER,
    "decision": "D-1",
    "because": "The donor left.",
    "trigger": "other",
    "reopens": ("purpose",),
    "reason": "merged",
}


def test_a_move_that_is_told_is_one_that_is_made() -> None:
    """The same move as one made anew with all that is told of it, and nothing left unset."""
    template = Move(kind="loop_back", on=dt.date.min, to="initiation", note="n", inferred=True)
    assert template.told(**TOLD) == attrs.evolve(template, **TOLD)
    assert START.told(LATER) == attrs.evolve(START, on=LATER)
    assert pickle.loads(pickle.dumps(START.told(LATER))) == START.told(LATER)
    assert START.on == DAY


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("on", dt.datetime(2020, 5, 1, tzinfo=dt.UTC)),
        ("on", "2020-05-01"),
        ("decision", 5),
        ("because", 5),
        ("because", "\x00"),
        ("trigger", "boredom"),
        ("reopens", ("weather",)),
        ("reason", "boredom"),
    ],
)
def test_what_is_told_is_checked(field: str, value: object) -> None:
    """What can never be true is refused with the same words as when a move is made."""
    with pytest.raises(RecordError) as made:
        Move(**{"kind": "end", "on": DAY, field: value})
    with pytest.raises(RecordError) as told:
        Move(kind="end", on=DAY).told(**{"on": DAY, field: value})
    assert told.value.args == made.value.args


def test_topics_that_are_told_become_a_tuple() -> None:
    """A list is as good, and is kept in the one form that the field holds."""
    assert BACK.told(DAY, reopens=["roles"]).reopens == ("roles",)
