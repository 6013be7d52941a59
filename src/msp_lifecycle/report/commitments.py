"""What was promised, kept and paid: by partner and over time."""

import datetime as dt
from collections.abc import Iterator, Sequence

from msp_lifecycle.criterion import listed
from msp_lifecycle.measures import Outcomes, PartnerPromises, Promise
from msp_lifecycle.report import words
from msp_lifecycle.report.account import Account
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.power import percent
from msp_lifecycle.report.purses import money_part

_BAR = 20
_NAMED = 12
NO_COMMITMENT = (
    "No commitment is on record, so nobody can say who keeps promises. Record under commitments who promises what, "
    "and by when."
)


def commitments_page(view: Account, page: Page) -> Page:
    """Write what was promised and kept, who is overdue or silent, and where the money comes from."""
    page.title(view.partnership.name)
    page.text(f"Promises and money, on {view.on}.")
    page.gap()
    _promises(page, view)
    page.gap()
    page.title("Money")
    money_part(page, view)
    return page


def _promises(page: Page, view: Account) -> None:
    outcomes = Outcomes.of(view.all)
    page.title(f"Promises: {_kept(outcomes)}")
    if not view.all:
        page.text(NO_COMMITMENT, indent=2)
    else:
        page.table(
            [("Kept", "of due", "Open", "Last sign", "Who"), *map(_partner_row, view.partners)]
        )
    overdue = sorted(
        (one for one in view.all if one.outcome == "overdue"), key=lambda one: -one.days_late
    )
    if overdue:
        page.gap()
        page.text(f"Overdue: {len(overdue)}", indent=2)
        page.table([_overdue_row(one) for one in overdue], indent=4)
    _silence(page, view)
    if len(view.years) > 1:
        page.gap()
        page.text("Over time, of those due by then:", indent=2)
        page.table([_year_row(day, one) for day, one in _changing(view.years)], indent=4)


def _silence(page: Page, view: Account) -> None:
    long = words.days(view.silent_after)
    never = [one for one in view.silent if one.last_sign is None]
    began = never[0].known_since if never else None
    groups = (
        (
            f"Silent, with no sign of life on record for {long}",
            [one for one in view.silent if one.last_sign is not None],
        ),
        (f"Silent since the partnership began, on {began}, as far as is on record", never),
        (
            "Silent or new: no record says what they did, nor since when they take part",
            view.unheard,
        ),
    )
    if view.silent or view.unheard:
        page.gap()
    for told, partners in groups:
        if partners:
            names = listed((one.partner for one in partners), most=_NAMED)
            page.text(f"{told}: {names}", 2, 4)


def _changing(years: Sequence[tuple[dt.date, Outcomes]]) -> Iterator[tuple[dt.date, Outcomes]]:
    """Yield the years in which anything changed, and the last."""
    before: Outcomes | None = None
    for index, (day, one) in enumerate(years):
        if one != before or index == len(years) - 1:
            yield day, one
        before = one


def _kept(outcomes: Outcomes) -> str:
    if not outcomes.all:
        return "none"
    said = f"{outcomes.all} made, {outcomes.due} due, {outcomes.kept} kept"
    return said if outcomes.rate is None else f"{said} ({percent(outcomes.rate)})"


def _partner_row(one: PartnerPromises) -> tuple[str, ...]:
    outcomes = one.outcomes
    left = "" if one.active else " (has left)"
    others = [
        f"{outcomes.counts[name]} {name.replace('_', ' ')}"
        for name in ("kept_late", "broken", "withdrawn", "released", "overdue")
        if outcomes.counts[name]
    ]
    last = "never" if one.last_sign is None else str(one.last_sign)
    said = f": {', '.join(others)}" if others else ""
    return (
        str(outcomes.kept),
        str(outcomes.due),
        str(outcomes.counts["open"]),
        last,
        f"{one.partner}{left}{said}",
    )


def _overdue_row(one: Promise) -> tuple[str, ...]:
    made = one.commitment
    told = f"{made.partner}: {made.text}"
    condition = f" (if {made.conditional_on})" if made.conditional_on else ""
    return f"due {made.due}", words.days(one.days_late), f"{told}{condition}"


def _year_row(day: dt.date, one: Outcomes) -> tuple[str, ...]:
    bar = "" if one.rate is None else "#" * round(_BAR * one.rate)
    rate = "none due" if one.rate is None else percent(one.rate)
    return str(day), rate, f"{one.kept} of {one.due}", bar
