"""Factor F2, roles and commitments: who does what, in writing, and what holds each to it (S2:L41)."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import ROUND_FLOOR, Decimal

from msp_lifecycle.criteria.commitments import stands
from msp_lifecycle.criteria.everyone import everyone
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import (
    AccountabilityRelation,
    Agreement,
    Body,
    Commitment,
    Decision,
    Role,
)

NO_PARTNER = "No active partner is on record."
FORMAL = ("mou", "contract", "charter")

Match = tuple[Role, int, int]
"""A role, how many of the competencies that it requires its holders have, and how many it requires."""


@criterion(
    "F2.1",
    "What each partner will contribute is clearly defined",
    why="""A promise that names no amount and no day can be neither kept nor broken. Clear promises also
    show how unequal the partners' parts are.""",
    source="S2:L41; S1:L229",
    remedy="""Ask each partner named for one commitment of its own with an amount or a day by which it will
    be kept.""",
    reads="partners roles",
    since="design",
)
def commitments_defined(case: Case) -> Verdict:
    """Whether each active partner has a specific commitment, kept or still to be kept, with an amount or a due date."""
    if not case.partners:
        return unknown(NO_PARTNER)
    commitments = case.partnership.commitments
    standing = [one for one in commitments if one.kind == "specific" and stands(one)]
    if not standing:
        return unknown("No specific commitment of a partner is on record.")
    return everyone(
        case.partners,
        {one.partner for one in standing if _definite(one)},
        "commitment with amount or due date",
        on_record=True,
    )


def _definite(commitment: Commitment) -> bool:
    amount = commitment.money is not None or commitment.quantity is not None
    return amount or commitment.due is not None


@criterion(
    "F2.2",
    "Roles fit the skills of those who hold them",
    why="""Skills are put to good use only where each organisation takes the part that suits it best. A
    misfit overloads its holder and lets the others down.""",
    source="S2:L41; S1:L225",
    remedy="""Share each role named with a partner that has the skills it lacks, or hand it on, or build
    the skills.""",
    reads="partners roles",
    since="design",
    kind="quantity",
    limits="competency_match",
)
def roles_fit_skills(case: Case) -> Verdict:
    """For each role held, the share of the competencies it requires that its holders have between them."""
    skills = {one.id: case.organisation_of(one).competencies for one in case.partners}
    matches: list[Match] = []
    for role in case.partnership.roles:
        held = [skills[name] for name in _holders(role) if skills.get(name)]
        required = _plain(role.required_competencies)
        if required and held:
            matches.append((role, len(required & _plain(*held)), len(required)))
    if not matches:
        return unknown("No record compares what a role requires with the skills of its holders.")
    least = case.limit("competency_match")
    poor = [role for role, there, required in matches if there < least * required]
    return met_if(
        not poor,
        f"For every role compared ({len(matches)}) the holders have at least {least:.0%} of the "
        "competencies required.",
        f"The holders have less than {least:.0%} of the competencies required for {len(poor)} of "
        f"{len(matches)} roles: {listed(one.id for one in poor)}.",
        *poor,
        Figure("lowest share of what a role requires", _lowest(matches), "", least),
    )


def _lowest(matches: Iterable[Match]) -> Decimal:
    """Return the lowest share, rounded down so that it never reads as if it met the threshold."""
    lowest = min(Decimal(there) / required for _, there, required in matches)
    return lowest.quantize(Decimal("0.001"), ROUND_FLOOR)


def _holders(role: Role) -> Iterator[str]:
    return (one.partner for one in role.holders_now if one.partner is not None)


def _plain(*competencies: Iterable[str]) -> set[str]:
    return {name.strip().casefold() for names in competencies for name in names}


@criterion(
    "F2.3",
    "Roles were settled together",
    why="""A role that one partner hands to another is an order. A role worked out together is one its
    holder will stand up for.""",
    source="S2:L41; S1:L225",
    remedy="Talk through the roles with each partner named, in a meeting or a decision that is on record.",
    reads="partners governance",
    since="design",
)
def roles_settled_together(case: Case) -> Verdict:
    """Whether each active partner took part in a meeting about roles or in an adopted decision about them."""
    if not case.partners:
        return unknown(NO_PARTNER)
    meetings = [one for one in case.partnership.meetings if "roles" in one.about]
    there = {name for meeting in meetings for name in meeting.attendees}
    took_part = {one.id for one in case.partners if one.organisation in there}
    for decision in case.adopted:
        if _about_roles(decision):
            took_part.update(decision.present, (ballot.partner for ballot in decision.ballots))
    if not there and not took_part:
        return unknown("No record says who took part in a meeting or decision about roles.")
    return everyone(
        case.partners,
        took_part,
        "part in settling the roles",
        on_record=True,
        done="taken part in settling the roles",
    )


