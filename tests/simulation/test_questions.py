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


def test_plots_are_drawn():
    """Each returns axes with labels and units."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    from msp_lifecycle.simulation import plots

    runs = [
        sim.simulate(s, partnerships=500, months=24, rng=7)
        for s in (BASE, BASE.intervene("C1", 0.2))
    ]
    table = sim.levers(BASE, partnerships=200, within=12, rng=7)
    drawn = [
        runs[0].plot(),
        plots.plot_incidence(runs[0], "design"),
        plots.plot_incidence(runs[0], "ended", alive=True),
        sim.compare(*runs).plot(),
        plots.plot_levers(table),
        plots.plot_moves(runs[0], months=12),
        sim.forecast(BASE, months=12, partnerships=200, rng=7).plot(),
    ]
    for ax in drawn:
        assert ax.get_xlabel()
        ax.figure.canvas.draw()
    assert {text.get_text() for text in drawn[0].get_legend().get_texts()} >= {
        "design",
        "initiation",
    }
    plt.close("all")
    assert np.isclose(sum(bar.get_height() for bar in drawn[5].patches[:7]), 1)
