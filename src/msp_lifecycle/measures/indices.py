"""Power indices: how often a vote decides.

Banzhaf asks in how many of the coalitions of the others a voter is decisive; Shapley and Shubik let the voters come
in by and by, in every order, and ask who is the one that turns losing into winning. Both are exact fractions as long as
coalitions can be counted; thousands of uneven votes are integrated, exact but for a rounding that is told.
Sources: L. S. Shapley and M. Shubik, American Political Science Review 48 (1954); J. F. Banzhaf, Rutgers Law Review
19 (1965); P. Dubey and L. S. Shapley, Mathematics of Operations Research 4 (1979).
"""

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction
from importlib.util import find_spec
from math import factorial

import attrs

from msp_lifecycle.measures.counting import MOST_BITS, TooManyCoalitions, swings, swings_in_all
from msp_lifecycle.measures.games import VotingGame

Power = dict[str, Fraction]
"""An index of each voter."""

QUICK_BITS = 2**26
"""Room of a table that is counted within a second or so, even where it could be integrated."""


@attrs.frozen(kw_only=True)
class PowerIndices:
    """Both indices of a game.

    Attributes:
        shapley_shubik: index of each voter.
        banzhaf: absolute index of each voter.
        rounding: no index is further than this from the truth; 0 where they were counted.
    """

    shapley_shubik: Power
    banzhaf: Power
    rounding: float = 0.0


def power_indices(game: VotingGame) -> PowerIndices:
    """Return both indices of a game: counted where that is quick, else integrated where NumPy is installed.

    Raises:
        TooManyCoalitions: if the game is too large for either.

    Examples:
        >>> found = power_indices(VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1}))
        >>> found.shapley_shubik["a"], found.banzhaf["a"], found.rounding
        (Fraction(2, 3), Fraction(3, 4), 0.0)
    """
    try:
        return _counted(game, QUICK_BITS)
    except TooManyCoalitions:
        if find_spec("numpy"):
            from msp_lifecycle.measures.integrating import integrated_power  # NumPy starts slowly

            with suppress(TooManyCoalitions):  # weights may be too large for a table of them
                return integrated_power(game)
        return _counted(game, MOST_BITS)


def _counted(game: VotingGame, room: int) -> PowerIndices:
    return PowerIndices(
        shapley_shubik=shapley_shubik(game, room=room), banzhaf=banzhaf(game, room=room)
    )


def shapley_shubik(game: VotingGame, *, room: int = MOST_BITS) -> Power:
    """Return the index of Shapley and Shubik: the share of all orders in which a voter is the one that turns it.

    The indices of all voters add up to 1, unless nothing can pass or everything does.

    Args:
        game: to count.
        room: that a table may take, in bits.

    Raises:
        TooManyCoalitions: if the game is too large to be counted.

    Examples:
        >>> shapley_shubik(VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1}))
        {'a': Fraction(2, 3), 'b': Fraction(1, 6), 'c': Fraction(1, 6)}
    """
    by_size = swings(game, room=room)
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


def banzhaf(game: VotingGame, *, room: int = MOST_BITS) -> Power:
    """Return the absolute index of Banzhaf: the share of the coalitions of the others in which a voter is decisive.

    It is the chance that the voter decides if every other one tosses a coin.

    Args:
        game: to count.
        room: that a table may take, in bits.

    Raises:
        TooManyCoalitions: if the game is too large to be counted.

    Examples:
        >>> banzhaf(VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1}))
        {'a': Fraction(3, 4), 'b': Fraction(1, 4), 'c': Fraction(1, 4)}
    """
    others = 2 ** max(len(game.votes) - 1, 0)
    return {
        voter: Fraction(count, others) for voter, count in swings_in_all(game, room=room).items()
    }


def normalised(power: Mapping[str, Fraction]) -> Power:
    """Return indices in proportion to their sum, so that they add up to 1; all 0 where nobody has any.

    Examples:
        >>> normalised(banzhaf(VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1})))
        {'a': Fraction(3, 5), 'b': Fraction(1, 5), 'c': Fraction(1, 5)}
    """
    total = sum(power.values(), Fraction(0))
    return {voter: one / total if total else one for voter, one in power.items()}
