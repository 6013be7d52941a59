"""Terminals, pipes and encodings: never a traceback, never a character that a terminal would obey."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from programs import ENV, MSP

from msp_lifecycle.report.safe import UNSEEN

Msp = Callable[..., Any]
Example = Callable[[str], Path]

HOSTILE = {
    "msp_lifecycle": 1,
    "id": "h",
    "name": "Evil\u202egnp.exe\u2066 and\u200b\nmore\t\u061c",
    "organisations": [{"id": "o" * 64, "name": "N\u2028" * 200}, {"id": "cn", "name": "国" * 90}],
    "partners": [
        {"id": "o" * 64, "organisation": "o" * 64, "joined": "2020-01-01"},
        {"id": "cn", "organisation": "cn", "core_group": True, "left_because": "\u2067"},
    ],
    "problem_statements": [{"id": "p", "text": "x\u2069" + "y" * 500}],
    "decisions": [{"id": "D", "question": "\u202aQ?", "on": "2020-01-01", "settles": ["roles"]}],
    "decision_rules": [
        {"id": "r", "scope": "\u202eall\n", "method": "majority", "group_majority": True,
         "electorate": [{"partner": "cn", "group": "\u2066g", "weight": 3}, {"partner": "o" * 64, "group": "\u2028"}]},
    ],
    "commitments": [{"id": "c", "partner": "cn", "text": "\u202ex\u200b", "due": "2019-01-01", "conditional_on": "\u2069"}],
    "accountability_relations": [
        {"id": "a", "kind": "market", "by": "cn", "to_outside": "don\u202eors\n" + "国" * 60, "for_what": "\u2067x", "mechanism": "\u061c"},
        {"id": "b", "kind": "peer", "to_partner": "o" * 64, "for_what": "\u2028x"},
    ],
    "moves": [
        {"kind": "entered", "on": "2020-01-01", "to": "design", "because": "\u202e" * 9, "decision": "D"},
        {"kind": "end", "on": "2020-02-01", "reason": "dissolved", "because": "\u2068\n\u2069"},
    ],
}  # fmt: skip
REFERRING = ("decision_rules", "commitments", "accountability_relations")
"""Collections that refer to partners."""
COMMANDS = [
    *(["status", "h.json"], ["check", "h.json"], ["check", "h.json", "--against", "everything", "--all"]),
    *(["moves", "h.json"], ["history", "h.json"], ["audit", "h.json", "--all"], ["diff", "h.json", "b.json"]),
    *(["diagram", "h.json"], ["diagram", "h.json", "--format", "dot"], ["convert", "h.json", "-", "--to", "json"]),
    *(["status", "h.json", "--format", "json"], ["history", "h.json", "--format", "json"]),
    *(["power", "h.json"], ["accountability", "h.json"], ["commitments", "h.json"]),
    *([command, "h.json", "--format", "json"] for command in ("power", "accountability", "commitments")),
    *(["accountability", "h.json", "--format", "mermaid"], ["accountability", "h.json", "--format", "dot"]),
    *(["diff", "h.json", "b.json", "--format", "json"], ["convert", "h.json", "-"]),
]  # fmt: skip


@pytest.fixture
def hostile() -> None:
    """Write a dossier that would like to speak to the terminal."""
    Path("h.json").write_text(json.dumps(HOSTILE))
    Path("b.json").write_text(
        json.dumps({**HOSTILE, "name": "\u202dB", "partners": [], **{key: [] for key in REFERRING}})
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("columns", ["40", "80"])
def test_no_text_of_a_dossier_reaches_the_terminal_raw(
    command: list[str], columns: str, msp: Msp, hostile: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control characters, marks of direction and line separators are named or escaped, whatever prints them."""
    monkeypatch.setenv("COLUMNS", columns)
    done = msp(*command)
    assert done.status in (0, 1), done.err
    assert UNSEEN.findall((done.out + done.err).replace("\n", "")) == []


