"""Commands that hand files on: diff, convert, diagram, schema."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from msp_lifecycle import formats

Msp = Callable[..., Any]
Example = Callable[[str], Path]
EXAMPLES = sorted(
    one.name for one in (Path(__file__).parents[2] / "examples").iterdir() if one.suffix == ".yaml"
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_convert_there_and_back(name: str, msp: Msp, example: Example) -> None:
    """Every example is the same partnership as JSON and as YAML again, and a dossier by the schema."""
    file = example(name)
    assert msp("convert", file, "a.json").err == "Written to a.json.\n"
    assert msp("convert", "a.json", "b.yaml").status == 0
    assert formats.load("b.yaml") == formats.load(file) == formats.load("a.json")
    assert msp("diff", file, "b.yaml").out == "Nothing changed.\n"
    assert msp("convert", file, "-", "--to", "json").out == Path("a.json").read_text(
        encoding="utf-8"
    )
    assert msp("convert", "a.json", "-").out == Path("b.yaml").read_text(encoding="utf-8")
    schema = json.loads(msp("schema").out)
    jsonschema.Draft202012Validator(schema).validate(
        json.loads(Path("a.json").read_text(encoding="utf-8"))
    )


def test_convert_replaces_only_when_told_to(msp: Msp, example: Example) -> None:
    """A file that is there stays, unless --force says otherwise; --to says the format where the name does not."""
    file = example("paso_colombia.yaml")
    Path("a.json").write_text("mine")
    assert msp("convert", file, "a.json").status == 2
    assert Path("a.json").read_text() == "mine"
    assert msp("convert", file, "a.json", "--force").status == 0
    assert formats.load("a.json") == formats.load(file)
    assert msp("convert", file, "dossier", "--to", "yaml").status == 0
    assert formats.load("dossier", format="yaml") == formats.load(file)


def test_convert_for_somebody(msp: Msp, example: Example) -> None:
    """With --seen-by the dossier that is handed out lacks what the viewer may not see."""
    file = example("connectivity.yaml")
    msp("convert", file, "public.yaml", "--seen-by", "public")
    msp("convert", file, "lead.yaml", "--seen-by", "lead")
    assert formats.load("public.yaml").talks == ()
    assert len(formats.load("lead.yaml").talks) == 9


def test_diff_tells_by_its_status_whether_anything_changed(msp: Msp, example: Example) -> None:
    """0 for the same, 1 for anything else; comments and order are nothing."""
    file = example("paso_colombia.yaml")
    text = file.read_text(encoding="utf-8")
    Path("b.yaml").write_text("# another comment\n" + text, encoding="utf-8")
    assert msp("diff", file, "b.yaml").status == 0
    Path("b.yaml").write_text(text + "note: More is known now.\n", encoding="utf-8")
    changed = msp("diff", "-", "b.yaml", stdin=text)
    assert changed.status == 1
    assert "note: More is known now." in changed.out
    assert msp("diff", "b.yaml", "-", stdin=text).status == 1


def test_diff_for_somebody(msp: Msp, example: Example) -> None:
    """What a viewer may not see has not changed for it."""
    file = example("connectivity.yaml")
    text = file.read_text(encoding="utf-8").replace("It stays.", "It goes.")
    Path("b.yaml").write_text(text, encoding="utf-8")
    assert "It goes." in msp("diff", file, "b.yaml").out
    assert msp("diff", file, "b.yaml", "--seen-by", "public").status == 0


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("arguments", [[], ["connectivity.yaml"], ["onchocerciasis.yaml"]], ids=str)
def test_graphviz_reads_the_diagram(arguments: list[str], msp: Msp, example: Example) -> None:
    """What comes out is a picture with the phases in it."""
    for name in ("connectivity.yaml", "onchocerciasis.yaml"):
        example(name)
    drawn = subprocess.run(
        ["dot", "-Tsvg"],
        input=msp("diagram", *arguments, "--format", "dot").out.encode(),
        capture_output=True,
        check=True,
    )
    assert drawn.stderr == b""
    assert b"Further development" in drawn.stdout


def test_a_diagram_of_a_lifecycle_alone(msp: Msp) -> None:
    """Without a dossier no phase is marked; a lifecycle of one's own is drawn from its file."""
    assert "here" not in msp("diagram").out
    Path("own.yaml").write_text(
        "msp_lifecycle: 1\nlifecycle: own\ntitle: Own\nphases: [{name: talk, title: Just talk}]\n"
        "moves: [{kind: start, to: talk}, {kind: end}]\n"
    )
    assert '"Just talk"' in msp("diagram", "--lifecycle", "own.yaml").out
