# pyright: basic
# (scipy has no types)
"""P(t) = exp(Qt) for many matrices and times at once, and the derivative of whatever is computed from it.

Q = U diag(d) U^-1 gives P(t) = U diag(e^(dt)) U^-1, and the derivative by divided differences of e^(dt) (Kalbfleisch and
Lawless 1985, Journal of the American Statistical Association 80:863-871). Where U is close to singular, as it is for a
chain of equal rates, scaling and squaring takes over.
"""

from typing import Any

import attrs
import numpy as np
import numpy.typing as npt
from scipy import linalg

from msp_lifecycle.learning.observations import Floats, Ints

Numbers = npt.NDArray[Any]
"""Real, or complex where a matrix turns in circles."""

_WORST = 1e7
"""Condition number of U beyond which too many digits are lost."""


@attrs.frozen(kw_only=True, eq=False)
class Generators:
    """Generator matrices Q, taken apart.

    Attributes:
        q: shape (matrices, states, states).
        values: their eigenvalues, shape (matrices, states).
        left: their eigenvectors U, shape (matrices, states, states).
        right: inverses of U.
        sound: whether U can be relied on, shape (matrices,).
    """

    q: Floats
    values: Numbers
    left: Numbers
    right: Numbers
    sound: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, q: Floats) -> "Generators":
        """Take matrices apart.

        Examples:
            >>> chain = np.array(
            ...     [[[-1.0, 1, 0], [0, -1, 1], [0, 0, 0]]]
            ... )  # two equal rates: no basis of eigenvectors
            >>> Generators.of(chain).sound.tolist()
            [False]
        """
        values, left = np.linalg.eig(q)
        with np.errstate(all="ignore"):
            sound = np.nan_to_num(np.linalg.cond(left), nan=np.inf) < _WORST
        usable = np.where(sound[:, None, None], left, np.eye(q.shape[1]))
        right = np.linalg.inv(usable)
        missed = np.abs((usable * values[:, None, :]) @ right - q).max(axis=(1, 2))
        sound &= missed <= 1e-9 * np.abs(q).max(axis=(1, 2))
        return cls(q=q, values=values, left=usable, right=right, sound=sound)

    def over(self, which: Ints, time: Floats) -> Floats:
        """Return P(t), shape (gaps, states, states).

        Args:
            which: number of the matrix for each gap; shape (gaps,).
            time: length of each gap; shape (gaps,).

        Examples:
            >>> q = np.array([[[-0.5, 0.5], [0.0, 0.0]]])
            >>> Generators.of(q).over(np.array([0]), np.array([2.0])).round(4).tolist()
            [[[0.3679, 0.6321], [0.0, 1.0]]]
        """
        grown = np.exp(self.values[which] * time[:, None])
        found = np.real((self.left[which] * grown[:, None, :]) @ self.right[which])
        rough = np.flatnonzero(~self.sound[which])
        if len(rough):
            found[rough] = linalg.expm(self.q[which[rough]] * time[rough, None, None])
        found[time == 0] = np.eye(self.q.shape[1])
        probability: Floats = np.maximum(found, 0.0)
        return probability

    def pull_back(self, which: Ints, time: Floats, weight: Floats) -> Floats:
        """Return the derivative by each Q of the sum over gaps of weight * P(t), shape (matrices, states, states).

        Args:
            which: number of the matrix for each gap; shape (gaps,).
            time: length of each gap; shape (gaps,).
            weight: derivative of the sum by each P(t); shape (gaps, states, states).
        """
        found = np.zeros(self.q.shape, dtype=self.values.dtype)
        inner = _transposed(self.left)[which] @ weight @ _transposed(self.right)[which]
        inner = inner * _divided(self.values[which], time)
        inner[~self.sound[which]] = 0.0
        np.add.at(found, which, inner)
        real: Floats = np.real(_transposed(self.right) @ found @ _transposed(self.left))
        rough = np.flatnonzero(~self.sound[which])
        if len(rough):
            np.add.at(
                real, which[rough], _roughly(self.q[which[rough]], time[rough], weight[rough])
            )
        return real


def _transposed(matrices: Numbers) -> Numbers:
    return np.swapaxes(matrices, -1, -2)


def _divided(values: Numbers, time: Floats) -> Numbers:
    """Return (e^(a t) - e^(b t)) / (a - b) for all pairs of eigenvalues, t e^(a t) where they are equal."""
    one, other = values[:, :, None], values[:, None, :]
    first = np.real(one) >= np.real(other)
    higher = np.where(first, one, other)
    gap = higher - np.where(first, other, one)
    t = time[:, None, None]
    near = np.abs(gap * t) < 1e-12
    quotient = -np.expm1(-gap * t) / np.where(near, 1.0, gap)
    return np.exp(higher * t) * np.where(near, t, quotient)


def _roughly(q: Floats, time: Floats, weight: Floats) -> Floats:
    """Return the derivative from the exponential of a matrix of twice the size (Van Loan 1978)."""
    states = q.shape[1]
    block = np.zeros((len(q), 2 * states, 2 * states))
    block[:, :states, :states] = block[:, states:, states:] = _transposed(q)
    block[:, :states, states:] = weight
    grown: Floats = np.asarray(linalg.expm(block * time[:, None, None]), np.float64)
    return grown[:, :states, states:]
