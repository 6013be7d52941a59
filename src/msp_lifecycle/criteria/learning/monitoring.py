"""Factor E1, monitoring of results and process (S2:L36)."""

import datetime as dt
from collections.abc import Sequence

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
from msp_lifecycle.records import Indicator, MonitoringPlan


@criterion(
    "E1.1",
    "Results are monitored continuously",
    why="""Who looks rarely learns late. Each result is to be measured as often as the partners themselves thought
    necessary.""",
    source="S2:L36",
    remedy="Measure the indicators that are overdue, or agree on an interval that can be kept.",
    reads="results purpose",
    since="implementation",
    kind="temporal",
)
def results_monitored(case: Case) -> Verdict:
    """Whether every indicator that is not about the process was measured within its own interval."""
    indicators = [one for one in _current(case) if one.kind != "process"]
    if not indicators:
        return unknown("No indicator of results is on record.")
    return _measured(case, indicators)


@criterion(
    "E1.2",
    "The way of working together is monitored",
    why="""Good results can hide that meetings, decisions or communication no longer run as agreed. What was agreed
    about working together has to be watched as well.""",
    source="S2:L36",
    remedy="Agree on indicators of cooperation, communication and steering, and measure those that are overdue.",
    reads="results purpose",
    since="implementation",
    kind="temporal",
)
def process_monitored(case: Case) -> Verdict:
    """Whether there are indicators of the process and each was measured within its own interval."""
    current = _current(case)
    indicators = [one for one in current if one.kind == "process"]
    if not current:
        return unknown("No indicator is on record.")
    if not indicators:
        figure = Figure("indicators on record", len(current))
        return not_met("No indicator on record looks at the way of working together.", figure)
    return _measured(case, indicators)


def _current(case: Case) -> list[Indicator]:
    """Return the indicators that do not belong to a goal given up."""
    dropped = {one.id for one in case.partnership.goals if one.dropped is not None}
    return [one for one in case.partnership.indicators if one.goal not in dropped]


def _measured(case: Case, indicators: Sequence[Indicator]) -> Verdict:
    begun = case.entered("implementation")
    in_time = {one.id: _in_time(one, case.on, begun) for one in indicators}
    late = [one for one in indicators if in_time[one.id] is False]
    if late:
        names = listed(one.id for one in late)
        figure = Figure("indicators overdue", len(late))
        words = f"Not measured in time: {len(late)} of {len(indicators)} indicators ({names})."
        return not_met(words, *late, figure)
    unclear = [one for one in indicators if in_time[one.id] is None]
    if unclear:
        names = listed(one.id for one in unclear)
        words = f"No interval or no date of measuring is on record for {len(unclear)}"
        return unknown(f"{words} of {len(indicators)} indicators: {names}.", *unclear)
    figure = Figure("indicators measured in time", len(indicators))
    return met("No indicator is overdue for measurement.", figure)


def _in_time(indicator: Indicator, on: dt.date, begun: dt.date | None) -> bool | None:
    """Say whether an indicator is within its interval, counted from the start before it is first measured."""
    days = [one.on for one in indicator.actuals]
    days += [day for day in (indicator.defined, begun) if day is not None]
    if indicator.every_days is None or not days:
        return None
    return (on - max(days)).days <= indicator.every_days


@criterion(
    "E1.3",
    "Changed circumstances are answered",
    why="""A strategy fits the facts less and less while a change goes unanswered. To keep course is an answer too,
    as long as somebody decided it.""",
    source="S2:L36",
    remedy="Decide for each change noticed whether the strategy is adapted or kept.",
    reads="context",
    since="implementation",
    kind="temporal",
    limits="change_answer_time",
    also="CH-8",
)
def changes_answered(case: Case) -> Verdict:
    """Changes that are still without a decision when the time for one has run out."""
    changes = case.partnership.change_events
    if not changes:
        return unknown("No change of circumstances is on record.")
    limit = case.limit("change_answer_time")
    pending = [one for one in changes if one.answer is None]
    late = [one for one in pending if (case.on - one.on).days > limit]
    if late:
        names = listed(one.id for one in late)
        waiting = (case.on - min(one.on for one in late)).days
        figure = Figure("longest wait for an answer", waiting, "days", limit)
        return not_met(
            f"Nobody decided within {limit} days what follows from these changes: {names}.",
            *late,
            figure,
        )
    if len(pending) == len(changes):
        return not_applicable(
            f"All changes were noticed in the last {limit} days; no answer is due yet.", *pending
        )
    return met("No change waits too long for an answer.", *changes)


