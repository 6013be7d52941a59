"""The partnerships of `examples/` are found to be what the sources tell of them.

The expectations are written from the sources and from what follows of them, not from what the code says. Where no day is
given, a partnership is judged on the last day of its records.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import msp_lifecycle as msp
from msp_lifecycle.criterion import Cited
from msp_lifecycle.crosswalks.histories import in_four_phases
from msp_lifecycle.engine import check
from msp_lifecycle.lifecycles import EVERYTHING
from msp_lifecycle.records import Decision, DecisionRule, electorate, totals

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


@cache
def example(name: str) -> msp.Partnership:
    return msp.load(EXAMPLES / f"{name}.yaml")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def last_day(name: str) -> dt.date:
    latest = example(name).latest
    assert latest
    return latest


@cache
def findings(name: str, on: dt.date) -> dict[str, msp.Finding]:
    report = check(example(name), on=on, against=EVERYTHING)
    return {one.code: one for one in report.findings}


def cited(finding: msp.Finding) -> list[str]:
    return [one.record for one in finding.evidence if isinstance(one, Cited)]


def test_there_are_twenty_three() -> None:
    """A new one wants its findings in the tables below."""
    assert len(NAMES) == 23
    assert {name for name, _, _ in TRACES} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_message_reads_well(name: str) -> None:
    """Short, complete, and without the traces of a list that is empty."""
    for finding in findings(name, last_day(name)).values():
        assert finding.message.endswith(".")
        assert len(finding.message) <= 200, finding.message
        assert not [trace for trace in (": .", "()", " ,", "; .", "  ") if trace in finding.message]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_unknown_stays_unknown(name: str) -> None:
    """The sources are short, so of many criteria nothing can be said; and nothing is waived."""
    statuses = [one.status for one in findings(name, last_day(name)).values()]
    assert statuses.count(msp.Status.UNKNOWN) > len(statuses) / 2
    assert msp.Status.WAIVED not in statuses


# --- where each came from and where it stands ---------------------------------------------------

TRACES = [
    (
        "connectivity",
        "start 2020-05-15, pause 2020-06-29, resume 2020-08-24, advance 2020-09-07, advance 2020-09-15",
        "implementation",
    ),
    ("ohchr_statoil", "start 2000-08-01, advance 2001-05-01, advance 2001-05-01", "implementation"),
    (
        "permanent_forum",
        "start 2000-04-01, advance 2000-07-01, advance 2002-05-01",
        "implementation",
    ),
    ("onchocerciasis", "entered 1974-01-01, end 2002-01-01", "implementation, ended"),
    ("world_commission_on_dams", "entered 2001-11-01, end 2001-11-01", "implementation, ended"),
    ("childrens_vaccine_initiative", "entered 1990-01-01, end 1998-01-01", "implementation, ended"),
    ("unaids", "entered 2002-01-01", "implementation"),
    ("safe_motherhood", "entered 1987-01-01", "implementation"),
    ("paso_colombia", "entered 2019-12-01", "implementation"),
    ("unicef_ikea", "entered 2003-08-18", "further development"),
    ("unicef_itau", "entered 2003-08-18", "implementation"),
    ("unicef_levi_mtv", "entered 2003-08-18", "implementation"),
    ("cisco_ldc", "entered 1999-01-01", "implementation"),
    ("bp_papua", "entered 2003-08-18", "implementation"),
    ("shell_china", "entered 2003-08-18", "implementation"),
    ("chevron_angola", "entered 2003-08-18", "implementation"),
    ("statoil_venezuela", "entered 2003-08-18", "implementation"),
    ("orlen_plock", "entered 2003-08-18", "design"),
    ("paperless_committee", "entered 2003-01-01", "implementation"),
    ("basf_unido_unep", "entered 2003-08-18", "implementation"),
    ("unfip", "entered 1998-03-01", "implementation"),
    ("ict_task_force", "entered 2003-08-18", "implementation"),
    ("global_compact", "entered 2000-07-01", "implementation"),
]


@pytest.mark.parametrize(("name", "moves", "position"), TRACES, ids=[one[0] for one in TRACES])
def test_the_history_leads_where_it_should(name: str, moves: str, position: str) -> None:
    """Each move is one that the lifecycle has; whether its guard was open is another question."""
    replayed = msp.replay(example(name))
    assert ", ".join(f"{one.move.kind} {one.move.on}" for one in replayed) == moves
    assert not [one.problem for one in replayed if one.problem]
    assert example(name).position.words == position


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("onchocerciasis", "goal_achieved"),
        ("world_commission_on_dams", "goal_achieved"),
        ("childrens_vaccine_initiative", "dissolved"),
    ],
)
def test_why_it_ended(name: str, reason: str) -> None:
    """An ending is a result; two of the three are a success."""
    assert example(name).position.reason == reason


# --- findings -----------------------------------------------------------------------------------

FINDINGS = [
    # A partnership that has a problem, a purpose, a lead and a promise, and little of all else.
    ("connectivity", "met", "A1.7 A2.7 B1.2 B1.10 D2.2 DEF-1 DEF-2 DEF-3 DEF-4"),
    (
        "connectivity",
        "not_met",
        "A1.1 A1.2 A2.2 A2.8 B1.4 B1.8 C3.7 DEF-6 DEF-7 E1.6 F1.1 F1.6 F2.1 F2.8",
    ),
    (
        "connectivity",
        "unknown",
        "A1.8 A2.1 C1.1 C1.2 C1.3 C1.4 C1.5 C2.6 C2.7 C3.2 C3.9 C3.10 D1.1 D1.2 D1.6 F2.4",
    ),
    # Two partners, one of them the only giver of money.
    ("ohchr_statoil", "met", "A1.10 B2.7 C3.7 DEF-1 DEF-7 F2.4 F2.8"),
    ("ohchr_statoil", "not_met", "A2.9 C3.4 DEF-3 F2.1 F2.10"),
    ("ohchr_statoil", "unknown", "C2.1 C3.5 C3.8 DEF-5 E1.6"),
    # A voice is access, and a vote is more.
    ("unaids", "met", "B1.5 C2.1 C2.2 DEF-3 E2.1 E2.5"),
    ("unaids", "not_met", "E2.6"),
    ("onchocerciasis", "met", "B1.2 B1.4 B1.5 DEF-7 E1.4 F1.8 F2.8"),
    ("onchocerciasis", "not_met", "E3.2 F1.6 F2.11"),
    ("onchocerciasis", "unknown", "DEF-1 DEF-4 DEF-5"),
    ("world_commission_on_dams", "met", "E2.5 F2.11"),
    ("world_commission_on_dams", "unknown", "C3.4 DEF-1 DEF-3"),
    ("childrens_vaccine_initiative", "met", "B1.4 C2.2 DEF-3"),
    ("childrens_vaccine_initiative", "not_met", "C2.1 F2.11"),
    ("safe_motherhood", "met", "B3.5 C1.1 DEF-3"),
    ("safe_motherhood", "unknown", "C1.2 C1.3 C1.4"),
    ("permanent_forum", "met", "B1.5 B2.7"),
    ("unicef_ikea", "met", "A1.10 B1.5 DEF-2 DEF-3"),
    ("unicef_ikea", "unknown", "C3.4 F2.4"),
    ("paso_colombia", "met", "B1.2 DEF-3"),
    ("paso_colombia", "not_met", "SUIT-1"),
    # A voice is access; whether it is power as well is another question.
    ("unaids", "not_met", "INC-4 POW-7 POW-11"),
    ("unaids", "met", "CH-1"),
    ("connectivity", "unknown", "INC-3 INC-4 INC-9"),
    ("connectivity", "met", "CH-1"),
    ("connectivity", "not_met", "INC-1"),
    ("childrens_vaccine_initiative", "met", "POW-6"),
    ("onchocerciasis", "met", "STR-9"),
    ("world_commission_on_dams", "unknown", "INC-1 INC-8"),
    ("ohchr_statoil", "not_met", "CH-1"),
    # What S3 tells of its fifteen, and what it leaves open.
    ("unicef_itau", "met", "PUR-8 STG-1 DEF-3"),
    ("unicef_itau", "unknown", "C3.4 STG-2 CSD-5"),
    ("unicef_levi_mtv", "met", "PUR-5 PUR-8 DEF-3"),
    ("unicef_levi_mtv", "not_met", "C3.4 STG-1"),
    ("cisco_ldc", "met", "PRJ-2 F1.8"),
    ("cisco_ldc", "not_met", "DEF-3"),
    ("cisco_ldc", "unknown", "C3.4 F2.4"),
    ("bp_papua", "met", "DEF-3 B1.2"),
    ("bp_papua", "unknown", "PUR-5 PRJ-1 PRJ-2 C3.4 F2.4 F1.1 DEF-7"),
    ("shell_china", "met", "CH-1 DEF-3 PUR-5 PUR-8"),
    ("chevron_angola", "met", "F2.4 PUR-8"),
    ("chevron_angola", "not_met", "DEF-3 CH-1"),
    ("statoil_venezuela", "met", "CH-1 DEF-3 E3.7"),
    ("orlen_plock", "met", "CH-1 STR-1 STG-1"),
    ("orlen_plock", "unknown", "PRJ-1 PUR-8"),
    ("paperless_committee", "met", "DEF-7 CH-1"),
    ("paperless_committee", "unknown", "C3.4 C3.5 CSD-5"),
    ("basf_unido_unep", "met", "D2.2 PUR-8"),
    ("unfip", "met", "STG-1 PUR-8"),
    ("unfip", "not_met", "C3.4 DEF-3"),
    ("ict_task_force", "met", "C2.1 C2.2 POW-11 PUR-8 CH-1"),
    ("ict_task_force", "unknown", "POW-4 POW-5"),
    ("global_compact", "met", "CSD-9 DEF-1 LES-12 PUR-8 STG-1 STR-1 CH-1"),
    ("global_compact", "unknown", "STG-2 F2.4 C3.4"),
]


@pytest.mark.parametrize(
    ("name", "code", "status"),
    [(name, code, status) for name, status, codes in FINDINGS for code in codes.split()],
)
def test_a_finding(name: str, code: str, status: str) -> None:
    """On the last day of its records."""
    finding = findings(name, last_day(name))[code]
    assert finding.status == status, finding.message


FACTS = [
    ("connectivity", "B1.8", ["unconnected"], ["stakeholder_groups/unconnected"]),
    ("connectivity", "A2.1", ["10 organisations", "no person is named for 10"], []),
    ("connectivity", "A2.2", ["itu", "100.0%"], ["roles/lead", "roles/measuring"]),
    ("connectivity", "A2.7", ["taken by itu, and a draft"], ["partners/itu"]),
    ("connectivity", "E1.6", ["process"], ["monitoring_plans/overall-effect"]),
    ("connectivity", "F1.6", ["no milestone"], []),
    ("connectivity", "F2.8", ["9 of 10"], ["partners/facebook", "partners/wef"]),
    ("connectivity", "C3.7", ["9 of 10"], ["partners/facebook", "partners/wef"]),
    ("ohchr_statoil", "C3.4", ["All funding", "statoil"], ["fundings/donation-2003"]),
    ("ohchr_statoil", "B2.7", ["273 days"], []),
    ("ohchr_statoil", "DEF-3", ["2 organisations", "3 are needed"], ["partners/statoil"]),
    ("ohchr_statoil", "F2.1", ["1 of 2", "ohchr"], ["partners/ohchr"]),
    ("onchocerciasis", "F2.11", ["final report", "ivermectin"], ["commitments/ivermectin"]),
    ("childrens_vaccine_initiative", "C2.1", ["policy", "business"], ["decision_rules/policy"]),
    ("safe_motherhood", "B3.5", [], ["divergences/abortion"]),
    ("unicef_ikea", "A1.10", ["scale"], ["decisions/enlarge"]),
    ("paso_colombia", "DEF-3", ["4 organisations"], []),
    ("unaids", "E2.5", ["first-five-years"], ["evaluations/first-five-years"]),
]


@pytest.mark.parametrize(
    ("name", "code", "words", "records"), FACTS, ids=[f"{one[0]}-{one[1]}" for one in FACTS]
)
def test_a_finding_names_what_it_rests_on(
    name: str, code: str, words: list[str], records: list[str]
) -> None:
    """In its message and in its evidence."""
    finding = findings(name, last_day(name))[code]
    assert not [word for word in words if word not in finding.message], finding.message
    assert not [record for record in records if record not in cited(finding)]


# --- the Global Connectivity Partnership Dialogue -----------------------------------------------


def test_a_gap_that_those_at_the_table_did_not_see() -> None:
    """They asked who was missing and found nobody, though nobody speaks for the people without a connection."""
    found = findings("connectivity", day("2020-09-07"))
    assert found["B1.10"].status is msp.Status.MET
    assert found["B1.2"].status is msp.Status.MET
    assert cited(found["B1.8"]) == ["stakeholder_groups/unconnected"]


def test_the_purpose_is_common_only_after_the_second_meeting() -> None:
    """On the day before nobody had put a name to it."""
    assert findings("connectivity", day("2020-09-06"))["DEF-4"].status is msp.Status.UNKNOWN
    assert findings("connectivity", day("2020-09-07"))["DEF-4"].status is msp.Status.MET


def test_both_moves_were_made_with_a_closed_guard() -> None:
    """The sources tell neither why a partnership suits, nor of a secretariat, nor of a decision to begin."""
    to_design, to_implementation = msp.audit(example("connectivity"))
    assert to_design.report
    assert to_implementation.report
    assert [one.code for one in to_design.report.blocking] == (
        "A1.8 A2.1 B1.7 B1.8 D1.1 D1.2 D1.6 SUIT-1".split()
    )
    blocking = [one.code for one in to_implementation.report.blocking]
    assert blocking[0] == "MOVE-1"
    assert {"C1.1", "C1.2", "C3.2", "C3.9", "C3.10", "E1.6", "F1.6", "F2.8"} <= set(blocking)


def test_the_six_steps_tell_the_same_case() -> None:
    """The same records under another lifecycle; told in the four phases, the same way through them."""
    four, six = example("connectivity"), example("six_steps/connectivity")
    assert six.evolved(lifecycle=four.lifecycle, moves=four.moves) == four
    told = in_four_phases(six.moves, msp.SIX_STEPS)
    assert [(one.kind, one.to) for one in told] == [(one.kind, one.to) for one in four.moves]
    assert {one.on for one in told} < {one.on for one in four.moves}


def test_the_case_goes_from_initiation_into_a_pause_and_on() -> None:
    """I, PAUSED, I, D, Im: what the reference expects of the worked case, day by day."""
    days = ("2020-05-20", "2020-07-10", "2020-09-01", "2020-09-08", "2020-09-20")
    stood = [example("connectivity").as_of(day(on)).position.words for on in days]
    assert stood == [
        "initiation",
        "initiation, paused",
        "initiation",
        "design",
        "implementation",
    ]


@pytest.mark.parametrize("name", ["connectivity", "six_steps/connectivity"])
@pytest.mark.parametrize(
    ("status", "codes"),
    [
        # Secretariat and budget the text does not tell; the phases of both lifecycles are read alike.
        ("unknown", "C1.1 C1.2 C3.2 C3.3 C3.9 C3.10 PR-4 PR-5 PR-6 PR-7 PR-8 PR-9 PR-11"),
        ("met", "PR-1 PR-2 PR-3 PR-10 STEP-1 STEP-2 STEP-3 STEP-4"),
        ("not_met", "STEP-5 STEP-6"),
    ],
)
def test_what_the_principles_and_steps_find(name: str, status: str, codes: str) -> None:
    """Quiet talks with nine, a pause of eight weeks or more; of the plan only areas and results are told."""
    found = findings(name, last_day(name))
    assert {code: found[code].status for code in codes.split()} == dict.fromkeys(
        codes.split(), msp.Status(status)
    )


def test_what_the_six_steps_stop_at() -> None:
    """The look around the table came only in the pause, and nothing was signed."""
    to_shifting, to_carrying_out = msp.audit(example("six_steps/connectivity"))
    assert to_shifting.report
    assert to_carrying_out.report
    assert [one.code for one in to_shifting.report.blocking] == ["B1.10"]
    assert [one.code for one in to_carrying_out.report.blocking] == "MOVE-1 C3.7 F1.6 F2.4".split()


@pytest.mark.parametrize(
    ("viewer", "count"), [("public", 0), ("lead", 9), ("itu", 9), ("gsma", 1), ("keeper", 9)]
)
def test_who_sees_the_quiet_talks(viewer: str, count: int) -> None:
    """The lead held all nine; a participant sees its own; nobody else sees any."""
    talks = example("connectivity").seen_by(viewer).talks
    assert len(talks) == count
    assert viewer != "gsma" or talks[0].organisation == "gsma"


# --- the fifteen of the Secretary-General's report ----------------------------------------------


def figure(name: str, indicator: str) -> list[Decimal]:
    [found] = [one for one in example(name).indicators if one.id == indicator]
    return [one.value for one in found.actuals]


def test_cisco_went_beyond_its_target() -> None:
    """33 of 49 countries are 67 per cent; half were aimed at."""
    [share] = figure("cisco_ldc", "countries")
    [countries] = figure("cisco_ldc", "with-academies")
    assert share == round(countries / 49 * 100, 1)
    [indicator] = [one for one in example("cisco_ldc").indicators if one.target is not None]
    assert share > (indicator.target or 0) == 50


def test_a_project_of_unfip_takes_two_million_on_average() -> None:
    """USD 513 million for 253 projects."""
    [funding] = example("unfip").fundings
    [projects] = figure("unfip", "projects")
    assert funding.money
    assert round(funding.money.amount / projects / 1_000_000, 2) == Decimal("2.03")


def test_the_global_compact_grew_twentyfold() -> None:
    """From some 50 companies at the launch to over 1,000 by mid-2003."""
    launch, later = figure("global_compact", "companies")
    assert later / launch == 20
    before = example("global_compact").as_of(day("2003-05-31"))
    assert [one.value for one in before.indicators[0].actuals] == [50]


def test_ikea_grew_by_three_hundred_villages() -> None:
    """To 500, so there were 200 before."""
    [villages] = [one for one in example("unicef_ikea").indicators if one.id == "villages"]
    assert (villages.target, villages.baseline) == (500, 200)


def test_the_paperless_committee_had_no_money() -> None:
    """What was brought came in kind, and saves some 40,000 pages."""
    paperless = example("paperless_committee")
    assert {one.resource for one in paperless.contributions} == {
        "in_kind",
        "technology",
        "staff_time",
    }
    assert not [one for one in paperless.contributions if one.money]
    assert not paperless.fundings


def test_half_of_the_task_force_is_as_strong_as_the_other() -> None:
    """Nobody's vote weighs more, whichever sort of member casts it (S3:¶30)."""
    [rule] = example("ict_task_force").decision_rules
    assert {one.weight for one in rule.electorate} == {1}
    assert len(example("ict_task_force").bodies) == 5


