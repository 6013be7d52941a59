"""Values are said in the words that a facilitator would use."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from lives import DAY, after

from msp_lifecycle.criteria import CRITERIA
from msp_lifecycle.criterion import Cited, Figure
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import Move, Position
from msp_lifecycle.report import words
from msp_lifecycle.report.sources import SOURCES, cited


@pytest.mark.parametrize(
    ("value", "said"),
    [(Decimal("0.500"), "0.5"), (Decimal(10), "10"), (Decimal("1E+3"), "1000"), (100, "100"), (Decimal("0.0"), "0")],
    ids=str,
)  # fmt: skip
def test_numbers(value: Decimal | int, said: str) -> None:
    """Without powers of ten and without needless zeros."""
    assert words.number(value) == said


def test_evidence() -> None:
    """Figures with their limits first, then the first few records."""
    figures = (
        Figure("share", Decimal("0.80"), limit=Decimal("0.5")),
        Figure("age", 13, "months", 12),
    )
    records = [Cited(f"partners/{i}") for i in range(6)]
    assert words.evidence((*records, *figures)) == (
        "share 0.8 (limit 0.5), age 13 months (limit 12 months), "
        "partners/0, partners/1, partners/2, partners/3, 2 more records"
    )
    assert words.evidence(()) == ""


@pytest.mark.parametrize(
    ("position", "brief", "full"),
    [
        (Position(), "Not started", "Not started"),
        (Position("design", "active", DAY, DAY), "Design", f"Design since {DAY}"),
        (Position("design", "paused", DAY, after(1)), "Design, paused", f"Design since {DAY}, paused since {after(1)}"),
        (
            Position("design", "ended", DAY, after(1), "handed_over"),
            "Design, ended: handed over",
            f"Ended on {after(1)}, in Design: handed over",
        ),
        (Position("elsewhere", "active", DAY, DAY), "elsewhere", f"elsewhere since {DAY}"),
    ],
    ids=["not started", "active", "paused", "ended", "a phase of another lifecycle"],
)  # fmt: skip
def test_positions(position: Position, brief: str, full: str) -> None:
    """Where it stands, shortly and with since when; a phase that the lifecycle does not have by its bare name."""
    assert words.position(STANDARD, position) == brief
    assert words.standing(STANDARD, position) == full


MOVES = {
    "Put on the books in Design": Move(kind="entered", on=DAY, to="design"),
    "Started in Initiation": Move(kind="start", on=DAY, to="initiation"),
    "Advanced to Further development": Move(kind="advance", on=DAY, to="further_development"),
    "Looped back to elsewhere": Move(kind="loop_back", on=DAY, to="elsewhere"),
    "Continued to Implementation": Move(kind="continue", on=DAY, to="implementation"),
    "Paused": Move(kind="pause", on=DAY),
    "Resumed": Move(kind="resume", on=DAY),
    "Suspended": Move(kind="suspend", on=DAY),
    "Reinstated": Move(kind="reinstate", on=DAY),
    "Ended: goal achieved": Move(kind="end", on=DAY, reason="goal_achieved"),
    "Ended": Move(kind="end", on=DAY),
}


@pytest.mark.parametrize("said", MOVES)
def test_moves(said: str) -> None:
    """A move that was made is told in the past."""
    assert words.move(STANDARD, MOVES[said]) == said


def test_possible_moves() -> None:
    """A move that can be made is told as something to do."""
    said = [words.rule(STANDARD, one) for one in STANDARD.leaving("design")]
    assert said[:3] == ["Advance to Implementation", "Loop back to Initiation", "Pause"]


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 days"), (1, "1 day"), (59, "59 days"), (60, "2 months"), (400, "13 months"), (731, "2.0 years"), (10_000, "27.4 years")],
    ids=str,
)  # fmt: skip
def test_lengths_of_time(count: int, said: str) -> None:
    """Days while they can be counted, then months, then years."""
    assert words.days(count) == said


def test_every_source_of_a_criterion_can_be_explained() -> None:
    """A reader who meets S2:L5 can ask what S2 is."""
    for one in CRITERIA:
        assert set(cited(one.source)) <= set(SOURCES), one.code
        assert cited(one.source), one.code
    assert cited("X own; see DS1 and S12") == []


def test_dates_are_those_of_the_calendar() -> None:
    """Nothing here knows the clock: the same words come out on any day."""
    assert words.days((dt.date(2021, 3, 1) - DAY).days) == "0 days"
