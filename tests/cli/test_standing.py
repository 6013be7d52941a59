"""`msp standing`: stages, what comes next, and exit statuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Msp = Callable[..., Any]

DOSSIER = """\
msp_lifecycle: 1
id: p
name: P
platform_links:
  - {id: un, platform: UN platform, kind: registry, since: 2024-03-01, rules: un_platform}
  - {id: club, platform: Club, kind: exchange}
"""


@pytest.fixture(autouse=True)
def _dossier(msp: Msp) -> None:
    Path("p.yaml").write_text(DOSSIER, encoding="utf-8")


@pytest.mark.parametrize(
    ("on", "status", "words"),
    [
        ("2024-02-29", 0, "Not entered yet."),
        ("2024-03-01", 0, "Green since 2024-03-01; yellow on 2025-03-01 unless a progress report"),
        ("2025-12-01", 1, "Yellow since 2025-03-01; red on 2026-03-01 unless a progress report"),
        ("2026-03-01", 1, "Red since 2026-03-01."),
    ],
)
def test_the_light_turns(on: str, status: int, words: str, msp: Msp) -> None:
    """With the day on which it will, and an exit status for those who only want that."""
    done = msp("standing", "p.yaml", "--on", on)
    assert done.status == status
    assert on < "2024-03-01" or words in " ".join(done.out.split())


def test_programs_get_the_trajectory(msp: Msp) -> None:
    """With stable names."""
    done = msp("standing", "p.yaml", "--on", "2025-12-01", "--format", "json")
    [found] = json.loads(done.out)
    assert (found["link"], found["rules"], found["stage"], found["fine"]) == (
        "un",
        "un_platform",
        "yellow",
        False,
    )
    assert found["next"] == {
        "stage": "red",
        "on": "2026-03-01",
        "unless": "a progress report arrives",
    }
    assert [one["because"] for one in found["trajectory"]] == ["entered", "deadline"]


def test_other_rules_can_be_tried(msp: Msp) -> None:
    """On a link that names others, or none."""
    done = msp(
        "standing", "p.yaml", "--platform", "un", "--rules", "global_compact", "--on", "2026-03-01"
    )
    assert "Expelled since 2026-03-01." in done.out


@pytest.mark.parametrize(
    ("option", "name", "known"),
    [
        ("--platform", "nowhere", "un, club"),
        ("--platform", "club", "un"),
        ("--rules", "traffic", "global_compact"),
    ],
)
def test_a_mistake_is_told_in_one_message(option: str, name: str, known: str, msp: Msp) -> None:
    """With what there is, and exit status 2."""
    done = msp("standing", "p.yaml", option, name)
    assert done.status == 2
    assert "Traceback" not in done.err
    assert name in done.err
    assert known in done.err


def test_a_dossier_without_rules_says_how_to_name_some(msp: Msp) -> None:
    """Rather than nothing at all."""
    Path("bare.yaml").write_text("msp_lifecycle: 1\nid: p\nname: P\n", encoding="utf-8")
    done = msp("standing", "bare.yaml")
    assert done.status == 0
    assert "un_platform" in done.out


def test_rules_that_there_are_not_are_refused_in_the_dossier(msp: Msp) -> None:
    """At their place, with those there are."""
    Path("bad.yaml").write_text(DOSSIER.replace("un_platform", "un"), encoding="utf-8")
    done = msp("standing", "bad.yaml")
    assert done.status == 2
    assert "bad.yaml:5" in done.err
    assert "global_compact" in done.err


CLUB = """\
msp_lifecycle: 1
rules: club
title: Our club
stages:
  - {name: listed, title: Listed, fine: true}
  - {name: late, title: Late}
deadlines:
  - {source: listed, to: late, months: 6, since: report}
"""


def test_rules_of_ones_own_come_from_a_file(msp: Msp) -> None:
    """As they would from the library."""
    Path("club.yaml").write_text(CLUB, encoding="utf-8")
    done = msp(
        "standing", "p.yaml", "--platform", "un", "--rules", "club.yaml", "--on", "2024-10-01"
    )
    assert done.status == 1
    assert "Our club.\nLate since 2024-09-01." in done.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (CLUB.replace("to: late", "to: out"), "club.yaml:8:26: deadlines[0].to: rules club: no stage"),
        (CLUB.replace("months: 6", "months: -6"), "club.yaml:8:40: deadlines[0].months"),
        ("", "club.yaml"),
    ],
    ids=["stage", "months", "empty"],
)  # fmt: skip
def test_a_mistake_in_rules_is_told_in_its_place(text: str, says: str, msp: Msp) -> None:
    """With the line, and exit status 2."""
    Path("club.yaml").write_text(text, encoding="utf-8")
    done = msp("standing", "p.yaml", "--rules", "club.yaml")
    assert done.status == 2
    assert says in done.err
    assert "Traceback" not in done.err


def test_a_file_of_rules_that_is_not_there(msp: Msp) -> None:
    """Named, with exit status 2."""
    done = msp("standing", "p.yaml", "--rules", "nowhere.yaml")
    assert done.status == 2
    assert "nowhere.yaml" in done.err
