"""Stays cut into pieces within which rates are constant, and pieces gathered in cells that are alike."""

from collections.abc import Sequence
from typing import Literal

import attrs
import numpy as np

from msp_lifecycle.learning.effects import grouped
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import CENSORED, Flags, Floats, Ints, Stays

Clock = Literal["state", "log"]
"""What cuts count from: the entry to each state, or the zero of the log."""


@attrs.frozen(kw_only=True, eq=False)
class Pieces:
    """Pieces of stays, each within one interval of the clock.

    Attributes:
        row: number of the stay; shape (pieces,).
        interval: number of the interval; shape (pieces,).
        time: spent in it; shape (pieces,).
        to: state that followed, `CENSORED` where none did; shape (pieces,).
        left_out: stays for which the clock is not known.
    """

    row: Ints
    interval: Ints
    time: Floats
    to: Ints
    left_out: int


def cut(stays: Stays, cuts: Sequence[float], clock: Clock) -> Pieces:
    """Cut stays at times of a clock; what happens at a cut belongs to the interval before it.

    Raises:
        EstimateError: if there are no stays, or the clock is known for none.

    Examples:
        >>> stays = Stays(
        ...     states=("a", "b"),
        ...     partnership=np.zeros(1, np.int32),
        ...     state=np.zeros(1, np.int32),
        ...     entry=np.array([5.0]),
        ...     exit=np.array([30.0]),
        ...     to=np.ones(1, np.int32),
        ...     since=np.array([5.0]),
        ... )
        >>> pieces = cut(stays, [12.0], "state")
        >>> pieces.time.tolist(), pieces.to.tolist()
        ([12.0, 13.0], [-1, 1])
    """
    if not len(stays.state):
        raise EstimateError("stays", "there are none")
    if clock not in ("state", "log"):
        raise EstimateError("clock", f"no clock {clock!r}; there are state and log")
    zero = stays.since if clock == "state" and cuts else np.zeros(len(stays.entry))
    known = np.flatnonzero(np.isfinite(zero))
    if not len(known):
        raise EstimateError(
            "clock", "for no stay is it known when the state was entered; cut by the clock log"
        )
    begin, end = (stays.entry - zero)[known], (stays.exit - zero)[known]
    first = np.searchsorted(cuts, begin, side="right")
    last = np.maximum(np.searchsorted(cuts, end, side="left"), first)
    count = last - first + 1
    of = np.repeat(np.arange(len(known)), count)
    interval = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    edges = np.array([-np.inf, *cuts, np.inf])
    lower, upper = np.maximum(begin[of], edges[interval]), np.minimum(end[of], edges[interval + 1])
    stay = known[of]
    moved = (stays.to[stay] != stays.state[stay]) & (interval == last[of])
    return Pieces(
        row=stay.astype(np.int32),
        interval=interval.astype(np.int32),
        time=np.maximum(upper - lower, 0.0),
        to=np.where(moved, stays.to[stay], CENSORED).astype(np.int32),
        left_out=len(stays.state) - len(known),
    )


@attrs.frozen(kw_only=True, eq=False)
class Cells:
    """Pieces gathered by state, interval and covariates: all that a likelihood needs of them.

    Attributes:
        first: a piece of each cell; shape (cells,).
        of_piece: cell of each piece; shape (pieces,).
        time: spent at risk in each cell; shape (cells,).
        moved: moves seen in each cell; shape (cells, moves).
        at_risk: whether the state of the cell can be left by the move; shape (cells, moves).
    """

    first: Ints
    of_piece: Ints
    time: Floats
    moved: Floats
    at_risk: Flags


def gather(
    stays: Stays,
    pieces: Pieces,
    sources: Sequence[int],
    targets: Sequence[int],
    names: Sequence[str],
) -> Cells:
    """Gather pieces in cells.

    Args:
        stays: that were cut.
        pieces: that they were cut into.
        sources: states that the moves leave.
        targets: states that they lead to.
        names: of the covariates that tell cells apart.
    """
    state = stays.state[pieces.row]
    first, cell = grouped(
        [state, pieces.interval, *(stays.covariates[name][pieces.row] for name in names)]
    )
    moved = np.zeros((len(first), len(sources)))
    for m, (one, other) in enumerate(zip(sources, targets, strict=True)):
        made = (state == one) & (pieces.to == other)
        moved[:, m] = np.bincount(cell[made], minlength=len(first))
    return Cells(
        first=first,
        of_piece=cell,
        time=np.bincount(cell, weights=pieces.time, minlength=len(first)).astype(np.float64),
        moved=moved,
        at_risk=state[first][:, None] == np.array(sources),
    )
