"""Comparing, sweeping, levers and forecasts: what differs is the change alone, and the words say what is assumed."""

import datetime as dt

import attrs
import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.records import Move, Partnership
from msp_lifecycle.simulation.reference import markov

BASE = sim.Scenario.default()
YOUNG = Partnership(
    id="p", name="P", moves=[Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")]
)
DAY = dt.date(2020, 6, 1)


def test_a_scenario_does_not_differ_from_itself():
    """The difference is nought, and so is its interval."""
    run = sim.simulate(BASE, partnerships=1_000, months=24, rng=7)
    table = sim.compare(run, run).difference("design")
    assert not table["difference"].any()
    assert not (table["high"] - table["low"]).any()


def test_turned_round_a_comparison_changes_its_sign():
    """Differences of chances, endings and months are antisymmetric, intervals included; months differ by nought in all."""
    one, other = (
        sim.simulate(s, partnerships=2_000, months=60, rng=7)
        for s in (BASE, BASE.intervene("C1", 0.4))
    )
    there, back = sim.compare(one, other), sim.compare(other, one)
    for ask in ("endings", "restricted_mean_time"):
        a, b = getattr(there, ask)(), getattr(back, ask)()
        assert a["difference"].any()
        assert np.allclose(a["difference"], -b["difference"])
        assert np.allclose(a["low"], -b["high"])
        assert np.allclose(a["base"], b["changed"])
    months = there.restricted_mean_time()["difference"]
    assert months.sum() == pytest.approx(0, abs=1e-9)


def test_an_ending_that_only_one_scenario_knows_is_compared():
    """In the other one it never comes about."""
    without = attrs.evolve(BASE, hazards=[h for h in BASE.hazards if h.reason != "handed_over"])
    runs = [sim.simulate(s, partnerships=2_000, months=120, rng=7) for s in (BASE, without)]
    for pair, sign in ((runs, -1), (runs[::-1], 1)):
        table = sim.compare(*pair).endings()
        found = dict(zip(table["reason"], table["difference"], strict=True))
        assert sign * found["handed_over"] > 0
    with pytest.raises(sim.ScenarioError, match="childhood"):
        sim.compare(*runs).difference("childhood")


def test_a_difference_is_that_of_the_shares_with_a_paired_interval():
    """Difference and standard error are those of the pairs, computed one by one."""
    runs = [
        sim.simulate(s, partnerships=2_000, months=60, rng=7)
        for s in (BASE, BASE.intervene("C1", 0.4).intervene("A2", -0.3))
    ]
    last = sim.compare(*runs).difference("implementation").records()[-1]
    pairs = (runs[1].time_to("implementation") <= 60).astype(float)
    pairs -= runs[0].time_to("implementation") <= 60
    assert last["difference"] == pytest.approx(pairs.mean())
    assert (
        pairs.min() < 0 < pairs.max()
    )  # some gain and some lose, or the interval would prove nothing
    half = 1.959964 * pairs.std(ddof=1) / 2_000**0.5
    assert last["high"] - last["difference"] == pytest.approx(half, rel=1e-6)
    assert last["low"] > 0


def test_common_random_numbers_reduce_the_variance():
    """The paired variance of the difference is less than half of that of independent runs."""
    runs = [
        sim.simulate(s, partnerships=8_192, months=48, rng=7)
        for s in (BASE, BASE.intervene("C1", 0.1, from_month=12))
    ]
    one, other = ((run.time_to("ended") <= 48).astype(float) for run in runs)
    assert (other - one).var() < 0.5 * (one.var() + other.var())


@pytest.mark.parametrize("name", ["entropy", "partnerships", "months"])
def test_only_like_is_compared_with_like(name):
    """Another seed, number or horizon is refused."""
    run = sim.simulate(BASE, partnerships=500, months=12, rng=7)
    other = {"entropy": (500, 12, 8), "partnerships": (600, 12, 7), "months": (500, 24, 7)}[name]
    n, months, seed = other
    with pytest.raises(sim.ScenarioError, match=name):
        sim.compare(run, sim.simulate(BASE, partnerships=n, months=months, rng=seed))


def test_a_sweep_measures_each_scenario_with_one_seed():
    """As one would by hand."""
    grid = {f"{shift}": BASE.intervene("A1", shift) for shift in (-0.2, 0.2)}

    def ended(run):
        return {"not ended": run.endings()["share"][-1]}

    table = sim.sweep(grid, ended, partnerships=1_000, months=36, rng=7)
    by_hand = [
        ended(sim.simulate(one, partnerships=1_000, months=36, rng=7))["not ended"]
        for one in grid.values()
    ]
    assert table["scenario"].tolist() == list(grid)
    # `sweep` draws its entropy once, so its seed is not that of `simulate`: close, not equal
    assert table["not ended"] == pytest.approx(by_hand, abs=0.08)
    again = sim.sweep(grid, ended, partnerships=1_000, months=36, rng=7)
    assert again["not ended"].tolist() == table["not ended"].tolist()
    with pytest.raises(sim.ScenarioError, match="none"):
        sim.sweep({}, ended)


def test_a_sweep_of_a_chance_has_its_interval_and_its_difference():
    """The first scenario does not differ from itself; the others as `compare` says."""
    grid = {"as it is": BASE, "with": BASE.intervene("C1", 0.4)}
    table = sim.sweep(grid, "design", partnerships=1_000, months=36, rng=7)
    assert ((table["low"] < table["share"]) & (table["share"] < table["high"])).all()
    first = [table[name][0] for name in ("difference", "difference_low", "difference_high")]
    assert first == [0, 0, 0]
    assert table["difference"][1] == pytest.approx(table["share"][1] - table["share"][0])
    assert table["difference_low"][1] > 0
    with pytest.raises(sim.ScenarioError, match="two have one name"):
        sim.sweep([BASE, BASE], "design")


def test_levers_that_nobody_pulls_gain_nothing():
    """Raised by nought every factor gains nought, with an interval of no width."""
    table = sim.levers(BASE, raised_by=0.0, within=24, partnerships=500, rng=7)
    for name in ("gain", "low", "high"):
        assert not table[name].any()


def test_levers_refuse_what_makes_no_sense():
    """With the bound."""
    with pytest.raises(sim.ScenarioError, match="more than 1"):
        sim.levers(BASE, raised_by=1.5, partnerships=100)
    with pytest.raises(sim.ScenarioError, match="less than 1"):
        sim.levers(BASE, within=0, partnerships=100)


def test_the_chances_of_a_forecast_sum_to_one_each_month():
    """Everybody is somewhere; and how it ends, or not, sums to one as well."""
    told = sim.forecast(YOUNG, on=DAY, months=120, partnerships=700, rng=7)
    chances = told.chances()
    by_month = chances["share"].reshape(121, -1).sum(axis=1)
    assert np.allclose(by_month, 1)
    outcomes = told.outcomes()
    ends = [
        share
        for words, share in zip(outcomes["outcome"], outcomes["share"], strict=True)
        if "reached" not in words and "gone back" not in words
    ]
    assert ends == [share for share in told.ensemble.endings()["share"] if share]
    assert min(ends) < 0.1
    assert sum(ends) == pytest.approx(1)
    assert ((outcomes["low"] <= outcomes["share"]) & (outcomes["share"] <= outcomes["high"])).all()


def test_a_forecast_says_what_it_rests_on():
    """Day, lifecycle, profile, how many rates are assumed, how many were simulated."""
    told = sim.forecast(YOUNG, on=DAY, months=6, partnerships=700, rng=7)
    beside = " ".join(told.assumptions)
    for part in ("2020-06-01", "standard", "assumed", "700", "not a prediction"):
        assert part in beside
    assert told.subject == "P"
    assert str(told).count("will ") >= 3


def test_the_lever_that_the_guard_waits_for_comes_first():
    """Where only one factor is short of what the guard asks for, raising it gains most, and the others nothing."""
    dynamics = attrs.evolve(
        BASE.dynamics,
        phi=1.0,
        sigma={"*": 0.0},
        covariates={},
        jumps={},
        low={"*": 1.0, "D1": 0.3},
        high={"*": 1.0, "D1": 0.3},
    )
    short = attrs.evolve(BASE, dynamics=dynamics)
    table = sim.levers(short, partnerships=2_000, rng=7)
    assert table["factor"][0] == "D1"
    assert table["gain"][0] > 0.5
    assert not table["gain"][1:].any()
    assert (table["base"] == 0).all()


def test_levers_and_forecast_start_from_records():
    """And need the day on which they are read."""
    table = sim.levers(YOUNG, on=DAY, partnerships=500, within=6, rng=7)
    assert table.rows == len(BASE.rules.factors)
    words = str(sim.forecast(YOUNG, on=DAY, partnerships=500, months=6, rng=7))
    assert "in 6 months" in words
    assert "assumed" in words
    assert "not a prediction" in words
    for question in (sim.levers, sim.forecast):
        with pytest.raises(sim.ScenarioError, match="day"):
            question(YOUNG)


def test_a_forecast_goes_on_where_no_phase_follows():
    """The last phase of a lifecycle has endings to forecast."""
    last = attrs.evolve(markov(12), phase="further_development")
    words = str(sim.forecast(last, months=12, partnerships=500, rng=7))
    assert "goal achieved" in words
    with pytest.raises(sim.ScenarioError, match="no phase follows"):
        sim.levers(last, partnerships=100)
