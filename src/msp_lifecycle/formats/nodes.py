"""The tree of a text: which stretch of it holds which mapping, list or single value."""

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from msp_lifecycle.formats import leaves
from msp_lifecycle.formats.slips import Offsets, Path


@attrs.frozen
class Scalar:
    """A single value.

    Attributes:
        start: offset of its first character.
        end: offset after its last one; the start, where nothing is written.
        value: as plain data.
    """

    start: int
    end: int
    value: object


@attrs.frozen
class Items:
    """A list.

    Attributes:
        start: offset of its opening bracket, or of its first dash.
        end: offset after its closing bracket, or after its last item.
        items: what it holds.
        flow: whether it is written with brackets.
    """

    start: int
    end: int
    items: "tuple[Node, ...]"
    flow: bool


@attrs.frozen
class Entry:
    """A key with its value."""

    key: Scalar
    value: "Node"


@attrs.frozen
class Entries:
    """A mapping.

    Attributes:
        start: offset of its opening brace, or of its first key.
        end: offset after its closing brace, or after its last value.
        entries: what it holds, in order.
        flow: whether it is written with braces.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    flow: bool

    def get(self, key: str) -> Entry | None:
        """Return the entry of a key; the last, if there are several."""
        found = [entry for entry in self.entries if entry.key.value == key]
        return found[-1] if found else None


Node: TypeAlias = Scalar | Items | Entries


def plain(node: Node) -> object:
    """Return what a tree holds as plain data."""
    match node:
        case Scalar():
            return node.value
        case Items():
            return [plain(item) for item in node.items]
        case Entries():
            pairs = [(str(entry.key.value), plain(entry.value)) for entry in node.entries]
            return leaves.mapping(pairs)


def find(root: Node, paths: Iterable[Path]) -> Offsets:
    """Return the offsets of those of some paths that are in a tree."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        offsets = _follow(root, path)
        if offsets is not None:
            found[path] = offsets
    return found


def _follow(node: Node, path: Path) -> tuple[int, int] | None:
    key = node.start
    for step in path:
        if isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            key = node.start
            continue
        entry = node.get(str(step)) if isinstance(node, Entries) else None
        if entry is None:
            return None
        key, node = entry.key.start, entry.value
    return key, node.start
