"""Sensitivity: indices that are known, samples that are the same again, and nothing that differs by chance."""

import sys

import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.errors import MissingExtra

BASE = sim.Scenario.default()
FEW = {"partnerships": 2, "months": 1, "rng": 7, "backend": "numpy"}


def costs(run):
    """What was put into a scenario without any bearing on its partnerships."""
    return np.array([act.cost for act in run.scenario.interventions])


def cost(name, low, high):
    return sim.Assumption(name, low, high, lambda s, x: s.intervene("A1", 0.0, cost=x))


@pytest.fixture(autouse=True)
def _salib():
    pytest.importorskip("SALib")


def test_morris_finds_the_slopes_of_a_straight_line():
    """Over its whole range an input changes the output by slope x range, without spread."""
    inputs = [cost("a", 0, 2), cost("b", 1, 2), cost("c", 0, 1)]
    table = sim.sensitivity(BASE, inputs, lambda run: costs(run) @ [1.0, -5.0, 0.0], **FEW)
    assert table["assumption"].tolist() == ["b", "a", "c"]
    assert table["mu"] == pytest.approx([-5.0, 2.0, 0.0])
    assert table["mu_star"] == pytest.approx([5.0, 2.0, 0.0])
    assert table["sigma"] == pytest.approx([0, 0, 0], abs=1e-9)


def test_sobol_finds_the_indices_of_a_product():
    """For x y with both even on [0, 1], the variance is 7/144, 3/144 of it each alone and 1/144 together."""
    inputs = [cost("x", 0, 1), cost("y", 0, 1), cost("idle", 0, 1)]
    table = sim.sensitivity(
        BASE, inputs, lambda run: costs(run)[:2].prod(), method="sobol", samples=128, **FEW
    )
    found = dict(
        zip(table["assumption"], zip(table["first"], table["total"], strict=True), strict=True)
    )
    assert found["x"] == pytest.approx((3 / 7, 4 / 7), abs=0.07)
    assert found["y"] == pytest.approx((3 / 7, 4 / 7), abs=0.07)
    assert found["idle"] == pytest.approx((0, 0), abs=0.02)
    inside = (table["total_low"] <= table["total"]) & (table["total"] <= table["total_high"])
    assert inside.all()


def test_a_result_that_nothing_changes_has_no_indices():
    """Zero, and no division by the variance that is not there."""
    inputs = [cost("a", 0, 1), cost("b", 0, 1)]
    table = sim.sensitivity(BASE, inputs, lambda _: 3.0, method="sobol", samples=4, **FEW)
    assert not table["first"].any()
    assert not table["total"].any()


def test_what_has_no_bearing_has_no_effect_at_all():
    """All runs share their random numbers, so chance cannot pass for an effect."""
    inputs = [cost("idle", 0, 100), sim.Assumption.rate(0.5, 2.0, move="end")]
    table = sim.sensitivity(BASE, inputs, "ended", samples=4, partnerships=200, months=24, rng=7)
    assert table["assumption"].tolist() == ["rate of end, times", "idle"]
    assert table["mu_star"][1] == 0
    assert table["high"][1] == 0
    assert table["mu"][0] > 0.1


@pytest.mark.parametrize("method", ["morris", "sobol"])
def test_the_same_seed_gives_the_same_table_and_no_global_state_is_touched(method):
    """Another seed gives other points."""
    np.random.seed(1)  # noqa: NPY002 - the global state is what must not change
    before = np.random.get_state()[1].tolist()  # noqa: NPY002
    ask = {"method": method, "samples": 4, "partnerships": 50, "months": 12}
    inputs = [sim.Assumption.persistence(0.9, 0.97), sim.Assumption.noise(0.5, 2)]
    one, again, other = (
        sim.sensitivity(BASE, inputs, "design", rng=rng, **ask) for rng in (7, 7, 8)
    )
    assert all((one[name] == again[name]).all() for name in one)
    assert (one.points == again.points).all()
    assert (one.points != other.points).any()
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


def test_points_lie_in_their_ranges_and_measurements_belong_to_them():
    """Each run can be had again by hand."""
    inputs = [
        sim.Assumption.rate(0.5, 2.0, move="advance", source="initiation"),
        sim.Assumption.effect(0.0, 2.0, factor="A2"),
        sim.Assumption.attractor(-0.1, 0.1),
        sim.Assumption.shift("trust", -0.2, 0.2, from_month=6),
    ]
    entropy = np.random.default_rng(7)
    table = sim.sensitivity(
        BASE, inputs, "design", samples=2, partnerships=300, months=24, rng=entropy
    )
    for column, one in zip(table.points.T, inputs, strict=True):
        assert ((one.low <= column) & (column <= one.high)).all()
    scenario = BASE
    for one, value in zip(inputs, table.points[3].tolist(), strict=True):
        scenario = one.change(scenario, value)
    fresh = np.random.default_rng(7)
    run = sim.simulate(scenario, partnerships=300, months=24, rng=fresh)
    low, high = run.cumulative_incidence("design")["share"][-1], table.measurements[3]
    # `sensitivity` draws its entropy once, so its seed is not that of `simulate`: close, not equal
    assert low == pytest.approx(high, abs=0.12)


