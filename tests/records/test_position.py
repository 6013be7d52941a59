"""Phase and standing follow from the moves alone."""

from __future__ import annotations

import datetime as dt
import typing

import pytest
from hypothesis import given

from msp_lifecycle.records import Move, MoveKind, Position, position_after
from msp_lifecycle.testing import histories

DAY = dt.date(2020, 1, 1)

# From which standing a move can be made, and to which it leads: written down by hand, not read from the code.
TABLE = {
    ("not_started", "start"): "active",
    ("not_started", "entered"): "active",
    ("active", "advance"): "active",
    ("active", "loop_back"): "active",
    ("active", "continue"): "active",
    ("active", "pause"): "paused",
    ("active", "suspend"): "suspended",
    ("active", "end"): "ended",
    ("paused", "resume"): "active",
    ("paused", "suspend"): "suspended",
    ("paused", "end"): "ended",
    ("suspended", "reinstate"): "active",
    ("suspended", "end"): "ended",
}
TO_A_PHASE = {"start", "entered", "advance", "loop_back", "continue"}
WAYS: dict[str, list[str]] = {
    "not_started": [],
    "active": ["start"],
    "paused": ["start", "pause"],
    "suspended": ["start", "suspend"],
    "ended": ["start", "end"],
}


def move(kind: str, day: dt.date = DAY, to: str = "design") -> Move:
    reason = "abandoned" if kind == "end" else None
    return Move(kind=kind, on=day, to=to if kind in TO_A_PHASE else None, reason=reason)


@pytest.mark.parametrize("standing", WAYS)
@pytest.mark.parametrize("kind", typing.get_args(MoveKind))
def test_what_can_follow(standing: str, kind: str) -> None:
    """A move is possible exactly where the table has it, and leads where the table says."""
    before = position_after(move(one) for one in WAYS[standing])
    assert before.standing == standing
    possible = before.problem_with(move(kind)) is None
    assert possible == ((standing, kind) in TABLE)
    if possible:
        assert before.after(move(kind)).standing == TABLE[standing, kind]


@pytest.mark.parametrize(("standing", "kind"), TABLE)
def test_only_moves_to_a_phase_name_one(standing: str, kind: str) -> None:
    """A move that leads to a phase must say which, and no other may."""
    before = position_after(move(one) for one in WAYS[standing])
    wrong = Move(kind=kind, on=DAY, to=None if kind in TO_A_PHASE else "design")
    assert "phase" in (before.problem_with(wrong) or "")


@given(histories())
def test_a_history_adds_up(moves: tuple[Move, ...]) -> None:
    """The phase is that of the last move that led to one; the standing is what the table says of the moves."""
    standing, since = "not_started", None
    for one in moves:
        now = TABLE[standing, one.kind]
        since = one.on if now != standing else since
        standing = now
    position = position_after(moves)
    last = next((one for one in reversed(moves) if one.to), None)
    assert (position.standing, position.standing_since) == (standing, since)
    assert position.phase == (last and last.to)
    assert position.phase_since == (last and last.on)
    assert position.inferred == bool(last and last.inferred)


@given(histories())
def test_only_an_ended_partnership_has_a_reason_to_have_ended(moves: tuple[Move, ...]) -> None:
    """The reason is that of the end, and nothing else has one."""
    ends = [one.reason for one in moves if one.kind == "end"]
    assert position_after(moves).reason == (ends[-1] if ends else None)


WORDS = [
    ([], "not started"),
    ([("start", "initiation")], "initiation"),
    ([("start", "initiation"), ("advance", "further_development")], "further development"),
    ([("start", "design"), ("pause", "")], "design, paused"),
    ([("entered", "design"), ("suspend", ""), ("end", "")], "design, ended"),
]


@pytest.mark.parametrize(("kinds", "words"), WORDS)
def test_words(kinds: list[tuple[str, str]], words: str) -> None:
    """A position reads aloud."""
    assert position_after(move(kind, to=to) for kind, to in kinds).words == words


def test_pausing_keeps_the_phase() -> None:
    """Phase and standing are independent: a pause and its end leave the phase and its day alone."""
    later = DAY + dt.timedelta(30)
    position = position_after([move("start"), move("pause", later), move("resume", later)])
    assert position == Position(
        phase="design", standing="active", phase_since=DAY, standing_since=later
    )
