"""Many partnerships, a piece at a time."""

from collections.abc import Callable

import numpy as np

from msp_lifecycle.simulation.kernels.tables import Moves, Words


def in_pieces(run: Callable[[Words, int], Moves], key: Words, first: int, width: int) -> Moves:
    """Simulate so many partnerships at a time and put together what happened.

    Args:
        run: simulates partnerships, given their keys and the number of the first.
        key: of each partnership, shape (n,).
        first: number of the first partnership.
        width: how many at a time.
    """
    parts = [run(key[at : at + width], first + at) for at in range(0, len(key), width)]
    return Moves(*(np.concatenate(part) for part in zip(*parts, strict=True)))
