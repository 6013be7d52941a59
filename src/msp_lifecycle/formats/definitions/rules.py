"""Rules of one's own for a registry or platform: stages, what moves between them, and deadlines."""

from typing import TYPE_CHECKING, Annotated, Literal

from msp_lifecycle.formats.definitions.reading import Name, alike, built, read_definition
from msp_lifecycle.formats.files import AnyPath
from msp_lifecycle.formats.reading import Format
from msp_lifecycle.records import Record, RulingKind
from msp_lifecycle.records.marks import Text, Within
from msp_lifecycle.records.record import record

if TYPE_CHECKING:  # what few files need is imported when one is read
    from msp_lifecycle.platforms import Rules

ArcKind = Literal["report", RulingKind]
Months = Annotated[int, Within(1, 1200)]


@record
class StageEntry(Record):
    """How a platform lists a participant.

    Attributes:
        name: in lower case.
        title: for a reader.
        consequence: what it means for the participant.
        final: whether only being readmitted leads out of it.
        fine: whether the platform has nothing to complain of.
    """

    name: Name
    title: Text
    consequence: str = ""
    final: bool = False
    fine: bool = False


@record
class ArcEntry(Record):
    """An event that moves a participant from one stage to another.

    Attributes:
        kind: a report, or a ruling of the platform.
        sources: stages that it leaves.
        to: stage that it leads to.
        strike: whether it counts against the participant.
    """

    kind: ArcKind
    sources: tuple[Name, ...]
    to: Name
    strike: bool = False


@record
class DeadlineEntry(Record):
    """A time after which a participant is moved to a worse stage.

    Attributes:
        source: stage that it leaves.
        to: stage that it leads to.
        months: how long.
        since: what it is counted from.
        strike: whether it counts against the participant.
    """

    source: Name
    to: Name
    months: Months
    since: Literal["entry", "report", "covered", "stage"]
    strike: bool = False


@record
class RulesFile(Record):
    """Rules of a platform as a file.

    Attributes:
        rules: their name.
        title: for a reader.
        source: where they come from.
        report: what the platform calls a report.
        covers_months: how many months after it came out a report without a period is taken to cover; negative before.
        stages: from the best to the worst.
        arcs: what events do.
        deadlines: what time does.
    """

    rules: Name
    title: Text
    source: str = ""
    report: Text = "report"
    covers_months: Annotated[int, Within(-1200, 1200)] = 0
    stages: tuple[StageEntry, ...]
    arcs: tuple[ArcEntry, ...] = ()
    deadlines: tuple[DeadlineEntry, ...] = ()


def load_rules(source: AnyPath, *, format: Format | None = None) -> "Rules":
    r"""Read rules of a registry or platform of one's own.

    Args:
        source: path of the file.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be read, or the rules are not well formed.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "club.yaml")
        >>> _ = path.write_text(
        ...     "msp_lifecycle: 1\nrules: club\ntitle: Our club\nstages:\n"
        ...     "  - {name: listed, title: Listed, fine: true}\n  - {name: late, title: Late}\n"
        ...     "deadlines:\n  - {source: listed, to: late, months: 6, since: report}\n"
        ... )
        >>> [stage.name for stage in load_rules(path).stages]
        ['listed', 'late']
    """
    from msp_lifecycle.platforms import Arc, Deadline, Rules, Stage

    read = read_definition(source, RulesFile, format)
    file = read.record
    return built(
        read.document,
        lambda: Rules(
            name=file.rules,
            title=file.title,
            source=file.source,
            note=file.note,
            report=file.report,
            covers_months=file.covers_months,
            stages=tuple(alike(Stage, one) for one in file.stages),
            arcs=tuple(alike(Arc, one) for one in file.arcs),
            deadlines=tuple(alike(Deadline, one) for one in file.deadlines),
        ),
    )
