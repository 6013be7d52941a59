"""Rates of exchange: each with its day and its source, and no sum across currencies without one."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import attrs

from msp_lifecycle.errors import CurrencyError, MspError
from msp_lifecycle.records import Money
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
