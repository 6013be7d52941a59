"""From Design onward a move rests on a decision that is valid: electorate, quorum and method are evaluated."""

from collections.abc import Iterable

import attrs
import pytest
from lives import DAY, NAMES, SMALL, after, decision, small

import msp_lifecycle as msp
from msp_lifecycle.records import (
    Ballot,
    Body,
    Decision,
    DecisionRule,
    Move,
    OptOut,
    Partner,
    Partnership,
    Seat,
    Validity,
    Voter,
    electorate,
    validity,
)

IDEA = Move(kind="start", on=DAY, to="idea")
WORK = Move(kind="entered", on=DAY, to="work")
ALL = tuple(Partner(id=name, organisation=name) for name in NAMES)


def moved_by(partnership: Partnership, cited: str | None = "D") -> tuple[str, str, bool]:
    """Return what MOVE-1 says of a pause, which has no other guard, and whether it was made."""
    try:
        msp.pause(partnership, on=after(9), decision=cited, lifecycle=SMALL)
    except msp.MoveRefused as refused:
        (finding,) = refused.report.blocking
        assert finding.code == "MOVE-1"
        return finding.status, finding.message, False
    report = msp.check(partnership, "pause", on=after(9), decision=cited, lifecycle=SMALL)
    return report.findings[0].status, report.findings[0].message, True


def taken(rule: DecisionRule | None, one: Decision, **records: object) -> Partnership:
    """Return four partners at work with one decision, and one rule if there is one."""
    rules = [rule] if rule else []
    return small(WORK, **{"partners": ALL, "decision_rules": rules, "decisions": [one], **records})


def by(method: str, **more: object) -> DecisionRule:
    return DecisionRule(id="r", method=method, **more)


def votes(yes: str = "", no: str = "", abstain: str = "", objects: str = "") -> tuple[Ballot, ...]:
    """Return ballots of the partners whose first letters are given."""
    spoken = (("yes", yes), ("no", no), ("abstain", abstain), ("object", objects))
    full = {name[0]: name for name in NAMES}
    return tuple(
        Ballot(partner=full[letter], choice=choice) for choice, names in spoken for letter in names
    )


def voted(present: str = "", **ballots: str) -> Decision:
    full = {name[0]: name for name in NAMES}
    there = tuple(full[letter] for letter in present)
    return decision("D", ballots=votes(**ballots), present=there)


VALID, INVALID, UNKNOWN = "valid", "invalid", "unknown"
METHODS = [
    # method and what goes with it, decision, what comes of it
    (by("majority"), voted(yes="ab", no="c"), VALID),
    (by("majority"), voted(yes="ab", no="cd"), INVALID),
    (by("majority"), voted(yes="a", abstain="bcd"), VALID),
    (by("majority"), voted(abstain="abcd"), INVALID),
    (by("majority"), voted(present="abcd"), UNKNOWN),
    (by("majority"), voted(), UNKNOWN),
    (by("majority", threshold="0.75"), voted(yes="abc", no="d"), VALID),
    (by("majority", threshold="0.75"), voted(yes="ab", no="d"), INVALID),
    (by("qualified_majority", threshold="0.75"), voted(yes="abc", no="d"), VALID),
    (by("qualified_majority", threshold="0.75"), voted(yes="ab", no="d"), INVALID),
    (by("qualified_majority", threshold="0.75"), voted(yes="abc", abstain="d"), VALID),
    (by("qualified_majority", threshold="0.5"), voted(yes="ab", no="cd"), VALID),
    (by("qualified_majority", threshold="0.5"), voted(abstain="abcd"), INVALID),
    (by("qualified_majority", threshold="0.5"), voted(present="abcd"), UNKNOWN),
    (by("unanimity"), voted(yes="abcd"), VALID),
    (by("unanimity"), voted(yes="abc"), INVALID),
    (by("unanimity"), voted(yes="abc", abstain="d"), INVALID),
    (by("unanimity"), voted(present="abcd"), UNKNOWN),
    (by("consensus"), voted(present="abcd"), VALID),
    (by("consensus"), voted(present="a"), VALID),
    (by("consensus"), voted(present="abcd", no="d"), INVALID),
    (by("consensus"), voted(present="abcd", objects="d"), INVALID),
    (by("consensus"), voted(present="abcd", abstain="d"), VALID),
    (by("consensus"), voted(), UNKNOWN),
    (by("informal_consensus"), voted(present="abcd"), VALID),
    (by("informal_consensus"), voted(no="d"), INVALID),
    (by("consent"), voted(present="abcd", no="d"), VALID),
    (by("consent"), voted(present="abcd", objects="d"), INVALID),
    (by("delegated"), voted(present="a"), VALID),
    (by("delegated"), voted(present="a", objects="d"), INVALID),
    (DecisionRule(id="r"), voted(yes="abcd"), UNKNOWN),
    (by("majority", quorum="0.75"), voted(yes="abc"), VALID),
    (by("majority", quorum="0.75"), voted(yes="ab", present="c"), VALID),
    (by("majority", quorum="0.75"), voted(yes="ab"), INVALID),
    (by("consensus", quorum="1"), voted(present="abc"), INVALID),
]


