"""JSON into plain data, exactly: no number through a float, no key lost, and every place to be found again."""

import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias, cast

from msp_lifecycle.formats import leaves
from msp_lifecycle.formats.documents import Document, places_of
from msp_lifecycle.formats.limits import DEEPEST, MOST_JSON_VALUES, json_values, too_much
from msp_lifecycle.formats.problems import DossierError, Problem
from msp_lifecycle.formats.slips import Offsets, Path

_decoder = json.JSONDecoder(
    object_pairs_hook=leaves.mapping,
    parse_float=leaves.number,
    parse_int=leaves.whole_number,
    parse_constant=leaves.NoNumber,
)
_skipper = json.JSONDecoder(parse_float=len, parse_int=len)  # never fails on a number
_GAP = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)

Wanted: TypeAlias = "dict[str | int, Wanted]"


def parse(text: str, name: str) -> Document:
    """Read JSON.

    Raises:
        DossierError: if the text is not well-formed JSON, or too much of it.
    """
    if json_values(text) > MOST_JSON_VALUES:
        raise too_much(name, f"{MOST_JSON_VALUES:,} values", "divide the dossier")
    if not text.strip(" \t\r\n"):
        raise DossierError([_syntax(name, (1, 1), "the dossier is empty")])
    try:
        data: object = _decoder.decode(text)
    except json.JSONDecodeError as error:
        place = places_of(text, [error.pos])[error.pos]
        raise DossierError([_syntax(name, place, _words(error))]) from None
    except RecursionError:
        place = _too_deep(text)
        message = f"nested more than {DEEPEST} levels deep"
        raise DossierError([_syntax(name, place, message)]) from None
    return Document(name, text, data, (), lambda paths: _find(text, paths))


def _syntax(name: str, place: tuple[int, int], message: str) -> Problem:
    return Problem(kind="syntax", message=message, file=name, line=place[0], column=place[1])


def _words(error: json.JSONDecodeError) -> str:
    return f"not well-formed JSON: {error.msg[:1].lower()}{error.msg[1:].removesuffix(' at')}"


def _too_deep(text: str) -> tuple[int, int]:
    """Return the place of the first bracket that is nested too deep."""
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > DEEPEST:
            return places_of(text, [token.start()])[token.start()]
    return 1, 1


def members(text: str, start: int) -> Iterator[tuple[str | int, int, int, int]]:
    """Yield what a list or mapping of well-formed JSON holds.

    Args:
        text: the whole of it.
        start: offset of the opening bracket.

    Yields:
        Key or index, offset of the key (of the value in a list), and where the value starts and ends.

    Examples:
        >>> list(members('{"a": [1, 2]}', 0))
        [('a', 1, 6, 12)]
    """
    here = _after_gap(text, start + 1)
    index = 0
    while text[here] not in "]}":
        key: str | int = index
        begin = here
        if text[start] == "{":
            key, here = _skipped(text, here)
            here = _after_gap(text, _after_gap(text, here) + 1)
        _, end = _skipped(text, here)
        yield key, begin, here, end
        index += 1
        here = _after_gap(text, end)
        if text[here] == ",":
            here = _after_gap(text, here + 1)


def _skipped(text: str, start: int) -> tuple[str, int]:
    return cast("tuple[str, int]", _skipper.raw_decode(text, start))


def _after_gap(text: str, start: int) -> int:
    match = _GAP.match(text, start)
    return match.end() if match else start


def _find(text: str, paths: Iterable[Path]) -> Offsets:
    root: Wanted = {}
    for path in paths:
        wanted = root
        for step in path:
            wanted = wanted.setdefault(step, {})
    start = _after_gap(text, 0)
    found: dict[Path, tuple[int, int]] = {(): (start, start)}
    with contextlib.suppress(RecursionError):  # a text that was just not too deep for reading it
        _find_within(text, start, (), root, found)
    return found


def _find_within(
    text: str, start: int, path: Path, wanted: Wanted, found: dict[Path, tuple[int, int]]
) -> None:
    """Note the offsets of what is wanted; the decoder skips the rest, and is fast."""
    if not wanted or text[start] not in "[{":
        return
    left = len(wanted)
    for step, key, begin, _ in members(text, start):
        if step in wanted:
            found[*path, step] = key, begin
            _find_within(text, begin, (*path, step), wanted[step], found)
            left -= 1
            if left == 0 and text[start] == "[":
                return  # in a mapping the last of equal keys counts, so that has to be read to its end
