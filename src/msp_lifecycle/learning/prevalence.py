"""Partnerships seen in each state at chosen times, beside those expected there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from msp_lifecycle.learning.effects import design, grouped
from msp_lifecycle.learning.gaps import from_the_first_known
from msp_lifecycle.learning.matrix_exponential import Generators
from msp_lifecycle.learning.moves import numbers_of
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.learning.panel_likelihood import generators
from msp_lifecycle.results import Category, Table

if TYPE_CHECKING:
    from msp_lifecycle.learning.panel import PanelModel

Rows = npt.NDArray[np.intp]


def prevalence(model: "PanelModel", times: Sequence[float], until: float | None) -> Table:
    """Return partnerships seen and expected in each state.

    A partnership counts at a time if that lies between its first and last visits; once it has ended, up to `until`. It
    is taken to be where its last visit on which its state was known found it. What is expected starts from its first
    visit, with the covariates that it had then.
    """
    visits = from_the_first_known(model.visits)[0]
    who, size = visits.partnership, len(model.states)
    known = visits.possible.sum(axis=1) == 1
    state = visits.possible.argmax(axis=1)
    first = np.flatnonzero(np.diff(who, prepend=-1))
    last = np.append(first[1:], len(who)) - 1
    sources = {model.states.index(one) for one, _ in model.moves}
    ended = known[last] & ~np.isin(state[last], list(sources))
    end = np.inf if until is None else until
    stop = np.where(ended, np.maximum(end, visits.time[last]), visits.time[last])
    moments = np.sort(np.asarray(times, np.float64))
    seen, hoped = np.zeros((len(moments), size)), np.zeros((len(moments), size))
    latest = np.where(known, np.arange(len(who)), 0)
    latest = np.maximum.accumulate(latest)  # the first visit of each partnership is a known one
    number = np.cumsum(np.diff(who, prepend=-1) != 0) - 1
    span = float(visits.time.max() - visits.time.min()) + 1.0
    key = number * span + (visits.time - visits.time.min())
    for k, moment in enumerate(moments):
        there: Rows = np.flatnonzero((visits.time[first] <= moment) & (moment <= stop))
        if not len(there):
            continue
        when: Floats = there * span + min(moment - visits.time.min(), span - 0.5)
        at: Rows = np.searchsorted(key, when, side="right") - 1
        seen[k] = np.bincount(state[latest[at]], minlength=size)
        hoped[k] = _expected(model, first[there], visits.time[first[there]], state, moment)
    risk = seen.sum(axis=1)
    return Table(
        "Prevalence",
        {
            "time": np.repeat(moments, size),
            "state": Category(np.tile(np.arange(size, dtype=np.int16), len(moments)), model.states),
            "at_risk": np.repeat(risk, size),
            "seen": seen.ravel(),
            "expected": hoped.ravel(),
            "seen_share": (seen / np.maximum(risk, 1)[:, None]).ravel(),
            "expected_share": (hoped / np.maximum(risk, 1)[:, None]).ravel(),
        },
    )


def _expected(model: "PanelModel", row: Rows, begin: Floats, state: Rows, moment: float) -> Floats:
    """Return how many partnerships are expected in each state, shape (states,)."""
    visits = from_the_first_known(model.visits)[0]
    names = tuple(model.means)
    one, group = grouped([state[row], begin, *(visits.covariates[name][row] for name in names)])
    values = {name: visits.covariates[name][row][one] for name in names}
    edges = np.array([-np.inf, *model.cuts, np.inf])
    chance = np.eye(len(model.states))[state[row][one]][:, None, :]
    sources, targets = numbers_of(model.moves, model.states)
    for k in range(len(model.cuts) + 1):
        time = np.minimum(moment, edges[k + 1]) - np.maximum(begin[one], edges[k])
        rows = design(model.terms, len(model.moves), values, np.full(len(one), k, np.int32))
        q = generators(np.exp(rows @ model.theta), sources, targets, len(model.states))
        grown = Generators.of(q).over(np.arange(len(one), dtype=np.int32), np.maximum(time, 0.0))
        chance = chance @ grown
    found: Floats = np.bincount(group, minlength=len(one)).astype(np.float64) @ chance[:, 0]
    return found
