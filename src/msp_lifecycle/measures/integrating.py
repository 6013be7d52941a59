"""Power indices of thousands of uneven votes, by integration: exact but for rounding, which is bounded.

Let every voter say yes with the same chance t. Then a voter decides with a chance that is a polynomial in t. Its
integral over t from 0 to 1 is the index of Shapley and Shubik; its value at t = 1/2 is that of Banzhaf (G. Owen,
Management Science 18 (1972); P. D. Straffin, Public Choice 30 (1977)). A table for one t says only how likely each
weight is, whatever the number of voters behind it, so it is smaller by far than a table that counts coalitions.

Gauss and Legendre's rule with N values of t is exact for polynomials of degree 2N - 1. Fewer suffice: among n voters
the polynomial is at most (|t| + |1-t|)^(n-1) anywhere in the complex plane, so it is at most exp(2N²/n) on the ellipse
where the rule errs by exp(-4N²/n) of that, and with N² = 20n the error is below 1e-15 (L. N. Trefethen, SIAM Review
50 (2008), theorem 4.5).
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, prod, sqrt
from typing import TypeVar

import attrs
import numpy as np

from msp_lifecycle.measures.chambers import Chamber
from msp_lifecycle.measures.counting import TooManyCoalitions
from msp_lifecycle.measures.games import Vote, VotingGame
from msp_lifecycle.measures.indices import PowerIndices

MOST_CELLS = 2**23
"""Room that the tables may take: 64 megabytes."""

MOST_STEPS = 2**36
"""Cells that may be reckoned for one game: a minute or so."""

_ROUNDING = 2.0**-48
"""How far each voter, cell and value of t may take an index from the truth: 32 roundings, where a few happen."""

Number = TypeVar("Number", float, Fraction)

Kind = tuple[int, str]
"""What makes votes alike: weight and group."""
_VETO: Kind = (-1, "")
_NOTHING: Kind = (0, "")


def integrated_power(game: VotingGame) -> PowerIndices:
    """Return both indices of a game, exact but for rounding.

    Vetoes and groups that must agree are taken in. A number of heads, or a quota beside groups, is taken in where
    the rest of the rule implies it; otherwise weights and heads would have to be told apart together.

    Args:
        game: of any number of voters, whose weights are not too far apart.

    Raises:
        TooManyCoalitions: if heads or groups cannot be taken apart, or the weights are too large.

    Examples:
        >>> found = integrated_power(VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1}))
        >>> abs(found.shapley_shubik["a"] - Fraction(2, 3)) < found.rounding < 1e-9
        True
    """
    parts = _Parts(game)
    orders, rounding = parts.integrated()
    coins = parts.tossing_coins()
    return PowerIndices(
        shapley_shubik={vote.voter: Fraction(orders[parts.kind(vote)]) for vote in game.votes},
        banzhaf={vote.voter: coins[parts.kind(vote)] for vote in game.votes},
        rounding=rounding,
    )


class _Parts:
    """A game taken apart into chambers that decide each for itself, and vetoes."""

    def __init__(self, game: VotingGame) -> None:
        if not _separable(game):
            raise TooManyCoalitions(len(game.votes))
        self.game = game
        self.grouped = bool(game.group_quotas)
        self.vetoes = sum(vote.veto for vote in game.votes)
        self.kinds = {self.kind(vote) for vote in game.votes}
        self.decides = game.wins(game.voters) and not game.wins(())
        self.chambers = list(self._chambers()) if self.decides else []

    def kind(self, vote: Vote) -> Kind:
        if vote.veto:
            return _VETO
        return (vote.weight, vote.group if self.grouped else "") if vote.weight else _NOTHING

    def _chambers(self) -> Iterator[Chamber]:
        """Yield what is asked of voters without a veto, where those who have one do not reach it alone."""
        quotas = self.game.group_quotas if self.grouped else {"": self.game.quota}
        for group, quota in quotas.items():
            inside = [vote for vote in self.game.votes if not self.grouped or vote.group == group]
            left = quota - sum(vote.weight for vote in inside if vote.veto)
            if left > 0:
                others = [vote.weight for vote in inside if vote.weight and not vote.veto]
                yield Chamber(group, tuple(sorted(others)), left)

    def integrated(self) -> tuple[dict[Kind, float], float]:
        """Return the index of Shapley and Shubik for each kind of vote, and a bound on its rounding."""
        voters = self.vetoes + sum(len(one.weights) for one in self.chambers)
        count = max(1, min(ceil(voters / 2), ceil(sqrt(20 * voters))))
        points = [*_points(count)]
        cells = sum(one.room for one in self.chambers)
        self._demand_room(cells, points)
        found = dict.fromkeys(self.kinds, 0.0)
        for t, share in points if self.decides else ():
            turning = [(one.group, one.turning(t)) for one in self.chambers]
            passing = [one.passing(t) for one in self.chambers]
            if self.vetoes:
                found[_VETO] += share * t ** (self.vetoes - 1) * prod(passing)
            for index, (group, chances) in enumerate(turning):
                rest = share * t**self.vetoes * prod(_but(passing, index))
                for weight, chance in chances.items():
                    found[weight, group] += rest * chance
        return found, _ROUNDING * (voters + cells + count)

    def _demand_room(self, cells: int, points: Sequence[tuple[float, float]]) -> None:
        steps = sum(
            len(one.weights) * one.room
            for one in self.chambers
            for t, _ in points
            if one.settled(t) is None
        )
        if cells > MOST_CELLS or steps > MOST_STEPS:
            raise TooManyCoalitions(len(self.game.votes))

    def tossing_coins(self) -> dict[Kind, Fraction]:
        """Return the index of Banzhaf for each kind of vote."""
        found = dict.fromkeys(self.kinds, Fraction(0))
        if not self.decides:
            return found
        told = [one.tossing_coins() for one in self.chambers]
        passing = [chance for chance, _ in told]
        if self.vetoes:
            found[_VETO] = prod(passing, start=Fraction(1, 2 ** (self.vetoes - 1)))
        for index, (one, (_, chances)) in enumerate(zip(self.chambers, told, strict=True)):
            rest = prod(_but(passing, index), start=Fraction(1, 2**self.vetoes))
            for weight, chance in chances.items():
                found[weight, one.group] = rest * chance
        return found


def _points(count: int) -> Iterator[tuple[float, float]]:
    """Yield values of t and their shares: each beside its mirror image, since both are read from one table."""
    nodes, shares = np.polynomial.legendre.leggauss(count)
    for index in range((count + 1) // 2):
        t = round((float(nodes[index]) + 1) * 2**52) / 2**53  # so that 1 - t is exact
        share = float(shares[index]) / 2
        yield t, share
        if 2 * index + 1 < count:
            yield 1 - t, share


def _separable(game: VotingGame) -> bool:
    """Say whether heads, and a quota beside groups, ask for nothing that the rest of the rule does not ask for."""
    if game.heads:
        fewest = attrs.evolve(game, heads=0).fewest()
        if fewest is not None and fewest < game.heads:
            return False
    quotas: Iterable[int] = game.group_quotas.values()
    return not game.group_quotas or game.quota <= sum(max(quota, 0) for quota in quotas)


def _but(values: Sequence[Number], index: int) -> list[Number]:
    return list(values[:index]) + list(values[index + 1 :])
