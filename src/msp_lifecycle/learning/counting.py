"""The counting process of dated moves: at each time of a move, who moved where, and who could have.

A partnership counts as at risk in a state at time t if it was there and under observation just before t. Moves at one
time stay tied: they are counted together and never jittered. Several moves of one partnership at one time count as one,
from the state before to the state after, since nobody can be at risk for no time.
"""

from collections.abc import Iterator
from typing import Protocol

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import CENSORED, Floats, Ints, Stays

Counts = npt.NDArray[np.int32]

SEARCHED = 262_144
"""Times that are looked up at once: fresh memory costs more than what is done in it."""


class HasStays(Protocol):
    """Whatever can tell its stays, such as an `EventLog`."""

    def stays(self) -> Stays:
        """Return the stays."""
        ...


Lives = Stays | HasStays
"""What estimators for dated moves take."""


def stays_of(lives: Lives) -> Stays:
    """Return the stays in what an estimator was given.

    Raises:
        EstimateError: if there are none, or they are out of order.
    """
    stays = lives if isinstance(lives, Stays) else lives.stays()
    if len(stays.state) == 0:
        problem = (
            "nobody was under observation for any time; give the end of observation with `until=`"
        )
        raise EstimateError("stays", problem)
    backwards = np.flatnonzero(~(stays.exit >= stays.entry))
    if backwards.size:
        row = int(backwards[0])
        problem = (
            f"stay {row} ends at {stays.exit[row]:g}, before it begins at {stays.entry[row]:g}"
        )
        raise EstimateError("stays", problem)
    return stays


@attrs.frozen(kw_only=True, eq=False)
class Counting:
    """Moves and numbers at risk.

    Attributes:
        states: their names.
        times: distinct times of moves, rising; shape (K,).
        pairs: source and target of each kind of move that was seen; shape (M, 2).
        moves: of each kind at each time; shape (K, M).
        at_risk: in each state just before each time; shape (K, S).
        unit: of times.
    """

    states: tuple[str, ...]
    times: Floats
    pairs: npt.NDArray[np.int64]
    moves: Counts
    at_risk: Counts
    unit: str


def counted(stays: Stays) -> Counting:
    """Return the counting process of stays; in time that grows like sorting them does.

    Times of each state and of each kind of move are sorted by themselves and looked up: nothing is gathered from all
    over the memory, which is what would cost most.
    """
    lasting = lasted(stays)
    entry, exit_, state, to = lasting.entry, lasting.exit, lasting.state, lasting.to
    size = len(stays.states)
    moved = (to != CENSORED) & (to != state)
    when, code = exit_[moved], state[moved] * size + to[moved]
    times = np.sort(when)
    if times.size:
        times = times[np.r_[True, times[1:] != times[:-1]]]
    kinds = np.flatnonzero(np.bincount(code, minlength=size * size))
    moves = np.zeros((kinds.size, times.size), np.int32)
    for row, kind in zip(moves, kinds, strict=True):
        chosen = np.sort(when[code == kind])
        for first, last in chunks(times.size, SEARCHED):
            row[first:last] = np.searchsorted(chosen, times[first:last], side="right")
        row[1:] -= row[:-1].copy()
    return Counting(
        states=stays.states,
        times=times,
        pairs=np.stack([kinds // size, kinds % size], axis=1),
        moves=moves.T,
        at_risk=_at_risk(times, entry, exit_, state, size),
        unit=stays.unit,
    )


def _at_risk(times: Floats, entry: Floats, exit_: Floats, state: Ints, size: int) -> Counts:
    """Return how many have come into each state before each time, less those who have left it before."""
    found = np.zeros((size, times.size), np.int32)  # what nobody stays in is never written to
    for number in np.flatnonzero(np.bincount(state, minlength=size)):
        there = state == number
        left, came = np.sort(exit_[there]), entry[there]
        together = bool((came == came[0]).all())
        came = came[:1] if together else np.sort(came)
        for first, last in chunks(times.size, SEARCHED):
            part = times[first:last]
            arrived = np.searchsorted(came, part) * (left.size if together else 1)
            found[number, first:last] = arrived - np.searchsorted(left, part)
    return found.T


def chunks(count: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the chunks in which so many are taken."""
    for first in range(0, count, size):
        yield first, min(first + size, count)


def lasted(stays: Stays) -> Stays:
    """Return the stays that lasted; where others of no length followed, with the state after them as target."""
    lasts = stays.exit > stays.entry
    if lasts.all():
        return stays
    kept = np.flatnonzero(lasts)
    to = stays.to[kept]
    before = np.cumsum(lasts) - 1  # the stay that lasted, of those kept, before each one
    short = np.flatnonzero(~lasts & (stays.to != CENSORED) & (before >= 0))
    behind = kept[before[short]]
    follows = (
        (stays.partnership[behind] == stays.partnership[short])
        & (stays.exit[behind] == stays.entry[short])
        & (stays.to[behind] != CENSORED)
    )
    to[before[short[follows]]] = stays.to[short[follows]]  # the last of several is what remains
    return attrs.evolve(
        stays,
        partnership=stays.partnership[kept],
        state=stays.state[kept],
        entry=stays.entry[kept],
        exit=stays.exit[kept],
        to=to,
        since=stays.since[kept],
        covariates={name: values[kept] for name, values in stays.covariates.items()},
    )
