"""What came, in the words of the domain: each kind of record with and without what need not be on record."""

from __future__ import annotations

import datetime as dt

import pytest
from lives import DAY

from msp_lifecycle.engine.differences import differences
from msp_lifecycle.engine.saying import excerpts, said, shortened
from msp_lifecycle.records import (
    Agreement,
    Commitment,
    Contribution,
    Decision,
    Engagement,
    Interest,
    ManagementSupport,
    Meeting,
    Milestone,
    Money,
    Move,
    Organisation,
    Partner,
    Partnership,
    Rating,
    Record,
    Screening,
    Secretariat,
    Signature,
    StakeholderGroup,
    Talk,
    Typology,
    Waiver,
)

ORGANISATIONS = [Organisation(id="itu", name="ITU"), Organisation(id="un", name="UNICEF")]
PARTNERS = [Partner(id="i", organisation="itu"), Partner(id="u", organisation="un")]
BARE = Partnership(id="p", name="P", organisations=ORGANISATIONS, partners=PARTNERS)
LATER = dt.date(2022, 1, 1)
EUROS = Money(amount="5.50", currency="EUR")
START = Move(kind="start", on=DAY, to="initiation")

CAME: list[tuple[str, Record, str]] = [
    ("commitments", Commitment(id="c", partner="i", text="Lay cable"), "ITU promised: Lay cable"),
    (
        "commitments",
        Commitment(id="c", partner="i", text="Pay", money=EUROS, due=LATER, fulfilled=LATER),
        "ITU promised: Pay (EUR 5.50), due 2022-01-01, fulfilled",
    ),
    ("contributions", Contribution(id="c", partner="i", resource="in_kind"), "ITU contributed: in kind"),
    (
        "contributions",
        Contribution(id="c", partner="i", resource="money", money=EUROS, delivered=LATER),
        "ITU contributed on 2022-01-01: EUR 5.50",
    ),
    (
        "contributions",
        Contribution(id="c", partner="i", resource="money", money=EUROS, text="The  first\npart"),
        "ITU contributed: The first part",
    ),
    ("decisions", Decision(id="d", question="Go on?", on=LATER), "Adopted on 2022-01-01: Go on?"),
    (
        "decisions",
        Decision(id="d", question="Go?", on=LATER, outcome="rejected", settles=["purpose", "roles"]),
        "Rejected on 2022-01-01: Go?, settles purpose, roles",
    ),
    ("agreements", Agreement(id="a", kind="charter"), "Agreement: charter"),
    (
        "agreements",
        Agreement(id="a", kind="charter", signatures=[Signature(partner="i", on=DAY), Signature(partner="u", on=DAY)]),
        "Agreement: charter, signed by ITU, UNICEF",
    ),
    ("milestones", Milestone(id="m", text="Half way"), "Milestone: Half way"),
    (
        "milestones",
        Milestone(id="m", text="Half way", due=DAY, met=LATER),
        f"Milestone: Half way, due {DAY}, met on 2022-01-01",
    ),
    ("meetings", Meeting(id="m", on=LATER, kind="signing"), "Met on 2022-01-01 (signing)"),
    (
        "meetings",
        Meeting(id="m", on=LATER, kind="signing", purpose="To agree"),
        "Met on 2022-01-01 (signing): To agree",
    ),
    (
        "waivers",
        Waiver(id="w", criterion="A1.1", decision="d"),
        "A1.1 waived by decision d",
    ),
    (
        "waivers",
        Waiver(id="w", criterion="A1.1", decision="d", until=LATER, because="Too early"),
        "A1.1 waived until 2022-01-01 by decision d: Too early",
    ),
    ("talks", Talk(id="t", organisation="un"), "Talk with UNICEF"),
    ("talks", Talk(id="t", organisation="un", on=LATER), "Talk with UNICEF on 2022-01-01"),
    ("ratings", Rating(id="r", partner="i", item="trust", value=3, scale=5, on=DAY), "Rating of trust by ITU"),
    ("interests", Interest(id="i", partner="i", kind="no_benefit"), "No benefit of ITU"),
    ("interests", Interest(id="i", partner="i", kind="benefit", text="Reach"), "Benefit of ITU: Reach"),
    ("partners", Partner(id="n", organisation="un", status="observer"), "UNICEF is on record as observer"),
    ("partners", Partner(id="n", organisation="un"), "UNICEF joined"),
    ("partners", Partner(id="n", organisation="un", joined=DAY, left=LATER), f"UNICEF joined on {DAY}, left on 2022-01-01"),
    ("moves", START, f"Start to initiation on {DAY}"),
    ("moves", Move(kind="entered", on=DAY, to="initiation", because="So told"), f"Put on the books in initiation on {DAY}: So told"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("collection", "record", "says"), CAME, ids=[f"{one[0]}-{i}" for i, one in enumerate(CAME)]
)
def test_a_new_record_is_told_in_its_own_words(collection: str, record: Record, says: str) -> None:
    """Who did what, when, and only of what is on record."""
    before = BARE
    if collection == "waivers":
        before = before.evolved(decisions=[Decision(id="d", question="Waive?", on=DAY)])
    kept = list(getattr(before, collection))
    after = before.evolved(**{collection: [*kept, record]})
    assert [one.says for one in differences(before, after) if one.record] == [says]


GONE: list[tuple[str, Record, str]] = [
    ("commitments", Commitment(id="c", partner="i", text="x" * 41), f"Commitment no longer on record: {'x' * 37}... (ITU)"),
    ("screenings", Screening(id="s", organisation="un", on=DAY, result="passed"), "Screening no longer on record: UNICEF"),
    ("engagements", Engagement(id="e", group="g", organisation="itu", kind="consultation"), "Engagement no longer on record: consultation of ITU"),
    ("management_support", ManagementSupport(id="m", partner="u"), "Management support no longer on record: UNICEF"),
    ("stakeholder_groups", StakeholderGroup(id="h", name="Village"), "Stakeholder group no longer on record: Village"),
    ("secretariats", Secretariat(id="office"), "Secretariat no longer on record: office"),
]  # fmt: skip


@pytest.mark.parametrize(("collection", "record", "says"), GONE, ids=[one[0] for one in GONE])
def test_a_record_that_is_gone_is_called_by_what_it_says(
    collection: str, record: Record, says: str
) -> None:
    """By its own words, else by its kind and by who it is of, else by its id."""
    after = BARE.evolved(stakeholder_groups=[StakeholderGroup(id="g", name="Port")])
    kept = list(getattr(after, collection))
    before = after.evolved(**{collection: [*kept, record]})
    assert [one.says for one in differences(before, after)] == [says]


def test_a_field_of_the_kind_is_named_in_full() -> None:
    """What a partnership is like belongs to no record."""
    (found,) = differences(BARE, BARE.evolved(typology=Typology(ambition="strategic")))
    assert (found.kind, found.record, found.field) == ("changed", "", "typology.ambition")
    assert found.says == "typology, ambition: strategic"


def test_who_is_gone_is_called_by_the_name_that_was_known() -> None:
    """Names of both partnerships are known, the new one's first."""
    renamed = [Organisation(id="itu", name="The Union"), ORGANISATIONS[1]]
    after = BARE.evolved(organisations=renamed, partners=PARTNERS[:1])
    told = [one.says for one in differences(BARE, after)]
    assert told == ["Organisation: name: The Union (was: ITU)", "Partner no longer on record: UNICEF"]  # fmt: skip


def moved(*kinds: tuple[str, str | None]) -> Partnership:
    """Return a partnership with a start and some moves, one a year."""
    years = [dt.date(DAY.year + n, 1, 1) for n in range(1, len(kinds) + 1)]
    moves = [Move(kind=k, on=day, to=to) for (k, to), day in zip(kinds, years, strict=True)]
    return BARE.evolved(moves=[START, *moves])


def test_moves_that_were_corrected_are_paired() -> None:
    """As many as there were: each is the one that stood in its place, with the field that changed."""
    before = moved(("advance", "design"), ("pause", None), ("resume", None))
    wrong = list(before.moves)
    wrong[1:3] = [
        Move(kind="advance", on=wrong[1].on, to="design", because="Ripe"),
        Move(kind="pause", on=wrong[2].on, because="Elections"),
    ]
    found = differences(before, before.evolved(moves=wrong))
    assert [(one.kind, one.record, one.field) for one in found] == [
        ("changed", "moves[1]", "because"),
        ("changed", "moves[2]", "because"),
    ]
    assert "Ripe" in found[0].says
    assert "Elections" in found[1].says


def test_moves_in_another_number_came_and_went() -> None:
    """What stood in their place is gone, under its old number, and each new one is there under its own."""
    before = moved(("advance", "design"), ("pause", None), ("resume", None))
    other = moved(("advance", "design"), ("advance", "implementation")).moves
    found = differences(before, before.evolved(moves=other))
    assert [(one.kind, one.record) for one in found if one.record] == [
        ("removed", "moves[2]"),
        ("removed", "moves[3]"),
        ("added", "moves[2]"),
    ]


def test_two_texts_are_shown_where_they_part() -> None:
    """From a little before that place on, and from the beginning where that is near."""
    assert excerpts("a b", "a c") == ("a b", "a c")
    assert excerpts("x" * 40 + "old", "x" * 40 + "new") == ("x" * 40 + "old", "x" * 40 + "new")
    assert excerpts("x" * 41 + "old", "x" * 41 + "new") == (
        "..." + "x" * 20 + "old",
        "..." + "x" * 20 + "new",
    )
    assert excerpts("ab" * 30, "ab" * 30 + "!")[1] == "..." + "ab" * 10 + "!"
    assert excerpts("b", "a") == ("b", "a")
    assert excerpts("a\nb", "a b") == ("the same words", "other spaces or line breaks")


def test_a_text_is_shortened_to_what_fits() -> None:
    """Sixty characters fit; of more the first are shown, with three dots."""
    assert shortened("x" * 60) == "x" * 60
    assert shortened("x" * 61) == "x" * 57 + "..."


def test_lists_tell_what_came_and_what_went() -> None:
    """Each by itself, in their order."""
    assert said(Partner, "represents", ("a", "b"), ("c", "d")) == (
        "represents: now with c, d; without a, b"
    )
    assert said(Partner, "represents", ("a", "b"), ("b", "a")) == "represents: in another order"
    assert said(Partner, "represents", ("a",), ("a", "a")) == "represents: repeated otherwise"


def test_events_have_verbs() -> None:
    """A day on which something happened is told as that, and a deadline as a value."""
    assert said(Partner, "left", None, DAY) == f"left on {DAY}"
    assert said(Partner, "left", DAY, LATER) == f"left on {LATER} (was {DAY})"
    assert said(Partner, "left", DAY, None) == f"no longer on record as left on {DAY}"
    assert said(Milestone, "due", DAY, LATER) == f"due {LATER} (was {DAY})"
    assert said(Waiver, "since", None, DAY) == f"began on {DAY}"
