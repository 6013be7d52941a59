"""Common strategy: the problem, the purpose, goals, results chains, indicators, milestones."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from msp_lifecycle.errors import RecordError
from msp_lifecycle.records.checks import shown
from msp_lifecycle.records.identity import Level, PurposeKind
from msp_lifecycle.records.marks import Began, Count, Day, Days, Happens, Id, On, RefersTo, Text
from msp_lifecycle.records.partners import GroupRef, OrganisationRef, PartnerRef
from msp_lifecycle.records.record import Record, record

GoalRef = Annotated[str, RefersTo("goals")]
ActivityRef = Annotated[str, RefersTo("activities")]
MilestoneRef = Annotated[str, RefersTo("milestones")]


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


@record
class ChainNode(Record):
    """One step of a results chain.

    Attributes:
        id: identifier within the chain.
        kind: input, activity, output, outcome or impact.
        text: the step.
        leads_to: ids of the steps of this chain that it brings about.
        goal: goal that this step reaches.
    """

    id: Id
    kind: Literal["input", "activity", "output", "outcome", "impact"]
    text: str = ""
    leads_to: tuple[str, ...] = ()
    goal: GoalRef | None = None


@record
class ResultsChain(Record):
    """How what is done is thought to bring about what is wanted (S2:L14, L21).

    Attributes:
        id: stable identifier.
        goals: goals it leads to.
        nodes: its steps.
        assumptions: what must hold for it to work.
        drafted: when it was drawn up.
        agreed: when the partners agreed on it.
        broken: when it was found not to work.
        repaired: when it was put right.
    """

    id: Id
    goals: tuple[GoalRef, ...] = ()
    nodes: tuple[ChainNode, ...] = ()
    assumptions: tuple[str, ...] = ()
    drafted: Began = None
    agreed: Day = None
    broken: Annotated[dt.date | None, Happens(clears=("repaired",))] = None
    repaired: Day = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        ids = [node.id for node in self.nodes]
        for node in self.nodes:
            if ids.count(node.id) > 1:
                raise RecordError("ResultsChain", "nodes", f"two steps have the id {node.id!r}")
            for target in node.leads_to:
                if target not in ids:
                    raise RecordError(
                        "ResultsChain",
                        "nodes",
                        f"step {node.id!r} leads to no step {shown(target)}",
                    )


@record
class Revision(Record):
    """A change of a milestone or of the roadmap, with its reason (S4:L57).

    Attributes:
        on: when it was made.
        because: why.
        due: new date, if it changed.
    """

    on: On
    because: str = ""
    due: dt.date | None = None


@record
class Activity(Record):
    """Something to be done, on the common roadmap (S2:L10, L21).

    Attributes:
        id: stable identifier.
        text: what is to be done.
        goals: goals it serves.
        serves: purposes of the partnership that it serves, of the six of S3:¶14.
        owner: partner that does it or sees to it.
        planned: when it was put on the roadmap.
        starts: first day planned.
        ends: last day planned, as first set.
        started: when it did start.
        finished: when it was finished.
        revisions: changes since.
    """

    id: Id
    text: Text
    goals: tuple[GoalRef, ...] = ()
    serves: tuple[PurposeKind, ...] = ()
    owner: PartnerRef | None = None
    planned: Began = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    started: Day = None
    finished: Day = None
    revisions: tuple[Revision, ...] = ()

    @property
    def ends_now(self) -> dt.date | None:
        """The last day in force after all revisions."""
        revised = [revision.due for revision in self.revisions if revision.due is not None]
        return revised[-1] if revised else self.ends


@record
class Measurement(Record):
    """One measured value of an indicator.

    Attributes:
        on: when it was measured.
        value: in the unit of the indicator.
    """

    on: On
    value: Decimal


@record
class Indicator(Record):
    """What progress is measured by (S2:L10, L36).

    Attributes:
        id: stable identifier.
        text: what is measured.
        goal: goal that it belongs to.
        kind: of result, of the process of working together, or of strategic influence.
        unit: of its values.
        baseline: value at the start.
        target: value aimed at.
        every_days: how often it is to be measured, in days.
        source: where its values come from.
        defined: when it was agreed.
        actuals: values measured.
    """

    id: Id
    text: Text
    goal: GoalRef | None = None
    kind: Literal["result", "process", "strategic_influence"] = "result"
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    every_days: Count | None = None
    source: str = ""
    defined: Began = None
    actuals: tuple[Measurement, ...] = ()


@record
class Milestone(Record):
    """A step that can be seen to have been reached (S2:L21; S4:L57).

    Attributes:
        id: stable identifier.
        text: the step.
        goals: goals it marks the way to.
        quick_win: whether it is meant as an early, easy success (S1:L223).
        due: by when, as first set.
        owner: partner that answers for it.
        set: when it was set.
        partly_met: when it was met in part.
        met: when it was met.
        missed: when it was declared missed.
        revisions: changes since.
    """

    id: Id
    text: Text
    goals: tuple[GoalRef, ...] = ()
    quick_win: bool = False
    due: dt.date | None = None
    owner: PartnerRef | None = None
    set: Began = None
    partly_met: Day = None
    met: Day = None
    missed: Day = None
    revisions: tuple[Revision, ...] = ()

    @property
    def due_now(self) -> dt.date | None:
        """The date in force after all revisions."""
        revised = [revision.due for revision in self.revisions if revision.due is not None]
        return revised[-1] if revised else self.due
