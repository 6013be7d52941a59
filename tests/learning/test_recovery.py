"""Estimates come back: a short run of the study in benchmarks/bench_recovery.py, judged by its Monte Carlo error."""

from __future__ import annotations

import numpy as np
import pytest
import recovery
from recovery import ABANDONED, ACHIEVED, DESIGNS, RATES, STATES, Design

from msp_lifecycle.learning import CENSORED, EstimateError, draw_stays, visited

REPLICATIONS = 24
WIDE = 4.5
"""Standard errors that a number may be off: one in 150,000 is by chance."""


@pytest.mark.parametrize(("name", "design"), DESIGNS, ids=[name for name, _ in DESIGNS])
def test_estimates_come_back_within_their_intervals(name: str, design: Design) -> None:
    """The mean is the truth, standard errors are the spread, and 95 % intervals hold the truth as often as they say."""
    found = recovery.run(design, REPLICATIONS, seed=1)
    # Of the log of a rate from d moves the bias is about 1 / 2d; by months that a chain does not know, a few per cent.
    slack = 0.02 if "scenario" not in name else 0.08
    assert (np.abs(found.bias) < WIDE * found.bias_error + slack).all()
    given = WIDE * np.sqrt(1 / (2 * REPLICATIONS))  # error of a standard deviation, relative
    assert (np.abs(np.log(found.ratio)) < given).all()
    missed = (1 - found.coverage) * REPLICATIONS
    most = 0.05 * REPLICATIONS + WIDE * np.sqrt(REPLICATIONS * 0.05 * 0.95)
    assert (missed < most).all()
    # All intervals together: those of one replication hardly depend on each other.
    count = found.estimates.size
    assert abs(found.coverage.mean() - 0.95) < WIDE * np.sqrt(0.05 * 0.95 / count) + 0.01


def test_silence_is_not_survival() -> None:
    """Who takes those who never tell for alive finds half as many endings, and intervals that hold nothing."""
    found = recovery.run(recovery.silence_taken_for_survival, 20, seed=1)
    ends = [name.endswith("abandoned") for name in found.names]
    assert (found.bias[ends] < -0.5).all()
    assert found.coverage[ends].max() < 0.5


def test_replications_have_streams_of_their_own() -> None:
    """More of them never change the first ones."""
    few, more = (recovery.run(recovery.dated, count, seed=3) for count in (3, 5))
    assert np.array_equal(few.estimates, more.estimates[:3])


def test_lives_are_drawn_at_the_rates_asked_for() -> None:
    """The first wait is exponential, and moves share it out by their rates."""
    stays = draw_stays(RATES, states=STATES, partnerships=20_000, until=1e6, rng=5)
    first = stays.entry == 0
    total = RATES["initiation", "design"] + RATES["initiation", ABANDONED]
    wait = (stays.exit - stays.entry)[first] * total
    assert wait.mean() == pytest.approx(1, abs=WIDE / np.sqrt(20_000))
    assert (wait**2).mean() == pytest.approx(2, abs=WIDE * np.sqrt(20 / 20_000))
    share = (stays.to[first] == STATES.index("design")).mean()
    assert share == pytest.approx(2 / 3, abs=WIDE * np.sqrt(2 / 9 / 20_000))


def test_who_ended_before_anybody_looked_is_not_there() -> None:
    """Late entry cuts off the beginning of lives, and whole lives; the clock goes on from the start."""
    draw = np.random.default_rng(2)
    entry = draw.uniform(0, 40, 300)
    stays = draw_stays(RATES, states=STATES, partnerships=300, until=90.0, entry=entry, rng=draw)
    first = np.flatnonzero(np.diff(stays.partnership, prepend=-1))
    assert len(first) < 300
    assert (stays.since <= stays.entry).all()
    assert (stays.since[first] < stays.entry[first]).any()
    assert not np.isin(stays.state[first], [STATES.index(ACHIEVED), STATES.index(ABANDONED)]).any()
    with pytest.raises(EstimateError, match="nobody is left"):
        draw_stays({("a", "b"): 5.0}, partnerships=3, until=90.0, entry=80.0, rng=1)


def test_a_registry_sees_what_is_there_when_it_looks() -> None:
    """Reports come on time, show the state at the time, stop at an end on record, and end with a sign of life."""
    stays = draw_stays(RATES, states=STATES, partnerships=200, until=90.0, rng=2)
    visits = visited(stays, every=24.0, exact=(ACHIEVED, ABANDONED))
    for row in range(len(visits.time)):
        who, time = visits.partnership[row], visits.time[row]
        mine = np.flatnonzero(stays.partnership == who)
        at = mine[np.searchsorted(stays.entry[mine], time, side="right") - 1]
        truth = stays.state[at]
        assert visits.possible[row, truth]
        if visits.exact[row]:
            assert time == stays.entry[at]
            assert STATES[truth] in (ACHIEVED, ABANDONED)
        elif visits.possible[row].sum() > 1:
            assert time == 90.0
        else:
            assert time % 24 == 0
    ended = np.isin(stays.to, [STATES.index(ACHIEVED), STATES.index(ABANDONED)])
    assert visits.exact.sum() == ended.sum()
    assert CENSORED not in visits.possible.argmax(axis=1)
