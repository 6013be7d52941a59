"""Edits of a text of YAML, collected first and then made at once."""

import re

_COMMA = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+,")


class Edits:
    r"""Edits of one text at offsets of it as it was; where several fall together, the first comes first.

    Examples:
        >>> edits = Edits("a: 1  # one\nc: 3\n")
        >>> edits.insert_lines(0, 4, "b: 2", spaced=False)
        >>> print(edits.result(), end="")
        a: 1  # one
        b: 2
        c: 3
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[tuple[int, int, str]] = []

    def __bool__(self) -> bool:
        return bool(self._edits)

    def result(self) -> str:
        """Return the text with all edits made."""
        newline = "\r\n" if "\r\n" in self._text else "\n"
        parts: list[str] = []
        here = 0
        for start, end, text in sorted(self._edits, key=lambda edit: edit[:2]):
            parts += [self._text[here:start], text.replace("\r\n", "\n").replace("\n", newline)]
            here = end
        return "".join([*parts, self._text[here:]])

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of another."""
        self._edits.append((start, end, text))

    def replace_lines(self, start: int, end: int, text: str) -> None:
        """Put lines in the place of others; a comment after the last moves up to the first."""
        line_end = self.line_end(end)
        first, *rest = text.split("\n")
        comment = self._text[end:line_end].rstrip()
        self.replace(start, line_end, "\n".join([first + comment, *rest]))

    def remove_lines(self, start: int, end: int) -> None:
        """Take out the lines from one that holds an offset to another, with the empty line that would double."""
        first, last = self._line_start(start), self._next_line(end)
        if self._text[:first].endswith("\n\n") and self._text[last : last + 1] == "\n":
            last += 1
        self.replace(first, last, "")

    def insert_lines(self, start: int, after: int | None, text: str, *, spaced: bool) -> None:
        """Put lines into a list or mapping.

        Args:
            start: where the list or mapping starts; its column is that of the new lines.
            after: where what they follow ends; None if they come first.
            text: the lines, the first of them not indented.
            spaced: whether an empty line goes between them and their neighbour.
        """
        margin = " " * self.column(start)
        gap = "\n" if spaced else ""
        if after is None and not self.begins_line(start):
            self.replace(start, start, f"{text}\n{margin}")
        elif after is None:
            place = self._line_start(start)
            self.replace(place, place, f"{margin}{text}\n{gap}")
        elif self.line_end(after) == len(self._text):
            self.replace(len(self._text), len(self._text), f"\n{gap}{margin}{text}")
        else:
            place = self._next_line(after)
            self.replace(place, place, f"{gap}{margin}{text}\n")

    def remove_with_comma(self, start: int, end: int) -> None:
        """Take something out of brackets; YAML does not mind a comma after the last."""
        self.replace(start, end, "")
        comma = _COMMA.match(self._text, end)
        if comma:
            self.replace(comma.end() - 1, comma.end(), "")

    def insert_in_flow(self, start: int, after: int | None, text: str) -> None:
        """Put something between brackets, the opening one of which stands at the start."""
        if after is None:
            self.replace(start + 1, start + 1, f"{text}, ")
        else:
            self.replace(after, after, f", {text}")

    def column(self, offset: int) -> int:
        """Return the column of an offset, counted from 0."""
        return offset - self._line_start(offset)

    def begins_line(self, offset: int) -> bool:
        """Say whether nothing but space stands before an offset on its line."""
        return not self._text[self._line_start(offset) : offset].strip()

    def comments_above(self, offset: int, least: int) -> int:
        """Return where the line of an offset starts, or the first of the lines of comment right above it.

        Args:
            offset: on the line.
            least: offset that the lines of comment come after.
        """
        start = self._line_start(offset)
        while start - 1 > least:
            above = self._line_start(start - 1)
            if above <= least or not self._text[above:start].lstrip().startswith("#"):
                break
            start = above
        return start

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends, before its newline."""
        end = self._text.find("\n", offset)
        if end < 0:
            return len(self._text)
        return end - 1 if self._text[end - 1 : end] == "\r" and end > offset else end

    def _next_line(self, offset: int) -> int:
        end = self._text.find("\n", offset)
        return len(self._text) if end < 0 else end + 1

    def _line_start(self, offset: int) -> int:
        return self._text.rfind("\n", 0, offset) + 1
