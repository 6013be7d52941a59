"""Factor B1, the right stakeholders: who is needed, who is affected, who is missing (S2:L5, L25)."""

import datetime as dt
from collections.abc import Collection, Sequence

from msp_lifecycle.criteria.commitments import stands
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Status,
    Threshold,
    Verdict,
    counted,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    share,
    unknown,
)
from msp_lifecycle.records import Organisation, Partner, StakeholderGroup

NO_PARTNER = "No active partner is on record."
NO_GROUP = "No stakeholder group is on record."
NO_KEY_GROUP = (
    "No key group is on record: none directly affected, deciding, "
    "or strong in both influence and affectedness."
)

TAKING_PART = ("partner", "observer")
HEARD = ("view", "consultation")
ENGAGED = ("view", "invitation", "expression_of_interest", "consultation")
"""Being sent information is not yet being integrated."""


@criterion(
    "B1.1",
    "What the goals require was listed before partners were chosen",
    why="""Partners are sought for what they can add. Without a list of the resources and the knowledge
    needed, whoever happens to be at hand is chosen, and the gaps show later.""",
    source="S2:L25",
    remedy="""List the resources, knowledge and competencies that the goals call for, and go through the
    choice of partners again with that list in hand.""",
    reads="partners",
    kind="temporal",
)
def requirements_first(case: Case) -> Verdict:
    """Whether the first requirement was listed no later than the first partner was invited or joined.

    Founders and the lead, who draw up the list, are left aside.
    """
    dates = [one.listed for one in case.partnership.requirements if one.listed is not None]
    if not dates:
        return unknown("No record says when the required resources and knowledge were listed.")
    first = min(dates)
    chosen = [one for one in case.partnership.partners if _was_chosen(one)]
    early = [one for one in chosen if (day := _chosen_on(one)) is not None and day < first]
    if early:
        names = listed(one.id for one in early)
        return not_met(
            f"Requirements were first listed on {first}, after these partners were chosen: {names}.",
            *early,
        )
    undated = [one.id for one in chosen if _chosen_on(one) is None]
    if undated:
        return unknown(f"No record says when these partners were chosen: {listed(undated)}.")
    return met(f"Requirements were listed on {first}; no partner was chosen before that day.")


def _was_chosen(partner: Partner) -> bool:
    founder = partner.lead or partner.selection == "founding"
    return not founder and partner.status != "candidate"


def _chosen_on(partner: Partner) -> dt.date | None:
    return partner.joined if partner.invited is None else partner.invited


@criterion(
    "B1.2",
    "The directly affected groups are identified",
    why="""A partnership exists for the sake of those whom the problem touches. Unless they are named
    first, nobody can tell whether they are heard.""",
    source="S2:L25; S2:L5; S1:L158",
    remedy="Go through the stakeholders and mark the groups that are directly affected.",
    reads="partners",
    requirement="must",
    also="P1-X4",
)
def affected_groups(case: Case) -> Verdict:
    """Whether at least one stakeholder group is on record as directly affected."""
    groups, primary = case.partnership.stakeholder_groups, case.primary_groups
    if not groups:
        return unknown(NO_GROUP)
    return met_if(
        bool(primary),
        f"Identified as directly affected: {listed(one.id for one in primary)}.",
        "None of the stakeholder groups on record is marked as directly affected.",
        *(primary or groups),
    )


@criterion(
    "B1.3",
    "The partners cover what the goals require",
    why="""What counts is that the partners together bring what the goals call for, not how many they
    are.""",
    source="S2:L25",
    remedy="Find a partner for each requirement that nobody meets, or plan how to close the gap.",
    reads="partners",
    since="design",
    kind="quantity",
    limits="requirement_coverage",
)
def requirements_covered(case: Case) -> Verdict:
    """The share of listed requirements that at least one active partner meets."""
    requirements = case.partnership.requirements
    if not requirements:
        return unknown("No required resource, knowledge or competency is on record.")
    if not any(one.met_by or one.gap_plan for one in requirements):
        return unknown("No record says which partner meets which requirement.", *requirements)
    gaps = [one for one in requirements if case.partner_ids.isdisjoint(one.met_by)]
    total, covered = len(requirements), len(requirements) - len(gaps)
    least = case.limit("requirement_coverage")
    part = share(range(covered), range(total))
    rest = f" No active partner meets {listed(one.id for one in gaps)}." if gaps else ""
    return met_if(
        covered >= least * total,
        f"Active partners meet {covered} of {total} requirements.{rest}",
        f"Active partners meet {covered} of {total} requirements; {least:.0%} are needed.{rest}",
        *gaps,
        Figure("share of requirements met", round(part, 3), "", least),
    )


