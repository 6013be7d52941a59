"""Rates as they were estimated: what regression on dated moves and panel estimates have in common."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning.effects import (
    Move,
    Term,
    covariates_of,
    design,
    interval_name,
    moves_name,
    term_name,
)
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.normal import chi_square_above, quantile, two_sided
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.results import Table


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FittedRates:
    """Log-linear rates with their uncertainty.

    Attributes:
        states: by name.
        moves: whose rates were estimated.
        terms: of the model, one for each number estimated.
        cuts: between intervals with rates of their own.
        unit: of time.
        theta: the numbers estimated, endless ones replaced by large ones; shape (terms,).
        covariance: of the numbers, zero for endless ones; shape (terms, terms).
        endless: -1 or 1 for a number that runs away downwards or upwards, NaN for one that nothing speaks of, 0 for
            the others; shape (terms,).
        means: of the covariates, over partnerships.
        log_likelihood: at the estimate.
        partnerships: how many the rates were estimated from.
        problems: what should be known before the numbers are used, in words.
    """

    states: tuple[str, ...]
    moves: tuple[Move, ...]
    terms: tuple[Term, ...]
    cuts: tuple[float, ...]
    unit: str
    theta: Floats
    covariance: Floats
    endless: Floats
    means: Mapping[str, float]
    log_likelihood: float
    partnerships: int
    problems: tuple[str, ...] = ()

    @property
    def estimates(self) -> Floats:
        """The numbers estimated, endless ones as infinite, unknown ones as NaN; shape (terms,)."""
        found = self.theta.copy()
        found[self.endless > 0], found[self.endless < 0] = np.inf, -np.inf
        found[np.isnan(self.endless)] = np.nan
        return found

    @property
    def errors(self) -> Floats:
        """Standard errors of the numbers, NaN for endless and unknown ones; shape (terms,)."""
        with np.errstate(invalid="ignore"):
            variance = np.sqrt(np.diag(self.covariance))
        return np.where(self.endless != 0, np.nan, variance)

    @property
    def parameters(self) -> int:
        """How many finite numbers were estimated."""
        return int((self.endless == 0).sum())

    @property
    def aic(self) -> float:
        """Akaike's criterion: lower is better, between models of the same observations."""
        return 2 * self.parameters - 2 * self.log_likelihood

    @property
    def names(self) -> tuple[str, ...]:
        """The numbers estimated, in words."""
        return tuple(term_name(term, self.moves, self.cuts) for term in self.terms)

    def at(self, values: Mapping[str, float] | None = None) -> dict[str, float]:
        """Return a value for each covariate of the model: those given, means for the others.

        Raises:
            UnknownName: if the model has no such covariate.
        """
        known = covariates_of(self.terms)
        for name in values or {}:
            if name not in known:
                raise UnknownName("covariate", name, known)
        return {name: float((values or {}).get(name, self.means[name])) for name in known}

    def rate_design(self, values: Mapping[str, float] | None = None) -> Floats:
        """Return what the terms add to each log rate at given covariates, shape (intervals, moves, terms)."""
        intervals = np.arange(len(self.cuts) + 1, dtype=np.int32)
        columns = {name: np.full(len(intervals), one) for name, one in self.at(values).items()}
        return design(self.terms, len(self.moves), columns, intervals)

    def rates(
        self, values: Mapping[str, float] | None = None, *, confidence: float = 0.95
    ) -> Table:
        """Return the rate of each move in each interval, with an interval even on the log scale.

        Args:
            values: of covariates; those not named are at their mean.
            confidence: of the intervals.

        Returns:
            Columns from, to, rate, error (standard error of the log rate), low, high, and `interval` where rates are
            cut by time.
        """
        rows = self.rate_design(values)
        intervals, moves, _ = rows.shape
        log_rate = (rows @ self.theta).T.ravel()
        spread = np.einsum("kmp,pq,kmq->mk", rows, self.covariance, rows).ravel()
        unknown = (rows[:, :, self.endless != 0] != 0).any(axis=2).T.ravel()
        error = np.where(unknown, np.nan, np.sqrt(np.maximum(spread, 0)))
        z = quantile(0.5 + confidence / 2)
        columns: dict[str, Any] = {
            "from": np.repeat(np.array([one for one, _ in self.moves], object), intervals),
            "to": np.repeat(np.array([other for _, other in self.moves], object), intervals),
        }
        if self.cuts:
            names = [interval_name(self.cuts, k) for k in range(intervals)]
            columns["interval"] = np.array(names * moves, object)
        nobody = (rows[:, :, np.isnan(self.endless)] != 0).any(axis=2).T.ravel()
        away = (rows @ np.nan_to_num(self.endless)).T.ravel()
        rate = np.where(away < -1e-9, 0.0, np.where(away > 1e-9, np.inf, np.exp(log_rate)))
        columns |= {
            "rate": np.where(nobody, np.nan, rate),
            "error": error,
            "low": np.exp(log_rate - z * error),
            "high": np.exp(log_rate + z * error),
        }
        return Table(f"Rates per {singular(self.unit)}", columns)

    def effects(self, *, confidence: float = 0.95) -> Table:
        """Return the effects of covariates.

        Returns:
            Columns covariate, moves, effect, error, ratio (of rates, for a value higher by one), low and high (of the
            ratio), p (two-sided).
        """
        rows = [p for p, term in enumerate(self.terms) if term.covariate]
        effect, error = self.estimates[rows], self.errors[rows]
        z = quantile(0.5 + confidence / 2)
        on = [moves_name(self.terms[p], self.moves) for p in rows]
        with np.errstate(over="ignore"):
            columns: dict[str, Any] = {
                "covariate": np.array([self.terms[p].covariate for p in rows], object),
                "moves": np.array(on, object),
                "effect": effect,
                "error": error,
                "ratio": np.exp(effect),
                "low": np.exp(effect - z * error),
                "high": np.exp(effect + z * error),
                "p": np.array([two_sided(a / b) for a, b in zip(effect, error, strict=True)]),
            }
        return Table("Effects on rates", columns)

    def plot(self, ax: Any = None, **options: Any) -> Any:
        """Draw the effects with their intervals, or the rates where there are none; needs the extra `plot`."""
        from msp_lifecycle.learning.rate_plots import plot_effects, plot_rates

        draw = plot_effects if any(term.covariate for term in self.terms) else plot_rates
        return draw(self, ax, **options)

    def __repr__(self) -> str:
        head = (
            f"<{type(self).__name__} of {len(self.moves)} moves from {self.partnerships:,} partnerships: "
            f"{self.parameters} numbers, log-likelihood {self.log_likelihood:.2f}, AIC {self.aic:.2f}>"
        )
        return "\n".join([head, *(f"  note: {one}" for one in self.problems)])


