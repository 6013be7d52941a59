"""How much time partnerships spend in each phase up to a horizon."""

import numpy as np

from msp_lifecycle.learning.counting import Lives, chunks
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.intervals import quantile
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.learning.occupancy import Occupancy, aalen_johansen
from msp_lifecycle.learning.product import CHUNK, noise, steps_of
from msp_lifecycle.results import Category, Table


def restricted_mean_time(of: Lives | Occupancy, until: float, *, confidence: float = 0.95) -> Table:
    """Return the mean time in each state from the start up to a horizon, all visits to it together.

    It is the area under the occupancy. Its variance carries every step's through what follows it.

    Args:
        of: dated lives, or the occupancy estimated from them.
        until: the horizon.
        confidence: of the intervals, which are normal.

    Returns:
        Columns state, mean, se, low, high; the means add up to the time from the start to the horizon.

    Raises:
        EstimateError: if the horizon is not after the start.

    Source: Beyersmann and Putter, Biometrics 70 (2014), with the covariance of Andersen et al. (1993), (4.4.20).

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
    variance = np.diag(_covariance(occupancy, count, np.diff(edges)))
    se = np.sqrt(np.maximum(variance, 0.0))
    half = quantile(confidence) * se
    names = occupancy.states
    return Table(
        f"Mean {occupancy.unit} in each state up to {until:g}",
        {
            "state": Category(np.arange(len(names)), names),
            "mean": mean,
            "se": se,
            "low": np.maximum(mean - half, 0.0),
            "high": np.minimum(mean + half, until - occupancy.start),
        },
    )


def _covariance(occupancy: Occupancy, count: int, widths: Floats) -> Floats:
    """Return the covariance of the means: what each step adds, times the time that is spent after it."""
    process, size = occupancy.process, len(occupancy.states)
    found = np.zeros((size, size))
    spent = np.eye(size) * widths[count]  # in each state after a time, from each state at that time
    for first, last in reversed(list(chunks(count, CHUNK))):
        matrix, inverse = steps_of(process, first, last)
        added = noise(occupancy.share[first:last], matrix, inverse)
        for k in range(last - first - 1, -1, -1):
            found += spent.T @ added[k] @ spent
            spent = matrix[k] @ spent
            spent[np.diag_indices(size)] += widths[first + k]
    found += spent.T @ occupancy.initial_covariance @ spent
    return found