@pytest.mark.parametrize(("rule", "one", "becomes"), METHODS)
def test_the_method_is_evaluated(rule: DecisionRule, one: Decision, becomes: str) -> None:
    """What the ballots come to under the rule decides over the move; what nobody wrote down is unknown."""
    partnership = taken(rule, one)
    assert validity(partnership, one).status == becomes
    status, _, made = moved_by(partnership)
    assert made is (becomes == VALID)
    assert status == {VALID: "met", INVALID: "not_met", UNKNOWN: "unknown"}[becomes]


@pytest.mark.parametrize("outcome", ["rejected", "deferred"])
def test_only_what_was_adopted_counts(outcome: str) -> None:
    """A question that was turned down or put off moves nobody."""
    one = decision("D", *NAMES, outcome=outcome)
    assert moved_by(taken(by("majority"), one)) == (
        "not_met",
        f"Decision D: It was {outcome}.",
        False,
    )


def test_without_a_decision() -> None:
    """Past the informal phases a move without a decision is refused; before, it is not."""
    assert moved_by(small(WORK), None) == ("not_met", "No decision is cited.", False)
    msp.pause(small(IDEA), on=after(9), lifecycle=SMALL)


def test_a_decision_taken_after_the_move() -> None:
    """A move cannot rest on what was decided later."""
    late = decision("D", *NAMES, on=after(10))
    status, message, made = moved_by(taken(by("majority"), late))
    assert (status, made) == ("not_met", False)
    assert message == f"Decision D is not among those taken by {after(9)}."
    assert moved_by(taken(by("majority"), decision("D", *NAMES, on=after(9))))[2]


def test_informal_consensus_is_enough_in_the_informal_phase_only() -> None:
    """Where no rule is in force and nobody objects, that will do in Initiation and not later."""
    informal = {"decision_rules": [], "decisions": [decision("D")]}
    msp.pause(small(IDEA, **informal), on=after(9), decision="D", lifecycle=SMALL)
    status, message, made = moved_by(small(WORK, **informal))
    assert (status, made) == ("not_met", False)
    assert message == (
        "Decision D was taken while no decision rule was in force; "
        "informal consensus is enough in Initiation only."
    )


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (decision("D", ballots=votes(yes="a", no="b")), "there was no consensus: ben."),
        (decision("D", ballots=votes(objects="b")), "there was no consensus: ben."),
        (decision("D", unilateral_by="ann"), "ann decided it alone."),
    ],
    ids=["no", "objection", "alone"],
)
def test_informal_consensus_is_evaluated_too(one: Decision, says: str) -> None:
    """An objection, or one partner deciding alone, is no consensus, in Initiation either."""
    partnership = small(IDEA, decision_rules=[], decisions=[one])
    with pytest.raises(msp.MoveRefused) as refused:
        msp.pause(partnership, on=after(9), decision="D", lifecycle=SMALL)
    (finding,) = refused.value.report.blocking
    assert finding.message.endswith(says)


