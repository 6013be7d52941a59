"""Factor A2, leadership and ownership: a core group, and burdens and decisions that are shared (S2:L22)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from msp_lifecycle.criteria.everyone import everyone
from msp_lifecycle.criterion import (
    Case,
    Factor,
    Figure,
    Threshold,
    Verdict,
    counted,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    unknown,
)
from msp_lifecycle.records import Partner, Record, Risk, Role


@criterion(
    "A2.1",
    "A core group of committed organisations drives the partnership",
    why="""In the beginning nothing moves by itself: a few organisations from different parts of society, and
    people in them with a name, have to take the matter into their own hands.""",
    source="S2:L22; S2:L5",
    remedy="Form a core group of organisations from several sectors, and record a person for each.",
    reads="partners governance",
    requirement="must",
    kind="quantity",
    limits="core_group_size core_group_sectors",
    also="P1-X6",
)
def core_group(case: Case) -> Verdict:
    """How many organisations and sectors the core group has, and whether each organisation names a person."""
    group = case.core_group
    if not group:
        return unknown("Nobody is on record as a member of the core group.")
    sector_of = {one.organisation: case.organisation_of(one).sector for one in group}
    sectors = set(sector_of.values()) - {None}
    unstated = [one for one in group if sector_of[one.organisation] is None]
    faceless = _without_person(case, group)
    least, spread = case.limit("core_group_size"), case.limit("core_group_sectors")
    evidence: tuple[Partner | Figure, ...] = (
        *dict.fromkeys((*faceless, *unstated, *group)),
        Figure("organisations in the core group", len(sector_of), "", least),
        Figure("sectors in the core group", len(sectors), "", spread),
    )
    facts = _core_group_words(len(sector_of), len(sectors), faceless, unstated)
    needed = f"{facts} {least} organisations from {spread} sectors are needed, each with a person."
    too_alike = len(sectors) + len({one.organisation for one in unstated}) < spread
    if len(sector_of) < least or too_alike or 0 < len(faceless) < len(group):
        return not_met(needed, *evidence)
    return (unknown if len(sectors) < spread or faceless else met)(facts, *evidence)


def _without_person(case: Case, group: Iterable[Partner]) -> list[Partner]:
    """The partners of whose organisation nobody is named."""
    persons = [one for one in case.partnership.persons if one.until is None]
    known = {one.id for one in persons}
    staffed = {one.organisation for one in persons}
    return [one for one in group if one.contact not in known and one.organisation not in staffed]


def _core_group_words(
    size: int, sectors: int, faceless: Collection[Partner], unstated: Collection[Partner]
) -> str:
    words = f"The core group has {counted(size, 'organisation')} from {counted(sectors, 'sector')}"
    if faceless:
        names = listed(sorted(one.id for one in faceless))
        words += f"; no person is named for {len(faceless)} of them: {names}"
    if unstated:
        words += f"; no sector is on record for {listed(sorted(one.id for one in unstated))}"
    return f"{words}."


@criterion(
    "A2.2",
    "Responsibility is taken by several partners",
    why="""Leading a partnership means that partners take responsibility for what is common to them; where
    one carries it all, the others are its guests.""",
    source="S2:L22",
    remedy="Hand some responsibilities of the partner that holds most of them to others.",
    reads="roles",
    since="design",
    kind="quantity",
    limits="largest_responsibility_share",
)
def responsibility_shared(case: Case) -> Verdict:
    """The largest share of the responsibilities in all roles that one partner holds.

    A role without a list of responsibilities counts as one; held by several partners, it counts for each.
    """
    held: Counter[str] = Counter()
    for role in case.partnership.roles:
        for partner in _holders(role):
            held[partner] += len(role.responsibilities) or 1
    if not held:
        return unknown("No record says which partner holds which responsibility.")
    bearing = [(role, _holders(role)) for role in case.partnership.roles]
    return _largest(case, "largest_responsibility_share", held, bearing, "of the responsibilities")


def _holders(role: Role) -> set[str]:
    return {one.partner for one in role.holders_now if one.partner is not None}


def _largest(
    case: Case,
    limit: str,
    parts: Mapping[str, Fraction] | Mapping[str, int],
    bearing: Iterable[tuple[Record, Collection[str]]],
    of_what: str,
) -> Verdict:
    """Met if the largest part is not too large a share of all parts; cites what its bearer bears."""
    top = max(parts, key=lambda partner: (parts[partner], partner))
    most, part = case.limit(limit), Fraction(parts[top]) / sum(parts.values())
    share = round(Decimal(part.numerator) / part.denominator, 3)
    return met_if(
        part <= Fraction(most),
        f"The largest part {of_what}, that of {top}, is {share:.1%}.",
        f"Partner {top} has {share:.1%} {of_what}; at most {most:.0%} should lie with one partner.",
        *(one for one, bearers in bearing if top in bearers),
        Figure(f"largest share {of_what}", share, "", most),
    )


@criterion(
    "A2.3",
    "Risks are shared",
    why="""Willingness to lead shows in what partners are ready to lose; a risk that falls on one of them
    alone has been shifted and not shared.""",
    source="S2:L22; S0:L2; S0:L11",
    remedy="Agree with the partners to spread the largest risks over more of them.",
    reads="risk",
    since="design",
    kind="quantity",
    limits="largest_risk_share",
)
def risks_shared(case: Case) -> Verdict:
    """The largest share of the open risks that one partner bears, each risk weighed by likelihood times impact.

    Low counts 1, medium or not stated 2, high 3; bearers without a stated share bear the rest in equal parts.
    """
    borne: dict[str, Fraction] = defaultdict(Fraction)
    risks = [one for one in case.partnership.risks if one.closed is None]
    for risk in risks:
        for partner, part in _parts(risk):
            borne[partner] += part * _weight(risk)
    if not any(borne.values()):
        return unknown("No record says who bears which risk.")
    bearing = [(risk, {one.partner for one in risk.bearers}) for risk in risks]
    return _largest(case, "largest_risk_share", borne, bearing, "of the risks")


def _parts(risk: Risk) -> Iterable[tuple[str, Fraction]]:
    """Who bears how much of a risk."""
    stated = sum(
        (Fraction(one.share) for one in risk.bearers if one.share is not None), Fraction(0)
    )
    others = sum(one.share is None for one in risk.bearers)
    rest = max(1 - stated, Fraction(0)) / (others or 1)
    return [
        (one.partner, rest if one.share is None else Fraction(one.share)) for one in risk.bearers
    ]


_WEIGHTS = {"low": 1, "medium": 2, "high": 3, None: 2}


def _weight(risk: Risk) -> int:
    return _WEIGHTS[risk.likelihood] * _WEIGHTS[risk.impact]


@criterion(
    "A2.4",
    "Those who lead invest resources of their own",
    why="Whoever asks others to contribute is believed once it has put something in itself.",
    source="S2:L22",
    remedy="Have every member of the core group bring a contribution, however small, and record it.",
    reads="partners governance resources",
    since="design",
)
def leaders_invest(case: Case) -> Verdict:
    """Whether every member of the core group has delivered a contribution of any kind."""
    contributions = case.partnership.contributions
    return everyone(
        case.core_group,
        {one.partner for one in contributions},
        "contribution",
        on_record=bool(contributions),
        who="core group member",
        done="delivered a contribution",
    )


@criterion(
    "A2.5",
    "Decisions come from negotiation, not from hierarchy",
    why="""No partner is the superior of another; decisions that one takes alone cost the others' ownership
    of them.""",
    source="S2:L22; S4:L29",
    remedy="Bring decisions before all who have a say in them, or agree on what may be decided alone.",
    reads="governance",
    since="design",
    kind="quantity",
    limits="unilateral_share",
)
def negotiated_decisions(case: Case) -> Verdict:
    """The share of adopted decisions that one partner took alone, without a rule that delegates them to it."""
    decisions = case.adopted
    if not decisions:
        return unknown("No adopted decision is on record.")
    delegated = {one.id for one in case.partnership.decision_rules if one.method == "delegated"}
    alone = [
        one for one in decisions if one.unilateral_by is not None and one.rule not in delegated
    ]
    most = case.limit("unilateral_share")
    share = round(Decimal(len(alone)) / len(decisions), 3)
    return met_if(
        len(alone) <= most * len(decisions),
        f"Decisions taken by one partner alone: {len(alone)} of {len(decisions)}.",
        f"Decisions taken by one partner alone: {len(alone)} of {len(decisions)} "
        f"({listed(one.id for one in alone)}); at most {most:.0%} is expected.",
        *alone,
        Figure("decisions taken alone", share, "", most),
    )


@criterion(
    "A2.6",
    "Leadership does not depend on one person",
    why="""People move on; a leading role that one person fills without a successor in sight takes the
    partnership down with it.""",
    source="S2:L22 (inferred)",
    remedy="Name a second person for each leading role, or settle who takes over.",
    reads="roles",
    since="implementation",
    limits="leading_role_persons",
)
def leadership_lasts(case: Case) -> Verdict:
    """Whether every leading role has several persons in it, or a note on succession."""
    roles = [one for one in case.partnership.roles if one.leading or one.kind == "lead"]
    if not roles:
        return unknown("No leading role is on record.")
    persons = {role.id: _persons(role) for role in roles}
    if not any(persons[role.id] or role.succession.strip() for role in roles):
        return unknown("No record says who fills the leading roles, or who takes over.", *roles)
    least = case.limit("leading_role_persons")
    weak = [role for role in roles if len(persons[role.id]) < least and not role.succession.strip()]
    if not weak:
        words = f"Every leading role ({len(roles)}) has {least} persons or a note on succession."
        return met(words, *roles)
    counts = listed(sorted(f"{role.id} ({len(persons[role.id])})" for role in weak))
    return not_met(
        f"These leading roles have fewer than {least} persons and no note on succession: {counts}.",
        *weak,
        Figure(
            "fewest persons in a leading role",
            min(len(persons[role.id]) for role in weak),
            "",
            least,
        ),
    )


def _persons(role: Role) -> set[str]:
    return {one.person for one in role.holders_now if one.person is not None}


@criterion(
    "A2.7",
    "An initiator has put the problem into words",
    why="""A partnership starts with somebody who says which problem is to be solved; that sentence is what
    others can come to.""",
    source="S2:L5; S4:L19; S4:L41",
    remedy="Record who takes the initiative, and a first draft of the problem to be solved.",
    reads="purpose partners",
    requirement="must",
    also="P1-E1",
)
def initiated(case: Case) -> Verdict:
    """Whether an active partner is marked as lead or core group, and there is a draft of the problem.

    Where there is a lead, the initiative is its own.
    """
    initiators = [one for one in case.partnership.partners if one.lead or one.core_group]
    if not initiators:
        return unknown("No record says who takes the initiative.")
    active = [one for one in initiators if one.active]
    if not active:
        names = listed(sorted(one.id for one in initiators))
        words = f"Those who took the initiative are not active partners: {names}."
        return not_met(words, *initiators)
    taking = [one for one in active if one.lead] or active
    names = listed(sorted(one.id for one in taking))
    statements = case.partnership.problem_statements
    if not statements:
        words = f"The initiative was taken by {names}, but no draft of the problem is on record."
        return unknown(words, *taking)
    words = f"The initiative was taken by {names}, and a draft of the problem is on record."
    return met(words, *taking, *statements)


@criterion(
    "A2.8",
    "The core group has opened a space for dialogue",
    why="""Relationships grow in informal exchange and open meetings, which take time; the core group is
    there to make room for them.""",
    source="S2:L5; S4:L45",
    remedy="Invite all who are interested to an open or informal meeting, and then to another.",
    reads="governance",
    kind="temporal",
    limits="dialogue_meetings",
    also="P1-X7",
)
def space_for_dialogue(case: Case) -> Verdict:
    """How many meetings were held, and whether one of them was open or informal."""
    meetings = case.partnership.meetings
    if not meetings:
        return unknown("No meeting is on record.")
    least = case.limit("dialogue_meetings")
    loose = sum(one.kind in ("open", "informal") for one in meetings)
    words = f"{counted(len(meetings), 'meeting was', 'meetings were')} held"
    words += f" ({loose or 'none'} open or informal)"
    return met_if(
        len(meetings) >= least and loose > 0,
        f"{words}.",
        f"{words}; at least {least} are needed, one of them open or informal.",
        *meetings,
        Figure("meetings held", len(meetings), "", least),
        Figure("open or informal meetings", loose),
    )


@criterion(
    "A2.9",
    "Responsibility can be handed over and new partners can join",
    why="""What lasts must outlive its founders: others, local partners above all, need a way in and a way
    to take over.""",
    source="S2:L18",
    remedy="Agree on how responsibility is handed over and how new partners join, and write both down.",
    reads="agreement",
    since="further_development",
    requirement="must",
    also="P4-X3",
)
def open_to_successors(case: Case) -> Verdict:
    """Whether the agreements in force have a clause on handing over and one on joining."""
    agreements = [one for one in case.partnership.agreements if one.ended is None and one.clauses]
    if not agreements:
        return unknown("No agreement in force is on record with what it covers.")
    covered = {clause for one in agreements for clause in one.clauses}
    missing = [
        words
        for clause, words in (
            ("handover", "handing over responsibility"),
            ("joining", "new partners joining"),
        )
        if clause not in covered
    ]
    return met_if(
        not missing,
        "The agreements cover handing over responsibility and new partners joining.",
        f"No agreement in force covers {' or '.join(missing)}.",
        *agreements,
    )


FACTOR = Factor("A2", "Leadership, ownership and the core group", "S2:L22")

CRITERIA = (
    core_group,
    responsibility_shared,
    risks_shared,
    leaders_invest,
    negotiated_decisions,
    leadership_lasts,
    initiated,
    space_for_dialogue,
    open_to_successors,
)

THRESHOLDS = (
    Threshold(
        name="core_group_size",
        unit="number",
        light="2",
        standard="3",
        strict="3",
        meaning="Fewest organisations in the core group.",
    ),
    Threshold(
        name="core_group_sectors",
        unit="number",
        light="2",
        standard="2",
        strict="3",
        meaning="Fewest sectors that the core group comes from.",
    ),
    Threshold(
        name="largest_responsibility_share",
        unit="share",
        light="0.8",
        standard="0.6",
        strict="0.5",
        meaning="Largest share of the responsibilities that one partner may hold.",
    ),
    Threshold(
        name="largest_risk_share",
        unit="share",
        light="0.8",
        standard="0.7",
        strict="0.5",
        meaning="Largest share of the risks that one partner may bear.",
    ),
    Threshold(
        name="unilateral_share",
        unit="share",
        light="0.4",
        standard="0.2",
        strict="0.1",
        meaning="Largest share of the decisions that one partner may take alone.",
    ),
    Threshold(
        name="leading_role_persons",
        unit="number",
        light="2",
        standard="2",
        strict="2",
        meaning="Fewest persons in a leading role whose succession is not settled.",
    ),
    Threshold(
        name="dialogue_meetings",
        unit="number",
        light="2",
        standard="2",
        strict="3",
        meaning="Fewest meetings before a space for dialogue can be said to exist.",
    ),
)
