"""Rates from visits: what R's msm says, the laws of the likelihood, and what happens where there is no answer."""

from __future__ import annotations

from itertools import pairwise

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from observed import HEART, HEART_MOVES, heart

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning import (
    Effect,
    EstimateError,
    EventLog,
    Visits,
    draw_stays,
    fit_hazards,
    fit_panel,
    possible_moves,
    starting,
    visited,
)
from msp_lifecycle.learning.effects import terms_of
from msp_lifecycle.learning.gaps import gaps_of
from msp_lifecycle.learning.matrix_exponential import Generators
from msp_lifecycle.learning.panel_likelihood import PanelLikelihood, generators
from msp_lifecycle.lifecycles import STANDARD

# Log rates and standard errors: R's msm, see data/README.md.
VISITS_ONLY = (
    3986.087077432,
    "-2.070899017 -3.023273493 -1.435946555 -1.187250819 -2.578537459 -1.892851996 -1.095452660",
    "0.071059356 0.098750204 0.148246807 0.112797070 0.291152934 0.250478767 0.137637610",
)
DATED_DEATHS = (
    3968.7978812015,
    "-2.056707948 -3.158595591 -1.491203415 -1.071204395 -3.212248159 -2.035433495 -1.182669366",
    "0.070559393 0.112118690 0.150694612 0.115540484 0.647075375 0.253250498 0.128531390",
)
SHARED = (
    3968.2223018788,
    "-2.0449830493 -3.1421605901 -1.4842497850 -1.0642166986 -3.2064651357 -2.0271767076 -1.1795370219 -0.1098023185",
    "0.072170647 0.113839249 0.151043514 0.115949783 0.648103178 0.253439320 0.128841541 0.146447469",
)
HIDDEN = (
    3789.9561719146,
    "-2.072857304 -3.159771572 -1.590658445 -1.069502729 -3.301429733 -2.140979066 -1.188647481",
    "0.072611604 0.113335261 0.164981017 0.119617132 0.720928460 0.278977967 0.128575752",
)
ONE_SHARED = [Effect("female", shared=True)]


def _numbers(text: str) -> np.ndarray:
    return np.array([float(one) for one in text.split()])


@pytest.mark.parametrize(
    ("visits", "effects", "published"),
    [
        (heart(dated_deaths=False), [], VISITS_ONLY),
        (heart(), [], DATED_DEATHS),
        (heart(), ONE_SHARED, SHARED),
        (heart(hidden=True), [], HIDDEN),
    ],
    ids=["visits", "dated deaths", "shared effect", "hidden states"],
)
def test_it_agrees_with_msm(
    visits: Visits, effects: list[str | Effect], published: tuple[float, str, str]
) -> None:
    """Rates to 1e-5, standard errors to 1e-5, twice the log-likelihood to 1e-6."""
    model = fit_panel(visits, moves=HEART_MOVES, effects=effects)
    assert -2 * model.log_likelihood == pytest.approx(published[0], abs=1e-6)
    np.testing.assert_allclose(np.exp(model.theta), np.exp(_numbers(published[1])), rtol=1e-5)
    np.testing.assert_allclose(model.errors, _numbers(published[2]), rtol=1e-5)
    assert not model.problems


def test_it_agrees_with_msm_on_rates_that_change() -> None:
    """R gives the rates of the first five years and by how much those after differ."""
    model = fit_panel(heart(), moves=HEART_MOVES, cuts=[5])
    first = _numbers(
        "-2.26178156723 -3.17916772704 -1.26010690642 -1.11830246458 -4.55492061272 -2.14880457527 -1.67607169314"
    )
    change = _numbers(
        "0.78757686442 -0.40919512773 -0.40234319298 -0.08304725926 2.61185499768 0.36127478709 0.54325848762"
    )
    assert -2 * model.log_likelihood == pytest.approx(3919.9960090007, abs=1e-6)
    np.testing.assert_allclose(np.exp(model.theta[::2]), np.exp(first), rtol=1e-5)
    np.testing.assert_allclose(np.exp(model.theta[1::2]), np.exp(first + change), rtol=1e-5)
    table = model.probabilities(4, start=3)["probability"].reshape(4, 4)
    np.testing.assert_allclose(
        table[1], [0.2477889419, 0.2088499698, 0.20147366745, 0.3418874208], rtol=1e-5
    )


