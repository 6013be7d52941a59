"""Factor F1, orientation to results: goals that can be measured, a roadmap, and progress on it (S2:L40)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from msp_lifecycle.criteria.answers import FEWEST_RESPONDENTS, rated_well
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
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
from msp_lifecycle.records import Activity, Decision, Expense, Goal, Milestone, Revision


@criterion(
    "F1.1",
    "Each goal can be measured and says which global goals it adds to",
    why="""Talk is meant to end in results that can be measured. A baseline and a target show whether they
    come about, and the global goal shows what they are good for beyond the partnership.""",
    source="S2:L40; S2:L10",
    remedy="""Give each goal named an indicator with baseline and target, and the global goals that it adds
    to.""",
    reads="purpose results",
    since="design",
    requirement="must",
    also="P2-X3",
)
def measurable_goals(case: Case) -> Verdict:
    """Whether each goal has an indicator with baseline and target, and names at least one global goal."""
    goals = [one for one in case.partnership.goals if one.dropped is None]
    current = {one.id for one in goals}
    indicators = [one for one in case.partnership.indicators if one.goal in current]
    if not goals or not indicators:
        return unknown(f"No {'indicator of a goal' if goals else 'goal'} is on record.", *goals)
    measured = {
        one.goal for one in indicators if one.baseline is not None and one.target is not None
    }
    unmeasured = [one for one in goals if one.id not in measured]
    unlinked = [one for one in goals if not one.global_goals]
    if not unmeasured and len(unlinked) == len(goals):
        return unknown("No goal on record says which global goals it adds to.", *goals)
    lacking = [one for one in goals if one.id not in measured or not one.global_goals]
    return met_if(
        not lacking,
        f"Every goal ({len(goals)}) has an indicator with baseline and target, and a global goal.",
        _without(
            {"an indicator with baseline and target": unmeasured, "a global goal": unlinked},
            "goals",
        ),
        *(lacking or goals),
    )


@criterion(
    "F1.2",
    "What is decided is followed up",
    why="""Consultation that leads to nothing tires partners out. A decision counts when somebody does
    something about it.""",
    source="S2:L40",
    remedy="Record for each decision named what is to be done about it, or when that was done.",
    reads="governance",
    since="implementation",
    kind="quantity",
    limits="decisions_followed_up",
)
def decisions_followed_up(case: Case) -> Verdict:
    """The share of adopted decisions with a follow-up action or a day on which they were carried out."""
    idle = [one for one in case.adopted if not one.follow_up and one.implemented is None]
    total, followed = len(case.adopted), len(case.adopted) - len(idle)
    if not followed:
        return unknown("No record says what followed from an adopted decision.")
    least = case.limit("decisions_followed_up")
    return met_if(
        followed >= least * total,
        f"Decisions followed up: {followed} of {total}.",
        f"Decisions followed up: {followed} of {total}; {least:.0%} are needed. "
        f"Not followed up: {_names(idle)}.",
        *idle,
        Figure("decisions with a follow-up", _part(followed, total), "", least),
    )


@criterion(
    "F1.3",
    "What is spent is related to an intended result",
    why="""Partners stay when they can see what their money and effort bring about. That takes a line from
    each expense to a goal or a result, from which the cost of the result follows.""",
    source="S2:L40",
    remedy="Name for each expense listed the goal it served or the result it paid for.",
    reads="resources",
    since="implementation",
)
def spending_related_to_results(case: Case) -> Verdict:
    """Whether each expense names the goal that it served or the result that it paid for."""
    expenses = case.partnership.expenses
    untied = [one for one in expenses if one.goal is None and one.result is None]
    total, tied = len(expenses), len(expenses) - len(untied)
    if not tied:
        return unknown("No record relates an expense to a goal or a result.")
    return met_if(
        not untied,
        f"Every expense ({total}) names a goal or a result.",
        f"No goal and no result is named for {len(untied)} of {total} expenses: {_names(untied)}.",
        *untied,
        Figure("expenses related to a goal or result", tied),
        Figure("expenses", total),
    )


@criterion(
    "F1.4",
    "Something achievable is planned for early on",
    why="""An early success, even a small one, shows that this group gets things done, and builds the
    confidence that the harder goals need.""",
    source="S1:L223; S2:L40",
    remedy="Plan one easily reached milestone for the first months, and mark it as a quick win.",
    reads="results purpose",
    since="design",
    kind="temporal",
    limits="quick_win_months",
    also="PUR-4",
)
def early_success(case: Case) -> Verdict:
    """The shortest time from the day on which a quick win was set to the day on which it is due or was reached.

    A quick win without a day of setting is measured from the day on which Design was entered.
    """
    milestones, goals = case.partnership.milestones, case.partnership.goals
    wins: list[Milestone | Goal] = [
        *(one for one in milestones if one.quick_win),
        *(one for one in goals if one.kind == "quick_win" and one.dropped is None),
    ]
    if not wins and not milestones:
        return unknown("Neither a milestone nor a quick win is on record.")
    if not wins:
        return not_met("No milestone or goal on record is meant as a quick win.", *milestones)
    spans = [span for one in wins if (span := _span(case, one)) is not None]
    if not spans:
        return unknown(f"No record says how soon these quick wins come: {_names(wins)}.", *wins)
    since, until = min(spans, key=lambda span: (span[1] - span[0], span))
    have, earliest = (until - since).days, months_before(until, int(case.limit("quick_win_months")))
    return met_if(
        earliest <= since,
        f"The earliest quick win comes within {have} days.",
        f"The earliest quick win takes {have} days; at most {(until - earliest).days} may pass.",
        *wins,
        Figure("time to a quick win", have, "days", (until - earliest).days),
    )


def _span(case: Case, win: Milestone | Goal) -> tuple[dt.date, dt.date] | None:
    since = win.set or case.entered("design")
    until = win.target_date if isinstance(win, Goal) else win.met or win.due_now
    return None if since is None or until is None else (since, until)


@criterion(
    "F1.5",
    "Meetings look for solutions",
    why="""Looking for solutions matters as much as watching results. A group that only ever reports and
    complains does not come to act.""",
    source="S2:L40",
    remedy="Put questions to be solved on the agenda in place of reports, and count them.",
    reads="governance partners ratings",
    since="implementation",
    requirement="info",
    kind="survey",
    limits="solution_items solution_focus fewest_respondents",
)
def solution_focus(case: Case) -> Verdict:
    """The share of agenda items that looked for solutions, over all meetings that counted both.

    Where no meeting counted them, the mean of active partners' latest ratings of the focus on solutions.
    """
    counted = [
        (one.solution_items, one.agenda_items)
        for one in case.partnership.meetings
        if one.solution_items is not None and one.agenda_items
    ]
    if not counted:
        return rated_well(case, "solution_focus", "the focus on solutions", "solution_focus")
    have, total = sum(some for some, _ in counted), sum(all_items for _, all_items in counted)
    least = case.limit("solution_items")
    return met_if(
        have >= least * total,
        f"{have} of {total} agenda items looked for solutions.",
        f"{have} of {total} agenda items looked for solutions; {least:.0%} are expected.",
        Figure("agenda items that looked for solutions", _part(have, total), "", least),
    )


@criterion(
    "F1.6",
    "There is a common roadmap with owners and dates",
    why="""Partners and outsiders can count on a joint plan only if it says what is done, what shows that
    it was done, by whom and when.""",
    source="S2:L10; S2:L21",
    remedy="""Put activities and milestones on a common roadmap, and give each one named an owner and
    dates.""",
    reads="results",
    since="design",
    requirement="must",
    also="P2-X4",
)
def common_roadmap(case: Case) -> Verdict:
    """Whether activities and milestones are on record, each with an owner and planned or actual dates."""
    activities, milestones = case.partnership.activities, case.partnership.milestones
    steps: tuple[Activity | Milestone, ...] = (*activities, *milestones)
    unowned = [one for one in steps if one.owner is None]
    undated = [one for one in steps if not _dated(one)]
    if len(unowned) == len(undated) == len(steps):
        return unknown("No activity or milestone with an owner or dates is on record.")
    if not activities or not milestones:
        there, missing = ("milestones", "activity") if milestones else ("activities", "milestone")
        return not_met(f"The roadmap has {there} but no {missing}.", *steps)
    if not unowned and not undated:
        words = f"Every activity ({len(activities)}) and milestone ({len(milestones)})"
        return met(f"{words} has an owner and dates.", *steps)
    lacking = {one.id: one for one in (*unowned, *undated)}.values()
    words = _without({"an owner": unowned, "dates": undated}, "activities or milestones")
    return not_met(words, *lacking)


def _dated(step: Activity | Milestone) -> bool:
    if isinstance(step, Milestone):
        return (step.due_now or step.met) is not None
    return (step.starts or step.started) is not None and (
        step.ends_now or step.finished
    ) is not None


@criterion(
    "F1.7",
    "The plan is carried out, and changes to it are recorded",
    why="""Carrying out a roadmap flexibly means changing it openly. A step that is long overdue and about
    which nothing was said shows a plan that nobody follows any more.""",
    source="S2:L14",
    remedy="""Finish each step named, or record a revision of it that says why it is late and until when
    it is put off.""",
    reads="results",
    since="implementation",
    requirement="must",
    kind="temporal",
    limits="step_overdue_days",
    also="P3-I1",
)
def plan_carried_out(case: Case) -> Verdict:
    """Activities and milestones that are long overdue, counted from their day in force or their latest revision.

    A milestone that was declared missed has been dealt with; F1.8 counts it.
    """
    steps = _steps(case)
    if not steps:
        return unknown("No activity or milestone with a date is on record.")
    if not any(done or day < case.on for _, day, done in steps):
        return not_applicable("No activity or milestone is due yet.")
    cutoff = case.cutoff("step_overdue_days")
    overdue = [(step, day) for step, day, done in steps if not done and day < cutoff]
    oldest = min((day for _, day in overdue), default=cutoff)
    most = (case.on - cutoff).days
    return met_if(
        not overdue,
        f"None of {len(steps)} dated activities and milestones is more than {most} days overdue.",
        f"More than {most} days overdue without a revision: {len(overdue)} of {len(steps)} "
        f"dated activities and milestones ({_names([step for step, _ in overdue])}).",
        *(step for step, _ in overdue),
        *([Figure("longest overdue", (case.on - oldest).days, "days", most)] if overdue else []),
    )


def _steps(case: Case) -> list[tuple[Activity | Milestone, dt.date, bool]]:
    """Return each dated step, the day from which it counts as late, and whether it has been dealt with."""
    steps: list[tuple[Activity | Milestone, dt.date, bool]] = []
    for activity in case.partnership.activities:
        if activity.ends_now is not None:
            day = _counted_from(activity.ends_now, activity.revisions)
            steps.append((activity, day, activity.finished is not None))
    for milestone in case.partnership.milestones:
        if milestone.due_now is not None:
            day = _counted_from(milestone.due_now, milestone.revisions)
            steps.append((milestone, day, (milestone.met or milestone.missed) is not None))
    return steps


def _counted_from(due: dt.date, revisions: tuple[Revision, ...]) -> dt.date:
    return max(due, *(one.on for one in revisions)) if revisions else due


@criterion(
    "F1.8",
    "Most milestones due have been met, or a decision says why the partnership moves on",
    why="""A partnership that moves on past its own milestones should know that it does, and why.""",
    source="S2:L18 (inferred); S2:L36",
    remedy="""Meet more of the milestones that are due, or take a decision about those named that says why
    the partnership moves on.""",
    reads="results governance",
    since="implementation",
    kind="quantity",
    limits="milestones_met",
    also="P3-X2 LES-9",
)
def milestones_met(case: Case) -> Verdict:
    """The share of milestones that were met, of those that are due, met or declared missed.

    An adopted decision about a milestone not met that gives its grounds takes the place of the share.
    """
    milestones = case.partnership.milestones
    due = [one for one in milestones if _ripe(one, case.on)]
    if not due:
        dated = any(one.due_now is not None for one in milestones)
        none_due = "No milestone with a date is on record."
        return not_applicable("No milestone is due yet.") if dated else unknown(none_due)
    unmet = [one for one in due if one.met is None]
    have, least = len(due) - len(unmet), case.limit("milestones_met")
    figure = Figure("milestones met", _part(have, len(due)), "", least)
    if have >= least * len(due):
        return met(f"Milestones met: {have} of {len(due)} due.", *unmet, figure)
    grounds = _grounds(case, unmet)
    if grounds:
        words = f"Milestones met: {have} of {len(due)} due; the grounds for moving on"
        return met(f"{words} are in decision {_names(grounds)}.", *grounds, *unmet, figure)
    return not_met(
        f"Milestones met: {have} of {len(due)} due; {least:.0%} are needed. "
        f"Not met: {_names(unmet)}.",
        *unmet,
        figure,
    )


def _ripe(milestone: Milestone, day: dt.date) -> bool:
    if (milestone.met or milestone.missed) is not None:
        return True
    return milestone.due_now is not None and milestone.due_now <= day


def _grounds(case: Case, unmet: list[Milestone]) -> list[Decision]:
    paths = {f"milestones/{one.id}" for one in unmet}
    return [
        one for one in case.adopted if one.rationale.strip() and not paths.isdisjoint(one.about)
    ]


def _names(records: Iterable[Activity | Decision | Expense | Goal | Milestone]) -> str:
    return listed(one.id for one in records)


def _without(lacking: Mapping[str, Sequence[Activity | Goal | Milestone]], of: str) -> str:
    """Say which records lack what, leaving out what none of them lacks."""
    found = [
        f"These {of} are without {what}: {_names(them)}." for what, them in lacking.items() if them
    ]
    return " ".join(found)


def _part(some: int, total: int) -> Decimal:
    return _rounded(Fraction(some, total), "0.001")


def _rounded(number: Fraction, places: str) -> Decimal:
    """Return a number rounded down, so that what misses a threshold never reads as if it met it."""
    exact = Decimal(number.numerator) / number.denominator
    return exact.quantize(Decimal(places), ROUND_FLOOR)


CRITERIA = (
    measurable_goals,
    decisions_followed_up,
    spending_related_to_results,
    early_success,
    solution_focus,
    common_roadmap,
    plan_carried_out,
    milestones_met,
)

THRESHOLDS = (
    Threshold(
        name="decisions_followed_up",
        unit="share",
        light="0.5",
        standard="0.7",
        strict="0.9",
        meaning="Least share of adopted decisions that something follows from.",
    ),
    Threshold(
        name="quick_win_months",
        unit="months",
        light="12",
        standard="12",
        strict="6",
        meaning="Longest time in which a quick win is to be reached.",
    ),
    Threshold(
        name="solution_items",
        unit="share",
        light="0.3",
        standard="0.5",
        strict="0.5",
        meaning="Least share of agenda items that look for solutions.",
    ),
    Threshold(
        name="solution_focus",
        unit="points",
        light="3",
        standard="3.5",
        strict="4",
        meaning="Least mean rating of the focus on solutions, on a scale from 1 to 5.",
    ),
    FEWEST_RESPONDENTS,
    Threshold(
        name="step_overdue_days",
        unit="days",
        light="60",
        standard="30",
        strict="14",
        meaning="Longest time that an activity or milestone may be overdue without a revision.",
    ),
    Threshold(
        name="milestones_met",
        unit="share",
        light="0.5",
        standard="0.6",
        strict="0.75",
        meaning="Least share of the milestones due that must have been met.",
    ),
)
