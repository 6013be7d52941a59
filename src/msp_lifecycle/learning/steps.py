"""Step functions: what held at a time is what was last changed before or at it."""

import numpy as np

from msp_lifecycle.learning.observations import Floats


def at_times(times: Floats, value: Floats, at: Floats, before: float | Floats) -> Floats:
    """Return the values of step functions at times.

    Args:
        times: at which they step, rising; shape (K,).
        value: from each step on; shape (K, ...).
        at: asked about; shape (n,).
        before: value before the first step.

    Examples:
        >>> at_times(
        ...     np.array([1.0, 4.0]), np.array([[0.2], [0.5]]), np.array([0.5, 4.0]), 0.0
        ... ).tolist()
        [[0.0], [0.5]]
    """
    first = np.broadcast_to(np.asarray(before, np.float64), value.shape[1:])[None]
    found: Floats = np.concatenate([first, value])[np.searchsorted(times, at, side="right")]
    return found