def singular(unit: str) -> str:
    """Return one of a unit of time.

    Examples:
        >>> singular("months")
        'month'
    """
    return unit.removesuffix("s")


@attrs.frozen(kw_only=True)
class LikelihoodRatio:
    """Whether a larger model says more than chance would.

    Attributes:
        statistic: twice the difference of the log-likelihoods.
        degrees: numbers that the larger model has more.
        p: chance of such a statistic, or a greater one, if the smaller model is right.
    """

    statistic: float
    degrees: int
    p: float


def likelihood_ratio(smaller: FittedRates, larger: FittedRates) -> LikelihoodRatio:
    """Compare two models of the same observations, of which the smaller is a special case of the larger.

    Raises:
        EstimateError: if they cannot be of the same observations, or the larger is not larger.

    Examples:
        >>> from msp_lifecycle.learning.drawn import draw_stays
        >>> from msp_lifecycle.learning.regression import fit_hazards
        >>> stays = draw_stays({("a", "b"): 0.1}, partnerships=50, until=60.0, rng=1)
        >>> test = likelihood_ratio(fit_hazards(stays), fit_hazards(stays, cuts=[12.0]))
        >>> test.degrees, round(test.p, 2)
        (1, 0.34)
    """
    if (smaller.partnerships, smaller.states) != (larger.partnerships, larger.states):
        raise EstimateError("likelihood ratio", "the models are of different observations")
    degrees = larger.parameters - smaller.parameters
    statistic = 2 * (larger.log_likelihood - smaller.log_likelihood)
    if degrees < 1 or statistic < -1e-6 * max(1.0, abs(larger.log_likelihood)):
        raise EstimateError(
            "likelihood ratio",
            f"the first model has {smaller.parameters} numbers and a log-likelihood of "
            f"{smaller.log_likelihood:.4f}, the second {larger.parameters} and {larger.log_likelihood:.4f}; "
            "the first must be a special case of the second",
        )
    statistic = max(statistic, 0.0)
    return LikelihoodRatio(
        statistic=statistic, degrees=degrees, p=chi_square_above(statistic, degrees)
    )


def runs_off(name: str, sign: float) -> str:
    """Return in words where a number goes that has no finite estimate.

    Examples:
        >>> runs_off("rate of a to b", -1.0)
        'rate of a to b is 0'
        >>> runs_off("effect of size on a to b", 1.0)
        'effect of size on a to b runs to plus infinity'
    """
    if name.startswith("rate of"):
        return f"{name} is {'0' if sign < 0 else 'infinite'}"
    return f"{name} runs to {'minus' if sign < 0 else 'plus'} infinity"


def listed(names: Sequence[str], weights: Floats) -> str:
    """Return a combination of numbers in words.

    Examples:
        >>> listed(["a", "b", "c"], np.array([1.0, -0.5, 0.0]))
        '1 x a - 0.5 x b'
    """
    parts = [
        f"{'-' if w < 0 else '+'} {abs(w):.3g} x {name}"
        for name, w in zip(names, weights, strict=True)
        if abs(w) > 1e-3 and math.isfinite(w)
    ]
    return " ".join(parts).removeprefix("+ ")
