"""A history told in the four phases stands where the recorded one does, and is one that the four phases have."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

import msp_lifecycle as msp
from msp_lifecycle.crosswalks.histories import counted, in_four_phases
from msp_lifecycle.records import Move, position_after
from msp_lifecycle.testing import histories

ON = dt.date(2020, 5, 1)


@given(moves=histories(msp.SIX_STEPS))
def test_the_four_phases_have_every_history_of_the_six_steps(moves: tuple[Move, ...]) -> None:
    """Whatever way round the steps a partnership went."""
    told = in_four_phases(moves, msp.SIX_STEPS)
    assert msp.STANDARD.problems_with(told) == ()


@given(moves=histories(msp.SIX_STEPS))
def test_both_stand_at_the_same_place_after_every_move(moves: tuple[Move, ...]) -> None:
    """The phase that the step counts as, and paused in the third step."""
    for count in range(len(moves) + 1):
        own = position_after(moves[:count])
        there = position_after(in_four_phases(moves[:count], msp.SIX_STEPS))
        assert (there.phase, there.standing) == counted(msp.SIX_STEPS, own)


@given(moves=histories(msp.SIX_STEPS))
def test_what_is_told_stays_told(moves: tuple[Move, ...]) -> None:
    """A later move adds to the tale and changes nothing in it, and nothing in it has a day of its own."""
    told = in_four_phases(moves, msp.SIX_STEPS)
    for count in range(len(moves)):
        before = in_four_phases(moves[:count], msp.SIX_STEPS)
        assert told[: len(before)] == before
    assert [one.on for one in told] == sorted(one.on for one in told)
    assert {one.on for one in told} <= {one.on for one in moves}


@given(moves=histories())
def test_a_history_of_the_four_phases_is_told_as_it_is(moves: tuple[Move, ...]) -> None:
    """There is nothing to translate."""
    assert in_four_phases(moves, msp.STANDARD) == moves


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (["start scoping", "advance inviting"], ["start initiation"]),
        (["start scoping", "advance inviting", "advance shifting", "loop_back inviting"], ["start initiation", "pause", "resume"]),
        (["entered shifting", "pause", "resume", "advance agreeing"], ["entered initiation", "pause", "resume", "advance design"]),
        (["entered carrying_out", "loop_back shifting"], ["entered implementation", "loop_back initiation", "pause"]),
        (["entered growing", "loop_back carrying_out"], ["entered further_development", "continue implementation"]),
        (["entered shifting", "suspend", "reinstate"], ["entered initiation", "pause", "suspend", "reinstate", "pause"]),
        (["entered shifting", "end"], ["entered initiation", "pause", "end"]),
    ],
    ids=["within a phase", "out of the pause", "a pause in the pause", "back into the pause", "back to work", "suspended", "ended"],
)  # fmt: skip
def test_a_history_told(steps: list[str], told: list[str]) -> None:
    """Move by move."""
    moves = [_move(one) for one in steps]
    found = in_four_phases(moves, msp.SIX_STEPS)
    assert [f"{one.kind} {one.to or ''}".strip() for one in found] == told


def _move(text: str) -> Move:
    kind, _, to = text.partition(" ")
    return Move(kind=kind, on=ON, to=to or None)  # type: ignore[arg-type]


def test_criteria_read_any_lifecycle_by_what_its_phases_count_as() -> None:
    """A lifecycle of one's own in three words is judged like the four phases."""
    own = msp.Lifecycle(
        name="own",
        title="Own",
        phases=(
            msp.Phase(name="talking", title="Talking", counts_as="initiation"),
            msp.Phase(name="doing", title="Doing", counts_as="implementation"),
        ),
        moves=(
            msp.MoveRule(kind="start", to="talking"),
            msp.MoveRule(kind="advance", source="talking", to="doing"),
            msp.MoveRule(kind="end"),
        ),
        criteria=msp.CRITERIA,
    )
    moves = [Move(kind="start", on=ON, to="talking"), Move(kind="advance", on=ON, to="doing")]
    p = msp.Partnership(id="p", name="P", lifecycle="own", moves=moves)
    asked = msp.checklist("one", "One", msp.CRITERIA, must="B2.7")
    [finding] = msp.check(p, on=ON, against=asked, lifecycle=own).findings
    assert finding.status is msp.Status.NOT_MET
    [finding] = msp.check(p, on=ON, against=asked).findings
    assert finding.status is msp.Status.UNKNOWN
