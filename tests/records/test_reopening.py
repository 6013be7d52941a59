"""What a loop-back reopens stays open until a decision settles it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from msp_lifecycle.records import Decision, Move, Partnership, reopened
from msp_lifecycle.testing import partnerships


def day(n: int) -> dt.date:
    return dt.date(2021, 1, 1) + dt.timedelta(n)


def back(n: int, *topics: str, decision: str | None = None) -> tuple[Move, Move]:
    """Return an advance and the loop-back after it."""
    return (
        Move(kind="advance", on=day(n), to="design"),
        Move(kind="loop_back", on=day(n), to="initiation", reopens=topics, decision=decision),
    )


def decided(name: str, n: int, *settles: str, outcome: str = "adopted") -> Decision:
    return Decision(id=name, question="Settled?", on=day(n), settles=settles, outcome=outcome)


def still_open(moves: list[Move], *decisions: Decision) -> dict[str, dt.date]:
    start = Move(kind="start", on=day(0), to="initiation")
    return reopened(Partnership(id="p", name="P", moves=[start, *moves], decisions=decisions))


def test_nothing_is_reopened_without_a_loop_back() -> None:
    """A history without loop-backs leaves every topic as it is."""
    assert still_open([]) == {}


def test_a_loop_back_reopens_its_topics() -> None:
    """Each topic that a loop-back names is open from its day on."""
    found = still_open([*back(10, "partners", "roles")])
    assert found == {"partners": day(10), "roles": day(10)}


CASES = [
    (decided("D-1", 11, "partners"), {"roles"}),
    (decided("D-1", 11, "partners", "roles"), set()),
    (decided("D-1", 11, "purpose"), {"partners", "roles"}),
    (decided("D-1", 10, "partners"), {"roles"}),  # the same day counts as after
    (decided("D-1", 9, "partners"), {"partners", "roles"}),
    (decided("D-1", 11, "partners", outcome="rejected"), {"partners", "roles"}),
    (decided("D-1", 11, "partners", outcome="deferred"), {"partners", "roles"}),
]


@pytest.mark.parametrize(("decision", "left"), CASES)
def test_only_a_later_adopted_decision_settles(decision: Decision, left: set[str]) -> None:
    """A decision settles what it names, if it was adopted and does not lie before the loop-back."""
    assert set(still_open([*back(10, "partners", "roles")], decision)) == left


def test_its_own_decision_does_not_settle() -> None:
    """The decision that a loop-back rests on cannot close in one breath what it opens."""
    own = decided("D-1", 10, "partners")
    assert set(still_open([*back(10, "partners", decision="D-1")], own)) == {"partners"}
    assert not still_open(
        [*back(10, "partners", decision="D-1")], own, decided("D-2", 10, "partners")
    )


def test_a_second_loop_back_reopens_again() -> None:
    """What was settled between two loop-backs is open again after the second, from its day."""
    moves = [*back(10, "partners"), *back(20, "partners")]
    assert still_open(moves, decided("D-1", 15, "partners")) == {"partners": day(20)}
    assert still_open(moves, decided("D-1", 25, "partners")) == {}


def test_a_second_loop_back_leaves_other_topics() -> None:
    """A loop-back touches only what it names: the rest stays settled, or open since the first."""
    moves = [*back(10, "partners", "roles"), *back(20, "roles")]
    assert still_open(moves, decided("D-1", 15, "roles")) == {"partners": day(10), "roles": day(20)}


@given(partnerships(having=["decisions"]))
def test_only_named_topics_are_open(p: Partnership) -> None:
    """Whatever stands reopened was reopened by the latest loop-back that names it, on its day."""
    for topic, since in reopened(p).items():
        days = [move.on for move in p.moves if topic in move.reopens]
        assert since == days[-1]
