"""Checklists of one's own: criteria, each with its weight."""

from collections.abc import Iterable

from msp_lifecycle.criterion import Checklist, Criterion, checklist
from msp_lifecycle.formats.definitions.reading import (
    Name,
    built,
    criteria_among,
    read_definition,
)
from msp_lifecycle.formats.files import AnyPath
from msp_lifecycle.formats.reading import Format
from msp_lifecycle.records import Record
from msp_lifecycle.records.marks import Text
from msp_lifecycle.records.record import record


@record
class ChecklistFile(Record):
    """A checklist as a file.

    Attributes:
        checklist: its name.
        title: for a reader.
        source: where it comes from.
        must: criteria that must hold.
        should: criteria that should hold.
        info: criteria that are only reported.
    """

    checklist: Name
    title: str = ""
    source: str = ""
    must: tuple[Text, ...] = ()
    should: tuple[Text, ...] = ()
    info: tuple[Text, ...] = ()


def load_checklist(
    source: AnyPath, *, criteria: Iterable[Criterion] | None = None, format: Format | None = None
) -> Checklist:
    """Read a checklist of one's own.

    Args:
        source: path of the file.
        criteria: to find its codes among, one's own included; every criterion we ship if it is left out.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be read, or names a criterion that there is not.
    """
    read = read_definition(source, ChecklistFile, format)
    file = read.record
    return built(
        read.document,
        lambda: checklist(
            file.checklist,
            file.title or file.checklist,
            criteria_among(criteria),
            source=file.source,
            must=" ".join(file.must),
            should=" ".join(file.should),
            info=" ".join(file.info),
        ),
    )
