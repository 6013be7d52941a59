"""Every mistake is one readable message on standard error and exit status 2, and nothing has changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Msp = Callable[..., Any]

MINE = """\
msp_lifecycle: 1
id: mine
name: Mine
organisations: [{id: ann, name: Ann}]
partners: [{id: ann, organisation: ann}]
decisions: [{id: D-4, question: Shall we?, on: 2020-01-01}]
moves:
  - {kind: start, on: 2020-01-01, to: initiation}
  - {kind: advance, on: 2020-06-01, to: design}
"""
FILE, ON = "mine.yaml", "--on=2020-07-01"

MISTAKES: dict[str, tuple[list[str], str]] = {
    # names
    "a command": (["statsu", FILE], "There is no command 'statsu'. Did you mean status"),
    "another command": (["frobnicate"], "There is no command 'frobnicate'."),
    "a phase": (["check", FILE, "--for", "desgin", ON], "no move or phase 'desgin'; did you mean design?"),
    "a move": (["check", FILE, "--for", "loopback", ON], "did you mean loop-back?"),
    "a move from elsewhere": (["check", FILE, "--for", "continue", ON], "no move 'continue' from design; there are:"),
    "a checklist": (["check", FILE, "--against", "defintion", ON], "did you mean definition or"),
    "a profile": (["check", FILE, "--profile", "strickt"], "no profile 'strickt'; did you mean strict?"),
    "a criterion": (["explain", "A2.11"], "did you mean A2.1"),
    "nothing like it": (["explain", "frobnicate"], "there are: definition, suitability"),
    "a field": (["criteria", "--field", "Z"], "no field 'Z'; there are: A, B"),
    "a topic": (
        ["loop-back", FILE, "--to", "initiation", "--because", "x", "--reopens", "partner", ON],
        "no topic 'partner'; did you mean partners?",
    ),
    "a viewer": (["status", FILE, "--seen-by", "an"], "no viewer 'an'; did you mean ann?"),
    "a decision": (["advance", FILE, "--decision", "D-5", ON], "no decision 'D-5'; did you mean D-4?"),
    "a decision to check": (["check", FILE, "--decision", "D-5", ON], "no decision 'D-5'; did you mean D-4?"),
    "a trigger": (
        ["loop-back", FILE, "--to", "initiation", "--because", "x", "--trigger", "bad"],
        "'bad' is not one of 'conditions_changed'",
    ),
    "a shell": (["completion", "tcsh"], "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
    # days
    "no day": (["status", FILE, "--on", "soon"], "'soon' is no date; write YYYY-MM-DD"),
    "a day that there is not": (["status", FILE, "--on", "2020-02-30"], "'2020-02-30' is no date"),
    "a day in short": (["status", FILE, "--on", "20200901"], "'20200901' is no date"),
    "a week": (["status", FILE, "--on", "2020-W36-1"], "'2020-W36-1' is no date"),
    "Arabic digits": (["status", FILE, "--on", "٢٠٢٠-٠١-٠١"], "is no date"),
    "a day before the last move": (
        ["pause", FILE, "--on", "2020-05-31", "--decision", "D-4"],
        "an advance on 2020-06-01 is on record already",
    ),
    # moves
    "a loop-back without a reason": (["loop-back", FILE, "--to", "initiation"], "Missing option '--because'"),
    "a loop-back for a blank reason": (
        ["loop-back", FILE, "--to", "initiation", "--because", " ", ON],
        "say in a few words why you go back",
    ),
    "a loop-back to nowhere": (["loop-back", FILE, "--because", "x"], "Missing option '--to'"),
    "a loop-back to an unknown phase": (
        ["loop-back", FILE, "--to", "intiation", "--because", "x", ON],
        "no phase 'intiation'; did you mean initiation",
    ),
    "a loop-back to a later phase": (
        ["loop-back", FILE, "--to", "implementation", "--because", "x", ON],
        "no move 'loop-back to implementation' from design; there are: advance, loop-back to initiation",
    ),
    "an end without a reason": (["end", FILE], "Missing option '--reason'"),
    "an end for no such reason": (["end", FILE, "--reason", "bored"], "'bored' is not one of 'goal_achieved'"),
    "a suspension without a reason": (["suspend", FILE], "Missing option '--because'"),
    "a resumption without a pause": (["resume", FILE, ON], "no move 'resume' from design"),
    "a second start": (["start", FILE, ON], "no move 'start' from design"),
    # files
    "no file": (["status"], "Missing argument 'FILE'"),
    "no files": (["check"], "Missing argument 'FILE...'"),
    "no such file": (["status", "yours.yaml"], "yours.yaml: there is no such file"),
    "a folder": (["status", "."], ".: this is a directory; name the file"),
    "no sort of dossier": (["status", "mine.txt"], "the name says neither YAML nor JSON"),
    "no such profile file": (["status", FILE, "--profile", "p.yaml"], "p.yaml: there is no such file"),
    "a dossier for a profile": (["status", FILE, "--profile", FILE], "the key 'profile' is missing"),
    "a dossier for a checklist": (["check", FILE, "--against", FILE], "the key 'checklist' is missing"),
    "a dossier for a lifecycle": (["status", FILE, "--lifecycle", FILE], "the key 'phases' is missing"),
    "standard input that cannot be changed": (["pause", "-", "--write"], "--write needs a file"),
    "two standard inputs": (["diff", "-", "-"], "Only one of the two"),
    "a file in the way": (["convert", FILE, FILE], "mine.yaml is there already; --force replaces it"),
    "a folder in the way": (["convert", FILE, "folder.yaml", "--force"], "this is a directory"),
    "a folder that is not there": (["convert", FILE, "no/where.json"], "no: there is no such folder"),
    "no format": (["convert", FILE, "other.txt"], "the name says neither YAML nor JSON"),
    # questions
    "two questions at once": (["check", FILE, "--for", "design", "--against", "c2"], "Give --for or --against"),
    "an option that there is not": (["check", FILE, "--form", "json"], "No such option"),
    "a format that there is not": (["check", FILE, "--format", "xml"], "'xml' is not one of"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), MISTAKES.values(), ids=MISTAKES)
def test_mistake(arguments: list[str], said: str, msp: Msp) -> None:
    """It is said what was wrong and what there is instead; standard output stays empty and the file as it was."""
    Path(FILE).write_text(MINE)
    Path("mine.txt").write_text(MINE)
    Path("folder.yaml").mkdir()
    done = msp(*arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert done.err.count("Error:") == 1
    assert "Traceback" not in done.err
    assert Path(FILE).read_text() == MINE
    assert {one.name for one in Path().iterdir()} == {FILE, "mine.txt", "folder.yaml"}


def test_every_problem_of_a_dossier_is_told_in_one_message(msp: Msp) -> None:
    """File, line and column, path, what was expected and found: for all of them, not the first."""
    Path("bad.yaml").write_text(
        "msp_lifecycle: 1\nid: x\nname: X\npartner: []\npartners:\n  - {id: a, organisation: nobody, joined: soon}\n"
    )
    done = msp("status", "bad.yaml")
    assert (done.status, done.out, done.err.count("Error:")) == (2, "", 1)
    lines = done.err.splitlines()
    assert len(lines) == 2
    assert all("bad.yaml:" in line for line in lines)
    assert "unknown key 'partner'; did you mean 'partners'?" in lines[0]
    assert "partners[0].joined: expected a date as YYYY-MM-DD; found soon" in lines[1]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root"
)
def test_a_file_without_permission(msp: Msp) -> None:
    """A file that may not be read is a mistake, alone and in a folder, where the others are still checked."""
    Path("all").mkdir()
    Path("all/a.yaml").write_text(MINE)
    Path("all/b.yaml").write_text(MINE)
    Path("all/a.yaml").chmod(0)
    alone, together = msp("status", "all/a.yaml"), msp("check", "all", ON)
    assert "no permission" in alone.err
    assert (together.status, "no permission" in together.err) == (2, True)
    assert "1 closed" in together.out


def test_a_file_that_cannot_be_opened_is_left_to_the_reader(
    msp: Msp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The search through a folder trips over nothing, and keeps quiet about nothing."""
    Path("all").mkdir()
    Path("all/a.yaml").write_text(MINE)
    opened = Path.open

    def denied(self: Path, *arguments: Any, **more: Any) -> Any:
        if self.name == "a.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **more)

    monkeypatch.setattr(Path, "open", denied)
    assert "design, " not in msp("check", "all", ON).err
    assert "1 closed" in msp("check", "all", ON).out
