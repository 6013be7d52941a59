"""Rates from dated moves: what R says, the laws of a likelihood, and what happens where there is no answer."""

from __future__ import annotations

import warnings

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from observed import gammopathy

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning import (
    CENSORED,
    Effect,
    EstimateError,
    Stays,
    draw_stays,
    fit_hazards,
    likelihood_ratio,
)

RATES = {("a", "b"): 0.08, ("b", "a"): 0.05, ("a", "end"): 0.02, ("b", "end"): 0.03}
# Estimate, standard error and robust standard error: R's glm, see data/README.md.
SEPARATE = [
    (-6.96904731470, 0.13054640287, 0.12893708755),
    (-5.25098955540, 0.05492596641, 0.05046120181),
    (-3.36490291324, 0.13741565891, 0.14503781161),
    (0.05886029872, 0.07607086806, 0.06601174292),
    (0.59325134061, 0.03349482180, 0.03245590111),
    (0.31828887781, 0.10787990203, 0.11155743839),
    (-0.08074651006, 0.18738620926, 0.18516280242),
    (0.36806552878, 0.06922446656, 0.06239095719),
    (0.08093293111, 0.19818668293, 0.23398784689),
]
SHARED = [
    (-7.1872156167, 0.10008511076, 0.10288115140),
    (-5.1752153558, 0.04984142825, 0.04518759137),
    (-3.4610149061, 0.10380055163, 0.12288909731),
    (0.5046921113, 0.02951534759, 0.02814133612),
    (0.2908956043, 0.06156619185, 0.05693569946),
]
CUT = [
    (-7.08329611866, 0.22682906867, 0.23565075239),
    (-7.32455132587, 0.22911834965, 0.22397119997),
    (-6.77075345234, 0.15200131562, 0.14513687893),
    (-5.28338770722, 0.08292437255, 0.08656139401),
    (-5.53833961685, 0.08435773417, 0.08245078079),
    (-5.11125112716, 0.06235458053, 0.05666454951),
    (-3.34342079071, 0.16236153137, 0.17346629486),
    (-3.27990456901, 0.19051610501, 0.17528690002),
    (-4.10552897361, 0.40381222145, 0.37643178153),
    (0.09588249277, 0.07884888737, 0.06612729748),
    (0.62458785549, 0.03474886227, 0.03502735323),
    (0.30048531315, 0.10688227621, 0.10637224113),
    (-0.05595946991, 0.18784205574, 0.18798100172),
    (0.38914357526, 0.06951313082, 0.06487449675),
    (0.14543522119, 0.20004964512, 0.20144417518),
]


@pytest.mark.parametrize(
    ("effects", "cuts", "numbers", "log_likelihood"),
    [
        (["age10", "male"], [], SEPARATE, -6358.2513768158),
        ([Effect("age10", shared=True), Effect("male", shared=True)], [], SHARED, -6380.5590031157),
        (["age10", "male"], [24, 60], CUT, -6340.1082652956),
    ],
    ids=["separate", "shared", "cut"],
)
def test_it_agrees_with_r(
    effects: list[str | Effect],
    cuts: list[float],
    numbers: list[tuple[float, float, float]],
    log_likelihood: float,
) -> None:
    """Estimates, both kinds of standard error and the likelihood are those of a Poisson regression in R."""
    model = fit_hazards(gammopathy(), effects=effects, cuts=cuts)
    expected = np.array(numbers)
    np.testing.assert_allclose(model.estimates, expected[:, 0], rtol=1e-8, atol=1e-9)
    np.testing.assert_allclose(model.errors, expected[:, 1], rtol=1e-6)
    np.testing.assert_allclose(model.robust_errors, expected[:, 2], rtol=1e-6)
    assert model.log_likelihood == pytest.approx(log_likelihood, abs=1e-8)


def test_residuals_agree_with_r() -> None:
    """The first residuals of malignancy, alike for those at risk in other models of R."""
    table = fit_hazards(gammopathy(), effects=["age10", "male"]).residuals()
    rows = (table["from"] == "mgus") & (table["to"] == "pcm")
    np.testing.assert_allclose(
        table["martingale"][rows][:4],
        [-0.0313700583933, -0.0246474150318, -0.0459644176421, -0.0788839647057],
        rtol=1e-8,
    )
    np.testing.assert_allclose(
        table["deviance"][rows][:4],
        [-0.250479773209, -0.222024390695, -0.303197683507, -0.397200112552],
        rtol=1e-8,
    )


