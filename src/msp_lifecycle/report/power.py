"""Who decides: each rule with the power that it gives, beside who is heard."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from msp_lifecycle.criterion import listed
from msp_lifecycle.measures import PartnerPower, RulePower, Share
from msp_lifecycle.records import Partnership
from msp_lifecycle.report import words
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.structured import Plain

_BAR = 10
_NAMED = 8
"""Partners named in one row, of those that are alike."""

_TAKES_PART = {
    "vote": "vote",
    "voice": "voice",
    "represented": "through others",
    "observer": "looks on",
    "opted_out": "opted out",
    "unknown": "unknown",
    "none": "nothing",
}
NO_RULE = (
    "No decision rule in force is on record, so nobody can say who decides. "
    "Record one under decision_rules: what it is for, by what method, and who votes."
)
_MODEL = (
    "Shapley-Shubik: how often a vote turns the decision if the partners come round to it in any order. Banzhaf: how "
    "often it decides if the others toss coins, as a share of all. Everybody is taken to be present."
)


def power_page(
    partnership: Partnership, rules: Iterable[RulePower], on: dt.date, page: Page
) -> Page:
    """Write what each decision rule gives to whom."""
    page.title(partnership.name)
    page.text(f"Who decides, on {on}.")
    page.gap()
    shown = list(rules)
    if not shown:
        page.text(NO_RULE)
        return page
    for one in shown:
        _rule(page, one)
        page.gap()
    page.faint(_MODEL)
    return page


def _rule(page: Page, one: RulePower) -> None:
    rule = one.rule
    scope = "every question" if rule.scope == "all" else rule.scope
    body = f", by {rule.body}" if rule.body else ""
    method = "method unknown" if rule.method is None else rule.method.replace("_", " ")
    page.title(f"Rule {rule.id}, for {scope}{body}: {method}")
    if one.problem:
        page.text(one.problem, indent=2)
    if one.draws is not None:
        page.text(_sampled(one), indent=2)
    elif one.rounding:
        page.text(_rounded(one), indent=2)
    elif one.game is not None and one.strongest is None and one.partners:
        page.text("To draw a sample, say --draws 10000 --seed 1.", indent=2)
    page.gap()
    page.table(_rows(one.partners))
    for title, parts in (
        ("By sector", {_sector(key): share for key, share in one.by_sector().items()}),
        ("By group of voters", one.by_voting_group()),
        ("By stakeholder group, through those who speak for it", one.by_stakeholder_group()),
    ):
        _shares(page, title, parts)
    said = [*_said(one)]
    if said:
        page.gap()
    for sentence in said:
        page.text(sentence, indent=2, hang=4)


def _rows(partners: Iterable[PartnerPower]) -> list[tuple[str, ...]]:
    """Return a row for all partners that are alike, the strongest first."""
    alike: dict[tuple[object, ...], list[PartnerPower]] = {}
    for one in partners:
        vote = None if one.vote is None else (one.vote.weight, one.vote.veto)
        alike.setdefault((one.access, vote, one.shapley_shubik, one.banzhaf_share), []).append(one)
    groups = sorted(alike.values(), key=lambda group: -(group[0].shapley_shubik or 0))
    rows = [
        (
            percent(group[0].shapley_shubik),
            percent(group[0].banzhaf_share),
            _part(group[0]),
            _names(group),
        )
        for group in groups
    ]
    return [("Shapley", "Banzhaf", "Has", "Who"), *rows] if rows else []


def _part(one: PartnerPower) -> str:
    if one.vote is None:
        return _TAKES_PART[one.access]
    weight = "vote" if one.vote.weight == 1 else f"vote of {words.number(one.vote.weight)}"
    return f"{weight}, veto" if one.vote.veto else weight


def _names(group: list[PartnerPower]) -> str:
    each = f"{len(group)} partners, each: " if len(group) > 1 else ""
    return each + listed((one.partner for one in group), most=_NAMED)


def _shares(page: Page, title: str, shares: Mapping[str, Share]) -> None:
    if not shares:
        return
    page.gap()
    page.text(f"{title}:", indent=2)
    page.table([_share(name, share) for name, share in shares.items()], indent=4)


def _share(name: str, share: Share) -> tuple[str, ...]:
    part = share.shapley_shubik
    bar = "" if part is None else "#" * round(_BAR * part)
    partners = words.many(share.partners, "partner")
    heard = [
        words.many(count, word)
        for count, word in ((share.votes, "vote"), (share.voices, "voice"))
        if count
    ]
    said = ", ".join(heard) or "neither vote nor voice"
    return name, percent(part), bar, f"{partners}: {said}"


def _said(one: RulePower) -> Iterable[str]:
    """Say in words what the figures mean for somebody who sits at the table."""
    voters = [each for each in one.partners if each.vote is not None]
    alone = [each.partner for each in voters if each.decides_alone]
    if alone:
        yield f"Decides alone: {listed(alone, most=_NAMED)}."
    stops = [each.partner for each in voters if each.stops_alone and not each.decides_alone]
    if stops and len(stops) == len(voters):
        yield "Every voter can stop a decision."
    elif stops:
        yield f"Nothing passes without: {listed(stops, most=_NAMED)}."
    idle = [each.partner for each in voters if each.shapley_shubik == 0 and not one.draws]
    if idle and len(idle) < len(voters):
        yield f"Vote without ever deciding anything: {listed(idle, most=_NAMED)}."
    out = [each.partner for each in one.partners if each.access == "none"]
    if out:
        yield f"Neither vote nor voice: {listed(out, most=_NAMED)}."
    fewest = None if one.game is None else one.game.fewest()
    if fewest and len(voters) > 1:
        yield f"The fewest that can get a decision through: {fewest} of {len(voters)} voters."
    if one.unseated:
        seats = listed(one.unseated, most=_NAMED)
        yield f"Vote under the rule without a seat in {one.rule.body} on record: {seats}."


def _sampled(one: RulePower) -> str:
    error = max((each.shapley_shubik_error for each in one.partners), default=0.0)
    return (
        f"Too large to be counted: estimated from {one.draws:,} draws, with standard errors of up to "
        f"{error:.2%}."
    )


def _rounded(one: RulePower) -> str:
    return (
        "Too large to be counted: integrated, exact but for rounding of less than "
        f"{one.rounding:.0e}."
    )


def _sector(sector: str | None) -> str:
    return "sector unknown" if sector is None else sector.replace("_", " ")


def percent(share: Fraction | None) -> str:
    """Return a share as people read it; what is not quite nothing or all never reads as if it were.

    Examples:
        >>> (
        ...     percent(Fraction(1, 22)),
        ...     percent(Fraction(1, 2100)),
        ...     percent(Fraction(1, 10**6)),
        ...     percent(Fraction(0)),
        ...     percent(None),
        ... )
        ('4.5%', '0.048%', '<0.001%', '0%', 'unknown')
    """
    if share is None:
        return "unknown"
    if share in (0, 1):
        return f"{int(share) * 100}%"
    if share < Fraction(1, 100_000):
        return "<0.001%"
    if share < Fraction(1, 1000):  # among thousands of votes none may have more
        return f"{float(100 * share):.2g}%"
    if share > Fraction(999, 1000):
        return ">99.9%"
    return f"{float(share):.1%}"


def power_data(
    partnership: Partnership, rules: Iterable[RulePower], on: dt.date
) -> dict[str, Plain]:
    """Return the same as plain data; indices are decimal text, null where unknown."""
    return {
        "partnership": partnership.id,
        "on": str(on),
        "rules": [_rule_data(one) for one in rules],
    }


def _rule_data(one: RulePower) -> dict[str, Plain]:
    rule = one.rule
    return {
        "rule": rule.id,
        "scope": rule.scope,
        "body": rule.body,
        "method": rule.method,
        "problem": one.problem or None,
        "draws": one.draws,
        "rounding": decimal(one.rounding),
        "fewest": None if one.game is None else one.game.fewest(),
        "unseated": list(one.unseated),
        "partners": [_partner_data(each) for each in one.partners],
        "sectors": {key or "unknown": _share_data(it) for key, it in one.by_sector().items()},
        "voting_groups": {key: _share_data(it) for key, it in one.by_voting_group().items()},
        "stakeholder_groups": {
            key: _share_data(it) for key, it in one.by_stakeholder_group().items()
        },
    }


def _partner_data(one: PartnerPower) -> dict[str, Plain]:
    return {
        "partner": one.partner,
        "sector": one.sector,
        "speaks_for": list(one.speaks_for),
        "access": one.access,
        "weight": None if one.vote is None else words.number(one.vote.weight),
        "veto": None if one.vote is None else one.vote.veto,
        "group": None if one.vote is None else one.vote.group or None,
        "shapley_shubik": decimal(one.shapley_shubik),
        "shapley_shubik_error": decimal(one.shapley_shubik_error),
        "banzhaf": decimal(one.banzhaf),
        "banzhaf_error": decimal(one.banzhaf_error),
        "banzhaf_share": decimal(one.banzhaf_share),
        "stops_alone": one.stops_alone,
        "decides_alone": one.decides_alone,
    }


def _share_data(one: Share) -> dict[str, Plain]:
    return {
        "partners": one.partners,
        "votes": one.votes,
        "voices": one.voices,
        "shapley_shubik": decimal(one.shapley_shubik),
        "banzhaf_share": decimal(one.banzhaf_share),
    }


def decimal(value: Fraction | float | None) -> str | None:
    """Return a number as decimal text of twelve digits.

    Examples:
        >>> decimal(Fraction(1, 3)), decimal(Fraction(1, 2))
        ('0.333333333333', '0.5')
    """
    return None if value is None else f"{float(value):.12g}"
