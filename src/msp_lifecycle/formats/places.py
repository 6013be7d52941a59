"""Where in a file the records stand that turned out wrong after it was read."""

import os
from collections.abc import Iterable
from typing import cast

from msp_lifecycle.formats.files import AnyPath, read_bytes
from msp_lifecycle.formats.problems import DossierError
from msp_lifecycle.formats.reading import format_of, parsed
from msp_lifecycle.formats.slips import Path, Slip, steps


def misplaced(source: AnyPath, problems: Iterable[tuple[str, str]]) -> DossierError:
    r"""Return the error for what is wrong with records of a dossier, with line and column.

    Args:
        source: path of the dossier.
        problems: a path such as `responses/r1.answers[0]`, and a sentence, for each.

    Raises:
        DossierError: if the file can no longer be read.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "mine.yaml")
        >>> _ = path.write_text("msp_lifecycle: 1\nid: m\nname: M\ngoals:\n  - {id: g, text: G}\n")
        >>> found = misplaced(path, [("goals/g.text", "too short")]).problems[0]
        >>> found.line, found.column, found.path
        (5, 19, 'goals[0].text')
    """
    name = os.fspath(source)
    document = parsed(read_bytes(source), format=format_of(name), name=name)
    slips = [
        Slip(path=_path(document.data, path), message=message, kind="consistency")
        for path, message in problems
    ]
    return DossierError(document.located(slips))


def _path(data: object, place: str) -> Path:
    """Return the path to a record that is named by its id, which may itself have dots in it."""
    collection, _, named = place.partition("/")
    records = cast("dict[str, object]", data).get(collection) if isinstance(data, dict) else None
    found: Path = (collection,)
    longest = -1
    for index, record in enumerate(cast("list[object]", records or ())):
        wanted = (
            str(cast("dict[str, object]", record).get("id")) if isinstance(record, dict) else ""
        )
        rest = named.removeprefix(wanted)
        if named.startswith(wanted) and rest[:1] in ("", ".", "[") and len(wanted) > longest:
            found, longest = (collection, index, *steps(rest)), len(wanted)
    return found
