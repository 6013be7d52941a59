"""YAML into a tree, with everything refused that a dossier has no use for, before anything is put together.

Anchors, aliases, tags, merge keys, directives and several documents in one file let a reader see one thing and a
program another, or let a small file grow without bound.
"""

from typing import NoReturn

from msp_lifecycle.formats.documents import Document, places_of
from msp_lifecycle.formats.leaves import Plain, Refused
from msp_lifecycle.formats.limits import (
    ADVICE,
    DEEPEST,
    MOST_YAML_CHARACTERS,
    MOST_YAML_NODES,
    too_much,
)
from msp_lifecycle.formats.nodes import Entries, Entry, Items, Node, Scalar, find, plain
from msp_lifecycle.formats.problems import DossierError, Problem
from msp_lifecycle.formats.yaml_events import Event, IllFormed, events

_LONGEST_NAME = 30
"""Characters of an anchor that are shown."""

_HINTS = {
    "mapping values are not allowed": "put a text that holds ': ' in quotes",
    "cannot start any token": "indent with spaces, and put a text that begins so in quotes",
    "could not find expected ':'": "is there a key without a colon, or a text with a wrong indentation?",
    "unexpected end of stream": "is there a quote that is never closed?",
    "expected <block end>": "is something indented differently from its neighbours?",
}


def parse(text: str, name: str) -> Document:
    """Read YAML.

    Raises:
        DossierError: if the text is not well-formed YAML, or holds what a dossier may not.
    """
    if len(text) > MOST_YAML_CHARACTERS:
        raise too_much(name, f"{MOST_YAML_CHARACTERS:,} characters of YAML", ADVICE)
    composing = _Composing(text, name)
    try:
        root = composing.document()
    except IllFormed as error:
        hints = [hint for part, hint in _HINTS.items() if part in error.words]
        composing.stop(error.offset, "; ".join([f"not well-formed YAML: {error.words}", *hints]))
    problems = tuple(composing.problems())
    return Document(name, text, plain(root), problems, lambda paths: find(root, paths), root)


def _short(name: str) -> str:
    """Shorten the name of an anchor, with nothing in it that a terminal would obey."""
    short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}..."
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in short)


class _Composing:
    """Puts a tree together from the events of a parser, and notes what a dossier may not hold."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._nodes = 0
        self._refused: list[tuple[int, str]] = []
        self._events = events(text)

    def document(self) -> Node:
        """Return the tree of the one document that there may be."""
        start = next(self._events, None)
        if start is None:
            self.stop(0, "the dossier is empty")
        if start.special:
            self._refuse(0, "directives such as %YAML are not taken; leave this line out")
        root = self._node(next(self._events), 0)
        after = next(self._events, None)
        if after is not None:
            self._refuse(after.start, "a dossier is one document; take the rest out")
        return root

    def problems(self) -> list[Problem]:
        """Return what was refused."""
        places = places_of(self._text, [offset for offset, _ in self._refused])
        return [
            Problem(kind="syntax", message=words, file=self._name, line=line, column=column)
            for offset, words in self._refused
            for line, column in [places[offset]]
        ]

    def stop(self, offset: int, words: str) -> NoReturn:
        """Report what makes going on impossible, with what was refused before."""
        self._refuse(offset, words)
        raise DossierError(self.problems()) from None

    def _refuse(self, offset: int, words: str) -> None:
        self._refused.append((offset, words))

    def _node(self, event: Event, depth: int) -> Node:
        self._nodes += 1
        if self._nodes > MOST_YAML_NODES:
            raise too_much(self._name, f"{MOST_YAML_NODES:,} keys and values of YAML", ADVICE)
        if depth > DEEPEST:
            self.stop(event.start, f"nested more than {DEEPEST} levels deep")
        if event.kind == "alias":
            words = f"the alias *{_short(event.anchor)} is not taken; write out what it stands for"
            self._refuse(event.start, words)
            return Scalar(event.start, event.end, Refused())
        if event.anchor:
            words = f"the anchor &{_short(event.anchor)} is not taken; leave it out"
            self._refuse(event.start, words)
        if event.kind == "list":
            return self._items(event, depth)
        return self._entries(event, depth) if event.kind == "mapping" else self._scalar(event)

    def _items(self, event: Event, depth: int) -> Items:
        items: list[Node] = []
        while (inner := next(self._events)).kind != "close":
            items.append(self._node(inner, depth + 1))
        end = inner.end if event.special else items[-1].end
        return Items(event.start, end, tuple(items), flow=event.special)

    def _entries(self, event: Event, depth: int) -> Entries:
        entries: list[Entry] = []
        while (inner := next(self._events)).kind != "close":
            key = self._key(self._node(inner, depth + 1))
            value = self._node(next(self._events), depth + 1)
            entries.append(Entry(key, self._after(key, value)))
        end = inner.end if event.special else entries[-1].value.end
        return Entries(event.start, end, tuple(entries), flow=event.special)

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.stop(node.start, "a key is a single word, not a list, mapping or alias")
        if node.value == "<<" and type(node.value) is Plain:
            self._refuse(node.start, "merge keys (<<) are not taken; write the keys out")
        return node

    def _after(self, key: Scalar, value: Node) -> Node:
        """Put a value that is not written right after its colon; the parser puts it at the next token."""
        if value.start < value.end or not isinstance(value, Scalar):
            return value
        colon = self._text.find(":", key.end)
        place = key.end if colon < 0 else colon + 1
        return Scalar(place, place, value.value)

    def _scalar(self, event: Event) -> Scalar:
        if event.style in ("|", ">"):
            return Scalar(event.start, self._block_end(event.start, event.end), event.value)
        return Scalar(event.start, event.end, event.value if event.style else Plain(event.value))

    def _block_end(self, start: int, end: int) -> int:
        """Return where the text of a block ends; the parser counts the empty lines after it in."""
        header = self._text[start : self._text.find("\n", start)].partition("#")[0]
        if "+" in header:  # and then they do belong to it
            return end - 1 if self._text[end - 1] == "\n" else end
        return start + len(self._text[start:end].rstrip(" \n\r"))
