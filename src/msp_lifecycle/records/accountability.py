"""Accountability: who answers to whom, for what, and whether it was ever put to use."""

from typing import Annotated, Literal

from msp_lifecycle.records.marks import Began, Count, Day, Id, Limits, On, Text
from msp_lifecycle.records.partners import GroupRef, PartnerRef
from msp_lifecycle.records.record import Record, record

AccountabilityKind = Literal[
    "internal",
    "professional",
    "reputational",
    "market",
    "financial",
    "democratic",
    "downward",
    "constituency",
    "peer",
]


@record
class Exercise(Record):
    """A mechanism was put to use.

    Attributes:
        on: when.
        text: how.
    """

    on: On
    text: str = ""


@record
class AccountabilityRelation(Record):
    """Somebody answers to somebody for something (S1:L300 to L312; S4:L31).

    Attributes:
        id: stable identifier.
        kind: of the nine kinds of mechanism.
        by: partner that answers; empty means the partnership as a whole.
        to_partner: partner that is answered to.
        to_group: stakeholder group that is answered to.
        to_outside: anybody else, such as `donors` or `parliament`.
        for_what: what is answered for.
        standard: what it is measured against.
        mechanism: how it is called to account.
        formality: how formal that is.
        every_days: how often it is to be put to use, in days.
        sanction: what follows if it falls short.
        since: when it was set up.
        until: when it ended.
        exercised: when it was put to use.
    """

    id: Id
    kind: AccountabilityKind
    by: Annotated[PartnerRef | None, Limits()] = None
    to_partner: PartnerRef | None = None
    to_group: GroupRef | None = None
    to_outside: str = ""
    for_what: Text
    standard: str = ""
    mechanism: str = ""
    formality: Literal["informal", "mixed", "formal"] | None = None
    every_days: Count | None = None
    sanction: str = ""
    since: Began = None
    until: Day = None
    exercised: tuple[Exercise, ...] = ()

    @property
    def internal(self) -> bool:
        """Whether both ends lie within the partnership."""
        return self.to_partner is not None
