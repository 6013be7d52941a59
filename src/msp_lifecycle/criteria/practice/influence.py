"""Strategic influence (S1:L350 to L361): agreed priorities, official agendas, anchoring, strategic goals."""

from typing import get_args

from msp_lifecycle.criteria.practice.judged import judged, latest
from msp_lifecycle.criterion import (
    Case,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    unknown,
)
from msp_lifecycle.records import Goal
from msp_lifecycle.records.identity import Anchoring

_DEPTH = {name: depth for depth, name in enumerate(get_args(Anchoring))}


@criterion(
    "STR-1",
    "It is tied to globally agreed priorities",
    why="""A partnership that serves an agreed goal can be heard where that goal is discussed. One that serves its
    own only has to explain itself anew each time.""",
    source="S1:L353; S3:¶19",
    remedy="Name the agreed goal or target that the partnership serves.",
    reads="purpose",
    also="CSD-2 CH-10",
)
def tied_to_priorities(case: Case) -> Verdict:
    """Whether a goal in force names an agreed goal, or an alignment names targets of a framework."""
    goals = [one for one in case.partnership.goals if one.dropped is None]
    aligned = [one for one in case.partnership.goal_alignments if one.targets]
    named = [one for one in goals if one.global_goals]
    if named or aligned:
        words = listed(sorted({name for one in named for name in one.global_goals}), most=3)
        frames = listed(sorted({one.framework for one in aligned}), most=3)
        said = "; ".join(part for part in (words, frames) if part)
        return met(f"Tied to agreed priorities by {_short(said)}.", *named, *aligned)
    if not goals and not case.partnership.goal_alignments:
        return unknown("Neither a goal nor an alignment with agreed goals is on record.")
    return not_met(
        "No goal on record names an agreed goal or target.",
        *case.partnership.goal_alignments,
        *goals,
    )


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:117]}..."


@criterion(
    "STR-2",
    "It is worked out how to deal with official agendas",
    why="""Partnerships that ignore what governments have agreed end beside it. Knowing whom to speak to, in the
    world and in the country, is part of the work.""",
    source="S1:L355",
    remedy="Work out how the partnership relates to official agendas, who sees to it, and with which steps.",
    reads="purpose",
    kind="judgement",
    also="STR-10 CH-10",
)
def agendas_dealt_with(case: Case) -> Verdict:
    """Whether the latest assessment of dealings with official agendas says yes, lists steps and names who sees to it."""
    verdict = judged(case, "official_agendas", "dealings with official agendas", listing="any step")
    one = latest(case, "official_agendas")
    if one is None or not verdict.status.stands or one.by:
        return verdict
    return not_met(f"Assessment {one.id} does not name who sees to official agendas.", one)


@criterion(
    "STR-3",
    "It draws no money from what countries lead themselves",
    why="""A global partnership can pull funds and attention away from a country's own plans. Asking the
    government beforehand is the least.""",
    source="S1:L355",
    remedy="Look into whether country-led money is diverted, and consult the governments concerned.",
    reads="purpose partners",
    kind="judgement",
)
def country_funds_kept(case: Case) -> Verdict:
    """Whether the latest assessment finds country-led funds kept, and a group that decides was consulted."""
    verdict = judged(case, "country_led_funds", "keeping country-led funds where they are")
    deciding = {one.id for one in case.partnership.stakeholder_groups if one.decision_maker}
    asked = any(
        one.group in deciding and one.kind in ("view", "consultation")
        for one in case.partnership.engagements
    )
    if not verdict.status.stands or asked:
        return verdict
    one = latest(case, "country_led_funds")
    words = "Country-led funds are said to be kept, but nobody who decides was consulted."
    return not_met(words, *([one] if one else []))


@criterion(
    "STR-4",
    "Each partner is anchored as deeply as its part requires",
    why="""A partnership of persons ends when they change their job. How far an organisation has to stand behind
    its part should be agreed, and then be so.""",
    source="S1:L357",
    remedy="Have the partners named raise their commitment to the level that their part requires.",
    reads="partners",
    since="design",
)
def anchored(case: Case) -> Verdict:
    """Whether each active partner is committed at the level required of it: person, unit, management or the whole."""
    told = [one for one in case.partners if one.anchoring_required and one.anchoring_actual]
    if not told:
        return unknown("No record says how deeply a partner is to be anchored, and how it is.")
    silent = [
        one for one in case.partners if not one.anchoring_required or not one.anchoring_actual
    ]
    shallow = [
        one
        for one in told
        if one.anchoring_required
        and one.anchoring_actual
        and _DEPTH[one.anchoring_actual] < _DEPTH[one.anchoring_required]
    ]
    problems = [f"Less anchored than required: {listed(p.id for p in shallow)}."] if shallow else []
    problems += [f"Not told for: {listed(one.id for one in silent)}."] if silent else []
    return met_if(
        not problems,
        f"Every active partner ({len(told)}) is anchored as deeply as required.",
        " ".join(problems),
        *shallow,
        *silent,
        *(() if problems else told),
    )


