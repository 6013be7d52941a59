"""Lessons of the United Nations with partnerships (S3:¶64 to ¶88), as far as no other criterion asks for them."""

from collections import defaultdict

from msp_lifecycle.criteria.practice.judged import judged
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
from msp_lifecycle.records import Role


@criterion(
    "LES-1",
    "There are means, space and time to try things out at the start",
    why="""Building a partnership costs before it brings anything. Where nobody pays for that time, it is built
    badly or by those who can afford it.""",
    source="S3:¶73; S3:¶87",
    remedy="Set money and time aside for the first phase.",
    reads="purpose resources",
    kind="judgement",
)
def start_provided_for(case: Case) -> Verdict:
    """Whether funding was agreed before the work began, or the latest assessment of means for the start says yes."""
    began = case.entered("implementation")
    early = [
        one
        for one in case.partnership.fundings
        if one.agreed is not None and (began is None or one.agreed < began)
    ]
    if early:
        return met(f"Money was there before the work began: {listed(o.id for o in early)}.", *early)
    return judged(case, "start_up_means", "means, space and time for the start")


@criterion(
    "LES-2",
    "Each company has a business case",
    why="""Companies are seldom in it for charity. A clear case, be it image, markets, suppliers or stability, is
    what keeps them when goodwill wears off.""",
    source="S3:¶74",
    remedy="Ask each company named what it gains, and have it say so at least to the lead.",
    reads="partners",
    since="design",
)
def business_cases(case: Case) -> Verdict:
    """Whether each active partner from business has stated an aim, a benefit or an incentive of its own."""
    firms = [one for one in case.partners if case.organisation_of(one).sector == "business"]
    if not case.partners:
        return unknown("No active partner is on record.")
    if not firms:
        return not_applicable("No active partner is known to come from business.")
    told = {
        one.partner
        for one in case.partnership.interests
        if one.kind in ("aim", "benefit", "incentive")
    }
    silent = [one for one in firms if one.id not in told]
    if len(silent) == len(firms):
        return unknown("No record says what any partner from business gains.")
    return met_if(
        not silent,
        f"Every partner from business ({len(firms)}) has said what it gains.",
        f"What they gain is not on record: {listed(one.id for one in silent)}.",
        *(silent or firms),
    )


@criterion(
    "LES-3",
    "Raising funds is kept apart from building a partnership",
    why="""Asking for a gift and looking for common ground take different skills. Whoever confuses them gets
    neither.""",
    source="S3:¶74; S3:¶75",
    remedy="Settle what is fund-raising and what is partnership, and who does which.",
    reads="purpose",
    since="design",
    kind="judgement",
)
def funds_kept_apart(case: Case) -> Verdict:
    """Whether the latest assessment keeps the two apart; it does not apply where no funds are to be raised."""
    purposes = case.partnership.typology.purposes
    if purposes and "mobilising_private_funds" not in purposes:
        return not_applicable("Raising private funds is not among its purposes.")
    return judged(case, "fund_raising", "fund-raising kept apart from the partnership")


@criterion(
    "LES-4",
    "Whoever both brokers and carries out has dealt with the tension",
    why="""A broker is trusted because it wants nothing. Once it carries out work itself, it does, and the others
    should see how that is handled.""",
    source="S3:¶77; S3:¶78",
    remedy="Record for each role named how the tension with the other is dealt with.",
    reads="roles",
    since="design",
)
def two_roles(case: Case) -> Verdict:
    """Whether each partner that holds a role as broker or framework provider and one as implementer records the tension.

    It does not apply where no partner holds both.
    """
    roles = [one for one in case.partnership.roles if one.kind is not None]
    if not roles:
        return unknown("No record says what kind of role anybody holds.")
    held: defaultdict[str, list[Role]] = defaultdict(list)
    for role in roles:
        for name in {one.partner for one in role.holders_now if one.partner is not None}:
            held[name].append(role)
    both = {name: mine for name, mine in held.items() if _tense(mine)}
    if not both:
        return not_applicable("No partner is both a broker and an implementer.")
    silent = sorted(n for n, mine in both.items() if not any(one.tension.strip() for one in mine))
    shown = {one.id: one for name in silent or both for one in both[name]}.values()
    return met_if(
        not silent,
        f"The tension of being broker and implementer is dealt with: {listed(sorted(both))}.",
        f"Broker and implementer at once, and nothing on record about it: {listed(silent)}.",
        *shown,
    )


def _tense(roles: list[Role]) -> bool:
    kinds = {one.kind for one in roles}
    return "implementer" in kinds and bool(kinds & {"facilitator", "framework_provider"})