def test_an_effect_that_nothing_bounds_is_said_to_run_away() -> None:
    """With an effect of sex on each move, R stops on the way to minus infinity, at -15 with an error of 2,900."""
    model = fit_panel(heart(), moves=HEART_MOVES, effects=["female"])
    told = _numbers(
        "-0.57386585405 0.12144785689 0.25523582663 0.07394216898 0.09216131141 0.88113922566"
    )
    errors = _numbers("0.26765626 0.30073568 0.49245704 0.37186129 1.0703704 0.36671016")
    assert -2 * model.log_likelihood == pytest.approx(3954.7766046215, abs=2e-5)
    effects, found = model.estimates[7:], model.errors[7:]
    assert effects[4] == -np.inf
    assert np.isnan(found[4])
    np.testing.assert_allclose(np.delete(effects, 4), told, atol=1e-5)
    np.testing.assert_allclose(np.delete(found, 4), errors, rtol=1e-5)
    assert model.problems == (
        (
            "the visits are explained best without any such move: "
            "effect of female on mild to dead runs to minus infinity"
        ),
    )


def test_what_follows_from_rates_agrees_with_msm() -> None:
    """Probabilities, mean stays with errors and intervals, next states, passages, prevalence."""
    model = fit_panel(heart(), moves=HEART_MOVES)
    row = model.probabilities(10)["probability"][4:8]
    np.testing.assert_allclose(
        row, [0.17163782447, 0.06551941973, 0.07793686030, 0.6849058955], rtol=1e-5
    )
    stays = model.sojourns()
    np.testing.assert_allclose(stays["mean"], [5.869935869, 1.644836297, 2.287892681], rtol=1e-5)
    np.testing.assert_allclose(stays["error"], [0.3308212966, 0.128819034, 0.2743533495], rtol=1e-5)
    np.testing.assert_allclose(stays["low"], [5.256066357, 1.410778811, 1.808687578], rtol=1e-5)
    np.testing.assert_allclose(
        model.next_states()["probability"][2:5], [0.370255285, 0.563513758, 0.066230957], rtol=1e-5
    )
    np.testing.assert_allclose(
        model.passage("severe", 10)["probability"], [0.3567084930, 0.6757145872, 1, 0], rtol=1e-5
    )
    table = model.prevalence([0, 6, 20])
    assert table["seen"].tolist() == [622, 0, 0, 0, 195, 43, 28, 129, 0, 0, 0, 251]
    np.testing.assert_allclose(
        table["expected"][4:8], [184.16499876, 51.972422884, 38.062749118, 120.79982924], rtol=1e-5
    )
    np.testing.assert_allclose(
        table["expected"][8:], [29.53308470, 9.831513742, 9.761169872, 201.87423169], rtol=1e-5
    )


MOVES = (("a", "b"), ("b", "a"), ("b", "c"), ("a", "end"), ("c", "a"), ("c", "end"))
RATES = dict(zip(MOVES, (0.08, 0.05, 0.06, 0.02, 0.03, 0.04), strict=True))


def _visits(seed: int, size: int = 40, **options: object) -> Visits:
    draw = np.random.default_rng(seed)
    stays = draw_stays(
        RATES,
        partnerships=size,
        until=80.0,
        rng=draw,
        states=("a", "b", "c", "end"),
        covariates={"x": draw.normal(size=size)},
    )
    return visited(
        stays, **{"every": 9.0, "missed": 0.3, "exact": ("b", "end"), "rng": draw, **options}
    )


