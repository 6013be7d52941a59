"""The parts that criteria are made of: the case, verdicts, profiles, checklists, what is shared."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal
from fractions import Fraction

import pytest
from criterion_fixtures import EMPTY, ON, fixtures_of

import msp_lifecycle as msp
from msp_lifecycle.criteria.answers import latest_answers, mean, points, rated_well, shown
from msp_lifecycle.criteria.commitments import stands
from msp_lifecycle.criteria.everyone import everyone
from msp_lifecycle.criteria.profiles import profiles
from msp_lifecycle.criterion import (
    Case,
    Cited,
    Figure,
    Threshold,
    checklist,
    cited,
    find,
    listed,
    met,
    months_before,
    not_met,
    share,
)
from msp_lifecycle.criterion.verdict import MOST_CITED
from msp_lifecycle.errors import LifecycleError, UnknownName
from msp_lifecycle.records import (
    Body,
    Commitment,
    Move,
    Organisation,
    Partner,
    Rating,
    Seat,
    Secretariat,
    StakeholderGroup,
)

D = dt.date


def case(on: dt.date = ON, profile: msp.Profile = msp.STANDARD_PROFILE, **records: object) -> Case:
    """Return a case with partners a to e of one organisation, and whatever else is given."""
    partnership = msp.Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id="o", name="O")],
        partners=records.pop("partners", [Partner(id=one, organisation="o") for one in "abcde"]),  # type: ignore[arg-type]
        **records,  # type: ignore[arg-type]
    )
    return Case(partnership.as_of(on), on, profile)


# --- the case -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (D(2024, 3, 31), 1, D(2024, 2, 29)),
        (D(2023, 3, 31), 1, D(2023, 2, 28)),
        (D(2024, 1, 15), 1, D(2023, 12, 15)),
        (D(2024, 12, 31), 12, D(2023, 12, 31)),
        (D(2024, 2, 29), 12, D(2023, 2, 28)),
        (D(2024, 6, 1), 0, D(2024, 6, 1)),
        (D(1, 1, 31), 1, D.min),
        (D(2, 1, 1), 12, D(1, 1, 1)),
    ],
)
def test_months_before(day: dt.date, months: int, before: dt.date) -> None:
    """The same day of the month, or that month's last; never before there were dates."""
    assert months_before(day, months) == before


def test_a_cutoff_is_in_the_unit_of_its_threshold() -> None:
    """Months are months of the calendar, days are days, and neither leads to before the first day there is."""
    late = case(D(2024, 3, 31))
    assert late.cutoff("structure_use_months") == D(2023, 9, 30)
    assert late.cutoff("partner_contact_days") == D(2024, 1, 31)
    assert case(D(1, 1, 5)).cutoff("partner_contact_days") == D.min
    assert case(D(1, 1, 5)).cutoff("structure_use_months") == D.min


def test_only_active_partners_count() -> None:
    """No candidate, no observer, nobody who left or is suspended."""
    partners = [
        Partner(id="a", organisation="o"),
        Partner(id="b", organisation="o", status="candidate"),
        Partner(id="c", organisation="o", status="observer"),
        Partner(id="d", organisation="o", left=D(2024, 5, 1)),
        Partner(id="e", organisation="o", left=D(2024, 7, 1)),
        Partner(id="f", organisation="o", suspended=D(2024, 5, 1)),
    ]
    assert [one.id for one in case(partners=partners).partners] == ["a", "e"]


def test_the_core_group_is_marked_or_seated() -> None:
    """In a body of that kind that there still is, on a seat that is still held."""
    seats = [Seat(partner="b"), Seat(partner="c", until=D(2024, 5, 1))]
    bodies = [
        Body(id="core", name="Core", kind="core_group", members=seats),
        Body(
            id="old",
            name="Old",
            kind="core_group",
            dissolved=D(2024, 5, 1),
            members=[Seat(partner="d")],
        ),
        Body(id="board", name="Board", kind="governing_board", members=[Seat(partner="e")]),
    ]
    partners = [Partner(id=one, organisation="o", core_group=one == "a") for one in "abcde"]
    assert [one.id for one in case(partners=partners, bodies=bodies).core_group] == ["a", "b"]


