"""One page: every numbered statement of the domain, and where it is implemented, or why not.

The statements stand in `statements.txt`, in words of our own; a criterion is found by its code or another name of it.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import msp_lifecycle as msp
from msp_lifecycle.records import RECORD_TYPES
from pages.criteria import link
from pages.markdown import escaped, page, sourced, table

HERE = Path(__file__).resolve().parent
STATEMENTS = HERE / "statements.txt"
EXAMPLES = HERE.parents[1] / "examples"


class Statement(NamedTuple):
    """One line of the list.

    Attributes:
        id: of the statement.
        title: ours; empty where a criterion says it.
        where: places named by hand.
        note: why it is no criterion, or what the reader should know.
    """

    id: str
    title: str
    where: tuple[str, ...]
    note: str


class Section(NamedTuple):
    """A heading with its statements."""

    title: str
    source: str
    statements: tuple[Statement, ...]


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the page."""
    yield "explanation/coverage.md", _page(sections())


def sections() -> list[Section]:
    """Return the list, heading by heading."""
    found: list[Section] = []
    for line in STATEMENTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            title, _, source = line.removeprefix("## ").partition("|")
            found.append(Section(title.strip(), source.strip(), ()))
        elif line.strip() and not line.startswith("#"):
            last = found[-1]
            found[-1] = last._replace(statements=(*last.statements, _statement(line)))
    return found


def _statement(line: str) -> Statement:
    id_, title, where, note = (*(part.strip() for part in line.split("|")), "", "", "")[:4]
    return Statement(id_, title, tuple(where.split()), note)


def criteria_of(statement: Statement) -> list[msp.Criterion]:
    """Return the criteria that have the statement's id as their code or as another name."""
    return [one for one in msp.CRITERIA if statement.id in (one.code, *one.also)]


def places(statement: Statement) -> list[str]:
    """Return where a statement is implemented, as links.

    Raises:
        LookupError: if a place named by hand is none.
    """
    own = [link(one.code, "../criteria/") for one in criteria_of(statement)]
    return [*own, *(_place(one) for one in statement.where)]


def _place(name: str) -> str:
    mark, rest = name[0], name[1:]
    if mark == "@":
        return _collection(rest)
    if mark == "=":
        return f"[`{msp.checklist_named(rest).name}`](../criteria/checklists.md#{rest})"
    if mark == "%":
        return f"`msp.{_public(rest)}`"
    if mark == "&":
        if not (EXAMPLES / f"{rest}.yaml").is_file():
            raise LookupError(f"no example {rest}")
        return f"`examples/{rest}.yaml`"
    if name not in {one.code for one in msp.CRITERIA}:
        raise LookupError(f"no criterion {name}")
    return link(name, "../criteria/")


def _collection(name: str) -> str:
    if name == "typology":
        return "[`typology`](../reference/dossier.md#part-typology)"
    if name not in RECORD_TYPES:
        raise LookupError(f"no collection {name}")
    return f"[`{name}`](../reference/dossier.md#{name})"


def _public(name: str) -> str:
    module, _, attribute = f"msp_lifecycle.{name}".rpartition(".")
    if not hasattr(import_module(module), attribute):
        raise LookupError(f"no public name {name}")
    return name


def _page(found: list[Section]) -> str:
    count = sum(len(one.statements) for one in found)
    intro = [
        f"The [sources](sources.md) make {count} numbered statements, as we count them.",
        "Each stands here with the place where it is implemented: a criterion, a checklist, a collection of records, a function or an example.",
        "Where it is not a criterion, the note says why.",
        "",
    ]
    return page("What covers what", intro, *(_section(one) for one in found))


def _section(section: Section) -> list[str]:
    source = (
        f"Source: {sourced(section.source, 'sources.md')}." if section.source[:1] == "S" else ""
    )
    rows = [(one.id, _title(one), ", ".join(places(one)), one.note) for one in section.statements]
    return [f"## {section.title}", "", source, "", *table(("", "Statement", "Where", "Note"), rows)]


def _title(statement: Statement) -> str:
    if statement.title:
        return escaped(statement.title)
    return escaped("; ".join(one.title for one in criteria_of(statement)))
