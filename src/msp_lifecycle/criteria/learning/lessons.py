"""Factor E3, learning and capacity development (S2:L38)."""

from collections.abc import Iterable
from decimal import Decimal

from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    unknown,
)
from msp_lifecycle.records import CapacityGap


@criterion(
    "E3.1",
    "Partners look back together at fixed dates",
    why="""Learning that waits for a quiet moment never happens. It has to be a fixed part of monitoring.""",
    source="S2:L14; S2:L36; S2:L38",
    remedy="Fix in the monitoring plan how often the partners reflect, and hold the reflection that is overdue.",
    reads="learning",
    since="implementation",
    requirement="must",
    kind="temporal",
    limits="reflection_grace",
    also="P3-I2",
)
def reflections_in_time(case: Case) -> Verdict:
    """Days since the last joint reflection, against the interval that the monitoring plan fixes and some grace."""
    plans = [one for one in case.partnership.monitoring_plans if one.ended is None]
    intervals = [one.reflect_every_days for one in plans if one.reflect_every_days is not None]
    if not intervals:
        return unknown("No monitoring plan in force fixes how often the partners reflect.")
    every = min(intervals)
    tightest = [one for one in plans if one.reflect_every_days == every]
    days = [one.on for one in case.partnership.reflections]
    starts = (*(one.agreed for one in tightest), case.entered("implementation"))
    days += [day for day in starts if day is not None]
    if not days:
        return unknown("No date shows when the next reflection is due.", *tightest)
    passed, most = (case.on - max(days)).days, every + case.limit("reflection_grace")
    return met_if(
        passed <= most,
        "No joint reflection is overdue.",
        f"No joint reflection took place for {passed} days; one is agreed every {every} days.",
        *tightest,
        Figure("days without a reflection", passed, "days", most),
    )


@criterion(
    "E3.2",
    "Lessons come from successes and from failures",
    why="""What went wrong teaches as much as what went well, and is more easily passed over in silence.""",
    source="S2:L38",
    remedy="Write down lessons of both kinds: what worked, and what failed.",
    reads="learning",
    since="implementation",
)
def both_kinds_of_lessons(case: Case) -> Verdict:
    """Whether the lessons written down come from successes as well as from failures."""
    lessons = case.partnership.lessons
    if not lessons:
        return unknown("No lesson is on record.")
    sources = {one.source for one in lessons}
    missing = [source for source in ("success", "failure") if source not in sources]
    return met_if(
        not missing,
        "Lessons from successes and from failures are on record.",
        f"No lesson on record comes from a {' or a '.join(missing)}.",
        *lessons,
    )


@criterion(
    "E3.3",
    "Learning is participatory",
    why="""Lessons that a few draw for all the others change nothing where the others work.""",
    source="S2:L38",
    remedy="Have more of the partners take part in the next reflection.",
    reads="learning partners",
    since="implementation",
    kind="quantity",
    limits="learning_participation",
    also="LES-7",
)
def learning_participatory(case: Case) -> Verdict:
    """Share of the partners active on its day that took part in the latest reflection, or else of all active ones in drawing lessons."""
    named = [one for one in case.partnership.reflections if one.participants]
    day = max((one.on for one in named), default=None)
    sessions = [one for one in named if one.on == day] or case.partnership.lessons
    names = {name for one in sessions for name in one.participants}
    if not names:
        return unknown("No record says who took part in reflections or drew the lessons.")
    partners = case.partnership.partners
    members = [one for one in partners if (one.active if day is None else one.active_on(day))]
    if not members:
        return unknown("No active partner is on record.")
    there = [one for one in members if one.id in names]
    least = case.limit("learning_participation")
    part = round(Decimal(len(there)) / len(members), 3)
    return met_if(
        len(there) >= least * len(members),
        f"{len(there)} of {len(members)} active partners took part in learning.",
        f"{len(there)} of {len(members)} active partners took part in learning; "
        f"at least {least:.0%} should.",
        *(one for one in sessions if one.participants),
        Figure("share of partners that took part", part, "", least),
    )


