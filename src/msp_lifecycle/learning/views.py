"""A log as the estimators read it: as stays with exact dates, or as visits."""

import numpy as np
import numpy.typing as npt

from msp_lifecycle.learning.changes import carried
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.observations import CENSORED, Floats, Ints, Stays, Visits
from msp_lifecycle.learning.observing import BLANK, CUT, EXACT


def stays(log: EventLog) -> Stays:
    """Return the stays of a dated log; see `EventLog.stays`."""
    if not log.dated:
        raise EstimateError("stays", _undated(log))
    same = log.partnership[1:] == log.partnership[:-1]
    here = np.flatnonzero(same & (log.observed[:-1] != CUT))
    state = carried(log)
    since = _since(log, state)
    to = np.where(log.observed[here + 1] == CUT, CENSORED, state[here + 1])
    # A state found again is the same stay, of which this row is but a part; unless nothing was seen after it.
    last = np.r_[log.partnership[1:] != log.partnership[:-1], True] if len(log) else same
    to = np.where(last[here + 1] & (log.observed[here + 1] != EXACT), CENSORED, to)
    keep = (log.time[here + 1] > log.time[here]) | (to != CENSORED)
    here, to = here[keep], to[keep]
    return Stays(
        states=log.states,
        partnership=log.partnership[here],
        state=state[here],
        entry=log.time[here],
        exit=log.time[here + 1],
        to=to.astype(np.int32),
        since=since[here],
        covariates={name: values[here] for name, values in log.covariates.items()},
        unit=log.unit,
    )


def _undated(log: EventLog) -> str:
    state = carried(log)
    same = log.partnership[1:] == log.partnership[:-1]
    jump = same & (log.observed[1:] != EXACT) & (state[1:] != state[:-1])
    row = int(np.flatnonzero(jump | (log.state[1:] < BLANK) | (log.state[:-1] < BLANK))[0])
    who = log.partnerships[int(log.partnership[row])]
    found = log.states[int(state[row + 1])] if state[row + 1] >= 0 else "one of several states"
    return (
        f"{who} was found in {found} at {log.time[row + 1]:g} {log.unit}, and nobody knows since when; "
        "estimate from visits instead, with `log.visits()`"
    )


def _since(log: EventLog, state: Ints) -> Floats:
    """Return when the state of each row was entered, NaN where that was not seen; shape (rows,)."""
    rows = np.arange(len(log))
    first = np.maximum.accumulate(np.where(_told_again(log, state), 0, rows))
    found: Floats = np.where(log.observed[first] == EXACT, log.time[first], np.nan)
    return found


def _told_again(log: EventLog, state: Ints) -> npt.NDArray[np.bool_]:
    """Return the rows with which a stay goes on, shape (rows,).

    Exactly entered where it was before: a covariate changed, or it was told twice.
    """
    same = (log.partnership[1:] == log.partnership[:-1]) & (state[1:] == state[:-1])
    found: npt.NDArray[np.bool_] = np.r_[False, same & (log.observed[:-1] != CUT)][: len(log)]
    return found


def visits(log: EventLog) -> Visits:
    """Return the visits of a log; see `EventLog.visits`."""
    state = carried(log)
    alive = _alive(log)
    keep = (log.state != BLANK) | log.dated | alive
    exact = (log.observed == EXACT) & ~_told_again(log, state)
    possible = _possible(log, state)
    possible[alive] = [name not in log.ends for name in log.states]
    return Visits(
        states=log.states,
        partnership=log.partnership[keep],
        time=log.time[keep],
        possible=possible[keep],
        exact=exact[keep],
        covariates={name: values[keep] for name, values in log.covariates.items()},
        unit=log.unit,
        ids=log.partnerships,
    )


def _alive(log: EventLog) -> npt.NDArray[np.bool_]:
    """Return the rows with which observation ended that say no state, where ends are dated: any state but an end.

    Without them those who lived on would be watched for a shorter time than those who ended.
    """
    ends = np.isin(log.state, [log.states.index(name) for name in log.ends])
    if log.dated or not ends.any() or (log.observed[ends] != EXACT).any():
        return np.zeros(len(log), np.bool_)
    alive: npt.NDArray[np.bool_] = (log.state == BLANK) & (log.observed == CUT)
    return alive


def _possible(log: EventLog, state: Ints) -> npt.NDArray[np.bool_]:
    table = np.zeros((len(log.states) + len(log.sets), len(log.states)), np.bool_)
    table[: len(log.states)] = np.eye(len(log.states), dtype=np.bool_)
    for k, one in enumerate(log.sets):
        table[len(log.states) + k, list(one)] = True
    found: npt.NDArray[np.bool_] = table[
        np.where(state < BLANK, len(log.states) - 2 - state, state)
    ]
    return found
