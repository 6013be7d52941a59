"""Rewriting a dossier in place: what changes is written, the rest of the file stays as its author left it."""

import os
from typing import cast

from msp_lifecycle.formats import json_rewriting, yaml_rewriting
from msp_lifecycle.formats.documents import Document
from msp_lifecycle.formats.files import AnyPath, read_bytes, write_bytes
from msp_lifecycle.formats.leaves import read_whole
from msp_lifecycle.formats.migrations import CURRENT
from msp_lifecycle.formats.problems import DossierChanged, DossierError, Problem
from msp_lifecycle.formats.reading import Format, format_of, loads, parsed, read_document
from msp_lifecycle.formats.shapes import VERSION_KEY
from msp_lifecycle.formats.texts import BOM, decoded
from msp_lifecycle.formats.unstructuring import Mapping, unstructured
from msp_lifecycle.formats.writing import dumps
from msp_lifecycle.records import Partnership

_MOST_ROUNDS = 8
"""Rounds of exchanging records, one for each level of lists within lists; there are fewer levels than that."""


def rewrite(
    path: AnyPath,
    partnership: Partnership,
    *,
    was: Partnership | None = None,
    format: Format | None = None,
) -> None:
    r"""Make a dossier say something else, and keep everything about it that need not change.

    Comments, order, quotes and empty lines stay. Records are known by their id, other items by what they say.
    The file is written as a whole or not at all.

    Args:
        path: of the file.
        partnership: what the dossier is to say.
        was: what it said when it was read. If it says anything else by now, it is left alone.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierChanged: if the file says something else than it did.
        DossierError: if it cannot be read or written.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "gcd.yaml")
        >>> _ = path.write_text("msp_lifecycle: 1  # the format\nid: gcd\nname: Dialogue\n")
        >>> before = loads(path.read_text(), format="yaml")
        >>> rewrite(path, before.evolved(name="Connectivity Dialogue"), was=before)
        >>> print(path.read_text(), end="")
        msp_lifecycle: 1  # the format
        id: gcd
        name: Connectivity Dialogue
    """
    name = os.fspath(path)
    form = format or format_of(name)
    data = read_bytes(path)
    old = loads(data, format=form, name=name)
    if was is not None and old != was:
        raise _changed(name)
    if old == partnership:
        return
    text = rewritten(decoded(data, name), partnership, format=form, name=name)
    # An editor may have saved the file while we were at it; what remains is the instant between this and the next line.
    if read_bytes(path) != data:
        raise _changed(name)
    bom = BOM if data.startswith(BOM.encode()) else ""
    write_bytes(path, (bom + text).encode())


def rewritten(text: str, partnership: Partnership, *, format: Format, name: str = "<text>") -> str:
    """Return the text of a dossier, changed to say something else and no more than need be.

    Raises:
        DossierError: if the text is no sound dossier, or is in an old version of the format.
    """
    new = unstructured(partnership)
    for _ in range(_MOST_ROUNDS):
        document = parsed(text, format=format, name=name)
        _demand_current(document)
        old = unstructured(read_document(document, Partnership))
        text, complete = _changed_text(document, old, new)
        if complete:
            break
    if _says(text, partnership, format):
        return text
    dumps(partnership, format=format)  # says so if it has become too large
    raise _error(name, "cannot be changed in its present form; write it afresh with dump()")


def _changed_text(document: Document, old: Mapping, new: Mapping) -> tuple[str, bool]:
    """Return the text of a document changed, and whether it says all that is new."""
    if document.root is None:
        return json_rewriting.rewritten(document.text, old, new), True
    return yaml_rewriting.rewritten(document.text, document.root, old, new)


def _says(text: str, partnership: Partnership, format: Format) -> bool:
    """Make sure before anything is written: the text must be read as what was meant."""
    try:
        return loads(text, format=format) == partnership
    except DossierError:
        return False


def _demand_current(document: Document) -> None:
    version = cast("dict[str, object]", document.data)[VERSION_KEY]
    if read_whole(version) != CURRENT:
        message = f"version {version} of the format is old; write the dossier afresh with dump()"
        raise _error(document.name, message)


def _changed(name: str) -> DossierChanged:
    message = "has changed since it was read; read it again and repeat what you did"
    return DossierChanged([Problem(kind="file", message=message, file=name)])


def _error(name: str, message: str) -> DossierError:
    return DossierError([Problem(kind="file", message=message, file=name)])
