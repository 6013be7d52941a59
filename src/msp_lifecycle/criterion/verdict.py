"""What a criterion answers: a status, a sentence, and the evidence it rests on."""

import enum
from collections.abc import Iterable
from decimal import Decimal

import attrs

from msp_lifecycle.records import Record
from msp_lifecycle.records.partnership import RECORD_TYPES


class Status(enum.StrEnum):
    """The five outcomes of a criterion; unknown is never folded into met or not met."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"

    @property
    def stands(self) -> bool:
        """Whether a guard lets it pass: met, waived or not applicable."""
        return self in STANDING

    @property
    def words(self) -> str:
        """The status as it is read aloud."""
        return self.value.replace("_", " ")


STANDING = frozenset((Status.MET, Status.WAIVED, Status.NOT_APPLICABLE))
"""The statuses that a guard lets pass."""


@attrs.frozen
class Cited:
    """A record that a verdict rests on.

    Attributes:
        record: its path in the dossier, such as `partners/itu`.
    """

    record: str


@attrs.frozen
class Figure:
    """A figure that a verdict rests on.

    Attributes:
        name: what it says.
        value: how much.
        unit: of the value; empty for a share or a plain number.
        limit: threshold of the profile that it was held against, if any.
    """

    name: str
    value: Decimal | int
    unit: str = ""
    limit: Decimal | int | None = None


Evidence = Cited | Figure


@attrs.frozen
class Verdict:
    """The answer of one criterion on one partnership.

    Attributes:
        status: what it is.
        message: one sentence or two with the facts, naming ids; it never quotes a confidential text.
        evidence: records and figures it rests on.
    """

    status: Status
    message: str
    evidence: tuple[Evidence, ...] = ()


COLLECTION_OF = {cls: name for name, cls in RECORD_TYPES.items()}

MOST_CITED = 12
"""Records that a verdict cites at most, those at fault first; a figure says how many more there are."""


def cited(*records: Record) -> tuple[Cited, ...]:
    """Return the paths of records in the dossier.

    Examples:
        >>> from msp_lifecycle.records import Partner
        >>> cited(Partner(id="itu", organisation="itu"))
        (Cited(record='partners/itu'),)
    """
    return tuple(Cited(f"{COLLECTION_OF[type(one)]}/{getattr(one, 'id', '')}") for one in records)


def _verdict(status: Status, message: str, evidence: Iterable[Record | Figure]) -> Verdict:
    records: list[Record] = []
    figures: list[Figure] = []
    for one in evidence:
        if isinstance(one, Figure):
            figures.append(one)
        else:
            records.append(one)
    if len(records) > MOST_CITED:
        figures.append(Figure("further records", len(records) - MOST_CITED))
    return Verdict(status, message, (*cited(*records[:MOST_CITED]), *figures))


def met(message: str, *evidence: Record | Figure) -> Verdict:
    """The records show that it holds."""
    return _verdict(Status.MET, message, evidence)


def not_met(message: str, *evidence: Record | Figure) -> Verdict:
    """The records show that it does not hold."""
    return _verdict(Status.NOT_MET, message, evidence)


def unknown(message: str, *evidence: Record | Figure) -> Verdict:
    """No record speaks to the question."""
    return _verdict(Status.UNKNOWN, message, evidence)


def not_applicable(message: str, *evidence: Record | Figure) -> Verdict:
    """The question does not arise for this partnership on this day."""
    return _verdict(Status.NOT_APPLICABLE, message, evidence)


def met_if(holds: bool, if_met: str, if_not: str, *evidence: Record | Figure) -> Verdict:
    """Met or not met, with the sentence that fits."""
    return met(if_met, *evidence) if holds else not_met(if_not, *evidence)


def listed(names: Iterable[str], most: int = 5) -> str:
    """Join names for a sentence, the first few of them.

    Examples:
        >>> listed(["a", "b", "c"], most=2)
        'a, b and 1 more'
    """
    all_names = list(names)
    shown = ", ".join(all_names[:most])
    rest = len(all_names) - most
    return f"{shown} and {rest} more" if rest > 0 else shown


def counted(number: int, one: str, many: str = "") -> str:
    """Say how many there are of something.

    Examples:
        >>> counted(1, "key group"), counted(2, "key group"), counted(2, "body", "bodies")
        ('1 key group', '2 key groups', '2 bodies')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
