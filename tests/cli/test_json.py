"""What programs read: the names of the keys are a promise, of every command that speaks JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from msp_lifecycle import lifecycles

Msp = Callable[..., Any]
Example = Callable[[str], Path]
FILE = "connectivity.yaml"

FINDING = {
    *("code", "title", "factor", "status", "requirement", "message", "evidence", "remedy", "source"),
    *("blocks", "reopened", "waiver"),
}  # fmt: skip
REPORT = {
    *("partnership", "on", "phase", "checklist", "profile", "open", "counts", "findings"),
    *("standing", "move", "needs_decision", "factors", "fits"),
}  # fmt: skip
POSITION = {"phase", "standing", "phase_since", "reason", "inferred"}
MOVE = {"move", "on", "to", "decision", "because", "trigger", "reopens", "reason", "inferred"}


@pytest.fixture
def ask(msp: Msp, example: Example) -> Callable[..., Any]:
    """Return what asks a question about the example as it was before Design, and reads the answer."""
    example(FILE)

    def asked(*arguments: str) -> Any:
        return json.loads(msp(*arguments, "--format", "json").out)

    return asked


def test_check(ask: Callable[..., Any]) -> None:
    """Exactly the keys that the issue promises, and those that came on top."""
    report = ask("check", FILE, "--on", "2020-09-01")
    assert set(report) == REPORT | {"file"}
    assert report["counts"].keys() == {"met", "not_met", "unknown", "not_applicable", "waived"}
    assert sum(report["counts"].values()) == len(report["findings"])
    assert {frozenset(one) for one in report["findings"]} == {frozenset(FINDING)}
    assert report["factors"]["A2"].keys() == {"stood", "of", "unknown"}
    evidence = [each for one in report["findings"] for each in one["evidence"]]
    assert {frozenset(one) for one in evidence} == {
        frozenset({"record"}),
        frozenset({"figure", "value", "unit", "limit"}),
    }
    assert {type(value) for one in evidence for value in one.values()} <= {str, type(None)}


def test_check_of_one_that_has_ended(msp: Msp, example: Example) -> None:
    """The keys are the same where there is nothing to check."""
    example("onchocerciasis.yaml")
    done = msp("check", "onchocerciasis.yaml", "--format", "json")
    assert set(json.loads(done.out)) == REPORT | {"file"}


def test_status(ask: Callable[..., Any]) -> None:
    """Where it stands, who belongs, how the factors do, and what comes next."""
    status = ask("status", FILE, "--on", "2020-09-01")
    assert set(status) == POSITION | {
        *("partnership", "name", "on", "dormant_since", "active_partners"),
        *("reopened", "next", "factors"),
    }
    assert status["next"].keys() == {"move", "to", "open", "blocking"}
    assert len(status["factors"]) == 17
    assert ask("status", FILE, "--on", "2020-05-14")["phase"] is None


def test_moves(ask: Callable[..., Any]) -> None:
    """A list of reports, each with the move it is about."""
    moves = ask("moves", FILE, "--on", "2020-09-08")
    assert {frozenset(one) for one in moves} == {frozenset(REPORT | {"kind", "to"})}
    assert [one["kind"] for one in moves][:3] == ["advance", "loop_back", "pause"]
    assert [one["move"] for one in moves][:2] == ["advance", "loop-back to initiation"]


def test_history(ask: Callable[..., Any]) -> None:
    """A list of moves, with where each led and how long that lasted."""
    stays = ask("history", FILE, "--on", "2020-10-01")
    assert {frozenset(one) for one in stays} == {
        frozenset(MOVE | {"phase", "standing", "until", "days"})
    }
    assert [one["days"] for one in stays] == [45, 56, 14, 8, 16]


def test_audit(ask: Callable[..., Any], msp: Msp) -> None:
    """A list of the moves through a closed guard; an empty one where there are none."""
    entries = ask("audit", FILE)
    assert {frozenset(one) for one in entries} == {
        frozenset({"index", "move", "on", "to", "problem", "report"})
    }
    assert [one["index"] for one in entries] == [3, 4]
    done = msp("audit", FILE, "--on", "2020-09-01", "--format", "json")
    assert (done.status, json.loads(done.out)) == (0, [])


def test_moving(ask: Callable[..., Any]) -> None:
    """What a move changes, and the report that it was judged by."""
    moved = ask("pause", FILE, "--on", "2020-10-01")
    assert set(moved) == {
        *("file", "partnership", "moved", "written", "move", "before", "after", "report"),
    }
    assert set(moved["before"]) == POSITION
    assert set(moved["report"]) == REPORT
    made = ask("suspend", FILE, "--on", "2020-10-01", "--because", "A breach")
    assert set(made["move"]) == MOVE


def test_diff(ask: Callable[..., Any]) -> None:
    """A list of differences, each with the record it is about."""
    text = Path(FILE).read_text(encoding="utf-8")
    Path("b.yaml").write_text(text.replace("\nname: Global", "\nname: World"), encoding="utf-8")
    assert ask("diff", FILE, FILE) == []
    (found,) = ask("diff", FILE, "b.yaml")
    assert set(found) == {"kind", "record", "field", "says"}
    assert (found["kind"], found["record"], found["field"]) == ("changed", None, "name")


CRITERION = {
    *("code", "title", "factor", "what", "why", "remedy", "source", "since", "requirement"),
    *("kind", "reads", "limits", "also"),
}  # fmt: skip
EXPLAINED = {
    "A2.1": CRITERION,
    "MOVE-1": CRITERION,
    "definition": {"checklist", "title", "source", "criteria", "fits"},
    "c3": {"checklist", "title", "source", "criteria", "fits"},
    "Further development": {"phase", "title", "aim", "source", "counts_as", "paused", "moves"},
    "shifting": {"phase", "title", "aim", "source", "counts_as", "paused", "moves"},
    "partners": {"topic", "collections", "criteria"},
    "strict": {"profile", "title", "blocking", "choices", "limits"},
    "iati": {"crosswalk", "title", "source", "stages"},
    "six steps": {"crosswalk", "title", "source", "stages"},
    "funding": {"tension", "title", "handling", "sides"},
    "tensions": {"tensions"},
    "s2": {"source", "title", "criteria"},
}


@pytest.mark.parametrize("name", EXPLAINED)
def test_explain(name: str, ask: Callable[..., Any]) -> None:
    """Whatever can be explained can be explained to programs as well."""
    assert set(ask("explain", name)) == EXPLAINED[name]


CHECKLISTS = [one.name for one in lifecycles.CHECKLISTS]


@pytest.mark.parametrize("name", CHECKLISTS)
def test_every_checklist_can_be_checked_explained_and_completed(
    name: str, msp: Msp, example: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its name, with dashes as well."""
    example(FILE)
    done = msp("check", FILE, "--against", name.replace("_", "-"), "--format", "json")
    assert done.status in (0, 1)
    assert json.loads(done.out)["checklist"] == name
    explained = json.loads(msp("explain", name, "--format", "json").out)
    found = explained if isinstance(explained, list) else [explained]
    assert name in [one.get("checklist") for one in found]
    monkeypatch.setenv("COMP_WORDS", f"msp check --against {name}")
    monkeypatch.setenv("COMP_CWORD", "3")
    monkeypatch.setenv("_MSP_COMPLETE", "zsh_complete")
    assert name in msp().out.split("\n")


def test_explain_a_name_that_several_criteria_share(ask: Callable[..., Any]) -> None:
    """Honest and regular communication is asked about by three criteria; a code is one alone."""
    assert [one["code"] for one in ask("explain", "ch-5")] == ["E2.2", "F3.1", "F3.2"]
    assert ask("explain", "POW-3")["code"] == "C3.4"
    assert ask("explain", "ch-4")["code"] == "CH-4"


def test_explain_a_name_with_two_meanings(ask: Callable[..., Any]) -> None:
    """A checklist and a topic are both called purpose, and both are explained."""
    checklist, topic = ask("explain", "purpose")
    assert checklist["checklist"] == topic["topic"] == "purpose"


def test_criteria(ask: Callable[..., Any]) -> None:
    """A list of all criteria, or of one field's."""
    assert {frozenset(one) for one in ask("criteria")} == {frozenset(CRITERION)}
    assert {one["code"][0] for one in ask("criteria", "--field", "e")} == {"E"}
