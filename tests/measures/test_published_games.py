"""Games whose indices are in print, each with its source."""

from __future__ import annotations

from fractions import Fraction

import pytest

from msp_lifecycle.measures import VotingGame, banzhaf, normalised, shapley_shubik

F = Fraction

COUNCIL = {f"permanent-{i}": 7 for i in range(5)} | {f"elected-{i}": 1 for i in range(10)}
SIX = {"DE": 4, "FR": 4, "IT": 4, "BE": 2, "NL": 2, "LU": 1}
NINE = {"DE": 10, "FR": 10, "IT": 10, "UK": 10, "BE": 5, "NL": 5, "DK": 3, "IE": 3, "LU": 2}
NASSAU = {"H1": 31, "H2": 31, "NH": 28, "OB": 21, "GC": 2, "LB": 2}


def test_the_security_council() -> None:
    """Nine of fifteen, and none of the five against: 4/2145 for an elected member, the rest for the five.

    Shapley and Shubik 1954 on the council as it is since 1965; Straffin, Game Theory and Strategy, 1993, gives
    0.1963 and 0.0019, and of Banzhaf 0.1669 and 0.0165.
    """
    game = VotingGame.weighted(39, COUNCIL)
    orders, coalitions = shapley_shubik(game), normalised(banzhaf(game))
    assert orders["elected-0"] == F(4, 2145)
    assert orders["permanent-0"] == (1 - 10 * F(4, 2145)) / 5
    assert round(float(coalitions["permanent-0"]), 4) == 0.1669
    assert round(float(coalitions["elected-0"]), 4) == 0.0165


def test_the_security_council_with_vetoes() -> None:
    """The same game written as it is: one vote each, nine of them, and five vetoes."""
    plain = VotingGame.weighted(9, dict.fromkeys(COUNCIL, 1), vetoes=list(COUNCIL)[:5])
    assert shapley_shubik(plain) == shapley_shubik(VotingGame.weighted(39, COUNCIL))
    assert banzhaf(plain) == banzhaf(VotingGame.weighted(39, COUNCIL))


def test_the_six_of_1958() -> None:
    """Luxembourg had a vote and no power: 5/21, 1/7 and 0 of Banzhaf (Brams, Game Theory and Politics, 1975)."""
    game = VotingGame.weighted(12, SIX)
    assert list(normalised(banzhaf(game)).values()) == [*[F(5, 21)] * 3, *[F(1, 7)] * 2, 0]
    assert list(shapley_shubik(game).values()) == [*[F(14, 60)] * 3, *[F(9, 60)] * 2, 0]


def test_the_nine_of_1973() -> None:
    """The paradox of new members: three more joined, and Luxembourg was no dummy any more.

    Brams and Affuso, Power and Size, Theory and Decision 7 (1976): 0.016 of Banzhaf, 0.010 of Shapley and Shubik.
    """
    game = VotingGame.weighted(41, NINE)
    assert round(float(normalised(banzhaf(game))["LU"]), 3) == 0.016
    assert round(float(shapley_shubik(game)["LU"]), 3) == 0.010
    assert round(float(shapley_shubik(game)["DE"]), 3) == 0.179


def test_nassau_county() -> None:
    """Half of six districts had seats on the Board of Supervisors and no power (Banzhaf, Rutgers Law Review, 1965)."""
    game = VotingGame.weighted(58, NASSAU)
    assert list(normalised(banzhaf(game)).values()) == [*[F(1, 3)] * 3, *[F(0)] * 3]


def test_a_dictator_and_dummies() -> None:
    """Whoever reaches the quota alone decides alone."""
    game = VotingGame.weighted(51, {"a": 51, "b": 48, "c": 1})
    assert shapley_shubik(game) == banzhaf(game) == {"a": 1, "b": 0, "c": 0}


def test_one_vote_does_not_make_a_power_of_its_size() -> None:
    """49 of 100 votes decide no more than 1 of them does (Straffin 1993)."""
    game = VotingGame.weighted(51, {"a": 50, "b": 49, "c": 1})
    assert list(shapley_shubik(game).values()) == [F(2, 3), F(1, 6), F(1, 6)]
    assert list(normalised(banzhaf(game)).values()) == [F(3, 5), F(1, 5), F(1, 5)]


@pytest.mark.parametrize("voters", [1, 2, 3, 40, 2_000])
def test_unanimity(voters: int) -> None:
    """Everybody turns it in as many orders, and in one coalition of all."""
    game = VotingGame.unanimous([f"v{i}" for i in range(voters)])
    assert set(shapley_shubik(game).values()) == {F(1, voters)}
    assert set(banzhaf(game).values()) == {F(1, 2 ** (voters - 1))}


@pytest.mark.parametrize("voters", [3, 101, 1_001])
def test_one_vote_each(voters: int) -> None:
    """The chance that a toss of coins leaves the others divided is that of the middle of Pascal's triangle."""
    from math import comb

    game = VotingGame.weighted(voters // 2 + 1, {f"v{i}": 1 for i in range(voters)})
    assert set(shapley_shubik(game).values()) == {F(1, voters)}
    half = (voters - 1) // 2
    assert set(banzhaf(game).values()) == {F(comb(voters - 1, half), 2 ** (voters - 1))}


def test_hundreds_of_uneven_votes() -> None:
    """Exact where nobody could go through the coalitions one by one."""
    game = VotingGame.weighted(501, {f"v{i}": 1 + i % 4 for i in range(400)})
    orders = shapley_shubik(game)
    assert sum(orders.values()) == 1
    assert orders["v0"] < orders["v1"] < orders["v2"] < orders["v3"]
    assert orders["v3"] == orders["v7"]


def test_twenty_five_votes_of_any_weight() -> None:
    """Shares of a budget, to the cent: halves are counted and matched."""
    weights = {f"v{i}": (i * 7_919 + 13) ** 3 % 1_000_003 for i in range(25)}
    game = VotingGame.weighted(sum(weights.values()) // 2 + 1, weights)
    assert sum(shapley_shubik(game).values()) == 1
    assert sum(normalised(banzhaf(game)).values()) == 1
