"""Roles and commitments: who does what, who pledged what, whether the capacity is there."""

import datetime as dt
from typing import Annotated, Literal

from msp_lifecycle.records.marks import Amount, Began, Day, Id, On, RefersTo, Text
from msp_lifecycle.records.money import Money
from msp_lifecycle.records.partners import PartnerRef, PersonRef
from msp_lifecycle.records.record import Record, record
from msp_lifecycle.records.strategy import GoalRef

ResourceType = Literal[
    "money",
    "staff_time",
    "in_kind",
    "knowledge",
    "technology",
    "network",
    "political_support",
    "moral_credibility",
]
RoleKind = Literal[
    "lead",
    "facilitator",
    "framework_provider",
    "implementer",
    "funder",
    "secretariat",
    "monitoring",
    "expert",
    "advocate",
    "beneficiary",
    "support",
]
RoleRef = Annotated[str, RefersTo("roles")]
CommitmentRef = Annotated[str, RefersTo("commitments")]


@record
class Holding(Record):
    """Somebody holds a role for a time.

    Attributes:
        partner: who holds it.
        person: who acts for the partner.
        since: from when on.
        until: last day.
    """

    partner: PartnerRef | None = None
    person: PersonRef | None = None
    since: Began = None
    until: Day = None


@record
class Role(Record):
    """A part to play, with its duties and rights (S1:L225; S2:L41).

    Attributes:
        id: stable identifier.
        name: of the role.
        kind: what sort of role; one organisation that is both `facilitator` and `implementer` is a tension to record (S3:¶78).
        leading: whether it is one of the leading roles.
        responsibilities: duties that come with it.
        required_competencies: what its holder must be good at.
        decision_rights: what its holder may decide.
        justification: why its holder.
        succession: who takes over, or how that is settled.
        conflicts_with: roles that it does not go with.
        tension: how a conflict of roles is dealt with.
        agreed: when the partners agreed on it.
        holders: who has held it.
    """

    id: Id
    name: Text
    kind: RoleKind | None = None
    leading: bool = False
    responsibilities: tuple[str, ...] = ()
    required_competencies: tuple[str, ...] = ()
    decision_rights: tuple[str, ...] = ()
    justification: str = ""
    succession: str = ""
    conflicts_with: tuple[RoleRef, ...] = ()
    tension: str = ""
    agreed: Began = None
    holders: tuple[Holding, ...] = ()

    @property
    def holders_now(self) -> tuple[Holding, ...]:
        """Those who hold it and have not handed it on."""
        return tuple(holding for holding in self.holders if holding.until is None)


CommitmentStatus = Literal[
    "pledged", "confirmed", "in_progress", "fulfilled", "broken", "withdrawn", "released"
]


@record
class Commitment(Record):
    """A promise of one partner, common to all or its own (S1:L229; S2:L41; S4:L31).

    Attributes:
        id: stable identifier.
        partner: who promises.
        kind: common to all partners, or specific to this one.
        text: what is promised.
        resource: what sort of resource, if any.
        money: sum promised.
        quantity: amount promised, other than money.
        unit: of the quantity.
        goal: goal it serves.
        due: by when.
        conditional_on: what it depends on.
        binding: how firm it is.
        reviewed_by: partner or body that looks at whether it is kept.
        pledged: when it was made.
        confirmed: when it was confirmed.
        started: when work on it began.
        fulfilled: when it was kept.
        broken: when it was found broken.
        withdrawn: when its maker took it back.
        released: when the others let its maker off.
        published: when it was made public.
    """

    id: Id
    partner: PartnerRef
    kind: Literal["common", "specific"] = "specific"
    text: Text
    resource: ResourceType | None = None
    money: Money | None = None
    quantity: Amount | None = None
    unit: str = ""
    goal: GoalRef | None = None
    due: dt.date | None = None
    conditional_on: str = ""
    binding: Literal["public_pledge", "mou", "contract"] | None = None
    reviewed_by: str = ""
    pledged: Began = None
    confirmed: Day = None
    started: Day = None
    fulfilled: Day = None
    broken: Day = None
    withdrawn: Day = None
    released: Day = None
    published: Day = None

    @property
    def status(self) -> CommitmentStatus:
        """What has become of it: the latest thing that happened to it.

        Examples:
            >>> import datetime as dt
            >>> Commitment(
            ...     id="c", partner="itu", text="Map networks", fulfilled=dt.date(2021, 5, 1)
            ... ).status
            'fulfilled'
        """
        ends = [
            (day, name)
            for name in ("fulfilled", "broken", "withdrawn", "released")
            if (day := getattr(self, name)) is not None
        ]
        if ends:
            return max(ends)[1]  # type: ignore[return-value]
        if self.started is not None:
            return "in_progress"
        return "pledged" if self.confirmed is None else "confirmed"

    @property
    def outstanding(self) -> bool:
        """Whether it is still to be kept."""
        return self.status in ("pledged", "confirmed", "in_progress")


@record
class CapacityCheck(Record):
    """A look at whether a partner can carry its role (S2:L31).

    Attributes:
        id: stable identifier.
        partner: who was looked at.
        role: for which role.
        on: when.
        sufficient: whether it can.
    """

    id: Id
    partner: PartnerRef
    role: RoleRef | None = None
    on: On
    sufficient: bool
