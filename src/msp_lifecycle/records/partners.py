"""Partners and stakeholders: who belongs, who is affected, who is missing, what each wants."""

import datetime as dt
from typing import Annotated, Literal

from msp_lifecycle.records.identity import Anchoring
from msp_lifecycle.records.marks import (
    ID_PATTERN,
    Began,
    Day,
    Happens,
    Id,
    NotBefore,
    On,
    Pattern,
    RefersTo,
    Text,
)
from msp_lifecycle.records.record import Record, record

PartnerId = Annotated[
    str,
    Pattern(
        rf"(?!(keeper|lead|public)$){ID_PATTERN}",
        "up to 64 letters, digits, '.', '_' and '-', starting with a letter or digit, "
        "and not keeper, lead or public, which say who looks at a partnership",
    ),
]
PartnerRef = Annotated[str, RefersTo("partners")]
OrganisationRef = Annotated[str, RefersTo("organisations")]
PersonRef = Annotated[str, RefersTo("persons")]
GroupRef = Annotated[str, RefersTo("stakeholder_groups")]

Disclosure = Literal["all", "lead", "none"] | tuple[PartnerRef, ...]
"""Who may see a record: everybody, the lead only, nobody but its keeper, or the partners named."""

Strength = Literal["low", "medium", "high"]
Handling = Literal["partner", "observer", "consulted", "informed", "excluded"]


@record
class OptOut(Record):
    """A subject that a partner takes no part in while staying in the partnership (S1:L221).

    Attributes:
        scope: the subject.
        since: from when on.
    """

    scope: Text
    since: Began = None


@record
class Partner(Record):
    """The membership of one organisation (S1:L164, L219, L357).

    Attributes:
        id: stable identifier; may be the organisation's own.
        organisation: who the partner is.
        status: how far the organisation has come in; only `active` partners decide and are counted.
        invited: when it was invited.
        joined: when it joined; empty where no source says when.
        left: when it left.
        left_because: why it left.
        suspended: when its membership was suspended.
        reinstated: when the suspension was lifted.
        basis: of its own will, or by mandate (DEF-1).
        selection: how it came to be chosen (S1:L164 to L166).
        represents: stakeholder groups that it speaks for.
        lead: whether it is the project lead or convener, who has no formal authority (S4:L41).
        core_group: whether it belongs to the core group that gets the partnership going (S2:L5, L22).
        anchoring_required: institutional commitment that its part asks for (S1:L357).
        anchoring_actual: institutional commitment that there is.
        opted_out: subjects that it takes no part in (S1:L221).
        contact: person to speak to.
    """

    id: PartnerId
    organisation: OrganisationRef
    status: Literal["candidate", "invited", "active", "observer"] = "active"
    invited: dt.date | None = None
    joined: Began = None
    left: Annotated[dt.date | None, Happens(clears=("left_because",))] = None
    left_because: str = ""
    suspended: Annotated[dt.date | None, Happens(clears=("reinstated",))] = None
    reinstated: Annotated[dt.date | None, Happens(), NotBefore("suspended")] = None
    basis: Literal["voluntary", "mandated"] | None = None
    selection: (
        Literal["founding", "invited", "applied", "nominated", "elected", "appointed"] | None
    ) = None
    represents: tuple[GroupRef, ...] = ()
    lead: bool = False
    core_group: bool = False
    anchoring_required: Anchoring | None = None
    anchoring_actual: Anchoring | None = None
    opted_out: tuple[OptOut, ...] = ()
    contact: PersonRef | None = None

    @property
    def active(self) -> bool:
        """Whether the partner belongs now: in, not left, not suspended, no mere observer."""
        return (
            self.status == "active"
            and self.left is None
            and (self.suspended is None or self.reinstated is not None)
        )

    def active_on(self, day: dt.date) -> bool:
        """Say whether the partner belonged on a day, as far as its dates tell.

        Examples:
            >>> Partner(id="a", organisation="a", left=dt.date(2021, 1, 1)).active_on(
            ...     dt.date(2020, 12, 31)
            ... )
            True
        """
        if self.status != "active" or (self.joined is not None and self.joined > day):
            return False
        if self.left is not None and self.left <= day:
            return False
        if self.suspended is None or self.suspended > day:
            return True
        return self.reinstated is not None and self.reinstated <= day


