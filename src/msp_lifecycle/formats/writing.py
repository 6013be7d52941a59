"""Writing dossiers afresh: everything that is not as it would be anyway, in the order of the record classes."""

import json
import os
from typing import cast

from msp_lifecycle.formats import yaml_writing
from msp_lifecycle.formats.files import AnyPath, write_bytes
from msp_lifecycle.formats.limits import MOST_JSON_VALUES, json_values, too_much
from msp_lifecycle.formats.reading import Format, format_of, no_format
from msp_lifecycle.formats.unstructuring import JsonValue, jsonable, unstructured
from msp_lifecycle.records import Partnership


def dump(partnership: Partnership, path: AnyPath, *, format: Format | None = None) -> None:
    """Write a partnership to a file, as a whole or not at all.

    What the file held is gone, comments too; to keep them, see `rewrite`.

    Args:
        partnership: to write.
        path: of the file.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be written, or the partnership is too large for the format.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "gcd.yaml")
        >>> dump(Partnership(id="gcd", name="Dialogue"), path)
        >>> print(path.read_text(), end="")
        msp_lifecycle: 1
        id: gcd
        name: Dialogue
    """
    text = dumps(partnership, format=format or format_of(os.fspath(path)))
    write_bytes(path, text.encode())


def dumps(partnership: Partnership, *, format: Format) -> str:
    """Write a partnership as a text that `loads` reads back.

    Args:
        partnership: to write.
        format: `yaml` or `json`.

    Raises:
        DossierError: if the partnership is too large for the format.

    Examples:
        >>> print(dumps(Partnership(id="gcd", name="Dialogue"), format="json"), end="")
        {
          "msp_lifecycle": 1,
          "id": "gcd",
          "name": "Dialogue"
        }
    """
    if format == "json":
        return _json(partnership)
    if format == "yaml":
        return yaml_writing.document(unstructured(partnership))
    raise no_format(format)


def _json(partnership: Partnership) -> str:
    text = json.dumps(to_mapping(partnership), ensure_ascii=False, indent=2) + "\n"
    if json_values(text) > MOST_JSON_VALUES:
        raise too_much("", f"{MOST_JSON_VALUES:,} values", "divide the partnership")
    return text


def to_mapping(partnership: Partnership) -> dict[str, JsonValue]:
    """Return a partnership as mappings, lists and texts, ready for `json.dumps`; see `from_mapping`.

    Examples:
        >>> to_mapping(Partnership(id="gcd", name="Dialogue"))
        {'msp_lifecycle': 1, 'id': 'gcd', 'name': 'Dialogue'}
    """
    return cast("dict[str, JsonValue]", jsonable(unstructured(partnership)))
