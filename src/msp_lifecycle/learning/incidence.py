"""When something first happens, and which of several: cumulative incidence with competing risks, and survival."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning import intervals
from msp_lifecycle.learning.counting import Counting, Counts, Lives, counted, stays_of
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import CENSORED, Floats, Ints, Stays
from msp_lifecycle.learning.observing import ENDED
from msp_lifecycle.learning.showing import Shown
from msp_lifecycle.learning.steps import at_times
from msp_lifecycle.learning.tallies import chunks
from msp_lifecycle.results import Category, Table

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

AT_ONCE = 16_384
"""Times that are added up at once, so that the steps between stay in the cache."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Incidence(Shown):
    """Which share of partnerships has come to each of several states, for the first time, by each time.

    Attributes:
        states: that compete: whoever has come to one is no longer at risk of the others.
        times: of first arrivals; shape (K,).
        share: that has come to each state by each time; shape (K, states).
        variance: of the share; shape (K, states).
        survival: share that has come to none, and has not ended otherwise; shape (K,).
        survival_variance: of that share; shape (K,).
        at_risk: just before each time; shape (K,).
        unit: of times.
    """

    states: tuple[str, ...]
    times: Floats
    share: Floats
    variance: Floats
    survival: Floats
    survival_variance: Floats
    at_risk: Counts
    unit: str

    def table(self, *, at: "ArrayLike | None" = None, confidence: float = 0.95) -> Table:
        """Return a tidy table.

        Args:
            at: times; all times of first arrivals by default.
            confidence: of the intervals, which are symmetric on the scale of log(-log(share)).

        Returns:
            Columns time, state, share, se, low, high.
        """
        times = self.times if at is None else np.asarray(at, np.float64).ravel()
        share = at_times(self.times, self.share, times, 0.0).ravel()
        variance = at_times(self.times, self.variance, times, 0.0).ravel()
        low, high = intervals.log_log(share, variance, confidence)
        number = np.tile(np.arange(len(self.states)), times.size)
        return Table(
            f"Cumulative incidence, times in {self.unit}",
            {
                "time": np.repeat(times, len(self.states)),
                "state": Category(number, self.states),
                "share": share,
                "se": np.sqrt(variance),
                "low": low,
                "high": high,
            },
        )

    def surviving(self, *, at: "ArrayLike | None" = None, confidence: float = 0.95) -> Table:
        """Return the share that has come to none of the states: columns time, share, se, low, high."""
        times = self.times if at is None else np.asarray(at, np.float64).ravel()
        share = at_times(self.times, self.survival, times, 1.0)
        variance = at_times(self.times, self.survival_variance, times, 0.0)
        low, high = intervals.log_log(share, variance, confidence)
        columns = {"time": times, "share": share, "se": np.sqrt(variance), "low": low, "high": high}
        return Table(f"Not yet, times in {self.unit}", columns)

    def quantile(
        self, share: float = 0.5, *, confidence: float = 0.95
    ) -> tuple[float, float, float]:
        """Return the time by which a share has come to one of the states, with its interval; infinite if never seen.

        Source: Brookmeyer and Crowley, Biometrics 38 (1982).
        """
        low, high = intervals.log_log(self.survival, self.survival_variance, confidence)
        bounds = (self.survival, low, high)
        value, lower, upper = (_first(self.times, bound <= 1 - share + 1e-12) for bound in bounds)
        # A share that was never seen to shrink bit by bit has no bounds to come down.
        return value, float("nan") if lower > value else lower, upper

    def plot(self, **options: Any) -> Any:
        """Draw the shares with 95 % bands; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.learning.plots import plot_incidence

        return plot_incidence(self, **options)


def cumulative_incidence(lives: Lives, to: str | Sequence[str] | None = None) -> Incidence:
    """Estimate which share has come to each of several states, for the first time, by each time.

    Who has ended for one reason can no longer end for another: the risks compete, and the complement of a Kaplan-Meier
    curve of one reason alone would be too high. The states left on the way do not matter, so that nothing is assumed
    about how they follow each other.

    Args:
        lives: dated.
        to: states that compete; the ends by default: states whose names begin with `ended` or, where no state is
            called so, those in which nobody was ever seen to stay. Ends that are not named compete too: who has ended never comes to anything else.

    Raises:
        EstimateError: if nobody was under observation, or no state is called an end and none was named.
        UnknownName: if there is no state of a name.

    Source: Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, section 8.2; the variance is that of
    Aalen-Johansen with Greenwood-type steps, in closed form.

    Examples:
        >>> from msp_lifecycle.learning import EventLog
        >>> rows = [("a", 0, "design", "exact"), ("a", 2, "ended: merged", "exact")]
        >>> rows += [("b", 0, "design", "exact"), ("b", 3, "design", "censored")]
        >>> cumulative_incidence(EventLog.from_rows(rows)).share.tolist()
        [[0.5]]
    """
    stays = stays_of(lives)
    names = _targets(stays, to)
    others = tuple(one for one in ends_of(stays) if one not in names)
    process = counted(first_arrivals(stays, (*names, *others)))
    found = competing(process, (*names, *others))
    kept = len(names)
    return attrs.evolve(
        found, states=names, share=found.share[:, :kept], variance=found.variance[:, :kept]
    )


def ends_of(stays: Stays) -> tuple[str, ...]:
    """Return the states that end a life: by their names or, if none has such a name, because nobody ever stays there."""
    named = tuple(one for one in stays.states if one.startswith(ENDED))
    if named:
        return named
    stayed = np.bincount(stays.state[stays.exit > stays.entry], minlength=len(stays.states)) > 0
    come_to = np.bincount(stays.to[stays.to != CENSORED], minlength=len(stays.states)) > 0
    brief = come_to & ~stayed
    return tuple(one for one, ends in zip(stays.states, brief, strict=True) if ends)


def _targets(stays: Stays, to: str | Sequence[str] | None) -> tuple[str, ...]:
    names = (to,) if isinstance(to, str) else tuple(to or ())
    for name in names:
        if name not in stays.states:
            raise UnknownName("state", name, stays.states)
    names = names or ends_of(stays)
    if not names:
        states = ", ".join(stays.states)
        problem = f"no state is called an end and none is one; say which of {states} to look for"
        raise EstimateError("incidence", problem)
    return names


def first_arrivals(stays: Stays, names: tuple[str, ...]) -> Stays:
    """Return stays of which there is one living state, and each life ends where it first comes to a named one."""
    place = np.zeros(len(stays.states) + 1, np.int32)
    place[-1] = CENSORED
    for number, name in enumerate(names, 1):
        place[stays.states.index(name)] = number
    state, to = _looked_up(place, stays.state), _looked_up(place, stays.to)
    arrived = (state > 0) | (to > 0)
    same = stays.partnership[1:] == stays.partnership[:-1]
    inside = state == 0
    if (arrived[:-1] & same).any():  # rows after the one with which a partnership arrives are over
        start = np.maximum.accumulate(np.where(np.r_[True, ~same], np.arange(state.size), 0))
        before: npt.NDArray[np.int64] = np.cumsum(arrived) - arrived
        inside &= before == before[start]
    keep = slice(None) if inside.all() else inside  # a view, no copy
    return Stays(
        states=("not yet", *names),
        partnership=stays.partnership[keep],
        state=state[keep],
        entry=stays.entry[keep],
        exit=stays.exit[keep],
        to=to[keep],
        since=stays.since[keep],
        unit=stays.unit,
    )


def _looked_up(table: Ints, number: Ints) -> Ints:
    """Return the entries of a small table, some at once: an index of all would need twice the memory of the answer."""
    found = np.empty_like(number)
    for first, last in chunks(number.size, AT_ONCE):
        found[first:last] = table[number[first:last]]
    return found


def competing(process: Counting, names: tuple[str, ...]) -> Incidence:
    """Return incidence and variance of a process with one living state, as running sums."""
    count = process.times.size
    found = np.empty((2 * len(names) + 2, count))
    survival, relative = 1.0, 0.0
    share, bound, variance = (np.zeros((len(names), 1)) for _ in range(3))
    ends = process.pairs[:, 1] - 1
    for first, last in chunks(count, AT_ONCE):
        at_risk = process.at_risk[first:last, 0].astype(np.float64)
        moves = np.zeros((len(names), last - first))
        moves[ends] = process.moves[first:last].T
        gone = moves.sum(axis=0)
        left = at_risk - gone
        hazard = moves / at_risk
        after = survival * np.cumprod(left / at_risk, dtype=np.float64)
        before = np.r_[survival, after[:-1]]
        # After everybody has left nothing is added any more, and 0 stands for an infinite relative variance.
        step = np.divide(gone, at_risk * left, out=np.zeros_like(gone), where=left > 0)
        grown = relative + np.cumsum(step)
        earlier = np.r_[relative, grown[:-1]]
        reached = before * hazard
        bounds = bound + np.cumsum((earlier - 1 / at_risk) * reached, axis=1)
        with_survival = before * np.concatenate([bound, bounds[:, :-1]], axis=1)
        own = hazard * (1 - hazard) / at_risk + hazard**2 * earlier
        spread = variance + np.cumsum(2 * hazard * with_survival + before**2 * own, axis=1)
        shares = share + np.cumsum(reached, axis=1)
        found[:, first:last] = np.concatenate(
            [shares, spread, after[None], (after**2 * grown)[None]]
        )
        survival, relative = float(after[-1]), float(grown[-1])
        share, bound, variance = shares[:, -1:], bounds[:, -1:], spread[:, -1:]
    return Incidence(
        states=names,
        times=process.times,
        share=found[: len(names)].T,
        variance=np.maximum(found[len(names) : -2], 0.0, out=found[len(names) : -2]).T,
        survival=found[-2],
        survival_variance=found[-1],
        at_risk=process.at_risk[:, 0],
        unit=process.unit,
    )


def _first(times: Floats, reached: npt.NDArray[np.bool_]) -> float:
    return float(times[int(np.argmax(reached))]) if reached.any() else float("inf")
