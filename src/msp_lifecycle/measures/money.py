"""Money: where it comes from, how far it is tied, how long it lasts. Never across currencies without a stated rate.

An amount that nobody wrote down is no zero: it is counted as unknown, and reported beside every figure it could change.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import attrs

from msp_lifecycle.errors import CurrencyError, MspError
from msp_lifecycle.records import Funding, Money, Partnership
from msp_lifecycle.records.money import CURRENCIES


class RateError(MspError, ValueError):
    """A rate of exchange is not well formed.

    Attributes:
        problem: what is wrong, in words.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem


_RATE = re.compile(
    r"\s*(?P<of>\w+)\s*=\s*(?P<value>[0-9.]+)\s*(?P<into>[A-Za-z]+)\s*@\s*(?P<on>[0-9-]+)\s*:\s*(?P<source>.*\S)\s*",
    re.ASCII,
)
_SHAPE = "write it like EUR=1.08USD@2020-01-31:ECB, which says that 1 EUR was 1.08 USD on that day"


@attrs.frozen(kw_only=True)
class Rate:
    """What one unit of a currency is worth in another, on a day, by a source.

    Attributes:
        of: currency converted.
        into: currency that it is converted into.
        value: units of the second for one of the first.
        on: day of the rate.
        source: who says so.

    Raises:
        RateError: if a currency is unknown, both are the same, the rate is not above 0, or no source is named.
    """

    of: str
    into: str
    value: Decimal
    on: dt.date
    source: str

    def __attrs_post_init__(self) -> None:
        for currency in (self.of, self.into):
            if currency not in CURRENCIES:
                raise RateError(f"{currency!r} is no ISO 4217 currency code such as EUR")
        if self.of == self.into:
            raise RateError(f"a rate of {self.of} into itself says nothing")
        if not (self.value.is_finite() and self.value > 0):
            raise RateError(f"a rate is a number above 0, not {self.value}")
        if not self.source.strip():
            raise RateError("a rate needs its source")

    @classmethod
    def parse(cls, text: str) -> "Rate":
        """Return the rate that a text such as `EUR=1.08USD@2020-01-31:ECB` tells.

        Raises:
            RateError: if the text tells none.

        Examples:
            >>> str(Rate.parse("EUR=1.08USD@2020-01-31:ECB"))
            '1 EUR = 1.08 USD (ECB, 2020-01-31)'
        """
        found = _RATE.fullmatch(text)
        if found is None:
            raise RateError(f"{text!r} is no rate; {_SHAPE}")
        try:
            value, on = Decimal(found["value"]), dt.date.fromisoformat(found["on"])
        except (InvalidOperation, ValueError):
            raise RateError(f"{text!r} is no rate; {_SHAPE}") from None
        return cls(
            of=found["of"].upper(),
            into=found["into"].upper(),
            value=value,
            on=on,
            source=found["source"],
        )

    def __str__(self) -> str:
        return f"1 {self.of} = {self.value} {self.into} ({self.source}, {self.on})"


def _rates(given: Iterable[Rate]) -> tuple[Rate, ...]:
    return tuple(given)


@attrs.frozen
class Rates:
    """Rates into one currency; nothing is converted that no rate is given for.

    Attributes:
        rates: one for each other currency.

    Raises:
        RateError: if there are none, they do not lead into one currency, or one currency has two.

    Examples:
        >>> rates = Rates([Rate.parse("NOK=0.137USD@2001-05-01:UN")])
        >>> rates.amount(Money(amount=1000000, currency="NOK"))
        Fraction(137000, 1)
    """

    rates: tuple[Rate, ...] = attrs.field(converter=_rates)

    def __attrs_post_init__(self) -> None:
        if not self.rates:
            raise RateError("give at least one rate")
        into = sorted({rate.into for rate in self.rates})
        if len(into) > 1:
            raise RateError(
                f"the rates lead into {' and '.join(into)}; give all of them into one currency"
            )
        seen: dict[str, Rate] = {}
        for rate in self.rates:
            if rate.of in seen:
                raise RateError(f"there are two rates of {rate.of}: {seen[rate.of]}, and {rate}")
            seen[rate.of] = rate

    @property
    def currency(self) -> str:
        """The currency that the rates lead into."""
        return self.rates[0].into

    def amount(self, money: Money) -> Fraction:
        """Return a sum of money in the currency of the rates, exactly.

        Raises:
            CurrencyError: if no rate of its currency is given.
        """
        if money.currency == self.currency:
            return Fraction(money.amount)
        for rate in self.rates:
            if rate.of == money.currency:
                return Fraction(money.amount) * Fraction(rate.value)
        raise CurrencyError(money.currency, self.currency)


