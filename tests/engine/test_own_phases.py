"""A lifecycle of one's own whose phases count as others: every question is put to the history in the four phases."""

from __future__ import annotations

import datetime as dt

import attrs
from lives import DAY, after, guard, small

import msp_lifecycle as msp
from msp_lifecycle.criterion import Case, Verdict, criterion, met_if
from msp_lifecycle.lifecycle import Lifecycle, MoveRule, Phase
from msp_lifecycle.records import Move


@criterion(
    "A1.1",
    "The work has begun as Design",
    why="A test.",
    source="X tests",
    remedy="Start.",
    reads="",
)
def in_design(case: Case) -> Verdict:
    """Whether the history, told in the four phases, leads to Design."""
    return met_if(case.moves[-1].to == "design", "It has.", f"It leads to {case.moves[-1].to}.")


OWN = Lifecycle(
    name="own",
    title="Two phases under other names",
    phases=(
        Phase(name="spring", title="Spring", informal=True, counts_as="design"),
        Phase(name="summer", title="Summer", informal=True, counts_as="implementation"),
    ),
    moves=(
        MoveRule(kind="start", to="spring"),
        MoveRule(kind="advance", source="spring", to="summer", guard=guard("on", must=[in_design])),
        MoveRule(kind="end"),
    ),
    criteria=(in_design,),
)
SPRING = small(Move(kind="start", on=DAY, to="spring"), lifecycle="own")
LATER = after(9)


def test_a_guard_and_a_checklist() -> None:
    """Asked before the move, in the list of moves, or against a list: the answer is the same."""
    listed = msp.check(SPRING, against=guard("list", must=[in_design]), on=LATER, lifecycle=OWN)
    asked = msp.check(SPRING, "summer", on=LATER, lifecycle=OWN)
    possible = [one.report for one in msp.possible_moves(SPRING, on=LATER, lifecycle=OWN)]
    assert [one.open for one in (listed, asked, *possible)] == [True] * 4
    assert [one.findings[0].message for one in (listed, asked)] == ["It has."] * 2


def test_levels() -> None:
    """They count what the guard counts."""
    assert str(msp.levels(SPRING, on=LATER, lifecycle=OWN)["A1"]) == "1 of 1 stand"


def test_moves_and_audits() -> None:
    """What was open when the move was made was open, whenever it is looked at again."""
    made = msp.advance(SPRING, on=LATER, lifecycle=OWN)
    assert made.position.phase == "summer"
    assert msp.audit(made, lifecycle=OWN) == ()
    assert [one.report is not None for one in msp.replay(made, lifecycle=OWN)] == [True, True]


def test_a_list_is_checked_of_the_day() -> None:
    """The report says of whom, where it stood, and by which profile."""
    strict = attrs.evolve(msp.STANDARD_PROFILE, name="mine")
    day_before = DAY - dt.timedelta(1)
    report = msp.check(SPRING, against=guard("list"), on=day_before, lifecycle=OWN, profile=strict)
    assert (report.partnership, report.position.words) == ("p", "not started")
    assert (report.profile.name, report.on) == ("mine", day_before)