# Which rule


def rules(*found: DecisionRule) -> list[DecisionRule]:
    return list(found)


def test_the_only_rule_in_force_is_the_one() -> None:
    """A decision that cites no rule is judged by the only one in force for its scope on its day."""
    old = DecisionRule(id="old", method="unanimity", until=DAY)
    new = DecisionRule(id="new", method="consensus", since=DAY)
    money = DecisionRule(id="money", method="unanimity", scope="budget")
    one = decision("D", "ann", scope="moves")
    found = validity(taken(None, one, decision_rules=rules(old, new, money)), one)
    assert (found.status, found.rule) == (VALID, new)


def test_several_rules_in_force_are_ambiguous() -> None:
    """Where it cannot be told which rule was meant, the decision is unknown, and the move closed."""
    two = rules(by("majority"), DecisionRule(id="s", method="consensus"))
    status, message, made = moved_by(taken(None, decision("D", *NAMES), decision_rules=two))
    assert (status, made) == ("unknown", False)
    assert message == "Decision D: It cites no rule, and several were in force: r, s."
    cited = decision("D", *NAMES, rule="s")
    assert moved_by(taken(None, cited, decision_rules=two))[2]


@pytest.mark.parametrize(
    ("rule", "one", "says"),
    [
        (by("majority", since=after(1)), {}, f"Rule r was not in force on {DAY}."),
        (by("majority", until=DAY), {}, f"Rule r was not in force on {DAY}."),
        (
            by("majority", scope="budget"),
            {"scope": "moves"},
            "Rule r is for budget, not for moves.",
        ),
        (
            by("majority"),
            {"unilateral_by": "ann"},
            "ann decided it alone, which rule r does not allow.",
        ),
    ],
    ids=["not yet", "no longer", "another scope", "alone"],
)
def test_a_rule_that_does_not_cover_the_decision(
    rule: DecisionRule, one: dict[str, object], says: str
) -> None:
    """A rule that is cited must have been in force, be for such questions, and allow for who decided."""
    partnership = taken(rule, decision("D", *NAMES, rule="r", **one))
    assert moved_by(partnership) == ("not_met", f"Decision D: {says}", False)


def test_what_is_delegated_may_be_decided_alone_by_whoever_has_a_vote() -> None:
    """A delegate may decide alone; somebody without a vote may not, whoever looks on."""
    rule = by("delegated", electorate=[Voter(partner="ann")])
    alone = decision("D", unilateral_by="ann")
    assert moved_by(taken(rule, alone)) == (
        "met",
        "Decision D: Valid under rule r (delegated).",
        True,
    )
    other = decision("D", unilateral_by="ben", present=["ann"])
    assert moved_by(taken(rule, other)) == (
        "not_met",
        "Decision D: ben decided it alone, without a vote under rule r.",
        False,
    )


# Who has a vote


def voters(partnership: Partnership) -> dict[str, object]:
    one = partnership.decisions[0]
    found = electorate(partnership, partnership.decision_rules[0], one)
    return {name: voter.weight for name, voter in found.items()}


def partner(name: str, **more: object) -> Partner:
    return Partner(id=name, organisation=name, **more)


