"""What the Commission on Sustainable Development asked of partnerships in 2003 (S3:¶18 to ¶25)."""

import datetime as dt

from msp_lifecycle.criteria.practice.judged import judged, latest
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Status,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    months_before,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import AssessmentSubject, PlatformLink

BIENNIAL = 730
"""Days between two reports: the source's own figure, two years (S3:¶23)."""


@criterion(
    "CSD-3",
    "It is new and adds something concrete",
    why="""A name on work that would be done anyway adds nothing to what was agreed. Registers are full of old
    projects under new titles.""",
    source="S3:¶21",
    remedy="Write down what is new about it, and what it adds to carrying out what was agreed.",
    reads="purpose",
    kind="judgement",
)
def new_and_adding(case: Case) -> Verdict:
    """Whether the latest assessments say, with their grounds, that it is new and that it adds value."""
    return _all_judged(
        case, {"novelty": "what is new about it", "added_value": "the value it adds"}
    )


def _all_judged(case: Case, subjects: dict[AssessmentSubject, str]) -> Verdict:
    """Judge several questions: what falls short first, then what is unknown."""
    verdicts = [judged(case, about, words) for about, words in subjects.items()]
    for status in (Status.NOT_MET, Status.UNKNOWN):
        for verdict in verdicts:
            if verdict.status is status:
                return verdict
    found = [latest(case, about) for about in subjects]
    words = " and ".join(subjects.values())
    return met(f"Assessed, with grounds: {words}.", *(one for one in found if one is not None))


@criterion(
    "CSD-4",
    "The economic, the social and the environmental side were all considered",
    why="""Sustainable development has three sides, and what helps one can harm another. Each has to be looked at
    before and while the work is done.""",
    source="S3:¶21",
    remedy="Assess what the work means for the side that is missing.",
    reads="purpose",
    kind="judgement",
)
def three_dimensions(case: Case) -> Verdict:
    """Whether the latest assessment of each of the three dimensions says that it was considered, and how."""
    return _all_judged(
        case,
        {
            "economic_dimension": "the economic side",
            "social_dimension": "the social side",
            "environmental_dimension": "the environmental side",
        },
    )


@criterion(
    "CSD-5",
    "Resources can be counted on for years, and some of them are new",
    why="""Work that runs from grant to grant cannot plan. And a partnership that only moves money about adds none
    to what there was.""",
    source="S3:¶21",
    remedy="Agree on funding that reaches far enough ahead, some of it from a source that gave nothing before.",
    reads="resources",
    since="implementation",
    kind="temporal",
    limits="funding_horizon_months",
)
def resources_predictable(case: Case) -> Verdict:
    """How far ahead agreed funding reaches, and whether some of it is new."""
    live = [one for one in case.partnership.fundings if one.ended is None]
    ends = [one.period.last for one in live if one.period is not None and one.period.last]
    if not live or (not ends and all(one.new is None for one in live)):
        return unknown("No record says how long any funding lasts, or whether it is new.")
    months = case.limit("funding_horizon_months")
    reaches = bool(ends) and months_before(max(ends), int(months)) >= case.on
    problems = [] if reaches else [f"No funding is known to reach {months} months ahead."]
    if not any(one.new for one in live):
        problems.append("No funding is known to be new.")
    ahead = (
        [Figure("days that funding reaches ahead", (max(ends) - case.on).days, "days")]
        if ends
        else []
    )
    words = f"Funding is agreed until {max(ends, default=case.on)}, and some of it is new."
    return met_if(not problems, words, " ".join(problems), *live, *ahead)


@criterion(
    "CSD-6",
    "Technology and capacity reach developing countries where that is called for",
    why="""A partnership that leaves nobody more able than before has to be repeated. Passing on technology and
    skills is how its effect lasts.""",
    source="S3:¶21",
    remedy="Plan how technology is passed on and capacity built, or record why neither is called for.",
    reads="purpose",
    since="design",
    kind="judgement",
)
def capacity_passed_on(case: Case) -> Verdict:
    """Whether the latest assessment says how; the answer no with its grounds means that it is not called for."""
    one = latest(case, "technology_transfer")
    if one is not None and one.answer == "no" and (one.text.strip() or one.points):
        return not_applicable(f"Assessment {one.id} says why it is not called for.", one)
    return judged(case, "technology_transfer", "technology and capacity passed on")


@criterion(
    "CSD-9",
    "It has been announced in public",
    why="""What is done in the name of agreed goals concerns everybody. A partnership that nobody has heard of can
    neither be joined nor be questioned.""",
    source="S3:¶22",
    remedy="Announce the partnership in public, and record the day.",
    reads="communication",
)
def announced(case: Case) -> Verdict:
    """Whether a day of public announcement, or something published for everybody, is on record."""
    if case.partnership.announced is not None:
        return met(
            f"It was announced on {case.partnership.announced}.",
            Figure(
                "days since it was announced", (case.on - case.partnership.announced).days, "days"
            ),
        )
    items = case.partnership.information_items
    public = [one for one in items if one.access == "public" and one.published is not None]
    if public:
        return met(f"Published for everybody: {listed(one.id for one in public)}.", *public)
    if not items:
        return unknown("No record says whether it was announced in public.")
    return not_met("Nothing on record was published for everybody.", *items)


