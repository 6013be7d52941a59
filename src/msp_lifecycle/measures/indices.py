"""Power indices: how often a vote decides.

Banzhaf asks in how many of the coalitions of the others a voter is decisive; Shapley and Shubik let the voters come
in by and by, in every order, and ask who is the one that turns losing into winning. Both are exact fractions.
Sources: L. S. Shapley and M. Shubik, American Political Science Review 48 (1954); J. F. Banzhaf, Rutgers Law Review
19 (1965); P. Dubey and L. S. Shapley, Mathematics of Operations Research 4 (1979).
"""

from collections.abc import Mapping
from fractions import Fraction
from math import factorial, sqrt
from typing import TYPE_CHECKING

import attrs

from msp_lifecycle.measures.counting import swings, swings_in_all
from msp_lifecycle.measures.games import GameError, VotingGame

if TYPE_CHECKING:
    import random

Power = dict[str, Fraction]
"""An index of each voter."""


def shapley_shubik(game: VotingGame) -> Power:
    """Return the index of Shapley and Shubik: the share of all orders in which a voter is the one that turns it.

    The indices of all voters add up to 1, unless nothing can pass or everything does.

    Raises:
        TooManyCoalitions: if the game is too large to be counted.

    Examples:
        >>> shapley_shubik(VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1}))
        {'a': Fraction(2, 3), 'b': Fraction(1, 6), 'c': Fraction(1, 6)}
    """
    by_size = swings(game)
    told = {counts: _in_orders(counts) for counts in set(by_size.values())}  # many are alike
    return {voter: told[counts] for voter, counts in by_size.items()}


def _in_orders(counts: tuple[int, ...]) -> Fraction:
    size = len(counts)
    orders, before, after = 0, 1, factorial(size - 1)
    for joined, count in enumerate(counts):
        orders += count * before * after
        before *= joined + 1
        after //= max(size - 1 - joined, 1)
    return Fraction(orders, factorial(size))


def banzhaf(game: VotingGame) -> Power:
    """Return the absolute index of Banzhaf: the share of the coalitions of the others in which a voter is decisive.

    It is the chance that the voter decides if every other one tosses a coin.

    Raises:
        TooManyCoalitions: if the game is too large to be counted.

    Examples:
        >>> banzhaf(VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1}))
        {'a': Fraction(3, 4), 'b': Fraction(1, 4), 'c': Fraction(1, 4)}
    """
    others = 2 ** max(len(game.votes) - 1, 0)
    return {voter: Fraction(count, others) for voter, count in swings_in_all(game).items()}


def normalised(power: Mapping[str, Fraction]) -> Power:
    """Return indices in proportion to their sum, so that they add up to 1; all 0 where nobody has any.

    Examples:
        >>> normalised(banzhaf(VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1})))
        {'a': Fraction(3, 5), 'b': Fraction(1, 5), 'c': Fraction(1, 5)}
    """
    total = sum(power.values(), Fraction(0))
    return {voter: one / total if total else one for voter, one in power.items()}


@attrs.frozen
class Estimate:
    """A figure from a sample: a share of draws.

    Attributes:
        hits: draws in which it was so.
        draws: all draws.

    Examples:
        >>> one = Estimate(hits=200, draws=1000)
        >>> one.value, round(one.error, 4)
        (Fraction(1, 5), 0.0126)
    """

    hits: int
    draws: int

    @property
    def value(self) -> Fraction:
        """The share of the draws."""
        return Fraction(self.hits, self.draws)

    @property
    def error(self) -> float:
        """The standard error: the true value lies within two of them in about 95 of 100 samples.

        Where none or all of the draws hit, it is that of one hit more or less, since a sample cannot tell 0 from rare.
        """
        share = min(max(self.hits, 1), max(self.draws - 1, 1)) / (self.draws + (self.draws == 1))
        return sqrt(share * (1 - share) / self.draws)


@attrs.frozen(kw_only=True)
class SampledPower:
    """Power indices estimated from a sample.

    Attributes:
        draws: how many orders, and how many coalitions, were drawn.
        shapley_shubik: estimate for each voter.
        banzhaf: estimate of the absolute index for each voter.
    """

    draws: int
    shapley_shubik: Mapping[str, Estimate]
    banzhaf: Mapping[str, Estimate]


def sampled_power(game: VotingGame, *, draws: int, rng: "int | random.Random") -> SampledPower:
    """Estimate both indices of a game that is too large to be counted.

    Args:
        game: to sample.
        draws: how many orders and coalitions to draw; four times as many halve the error.
        rng: a seed, or a generator of random numbers; the same seed gives the same estimates.

    Raises:
        GameError: if nothing is to be drawn.

    Examples:
        >>> six = VotingGame.weighted(12, {"DE": 4, "FR": 4, "IT": 4, "BE": 2, "NL": 2, "LU": 1})
        >>> one = sampled_power(six, draws=1000, rng=7).shapley_shubik["DE"]
        >>> abs(one.value - Fraction(14, 60)) < 3 * one.error
        True
    """
    if draws < 1:
        raise GameError(f"{draws} draws tell nothing; draw at least one")
    from random import Random  # few games are too large to be counted

    chance = rng if isinstance(rng, Random) else Random(rng)  # noqa: S311 - no secret
    pivots = dict.fromkeys(game.voters, 0)
    decisive = dict.fromkeys(game.voters, 0)
    order = list(game.voters)
    for _ in range(draws):
        chance.shuffle(order)
        pivot = _pivot(game, order)
        if pivot is not None:
            pivots[pivot] += 1
        drawn = chance.getrandbits(len(order)) if order else 0
        coalition = {voter for i, voter in enumerate(game.voters) if drawn >> i & 1}
        for voter in _decisive(game, coalition):
            decisive[voter] += 1
    return SampledPower(
        draws=draws,
        shapley_shubik={voter: Estimate(hits, draws) for voter, hits in pivots.items()},
        banzhaf={voter: Estimate(hits, draws) for voter, hits in decisive.items()},
    )


def _pivot(game: VotingGame, order: list[str]) -> str | None:
    """Return who turns losing into winning, by halving: whoever has come in only ever helps."""
    low, high = 0, len(order)
    if game.wins(()) or not game.wins(order):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        if game.wins(order[:middle]):
            high = middle
        else:
            low = middle
    return order[high - 1]


def _decisive(game: VotingGame, coalition: set[str]) -> list[str]:
    """Return those whose own vote decides: they would turn it by changing sides."""
    wins = game.wins(coalition)
    changing = coalition if wins else set(game.voters) - coalition
    return [one for one in changing if game.wins(coalition ^ {one}) is not wins]
