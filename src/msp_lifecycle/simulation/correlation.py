"""Correlation of what disturbs the levels of different factors."""

import math
from collections.abc import Mapping, Sequence

from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import number

Matrix = list[list[float]]
Nested = Mapping[str, Mapping[str, float]]

LEAST = 1e-9
"""Least part of a factor's variance that the factors before it may leave unexplained."""


def matrix(codes: Sequence[str], correlations: Nested) -> Matrix:
    """Return the correlations of all pairs of factors, shape (K, K).

    Raises:
        ScenarioError: if a pair is given twice and differently, or a factor has another correlation with itself than 1.
    """
    for one, others in correlations.items():
        for other, value in others.items():
            if one == other != "*" and value != 1:
                raise ScenarioError(f"correlation of {one} with itself", f"{value:g} is not 1")
            if correlations.get(other, {}).get(one, value) != value:
                raise ScenarioError(f"correlation of {one} with {other}", "it is given twice")
    usual = correlations.get("*", {}).get("*", 0.0)

    def between(one: str, other: str) -> float:
        there = correlations.get(one, {}).get(other)
        return there if there is not None else correlations.get(other, {}).get(one, usual)

    return [[1.0 if a == b else between(a, b) for b in codes] for a in codes]


def factored(codes: Sequence[str], correlations: Matrix) -> Matrix:
    """Return the lower triangle that makes independent numbers correlated (Cholesky).

    In plain numbers, because a library for matrices may give other bits on another platform.

    Raises:
        ScenarioError: if the matrix is not positive definite; the message names the factor and the bound.
    """
    lower = [[0.0] * len(codes) for _ in codes]
    for k, code in enumerate(codes):
        for j in range(k):
            explained = sum(lower[k][i] * lower[j][i] for i in range(j))
            lower[k][j] = (correlations[k][j] - explained) / lower[j][j]
        left = 1.0 - sum(value * value for value in lower[k][:k])
        if left < LEAST:
            raise ScenarioError(
                "correlations",
                f"these are none of real numbers: the factors before {code} leave {left:.3g} of its "
                f"variance unexplained, less than {LEAST:g} (the matrix is not positive definite)",
            )
        lower[k][k] = math.sqrt(left)
    return lower


def parted(
    factors: Sequence[str], covariance: Sequence[Sequence[float]]
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Return the standard deviations and the correlations of a covariance.

    Raises:
        ScenarioError: if it is not square, symmetric and positive definite.
    """
    rows = [[number("covariance", float(value)) for value in row] for row in covariance]
    size = len(factors)
    if [len(row) for row in rows] != [size] * size:
        raise ScenarioError("covariance", f"{size} factors need {size} rows of {size} numbers")
    if any(rows[i][j] != rows[j][i] for i in range(size) for j in range(i)):
        raise ScenarioError("covariance", "it is not symmetric")
    for code, variance in zip(factors, (rows[i][i] for i in range(size)), strict=True):
        if variance <= 0:
            raise ScenarioError(f"variance of {code}", f"{variance:g} is not more than 0")
    sigma = [math.sqrt(rows[i][i]) for i in range(size)]
    scaled = [
        [1.0 if i == j else rows[i][j] / (sigma[i] * sigma[j]) for j in range(size)]
        for i in range(size)
    ]
    factored(factors, scaled)
    correlations = {
        one: {factors[j]: scaled[i][j] for j in range(i + 1, size) if scaled[i][j]}
        for i, one in enumerate(factors)
    }
    return dict(zip(factors, sigma, strict=True)), {a: b for a, b in correlations.items() if b}