def _about_roles(decision: Decision) -> bool:
    return decision.scope == "roles" or any(path.startswith("roles/") for path in decision.about)


@criterion(
    "F2.4",
    "The agreement is in writing and signed by every partner",
    why="""The clearer and more binding the paper, the easier it is for each partner to hold the others to
    it. Where partners choose not to write, their reason should be written.""",
    source="S2:L41; S2:L10",
    remedy="""Have each partner named sign the agreement, or record why the partners chose not to write
    one.""",
    reads="partners agreement",
    since="design",
    also="P2-X8",
)
def written_agreement(case: Case) -> Verdict:
    """Whether each active partner has signed one and the same agreement in force, or it is recorded why none was written."""
    if not case.partners:
        return unknown(NO_PARTNER)
    in_force = _in_force(case)
    if not in_force:
        return unknown("No agreement is on record.")
    unwritten = [one for one in in_force if one.unwritten_because.strip()]
    if unwritten:
        return met("It is on record why nothing was put in writing.", *unwritten)
    best = max(in_force, key=lambda one: (len(_signers(one) & case.partner_ids), one.id))
    signers = _signers(best) & case.partner_ids
    if not signers and all(one.kind == "none" for one in in_force):
        return not_met("Nothing is in writing, and no record says why.", *in_force)
    if not signers:
        return unknown("No signature of an active partner is on record.", *in_force)
    return everyone(
        case.partners,
        signers,
        f"signature under agreement {best.id}",
        best,
        on_record=True,
        done=f"signed agreement {best.id}",
    )


def _in_force(case: Case) -> list[Agreement]:
    return [one for one in case.partnership.agreements if one.ended is None]


def _signers(agreement: Agreement) -> set[str]:
    written = agreement.kind != "none"
    return {one.partner for one in agreement.signatures} if written else set()


@criterion(
    "F2.5",
    "Each commitment can be called in",
    why="""Accountability needs somebody who promised, a day by which, and somebody who asks whether it was
    done. Where one of the three is missing, a promise lapses unnoticed.""",
    source="S2:L41",
    remedy="Set for each commitment named a due date and a partner or body that looks at it.",
    reads="roles",
    since="implementation",
)
def commitments_can_be_called_in(case: Case) -> Verdict:
    """Whether each outstanding commitment, which always has an owner, has a due date and a reviewing party."""
    if not case.partnership.commitments:
        return unknown("No commitment is on record.")
    open_ones = [one for one in case.partnership.commitments if one.outstanding]
    if not open_ones:
        return not_applicable("No commitment is outstanding.")
    undated = [one for one in open_ones if one.due is None]
    unreviewed = [one for one in open_ones if not one.reviewed_by.strip()]
    if len(undated) == len(unreviewed) == len(open_ones):
        return unknown("No outstanding commitment has a due date or a reviewing party on record.")
    lacking = [one for one in open_ones if one.due is None or not one.reviewed_by.strip()]
    return met_if(
        not lacking,
        f"Every outstanding commitment ({len(open_ones)}) has a due date and a reviewing party.",
        f"Of {len(open_ones)} outstanding commitments, {_missing(undated, unreviewed)}.",
        *lacking,
    )


def _missing(undated: list[Commitment], unreviewed: list[Commitment]) -> str:
    parts = [f"these have no due date: {_names(undated)}"] if undated else []
    parts += [f"these have no reviewing party: {_names(unreviewed)}"] if unreviewed else []
    return "; ".join(parts)


def _names(records: list[Commitment]) -> str:
    return listed(one.id for one in records)


