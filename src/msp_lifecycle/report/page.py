"""A page of plain text: lines of a bounded width, with colour where the reader can see it.

Whatever is written is made plain first, so that no dossier can speak to the terminal.
"""

from collections.abc import Callable, Mapping, Sequence

import attrs
import click

from msp_lifecycle.criterion import Status
from msp_lifecycle.report.safe import columns, plain
from msp_lifecycle.report.wrapping import wrapped

COLOURS = {
    Status.MET: "green",
    Status.NOT_MET: "red",
    Status.UNKNOWN: "yellow",
    Status.NOT_APPLICABLE: "bright_black",
    Status.WAIVED: "cyan",
}
"""Colour only repeats what the words say."""

Cell = str | Sequence[str]
"""A text, or several that stand below each other."""
Paint = Callable[[str], str]

_LEAST_ROOM = 24
"""Columns below which the last column of a table goes below the others."""


@attrs.define
class Page:
    """Lines being written.

    Attributes:
        width: columns.
        lines: written so far.
    """

    width: int = 80
    lines: list[str] = attrs.field(factory=list)

    def title(self, text: str) -> None:
        """Write a line that stands out."""
        self.lines += [click.style(line, bold=True) for line in wrapped(text, self.width)]

    def text(self, text: str, indent: int = 0, hang: int | None = None) -> None:
        """Write a paragraph.

        Args:
            text: to write.
            indent: columns before its first line.
            hang: columns before the lines that follow; as many as before the first one by default.
        """
        after = indent if hang is None else hang
        self.lines += wrapped(text, self.width, " " * indent, " " * after)

    def faint(self, text: str, indent: int = 0) -> None:
        """Write a paragraph that can be skipped."""
        lines = wrapped(text, self.width, " " * indent)
        self.lines += [click.style(line, dim=True) for line in lines]

    def gap(self) -> None:
        """Leave a line empty, but never two in a row."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def tagged(
        self, status: Status, text: str, *, tag: str = "", code: str = "", room: int = 9
    ) -> None:
        """Write a status in its colour and a text beside it.

        Args:
            status: that gives the colour.
            text: what has it; its further lines hang below its first word.
            tag: what stands there instead of the status.
            code: what the text is called by.
            room: columns for the tag.
        """
        word = tag or status.words.upper()
        lead = f"{code}  " if code else ""
        before = 2 + max(room, columns(word) + 2)
        lines = wrapped(text, self.width, " " * before + lead, " " * (before + columns(lead)))
        shown = click.style(word, fg=COLOURS[status], bold=status is Status.NOT_MET)
        pad = " " * (before - 2 - columns(word))
        self.lines.append(f"  {shown}{pad}{lines[0][before:] if lines else lead}")
        self.lines += lines[1:]

    def table(
        self,
        rows: Sequence[tuple[Cell, ...]],
        indent: int = 2,
        paint: Mapping[int, Paint] | None = None,
    ) -> None:
        """Write rows in columns; the last column wraps, or goes below where there is no room beside.

        Args:
            rows: of cells; only the last one of a row may hold several texts.
            indent: columns before each row.
            paint: what gives a column its colour, by its place.
        """
        if not rows:
            return
        most = max(2 * self.width // 5, _LEAST_ROOM)
        heads = [[plain(str(cell)) for cell in row[:-1]] for row in rows]
        widths = [min(most, max(columns(head[i]) for head in heads)) for i in range(len(heads[0]))]
        lead = indent + sum(widths) + 2 * len(widths)
        beside = self.width - lead >= _LEAST_ROOM
        for head, row in zip(heads, rows, strict=True):
            fits = beside and all(map(_fits, head, widths))
            last = [row[-1]] if isinstance(row[-1], str) else [*row[-1]]
            below = lead if beside else indent + 4
            lines = [line for one in last for line in wrapped(one, self.width, " " * below)]
            first = lines.pop(0)[lead:] if fits and lines else ""
            self._row(head, widths, indent, first, paint or {})
            self.lines += lines

    def _row(
        self,
        head: list[str],
        widths: list[int],
        indent: int,
        last: str,
        paint: Mapping[int, Paint],
    ) -> None:
        taken = sum(max(columns(cell), width) + 2 for cell, width in zip(head, widths, strict=True))
        if indent + taken > self.width:  # such as an id as long as a line
            self.text("  ".join(head), indent, indent)
            return
        cells = [
            paint.get(i, str)(cell) + " " * (width - columns(cell))
            for i, (cell, width) in enumerate(zip(head, widths, strict=True))
        ]
        self.lines.append((" " * indent + "  ".join([*cells, last])).rstrip())

    def __str__(self) -> str:
        return "\n".join(self.lines).rstrip() + "\n"


def _fits(cell: str, width: int) -> bool:
    return columns(cell) <= width
