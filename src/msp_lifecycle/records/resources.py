"""Steering and resources: secretariat, facilitators, budgets, funding, contributions, expenses."""

import datetime as dt
from typing import Annotated, Literal

from msp_lifecycle.records.commitments import CommitmentRef, ResourceType
from msp_lifecycle.records.identity import Span
from msp_lifecycle.records.marks import Amount, Began, Day, Days, Id, On, RefersTo, Text
from msp_lifecycle.records.money import Money
from msp_lifecycle.records.partners import OrganisationRef, PartnerRef, PersonRef
from msp_lifecycle.records.record import Record, record
from msp_lifecycle.records.strategy import GoalRef


@record
class Secretariat(Record):
    """The office that steers the process (S2:L14, L29).

    Attributes:
        id: stable identifier.
        host: organisation that houses it.
        started: when it began its work.
        ended: when it was closed.
        staff_fte: all its staff, in full-time equivalents.
        coordinator_fte: staff solely for coordination and process management, in full-time equivalents.
        neutrality_safeguards: what keeps it neutral.
        casting_vote: whether its host has a casting vote.
        needs: what it costs by its own plan, a year.
        budget: what it has, a year.
        functions: what it does.
        functions_reviewed: days on which size and functions were looked at.
    """

    id: Id
    host: OrganisationRef | None = None
    started: Began = None
    ended: Day = None
    staff_fte: Amount | None = None
    coordinator_fte: Amount | None = None
    neutrality_safeguards: tuple[str, ...] = ()
    casting_vote: bool | None = None
    needs: Money | None = None
    budget: Money | None = None
    functions: tuple[str, ...] = ()
    functions_reviewed: Days = ()


@record
class Facilitator(Record):
    """A broker or facilitator (S1:L266; S3:¶86).

    Attributes:
        id: stable identifier.
        organisation: that provides it.
        person: who it is.
        independent: whether it has no stake.
        since: from when on.
        until: last day.
    """

    id: Id
    organisation: OrganisationRef | None = None
    person: PersonRef | None = None
    independent: bool | None = None
    since: Began = None
    until: Day = None


BudgetLineKind = Literal[
    "activities",
    "staff",
    "secretariat",
    "steering",
    "management",
    "monitoring",
    "evaluation",
    "communication",
    "capacity",
]


@record
class BudgetLine(Record):
    """What one thing is planned to need.

    Attributes:
        kind: what it is for.
        resource: money, people or time.
        money: sum planned.
        quantity: amount planned, other than money.
        unit: of the quantity, such as `person-months`.
        reviewed: days on which it was looked at again.
    """

    kind: BudgetLineKind
    resource: Literal["money", "people", "time"] = "money"
    money: Money | None = None
    quantity: Amount | None = None
    unit: str = ""
    reviewed: Days = ()


@record
class BudgetCheck(Record):
    """A look at whether the budget suffices (S2:L31).

    Attributes:
        on: when.
        sufficient: whether it does.
        needed: sum needed.
        available: sum there is.
    """

    on: On
    sufficient: bool
    needed: Money | None = None
    available: Money | None = None


@record
class Budget(Record):
    """The resource plan of a period (S2:L14, L31).

    Attributes:
        id: stable identifier.
        period: that it is for.
        planned: when it was drawn up.
        approved: when the partners approved it.
        lines: what it holds.
        checks: looks at whether it suffices.
        ended: when another took its place.
    """

    id: Id
    period: Span | None = None
    planned: Began = None
    approved: Day = None
    lines: tuple[BudgetLine, ...] = ()
    checks: tuple[BudgetCheck, ...] = ()
    ended: Day = None


@record
class Funding(Record):
    """Money that somebody has agreed to give for a period (S2:L31; S1:L393; S3:¶21).

    Attributes:
        id: stable identifier.
        source: organisation that gives it, partner or not.
        money: how much, over the whole period; empty where the source does not say.
        period: that it is for.
        earmarked: tied to a purpose, or core.
        new: whether it is money that was not there before (S3:¶21).
        agreed: when it was agreed.
        ended: when it ran out or was withdrawn.
        expectations: what the giver expects; an empty text says nothing, `none` says that nothing is expected.
        expectations_shared: when the partners were told, best before it was agreed.
        through: advocate whose support brought it in (S2:L23).
    """

    id: Id
    source: OrganisationRef
    money: Money | None = None
    period: Span | None = None
    earmarked: bool | None = None
    new: bool | None = None
    agreed: Began = None
    ended: Day = None
    expectations: str = ""
    expectations_shared: dt.date | None = None
    through: Annotated[str, RefersTo("advocates")] | None = None


@record
class Contribution(Record):
    """Something a partner did bring (S2:L31; S3:Box).

    Attributes:
        id: stable identifier.
        partner: who brought it.
        commitment: promise that it keeps.
        delivered: when.
        resource: what sort of resource.
        money: how much.
        quantity: how much, other than money.
        unit: of the quantity.
        text: what it was.
        goal: goal that it served.
        competency: declared competency that it draws on (S0:L2).
    """

    id: Id
    partner: PartnerRef
    commitment: CommitmentRef | None = None
    delivered: Began = None
    resource: ResourceType
    money: Money | None = None
    quantity: Amount | None = None
    unit: str = ""
    text: str = ""
    goal: GoalRef | None = None
    competency: str = ""


@record
class Expense(Record):
    """Money or effort spent (S2:L40).

    Attributes:
        id: stable identifier.
        on: when.
        line: budget line it belongs to.
        money: how much.
        goal: goal that it served.
        result: result that it paid for.
    """

    id: Id
    on: On
    line: BudgetLineKind | None = None
    money: Money
    goal: GoalRef | None = None
    result: Text | None = None
