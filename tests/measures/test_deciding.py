"""What each partner has under a rule: a vote, a voice, or neither; and what can be said where something is unknown."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from msp_lifecycle import formats
from msp_lifecycle.measures import GameError, Vote, VotingGame, power, sampled_power
from msp_lifecycle.records import (
    Body,
    DecisionRule,
    OptOut,
    Organisation,
    Partner,
    Partnership,
    Seat,
    StakeholderGroup,
    Voter,
)

DAY = dt.date(2021, 6, 1)
F = Fraction


def under(rule: DecisionRule, *, bodies: tuple[Body, ...] = (), **changes: dict[str, Any]) -> Any:
    """Return the power under a rule among four partners of different sectors, by partner."""
    sectors = {"a": "public", "b": "business", "c": "civil_society", "d": None}
    p = Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id=n, name=n, sector=s) for n, s in sectors.items()],
        stakeholder_groups=[StakeholderGroup(id="farmers", name="Farmers")],
        partners=[Partner(id=n, organisation=n, **changes.get(n, {})) for n in sectors],
        bodies=bodies,
        decision_rules=[rule],
    )
    (found,) = power(p, on=DAY)
    return found


def votes(**weights: int) -> tuple[Voter, ...]:
    return tuple(Voter(partner=name, weight=weight) for name, weight in weights.items())


def board(**kinds: str | None) -> Body:
    seats = [Seat(partner=name, kind=kind) for name, kind in kinds.items()]
    return Body(id="board", name="Board", kind="governing_board", members=seats)


def test_each_way_of_taking_part() -> None:
    """A vote is more than a voice, a voice more than a spokesperson; whoever looks on or is out has nothing."""
    rule = DecisionRule(
        id="R", method="majority", body="board", electorate=votes(a=1), represented=["c"]
    )
    found = under(rule, bodies=(board(a="voting", b="non_voting", d="observer"),))
    assert [one.access for one in found.partners] == ["vote", "voice", "represented", "observer"]
    assert [one.shapley_shubik for one in found.partners] == [1, 0, 0, 0]
    spoken = under(DecisionRule(id="R", method="consent", electorate=votes(a=1), voice=["b"]))
    assert [one.access for one in spoken.partners] == ["vote", "voice", "none", "none"]
    assert spoken.partners[0].decides_alone


def test_whoever_opted_out_of_the_subject_does_not_decide_on_it() -> None:
    """The others share what is left (Safe Motherhood, S1:L221)."""
    change = {"opted_out": [OptOut(scope="abortion")]}
    on_it = under(DecisionRule(id="R", scope="abortion", method="unanimity"), b=change)
    assert on_it.of("b").access == "opted_out"
    assert on_it.of("a").shapley_shubik == F(1, 3)
    beside = under(DecisionRule(id="R", scope="money", method="unanimity"), b=change)
    assert beside.of("b").shapley_shubik == F(1, 4)


def test_whoever_has_left_is_not_there() -> None:
    """Only active partners are counted, with or without an electorate."""
    found = under(DecisionRule(id="R", method="majority"), d={"left": dt.date(2021, 1, 1)})
    assert [one.partner for one in found.partners] == ["a", "b", "c"]
    assert found.of("d") is None


def test_groups_must_agree() -> None:
    """A majority within each group makes the one member of a group as strong as all of the other together."""
    electorate = [Voter(partner=n, group="states" if n == "a" else "others") for n in "abcd"]
    rule = DecisionRule(id="R", method="majority", electorate=electorate, group_majority=True)
    found = under(rule)
    assert found.of("a").stops_alone
    assert found.by_voting_group()["states"].shapley_shubik == F(1, 2)
    assert found.game.fewest() == 3


def test_votes_and_heads() -> None:
    """A double majority, such as 60 of 100 of the money and 60 of 100 of the members, needs both."""
    rule = DecisionRule(
        id="R",
        method="qualified_majority",
        threshold=Decimal("0.6"),
        heads=Decimal("0.6"),
        electorate=votes(a=97, b=1, c=1, d=1),
    )
    found = under(rule)
    assert found.of("a").stops_alone
    assert not found.of("a").decides_alone
    assert found.game.fewest() == 3
    assert found.of("a").shapley_shubik == F(1, 2)


def test_what_is_unknown_stays_so() -> None:
    """Where the method is not on record: alike votes have alike shares, others unknown ones, no vote none."""
    alike = under(DecisionRule(id="R", electorate=votes(a=2, b=2)))
    assert [one.shapley_shubik for one in alike.partners] == [F(1, 2), F(1, 2), 0, 0]
    assert alike.of("a").banzhaf is None
    assert alike.of("a").stops_alone is None
    uneven = under(DecisionRule(id="R", electorate=votes(a=2, b=1)))
    assert [one.shapley_shubik for one in uneven.partners] == [None, None, 0, 0]
    assert uneven.strongest is None
    assert uneven.together({"a", "c"}).shapley_shubik is None
    assert uneven.together({"c", "d"}).shapley_shubik == 0
    assert "method" in alike.problem
    assert "method" in uneven.problem


@pytest.mark.parametrize(("body", "says"), [(board(), "Who sits"), (board(a=None), "Which seats")])
def test_seats_that_nobody_wrote_down(body: Body, says: str) -> None:
    """Without its seats a body tells neither who votes nor who does not."""
    found = under(DecisionRule(id="R", method="majority", body="board"), bodies=(body,))
    assert found.problem.startswith(says)
    assert found.of("a").access == "unknown"
    assert {one.shapley_shubik for one in found.partners} == {None}
    assert found.game is None


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (DecisionRule(id="R", method="majority", electorate=votes(a=0)), "Nothing passes"),
        (DecisionRule(id="R", method="qualified_majority", threshold=0), "Everything passes"),
        (
            DecisionRule(id="R", method="majority", electorate=[Voter(partner="a", since=dt.date(2030, 1, 1)), Voter(partner="b", until=dt.date(2020, 1, 1))]),
            "Nobody has a vote",
        ),
    ],
    ids=["nothing", "everything", "nobody"],
)  # fmt: skip
def test_rules_under_which_nobody_decides(rule: DecisionRule, says: str) -> None:
    """They are legal, and said to be what they are."""
    found = under(rule)
    assert found.problem.startswith(says)
    assert {one.shapley_shubik for one in found.partners} == {0}


def test_a_voter_without_a_seat_is_named() -> None:
    """Seats may simply not be on record, so it is a gap and no mistake."""
    rule = DecisionRule(id="R", method="majority", body="board", electorate=votes(a=1, b=1))
    assert under(rule, bodies=(board(a="voting"),)).unseated == ("b",)


def test_stakeholder_groups_through_those_who_speak_for_them() -> None:
    """A partner that speaks for nobody counts with nobody."""
    found = under(DecisionRule(id="R", method="majority"), c={"represents": ["farmers"]})
    share = found.by_stakeholder_group()["farmers"]
    assert (share.partners, share.votes, share.shapley_shubik) == (1, 1, F(1, 4))
    assert found.by_sector()[None].partners == 1


def test_the_board_of_unaids(examples: Any) -> None:
    """22 governments decide; nine cosponsors and five NGOs have a voice and no power (S1:L551)."""
    (found,) = power(formats.load(examples / "unaids.yaml"), on=dt.date(2003, 1, 1))
    sectors = found.by_sector()
    assert sectors["public"].shapley_shubik == 1
    for sector, count in (("intergovernmental", 9), ("civil_society", 5)):
        share = sectors[sector]
        assert (share.voices, share.votes, share.shapley_shubik) == (count, 0, 0)


def test_the_childrens_vaccine_initiative(examples: Any) -> None:
    """Business decides on implementation and not on policy, where it is not even heard (S1:L264)."""
    p = formats.load(examples / "childrens_vaccine_initiative.yaml")
    found = {one.rule.scope: one.of("business") for one in power(p, on=dt.date(1995, 1, 1))}
    assert (found["implementation"].access, found["policy"].access) == ("vote", "none")
    assert (found["implementation"].shapley_shubik, found["policy"].shapley_shubik) == (F(1, 3), 0)


def test_the_task_force_on_information_technology() -> None:
    """Members who are no governments have the same power to decide as governments (S3:¶30)."""
    found = under(DecisionRule(id="R", method="majority"))
    assert {one.shapley_shubik for one in found.partners} == {F(1, 4)}
    assert {share.shapley_shubik for share in found.by_sector().values()} == {F(1, 4)}


def test_a_commission_whose_rule_is_not_told(examples: Any) -> None:
    """Of the World Commission on Dams no rule is on record, so there is nothing to count (S1:L554)."""
    p = formats.load(examples / "world_commission_on_dams.yaml")
    assert power(p, on=dt.date(2002, 1, 1)) == ()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: VotingGame(votes=[Vote(voter="a"), Vote(voter="a")], quota=1), "two votes"),
        (lambda: VotingGame(votes=[Vote(voter="a", weight=-1)], quota=1), "less than 0"),
        (lambda: VotingGame(votes=[Vote(voter="a")], quota=1, group_quotas={"x": 1}), "nobody belongs"),
        (lambda: sampled_power(VotingGame.unanimous("ab"), draws=0, rng=1), "at least one"),
    ],
)  # fmt: skip
def test_games_that_are_none(make: Any, says: str) -> None:
    """A mistake of the caller is refused in a sentence."""
    with pytest.raises(GameError, match=says):
        make()
