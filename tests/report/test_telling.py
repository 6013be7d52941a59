"""What changed between two partnerships is told in the words of the domain: by names, and with verbs."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import DAY, after, decision, small

from msp_lifecycle.engine.differences import differences
from msp_lifecycle.records import (
    RECORD_TYPES,
    Agreement,
    Commitment,
    Contribution,
    Goal,
    Holding,
    Interest,
    Meeting,
    Milestone,
    Money,
    Move,
    Organisation,
    Partner,
    Partnership,
    Rating,
    Role,
    Signature,
    StakeholderGroup,
    SubProblem,
    Talk,
    Typology,
    Waiver,
)
from msp_lifecycle.records.strategy import ProblemStatement
from msp_lifecycle.testing import partnerships

BEFORE = small()


def told(before: Partnership = BEFORE, **changes: object) -> list[str]:
    return [one.says for one in differences(before, before.evolved(**changes))]


PARTNER = {"id": "new", "organisation": "new"}
CAME = {
    "a partner": ("partners", Partner(**PARTNER, joined=DAY), f"New joined on {DAY}"),
    "a partner without a date": ("partners", Partner(**PARTNER), "New joined"),
    "a partner that left": (
        "partners",
        Partner(**PARTNER, joined=DAY, left=after(1)),
        f"New joined on {DAY}, left on {after(1)}",
    ),
    "a candidate": (
        "partners",
        Partner(**PARTNER, status="candidate"),
        "New is on record as candidate",
    ),
    "a promise": (
        "commitments",
        Commitment(
            id="c",
            partner="ann",
            text="Dig",
            money=Money(amount=Decimal(1200), currency="EUR"),
            due=DAY,
        ),
        f"Ann promised: Dig (EUR 1,200), due {DAY}",
    ),
    "a promise kept": (
        "commitments",
        Commitment(id="c", partner="ann", text="Dig", fulfilled=DAY),
        "Ann promised: Dig, fulfilled",
    ),
    "a contribution": (
        "contributions",
        Contribution(id="c", partner="ann", delivered=DAY, resource="in_kind", text="Spades"),
        f"Ann contributed on {DAY}: Spades",
    ),
    "a contribution without words": (
        "contributions",
        Contribution(id="c", partner="ann", resource="staff_time"),
        "Ann contributed: staff time",
    ),
    "a decision": (
        "decisions",
        decision("E", "ann", settles=["roles"]),
        f"Adopted on {DAY}: E?, settles roles",
    ),
    "a meeting": (
        "meetings",
        Meeting(id="m", on=DAY, purpose="To talk"),
        f"Met on {DAY} (formal): To talk",
    ),
    "an agreement": (
        "agreements",
        Agreement(id="a", kind="mou", signatures=[Signature(partner="ann", on=DAY)]),
        "Agreement: mou, signed by Ann",
    ),
    "a milestone": (
        "milestones",
        Milestone(id="m", text="Half way", due=DAY),
        f"Milestone: Half way, due {DAY}",
    ),
    "a milestone met": (
        "milestones",
        Milestone(id="m", text="Half way", met=DAY),
        f"Milestone: Half way, met on {DAY}",
    ),
    "an interest": (
        "interests",
        Interest(id="i", partner="ann", kind="red_line", text="No"),
        "Red line of Ann: No",
    ),
    "a talk": ("talks", Talk(id="t", organisation="new", on=DAY), f"Talk with New on {DAY}"),
    "a rating": (
        "ratings",
        Rating(id="r", item="trust", partner="ann", value=4, scale=5, on=DAY),
        "Rating of trust by Ann",
    ),
    "a waiver": (
        "waivers",
        Waiver(id="w", criterion="A2.1", decision="D", because="Too few", until=DAY),
        f"A2.1 waived until {DAY} by decision D: Too few",
    ),
    "another record": (
        "stakeholder_groups",
        StakeholderGroup(id="v", name="Village"),
        "Stakeholder group: Village",
    ),
}


@pytest.mark.parametrize(("name", "record", "says"), CAME.values(), ids=CAME)
def test_what_came_is_told_with_its_own_verb(name: str, record: object, says: str) -> None:
    """Partners join, promises are made, decisions taken: by name, not by id."""
    new = Organisation(id="new", name="New")
    before = BEFORE.evolved(organisations=[*BEFORE.organisations, new])
    assert told(before, **{name: [*getattr(before, name), record]}) == [says]


CHANGES = {
    "a day": ({"left": DAY}, [f"left on {DAY}"]),
    "a day and why": ({"left": DAY, "left_because": "moved"}, [f"left on {DAY}: moved"]),
    "why alone": ({"left_because": "moved"}, ["left because: moved"]),
    "a day that is no event": ({"invited": DAY}, [f"invited {DAY}"]),
    "a word": ({"status": "observer"}, ["status: observer (was: active)"]),
    "a new word": ({"basis": "mandated"}, ["basis: mandated"]),
    "yes or no": ({"lead": True}, ["lead: yes (was no)"]),
    "a list": ({"represents": ["v"]}, ["represents: now with v"]),
    "a long text": ({"note": "x" * 99}, [f"note: {'x' * 57}..."]),
    "lines": ({"note": "two\n lines"}, ["note: two lines"]),
}


@pytest.mark.parametrize(("changes", "says"), CHANGES.values(), ids=CHANGES)
def test_a_field_that_changed(changes: dict[str, object], says: list[str]) -> None:
    """Each field that changed is told in a few words, with whose it is."""
    before = BEFORE.evolved(stakeholder_groups=[StakeholderGroup(id="v", name="Village")])
    ann = Partner(id="ann", organisation="ann", **changes)
    assert told(before, partners=[ann, before.partners[1]]) == [f"Ann: {each}" for each in says]


def test_what_is_no_longer_given() -> None:
    """A field that was emptied is told with what it held; a day is taken back, not undone."""
    noted = BEFORE.evolved(goals=[Goal(id="g", text="Get there", set=DAY, note="soon")])
    assert told(noted, goals=[Goal(id="g", text="Get there")]) == [
        "Get there: note no longer given (was soon)",
        f"Get there: no longer on record as set on {DAY}",
    ]
    assert told(goals=[]) == ["Goal no longer on record: Get there"]


def test_a_day_that_moved() -> None:
    """Of a date that is another now, both are told, events and deadlines each in their words."""
    before = BEFORE.evolved(milestones=[Milestone(id="m", text="Half", due=DAY, met=DAY)])
    later = [Milestone(id="m", text="Half", due=after(1), met=after(2))]
    assert told(before, milestones=later) == [
        f"Half: due {after(1)} (was {DAY})",
        f"Half: met on {after(2)} (was {DAY})",
    ]


def test_a_text_that_names_its_record() -> None:
    """A record whose very name changed is called by its kind."""
    assert told(goals=[Goal(id="g", text="Get back")]) == ["Goal: text: Get back (was: Get there)"]


def test_the_difference_between_long_texts_is_seen() -> None:
    """Of two long texts that begin alike, the place where they part is shown."""
    begin = "The river runs dry in every third summer, and all along its banks "
    before = BEFORE.evolved(goals=[Goal(id="g", text=begin + "nobody drinks")])
    (says,) = told(before, goals=[Goal(id="g", text=begin + "nobody fishes")])
    assert "nobody fishes" in says
    assert "nobody drinks" in says


def test_a_text_with_other_spaces_only() -> None:
    """A change that cannot be seen is named instead of shown."""
    before = BEFORE.evolved(goals=[Goal(id="g", text="Get\nthere")])
    assert told(before, goals=[Goal(id="g", text="Get  there")]) == [
        "Goal: text: other spaces or line breaks (was: the same words)"
    ]


def test_a_list_within_a_record() -> None:
    """Of a list it is told what came and what went, or that the same was put otherwise."""
    one, two = SubProblem(text="No water"), SubProblem(text="No road")
    problem = ProblemStatement(id="p", text="Far away", parts=[one, two])
    base = BEFORE.evolved(problem_statements=[problem])

    def parts(*now: SubProblem) -> list[str]:
        changed = ProblemStatement(id="p", text="Far away", parts=now)
        return [
            says.removeprefix("Far away: ") for says in told(base, problem_statements=[changed])
        ]

    assert parts(one) == ["parts: without No road"]
    assert parts(one, SubProblem(text="No light")) == ["parts: now with No light; without No road"]
    assert parts(two, one) == ["parts: in another order"]
    assert parts(one, two, two) == ["parts: repeated otherwise"]


def test_records_within_records_are_called_by_whom_they_name() -> None:
    """A role that changes hands says whose it was."""
    base = BEFORE.evolved(roles=[Role(id="r", name="Lead", holders=[Holding(partner="ann")])])
    role = Role(id="r", name="Lead", holders=[Holding(partner="ben")])
    assert told(base, roles=[role]) == ["Lead: holders: now with Ben; without Ann"]


def test_moves() -> None:
    """A move is told by what it is, where it leads, when and why."""
    moves = [
        Move(kind="entered", on=DAY, to="work"),
        Move(kind="loop_back", on=after(1), to="idea", because="why"),
        Move(kind="pause", on=after(2)),
        Move(kind="end", on=after(2), reason="handed_over"),
    ]
    assert told(moves=moves) == [
        "Where it stands: idea, ended (was not started)",
        f"Put on the books in work on {DAY}",
        f"Loop-back to idea on {after(1)}: why",
        f"Pause on {after(2)}",
        f"End (handed over) on {after(2)}",
    ]


def test_the_partnership_itself() -> None:
    """Its own fields are told one by one, those of its typology as well."""
    assert told(name="Q", typology=Typology(levels=["local"])) == [
        "name: Q (was: P)",
        "typology, levels: now with local",
    ]


EMPTY = Partnership(id="p", name="P")


@given(partnerships(), st.dates(dt.date(2015, 1, 1), dt.date(2030, 1, 1)))
def test_every_record_can_be_told(p: Partnership, day: dt.date) -> None:
    """Whatever came, went or changed, there is something to say, and it is a single line."""
    for old, new in ((EMPTY, p), (p, EMPTY), (p.as_of(day), p)):
        found = differences(old, new)
        assert found or old == new or _same_but_for_order(old, new)
        for one in found:
            assert one.says.strip(), one
            assert "\n" not in one.says


def _same_but_for_order(old: Partnership, new: Partnership) -> bool:
    return all(set(getattr(old, name)) == set(getattr(new, name)) for name in RECORD_TYPES)
