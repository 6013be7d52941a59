# pyright: basic
# (what NumPy returns is not known precisely enough for strict)
"""Putting together what tasks bring back, while others still run."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from msp_lifecycle.simulation.kernels.tables import Moves

SPARE = 1.05
"""How much more room is made than the first task gives reason for; what is never written to takes no memory."""


class Result(NamedTuple):
    """What a task brings back.

    Attributes:
        moves: what happened; None where only counts are kept.
        counts: moves of each kind in each step, shape (M, T + 1).
    """

    moves: Moves | None
    counts: npt.NDArray[np.int64]


def counted(moves: Moves, kinds: int, steps: int) -> npt.NDArray[np.int64]:
    """Return how many moves of each kind there are at the end of each step, shape (M, T + 1)."""
    place = moves.move.astype(
        np.intp
    )  # the one array made: memory for more has a cost where it is handed back
    place *= steps + 1
    place += moves.step
    found: npt.NDArray[np.int64] = np.bincount(place, minlength=kinds * (steps + 1))
    return found.reshape(kinds, steps + 1)


class Gathered:
    """Moves and counts of the partnerships that are done, the moves copied once and no more.

    Attributes:
        counts: moves of each kind in each step, shape (M, T + 1).
        done: partnerships that are done.
    """

    def __init__(self, partnerships: int) -> None:
        self.partnerships, self.done, self.size = partnerships, 0, 0
        self.counts: npt.NDArray[np.int64] | None = None
        self._room: Moves | None = None

    def add(self, result: Result, partnerships: int) -> None:
        """Take up what a task brought back for the next partnerships."""
        self.counts = result.counts if self.counts is None else self.counts + result.counts
        self.done += partnerships
        if result.moves is not None:
            self._write(result.moves)

    def _write(self, moves: Moves) -> None:
        end = self.size + len(moves.move)
        if self._room is None or end > len(self._room.move):
            wanted = int(end * self.partnerships / self.done * SPARE) + 64
            self._room = _enlarged(self._room, moves, self.size, wanted)
        rooms: tuple[npt.NDArray[Any], ...] = self._room
        for room, part in zip(rooms, moves, strict=True):
            room[self.size : end] = part
        self.size = end

    @property
    def moves(self) -> Moves | None:
        """Every move, in the order of the partnerships; None where only counts are kept."""
        if self._room is None:
            return None
        partnership, step, move = self._room
        return Moves(partnership[: self.size], step[: self.size], move[: self.size])


def _enlarged(room: Moves | None, like: Moves, size: int, wanted: int) -> Moves:
    new: list[npt.NDArray[Any]] = [np.empty(wanted, part.dtype) for part in like]
    there: tuple[npt.NDArray[Any], ...] = room or ()
    for part, old in zip(new, there, strict=False):
        part[:size] = old[:size]
    return Moves(*new)
