"""Three principles: a shared goal, incentives laid open, organisation with little hierarchy (S4:L15 to L33).

A2.5, C2.2 and F3.2 ask for more of the third principle, F1.6 and F2.5 for the accountability that its source wants
tied to the next steps (S4:L37).
"""

import datetime as dt

from msp_lifecycle.criteria.everyone import everyone
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
from msp_lifecycle.records import Interest


@criterion(
    "PR-1",
    "The problem was put into words before anybody was invited",
    why="""Whoever says first which problem is to be solved can see who has a part in solving it. Whoever
    invites first gets the problem that the guests bring along.""",
    source="S4:L19; S4:L41",
    remedy="Put the problem into words before the next invitation goes out, and record the day.",
    reads="purpose partners",
    kind="temporal",
)
def problem_before_invitations(case: Case) -> Verdict:
    """Whether the first statement of the problem is no later than the first invitation to a partner or group."""
    drafted = [one.drafted for one in case.partnership.problem_statements if one.drafted]
    invited = [one.invited for one in case.partnership.partners if one.invited]
    invited += [
        one.on for one in case.partnership.engagements if one.kind == "invitation" and one.on
    ]
    if not drafted:
        return unknown("No dated statement of the problem is on record.")
    if not invited:
        return unknown("No dated invitation is on record.")
    first, call = min(drafted), min(invited)
    earliest = [one for one in case.partnership.problem_statements if one.drafted == first]
    return met_if(
        first <= call,
        f"The problem was put into words on {first}, and the first invitation went out on {call}.",
        f"The first invitation went out on {call}, before the problem was put into words on {first}.",
        *earliest,
    )


@criterion(
    "PR-2",
    "The first group has narrowed the problem down to a goal",
    why="""A convener starts with a broad problem. It becomes something that can be done only when those
    who came first have made it narrower.""",
    source="S4:L19",
    remedy="Agree with the first participants on a goal that is narrower than the problem they were called for.",
    reads="purpose",
    kind="temporal",
)
def goal_narrowed(case: Case) -> Verdict:
    """Whether a goal or a common purpose, or a new version of the problem, came after the first statement of it."""
    statements = case.partnership.problem_statements
    drafted = [one.drafted for one in statements if one.drafted]
    if not drafted:
        return unknown("No dated statement of the problem is on record.")
    first = min(drafted)
    goals = [one for one in case.partnership.goals if one.dropped is None]
    later = [one for one in goals if one.set is not None and one.set >= first]
    versions = [one for one in statements if one.drafted is not None and one.drafted > first]
    if not goals:
        return not_met(
            "The problem is on record, and no goal that it was narrowed to.", *statements
        )
    if not later and not versions:
        return unknown(
            f"No date shows whether the goals were set after the problem of {first}.", *goals
        )
    return met(
        f"After the problem of {first}, {listed([*(one.id for one in later), *(one.id for one in versions)])} came of it.",
        *later,
        *versions,
    )


@criterion(
    "PR-3",
    "What the partners achieve together is measured",
    why="""In a complex field nobody can show which partner brought about what. The partners agree on where
    they want to end up, and watch how near all of them have come.""",
    source="S4:L17",
    remedy="Define an indicator of a goal that the partners hold in common, and keep measuring it.",
    reads="purpose results",
    since="implementation",
)
def measured_together(case: Case) -> Verdict:
    """Whether an indicator of results belongs to the whole, rather than to a goal that one partner alone owns."""
    indicators = [one for one in case.partnership.indicators if one.kind == "result"]
    if not indicators:
        return unknown("No indicator of results is on record.")
    single = _goals_of_one(case)
    common = [one for one in indicators if one.goal not in single]
    return met_if(
        bool(common),
        f"These indicators measure what is achieved together: {listed(one.id for one in common)}.",
        "Each indicator of results belongs to a goal that one partner owns and no other endorses.",
        *(common or indicators),
        Figure("indicators of the whole", len(common)),
    )


def _goals_of_one(case: Case) -> set[str]:
    """Return the goals that one partner owns and no other endorses."""
    supporters: dict[str, set[str]] = {}
    for one in case.partnership.endorsements:
        if one.withdrawn is None:
            supporters.setdefault(one.of, set()).add(one.partner)
    return {
        goal.id
        for goal in case.partnership.goals
        if goal.owner is not None and not supporters.get(f"goals/{goal.id}", set()) - {goal.owner}
    }