def test_key_groups_are_affected_or_decide_or_are_strong_in_both() -> None:
    """Influence alone, or being affected alone, is not enough."""
    groups = [
        StakeholderGroup(id="affected", name="N", primary=True),
        StakeholderGroup(id="deciding", name="N", decision_maker=True),
        StakeholderGroup(id="both", name="N", influence="high", affectedness="high"),
        StakeholderGroup(id="one", name="N", influence="high", affectedness="low"),
        StakeholderGroup(id="other", name="N", influence="low", affectedness="high"),
    ]
    found = case(stakeholder_groups=groups)
    assert [one.id for one in found.key_groups] == ["affected", "deciding", "both"]
    assert [one.id for one in found.primary_groups] == ["affected"]


def test_the_secretariat_is_the_latest_at_work() -> None:
    """One that has closed is none, and one that has not opened yet is not seen."""
    offices = [
        Secretariat(id="first", started=D(2020, 1, 1)),
        Secretariat(id="second", started=D(2022, 1, 1)),
        Secretariat(id="closed", started=D(2023, 1, 1), ended=D(2023, 6, 1)),
        Secretariat(id="planned", started=D(2025, 1, 1)),
    ]
    secretariat = case(secretariats=offices).secretariat
    assert secretariat
    assert secretariat.id == "second"
    assert case().secretariat is None


def test_when_a_phase_was_first_entered() -> None:
    """However often it was entered again."""
    moves = [
        Move(kind="start", on=D(2020, 1, 1), to="initiation"),
        Move(kind="advance", on=D(2021, 1, 1), to="design"),
        Move(kind="loop_back", on=D(2022, 1, 1), to="initiation"),
        Move(kind="advance", on=D(2023, 1, 1), to="design"),
    ]
    assert case(moves=moves).entered("design") == D(2021, 1, 1)
    assert case(moves=moves).entered("implementation") is None
    assert case(moves=moves).phase == "design"


# --- verdicts -----------------------------------------------------------------------------------


def test_a_list_of_names_says_how_many_more_there_are() -> None:
    """Five names are a sentence; fifty are not."""
    assert listed("abcde") == "a, b, c, d, e"
    assert listed("abcdef") == "a, b, c, d, e and 1 more"
    assert listed("abc", most=1) == "a and 2 more"
    assert listed(()) == ""


def test_a_verdict_cites_a_dozen_records_and_says_how_many_more_there_are() -> None:
    """The first ones given, which are those at fault, and every figure."""
    partners = [Partner(id=f"p{index}", organisation="o") for index in range(MOST_CITED + 3)]
    verdict = not_met("No.", Figure("a", 1), *partners, Figure("b", 2))
    assert verdict.evidence == (
        *(Cited(f"partners/p{index}") for index in range(MOST_CITED)),
        Figure("a", 1),
        Figure("b", 2),
        Figure("further records", 3),
    )
    assert met("Yes.", *partners[:MOST_CITED]).evidence == cited(*partners[:MOST_CITED])


def test_a_share_of_nothing_is_all_of_it() -> None:
    """Where nothing is asked for, nothing is missing."""
    assert share("ab", "abcd") == Decimal("0.5")
    assert share((), ()) == 1


def test_which_statuses_a_guard_lets_pass() -> None:
    """What is not known does not pass, nor does what is not so."""
    assert {one for one in msp.Status if one.stands} == {
        msp.Status.MET,
        msp.Status.WAIVED,
        msp.Status.NOT_APPLICABLE,
    }


# --- criteria, checklists, profiles -------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"why": " "}, "no why"),
        ({"remedy": ""}, "no remedy"),
        ({"code": "A2"}, "a code reads"),
        ({"code": "x-1"}, "a code reads"),
        ({"reads": "partners people"}, "no topic 'people'"),
    ],
)
def test_a_page_that_is_not_complete_is_refused(changes: dict[str, str], problem: str) -> None:
    """When it is written, and not when somebody looks for it."""
    page = {"why": "W.", "source": "X", "remedy": "R.", "reads": "", "code": "X-1"} | changes
    with pytest.raises(LifecycleError, match=problem):
        msp.criterion(page.pop("code"), "T", **page)(_nothing)  # type: ignore[arg-type]


