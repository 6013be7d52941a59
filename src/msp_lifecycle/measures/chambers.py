"""Voters who must reach a weight among themselves, and how likely one of them decides where each says yes by chance."""

from collections import Counter
from fractions import Fraction
from functools import cached_property
from math import exp, floor, log, log1p

import attrs
import numpy as np

from msp_lifecycle.measures.spreads import Spread, stray

_HALVINGS = 80


@attrs.define(eq=False)
class Chamber:
    """Voters without a veto, all of some weight, who must reach a quota.

    Attributes:
        group: that they are.
        weights: of each, the lightest first.
        quota: what they must reach, more than nothing and no more than they weigh.
    """

    group: str
    weights: tuple[int, ...]
    quota: int
    _last: tuple[float, Spread] | None = None

    @cached_property
    def kinds(self) -> tuple[int, ...]:
        """The different weights."""
        return tuple(sorted(set(self.weights)))

    @cached_property
    def total(self) -> int:
        """Weight of all."""
        return sum(self.weights)

    @cached_property
    def reach(self) -> int:
        """How far their weight may lie from its mean."""
        return stray(sum(weight * weight for weight in self.weights))

    @property
    def room(self) -> int:
        """How many cells a table takes at most."""
        return min(3 * self.reach, self.total) + 2 * self.weights[-1] + 2

    @property
    def against(self) -> int:
        """Weight by which those who say no stop it: the quota of the same game, seen from the other side."""
        return self.total - self.quota + 1

    def settled(self, t: float) -> bool | None:
        """Say whether the quota is surely reached or missed, with or without any one voter; None where it is open."""
        mean, far = t * self.total, self.reach + self.weights[-1]
        if mean + far < self.quota:
            return False
        return True if mean - far >= self.quota else None

    def passing(self, t: float) -> float:
        """Return the chance that the quota is reached where each says yes with chance t."""
        settled = self.settled(t)
        if settled is not None:
            return float(settled)
        spread = self._spread(min(t, 1 - t))
        return spread.at_least(self.quota) if t <= 0.5 else spread.below(self.against)

    def turning(self, t: float) -> dict[int, float]:
        """Return for each weight the chance that a voter of that weight decides, where each says yes with chance t.

        Where more than half say yes, those who say no are looked at instead: who decides for it decides against it.
        """
        if self.settled(t) is not None:
            return dict.fromkeys(self.kinds, 0.0)
        chance = min(t, 1 - t)
        spread, quota = self._spread(chance), self.quota if t <= 0.5 else self.against
        return {weight: spread.turning(weight, quota, chance) for weight in self.kinds}

    def _spread(self, t: float) -> Spread:
        if self._last is None or self._last[0] != t:
            self._last = (t, Spread.of([(weight, t) for weight in self.weights], self.room))
        return self._last[1]

    def tossing_coins(self) -> tuple[Fraction, dict[int, Fraction]]:
        """Return the chance that the quota is reached where each tosses a coin, and that a voter of each weight decides.

        A quota far from half of the weight is next to never met by coins. So heavy voters get a chance the smaller
        the heavier they are, in such a way that the quota becomes likely and that coalitions of one weight stay as
        likely as each other; and the table is turned back (a change of measure, after F. Esscher, 1932).
        """
        quota = min(self.quota, self.against)
        tilt = self._tilt(quota)
        votes = [(weight, 1 / (1 + exp(tilt * weight))) for weight in self.weights]
        tilted = Spread.of(votes, self.room)
        cells = tilted.cells[: max(quota - tilted.low, 0)]
        back = np.exp(tilt * (np.arange(len(cells)) + float(tilted.low - quota)))
        spread = Spread(tilted.low, cells * back)
        scale = _power_of_e(
            tilt * quota + sum(log1p(exp(-tilt * weight)) - log(2) for weight in self.weights)
        )
        short = Fraction(spread.below(quota)) * scale
        passing = 1 - short if quota == self.quota else short
        return passing, {
            weight: Fraction(spread.turning(weight, quota, 0.5)) * scale for weight in self.kinds
        }

    def _tilt(self, quota: int) -> float:
        """Return what makes the mean weight that of the quota, at most half of the whole."""
        many = Counter(self.weights)
        low, high = 0.0, 700.0 / self.weights[-1]
        for _ in range(_HALVINGS):
            tilt = (low + high) / 2
            mean = sum(n * weight / (1 + exp(tilt * weight)) for weight, n in many.items())
            low, high = (tilt, high) if mean > quota else (low, tilt)
        return low


def _power_of_e(exponent: float) -> Fraction:
    """Return e to a power that a float may be too small for."""
    twos = floor(exponent / log(2))
    return Fraction(exp(exponent - twos * log(2))) * Fraction(2) ** twos