def _likelihood(visits: Visits, cuts: tuple[float, ...] = ()) -> tuple[PanelLikelihood, int]:
    number = [(visits.states.index(a), visits.states.index(b)) for a, b in MOVES]
    allowed = np.zeros((4, 4), bool)
    allowed[tuple(np.transpose(number))] = True
    effects = ["x"] if "x" in visits.covariates else []
    terms = terms_of(MOVES, effects, cuts, visits.covariates)
    gaps = gaps_of(visits, tuple(effects), cuts, allowed)
    return PanelLikelihood.of(gaps, terms, *zip(*number, strict=True), 4), len(terms)


@given(st.integers(0, 10_000), st.booleans(), st.sampled_from([(), (20.0,), (5.0, 40.0)]))
@settings(max_examples=20, deadline=None)
def test_the_derivative_is_that_of_the_likelihood(
    seed: int, silent: bool, cuts: tuple[float, ...]
) -> None:
    """Against differences, with covariates, cuts, exact ends and states known within a set."""
    likelihood, terms = _likelihood(_visits(seed, silent=silent), cuts)
    theta = np.random.default_rng(seed).normal(-3, 0.5, terms)
    theta[6 * (len(cuts) + 1) :] += 3  # effects
    weight = np.random.default_rng(seed).integers(0, 3, 40).astype(float)
    for counted in (None, weight):
        slope = likelihood.both(theta, counted)[1]
        step = np.eye(terms) * 1e-5
        rough = [
            (likelihood.value(theta + one, counted) - likelihood.value(theta - one, counted)) / 2e-5
            for one in step
        ]
        np.testing.assert_allclose(slope, rough, rtol=1e-5, atol=1e-5 + 1e-6 * np.abs(slope).max())


@given(st.integers(0, 10_000), st.sampled_from(["chain", "loop", "any"]))
@settings(max_examples=30, deadline=None)
def test_the_derivative_holds_where_eigenvectors_fail(seed: int, kind: str) -> None:
    """Equal rates in a chain have no basis of eigenvectors: there the derivative comes another way."""
    draw = np.random.default_rng(seed)
    q = np.diag([0.5, 0.5, 0.5], 1)
    q[3, 0] = 0.5 if kind == "loop" else 0.0
    q = draw.uniform(0, 1, (4, 4)) if kind == "any" else q
    q = q - np.diag(q.sum(axis=1))
    assert Generators.of(q[None]).sound[0] == (kind != "chain")
    time, weight = draw.uniform(0, 9, 5), draw.normal(size=(5, 4, 4))
    which = np.zeros(5, np.int32)

    def value(matrix: np.ndarray) -> float:
        return float((weight * Generators.of(matrix[None]).over(which, time)).sum())

    step = [one.reshape(4, 4) * 1e-6 for one in np.eye(16)]
    rough = [(value(q + one) - value(q - one)) / 2e-6 for one in step]
    found = Generators.of(q[None]).pull_back(which, time, weight)[0]
    some = q.ravel() != 0  # a probability of nothing is held at nothing
    np.testing.assert_allclose(found.ravel()[some], np.array(rough)[some], rtol=1e-4, atol=1e-4)


def _by_hand(visits: Visits, rates: dict[tuple[str, str], float]) -> float:
    """Return the log-likelihood partnership by partnership, from its definition."""
    from scipy.linalg import expm

    one, other = np.transpose([(visits.states.index(a), visits.states.index(b)) for a, b in rates])
    q = generators(np.array(list(rates.values())), one, other, len(visits.states))
    leaving, found = q - np.diag(np.diag(q)), 0.0
    dated = np.zeros(len(q), bool)
    for row in np.flatnonzero(np.diff(visits.partnership, prepend=-1) == 0):
        dated |= visits.exact[row] & visits.possible[row] & (q.diagonal() < 0)
    q = np.where(dated & ~np.eye(len(q), dtype=bool), 0.0, q)  # not entered but on its dates
    for who in np.unique(visits.partnership):
        rows = np.flatnonzero(visits.partnership == who)
        at = visits.possible[rows[0]].astype(float)
        for before, row in pairwise(rows):
            at = at @ expm(q * (visits.time[row] - visits.time[before]))
            at = (at @ leaving if visits.exact[row] else at) * visits.possible[row]
        found += np.log(at.sum())
    return found