def test_the_global_compact_is_asked_for_a_hub() -> None:
    """It is global and strategic (S3:¶76), and no source tells of one."""
    on = last_day("global_compact")
    report = check(example("global_compact"), on=on, against=msp.checklist_named("strategic"))
    assert [one.name for one in report.checklist.fits] == ["global_strategy"]
    assert "STG-2" in {one.code for one in report.blocking}


def test_those_without_a_vote_in_unaids_are_named() -> None:
    """Nine cosponsors and five NGOs are heard; access is met, and a vote is not."""
    found = findings("unaids", last_day("unaids"))
    assert found["C2.1"].status is msp.Status.MET
    assert "14 of 36" in found["POW-11"].message


# --- what is told by records rather than by criteria --------------------------------------------


def test_statoil_gave_in_two_currencies() -> None:
    """They are kept apart: no rate of exchange is on record."""
    given = totals(one.money for one in example("ohchr_statoil").contributions if one.money)
    assert given == {"NOK": Decimal(3_000_000), "USD": Decimal(230_000)}


def test_who_votes_in_unaids() -> None:
    """22 governments vote, the nine cosponsors and five NGOs have a voice."""
    [rule] = example("unaids").decision_rules
    [board] = example("unaids").bodies
    assert len(rule.electorate) == 22
    assert len(rule.voice) == 14
    assert len(board.members) == 36


