# pyright: basic
# (what NumPy returns is not known precisely enough for strict)
"""The kernels in NumPy: the two ways to take a batch to its end."""

from collections.abc import Callable

import numpy as np

from msp_lifecycle.simulation.kernels.arithmetic import high_24_bits, log_of_24_bits, low_24_bits
from msp_lifecycle.simulation.kernels.batch import Batch
from msp_lifecycle.simulation.kernels.pieces import in_pieces
from msp_lifecycle.simulation.kernels.tables import BLOCK, Moves, Tables, Words

__all__ = ["Moves", "by_candidates", "by_steps", "stepwise", "thinning"]


WIDTH = 8 * BLOCK
"""Partnerships that are simulated side by side: enough to make calls worth it, few enough for the cache."""


def thinning(tables: Tables, key: Words, first: int) -> Moves:
    """Simulate partnerships from candidate to candidate.

    Args:
        tables: the scenario.
        key: of each partnership, shape (n,).
        first: number of the first partnership.
    """
    return _run(by_candidates, tables, key, first)


def stepwise(tables: Tables, key: Words, first: int) -> Moves:
    """Simulate partnerships step by step; arguments and result as for `thinning`."""
    return _run(by_steps, tables, key, first)


def _run(way: Callable[[Batch], None], tables: Tables, key: Words, first: int) -> Moves:
    def piece(keys: Words, begin: int) -> Moves:
        batch = Batch(tables, keys)
        way(batch)
        return batch.moves(begin)

    return in_pieces(piece, key, first, WIDTH)


def by_candidates(batch: Batch) -> None:
    """Take a batch from candidate to candidate to the end."""
    tables = batch.tables
    while batch.size:
        last = batch.word(tables.words - 1, batch.step)
        gap = log_of_24_bits(low_24_bits(last))
        gap *= tables.pace.take(batch.cell)
        np.minimum(gap, tables.steps, out=gap)
        since = batch.step
        batch.step = since + gap.astype(np.int32) + np.int32(1)
        keep = batch.drop(batch.step > tables.steps)
        if keep is not None:
            since, last = since.take(keep), last.take(keep)
        gone = batch.step - since
        batch.drift(since, last, tables.power.take(gone), tables.spread.take(gone))
        batch.decide(high_24_bits(last), batch.step)


def by_steps(batch: Batch) -> None:
    """Take a batch step by step to the end."""
    tables = batch.tables
    for step in range(tables.steps):
        if not batch.size:
            break
        since = np.full(batch.size, step, np.int32)
        last = batch.word(tables.words - 1, since)
        batch.drift(since, last, tables.power[1], tables.spread[1])
        if tables.clipped:
            batch.clip()
        at = np.flatnonzero(low_24_bits(last) < tables.bound.take(batch.cell))
        if len(at):
            now = np.full(len(at), step + 1, np.int32)
            batch.decide(high_24_bits(last[at]), now, at)
            batch.drop(tables.bound.take(batch.cell) == 0)
