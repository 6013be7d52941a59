"""Intervals for what is estimated, kept within the bounds in which it can lie."""

from statistics import NormalDist

import numpy as np

from msp_lifecycle.learning.observations import Floats


def quantile(confidence: float) -> float:
    """Return the normal quantile of a two-sided interval.

    Raises:
        ValueError: if the confidence is no share between 0 and 1.

    Examples:
        >>> round(quantile(0.95), 2)
        1.96
    """
    return NormalDist().inv_cdf((1 + confidence) / 2)


def log_log(share: Floats, variance: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the bounds of shares, symmetric on the scale of log(-log(share)), as `log-log` in R's `survfit`.

    A share of 0 or 1 has no interval on that scale: its bounds are unknown, which is NaN.

    Examples:
        >>> low, high = log_log(np.array([0.5]), np.array([0.01]))
        >>> round(float(low[0]), 3), round(float(high[0]), 3)
        (0.295, 0.675)
    """
    inside = (share > 0) & (share < 1) & (variance > 0)
    p = np.where(inside, share, 0.5)
    width = (
        quantile(confidence) * np.sqrt(np.where(inside, variance, 0.0)) / (p * np.abs(np.log(p)))
    )
    low, high = p ** np.exp(width), p ** np.exp(-width)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)


def log(value: Floats, variance: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the bounds of positive values, symmetric on the scale of their logarithm; those of 0 are unknown.

    Examples:
        >>> low, high = log(np.array([2.0]), np.array([0.25]))
        >>> round(float(low[0]), 3), round(float(high[0]), 3)
        (1.225, 3.265)
    """
    inside = (value > 0) & (variance > 0)
    of = np.where(inside, value, 1.0)
    factor = np.exp(quantile(confidence) * np.sqrt(np.where(inside, variance, 0.0)) / of)
    return np.where(inside, value / factor, np.nan), np.where(inside, value * factor, np.nan)
