"""YAML for people, written by hand: few forms, and a value that could be misread is always in quotes.

Other tools may read `NO` as false, and 12:30 as 750; so such texts are quoted, although our own reader needs no quotes.
"""

import json
import re

from msp_lifecycle.formats.limits import (
    ADVICE,
    MOST_YAML_CHARACTERS,
    MOST_YAML_NODES,
    too_much,
)
from msp_lifecycle.formats.unstructuring import Single, Written

STEP = 2
"""Columns that each level is indented by."""

_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_AMBIGUOUS = re.compile(r": | #|[: ]\Z")
_AMBIGUOUS_IN_FLOW = re.compile(r"[,\[\]{}:#]")


def document(data: dict[str, Written]) -> str:
    """Write a whole dossier, with an empty line before each collection of records.

    Raises:
        DossierError: if it is larger than a reader of YAML takes.
    """
    parts = [_spaced(entry(key, value, 0), value) for key, value in data.items()]
    text = "\n".join(parts) + "\n"
    if len(text) > MOST_YAML_CHARACTERS or _nodes(data) > MOST_YAML_NODES:
        most = f"{MOST_YAML_CHARACTERS:,} characters or {MOST_YAML_NODES:,} keys and values of YAML"
        raise too_much("", most, ADVICE)
    return text


def _spaced(text: str, value: Written) -> str:
    return f"\n{text}" if holds_records(value) else text


def holds_records(value: Written) -> bool:
    """Say whether a value is a list of mappings."""
    return isinstance(value, list) and isinstance(next(iter(value), None), dict)


def _nodes(value: Written) -> int:
    if isinstance(value, dict):
        return 1 + sum(1 + _nodes(one) for one in value.values())
    if isinstance(value, list):
        return 1 + sum(_nodes(one) for one in value)
    return 1


def entry(key: str, value: Written, column: int) -> str:
    """Write a key and its value as they stand in a block.

    Args:
        key: a name that needs no quotes.
        value: of the key.
        column: that the key stands in; the first line is not indented.

    Examples:
        >>> print(entry("aliases", ["MSP", "no"], 0))
        aliases:
          - MSP
          - "no"
    """
    inner = column + STEP
    if isinstance(value, dict) and value:
        return f"{key}:\n{' ' * inner}{_entries(value, inner)}"
    if isinstance(value, list) and value:
        lines = "".join(f"\n{' ' * inner}{item(one, inner)}" for one in value)
        return f"{key}:{lines}"
    return f"{key}: {_short(value, inner)}"


def item(value: Written, column: int) -> str:
    """Write an item of a list as it stands in a block, its dash in a column."""
    inner = column + STEP
    if isinstance(value, dict) and value:
        return f"- {_entries(value, inner)}"
    return f"- {_short(value, inner)}"


def _entries(value: dict[str, Written], column: int) -> str:
    return f"\n{' ' * column}".join(entry(key, one, column) for key, one in value.items())


def _short(value: Written, column: int) -> str:
    """Write what needs no lines of its own, or a text of several lines."""
    if isinstance(value, str) and _fits_block(value):
        return _block(value, column)
    return flow(value) if isinstance(value, dict | list) else single(value)


def flow(value: Written) -> str:
    """Write a value on one line, with brackets.

    Examples:
        >>> flow({"on": "never", "about": ["a, b"]})
        '{on: never, about: ["a, b"]}'
    """
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {flow(one)}' for key, one in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(flow(one) for one in value)}]"
    return single(value, in_flow=True)


def single(value: Single, *, in_flow: bool = False) -> str:
    """Write a single value on one line, in quotes where it could be misread.

    Examples:
        >>> [single(text) for text in ("NO", "12:30", "Map networks: all", "https://itu.int")]
        ['"NO"', '"12:30"', '"Map networks: all"', 'https://itu.int']
    """
    if isinstance(value, str):
        return value if _fits_plain(value, in_flow) else _quoted(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _fits_plain(text: str, in_flow: bool) -> bool:
    return (
        text[:1].isalpha()
        and text.isprintable()
        and text.casefold() not in _WORDS
        and _AMBIGUOUS.search(text) is None
        and not (in_flow and _AMBIGUOUS_IN_FLOW.search(text))
    )


def _quoted(text: str) -> str:
    quoted = json.dumps(text, ensure_ascii=False)
    return quoted if quoted.isprintable() else "".join(map(_escaped, quoted))


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _fits_block(text: str) -> bool:
    """Say whether a text of several lines can stand as it is, with nothing at stake at the ends of its lines."""
    lines = text.removesuffix("\n").split("\n")
    return (
        len(lines) > 1
        and lines[0][:1].strip() != ""
        and lines[-1] != ""
        and all(line.isprintable() and line == line.rstrip(" ") for line in lines)
    )


def _block(text: str, column: int) -> str:
    sign = "|" if text.endswith("\n") else "|-"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join([sign, *(f"{' ' * column}{line}" if line else "" for line in lines)])
