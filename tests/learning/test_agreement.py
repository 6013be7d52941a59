"""Estimates for dated moves agree with R's survival 3.5-3 and etm 1.1.1, and with lifelines.

`reference/reference.R` made the numbers in `reference/expected.csv` from the two tables beside it: the leukaemia data
of Miller (1981), shipped with survival as `aml`, and a made-up register with ties, late entry and loop-backs. R is not
run here.
"""

import csv
import warnings
from pathlib import Path

import attrs
import numpy as np
import pytest

from msp_lifecycle import learning as learn
from msp_lifecycle.learning.counting import counted
from msp_lifecycle.learning.observations import CENSORED, Stays

HERE = Path(__file__).parent / "reference"
STATES = ("design", "implementation", "ended: goal_achieved", "ended: abandoned")
TIGHT = {"rtol": 0, "atol": 1e-10}


@pytest.fixture(scope="module")
def expected() -> dict[str, np.ndarray]:
    with (HERE / "expected.csv").open(encoding="utf-8") as file:
        return {
            name: np.array(
                [float(x.replace("NA", "nan")) if x != "NaN" else np.nan for x in values]
            )
            for name, *values in csv.reader(file)
        }


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def register() -> Stays:
    rows = table("register.csv")
    start = np.array([float(row["start"]) for row in rows])
    who = np.array([int(row["id"]) - 1 for row in rows], np.int32)
    late = np.r_[True, who[1:] != who[:-1]] & (start > 0)
    return Stays(
        states=STATES,
        partnership=who,
        state=np.array([STATES.index(row["state"]) for row in rows], np.int32),
        entry=start,
        exit=np.array([float(row["stop"]) for row in rows]),
        to=np.array(
            [CENSORED if row["to"] == "censored" else STATES.index(row["to"]) for row in rows],
            np.int32,
        ),
        since=np.where(late, np.nan, start),
    )


def leukaemia(group: str) -> Stays:
    rows = [row for row in table("aml.csv") if row["x"] == group]
    size = len(rows)
    return Stays(
        states=("remission", "relapse"),
        partnership=np.arange(size, dtype=np.int32),
        state=np.zeros(size, np.int32),
        entry=np.zeros(size),
        exit=np.array([float(row["time"]) for row in rows]),
        to=np.array([1 if row["status"] == "1" else CENSORED for row in rows], np.int32),
        since=np.zeros(size),
        unit="weeks",
    )


@pytest.mark.parametrize("group", ["Maintained", "Nonmaintained"])
def test_survival_with_greenwood_and_log_log_intervals(expected, group) -> None:
    """As `survfit(Surv(time, status) ~ 1, conf.type = "log-log")`, ties included."""
    found = learn.cumulative_incidence(leukaemia(group), "relapse")
    of = {key.removeprefix(f"aml {group} "): v for key, v in expected.items() if group in key}
    there = ~np.isnan(of["low"])
    survival = found.surviving()
    np.testing.assert_allclose(found.times, of["time"], **TIGHT)
    np.testing.assert_allclose(found.survival, of["survival"], **TIGHT)
    for name in ("se", "low", "high"):
        np.testing.assert_allclose(survival[name][there], of[name][there], **TIGHT)
    # One event less one: the same curve, the same variance.
    np.testing.assert_allclose(found.variance[:, 0], found.survival_variance, **TIGHT)


@pytest.mark.parametrize("group", ["Maintained", "Nonmaintained"])
def test_hazards_medians_and_means(expected, group) -> None:
    """As `cumhaz`, `std.chaz`, `quantile` and `rmean` of the same fit; the median's upper bound is never reached."""
    stays = leukaemia(group)
    of = {key.removeprefix(f"aml {group} "): v for key, v in expected.items() if group in key}
    hazards = learn.nelson_aalen(stays)
    np.testing.assert_allclose(hazards.value[:, 0], of["hazard"], **TIGHT)
    np.testing.assert_allclose(np.sqrt(hazards.variance[:, 0]), of["hazard se"], **TIGHT)
    incidence = learn.cumulative_incidence(stays, "relapse")
    median, low, _ = incidence.quantile(0.5)
    assert (median, low) == (of["median"][0], of["median low"][0])
    mean = learn.restricted_mean(incidence, 45.0)
    np.testing.assert_allclose((mean.value, mean.se), of["mean to 45"], **TIGHT)


def test_occupancy_with_late_entry_and_loop_backs(expected, register) -> None:
    """As `survfit(Surv(start, stop, event) ~ 1, id = id, istate = from, p0 = c(1, 0, 0, 0))`."""
    found = learn.aalen_johansen(register, start=0, initial="design")
    np.testing.assert_allclose(found.times, expected["register time"], **TIGHT)
    for s, name in enumerate(STATES):
        np.testing.assert_allclose(found.share[1:, s], expected[f"register {name}"], **TIGHT)
    at_risk = counted(register).at_risk[:, 0]
    np.testing.assert_array_equal(at_risk, expected["register states at risk"])


