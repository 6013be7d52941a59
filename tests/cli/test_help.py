"""Help that teaches, comes at once, and completes what is typed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from programs import ENV, MSP

import msp_lifecycle
from msp_lifecycle.cli.main import COMMANDS, cli

if TYPE_CHECKING:
    from pathlib import Path

Msp = Callable[..., Any]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches_by_an_example(name: str, msp: Msp) -> None:
    """The help of a command fits the page and shows how it is typed, with options that there are."""
    done = msp(name, "--help")
    assert done.status == 0
    assert f"Usage: msp {name}" in done.out
    assert f"  msp {name}" in done.out or f"$(msp {name}" in done.out
    assert max(map(len, done.out.splitlines())) <= 80
    assert done.out == msp(name, "-h").out


def test_the_list_of_commands_is_that_of_the_commands(msp: Msp) -> None:
    """Each is listed with what its own help begins with, more or less, and each can be had."""
    listed = msp("--help").out
    for name, (_, says) in COMMANDS.items():
        assert f"\n  {name} " in listed
        assert says in listed
        command = cli.get_command(cli.make_context("msp", ["status", "x"]), name)
        assert command is not None
        assert command.name == name
    assert cli.get_command(cli.make_context("msp", ["status", "x"]), "nothing") is None


def test_msp_alone_shows_its_help(msp: Msp) -> None:
    """Without a command there is help, on standard error, and a status that no script takes for open."""
    done = msp()
    assert (done.status, done.out) == (2, "")
    assert "Begin with" in done.err


def test_version(msp: Msp) -> None:
    """The version is the library's, installed or not."""
    assert msp("--version").out == f"msp, version {msp_lifecycle.__version__}\n"


def test_help_imports_no_command_and_nothing_heavy() -> None:
    """`msp --help` and the completion of a command come without what they do not need."""
    script = (
        "import sys\n"
        "from msp_lifecycle.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--help"],
        capture_output=True,
        text=True,
        env=ENV,
        check=True,
    )
    assert "Begin with" in done.stdout
    loaded = set(done.stderr.split())
    heavy = {"ruamel", "cattrs", "transitions", "numpy", "hypothesis"}
    assert not heavy & {name.partition(".")[0] for name in loaded}
    ours = {name for name in loaded if name.startswith("msp_lifecycle.")}
    assert not {name for name in ours if name.split(".")[1] in ("formats", "machine", "testing")}
    commands = {f"msp_lifecycle.cli.{module}" for module, _ in COMMANDS.values()}
    assert not commands & ours


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_for_each_shell(shell: str, msp: Msp) -> None:
    """The script speaks the shell's own language and asks `msp` for the rest."""
    done = msp("completion", shell)
    assert done.status == 0
    assert f"_MSP_COMPLETE={shell}_complete" in done.out
    if shutil.which(shell):
        subprocess.run([shell, "-n"], input=done.out, text=True, check=True)


COMPLETED = {
    "a command": ("msp lo", 1, {"loop-back"}),
    "commands that begin alike": (
        "msp co",
        1,
        {"commitments", "continue", "convert", "completion"},
    ),
    "a choice": ("msp end --reason h", 3, {"handed_over"}),
    "a phase": ("msp loop-back --to i", 3, {"initiation", "implementation"}),
    "a move": ("msp check --for loop", 3, {"loop-back"}),
    "a checklist": ("msp check --against suit", 3, {"suitability"}),
    "a profile": ("msp check --profile st", 3, {"standard", "strict"}),
    "a topic after others": (
        "msp loop-back --reopens roles,r",
        3,
        {"roles,results", "roles,resources", "roles,risk", "roles,ratings"},
    ),
    "a viewer": ("msp status --seen-by l", 3, {"lead"}),
    "a code": ("msp explain a1.1", 2, {"A1.1", "A1.10"}),
    "a word to explain": ("msp explain des", 2, {"design"}),
    "an option": ("msp --ver", 1, {"--version"}),
    "a shell": ("msp completion z", 2, {"zsh"}),
}


@pytest.mark.parametrize(("words", "place", "offered"), COMPLETED.values(), ids=COMPLETED)
def test_what_is_completed(
    words: str, place: int, offered: set[str], msp: Msp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commands, options, choices, and the names that an option takes."""
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(place))
    monkeypatch.setenv("_MSP_COMPLETE", "bash_complete")
    done = msp()
    assert {line.partition(",")[2] for line in done.out.split()} == offered


@pytest.mark.parametrize(
    "words", ["msp check ", "msp check --against x", "msp status --lifecycle m"]
)
def test_files_are_left_to_the_shell(words: str, msp: Msp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file is meant, or nothing else fits, the shell completes the name itself."""
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1 + words.endswith(" ")))
    monkeypatch.setenv("_MSP_COMPLETE", "bash_complete")
    assert msp().out.startswith("file,")


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_completion_works_in_a_shell(tmp_path: Path) -> None:
    """What the documentation tells people to put into their start-up file does its work."""
    script = """
        eval "$(msp completion bash)"
        COMP_WORDS=(msp lo); COMP_CWORD=1
        _msp_completion msp
        echo "${COMPREPLY[@]}"
    """
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "msp"
    program.write_text(f"#!/bin/sh\nexec {MSP[0]} -c '{MSP[2]}' \"$@\"\n")
    program.chmod(0o755)
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        capture_output=True,
        text=True,
        env={**ENV, "PATH": f"{folder}:{ENV['PATH']}"},
        check=True,
    )
    assert done.stdout.split() == ["loop-back"]
