"""Money: a decimal amount in a named currency, never added across currencies."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated

from msp_lifecycle.errors import CurrencyError
from msp_lifecycle.records.marks import Amount, Pattern
from msp_lifecycle.records.record import Value, record

CURRENCIES = frozenset(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
    GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
    SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED
    VES VND VUV WST XAF XCD XCG XDR XOF XPF YER ZAR ZMW ZWG
    ANG ATS BEF CSK CUC CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MRO MTL NLG PTE ROL SIT
    SKK SLL STD TRL VEB VEF YUM ZMK ZWL
    """.split()
)
"""ISO 4217 codes in force, then codes withdrawn within the life of the partnerships we know."""

Currency = Annotated[
    str, Pattern("|".join(sorted(CURRENCIES)), "an ISO 4217 currency code such as EUR")
]


@record
class Money(Value):
    """An amount in one currency.

    Examples:
        >>> from decimal import Decimal
        >>> Money(amount=Decimal("137000"), currency="USD")
        Money(amount=Decimal('137000'), currency='USD')

    Attributes:
        amount: zero or more, in units of the currency.
        currency: ISO 4217 code.
    """

    amount: Amount
    currency: Currency

    def __str__(self) -> str:
        return f"{self.currency} {self.amount:,f}"

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise CurrencyError(self.currency, other.currency)
        return Money(amount=self.amount + other.amount, currency=self.currency)


def totals(amounts: Iterable[Money]) -> dict[str, Decimal]:
    """Return the sum of each currency, never a sum across currencies.

    Examples:
        >>> totals([Money(amount=1, currency="EUR"), Money(amount=2, currency="NOK")])
        {'EUR': Decimal('1'), 'NOK': Decimal('2')}
    """
    sums: dict[str, Decimal] = {}
    for money in amounts:
        sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    return sums
