"""Common strategy: the problem, the purpose, the vision, goals, and what was said of them."""

import datetime as dt
from typing import Annotated, Literal

from msp_lifecycle.records.identity import Level, PurposeKind
from msp_lifecycle.records.marks import Began, Day, Days, Id, RefersTo, Text
from msp_lifecycle.records.partners import GroupRef, OrganisationRef, PartnerRef
from msp_lifecycle.records.record import Record, record

GoalRef = Annotated[str, RefersTo("goals")]


@record
class SubProblem(Record):
    """One challenge that the problem breaks down into (S2:L5).

    Attributes:
        text: the challenge.
        affected: groups that it affects.
    """

    text: Text
    affected: tuple[GroupRef, ...] = ()


@record
class ProblemStatement(Record):
    """What is to be solved, in one of its versions (S2:L5; S4:L19, L47).

    Attributes:
        id: stable identifier.
        text: the problem.
        drafted: when it was first put into words.
        agreed: when the core group agreed on it.
        parts: the challenges it breaks down into.
    """

    id: Id
    text: Text
    drafted: Began = None
    agreed: Day = None
    parts: tuple[SubProblem, ...] = ()


@record
class Purpose(Record):
    """What the partners have come together for (S0:L11; S1:L219).

    Attributes:
        id: stable identifier.
        text: the common purpose.
        stated: when it was put into words.
        replaced: when another took its place.
    """

    id: Id
    text: Text
    stated: Began = None
    replaced: Day = None


@record
class Vision(Record):
    """The change that the partnership can bring (S2:L10, L21).

    Attributes:
        id: stable identifier.
        text: the vision.
        transformation: what it would transform, beyond its own outputs.
        stated: when it was put into words.
        replaced: when another took its place.
    """

    id: Id
    text: Text
    transformation: str = ""
    stated: Began = None
    replaced: Day = None


@record
class Goal(Record):
    """One goal (S1:L223, L359; S2:L10).

    Attributes:
        id: stable identifier.
        text: the goal.
        kind: strategic (whom to influence), operational (what to deliver) or a quick win.
        set: when it was set.
        dropped: when it was given up or replaced.
        owner: partner that answers for it.
        level: where it works.
        target_date: by when it is to be reached.
        target_actor: whom it is to influence, for a strategic goal.
        outputs: what it is to produce.
        serves: purposes of the partnership that it serves, of the six of S3:¶14.
        global_goals: agreed goals it adds to, such as `SDG 9.c`.
        context_analysis: analysis that it builds on (S2:L33).
    """

    id: Id
    text: Text
    kind: Literal["strategic", "operational", "quick_win"] = "operational"
    set: Began = None
    dropped: Day = None
    owner: PartnerRef | None = None
    level: Level | None = None
    target_date: dt.date | None = None
    target_actor: str = ""
    outputs: tuple[str, ...] = ()
    serves: tuple[PurposeKind, ...] = ()
    global_goals: tuple[str, ...] = ()
    context_analysis: Annotated[str, RefersTo("context_analyses")] | None = None


@record
class GoalAlignment(Record):
    """An assessment, made in advance, of what the partnership adds to agreed global goals (S2:L34).

    Attributes:
        id: stable identifier.
        framework: such as `Agenda 2030`.
        targets: goals and targets, such as `SDG 9`.
        rationale: why it adds to them.
        assessed: when.
    """

    id: Id
    framework: Text
    targets: tuple[str, ...] = ()
    rationale: str = ""
    assessed: Began = None


@record
class Endorsement(Record):
    """One partner puts its name to a purpose, vision, goal, problem statement or results chain.

    Attributes:
        id: stable identifier.
        partner: who endorses.
        of: path of what is endorsed, such as `goals/access`.
        given: when.
        withdrawn: when it was taken back.
    """

    id: Id
    partner: PartnerRef
    of: Annotated[str, RefersTo()]
    given: Began = None
    withdrawn: Day = None


AssessmentSubject = Literal[
    "suitability",
    "mutual_dependency",
    "use_type",
    "like_mindedness",
    "government_duties",
    "added_value",
    "planned_approach",
    "scaling_potential",
    "strategy_alignment",
    "institutional_capacity",
    "local_capacity",
    "secretariat_fit",
    "solution_focus",
    "winners_and_losers",
    "stakeholder_analysis",
    "inclusion_plan",
    "official_agendas",
    "country_led_funds",
    "standing_in_host",
    "policy_uptake",
    "disclosure_standard",
    "performance_standards",
    "shared_values",
    "novelty",
    "social_dimension",
    "economic_dimension",
    "environmental_dimension",
    "technology_transfer",
    "mandate",
    "experiment",
    "change_champions",
    "integrity_guidelines",
    "formal_processes",
    "small_business",
    "fund_raising",
    "start_up_means",
]


@record
class Assessment(Record):
    """A judgement that only people can make, with its author, date and grounds.

    Attributes:
        id: stable identifier.
        about: the question asked.
        answer: yes, partly or no.
        on: when it was made.
        by: who made it.
        text: the grounds, or the statement itself.
        points: single points, such as the capabilities that no partner has alone.
        reviewed: days on which it was looked at again.
    """

    id: Id
    about: AssessmentSubject
    answer: Literal["yes", "partly", "no"]
    on: Began = None
    by: tuple[OrganisationRef, ...] = ()
    text: str = ""
    points: tuple[str, ...] = ()
    reviewed: Days = ()