@pytest.mark.parametrize(
    ("one", "name", "changed"),
    [
        (sim.Assumption.rate(1, 3, reason="abandoned"), "rate of all moves (abandoned), times", "hazards"),
        (sim.Assumption.effect(1, 3, factor="C1"), "effect of C1 on moves, times", "hazards"),
        (sim.Assumption.noise(1, 3), "noise of levels, times", "dynamics"),
        (sim.Assumption.persistence(0.9, 0.99), "persistence of levels (phi)", "dynamics"),
        (sim.Assumption.attractor(0, 0.1, factor="C1"), "level that C1 tends to, plus", "interventions"),
        (sim.Assumption.shift("C1", 0, 0.1), "shift of C1 from month 1", "interventions"),
    ],
)  # fmt: skip
def test_an_assumption_changes_what_it_says_and_nothing_else(one, name, changed):
    """Named with its unit; and what multiplies by one leaves all as it is."""
    assert one.name == name
    there = one.change(BASE, one.high)
    differs = {
        part
        for part in ("rules", "hazards", "dynamics", "covariates", "interventions")
        if getattr(there, part) != getattr(BASE, part)
    }
    assert differs == {changed}
    if name.endswith("times"):
        assert one.change(BASE, 1.0) == BASE


def test_doubting_one_effect_leaves_the_others_alone():
    """Only the factor named, and only the moves named."""
    there = sim.Assumption.effect(0, 3, factor="A2", move="end").change(BASE, 3.0)
    for one, other in zip(BASE.hazards, there.hazards, strict=True):
        changed = {code for code in one.effects if one.effects[code] != other.effects[code]}
        assert changed == ({"A2"} if one.move == "end" and "A2" in one.effects else set())
        assert other.effects.get("A2", 0) == one.effects.get("A2", 0) * (3 if changed else 1)


def never(run):
    raise AssertionError("something was simulated")


@pytest.mark.parametrize(
    ("inputs", "options", "says"),
    [
        ([cost("a", 0, 1)], {}, "nothing to compare"),
        ([cost("a", 0, 1), cost("a", 0, 1)], {}, "one name"),
        ([cost("a", 0, 1), cost("b", 0, 1)], {"method": "fast"}, "neither"),
        ([cost("a", 0, 1), cost("b", 0, 1)], {"samples": 1}, "less than 2"),
        ([cost("a", 0, 1), cost("b", 0, 1)], {"method": "sobol", "samples": 12}, "power of two"),
        ([cost("a", 0, 1), sim.Assumption.persistence(0.9, 1.1)], {}, "more than 1"),
        ([cost("a", 0, 1), sim.Assumption.rate(1, 50)], {}, "rate of all moves, times at"),
        ([cost("a", 0, 1), sim.Assumption.rate(0.1, 6, move="advance")], {}, "may add up to"),
        ([cost("a", 0, 1), sim.Assumption.rate(1, 2, move="suspend")], {}, "no such move"),
    ],
)  # fmt: skip
def test_what_cannot_be_varied_is_refused_before_any_run(inputs, options, says):
    """With the assumption, the value and the bound; wherever in the samples the value comes."""
    for rng in range(4):
        with pytest.raises(sim.ScenarioError, match=says):
            sim.sensitivity(BASE, inputs, never, **{**FEW, **options, "rng": rng})


def test_an_empty_range_is_no_range():
    """The message names the assumption."""
    with pytest.raises(sim.ScenarioError, match=r"phi.*empty"):
        sim.Assumption.persistence(0.9, 0.9)


def test_a_measure_that_is_no_number_is_refused():
    """NaN would make every index NaN without a word."""
    inputs = [cost("a", 0, 1), cost("b", 0, 1)]
    for measure in (lambda _: float("nan"), lambda _: "much", lambda _: [1.0, 2.0]):
        with pytest.raises(sim.ScenarioError, match="no finite number"):
            sim.sensitivity(BASE, inputs, measure, **FEW)


def test_without_salib_one_message_says_what_to_install(monkeypatch):
    """And nothing is simulated."""
    for name in [one for one in sys.modules if one.partition(".")[0] == "SALib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "SALib", None)
    with pytest.raises(MissingExtra, match=r"msp-lifecycle\[sensitivity\]"):
        sim.sensitivity(BASE, [cost("a", 0, 1), cost("b", 0, 1)], never, **FEW)
