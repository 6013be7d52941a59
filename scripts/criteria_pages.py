"""Write what the documentation takes from the library itself: criteria, checklists, dossier format, commands, diagrams.

`python scripts/criteria_pages.py` writes it.
With `--check` it only says what has fallen behind, and exits with 1 if anything has.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from pages import checklists, commands, coverage, criteria, crosswalks, diagrams, dossier

DOCS = Path(__file__).resolve().parents[1] / "docs"
IMAGES = DOCS / "images"


def main(arguments: list[str]) -> int:
    """Write everything, or only say what differs from what would be written."""
    behind = [(path, text) for path, text in made() if not _same(DOCS / path, text)]
    if "--check" in arguments:
        names = [*(path for path, _ in behind), *diagrams.stale(IMAGES)]
        for name in names:
            print(f"docs/{name} has fallen behind: run python scripts/criteria_pages.py")
        return 1 if names else 0
    for path, text in behind:
        (DOCS / path).write_text(text, encoding="utf-8")
        print(f"docs/{path}")
    if diagrams.stale(IMAGES):
        diagrams.draw(IMAGES)
    return 0


def made() -> Iterator[tuple[str, str]]:
    """Yield the path below docs/ and the text of every page that is made from the library."""
    for module in (criteria, checklists, coverage, crosswalks, dossier, commands):
        yield from module.pages()


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
