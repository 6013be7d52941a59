"""Indices of thousands of uneven votes: near the exact ones where both are possible, and lawful where they are not."""

from __future__ import annotations

import datetime as dt
import random
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs
import pytest

from msp_lifecycle.measures import (
    TooManyCoalitions,
    Vote,
    VotingGame,
    banzhaf,
    counting,
    indices,
    normalised,
    power,
    power_indices,
    shapley_shubik,
)
from msp_lifecycle.measures.integrating import integrated_power
from msp_lifecycle.records import DecisionRule, Organisation, Partner, Partnership, Voter
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.power import power_data, power_page

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = dt.date(2021, 6, 1)


def uneven(voters: int, most: int, share: float, **more: object) -> VotingGame:
    chance = random.Random(voters)
    weights = {f"v{i}": chance.randint(1, most) for i in range(voters)}
    game = VotingGame.weighted(int(sum(weights.values()) * share) + 1, weights)
    return attrs.evolve(game, **more)


def grouped(voters: int) -> VotingGame:
    votes = [
        attrs.evolve(vote, group="nsw"[i % 3], veto=i == 7)
        for i, vote in enumerate(uneven(voters, 9, 0.5).votes)
    ]
    inside = {name: sum(vote.weight for vote in votes if vote.group == name) for name in "nsw"}
    quotas = {name: weight // 2 + 1 for name, weight in inside.items()}
    return VotingGame(votes=votes, quota=sum(inside.values()) // 2 + 1, group_quotas=quotas)


def near(found: Mapping[str, Fraction], exact: Mapping[str, Fraction], error: float) -> bool:
    return all(abs(found[voter] - exact[voter]) <= error for voter in exact)


@pytest.mark.parametrize(
    "game",
    [
        uneven(110, 30, 0.5),
        uneven(110, 30, 0.8),
        uneven(110, 30, 0.1),
        uneven(101, 3, 0.95),
        grouped(120),
    ],
    ids=["majority", "large quota", "small quota", "nearly all", "groups and a veto"],
)
def test_fewer_values_of_t_than_voters_ask_for_suffice(game: VotingGame) -> None:
    """The indices are within the bound that they come with, and in truth far within it."""
    found = integrated_power(game)
    assert near(found.shapley_shubik, shapley_shubik(game), 1e-13)
    assert near(found.banzhaf, banzhaf(game), 1e-13)
    assert 1e-13 < found.rounding < 1e-10


def test_a_quota_that_coins_next_to_never_meet_keeps_its_shares() -> None:
    """The index of Banzhaf is next to nothing, but in the right proportions."""
    game = uneven(200, 30, 0.9)
    found, exact = integrated_power(game).banzhaf, banzhaf(game)
    assert max(exact.values()) < Fraction(1, 10**24)
    assert all(abs(found[voter] / exact[voter] - 1) < 1e-9 for voter in exact)


def test_one_large_vote_among_thousands() -> None:
    """One vote of weight a among m of weight 1 turns a of the m + 1 places that it can come in at.

    Shapley and Shubik (1954) give this example; J. W. Milnor and L. S. Shapley (1978) its limit, the oceanic game.
    """
    small, large = 2000, 500
    weights = {"large": large} | {f"v{i}": 1 for i in range(small)}
    found = integrated_power(VotingGame.weighted((small + large) // 2 + 1, weights))
    assert abs(found.shapley_shubik["large"] - Fraction(large, small + 1)) < 1e-12
    assert abs(sum(found.shapley_shubik.values()) - 1) < 1e-11


def test_thousands_of_uneven_votes() -> None:
    """They add up to 1, a heavier vote has more, and for so many power is nearly in proportion to weight."""
    game = uneven(1500, 100, 0.5)
    found = power_indices(game)
    assert 0 < found.rounding < 1e-9
    assert abs(sum(found.shapley_shubik.values()) - 1) < 1e-11
    assert abs(sum(normalised(found.banzhaf).values()) - 1) < 1e-11
    by_weight = {vote.weight: found.shapley_shubik[vote.voter] for vote in game.votes}
    powers = [by_weight[weight] for weight in sorted(by_weight)]
    assert powers == sorted(powers)
    assert all(abs(one * game.total / weight - 1) < 0.01 for weight, one in by_weight.items())


def test_heads_that_the_quota_implies_change_nothing() -> None:
    """Half of the weight always takes a fifth of the voters here, so asking for them asks for nothing."""
    game = uneven(120, 9, 0.5)
    assert integrated_power(attrs.evolve(game, heads=24)) == integrated_power(game)


@pytest.mark.parametrize(
    "game",
    [
        uneven(400, 99, 0.5, heads=200),
        attrs.evolve(grouped(400), quota=uneven(400, 9, 0.5).total * 2 // 3),
        VotingGame.weighted(2**40, {f"v{i}": 2**30 + i * i * 2**12 for i in range(2000)}),
    ],
    ids=["heads", "a quota beside groups", "weights too large"],
)
def test_what_cannot_be_integrated(game: VotingGame) -> None:
    """It is refused at once rather than reckoned wrongly."""
    with pytest.raises(TooManyCoalitions, match="too many to be counted exactly or taken apart"):
        integrated_power(game)


def test_nobody_decides() -> None:
    """Where nothing passes or everything does, nobody has any power."""
    everybody = uneven(100, 9, 0.5)
    for quota in (0, everybody.total + 1):
        found = integrated_power(attrs.evolve(everybody, quota=quota))
        assert set(found.shapley_shubik.values()) == set(found.banzhaf.values()) == {0}


def dossier(voters: int) -> Partnership:
    names = [f"p{i}" for i in range(voters)]
    rule = DecisionRule(
        id="R",
        method="majority",
        electorate=[Voter(partner=name, weight=1 + i * i % 97) for i, name in enumerate(names)],
    )
    return Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id=name, name=name, sector="business") for name in names],
        partners=[Partner(id=name, organisation=name) for name in names],
        decision_rules=[rule],
    )


def test_a_page_says_what_is_rounded() -> None:
    """Readers see that figures are exact but for rounding, and by how much."""
    p = dossier(300)
    (one,) = found = power(p, on=DAY)
    assert one.problem == ""
    assert one.draws is None
    assert one.by_sector()["business"].votes == 300
    text = str(power_page(p, found, DAY, Page()))
    assert "integrated, exact but for rounding of less than" in " ".join(text.split())
    (rule,) = power_data(p, found, DAY)["rules"]  # type: ignore[misc]
    assert 0 < float(rule["rounding"]) < 1e-9  # type: ignore[index, arg-type]


def test_without_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What can be counted is counted; for the rest the message says what to install."""
    for module in (indices, counting):
        monkeypatch.setattr(module, "find_spec", lambda _: None)
    assert power_indices(uneven(120, 30, 0.5)).rounding == 0
    (one,) = power(dossier(1200), on=DAY)
    assert "pip install 'msp-lifecycle[power]'" in one.problem
    assert one.strongest is None


def test_groups_of_one_chamber_only() -> None:
    """Votes of a group that need not agree count for nothing beside one that must."""
    votes = [Vote(voter=f"v{i}", weight=1 + i % 3, group="ab"[i % 2]) for i in range(40)]
    game = VotingGame(votes=votes, quota=0, group_quotas={"a": 12})
    found = integrated_power(game)
    assert near(found.shapley_shubik, shapley_shubik(game), 1e-14)
    assert found.shapley_shubik["v1"] == 0