@record
class StakeholderGroup(Record):
    """People or organisations that affect the subject or are affected by it (S1:L158 to L162).

    Attributes:
        id: stable identifier.
        name: of the group.
        primary: whether its members are directly affected.
        decision_maker: whether it decides on the subject (S2:L5).
        influence: on the subject.
        affectedness: by the subject.
        interest: in the subject.
        power_resources: what its power rests on.
        identified: when the analysis named it.
        handled_as: in what capacity it takes part; empty while undecided.
        reason: why so, above all for a group left out.
        channel: how it can be reached.
        resource_poor: whether it needs support to take part (S1:L160).
        support: support given so that it can take part.
    """

    id: Id
    name: Text
    primary: bool = False
    decision_maker: bool = False
    influence: Strength | None = None
    affectedness: Strength | None = None
    interest: Strength | None = None
    power_resources: tuple[str, ...] = ()
    identified: Began = None
    handled_as: Handling | None = None
    reason: str = ""
    channel: str = ""
    resource_poor: bool | None = None
    support: str = ""


@record
class Requirement(Record):
    """A resource, a piece of knowledge or a competency that the goals call for (S2:L25).

    Attributes:
        id: stable identifier.
        kind: what sort of thing is needed.
        text: what is needed.
        listed: when it was listed.
        met_by: partners that bring it.
        gap_plan: what is done about it while nobody brings it.
    """

    id: Id
    kind: Literal["resource", "knowledge", "competency"]
    text: Text
    listed: Began = None
    met_by: tuple[PartnerRef, ...] = ()
    gap_plan: str = ""


@record
class Interest(Record):
    """What one partner wants, gains, fears or cannot do (S1:L219; S4:L21 to L25).

    Attributes:
        id: stable identifier.
        partner: whose it is.
        kind: an own aim, an expected benefit, the statement that no benefit is expected, an incentive, a constraint or a red line.
        text: in the partner's words.
        stated: when it was said.
        disclosed_to: who may see it; incentives are often told to the lead alone, so that is the default.
    """

    id: Id
    partner: PartnerRef
    kind: Literal["aim", "benefit", "no_benefit", "incentive", "constraint", "red_line"]
    text: str = ""
    stated: Began = None
    disclosed_to: Disclosure = "lead"


@record
class Engagement(Record):
    """A dealing with a stakeholder group: its view heard, an invitation, a consultation (S2:L5; S1:L162).

    Attributes:
        id: stable identifier.
        group: who was engaged.
        organisation: who spoke for the group, if anybody did.
        kind: what happened.
        on: when.
        text: what came of it.
    """

    id: Id
    group: GroupRef
    organisation: OrganisationRef | None = None
    kind: Literal["view", "invitation", "expression_of_interest", "consultation", "information"]
    on: Began = None
    text: str = ""


@record
class Talk(Record):
    """A quiet talk with one organisation about its interests and needs (S4:L25, L49).

    Attributes:
        id: stable identifier.
        organisation: who was spoken to.
        held_by: partner that held the talk, usually the lead.
        on: when.
        text: what was said.
        disclosed_to: who may see it; the lead alone unless it says otherwise.
    """

    id: Id
    organisation: OrganisationRef
    held_by: PartnerRef | None = None
    on: Began = None
    text: str = ""
    disclosed_to: Disclosure = "lead"


@record
class VoiceCheck(Record):
    """A look around the table for who is missing, and what was done about it (S4:L45).

    Attributes:
        id: stable identifier.
        on: when.
        missing: groups found missing; empty when nobody was.
        action: what was done to bring them in.
        acted: when it was done.
    """

    id: Id
    on: Began = None
    missing: tuple[GroupRef, ...] = ()
    action: str = ""
    acted: Day = None


@record
class SelectionCriterion(Record):
    """What partners are chosen by (S1:L164).

    Attributes:
        id: stable identifier.
        kind: what it looks at; `prior_trust` makes trust a precondition, which S2:L26 says it is not.
        text: the criterion.
        set: when it was set.
        published: when it was made public.
    """

    id: Id
    kind: Literal[
        "representativity",
        "mandate",
        "competence",
        "experience",
        "resources",
        "principles",
        "prior_trust",
    ]
    text: str = ""
    set: Began = None
    published: Day = None


@record
class Screening(Record):
    """A look into the record of an organisation before it joins (S1:L164, L198, L210).

    Attributes:
        id: stable identifier.
        organisation: who was looked into.
        on: when.
        result: what came of it.
        policies_conflict: whether a partner's own policy forbids working with it.
    """

    id: Id
    organisation: OrganisationRef
    on: On
    result: Literal["passed", "concerns", "failed"]
    policies_conflict: bool | None = None


@record
class ManagementSupport(Record):
    """The management of a partner organisation stands behind the partnership (S2:L23).

    Attributes:
        id: stable identifier.
        partner: whose management.
        person: who gave it.
        given: when it was given or confirmed again.
        withdrawn: when it was withdrawn.
    """

    id: Id
    partner: PartnerRef
    person: PersonRef | None = None
    given: Began = None
    withdrawn: Day = None
