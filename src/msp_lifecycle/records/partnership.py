"""The partnership: the immutable aggregate of all its records."""

import datetime as dt
import typing
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import attrs

from msp_lifecycle.errors import ConsistencyError
from msp_lifecycle.records import consistency, disclosure, reopening, timeline
from msp_lifecycle.records.accountability import AccountabilityRelation
from msp_lifecycle.records.agreements import Agreement
from msp_lifecycle.records.commitments import CapacityCheck, Commitment, Role
from msp_lifecycle.records.communication import Channel, Contact, InformationItem, Term
from msp_lifecycle.records.context import (
    Advocate,
    ChangeEvent,
    ContextAnalysis,
    Exchange,
    Initiative,
    PlatformLink,
)
from msp_lifecycle.records.governance import Body, Decision, DecisionRule, Meeting
from msp_lifecycle.records.identity import Language, Link, Organisation, Person, Typology
from msp_lifecycle.records.learning import (
    CapacityGap,
    Evaluation,
    Lesson,
    MonitoringPlan,
    Reflection,
    Report,
)
from msp_lifecycle.records.marks import Day, Id, Pattern, RefersTo, Text
from msp_lifecycle.records.moves import Move, Waiver
from msp_lifecycle.records.partners import (
    Engagement,
    Interest,
    ManagementSupport,
    Partner,
    Requirement,
    Screening,
    SelectionCriterion,
    StakeholderGroup,
    Talk,
    VoiceCheck,
)
from msp_lifecycle.records.planning import (
    Activity,
    Indicator,
    Milestone,
    ResultsChain,
)
from msp_lifecycle.records.position import Arc, Position, arcs_of, position_after
from msp_lifecycle.records.ratings import Rating, Response
from msp_lifecycle.records.record import Record, Value, changed
from msp_lifecycle.records.resources import (
    Budget,
    Contribution,
    Expense,
    Facilitator,
    Funding,
    Secretariat,
)
from msp_lifecycle.records.risk import Breach, Conflict, Divergence, PowerAssessment, Risk
from msp_lifecycle.records.strategy import (
    Assessment,
    Endorsement,
    Goal,
    GoalAlignment,
    ProblemStatement,
    Purpose,
    Vision,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msp_lifecycle.records.topics import Topic


@attrs.frozen(kw_only=True, slots=False, eq=False, repr=False)
class Partnership(Value):
    """A partnership is its dated records.

    Not slotted, unlike its records, so that a copy with one collection changed costs one dictionary.

    Every collection is flat and named as in a dossier.
    Putting one together checks that ids are unique within their collection, that every reference leads somewhere,
    and that the moves make a possible history.
    Phase and standing are derived from the moves and stored nowhere.

    Examples:
        >>> Partnership(id="gcd", name="Connectivity Dialogue").position.phase is None
        True

    Attributes:
        id: stable identifier.
        name: of the partnership.
        aliases: other names.
        lifecycle: name of the lifecycle that its moves belong to.
        typology: what kind of partnership it is.
        languages: it works in.
        host: organisation that houses it.
        announced: when it was announced to the public.
        links: partnerships before, after and around it.
        note: anything a reader should know.
        evidence: links or citations for the whole.
        organisations: everybody who is named anywhere.
        persons: people named.
        moves: its history.
        waivers: criteria set aside for a time.

    Raises:
        ConsistencyError: if records contradict each other; every contradiction is named with both places.
        RecordError: if a single value can never be true.
    """

    id: Id
    name: Text
    aliases: tuple[str, ...] = ()
    lifecycle: Annotated[str, Pattern(r"[a-z][a-z0-9_]*", "a lifecycle's name in lower case")] = (
        "standard"
    )
    typology: Typology = attrs.field(factory=Typology)
    languages: tuple[Language, ...] = ()
    host: Annotated[str, RefersTo("organisations")] | None = None
    announced: Day = None
    links: tuple[Link, ...] = ()
    note: str = ""
    evidence: tuple[str, ...] = ()

    organisations: tuple[Organisation, ...] = ()
    persons: tuple[Person, ...] = ()

    # purpose
    problem_statements: tuple[ProblemStatement, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    visions: tuple[Vision, ...] = ()
    goals: tuple[Goal, ...] = ()
    goal_alignments: tuple[GoalAlignment, ...] = ()
    endorsements: tuple[Endorsement, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    # results
    results_chains: tuple[ResultsChain, ...] = ()
    activities: tuple[Activity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    # partners
    partners: tuple[Partner, ...] = ()
    stakeholder_groups: tuple[StakeholderGroup, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    interests: tuple[Interest, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    talks: tuple[Talk, ...] = ()
    voice_checks: tuple[VoiceCheck, ...] = ()
    selection_criteria: tuple[SelectionCriterion, ...] = ()
    screenings: tuple[Screening, ...] = ()
    management_support: tuple[ManagementSupport, ...] = ()

    # roles
    roles: tuple[Role, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    capacity_checks: tuple[CapacityCheck, ...] = ()

    # agreement
    agreements: tuple[Agreement, ...] = ()

    # governance
    bodies: tuple[Body, ...] = ()
    decision_rules: tuple[DecisionRule, ...] = ()
    decisions: tuple[Decision, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    # resources
    secretariats: tuple[Secretariat, ...] = ()
    facilitators: tuple[Facilitator, ...] = ()
    budgets: tuple[Budget, ...] = ()
    fundings: tuple[Funding, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    expenses: tuple[Expense, ...] = ()

    # context
    context_analyses: tuple[ContextAnalysis, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    change_events: tuple[ChangeEvent, ...] = ()
    platform_links: tuple[PlatformLink, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    advocates: tuple[Advocate, ...] = ()

    # learning
    monitoring_plans: tuple[MonitoringPlan, ...] = ()
    reports: tuple[Report, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    capacity_gaps: tuple[CapacityGap, ...] = ()

    # accountability
    accountability_relations: tuple[AccountabilityRelation, ...] = ()

    # risk
    risks: tuple[Risk, ...] = ()
    divergences: tuple[Divergence, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    breaches: tuple[Breach, ...] = ()
    power_assessments: tuple[PowerAssessment, ...] = ()

    # communication
    channels: tuple[Channel, ...] = ()
    contacts: tuple[Contact, ...] = ()
    information_items: tuple[InformationItem, ...] = ()
    glossary: tuple[Term, ...] = ()

    # ratings
    ratings: tuple[Rating, ...] = ()
    responses: tuple[Response, ...] = ()

    # history
    moves: tuple[Move, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        problems = consistency.problems(self)
        if problems:
            raise ConsistencyError(problems)

    @cached_property
    def position(self) -> Position:
        """Where the partnership stands: phase, standing, and since when."""
        return position_after(self.moves)

    @cached_property
    def arcs(self) -> frozenset[Arc]:
        """The arcs that its history took, each once: what a lifecycle must have for the history to be one of its own."""
        return arcs_of(self.moves)

    @cached_property
    def reopened(self) -> "Mapping[Topic, dt.date]":
        """The topics that stand reopened, each with the day of the latest loop-back that reopened it."""
        return reopening.reopened(self)

    @cached_property
    def latest(self) -> dt.date | None:
        """The latest day on which anything in the records happened; None where nothing is dated."""
        return timeline.latest(self)

    def as_of(self, day: dt.date) -> "Partnership":
        """Return the partnership as it was on a day.

        What had not happened yet is gone, and what had not ended yet has not ended.
        References to what is gone go with it.

        Args:
            day: the last day that counts.

        Returns:
            The same partnership where nothing lies after the day, so that asking again costs nothing.

        Examples:
            >>> import datetime as dt
            >>> from msp_lifecycle.records import Organisation, Partner
            >>> p = Partnership(
            ...     id="p",
            ...     name="P",
            ...     organisations=[Organisation(id="itu", name="ITU")],
            ...     partners=[Partner(id="itu", organisation="itu", joined=dt.date(2020, 5, 1))],
            ... )
            >>> len(p.as_of(dt.date(2020, 4, 30)).partners)
            0
        """
        if self.latest is None or self.latest <= day:
            return self
        return timeline.as_of(self, day)

    def seen_by(self, viewer: str) -> "Partnership":
        """Return what a viewer may see: the one way to make an export for somebody.

        Args:
            viewer: `keeper` (sees everything), `lead`, `public`, or the id of a partner.

        Raises:
            UnknownName: if no partner has that id.
        """
        return disclosure.seen_by(self, viewer)

    def evolved(self, **changes: object) -> "Partnership":
        """Return a copy with some fields changed and everything checked again."""
        return changed(self, changes)

    def replaced(self, changes: "Mapping[str, object]") -> "Partnership":
        """Return a copy with some fields changed and nothing checked again.

        For changes that cannot break a reference or the history: the library's own, such as leaving records out.
        """
        copy = object.__new__(Partnership)
        held = copy.__dict__
        held.update(self.__dict__)
        held.update(changes)
        for derived in DERIVED:
            held.pop(derived, None)
        return copy

    def moved(self, move: Move) -> "Partnership":
        """Return the partnership after one more move, of which it is known that it can follow.

        What is derived from the moves is carried on, so that no history is gone through twice.

        Examples:
            >>> import datetime as dt
            >>> from msp_lifecycle.records import Move
            >>> start = Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")
            >>> Partnership(id="p", name="P").moved(start).position.words
            'initiation'
        """
        position, arcs, latest = self.position, self.arcs, self.latest
        copy = object.__new__(Partnership)
        held = copy.__dict__
        held.update(self.__dict__)
        held["moves"] = (*self.moves, move)
        held["position"] = position.after(move)
        arc = (position.phase, move.kind, move.to)
        if arc not in arcs:
            held["arcs"] = arcs | {arc}
        if latest is None or latest < move.on:
            held["latest"] = move.on
        if move.reopens:
            held.pop("reopened", None)
        return copy


DERIVED = ("position", "arcs", "reopened", "latest")

RECORD_TYPES: "dict[str, type[Record]]" = {
    field.name: typing.get_args(field.type)[0]
    for field in attrs.fields(Partnership)
    if typing.get_origin(field.type) is tuple
    and isinstance(typing.get_args(field.type)[0], type)
    and issubclass(typing.get_args(field.type)[0], Record)
}
"""The record class of each collection, in the order of a dossier."""