@criterion(
    "STR-5",
    "Its standing in the organisations that carry it is known",
    why="""Does management listen, and does what comes out enter policy? Without either, the best results stay with
    those who produced them.""",
    source="S1:L357",
    remedy="Find out whether management listens and whether outcomes enter policy, and record the evidence.",
    reads="purpose",
    since="implementation",
    kind="judgement",
)
def standing_known(case: Case) -> Verdict:
    """Whether the latest assessments say that management listens, and that outcomes enter policy or decisions."""
    heard = judged(case, "standing_in_host", "the ear of senior management")
    used = judged(case, "policy_uptake", "outcomes that enter policy")
    for verdict in (heard, used):
        if verdict.status.value == "not_met":
            return verdict
    if not heard.status.stands:
        return heard
    if not used.status.stands:
        return used
    found = [latest(case, "standing_in_host"), latest(case, "policy_uptake")]
    records = [one for one in found if one is not None]
    return met("Management listens, and outcomes enter policy; the grounds are given.", *records)


@criterion(
    "STR-6",
    "It is known who speaks for an organisation and who for oneself",
    why="""What somebody says in a personal capacity binds nobody. Partners must know which word they can rely
    on.""",
    source="S1:L357",
    remedy="Record for each person named whether it speaks officially or in a personal capacity.",
    reads="",
)
def capacity_known(case: Case) -> Verdict:
    """Whether each person on record has a capacity, personal or official."""
    people = [one for one in case.partnership.persons if one.until is None]
    if not any(one.capacity for one in people):
        return unknown("No record says in what capacity anybody takes part.")
    silent = [one for one in people if one.capacity is None]
    return met_if(
        not silent,
        f"Everybody on record ({len(people)}) has a known capacity.",
        f"Capacity not known: {listed(one.id for one in silent)}.",
        *(silent or people),
    )


def _strategic(case: Case) -> list[Goal]:
    return [
        one for one in case.partnership.goals if one.kind == "strategic" and one.dropped is None
    ]


@criterion(
    "STR-7",
    "Strategic goals stand beside the operational ones",
    why="""Delivering is one thing, changing how others act is another. Influence that is not aimed at anybody is
    left to chance.""",
    source="S1:L359",
    remedy="Set a goal that says whom or what the partnership wants to influence.",
    reads="purpose",
    since="design",
)
def strategic_goals(case: Case) -> Verdict:
    """Whether a strategic goal in force names whom it is to influence, and an operational goal stands beside it."""
    goals = [one for one in case.partnership.goals if one.dropped is None]
    if not goals:
        return unknown("No goal in force is on record.")
    aimed = [one for one in _strategic(case) if one.target_actor.strip()]
    working = [one for one in goals if one.kind != "strategic"]
    problems = [] if aimed else ["No strategic goal says whom it is to influence."]
    problems += [] if working else ["No operational goal stands beside the strategic ones."]
    return met_if(
        not problems,
        f"Strategic goals say whom they are to influence: {listed(one.id for one in aimed)}.",
        " ".join(problems),
        *(aimed or goals),
    )


@criterion(
    "STR-8",
    "It is settled who works on which strategic goal",
    why="""Everybody is for influence and nobody has time for it. A goal with an owner has somebody who asks for
    the next step.""",
    source="S1:L359",
    remedy="Name a partner that answers for each strategic goal.",
    reads="purpose partners",
    since="design",
)
def influence_divided(case: Case) -> Verdict:
    """Whether each strategic goal in force is owned by an active partner."""
    goals = _strategic(case)
    if not goals:
        return unknown("No strategic goal in force is on record.")
    bare = [one for one in goals if one.owner not in case.partner_ids]
    return met_if(
        not bare,
        f"An active partner answers for every strategic goal ({len(goals)}).",
        f"No active partner answers for: {listed(one.id for one in bare)}.",
        *(bare or goals),
    )


@criterion(
    "STR-9",
    "Effects that nobody had planned are written down",
    why="""Long and good work changes minds far from where it is done. Such effects are often the largest, and the
    first to be forgotten.""",
    source="S1:L359",
    remedy="Ask what else has changed because of the work, and record it as a lesson.",
    reads="learning",
    since="implementation",
    requirement="info",
)
def unplanned_effects(case: Case) -> Verdict:
    """Whether a lesson from an effect that nobody had planned is on record."""
    lessons = case.partnership.lessons
    if not lessons:
        return unknown("No lesson is on record.")
    found = [one for one in lessons if one.source == "unplanned_effect"]
    return met_if(
        bool(found),
        f"Unplanned effects are on record: {listed(one.id for one in found)}.",
        "None of the lessons on record is from an effect that nobody had planned.",
        *(found or lessons),
    )


CRITERIA = (
    tied_to_priorities,
    agendas_dealt_with,
    country_funds_kept,
    anchored,
    standing_known,
    capacity_known,
    strategic_goals,
    influence_divided,
    unplanned_effects,
)
