"""Where partnerships are, from dated moves: the Aalen-Johansen estimator, with its variance."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning import intervals
from msp_lifecycle.learning.counting import Counting, Lives, counted, stays_of
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import Floats, Stays
from msp_lifecycle.learning.product import carried_through
from msp_lifecycle.learning.showing import Shown
from msp_lifecycle.learning.steps import at_times
from msp_lifecycle.results import Category, Table

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Occupancy(Shown):
    """Which share of partnerships is in which state.

    Attributes:
        states: their names.
        start: time from which on the shares are carried.
        times: of moves after the start; shape (K,).
        share: in each state just after each time, the start first; shape (K + 1, S).
        variance: of each share; shape (K + 1, S).
        covariance: of the shares after the last time; shape (S, S).
        process: what was counted.
        stays: that it was counted from.
        counted_at_start: whether the shares at the start were counted too, and not given.
        unit: of times.
    """

    states: tuple[str, ...]
    start: float
    times: Floats
    share: Floats
    variance: Floats
    covariance: Floats
    process: Counting
    stays: Stays
    counted_at_start: bool
    unit: str

    def table(self, *, at: "ArrayLike | None" = None, confidence: float = 0.95) -> Table:
        """Return a tidy table.

        Args:
            at: times, from the start on; the start and all times of moves by default.
            confidence: of the intervals, which are symmetric on the scale of log(-log(share)).

        Returns:
            Columns time, state, share, se, low, high.

        Raises:
            EstimateError: if a time lies before the start.
        """
        times = np.r_[self.start, self.times] if at is None else np.asarray(at, np.float64).ravel()
        if (times < self.start).any():
            raise EstimateError("occupancy", f"it is known from {self.start:g} {self.unit} on")
        share = at_times(self.times, self.share[1:], times, self.share[0])
        variance = at_times(self.times, self.variance[1:], times, self.variance[0]).ravel()
        low, high = intervals.log_log(share.ravel(), variance, confidence)
        return Table(
            f"Occupancy, times in {self.unit}",
            {
                "time": np.repeat(times, len(self.states)),
                "state": Category(np.tile(np.arange(len(self.states)), times.size), self.states),
                "share": share.ravel(),
                "se": np.sqrt(variance),
                "low": low,
                "high": high,
            },
        )

    def plot(self, **options: Any) -> Any:
        """Draw the occupancy as stacked areas; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.learning.plots import plot_occupancy

        return plot_occupancy(self, **options)


def aalen_johansen(
    lives: Lives,
    *,
    start: float | None = None,
    initial: str | Mapping[str, float] | None = None,
) -> Occupancy:
    """Estimate which share of partnerships is in which state over time.

    Any states and moves, loop-backs included; late entry and censoring are taken into account. Where neither occurs,
    the shares are the observed ones, whatever drives the moves, and so are their variances. Otherwise the estimate of
    shares is also right where the process is not Markov, if censoring and late entry have nothing to do with the
    state; see `landmark` for probabilities from a state.

    Args:
        lives: dated.
        start: time from which on; the first at which anybody is observed by default.
        initial: state in which all are at the start, or shares of states; those observed then by default, with the
            variance that comes from counting them.

    Raises:
        EstimateError: if nobody was observed at the start, or moves have no dates.

    Source: Aalen and Johansen, Scandinavian Journal of Statistics 5 (1978); Andersen et al. (1993), section IV.4, with
    the Greenwood-type covariance (4.4.20); Datta and Satten, Statistics & Probability Letters 55 (2001), on processes
    that are not Markov.

    Examples:
        >>> from msp_lifecycle.learning import EventLog
        >>> rows = [("a", 0, "design", "exact"), ("a", 2, "ended: merged", "exact")]
        >>> rows += [("b", 0, "design", "exact"), ("b", 3, "design", "censored")]
        >>> aalen_johansen(EventLog.from_rows(rows)).share.tolist()
        [[1.0, 0.0], [0.5, 0.5]]
    """
    stays = stays_of(lives)
    if start is None:
        start = float(stays.entry[stays.exit > stays.entry].min(initial=np.inf))
    if not np.isfinite(start):
        raise EstimateError("occupancy", "nobody was under observation for any time")
    share, covariance = _beginning(stays, start, initial)
    process = _after(counted(stays), start)
    shares, variances, last = carried_through(process, share, covariance)
    return Occupancy(
        states=stays.states,
        start=start,
        times=process.times,
        share=np.concatenate([share[None], shares]),
        variance=np.concatenate([np.diag(covariance)[None], variances]),
        covariance=last,
        process=process,
        stays=stays,
        counted_at_start=initial is None,
        unit=stays.unit,
    )


def _beginning(
    stays: Stays, start: float, initial: str | Mapping[str, float] | None
) -> tuple[Floats, Floats]:
    """Return the shares at the start and their covariance."""
    size = len(stays.states)
    if initial is not None:
        given = {initial: 1.0} if isinstance(initial, str) else initial
        share = np.zeros(size)
        for name, value in given.items():
            if name not in stays.states:
                raise UnknownName("state", name, stays.states)
            share[stays.states.index(name)] = value
        if not np.isclose(share.sum(), 1.0) or (share < 0).any():
            raise EstimateError("occupancy", f"initial shares add up to {share.sum():g}, not to 1")
        return share, np.zeros((size, size))
    there = (stays.entry <= start) & (stays.exit > start)
    count = np.bincount(stays.state[there], minlength=size)
    if not count.sum():
        first, last = stays.entry.min(), stays.exit.max()
        problem = f"nobody was under observation just after {start:g} {stays.unit}; somebody was between {first:g} and {last:g}"
        raise EstimateError("occupancy", problem)
    share = count / count.sum()
    return share, (np.diag(share) - np.outer(share, share)) / count.sum()


def _after(process: Counting, start: float) -> Counting:
    first = int(np.searchsorted(process.times, start, side="right"))
    if first == 0:
        return process
    return attrs.evolve(
        process,
        times=process.times[first:],
        moves=process.moves[first:],
        at_risk=process.at_risk[first:],
    )
