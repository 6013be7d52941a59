"""The compiled guard is a sound abstraction of the lifecycle's: what is open on records passes on levels."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.engine import levels, possible_moves
from msp_lifecycle.formats import load
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.simulation import Rules
from msp_lifecycle.testing import partnerships

RULES = Rules.of(STANDARD)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def holds(partnership, on: dt.date) -> int:
    """Check every move that the standing leaves; return how many guards were open."""
    stood = levels(partnership, on=on, lifecycle=STANDARD)
    opened = 0
    for move in possible_moves(partnership, on=on, lifecycle=STANDARD):
        if move.rule.kind == "start":
            continue
        guard = RULES.guard(move.rule.kind, move.rule.source or "design", move.rule.to)
        met = {}
        for finding in move.report.findings:
            if finding.requirement == "must" and finding.status.stands and finding.factor:
                met[finding.factor] = met.get(finding.factor, 0) + 1
        for factor, count in met.items():
            assert stood[factor].stood >= count, (move.rule.words, factor)
        if move.report.open:
            opened += 1
            for need in guard.needs:
                assert stood[need.factor].stood >= need.count
                assert stood[need.factor].of == need.of
    return opened


@given(partnerships(), st.dates(dt.date(2005, 1, 1), dt.date(2030, 1, 1)))
def test_what_stands_in_a_guard_stands_in_the_levels(partnership, on):
    """Of each factor at least as much stands as the guard found standing; an open guard passes on levels."""
    holds(partnership, on)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_open_guards_of_the_examples_pass_on_levels(path):
    """On the first day of every quarter of the years that the examples speak of."""
    partnership = load(path)
    days = [move.on for move in partnership.moves]
    opened = sum(
        holds(partnership, dt.date(year, month, 1))
        for year in range(min(days).year, max(days).year + 3)
        for month in (1, 7)
    )
    assert opened >= 0
