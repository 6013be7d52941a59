"""Factor E2, evaluation and reporting (S2:L37)."""

import datetime as dt
from collections import defaultdict
from typing import get_args

from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Audience, Record

AUDIENCES: tuple[Audience, ...] = get_args(Audience)


@criterion(
    "E2.1",
    "Evaluations are carried out",
    why="""Monitoring says whether the work goes as planned. An evaluation asks whether it leads to results, and what
    is to be learned from it.""",
    source="S2:L37",
    remedy="Carry out an evaluation, or complete the one under way.",
    reads="learning",
    since="implementation",
    kind="temporal",
    limits="evaluation_interval",
    also="CH-9",
)
def evaluated(case: Case) -> Verdict:
    """Time since the last evaluation was completed."""
    evaluations = case.partnership.evaluations
    cutoff, limit = case.cutoff("evaluation_interval"), case.limit("evaluation_interval")
    last = max((one.completed for one in evaluations if one.completed), default=None)
    if last is not None and last >= cutoff:
        latest = [one for one in evaluations if one.completed == last]
        age = _age(case, "time since the last evaluation", last, cutoff)
        return met(f"The last evaluation was completed on {last}.", *latest, age)
    if _young(case, cutoff):
        return not_applicable(f"Implementation began in the last {limit} months; none is due yet.")
    if not evaluations:
        return unknown("No evaluation is on record.")
    if last is None:
        return not_met("None of the evaluations on record is completed.", *evaluations)
    age = _age(case, "time since the last evaluation", last, cutoff)
    message = f"The last evaluation was completed on {last}, more than {limit} months ago."
    return not_met(message, *evaluations, age)


def _young(case: Case, cutoff: dt.date) -> bool:
    """Say whether Implementation began no earlier than a day, so that what it brings is not yet due."""
    began = case.entered("implementation")
    return began is not None and began >= cutoff


def _age(case: Case, name: str, day: dt.date, cutoff: dt.date) -> Figure:
    return Figure(name, (case.on - day).days, "days", (case.on - cutoff).days)


@criterion(
    "E2.2",
    "Reports reach partners, donors and the public",
    why="""Those inside, those who pay and those outside each have a claim to know what came of it. Whoever hears
    nothing stops giving support.""",
    source="S2:L37",
    remedy="Publish a report for each audience that has had none in the last period.",
    reads="learning",
    since="implementation",
    kind="temporal",
    limits="audience_report_interval",
    also="CH-5 CH-9",
)
def everyone_reported_to(case: Case) -> Verdict:
    """Audiences (internal, donor, public) for which a report came out within the reporting period."""
    cutoff, limit = case.cutoff("audience_report_interval"), case.limit("audience_report_interval")
    last = _last_report(case)
    missing = [one for one in AUDIENCES if one not in last or last[one] < cutoff]
    days = frozenset(last.values())
    latest = [one for one in case.partnership.reports if one.audience and one.published in days]
    ages = [
        _age(case, f"time since the last {audience} report", day, cutoff)
        for audience, day in last.items()
    ]
    if not missing:
        return met(f"Reports of the last {limit} months reached every audience.", *latest, *ages)
    if _young(case, cutoff):
        return not_applicable(
            f"Implementation began in the last {limit} months; not all reports are due yet."
        )
    if not last:
        return unknown("No report on record says both for whom it is and when it came out.")
    message = f"No report of the last {limit} months was for these audiences: {listed(missing)}."
    return not_met(message, *latest, *ages)


def _last_report(case: Case) -> dict[Audience, dt.date]:
    """Return when the last report for each audience came out, as far as reports are dated."""
    days: defaultdict[Audience, list[dt.date]] = defaultdict(list)
    for report in case.partnership.reports:
        for audience in report.audience:
            days[audience] += [report.published] if report.published else []
    return {audience: max(days[audience]) for audience in AUDIENCES if days[audience]}


@criterion(
    "E2.3",
    "Reports are tailored to their audience",
    why="""A donor wants a formal account; most other people would rather hear what it meant to somebody. One
    format for all serves neither.""",
    source="S2:L37",
    remedy="Give the results to the public in a format other than the one that donors or partners get.",
    reads="learning",
    since="implementation",
)
def reports_tailored(case: Case) -> Verdict:
    """Whether different audiences get different formats; it falls short where all get the same."""
    reports = [one for one in case.partnership.reports if one.audience]
    if not reports:
        return unknown("No report on record says for whom it is.")
    formats: defaultdict[str, set[str]] = defaultdict(set)
    for one in reports:
        for audience in one.audience:
            formats[audience].update([one.format.casefold()] if one.format else ())
    if len(formats) == 1:
        return not_applicable(f"Reports were for one audience only: {next(iter(formats))}.")
    sets = {frozenset(used) for used in formats.values()}
    if len(sets - {frozenset()}) > 1:
        return met("Reports for different audiences come in different formats.", *reports)
    if frozenset() in sets:
        bare = listed(audience for audience, used in formats.items() if not used)
        return unknown(f"No format is on record for reports to these audiences: {bare}.")
    return not_met("Reports come in the same formats for every audience.", *reports)


