"""Where records stand that turned out wrong after they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from msp_lifecycle.formats.places import misplaced

if TYPE_CHECKING:
    from pathlib import Path

DOSSIER = """\
msp_lifecycle: 1
id: p
name: P
goals:
  - {id: g, text: One}
  - {id: g.text, text: Two}
  - {id: g-2, text: Three, global_goals: [6, 17]}
"""


@pytest.mark.parametrize(
    ("place", "path", "line", "column"),
    [
        ("goals/g.text", "goals[1]", 6, 5),
        ("goals/g", "goals[0]", 5, 5),
        ("goals/g-2.global_goals[1]", "goals[2].global_goals[1]", 7, 46),
        ("goals/nobody.text", "goals", 5, 3),
        ("partners/nobody", "partners", 1, 1),
    ],
    ids=["dotted id", "record", "item", "no such record", "no such collection"],
)
def test_a_record_is_found_by_its_id(
    place: str, path: str, line: int, column: int, tmp_path: Path
) -> None:
    """With the line and the column, or those of the nearest thing around it."""
    file = tmp_path / "p.yaml"
    file.write_text(DOSSIER, encoding="utf-8")
    (found,) = misplaced(file, [(place, "wrong")]).problems
    assert (found.path, found.line, found.column) == (path, line, column)


def test_a_field_of_a_record(tmp_path: Path) -> None:
    """The longest id that fits is meant, and what follows is the field."""
    file = tmp_path / "p.json"
    file.write_text('{"msp_lifecycle": 1, "goals": [{"id": "a.b", "text": "T"}]}', encoding="utf-8")
    (found,) = misplaced(file, [("goals/a.b.text", "wrong")]).problems
    assert (found.path, found.line, found.column) == ("goals[0].text", 1, 54)