DATED = st.sampled_from([(), ("end",), ("b", "end"), ("b", "c"), ("a", "b", "c", "end")])


@given(st.integers(0, 10_000), st.booleans(), DATED)
@settings(max_examples=20, deadline=None)
def test_the_likelihood_is_what_its_definition_says(
    seed: int, silent: bool, exact: tuple[str, ...]
) -> None:
    """However visits are grouped, and wherever cuts make no difference."""
    seen = _visits(seed, 15, silent=silent, exact=exact)
    visits = attrs.evolve(seen, covariates={})
    expected = _by_hand(visits, RATES)
    theta = np.log(list(RATES.values()))
    assert _likelihood(visits)[0].value(theta) == pytest.approx(expected, rel=1e-9)
    cut = _likelihood(visits, (13.0, 30.0))[0]
    assert cut.value(np.repeat(theta, 3)) == pytest.approx(expected, rel=1e-9)


@given(st.integers(0, 10_000), DATED)
@settings(max_examples=15, deadline=None)
def test_the_order_and_names_of_partnerships_and_states_do_not_matter(
    seed: int, exact: tuple[str, ...]
) -> None:
    """Partnerships shuffled and states and moves in another order say the same."""
    visits = attrs.evolve(_visits(seed, 200, exact=exact), covariates={})
    draw = np.random.default_rng(seed)
    label, place = draw.permutation(200)[visits.partnership], draw.permutation(4)
    order = np.lexsort((visits.time, label))
    shuffled = attrs.evolve(
        visits,
        states=tuple(visits.states[p] for p in place),
        partnership=label[order].astype(np.int32),
        time=visits.time[order],
        possible=visits.possible[order][:, place],
        exact=visits.exact[order],
    )
    one = fit_panel(visits, moves=MOVES)
    other = fit_panel(shuffled, moves=MOVES[::-1])
    assert other.log_likelihood == pytest.approx(one.log_likelihood, abs=1e-6)
    if not one.problems:
        np.testing.assert_allclose(other.theta[::-1], one.theta, atol=1e-3)


def test_where_the_search_begins_does_not_depend_on_the_order_of_moves() -> None:
    """Of several shortest ways each has its share: a to d goes by b and by c alike."""
    moves = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "a")]
    rows = [(0, float(t), "ad"[t % 2]) for t in range(9)]
    visits = _seen(rows, states="abcd")
    begun = []
    for some in (moves, moves[::-1]):
        number = [("abcd".index(a), "abcd".index(b)) for a, b in some]
        allowed = np.zeros((4, 4), bool)
        allowed[tuple(np.transpose(number))] = True
        gaps = gaps_of(visits, (), (), allowed)
        terms = terms_of(some, [], (), {})
        likelihood = PanelLikelihood.of(gaps, terms, *zip(*number, strict=True), 4)
        begun.append(starting.values(likelihood, terms))
    np.testing.assert_allclose(begun[1][::-1], begun[0], rtol=1e-12)
    assert begun[0][0] == begun[0][1]
    assert begun[0][4] == pytest.approx(np.log(4.5 / 4))  # four ways back in four years of d


def _log(seed: int, size: int) -> EventLog:
    draw = np.random.default_rng(seed)
    stays = draw_stays(
        RATES, partnerships=size, until=80.0, rng=draw, states=("a", "b", "c", "end")
    )
    moved = stays.to >= 0
    return EventLog.from_moves(
        partnership=stays.partnership[moved],
        time=stays.exit[moved],
        target=stays.to[moved],
        partnerships=size,
        start=0,
        states=("a", "b", "c", "ended"),
        until=80.0,
    )


