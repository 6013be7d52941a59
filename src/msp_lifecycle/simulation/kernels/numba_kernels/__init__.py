# pyright: basic
# (numba finds the types of what it compiles)
"""The kernels in numba: short loops over partnerships, which the compiler turns into vectors.

The same operations in the same order as `numpy_kernels` and `arithmetic`: the bits are equal.
Names are those of `batch.Batch`, n is the number of partnerships that are not done.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from msp_lifecycle.simulation.kernels.normals import normals
from msp_lifecycle.simulation.kernels.numba_kernels.rooms import Rooms, rooms, with_log
from msp_lifecycle.simulation.kernels.numba_kernels.thin import thin
from msp_lifecycle.simulation.kernels.numba_kernels.walk import walk
from msp_lifecycle.simulation.kernels.pieces import in_pieces
from msp_lifecycle.simulation.kernels.tables import BLOCK, Moves, Tables, Words


def thinning(tables: Tables, key: Words, first: int) -> Moves:
    """Simulate partnerships from candidate to candidate; the same as in `numpy_kernels`."""
    return _run(thin, tables, key, first)


def stepwise(tables: Tables, key: Words, first: int) -> Moves:
    """Simulate partnerships step by step; the same as in `numpy_kernels`."""
    return _run(walk, tables, key, first)


def _run(kernel: Callable[..., Any], tables: Tables, key: Words, first: int) -> Moves:
    room = rooms(tables, min(BLOCK, len(key)))

    def block(keys: Words, begin: int) -> Moves:
        return _block(kernel, tables, keys, begin, room)

    return in_pieces(block, key, first, BLOCK)


def _block(
    kernel: Callable[..., Any], tables: Tables, key: Words, first: int, room: Rooms
) -> Moves:
    logged, log = _called(kernel, tables, key, room)
    if logged > room.log.shape[1]:
        logged, log = _called(kernel, tables, key, with_log(room, logged))
    partnership, step, move = log
    partnership += np.uint32(first)
    return Moves(partnership, step, move)


def _called(kernel: Callable[..., Any], tables: Tables, key: Words, room: Rooms) -> Any:
    """Call a kernel. Ctrl-C meanwhile is Ctrl-C, though CPython reports a result with an exception set."""
    try:
        return kernel(tables, normals(), key.copy(), room)
    except SystemError as failure:
        cause: BaseException | None = failure
        while isinstance(cause, SystemError):  # each call on the way out reports it once more
            cause = cause.__cause__
        if isinstance(cause, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise
