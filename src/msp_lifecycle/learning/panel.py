# pyright: basic
# (scipy has no types)
"""Panel data: rates of a continuous-time Markov chain from visits between which anything may have happened.

The likelihood of finding a partnership in state s a time t after it was in r is the element r, s of P(t) = exp(Qt)
(Kalbfleisch and Lawless 1985, Journal of the American Statistical Association 80:863-871); of entering s at that very
time, the sum over the other states j of P(t)[r, j] Q[j, s], where P is taken without the moves into states that are
left again and have their dates on record, since those did not happen in between; of a visit on which several states
are possible, the sum over them (Jackson 2011, Journal of Statistical Software 38(8)).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from scipy import linalg, optimize

from msp_lifecycle.learning import doubts, quantities, starting
from msp_lifecycle.learning.effects import (
    Effect,
    Move,
    checked,
    covariates_of,
    term_name,
    terms_of,
)
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.fitted import FittedRates
from msp_lifecycle.learning.gaps import gaps_of
from msp_lifecycle.learning.moves import numbers_of
from msp_lifecycle.learning.observations import Floats, Visits
from msp_lifecycle.learning.panel_likelihood import PanelLikelihood, generators
from msp_lifecycle.learning.prevalence import prevalence
from msp_lifecycle.results import Table


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PanelModel(FittedRates):
    """Rates estimated from visits.

    Attributes:
        visits: that they were estimated from.
        likelihood: of the visits.
    """

    visits: Visits
    likelihood: PanelLikelihood

    def generator(self, values: Mapping[str, float] | None = None, *, time: float = 0.0) -> Floats:
        """Return Q at given covariates, shape (states, states).

        Args:
            values: of covariates; those not named are at their mean.
            time: that tells the interval, where rates are cut by time.
        """
        return self.generator_of(self.theta, values, time)

    def generator_of(
        self, theta: Floats, values: Mapping[str, float] | None, time: float
    ) -> Floats:
        """Return Q for other numbers than those estimated."""
        interval = int(np.searchsorted(self.cuts, time, side="right"))
        rate = np.exp(self.rate_design(values)[interval] @ theta)
        sources, targets = numbers_of(self.moves, self.states)
        return generators(rate, sources, targets, len(self.states))

    def probabilities(
        self,
        after: float,
        values: Mapping[str, float] | None = None,
        *,
        start: float = 0.0,
        confidence: float = 0.95,
        draws: Floats | None = None,
    ) -> Table:
        """Return the probability of being in each state some time after being in each other.

        Args:
            after: the time between.
            values: of covariates; those not named are at their mean.
            start: time at its beginning, where rates are cut by time.
            confidence: of the intervals.
            draws: numbers from `bootstrap`; without them intervals come from the delta method, on the logit scale.

        Returns:
            Columns from, to, probability, low, high.
        """
        return quantities.probabilities(self, after, values, start, confidence, draws)

    def sojourns(
        self,
        values: Mapping[str, float] | None = None,
        *,
        time: float = 0.0,
        confidence: float = 0.95,
        draws: Floats | None = None,
    ) -> Table:
        """Return the mean time of a stay in each state that can be left: columns state, mean, error, low, high."""
        return quantities.sojourns(self, values, time, confidence, draws)

    def next_states(
        self,
        values: Mapping[str, float] | None = None,
        *,
        time: float = 0.0,
        confidence: float = 0.95,
        draws: Floats | None = None,
    ) -> Table:
        """Return the probability that each move is the next from its state: columns from, to, probability, low, high."""
        return quantities.next_states(self, values, time, confidence, draws)

    def passage(
        self,
        state: str,
        by: float,
        values: Mapping[str, float] | None = None,
        *,
        start: float = 0.0,
        confidence: float = 0.95,
        draws: Floats | None = None,
    ) -> Table:
        """Return the probability of having been in a state by a time, from each state: columns from, probability, low, high."""
        return quantities.passage(self, state, by, values, start, confidence, draws)

    def prevalence(self, times: Sequence[float], *, until: float | None = None) -> Table:
        """Return how many partnerships were seen in each state, beside how many were expected there.

        A large difference says that the model does not fit: rates that change with time, or a state whose past matters.

        Args:
            times: at which to look.
            until: time up to which partnerships that ended would have been observed; for ever if None.
                Partnerships that did not end leave with their last visit, so that ended ones gather in the late times
                unless this is told.

        Returns:
            Columns time, state, at_risk, seen, expected, seen_share, expected_share.
        """
        return prevalence(self, times, until)

    def bootstrap(self, draws: int, *, rng: int | np.random.Generator | None = None) -> Floats:
        """Return the numbers estimated from partnerships drawn again with replacement, shape (draws, terms).

        Draws in which a number runs away keep it where the search stopped.

        Examples:
            >>> from msp_lifecycle.learning.drawn import draw_stays, visited
            >>> rates = {("a", "b"): 0.1, ("b", "a"): 0.05}
            >>> visits = visited(draw_stays(rates, partnerships=100, until=60.0, rng=1), every=12.0)
            >>> fit_panel(visits, moves=list(rates)).bootstrap(3, rng=1).shape
            (3, 2)
        """
        generator = np.random.default_rng(rng)
        count = len(np.unique(self.visits.partnership))
        size = int(self.visits.partnership.max()) + 1
        there = np.unique(self.visits.partnership)
        found = np.empty((draws, len(self.theta)))
        for one in range(draws):
            weight = np.bincount(generator.choice(there, count), minlength=size).astype(float)
            found[one] = _climb(self.likelihood, self.theta, weight, _scale(self.covariance))
        return found

    def plot_prevalence(self, times: Sequence[float], axes: Any = None) -> Any:
        """Draw shares of partnerships seen in each state against those expected; needs the extra `plot`."""
        from msp_lifecycle.learning.rate_plots import plot_prevalence

        return plot_prevalence(self.prevalence(times), self.unit, axes)


def fit_panel(
    visits: Visits,
    *,
    moves: Iterable[Move],
    effects: Iterable[str | Effect] = (),
    cuts: Sequence[float] = (),
    start: Floats | None = None,
) -> PanelModel:
    """Estimate the rates of moves from visits.

    Args:
        visits: what was seen.
        moves: that can be made at once; `possible_moves` reads them off a lifecycle.
        effects: covariates that rates depend on, by name or as `Effect`.
        cuts: times of the log at which rates may change; none for constant rates.
        start: where the search begins, shape (terms,); from the visits themselves if None.

    Raises:
        EstimateError: if the visits say nothing, or cannot be explained by the moves, or the search fails.
        UnknownName: if a move or effect names what there is not.

    Examples:
        >>> from msp_lifecycle.learning.drawn import draw_stays, visited
        >>> rates = {("design", "implementation"): 0.1, ("implementation", "design"): 0.05}
        >>> visits = visited(draw_stays(rates, partnerships=500, until=60.0, rng=1), every=12.0)
        >>> fit_panel(visits, moves=list(rates)).rates()["rate"].round(3).tolist()
        [0.104, 0.051]
    """
    asked, cuts = tuple(moves), tuple(float(one) for one in cuts)
    if not asked:
        raise EstimateError("moves", "none is allowed; name some, or read them off a lifecycle")
    sources, targets = numbers_of(asked, visits.states)
    terms = terms_of(asked, effects, cuts, visits.covariates)
    names = covariates_of(terms)
    checked(visits.covariates, names, visits.partnership)
    allowed = np.zeros((len(visits.states),) * 2, bool)
    allowed[sources, targets] = True
    gaps = gaps_of(visits, names, cuts, allowed)
    likelihood = PanelLikelihood.of(gaps, terms, sources, targets, len(visits.states))
    words = [term_name(term, asked, cuts) for term in terms]
    silent = [words[p] for p in range(len(terms)) if not likelihood.rows[:, :, p].any()]
    if silent:
        raise EstimateError(silent[0], "no visit speaks of it; leave it out")
    begin = starting.values(likelihood, terms) if start is None else np.asarray(start, float)
    theta, hessian = _settle(likelihood, _climb(likelihood, begin, None, None))
    doubt = doubts.found(likelihood, theta, hessian, words, asked)
    covariance = np.zeros_like(hessian)
    sure = doubt.endless == 0
    covariance[np.ix_(sure, sure)] = linalg.pinvh(-hessian[np.ix_(sure, sure)])
    first = np.flatnonzero(np.diff(visits.partnership, prepend=-1))
    return PanelModel(
        states=visits.states,
        moves=asked,
        terms=terms,
        cuts=cuts,
        unit=visits.unit,
        theta=theta,
        covariance=covariance,
        endless=doubt.endless,
        means={name: float(visits.covariates[name][first].mean()) for name in names},
        log_likelihood=likelihood.value(theta),
        partnerships=gaps.partnerships,
        problems=doubt.words,
        visits=visits,
        likelihood=likelihood,
    )


def _scale(covariance: Floats) -> Floats:
    """Return steps that turn the likelihood into a round hill, so that a search takes few."""
    values, vectors = np.linalg.eigh(covariance)
    least = max(float(values.max()), 1e-8) * 1e-8
    scaled: Floats = vectors * np.sqrt(np.maximum(values, least))
    return scaled


def _climb(
    likelihood: PanelLikelihood, begin: Floats, weight: Floats | None, scale: Floats | None
) -> Floats:
    """Return the numbers at the top of the hill."""
    turn = _scale(_inverse(hessian_of(likelihood, begin, weight))) if scale is None else scale

    def down(phi: Floats) -> tuple[float, Floats]:
        value, slope = likelihood.both(begin + turn @ phi, weight)
        return -value, -(slope @ turn)

    result = optimize.minimize(
        down, np.zeros(len(begin)), jac=True, method="BFGS", options={"gtol": 1e-5, "maxiter": 500}
    )
    if not np.isfinite(result.fun):
        raise EstimateError("start", "the search for the estimate broke down; begin elsewhere")
    top: Floats = begin + turn @ result.x
    return top


def _inverse(hessian: Floats) -> Floats:
    """Return the inverse of minus a Hessian, bent to be positive."""
    values, vectors = np.linalg.eigh(-hessian)
    bent = np.maximum(np.abs(values), 1e-6 * max(float(np.abs(values).max()), 1e-6))
    inverse: Floats = (vectors / bent) @ vectors.T
    return inverse


def _settle(likelihood: PanelLikelihood, theta: Floats) -> tuple[Floats, Floats]:
    """Take Newton's last steps, and return the numbers and the Hessian there."""
    hessian = hessian_of(likelihood, theta)
    value, slope = likelihood.both(theta)
    for _ in range(3):
        step = _inverse(hessian) @ slope
        if float(slope @ step) < 1e-12 or np.abs(step).max() > 0.5:
            break
        new, new_slope = likelihood.both(theta + step)
        if new < value - 1e-9 * abs(value):
            break
        theta, value, slope = theta + step, new, new_slope
    return theta, hessian_of(likelihood, theta)


def hessian_of(likelihood: PanelLikelihood, theta: Floats, weight: Floats | None = None) -> Floats:
    """Return the second derivative of the log-likelihood, from differences of its derivative; (terms, terms)."""
    step = 1e-5
    columns = [
        likelihood.both(theta + shift, weight)[1] - likelihood.both(theta - shift, weight)[1]
        for shift in np.eye(len(theta)) * step
    ]
    hessian = np.stack(columns) / (2 * step)
    return (hessian + hessian.T) / 2
