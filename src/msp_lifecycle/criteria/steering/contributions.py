"""C3, resources (S2:L31): what each partner brings, whether it can carry its role, what it takes to go on."""

import datetime as dt

from msp_lifecycle.criteria.commitments import stands
from msp_lifecycle.criterion import (
    Case,
    Verdict,
    criterion,
    listed,
    met_if,
    not_applicable,
    unknown,
)
from msp_lifecycle.records import Agreement, CapacityCheck, Commitment, Record

_NO_PARTNER = unknown("No active partner is on record.")


@criterion(
    "C3.6",
    "Every partner has the capacity that its role asks for",
    why="A role that a partner cannot carry falls back on the others, usually when there is no time left.",
    source="S2:L31",
    remedy="Look with each partner at whether it can carry its role, and lighten the role or build capacity if not.",
    reads="roles partners",
    since="design",
    kind="judgement",
    also="PRJ-3",
)
def capacity_matches_role(case: Case) -> Verdict:
    """Whether every active partner was looked at and found able to carry its role.

    The last look at each role counts, except for a role that has been handed on.
    """
    last = _last_looks(case)
    if not case.partners:
        return _NO_PARTNER
    looked_at = {one.partner for one in last}
    if not looked_at:
        return unknown("No look at the capacity of an active partner is on record.")
    failed = {one.partner for one in last if not one.sufficient}
    short = [one for one in case.partners if one.id in failed or one.id not in looked_at]
    return met_if(
        not short,
        "Every active partner was found able to carry its role.",
        f"Not found able to carry their role: {len(short)} of {len(case.partners)} active partners "
        f"({listed(one.id for one in short)}).",
        *short,
        *(one for one in last if not one.sufficient),
    )


def _last_looks(case: Case) -> list[CapacityCheck]:
    """Return the last look at each active partner in each role that it has not handed on."""
    holdings = [
        (one.partner, role.id, one) for role in case.partnership.roles for one in role.holders
    ]
    handed_on = {(partner, role) for partner, role, one in holdings if one.until is not None}
    handed_on -= {(partner, role) for partner, role, one in holdings if one.until is None}
    last: dict[tuple[str, str | None], CapacityCheck] = {}
    for check in sorted(
        case.partnership.capacity_checks, key=lambda one: (one.on, not one.sufficient)
    ):
        last[check.partner, check.role] = check
    return [
        check
        for key, check in last.items()
        if check.partner in case.partner_ids and key not in handed_on
    ]


@criterion(
    "C3.7",
    "It is on record what every partner brings",
    why="Where nobody knows who brings what, some give twice, some wait, and resentment fills the gap.",
    source="S2:L10",
    remedy="Write down for each partner which resources it brings.",
    reads="roles resources partners",
    since="design",
    requirement="must",
    also="P2-X7",
)
def everyone_brings_something(case: Case) -> Verdict:
    """Whether each active partner has given, funds, or has pledged resources and stands by it."""
    if not case.partners:
        return _NO_PARTNER
    known = case.partnership
    brings = {one.partner for one in known.commitments if _of_resources(one)}
    brings.update(one.partner for one in known.contributions)
    givers = {one.source for one in known.fundings}
    idle = [one for one in case.partners if one.id not in brings and one.organisation not in givers]
    if len(idle) == len(case.partners):
        return unknown("No record says what any active partner brings.")
    return met_if(
        not idle,
        f"What every active partner ({len(case.partners)}) brings is on record.",
        f"No record says what {len(idle)} of {len(case.partners)} active partners bring: "
        f"{listed(one.id for one in idle)}.",
        *idle,
    )


def _of_resources(commitment: Commitment) -> bool:
    """Say whether a commitment is one of resources and still stands."""
    resources = commitment.resource is not None or commitment.money is not None
    return resources and stands(commitment)


@criterion(
    "C3.11",
    "What it takes to continue is agreed: resources, roles and period",
    why="""After the first success it is tempting to carry on as before; who does what, with what and until when has to
    be agreed afresh.""",
    source="S2:L18",
    remedy="Agree on the resources, the roles and the period for the time to come, and record the agreement.",
    reads="agreement resources roles",
    since="further_development",
    requirement="must",
    also="P4-X2",
)
def terms_to_continue(case: Case) -> Verdict:
    """Whether resources, roles and period have been agreed since Further development began.

    A clause of an agreement or an approved budget shows it for resources, a clause or a role agreed for roles,
    the period of an approved budget for the period.
    """
    moves = reversed(case.moves)
    since = next((one.on for one in moves if one.to == "further_development"), None)
    if since is None:
        return not_applicable("Further development has not been entered.")
    agreed = _terms_agreed(case, since)
    missing = [name for name, found in agreed.items() if not found]
    if len(missing) == len(agreed):
        return unknown(f"No agreement on how to continue is on record since {since}.")
    return met_if(
        not missing,
        f"Resources, roles and period have been agreed since {since}.",
        f"Not agreed since {since}: {listed(missing)}.",
        *{id(found[0]): found[0] for found in agreed.values() if found}.values(),
    )


def _terms_agreed(case: Case, since: dt.date) -> dict[str, list[Record]]:
    """Return what shows that resources, roles and period were agreed on a day or after it."""
    known = case.partnership
    papers = [one for one in known.agreements if _agreed_since(one, since)]
    budgets = [one for one in known.budgets if one.ended is None and _since(one.approved, since)]
    roles = [one for one in known.roles if _since(one.agreed, since)]
    by_clause = [one for one in papers if {"roles", "responsibilities"}.intersection(one.clauses)]
    return {
        "resources": [*(one for one in papers if "resources" in one.clauses), *budgets],
        "roles": [*by_clause, *roles],
        "period": [one for one in budgets if one.period is not None],
    }


def _since(day: dt.date | None, first: dt.date) -> bool:
    return day is not None and day >= first


def _agreed_since(agreement: Agreement, day: dt.date) -> bool:
    """Say whether an agreement in force was signed, or informally recorded, on a day or after it."""
    days = [signature.on for signature in agreement.signatures]
    if agreement.kind == "informal_record" and agreement.drafted is not None:
        days.append(agreement.drafted)
    return agreement.ended is None and any(one >= day for one in days)