@given(st.integers(0, 10_000), st.sampled_from([(), (20.0,)]))
@settings(max_examples=10, deadline=None)
def test_where_all_moves_are_dated_visits_say_what_stays_say(
    seed: int, cuts: tuple[float, ...]
) -> None:
    """The likelihood of panels then is that of dated moves, and so is the answer."""
    log = _log(seed, 150)
    dated = fit_hazards(log.stays(), cuts=cuts, clock="log")
    panel = fit_panel(log.visits(), moves=dated.moves, cuts=cuts)
    assert panel.log_likelihood == pytest.approx(dated.log_likelihood, abs=1e-6)
    np.testing.assert_allclose(panel.estimates, dated.estimates, atol=1e-4)
    np.testing.assert_allclose(panel.errors, dated.errors, rtol=1e-3)


def test_a_state_that_is_told_again_is_not_entered_again() -> None:
    """A row with a new value of a covariate says where the partnership still is."""
    rows: list[tuple[str, float, str, str]] = [
        ("1", 0, "a", "exact"),
        ("1", 3, "a", "exact"),
        ("1", 5, "b", "exact"),
        ("1", 9, "a", "exact"),
        ("1", 12, "", "censored"),
    ]
    log = EventLog.from_rows(rows)
    assert log.visits().exact.tolist() == [True, False, True, True, False]
    panel = fit_panel(log.visits(), moves=[("a", "b"), ("b", "a")])
    assert np.exp(panel.theta).round(6).tolist() == [round(1 / 8, 6), 0.25]


def test_an_entry_on_no_date_into_a_state_whose_dates_are_on_record_is_refused() -> None:
    """Were it allowed, rates in and out could grow together for ever, each dated entry with them."""
    rows = [(0, 0.0, "a"), (0, 1.0, "b"), (0, 4.0, "a"), (1, 0.0, "a"), (1, 3.0, "b")]
    visits = attrs.evolve(_seen(rows), exact=np.array([False, True, False, False, False]))
    moves = [("a", "b"), ("b", "a")]
    with pytest.raises(
        EstimateError, match=r"partnership 1: a, then b after 3 .* put such days in"
    ):
        fit_panel(visits, moves=moves)
    with pytest.raises(EstimateError, match="harbour: a, then b"):
        fit_panel(attrs.evolve(visits, ids=("water", "harbour")), moves=moves)
    assert np.isfinite(fit_panel(_seen(rows), moves=moves).theta).all()


def test_visits_ever_closer_together_say_what_exact_dates_say() -> None:
    """In the limit a panel is a dated log: the estimates meet those of moves over time."""
    stays = draw_stays(RATES, partnerships=30, until=60.0, rng=4, states=("a", "b", "c", "end"))
    dated = fit_hazards(stays)
    far = []
    for every in (4.0, 1.0, 0.05):
        visits = visited(stays, every=every, exact=("end",))
        panel = fit_panel(visits, moves=dated.moves)
        far.append(np.abs(panel.theta - dated.theta).max())
    assert far[2] < far[1] < far[0]
    assert far[2] < 0.02


matrices = st.integers(2, 6).flatmap(
    lambda size: st.lists(
        st.one_of(st.just(0.0), st.floats(0.0, 5.0), st.just(1.0)),
        min_size=size * size,
        max_size=size * size,
    ).map(lambda rates: np.array(rates).reshape(size, size))
)


@given(matrices, st.floats(0.0, 30.0), st.floats(0.0, 30.0))
@settings(deadline=None)
def test_probabilities_are_probabilities(rates: np.ndarray, s: float, t: float) -> None:
    """Rows sum to one, nothing is negative, and P(s + t) = P(s) P(t) (Chapman and Kolmogorov)."""
    q = rates * (1 - np.eye(len(rates)))
    q -= np.diag(q.sum(axis=1))
    times = np.array([s, t, s + t, 0.0])
    one, other, both, none = Generators.of(q[None]).over(np.zeros(4, np.int32), times)
    for p in (one, other, both, none):
        assert (p >= 0).all()
        np.testing.assert_allclose(p.sum(axis=1), 1, atol=1e-8)
    np.testing.assert_allclose(one @ other, both, atol=1e-8)
    np.testing.assert_allclose(none, np.eye(len(q)), atol=1e-9)


