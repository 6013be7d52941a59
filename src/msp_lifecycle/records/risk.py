"""Risk and divergence: risks and who bears them, divergences, conflicts, breaches, power."""

import datetime as dt
from typing import Annotated, Literal

from msp_lifecycle.records.governance import DecisionRef, MeetingRef
from msp_lifecycle.records.marks import Began, Day, Happens, Id, On, Share, Text
from msp_lifecycle.records.partners import OrganisationRef, PartnerRef, Strength
from msp_lifecycle.records.record import Record, record

RiskCategory = Literal[
    "co_optation",
    "weakened_regulation",
    "abdication_by_government",
    "reputation",
    "conflict_of_interest",
    "self_censorship",
    "financial",
    "operational",
    "political",
    "other",
]
PowerType = Literal[
    "economic", "political", "moral", "knowledge", "convening", "community_legitimacy"
]


@record
class RiskShare(Record):
    """The part of a risk that one partner bears.

    Attributes:
        partner: who bears it.
        share: how much of it, 0 to 1; empty where only the bearer is known.
        consented_by: decision in which the partner agreed to bear it, where it was moved there later (S0:L2).
        since: from when on.
    """

    partner: PartnerRef
    share: Share | None = None
    consented_by: DecisionRef | None = None
    since: Began = None


@record
class Risk(Record):
    """Something that may go wrong (S0:L11; S1:L32).

    Attributes:
        id: stable identifier.
        category: what sort of risk.
        text: the risk.
        likelihood: of its coming true.
        impact: if it does.
        bearers: who would bear it.
        mitigation: what is done about it.
        owner: partner that watches it.
        identified: when it was named.
        closed: when it went away.
    """

    id: Id
    category: RiskCategory
    text: str = ""
    likelihood: Strength | None = None
    impact: Strength | None = None
    bearers: tuple[RiskShare, ...] = ()
    mitigation: str = ""
    owner: PartnerRef | None = None
    identified: Began = None
    closed: Day = None


@record
class Divergence(Record):
    """A matter on which partners differ (S1:L221).

    Attributes:
        id: stable identifier.
        topic: the matter.
        partners: who differ.
        noted: when it was acknowledged.
        deal_breaker: whether it would end the partnership.
        arrangement: how they live with it, such as an opt-out.
        agreed_to_disagree: when they agreed to disagree.
        resolved: when it was settled.
    """

    id: Id
    topic: Text
    partners: tuple[PartnerRef, ...] = ()
    noted: Began = None
    deal_breaker: bool = False
    arrangement: str = ""
    agreed_to_disagree: Day = None
    resolved: Day = None

    @property
    def open(self) -> bool:
        """Whether it is neither settled nor agreed to stand."""
        return self.resolved is None and self.agreed_to_disagree is None


@record
class Conflict(Record):
    """An open conflict (S1:L266).

    Attributes:
        id: stable identifier.
        parties: who.
        opened: when it broke out.
        steps: what was tried, in order.
        mediator: who mediated.
        mediator_independent: whether the mediator has no stake.
        closed: when it ended.
        result: how it ended.
    """

    id: Id
    parties: tuple[PartnerRef, ...] = ()
    opened: On
    steps: tuple[Literal["joint", "mediation", "escalation", "exit"], ...] = ()
    mediator: OrganisationRef | None = None
    mediator_independent: bool | None = None
    closed: Annotated[dt.date | None, Happens(clears=("result",))] = None
    result: str = ""


@record
class Breach(Record):
    """A breach of trust, and its repair (S2:L26, inferred).

    Attributes:
        id: stable identifier.
        on: when.
        by: partner that broke trust.
        text: what happened.
        repair: what was done.
        repaired: when.
    """

    id: Id
    on: On
    by: PartnerRef | None = None
    text: str = ""
    repair: str = ""
    repaired: Day = None


@record
class PowerEntry(Record):
    """How strong one partner is in one kind of power.

    Attributes:
        partner: who.
        power: what kind.
        strength: how much of it.
    """

    partner: PartnerRef
    power: PowerType
    strength: Strength


@record
class Asymmetry(Record):
    """An imbalance of power, and what is done about it (S1:L262).

    Attributes:
        text: the imbalance.
        measure: what is done to level it.
        raised_in: meeting where it was raised.
        closed: when it was levelled.
    """

    text: Text
    measure: str = ""
    raised_in: MeetingRef | None = None
    closed: Day = None


@record
class PowerAssessment(Record):
    """A frank look at who holds what power (S1:L262; S3:Box).

    Attributes:
        id: stable identifier.
        on: when.
        entries: partner by kind of power.
        asymmetries: imbalances found.
        uses_contributions: whether it looked at who contributes what (S2:L41).
        discussed_in: meeting where it was discussed.
    """

    id: Id
    on: On
    entries: tuple[PowerEntry, ...] = ()
    asymmetries: tuple[Asymmetry, ...] = ()
    uses_contributions: bool | None = None
    discussed_in: MeetingRef | None = None
