"""How much time partnerships spend in each phase up to a horizon."""

import numpy as np

from msp_lifecycle.learning.counting import Lives, lasted
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.intervals import quantile
from msp_lifecycle.learning.observations import CENSORED, Floats
from msp_lifecycle.learning.occupancy import Occupancy, aalen_johansen
from msp_lifecycle.learning.product import CHUNK, carried_back, steps_of
from msp_lifecycle.learning.tallies import chunks
from msp_lifecycle.results import Category, Table


def restricted_mean_time(of: Lives | Occupancy, until: float, *, confidence: float = 0.95) -> Table:
    """Return the mean time in each state from the start up to a horizon, all visits to it together.

    It is the area under the occupancy. Its variance adds up the influence of each partnership (the infinitesimal
    jackknife), so that it is right where the process is not Markov too, and exact without censoring.

    Args:
        of: dated lives, or the occupancy estimated from them.
        until: the horizon.
        confidence: of the intervals, which are normal.

    Returns:
        Columns state, mean, se, low, high; the means add up to the time from the start to the horizon.

    Raises:
        EstimateError: if the horizon is not after the start.

    Source: Beyersmann and Putter, Biometrics 70 (2014); the variance as in R's `survfit`.

    Examples:
        >>> from msp_lifecycle.learning import EventLog
        >>> rows = [("a", 0, "design", "exact"), ("a", 2, "ended: merged", "exact")]
        >>> rows += [("b", 0, "design", "exact"), ("b", 4, "ended: merged", "exact")]
        >>> restricted_mean_time(EventLog.from_rows(rows), 6.0)["mean"].tolist()
        [3.0, 3.0]
    """
    occupancy = of if isinstance(of, Occupancy) else aalen_johansen(of)
    if not until > occupancy.start:
        problem = f"the horizon {until:g} is not after the start {occupancy.start:g}"
        raise EstimateError("restricted mean time", problem)
    count = int(np.searchsorted(occupancy.times, until, side="left"))
    edges = np.r_[occupancy.start, occupancy.times[:count], until]
    mean = np.diff(edges) @ occupancy.share[: count + 1]
    se = np.sqrt((_influence(occupancy, count, np.diff(edges)) ** 2).sum(axis=0))
    half = quantile(confidence) * se
    names = occupancy.states
    return Table(
        f"Mean {occupancy.unit} in each state up to {until:g}",
        {
            "state": Category(np.arange(len(names)), names),
            "mean": mean,
            "se": se,
            "low": np.where(se > 0, np.maximum(mean - half, 0.0), np.nan),
            "high": np.where(se > 0, np.minimum(mean + half, until - occupancy.start), np.nan),
        },
    )


def _influence(occupancy: Occupancy, count: int, widths: Floats) -> Floats:
    """Return by how much each partnership draws the means towards its own, shape (n, S).

    Moves draw the mean from what follows the state that is left to what follows the one that is come to; being at risk
    draws it the other way, as much as all moves of others do.
    """
    weight, spent, expected = _ahead(occupancy, count, widths)
    gathered = np.cumsum(expected, axis=0, out=expected)  # [time, state, mean]
    stays = lasted(occupancy.stays)
    times = occupancy.process.times[:count]
    came = np.searchsorted(times, np.maximum(stays.entry, occupancy.start), side="right")
    went = np.maximum(np.searchsorted(times, stays.exit, side="right"), came)
    drawn = gathered[came, stays.state] - gathered[went, stays.state]
    moved = (stays.to != CENSORED) & (stays.to != stays.state) & (went > came)
    moved &= stays.exit <= (times[-1] if count else -np.inf)
    at, source, target = went[moved], stays.state[moved], stays.to[moved]
    gain = spent[at, target] - spent[at, source]
    drawn[moved] += weight[at - 1, source][:, None] * gain
    found = np.zeros((int(stays.partnership.max()) + 1, drawn.shape[1]))
    for column, one in zip(found.T, drawn.T, strict=True):
        column[:] = np.bincount(stays.partnership, weights=one)
    if occupancy.counted_at_start:
        there = (stays.entry <= occupancy.start) & (stays.exit > occupancy.start)
        share = occupancy.share[0] @ spent[0]
        found[stays.partnership[there]] += (spent[0][stays.state[there]] - share) / there.sum()
    return found


def _ahead(occupancy: Occupancy, count: int, widths: Floats) -> tuple[Floats, Floats, Floats]:
    """Return what one move more weighs, what is spent from then on, and what moves were expected to change.

    By state left, shape (K, S); in each state by state at the time, (K + 1, S, S); the same, (K + 1, S, S).
    """
    size = len(occupancy.states)
    weight, spent = np.empty((count, size)), np.empty((count + 1, size, size))
    expected = np.zeros((count + 1, size, size))
    spent[count] = np.eye(size) * widths[count]
    for first, last in reversed(list(chunks(count, CHUNK))):
        matrix, inverse = steps_of(occupancy.process, first, last)
        weight[first:last] = occupancy.share[first:last] * inverse
        spent[first:last] = carried_back(matrix, widths[first:last], spent[last])
        change = (matrix - np.eye(size)) @ spent[first + 1 : last + 1]
        np.multiply(weight[first:last, :, None], change, out=expected[first + 1 : last + 1])
    return weight, spent, expected
