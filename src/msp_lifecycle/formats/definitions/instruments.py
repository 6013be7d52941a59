"""Survey instruments of one's own: questions, their scale, and how results are read."""

from decimal import Decimal
from typing import TYPE_CHECKING

from msp_lifecycle.formats.definitions.reading import Name, alike, built, read_definition
from msp_lifecycle.formats.files import AnyPath
from msp_lifecycle.formats.reading import Format
from msp_lifecycle.records import Record
from msp_lifecycle.records.marks import Text
from msp_lifecycle.records.record import record

if TYPE_CHECKING:  # what few files need is imported when one is read
    from msp_lifecycle.assessment import Instrument


@record
class QuestionEntry(Record):
    """One question in an instrument.

    Attributes:
        code: by which answers name it.
        text: the statement to be rated.
        factor: success factor that it belongs to, such as `B2`.
        reversed: whether agreeing speaks against the partnership.
    """

    code: Text
    text: Text
    factor: str = ""
    reversed: bool = False


@record
class BandEntry(Record):
    """How a mean is read.

    Attributes:
        name: in a word or two.
        least: lowest mean that it begins at.
    """

    name: Text
    least: Decimal


@record
class InstrumentFile(Record):
    """A survey instrument as a file.

    Attributes:
        instrument: its name.
        title: for a reader.
        source: where it comes from.
        lowest: answer possible.
        highest: answer possible.
        labels: what the answers mean, from the lowest on; only the ends may be named.
        questions: in their order.
        bands: from the highest to the lowest.
    """

    instrument: Name
    title: Text
    source: str = ""
    lowest: int = 1
    highest: int = 5
    labels: tuple[str, ...] = ()
    questions: tuple[QuestionEntry, ...]
    bands: tuple[BandEntry, ...] = ()


def load_instrument(source: AnyPath, *, format: Format | None = None) -> "Instrument":
    r"""Read a survey instrument of one's own.

    Args:
        source: path of the file.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be read, or the instrument is not well formed.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "pulse.yaml")
        >>> _ = path.write_text(
        ...     "msp_lifecycle: 1\ninstrument: pulse\ntitle: Pulse\nhighest: 3\n"
        ...     "questions:\n  - {code: mood, text: I look forward to our meetings.}\n"
        ... )
        >>> load_instrument(path).scale.words
        '1 to 3'
    """
    from msp_lifecycle.assessment import Band, Instrument, Question, Scale

    read = read_definition(source, InstrumentFile, format)
    file = read.record
    return built(
        read.document,
        lambda: Instrument(
            name=file.instrument,
            title=file.title,
            source=file.source,
            scale=Scale(lowest=file.lowest, highest=file.highest, labels=file.labels),
            questions=tuple(alike(Question, one) for one in file.questions),
            bands=tuple(alike(Band, one) for one in file.bands),
        ),
    )
