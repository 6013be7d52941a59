"""Hostile files through the command line: one clear message, in a process with little memory and time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from programs import ENV, MSP

if TYPE_CHECKING:
    from collections.abc import Callable

resource = pytest.importorskip("resource", reason="bounds on a process are set by POSIX only")

HEAD = "msp_lifecycle: 1\nid: x\nname: X\n"
MEMORY = 600 * 1024**2
"""Bytes of address space; a healthy run needs a third of them."""
SECONDS = 20
"""Seconds of processor time, on a slow machine that does other things as well."""


def _json(inside: str) -> bytes:
    return b'{"msp_lifecycle": 1, "id": "x", "name": "X", ' + inside.encode() + b"}"


FILES: dict[str, tuple[str, bytes]] = {
    "an empty file": ("a.yaml", b""),
    "binary": ("a.yaml", bytes(range(256)) * 99),
    "no UTF-8": ("a.yaml", HEAD.encode() + b"note: \xff\n"),
    "UTF-16": ("a.yaml", HEAD.encode("utf-16")),
    "an escape": ("a.json", _json('"note": "\\u001b[31m"')),
    "half a character": ("a.json", _json('"note": "\\ud800"')),
    "nested brackets in YAML": ("a.yaml", HEAD.encode() + b"note: " + b"[" * 30_000),
    "nested brackets in JSON": ("a.json", _json('"note": ' + "[" * 100_000)),
    "an alias bomb": ("a.yaml", b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (c + 1, c + 1, c, c) for c in range(97, 120))),
    "a tag": ("a.yaml", HEAD.encode() + b"note: !!python/object/apply:os.system ['true']\n"),
    "a key twice": ("a.yaml", HEAD.encode() + b"name: Y\n"),
    "no number": ("a.json", _json('"secretariats": [{"id": "s", "staff_fte": NaN}]')),
    "a giant number": ("a.json", _json('"secretariats": [{"id": "s", "staff_fte": 1' + "0" * 400 + "}]")),
    "Arabic digits": ("a.yaml", HEAD.encode() + "secretariats: [{id: s, staff_fte: ٣}]\n".encode()),
    "fifty megabytes": ("a.yaml", b"#" * 50_000_000),
    "fifty megabytes of JSON": ("a.json", b"[" + b"1," * 25_000_000),
    "many mistakes": ("a.json", _json('"partners": [' + ",".join(['{"id": 1}'] * 50_000) + "]")),
    "an old version of nothing": ("a.yaml", b"msp_lifecycle: 0\nid: x\nname: X\n"),
}  # fmt: skip


def bounded(
    *arguments: str, folder: Path, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run `msp` in a process that has little memory and time."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    return subprocess.run(
        [*MSP, *arguments],
        input=stdin,
        capture_output=True,
        cwd=folder,
        env=ENV,
        preexec_fn=bound,
        timeout=300,
        check=False,
    )


def assert_one_message(done: subprocess.CompletedProcess[bytes]) -> None:
    said = done.stderr.decode()
    assert done.returncode == 2, said[-2_000:]
    assert done.stdout == b""
    assert said.startswith("Error: ")
    assert said.count("Error:") == 1
    assert "Traceback" not in said
    assert len(said) < 20_000
    assert len(said.splitlines()) <= 21


@pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES)
def test_hostile_file(name: str, content: bytes, tmp_path: Path) -> None:
    """It is refused in one message, within bounds, and left as it was."""
    file = tmp_path / name
    file.write_bytes(content)
    assert_one_message(bounded("check", name, folder=tmp_path))
    assert file.read_bytes() == content


@pytest.mark.parametrize("name", ["nested brackets in JSON", "fifty megabytes", "binary"])
def test_hostile_standard_input(name: str, tmp_path: Path) -> None:
    """The same holds for what comes in by a pipe."""
    assert_one_message(bounded("check", "-", folder=tmp_path, stdin=FILES[name][1]))


def test_standard_input_without_end(tmp_path: Path) -> None:
    """No more is read than any dossier may hold."""
    zeros = "import sys\nwhile True: sys.stdout.buffer.write(bytes(65536))"
    with subprocess.Popen(
        [sys.executable, "-c", zeros], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as endless:
        done = subprocess.run(
            [*MSP, "status", "-"],
            stdin=endless.stdout,
            env=ENV,
            capture_output=True,
            timeout=300,
            check=False,
        )
        endless.kill()
    assert_one_message(done)


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices")
def test_what_is_no_file(tmp_path: Path) -> None:
    """A device, a pipe that nobody writes to and a link that leads round are refused at once."""
    import os

    (tmp_path / "null.yaml").symlink_to("/dev/null")
    (tmp_path / "round.yaml").symlink_to("round.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    for name in ("null.yaml", "round.yaml", "pipe.yaml"):
        assert_one_message(bounded("status", name, folder=tmp_path))


def test_norway_and_noon(tmp_path: Path, msp: Callable[..., object]) -> None:
    """`NO` is a country and `12:30` is text; neither becomes false or 750."""
    (tmp_path / "a.yaml").write_text(HEAD + "organisations: [{id: o, name: 12:30, country: NO}]\n")
    done = bounded("convert", "a.yaml", "-", "--to", "json", folder=tmp_path)
    assert b'"country": "NO"' in done.stdout
    assert b'"name": "12:30"' in done.stdout
