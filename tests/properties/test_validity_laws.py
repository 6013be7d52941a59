"""What holds of every vote, whoever votes how and under whichever rule."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import get_args

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from msp_lifecycle.records import (
    Ballot,
    Decision,
    DecisionMethod,
    DecisionRule,
    Organisation,
    Partner,
    Partnership,
    Validity,
    Voter,
    electorate,
    validity,
)
from msp_lifecycle.testing import dates, partnerships, records

DAY = dt.date(2021, 6, 1)
NAMES = ("a", "b", "c", "d", "e")
OUTSIDER = "o"
CHOICES = ("yes", "no", "abstain", "object")

VOTERS = st.lists(
    records(
        Voter,
        partner=st.sampled_from(NAMES),
        weight=st.integers(0, 3),
        group=st.sampled_from(("", "states")),
        since=None,
        until=None,
        note="",
        evidence=(),
    ),
    unique_by=lambda voter: voter.partner,
)
RULES = records(
    DecisionRule,
    id="R",
    scope="all",
    method=st.sampled_from(get_args(DecisionMethod)),
    quorum=st.sampled_from((None, Decimal("0.5"))),
    heads=st.sampled_from((None, None, None, Decimal("0.5"))),
    body=None,
    electorate=VOTERS,
    voice=(),
    represented=(),
    since=None,
    until=None,
)
BALLOTS = st.lists(
    records(Ballot, partner=st.sampled_from(NAMES), note="", evidence=()),
    unique_by=lambda ballot: ballot.partner,
)
DECISIONS = st.builds(
    Decision,
    id=st.just("D"),
    question=st.just("Go on?"),
    on=st.just(DAY),
    ballots=BALLOTS,
    present=st.lists(st.sampled_from(NAMES), unique=True),
)


AGREED = st.builds(
    Decision,
    id=st.just("D"),
    question=st.just("Go on?"),
    on=st.just(DAY),
    ballots=st.sets(st.sampled_from(NAMES), max_size=2).map(
        lambda silent: [Ballot(partner=name, choice="yes") for name in NAMES if name not in silent]
    ),
    present=st.just(NAMES),
)
"""Most are for it and nobody is against it."""


def together(rule: DecisionRule, decision: Decision) -> Partnership:
    """Return a partnership of five with a rule and a decision, and an observer."""
    partners = [Partner(id=name, organisation=name) for name in NAMES]
    return Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id=name, name=name) for name in (*NAMES, OUTSIDER)],
        partners=[*partners, Partner(id=OUTSIDER, organisation=OUTSIDER, status="observer")],
        decision_rules=[rule],
        decisions=[decision],
    )


def judged(rule: DecisionRule, decision: Decision) -> Validity:
    return validity(together(rule, decision), decision)


def saying(decision: Decision, name: str, choice: str) -> Decision:
    """Return the decision with one partner's ballot cast, or cast differently."""
    others = [ballot for ballot in decision.ballots if ballot.partner != name]
    return attrs.evolve(decision, ballots=[*others, Ballot(partner=name, choice=choice)])


@given(RULES, DECISIONS | AGREED, st.sampled_from(NAMES))
def test_one_more_yes_never_hurts(rule: DecisionRule, decision: Decision, name: str) -> None:
    """What is valid stays valid if one more says yes, or says yes instead of something else."""
    before = judged(rule, decision).status
    assert before != "valid" or judged(rule, saying(decision, name, "yes")).status == "valid"


@given(RULES, DECISIONS | AGREED, st.sampled_from(NAMES), st.sampled_from(CHOICES))
def test_one_more_objection_never_helps(
    rule: DecisionRule, decision: Decision, name: str, choice: str
) -> None:
    """What is invalid stays so if one of those who voted objects, whatever it had said before."""
    decision = saying(decision, name, choice)
    before = judged(rule, decision).status
    assert before != "invalid" or judged(rule, saying(decision, name, "object")).status == "invalid"


@given(RULES, DECISIONS, st.sampled_from(NAMES), st.sampled_from(("no", "object")))
def test_a_veto_always_blocks(
    rule: DecisionRule, decision: Decision, name: str, choice: str
) -> None:
    """Nothing is valid against a veto, whatever the method and however many are for it."""
    others = [voter for voter in rule.electorate if voter.partner != name]
    vetoed = attrs.evolve(rule, electorate=[*others, Voter(partner=name, veto=True)])
    against = saying(decision, name, choice)
    assert judged(vetoed, against).status != "valid"
    with_yes = attrs.evolve(
        against,
        ballots=[
            *against.ballots[-1:],
            *(Ballot(partner=n, choice="yes") for n in NAMES if n != name),
        ],
    )
    assert judged(vetoed, with_yes).status != "valid"


@given(RULES, DECISIONS, st.data())
def test_order_means_nothing(rule: DecisionRule, decision: Decision, data: st.DataObject) -> None:
    """Ballots, those present and the electorate may be written down in any order: not a word changes."""
    mixed = attrs.evolve(
        decision,
        ballots=data.draw(st.permutations(decision.ballots)),
        present=data.draw(st.permutations(decision.present)),
    )
    other = attrs.evolve(rule, electorate=data.draw(st.permutations(rule.electorate)))
    found = judged(rule, decision)
    assert (found.status, found.reason) == (
        judged(other, mixed).status,
        judged(other, mixed).reason,
    )


@given(RULES, DECISIONS, st.sampled_from(("yes", "no", "abstain", "object")))
def test_a_ballot_without_a_vote_counts_for_nothing(
    rule: DecisionRule, decision: Decision, choice: str
) -> None:
    """Whoever has no vote can neither carry nor stop a decision."""
    assume(decision.ballots)
    assert judged(rule, saying(decision, OUTSIDER, choice)) == judged(rule, decision)


@given(RULES, DECISIONS)
def test_what_is_valid_had_somebody_s_vote(rule: DecisionRule, decision: Decision) -> None:
    """Nothing becomes valid that nobody with a vote took part in; every verdict says why."""
    found = judged(rule, decision)
    assert found.reason.endswith(".")
    if found.status == "valid":
        voters = electorate(together(rule, decision), rule, decision)
        took_part = {*decision.present, *(ballot.partner for ballot in decision.ballots)}
        assert any(voters[name].weight > 0 for name in took_part & set(voters))


NARROW = dates(dt.date(2020, 1, 1), dt.date(2020, 1, 12))


@given(
    partnerships(partners=3, having=["decisions", "decision_rules", "bodies"], days=NARROW),
    st.integers(0, 12),
)
def test_hindsight_changes_nothing(p: Partnership, later: int) -> None:
    """A decision is as valid looked at from its own day as from any later one, if all it speaks of was there."""
    for decision in p.decisions:
        then = p.as_of(decision.on + dt.timedelta(later))
        if decision in then.decisions and in_force(then, decision) == in_force(p, decision):
            assert validity(then, decision).status == validity(p, decision).status


def in_force(p: Partnership, decision: Decision) -> list[str]:
    return [rule.id for rule in p.decision_rules if rule.in_force_on(decision.on)]