@criterion(
    "CSD-10",
    "Information is exchanged with governments and others",
    why="""Those outside can add, warn or join only if they know. Telling is half of it; hearing what they say is
    the other.""",
    source="S3:¶22",
    remedy="Exchange information with governments and other stakeholders, and record when.",
    reads="context partners",
    since="implementation",
    kind="temporal",
    limits="information_exchange_months",
)
def information_exchanged(case: Case) -> Verdict:
    """Time since the last exchange with other partnerships, or dealing with a stakeholder group."""
    days = [one.on for one in case.partnership.exchanges]
    days += [one.on for one in case.partnership.engagements if one.on is not None]
    if not days:
        return unknown("No dated exchange of information with anybody outside is on record.")
    last, cutoff = max(days), case.cutoff("information_exchange_months")
    return met_if(
        last >= cutoff,
        f"Information was last exchanged with others on {last}.",
        f"Information was last exchanged with others on {last}, which is too long ago.",
        Figure(
            "time since the last exchange", (case.on - last).days, "days", (case.on - cutoff).days
        ),
    )


@criterion(
    "CSD-11",
    "International bodies take part within their mandates, and divert nothing",
    why="""Agencies act by mandates that governments agreed on. A partnership must not draw them, or their money,
    into something else.""",
    source="S3:¶22",
    remedy="Name the mandate of each international body, and assess whether programmes lose money to it.",
    reads="purpose partners",
    kind="judgement",
)
def within_mandates(case: Case) -> Verdict:
    """Whether the latest assessment finds it in line with mandates; it does not apply without an international body."""
    if not case.partners:
        return unknown("No active partner is on record.")
    bodies = [
        one for one in case.partners if case.organisation_of(one).sector == "intergovernmental"
    ]
    if not bodies:
        return not_applicable("No international body is among the active partners.")
    return judged(case, "mandate", "the mandates of international bodies")


def _registries(case: Case) -> list[PlatformLink]:
    links = case.partnership.platform_links
    return [one for one in links if one.kind == "registry" and one.until is None]


@criterion(
    "CSD-13",
    "A registered partnership reports at least every two years",
    why="""Registering is free, and so is what is owed for it: a word every two years on what came of it. Silence
    makes a register worthless.""",
    source="S3:¶23",
    remedy="Send the registry a report now, and the next one within two years.",
    reads="context learning",
    since="implementation",
    kind="temporal",
)
def reports_biennially(case: Case) -> Verdict:
    """Time since the latest report to each registry, or since entry; two years is the source's own figure."""
    found = _registries(case)
    if not case.partnership.platform_links:
        return unknown("No record says whether it is registered anywhere.")
    if not found:
        return not_applicable("It is registered nowhere; registration is voluntary.")
    last: dict[str, dt.date] = {one.id: one.since for one in found if one.since is not None}
    for report in case.partnership.reports:
        if report.platform is not None and report.published is not None:
            last[report.platform] = max(report.published, last.get(report.platform, dt.date.min))
    undated = [one for one in found if one.id not in last]
    late = [one for one in found if one.id in last and (case.on - last[one.id]).days > BIENNIAL]
    if not late and undated:
        return unknown(f"No dated entry or report: {listed(one.id for one in undated)}.", *undated)
    return met_if(
        not late,
        f"The last report or entry in each registry ({len(found)}) is less than two years old.",
        f"No report for more than two years: {listed(one.id for one in late)}.",
        *(late or found),
        Figure(
            "longest time since a report",
            max((case.on - last[one.id]).days for one in found if one.id in last),
            "days",
            BIENNIAL,
        ),
    )


@criterion(
    "CSD-14",
    "Anybody can look it up in a registry",
    why="""A database that all can read lets the world see who works on what. An entry that only insiders see tells
    nobody.""",
    source="S3:¶24",
    remedy="Make the entry in the registry public.",
    reads="context",
    since="implementation",
)
def entry_public(case: Case) -> Verdict:
    """Whether an entry in a registry in force can be read by anybody."""
    found = _registries(case)
    if not case.partnership.platform_links:
        return unknown("No record says whether it is registered anywhere.")
    if not found:
        return not_applicable("It is registered nowhere; registration is voluntary.")
    if any(one.public for one in found):
        return met("Its entry in a registry can be read by anybody.", *found)
    if any(one.public is None for one in found):
        return unknown("No record says whether its entry can be read by anybody.", *found)
    return not_met("None of its entries in a registry can be read by anybody.", *found)


@criterion(
    "CSD-16",
    "What it contributes to the agreed goals has been reviewed",
    why="""A partnership that says it serves a goal should be asked, from time to time, whether it does.""",
    source="S3:¶25; S3:¶82",
    remedy="Review what the work has contributed to the agreed goals.",
    reads="learning purpose",
    since="implementation",
    kind="temporal",
)
def contribution_reviewed(case: Case) -> Verdict:
    """Whether an evaluation was completed, or the alignment was assessed, after the work had begun."""
    began = case.entered("implementation")
    done = [one for one in case.partnership.evaluations if one.completed is not None]
    aligned = [one for one in case.partnership.goal_alignments if one.assessed is not None]
    if not done and not aligned:
        return unknown("No dated evaluation or assessment of the contribution is on record.")
    if began is None:
        return not_applicable("The work has not begun.")
    since = [one for one in done if one.completed is not None and one.completed >= began]
    later = [one for one in aligned if one.assessed is not None and one.assessed > began]
    return met_if(
        bool(since or later),
        "What it contributes has been reviewed since the work began.",
        f"What it contributes has not been reviewed since the work began on {began}.",
        *(since or later or (*done, *aligned)),
    )


CRITERIA = (
    new_and_adding,
    three_dimensions,
    resources_predictable,
    capacity_passed_on,
    announced,
    information_exchanged,
    within_mandates,
    reports_biennially,
    entry_public,
    contribution_reviewed,
)
