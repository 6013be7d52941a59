"""Reading dossiers: YAML for people, JSON for programs, the same structure and the same strictness."""

import os
from collections.abc import Mapping
from pathlib import PurePath
from typing import Literal, TypeAlias, TypeVar, cast

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.formats import json_reading
from msp_lifecycle.formats.documents import Document
from msp_lifecycle.formats.explaining import slips_in
from msp_lifecycle.formats.files import AnyPath, read_bytes
from msp_lifecycle.formats.migrations import migrated
from msp_lifecycle.formats.problems import DossierError, Problem
from msp_lifecycle.formats.shapes import MAPPING
from msp_lifecycle.formats.slips import Slip, written, wrong_value
from msp_lifecycle.formats.texts import decoded
from msp_lifecycle.records import Partnership

T = TypeVar("T")
Format: TypeAlias = Literal["yaml", "json"]

_FORMATS: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}


def load(source: AnyPath, *, format: Format | None = None) -> Partnership:
    r"""Read a dossier from a file.

    Args:
        source: path of the file.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: with every problem there is, if the file cannot be read or is no sound dossier.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "gcd.yaml")
        >>> _ = path.write_text("msp_lifecycle: 1\nid: gcd\nname: Connectivity Dialogue\n")
        >>> load(path).name
        'Connectivity Dialogue'
    """
    name = os.fspath(source)
    return loads(read_bytes(source), format=format or format_of(name), name=name)


def loads(text: str | bytes, *, format: Format, name: str = "<text>") -> Partnership:
    """Read a dossier from a text.

    Args:
        text: the dossier; bytes are taken to be UTF-8.
        format: `yaml` or `json`.
        name: what messages call the text.

    Raises:
        DossierError: with every problem there is, if the text is no sound dossier.

    Examples:
        >>> loads('{"msp_lifecycle": 1, "id": "gcd", "name": "Dialogue"}', format="json").id
        'gcd'
    """
    return read_document(parsed(text, format=format, name=name), Partnership)


def from_mapping(mapping: Mapping[str, object]) -> Partnership:
    """Make a partnership of a mapping, such as `json.loads` returns, as strictly as from a file.

    A decimal number is a text, an int or a `Decimal`; a float is refused, since it may have lost digits.

    Raises:
        DossierError: with every problem there is, if the mapping describes no partnership.

    Examples:
        >>> from_mapping({"msp_lifecycle": 1, "id": "gcd", "name": "Dialogue"}).id
        'gcd'
    """
    partnership, slips = read(dict(mapping), Partnership)
    if partnership is None:
        raise DossierError([_unlocated(slip) for slip in slips])
    return partnership


def read_document(document: Document, cls: type[T]) -> T:
    """Return the record that a well-formed document describes.

    Args:
        document: which begins with the version of the format.
        cls: of the record: `Partnership`, or another that a file may hold.

    Raises:
        DossierError: with every problem there is, if it describes none.
    """
    record, slips = read(document.data, cls, trusted=not document.problems)
    if record is None:
        raise DossierError([*document.problems, *document.located(slips)])
    return record


def parsed(text: str | bytes, *, format: Format, name: str) -> Document:
    """Read a text as YAML or JSON, without asking what it says."""
    source = decoded(text, name)
    if format == "json":
        return json_reading.parse(source, name)
    if format == "yaml":
        from msp_lifecycle.formats import yaml_reading

        return yaml_reading.parse(source, name)
    raise no_format(format)


def format_of(name: str) -> Format:
    """Return the format that the name of a file speaks of.

    Raises:
        DossierError: if it speaks of none.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in _FORMATS:
        return _FORMATS[suffix]
    message = "the name says neither YAML nor JSON; rename the file, or say the format"
    raise DossierError([Problem(kind="file", message=message, file=name)])


def no_format(format: object) -> UnknownName:
    """Return the error for a format that there is not."""
    return UnknownName("format", str(format), ("yaml", "json"))


def read(data: object, cls: type[T], *, trusted: bool = True) -> tuple[T | None, list[Slip]]:
    """Return the record that plain data describe, or else all that is wrong with them.

    Args:
        data: mappings, lists and single values.
        cls: of the record.
        trusted: whether the data are all that the text held, and so may make a record.
    """
    if not isinstance(data, dict):
        return None, [wrong_value((), MAPPING, data)]
    body, slips = migrated(cast("dict[str, object]", data))
    if body is None:
        return None, slips
    if slips or not trusted:
        return None, [*slips, *slips_in(body, cls)]
    # Here, since cattrs takes a moment to import.
    from msp_lifecycle.formats.structuring import REFUSALS, structured

    try:
        return structured(body, cls), []
    except REFUSALS as error:
        return None, slips_in(body, cls) or [Slip(path=(), message=f"cannot be read: {error}")]


def _unlocated(slip: Slip) -> Problem:
    return Problem(
        kind=slip.kind,
        message=slip.message,
        file="<mapping>",
        path=written(slip.path),
        expected=slip.expected,
        found=slip.found,
    )
