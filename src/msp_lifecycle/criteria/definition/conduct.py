"""What a partnership owes its name over time: risks not shifted, strengths used, value added, problems solved jointly (S0:L2)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Assessment, Decision, Risk, RiskShare

Consents = dict[str, tuple[dt.date, frozenset[str]]]
"""The day of each adopted decision, and who consented in it."""


@criterion(
    "DEF-10",
    "No risk was shifted to a partner without its consent",
    why="""Sharing a risk means that its bearers agreed to it. A risk that moves later to whoever did not
    object has been shifted, not shared.""",
    source="S0:L2",
    remedy="Have the partners to whom risks were moved decide on it with the others, or move the risks back.",
    reads="risk governance",
    since="design",
    kind="temporal",
)
def risks_not_shifted(case: Case) -> Verdict:
    """Whether each share of a risk that was moved to a partner later rests on a decision that the partner took part in.

    The decision must have been adopted by then, and without the partner's vote against it or abstention.
    """
    risks = [one for one in case.partnership.risks if one.bearers]
    if not risks:
        return unknown("No record says who bears which risk.")
    moved = [(risk, share) for risk in risks for share in _moved(risk)]
    if not moved:
        return not_applicable("No risk has moved from one partner to another.")
    consents = {one.id: (one.on, _consenting(one)) for one in case.adopted}
    shifted = {risk.id: risk for risk, share in moved if not _consented(share, consents)}
    return met_if(
        not shifted,
        f"Every share in a risk that was moved later ({len(moved)}) rests on its bearer's consent.",
        f"These risks were moved to a partner without its consent on record: {listed(shifted)}.",
        *(shifted or {risk.id: risk for risk, _ in moved}).values(),
        Figure("shares moved later", len(moved)),
    )


def _moved(risk: Risk) -> Iterator[RiskShare]:
    """Yield the shares by which a partner came to bear more of a risk after it was first allocated."""
    in_order = sorted(risk.bearers, key=lambda one: one.since or dt.date.min)
    first, held = in_order[0].since, dict[str, Decimal]()
    for one in in_order:
        part = Decimal(1) if one.share is None else one.share
        if one.since != first and part > held.get(one.partner, 0):
            yield one
        held[one.partner] = part


def _consenting(decision: Decision) -> frozenset[str]:
    """Return the partners that voted yes, or were present and raised no voice."""
    silent = {*decision.present} - {one.partner for one in decision.ballots}
    return frozenset(silent.union(b.partner for b in decision.ballots if b.choice == "yes"))


def _consented(share: RiskShare, consents: Consents) -> bool:
    if share.since is None or share.consented_by not in consents:
        return False
    on, partners = consents[share.consented_by]
    return on <= share.since and share.partner in partners


@criterion(
    "DEF-11",
    "Each partner contributes from its strengths",
    why="""A partnership pools what each does best. A contribution that comes from no strength of its giver
    could as well be bought.""",
    source="S0:L2",
    remedy="Name for each contribution listed the declared competency of its giver that it draws on.",
    reads="resources partners",
    since="implementation",
)
def builds_on_strengths(case: Case) -> Verdict:
    """Whether each contribution draws on a competency that its giver has declared."""
    contributions = case.partnership.contributions
    if not any(one.competency.strip() for one in contributions):
        return unknown("No contribution on record names the competency that it draws on.")
    strengths = {
        one.id: {name.strip().casefold() for name in case.organisation_of(one).competencies}
        for one in case.partnership.partners
    }
    beside = [
        one
        for one in contributions
        if one.competency.strip().casefold() not in strengths[one.partner]
    ]
    return met_if(
        not beside,
        f"Every contribution ({len(contributions)}) draws on a strength of its giver.",
        f"No declared competency of its giver is named for {len(beside)} of {len(contributions)} "
        f"contributions: {listed(one.id for one in beside)}.",
        *beside,
        Figure("contributions from strengths", len(contributions) - len(beside)),
        Figure("contributions", len(contributions)),
    )


@criterion(
    "DEF-12",
    "Working together adds value over the main alternative",
    why="""A partnership costs time and freedom. It is worth that only while it achieves what the best
    other way would not, which has to be asked again and again.""",
    source="S0:L2",
    remedy="""Write down the best alternative and what the partnership adds to it, and look at it again in
    each review.""",
    reads="purpose governance",
    since="design",
    kind="judgement",
)
def adds_value(case: Case) -> Verdict:
    """Whether the latest assessment of added value says yes, states its grounds, and was looked at in the latest review.

    A review is a meeting of that kind; whatever was looked at on its day or later has been looked at in it.
    """
    latest = _latest(case)
    if latest is None:
        return unknown("No assessment of the added value over the main alternative is on record.")
    if latest.answer != "yes":
        return not_met(
            f"Assessment {latest.id} answers {latest.answer} to whether value is added.", latest
        )
    if not latest.text.strip() and not latest.points:
        return not_met(
            f"Assessment {latest.id} does not state the alternative and the value added.", latest
        )
    reviews = [one for one in case.partnership.meetings if one.kind == "review"]
    last = max(reviews, key=lambda one: (one.on, one.id), default=None)
    if last is None:
        return met(
            f"Assessment {latest.id} states the value added; no review meeting is on record.",
            latest,
        )
    looked_at = max((*latest.reviewed, latest.on or dt.date.min))
    return met_if(
        looked_at >= last.on,
        f"Assessment {latest.id} states the value added, and was looked at in the review {last.id}.",
        f"Assessment {latest.id} was not looked at again in the review {last.id} on {last.on}.",
        latest,
        last,
    )


def _latest(case: Case) -> Assessment | None:
    assessments = (one for one in case.partnership.assessments if one.about == "added_value")
    return max(assessments, key=lambda one: (one.on or dt.date.min, one.id), default=None)


@criterion(
    "DEF-13",
    "Conflicts are first tackled jointly",
    why="""Partners who presume that a problem can be solved together sit down together first. Leaving or
    calling in somebody higher is what comes after.""",
    source="S0:L2",
    remedy="Make a joint attempt the first step of the procedure for conflicts, and keep to it.",
    reads="agreement risk",
    since="design",
)
def problems_solved_jointly(case: Case) -> Verdict:
    """Whether the agreements in force put joint problem-solving first, and conflicts began with a joint step."""
    conflicts = [one for one in case.partnership.conflicts if one.steps]
    skipped = [one for one in conflicts if one.steps[0] != "joint"]
    if skipped:
        names = listed(one.id for one in skipped)
        return not_met(f"These conflicts did not begin with a joint step: {names}.", *skipped)
    in_force = [one for one in case.partnership.agreements if one.ended is None]
    joint = [one for one in in_force if "joint_problem_solving" in one.clauses]
    if joint:
        return met(
            f"Joint problem-solving comes first by agreement: {listed(one.id for one in joint)}.",
            *joint,
        )
    others = [one for one in in_force if "conflict" in one.clauses]
    if others:
        names = listed(one.id for one in others)
        return not_met(f"The procedure for conflicts in {names} has no joint first step.", *others)
    if conflicts:
        return met(
            f"Every conflict on record ({len(conflicts)}) began with a joint step.", *conflicts
        )
    return unknown("Neither a procedure for conflicts nor a step taken in one is on record.")


@criterion(
    "DEF-14",
    "The partners share values",
    why="""Some hold that a common purpose is not enough, and that partners must want the same for the same
    reasons. Others work together well without.""",
    source="S1:L18",
    remedy="Talk about the values that each partner holds, and write down which are common.",
    reads="purpose",
    since="design",
    requirement="info",
    kind="judgement",
)
def shared_values(case: Case) -> Verdict:
    """Whether the latest assessment of shared values says yes, and states which."""
    found = (one for one in case.partnership.assessments if one.about == "shared_values")
    latest = max(found, key=lambda one: (one.on or dt.date.min, one.id), default=None)
    if latest is None:
        return unknown("No assessment of the values that partners share is on record.")
    if latest.answer != "yes":
        return not_met(f"Assessment {latest.id} answers {latest.answer} to shared values.", latest)
    return met_if(
        bool(latest.text.strip() or latest.points),
        f"Assessment {latest.id} finds shared values, and states which.",
        f"Assessment {latest.id} finds shared values, but does not state which.",
        latest,
    )


@criterion(
    "DEF-15",
    "Partners answer to each other",
    why="""Some hold that partners are only those who can call each other to account. That asks for more than each
    answering to somebody.""",
    source="S1:L18",
    remedy="Agree for each partner named to which other partner it answers, and for what.",
    reads="partners accountability",
    since="design",
    requirement="info",
)
def mutual_accountability(case: Case) -> Verdict:
    """Whether each active partner answers to another active partner."""
    inside = [
        one
        for one in case.partnership.accountability_relations
        if one.until is None and one.by != one.to_partner and one.to_partner in case.partner_ids
    ]
    if not case.partnership.accountability_relations or not case.partners:
        return unknown("No record says which partner answers to which.")
    answering = {one.by for one in inside}
    free = [one for one in case.partners if one.id not in answering]
    return met_if(
        not free,
        f"Every active partner ({len(case.partners)}) answers to another.",
        f"They answer to no other partner: {listed(one.id for one in free)}.",
        *(free or inside),
    )


CRITERIA = (
    risks_not_shifted,
    builds_on_strengths,
    adds_value,
    problems_solved_jointly,
    shared_values,
    mutual_accountability,
)