@criterion(
    "B1.4",
    "Each partner contributes to the objectives",
    why="""Involving organisations is no end in itself. A partner with neither a task nor anything to
    bring costs coordination and moves nothing.""",
    source="S2:L25",
    remedy="""Agree with each partner named on a role or a contribution of its own, or on another form of
    taking part, such as observer.""",
    reads="partners roles resources",
    since="design",
)
def everybody_contributes(case: Case) -> Verdict:
    """Whether each active partner holds a role, has contributed, or stands by a commitment of its own."""
    if not case.partners:
        return unknown(NO_PARTNER)
    giving = _contributors(case)
    if not giving:
        return unknown("No role, contribution or commitment of its own is on record for anybody.")
    idle = [one for one in case.partners if one.id not in giving]
    total = len(case.partners)
    return met_if(
        not idle,
        f"Every active partner ({total}) has a role, a contribution or a commitment of its own.",
        f"No role, contribution or commitment of its own is on record for {len(idle)} of {total} "
        f"active partners: {listed(one.id for one in idle)}.",
        *idle,
    )


def _contributors(case: Case) -> set[str | None]:
    partnership = case.partnership
    return {
        *(holding.partner for role in partnership.roles for holding in role.holders_now),
        *(one.partner for one in partnership.contributions),
        *(one.partner for one in partnership.commitments if one.kind == "specific" and stands(one)),
    }


@criterion(
    "B1.5",
    "No key stakeholder is missing without a reason",
    why="""Outsiders judge a partnership by who is not at the table. One without those who decide on the
    subject or who live with it is hard to believe.""",
    source="S2:L25",
    remedy="Bring the groups named in, or put on record why they stay outside.",
    reads="partners",
)
def nobody_key_missing(case: Case) -> Verdict:
    """Whether each key group takes part, is consulted or has a partner speak for it, or else a reason is given.

    Key groups are those directly affected, those that decide on the subject, and those strong in both influence
    and affectedness.
    """
    groups = case.key_groups
    if not groups:
        return unknown(NO_KEY_GROUP)
    spoken_for = _spoken_for(case)
    if not any(one.handled_as or one.reason or one.id in spoken_for for one in groups):
        names = listed(one.id for one in groups)
        return unknown(
            f"No record says in what capacity these key groups take part: {names}.", *groups
        )
    missing = [
        one
        for one in groups
        if one.handled_as not in (*TAKING_PART, "consulted")
        and one.id not in spoken_for
        and not one.reason.strip()
    ]
    return met_if(
        not missing,
        f"Every key group ({len(groups)}) is involved, or there is a reason why not.",
        f"Outside without a reason: {len(missing)} of {counted(len(groups), 'key group')} "
        f"({listed(one.id for one in missing)}).",
        *missing,
    )


def _spoken_for(case: Case) -> set[str]:
    """Return the groups that an active partner speaks for."""
    return {group for partner in case.partners for group in partner.represents}


@criterion(
    "B1.6",
    "Core competencies of several sectors are combined",
    why="""The promise of such a partnership lies in joining what each sector does best. Partners from one
    sector alone could have worked together without it.""",
    source="S2:L25",
    remedy="Give partners of another sector a part to play that draws on what they do best.",
    reads="partners roles resources",
    since="design",
    kind="quantity",
    limits="competency_sectors",
)
def several_sectors(case: Case) -> Verdict:
    """The number of sectors among active partners whose competencies are put to use.

    In use is what meets a requirement for knowledge or competency, fits a role held, or went into a contribution.
    """
    users = _competency_users(case)
    using = [case.organisation_of(one) for one in case.partners if one.id in users]
    if not using:
        return unknown("No record says whose competencies are put to use.")
    sectors = sorted({one.sector for one in using if one.sector is not None})
    least = case.limit("competency_sectors")
    figure = Figure("sectors with competencies in use", len(sectors), "", least)
    if len(sectors) >= least:
        return met(f"Competencies of these sectors are in use: {listed(sectors)}.", figure)
    unsorted = [one.id for one in using if one.sector is None]
    if unsorted:
        return unknown(f"No record says which sector these belong to: {listed(unsorted)}.", figure)
    words = f"Competencies of {counted(len(sectors), 'sector')} are in use ({listed(sectors)})"
    return not_met(f"{words}; {least} sectors are needed.", figure)


def _competency_users(case: Case) -> set[str | None]:
    """Return the partners whose competencies are put to use."""
    partnership = case.partnership
    of = {one.id: case.organisation_of(one) for one in case.partners}
    return {
        *(
            name
            for one in partnership.requirements
            if one.kind in ("knowledge", "competency")
            for name in one.met_by
        ),
        *(one.partner for one in partnership.contributions if one.competency),
        *(
            holding.partner
            for role in partnership.roles
            for holding in role.holders_now
            if holding.partner in of and _fits(of[holding.partner], role.required_competencies)
        ),
    }


def _fits(organisation: Organisation, required: Sequence[str]) -> bool:
    has = {one.casefold() for one in organisation.competencies}
    return any(one.casefold() in has for one in required)


