# pyright: basic
# (scipy has no types)
"""The few distributions that tests and intervals need."""

from scipy import special


def quantile(probability: float) -> float:
    """Return the value below which a standard normal number lies with a probability.

    Examples:
        >>> round(quantile(0.975), 6)
        1.959964
    """
    return float(special.ndtri(probability))


def two_sided(z: float) -> float:
    """Return the probability of a standard normal number at least as far from zero; NaN where there is no z.

    Examples:
        >>> round(two_sided(1.959964), 6)
        0.05
    """
    return float(2 * special.ndtr(-abs(z)))


def chi_square_above(statistic: float, degrees: int) -> float:
    """Return the probability that a chi-square number is greater.

    Examples:
        >>> round(chi_square_above(3.841459, 1), 6)
        0.05
    """
    return float(special.chdtrc(degrees, statistic))
