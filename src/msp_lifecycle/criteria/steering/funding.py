"""C3, resources (S2:L31): where the money comes from, what is expected for it, and whether it is enough."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from msp_lifecycle.criteria.commitments import stands
from msp_lifecycle.criteria.steering.budgets import (
    bounds,
    budgets_in_force,
    last_check,
    lines_of,
    live_budgets,
    no_budget,
    suffices,
)
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
    not_met,
    unknown,
)
from msp_lifecycle.records import Budget, Funding, Money, totals

Sums = list[Money | None]
"""Sums of money, None for one that nobody has written down."""

_ONE_DAY = dt.timedelta(days=1)
_LARGE = Decimal(1_000_000)


@criterion(
    "C3.4",
    "The money does not come mainly from one source",
    why="""Whoever pays for most of it can bend it; dependence on one source also ends a partnership when
    that source dries up.""",
    source="S2:L31",
    remedy="Find further sources of money, or spread it over more of the partners.",
    reads="resources",
    since="implementation",
    kind="quantity",
    limits="largest_funder_share",
    also="POW-3",
)
def not_one_source(case: Case) -> Verdict:
    """The largest share of agreed funding, as far as it has not run out, that comes from one source."""
    fundings = _live_fundings(case)
    if not fundings:
        return unknown("No funding that has not run out is on record.")
    if len({one.source for one in fundings}) == 1:
        return not_met(f"All funding on record comes from {fundings[0].source}.", *fundings)
    known = [(one.source, one.money) for one in fundings if one.money is not None]
    if len(known) < len(fundings):
        return unknown("Several sources give money, but not every amount is on record.", *fundings)
    sums = totals(money for _, money in known)
    total = sum(sums.values())
    if len(sums) > 1 or not total:
        return unknown(f"Shares of {_words(sums)} cannot be compared.", *fundings)
    given: dict[str, Decimal] = {}
    for source, money in known:
        given[source] = given.get(source, Decimal(0)) + money.amount
    top = max(sorted(given), key=lambda source: given[source])
    part, most = given[top] / total, case.limit("largest_funder_share")
    return met_if(
        given[top] <= most * total,
        f"The largest source, {top}, gives {part:.1%}.",
        f"Source {top} gives {part:.1%}; at most {most:.0%} should come from one.",
        *sorted(fundings, key=lambda one: one.source != top),
        Figure("largest share of one source", round(part, 3), "", most),
    )


@criterion(
    "C3.5",
    "What the givers of money expect is open from the outset",
    why="A string attached to money does little harm while everybody can see it, and much once it comes as a surprise.",
    source="S2:L31",
    remedy="Ask each giver what it expects, write it down, and tell the partners before the money is agreed.",
    reads="resources",
    since="design",
    kind="temporal",
)
def expectations_open(case: Case) -> Verdict:
    """Whether the partners knew by the day of agreement what each giver of money expects.

    Funding that has run out does not count; where nothing is expected there is nothing to tell.
    """
    fundings = _live_fundings(case)
    if not fundings:
        return unknown("No funding that has not run out is on record.")
    if not any(one.expectations.strip() for one in fundings):
        return unknown("No record says what any giver of money expects.", *fundings)
    told = [one for one in fundings if _expects_nothing(one) or one.expectations_shared is not None]
    if not told:
        return unknown("No record says when the partners were told what is expected.", *fundings)
    hidden = [one for one in fundings if not _open_from_the_outset(one, case.on)]
    return met_if(
        not hidden,
        "What each giver of money expects was open when the money was agreed.",
        f"What is expected was not open from the outset for {len(hidden)} of {len(fundings)} "
        f"fundings: {listed(one.id for one in hidden)}.",
        *(hidden or fundings),
    )


def _expects_nothing(funding: Funding) -> bool:
    return funding.expectations.strip().lower() == "none"


def _open_from_the_outset(funding: Funding, today: dt.date) -> bool:
    if _expects_nothing(funding):
        return True
    shared = funding.expectations_shared
    told = shared is not None and shared <= (funding.agreed or today)
    return told and funding.expectations.strip() != ""


@criterion(
    "C3.8",
    "The money pledged covers the plan for the period",
    why="A plan without the money behind it wears out the people who are asked to carry it out all the same.",
    source="S2:L31",
    remedy="Win further pledges, or cut the plan to what has been pledged.",
    reads="resources roles",
    since="design",
    kind="quantity",
    limits="resource_cover",
    also="P2-X15",
)
def pledges_cover_the_plan(case: Case) -> Verdict:
    """Money funded or pledged, held against the sums in the budget, each currency for itself.

    The budget is that of the period under way or, before that, of the first period.
    """
    plans = budgets_in_force(case)
    if not plans:
        return no_budget(case)
    have = [*_money_given(case, plans), *_money_promised(case, plans)]
    need, cover = _money_needed(plans), case.limit("resource_cover")
    if not any(need) or not any(have):
        missing = "needed" if not any(need) else "pledged"
        return unknown(f"No record says how much money is {missing} for the period.", *plans)
    enough = _enough(have, need, cover)
    words = f"{_words(_known(have))} pledged, {_words(_known(need))} needed"
    if enough is None:
        return unknown(f"It cannot be told whether the pledges cover the plan: {words}.", *plans)
    return met_if(
        enough,
        f"The pledges cover the plan: {words}.",
        f"The pledges do not cover the plan: {words}.",
        *plans,
        *_covers(have, need, cover),
    )


def _money_promised(case: Case, plans: Iterable[Budget]) -> Sums:
    """Return the sums of all commitments of money that still stand and belong to no earlier period."""
    first = min(bounds(one.period)[0] for one in plans)
    return [
        one.money
        for one in case.partnership.commitments
        if (one.resource == "money" or one.money is not None)
        and stands(one)
        and (one.due or one.fulfilled or first) >= first
    ]


def _money_given(case: Case, plans: Iterable[Budget]) -> Sums:
    """Return the sums of all funding for the periods of some budgets, unless it was withdrawn."""
    spans = [bounds(one.period) for one in plans]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return [
        one.money
        for one in case.partnership.fundings
        if one.ended is None and bounds(one.period)[0] <= last and first <= bounds(one.period)[1]
    ]


def _money_needed(plans: Iterable[Budget]) -> Sums:
    lines = lines_of(plans)
    return [one.money for one in lines if one.resource == "money" or one.money is not None]


def _known(sums: Sums) -> dict[str, Decimal]:
    return totals(one for one in sums if one is not None)


def _enough(have: Sums, need: Sums, cover: Decimal) -> bool | None:
    """Say whether sums suffice; None where an amount not on record or another currency could decide it."""
    given, asked = _known(have), _known(need)
    if all(given.get(currency, Decimal(0)) >= cover * asked[currency] for currency in asked):
        return None if None in need else True
    spare = any(
        amount > cover * asked.get(currency, Decimal(0)) for currency, amount in given.items()
    )
    return None if None in have or spare else False


def _covers(have: Sums, need: Sums, cover: Decimal) -> list[Figure]:
    given, asked = _known(have), _known(need)
    return [
        Figure(f"cover in {currency}", _ratio(given.get(currency, Decimal(0)), amount), "", cover)
        for currency, amount in sorted(asked.items())
        if amount
    ]


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    """Return a part of a whole to three places, or as it is where it is too large for that."""
    ratio = part / whole
    return round(ratio, 3) if abs(ratio) < _LARGE else ratio


def _words(sums: dict[str, Decimal]) -> str:
    return " and ".join(str(Money(amount=sums[one], currency=one)) for one in sorted(sums))


@criterion(
    "C3.9",
    "The money for the time ahead is secured",
    why="""Implementation that has to stop for want of money costs more trust than a later start; people are hired
    and promises made on the strength of it.""",
    source="S2:L14",
    remedy="Get a budget approved that reaches far enough ahead, and agree the funding for it.",
    reads="resources",
    since="implementation",
    requirement="must",
    kind="quantity",
    limits="secured_months resource_cover",
    also="P3-E2",
)
def money_secured(case: Case) -> Verdict:
    """Whether an approved budget suffices, and it and the funding reach far enough ahead.

    A budget suffices by its last check or, unchecked, by the funding agreed. Periods must leave no gap.
    """
    budgets, fundings = live_budgets(case), _live_fundings(case)
    if not budgets:
        return no_budget(case)
    approved = [one for one in budgets if one.approved is not None]
    if not approved:
        return not_met("No budget in force has been approved.", *budgets)
    enough = _funded(case, approved)
    if enough is False:
        return not_met("The approved budget is not covered by the money there is.", *approved)
    periods = [one.period for one in approved] + [one.period for one in fundings]
    until = _covered_until([bounds(one) for one in periods if one is not None], case.on)
    months = case.limit("secured_months")
    if until < dt.date.max and months_before(until, int(months)) < case.on:
        words = f"No money is secured from {until} on; {months} months ahead are wanted."
        return (unknown if None in periods else not_met)(words, *approved, *fundings)
    if enough is None:
        return unknown("No record shows whether the approved budget suffices.", *approved)
    return met(
        f"The approved budget suffices, and money is secured for {months} months.",
        *approved,
        *fundings,
    )


def _funded(case: Case, approved: list[Budget]) -> bool | None:
    """Say whether approved budgets suffice, by their last checks or else by the funding agreed."""
    checks = [check for one in approved if (check := last_check(one)) is not None]
    if checks:
        return all(suffices(one) for one in checks)
    have, need = _money_given(case, approved), _money_needed(approved)
    if not any(have) or not any(need):
        return None
    return _enough(have, need, case.limit("resource_cover"))


def _covered_until(spans: list[tuple[dt.date, dt.date]], day: dt.date) -> dt.date:
    """Return the first day, from a given one on, that no period covers; the last day there is if none is left."""
    for first, last in sorted(spans):
        if first <= day <= last:
            if last == dt.date.max:
                return last
            day = last + _ONE_DAY
    return day


def _live_fundings(case: Case) -> list[Funding]:
    """Return the funding that has neither been withdrawn nor run out."""
    fundings = case.partnership.fundings
    return [one for one in fundings if one.ended is None and bounds(one.period)[1] >= case.on]


THRESHOLDS = (
    Threshold(
        name="largest_funder_share",
        unit="share",
        light="0.8",
        standard="0.5",
        strict="0.34",
        meaning="Largest share of the money that one source may give.",
    ),
    Threshold(
        name="resource_cover",
        unit="number",
        light="0.8",
        standard="1.0",
        strict="1.0",
        meaning="Least money pledged for each unit of money needed.",
    ),
    Threshold(
        name="secured_months",
        unit="months",
        light="6",
        standard="12",
        strict="18",
        meaning="Time ahead for which money is to be secured.",
    ),
)
