# pyright: basic
# (what NumPy returns is not known precisely enough for strict)
"""A batch in NumPy: partnerships side by side, one call for each operation.

Only +, -, x, / and comparisons, in the order in which `numba_kernels` has them: the bits are equal.
"""

import numpy as np
import numpy.typing as npt

from msp_lifecycle.simulation.kernels.arithmetic import (
    exponential,
    high_24_bits,
    quarter,
    words,
)
from msp_lifecycle.simulation.kernels.normals import normals
from msp_lifecycle.simulation.kernels.room import Room
from msp_lifecycle.simulation.kernels.tables import (
    LINEAR,
    LOG_LINEAR,
    SLOT_WIDTH,
    SLOTS,
    STEP,
    Flags,
    Floats,
    Ints,
    Moves,
    Tables,
    Words,
)

ZERO, ONE = np.float32(0), np.float32(1)
Places = npt.NDArray[np.intp]


class Batch:
    """Partnerships side by side: where each stands, and how far its levels are from what they tend to.

    Attributes:
        tables: the scenario.
        key: of each partnership's random words.
        lane: place of each in the batch; those that are done are dropped now and then.
        cells: cell number of the group's first state.
        choices: choice number of the group's first move.
        lifts: where the group's interventions begin.
        cell: state of the group that it is in.
        step: steps gone by.
        distance: of the levels from the attractor, shape (K, n).
    """

    def __init__(self, tables: Tables, key: Words) -> None:
        self.tables = tables
        self.key = key
        self.size = len(key)
        self.lane = np.arange(self.size)
        self.step = np.zeros(self.size, np.int32)
        self._room = Room(self.size)
        last = self.word(tables.words - 1, -1)
        group = np.searchsorted(tables.share, high_24_bits(last), "right")
        self.cells = (group * (tables.attractor.shape[1] // len(tables.share))).astype(np.int32)
        self.choices = (group * len(tables.target)).astype(np.int32)
        self.lifts = tables.lift_base.take(group)
        self.cell = self.cells + np.int32(tables.start)
        self.distance = np.empty((len(tables.sigma), self.size), np.float32)
        self._begin(last)
        self._log: list[tuple[Places, Ints, Ints]] = []

    def _begin(self, last: Words) -> None:
        tables, bits = self.tables, last
        for k in range(len(self.distance)):
            y = self.distance[k]
            if k % 4 == 0:
                bits = self._bits(k, -1, last)
            y[:] = quarter(bits, k % 4)
            y += np.float32(0.5)
            y *= np.float32(2.0**-16)
            y *= tables.width[k]
            y += tables.low[k]
            y -= tables.attractor[k].take(self.cell)

    def word(self, index: int, step: Ints | int) -> Words:
        """Return one of the words that each partnership has for a step, shape (n,).

        The last word of a step has a room of its own; the others stay until the next is asked for.
        """
        width, n, room = self.tables.words, self.size, self._room
        counter = np.add(step, 1, out=room.counter[:n])
        counter *= np.int32(width)
        counter += np.int32(index)
        out = room.last if index == width - 1 else room.word
        return words(self.key, counter, out[:n], room.spare[:n])

    def drift(
        self, step: Ints, last: Words, power: Floats | np.float32, spread: Floats | np.float32
    ) -> None:
        """Carry the levels on, by as many steps as the power and spread are for."""
        sigma, row = self.tables.sigma, self._room.weight[: self.size]
        shared = self.noise(step, last) if self.tables.mixed else None
        bits = last
        for k in range(len(self.distance)):
            y = self.distance[k]
            y *= power
            if shared is None and k % 4 == 0 and sigma.any():
                bits = self._bits(k, step, last)
            if sigma[k] != 0:
                if shared is None:
                    z = self._normal(bits, k, row)
                else:
                    z = shared[k]
                z *= sigma[k]
                z *= spread
                y += z

    def noise(self, step: Ints, last: Words) -> Floats:
        """Return what disturbs each factor, standard normal and correlated as the tables have it, shape (K, n)."""
        bits = last
        z = np.empty(self.distance.shape, np.float32)
        for k, row in enumerate(z):
            if k % 4 == 0:
                bits = self._bits(k, step, last)
            self._normal(bits, k, row)
        return blended(z, self.tables)

    def _normal(self, bits: Words, k: int, out: Floats) -> Floats:
        """Look up the normals of factor k."""
        place = self._room.place[: len(bits)]
        np.copyto(place, quarter(bits, k % 4))
        return normals().take(place, out=out, mode="clip")

    def _bits(self, k: int, step: Ints | int, last: Words) -> Words:
        """Return the words that hold the bits of factor k."""
        return self.word(k // 4, step) if k // 4 < self.tables.words - 1 else last

    def clip(self) -> None:
        """Keep the levels themselves between 0 and 1."""
        for k in range(len(self.distance)):
            y = self.distance[k]
            attractor = self.tables.attractor[k].take(self.cell)
            y += attractor
            np.maximum(y, ZERO, out=y)
            np.minimum(y, ONE, out=y)
            y -= attractor

    def level(
        self, k: int, cell: Ints | Places, when: Ints, at: Places | slice = slice(None)
    ) -> Floats:
        """Return the levels of a factor as guards and hazards see them, of some partnerships, until the next call."""
        x: Floats = self._room.level[: len(cell)]
        self.tables.attractor[k].take(cell, out=x, mode="clip")
        x += self.distance[k][at]
        if self.tables.lifted[k]:
            x += self.tables.lift[k].take(when)
        np.maximum(x, ZERO, out=x)
        np.minimum(x, ONE, out=x)
        return x

    def decide(self, bits: Ints, step: Ints, at: Places | None = None) -> None:
        """Let candidates move if their hazard and guard have it.

        Args:
            bits: 24 random bits of each candidate.
            step: at which each is a candidate.
            at: which partnerships are candidates; all if None.
        """
        tables = self.tables
        who: Places | slice = slice(None) if at is None else at
        cell = self.cell[who].astype(np.intp)
        when = np.minimum(step, np.int32(tables.steps)) + self.lifts[who]
        move = tables.slot.take(cell * SLOTS + bits // SLOT_WIDTH).astype(np.intp)
        choice = move + self.choices[who]
        score = tables.constant.take(choice)
        weight = self._room.weight[: len(move)]
        for k in np.flatnonzero(tables.weighed).tolist():
            x = self.level(k, cell, when, who)
            x *= tables.weight[k].take(move, out=weight, mode="clip")
            score += x
        rate = _hazard(tables, score, move)
        rate *= tables.scale.take(choice)
        np.minimum(rate, tables.top.take(choice), out=rate)
        hit = (bits - tables.first.take(choice)).astype(np.float32) < rate
        hit &= step <= tables.steps
        accepted = np.flatnonzero(hit)
        for k in np.flatnonzero(tables.needed).tolist():
            places = accepted if at is None else at[accepted]
            x = self.level(k, cell[accepted], when[accepted], places)
            accepted = accepted[x >= tables.need[k].take(move[accepted])]
        if len(accepted):
            places = accepted if at is None else at[accepted]
            self._move(places, step[accepted], move[accepted].astype(np.int32))

    def _move(self, at: Places, step: Ints, move: Ints) -> None:
        tables = self.tables
        self._log.append((self.lane[at], step, move))
        self.cell[at] = self.cells[at] + tables.target.take(move)
        jumping = tables.jumping.take(move)
        if jumping.any():
            at, move = at[jumping], move[jumping]
            for k, y in enumerate(self.distance):
                y[at] += tables.jump[k].take(move)

    def drop(self, done: Flags) -> Places | None:
        """Forget those that are done, once they are an eighth; return the places of the others if it was so."""
        if np.count_nonzero(done) * 8 < self.size:
            return None
        return self.leave_only(np.flatnonzero(~done))

    def leave_only(self, keep: Places) -> Places:
        """Forget all but some; return their places."""
        self.size = len(keep)
        self.key, self.lane = self.key.take(keep), self.lane.take(keep)
        self.step, self.cell = self.step.take(keep), self.cell.take(keep)
        self.cells, self.choices = self.cells.take(keep), self.choices.take(keep)
        self.lifts = self.lifts.take(keep)
        self.distance = self.distance.take(keep, axis=1)
        return keep

    def moves(self, first: int) -> Moves:
        """Return what happened, with the number of the batch's first partnership."""
        if not self._log:
            return Moves(np.empty(0, np.uint32), np.empty(0, np.uint16), np.empty(0, np.uint16))
        lane, step, move = (np.concatenate(part) for part in zip(*self._log, strict=True))
        narrow = np.uint16 if lane.max() < 2**16 else np.uint32  # the narrow sort is quicker
        order = np.argsort(lane.astype(narrow), kind="stable")
        return Moves(
            (lane[order] + first).astype(np.uint32),
            step[order].astype(np.uint16),
            move[order].astype(np.uint16),
        )


def blended(z: Floats, tables: Tables) -> Floats:
    """Make independent noise correlated as the tables have it, in place, shape (K, n)."""
    mixing = tables.mixing
    for k in range(len(z) - 1 if tables.mixed else 0, 0, -1):
        z[k] *= mixing[k, k]
        for j in np.flatnonzero(mixing[k, :k]).tolist():
            z[k] += mixing[k, j] * z[j]
    return z


def _hazard(tables: Tables, score: Floats, move: Places) -> Floats:
    """Return the hazard as a multiple of the one at score zero, by the shape that each move's hazard has."""
    if not tables.shapes[LINEAR] and not tables.shapes[STEP]:
        return exponential(score)
    shape = tables.shape.take(move)
    rate = exponential(score) if tables.shapes[LOG_LINEAR] else score
    linear = np.maximum(score + ONE, ZERO)
    step = (score >= ZERO).astype(np.float32)
    return np.where(shape == LINEAR, linear, np.where(shape == STEP, step, rate))