@pytest.mark.parametrize("columns", [40, 80])
def test_long_names_and_ids_are_broken(
    columns: int, msp: Msp, hostile: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No line grows beyond the page, not even by an id as long as the line or by wide characters."""
    monkeypatch.setenv("COLUMNS", str(columns))
    for command in (
        *(["status"], ["history"], ["check", "--against", "everything", "--all"]),
        *(["power"], ["accountability"], ["commitments"]),
    ):
        done = msp(command[0], "h.json", *command[1:])
        wide = [
            sum(2 if ord(char) > 0x2E80 else 1 for char in line) for line in done.out.splitlines()
        ]
        assert max(wide) <= columns


def test_mistakes_are_defused_as_well(msp: Msp) -> None:
    """What a file holds, or is called, is named in a message and never acted upon."""
    Path("a\x1b]0;owned\x07.yaml").write_text("msp_lifecycle: 1\nid: a\u202eb\nname: 1\n")
    done = msp("check", ".")
    assert done.status == 2
    assert UNSEEN.findall(done.err.replace("\n", "")) == []
    assert r"'a\x1b]0;owned\x07.yaml'" in done.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_a_terminal_that_speaks_no_utf_8(encoding: str, msp: Msp, hostile: None) -> None:
    """Pages get escapes for what the terminal cannot say; data are UTF-8 all the same."""
    if encoding != "utf-16":
        done = msp("status", "h.json", encoding=encoding)
        assert (done.status, done.err) == (1 - 1, "")
        assert msp("explain", "DEF-1", encoding=encoding).status == 0
    for command in (
        ["status", "h.json", "--format", "json"],
        ["convert", "h.json", "-", "--to", "json"],
    ):
        assert json.loads(msp(*command, encoding=encoding).out)["name"] == HOSTILE["name"]
    assert msp("new", encoding=encoding).out == msp("new").out


def test_json_keeps_every_character(msp: Msp, hostile: None) -> None:
    """What is escaped on the way out is the same text for whoever reads it."""
    moves = json.loads(msp("history", "h.json", "--format", "json").out)
    assert [one["because"] for one in moves] == [one["because"] for one in HOSTILE["moves"]]  # type: ignore[index]


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({}, False),
        ({"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
    ],
    ids=["forced", "forbidden", "no colour", "dumb", "a pipe", "an empty word"],
)
def test_colour(
    env: dict[str, str],
    coloured: bool,
    msp: Msp,
    example: Example,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Colour is for terminals, unless somebody says otherwise; the words are the same with it and without."""
    file = example("connectivity.yaml")
    plain = msp("check", file, "--on", "2020-09-01").out
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    for done in (msp("check", file, "--on", "2020-09-01"), msp("status", "nowhere.yaml")):
        assert ("\x1b[" in done.out + done.err) == coloured
    import click

    assert click.unstyle(msp("check", file, "--on", "2020-09-01").out) == plain


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals")
@pytest.mark.parametrize(
    ("env", "coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": "xterm", "NO_COLOR": "1"}, False)],
    ids=["a terminal", "a dumb one", "no colour"],
)  # fmt: skip
def test_colour_on_a_terminal(env: dict[str, str], coloured: bool) -> None:
    """A terminal gets colour unless it cannot show it, or its user does not want it."""
    ours, theirs = os.openpty()
    done = subprocess.run(
        [*MSP, "status", "nowhere.yaml"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**ENV, **env},
        timeout=120,
        check=False,
    )
    said = os.read(ours, 10_000)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert b"there is no such file" in said
    assert (b"\x1b[" in said) == coloured


def test_data_is_never_coloured(
    msp: Msp, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON, YAML and diagrams are for programs."""
    file = example("connectivity.yaml")
    monkeypatch.setenv("FORCE_COLOR", "1")
    for command in (["check", "--format", "json"], ["diagram"], ["status", "--format", "json"]):
        assert "\x1b" not in msp(command[0], file, *command[1:]).out


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of another make")
@pytest.mark.parametrize("command", ["schema", "criteria", "history connectivity.yaml", "--help"])
def test_a_reader_that_goes_away(command: str, example: Example, tmp_path: Path) -> None:
    """`msp schema | head -1` ends without a word, with the status that a shell gives such an end."""
    example("connectivity.yaml")
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*MSP, *command.split()],
        stdout=write,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=ENV,
        timeout=120,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_disk_that_is_full(example: Example, tmp_path: Path) -> None:
    """Output that cannot be written is a mistake like any other."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*MSP, "criteria"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=ENV,
            timeout=120,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"Error: no space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no such descriptors")
def test_streams_that_are_closed(tmp_path: Path) -> None:
    """Without standard input there is a message, and without standard output silence."""

    def shell(command: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["/bin/sh", "-c", command.replace("msp", shlex.join(MSP))],
            cwd=tmp_path,
            env=ENV,
            capture_output=True,
            timeout=120,
            check=False,
        )

    (tmp_path / "a.yaml").write_text("msp_lifecycle: 1\nid: a\nname: A\n")
    closed = shell("msp status - <&-")
    assert (closed.returncode, closed.stdout) == (2, b"")
    assert closed.stderr == b"Error: <stdin>: there is no standard input; name a file instead\n"
    for command in ("msp status a.yaml >&-", "msp status a.yaml --format json >&-"):
        quiet = shell(command)
        assert (quiet.returncode, quiet.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another make")
def test_being_stopped(tmp_path: Path) -> None:
    """Ctrl-C ends a command in the middle with 130 and a word, and without a traceback."""
    with subprocess.Popen(
        [sys.executable, "-c", _WAITING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=ENV,
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"reading\n"
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=120)
    assert running.returncode == 130
    assert said.decode().split() == ["Stopped."]


_WAITING = """
import sys
from msp_lifecycle.cli import main, reading
given = sys.stdin.buffer

class Told:
    closed = False
    class buffer:
        @staticmethod
        def read(size):
            print("reading", flush=True)
            return given.read(size)

sys.stdin = Told
main(["status", "-"])
"""


def test_stopped_in_this_process(msp: Msp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same, seen from within."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("msp_lifecycle.formats.load", stop)
    done = msp("status", "a.yaml")
    assert (done.status, done.out, done.err.strip()) == (130, "", "Stopped.")


def test_environment_is_not_touched(msp: Msp) -> None:
    """A command leaves the environment as it was."""
    before = dict(os.environ)
    msp("criteria")
    assert dict(os.environ) == before
