"""Whether a decision is valid: which rule was in force on its day, and who had a vote under it."""

import datetime as dt

import attrs
import pytest
from votes import AFTER, BEFORE, DAY, decision, judged, rule, voters

from msp_lifecycle.records import Body, OptOut, Seat, Validity

YES = "a+ b+ c+ d+"
RULES = [
    ("in force", [rule()], {}, "valid"),
    ("not yet in force", [rule(since=AFTER)], {"rule": "R"}, "invalid"),
    ("no longer in force", [rule(until=BEFORE)], {"rule": "R"}, "invalid"),
    ("uncited and not in force", [rule(since=AFTER)], {}, "informal"),
    ("of its scope", [rule(scope="budget")], {"scope": "budget"}, "valid"),
    ("of another scope", [rule(scope="budget")], {"scope": "staff", "rule": "R"}, "invalid"),
    ("uncited and of another scope", [rule(scope="budget")], {"scope": "staff"}, "informal"),
    ("for all scopes", [rule(scope="all")], {"scope": "staff"}, "valid"),
    ("without a scope", [rule(scope="budget")], {}, "valid"),
    ("how it decides is unknown", [rule(None)], {}, "unknown"),
    ("two in force", [rule(), rule(id="S")], {}, "unknown"),
    ("two, one cited", [rule(), rule("unanimity", id="S")], {"rule": "R"}, "valid"),
    ("two, one in force", [rule(), rule("unanimity", id="S", since=AFTER)], {}, "valid"),
    ("two scopes", [rule(scope="a"), rule(id="S", scope="b")], {"scope": "a"}, "valid"),
    ("no rule", [], {}, "informal"),
    ("no rule, alone", [], {"unilateral_by": "a"}, "invalid"),
    ("alone", [rule()], {"unilateral_by": "a"}, "invalid"),
    ("alone, as delegated", [rule("delegated")], {"unilateral_by": "a"}, "valid"),
    ("rejected", [rule()], {"outcome": "rejected"}, "invalid"),
    ("deferred", [rule()], {"outcome": "deferred"}, "invalid"),
]


@pytest.mark.parametrize(
    ("rules", "given", "status"), [c[1:] for c in RULES], ids=[c[0] for c in RULES]
)
def test_the_rule_in_force(rules: list, given: dict, status: str) -> None:
    """A decision is judged by the rule it cites, or by the only one that was in force for its scope."""
    found = judged(decision(YES, **given), *rules)
    assert found.status == status, found.reason


@pytest.mark.parametrize(
    ("votes", "status"),
    [("", "informal"), ("a+ b0", "informal"), ("a+ b-", "invalid"), ("a!", "invalid")],
)
def test_without_a_rule_nobody_may_object(votes: str, status: str) -> None:
    """Where no rule was in force, a decision stands as long as nobody was against."""
    assert judged(decision(votes)).status == status


PARTNERS = [
    ({"status": "observer"}, True),
    ({"status": "candidate"}, True),
    ({"status": "invited"}, True),
    ({"joined": AFTER}, True),
    ({"joined": BEFORE}, False),
    ({"left": BEFORE}, True),
    ({"left": AFTER}, False),
    ({"suspended": BEFORE}, True),
    ({"suspended": AFTER}, False),
    ({"suspended": BEFORE, "reinstated": AFTER}, True),
    ({"suspended": BEFORE, "reinstated": BEFORE}, False),
    ({"opted_out": [OptOut(scope="budget")]}, True),
    ({"opted_out": [OptOut(scope="budget", since=DAY)]}, True),
    ({"opted_out": [OptOut(scope="budget", since=AFTER)]}, False),
    ({"opted_out": [OptOut(scope="staff")]}, False),
]


@pytest.mark.parametrize("electorate", ["", "a1 b1"])
@pytest.mark.parametrize(("change", "voiceless"), PARTNERS[1:])
def test_only_active_partners_vote(
    change: dict[str, object], voiceless: bool, electorate: str
) -> None:
    """Who was not active on the day, or had opted out of the subject, has no vote, electorate or not."""
    consensus = rule("consensus", electorate=voters(electorate))
    found = judged(decision("a- b+", scope="budget"), consensus, a=change)
    assert found.status == ("valid" if voiceless else "invalid")


def test_an_observer_has_no_vote() -> None:
    """An observer cannot be in an electorate, and is not in one that nobody wrote down."""
    change, _ = PARTNERS[0]
    found = judged(decision("a- b+", scope="budget"), rule("consensus"), a=change)
    assert found.status == "valid"


def test_the_subject_is_the_rule_s_where_the_decision_names_none() -> None:
    """Opting out of a subject holds for the decisions under its rule as well."""
    change = {"opted_out": [OptOut(scope="budget")]}
    found = judged(decision("a- b+"), rule("consensus", scope="budget"), a=change)
    assert found.status == "valid"


