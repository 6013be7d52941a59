"""Money: shares that add up, currencies that never do without a rate, unknown amounts that stay unknown."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.errors import CurrencyError
from msp_lifecycle.measures import (
    Rate,
    RateError,
    Rates,
    added,
    concentration,
    earmarking,
    horizon,
    running,
)
from msp_lifecycle.records import Funding, Money, Organisation, Partnership, Span

DAY = dt.date(2021, 6, 1)
EUR = Rate.parse("EUR=1.25USD@2020-01-02:ECB")
F = Fraction


def funding(source: str, amount: int | None = None, currency: str = "EUR", **given: Any) -> Funding:
    money = None if amount is None else Money(amount=amount, currency=currency)
    return Funding(id=f"{source}-{amount}", source=source, money=money, **given)


def test_the_largest_share_and_the_index() -> None:
    """Two gifts of one source are one share; equal sources make the index the inverse of their number."""
    found = concentration([funding("a", 2), funding("b", 2), funding("a", 4)])
    assert (found.largest.organisation, found.largest.share) == ("a", F(3, 4))
    assert found.hhi == F(9, 16) + F(1, 16)
    assert concentration([funding(one, 7) for one in "abcd"]).hhi == F(1, 4)


def test_an_amount_that_nobody_wrote_down_is_no_zero() -> None:
    """It is named beside the shares, which are of the known part only."""
    found = concentration([funding("a", 1), funding("b")])
    assert (found.largest.share, [one.source for one in found.unknown]) == (1, ["b"])
    nothing = concentration([funding("b")])
    assert (nothing.largest, nothing.hhi, nothing.total, nothing.currency) == (None, None, 0, "")


def test_never_across_currencies_without_a_rate() -> None:
    """Neither added nor compared; with a rate exactly, with a choice each for itself."""
    both = [funding("a", 100), funding("b", 125, "USD")]
    with pytest.raises(CurrencyError, match="EUR and USD"):
        concentration(both)
    with pytest.raises(CurrencyError):
        earmarking(both)
    with pytest.raises(CurrencyError, match="NOK"):
        concentration([*both, funding("c", 1, "NOK")], rates=Rates([EUR]))
    found = concentration(both, rates=Rates([EUR]))
    assert (found.currency, found.total, found.hhi) == ("USD", 250, F(1, 2))
    assert concentration(both, within="EUR").total == 100


def test_core_and_earmarked() -> None:
    """What no record tells is neither."""
    found = earmarking(
        [funding("a", 3, earmarked=False), funding("b", 1, earmarked=True), funding("c", 9)]
    )
    assert (found.core, found.earmarked, found.untold, found.core_share) == (3, 1, 9, F(3, 4))
    assert earmarking([funding("c", 9)]).core_share is None


def span(first: str, last: str | None) -> Span:
    end = None if last is None else dt.date.fromisoformat(last)
    return Span(first=dt.date.fromisoformat(first), last=end)


HORIZONS = [
    ("no gap", [("2021-01-01", "2021-12-31"), ("2022-01-01", "2022-06-30")], "2022-06-30", 13),
    ("a gap of a day", [("2021-01-01", "2021-12-31"), ("2022-01-02", "2022-06-30")], "2021-12-31", 7),
    ("overlapping", [("2021-05-01", "2022-01-31"), ("2020-01-01", "2021-09-30")], "2022-01-31", 8),
    ("ends today", [("2021-01-01", "2021-06-01")], "2021-06-01", 0),
    ("over", [("2020-01-01", "2021-05-31")], None, 0),
    ("yet to begin", [("2021-06-02", "2022-05-31")], None, 0),
    ("for ever", [("2021-01-01", None)], "9999-12-31", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spans", "until", "months"), [h[1:] for h in HORIZONS], ids=[h[0] for h in HORIZONS]
)
def test_the_horizon(spans: list[Any], until: str | None, months: int | None) -> None:
    """The first day that no period covers ends it."""
    found = horizon([funding("a", 1, period=span(*one)) for one in spans], on=DAY)
    assert found.until == (None if until is None else dt.date.fromisoformat(until))
    assert found.months == months


def test_what_runs() -> None:
    """Agreed by the day, neither withdrawn nor run out."""
    p = Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id="a", name="A")],
        fundings=[
            funding("a", 1),
            funding("a", 2, agreed=dt.date(2021, 6, 2)),
            funding("a", 3, ended=DAY),
            funding("a", 4, ended=dt.date(2021, 6, 2)),
            funding("a", 5, period=span("2020-01-01", "2021-05-31")),
            funding("a", 6, period=span("2020-01-01", "2021-06-01")),
        ],
    )
    assert [int(one.money.amount) for one in running(p, on=DAY)] == [1, 4, 6]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 10**12)), min_size=1))
def test_shares_add_up(given_: list[tuple[str, int]]) -> None:
    """Exactly to 1, however large and small they are; the index lies between an equal split and one source."""
    found = concentration([funding(source, amount) for source, amount in given_])
    if found.total:
        assert sum(one.share for one in found.sources) == 1
        assert F(1, len(found.sources)) <= found.hhi <= 1
        assert found.largest.share == max(one.share for one in found.sources)


@given(st.lists(st.decimals(0, 10**6, places=2)), st.decimals("0.0001", 1000, places=4))
def test_converting_is_linear(amounts: list[Decimal], value: Decimal) -> None:
    """Converting the sum is summing what was converted, to the last digit."""
    rates = Rates([Rate(of="EUR", into="USD", value=value, on=DAY, source="ECB")])
    sums = [Money(amount=one, currency="EUR") for one in amounts]
    _, together = added(sums, rates)
    assert together == Fraction(sum(amounts, Decimal(0))) * Fraction(value)
    assert added([]) == ("", 0)


def test_what_a_rate_tells() -> None:
    """It reads itself back, with blanks and lower case forgiven, and its error can be pickled."""
    assert Rate.parse(" eur = 1.25 usd @ 2020-01-02 : ECB ") == EUR
    assert str(EUR) == "1 EUR = 1.25 USD (ECB, 2020-01-02)"
    with pytest.raises(RateError) as caught:
        Rates([])
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
