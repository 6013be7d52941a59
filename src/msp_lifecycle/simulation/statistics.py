"""Intervals, each for a stated confidence of 95 % unless another one is asked for."""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from msp_lifecycle.simulation.errors import ScenarioError

Numbers = npt.NDArray[np.float64]


def quantile(confidence: float) -> float:
    """Return the normal quantile of a two-sided interval.

    Raises:
        ScenarioError: if the confidence is not between 0 and 1.

    Examples:
        >>> round(quantile(0.95), 2)
        1.96
    """
    if not 0 < confidence < 1:
        raise ScenarioError("confidence", f"{confidence!r} is not between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def shares(
    count: npt.ArrayLike, of: float, confidence: float = 0.95
) -> tuple[Numbers, Numbers, Numbers]:
    """Return shares with their Wilson intervals.

    Examples:
        >>> [round(float(x), 3) for x in shares(50, 100)]
        [0.5, 0.404, 0.596]
    """
    z = quantile(confidence)
    p = np.asarray(count, np.float64) / of
    centre = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z * np.sqrt(p * (1 - p) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return p, np.maximum(centre - half, 0.0), np.minimum(centre + half, 1.0)


def means(
    total: npt.ArrayLike, squares: npt.ArrayLike, of: float, confidence: float = 0.95
) -> tuple[Numbers, Numbers, Numbers]:
    """Return means with their normal intervals, from sums and sums of squares.

    Examples:
        >>> [round(float(x), 2) for x in means(30, 110, 10)]
        [3.0, 2.08, 3.92]
    """
    mean = np.asarray(total, np.float64) / of
    variance = np.maximum(np.asarray(squares, np.float64) / of - mean**2, 0.0) * of / max(of - 1, 1)
    half = quantile(confidence) * np.sqrt(variance / of)
    return mean, mean - half, mean + half
