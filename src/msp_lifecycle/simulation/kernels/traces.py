# pyright: basic
# (what NumPy returns is not known precisely enough for strict)
"""Levels of every step, for a sample of partnerships: the same lives again, watched.

A partnership depends on its own random words alone, so that simulating the first ones again gives the same lives.
The stepwise engine knows every level on its way. Thinning jumps from candidate to candidate; what lies between two
candidates is drawn given both, which is exact in law because the levels are Gaussian, from words of its own.
"""

import numpy as np

from msp_lifecycle.simulation.kernels.arithmetic import quarter, words
from msp_lifecycle.simulation.kernels.batch import Batch, Places, blended
from msp_lifecycle.simulation.kernels.normals import normals
from msp_lifecycle.simulation.kernels.numpy_kernels import by_candidates, by_steps
from msp_lifecycle.simulation.kernels.tables import Flags, Floats, Ints, Tables, Words

SEGMENTS = 16_384
"""Stretches between candidates that are filled in at a time."""


def traced(engine: str, tables: Tables, key: Words, own: Words, ended: Flags) -> Floats:
    """Return the levels, as guards and hazards see them, at the end of every step.

    Args:
        engine: `thinning` or `stepwise`.
        tables: the scenario.
        key: of each partnership, shape (n,).
        own: keys of the words that fill in what thinning leaves out, shape (n,).
        ended: which states are ends, shape (S,).

    Returns:
        Shape (n, T + 1, K), float32, moves of the step included; NaN from the end of a partnership on.
    """
    levels = room(tables, len(key))
    gone = np.tile(ended, len(tables.share))
    if engine == "stepwise":
        watched = Monthly(tables, key, gone, levels)
        by_steps(watched)
        watched.keep(tables.steps)
    else:
        _fill(Jumping(tables, key), own, gone, levels)
    return levels


def room(tables: Tables, partnerships: int) -> Floats:
    """Return room for the levels of some partnerships, shape (n, T + 1, K)."""
    return np.full((partnerships, tables.steps + 1, len(tables.sigma)), np.nan, np.float32)


class Monthly(Batch):
    """A batch whose levels are kept before every step; nobody is dropped, because levels go on where hazards end."""

    def __init__(self, tables: Tables, key: Words, gone: Flags, levels: Floats) -> None:
        super().__init__(tables, key)
        self.gone, self._levels = gone, levels

    def keep(self, step: int) -> None:
        """Write down the levels at the end of a step."""
        live = np.flatnonzero(~self.gone[self.cell] & (self.lane < len(self._levels)))
        when = np.int32(step) + self.lifts[live]
        for k in range(len(self.distance)):
            level = self.level(k, self.cell[live], when, live)
            self._levels[self.lane[live], step, k] = level

    def drift(
        self, step: Ints, last: Words, power: Floats | np.float32, spread: Floats | np.float32
    ) -> None:
        """Write down where the levels were, and carry them on."""
        if len(self._levels):
            self.keep(int(step[0]))
        super().drift(step, last, power, spread)

    def drop(self, done: Flags) -> Places | None:
        """Drop nobody."""
        return None


class Jumping(Batch):
    """A batch that keeps each candidate: where the levels arrived, and from where they go on.

    Attributes:
        stops: of each candidate lane, step, cell after it, and levels' distances before and after it.
    """

    def __init__(self, tables: Tables, key: Words) -> None:
        super().__init__(tables, key)
        self.lift_of = self.lifts
        self.stops = [
            (self.lane, self.step, self.cell.copy(), self.distance.copy(), self.distance.copy())
        ]

    def decide(self, bits: Ints, step: Ints, at: np.ndarray | None = None) -> None:
        """Write down the levels before and after what becomes of the candidates."""
        before = self.distance.copy()
        super().decide(bits, step, at)
        seen = np.flatnonzero(step <= self.tables.steps)
        self.stops.append(
            (
                self.lane[seen],
                step[seen],
                self.cell[seen],
                before[:, seen],
                self.distance[:, seen],
            )
        )


def _fill(batch: Jumping, own: Words, gone: Flags, levels: Floats) -> None:
    """Fill in the levels between the candidates of a batch."""
    by_candidates(batch)
    lane, step, cell, before, after = (
        np.concatenate(part, axis=-1) for part in zip(*batch.stops, strict=True)
    )
    order = np.lexsort((step, lane))
    lane, step, cell = lane[order], step[order], cell[order]
    following = np.append(lane[1:] == lane[:-1], False)
    until = np.where(following, np.append(step[1:], 0), batch.tables.steps + 1)
    live = np.flatnonzero(~gone[cell])
    for first in range(0, len(live), SEGMENTS):
        at = live[first : first + SEGMENTS]
        arrival = before[:, order[np.minimum(at + 1, len(order) - 1)]]
        stretch = _Stretch(batch, own, lane[at], step[at], until[at], cell[at])
        stretch.write(after[:, order[at]], arrival, following[at], levels)


class _Stretch:
    """Stretches of life from one candidate up to, but without, the next."""

    def __init__(
        self, batch: Jumping, own: Words, lane: Ints, step: Ints, until: Ints, cell: Ints
    ) -> None:
        self.tables, self.lane, self.step, self.until, self.cell = (
            batch.tables,
            lane,
            step,
            until,
            cell,
        )
        self.lifts, self.own = batch.lift_of[lane], own[lane]

    def write(self, distance: Floats, arrival: Floats, known: Flags, levels: Floats) -> None:
        """Write the levels of every step, drawing each given the one before and, where known, the arrival."""
        tables, step = self.tables, self.step
        power, variance = tables.power.astype(float), tables.spread.astype(float) ** 2
        at = np.arange(len(step))
        while len(at):
            now = step[at]
            for k in range(len(tables.sigma)):
                x = tables.attractor[k].take(self.cell[at]) + distance[k, at]
                x += tables.lift[k].take(now + self.lifts[at])
                levels[self.lane[at], now, k] = np.clip(x, 0, 1)
            at = at[now + 1 < self.until[at]]
            left = self.until[at] - step[at]
            pull = np.where(known[at], variance[1] * power[left - 1] / variance[left], 0.0)
            rest = np.where(known[at], variance[left - 1] / variance[left], 1.0)
            step[at] += 1
            z = self._noise(at)
            for k in range(len(tables.sigma)):
                d = distance[k, at]
                drawn = tables.sigma[k] * np.sqrt(variance[1] * rest) * z[k]
                distance[k, at] = power[1] * d + pull * (arrival[k, at] - power[left] * d) + drawn

    def _noise(self, at: np.ndarray) -> Floats:
        size, width = len(self.tables.sigma), np.int32(self.tables.words)
        z = np.empty((size, len(at)), np.float32)
        for k in range(size):
            word = words(self.own[at], self.step[at] * width + np.int32(k // 4))
            z[k] = normals().take(quarter(word, k % 4))
        return blended(z, self.tables)
