"""What a reader sees of a real partnership, kept word by word in `expected/`.

`MSP_UPDATE_EXPECTED=1 pytest tests/cli/test_pages.py` writes the files anew; read the difference before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

EXPECTED = Path(__file__).parent / "expected"
FILE = "connectivity.yaml"
DRAWN = ("diagram", "accountability_mermaid", "accountability_dot")
FILES = (
    FILE,
    "childrens_vaccine_initiative.yaml",
    "ohchr_statoil.yaml",
    "onchocerciasis.yaml",
    "permanent_forum.yaml",
    "unaids.yaml",
)
BEFORE_DESIGN, IN_A_PAUSE, AT_THE_END = "2020-09-01", "2020-07-10", "2020-10-01"

PAGES = {
    "status": ["status", FILE, "--on", BEFORE_DESIGN],
    "status_paused": ["status", FILE, "--on", IN_A_PAUSE],
    "status_not_started": ["status", FILE, "--on", "2020-05-14"],
    "status_ended": ["status", "onchocerciasis.yaml", "--on", "2003-01-01"],
    "check_closed": ["check", FILE, "--for", "design", "--on", BEFORE_DESIGN],
    "check_closed_all": ["check", FILE, "--for", "design", "--on", BEFORE_DESIGN, "--all"],
    "check_closed_brief": ["check", FILE, "--for", "design", "--on", BEFORE_DESIGN, "--brief"],
    "check_paused": ["check", FILE, "--on", IN_A_PAUSE, "--brief"],
    "check_open": ["check", FILE, "--for", "pause", "--on", BEFORE_DESIGN],
    "check_checklist": ["check", FILE, "--against", "definition", "--on", AT_THE_END],
    "check_ended": ["check", "onchocerciasis.yaml", "--on", "2003-01-01"],
    "moves": ["moves", FILE, "--on", BEFORE_DESIGN],
    "moves_ended": ["moves", "onchocerciasis.yaml", "--on", "2003-01-01"],
    "history": ["history", FILE, "--on", AT_THE_END],
    "history_ended": ["history", "onchocerciasis.yaml", "--on", "2003-01-01"],
    "history_empty": ["history", FILE, "--on", "2020-05-14"],
    "audit": ["audit", FILE, "--on", AT_THE_END],
    "audit_all": ["audit", FILE, "--on", "2020-09-08", "--all"],
    "pause": ["pause", FILE, "--on", AT_THE_END, "--because", "A rest"],
    "loop_back_refused": [
        *("loop-back", FILE, "--to", "design", "--because", "Somebody is missing"),
        *("--trigger", "key_partner_missing", "--on", AT_THE_END),
    ],
    "diagram": ["diagram", FILE, "--on", IN_A_PAUSE],
    "diagram_dot": ["diagram", FILE, "--on", IN_A_PAUSE, "--format", "dot"],
    "power": ["power", "childrens_vaccine_initiative.yaml", "--on", "1995-01-01"],
    "power_of_a_board": ["power", "unaids.yaml", "--on", "2003-01-01"],
    "power_unknown": ["power", FILE, "--on", AT_THE_END],
    "accountability": ["accountability", "permanent_forum.yaml", "--on", "2003-01-01"],
    "accountability_unknown": ["accountability", FILE, "--on", AT_THE_END],
    "accountability_mermaid": [
        *("accountability", "permanent_forum.yaml", "--on", "2003-01-01", "--format", "mermaid"),
    ],
    "accountability_dot": [
        *("accountability", "permanent_forum.yaml", "--on", "2003-01-01", "--format", "dot"),
    ],
    "commitments": ["commitments", "ohchr_statoil.yaml", "--on", "2003-09-01"],
    "commitments_converted": [
        *("commitments", "ohchr_statoil.yaml", "--on", "2003-09-01"),
        *("--rate", "NOK=0.137USD@2003-08-18:S3"),
    ],
    "commitments_overdue": ["commitments", "later.yaml", "--on", "2024-10-01"],
    "forecast": ["forecast", FILE, "--on", AT_THE_END, "--partnerships", "2000"],
    "levers": ["levers", FILE, "--on", AT_THE_END, "--partnerships", "1000"],
    "simulate": ["simulate", "--partnerships", "1000"],
    "simulate_raise": [
        *("simulate", FILE, "--on", AT_THE_END, "--partnerships", "1000"),
        *("--months", "60", "--raise", "secretariat=0.4", "--raise", "E3=.2@12"),
    ],
    "diff": ["diff", FILE, "later.yaml"],
    "explain": ["explain", "C3.4"],
    "explain_phase": ["explain", "further development"],
    "explain_topic": ["explain", "accountability"],
    "explain_tensions": ["explain", "tensions"],
    "explain_source": ["explain", "s4"],
    "criteria": ["criteria", "--field", "suit"],
}


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, msp: Callable[..., Any], example: Callable[[str], Path]) -> None:
    """The page is as it was when somebody last read it, and no line of it is wider than the terminal."""
    for file in FILES:
        example(file)
    _later(Path(FILE))
    done = msp(*PAGES[name])
    shown = done.out + done.err
    expected = EXPECTED / f"{name}.txt"
    if os.environ.get("MSP_UPDATE_EXPECTED"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")
    if not name.startswith(DRAWN):
        assert max(map(len, shown.splitlines())) <= 80


def _later(file: Path) -> None:
    """Write what the dossier might say some months later."""
    text = file.read_text(encoding="utf-8")
    text = text.replace(
        "partner: itu\n    kind: aim\n    text: To build",
        "partner: itu\n    kind: aim\n    text: To try",
    )
    text = text.replace(
        "id: facebook, organisation: facebook, ",
        "id: facebook, organisation: facebook, left: 2021-01-31, ",
    )
    text = text.replace(
        "    goal: access\n    pledged: 2020-09-15",
        "    pledged: 2020-09-15\n    fulfilled: 2021-03-01",
    )
    text += "  - kind: pause\n    on: 2021-02-01\n    because: New people have to be found.\n"
    Path("later.yaml").write_text(text, encoding="utf-8")


def test_every_expected_page_is_compared() -> None:
    """No file in `expected/` is a leftover."""
    assert {one.stem for one in EXPECTED.iterdir()} == set(PAGES)


@pytest.mark.parametrize("columns", [40, 200])
def test_pages_fit_the_terminal(
    columns: int,
    msp: Callable[..., Any],
    example: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a narrow terminal no line is wider than it; on a wide one lines stay short enough to be read."""
    for file in FILES:
        example(file)
    _later(Path(FILE))
    monkeypatch.setenv("COLUMNS", str(columns))
    for name, arguments in PAGES.items():
        if not name.startswith(DRAWN):
            lines = msp(*arguments).out.splitlines()
            assert max(map(len, lines)) <= min(columns, 80), name