def test_it_agrees_with_lifelines() -> None:
    """A single move with rates by interval is lifelines' piecewise exponential regression."""
    import pandas as pd

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what libraries say to each other
        from lifelines import PiecewiseExponentialRegressionFitter as Theirs

        stays = draw_stays(
            {("a", "b"): 0.05},
            partnerships=400,
            until=40.0,
            rng=3,
            effects={"x": {("a", "b"): 0.7}},
            covariates={"x": np.arange(400) % 2.0},
        )
        at = stays.state == 0
        frame = pd.DataFrame(
            {
                "time": stays.exit[at],
                "moved": stays.to[at] >= 0,
                "x": stays.covariates["x"][at],
            }
        )
        theirs = Theirs([12.0]).fit(frame, "time", "moved")
    both = [Effect("early"), Effect("late")]
    cut = _cut_by_hand(stays, 12.0)
    ours = fit_hazards(cut, effects=both, cuts=[12.0])
    # Theirs are effects on the log of the mean time, one set for each interval.
    told = [-theirs.params_[f"lambda_{k}_", name] for name in ("Intercept", "x") for k in range(2)]
    np.testing.assert_allclose(ours.estimates, told, atol=5e-3)  # they stop early


def _cut_by_hand(stays: Stays, at: float) -> Stays:
    """Give the covariate a name for each side of a cut, as a covariate that changes would be given."""
    long = (stays.state == 0) & (stays.exit > at)
    rows = np.sort(np.concatenate([np.arange(len(stays.state)), np.flatnonzero(long)]))
    second = np.diff(rows, prepend=-1) == 0
    first = np.append(second[1:], [False])
    x, late = stays.covariates["x"][rows], second
    return attrs.evolve(
        stays,
        partnership=stays.partnership[rows],
        state=stays.state[rows],
        entry=np.where(second, at, stays.entry[rows]),
        exit=np.where(first, at, stays.exit[rows]),
        to=np.where(first, stays.state[rows], stays.to[rows]).astype(np.int32),
        since=stays.since[rows],
        covariates={"early": x * ~late, "late": x * late},
    )


