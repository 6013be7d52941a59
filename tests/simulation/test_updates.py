"""Dynamics of one's own, and partnerships that see each other: the same laws, and what is seen is what happened."""

import attrs
import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation.reference import reference


def scenario() -> sim.Scenario:
    """The default over four years, with groups, jumps, shared noise and an intervention."""
    base = attrs.evolve(sim.Scenario.default(), horizon=48)
    shared = attrs.evolve(base.dynamics, correlations={"B1": {"B2": 0.5}})
    return attrs.evolve(base, dynamics=shared).intervene("C1", 0.1, from_month=12)


def usual(month):
    """What the scenario's own dynamics come to."""
    return month.usual


def by_hand(month):
    """The default's dynamics, written out."""
    left = np.float32(0.93)
    return (
        month.attractor + left * (month.levels - month.attractor) + np.float32(0.05) * month.noise
    )


def sticky(month):
    """Levels that never fall in Design: dynamics that no engine has."""
    kept = month.among("design") & (month.usual < month.levels)
    return np.where(kept, month.levels, month.usual)


def run(update, *, partnerships=3_000, rng=7, of=None, **options):
    return sim.simulate(
        of or scenario(),
        partnerships=partnerships,
        rng=rng,
        engine="stepwise",
        update=update,
        **options,
    )


def same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one.logged, other.logged, strict=True))


def test_the_usual_dynamics_as_an_update_change_nothing():
    """Handing back what the scenario's dynamics come to gives the bits of the stepwise engine, levels included."""
    plain = run(None, levels=200)
    own = run(usual, levels=200)
    assert same(plain, own)
    assert np.array_equal(plain.counts, own.counts)
    assert np.array_equal(plain.traces, own.traces, equal_nan=True)


def test_the_usual_dynamics_can_be_written_out():
    """Attractor, levels and noise are those of the scenario: written out by hand they give the same moves."""
    assert same(run(None), run(by_hand))


def test_own_dynamics_are_a_law_of_their_own():
    """In the months that a partnership spends in Design, its levels never fall."""
    found = run(sticky, levels=3_000, of=attrs.evolve(scenario(), interventions=()))
    in_design = np.zeros((3_000, 49), bool)
    phases = np.array([state.phase == "design" for state in found.states])
    for who in range(3_000):
        mine = found.logged.partnership == who
        at = found.logged.step[mine].astype(int)
        into = np.array(found.program.targets)[found.logged.move[mine]]
        for begin, end, state in zip(at, [*at, 49][1:], into, strict=True):
            in_design[who, begin:end] = phases[state]
    both = in_design[:, 1:] & in_design[:, :-1]
    change = np.diff(found.traces, axis=1)[both]
    assert len(change) > 1_000
    assert change.min() >= -1e-6
    assert (np.diff(run(None, levels=3_000).traces, axis=1)[both] < -0.01).any()


def test_more_partnerships_leave_the_first_as_they_are_where_columns_stand_alone():
    """An update that looks at each partnership alone keeps the law of prefixes."""
    few, many = run(sticky, partnerships=500).logged, run(sticky, partnerships=9_000).logged
    first = many.partnership < 500
    assert all(np.array_equal(a, b[first]) for a, b in zip(few, many, strict=True))


def test_a_month_shows_what_happened():
    """Occupancy, phase and number of every partnership are those of the events, and nobody who ended is there."""
    seen = []

    def look(month):
        seen.append(month)
        return month.usual

    found = run(look)
    names = [state.name for state in found.states]
    assert [month.number for month in seen] == list(range(1, 49))
    ended = found.time_to("ended")
    for month in seen:
        before = month.number - 1
        shares = [month.occupancy[name] for name in names]
        assert shares == (found.in_state[before] / 3_000).tolist()
        assert np.array_equal(month.partnership, np.flatnonzero(ended > before))
        for phase in scenario().rules.phases:
            states = [n for n, state in enumerate(found.states) if state.phase == phase]
            assert month.among(phase).sum() == found.in_state[before, states].sum()