@criterion(
    "E3.4",
    "Lacking capacities are identified in people and in organisations",
    why="""A trained person in an organisation that cannot use the training changes little, and the other way round.
    Both have to be looked at.""",
    source="S2:L38",
    remedy="Look for capacities that are lacking, both in single people and in whole organisations.",
    reads="learning",
    since="design",
)
def gaps_identified(case: Case) -> Verdict:
    """Levels, individual and organisation, for which capacity gaps are on record."""
    gaps = case.partnership.capacity_gaps
    if not gaps:
        return unknown("No capacity gap is on record.")
    levels = {one.level for one in gaps}
    missing = [level for level in ("individual", "organisation") if level not in levels]
    return met_if(
        not missing,
        "Capacity gaps are identified at both levels.",
        f"No capacity gap on record is at the level of the {' or the '.join(missing)}.",
        *gaps,
    )


@criterion(
    "E3.5",
    "Lacking capacities are being developed",
    why="""A gap that is known and left open becomes a weakness of the whole. Partners with few means need most help,
    or the partnership widens the difference.""",
    source="S2:L38",
    remedy="Settle a measure for each open capacity gap, taking unequal resources of the partners into account.",
    reads="learning",
    since="implementation",
)
def gaps_addressed(case: Case) -> Verdict:
    """Whether every open capacity gap has a measure, and unequal resources were taken into account for one at least."""
    gaps = case.partnership.capacity_gaps
    if not gaps:
        return unknown("No capacity gap is on record.")
    ignored = _ignored(gaps)
    if ignored:
        return not_met(
            f"No measure is on record for these open gaps: {listed(one.id for one in ignored)}.",
            *ignored,
        )
    considered = {one.unequal_resources_considered for one in gaps}
    if considered == {None}:
        return unknown("No record says whether unequal resources were taken into account.", *gaps)
    return met_if(
        True in considered,
        "Every capacity gap is closed or has a measure, and unequal resources were considered.",
        "Unequal resources of the partners were not taken into account.",
        *gaps,
    )


def _ignored(gaps: Iterable[CapacityGap]) -> list[CapacityGap]:
    """Return the gaps that are open and have no measure."""
    return [one for one in gaps if one.closed is None and not one.measure]


@criterion(
    "E3.6",
    "Lessons written down feed a paper on ways forward",
    why="""Experience is of use only where the next choice is made. A paper on the options should start from what
    was learned.""",
    source="S2:L18; S2:L38",
    remedy="Write an options paper that names the lessons it draws on.",
    reads="learning",
    since="implementation",
    requirement="must",
    also="P3-X3",
)
def lessons_used(case: Case) -> Verdict:
    """Whether an options paper names lessons that it draws on."""
    papers = [one for one in case.partnership.reports if one.kind == "options_paper"]
    if not papers:
        return unknown("No options paper is on record.")
    informed = [one for one in papers if one.lessons]
    return met_if(
        bool(informed),
        f"An options paper draws on lessons: {listed(one.id for one in informed)}.",
        f"No options paper names the lessons it draws on: {listed(one.id for one in papers)}.",
        *(informed or papers),
    )


@criterion(
    "E3.7",
    "Local partners and their capacities are strengthened",
    why="""What is to last must be carried by those on the spot. They can take over only what they have been
    enabled to do.""",
    source="S2:L18; S3:¶76",
    remedy="Find out what local partners lack and settle measures to strengthen them.",
    reads="learning",
    since="further_development",
    also="P4-X4",
)
def local_partners_strengthened(case: Case) -> Verdict:
    """Whether capacity gaps of local partners are on record, each closed or with a measure."""
    gaps = case.partnership.capacity_gaps
    local = [one for one in gaps if one.local]
    ignored = _ignored(local)
    if ignored:
        names = listed(one.id for one in ignored)
        words = f"No measure is on record for these open gaps of local partners: {names}."
        return not_met(words, *ignored)
    if local:
        return met("Every capacity gap of a local partner is closed or has a measure.", *local)
    if any(one.local is None for one in gaps) or not gaps:
        return unknown("No record says which capacities local partners lack.", *gaps)
    return not_met("None of the capacity gaps on record is one of a local partner.", *gaps)


CRITERIA = (
    reflections_in_time,
    both_kinds_of_lessons,
    learning_participatory,
    gaps_identified,
    gaps_addressed,
    lessons_used,
    local_partners_strengthened,
)
THRESHOLDS = (
    Threshold(
        name="reflection_grace",
        unit="days",
        light="90",
        standard="30",
        strict="14",
        meaning="Days by which a joint reflection may be late.",
    ),
    Threshold(
        name="learning_participation",
        unit="share",
        light="0.4",
        standard="0.6",
        strict="0.8",
        meaning="Least share of the partners that takes part in learning.",
    ),
)