def _lives(seed: int, size: int = 60) -> Stays:
    draw = np.random.default_rng(seed)
    return draw_stays(
        RATES,
        partnerships=size,
        until=80.0,
        rng=draw,
        entry=draw.uniform(0, 20, size),
        effects={"x": {("a", "b"): 0.5}},
        covariates={"x": draw.normal(size=size)},
    )


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_the_order_and_the_numbers_of_partnerships_do_not_matter(seed: int) -> None:
    """Partnerships shuffled, and numbered anew, say the same."""
    stays = _lives(seed)
    count = int(stays.partnership.max()) + 1
    label = np.random.default_rng(seed).permutation(count)
    order = np.lexsort((stays.entry, label[stays.partnership]))
    shuffled = _taken(attrs.evolve(stays, partnership=label[stays.partnership]), order)
    one = fit_hazards(stays, effects=["x"], cuts=[10.0])
    other = fit_hazards(shuffled, effects=["x"], cuts=[10.0])
    assert other.log_likelihood == pytest.approx(one.log_likelihood, rel=1e-12)
    np.testing.assert_allclose(other.theta, one.theta, rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(other.robust, one.robust, rtol=1e-6, atol=1e-12)


def _taken(stays: Stays, rows: np.ndarray) -> Stays:
    return attrs.evolve(
        stays,
        partnership=stays.partnership[rows].astype(np.int32),
        state=stays.state[rows],
        entry=stays.entry[rows],
        exit=stays.exit[rows],
        to=stays.to[rows],
        since=stays.since[rows],
        covariates={name: one[rows] for name, one in stays.covariates.items()},
    )


@given(st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_no_other_numbers_explain_the_moves_better(seed: int) -> None:
    """At the maximum the likelihood falls in every direction, by as much as the covariance says."""
    model = fit_hazards(_lives(seed), effects=["x"])
    z = np.random.default_rng(seed).normal(size=len(model.theta))
    step = 1e-3 * z / np.sqrt(z @ np.linalg.inv(model.covariance) @ z)
    drops = [model.log_likelihood - _value(model, model.theta + s * step) for s in (1, -1)]
    assert np.mean(drops) == pytest.approx(0.5e-6, rel=1e-2)


def _value(model: object, theta: np.ndarray) -> float:
    """Return the log-likelihood piece by piece, as the definition has it."""
    moved = attrs.evolve(model, theta=theta)
    stays, pieces, found = moved.stays, moved.pieces, 0.0
    for m, (one, other) in enumerate(moved.moves):
        at = stays.state[pieces.row] == stays.states.index(one)
        score = moved.log_rates[at, m]
        made = pieces.to[at] == stays.states.index(other)
        found += float((made * score - pieces.time[at] * np.exp(score)).sum())
    return found


def test_without_covariates_a_rate_is_moves_over_time() -> None:
    """The plainest of all estimates, with late entry and censoring."""
    stays = _lives(1)
    table = fit_hazards(stays).rates()
    for row in table.records():
        at = stays.state == stays.states.index(row["from"])
        moves = ((stays.to == stays.states.index(row["to"])) & at).sum()
        assert row["rate"] == pytest.approx(moves / (stays.exit - stays.entry)[at].sum())
        assert row["error"] == pytest.approx(1 / np.sqrt(moves))


def test_the_clock_of_a_state_starts_anew() -> None:
    """Cut by the clock of the state, each stay is young again; cut by the log, time goes on."""
    stays = Stays(
        states=("a", "b"),
        partnership=np.zeros(2, np.int32),
        state=np.array([0, 1], np.int32),
        entry=np.array([0.0, 20.0]),
        exit=np.array([20.0, 35.0]),
        to=np.array([1, 0], np.int32),
        since=np.array([0.0, 20.0]),
    )
    by_state = fit_hazards(stays, cuts=[18.0], clock="state")
    by_log = fit_hazards(stays, cuts=[18.0], clock="log", moves=[("a", "b")])
    rate = by_state.rates()["rate"].round(6).tolist()
    assert np.isnan(rate.pop())  # nobody was in b for so long
    assert "rate of b to a (from 18)" in by_state.problems[-3]
    assert rate == [0.0, 0.5, round(1 / 15, 6)]
    assert by_log.rates()["rate"].round(6).tolist() == [0.0, 0.5]


def test_a_stay_whose_beginning_is_unknown_is_left_out_where_its_age_matters() -> None:
    """And the model says so."""
    stays = _lives(2)
    since = stays.since.copy()
    since[:5] = np.nan
    model = fit_hazards(attrs.evolve(stays, since=since), cuts=[12.0])
    assert any(one.startswith("5 stays are left out") for one in model.problems)
    with pytest.raises(EstimateError, match="cut by the clock log"):
        fit_hazards(attrs.evolve(stays, since=since * np.nan), cuts=[12.0])


def test_an_effect_that_nothing_bounds_is_said_to_run_away() -> None:
    """Nobody of one group was seen to move: the effect is minus infinity, the other numbers are what they are."""
    stays = draw_stays({("a", "b"): 0.05}, partnerships=200, until=30.0, rng=5)
    moved = np.isin(stays.partnership, stays.partnership[stays.to == 1])
    quiet = ~moved & (stays.partnership % 2 == 0)
    model = fit_hazards(attrs.evolve(stays, covariates={"quiet": quiet * 1.0}), effects=["quiet"])
    assert model.estimates[1] == -np.inf
    assert np.isnan(model.errors[1])
    assert "effect of quiet on a to b runs to minus infinity" in model.problems[0]
    at = (stays.state == 0) & ~quiet
    rate = (stays.to[at] == 1).sum() / (stays.exit - stays.entry)[at].sum()
    assert model.rates({"quiet": 0})["rate"] == pytest.approx(rate)
    assert model.rates({"quiet": 1})["rate"].tolist() == [0.0]
    mirrored = fit_hazards(attrs.evolve(stays, covariates={"loud": ~quiet * 1.0}), effects=["loud"])
    assert mirrored.estimates.tolist() == [-np.inf, np.inf]
    assert mirrored.log_likelihood == pytest.approx(model.log_likelihood)


def test_effects_that_cannot_be_told_apart_are_refused_by_name() -> None:
    """A covariate that is the same for all, and one that is another in other units."""
    stays = _lives(3)
    x = stays.covariates["x"]
    twice = attrs.evolve(stays, covariates={"x": x, "metres": 100 * x, "all": np.ones_like(x)})
    with pytest.raises(EstimateError, match=r"effect of x on a to b; effect of metres on a to b"):
        fit_hazards(twice, effects=["x", "metres"], moves=[("a", "b")])
    with pytest.raises(EstimateError, match="the same for all"):
        fit_hazards(twice, effects=["all"])


def test_a_likelihood_ratio_is_that_of_the_likelihoods() -> None:
    """Against R's deviances; models the wrong way round, or of other lives, are refused."""
    stays = gammopathy()
    small = fit_hazards(stays, effects=[Effect("age10", shared=True), Effect("male", shared=True)])
    large = fit_hazards(stays, effects=["age10", "male"])
    test = likelihood_ratio(small, large)
    assert test.statistic == pytest.approx(2928.8694095373 - 2884.2541569376, rel=1e-8)
    assert test.degrees == 4
    assert large.aic < small.aic
    with pytest.raises(EstimateError, match="special case"):
        likelihood_ratio(large, small)
    with pytest.raises(EstimateError, match="different observations"):
        likelihood_ratio(fit_hazards(_lives(1)), large)


def test_residuals_add_up_to_nothing() -> None:
    """As many moves are expected as were seen, for each move, however they are summed up."""
    model = fit_hazards(gammopathy(), effects=["age10", "male"], cuts=[24])
    for by in ("stay", "partnership"):
        table = model.residuals(by=by)
        for one, other in model.moves:
            on = (table["from"] == one) & (table["to"] == other)
            assert table["martingale"][on].sum() == pytest.approx(0, abs=1e-6)
    table = model.calibration(groups=5)
    assert table["seen"].sum() == pytest.approx(table["expected"].sum())


def test_robust_errors_take_the_place_of_the_others() -> None:
    """In tables too."""
    model = fit_hazards(gammopathy(), effects=["age10"])
    robust = model.with_robust_errors()
    assert robust.effects()["error"].tolist() == model.robust_errors[3:].tolist()


@pytest.mark.parametrize(
    ("problem", "change", "asked"),
    [
        ("nobody of 60 partnerships was seen to move", {"to": np.int32(CENSORED)}, {}),
        ("nobody was ever at risk", {"state": 0}, {"moves": [("end", "a")]}),
        ("must be finite, above 0 and rise", {}, {"cuts": [12.0, 6.0]}),
        ("it is not known in", {"covariates": np.nan}, {"effects": ["x"]}),
        ("two effects on a to b", {}, {"effects": ["x", Effect("x", moves=[("a", "b")])]}),
        ("there are state and log", {}, {"clock": "wall"}),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(
    problem: str, change: dict[str, object], asked: dict[str, object]
) -> None:
    """No numbers are made up."""
    stays = draw_stays(RATES, partnerships=60, until=80.0, rng=1, covariates={"x": np.arange(60.0)})
    if "to" in change:
        stays = attrs.evolve(stays, to=np.full_like(stays.to, change["to"]))
    if "state" in change:
        stays = _taken(stays, np.flatnonzero(stays.state == 0))
    if "covariates" in change:
        stays = attrs.evolve(stays, covariates={"x": stays.covariates["x"] * np.nan})
    with pytest.raises(EstimateError, match=problem):
        fit_hazards(stays, **asked)


def test_no_stays_at_all_are_refused() -> None:
    """An empty log is no answer."""
    stays = _taken(_lives(1), np.zeros(0, np.int64))
    with pytest.raises(EstimateError):
        fit_hazards(stays, moves=[("a", "b")])


def test_unknown_names_are_told_from_known_ones() -> None:
    """A misspelt covariate, move or state finds its neighbour."""
    stays = _lives(1)
    with pytest.raises(UnknownName, match="no covariate 'y'; there are: x"):
        fit_hazards(stays, effects=["y"])
    with pytest.raises(UnknownName, match="no state 'c'"):
        fit_hazards(stays, moves=[("a", "c")])
    with pytest.raises(UnknownName, match="no move 'a to c'"):
        fit_hazards(stays, effects=[Effect("x", moves=[("a", "c")])])
    with pytest.raises(UnknownName, match="no covariate 'y'"):
        fit_hazards(stays, effects=["x"]).rates({"y": 1.0})


def test_one_partnership_gives_an_answer_with_wide_intervals() -> None:
    """And a note that few moves were seen."""
    stays = draw_stays({("a", "b"): 1.0}, partnerships=1, until=60.0, rng=1)
    model = fit_hazards(stays)
    assert model.errors.tolist() == pytest.approx([1.0])
    assert "seen 1 times only" in model.problems[0]


def test_moves_at_once_are_possible() -> None:
    """A stay of no length counts as a move and as no time."""
    stays = draw_stays({("a", "b"): 0.1}, partnerships=30, until=60.0, rng=1)
    at = int(np.flatnonzero(stays.to == 1)[0])
    quick = stays.exit.copy()
    quick[at] = stays.entry[at]
    rate = fit_hazards(attrs.evolve(stays, exit=quick)).rates()["rate"]
    time = (quick - stays.entry)[stays.state == 0].sum()
    assert rate == pytest.approx((stays.to == 1).sum() / time)
