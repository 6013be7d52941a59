"""What there is to say of promises and money on a day."""

import datetime as dt

import attrs

from msp_lifecycle.measures import (
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
        """The active partners without a sign of life for too long, who were there all that time."""
        return tuple(one for one in self.partners if self._silent(one))

    @property
    def unheard(self) -> tuple[PartnerPromises, ...]:
        """The active partners of whom no record says what they did, nor since when they take part."""
        return tuple(one for one in self.partners if self._silent(one) is None)

    def _silent(self, one: PartnerPromises) -> bool | None:
        since = dt.date.fromordinal(max(self.on.toordinal() - self.silent_after, 1))
        return one.silent_since(since) if one.active else False


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
