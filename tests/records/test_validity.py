"""Whether a decision is valid: how each method counts the votes, in tables of cases."""

from __future__ import annotations

import pytest
from votes import AFTER, METHODS, decision, judged, rule, voters

# v: valid, i: invalid, ?: unknown; one letter for each method, in their order.
VOTES = [
    ("a+ b+ c+ d+", "v v v v v v v"),
    ("a+ b+ c+ d0", "v v v i v v v"),
    ("a+ b+ c+", "v v v i v v v"),
    ("a+ b+ c+ d", "v v v i v v v"),
    ("a+ b+ c+ d-", "i i v i v v v"),
    ("a+ b+ c- d-", "i i v i i i v"),
    ("a+ b- c0 d0", "i i v i i i v"),
    ("a+ b+ c- d0", "i i v i v v v"),
    ("a+ b+ c+ d!", "i i i i v v i"),
    ("a+ b! c! d!", "i i i i i i i"),
    ("a0 b0 c0 d0", "v v v i i i v"),
    ("a b c d", "v v v ? ? ? v"),  # there, but how did they vote?
    ("a+ b+ c+ d+ o- x!", "v v v v v v v"),
    ("o+ x+", "i i i i i i i"),
    ("", "? ? ? ? ? ? ?"),
]
STATUS = {"v": "valid", "i": "invalid", "?": "unknown"}
CASES = [
    (method, votes, STATUS[letter])
    for votes, letters in VOTES
    for method, letter in zip(METHODS.split(), letters.split(), strict=True)
]


@pytest.mark.parametrize(("method", "votes", "status"), CASES)
def test_methods(method: str, votes: str, status: str) -> None:
    """Each method counts what it counts: silence, abstention, refusal or objection; those without a vote never."""
    found = judged(decision(votes), rule(method))
    assert found.status == status, found.reason
    assert found.rule == rule(method)


QUORUM = [
    ("0.5", "a+", "invalid"),
    ("0.5", "a+ b+", "valid"),
    ("0.5", "a+ o x", "invalid"),  # whoever has no vote does not help
    ("0.5", "a+ b", "valid"),  # being there is enough
    ("0.5", "a+ b0", "valid"),
    ("1", "a+ b+ c+", "invalid"),
    ("1", "a+ b+ c+ d-", "valid"),
    ("0", "a+", "valid"),
]


@pytest.mark.parametrize(("share", "votes", "status"), QUORUM)
def test_quorum(share: str, votes: str, status: str) -> None:
    """Enough of those with a vote must take part, voting or not; exactly enough is enough."""
    assert judged(decision(votes), rule(quorum=share)).status == status


WEIGHTS = [
    ("a3 b1 c1 d1", "a- b+ c+ d+", "invalid"),  # half is no majority
    ("a2 b1 c1 d1", "a- b+ c+ d+", "valid"),
    ("a3 b1 c1 d1", "a+", "valid"),
    ("a0 b1", "a+ b-", "invalid"),
    ("a0 b1", "a+", "invalid"),  # a vote that weighs nothing is none
    ("a1 b1", "c+ d+ a-", "invalid"),  # c and d are not in the electorate
    ("a1 b1", "c- d- a+", "valid"),
    ("a0.5 b0.4", "a+ b-", "valid"),
]


@pytest.mark.parametrize(("weights", "votes", "status"), WEIGHTS)
def test_weights_and_electorate(weights: str, votes: str, status: str) -> None:
    """Votes count by their weight, and only those of the electorate."""
    assert judged(decision(votes), rule(electorate=voters(weights))).status == status


def test_the_quorum_is_weighed() -> None:
    """A quorum is a share of the votes, not of the heads."""
    heavy = rule(electorate=voters("a3 b1 c1 d1"), quorum="0.5")
    assert judged(decision("a+"), heavy).status == "valid"
    assert judged(decision("b+ c+"), heavy).status == "invalid"


@pytest.mark.parametrize("method", METHODS.split())
@pytest.mark.parametrize(("vote", "blocks"), [("a-", True), ("a!", True), ("a+", False)])
def test_a_veto_blocks(method: str, vote: str, blocks: bool) -> None:
    """Whoever holds a veto and is against stops a decision under every method."""
    electorate = voters("a1 b1 c1 d1", a={"veto": True})
    found = judged(decision(f"{vote} b+ c+ d+"), rule(method, electorate=electorate))
    assert found.status == ("invalid" if blocks else "valid")
    assert ("Vetoed by a" in found.reason) == blocks


def test_abstaining_is_no_veto() -> None:
    """Whoever holds a veto and abstains, or stays away, lets the others decide."""
    electorate = voters("a1 b1 c1", a={"veto": True})
    for votes in ("a0 b+ c+", "b+ c+"):
        assert judged(decision(votes), rule(electorate=electorate)).status == "valid"


