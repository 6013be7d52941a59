"""Agreements: what is written down, who signed it, and what it covers."""

from typing import Literal

from msp_lifecycle.records.governance import RuleRef
from msp_lifecycle.records.marks import Began, Day, Id, On
from msp_lifecycle.records.partners import PartnerRef
from msp_lifecycle.records.record import Record, record

Clause = Literal[
    "purpose",
    "roles",
    "responsibilities",
    "targets",
    "resources",
    "decision_rules",
    "conflict",
    "joint_problem_solving",
    "exit",
    "transparency",
    "review",
    "shared_risk",
    "data",
    "intellectual_property",
    "handover",
    "joining",
]


@record
class Signature(Record):
    """One partner signs.

    Attributes:
        partner: who.
        on: when.
    """

    partner: PartnerRef
    on: On


@record
class Agreement(Record):
    """A contract, memorandum, charter, terms of reference or informal record (S2:L10, L41).

    Attributes:
        id: stable identifier.
        kind: what sort of paper.
        version: of the text.
        clauses: what it covers.
        rules: decision rules that it contains.
        drafted: when it was drawn up.
        signatures: who signed and when.
        ended: when it lapsed or was replaced.
        unwritten_because: why nothing was written down, where that was a choice.
    """

    id: Id
    kind: Literal["mou", "contract", "charter", "terms_of_reference", "informal_record", "none"]
    version: str = ""
    clauses: tuple[Clause, ...] = ()
    rules: tuple[RuleRef, ...] = ()
    drafted: Began = None
    signatures: tuple[Signature, ...] = ()
    ended: Day = None
    unwritten_because: str = ""
