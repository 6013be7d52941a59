"""Where the money comes from, how much of it is tied, and how far ahead it reaches."""

from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from msp_lifecycle.criterion import listed
from msp_lifecycle.measures import Horizon, PartnerMoney
from msp_lifecycle.report import words
from msp_lifecycle.report.account import Account, Purse
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.power import percent

_NAMED = 12
NO_FUNDING = "No funding that has not run out is on record, so nobody can say who pays."


def money_part(page: Page, view: Account) -> None:
    """Write what was promised and brought in money, and where the money comes from."""
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