def test_merck_came_late_to_the_onchocerciasis_programme() -> None:
    """After 14 years, and it had been handed over when it ended."""
    partnership = example("onchocerciasis")
    before = {one.id for one in partnership.as_of(day("1987-12-31")).partners}
    assert {one.id for one in partnership.as_of(day("1988-01-01")).partners} - before == {"merck"}
    assert "anded over" in partnership.moves[-1].note


def test_the_dams_and_the_vaccines_had_a_successor() -> None:
    """Both ended, and something went on."""
    for name in ("world_commission_on_dams", "childrens_vaccine_initiative"):
        assert [one.kind for one in example(name).links].count("successor") == 1


def test_who_opted_out_has_no_vote_on_that_subject() -> None:
    """On abortion all decide but the one that keeps out of it; on everything else it decides with them."""
    rule = DecisionRule(id="consensus", method="consensus")
    on_one, on_other = (
        Decision(id=scope, question="?", on=day("2003-11-01"), rule="consensus", scope=scope)
        for scope in ("abortion", "transport")
    )
    partnership = example("safe_motherhood").evolved(
        decision_rules=[rule], decisions=[on_one, on_other]
    )
    some, everybody = (electorate(partnership, rule, one) for one in (on_one, on_other))
    assert everybody.keys() - some.keys() == {"opting-out"}


def test_the_permanent_forum_took_two_years() -> None:
    """From the resolution to the first meeting it was 25 months."""
    first, *_, last = example("permanent_forum").moves
    assert (last.on.year - first.on.year) * 12 + last.on.month - first.on.month == 25