@criterion(
    "B1.7",
    "The view of each key stakeholder group is on record",
    why="""Initiators know their own reading of the problem best. The views of those who decide and of
    those affected show whether others share it.""",
    source="S2:L5; S1:L158",
    remedy="Ask each group named for its view, and record what it says.",
    reads="partners",
    requirement="must",
    also="P1-X4",
)
def views_known(case: Case) -> Verdict:
    """Whether each key group has a view or a consultation on record."""
    heard = {one.group for one in case.partnership.engagements if one.kind in HEARD}
    return _for_each(case.key_groups, heard, "a view")


@criterion(
    "B1.8",
    "Decision-makers and target groups are systematically integrated",
    why="""A solution needs those who can decide on it and those it is meant for. Both have to be drawn in
    while the problem is still being understood, and by plan rather than by chance.""",
    source="S2:L5",
    remedy="""Name the decision-makers and the target groups, and approach each one: invite it, consult it
    or hear its view.""",
    reads="partners",
    requirement="must",
    also="P1-X5",
)
def key_groups_integrated(case: Case) -> Verdict:
    """Whether each key group has been engaged or has an active partner speak for it.

    Decision-makers and directly affected groups must both be on record; being sent information does not count.
    """
    engaged = {one.group for one in case.partnership.engagements if one.kind in ENGAGED}
    present = engaged | _spoken_for(case)
    verdict = _for_each(case.key_groups, present, "an engagement or a spokesperson")
    if verdict.status is not Status.MET:
        return verdict
    if not any(one.decision_maker for one in case.key_groups):
        words = "No group on record is marked as deciding on the subject"
        return unknown(f"{words}, so it is open whether decision-makers are integrated.")
    if not case.primary_groups:
        words = "No group on record is marked as directly affected"
        return unknown(f"{words}, so it is open whether target groups are integrated.")
    return verdict


@criterion(
    "B1.9",
    "Each group that is to take part has expressed interest",
    why="""Getting people on board is the main task at the start. A group that has shown no interest may
    stand on the list and still never come.""",
    source="S2:L5",
    remedy="Win over somebody from each group named, and record the interest expressed.",
    reads="partners",
    kind="quantity",
    also="P1-X9",
)
def support_generated(case: Case) -> Verdict:
    """Whether each group that is to take part has expressed interest or has an active partner speak for it.

    To take part are groups handled as partner or observer, and key groups that are not excluded.
    """
    key = {one.id for one in case.key_groups}
    wanted = [
        one
        for one in case.partnership.stakeholder_groups
        if one.handled_as in TAKING_PART or (one.id in key and one.handled_as != "excluded")
    ]
    if not wanted:
        return unknown("No stakeholder group that is to take part is on record.")
    interested = {
        one.group for one in case.partnership.engagements if one.kind == "expression_of_interest"
    }
    present = interested | _spoken_for(case)
    what = "an expression of interest or a spokesperson"
    return _for_each(wanted, present, what, "wanted group")


def _for_each(
    groups: Sequence[StakeholderGroup], have: Collection[str], what: str, who: str = "key group"
) -> Verdict:
    """Judge whether each of some groups has what is asked for."""
    if not groups:
        return unknown(NO_KEY_GROUP)
    lacking = [one for one in groups if one.id not in have]
    names, total = listed(one.id for one in lacking), len(groups)
    if len(lacking) == total:
        return unknown(f"No {who} has {what} on record: {names}.", *groups)
    return met_if(
        not lacking,
        f"Every {who} ({total}) has {what} on record.",
        f"Without {what} on record: {len(lacking)} of {counted(total, who)} ({names}).",
        *(lacking or groups),
    )


@criterion(
    "B1.10",
    "Missing voices were looked for and gaps acted upon",
    why="""Whoever gathers a group through its own contacts easily leaves out a voice that matters, and
    those inside are the last to notice.""",
    source="S4:L45; S4:L49",
    remedy="""Ask of each round of participants who is missing, take steps to bring those in, and record
    the day on which it was done.""",
    reads="partners",
    also="P1-X10",
)
def missing_voices(case: Case) -> Verdict:
    """Whether somebody checked who was missing, and each check that found a gap was acted upon."""
    checks = case.partnership.voice_checks
    if not checks:
        return unknown("No check for missing voices is on record.")
    left = [one for one in checks if one.missing and one.acted is None]
    names = listed(sorted({group for one in left for group in one.missing}))
    return met_if(
        not left,
        f"Every gap found by {counted(len(checks), 'check')} for missing voices was acted upon.",
        f"Found missing, and nothing was done about it: {names}.",
        *(left or checks),
    )


CRITERIA = (
    requirements_first,
    affected_groups,
    requirements_covered,
    everybody_contributes,
    nobody_key_missing,
    several_sectors,
    views_known,
    key_groups_integrated,
    support_generated,
    missing_voices,
)

THRESHOLDS = (
    Threshold(
        name="requirement_coverage",
        unit="share",
        light="0.6",
        standard="0.8",
        strict="0.9",
        meaning="Least share of the listed requirements that active partners meet.",
    ),
    Threshold(
        name="competency_sectors",
        unit="number",
        light="2",
        standard="2",
        strict="3",
        meaning="Least number of sectors with competencies in use; S2:L25 speaks of various sectors.",
    ),
)
