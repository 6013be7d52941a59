"""Many partnerships at once: what one organisation, or a register, can see only from above (S1:L389 to L393; S3:¶22, ¶44)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from msp_lifecycle.records import Money, Partnership
from msp_lifecycle.records.money import totals


@attrs.frozen(kw_only=True)
class Balance:
    """How partnerships are spread over sectors, regions, levels and purposes (CSD-7: S3:¶22).

    Attributes:
        partnerships: how many there are.
        sectors: of the active partners; how many partnerships have one of each.
        regions: of the active partners; how many partnerships have one of each.
        levels: at which they work.
        purposes: that they have.
        unknown: how many say nothing, by what they do not say.
    """

    partnerships: int
    sectors: Mapping[str, int]
    regions: Mapping[str, int]
    levels: Mapping[str, int]
    purposes: Mapping[str, int]
    unknown: Mapping[str, int]


def balance(partnerships: Iterable[Partnership], *, on: dt.date) -> Balance:
    """Return how partnerships are spread on a day.

    Examples:
        >>> import datetime as dt
        >>> balance([Partnership(id="p", name="P")], on=dt.date(2024, 1, 1)).unknown["sectors"]
        1
    """
    spread = [_spread(one.as_of(on)) for one in partnerships]
    names = ("sectors", "regions", "levels", "purposes")
    counts = {name: Counter(value for one in spread for value in one[name]) for name in names}
    silent = {name: sum(1 for one in spread if not one[name]) for name in names}
    return Balance(partnerships=len(spread), unknown=silent, **counts)


def _spread(then: Partnership) -> dict[str, frozenset[str]]:
    organisations = {one.id: one for one in then.organisations}
    members = [organisations[one.organisation] for one in then.partners if one.active]
    return {
        "sectors": frozenset(str(one.sector) for one in members if one.sector),
        "regions": frozenset(one.region for one in members if one.region),
        "levels": frozenset(then.typology.levels),
        "purposes": frozenset(then.typology.purposes),
    }


def memberships(partnerships: Iterable[Partnership], *, on: dt.date) -> dict[str, int]:
    """Return in how many partnerships each organisation was an active partner on a day, the busiest first.

    An organisation is told by its name. Many at once are a risk of fragmentation (S1:L389).
    """
    counts: Counter[str] = Counter()
    for one in partnerships:
        then = one.as_of(on)
        names = {each.id: each.name for each in then.organisations}
        counts.update({names[each.organisation] for each in then.partners if each.active})
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def core_share(partnerships: Iterable[Partnership], *, on: dt.date) -> dict[str, Fraction]:
    """Return the share of agreed money that is core, not earmarked, by currency; money of which it is not told is left out.

    A falling share bends what an organisation is for (S1:L393).
    """
    core: list[Money] = []
    tied: list[Money] = []
    for one in partnerships:
        for funding in one.as_of(on).fundings:
            if funding.money is not None and funding.earmarked is not None:
                (tied if funding.earmarked else core).append(funding.money)
    free, told = totals(core), totals([*core, *tied])
    return {
        currency: Fraction(free.get(currency, 0)) / Fraction(total)
        for currency, total in told.items()
        if total
    }