@pytest.mark.parametrize(
    ("ben", "votes_on_the_day"),
    [
        (partner("ben"), True),
        (partner("ben", joined=DAY), True),
        (partner("ben", joined=after(1)), False),
        (partner("ben", left=DAY), False),
        (partner("ben", left=after(1)), True),
        (partner("ben", suspended=DAY), False),
        (partner("ben", suspended=after(1)), True),
        (partner("ben", suspended=after(-9), reinstated=DAY), True),
        (partner("ben", suspended=after(-9), reinstated=after(1)), False),
        (partner("ben", status="observer"), False),
        (partner("ben", status="candidate"), False),
        (partner("ben", opted_out=[OptOut(scope="all")]), False),
        (partner("ben", opted_out=[OptOut(scope="all", since=after(1))]), True),
        (partner("ben", opted_out=[OptOut(scope="budget")]), True),
    ],
)
def test_who_votes_is_who_belonged_on_the_day(ben: Partner, votes_on_the_day: bool) -> None:
    """Without an electorate or a body every active partner has one vote, as things stood when it was decided."""
    partnership = taken(by("majority"), decision("D", "ann"), partners=[partner("ann"), ben])
    assert voters(partnership) == ({"ann": 1, "ben": 1} if votes_on_the_day else {"ann": 1})


def test_an_opting_out_is_for_its_scope() -> None:
    """Whoever takes no part in a subject has no vote on it, and one on everything else."""
    ben = partner("ben", opted_out=[OptOut(scope="budget")])
    for scope, expected in (("budget", {"ann": 1}), ("moves", {"ann": 1, "ben": 1})):
        one = decision("D", "ann", scope=scope)
        assert voters(taken(by("majority"), one, partners=[partner("ann"), ben])) == expected


def test_an_electorate_is_as_written() -> None:
    """Votes can weigh, begin and end; who is no active partner has none, whatever is written."""
    rule = by(
        "majority",
        electorate=[
            Voter(partner="ann", weight=3),
            Voter(partner="ben", since=after(1)),
            Voter(partner="cem", until=DAY),
            Voter(partner="dot"),
        ],
    )
    gone = [*ALL[:3], partner("dot", left=DAY)]
    assert voters(taken(rule, decision("D"), partners=gone)) == {"ann": 3}


def test_weights_count() -> None:
    """Three votes of one partner outweigh two others, in the quorum as in the count."""
    heavy = [Voter(partner="ann", weight=3), Voter(partner="ben"), Voter(partner="cem")]
    rule = by("majority", electorate=heavy, quorum="0.6")
    assert moved_by(taken(rule, voted(yes="a")))[2]
    assert moved_by(taken(rule, voted(yes="a", no="bc")))[2]
    assert not moved_by(taken(rule, voted(yes="bc", no="a")))[2]
    assert moved_by(taken(rule, voted(yes="bc")))[1] == (
        "Decision D: Rule r needs a quorum of 0.6 of the votes; 2 of 5 were present."
    )


def test_a_veto_stops_a_decision() -> None:
    """A voter with a veto stops what all others want by a no, and not by abstaining."""
    rule = by("majority", electorate=[Voter(partner=name, veto=name == "dot") for name in NAMES])
    assert moved_by(taken(rule, voted(yes="abc", no="d")))[1] == "Decision D: Vetoed by dot."
    assert moved_by(taken(rule, voted(yes="abc", objects="d")))[1] == "Decision D: Vetoed by dot."
    assert moved_by(taken(rule, voted(yes="abc", abstain="d")))[2]
    assert moved_by(taken(rule, voted(yes="bcd", no="a")))[2]


def test_a_majority_within_every_group() -> None:
    """Where each group must agree, the majority of one cannot outvote the other."""
    groups = {"ann": "states", "ben": "states", "cem": "firms", "dot": "firms"}
    electors = [Voter(partner=name, group=group) for name, group in groups.items()]
    rule = by("majority", electorate=electors, group_majority=True)
    assert moved_by(taken(rule, voted(yes="abc")))[2]
    assert moved_by(taken(rule, voted(yes="abc", no="d")))[1] == (
        "Decision D: No majority among firms: 1 of 2 votes cast."
    )
    assert not moved_by(taken(rule, voted(yes="ab")))[2]
    assert moved_by(taken(attrs.evolve(rule, group_majority=False), voted(yes="abc", no="d")))[2]


