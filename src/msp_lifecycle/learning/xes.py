"""Reading observed lives from XES (IEEE 1849): a trace is a partnership, an event the move into a state.

Read as a stream with the standard library; a document type, and with it every entity of one's own, is refused.
"""

import contextlib
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element
from xml.parsers import expat

from msp_lifecycle.learning.reading import Moments, Wanted, days, refused
from msp_lifecycle.learning.rows import Rows

NAME, TIME = "concept:name", "time:timestamp"
CHUNK = 65_536


def read_xes(path: Path, wanted: Wanted) -> Moments:
    """Return the events of a XES file as rows.

    `wanted.columns` says which key holds the partnership, the time and the state, where these are others than
    `concept:name` and `time:timestamp`.
    """
    rows = Rows(file=path.name, unit=wanted.unit)
    columns = wanted.columns
    keys = (columns.get("time", TIME), columns.get("state", NAME))
    for number, (trace, line) in enumerate(_traces(path), 1):
        who = _values(trace).get(columns.get("partnership", NAME), "") or f"trace {number}"
        for event in trace:
            if _tag(event) == "event":
                _add(rows, who, line, _values(event), keys, wanted)
    return Moments(rows=rows)


def _add(
    rows: Rows,
    who: str,
    line: int,
    values: dict[str, str],
    keys: tuple[str, str],
    wanted: Wanted,
) -> None:
    when, activity = values.get(keys[0], ""), values.get(keys[1], "")
    day = None
    with contextlib.suppress(ValueError):
        day = dt.datetime.fromisoformat(when)
    if day is None:
        expected = "a time such as 2020-09-01T12:00:00+00:00"
        rows.wrong(line, keys[0], expected=f"{expected} in an event of {who}", found=when)
    elif not activity:
        rows.wrong(line, keys[1], expected=f"the name of a state in an event of {who}", found="")
    elif wanted.leads_to is None or activity in wanted.leads_to:
        state = activity if wanted.leads_to is None else wanted.leads_to[activity]
        rows.add(line, who, days(day), state, "exact")


def _traces(path: Path) -> Iterator[tuple[Element, int]]:
    """Yield each trace with the line on which it begins; the file is never held as a whole."""
    builder = _Traces()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, held: builder.start(
        tag, held, parser.CurrentLineNumber
    )
    parser.EndElementHandler = builder.end
    parser.StartDoctypeDeclHandler = builder.refuse
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk)
                yield from builder.taken()
            parser.Parse(b"", True)
        except expat.ExpatError as mistake:
            message = f"this is no XML: {expat.errors.messages[mistake.code]}"
            raise refused(path, message, mistake.lineno) from None
        except _HasDoctype:
            raise refused(path, "a document type is not read; remove <!DOCTYPE ...>") from None
    yield from builder.taken()
    if not builder.is_log:
        raise refused(path, "this is no XES: the outermost element is not <log>")


class _HasDoctype(Exception):
    pass


class _Traces:
    """Builds the traces of a document, and nothing else of it."""

    def __init__(self) -> None:
        self.is_log = False
        self._open: list[Element] = []
        self._line = 0
        self._done: list[tuple[Element, int]] = []
        self._depth = 0

    def start(self, tag: str, held: dict[str, str], line: int) -> None:
        self._depth += 1
        name = tag.rpartition(":")[2]
        if self._depth == 1:
            self.is_log = name == "log"
        if not self._open and not (self._depth == 2 and name == "trace"):
            return
        one = Element(name, held)
        if self._open:
            self._open[-1].append(one)
        else:
            self._line = line
        self._open.append(one)

    def end(self, _: str) -> None:
        self._depth -= 1
        if self._open:
            one = self._open.pop()
            if not self._open:
                self._done.append((one, self._line))

    def refuse(self, *_: object) -> None:
        raise _HasDoctype

    def taken(self) -> list[tuple[Element, int]]:
        done, self._done = self._done, []
        return done


def _tag(element: Element) -> str:
    return element.tag


def _values(element: Element) -> dict[str, str]:
    return {one.get("key", ""): one.get("value", "") for one in element}
