"""`msp` run as a user runs it: in this process, which is quick, or in one of its own where that matters."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from programs import ENV, MSP

from msp_lifecycle.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


@attrs.frozen
class Done:
    """What came of a command."""

    status: int
    out: str
    err: str


Msp = Callable[..., Done]


@pytest.fixture
def msp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Msp:
    """Return what runs `msp` in this process and in an empty folder, on 80 columns, without colour."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str | Path, stdin: str | bytes = "", encoding: str = "utf-8") -> Done:
        given = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8"))
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding, newline="") for _ in range(2))
        with monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", out)
            patched.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as ended:
                main([str(one) for one in arguments])
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, _written(out), _written(err))

    return run


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    written = stream.buffer.getvalue()
    try:
        return written.decode()
    except UnicodeDecodeError:  # a page, for a terminal that speaks something else
        return written.decode(stream.encoding)


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Return what runs `msp` in a process of its own, in the same empty folder."""

    def run(
        *arguments: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [*MSP, *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**ENV, **(env or {})},
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    """Return what puts a copy of an example dossier into the folder."""

    def copy(name: str = "connectivity.yaml") -> Path:
        copied = tmp_path / name
        copied.write_bytes((EXAMPLES / name).read_bytes())
        return copied

    return copy
