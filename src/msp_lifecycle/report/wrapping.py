"""Wrapping by the columns that a text takes on a terminal, which are not as many as its characters."""

from collections.abc import Iterator

from msp_lifecycle.report.safe import columns, plain

LEAST = 8
"""Columns that are left for a text, however narrow the page."""


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Return a text in lines; words that are too long for a line are broken.

    Args:
        text: to wrap; line breaks in it count as spaces.
        width: columns of a line.
        first: what the first line begins with.
        rest: what the others begin with; the same by default.

    Examples:
        >>> wrapped("ten organisations", 16, "- ", "  ")
        ['- ten', '  organisations']
    """
    after = first if rest is None else rest
    rooms = max(LEAST, width - columns(first)), max(LEAST, width - columns(after))
    lines = list(_lines(plain(text).split(" "), *rooms))
    return [(after if index else first) + line for index, line in enumerate(lines)]


def _lines(words: list[str], first: int, rest: int) -> Iterator[str]:
    line, room = "", first
    for word in filter(None, words):
        if line and columns(line) + 1 + columns(word) > room:
            yield line
            line, room = "", rest
        line = f"{line} {word}" if line else word
        while columns(line) > room:
            head = _head(line, room)
            yield head
            line, room = line[len(head) :], rest
    if line:
        yield line


def _head(word: str, room: int) -> str:
    """Return as much of a word as has room, and at least a character of it."""
    used = 0
    for index, char in enumerate(word):
        used += columns(char)
        if used > room and index:
            return word[:index]
    return word