def added(sums: Iterable[Money], rates: Rates | None = None) -> tuple[str, Fraction]:
    """Return the currency and the total of sums of money.

    Args:
        sums: to add.
        rates: by which to convert those in other currencies.

    Returns:
        An empty currency where there is nothing to add and no rate says in what.

    Raises:
        CurrencyError: if the sums are in several currencies and no rate is given for one of them.

    Examples:
        >>> added([Money(amount=1, currency="EUR"), Money(amount=2, currency="EUR")])
        ('EUR', Fraction(3, 1))
    """
    if rates is not None:
        return rates.currency, sum(map(rates.amount, sums), Fraction(0))
    currency, total = "", Fraction(0)
    for money in sums:
        if currency and money.currency != currency:
            raise CurrencyError(currency, money.currency)
        currency = money.currency
        total += Fraction(money.amount)
    return currency, total


@attrs.frozen(kw_only=True)
class Source:
    """What one source of money gives.

    Attributes:
        organisation: the source.
        amount: all that it gives, in the currency of the whole.
        share: of the whole, 0 to 1.
    """

    organisation: str
    amount: Fraction
    share: Fraction


@attrs.frozen(kw_only=True)
class Concentration:
    """How far the money comes from few sources.

    Attributes:
        currency: that the amounts are in; empty where no amount is on record.
        total: of the amounts on record.
        sources: the largest first.
        unknown: funding whose amount is not on record; while there is any, each share is of the known part only.
    """

    currency: str
    total: Fraction
    sources: tuple[Source, ...]
    unknown: tuple[Funding, ...] = ()

    @property
    def largest(self) -> Source | None:
        """The largest source; None where no amount above 0 is on record."""
        return self.sources[0] if self.sources else None

    @property
    def hhi(self) -> Fraction | None:
        """The Herfindahl-Hirschman index: the sum of the squared shares, from 1 shared by the number of sources up to 1.

        Antitrust practice writes 10,000 for 1. None where no amount above 0 is on record.
        """
        return sum((one.share**2 for one in self.sources), Fraction(0)) if self.sources else None


def running(partnership: Partnership, *, on: dt.date) -> tuple[Funding, ...]:
    """Return the funding agreed by a day that has neither been withdrawn nor run out."""
    return tuple(
        one
        for one in partnership.as_of(on).fundings
        if (one.ended is None or one.ended > on)
        and (one.period is None or one.period.last is None or one.period.last >= on)
    )


def concentration(
    fundings: Iterable[Funding], *, rates: Rates | None = None, within: str = ""
) -> Concentration:
    """Return how far money comes from few sources.

    Args:
        fundings: to look at, such as those `running` on a day.
        rates: by which to convert.
        within: look only at amounts in this currency, and convert nothing.

    Raises:
        CurrencyError: if the amounts are in several currencies, none is chosen and no rate is given for one of them.

    Examples:
        >>> given = [
        ...     Funding(id="F-1", source="a", money=Money(amount=3, currency="EUR")),
        ...     Funding(id="F-2", source="b", money=Money(amount=1, currency="EUR")),
        ... ]
        >>> found = concentration(given)
        >>> found.largest.share, found.hhi
        (Fraction(3, 4), Fraction(5, 8))
    """
    held = list(fundings)
    known = [
        (one.source, one.money)
        for one in held
        if one.money is not None and (not within or one.money.currency == within)
    ]
    currency, total = added((money for _, money in known), rates)
    amounts: dict[str, Fraction] = {}
    for source, money in known:
        one = Fraction(money.amount) if rates is None else rates.amount(money)
        amounts[source] = amounts.get(source, Fraction(0)) + one
    sources = [
        Source(organisation=name, amount=amount, share=amount / total)
        for name, amount in amounts.items()
        if total
    ]
    return Concentration(
        currency=currency,
        total=total,
        sources=tuple(sorted(sources, key=lambda one: (-one.amount, one.organisation))),
        unknown=tuple(one for one in held if one.money is None),
    )