PERIODS = [
    ({"since": AFTER}, False),
    ({"until": BEFORE}, False),
    ({"since": BEFORE, "until": AFTER}, True),
    ({"since": DAY}, True),  # from its first day on
    ({"until": DAY}, False),  # until its last, which is the first without
]


@pytest.mark.parametrize(("period", "votes"), PERIODS)
def test_a_vote_is_held_for_a_time(period: dict[str, object], votes: bool) -> None:
    """A vote or a seat counts only while it is held."""
    against = decision("a- b+")
    by_list = rule("consensus", electorate=voters("a1 b1", a=period))
    assert judged(against, by_list).status == ("invalid" if votes else "valid")
    board = Body(
        id="B",
        name="Board",
        kind="governing_board",
        members=[Seat(partner="a", **period, kind="voting"), VOTING_B],
    )
    by_body = rule("consensus", body="B")
    assert judged(against, by_body, bodies=(board,)).status == ("invalid" if votes else "valid")


VOTING_B = Seat(partner="b", kind="voting")
SEATS = [
    ((Seat(partner="a", kind="voting"),), "a- b+", "invalid"),
    ((Seat(partner="a", kind="non_voting"),), "a- b+", "valid"),
    ((Seat(partner="a", kind="observer"),), "a- b+", "valid"),
    ((Seat(kind="voting"),), "b+", "valid"),  # a vacant seat
    ((), "c- d- b+", "valid"),  # others have no seat
    ((), "c+ d+", "invalid"),
]


@pytest.mark.parametrize(("seats", "votes", "status"), SEATS)
def test_those_with_a_voting_seat_decide(seats: tuple[Seat, ...], votes: str, status: str) -> None:
    """Where a body decides, its voting members have the votes, and nobody else."""
    board = Body(id="B", name="Board", kind="governing_board", members=(*seats, VOTING_B))
    found = judged(decision(votes), rule("consensus", body="B"), bodies=(board,))
    assert found.status == status, found.reason


def test_an_empty_body_cannot_decide() -> None:
    """A body without voting members leaves nobody with a vote; it does not give one to everybody."""
    board = Body(id="B", name="Board", kind="governing_board")
    found = judged(decision(YES), rule("consensus", body="B"), bodies=(board,))
    assert found.status == "invalid"
    assert "Nobody had a vote" in found.reason


@pytest.mark.parametrize(
    ("day", "status"), [(BEFORE, "invalid"), (DAY, "invalid"), (AFTER, "valid")]
)
def test_a_body_decides_until_it_is_dissolved(day: dt.date, status: str) -> None:
    """From the day on which a body was wound up, nobody has a vote in it."""
    board = Body(id="B", name="B", kind="governing_board", dissolved=day, members=(VOTING_B,))
    assert judged(decision("b+"), rule(body="B"), bodies=(board,)).status == status


def test_seats_of_an_unknown_kind_leave_it_unknown() -> None:
    """Where nobody wrote down which seats have a vote, it cannot be judged; an electorate says it instead."""
    board = Body(
        id="B",
        name="Board",
        kind="governing_board",
        members=[Seat(partner="a", kind=None), VOTING_B],
    )
    by_body = rule("consensus", body="B")
    found = judged(decision("a+ b+"), by_body, bodies=(board,))
    assert found == Validity("unknown", "Which seats of B have a vote is not on record.", by_body)
    by_list = attrs.evolve(by_body, electorate=voters("b1"))
    assert judged(decision("a- b+"), by_list, bodies=(board,)).status == "valid"


@pytest.mark.parametrize(("since", "status"), [(DAY, "unknown"), (AFTER, "valid")])
def test_a_seat_of_an_unknown_kind_counts_from_its_first_day(since: dt.date, status: str) -> None:
    """Before anybody sits on it, a seat leaves nothing unknown."""
    untold = Seat(partner="a", kind=None, since=since)
    board = Body(id="B", name="Board", kind="governing_board", members=[untold, VOTING_B])
    found = judged(decision("b+"), rule("consensus", body="B"), bodies=(board,))
    assert found.status == status


ALONE = [
    ("majority", "a", "invalid"),
    ("delegated", "a", "valid"),
    ("delegated", "o", "invalid"),  # an observer has no vote to decide with
    ("delegated", "x", "invalid"),
]


@pytest.mark.parametrize(("method", "who", "status"), ALONE)
def test_deciding_alone(method: str, who: str, status: str) -> None:
    """One partner may decide alone only where that was delegated, and only if it has a vote."""
    found = judged(decision(unilateral_by=who), rule(method))
    assert found.status == status, found.reason
