"""The documentation is true: its code runs, its generated pages are up to date, and nothing public is missing from it."""

import ast
import doctest
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import criteria_pages
import picture
import pytest
import run_pages
from pages.running import NOT_RUN, Reader, blocks

import msp_lifecycle

ROOT = Path(__file__).resolve().parents[1]
PAGES = run_pages.handwritten()
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(msp_lifecycle.__path__, "msp_lifecycle.")
    if not module.name.endswith("__main__")
)
REFERENCE = "\n".join(
    page.read_text(encoding="utf-8") for page in (ROOT / "docs" / "reference").glob("*.md")
)


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    with run_pages.patience():
        yield


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_code_on_a_page_runs(page: Path, tmp_path: Path) -> None:
    """What a page says that a command or a line of Python prints is what it prints."""
    assert run_pages.run(page, tmp_path) == page.read_text(encoding="utf-8")


def test_pages_made_from_the_library_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """Criteria, checklists, dossier format, commands and diagrams say what the library says."""
    assert criteria_pages.main(["--check"]) == 0, capsys.readouterr().out


def test_the_picture_in_the_readme_is_up_to_date() -> None:
    """The picture shows what the command prints."""
    assert picture.main(["--check"]) == 0, "run python scripts/picture.py"


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every example in a docstring prints what it says."""
    monkeypatch.chdir(tmp_path)
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS)
    assert result.failed == 0


def test_examples_in_docstrings_stand_in_their_section() -> None:
    """Outside an `Examples:` section, a doctest would come out on the site as a quotation."""
    outside = {
        f"{path.relative_to(ROOT)}: {getattr(node, 'name', 'module')}"
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if re.search(r"^>>>", _docstring(node), re.MULTILINE)
    }
    assert not outside


def _docstring(node: ast.AST) -> str:
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return (ast.get_docstring(node) or "") if isinstance(node, documented) else ""


PUBLIC = [
    "",
    ".assessment",
    ".criterion",
    ".crosswalks",
    ".formats",
    ".platforms",
    ".simulation",
    ".testing",
]


@pytest.mark.parametrize("module", PUBLIC)
def test_every_public_name_has_its_place_in_the_reference(module: str) -> None:
    """Whoever looks a public name up finds it."""
    found: list[str] = importlib.import_module(f"msp_lifecycle{module}").__all__
    names = [name for name in found if not name.startswith("__")]
    missing = [name for name in names if not re.search(rf"(\.|`){name}\b", REFERENCE)]
    assert not missing


def test_every_page_is_in_the_navigation() -> None:
    """A page that nothing leads to is not read."""
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {
        str(page.relative_to(ROOT / "docs"))
        for page in (ROOT / "docs").rglob("*")
        if page.suffix in (".md", ".py")
    }
    assert not {
        page for page in pages if not re.search(rf"\b{re.escape(page)}$", navigation, re.MULTILINE)
    }


def test_notebooks_are_carried_out_when_the_site_is_built() -> None:
    """Each time anew, because what they show depends on the library; and a cell that fails, fails the build."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("- mkdocs-jupyter:")[2]
    for line in ("execute: true", "allow_errors: false", "cache: false"):
        assert re.search(rf"^ +{line}\b", settings, re.MULTILINE)


def test_notebooks_are_kept_as_text_and_alone() -> None:
    """No output is committed, and each says which kernel carries it out."""
    notebooks = [*(ROOT / "docs" / "notebooks").iterdir()]
    assert {one.suffix for one in notebooks} == {".py"}
    for one in notebooks:
        text = one.read_text(encoding="utf-8")
        assert "format_name: percent" in text
        assert "name: python3" in text


def test_a_page_keeps_one_sentence_to_a_line() -> None:
    """Diffs and reviews get better at once."""
    joined = [
        f"{page.relative_to(ROOT)}: {line}"
        for page in PAGES
        for line in _prose(page.read_text(encoding="utf-8"))
        if re.search(r"[a-z`)]\. [A-Z]", line)
    ]
    assert not joined


def _prose(page: str) -> list[str]:
    lines = page.split("\n")
    for block in reversed(list(blocks(page))):
        del lines[block.line - 1 : block.end + 1]
    return [line for line in lines if not line.startswith(("|", "-", "1", "2", "3", "4", "!"))]


@pytest.mark.parametrize(
    ("page", "real"),
    [
        ("```console\n$ echo no\nyes\n```\n", "```console\n$ echo no\nno\n```\n"),
        ("```console\n$ false\n$ echo $?\n0\n```\n", "```console\n$ false\n$ echo $?\n1\n```\n"),
        ("```pycon\n>>> 1 + 1\n3\n\n```\n", "```pycon\n>>> 1 + 1\n2\n\n```\n"),
        ("```pycon\n>>> 1 / 0\n\n```\n", "```pycon\n>>> 1 / 0\nTraceback (most recent call last):\n    ...\nZeroDivisionError: division by zero\n\n```\n"),
        ('```yaml title="a.yaml"\na\n```\n\n```console\n$ cat a.yaml\nb\n```\n', '```yaml title="a.yaml"\na\n```\n\n```console\n$ cat a.yaml\na\n```\n'),
    ],
    ids=["output", "status", "value", "exception", "file"],
)  # fmt: skip
def test_the_reader_of_pages_notices_what_is_wrong(page: str, real: str, tmp_path: Path) -> None:
    """A runner that lets everything pass would be worth nothing."""
    assert Reader(tmp_path).run(page) == real
    assert Reader(tmp_path).run(real) == real


def test_the_reader_of_pages_refuses_what_it_cannot_run(tmp_path: Path) -> None:
    """No block is left out because nobody knows its language, other than those that say so."""
    assert Reader(tmp_path).run(f"```{NOT_RUN}\nmake\n```\n")
    with pytest.raises(ValueError, match="never run"):
        Reader(tmp_path).run("```yaml\na: 1\n```\n")