@criterion(
    "F2.6",
    "Unequal power was looked at in the light of what each contributes",
    why="""Who brings what, and who depends on it, is where much of the power in a partnership lies. It
    becomes visible once contributions are laid side by side.""",
    source="S2:L41",
    remedy="Lay the contributions of all partners side by side when you next assess power.",
    reads="risk",
    since="design",
)
def power_seen_in_contributions(case: Case) -> Verdict:
    """Whether the latest assessment of power looked at who contributes what."""
    assessments = case.partnership.power_assessments
    latest = max(assessments, key=lambda one: (one.on, one.id), default=None)
    if latest is None:
        return unknown("No assessment of power is on record.")
    if latest.uses_contributions is None:
        return unknown(f"No record says whether {latest.id} looked at contributions.", latest)
    return met_if(
        latest.uses_contributions,
        f"The assessment of power {latest.id} looked at who contributes what.",
        f"The assessment of power {latest.id} did not look at who contributes what.",
        latest,
    )


@criterion(
    "F2.7",
    "Nothing was formalised before the problem was agreed",
    why="""The first phase is for getting to know each other and the problem. A board or a contract that
    comes first fixes who decides before it is clear about what.""",
    source="S2:L5",
    remedy="""Agree on the problem before anything else, and look again at what was formalised ahead of
    it.""",
    reads="purpose agreement governance",
    requirement="info",
    also="P1-W1",
)
def no_early_formalities(case: Case) -> Verdict:
    """Formal agreements signed, and governing boards set up, before the core group first agreed on the problem."""
    formal = _formalities(case)
    if not formal:
        return not_applicable("There is neither a formal agreement nor a governing board.")
    statements = case.partnership.problem_statements
    if not statements:
        return unknown("No problem statement is on record to compare formal structures with.")
    agreed = min((one.agreed for one in statements if one.agreed is not None), default=None)
    early = [one for one, day in formal if agreed is None or (day is not None and day < agreed)]
    if not early and any(day is None for _, day in formal):
        return unknown("No record says since when there has been a formal agreement or board.")
    when = "the problem was agreed" if agreed is None else f"the problem was agreed on {agreed}"
    return met_if(
        not early,
        f"Nothing was formalised before {when}.",
        f"These were formalised before {when}: {listed(one.id for one in early)}.",
        *early,
    )


def _formalities(case: Case) -> list[tuple[Agreement | Body, dt.date | None]]:
    """Return signed agreements of a formal kind and governing boards, each with its first day."""
    signed = [one for one in _in_force(case) if one.kind in FORMAL and one.signatures]
    boards = [one for one in case.bodies if one.kind == "governing_board"]
    return [
        *((one, min(signature.on for signature in one.signatures)) for one in signed),
        *((one, one.established) for one in boards),
    ]


@criterion(
    "F2.8",
    "The role of every partner is clear",
    why="""A partner that does not know its part waits for others, or does their work over again. A role is
    clear once its duties are written down.""",
    source="S2:L10; S2:L41; S1:L225",
    remedy="Agree on a role with duties for each partner named.",
    reads="partners roles",
    since="design",
    requirement="must",
    also="P2-X6",
)
def roles_clear(case: Case) -> Verdict:
    """Whether each active partner holds a role whose responsibilities are on record."""
    if not case.partners:
        return unknown(NO_PARTNER)
    held = [(name, role) for role in case.partnership.roles for name in _holders(role)]
    if case.partner_ids.isdisjoint(name for name, _ in held):
        return unknown("No active partner holds a role on record.")
    with_duties = {name for name, role in held if role.responsibilities}
    return everyone(case.partners, with_duties, "role with duties", on_record=True)


@criterion(
    "F2.9",
    "It is mapped who answers to whom, within the partnership and outside it",
    why="""Accountability begins with asking to whom. Most partnerships never ask; a map of who answers to
    whom is the first step.""",
    source="S1:L304",
    remedy="""Draw up, together, to whom each partner answers and to whom outside the partnership as a whole
    does.""",
    reads="partners accountability",
    since="design",
    also="P2-X12 ACC-1",
)
def accountability_mapped(case: Case) -> Verdict:
    """Whether each active partner answers to somebody, and the partnership as a whole to somebody outside it."""
    if not case.partners:
        return unknown(NO_PARTNER)
    relations = [one for one in case.partnership.accountability_relations if one.until is None]
    if not relations:
        return unknown("No record says who answers to whom.")
    answering = {one.by for one in relations if one.internal or _outward(one)}
    lacking = [one for one in case.partners if one.id not in answering]
    outward = [one for one in relations if one.by is None and _outward(one)]
    names = listed(one.id for one in lacking)
    problems = [f"To whom these partners answer is not on record: {names}."] if lacking else []
    if not outward:
        problems.append("To whom outside the partnership as a whole answers is not on record.")
    return met_if(
        not problems,
        "Each active partner answers to somebody, and the partnership to somebody outside.",
        " ".join(problems),
        *(lacking or outward or relations),
    )


