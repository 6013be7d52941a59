"""`msp assess` and `msp questionnaire`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Msp = Callable[..., Any]

DOSSIER = """\
msp_lifecycle: 1
id: p
name: P
organisations:
  - {id: a, name: A, sector: public}
  - {id: b, name: B, sector: business}
partners:
  - {id: a, organisation: a}
  - {id: b, organisation: b}
responses:
"""


def responses(*values: tuple[str, int]) -> str:
    return "".join(
        f"  - {{id: r{i}, instrument: seventeen_factors, partner: {who}, respondent: p{i}, on: 2024-05-01, "
        f"answers: [{{item: perceived_say, value: {value}}}]}}\n"
        for i, (who, value) in enumerate(values)
    )


SIX = [("a", 5), ("a", 4), ("a", 5), ("b", 1), ("b", 2), ("b", 3)]


@pytest.fixture(autouse=True)
def _dossier(msp: Msp) -> None:
    Path("p.yaml").write_text(DOSSIER + responses(*SIX), encoding="utf-8")


def test_factors_groups_and_disagreement_are_shown(msp: Msp) -> None:
    """Within 80 columns, and what too few answered in one line."""
    done = msp("assess", "p.yaml", "--all", "--on", "2024-06-01")
    assert done.status == 0
    assert "business  2.00" in done.out
    assert "business 2.00, public 4.67  We have a fair say in what is decided." in done.out
    assert "Too few answers to say anything: A1, A2," in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_programs_get_the_same(msp: Msp) -> None:
    """With null where nothing is said."""
    data = json.loads(msp("assess", "p.yaml", "--format", "json", "--on", "2024-06-01").out)
    [c2] = [one for one in data["factors"] if one["code"] == "C2"]
    assert c2["overall"] == {"answers": 6, "mean": "3.33", "spread": "1.49"}
    assert c2["disagreement"] == ["business", "public"]
    assert data["factors"][0]["overall"] is None


def test_a_stricter_profile_hides_more(msp: Msp) -> None:
    """Under the strict one it takes five."""
    done = msp("assess", "p.yaml", "--profile", "strict", "--on", "2024-06-01")
    assert "business  not shown" in done.out
    assert "3.33" in done.out


def test_before_anybody_answered_it_says_what_to_do(msp: Msp) -> None:
    """Rather than print 17 empty factors."""
    done = msp("assess", "p.yaml", "--on", "2024-04-01")
    assert "Nobody has answered. msp questionnaire prints it" in done.out


def test_an_answer_outside_the_scale_is_told_with_file_and_both_places(msp: Msp) -> None:
    """In one message and with exit status 2."""
    Path("p.yaml").write_text(DOSSIER + responses(("a", 7)), encoding="utf-8")
    done = msp("assess", "p.yaml", "--on", "2024-06-01")
    assert done.status == 2
    says = "7 to 'perceived_say' lies outside the scale of instrument seventeen_factors"
    assert re.search(rf"p\.yaml:\d+:\d+: responses\[0\]\.answers\[0\]\.value: {says}", done.err)
    done = msp("assess", "-", "--on", "2024-06-01", stdin=Path("p.yaml").read_text())
    assert f"<stdin>: responses/r0.answers[0].value: {says}" in done.err


def test_a_blank_questionnaire_can_be_printed_and_filled_in(msp: Msp) -> None:
    """As text for people, and as a response for the dossier that is read once its answers are there."""
    assert "[1] [2] [3] [4] [5]  We have a fair say" in msp("questionnaire").out
    blank = msp("questionnaire", "--format", "yaml", "--on", "2024-05-02").out
    filled = blank.replace("value: null", "value: 4")
    Path("q.yaml").write_text(f"msp_lifecycle: 1\nid: q\nname: Q\n{filled}", encoding="utf-8")
    assert msp("assess", "q.yaml").status == 0
    Path("q.yaml").write_text(f"msp_lifecycle: 1\nid: q\nname: Q\n{blank}", encoding="utf-8")
    done = msp("assess", "q.yaml")
    assert done.status == 2
    assert "q.yaml:" in done.err


def test_a_questionnaire_of_ones_own(msp: Msp) -> None:
    """By its file, and told from a dossier in a folder."""
    Path("pulse.yaml").write_text(
        "msp_lifecycle: 1\ninstrument: pulse\ntitle: Pulse\nquestions:\n  - {code: mood, text: I like it here.}\n",
        encoding="utf-8",
    )
    assert "I like it here." in msp("questionnaire", "--instrument", "pulse.yaml").out
    assert "Nobody has answered" in msp("assess", "p.yaml", "--instrument", "pulse.yaml").out
    assert "1 dossier" in msp("check", ".", "--against", "c2").out


def test_an_instrument_that_there_is_not_is_told(msp: Msp) -> None:
    """With those there are."""
    done = msp("assess", "p.yaml", "--instrument", "wilder")
    assert done.status == 2
    assert "seventeen_factors" in done.err
