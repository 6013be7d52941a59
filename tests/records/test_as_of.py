"""Looking back: what each kind of mark on a field means on a day before it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from msp_lifecycle.records import (
    AccountabilityRelation,
    Ballot,
    Body,
    Budget,
    ChangeEvent,
    Decision,
    DecisionRule,
    Endorsement,
    Evaluation,
    Goal,
    Interest,
    Link,
    Move,
    Organisation,
    Partner,
    Partnership,
    Role,
    Seat,
    Secretariat,
    Span,
    Voter,
    validity,
)
from msp_lifecycle.records.commitments import Holding
from msp_lifecycle.records.resources import BudgetCheck

TODAY = dt.date(2021, 6, 1)
BEFORE, LATER = dt.date(2021, 1, 1), dt.date(2021, 12, 1)
ORGANISATIONS = [Organisation(id=name, name=name) for name in "ab"]
PARTNERS = [Partner(id="a", organisation="a"), Partner(id="b", organisation="b", joined=LATER)]
"""Of these, only a was there today."""


def today(**records: Any) -> Partnership:
    """Return a partnership as it was today."""
    given = {"organisations": ORGANISATIONS, "partners": PARTNERS, **records}
    return Partnership(id="p", name="P", **given).as_of(TODAY)


def test_what_begins_later_is_not_there() -> None:
    """A record is there from the day it begins, that day included; without one it was always there."""
    goals = [
        Goal(id=f"g{n}", text="Goal", set=day) for n, day in enumerate((BEFORE, TODAY, LATER, None))
    ]
    assert [goal.id for goal in today(goals=goals).goals] == ["g0", "g1", "g3"]


def test_what_ends_later_has_not_ended() -> None:
    """An end that was still to come is taken back, with what came with it."""
    leaver = Partner(
        id="c",
        organisation="a",
        left=LATER,
        left_because="Money",
        suspended=BEFORE,
        reinstated=LATER,
    )
    [partner] = today(partners=[leaver]).partners
    assert (partner.left, partner.left_because) == (None, "")
    assert (partner.suspended, partner.reinstated) == (BEFORE, None)


def test_what_ended_stays_ended() -> None:
    """An end on the day itself or before it stays, with what came with it."""
    leaver = Partner(id="c", organisation="a", left=TODAY, left_because="Money")
    [partner] = today(partners=[leaver]).partners
    assert (partner.left, partner.left_because) == (TODAY, "Money")


CLEARED = [
    (ChangeEvent(id="x", on=BEFORE, answer="adapt", answered=LATER), "answer", None),
    (Evaluation(id="x", completed=LATER, findings=["All well"]), "findings", ()),
]


@pytest.mark.parametrize(("record", "field", "empty"), CLEARED)
def test_what_came_with_a_day_goes_with_it(record: Any, field: str, empty: object) -> None:
    """Fields that only make sense with a day that had not come are as if never filled."""
    name = "change_events" if isinstance(record, ChangeEvent) else "evaluations"
    [then] = getattr(today(**{name: [record]}), name)
    assert getattr(then, field) == empty


def test_lists_of_days_are_cut() -> None:
    """Of days on which something happened, those to come are left out."""
    office = Secretariat(id="s", functions_reviewed=[BEFORE, LATER, TODAY])
    [then] = today(secretariats=[office]).secretariats
    assert then.functions_reviewed == (BEFORE, TODAY)


def test_records_within_records_are_looked_at() -> None:
    """What stands within a record is treated as if it stood alone."""
    role = Role(
        id="r", name="Chair", holders=[Holding(partner="a", until=LATER), Holding(since=LATER)]
    )
    budget = Budget(
        id="b",
        period=Span(first=BEFORE, last=LATER),
        checks=[BudgetCheck(on=day, sufficient=True) for day in (BEFORE, LATER)],
    )
    then = today(roles=[role], budgets=[budget], links=[Link(kind="parent", name="X", since=LATER)])
    assert then.roles[0].holders == (Holding(partner="a"),)
    assert [check.on for check in then.budgets[0].checks] == [BEFORE]
    assert then.budgets[0].period == budget.period  # a plan, not something that happens
    assert then.links == ()


def test_the_partnership_s_own_day() -> None:
    """An announcement that was still to come had not been made."""
    assert today(announced=LATER).announced is None
    assert today(announced=TODAY).announced == TODAY


def test_references_to_what_was_not_there_go() -> None:
    """A reference that may be empty is emptied, and a list of them cut."""
    goal = Goal(id="g", text="Goal", owner="b")
    interest = Interest(id="i", partner="a", kind="aim", disclosed_to=["a", "b"])
    later = Goal(id="later", text="Goal", set=LATER)
    decision = Decision(
        id="d",
        question="?",
        on=BEFORE,
        present=["a", "b"],
        ballots=[Ballot(partner=name, choice="yes") for name in "ab"],
        about=["goals/g", "goals/later"],
    )
    then = today(goals=[goal, later], interests=[interest], decisions=[decision])
    assert then.goals[0].owner is None
    assert then.interests[0].disclosed_to == ("a",)
    assert then.decisions[0].present == ("a",)
    assert [ballot.partner for ballot in then.decisions[0].ballots] == ["a"]
    assert then.decisions[0].about == ("goals/g",)


def test_secrets_stay_secret() -> None:
    """A record disclosed to partners who had not come yet was seen by nobody; it does not fall open."""
    then = today(interests=[Interest(id="i", partner="a", kind="aim", disclosed_to=["b"])])
    assert then.interests[0].disclosed_to == ()
    assert then.seen_by("lead").interests == then.seen_by("public").interests == ()


def test_records_that_need_what_was_not_there_go_in_turn() -> None:
    """What cannot do without a reference goes with it, and so does what refers to that."""
    interest = Interest(id="i", partner="b", kind="aim")
    endorsement = Endorsement(id="e", partner="a", of="interests/i")
    decision = Decision(id="d", question="?", on=BEFORE, about=["endorsements/e"])
    then = today(interests=[interest], endorsements=[endorsement], decisions=[decision])
    assert (then.interests, then.endorsements, then.decisions[0].about) == ((), (), ())


def test_the_host_stays() -> None:
    """Organisations are always there, and so is the host among them."""
    assert today(host="b").host == "b"


def test_a_body_that_answers_to_itself() -> None:
    """A record may refer to itself."""
    assert len(today(bodies=[Body(id="x", name="X", kind="assembly", reports_to="x")]).bodies) == 1


VOTED = Decision(id="d", question="?", on=TODAY, ballots=[Ballot(partner="a", choice="yes")])
BOARD = Body(
    id="x", name="X", kind="assembly", established=LATER, members=[Seat(partner="b", kind="voting")]
)
LIMITED = [
    DecisionRule(id="r", method="majority", electorate=[Voter(partner="b")]),
    DecisionRule(id="r", method="majority", electorate=[Voter(partner="a", since=LATER)]),
    DecisionRule(id="r", method="majority", body="x"),
]


@pytest.mark.parametrize("rule", LIMITED, ids=["who comes later", "votes later", "sits later"])
def test_a_vote_does_not_fall_to_everybody(rule: DecisionRule) -> None:
    """A rule under which nobody had a vote yet does not turn into one under which everybody has."""
    then = today(decision_rules=[rule], bodies=[BOARD], decisions=[VOTED])
    assert validity(then, then.decisions[0]).status != "valid"
    assert then.decision_rules == ()


def test_a_rule_stays_while_somebody_votes() -> None:
    """Of an electorate, only those go who were not there."""
    rule = DecisionRule(id="r", method="majority", electorate=[Voter(partner=one) for one in "ab"])
    [then] = today(decision_rules=[rule]).decision_rules
    assert then.electorate == (Voter(partner="a"),)


def test_accountability_does_not_pass_to_the_whole() -> None:
    """What a partner answers for that had not come yet, the partnership as a whole did not answer for."""
    relations = [
        AccountabilityRelation(id=name, kind="peer", for_what="Work", by=by)
        for name, by in (("one", "b"), ("whole", None))
    ]
    then = today(accountability_relations=relations)
    assert [relation.id for relation in then.accountability_relations] == ["whole"]


def test_moves() -> None:
    """Moves still to come had not been made, and the position is that of those that had."""
    moves = [Move(kind="start", on=BEFORE, to="initiation"), Move(kind="end", on=LATER)]
    then = today(moves=moves)
    assert then.moves == tuple(moves[:1])
    assert then.position.standing == "active"


def test_what_did_not_change_is_shared() -> None:
    """Records and collections that are as they were are the same objects."""
    goals = [Goal(id="old", text="Goal"), Goal(id="new", text="Goal", set=LATER)]
    whole = Partnership(id="p", name="P", organisations=ORGANISATIONS, goals=goals)
    then = whole.as_of(TODAY)
    assert then.organisations is whole.organisations
    assert then.goals[0] is whole.goals[0]


def test_latest() -> None:
    """The latest day is found wherever it stands, also within records and lists; plans do not count."""
    assert Partnership(id="p", name="P").latest is None
    plan = Goal(id="g", text="Goal", set=BEFORE, target_date=LATER)
    assert Partnership(id="p", name="P", goals=[plan]).latest == BEFORE
    office = Secretariat(id="s", functions_reviewed=[BEFORE, TODAY])
    assert Partnership(id="p", name="P", goals=[plan], secretariats=[office]).latest == TODAY
    role = Role(id="r", name="Chair", holders=[Holding(since=LATER)])
    assert Partnership(id="p", name="P", goals=[plan], roles=[role]).latest == LATER