def _nothing(case: Case) -> msp.Verdict:
    """What."""
    return met("Yes.")


def test_a_criterion_without_a_docstring_is_refused() -> None:
    """Its docstring says what is measured."""
    with pytest.raises(LifecycleError, match="no what"):
        msp.criterion("X-1", "T", why="W.", source="X", remedy="R.", reads="")(
            lambda case: met("Yes.")
        )


def test_finding_by_code_comes_before_finding_by_another_name() -> None:
    """And a name that there is not is refused with the nearest."""
    assert find(msp.CRITERIA, "SUIT-2").code == "D1.6"
    assert find(msp.CRITERIA, "DEF-1").code == "DEF-1"
    with pytest.raises(UnknownName, match=r"did you mean"):
        find(msp.CRITERIA, "A2.99")


def test_a_checklist_refuses_what_is_not_there_and_what_is_there_twice() -> None:
    """A twin under another name is the same criterion."""
    with pytest.raises(UnknownName):
        checklist("own", "Own", msp.CRITERIA, must="A9.9")
    with pytest.raises(LifecycleError, match=r"D1\.6 stands on it twice"):
        checklist("own", "Own", msp.CRITERIA, must="D1.6", should="SUIT-2")


def test_requiring_puts_a_criterion_on_a_checklist_once() -> None:
    """Where it stood on it already, it counts for more."""
    own = checklist("own", "Own", msp.CRITERIA, should="A1.1 A1.2")
    more = own.requiring(find(msp.CRITERIA, "A1.1"), find(msp.CRITERIA, "A1.3"))
    assert [(one.criterion.code, one.requirement) for one in more.items] == [
        ("A1.2", "should"),
        ("A1.1", "must"),
        ("A1.3", "must"),
    ]


def test_a_profile_of_ones_own_is_refused_what_it_cannot_mean() -> None:
    """A threshold that there is not, a weight that there is not."""
    with pytest.raises(UnknownName, match="core_group_size"):
        msp.STANDARD_PROFILE.customised("own", limits={"core_group_siz": 4})
    with pytest.raises(LifecycleError, match="no requirement 'maybe'"):
        msp.STANDARD_PROFILE.customised("own", requirements={"A1.1": "maybe"})  # type: ignore[dict-item]


def test_two_thresholds_of_one_name_are_refused() -> None:
    """One that fields share is one; two that differ are a mistake."""
    one, other = (
        Threshold(name="t", unit="days", light=3, standard=number, strict=1, meaning="M.")
        for number in (2, 1)
    )
    assert profiles([one, one])[1].limit("t").value == 2
    with pytest.raises(LifecycleError, match="two thresholds are called t"):
        profiles([one, other])


def test_a_profile_pickles() -> None:
    """As a report that holds one does."""
    assert pickle.loads(pickle.dumps(msp.STRICT_PROFILE)) == msp.STRICT_PROFILE


# --- what criteria share ------------------------------------------------------------------------


def rating(number: int, partner: str, value: str, **more: object) -> Rating:
    return Rating(
        id=f"r{number}",
        item="discussion_culture",
        partner=partner,
        value=Decimal(value),
        on=D(2024, 1, number),
        **more,  # type: ignore[arg-type]
    )


def test_an_answer_is_put_on_a_common_scale() -> None:
    """The ends stay the ends, and the middle the middle."""
    assert points(Decimal(1), 10, 5) == 1
    assert points(Decimal(10), 10, 5) == 5
    assert points(Decimal("5.5"), 10, 4) == Fraction(5, 2)


