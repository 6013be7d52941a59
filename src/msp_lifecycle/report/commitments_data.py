"""What was promised, kept and paid, as plain data."""

from collections.abc import Iterable, Iterator, Sequence

from msp_lifecycle.measures import (
    OUTCOMES,
    Horizon,
    Outcomes,
    PartnerMoney,
    PartnerPromises,
    Promise,
    Rates,
)
from msp_lifecycle.report.account import Account, Purse
from msp_lifecycle.report.power import decimal
from msp_lifecycle.report.structured import Plain


def commitments_data(view: Account) -> dict[str, Plain]:
    """Return the same as plain data; shares and sums are decimal text, null where unknown."""
    return {
        "partnership": view.partnership.id,
        "on": str(view.on),
        "outcomes": _outcomes_data(Outcomes.of(view.all)),
        "commitments": [_promise_data(one) for one in view.all],
        "partners": [_partner_data(one) for one in view.partners],
        "silent_after_days": view.silent_after,
        "silent": [one.partner for one in view.silent],
        "silent_or_new": [one.partner for one in view.unheard],
        "over_time": [{"on": str(day), **_outcomes_data(one)} for day, one in view.years],
        "partner_money": [_brought_data(one) for one in view.brought],
        "money": [*_purses_data(view.purses)],
        "rates": [] if view.rates is None else [*_rates_data(view.rates)],
        "unknown_amounts": list(view.unknown),
        "horizon": None if view.horizon is None else _horizon_data(view.horizon),
    }


def _outcomes_data(one: Outcomes) -> dict[str, Plain]:
    return {
        **{name: one.counts[name] for name in OUTCOMES},
        "due": one.due,
        "kept_in_all": one.kept,
        "rate": decimal(one.rate),
    }


def _promise_data(one: Promise) -> dict[str, Plain]:
    made = one.commitment
    return {
        "commitment": made.id,
        "partner": made.partner,
        "outcome": one.outcome,
        "due": None if made.due is None else str(made.due),
        "days_late": one.days_late,
        "conditional": bool(made.conditional_on),
        "contributions": [each.id for each in one.brought],
    }


def _partner_data(one: PartnerPromises) -> dict[str, Plain]:
    return {
        "partner": one.partner,
        "active": one.active,
        "last_sign": None if one.last_sign is None else str(one.last_sign),
        "known_since": None if one.known_since is None else str(one.known_since),
        **_outcomes_data(one.outcomes),
    }


def _brought_data(one: PartnerMoney) -> dict[str, Plain]:
    return {
        "partner": one.partner,
        "currency": one.currency or None,
        "promised": decimal(one.promised),
        "brought": decimal(one.brought),
        "unknown": list(one.unknown),
    }


def _purses_data(purses: Iterable[Purse]) -> Iterator[Plain]:
    for purse in purses:
        found, tied = purse.concentration, purse.earmarking
        sources: Sequence[Plain] = [
            {
                "organisation": one.organisation,
                "amount": decimal(one.amount),
                "share": decimal(one.share),
            }
            for one in found.sources
        ]
        yield {
            "currency": found.currency,
            "total": decimal(found.total),
            "largest_share": None if found.largest is None else decimal(found.largest.share),
            "hhi": decimal(found.hhi),
            "sources": list(sources),
            "core": decimal(tied.core),
            "earmarked": decimal(tied.earmarked),
            "untold": decimal(tied.untold),
            "core_share": decimal(tied.core_share),
        }


def _rates_data(rates: Rates) -> Iterator[Plain]:
    for one in rates.rates:
        yield {
            "of": one.of,
            "into": one.into,
            "value": str(one.value),
            "on": str(one.on),
            "source": one.source,
        }


def _horizon_data(found: Horizon) -> dict[str, Plain]:
    return {
        "until": None if found.until is None or found.open_ended else str(found.until),
        "open_ended": found.open_ended,
        "months": found.months,
        "without_period": [one.id for one in found.without_period],
    }