@criterion(
    "PR-4",
    "It was asked who gains and who loses by the goal",
    why="""To agree on a goal is a political act that makes winners and losers. Those who lose are the first
    to leave, and the last to say why.""",
    source="S4:L19",
    remedy="Ask who gains and who loses by the goal, and record the answer as an assessment.",
    reads="purpose",
    since="design",
    kind="judgement",
)
def winners_and_losers(case: Case) -> Verdict:
    """Whether the latest assessment of winners and losers names them, in its text or point by point."""
    found = [one for one in case.partnership.assessments if one.about == "winners_and_losers"]
    latest = max(found, key=lambda one: (one.on or dt.date.min, one.id), default=None)
    if latest is None:
        return unknown("No assessment of who gains and who loses is on record.")
    return met_if(
        bool(latest.text.strip() or latest.points),
        f"Assessment {latest.id} says who gains and who loses.",
        f"Assessment {latest.id} does not say who gains and who loses.",
        latest,
    )


@criterion(
    "PR-5",
    "What drives and what binds each partner is known",
    why="""Partners agree on the end and part over the means: money, measures, what headquarters expect.
    Such pressures do their harm while nobody speaks of them; known early, they can be planned for.""",
    source="S4:L21; S4:L23; S4:L25",
    remedy="""Ask every partner for its incentives and constraints, in a quiet talk if need be, and record
    them with who may know.""",
    reads="partners",
    since="design",
)
def incentives_known(case: Case) -> Verdict:
    """Whether every active partner has told an incentive, a constraint or a red line to the lead or another partner."""
    told = [
        one
        for one in case.partnership.interests
        if one.kind in ("incentive", "constraint", "red_line") and one.partner in case.partner_ids
    ]
    return everyone(
        case.partners,
        {one.partner for one in told if _shared(one)},
        "incentive or constraint that another may know",
        on_record=bool(told),
        done="told what drives or binds it",
    )


def _shared(interest: Interest) -> bool:
    """Whether at least one other than its owner may know it."""
    scope = interest.disclosed_to
    if isinstance(scope, str):
        return scope != "none"
    return any(name != interest.partner for name in scope)


@criterion(
    "PR-6",
    "It is agreed which information is shared",
    why="""Some partners cannot let others see what went wrong. Where that is known in advance, the others can
    allow for it, and rules of sharing can be made that all can keep. This is about what partners tell each other; what
    they tell the public is asked in ACC-5, and whether promises are public in PR-9.""",
    source="S4:L25; S4:L31",
    remedy="Agree what is shared with whom, and make it a clause of the agreement.",
    reads="agreement",
    since="design",
)
def sharing_agreed(case: Case) -> Verdict:
    """Whether an agreement in force has a clause on transparency or on data."""
    in_force = [one for one in case.partnership.agreements if one.ended is None]
    if not in_force:
        return unknown("No agreement in force is on record.")
    sharing = [one for one in in_force if {"transparency", "data"} & {*one.clauses}]
    return met_if(
        bool(sharing),
        f"Agreed in {listed(one.id for one in sharing)}.",
        f"No clause on transparency or data stands in {listed(one.id for one in in_force)}.",
        *(sharing or in_force),
    )


@criterion(
    "PR-7",
    "Red lines are known to somebody who can heed them",
    why="""A partner that will not cross a line had better draw it before others plan beyond it. A line that
    nobody else knows of helps nobody to plan.""",
    source="S4:L25 (inferred)",
    remedy="Ask each partner with a red line to tell it to the lead at least.",
    reads="partners",
    since="design",
    requirement="info",
)
def red_lines_known(case: Case) -> Verdict:
    """Whether every red line on record may be known by the lead or another partner."""
    lines = [one for one in case.partnership.interests if one.kind == "red_line"]
    if not lines:
        return unknown("No red line is on record.")
    kept = sum(not _shared(one) for one in lines)
    return met_if(
        not kept,
        "Every red line on record is known to the lead or another partner.",
        "Not every red line on record is known to the lead or another partner.",
        Figure("red lines that others know", len(lines) - kept),
        Figure("red lines", len(lines)),
    )


