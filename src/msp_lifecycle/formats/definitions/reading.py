"""How a definition of one's own is read: with the syntax of dossiers, as strictly, and with every fault in its place."""

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Generic, TypeVar, cast

import attrs

from msp_lifecycle import criteria as shipped
from msp_lifecycle.criterion import Criterion
from msp_lifecycle.errors import LifecycleError, UnknownName
from msp_lifecycle.formats.documents import Document
from msp_lifecycle.formats.files import AnyPath, read_bytes
from msp_lifecycle.formats.problems import DossierError
from msp_lifecycle.formats.reading import Format, format_of, parsed, read_document
from msp_lifecycle.formats.slips import Path, Slip, steps
from msp_lifecycle.records.marks import Pattern

T = TypeVar("T")
A = TypeVar("A", bound=attrs.AttrsInstance)
Name = Annotated[str, Pattern(r"[a-z][a-z0-9_]*", "a name in lower case, such as our_phases")]


@attrs.frozen
class Definition(Generic[T]):
    """What a file defines, with the text that it stands in.

    Attributes:
        record: what it says.
        document: to find a place in the text again.
    """

    record: T
    document: Document


def read_definition(source: AnyPath, cls: type[T], format: Format | None) -> Definition[T]:
    """Read a file as a record of a class.

    Args:
        source: path of the file.
        cls: of the record.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if it cannot be read.
    """
    name = os.fspath(source)
    form = format or format_of(name)
    document = parsed(read_bytes(source), format=form, name=name)
    return Definition(read_document(document, cls), document)


def built(document: Document, build: Callable[[], T]) -> T:
    """Make what a file describes; what is wrong with it is said with its place in the file.

    Args:
        document: that the file holds.
        build: makes what it describes.

    Raises:
        DossierError: if that is not well formed.
    """
    try:
        return build()
    except UnknownName as error:
        path = next(_holding(document.data, error.name), ())
        slips = [Slip(path=path, message=str(error), kind="consistency")]
    except LifecycleError as error:
        slips = [
            Slip(path=steps(place), message=f"{error.name}: {problem}", kind="consistency")
            for problem, place in zip(error.problems, _places(error), strict=True)
        ]
    raise DossierError(document.located(slips))


def alike(cls: type[A], entry: attrs.AttrsInstance) -> A:
    """Return the value whose fields an entry of a file holds under the same names."""
    return cls(**{field.name: getattr(entry, field.name) for field in attrs.fields(cls)})


def _places(error: LifecycleError) -> tuple[str, ...]:
    return error.places or ("",) * len(error.problems)


def _holding(data: object, wanted: str, path: Path = ()) -> Iterator[Path]:
    """Yield the path to every single value that is a name."""
    if isinstance(data, dict):
        for key, value in cast("dict[str, object]", data).items():
            yield from _holding(value, wanted, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(cast("list[object]", data)):
            yield from _holding(value, wanted, (*path, place))
    elif str(data) == wanted:
        yield path


def criteria_among(criteria: Iterable[Criterion] | None) -> tuple[Criterion, ...]:
    """Return criteria to find codes among; every one we ship where none are given."""
    return shipped.CRITERIA if criteria is None else tuple(criteria)
