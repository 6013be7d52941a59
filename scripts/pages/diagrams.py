"""Diagrams of the lifecycle, drawn by Graphviz so that no page has to fetch a drawing library.

What is committed and compared is the DOT source; the picture beside it carries the digest of the source it was
drawn from, so that it can be compared where Graphviz is not installed.
"""

import datetime as dt
import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msp_lifecycle as msp
from msp_lifecycle.report.diagram import dot

ROOT = Path(__file__).resolve().parents[2]
STYLE = """\
<style>
.node text { fill: #1f2328 }
.edge path { stroke: #57606a }
.edge polygon, .node ellipse { fill: #57606a; stroke: #57606a }
.edge text, .graph > text { fill: #3d444d }
@media (prefers-color-scheme: dark) {
.edge path { stroke: #9198a1 }
.edge polygon, .node ellipse { fill: #9198a1; stroke: #9198a1 }
.edge text, .graph > text { fill: #d1d7e0 }
}
</style>"""
"""Readable on light and on dark pages; boxes keep their own light ground."""


def sources() -> Iterator[tuple[str, str]]:
    """Yield the name and the DOT source of each diagram."""
    yield "lifecycle", dot(msp.STANDARD)
    partnership = msp.load(ROOT / "examples" / "connectivity.yaml")
    yield "connectivity", dot(msp.STANDARD, partnership.as_of(dt.date(2020, 9, 1)).position)


def stale(folder: Path) -> list[str]:
    """Return the pictures in a folder that are missing or were drawn from another source."""
    return [
        f"images/{name}.svg"
        for name, source in sources()
        if _digest(source) not in _read(folder / f"{name}.svg")
    ]


def draw(folder: Path) -> None:
    """Draw every diagram anew; a no-op with a word of warning where Graphviz is missing."""
    if shutil.which("dot") is None:
        print("Graphviz is not installed: the diagrams stay as they are")
        return
    for name, source in sources():
        done = subprocess.run(
            ["dot", "-Tsvg"], input=source, capture_output=True, text=True, check=True
        )
        (folder / f"{name}.svg").write_text(_dressed(done.stdout, source), encoding="utf-8")


def _dressed(svg: str, source: str) -> str:
    """Return a picture without ground or generator's note, with colours of its own and the digest of its source."""
    bare = re.sub(r"<!--.*?-->\n?|<\?xml.*?\?>\n?|<!DOCTYPE.*?>\n?", "", svg, flags=re.DOTALL)
    bare = re.sub(
        r'<polygon fill="(?:white|#ffffff)" stroke="(?:none|transparent)"[^>]*/>\n?',
        "",
        bare,
        count=1,
    )
    bare = re.sub(r"<title>.*?</title>\n?", "", bare)
    head, rest = bare.split(">", 1)
    return f"<!-- {_digest(source)} -->\n{head}>\n{STYLE}{rest}"


def _digest(source: str) -> str:
    return "drawn from " + hashlib.sha256((source + STYLE).encode()).hexdigest()


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