GROUPS = [
    ("a+ b+ c+ d+", "valid"),
    ("a+ b+ c+ d0", "valid"),
    ("a+ b+ c+ d-", "invalid"),  # one of two is no majority of the companies
    ("a+ b+", "invalid"),  # no company voted
    ("a+ b0 c+ d0", "valid"),
]


@pytest.mark.parametrize("method", ["majority", "qualified_majority"])
@pytest.mark.parametrize(("votes", "status"), GROUPS)
def test_a_majority_in_every_group(votes: str, status: str, method: str) -> None:
    """Where the rule asks for it, every group of voters needs a majority of its own."""
    sides = {name: {"group": "states" if name in "ab" else "companies"} for name in "abcd"}
    electorate = voters("a1 b1 c1 d1", **sides)
    double = rule(method, electorate=electorate, group_majority=True)
    assert judged(decision(votes), double).status == status


THRESHOLD = [("0.75", "a+ b+ c+ d-", "valid"), ("0.76", "a+ b+ c+ d-", "invalid")]


@pytest.mark.parametrize(("share", "votes", "status"), THRESHOLD)
def test_a_qualified_majority_reaches_its_threshold(share: str, votes: str, status: str) -> None:
    """Exactly the share that is asked for is enough."""
    found = judged(decision(votes), rule("qualified_majority", threshold=share))
    assert found.status == status


HEADS = [
    ("a+ b+ c- d0", "valid"),  # two of three: who abstains is not counted
    ("a+ b+ c- d-", "invalid"),
    ("a+ b- c0 d0", "invalid"),
]


@pytest.mark.parametrize(("votes", "status"), HEADS)
def test_a_share_of_the_heads(votes: str, status: str) -> None:
    """Where a rule asks for a share of the voters as well, weight alone does not carry a decision."""
    heavy = rule(electorate=voters("a9 b1 c1 d1"), heads="0.66")
    assert judged(decision(votes), heavy).status == status


ALONE = {"unilateral_by": "a"}
REASONS = [
    ("", {}, None, "No rule was in force; nobody objected."),
    ("b- a!", {}, None, "No rule was in force and there was no consensus: b, a."),
    ("", ALONE, None, "a decided it alone."),
    ("a+", {}, {"method": None}, "How rule R decides is not on record."),
    ("a+", {}, {"scope": "money"}, "Rule R is for money, not for ports."),
    ("a+", {}, {"since": AFTER}, "Rule R was not in force on 2021-06-01."),
    ("a+", ALONE, {}, "a decided it alone, which rule R does not allow."),
    ("", {"unilateral_by": "o"}, {"method": "delegated"}, "Nobody with a vote under rule R took part."),
    ("a+", {"unilateral_by": "o"}, {"method": "delegated"}, "o decided it alone, without a vote under rule R."),
    ("", {}, {}, "Neither ballots nor who was present are on record."),
    ("a b", {}, {}, "How those present voted is not on record."),
    ("x+", {}, {"electorate": voters("x1")}, "Nobody had a vote under rule R."),
    ("a+", {}, {"quorum": "0.5"}, "Rule R needs a quorum of 0.5 of the votes; 1 of 4 were present."),
    ("a- b! c+", {}, {"electorate": voters("a1 b1 c1", a={"veto": True}, b={"veto": True})}, "Vetoed by a, b."),
    ("a+ b-", {}, {"method": "unanimity"}, "Not unanimous: no yes from b, c, d."),
    ("a+ b- d!", {}, {"method": "informal_consensus"}, "No informal consensus: b, d spoke against it."),
    ("a+ b-", {}, {}, "No majority: 1 of 2 votes cast."),
    ("a+ b-", {}, {"group_majority": True}, "No majority among voters of no group: 1 of 2 votes cast."),
    ("a+ b-", {}, {"method": "qualified_majority"}, "1 of 2 votes cast, where rule R needs 0.66."),
    ("a+", {}, {"method": "qualified_majority"}, "Valid under rule R (qualified majority)."),
]  # fmt: skip


@pytest.mark.parametrize(("votes", "given", "by", "reason"), REASONS)
def test_the_reason_is_told(
    votes: str, given: dict[str, object], by: dict[str, object] | None, reason: str
) -> None:
    """Whoever is refused reads a sentence that names the rule, the votes and whoever stood in the way."""
    rules = [] if by is None else [rule(**by)]
    cited = {} if by is None else {"rule": "R"}
    taken = decision(votes, scope="ports", **given, **cited)
    found = judged(taken, *rules)
    assert found.reason == reason
    assert found.rule == next(iter(rules), None)
