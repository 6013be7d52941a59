"""A file read into plain data, with what is needed to find a place in its text again."""

from collections.abc import Callable, Iterable

import attrs

from msp_lifecycle.formats.nodes import Node
from msp_lifecycle.formats.problems import Problem
from msp_lifecycle.formats.slips import Offsets, Path, Slip, written


@attrs.frozen
class Document:
    """A text that is well-formed YAML or JSON.

    Attributes:
        name: of the file, for messages.
        text: of the file.
        data: what it holds: mappings, lists and single values.
        problems: found while reading it, other than those that end the reading.
        find: returns the offsets of those of some paths that are in the text.
        root: the tree of the text, if it is YAML.
    """

    name: str
    text: str = attrs.field(repr=False)
    data: object = attrs.field(repr=False)
    problems: tuple[Problem, ...]
    find: Callable[[Iterable[Path]], Offsets] = attrs.field(repr=False)
    root: Node | None = attrs.field(default=None, repr=False)

    def located(self, slips: Iterable[Slip]) -> list[Problem]:
        """Return slips as problems, with line and column."""
        slips = list(slips)
        found = self.find({slip.path[:end] for slip in slips for end in range(len(slip.path) + 1)})
        offsets = [_offset(slip, found) for slip in slips]
        places = places_of(self.text, offsets)
        return [
            problem(self.name, places[offset], slip)
            for slip, offset in zip(slips, offsets, strict=True)
        ]


def problem(name: str, place: tuple[int, int], slip: Slip) -> Problem:
    """Make a problem of a slip that stands at a line and column."""
    return Problem(
        kind=slip.kind,
        message=slip.message,
        file=name,
        line=place[0],
        column=place[1],
        path=written(slip.path),
        expected=slip.expected,
        found=slip.found,
    )


def _offset(slip: Slip, found: Offsets) -> int:
    """Return where a slip stands, or else the nearest thing around it."""
    if slip.path in found:
        key, value = found[slip.path]
        return key if slip.at_key else value
    path = slip.path
    while path and path not in found:
        path = path[:-1]
    return found[path][1] if path in found else 0


def places_of(text: str, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    r"""Return line and column, both counted from 1, of each offset.

    Examples:
        >>> places_of("a\nbc", [0, 3])
        {0: (1, 1), 3: (2, 2)}
    """
    places: dict[int, tuple[int, int]] = {}
    line, last = 1, 0
    for offset in sorted(set(offsets)):
        line += text.count("\n", last, offset)
        places[offset] = line, offset - text.rfind("\n", 0, offset)
        last = offset
    return places
