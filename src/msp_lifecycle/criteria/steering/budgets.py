"""C3, resources (S2:L31): whether the budget plans for everything, holds the work together, and suffices."""

import datetime as dt
from collections.abc import Iterable

from msp_lifecycle.criterion import (
    Case,
    Threshold,
    Verdict,
    criterion,
    listed,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Budget, BudgetCheck, BudgetLine, Span

_NO_LINES = unknown("The budget in force has no lines on record.")


@criterion(
    "C3.1",
    "Time, people and money are all planned for",
    why="""Plans that count money only are overtaken by what they leave out: the hours and the hands that working
    together takes.""",
    source="S2:L31",
    remedy="Add what the partnership needs in time, people and money to its resource plan.",
    reads="resources",
    since="design",
)
def all_resources_planned(case: Case) -> Verdict:
    """Which of money, people and time have a line in the budget or resource plan in force."""
    plans = budgets_in_force(case)
    if not plans:
        return no_budget(case)
    planned = {line.resource for line in lines_of(plans)}
    missing = [one for one in ("money", "people", "time") if one not in planned]
    if not planned:
        return _NO_LINES
    return met_if(
        not missing,
        "Money, people and time each have a line in the plan.",
        f"The plan has no line for {' or '.join(missing)}.",
        *plans,
    )


@criterion(
    "C3.2",
    "Steering, management and monitoring have budget lines of their own",
    why="""What is not in the budget is done after hours or not at all, and the work that holds a partnership
    together is the first to be left out.""",
    source="S2:L31; S2:L14",
    remedy="Add a budget line for each of steering, management and monitoring.",
    reads="resources",
    since="design",
    requirement="must",
    also="P3-E5",
)
def steering_costed(case: Case) -> Verdict:
    """Which of steering, management and monitoring have a line in the budget in force."""
    plans = budgets_in_force(case)
    if not plans:
        return no_budget(case)
    kinds = {line.kind for line in lines_of(plans)}
    missing = [one for one in ("steering", "management", "monitoring") if one not in kinds]
    if not kinds:
        return _NO_LINES
    return met_if(
        not missing,
        "Steering, management and monitoring each have a budget line.",
        f"The budget has no line for {' or '.join(missing)}.",
        *plans,
    )


@criterion(
    "C3.3",
    "The budget is checked often, and it suffices",
    why="Ambitions grow faster than budgets; a gap that is seen early can still be closed or planned around.",
    source="S2:L31",
    remedy="Check whether the budget suffices, and close the gap or cut the plan where it does not.",
    reads="resources",
    since="implementation",
    kind="temporal",
    limits="budget_check_months",
    also="P3-I4",
)
def budget_checked(case: Case) -> Verdict:
    """Day and outcome of the last check of each budget in force; a budget just drawn up is not due for one yet."""
    plans, since = budgets_in_force(case), case.cutoff("budget_check_months")
    if not plans:
        return no_budget(case)
    last = {one.id: check for one in plans if (check := last_check(one)) is not None}
    short = [one for one in plans if one.id in last and not suffices(last[one.id])]
    if short:
        names = listed(one.id for one in short)
        return not_met(f"These budgets did not suffice when last checked: {names}.", *short)
    due = [one for one in plans if one.planned is None or one.planned < since]
    overdue = [one for one in due if one.id not in last or last[one.id].on < since]
    if not last and overdue:
        return unknown("No check of the budget in force is on record.", *overdue)
    if not last:
        return not_applicable("The budget is too new to be due for a check.", *plans)
    return met_if(
        not overdue,
        f"The budget was found to suffice on {max(one.on for one in last.values())}.",
        f"These budgets have not been checked since {since}: {listed(one.id for one in overdue)}.",
        *(overdue or plans),
    )


@criterion(
    "C3.10",
    "The budget has a line for staff",
    why="Implementation brings more work than the partners' own people can do on the side.",
    source="S2:L14",
    remedy="Add a line for staff to the budget.",
    reads="resources",
    since="implementation",
    requirement="must",
    also="P3-E5",
)
def staff_budgeted(case: Case) -> Verdict:
    """Whether the budget in force has a line for staff, or a line that plans people for something else."""
    plans = budgets_in_force(case)
    if not plans:
        return no_budget(case)
    lines = lines_of(plans)
    if not lines:
        return _NO_LINES
    return met_if(
        any(line.kind == "staff" or line.resource == "people" for line in lines),
        "The budget has a line for staff.",
        "The budget has no line for staff.",
        *plans,
    )


def live_budgets(case: Case) -> list[Budget]:
    """Return the budgets that have neither been replaced nor run out."""
    budgets = case.partnership.budgets
    return [one for one in budgets if one.ended is None and bounds(one.period)[1] >= case.on]


def budgets_in_force(case: Case) -> list[Budget]:
    """Return the budgets of the period under way; before the first period, those that it begins with."""
    live = live_budgets(case)
    first = min((bounds(one.period)[0] for one in live), default=case.on)
    return [one for one in live if bounds(one.period)[0] <= max(first, case.on)]


def no_budget(case: Case) -> Verdict:
    """Say what a case without a budget in force comes to."""
    budgets = case.partnership.budgets
    if not budgets:
        return unknown("No budget or resource plan is on record.")
    return not_met("Every budget on record has run out or been replaced.", *budgets)


def lines_of(budgets: Iterable[Budget]) -> list[BudgetLine]:
    """Return the lines of some budgets."""
    return [line for budget in budgets for line in budget.lines]


def last_check(budget: Budget) -> BudgetCheck | None:
    """Return the last check of a budget; of several on one day, one that found a gap."""
    return max(budget.checks, key=lambda one: (one.on, not suffices(one)), default=None)


def suffices(check: BudgetCheck) -> bool:
    """Say whether a check found enough, in its own words and by its own figures."""
    needed, available = check.needed, check.available
    if needed is None or available is None or needed.currency != available.currency:
        return check.sufficient
    return check.sufficient and available.amount >= needed.amount


def bounds(period: Span | None) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a period; one that is not on record covers every day."""
    if period is None:
        return dt.date.min, dt.date.max
    return period.first, period.last or dt.date.max


THRESHOLDS = (
    Threshold(
        name="budget_check_months",
        unit="months",
        light="12",
        standard="6",
        strict="3",
        meaning="Longest time between two checks of whether the budget suffices.",
    ),
)
