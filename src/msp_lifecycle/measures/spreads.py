"""How the weight of those who say yes is spread, where each says so by chance; and what a vote adds to it.

Chances are floating-point numbers. A table is built by additions of what is not negative, so each of its cells has a
small relative error, and so has every sum of them.
"""

from collections.abc import Iterable
from math import isqrt, log

import attrs
import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.float64]
"""How likely each weight is, one after the other."""

_FADED = 60.0
"""Powers of a number below exp(-60) are left out."""


def stray(squares: int) -> int:
    """Return how far a sum of weights may lie from its mean; beyond it lies less than 1e-21 (Hoeffding).

    Args:
        squares: of all weights, added up.
    """
    return isqrt(25 * squares) + 1


@attrs.frozen(eq=False)
class Spread:
    """How likely the weights of those are who say yes.

    Attributes:
        low: weight of the first cell.
        cells: chance of each weight from there on.

    Examples:
        >>> two = Spread.of([(1, 0.5), (1, 0.5)], room=9)
        >>> two.low, two.cells.tolist(), two.below(1), two.at_least(1)
        (0, [0.25, 0.5, 0.25], 0.25, 0.75)
    """

    low: int
    cells: Cells

    @classmethod
    def of(cls, votes: Iterable[tuple[int, float]], room: int) -> "Spread":
        """Let voters in one by one, and forget weights that are as good as impossible.

        Args:
            votes: weight of each, and how likely it says yes; the lightest first keep the table small for long.
            room: cells that the table needs at most.
        """
        cells, yes = np.zeros(room), np.empty(room)
        cells[0] = 1
        low, size, mean, squares = 0, 1, 0.0, 0
        for weight, chance in votes:
            np.multiply(cells[:size], chance, out=yes[:size])
            cells[:size] *= 1 - chance
            cells[size : size + weight] = 0
            cells[weight : weight + size] += yes[:size]
            mean, squares = mean + chance * weight, squares + weight * weight
            reach, middle = stray(squares), int(mean)
            size = min(size + weight, middle + reach + 1 - low)
            idle = middle - reach - low
            if idle > reach // 2:  # not every time, since moving takes time too
                cells[: size - idle] = cells[idle:size].copy()
                low, size = low + idle, size - idle
        return cls(low, cells[:size])

    def at_least(self, weight: int) -> float:
        """Return the chance of a weight or more."""
        return float(self.cells[max(weight - self.low, 0) :].sum())

    def below(self, weight: int) -> float:
        """Return the chance of less than a weight."""
        return float(self.cells[: max(weight - self.low, 0)].sum())

    def turning(self, weight: int, quota: int, chance: float) -> float:
        """Return the chance that all but one voter lie short of a quota by no more than the weight of that one.

        Taking the voter out of the table takes in the cells below the quota, as many at a time as it weighs, added
        and subtracted in turn and fading away. No cell is read twice, so the error stays as small as theirs.

        Args:
            weight: of the voter.
            quota: to be reached.
            chance: that the voter says yes, at most a half.

        Examples:
            >>> Spread.of([(1, 0.5), (1, 0.5)], room=9).turning(1, quota=2, chance=0.5)
            0.5
        """
        end = quota - self.low
        odds = chance / (1 - chance)
        bands = -(-end // weight)
        if odds < 1:
            bands = min(bands, 1 + int(_FADED / -log(odds)))
        if bands < 1:
            return 0.0
        start = end - bands * weight
        some = self.cells[max(start, 0) : min(end, len(self.cells))]
        padded = np.zeros(bands * weight)
        padded[max(-start, 0) : max(-start, 0) + len(some)] = some
        nearest_first = padded.reshape(bands, weight).sum(axis=1)[::-1]
        kept = float(nearest_first @ np.power(-odds, np.arange(bands)))
        return max(kept / (1 - chance), 0.0)