@criterion(
    "E1.4",
    "What the work contributed to milestones can be shown",
    why="""A milestone that is merely declared reached convinces nobody outside, and hides a wrong course from those
    inside.""",
    source="S2:L36",
    remedy="Add to each milestone reached a document or link that shows it.",
    reads="results",
    since="implementation",
    also="LES-9",
)
def milestones_shown(case: Case) -> Verdict:
    """Whether every milestone reached, in full or in part, has evidence."""
    milestones = case.partnership.milestones
    if not milestones:
        return unknown("No milestone is on record.")
    reached = [one for one in milestones if one.met is not None or one.partly_met is not None]
    if not reached:
        return not_applicable("No milestone has been reached yet.")
    bare = [one for one in reached if not one.evidence]
    return met_if(
        not bare,
        "Every milestone reached has evidence.",
        f"Nothing shows that these milestones were reached: {listed(one.id for one in bare)}.",
        *(bare or reached),
    )


@criterion(
    "E1.5",
    "Monitoring fits the kind of partnership",
    why="""A local project drowns in the reporting that a global programme needs, and a global programme is blind
    without it.""",
    source="S2:L36",
    remedy="Write down how the monitoring plan fits the size and kind of the partnership, or change it until it fits.",
    reads="learning",
    since="design",
    kind="judgement",
)
def monitoring_fits(case: Case) -> Verdict:
    """Whether every monitoring plan in force says how it fits this kind of partnership."""
    plans = _plans(case)
    untailored = [one for one in plans if not one.tailored]
    if len(untailored) == len(plans):
        return unknown("No monitoring plan in force says how it fits this kind of partnership.")
    return met_if(
        not untailored,
        "The monitoring plans in force say how they fit this kind of partnership.",
        f"These monitoring plans do not say how they fit: {listed(one.id for one in untailored)}.",
        *(untailored or plans),
    )


@criterion(
    "E1.6",
    "A monitoring concept covers results and process",
    why="""What will be watched, and how, has to be settled before the work starts; later there is nothing to
    compare with.""",
    source="S2:L10; S2:L36",
    remedy="Agree on a monitoring plan for both the results and the way of working together.",
    reads="learning",
    since="design",
    requirement="must",
    also="P2-X13",
)
def monitoring_defined(case: Case) -> Verdict:
    """What the monitoring plans in force cover."""
    if not case.partnership.monitoring_plans:
        return unknown("No monitoring plan is on record.")
    plans = _plans(case)
    if not plans:
        return not_met("No monitoring plan is in force.", *case.partnership.monitoring_plans)
    covered = {part for one in plans for part in one.covers}
    if not covered:
        return unknown("No monitoring plan in force says what it covers.", *plans)
    missing = [part for part in ("results", "process") if part not in covered]
    return met_if(
        not missing,
        "The monitoring plans in force cover results and process.",
        f"No monitoring plan in force covers the {' or '.join(missing)}.",
        *plans,
    )


def _plans(case: Case) -> list[MonitoringPlan]:
    return [one for one in case.partnership.monitoring_plans if one.ended is None]


CRITERIA = (
    results_monitored,
    process_monitored,
    changes_answered,
    milestones_shown,
    monitoring_fits,
    monitoring_defined,
)
THRESHOLDS = (
    Threshold(
        name="change_answer_time",
        unit="days",
        light="180",
        standard="90",
        strict="30",
        meaning="Longest time until the partners decide what follows from a change.",
    ),
)
