"""The counting process of dated moves: at each time of a move, who moved where, and who could have.

A partnership counts as at risk in a state at time t if it was there and under observation just before t. Moves at one
time stay tied: they are counted together and never jittered. Several moves of one partnership at one time count as one,
from the state before to the state after, since nobody can be at risk for no time.
"""

from typing import Protocol

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import CENSORED, Floats, Ints, Stays
from msp_lifecycle.learning.tallies import distinct, sorted_by, tally

Counts = npt.NDArray[np.int32]


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
    """Return the counting process of stays; in time that grows like sorting them does."""
    lasting = lasted(stays)
    size = len(stays.states)
    left = _left_by(lasting, size)
    moved = [one for one in left if one[1] not in (CENSORED, one[0])]
    times = distinct([left[one] for one in moved])
    moves = np.zeros((len(moved), times.size), np.int32)
    at_risk = np.zeros((size, times.size), np.int32)  # what nobody stays in is never written to
    for row, pair in zip(moves, moved, strict=True):
        tally(times, left.pop(pair), "left", row)
        at_risk[pair[0], 1:] -= row[:-1]
    for (state, _), exits in left.items():
        tally(times, exits, "right", at_risk[state], -1)
    for state, (entries, each) in _entries(lasting).items():
        tally(times, entries, "right", at_risk[state], each)
        np.cumsum(at_risk[state], out=at_risk[state])
    return Counting(
        states=stays.states,
        times=times,
        pairs=np.array(moved, np.int64).reshape(-1, 2),
        moves=moves.T,
        at_risk=at_risk.T,
        unit=stays.unit,
    )


def _left_by(stays: Stays, size: int) -> dict[tuple[int, int], Floats]:
    """Return the sorted times at which each state was left for each other."""

    def key(part: slice) -> Ints:
        number: Ints = stays.state[part] * np.int32(size + 1) + stays.to[part] + np.int32(1)
        return number

    found = sorted_by(key, stays.exit)
    return {(one // (size + 1), one % (size + 1) - 1): times for one, times in found.items()}


def _entries(stays: Stays) -> dict[int, tuple[Floats, int]]:
    """Return the sorted times at which each state was entered, and for how many entries each time stands."""
    if (stays.entry == stays.entry[:1]).all():
        count = np.bincount(stays.state)
        return {int(one): (stays.entry[:1], int(count[one])) for one in np.flatnonzero(count)}
    found = sorted_by(lambda part: stays.state[part], stays.entry)
    return {one: (times, 1) for one, times in found.items()}


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
