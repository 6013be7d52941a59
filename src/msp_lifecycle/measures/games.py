"""Voting games: who can get a decision through together, and who cannot.

The model: every voter is present and says yes or no. A coalition wins if those who say yes get the decision through
whatever the others say. Nobody abstains, so a quorum of presence is always reached and plays no part.

Everything is counted in whole numbers; there is no rounding anywhere.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, gcd, lcm

import attrs

from msp_lifecycle.errors import MspError

Number = int | Decimal | Fraction


class GameError(MspError, ValueError):
    """A voting game is not well formed.

    Attributes:
        problem: what is wrong, in one sentence.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem


@attrs.frozen(kw_only=True)
class Vote:
    """One vote in a game.

    Attributes:
        voter: who has it.
        weight: how much it counts, a whole number.
        veto: whether nothing passes without it.
        group: of voters that it belongs to.
    """

    voter: str
    weight: int = 1
    veto: bool = False
    group: str = ""


def _votes(given: Iterable[Vote]) -> tuple[Vote, ...]:
    return tuple(given)


@attrs.frozen(kw_only=True, slots=False)  # for what it remembers of itself
class VotingGame:
    """A rule by which votes decide: a quota of weight and, where the rule asks for them, heads, groups and vetoes.

    Attributes:
        votes: one for each voter.
        quota: weight that the votes for a decision must reach.
        heads: number of voters that must be for it, however much they weigh.
        group_quotas: weight that the votes for it must reach within each group, by group.

    Raises:
        GameError: if a voter has two votes, a weight is negative, or a group that nobody belongs to is to agree.

    Examples:
        >>> six = VotingGame.weighted(12, {"DE": 4, "FR": 4, "IT": 4, "BE": 2, "NL": 2, "LU": 1})
        >>> six.wins({"DE", "FR", "IT"}), six.wins({"DE", "FR", "BE", "LU"})
        (True, False)
    """

    votes: tuple[Vote, ...] = attrs.field(converter=_votes)
    quota: int
    heads: int = 0
    group_quotas: Mapping[str, int] = attrs.field(factory=dict[str, int], hash=False)

    def __attrs_post_init__(self) -> None:
        seen: set[str] = set()
        for vote in self.votes:
            if vote.voter in seen:
                raise GameError(f"{vote.voter!r} has two votes; give it one that weighs as much")
            if vote.weight < 0:
                raise GameError(f"the vote of {vote.voter!r} weighs {vote.weight}, less than 0")
            seen.add(vote.voter)
        empty = sorted(self.group_quotas.keys() - {vote.group for vote in self.votes})
        if empty:
            raise GameError(f"nobody belongs to group {empty[0]!r}, which is to agree")

    @classmethod
    def weighted(
        cls, quota: Number, weights: Mapping[str, Number], *, vetoes: Iterable[str] = ()
    ) -> "VotingGame":
        """Return a weighted game, as the literature writes it: `[quota; weights]`.

        Args:
            quota: weight that a winning coalition reaches at least.
            weights: of each voter; fractions are brought to whole numbers.
            vetoes: voters without whom nothing passes.

        Examples:
            >>> VotingGame.weighted(Fraction(3, 2), {"a": Fraction(1, 2), "b": 1}).quota
            3
        """
        scale = common_scale([quota, *weights.values()])
        holders = set(vetoes)
        return cls(
            votes=tuple(
                Vote(voter=name, weight=int(Fraction(weight) * scale), veto=name in holders)
                for name, weight in weights.items()
            ),
            quota=int(Fraction(quota) * scale),
        )

    @classmethod
    def unanimous(cls, voters: Iterable[str]) -> "VotingGame":
        """Return the game in which nothing passes without everybody.

        Examples:
            >>> VotingGame.unanimous(["a", "b"]).wins({"a"})
            False
        """
        votes = tuple(Vote(voter=name, veto=True) for name in voters)
        return cls(votes=votes, quota=len(votes))

    @cached_property
    def voters(self) -> tuple[str, ...]:
        """Who votes, in the order of the votes."""
        return tuple(vote.voter for vote in self.votes)

    @cached_property
    def total(self) -> int:
        """Weight of all votes together."""
        return sum(vote.weight for vote in self.votes)

    def wins(self, coalition: Iterable[str]) -> bool:
        """Say whether a coalition gets a decision through; names of no voter count for nothing."""
        inside, yes = set(coalition), Tally(self)
        for vote in self.votes:
            if vote.voter in inside:
                yes.add(vote)
        return yes.wins()

    def fewest(self) -> int | None:
        """Return how many voters can get a decision through at the least; None where nothing passes.

        Examples:
            >>> VotingGame.weighted(12, {"DE": 4, "FR": 4, "IT": 4, "BE": 2}).fewest()
            3
        """
        if not self.wins(self.voters):
            return None
        heaviest = sorted(self.votes, key=lambda vote: (not vote.veto, -vote.weight))
        yes, later = Tally(self), list[Vote]()
        for vote in heaviest:
            if vote.veto or yes.short_of(vote.group):
                yes.add(vote)
            else:
                later.append(vote)
        for vote in later:
            if yes.wins():
                break
            yes.add(vote)
        return yes.heads


class Tally:
    """Those who have said yes so far, added up, so that one vote more or less costs no new count.

    Examples:
        >>> game = VotingGame.weighted(3, {"a": 2, "b": 1})
        >>> yes = Tally(game)
        >>> for vote in game.votes:
        ...     yes.add(vote)
        >>> yes.wins()
        True
    """

    def __init__(self, game: VotingGame) -> None:
        self.game = game
        self.weight = self.heads = 0
        self.by_group = dict.fromkeys(game.group_quotas, 0)
        self.vetoes = sum(vote.veto for vote in game.votes)

    def add(self, vote: Vote, sign: int = 1) -> None:
        """Add a vote; take it back with a sign of -1."""
        self.weight += sign * vote.weight
        self.heads += sign
        self.vetoes -= sign * vote.veto
        if vote.group in self.by_group:
            self.by_group[vote.group] += sign * vote.weight

    def short_of(self, group: str) -> bool:
        """Say whether a group is to agree and does not yet."""
        return group in self.by_group and self.by_group[group] < self.game.group_quotas[group]

    def wins(self) -> bool:
        """Say whether those who have said yes get the decision through."""
        game = self.game
        return (
            not self.vetoes
            and self.weight >= game.quota
            and self.heads >= game.heads
            and not any(map(self.short_of, self.by_group))
        )


def common_scale(numbers: Iterable[Number]) -> Fraction:
    """Return the factor that turns numbers into the smallest whole numbers of the same proportions.

    Examples:
        >>> common_scale([Decimal("0.5"), Decimal("1.25")])
        Fraction(4, 1)
        >>> common_scale([20, 30])
        Fraction(1, 10)
    """
    fractions = [Fraction(one) for one in numbers]
    whole = lcm(*(one.denominator for one in fractions))
    divisor = gcd(*(int(one * whole) for one in fractions))
    return Fraction(whole, divisor or 1)


def majority(total: int) -> int:
    """Return the least weight that is more than half of a total.

    Examples:
        >>> majority(4), majority(5)
        (3, 3)
    """
    return total // 2 + 1


def at_least(share: Number, total: int) -> int:
    """Return the least whole number that reaches a share of a total.

    Examples:
        >>> at_least(Decimal("0.67"), 12)
        9
    """
    return ceil(Fraction(share) * total)