@attrs.frozen(kw_only=True)
class Earmarking:
    """How far money is tied to a purpose (S1:L393).

    Attributes:
        currency: that the amounts are in; empty where no amount is on record.
        core: money free for any purpose of the partnership.
        earmarked: money tied to one.
        untold: money of which no record says which of the two it is.
        unknown: funding whose amount is not on record.
    """

    currency: str
    core: Fraction
    earmarked: Fraction
    untold: Fraction
    unknown: tuple[Funding, ...] = ()

    @property
    def core_share(self) -> Fraction | None:
        """Core money as a share of what is known to be one or the other; None where nothing is."""
        told = self.core + self.earmarked
        return self.core / told if told else None


def earmarking(
    fundings: Iterable[Funding], *, rates: Rates | None = None, within: str = ""
) -> Earmarking:
    """Return how much money is core and how much is earmarked; the arguments are those of `concentration`.

    Raises:
        CurrencyError: if the amounts are in several currencies, none is chosen and no rate is given for one of them.
    """
    held = list(fundings)
    known = [
        (one.earmarked, one.money)
        for one in held
        if one.money is not None and (not within or one.money.currency == within)
    ]
    currency, _ = added((money for _, money in known), rates)
    core, earmarked, untold = (
        added((money for tied, money in known if tied is which), rates)[1]
        for which in (False, True, None)
    )
    return Earmarking(
        currency=currency,
        core=core,
        earmarked=earmarked,
        untold=untold,
        unknown=tuple(one for one in held if one.money is None),
    )


@attrs.frozen(kw_only=True)
class Horizon:
    """How far ahead funding reaches without a gap.

    Attributes:
        on: the day it is looked at.
        until: last day covered; None if the day itself is not covered.
        open_ended: whether the last funding has no last day on record.
        without_period: funding whose period is not on record, which could reach further.
    """

    on: dt.date
    until: dt.date | None
    open_ended: bool = False
    without_period: tuple[Funding, ...] = ()

    @property
    def months(self) -> int | None:
        """Whole months ahead; None where the funding is open-ended.

        Examples:
            >>> import datetime as dt
            >>> Horizon(on=dt.date(2020, 1, 15), until=dt.date(2020, 12, 31)).months
            11
        """
        if self.open_ended:
            return None
        if self.until is None:
            return 0
        after = self.until + dt.timedelta(1) if self.until < dt.date.max else self.until
        months = (after.year - self.on.year) * 12 + after.month - self.on.month
        return months - (after.day < self.on.day)


def horizon(fundings: Iterable[Funding], *, on: dt.date) -> Horizon:
    """Return how far ahead the periods of funding reach from a day without a gap.

    Args:
        fundings: to look at, such as those `running` on the day.
        on: the day.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Span
        >>> half = Span(first=dt.date(2020, 1, 1), last=dt.date(2020, 6, 30))
        >>> horizon([Funding(id="F", source="a", period=half)], on=dt.date(2020, 3, 1)).until
        datetime.date(2020, 6, 30)
    """
    held = list(fundings)
    spans = sorted(
        (one.period.first, one.period.last or dt.date.max) for one in held if one.period is not None
    )
    until: dt.date | None = None
    ahead = on
    for first, last in spans:
        if first <= ahead and last >= on and (until is None or last > until):
            until = last
            ahead = min(last, dt.date.max - dt.timedelta(1)) + dt.timedelta(1)
    ends = {one.period.last for one in held if one.period is not None}
    return Horizon(
        on=on,
        until=until,
        open_ended=until == dt.date.max and None in ends,
        without_period=tuple(one for one in held if one.period is None),
    )
