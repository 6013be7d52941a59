"""Governance: bodies, decision rules, decisions, meetings."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from msp_lifecycle.errors import RecordError
from msp_lifecycle.records.checks import shown
from msp_lifecycle.records.marks import (
    Amount,
    Began,
    Count,
    Day,
    Id,
    Limits,
    On,
    RefersTo,
    Share,
    Text,
)
from msp_lifecycle.records.partners import OrganisationRef, PartnerRef, PersonRef
from msp_lifecycle.records.record import Record, record
from msp_lifecycle.records.topics import Topic

BodyRef = Annotated[str, RefersTo("bodies")]
RuleRef = Annotated[str, RefersTo("decision_rules")]
DecisionRef = Annotated[str, RefersTo("decisions")]
MeetingRef = Annotated[str, RefersTo("meetings")]


@record
class Seat(Record):
    """One place in a body.

    Attributes:
        partner: who holds it.
        person: who sits in it.
        kind: with a vote, with a voice only, or looking on; empty where no source tells.
        since: from when on.
        until: last day.
        justification: why this partner sits here (S1:L264).
        interests_declared: whether its holder has declared interests of its own.
    """

    partner: PartnerRef | None = None
    person: PersonRef | None = None
    kind: Literal["voting", "non_voting", "observer"] | None = None
    since: Began = None
    until: Day = None
    justification: str = ""
    interests_declared: bool | None = None


@record
class Body(Record):
    """A board, committee, group or secretariat within the partnership (S1:L264; S3:¶32).

    Attributes:
        id: stable identifier.
        name: of the body.
        kind: what sort of body.
        established: when it was set up.
        dissolved: when it was wound up.
        mandate: what it is there for.
        functions: which of management, decision-making, communication and oversight it serves.
        reports_to: body that it answers to.
        members: its seats.
    """

    id: Id
    name: Text
    kind: Literal[
        "core_group",
        "governing_board",
        "advisory_committee",
        "consultative_group",
        "working_group",
        "secretariat",
        "assembly",
    ]
    established: Began = None
    dissolved: Day = None
    mandate: str = ""
    functions: tuple[Literal["management", "decision", "communication", "oversight"], ...] = ()
    reports_to: BodyRef | None = None
    members: tuple[Seat, ...] = ()


DecisionMethod = Literal[
    "informal_consensus",
    "consensus",
    "consent",
    "unanimity",
    "majority",
    "qualified_majority",
    "delegated",
]


@record
class Voter(Record):
    """One vote in an electorate.

    Attributes:
        partner: who votes.
        weight: how much the vote counts.
        veto: whether this voter alone can stop a decision.
        group: such as governments or companies, where a double majority is needed.
        since: from when on.
        until: last day.
    """

    partner: PartnerRef
    weight: Amount = Decimal(1)
    veto: bool = False
    group: str = ""
    since: Began = None
    until: Day = None


@record
class DecisionRule(Record):
    """How a kind of question is decided, and by whom (S1:L264; S2:L30).

    Attributes:
        id: stable identifier.
        scope: questions that it is for; `all` when for every one.
        body: body that decides, if one does.
        method: how; empty where no source tells.
        electorate: who has a vote; empty means every active partner, one vote each.
        voice: partners heard without a vote.
        represented: partners that speak through others, under what arrangement.
        quorum: share of the votes that must be present, 0 to 1.
        threshold: share of the votes cast that a qualified majority needs, 0 to 1.
        heads: share of those who vote that must be for it as well, each counted once; a double majority.
        group_majority: whether a majority within every group of voters is needed as well.
        since: when it came into force.
        until: last day in force.
        veto_agreed: why a veto in it was agreed to.
    """

    id: Id
    scope: Text = "all"
    body: Annotated[BodyRef | None, Limits()] = None
    method: DecisionMethod | None = None
    electorate: Annotated[tuple[Voter, ...], Limits()] = ()
    voice: tuple[PartnerRef, ...] = ()
    represented: tuple[PartnerRef, ...] = ()
    quorum: Share | None = None
    threshold: Share | None = None
    heads: Share | None = None
    group_majority: bool = False
    since: Began = None
    until: Day = None
    veto_agreed: str = ""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.method == "qualified_majority" and self.threshold is None:
            raise RecordError("DecisionRule", "threshold", "a qualified majority needs one")

    def in_force_on(self, day: dt.date) -> bool:
        """Say whether the rule held on a day."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)

    def covers(self, scope: str) -> bool:
        """Say whether a question of this scope is decided under the rule."""
        return self.scope == "all" or not scope or scope == self.scope


@record
class Ballot(Record):
    """How one partner spoke to a question.

    Attributes:
        partner: who.
        choice: what it said; `object` is a reasoned objection.
    """

    partner: PartnerRef
    choice: Literal["yes", "no", "abstain", "object"]


@record
class Decision(Record):
    """A question decided, with what is needed to see whether it was decided properly (S2:L30; S1:L306).

    Attributes:
        id: stable identifier.
        question: what was to be decided.
        scope: kind of question, as named by the rules.
        on: when it was decided.
        rule: rule that it was taken under.
        present: partners that took part, whether or not they voted.
        ballots: how they spoke; silence of those present is consent where the method allows it.
        outcome: what came of it.
        unilateral_by: partner that decided alone, where one did.
        info_sent: when the information for it went out.
        published: when it was made public.
        rationale: why.
        follow_up: what is to be done about it.
        implemented: when that was done.
        settles: topics that a loop-back had reopened and that this decision settles.
        about: paths of records that it is about.
        direction: where the partnership goes from here (S2:L18).
    """

    id: Id
    question: Text
    scope: str = ""
    on: On
    rule: RuleRef | None = None
    present: tuple[PartnerRef, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    outcome: Literal["adopted", "rejected", "deferred"] = "adopted"
    unilateral_by: PartnerRef | None = None
    info_sent: dt.date | None = None
    published: Day = None
    rationale: str = ""
    follow_up: tuple[str, ...] = ()
    implemented: Day = None
    settles: tuple[Topic, ...] = ()
    about: tuple[Annotated[str, RefersTo()], ...] = ()
    direction: (
        Literal[
            "continue",
            "scale",
            "internationalise",
            "shift_focus",
            "replicate",
            "hand_over",
            "close",
        ]
        | None
    ) = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        voted: set[str] = set()
        for ballot in self.ballots:
            if ballot.partner in voted:
                raise RecordError("Decision", "ballots", f"{shown(ballot.partner)} has two ballots")
            voted.add(ballot.partner)


@record
class Meeting(Record):
    """A meeting, formal or not (S1:L266; S2:L5; S4:L45 to L53).

    Attributes:
        id: stable identifier.
        on: when.
        kind: what sort of meeting.
        purpose: in words.
        about: what was discussed, of the subjects that criteria ask for.
        body: body that met.
        attendees: organisations that were there, partners or not.
        minutes: where they are, or what they say.
        facilitator: who led it.
        facilitator_independent: whether whoever led it has no stake.
        agenda_items: how many there were.
        solution_items: how many of them looked for solutions (S2:L40).
    """

    id: Id
    on: On
    kind: Literal["informal", "open", "formal", "scoping", "signing", "board", "review"] = "formal"
    purpose: str = ""
    about: tuple[
        Literal["differences", "roles", "power", "interests", "problem", "plan", "progress"], ...
    ] = ()
    body: BodyRef | None = None
    attendees: tuple[OrganisationRef, ...] = ()
    minutes: str = ""
    facilitator: PersonRef | None = None
    facilitator_independent: bool | None = None
    agenda_items: Count | None = None
    solution_items: Count | None = None