def test_the_latest_answer_of_each_active_partner_counts() -> None:
    """By its day, and by its id where two were given on one day."""
    partners = [
        Partner(id="a", organisation="o"),
        Partner(id="b", organisation="o", left=D(2024, 5, 1)),
    ]
    ratings = [rating(2, "a", "4"), rating(1, "a", "1"), rating(3, "b", "5")]
    found = latest_answers(case(partners=partners, ratings=ratings), "discussion_culture")
    assert [one.id for one in found.values()] == ["r2"]
    assert mean(found) == 4


@pytest.mark.parametrize(
    ("profile", "answers", "status"),
    [
        (msp.STANDARD_PROFILE, 2, msp.Status.UNKNOWN),
        (msp.STANDARD_PROFILE, 3, msp.Status.MET),
        (msp.STRICT_PROFILE, 4, msp.Status.UNKNOWN),
        (msp.STRICT_PROFILE, 5, msp.Status.NOT_MET),
    ],
    ids=["two", "three", "four under strict", "five under strict"],
)
def test_nothing_is_said_of_what_few_answered(
    profile: msp.Profile, answers: int, status: msp.Status
) -> None:
    """Fewer than the fewest, and each could work out what the others said."""
    ratings = [rating(index + 1, "abcde"[index], "3.5") for index in range(answers)]
    verdict = rated_well(
        case(profile=profile, ratings=ratings), "discussion_culture", "it", "discussion_culture"
    )
    assert verdict.status is status
    assert ("3.5" in verdict.message) is (status is not msp.Status.UNKNOWN)


def test_a_mean_that_misses_the_threshold_never_reads_as_if_it_met_it() -> None:
    """3.499 is shown as 3.49."""
    assert shown(Fraction(3499, 1000)) == Decimal("3.49")
    values = ["3.5", "3.5", "3.49999"]
    ratings = [rating(index + 1, "abc"[index], value) for index, value in enumerate(values)]
    verdict = rated_well(case(ratings=ratings), "discussion_culture", "it", "discussion_culture")
    assert verdict.status is msp.Status.NOT_MET
    assert "3.49 of 5" in verdict.message


def test_a_commitment_stands_unless_it_was_broken_or_given_up() -> None:
    """The latest thing that happened to it counts."""
    pledge = Commitment(id="c", partner="a", text="T")
    assert stands(pledge)
    for end in ("broken", "withdrawn", "released"):
        assert not stands(Commitment(id="c", partner="a", text="T", **{end: D(2024, 1, 1)}))  # type: ignore[arg-type]
    kept_after_all = Commitment(
        id="c", partner="a", text="T", broken=D(2024, 1, 1), fulfilled=D(2024, 2, 1)
    )
    assert stands(kept_after_all)


def test_everyone_names_those_for_whom_it_is_not_on_record() -> None:
    """Nobody there, nothing on record, some lack it, nobody does: four answers."""
    partners = case().partners
    nobody, nothing, some, all_of_them = (
        everyone((), (), "hat", on_record=True),
        everyone(partners, (), "hat", on_record=False),
        everyone(partners, "acd", "hat", on_record=True),
        everyone(partners, "abcde", "hat", on_record=True),
    )
    assert nobody.message == "No active partner is on record."
    assert nothing.message == "No hat is on record for any active partner."
    assert some.message == "No hat is on record for 2 of 5 active partners: b, e."
    assert all_of_them.message == "Every active partner (5) has a hat."
    assert [one.status.value for one in (nobody, nothing, some, all_of_them)] == [
        "unknown",
        "unknown",
        "not_met",
        "met",
    ]


def test_the_lead_takes_the_initiative_where_there_is_one() -> None:
    """And not the whole core group beside it."""
    [fixture] = [one for one in fixtures_of("A2.7") if one.name == "lead_and_group"]
    verdict = fixture.criterion.judge(fixture.case())
    assert verdict.message.startswith("The initiative was taken by airport, and")
    assert Cited("partners/city") not in verdict.evidence


def test_nothing_is_known_of_a_partnership_without_records() -> None:
    """A case can be made of it, and everything in it is empty."""
    empty = Case(EMPTY, ON, msp.STANDARD_PROFILE)
    assert empty.partners == empty.core_group == empty.bodies == empty.adopted == ()
    assert empty.phase is None