@criterion(
    "E2.4",
    "Results are reported openly, the bad ones too",
    why="""A partnership that shows successes only is soon believed by nobody. Its legitimacy rests on saying what
    was not reached as well.""",
    source="S2:L37",
    remedy="Publish a report that also shows the targets that were not reached.",
    reads="learning",
    since="implementation",
)
def results_open(case: Case) -> Verdict:
    """Whether the latest public report that says so shows unmet targets as well."""
    reports = [one for one in case.partnership.reports if one.audience]
    if not reports:
        return unknown("No report on record says for whom it is.")
    public = [one for one in reports if "public" in one.audience]
    if not public:
        return not_met("None of the reports on record is for the public.", *reports)
    telling = [one for one in public if one.unmet_targets_shown is not None]
    if not telling:
        return unknown("No public report says whether it shows unmet targets.", *public)
    last = max(one.published or dt.date.min for one in telling)
    latest = [one for one in telling if (one.published or dt.date.min) == last]
    return met_if(
        all(one.unmet_targets_shown for one in latest),
        "The latest public report also shows what was not reached.",
        f"The latest public report leaves out what was not reached: {listed(one.id for one in latest)}.",
        *latest,
    )


@criterion(
    "E2.5",
    "An evaluation was independent",
    why="""Whoever has a stake sees what it hopes to see. An outside view makes the findings credible.""",
    source="S1:L310",
    remedy="Have an evaluation made by somebody without a stake in the partnership.",
    reads="learning",
    since="implementation",
)
def independently_evaluated(case: Case) -> Verdict:
    """Whether at least one completed evaluation was made by somebody without a stake."""
    completed = [one for one in case.partnership.evaluations if one.completed is not None]
    if not completed:
        return unknown("No completed evaluation is on record.")
    independent = [one for one in completed if one.independent]
    if independent:
        names = listed(one.id for one in independent)
        return met(f"Evaluated by somebody without a stake: {names}.", *independent)
    unclear = [one for one in completed if one.independent is None]
    if unclear:
        names = listed(one.id for one in unclear)
        return unknown(f"No record says whether the author of {names} has a stake.", *unclear)
    names = listed(one.id for one in completed)
    return not_met(f"Evaluated by somebody with a stake in the partnership: {names}.", *completed)


@criterion(
    "E2.6",
    "A monitoring cycle and an evaluation are complete and published",
    why="""The direction from here is to be chosen on what was found, not on what was hoped. That takes one full
    round of watching and judging, open to be read.""",
    source="S2:L18; S2:L37",
    remedy="Close a monitoring cycle with a reflection and a report, and complete and publish an evaluation.",
    reads="learning",
    since="implementation",
    requirement="must",
    also="P3-X1",
)
def results_known(case: Case) -> Verdict:
    """Whether a reflection that closes a monitoring cycle, a report on results and a published evaluation are there."""
    records = case.partnership
    cycles = [one for one in records.reflections if one.cycle]
    reports = [one for one in records.reports if one.kind in ("progress", "annual", "final")]
    evaluations = [one for one in records.evaluations if one.completed and one.published]
    parts: dict[str, tuple[bool, tuple[Record, ...]]] = {
        "a reflection that closes a monitoring cycle": (bool(cycles), records.reflections),
        "a report on results": (bool(reports), records.reports),
        "a published evaluation": (bool(evaluations), records.evaluations),
    }
    lacking = [what for what, (done, _) in parts.items() if not done]
    if not lacking:
        message = "A monitoring cycle and an evaluation are complete and published."
        return met(message, *cycles, *reports, *evaluations)
    short = [one for done, found in parts.values() if not done for one in found]
    message = f"Not on record yet: {', '.join(lacking)}."
    return not_met(message, *short) if short else unknown(message)


CRITERIA = (
    evaluated,
    everyone_reported_to,
    reports_tailored,
    results_open,
    independently_evaluated,
    results_known,
)
THRESHOLDS = (
    Threshold(
        name="evaluation_interval",
        unit="months",
        light="60",
        standard="36",
        strict="24",
        meaning="Longest time between two evaluations.",
    ),
    Threshold(
        name="audience_report_interval",
        unit="months",
        light="24",
        standard="12",
        strict="12",
        meaning="Period within which every audience is to get a report.",
    ),
)
