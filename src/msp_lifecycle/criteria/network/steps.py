"""Checks of the six steps that no other criterion makes (S4:L41 to L61).

The first step asks for PR-10, the second for A1.7 and B1.10 as well, the fourth for C3.7, F1.6 and F2.4, the sixth for
A1.10 and D1.7.
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
from msp_lifecycle.records import Requirement, VoiceCheck


@criterion(
    "STEP-1",
    "A scoping meeting has settled what the problem is",
    why="""The first meeting turns the idea of one convener into a problem that those invited see as theirs,
    and into first principles of how to go about it.""",
    source="S4:L45",
    remedy="Hold a first meeting on the scope, and record the statement of the problem that it agreed on.",
    reads="governance purpose",
    kind="temporal",
)
def scoping_meeting(case: Case) -> Verdict:
    """Whether a meeting on the scope or the problem was held, and the problem was agreed on at it or after it."""
    meetings = [
        one for one in case.partnership.meetings if one.kind == "scoping" or "problem" in one.about
    ]
    if not meetings:
        return unknown("No meeting on the scope or the problem is on record.")
    first = min(meetings, key=lambda one: (one.on, one.id))
    agreed = [
        one
        for one in case.partnership.problem_statements
        if one.agreed is not None and one.agreed >= first.on
    ]
    return met_if(
        bool(agreed),
        f"Meeting {first.id} on {first.on} was held, and the problem agreed on at it or after it.",
        f"Meeting {first.id} on {first.on} was held, and no problem agreed on since is on record.",
        first,
        *agreed,
    )


@criterion(
    "STEP-2",
    "A pause let participants come, go and make up their minds",
    why="""After a first meeting it is clear which capabilities are needed and who would rather not go on. A
    time between the meetings lets people change places without losing face.""",
    source="S4:L49",
    remedy="Pause between the first meeting and the agreement, and record when the pause begins and ends.",
    reads="",
    kind="temporal",
)
def a_pause(case: Case) -> Verdict:
    """Whether the partnership was paused for at least a day before it first entered Design."""
    moves = case.moves
    design = case.entered("design")
    until = case.on if design is None else design
    ends = [*(one.on for one in moves[1:]), case.on]
    days = sum(
        (min(end, until) - one.on).days
        for one, end in zip(moves, ends, strict=False)
        if one.kind == "pause" and one.on <= until
    )
    figure = Figure("time paused before Design", days, "days", 1)
    if days > 0:
        return met(f"The partnership paused for {days} days before Design.", figure)
    if design is None:
        return unknown("No pause of a day or more is on record, and Design has not begun.")
    return not_met(f"Design began on {design} without a pause of a day or more before it.", figure)


@criterion(
    "STEP-3",
    "Every participant was spoken to alone",
    why="""In front of all, few say what they need or that they would rather leave. A talk between two is
    where the needs of persons and of institutions come up, apart from the common goal.""",
    source="S4:L25; S4:L49",
    remedy="Have the lead talk with each participant alone, and record the day and who may know what was said.",
    reads="partners",
)
def spoken_to_alone(case: Case) -> Verdict:
    """Whether a talk with every active partner other than the lead is on record."""
    others = [one for one in case.partners if not one.lead]
    spoken_to = {one.organisation for one in case.partnership.talks}
    having = {one.id for one in others if one.organisation in spoken_to}
    return everyone(
        others,
        having,
        "talk",
        on_record=bool(having),
        who="participant",
        done="been spoken to alone",
    )


@criterion(
    "STEP-4",
    "It is on record who came, who went and when",
    why="""The set of participants shifts before an agreement, and should. Only where comings and goings have
    dates can anybody see who took part in what.""",
    source="S4:L49; S4:L51",
    remedy="Record for each partner listed the day on which it joined, and the day on which it left if it did.",
    reads="partners",
)
def comings_and_goings(case: Case) -> Verdict:
    """Whether every partner that is or was active has the day on which it joined."""
    members = [one for one in case.partnership.partners if one.status == "active"]
    if not members:
        return unknown("No partner is on record.")
    undated = [one for one in members if one.joined is None]
    if len(undated) == len(members):
        return unknown("No partner has the day on record on which it joined.", *members)
    left = sum(one.left is not None for one in members)
    return met_if(
        not undated,
        f"Every partner ({len(members)}) has the day on which it joined; {left} have left.",
        f"No day of joining is on record for {listed(one.id for one in undated)}.",
        *undated,
        Figure("partners that came", len(members)),
        Figure("partners that left", left),
    )


@criterion(
    "STEP-5",
    "The plan says where, with whom in the countries, by when, for how much and to what end",
    why="""Promises become work once a plan says in which areas, with which countries at the table, by which
    milestones, within what budget and with which results.""",
    source="S4:L57",
    remedy="Work with the partners on what the plan lacks, until all five parts are on record.",
    reads="purpose partners results resources",
    since="implementation",
)
def five_parts_of_a_plan(case: Case) -> Verdict:
    """Whether target areas, countries, milestones, a budget and expected results are all on record.

    Target areas are the levels of goals in force, countries those of the partners, milestones the dated ones, and
    expected results the outputs of goals or the steps of a results chain beyond activities.
    """
    parts = _parts(case)
    lacking = [name for name, there in parts.items() if not there]
    if len(lacking) == len(parts):
        return unknown("No part of a plan is on record.")
    return met_if(
        not lacking,
        "The plan has all of its five parts.",
        f"The plan on record lacks {listed(lacking)}.",
        *(one for one in case.partnership.goals if one.dropped is None),
        Figure("parts of the plan", len(parts) - len(lacking), "", len(parts)),
    )


def _parts(case: Case) -> dict[str, bool]:
    partnership = case.partnership
    goals = [one for one in partnership.goals if one.dropped is None]
    ends = ("output", "outcome", "impact")
    return {
        "target areas": any(one.level is not None for one in goals),
        "countries": any(case.organisation_of(one).country for one in case.partners),
        "milestones": any(one.due_now is not None for one in partnership.milestones),
        "a budget": bool(partnership.budgets),
        "expected results": any(one.outputs for one in goals)
        or any(node.kind in ends for one in partnership.results_chains for node in one.nodes),
    }


@criterion(
    "STEP-6",
    "Before growing, it was asked which partners are lacking",
    why="""A partnership that works finds that it could do more, in new ways and with others. It grows well if
    it asks first who these are.""",
    source="S4:L61",
    remedy="Look around the table once more for who is lacking, and record what came of it.",
    reads="partners",
    since="implementation",
    kind="temporal",
)
def gaps_looked_at_again(case: Case) -> Verdict:
    """Whether a check for missing voices, or a list of what is required, dates from after Implementation began."""
    began = case.entered("implementation")
    dated = _looks(case)
    if not dated or began is None:
        return unknown("No look for lacking partners since Implementation began is on record.")
    last = max(day for day, _ in dated)
    return met_if(
        last >= began,
        f"The last look for lacking partners was on {last}.",
        f"The last look for lacking partners was on {last}, before Implementation began on {began}.",
        *(one for day, one in dated if day == last),
    )


def _looks(case: Case) -> list[tuple[dt.date, VoiceCheck | Requirement]]:
    looks: list[tuple[dt.date, VoiceCheck | Requirement]] = []
    looks += [(one.on, one) for one in case.partnership.voice_checks if one.on is not None]
    looks += [(one.listed, one) for one in case.partnership.requirements if one.listed is not None]
    return looks


CRITERIA = (
    scoping_meeting,
    a_pause,
    spoken_to_alone,
    comings_and_goings,
    five_parts_of_a_plan,
    gaps_looked_at_again,
)
