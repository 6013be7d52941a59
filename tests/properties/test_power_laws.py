"""The laws of power indices: the axioms, and that counting agrees with going through every coalition."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from math import factorial
from typing import TYPE_CHECKING, get_args

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from msp_lifecycle.measures import (
    TooManyCoalitions,
    Vote,
    VotingGame,
    banzhaf,
    game_on,
    normalised,
    power,
    sampled_power,
    shapley_shubik,
    swings,
    swings_in_all,
)
from msp_lifecycle.measures.integrating import integrated_power
from msp_lifecycle.records import (
    Ballot,
    Decision,
    DecisionMethod,
    DecisionRule,
    Organisation,
    Partner,
    Partnership,
    Voter,
    validity,
)
from msp_lifecycle.testing import partnerships

if TYPE_CHECKING:
    from collections.abc import Iterable

DAY = dt.date(2021, 6, 1)
NAMES = "abcde"
SHARES = st.sampled_from((None, Decimal("0.34"), Decimal("0.5"), Decimal("0.67"), Decimal(1)))

WEIGHTS = st.one_of(st.integers(0, 5), st.integers(0, 10**9))


@st.composite
def games(
    draw: st.DrawFn, *, groups: bool = True, heads: bool = True, voters: int | None = None
) -> VotingGame:
    size = draw(st.integers(1, 7)) if voters is None else voters
    votes = [
        Vote(
            voter=f"v{i}",
            weight=draw(WEIGHTS),
            veto=draw(st.integers(0, 7)) == 7,
            group=draw(st.sampled_from("ab")) if groups else "",
        )
        for i in range(size)
    ]
    total = sum(vote.weight for vote in votes)
    quotas: dict[str, int] = {}
    if groups:
        for name in draw(st.sets(st.sampled_from(sorted({vote.group for vote in votes})))):
            inside = sum(vote.weight for vote in votes if vote.group == name)
            quotas[name] = draw(st.integers(0, inside + 1))
    return VotingGame(
        votes=votes,
        quota=draw(st.integers(0, total + 1)),
        heads=draw(st.integers(0, size + 1)) if heads and draw(st.booleans()) else 0,
        group_quotas=quotas,
    )


def coalitions(voters: Iterable[str]) -> Iterable[set[str]]:
    names = list(voters)
    return (set(some) for size in range(len(names) + 1) for some in combinations(names, size))


def one_by_one(game: VotingGame) -> dict[str, list[int]]:
    """Count the swings by going through every coalition."""
    found = {voter: [0] * len(game.voters) for voter in game.voters}
    for coalition in coalitions(game.voters):
        if game.wins(coalition):
            continue
        for voter in set(game.voters) - coalition:
            found[voter][len(coalition)] += game.wins(coalition | {voter})
    return found


@settings(max_examples=300)
@given(games())
def test_counting_agrees_with_going_through_them(game: VotingGame) -> None:
    """Tables, chambers, halves and vetoes come to what enumeration comes to."""
    expected = one_by_one(game)
    assert swings(game) == {voter: tuple(counts) for voter, counts in expected.items()}
    assert swings_in_all(game) == {voter: sum(counts) for voter, counts in expected.items()}


@settings(max_examples=300)
@given(games())
def test_integrating_agrees_with_counting(game: VotingGame) -> None:
    """What is integrated is within its rounding of what is counted, or is refused."""
    try:
        found = integrated_power(game)
    except TooManyCoalitions:
        return
    for rounded, exact in (
        (found.shapley_shubik, shapley_shubik(game)),
        (found.banzhaf, banzhaf(game)),
    ):
        assert all(abs(rounded[voter] - exact[voter]) <= found.rounding for voter in game.voters)


@given(games())
def test_whoever_joins_only_helps(game: VotingGame) -> None:
    """A winning coalition stays so when it grows, which is what the counting leans on."""
    for coalition in coalitions(game.voters):
        if game.wins(coalition):
            assert all(game.wins(coalition | {voter}) for voter in game.voters)


@given(games())
def test_the_fewest_that_win(game: VotingGame) -> None:
    """The heaviest, after those who must be in it, are as few as any that win."""
    sizes = [len(coalition) for coalition in coalitions(game.voters) if game.wins(coalition)]
    assert game.fewest() == min(sizes, default=None)


@given(games())
def test_efficiency(game: VotingGame) -> None:
    """All orders have one who turns it, if all together win and nobody does; else none has."""
    turns = game.wins(game.voters) and not game.wins(())
    assert sum(shapley_shubik(game).values()) == turns
    assert sum(normalised(banzhaf(game)).values()) == turns


@given(games())
def test_a_null_player_has_nothing_and_nobody_else_has_nothing(game: VotingGame) -> None:
    """An index is 0 exactly where a voter never changes the outcome."""
    orders, chances = shapley_shubik(game), banzhaf(game)
    for voter in game.voters:
        others = [one for one in game.voters if one != voter]
        dummy = all(game.wins(some) == game.wins(some | {voter}) for some in coalitions(others))
        assert (orders[voter] == 0) is dummy
        assert (chances[voter] == 0) is dummy


@given(games(), st.data())
def test_symmetry(game: VotingGame, data: st.DataObject) -> None:
    """Names and order mean nothing: mixed up, the indices are mixed up the same way."""
    mixed = attrs.evolve(game, votes=data.draw(st.permutations(game.votes)))
    assert shapley_shubik(mixed) == shapley_shubik(game)
    alike = attrs.evolve(game.votes[0], voter="twin")
    twins = attrs.evolve(game, votes=[*game.votes, alike])
    for index in (shapley_shubik(twins), banzhaf(twins)):
        assert index["twin"] == index[game.votes[0].voter]


@given(games(groups=False, heads=False))
def test_more_weight_is_never_less_power(game: VotingGame) -> None:
    """Among voters without a veto in a weighted game, the heavier decides at least as often."""
    orders = shapley_shubik(game)
    plain = sorted((v for v in game.votes if not v.veto), key=lambda vote: vote.weight)
    for lighter, heavier in pairwise(plain):
        assert orders[lighter.voter] <= orders[heavier.voter]


@given(games())
def test_the_identity_of_dubey_and_shapley(game: VotingGame) -> None:
    """All swings together count each winning coalition once for each member, less once for each who is not in it.

    Dubey and Shapley, Mathematics of Operations Research 4 (1979), theorem 2.
    """
    size = len(game.voters)
    expected = sum(
        2 * len(coalition) - size for coalition in coalitions(game.voters) if game.wins(coalition)
    )
    assert sum(swings_in_all(game).values()) == expected


@given(st.integers(1, 5).flatmap(lambda n: st.tuples(games(voters=n), games(voters=n))))
def test_transfer(both: tuple[VotingGame, VotingGame]) -> None:
    """What two rules give together, in both and in either, adds up to what they give apart (Dubey 1975)."""
    one, other = both
    size = len(one.voters)
    total = dict.fromkeys(one.voters, Fraction(0))
    for coalition in coalitions(one.voters):
        for voter in set(one.voters) - coalition:
            together, either = (
                test({one.wins(coalition | {voter}), other.wins(coalition | {voter})})
                - test({one.wins(coalition), other.wins(coalition)})
                for test in (all, any)
            )
            orders = factorial(len(coalition)) * factorial(size - 1 - len(coalition))
            total[voter] += Fraction((together + either) * orders, factorial(size))
    first, second = shapley_shubik(one), shapley_shubik(other)
    assert total == {voter: first[voter] + second[voter] for voter in one.voters}


@given(games(), st.integers(0, 2**32))
def test_a_sample_is_near_and_repeats(game: VotingGame, seed: int) -> None:
    """The same seed draws the same; estimates lie as near as chance lets six in a thousand million stray."""
    sample = sampled_power(game, draws=300, rng=seed)
    assert sample == sampled_power(game, draws=300, rng=seed)
    for exact, drawn in (
        (shapley_shubik(game), sample.shapley_shubik),
        (banzhaf(game), sample.banzhaf),
    ):
        for voter, estimate in drawn.items():
            assert 0 < estimate.error <= 0.5
            share = float(exact[voter])
            assert abs(estimate.value - share) <= 6 * (share * (1 - share) / 300) ** 0.5 + 6 / 300


@st.composite
def rules(draw: st.DrawFn) -> DecisionRule:
    method = draw(st.sampled_from(get_args(DecisionMethod)))
    threshold = draw(SHARES)
    if method == "qualified_majority" and threshold is None:
        threshold = Decimal("0.75")
    electorate = [
        Voter(
            partner=name,
            weight=draw(st.decimals(0, 3, places=1)),
            veto=draw(st.integers(0, 5)) == 5,
            group=draw(st.sampled_from(("", "states"))),
        )
        for name in draw(st.lists(st.sampled_from(NAMES), unique=True))
    ]
    return DecisionRule(
        id="R",
        method=method,
        threshold=threshold,
        heads=draw(SHARES),
        group_majority=draw(st.booleans()),
        quorum=Decimal("0.5"),
        electorate=electorate,
    )


@settings(max_examples=300)
@given(rules(), st.data())
def test_a_coalition_wins_exactly_if_its_decision_is_valid(
    rule: DecisionRule, data: st.DataObject
) -> None:
    """The game of a rule and the validity of decisions under it are one reading of the rule, all being present."""
    p = Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id=name, name=name) for name in NAMES],
        partners=[Partner(id=name, organisation=name) for name in NAMES],
        decision_rules=[rule],
    )
    game = game_on(p, rule, DAY)
    assert game is not None
    yes = set(data.draw(st.lists(st.sampled_from(game.voters), unique=True)))
    ballots = [
        Ballot(partner=name, choice="yes" if name in yes else "object") for name in game.voters
    ]
    taken = Decision(id="D", question="Go on?", on=DAY, rule="R", ballots=ballots)
    if any(voter.weight for voter in rule.electorate) or not rule.electorate:
        assert (validity(p, taken).status == "valid") is game.wins(yes)
    else:
        assert validity(p, taken).status == "invalid"  # as if nobody had come


@given(partnerships(having=["decision_rules"]), st.dates(dt.date(2018, 1, 1), dt.date(2026, 1, 1)))
def test_whoever_has_no_vote_has_no_power(p: Partnership, on: dt.date) -> None:
    """Of every partnership: shares add up to 1 where they are known and somebody decides; without a vote there is none."""
    for one in power(p, on=on):
        assert [each.partner for each in one.partners] == [
            each.id for each in p.as_of(on).partners if each.active_on(on)
        ]
        for each in one.partners:
            if each.vote is None and each.shapley_shubik is not None:
                assert each.shapley_shubik == each.banzhaf_share == 0
            assert (each.access == "vote") is (each.vote is not None)
        whole = one.together({each.partner for each in one.partners})
        if not one.problem:
            assert whole.shapley_shubik == whole.banzhaf_share == 1