def _outward(relation: AccountabilityRelation) -> bool:
    return relation.to_group is not None or bool(relation.to_outside.strip())


@criterion(
    "F2.10",
    "It is agreed how to leave and how to settle conflicts",
    why="""How a partner can leave, and what happens when partners fall out, is easily agreed while nobody
    wants to leave and nobody has fallen out.""",
    source="S1:L221; S1:L266 (inferred)",
    remedy="Add the clauses that are missing to the agreement.",
    reads="agreement",
    since="design",
    also="P2-X16",
)
def exit_and_conflict_clauses(case: Case) -> Verdict:
    """Whether the agreements in force cover, between them, both leaving and conflict."""
    covering = [one for one in _in_force(case) if one.clauses]
    if not covering:
        return unknown("No record says what an agreement in force covers.")
    there = {clause for one in covering for clause in one.clauses}
    lacking = [clause for clause in ("exit", "conflict") if clause not in there]
    return met_if(
        not lacking,
        "The agreements in force cover both leaving and conflict.",
        f"The agreements in force have no clause on {' or on '.join(lacking)}.",
        *covering,
    )


@criterion(
    "F2.11",
    "The partnership ends in good order",
    why="""An ending is a legitimate result. It is a good one when what was learned is on paper, nobody is
    left with an open promise, and somebody carries on, or it is known why nobody need.""",
    source="S1:L534; S1:L554 (inferred)",
    remedy="""Publish a final report, settle or release what is outstanding, and name a successor or say why
    there is none.""",
    reads="learning roles governance",
    since="further_development",
    also="P4-X6",
)
def ending_in_order(case: Case) -> Verdict:
    """Whether an ending has a final report, no outstanding commitment, and a successor or grounds on record."""
    closing = _closing(case)
    ended = case.partnership.position.standing == "ended"
    if closing is None and not ended:
        return not_applicable("No ending has been decided.")
    finals = [one for one in case.partnership.reports if one.kind == "final"]
    commitments = case.partnership.commitments
    open_ones = [one for one in commitments if one.outstanding]
    heir = _heir_or_grounds(case, closing)
    if not finals and not commitments and not heir:
        return unknown("No record says what became of reports, commitments and succession.")
    missing = ["a final report"] if not finals else []
    missing += [f"the settling of open commitments ({_names(open_ones)})"] if open_ones else []
    missing += ["a successor or the reason for having none"] if not heir else []
    return met_if(
        not missing,
        "There is a final report, nothing is outstanding, and it is known what comes after.",
        f"The ending lacks {', and '.join(missing)}.",
        *open_ones,
        *finals,
        *([closing] if closing else []),
        Figure("final reports", len(finals)),
    )


def _closing(case: Case) -> Decision | None:
    """Return the latest adopted decision on the direction, if it closes the partnership or hands it over."""
    directed = [one for one in case.adopted if one.direction is not None]
    latest = max(directed, key=lambda one: (one.on, one.id), default=None)
    return latest if latest and latest.direction in ("close", "hand_over") else None


def _heir_or_grounds(case: Case, closing: Decision | None) -> bool:
    if any(link.kind == "successor" for link in case.partnership.links):
        return True
    words = [closing.rationale] if closing else []
    words += [move.because for move in case.partnership.moves if move.kind == "end"]
    return any(text.strip() for text in words)


CRITERIA = (
    commitments_defined,
    roles_fit_skills,
    roles_settled_together,
    written_agreement,
    commitments_can_be_called_in,
    power_seen_in_contributions,
    no_early_formalities,
    roles_clear,
    accountability_mapped,
    exit_and_conflict_clauses,
    ending_in_order,
)

THRESHOLDS = (
    Threshold(
        name="competency_match",
        unit="share",
        light="0.5",
        standard="0.7",
        strict="0.9",
        meaning="Least share of the competencies that a role requires that its holders must have.",
    ),
)