def test_noise_is_correlated_as_the_scenario_has_it():
    """Of B1 and B2 by one half, of others not at all, within 5 standard errors."""
    drawn = []

    def look(month):
        rows = [month.row(code) for code in ("B1", "B2", "trust", "C1")]
        drawn.append(month.noise[rows])
        return month.usual

    run(look)
    b1, b2, trust, c1 = np.concatenate(drawn, axis=1).astype(float)
    error = 5 / len(b1) ** 0.5
    assert np.array_equal(b2, trust)
    assert abs(np.mean(b1 * b2) - 0.5) < error * 1.25**0.5
    assert abs(np.mean(b1 * c1)) < error


def test_coupled_partnerships_see_each_other():
    """An idea that spreads: who has not taken it up does so with a chance of 0.3 times the share that has.

    Given last month's share, the number that takes it up is binomial; every month is within 4.5 standard errors, and
    in the end nearly all have, as they would not if nobody saw the others.
    """
    n, base = 20_000, reference("read", 48)
    take_up = sim.Hazard(
        move="advance",
        source="initiation",
        to="design",
        rate=0.3,
        shape="linear",
        effects={"F00": 1.0},
        reference={"F00": 1.0},
    )
    of = attrs.evolve(base, hazards=[take_up])

    def spreading(month):
        levels = np.zeros_like(month.usual)
        levels[0] = max(0.02, month.occupancy["design"])
        return levels

    found = run(spreading, of=of, partnerships=n, levels=n)
    left, taken = found.in_state[:-1, 0], found.in_state[:-1, 1]
    chance = 0.3 * np.maximum(0.02, taken / n)
    expected, moved = left * chance, -np.diff(found.in_state[:, 0])
    kept = expected > 10
    assert kept.sum() > 30
    assert (np.abs(moved - expected)[kept] < 4.5 * np.sqrt(expected * (1 - chance))[kept]).all()
    assert found.in_state[-1, 1] > 0.9 * n
    assert np.allclose(found.traces[:, 1:, 0], chance / 0.3, atol=1e-6)


def test_an_update_is_named_in_what_it_made(tmp_path):
    """So that nobody takes it for the scenario's own law; a file keeps the name."""
    pytest.importorskip("pyarrow")
    found = run(sticky, partnerships=20)
    assert "updated by sticky" in repr(found)
    found.save(tmp_path / "run.parquet")
    assert sim.Ensemble.load(tmp_path / "run.parquet").update == "sticky"
    assert "updated" not in repr(run(None, partnerships=20))


def test_progress_is_told_by_the_month():
    """From none to all of the partnerships."""
    told = []
    run(usual, partnerships=480, progress=lambda done, of: told.append((done, of)))
    assert told == [(10 * month, 480) for month in range(49)]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda month: month.usual[0], "instead of levels of shape"),
        (lambda month: None, "instead of levels of shape"),
        (lambda month: month.usual * np.nan, "no finite numbers"),
    ],
    ids=["too few", "nothing", "nan"],
)
def test_what_are_no_levels_is_refused(answer, words):
    """With what was wrong about it."""
    with pytest.raises(sim.ScenarioError, match=words):
        run(answer, partnerships=50)


def test_an_update_cannot_change_what_it_is_given():
    """The usual levels are read-only: what is handed back unchanged is what the engine has."""

    def spoil(month):
        month.usual[0] = 0

    with pytest.raises(ValueError, match="read-only"):
        run(spoil, partnerships=50)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"engine": "thinning"}, "take engine='stepwise'"),
        ({"backend": "numba"}, "numba cannot call an update"),
        ({"executor": object()}, "sees all partnerships at once"),
        ({"partnerships": 10**9, "events": False}, "side by side for the update, may need .* GiB"),
    ],
    ids=["thinning", "numba", "executor", "memory"],
)
def test_what_an_update_cannot_go_with_is_refused(options, words):
    """Before anything runs, with what to do."""
    with pytest.raises(sim.ScenarioError, match=words):
        sim.simulate(
            scenario(), **{"partnerships": 50, "engine": "stepwise", "update": usual, **options}
        )


def test_an_intervention_on_an_attractor_needs_the_scenarios_own_dynamics():
    """Its course is worked out from them."""
    with pytest.raises(sim.ScenarioError, match="take acts='level'"):
        run(usual, of=scenario().intervene("B1", 0.1, acts="attractor"))
