"""How long partnerships stay in a state once they have come to it."""

import attrs
import numpy as np

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning.counting import Lives, counted, stays_of
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.incidence import Incidence, competing
from msp_lifecycle.learning.intervals import quantile
from msp_lifecycle.learning.observations import CENSORED, Floats, Stays
from msp_lifecycle.results import Table


def sojourn(lives: Lives, state: str) -> Incidence:
    """Estimate how long stays in a state last, and where they lead to.

    The clock begins anew with each stay. A stay that was under way when observation began counts from then on only, and
    only where it is known since when it had lasted; one whose end was not seen is censored. Stays of one partnership
    count as if they were independent.

    Args:
        lives: dated.
        state: its name.

    Returns:
        Where stays lead to, by their length; `surviving()` tells which share still lasts and `quantile()` the median.

    Raises:
        UnknownName: if there is no state of that name.
        EstimateError: if nobody was ever seen in it.

    Examples:
        >>> from msp_lifecycle.learning import EventLog
        >>> rows = [("a", 0, "design", "exact"), ("a", 2, "ended: merged", "exact")]
        >>> rows += [("b", 0, "design", "exact"), ("b", 3, "ended: dissolved", "exact")]
        >>> sojourn(EventLog.from_rows(rows), "design").quantile(0.5)[0]
        2.0
    """
    stays = stays_of(lives)
    if state not in stays.states:
        raise UnknownName("state", state, stays.states)
    own = _spells(stays, stays.states.index(state))
    if not own.state.size:
        problem = f"nobody was seen in {state} for any time, or nobody knows since when"
        raise EstimateError("sojourn", problem)
    process = counted(own)
    return competing(process, own.states[1:])


def _spells(stays: Stays, state: int) -> Stays:
    """Return stays in one state, by the time since it was entered."""
    there = (stays.state == state) & ~np.isnan(stays.since) & (stays.exit > stays.entry)
    found = np.unique(stays.to[there])
    targets = [int(one) for one in found if one not in (CENSORED, state)]
    place = np.full(len(stays.states) + 1, CENSORED, np.int32)
    place[targets] = np.arange(1, len(targets) + 1)
    since = stays.since[there]
    return Stays(
        states=(stays.states[state], *(stays.states[one] for one in targets)),
        partnership=stays.partnership[there],
        state=np.zeros(since.size, np.int32),
        entry=stays.entry[there] - since,
        exit=stays.exit[there] - since,
        to=place[stays.to[there]],
        since=np.zeros(since.size),
        unit=stays.unit,
    )


def sojourns(lives: Lives, *, confidence: float = 0.95) -> Table:
    """Return how long stays last, state by state.

    Returns:
        Columns state, stays, left, unknown (stays that nobody knows since when they had lasted), median, low, high;
        infinite where fewer than half were seen to end.

    Examples:
        >>> from msp_lifecycle.learning import EventLog
        >>> rows = [("a", 0, "design", "exact"), ("a", 2, "ended: merged", "exact")]
        >>> sojourns(EventLog.from_rows(rows)).records()[0]["median"]
        2.0
    """
    stays = stays_of(lives)
    rows: list[tuple[str, int, int, int, float, float, float]] = []
    for number, name in enumerate(stays.states):
        there = (stays.state == number) & (stays.exit > stays.entry)
        if not there.any():
            continue
        ended = there & (stays.to != number)  # the last piece of a stay that was cut in pieces
        unknown = int((ended & np.isnan(stays.since)).sum())
        left = int((ended & (stays.to != CENSORED)).sum())
        count = int(ended.sum())
        median = (np.inf, np.nan, np.inf)
        if unknown < count and left:
            median = sojourn(stays, name).quantile(0.5, confidence=confidence)
        rows.append((name, count, left, unknown, *median))
    columns = list(zip(*rows, strict=True)) or [()] * 7
    heads = ("state", "stays", "left", "unknown", "median", "low", "high")
    kinds = (object, np.int64, np.int64, np.int64, np.float64, np.float64, np.float64)
    table = {
        head: np.array(column, kind)
        for head, column, kind in zip(heads, columns, kinds, strict=True)
    }
    return Table(f"Length of stays, in {stays.unit}", table)


@attrs.frozen(kw_only=True)
class Mean:
    """A mean with its standard error.

    Attributes:
        value: the mean.
        se: its standard error.
    """

    value: float
    se: float

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Return the normal interval."""
        half = quantile(confidence) * self.se
        return self.value - half, self.value + half


def restricted_mean(incidence: Incidence, until: float) -> Mean:
    """Return the mean time, counted up to `until`, before any of the states is come to.

    Raises:
        EstimateError: if nobody was observed that long.

    Source: Irwin, Journal of Hygiene 47 (1949), with Greenwood's variance; `rmean` of R's `survfit`.
    """
    times = incidence.times
    inside = times < until
    edges = np.r_[0.0, times[inside], until]
    height = np.r_[1.0, incidence.survival[inside]]
    area = height * np.diff(edges)
    rest = np.cumsum(area[::-1])[::-1][1:]  # from each time on
    risk = incidence.at_risk[inside].astype(np.float64)
    before = np.r_[1.0, incidence.survival[inside]][:-1]
    gone = risk * (1 - incidence.survival[inside] / np.where(before > 0, before, 1.0))
    left = risk - gone
    step: Floats = np.divide(gone, risk * left, out=np.zeros_like(gone), where=left > 1e-9)
    return Mean(value=float(area.sum()), se=float(np.sqrt((rest**2 * step).sum())))