def test_probabilities_with_their_covariance(expected, register) -> None:
    """As `etm(..., s = 2, t = 20)`, whose covariance is of the Greenwood type."""
    found = learn.transition_probabilities(register, 2, 20)
    np.testing.assert_allclose(found.probability.ravel(), expected["register P(2 20)"], **TIGHT)
    np.testing.assert_allclose(found.se.T.ravel(), expected["register se P(2 20)"], **TIGHT)
    name = "register cov design-implementation with implementation-implementation"
    np.testing.assert_allclose(found.covariance[0, 1, 1, 1], expected[name][0], **TIGHT)


def test_incidence_of_endings_by_reason(expected, register) -> None:
    """As `etm` with one living state and two ends."""
    found = learn.cumulative_incidence(register)
    np.testing.assert_allclose(found.times, expected["endings time"], **TIGHT)
    for s, name in enumerate(STATES[2:]):
        np.testing.assert_allclose(found.share[:, s], expected[f"endings {name}"], **TIGHT)
        se = np.sqrt(found.variance[:, s])
        np.testing.assert_allclose(se, expected[f"endings se {name}"], **TIGHT)


def test_mean_time_in_each_state(expected, register) -> None:
    """As `summary(fit, rmean = 24)`."""
    occupancy = learn.aalen_johansen(register, start=0, initial="design")
    found = learn.restricted_mean_time(occupancy, 24)
    np.testing.assert_allclose(found["mean"], expected["register mean time to 24"], **TIGHT)


def test_error_of_the_mean_time(register) -> None:
    """It adds up what one more of each partnership changes; checked by adding one more to 1,000 copies of all."""

    def means(extra: int | None) -> np.ndarray:
        times = np.where(np.arange(40) == extra, 1_001, 1_000)
        rows = np.repeat(np.arange(len(register.state)), times[register.partnership])
        columns = ("partnership", "state", "entry", "exit", "to", "since")
        copies = attrs.evolve(register, **{name: getattr(register, name)[rows] for name in columns})
        occupancy = learn.aalen_johansen(copies, start=0, initial="design")
        return learn.restricted_mean_time(occupancy, 24)["mean"]

    base = means(None)
    change = np.array([means(one) - base for one in range(40)]) * 1_000
    occupancy = learn.aalen_johansen(register, start=0, initial="design")
    found = learn.restricted_mean_time(occupancy, 24)["se"]
    np.testing.assert_allclose(np.sqrt((change**2).sum(axis=0)), found, rtol=1e-3)


def test_landmark(expected, register) -> None:
    """As `survfit` on those who were in implementation at 10 months."""
    found = learn.landmark(register, 10, "implementation")
    np.testing.assert_allclose(found.times, expected["landmark time"], **TIGHT)
    for s, name in enumerate(STATES):
        np.testing.assert_allclose(found.share[1:, s], expected[f"landmark {name}"], **TIGHT)


def test_length_of_stays(expected, register) -> None:
    """As `survfit` on the lengths of the stays whose beginning was seen."""
    found = learn.sojourn(register, "implementation")
    np.testing.assert_allclose(found.times, expected["sojourn time"], **TIGHT)
    np.testing.assert_allclose(found.survival, expected["sojourn survival"], **TIGHT)
    se = np.sqrt(found.survival_variance[:-1])
    np.testing.assert_allclose(se, expected["sojourn se"][:-1], **TIGHT)


def test_lifelines() -> None:
    """The same curves as lifelines' Kaplan-Meier and Aalen-Johansen, the latter without ties, which it jitters."""
    from lifelines import AalenJohansenFitter, KaplanMeierFitter

    rng = np.random.default_rng(1)
    time, to = rng.exponential(30, 300), rng.choice([CENSORED, 1, 2], 300).astype(np.int32)
    zeros = np.zeros(300, np.int32)
    stays = Stays(
        states=("alive", "ended: merged", "ended: dissolved"),
        partnership=np.arange(300, dtype=np.int32),
        state=zeros,
        entry=zeros.astype(float),
        exit=time,
        to=to,
        since=zeros.astype(float),
    )
    found = learn.cumulative_incidence(stays)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = AalenJohansenFitter().fit(time, np.maximum(to, 0), event_of_interest=1)
        alive = KaplanMeierFitter().fit(time, to > 0)
    share = theirs.cumulative_density_.iloc[:, 0]
    at = np.searchsorted(share.index.to_numpy(), found.times, side="right") - 1
    np.testing.assert_allclose(found.share[:, 0], share.to_numpy()[at], **TIGHT)
    survival = alive.survival_function_.iloc[:, 0].loc[found.times]
    np.testing.assert_allclose(found.survival, survival, **TIGHT)
