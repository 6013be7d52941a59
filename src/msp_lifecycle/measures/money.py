"""Money: where it comes from, how far it is tied, how long it lasts. Never across currencies without a stated rate.

An amount that nobody wrote down is no zero: it is counted as unknown, and reported beside every figure it could change.
"""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

import attrs

from msp_lifecycle.measures.rates import Rates, added
from msp_lifecycle.records import Funding, Partnership


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
        >>> from msp_lifecycle.records import Money
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
