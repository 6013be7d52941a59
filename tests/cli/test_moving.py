"""Commands that move: shown first, written only when told to, and never half."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import msp_lifecycle
from msp_lifecycle import formats

Msp = Callable[..., Any]

YAML = """\
# A partnership of two.
msp_lifecycle: 1        # the format
name: "Two"             # first the name, then the id
id: two

organisations:
  - {id: ann, name: Ann}   # Ann
  - {id: ben, name: Ben}

partners:
  - {id: ann, organisation: ann}
  - {id: ben, organisation: ben}
decision_rules:
  - {id: all, method: unanimity}
decisions:
  - id: D-1             # the one that everything rests on
    question: Shall we?
    on: 2020-01-01
    ballots: [{partner: ann, choice: yes}, {partner: ben, choice: yes}]
moves:
  # the history
  - {kind: entered, on: 2020-01-01, to: implementation}
"""
DECIDED = ("--decision", "D-1", "--on", "2020-02-01")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    file = tmp_path / "two.yaml"
    file.write_text(YAML)
    return file


def test_without_write_nothing_changes(msp: Msp, two: Path) -> None:
    """A move is shown, and the file stays as it is."""
    done = msp("pause", "two.yaml", *DECIDED, "--because", "A rest")
    assert done.status == 0
    assert done.err == ""
    for said in ("Paused", "A rest", "D-1", "Implementation, paused", "Nothing is written yet"):
        assert said in done.out
    assert two.read_text() == YAML


def test_with_write_the_move_is_added_and_nothing_else_changes(msp: Msp, two: Path) -> None:
    """Comments, order and layout of a YAML dossier are kept."""
    done = msp("pause", "two.yaml", *DECIDED, "--because", "A rest", "--write")
    assert "Written to two.yaml." in done.out
    assert two.read_text().startswith(YAML)
    added = two.read_text().removeprefix(YAML)
    assert added.split() == "- kind: pause on: 2020-02-01 decision: D-1 because: A rest".split()


def test_a_json_dossier_is_changed_as_well(msp: Msp, two: Path) -> None:
    """JSON keeps its order, and is JSON afterwards."""
    msp("convert", "two.yaml", "two.json")
    before = json.loads(Path("two.json").read_text())
    assert msp("pause", "two.json", *DECIDED, "--write").status == 0
    after = json.loads(Path("two.json").read_text())
    assert after.pop("moves")[-1] == {"kind": "pause", "on": "2020-02-01", "decision": "D-1"}
    assert list(after.items()) == [one for one in before.items() if one[0] != "moves"]


def test_a_whole_life(msp: Msp, two: Path) -> None:
    """Each move is made by the command of its name, and the history tells them all."""
    on = 1
    for command in (
        ["pause"],
        ["resume"],
        ["suspend", "--because", "No report"],
        ["reinstate"],
        [
            "loop-back",
            "--to",
            "initiation",
            "--because",
            "Too early",
            "--reopens",
            "roles, purpose",
        ],
        ["end", "--reason", "abandoned"],
    ):
        on += 1
        done = msp(
            command[0],
            two,
            "--decision",
            "D-1",
            "--on",
            f"2020-02-{on:02}",
            *command[1:],
            "--write",
        )
        assert done.status == 0, done
    moves = formats.load(two).moves
    assert [one.kind for one in moves[1:]] == [
        *("pause", "resume", "suspend", "reinstate", "loop_back", "end"),
    ]
    assert moves[-2].reopens == ("purpose", "roles")
    assert moves[-2].trigger == "other"
    assert moves[-1].reason == "abandoned"


def test_start_advance_and_continue(msp: Msp) -> None:
    """A starter begins with `start`; `advance` and `continue` are refused finding by finding."""
    Path("mine.yaml").write_text(msp("new").out)
    assert "Started in Initiation" in msp("start", "mine.yaml", "--on", "2026-01-10", "--write").out
    refused = msp("advance", "mine.yaml", "--on", "2026-02-01")
    assert refused.status == 1
    assert "UNKNOWN  A1.8" in refused.out
    assert refused.out.endswith("Refused: nothing has changed.\n")
    Path("b.yaml").write_text(YAML.replace("to: implementation", "to: further_development"))
    assert "CLOSED" in msp("continue", "b.yaml", *DECIDED).out


def test_what_a_loop_back_reopens(msp: Msp, two: Path) -> None:
    """By default the lifecycle says what a trigger reopens, and the page says how to settle it."""
    told = ("--to", "design", "--because", "Ben has left", "--trigger", "key_partner_missing")
    done = msp("loop-back", two, *told, *DECIDED)
    assert "agreement, partners, roles" in done.out
    assert "(settles: [agreement, partners, roles])" in done.out
    own = msp("loop-back", two, *told, *DECIDED, "--reopens", "risk")
    assert "Reopens   risk" in own.out


def test_a_refused_move_changes_nothing(msp: Msp, two: Path) -> None:
    """Without a decision a pause is refused from Design on, with --write too."""
    done = msp("pause", two, "--on", "2020-02-01", "--write")
    assert (done.status, two.read_text()) == (1, YAML)
    assert "No decision is cited." in done.out
    assert "To be made" not in done.out


def test_moves_as_data(msp: Msp, two: Path) -> None:
    """--format json says the same to programs, for a move made and for one refused."""
    made = json.loads(msp("pause", two, *DECIDED, "--format", "json").out)
    assert (made["moved"], made["written"], made["move"]["move"]) == (True, False, "pause")
    assert (made["before"]["standing"], made["after"]["standing"]) == ("active", "paused")
    refused = json.loads(msp("pause", two, "--on", "2020-02-01", "--format", "json").out)
    assert (refused["moved"], refused["move"], refused["report"]["open"]) == (False, None, False)
    assert refused["after"] == refused["before"]


def test_a_dossier_that_somebody_else_changed_is_left_alone(
    msp: Msp, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was saved between reading and writing is never overwritten."""
    load = formats.load

    def read_before_somebody_saved(file: str) -> msp_lifecycle.Partnership:
        partnership = load(file)
        two.write_text(YAML.replace('"Two"', '"Three"'))
        return partnership

    monkeypatch.setattr(formats, "load", read_before_somebody_saved)
    done = msp("pause", "two.yaml", *DECIDED, "--write")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "Error: two.yaml: has changed since it was read; read it again and repeat what you did\n"
    )
    assert two.read_text() == YAML.replace('"Two"', '"Three"')


def test_a_file_that_cannot_be_written(
    msp: Msp, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that may not be written to is a mistake; the dossier stays, and nothing is left beside it."""

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", denied)
    done = msp("pause", "two.yaml", *DECIDED, "--write")
    assert (done.status, done.out) == (2, "")
    assert done.err == "Error: two.yaml: you have no permission to use this file\n"
    assert two.read_text() == YAML
    assert list(two.parent.iterdir()) == [two]


def test_the_mode_of_the_file_is_kept(msp: Msp, two: Path) -> None:
    """Who may read a dossier does not change by a move."""
    two.chmod(0o600)
    assert msp("pause", two, *DECIDED, "--write").status == 0
    assert stat.S_IMODE(two.stat().st_mode) == 0o600
