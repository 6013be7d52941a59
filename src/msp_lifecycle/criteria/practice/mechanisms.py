"""Accountability, mechanism by mechanism (S1:L304 to L310): constituencies, evaluation, and what each kind needs."""

import datetime as dt
from collections.abc import Callable

from msp_lifecycle.criteria.practice.accountability import NO_RELATION, relations
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    criterion,
    listed,
    met_if,
    months_before,
    not_met,
    unknown,
)
from msp_lifecycle.records import AccountabilityKind, AccountabilityRelation


@criterion(
    "ACC-6",
    "Partners report back to those they speak for",
    why="""A representative who never reports back represents itself. The link to the base is what gives its word
    weight.""",
    source="S1:L308",
    remedy="Have each partner named report back to those it speaks for, and record when.",
    reads="partners accountability",
    since="implementation",
    kind="temporal",
    limits="constituency_report_months",
)
def constituencies_told(case: Case) -> Verdict:
    """Whether each active partner that speaks for a group has reported back to a constituency recently."""
    speakers = [one for one in case.partners if one.represents]
    if not speakers:
        return unknown("No active partner is on record as speaking for a group.")
    links = [one for one in relations(case) if one.kind == "constituency"]
    if not links:
        return unknown("No link of a partner to its constituency is on record.")
    last: dict[str, dt.date] = {}
    for one in links:
        for use in one.exercised:
            name = one.by or ""
            last[name] = max(use.on, last.get(name, use.on))
    cutoff = case.cutoff("constituency_report_months")
    silent = [one for one in speakers if last.get(one.id, dt.date.min) < cutoff]
    return met_if(
        not silent,
        f"Every partner that speaks for a group ({len(speakers)}) has reported back since {cutoff}.",
        f"Not reported back since {cutoff}: {listed(one.id for one in silent)}.",
        *(silent or links),
    )


@criterion(
    "ACC-9",
    "An outside evaluation measures against indicators set beforehand",
    why="""An evaluator who finds the yardstick after the fact can find anything. Tangible indicators that were set
    first make an outside view a test.""",
    source="S1:L310",
    remedy="Set indicators with targets, and commission an evaluation from somebody without a stake.",
    reads="learning results",
    since="implementation",
    kind="temporal",
)
def evaluated_against_indicators(case: Case) -> Verdict:
    """Whether an independent evaluation is under way or done, and an indicator with a target was defined before it."""
    outside = [one for one in case.partnership.evaluations if one.independent]
    if not case.partnership.evaluations:
        return unknown("No evaluation is on record.")
    if not outside:
        if any(one.independent is None for one in case.partnership.evaluations):
            return unknown("No record says whether an evaluation was made from outside.")
        names = listed(one.id for one in case.partnership.evaluations)
        return not_met(f"No evaluation from outside: {names}.", *case.partnership.evaluations)
    targets = [one for one in case.partnership.indicators if one.target is not None]
    if not targets:
        return unknown("No indicator with a target is on record.", *outside)
    begun = [day for one in outside if (day := one.started or one.completed) is not None]
    if not begun or all(one.defined is None for one in targets):
        return unknown("No dates show whether indicators were set before the evaluation.", *outside)
    first = min(one.defined for one in targets if one.defined is not None)
    return met_if(
        first <= max(begun),
        f"An outside evaluation could measure against indicators set on {first}.",
        f"Indicators were first set on {first}, after the outside evaluation began.",
        *outside,
    )


@criterion(
    "ACC-12",
    "Each mechanism has what its kind needs to bite",
    why="""A code of conduct without a procedure for breaches, a pledge that nobody published and an audit that
    took place years ago are mechanisms in name. What makes each kind work is known.""",
    source="S1:L304; S1:L308; S4:L31",
    remedy="Give each mechanism named what its kind needs.",
    reads="accountability governance roles",
    since="implementation",
    kind="temporal",
    limits="oversight_months",
)
def mechanisms_bite(case: Case) -> Verdict:
    """Whether each relation in force has what its kind needs.

    Internal: a body that oversees has met recently. Professional: a standard and what follows a breach. Reputational:
    published commitments. Market: a mechanism that consumers can use. Financial: put to use within a year. Democratic:
    to whom it leads. Downward: put to use. Constituency: put to use. Peer: published commitments, and meetings since.
    """
    found = relations(case)
    if not found:
        return unknown(NO_RELATION)
    kinds = {one.kind for one in found}
    facts = {kind: shown(case) for kind, shown in _FACTS.items() if kind in kinds}
    weak = [one for one in found if not facts.get(one.kind, True) or not _own(case, one)]
    names = listed(f"{one.id} ({one.kind})" for one in weak)
    return met_if(
        not weak,
        f"Every mechanism on record ({len(found)}) has what its kind needs.",
        f"These lack what their kind needs: {names}.",
        *(weak or found),
        Figure("mechanisms", len(found)),
        Figure("mechanisms that lack something", len(weak)),
    )


def _overseen(case: Case) -> bool:
    overseeing = {one.id for one in case.bodies if "oversight" in one.functions}
    since = case.cutoff("oversight_months")
    return any(one.body in overseeing and one.on >= since for one in case.partnership.meetings)


def _published(case: Case) -> bool:
    return any(one.published for one in case.partnership.commitments)


def _followed(case: Case) -> bool:
    days = [one.published for one in case.partnership.commitments if one.published is not None]
    return bool(days) and any(one.on >= min(days) for one in case.partnership.meetings)


_FACTS: dict[AccountabilityKind, Callable[[Case], bool]] = {
    "internal": _overseen,
    "reputational": _published,
    "peer": _followed,
}
"""What a kind needs that other records show."""


def _own(case: Case, one: AccountabilityRelation) -> bool:
    """Say whether a relation has what its kind needs of itself."""
    if one.kind == "professional":
        return bool(one.standard.strip() and one.sanction.strip())
    if one.kind == "market":
        return bool(one.mechanism.strip())
    if one.kind == "democratic":
        return one.to_group is not None or bool(one.to_outside.strip())
    if one.kind == "financial":
        since = months_before(case.on, 12)
        return any(use.on >= since for use in one.exercised)
    if one.kind in ("downward", "constituency"):
        return bool(one.exercised)
    return True


CRITERIA = (constituencies_told, evaluated_against_indicators, mechanisms_bite)
