"""Two ways to work (S3:¶15, ¶48, ¶76, ¶88): a project with local owners, a strategy with a hub and a plan to scale."""

from msp_lifecycle.criteria.practice.judged import judged
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    unknown,
)

LOCAL_KINDS = ("community", "local_authority", "sme")


@criterion(
    "PRJ-1",
    "Somebody on the spot owns the work",
    why="""Projects live from local ownership and from knowing the small print of a place. Without an owner there,
    they end when the visitors leave.""",
    source="S3:¶76; S3:Box",
    remedy="Give an organisation on the spot a leading role, or make it answer for a goal or an activity.",
    reads="partners purpose results roles",
    since="design",
    also="CH-11",
)
def local_owner(case: Case) -> Verdict:
    """Whether an active partner on the spot answers for a goal, owns an activity or holds a leading role.

    On the spot is a community, a local authority, a small company, or whoever owns a local goal.
    """
    if not case.partners:
        return unknown("No active partner is on record.")
    kinds = {one.id: case.organisation_of(one).kind for one in case.partners}
    local = {name for name, kind in kinds.items() if kind in LOCAL_KINDS}
    goals = [one for one in case.partnership.goals if one.dropped is None and one.owner]
    owners = {one.owner for one in goals}
    owners.update(one.owner for one in case.partnership.activities if one.owner)
    leaders = {
        holding.partner
        for role in case.partnership.roles
        if role.leading
        for holding in role.holders_now
        if holding.partner
    }
    here = {one.owner for one in goals if one.level == "local"} & case.partner_ids
    found = here | (local & (owners | leaders))
    if not owners and not leaders:
        return unknown("No record says who owns a goal or an activity, or leads.")
    shown = [one for one in case.partners if one.id in (found or owners | leaders)]
    return met_if(
        bool(found),
        f"On the spot the work is owned by {listed(sorted(name for name in found if name))}.",
        "No partner on the spot owns a goal or an activity, or leads.",
        *(shown or case.partners),
    )


@criterion(
    "PRJ-2",
    "It is known when the project ends",
    why="""A project is bound in time. A day on which it ends makes partners settle beforehand who carries on
    what.""",
    source="S3:¶48",
    remedy="Agree on the day by which the work is to be done.",
    reads="purpose results",
    since="design",
)
def end_known(case: Case) -> Verdict:
    """Whether every operational goal in force has a date, or every activity a last day."""
    goals = [
        one for one in case.partnership.goals if one.dropped is None and one.kind != "strategic"
    ]
    doing = case.partnership.activities
    if not any(one.target_date for one in goals) and not any(one.ends_now for one in doing):
        return unknown("No goal has a date on record, and no activity a last day.")
    open_goals = [one for one in goals if one.target_date is None]
    open_acts = [one for one in doing if one.ends_now is None and one.finished is None]
    if goals and not open_goals:
        last = max(one.target_date for one in goals if one.target_date is not None)
        return met(f"Every operational goal has a date, the last on {last}.", *goals)
    if doing and not open_acts:
        return met("Every activity has a last day.", *doing)
    names = listed([*(one.id for one in open_goals), *(one.id for one in open_acts)])
    return not_met(f"When these end is not told: {names}.", *open_goals, *open_acts)


@criterion(
    "STG-1",
    "Several purposes are pursued at once",
    why="""Policy, money and delivery need each other. A strategic partnership works on more than one of them, so
    that its effect grows and lasts.""",
    source="S3:¶15; S3:¶88",
    remedy="Take up a second purpose that makes the first more effective, or work as a project.",
    reads="",
    since="design",
)
def several_purposes(case: Case) -> Verdict:
    """The number of declared purposes, of the six there are."""
    kinds = sorted(set(case.partnership.typology.purposes))
    if not kinds:
        return unknown("No record says which of the six purposes it has.")
    words = listed(kinds).replace("_", " ")
    return met_if(
        len(kinds) > 1,
        f"It combines {len(kinds)} purposes: {words}.",
        f"It has one purpose only: {words}.",
        Figure("purposes", len(kinds)),
    )


@criterion(
    "STG-2",
    "A central body holds it together, in governance and in resources",
    why="""What works in many places at once falls apart without a hub. Such a body steers, and gathers the means
    that keep the whole going.""",
    source="S3:¶76",
    remedy="Set up a body or a secretariat that both steers and looks after resources.",
    reads="governance resources",
    since="design",
)
def hub(case: Case) -> Verdict:
    """Whether a governing body or a body for management is there, and a secretariat with a budget or functions."""
    steering = [
        one
        for one in case.bodies
        if one.kind == "governing_board" or {"management", "decision"} & set(one.functions)
    ]
    office = case.secretariat
    if not case.bodies and office is None:
        return unknown("Neither a body nor a secretariat is on record.")
    resourced = office is not None and (office.budget is not None or bool(office.functions))
    problems = [] if steering else ["No body on record governs or manages."]
    problems += [] if resourced else ["No secretariat with means or functions is on record."]
    return met_if(
        not problems,
        "A body steers, and a secretariat looks after the means.",
        " ".join(problems),
        *(steering or case.bodies),
        *([office] if office else []),
    )


@criterion(
    "STG-3",
    "There is a plan to scale up or to replicate",
    why="""What has proved itself in one place can do more elsewhere. That does not happen by itself; it takes a
    decision, or a plan with its steps.""",
    source="S3:¶15; S3:¶88",
    remedy="Decide to scale up or to replicate with what follows from it, or list the steps of a plan.",
    reads="purpose governance",
    since="implementation",
)
def scaling_planned(case: Case) -> Verdict:
    """Whether scaling was decided with follow-up, or the latest assessment of its potential says yes and lists steps."""
    decided = [
        one
        for one in case.adopted
        if one.direction in ("scale", "internationalise", "replicate") and one.follow_up
    ]
    if decided:
        return met(
            f"Scaling was decided, with what follows: {listed(d.id for d in decided)}.", *decided
        )
    return judged(
        case, "scaling_potential", "the potential for scaling", listing="steps towards it"
    )


PROJECT = (local_owner, end_known)
STRATEGIC = (several_purposes, hub, scaling_planned)
