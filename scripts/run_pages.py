"""Run the code on the pages of the documentation, and write what really comes out where it differs.

`python scripts/run_pages.py` runs every page written by hand and the README; with paths, only these.
Look at what has changed before you keep it: the tests compare the same output.
"""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, settings
from pages.markdown import NOTICE
from pages.running import Reader

ROOT = Path(__file__).resolve().parents[1]


def handwritten() -> list[Path]:
    """Return the pages that are not made by a script."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in pages if not page.read_text(encoding="utf-8").startswith(NOTICE)]


def run(page: Path, folder: Path) -> str:
    """Return a page with the output that there really was, with the examples at hand as in the repository."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return Reader(folder).run(page.read_text(encoding="utf-8"))


@contextlib.contextmanager
def patience() -> Iterator[None]:
    """Let property tests on pages and in docstrings take their time: a machine may be busy."""
    before = settings.get_current_profile_name()
    slow = [HealthCheck.too_slow]
    settings.register_profile("patient", deadline=None, suppress_health_check=slow)
    settings.load_profile("patient")
    try:
        yield
    finally:
        settings.load_profile(before)


def main(arguments: list[str]) -> None:
    """Run pages and rewrite those whose output differs."""
    for page in [Path(name).resolve() for name in arguments] or handwritten():
        with tempfile.TemporaryDirectory() as folder, patience():
            real = run(page, Path(folder))
        if real != page.read_text(encoding="utf-8"):
            page.write_text(real, encoding="utf-8")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
