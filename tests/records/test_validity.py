"""Whether a decision is valid: how each method counts the votes, in tables of cases."""

from __future__ import annotations

import pytest
from votes import METHODS, decision, judged, rule, voters

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