@criterion(
    "PR-8",
    "The partners lay their plans open to one another",
    why="""Without a hierarchy nobody orders partners to fit together. They can do so by themselves once each
    can see what the others are going to do.""",
    source="S4:L29; S4:L31",
    remedy="Share plans where all partners can read them, and record that as an information item.",
    reads="communication",
    since="design",
)
def plans_shared(case: Case) -> Verdict:
    """Whether a plan has been made available to all partners or to the public."""
    plans = [one for one in case.partnership.information_items if one.kind == "plan"]
    if not plans:
        return unknown("No record says that a plan was shared.")
    open_ = [one for one in plans if one.access != "named"]
    return met_if(
        bool(open_),
        f"All partners can read {listed(one.id for one in open_)}.",
        f"Only some partners can read the plans on record: {listed(one.id for one in plans)}.",
        *(open_ or plans),
    )


@criterion(
    "PR-9",
    "Commitments are publicly known",
    why="""Where nobody can enforce a promise, the one thing that holds a partner to it is that others know
    of it. PR-6 and ACC-5 ask for rules on what is shared and shown; this asks what was done with the promises.""",
    source="S4:L29",
    remedy="Publish the commitments listed, or ask their makers what keeps them from it.",
    reads="roles",
    since="implementation",
)
def commitments_public(case: Case) -> Verdict:
    """Whether every commitment still to be kept has been published or was made as a public pledge."""
    due = [one for one in case.partnership.commitments if one.outstanding]
    if not due:
        return unknown("No commitment that is still to be kept is on record.")
    hidden = [one for one in due if one.published is None and one.binding != "public_pledge"]
    if len(hidden) == len(due):
        return unknown("No record says that any commitment was made public.", *due)
    return met_if(
        not hidden,
        f"Every commitment still to be kept ({len(due)}) is public.",
        f"Not public: {listed(one.id for one in hidden)}.",
        *(hidden or due),
        Figure("commitments that are public", len(due) - len(hidden)),
    )


@criterion(
    "PR-10",
    "The lead convenes and has no authority over the others",
    why="""Few organisations give up their autonomy, and those that are asked to stay away. A lead that can
    only bring people together is one that all can accept.""",
    source="S4:L27; S4:L41",
    remedy="Name one lead whose role is to convene, and take back what it may decide for the others.",
    reads="partners roles governance",
)
def lead_convenes(case: Case) -> Verdict:
    """Whether a lead is named whose role carries no right but to convene, and who holds neither a veto nor the only vote."""
    leads = [one for one in case.partners if one.lead]
    if not leads:
        return unknown("No active partner is on record as the lead.")
    ids = {one.id for one in leads}
    roles = [
        one
        for one in case.partnership.roles
        if one.kind == "lead" and any(not _convening(right) for right in one.decision_rights)
    ]
    rules = [
        one
        for one in case.partnership.decision_rules
        if one.in_force_on(case.on)
        and (
            any(voter.veto and voter.partner in ids for voter in one.electorate)
            or (len(one.electorate) == 1 and one.electorate[0].partner in ids)
        )
    ]
    names = listed([*(one.id for one in roles), *(one.id for one in rules)])
    return met_if(
        not roles and not rules,
        f"The lead {listed(sorted(ids))} has no right on record to decide for the others.",
        f"The lead {listed(sorted(ids))} may decide for the others by {names}.",
        *leads,
        *roles,
        *rules,
    )


def _convening(right: str) -> bool:
    return right.strip().casefold().startswith("conven")


@criterion(
    "PR-11",
    "Working groups take on single tasks",
    why="""What needs close work is done by the few who want to do it, while the others go on as before.""",
    source="S4:L31",
    remedy="Form a working group for a task that needs one, and record what it is there for.",
    reads="governance",
    since="implementation",
    requirement="info",
)
def working_groups(case: Case) -> Verdict:
    """Whether a working group is at work that has a mandate."""
    groups = [one for one in case.bodies if one.kind == "working_group"]
    if not groups:
        return unknown("No working group is on record.")
    mandated = [one for one in groups if one.mandate.strip()]
    return met_if(
        bool(mandated),
        f"At work on a task of its own: {listed(one.id for one in mandated)}.",
        f"No working group on record says what it is for: {listed(one.id for one in groups)}.",
        *(mandated or groups),
    )


CRITERIA = (
    problem_before_invitations,
    goal_narrowed,
    measured_together,
    winners_and_losers,
    incentives_known,
    sharing_agreed,
    red_lines_known,
    plans_shared,
    commitments_public,
    lead_convenes,
    working_groups,
)
