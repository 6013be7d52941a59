"""Money that partners promised and brought, never across currencies without a stated rate."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

import attrs

from msp_lifecycle.measures.rates import Rates, added
from msp_lifecycle.records import Commitment, Contribution, Money, Partnership


@attrs.frozen(kw_only=True)
class PartnerMoney:
    """Money that a partner promised and brought, in one currency.

    Attributes:
        partner: who.
        currency: that the amounts are in.
        promised: with commitments that stand: neither broken nor taken back nor let go.
        brought: with contributions.
        unknown: records of money, `commitments/...` and `contributions/...`, whose amount nobody wrote down.
    """

    partner: str
    currency: str
    promised: Fraction
    brought: Fraction
    unknown: tuple[str, ...] = ()


def money_of(
    partnership: Partnership,
    partner: str,
    *,
    on: dt.date,
    rates: Rates | None = None,
    within: str = "",
) -> PartnerMoney:
    """Return the money that a partner promised and brought by a day.

    Args:
        partnership: whose partner it is.
        partner: its id.
        on: the day.
        rates: by which to convert.
        within: look only at amounts in this currency, and convert nothing.

    Raises:
        CurrencyError: if the amounts are in several currencies, none is chosen and no rate is given for one of them.
    """
    then = partnership.as_of(on)
    made = [
        one
        for one in then.commitments
        if one.partner == partner and one.status not in ("broken", "withdrawn", "released")
    ]
    given = [one for one in then.contributions if one.partner == partner]
    promised, brought = _sums(made, within), _sums(given, within)
    currency, total = added([*promised, *brought], rates)
    _, asked = added(promised, rates)
    unknown = [
        f"{name}/{one.id}"
        for name, records in (("commitments", made), ("contributions", given))
        for one in records
        if one.resource == "money" and one.money is None
    ]
    return PartnerMoney(
        partner=partner,
        currency=currency,
        promised=asked,
        brought=total - asked,
        unknown=tuple(unknown),
    )


def money_by_partner(
    partnership: Partnership, *, on: dt.date, rates: Rates | None = None
) -> tuple[PartnerMoney, ...]:
    """Return the money that each partner promised and brought by a day.

    Without rates there is one entry for each currency that a partner dealt in, with rates one for each partner;
    partners that neither promised nor brought money are left out.

    Raises:
        CurrencyError: if rates are given, and none for one of the currencies.
    """
    then = partnership.as_of(on)
    dealt: dict[str, set[str]] = {}
    records: tuple[Commitment | Contribution, ...] = (*then.commitments, *then.contributions)
    for one in records:
        if one.money is not None:
            dealt.setdefault(one.partner, set()).add(one.money.currency)
        elif one.resource == "money":
            dealt.setdefault(one.partner, set())
    return tuple(
        money_of(then, partner.id, on=on, rates=rates, within=currency)
        for partner in then.partners
        if partner.id in dealt
        for currency in ([""] if rates else sorted(dealt[partner.id]) or [""])
    )


def _sums(records: Iterable[Commitment | Contribution], within: str) -> list[Money]:
    return [
        one.money
        for one in records
        if one.money is not None and (not within or one.money.currency == within)
    ]
