"""Levels by month of a sample: those that the moves rest on, with the law of the dynamics, in both engines."""

import attrs
import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation.reference import reference

ENGINES = ("thinning", "stepwise")


def scenario() -> sim.Scenario:
    """The default over five years, with interventions on some and on all, and jumps."""
    base = attrs.evolve(sim.Scenario.default(), horizon=60)
    return base.intervene("B2", 0.2, from_month=24, whom={"cohesion": "fragile"})


@pytest.mark.parametrize("engine", ENGINES)
def test_levels_are_those_of_the_partnerships_that_were_simulated(engine):
    """Every move's guard is open at the levels kept for its month, and they end with the partnership."""
    run = sim.simulate(scenario(), partnerships=5_000, rng=7, engine=engine, levels=5_000)
    codes, hazards = run.scenario.rules.codes, run.program.hazards
    checked = 0
    for who, step, number in zip(*(part.tolist() for part in run.logged), strict=True):
        one = hazards[number]
        guard = run.scenario.rules.guard(one.move, one.source, one.to)
        if one.move != "loop_back":  # whose levels are kept as they are after it
            for need in guard.needs:
                level = run.traces[who, step, codes.index(need.factor)]
                assert level >= np.float32(need.count / need.of) - 1e-6
                checked += 1
    assert checked > 5_000
    ended = run.time_to("ended")
    alive = np.arange(61) < ended[:, None]
    assert np.array_equal(~np.isnan(run.traces[:, :, 0]), alive)


@pytest.mark.parametrize("engine", ENGINES)
def test_levels_have_the_mean_and_the_correlation_of_the_dynamics(engine):
    """Without moves: y(t) is Gaussian with mean, variance and month-to-month covariance in closed form."""
    base = reference("read", 24)
    never = attrs.evolve(
        base,
        # candidates come often and are never accepted, so that thinning jumps and fills in
        hazards=[
            sim.Hazard(
                move="advance",
                source="initiation",
                to="design",
                rate=0.3,
                shape="step",
                effects={"F00": 1.0},
                reference={"*": 1.0},
            )
        ],
        dynamics=attrs.evolve(
            base.dynamics,
            attractors={"*": {"*": 0.5, "F00": -1.0}},
            low={"*": 0.4},
            high={"*": 0.4},
            sigma={"*": 0.03},
            phi=0.8,
        ),
    )
    n = 20_000
    run = sim.simulate(never, partnerships=n, rng=7, engine=engine, levels=n)
    assert run.counts.sum() == 0
    y = run.traces[:, :, 1].astype(float)
    t = np.arange(25)
    variance = 0.03**2 * (1 - 0.64**t) / (1 - 0.64)
    assert np.allclose(y.mean(axis=0), 0.5 - 0.1 * 0.8**t, atol=5 * (0.05**2 / n) ** 0.5)
    assert np.allclose(y.var(axis=0)[1:], variance[1:], rtol=5 * (2 / n) ** 0.5)
    for lag in (1, 3):
        cross = np.mean((y - y.mean(axis=0))[:, lag:] * (y - y.mean(axis=0))[:, :-lag], axis=0)
        error = 5 * np.sqrt((1 + 0.8 ** (2 * lag)) * variance[lag:] * variance[:-lag] / n)
        assert (np.abs(cross - 0.8**lag * variance[:-lag]) <= error + 1e-12).all()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_larger_sample_begins_with_the_smaller(engine):
    """Asking for the levels of more, or simulating more, changes neither moves nor the first levels."""
    few = sim.simulate(scenario(), partnerships=300, rng=7, engine=engine, levels=40)
    many = sim.simulate(scenario(), partnerships=9_000, rng=7, engine=engine, levels=5_000)
    assert np.array_equal(few.traces, many.traces[:40], equal_nan=True)
    plain = sim.simulate(scenario(), partnerships=300, rng=7, engine=engine)
    assert plain.traces is None
    assert all(np.array_equal(a, b) for a, b in zip(plain.logged, few.logged, strict=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_static_levels_stay_to_the_bit(engine):
    """Levels that never change are the same in every month until the end."""
    run = sim.simulate(reference("static", 60), partnerships=500, rng=7, engine=engine, levels=500)
    first = np.broadcast_to(run.traces[:, :1], run.traces.shape)
    assert np.array_equal(run.traces, np.where(np.isnan(run.traces), np.nan, first), equal_nan=True)


def test_both_engines_have_one_law_of_levels():
    """The mean level of each factor in each month of those alive agrees, to 5 standard errors of the difference."""
    runs = [
        sim.simulate(scenario(), partnerships=4_000, rng=seed, engine=engine, levels=4_000)
        for seed, engine in ((7, "thinning"), (8, "stepwise"))
    ]
    mean = [np.nanmean(run.traces, axis=0) for run in runs]
    error = [np.nanvar(run.traces, axis=0) / (~np.isnan(run.traces)).sum(axis=0) for run in runs]
    assert np.max(np.abs(mean[0] - mean[1]) / np.sqrt(error[0] + error[1])) < 5


def test_the_table_says_what_the_array_holds():
    """One row for each partnership, month and factor before an end."""
    run = sim.simulate(scenario(), partnerships=200, rng=7, levels=30)
    table = run.levels()
    assert table.rows == np.count_nonzero(~np.isnan(run.traces))
    row = table.records()[40]
    factor = run.scenario.rules.codes.index(row["factor"])
    assert row["level"] == run.traces[row["partnership"], row["month"], factor]


def test_levels_that_were_not_kept_are_refused_with_what_to_do():
    """And so are those of more partnerships than there are, or than fit."""
    run = sim.simulate(scenario(), partnerships=20, rng=7)
    with pytest.raises(sim.ScenarioError, match="levels=100"):
        run.levels()
    with pytest.raises(sim.ScenarioError, match="levels: 21 is more than 20"):
        sim.simulate(scenario(), partnerships=20, levels=21)
    with pytest.raises(sim.ScenarioError, match=r"levels: those of 1,000,000,000 .* GiB"):
        sim.simulate(scenario(), partnerships=10**9, levels=10**9, events=False)


def test_kept_levels_survive_a_file(tmp_path):
    """Saved and loaded they are the same, and none stay none."""
    pytest.importorskip("pyarrow")
    for kept in (0, 12):
        run = sim.simulate(scenario(), partnerships=20, rng=7, levels=kept)
        run.save(tmp_path / "run.parquet")
        again = sim.Ensemble.load(tmp_path / "run.parquet").traces
        assert (again is None) == (kept == 0)
        assert kept == 0 or np.array_equal(again, run.traces, equal_nan=True)