def test_probabilities_hold_at_once_for_all_kinds_of_matrices() -> None:
    """One without a basis of eigenvectors among sound ones does not disturb them."""
    from scipy.linalg import expm

    chain = np.array([[-1.0, 1, 0], [0, -1, 1], [0, 0, 0]])
    turning = np.array([[-1.0, 1, 0], [0, -1, 1], [1, 0, -1]])
    found = Generators.of(np.stack([chain, turning])).over(np.array([0, 1]), np.array([2.0, 3.0]))
    np.testing.assert_allclose(found[0], expm(chain * 2), atol=1e-12)
    np.testing.assert_allclose(found[1], expm(turning * 3), atol=1e-12)


@pytest.mark.parametrize(
    ("problem", "change", "asked"),
    [
        ("none is allowed", {}, {"moves": []}),
        ("well, then mild after", {}, {"moves": HEART_MOVES[1:]}),
        ("no state is possible", {"possible": np.zeros((2846, 4), bool)}, {}),
        ("nobody was seen twice", {"partnership": np.arange(2846, dtype=np.int32)}, {}),
        (
            "it is not known in 2,846 rows",
            {"covariates": {"x": np.full(2846, np.nan)}},
            {"effects": ["x"]},
        ),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_reason(
    problem: str, change: dict[str, object], asked: dict[str, object]
) -> None:
    """No numbers are made up; the partnership at fault is named."""
    with pytest.raises(EstimateError, match=problem):
        fit_panel(attrs.evolve(heart(), **change), **{"moves": HEART_MOVES, **asked})


def _seen(
    rows: list[tuple[int, float, str]], exact: tuple[str, ...] = (), states: str = "abc"
) -> Visits:
    """Return visits; a state of several letters is any of them."""
    return Visits(
        states=tuple(states),
        partnership=np.array([who for who, _, _ in rows], np.int32),
        time=np.array([time for _, time, _ in rows]),
        possible=np.array([[one in state for one in states] for _, _, state in rows]),
        exact=np.array([state in exact for _, _, state in rows]),
    )


def test_a_way_that_leads_nowhere_is_refused_even_through_uncertain_visits() -> None:
    """From b there is no way to a, whatever was in between."""
    visits = _seen([(0, 0.0, "b"), (0, 1.0, "abc"), (0, 2.0, "a")])
    with pytest.raises(EstimateError, match="partnership 0: what follows b through visits of"):
        fit_panel(visits, moves=[("a", "b"), ("b", "c")])
    with pytest.raises(EstimateError, match="a, then b after 0"):
        fit_panel(_seen([(0, 1.0, "a"), (0, 1.0, "b")]), moves=[("a", "b")])


def test_what_was_never_seen_to_move_has_a_rate_of_nothing() -> None:
    """The estimate is nought, with a word on it, and nothing else suffers."""
    rows = [(who, float(t), "a" if t < 2 + who % 3 else "b") for who in range(30) for t in range(5)]
    model = fit_panel(_seen(rows), moves=[("a", "b"), ("b", "a")])
    assert model.rates()["rate"][1] == 0.0
    assert np.isnan(model.rates()["low"][1])
    assert model.problems[0].endswith("without any such move: rate of b to a is 0")
    one_way = fit_panel(_seen(rows), moves=[("a", "b")])
    assert model.theta[0] == pytest.approx(one_way.theta[0], abs=1e-4)
    assert model.errors[0] == pytest.approx(one_way.errors[0], rel=1e-3)


def test_nobody_moves_and_everybody_stays() -> None:
    """All rates are nothing, and it says so."""
    rows = [(who, float(t), "a") for who in range(5) for t in range(3)]
    model = fit_panel(_seen(rows), moves=[("a", "b"), ("b", "c")])
    assert np.isneginf(model.estimates).any()
    assert model.log_likelihood == pytest.approx(0, abs=0.05)
    assert model.problems


def test_numbers_that_visits_hardly_tell_apart_are_named() -> None:
    """Seen only once all is over, from a to c, the middle state leaves no trace of its own."""
    rows = [(who, t, state) for who in range(40) for t, state in ((0.0, "a"), (200.0, "c"))]
    model = fit_panel(_seen(rows), moves=[("a", "b"), ("b", "c")])
    assert any("hardly tell" in one for one in model.problems)


def test_visits_before_the_first_known_state_are_left_out() -> None:
    """And it says so; the rest is as if they were not there."""
    rows = [(who, float(t), "a" if t < 2 + who % 3 else "b") for who in range(30) for t in range(5)]
    vague = [(0, -1.0, "ab"), *rows]
    one, other = (fit_panel(_seen(some), moves=[("a", "b")]) for some in (rows, vague))
    assert other.log_likelihood == pytest.approx(one.log_likelihood)
    assert "1 visits are left out" in other.problems[-1]


def test_one_partnership_is_enough_for_an_answer() -> None:
    """With a wide interval."""
    model = fit_panel(_seen([(0, 0.0, "a"), (0, 3.0, "a"), (0, 6.0, "b")]), moves=[("a", "b")])
    low, high = model.rates()["low"][0], model.rates()["high"][0]
    assert low < 0.1 < 1 < high


def test_the_bootstrap_agrees_with_the_delta_method() -> None:
    """Two ways to an interval; the Monte Carlo error of a standard deviation of 200 draws is 5 %."""
    model = fit_panel(heart(), moves=HEART_MOVES)
    draws = model.bootstrap(200, rng=1)
    spread = draws[:, [0, 1, 3]].std(axis=0)
    np.testing.assert_allclose(spread, model.errors[[0, 1, 3]], rtol=0.25)
    table = model.sojourns(draws=draws)
    np.testing.assert_allclose(table["low"], model.sojourns()["low"], rtol=0.15)
    assert np.array_equal(draws[:20], model.bootstrap(200, rng=1)[:20])


def test_unknown_names_are_told_from_known_ones() -> None:
    """A misspelt state or covariate finds its neighbour."""
    model = fit_panel(heart(), moves=HEART_MOVES)
    with pytest.raises(UnknownName, match="did you mean severe"):
        model.passage("sever", 3)
    with pytest.raises(UnknownName, match="no covariate 'sex'"):
        model.probabilities(3, {"sex": 1})
    with pytest.raises(EstimateError, match="no time from 0 on"):
        model.probabilities(-1)


def test_the_lifecycle_says_which_states_can_follow_which() -> None:
    """Every move of the standard lifecycle, pauses and ends among them, and no other."""
    states = ("initiation", "design", "design, paused", "implementation", "ended: abandoned")
    found = set(possible_moves(states, STANDARD))
    assert found == {
        ("initiation", "design"),
        ("design", "initiation"),
        ("design", "implementation"),
        ("implementation", "design"),
        ("implementation", "initiation"),
        ("design", "design, paused"),
        ("design, paused", "design"),
        *((one, "ended: abandoned") for one in states[:-1]),
    }


def test_states_need_not_be_named_like_hearts() -> None:
    """The example has the moves that the tests name."""
    assert set(HEART) == {name for move in HEART_MOVES for name in move}


def test_a_log_says_up_to_when_ends_would_be_on_record() -> None:
    """Where ends are dated, the end of observation is a visit on which any state but an end is possible."""
    rows: list[tuple[str, float, str, str]] = [
        ("1", 0, "initiation", "seen"),
        ("1", 24, "design", "seen"),
        ("1", 30, "ended: abandoned", "exact"),
        ("2", 0, "initiation", "seen"),
        ("2", 24, "design", "seen"),
        ("2", 36, "", "censored"),
    ]
    visits = EventLog.from_rows(rows).visits()
    assert visits.time.tolist() == [0, 24, 30, 0, 24, 36]
    assert visits.exact.tolist() == [False, False, True, False, False, False]
    assert visits.possible[-1].tolist() == [True, True, False]
    rows[2] = ("1", 30, "ended: abandoned", "seen")
    assert EventLog.from_rows(rows).visits().time.tolist() == [0, 24, 30, 0, 24]