def test_voices_without_a_vote_do_not_count() -> None:
    """Ballots and presence of those without a vote change nothing."""
    rule = by("majority", electorate=[Voter(partner="ann"), Voter(partner="ben")])
    assert not moved_by(taken(rule, voted(yes="acd", no="b")))[2]
    assert moved_by(taken(rule, voted(present="cd")))[1] == (
        "Decision D: Nobody with a vote under rule r took part."
    )


def seats(*members: Seat, **more: object) -> dict[str, object]:
    """Return records with a council that decides."""
    body = Body(id="council", name="Council", kind="governing_board", members=members, **more)
    return {"bodies": [body]}


COUNCIL = by("consensus", body="council")


def test_a_body_decides_by_its_voting_seats() -> None:
    """Seats without a vote and seats that had ended or not begun have none."""
    members = (
        Seat(partner="ann", kind="voting"),
        Seat(partner="ben", kind="non_voting"),
        Seat(partner="cem", kind="voting", until=DAY),
        Seat(partner="dot", kind="voting", since=after(1)),
    )
    assert voters(taken(COUNCIL, decision("D"), **seats(*members))) == {"ann": 1}


def test_two_seats_are_two_votes() -> None:
    """A partner that holds two voting seats has two votes."""
    members = [Seat(partner=name, kind="voting") for name in ("ann", "ann", "ben")]
    assert voters(taken(COUNCIL, decision("D"), **seats(*members))) == {"ann": 2, "ben": 1}


def test_a_seat_that_nobody_described_leaves_it_open_who_votes() -> None:
    """While a seat may or may not carry a vote, nothing decided there can be judged."""
    sure, unsure = Seat(partner="ann", kind="voting"), Seat(partner="ben")
    one = voted(present="a")
    assert validity(taken(COUNCIL, one, **seats(sure, unsure)), one).status == UNKNOWN
    for settled in (attrs.evolve(unsure, until=DAY), attrs.evolve(unsure, since=after(1))):
        assert validity(taken(COUNCIL, one, **seats(sure, settled)), one).status == VALID
    ended_since = attrs.evolve(unsure, until=after(1))
    assert validity(taken(COUNCIL, one, **seats(sure, ended_since)), one).status == UNKNOWN


def test_a_body_that_was_dissolved_decides_nothing() -> None:
    """From the day it is wound up nobody has a vote in it."""
    one = voted(present="a")
    for dissolved, becomes in ((DAY, INVALID), (after(1), VALID)):
        council = seats(Seat(partner="ann", kind="voting"), dissolved=dissolved)
        assert validity(taken(COUNCIL, one, **council), one).status == becomes


def test_nobody_has_a_vote() -> None:
    """A body without seats decides nothing."""
    assert moved_by(taken(COUNCIL, voted(present="a"), **seats()))[1] == (
        "Decision D: Nobody had a vote under rule r."
    )


def statuses(partnership: Partnership, days: Iterable[int]) -> list[Validity]:
    """Return what is said of the decision as the years go by."""
    return [
        validity(then, then.decisions[0])
        for days_later in days
        for then in [partnership.as_of(after(days_later))]
    ]


def test_what_happens_later_makes_no_decision_valid_or_invalid() -> None:
    """Partners who leave, a rule that ends and a body that is dissolved leave what was decided as it was."""
    council = seats(
        Seat(partner="ann", kind="voting", until=after(4)),
        Seat(partner="ben", kind="voting", since=after(2)),
        dissolved=after(8),
    )
    rule = attrs.evolve(COUNCIL, until=after(6))
    leaving = [partner("ann", left=after(3)), partner("ben", joined=after(2))]
    found = statuses(taken(rule, voted(present="a"), partners=leaving, **council), range(12))
    assert {one.status for one in found} == {VALID}
