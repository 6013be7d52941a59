"""What follows for those who are in a state at a certain time, and the probabilities of going from state to state."""

import attrs
import numpy as np

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning.counting import Lives, counted, stays_of
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import Floats, Stays
from msp_lifecycle.learning.occupancy import Occupancy, aalen_johansen
from msp_lifecycle.learning.product import steps_of


def landmark(lives: Lives, at: float, state: str | None = None) -> Occupancy:
    """Estimate where those go who are in a state, and under observation, at a certain time.

    Only they are used, so that the estimate is right where the process is not Markov too: where it matters how a
    partnership came there and since when it has been there.

    Args:
        lives: dated.
        at: the landmark.
        state: in which they are then; any by default.

    Raises:
        EstimateError: if nobody is.
        UnknownName: if there is no state of that name.

    Source: Putter and Spitoni, Statistical Methods in Medical Research 27 (2018).

    Examples:
        >>> from msp_lifecycle.learning import EventLog
        >>> rows = [("a", 0, "design", "exact"), ("a", 2, "ended: merged", "exact")]
        >>> rows += [("b", 0, "design", "exact"), ("b", 4, "ended: merged", "exact")]
        >>> landmark(EventLog.from_rows(rows), 3.0, "design").times.tolist()
        [4.0]
    """
    stays = stays_of(lives)
    there = (stays.entry <= at) & (stays.exit > at)
    if state is not None:
        if state not in stays.states:
            raise UnknownName("state", state, stays.states)
        there &= stays.state == stays.states.index(state)
    if not there.any():
        where = f" in {state}" if state else ""
        problem = f"nobody was under observation{where} just after {at:g} {stays.unit}"
        raise EstimateError("landmark", problem)
    chosen = np.zeros(int(stays.partnership.max()) + 1, np.bool_)
    chosen[stays.partnership[there]] = True
    keep = chosen[stays.partnership] & (stays.exit > at)
    return aalen_johansen(_from(stays, keep, at), start=at)


def _from(stays: Stays, keep: np.ndarray, at: float) -> Stays:
    return Stays(
        states=stays.states,
        partnership=stays.partnership[keep],
        state=stays.state[keep],
        entry=np.maximum(stays.entry[keep], at),
        exit=stays.exit[keep],
        to=stays.to[keep],
        since=stays.since[keep],
        unit=stays.unit,
    )


@attrs.frozen(kw_only=True, eq=False)
class Transitions:
    """Probabilities of being in one state at a time, from each state at an earlier one.

    Attributes:
        states: their names.
        start: the earlier time.
        end: the later time.
        probability: from state to state; shape (S, S).
        covariance: of entry (g, j) with entry (h, l); shape (S, S, S, S) as [g, j, h, l].
    """

    states: tuple[str, ...]
    start: float
    end: float
    probability: Floats
    covariance: Floats

    @property
    def se(self) -> Floats:
        """Standard errors of the probabilities, shape (S, S)."""
        found: Floats = np.sqrt(np.maximum(np.einsum("gjgj->gj", self.covariance), 0.0))
        return found


def transition_probabilities(lives: Lives, start: float, end: float) -> Transitions:
    """Estimate the matrix P(start, end), with its whole covariance.

    Right where the process is Markov: where it does not matter how and when a partnership came to its state.

    Args:
        lives: dated.
        start: time from which on.
        end: time up to and including which moves count.

    Raises:
        EstimateError: if the end is before the start.

    Source: Aalen and Johansen (1978); Andersen et al. (1993), (4.4.20); as in R's `etm` and `mstate`.
    """
    if end < start:
        raise EstimateError("probabilities", f"the end {end:g} is before the start {start:g}")
    process = counted(stays_of(lives))
    first, last = np.searchsorted(process.times, [start, end], side="right").tolist()
    size = len(process.states)
    p = np.eye(size)
    v = np.zeros((size, size, size, size))  # [g, h, j, l]
    matrix, inverse = steps_of(process, first, last)
    for k in range(last - first):
        step = matrix[k]
        own = np.einsum("h,hj,hl->hjl", inverse[k], step, -step)
        own[:, np.arange(size), np.arange(size)] += inverse[k][:, None] * step
        v = step.T @ v @ step + np.einsum("gi,hi,ijl->ghjl", p, p, own)
        p = p @ step
    return Transitions(
        states=process.states, start=start, end=end, probability=p, covariance=v.swapaxes(1, 2)
    )
