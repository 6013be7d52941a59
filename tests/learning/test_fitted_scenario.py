"""Scenarios that are fitted to observed lives: what they keep, what they say, and what they refuse."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from recovery import ABANDONED, ACHIEVED, MONTHS, RATES, STATES

from msp_lifecycle.learning import Effect, Stays, draw_stays, fit_hazards, fit_panel, visited
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.simulation import Scenario, ScenarioError, simulate
from msp_lifecycle.simulation.rules import Rules


@pytest.fixture(scope="module")
def stays() -> Stays:
    return draw_stays(
        RATES,
        states=STATES,
        partnerships=600,
        until=MONTHS,
        rng=1,
        covariates={"large": np.arange(600) % 3 == 0, "size": np.arange(600.0)},
        effects={"large": {("initiation", ABANDONED): -0.8}},
    )


def test_rates_are_those_of_the_model(stays: Stays) -> None:
    """A rate per month is the chance in a month, and its interval and source are kept."""
    model = fit_hazards(stays)
    scenario = Scenario.fitted_to(stays)
    assert [one.rate for one in scenario.hazards] == pytest.approx(model.rates()["rate"])
    assert scenario == Scenario.fitted_to(model)
    low = model.rates()["low"][0]
    assert f"fitted to dated moves of 600 partnerships; 95 % interval {low:.3g} to" in (
        scenario.hazards[0].basis
    )
    assert "fitted to dated moves of 600 partnerships" in scenario.describe()


def test_guards_stay_those_of_the_lifecycle_and_are_open(stays: Stays) -> None:
    """The moves were made in a world in which guards had done their work."""
    scenario = Scenario.fitted_to(stays)
    assert scenario.rules == Rules.of(STANDARD)
    end = attrs.evolve(scenario, horizon=240)
    share = simulate(end, partnerships=20_000, rng=1).restricted_mean_time()
    spent = dict(zip(share["phase"], share["mean"], strict=True))
    # All who reach initiation leave it at the sum of its rates: the mean of a geometric number of months.
    rates = [one.rate for one in scenario.hazards if one.source == "initiation"]
    mean = 1 / sum(rates)
    assert spent["initiation"] == pytest.approx(mean, abs=4.5 * mean / np.sqrt(20_000))


def test_units_become_months(stays: Stays) -> None:
    """Years and days are no months."""
    months = Scenario.fitted_to(stays).hazards[0].rate
    for unit, factor in (("years", 1 / 12), ("days", 365.25 / 12)):
        times = {name: getattr(stays, name) * factor for name in ("entry", "exit", "since")}
        other = Scenario.fitted_to(attrs.evolve(stays, unit=unit, **times))
        assert other.hazards[0].rate == pytest.approx(months)
    with pytest.raises(ScenarioError, match="'weeks' is none of days, months, years"):
        Scenario.fitted_to(attrs.evolve(stays, unit="weeks"))


def test_covariates_become_groups(stays: Stays) -> None:
    """With their shares, and effects against the group that most belong to."""
    effect = Effect("large", moves=[("initiation", ABANDONED)])
    scenario = Scenario.fitted_to(stays, effects=[effect])
    assert scenario.covariates[0].shares == pytest.approx({"0": 2 / 3, "1": 1 / 3})
    one = next(one for one in scenario.hazards if one.name == "end (abandoned) from initiation")
    model = fit_hazards(stays, effects=[effect])
    assert one.covariates == {"large=1": pytest.approx(model.theta[-1])}
    assert one.rate == pytest.approx(model.rates({"large": 0})["rate"][1])
    with pytest.raises(ScenarioError, match="it has 600 values"):
        Scenario.fitted_to(stays, effects=["size"])


def test_visits_will_do(stays: Stays) -> None:
    """Where moves are not dated the moves of the lifecycle are estimated; what was never seen has no chance."""
    visits = visited(stays, every=12.0, exact=(ACHIEVED, ABANDONED))
    scenario = Scenario.fitted_to(visits)
    assert "fitted to visits of 600 partnerships" in scenario.hazards[0].basis
    rates = {one.name: one.rate for one in scenario.hazards}
    assert rates["loop_back from design to initiation"] == pytest.approx(0, abs=1e-4)
    assert rates["advance from design to implementation"] == pytest.approx(0.05, rel=0.2)
    assert scenario == Scenario.from_json(scenario.to_json())


def test_a_log_will_do(stays: Stays) -> None:
    """Simulated lives, as a log, and back: dated moves are estimated as such."""
    first = Scenario.fitted_to(stays)
    log = simulate(first, partnerships=5_000, rng=2).log()
    again = Scenario.fitted_to(log)
    model = fit_hazards(log.stays())
    found = {one.name: one.rate for one in again.hazards}
    assert len(found) == len(first.hazards) == len(model.moves)
    for one in first.hazards:
        assert abs(np.log(found[one.name] / one.rate)) < 4.5 * model.errors.max()


def test_a_log_of_visits_will_do(stays: Stays) -> None:
    """A registry's file is read, and the scenario is that of its visits."""
    from msp_lifecycle.learning import EventLog

    rows = [
        (str(who), 12.0 * k, "initiation" if k < 1 + who % 3 else "design", "seen")
        for who in range(30)
        for k in range(4)
    ]
    log = EventLog.from_rows(rows)
    assert not log.dated
    scenario = Scenario.fitted_to(log)
    model = fit_panel(log.visits(), moves=[("initiation", "design"), ("design", "initiation")])
    assert scenario.hazards[0].rate == pytest.approx(model.rates()["rate"][0], rel=1e-6)


@pytest.mark.parametrize(
    ("problem", "states", "rates"),
    [
        ("no such move", ("design", "ended: merged", "elsewhere"), {("design", "elsewhere"): 0.1}),
        ("some ends have none on record", ("design", "ended"), {("design", "ended"): 0.1}),
        (
            "the simulation moves once a month at most",
            ("initiation", "design"),
            {("initiation", "design"): 3.0},
        ),
    ],
)
def test_what_is_no_scenario_is_refused(
    problem: str, states: tuple[str, ...], rates: dict[tuple[str, str], float]
) -> None:
    """With a word on what to do."""
    lives = draw_stays(rates, states=states, partnerships=50, until=60.0, rng=1)
    with pytest.raises(ScenarioError, match=problem):
        Scenario.fitted_to(lives)


def test_ends_without_a_reason_get_one_when_asked() -> None:
    """Never by themselves."""
    lives = draw_stays({("design", "ended"): 0.1}, partnerships=50, until=60.0, rng=1)
    scenario = Scenario.fitted_to(lives, reason="dissolved")
    assert scenario.hazards[0].reason == "dissolved"
    assert scenario.phase == "design"


def test_rates_that_change_with_time_are_no_scenario(stays: Stays) -> None:
    """A scenario has one rate for each move."""
    with pytest.raises(ScenarioError, match="fit without cuts"):
        Scenario.fitted_to(fit_hazards(stays, cuts=[12.0]))
