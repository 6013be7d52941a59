"""Single values: days, sums of money, and texts that are awkward but legal."""

import datetime as dt
import typing
from collections.abc import Iterator
from decimal import Decimal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from msp_lifecycle.records import Money, Partnership
from msp_lifecycle.records.checks import UNFIT
from msp_lifecycle.records.money import CURRENCIES

FIRST = dt.date(2015, 1, 1)
LAST = dt.date(2026, 12, 31)

AWKWARD = (
    "yes",
    "NO",
    "null",
    "007",
    "1e3",
    "1.0",
    "0x1F",
    "2020-01-01",
    "12-30",
    "~",
    "",
    " leading and trailing ",
    "key: value",
    "- item",
    "# no comment",
    "*alias &anchor !tag",
    "{a: [b]}",
    "%TAG",
    "two\nlines\n",
    "tab\there",
    "carriage\r\nreturn",
    "'single' \"double\" `back`",
    "back\\slash",
    "a|b",
    "=SUM(A1)",
    "<b>&amp;</b>",
    "]]>",
    "a;b,c",
    "\N{LINE SEPARATOR}line and paragraph\N{PARAGRAPH SEPARATOR}",
    "\N{NEXT LINE}next",
    "\N{ZERO WIDTH NO-BREAK SPACE}mark",
    "\N{RIGHT-TO-LEFT OVERRIDE}turned",
    "Ærøskøbing, Łódź, 東京",
    "e\N{COMBINING ACUTE ACCENT}",
    "\N{HANDSHAKE}\N{ZERO WIDTH JOINER}\N{GLOBE WITH MERIDIANS}",
    "\N{NO-BREAK SPACE}",
)
"""Texts that formats trip over: every one of them is legal in a record."""

AWKWARD_NUMBERS = tuple(
    Decimal(number)
    for number in ("0", "0.00", "1", "0.1", "1E+3", "2.50", "100", "1000000000000.01", "0.0001")
)
"""Numbers that are written in more than one way, or that a float cannot hold."""

_CURRENCIES = ("EUR", "USD", "NOK", "JPY", *sorted(CURRENCIES))
_CENTS = Decimal("0.01")
_UNFIT = [chr(n) for n in (*range(0xA0), 0xFFFE, 0xFFFF) if UNFIT.match(chr(n))]
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters=_UNFIT)


def texts() -> SearchStrategy[str]:
    """Draw a text: awkward ones as often as random ones, of any character that a record may hold."""
    return st.sampled_from(AWKWARD) | st.text(_CHARACTERS, max_size=20)


def dates(first: dt.date = FIRST, last: dt.date = LAST) -> SearchStrategy[dt.date]:
    """Draw a day, by default within a dozen years, so that the days of one partnership lie close together."""
    return st.dates(first, last)


def days_around(partnership: Partnership) -> SearchStrategy[dt.date]:
    """Draw a day that the records name, or the day before or after it.

    Among these are all days on which `as_of` changes its answer.
    """
    days = sorted(set(_days_in(partnership))) or [FIRST]
    return st.builds(_shifted, st.sampled_from(days), st.integers(-1, 1))


def _days_in(value: object) -> Iterator[dt.date]:
    if isinstance(value, dt.date):
        yield value
    elif isinstance(value, tuple):
        for one in typing.cast("tuple[object, ...]", value):
            yield from _days_in(one)
    elif attrs.has(type(value)):
        for field in attrs.fields(typing.cast("type[attrs.AttrsInstance]", type(value))):
            yield from _days_in(getattr(value, field.name))


def _shifted(day: dt.date, by: int) -> dt.date:
    in_range = dt.date.min.toordinal() <= day.toordinal() + by <= dt.date.max.toordinal()
    return day + dt.timedelta(by) if in_range else day


def money(*currencies: str) -> SearchStrategy[Money]:
    """Draw a sum of money, in one of the currencies given or in any.

    Examples:
        >>> from hypothesis import find
        >>> find(money("EUR"), lambda one: one.amount > 2)
        Money(amount=Decimal('2.01'), currency='EUR')
    """
    return st.builds(_money, st.integers(0, 10**12), st.sampled_from(currencies or _CURRENCIES))


def _money(cents: int, currency: str) -> Money:
    return Money(amount=cents * _CENTS, currency=currency)
