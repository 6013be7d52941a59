"""Money: never added across currencies."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.errors import CurrencyError, MspError
from msp_lifecycle.records import Money, totals
from msp_lifecycle.testing import money


@given(money("EUR", "NOK"), money("EUR", "NOK"))
def test_only_one_currency_adds_up(one: Money, other: Money) -> None:
    """Sums of one currency add up either way round; those of two raise an error that names both."""
    if one.currency == other.currency:
        assert one + other == other + one
        assert (one + other).amount == one.amount + other.amount
        return
    with pytest.raises(CurrencyError) as caught:
        _ = one + other
    assert (caught.value.one, caught.value.other) == (one.currency, other.currency)
    assert isinstance(caught.value, MspError | ValueError)


@given(st.lists(money("EUR", "NOK", "JPY")), st.randoms())
def test_totals_keep_currencies_apart(sums: list[Money], random: object) -> None:
    """Each currency has the total of its own sums, in whatever order they come."""
    found = totals(sums)
    assert set(found) == {one.currency for one in sums}
    for currency, total in found.items():
        assert total == sum(one.amount for one in sums if one.currency == currency)
    random.shuffle(sums)
    assert totals(sums) == found


def test_no_sums_have_no_total() -> None:
    """Nothing at all is not zero of some currency."""
    assert totals([]) == {}


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1234567.5", "NOK 1,234,567.5"), ("1E+3", "NOK 1,000"), ("0", "NOK 0")],
)
def test_words(amount: str, words: str) -> None:
    """A sum reads with its currency and with separated thousands, never in powers of ten."""
    assert str(Money(amount=Decimal(amount), currency="NOK")) == words


def test_a_sum_has_no_order_across_currencies() -> None:
    """Sums are not compared by size, which would need a rate."""
    with pytest.raises(TypeError):
        _ = Money(amount=1, currency="EUR") < Money(amount=2, currency="NOK")
