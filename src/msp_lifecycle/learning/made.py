"""The log of moves that are known as columns, such as those of an ensemble."""

import numpy as np

from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.observations import Floats, Ints
from msp_lifecycle.learning.observing import CUT, ENDED, EXACT, Unit


def of_moves(
    partnership: Ints,
    time: Floats,
    target: Ints,
    *,
    partnerships: int,
    start: int,
    states: tuple[str, ...],
    until: float,
    unit: Unit,
) -> EventLog:
    """Return the log of dated moves; see `EventLog.from_moves`."""
    last = np.full(partnerships, start, np.int32)
    last[partnership] = target  # the last of several is what remains
    ended = np.array([name.startswith(ENDED) for name in states], np.bool_)
    open_ = np.flatnonzero(~ended[last]).astype(np.int32)
    everybody = np.arange(partnerships, dtype=np.int32)
    who = np.concatenate([everybody, partnership, open_])
    order = np.argsort(who, kind="stable")  # the beginning, moves, the end of observation
    times = np.concatenate([np.zeros(partnerships), time, np.full(open_.size, until)])
    state = np.concatenate([np.full(partnerships, start, np.int32), target, last[open_]])
    observed = np.repeat(np.array([EXACT, CUT], np.int8), [who.size - open_.size, open_.size])
    return EventLog(
        partnerships=tuple(map(str, range(1, partnerships + 1))),
        states=states,
        partnership=who[order],
        time=times[order],
        state=state[order].astype(np.int32),
        observed=observed[order],
        unit=unit,
    )