@criterion(
    "LES-5",
    "Assessment leads to a decision to go on or to stop",
    why="""Partnerships that fail should end, so that others can grow. An evaluation that nobody decides anything
    upon changes nothing.""",
    source="S3:¶79; S3:¶84",
    remedy="Decide on the grounds of the evaluation whether to go on, to change or to stop.",
    reads="learning",
    since="implementation",
)
def assessment_decides(case: Case) -> Verdict:
    """Whether each completed evaluation has led to a decision."""
    done = [one for one in case.partnership.evaluations if one.completed is not None]
    if not done:
        return unknown("No completed evaluation is on record.")
    if not any(one.decisions or one.published for one in done):
        return unknown("No record says what was decided on any evaluation.", *done)
    idle = [one for one in done if not one.decisions]
    return met_if(
        not idle,
        f"Every completed evaluation ({len(done)}) has led to a decision.",
        f"No decision is on record that rests on {listed(one.id for one in idle)}.",
        *(idle or done),
    )


@criterion(
    "LES-6",
    "Somebody inside drives the change, and is backed",
    why="""Partnerships cut across hierarchies. They get through where somebody inside pushes, and where those above
    protect both that person and the integrity of the house.""",
    source="S3:¶80",
    remedy="Find out who drives the change within each organisation, and have management back them.",
    reads="purpose",
    since="implementation",
    kind="judgement",
)
def change_driven(case: Case) -> Verdict:
    """Whether the latest assessment of champions of change says that there are, and on what grounds."""
    return judged(case, "change_champions", "champions of change and their backing")


@criterion(
    "LES-8",
    "Guidelines on integrity and independence are applied",
    why="""Working with companies can cost a public body its good name. Guidelines that are applied keep room for
    innovation without that price.""",
    source="S3:¶68",
    remedy="Apply guidelines on integrity to this partnership, and record which and how.",
    reads="purpose",
    kind="judgement",
)
def integrity_kept(case: Case) -> Verdict:
    """Whether the latest assessment says that guidelines on integrity are applied, and which."""
    return judged(case, "integrity_guidelines", "guidelines on integrity")


@criterion(
    "LES-10",
    "Skills to broker partnerships are at hand",
    why="""Bringing unlike organisations together is a trade of its own. It can be learned or hired, and it is
    seldom there by chance.""",
    source="S3:¶86",
    remedy="Bring in a facilitator, or train somebody in brokering.",
    reads="resources roles",
)
def brokering_skills(case: Case) -> Verdict:
    """Whether a facilitator is on record or a partner holds a role of that kind."""
    brokers = [one for one in case.partnership.facilitators if one.until is None]
    roles = [one for one in case.partnership.roles if one.kind == "facilitator"]
    held = [one for one in roles if one.holders_now]
    if brokers or held:
        names = listed([*(one.id for one in brokers), *(one.id for one in held)])
        return met(f"At hand: {names}.", *brokers, *held)
    if not case.partnership.facilitators and not roles:
        return unknown("No facilitator and no such role is on record.")
    gone = [*case.partnership.facilitators, *roles]
    return not_met("Facilitators are on record, and none is there now.", *gone)


@criterion(
    "LES-11",
    "It supports formal processes and does not undermine them",
    why="""Voluntary partnerships can take the pressure off governments to do what they agreed. They should add to
    formal processes and to national policy.""",
    source="S3:¶82",
    remedy="Assess what the partnership means for formal processes and national policy.",
    reads="purpose",
    kind="judgement",
)
def processes_supported(case: Case) -> Verdict:
    """Whether the latest assessment says that formal processes are supported, and why."""
    return judged(case, "formal_processes", "support of formal processes")


@criterion(
    "LES-12",
    "Small companies were thought of",
    why="""In many developing countries small companies give most people their work. They seldom come by
    themselves.""",
    source="S3:¶5; S3:¶42; S3:¶43",
    remedy="Bring in small companies, or record why they have no part in it.",
    reads="partners purpose",
)
def small_companies(case: Case) -> Verdict:
    """Whether a small company is among the active partners, or an assessment says what was thought about it."""
    organisations = [case.organisation_of(one) for one in case.partners]
    small = [
        one
        for one in organisations
        if one.kind == "sme" or (one.sector == "business" and one.size == "small")
    ]
    if small:
        names = listed(one.id for one in small)
        return met(f"Small companies take part: {names}.", Figure("small companies", len(small)))
    return judged(case, "small_business", "the part of small companies")


CRITERIA = (
    start_provided_for,
    business_cases,
    funds_kept_apart,
    two_roles,
    assessment_decides,
    change_driven,
    integrity_kept,
    brokering_skills,
    processes_supported,
    small_companies,
)
