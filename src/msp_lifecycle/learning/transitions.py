"""How often partnerships went from where to where, and how long they were at risk of it."""

from typing import TYPE_CHECKING

import numpy as np

from msp_lifecycle.learning.intervals import quantile
from msp_lifecycle.learning.observations import CENSORED, Stays
from msp_lifecycle.results import Category, Table

if TYPE_CHECKING:
    from msp_lifecycle.learning.log import EventLog


def transition_counts(of: "EventLog | Stays", *, confidence: float = 0.95) -> Table:
    """Return how often partnerships went from one state to another.

    Between visits nobody knows how often; there, each change from one visit to the next is counted, whatever was in
    between, and no rate is given.

    Args:
        of: a log or stays.
        confidence: of the intervals.

    Returns:
        Columns source, target, count; for dated moves also at_risk, the time spent in the source, rate, the count
        divided by it, and low and high, its bounds if the rate is constant (symmetric on the scale of its logarithm).

    Examples:
        >>> from msp_lifecycle.learning import EventLog
        >>> log = EventLog.from_rows(
        ...     [("a", 0, "design", "exact"), ("a", 8, "ended: merged", "exact")]
        ... )
        >>> transition_counts(log).records()
        [{'source': 'design', 'target': 'ended: merged', 'count': 1, 'at_risk': 8.0, 'rate': 0.125, 'low': ..., 'high': ...}]
    """
    if not isinstance(of, Stays) and not of.dated:
        return _between_visits(of)
    stays = of if isinstance(of, Stays) else of.stays()
    size = len(stays.states)
    moved = (stays.to != CENSORED) & (stays.to != stays.state)
    code, count = np.unique(
        stays.state[moved] * np.int64(size) + stays.to[moved], return_counts=True
    )
    spent = np.bincount(stays.state, weights=stays.exit - stays.entry, minlength=size)
    source, target = code // size, code % size
    with np.errstate(divide="ignore"):
        rate = count / spent[source]
    factor = np.exp(quantile(confidence) / np.sqrt(count))
    return Table(
        f"Moves, at risk in {stays.unit}",
        {
            "source": Category(source, stays.states),
            "target": Category(target, stays.states),
            "count": count,
            "at_risk": spent[source],
            "rate": rate,
            "low": rate / factor,
            "high": rate * factor,
        },
    )


def _between_visits(log: "EventLog") -> Table:
    size = len(log.states)
    same = np.r_[False, log.partnership[1:] == log.partnership[:-1]]
    moved = same & log.moved
    before = np.r_[0, log.state[:-1]]
    code, count = np.unique(before[moved] * np.int64(size) + log.state[moved], return_counts=True)
    return Table(
        "Changes from one visit to the next",
        {
            "source": Category(code // size, log.states),
            "target": Category(code % size, log.states),
            "count": count,
        },
    )
