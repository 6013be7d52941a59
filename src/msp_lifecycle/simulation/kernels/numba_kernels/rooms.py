"""Arrays that the kernels work in, made once for many blocks.

Where memory is handed back to the system at every turn, as in Dask's workers, making them anew for each block takes
a fifth of the time.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from msp_lifecycle.simulation.kernels.numba_kernels.compiling import PAD
from msp_lifecycle.simulation.kernels.tables import Doubles, Floats, Ints, Tables, Words

WHOLE, REAL = 17, 5
"""How many rows of whole and of real numbers a kernel needs for each partnership."""

USUAL = 16
"""Moves of a partnership that there is room for; only what is written to takes memory."""


class Rooms(NamedTuple):
    """Rows are padded, so that they do not fall on the same lines of the cache.

    Attributes:
        whole: whole numbers, shape (WHOLE, n).
        real: scores, rates and the like, shape (REAL, n).
        words: random words, shape (2, n).
        double: what gaps are made of, shape (n,).
        everyone: the numbers from 0, shape (n,).
        level: of each factor, shape (K, n).
        noise: of each factor where it is correlated, shape (K or 0, n).
        log: lane, step and number of each move, shape (3, moves).
    """

    whole: Ints
    real: Floats
    words: Words
    double: Doubles
    everyone: npt.NDArray[np.int64]
    level: Floats
    noise: Floats
    log: Ints


def rooms(tables: Tables, size: int) -> Rooms:
    """Return room for so many partnerships at a time."""
    factors, wide = len(tables.sigma), size + PAD
    return Rooms(
        whole=np.empty((WHOLE, wide), np.int32),
        real=np.empty((REAL, wide), np.float32),
        words=np.empty((2, wide), np.uint64),
        double=np.empty(size, np.float64),
        everyone=np.arange(size),
        level=np.empty((factors, wide), np.float32),
        noise=np.empty((factors if tables.mixed else 0, wide), np.float32),
        log=np.empty((3, USUAL * size), np.int32),
    )


def with_log(found: Rooms, moves: int) -> Rooms:
    """Return the rooms with a log for more moves."""
    return found._replace(log=np.empty((3, moves), np.int32))
