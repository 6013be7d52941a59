"""Diagrams can be read by the programs they are for, whatever a phase is called."""

from __future__ import annotations

import datetime as dt
import html
import itertools
import re

import pytest
from lives import SMALL

from msp_lifecycle.lifecycle import Lifecycle, MoveRule, Phase
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import Position
from msp_lifecycle.report.diagram import dot, mermaid

DAY, LATER = dt.date(2020, 5, 15), dt.date(2020, 6, 29)

TITLES = [
    "state", "end; note", "_u_ and *s*", "a-hyphen --> b", 'says "hi"', "#35; &amp; #", "line\nbreak", "back\\slash\\",
    "direction LR", "my Direction TB", "<b>bold</b>", "[*] {x} : y", "%%{init}%%", "国 été", "$$x$$ `y`", "\u202eevil",
]  # fmt: skip


def lifecycle(*titles: str) -> Lifecycle:
    phases = tuple(Phase(name=f"p{i}" if i else "state", title=one) for i, one in enumerate(titles))
    names = [one.name for one in phases]
    steps = [
        MoveRule(kind="advance", source=one, to=other) for one, other in itertools.pairwise(names)
    ]
    start, end = MoveRule(kind="start", to=names[0]), MoveRule(kind="end", source=names[-1])
    return Lifecycle(name='ev"il', title="Evil", phases=phases, moves=(start, *steps, end))


def test_every_move_is_drawn() -> None:
    """From and to, with its name and how much it requires; a loop-back is dashed, an end dotted."""
    for drawn, arrow in ((mermaid(STANDARD), "-->"), (dot(STANDARD), "->")):
        lines = drawn.splitlines()
        assert sum(f" {arrow} " in line for line in lines) == 14
        assert sum("loop-back" in line for line in lines) == 5
        assert any("advance (10 required)" in line for line in lines)
    dotted = dot(STANDARD).splitlines()
    assert all(("dashed" in line) == ("loop-back" in line) for line in dotted if "->" in line)


def test_an_end_is_drawn_from_every_phase_that_may_end() -> None:
    """From all of them where the lifecycle says so, and otherwise from those it names."""
    assert [line.split()[0] for line in mermaid(STANDARD).splitlines() if "[*] : end" in line] == [
        *("phase0", "phase1", "phase2", "phase3"),
    ]
    some = lifecycle("a", "b")
    assert [line.split()[0] for line in mermaid(some).splitlines() if ": end" in line] == ["phase1"]
    assert [line.split()[0] for line in dot(some).splitlines() if "label=end" in line] == ["phase1"]


def test_what_can_be_done_anywhere_is_said_once() -> None:
    """Pauses and the like leave the phase, so they are a note and no arrows."""
    said = "From every phase also pause, resume, suspend, reinstate"
    assert said in mermaid(STANDARD)
    assert f'label="{said}"' in dot(STANDARD)
    assert "From every phase" not in mermaid(lifecycle("a"))
    assert "From every phase" in dot(SMALL)


@pytest.mark.parametrize(
    ("position", "said"),
    [
        (Position("design", "active", DAY, DAY), "here since 2020-05-15"),
        (Position("design", "paused", DAY, LATER), "here since 2020-05-15, paused since 2020-06-29"),
        (Position("design", "suspended", DAY, LATER), "here since 2020-05-15, suspended since 2020-06-29"),
        (
            Position("design", "ended", DAY, LATER, "handed_over"),
            "here since 2020-05-15, ended on 2020-06-29 (handed over)",
        ),
    ],
    ids=["active", "paused", "suspended", "ended"],
)  # fmt: skip
def test_the_current_phase_is_marked(position: Position, said: str) -> None:
    """It is marked by words, a thick border and a fill, so that it shows in grey as well; a halt changes the border."""
    drawn, dotted = mermaid(STANDARD, position), dot(STANDARD, position)
    assert f"note left of phase1 : {said}\n" in drawn
    assert "class phase1 here" in drawn
    assert "stroke-width:4px" in drawn
    (marked,) = [line for line in dotted.splitlines() if "penwidth=3" in line]
    assert f'label="Design\\n{said}"' in marked
    halted = position.standing != "active"
    assert ("stroke-dasharray" in drawn) == halted
    assert any(word in marked for word in (",dashed", ",dotted")) == halted


def test_nothing_is_marked_before_the_start() -> None:
    """A partnership that has not started, or is in a phase of another lifecycle, is nowhere."""
    for position in (Position(), Position("elsewhere", "active", DAY, DAY)):
        assert mermaid(STANDARD, position) == mermaid(STANDARD)
        assert dot(STANDARD, position) == dot(STANDARD)


@pytest.mark.parametrize("title", TITLES)
def test_mermaid_escapes_what_it_would_read_as_markup(title: str) -> None:
    """Beside letters, digits and a few harmless signs only Mermaid's own entities are left, and they say the title."""
    line = mermaid(lifecycle(title)).splitlines()[2]
    found = re.fullmatch(r'  state "(.*)" as phase0', line)
    assert found is not None
    assert re.fullmatch(r"(\w|[ .,()-]|#\d+;)*", found[1].replace("_", "!"))
    assert not re.search(r"direction\s", found[1], flags=re.IGNORECASE)
    said = html.unescape(re.sub(r"#(\d+);", r"&#\1;", found[1]))
    assert said == title.replace("\n", " ").replace("\u202e", "<U+202E>")


@pytest.mark.parametrize("title", TITLES)
def test_dot_escapes_what_it_would_read_as_markup(title: str) -> None:
    """A label is one quoted string, and says the title once its escapes and entities are read."""
    line = next(
        one for one in dot(lifecycle(title)).splitlines() if one.startswith("  phase0 [label")
    )
    found = re.fullmatch(r'  phase0 \[label="((?:[^"\\]|\\.)*)"\]', line)
    assert found is not None
    said = html.unescape(re.sub(r"\\(.)", r"\1", found[1]))
    assert said == title.replace("\n", " ").replace("\u202e", "<U+202E>")
    assert dot(lifecycle(title)).startswith('digraph "ev\\"il" {')


def test_ids_are_ours() -> None:
    """No name of a phase is an id, since `state` and a hyphen break Mermaid."""
    assert "as state" not in mermaid(lifecycle("x"))
    assert all(
        re.match(r"phase\d", line.split()[-1]) for line in mermaid(STANDARD).splitlines()[2:6]
    )
