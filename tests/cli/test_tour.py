"""The tour that `make` takes: true, short, and without traces."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

TOUR = Path(__file__).parents[2] / "examples" / "tour.py"


def _taken(capsys: pytest.CaptureFixture[str]) -> str:
    """Take the tour and return what it printed."""
    runpy.run_path(str(TOUR))["main"]()
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def test_the_tour(capsys: pytest.CaptureFixture[str], msp: Callable[..., Any]) -> None:
    """It goes through the life of the partnership step by step, says what is invented, and leaves nothing behind."""
    before = {one: one.read_bytes() for one in TOUR.parent.iterdir() if one.is_file()}
    said = _taken(capsys)
    steps = [
        "A tour",
        "1. Where it stands",
        "2. What the next move asks for",
        "3. The move",
        "4. A loop-back",
    ]
    steps += ["5. Settled", "6. The timeline", "7. The diagram", "Next"]
    places = [said.index(f"--- {step}") for step in steps]
    assert places == sorted(places)
    for seen in (
        "From Initiation to Design: CLOSED",
        "INVENTED",
        "Advanced to Design",
        "Looped back to Initiation",
        "(reopened)",
        "stateDiagram-v2",
    ):
        assert seen in said
    assert said.count("Advanced to Design") == 4  # two moves, and both in the timeline
    assert said.index("INVENTED") > said.index("2. What the next move")
    assert {one: one.read_bytes() for one in TOUR.parent.iterdir() if one.is_file()} == before
    assert list(Path().iterdir()) == []


def test_the_tour_fits_the_page(
    capsys: pytest.CaptureFixture[str], msp: Callable[..., Any]
) -> None:
    """It can be read on 80 columns, and in one go."""
    lines = _taken(capsys).splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) <= 245


def test_the_tour_shows_what_the_commands_print(
    capsys: pytest.CaptureFixture[str], msp: Callable[..., Any], example: Callable[[str], Path]
) -> None:
    """What it shows of the real partnership is what `msp` prints of the example, word by word."""
    said = _taken(capsys)
    example("connectivity.yaml")
    for command in ("status", "check"):
        more = ["--for", "design"] if command == "check" else []
        assert msp(command, "connectivity.yaml", *more, "--on", "2020-09-01").out in said


def test_a_reader_may_have_seen_enough() -> None:
    """`make | head` ends the tour without a trace."""
    command = [sys.executable, str(TOUR)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as tour:
        assert tour.stdout is not None
        assert tour.stderr is not None
        tour.stdout.readline()
        tour.stdout.close()
        assert tour.stderr.read() == b""
        assert tour.wait() == 0
