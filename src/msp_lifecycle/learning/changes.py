"""What the rows of a log say together: the state at each, where it changed, and whether all changes have their dates."""

from typing import TYPE_CHECKING

import numpy as np

from msp_lifecycle.learning.observations import Flags, Ints
from msp_lifecycle.learning.observing import BLANK, CUT, EXACT

if TYPE_CHECKING:
    from msp_lifecycle.learning.log import EventLog


def carried(log: "EventLog") -> Ints:
    """Return the state of each row; where it says none, that of the row before it of the same partnership."""
    rows = np.arange(len(log))
    first = np.r_[True, log.partnership[1:] != log.partnership[:-1]] if len(log) else rows > 0
    last = np.maximum.accumulate(np.where((log.state != BLANK) | first, rows, 0))
    found: Ints = log.state[last]
    return found


def moved(log: "EventLog") -> Flags:
    """Return whether the state of each row is another one than before, shape (rows,)."""
    changed = np.zeros(len(log), np.bool_)
    before = carried(log)[:-1]
    same = log.partnership[1:] == log.partnership[:-1]
    changed[1:] = same & (log.state[1:] != before) & (log.state[1:] >= 0) & (before >= 0)
    return changed


def dated(log: "EventLog") -> bool:
    """Return whether every change of state has its date."""
    here, there = slice(None, -1), slice(1, None)
    same = log.partnership[there] == log.partnership[here]
    found = (log.observed[there] != EXACT) & (log.state[there] != BLANK)
    unseen = log.observed[here] == CUT
    changed = log.state[there] != carried(log)[here]
    return not bool((same & found & changed & ~unseen).any() or (log.state < BLANK).any())


def told(log: "EventLog") -> tuple[object, ...]:
    """Return what a log says, whatever numbers it has given to states."""
    names = [*log.states, *("|".join(sorted(log.states[s] for s in one)) for one in log.sets)]
    place = np.where(log.state < BLANK, len(log.states) - 2 - log.state, log.state)
    states = np.array([*names, ""], dtype=object)[place]
    who = np.array(log.partnerships, dtype=object)[log.partnership]
    values = {k: np.where(np.isnan(v), -np.inf, v).tolist() for k, v in log.covariates.items()}
    return (
        log.unit,
        who.tolist(),
        log.time.tolist(),
        states.tolist(),
        log.observed.tolist(),
        values,
    )
