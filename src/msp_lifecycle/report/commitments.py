"""What was promised, kept and paid: by partner, over time, and where the money comes from."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

import attrs

from msp_lifecycle.criterion import listed
from msp_lifecycle.measures import (
    OUTCOMES,
    Concentration,
    Earmarking,
    Horizon,
    Outcomes,
    PartnerMoney,
    PartnerPromises,
    Promise,
    Rates,
    by_partner,
    concentration,
    earmarking,
    horizon,
    money_by_partner,
    over_time,
    promises,
    running,
)
from msp_lifecycle.records import Partnership
from msp_lifecycle.report import words
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.power import decimal, percent
from msp_lifecycle.report.structured import Plain

_BAR = 20
_NAMED = 12
NO_COMMITMENT = (
    "No commitment is on record, so nobody can say who keeps promises. Record under commitments who promises what, "
    "and by when."
)
NO_FUNDING = "No funding that has not run out is on record, so nobody can say who pays."


@attrs.frozen(kw_only=True)
class Purse:
    """Where the money of one currency comes from.

    Attributes:
        concentration: by source.
        earmarking: core or tied.
    """

    concentration: Concentration
    earmarking: Earmarking


@attrs.frozen(kw_only=True)
class Account:
    """What there is to say of promises and money on a day.

    Attributes:
        partnership: as of the day.
        on: the day.
        silent_after: days without a sign of life after which a partner counts as silent.
        all: what has become of each commitment.
        partners: the same by partner.
        brought: money that each partner promised and brought, by currency unless rates make it one.
        years: how promises stood at the end of each year.
        purses: where the money comes from; one for each currency, unless rates make it one.
        horizon: how far ahead it reaches.
        unknown: ids of funding whose amount is not on record.
        rates: by which sums were converted; None where nothing was.
    """

    partnership: Partnership
    on: dt.date
    silent_after: int
    all: tuple[Promise, ...]
    partners: tuple[PartnerPromises, ...]
    brought: tuple[PartnerMoney, ...]
    years: tuple[tuple[dt.date, Outcomes], ...]
    purses: tuple[Purse, ...]
    horizon: Horizon | None
    unknown: tuple[str, ...]
    rates: Rates | None

    @property
    def silent(self) -> tuple[PartnerPromises, ...]:
        """The active partners without a sign of life for too long."""
        since = dt.date.fromordinal(max(self.on.toordinal() - self.silent_after, 1))
        return tuple(one for one in self.partners if one.active and one.silent_since(since))


def account(
    partnership: Partnership, *, on: dt.date, silent_after: int, rates: Rates | None
) -> Account:
    """Return what there is to say of promises and money on a day.

    Raises:
        CurrencyError: if rates are given, and none for one of the currencies.
    """
    then = partnership.as_of(on)
    fundings = running(then, on=on)
    currencies = sorted({one.money.currency for one in fundings if one.money is not None})
    if rates is not None:
        currencies = [""] if currencies else []
    return Account(
        partnership=then,
        on=on,
        silent_after=silent_after,
        all=promises(then, on=on),
        partners=by_partner(then, on=on),
        brought=money_by_partner(then, on=on, rates=rates),
        years=over_time(then, on=on),
        purses=tuple(
            Purse(
                concentration=concentration(fundings, rates=rates, within=currency),
                earmarking=earmarking(fundings, rates=rates, within=currency),
            )
            for currency in currencies
        ),
        horizon=horizon(fundings, on=on) if fundings else None,
        unknown=tuple(one.id for one in fundings if one.money is None),
        rates=rates,
    )


def commitments_page(view: Account, page: Page) -> Page:
    """Write what was promised and kept, who is overdue or silent, and where the money comes from."""
    page.title(view.partnership.name)
    page.text(f"Promises and money, on {view.on}.")
    page.gap()
    _promises(page, view)
    page.gap()
    page.title("Money")
    _money(page, view)
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
    if view.silent:
        page.gap()
        names = listed((one.partner for one in view.silent), most=_NAMED)
        long = words.days(view.silent_after)
        page.text(f"Silent, with no sign of life on record for {long}: {names}", 2, 4)
    if len(view.years) > 1:
        page.gap()
        page.text("Over time, of those due by then:", indent=2)
        page.table([_year_row(day, one) for day, one in _changing(view.years)], indent=4)


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


def _money(page: Page, view: Account) -> None:
    for rate in () if view.rates is None else view.rates.rates:
        page.text(f"Converted at {rate}.", indent=2)
    _brought(page, view)
    if view.horizon is None:
        page.text(NO_FUNDING, indent=2)
        return
    if len(view.purses) > 1:
        page.text(
            "Several currencies, which are never added without a rate: --rate EUR=1.08USD@2020-01-31:ECB",
            indent=2,
        )
    for purse in view.purses:
        _purse(page, purse)
        page.gap()
    if view.unknown:
        count = words.many(len(view.unknown), "funding")
        names = listed(view.unknown, most=_NAMED)
        page.text(
            f"Amount not on record: {count} ({names}). Shares are of the known part only.", 2, 4
        )
    page.text(_reach(view.horizon), 2, 4)


def _brought(page: Page, view: Account) -> None:
    if not view.brought:
        return
    page.text("Promised and brought by the partners, as far as sums are on record:", indent=2)
    page.table([_brought_row(one) for one in view.brought], indent=4)
    page.gap()


def _brought_row(one: PartnerMoney) -> tuple[str, ...]:
    said = one.partner
    if one.unknown:
        said += f", and {words.many(len(one.unknown), 'sum')} not on record"
    if not one.currency:
        return "", "", said
    promised, brought = (money(amount, one.currency) for amount in (one.promised, one.brought))
    return f"{promised} promised", f"{brought} brought", said


def _purse(page: Page, purse: Purse) -> None:
    found, tied = purse.concentration, purse.earmarking
    page.text(f"Funding agreed and not run out: {money(found.total, found.currency)}", indent=2)
    page.table(
        [
            (percent(one.share), money(one.amount, found.currency), one.organisation)
            for one in found.sources
        ],
        indent=4,
    )
    if found.hhi is not None and len(found.sources) > 1:
        page.text(
            f"Concentration (Herfindahl-Hirschman index): {float(found.hhi):.2f}; "
            f"{1 / len(found.sources):.2f} if all gave the same, 1 if one gave all",
            2,
            4,
        )
    parts = [
        f"{money(amount, found.currency)} {name}"
        for name, amount in (
            ("core", tied.core),
            ("earmarked", tied.earmarked),
            ("of which no record says so", tied.untold),
        )
        if amount
    ]
    if parts:
        page.text(f"Core or earmarked: {', '.join(parts)}", 2, 4)


def _reach(found: Horizon) -> str:
    without = [one.id for one in found.without_period]
    more = f"; without a period on record: {listed(without, most=_NAMED)}" if without else ""
    if found.open_ended:
        return f"Secured without an end on record{more}."
    if found.until is None:
        return f"No period of funding on record covers the day{more}."
    return f"Secured until {found.until}, for {words.many(found.months or 0, 'whole month')}{more}."


def money(amount: Fraction, currency: str) -> str:
    """Return a sum of money as people read it, to the cent where it is not whole.

    Examples:
        >>> money(Fraction(137000), "USD"), money(Fraction(1, 3), "EUR")
        ('USD 137,000', 'EUR 0.33')
    """
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(amount.numerator) / Decimal(amount.denominator)
        cents = exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN)
    text = f"{cents:,.2f}"
    return f"{currency} {text.removesuffix('.00')}"


def commitments_data(view: Account) -> dict[str, Plain]:
    """Return the same as plain data; shares and sums are decimal text, null where unknown."""
    return {
        "partnership": view.partnership.id,
        "on": str(view.on),
        "outcomes": _outcomes_data(Outcomes.of(view.all)),
        "commitments": [_promise_data(one) for one in view.all],
        "partners": [_partner_data(one) for one in view.partners],
        "silent_after_days": view.silent_after,
        "silent": [one.partner for one in view.silent],
        "over_time": [{"on": str(day), **_outcomes_data(one)} for day, one in view.years],
        "partner_money": [_brought_data(one) for one in view.brought],
        "money": [*_purses_data(view.purses)],
        "rates": [] if view.rates is None else [*_rates_data(view.rates)],
        "unknown_amounts": list(view.unknown),
        "horizon": None if view.horizon is None else _horizon_data(view.horizon),
    }


def _outcomes_data(one: Outcomes) -> dict[str, Plain]:
    return {
        **{name: one.counts[name] for name in OUTCOMES},
        "due": one.due,
        "kept_in_all": one.kept,
        "rate": decimal(one.rate),
    }


def _promise_data(one: Promise) -> dict[str, Plain]:
    made = one.commitment
    return {
        "commitment": made.id,
        "partner": made.partner,
        "outcome": one.outcome,
        "due": None if made.due is None else str(made.due),
        "days_late": one.days_late,
        "conditional": bool(made.conditional_on),
        "contributions": [each.id for each in one.brought],
    }


def _partner_data(one: PartnerPromises) -> dict[str, Plain]:
    return {
        "partner": one.partner,
        "active": one.active,
        "last_sign": None if one.last_sign is None else str(one.last_sign),
        **_outcomes_data(one.outcomes),
    }


def _brought_data(one: PartnerMoney) -> dict[str, Plain]:
    return {
        "partner": one.partner,
        "currency": one.currency or None,
        "promised": decimal(one.promised),
        "brought": decimal(one.brought),
        "unknown": list(one.unknown),
    }


def _purses_data(purses: Iterable[Purse]) -> Iterator[Plain]:
    for purse in purses:
        found, tied = purse.concentration, purse.earmarking
        sources: Sequence[Plain] = [
            {
                "organisation": one.organisation,
                "amount": decimal(one.amount),
                "share": decimal(one.share),
            }
            for one in found.sources
        ]
        yield {
            "currency": found.currency,
            "total": decimal(found.total),
            "largest_share": None if found.largest is None else decimal(found.largest.share),
            "hhi": decimal(found.hhi),
            "sources": list(sources),
            "core": decimal(tied.core),
            "earmarked": decimal(tied.earmarked),
            "untold": decimal(tied.untold),
            "core_share": decimal(tied.core_share),
        }


def _rates_data(rates: Rates) -> Iterator[Plain]:
    for one in rates.rates:
        yield {
            "of": one.of,
            "into": one.into,
            "value": str(one.value),
            "on": str(one.on),
            "source": one.source,
        }


def _horizon_data(found: Horizon) -> dict[str, Plain]:
    return {
        "until": None if found.until is None or found.open_ended else str(found.until),
        "open_ended": found.open_ended,
        "months": found.months,
        "without_period": [one.id for one in found.without_period],
    }
