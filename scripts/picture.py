"""Draw docs/images/tour.svg, the picture in the README: what a command really prints, in its colours.

`python scripts/picture.py` draws it; with `--check` it only exits with 1 if the picture has fallen behind.
"""

import html
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from msp_lifecycle.cli.main import cli

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "tour.svg"
COMMAND = "msp check examples/connectivity.yaml --for design --on 2020-09-01"
ROWS = 36
"""Lines shown; the rest is left out, and a line says so."""
COLUMNS, WIDE, HIGH, EDGE = 80, 8.4, 19, 18
FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
GROUND = 'fill="#0d1117" stroke="#3d444d"'
PLAIN, FAINT = "#e6edf3", "#9198a1"
COLOURS = {"31": "#ff7b72", "32": "#56d364", "33": "#e3b341", "36": "#56d4dd", "90": FAINT}
"""The colours of a terminal, on a dark ground that stands out from light and from dark pages."""

_ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")


def main(arguments: list[str]) -> int:
    """Draw the picture, or only compare it."""
    drawn = picture([f"\x1b[36m\x1b[1m$ {COMMAND}\x1b[0m", "", *shown(printed())])
    if "--check" in arguments:
        return 0 if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == drawn else 1
    PICTURE.write_text(drawn, encoding="utf-8")
    return 0


def printed() -> list[str]:
    """Return the lines that the command prints to a terminal 80 columns wide."""
    words = COMMAND.replace("examples/", f"{ROOT}/examples/").split()[1:]
    done = CliRunner(env={"COLUMNS": str(COLUMNS)}).invoke(cli, words, color=True)
    return done.output.rstrip().split("\n")


def shown(lines: list[str]) -> list[str]:
    """Return the first lines, up to the end of a finding, and say how many follow."""
    last = max(row for row in range(ROWS) if row + 1 < len(lines) and _begins(lines[row + 1]))
    return [*lines[: last + 1], "", f"\x1b[2m  ... and {len(lines) - last - 1} more lines\x1b[0m"]


def _begins(line: str) -> bool:
    return re.match(r"  [A-Z]", _ESCAPE.sub("", line)) is not None


def picture(lines: list[str]) -> str:
    """Return lines with colour codes as an SVG."""
    width, height = COLUMNS * WIDE + 2 * EDGE, len(lines) * HIGH + 2 * EDGE
    box = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    rows = [text for row, line in enumerate(lines) for text in _texts(row, line)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{FONT}" font-size="14">',
            f'<rect x="0.5" y="0.5" width="{width - 1:g}" height="{height - 1:g}" rx="8" {GROUND}/>',
            *rows,
            "</svg>\n",
        ]
    )


def _texts(row: int, line: str) -> Iterator[str]:
    """Yield the pieces of a line, each held to its columns whatever the font is."""
    column, y = 0, EDGE + (row + 0.75) * HIGH
    for style, piece in _pieces(line):
        lead = len(piece) - len(piece.lstrip())
        text = piece.strip()
        if text:
            x = EDGE + (column + lead) * WIDE
            yield (
                f'<text x="{x:g}" y="{y:g}" textLength="{len(text) * WIDE:g}" '
                f'lengthAdjust="spacingAndGlyphs" {style}>{html.escape(text).replace(" ", "&#160;")}</text>'
            )
        column += len(piece)


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    """Yield each piece of a line with how it looks."""
    fill, weight = PLAIN, ""
    for index, part in enumerate(_ESCAPE.split(line)):
        if index % 2 == 0:
            yield f'fill="{fill}"{weight}', part
            continue
        for code in part.split(";"):
            if code in ("", "0"):
                fill, weight = PLAIN, ""
            fill = FAINT if code == "2" else COLOURS.get(code, fill)
            weight = ' font-weight="bold"' if code == "1" else "" if code == "22" else weight


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
