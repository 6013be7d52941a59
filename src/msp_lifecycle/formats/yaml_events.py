"""The events of a YAML parser, in types of our own: the one module that knows ruamel.yaml.

It is therefore imported when YAML is read, not before.
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, NoReturn, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scanner import Scanner

Kind = Literal["document", "mapping", "list", "scalar", "alias", "close"]

_KINDS: dict[str, Kind] = {
    "DocumentStartEvent": "document",
    "MappingStartEvent": "mapping",
    "SequenceStartEvent": "list",
    "ScalarEvent": "scalar",
    "AliasEvent": "alias",
    "MappingEndEvent": "close",
    "SequenceEndEvent": "close",
}


class Event(NamedTuple):
    """One step of a parser.

    Attributes:
        kind: a document, mapping or list begins; a scalar or an alias; a mapping or list ends.
        start: offset of its first character.
        end: offset after its last one.
        value: of a scalar.
        style: of a scalar: a quote, `|` or `>`; empty if it is plain.
        anchor: its name, or that of the alias; empty without one.
        special: whether a mapping or list is written with brackets, or a document begins with directives.
    """

    kind: Kind
    start: int
    end: int
    value: str
    style: str
    anchor: str
    special: bool


class IllFormed(Exception):
    """A text is no YAML, or more than we take.

    Attributes:
        offset: where it stops being so.
        words: why, in the words of the parser.
    """

    def __init__(self, offset: int, words: str) -> None:
        super().__init__(offset, words)
        self.offset = offset
        self.words = words


class _Scanner(Scanner):
    """Stops at a tag at once: reading a long one takes ruamel.yaml time that grows with its square."""

    def fetch_tag(self) -> NoReturn:
        mark = cast("Any", self).reader.get_mark()
        raise MarkedYAMLError(problem="tags such as !!str are not taken", problem_mark=mark)


def events(text: str) -> Iterator[Event]:
    """Yield the events of a text, each as soon as the parser has come to it.

    Raises:
        IllFormed: where the text stops being YAML.
    """
    yaml = cast("Any", YAML(typ="safe", pure=True))
    yaml.Scanner = _Scanner
    try:
        for event in yaml.parse(text):
            kind = _KINDS.get(type(event).__name__)
            if kind is not None:
                yield _event(kind, event)
    except MarkedYAMLError as error:
        mark = cast("Any", error.problem_mark or error.context_mark)
        offset = 0 if mark is None else min(mark.index, len(text))
        raise IllFormed(offset, str(cast("Any", error).problem)) from None


def _event(kind: Kind, event: Any) -> Event:
    directives = kind == "document" and bool(event.version or event.tags)
    brackets = kind in ("mapping", "list") and bool(event.flow_style)
    return Event(
        kind=kind,
        start=event.start_mark.index,
        end=event.end_mark.index,
        value=event.value if kind == "scalar" else "",
        style=(event.style or "") if kind == "scalar" else "",
        anchor=getattr(event, "anchor", None) or "",
        special=directives or brackets,
    )
