"""Power indices of games that nobody can count: estimated from a sample, with the error that a sample has."""

from collections.abc import Mapping
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

import attrs

from msp_lifecycle.measures.games import GameError, Tally, Vote, VotingGame

if TYPE_CHECKING:
    import random


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
    order = list(game.votes)
    for _ in range(draws):
        chance.shuffle(order)
        pivot = _pivot(game, order)
        if pivot is not None:
            pivots[pivot] += 1
        drawn = chance.getrandbits(len(order)) if order else 0
        for voter in _decisive(game, [bool(drawn >> i & 1) for i in range(len(order))]):
            decisive[voter] += 1
    return SampledPower(
        draws=draws,
        shapley_shubik={voter: Estimate(hits, draws) for voter, hits in pivots.items()},
        banzhaf={voter: Estimate(hits, draws) for voter, hits in decisive.items()},
    )


def _pivot(game: VotingGame, order: list[Vote]) -> str | None:
    """Return who turns losing into winning as voters come in; None where nobody does."""
    yes = Tally(game)
    if yes.wins():
        return None
    for vote in order:
        yes.add(vote)
        if yes.wins():
            return vote.voter
    return None


def _decisive(game: VotingGame, inside: list[bool]) -> list[str]:
    """Return those whose own vote decides: they would turn it by changing sides."""
    yes = Tally(game)
    for vote, joined in zip(game.votes, inside, strict=True):
        if joined:
            yes.add(vote)
    wins = yes.wins()
    told: dict[tuple[int, bool, str], bool] = {}  # votes that are alike decide alike
    found: list[str] = []
    for vote, joined in zip(game.votes, inside, strict=True):
        if joined is not wins:
            continue
        alike = (vote.weight, vote.veto, vote.group)
        if alike not in told:
            sign = -1 if wins else 1
            yes.add(vote, sign)
            told[alike] = yes.wins() is not wins
            yes.add(vote, -sign)
        if told[alike]:
            found.append(vote.voter)
    return found
