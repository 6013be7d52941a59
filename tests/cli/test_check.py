"""`msp check`: one question put to one dossier or to many."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Msp = Callable[..., Any]
Example = Callable[[str], Path]
DAY = ("--on", "2020-09-01")
SOUND = "msp_lifecycle: 1\nid: a\nname: A\n"
STARTED = SOUND + "moves:\n  - {kind: start, on: 2020-01-01, to: initiation}\n"


@pytest.fixture
def connectivity(example: Example) -> Path:
    return example("connectivity.yaml")


def test_exit_status_says_open_or_closed(msp: Msp, connectivity: Path) -> None:
    """0 is open, 1 is closed; the answer is on standard output either way."""
    closed = msp("check", connectivity, "--for", "design", *DAY)
    assert (closed.status, closed.err) == (1, "")
    assert "From Initiation to Design: CLOSED" in closed.out
    opened = msp("check", connectivity, "--for", "end", *DAY)
    assert (opened.status, opened.err) == (0, "")
    assert "To end in good order: OPEN" in opened.out


@pytest.mark.parametrize("name", ["design", "Design", "advance", "ADVANCE"])
def test_the_next_move_by_any_name(name: str, msp: Msp, connectivity: Path) -> None:
    """A move and the phase it leads to are one question, however they are spelt; without one it is the next move."""
    asked = msp("check", connectivity, "--for", name, *DAY)
    assert asked.out == msp("check", connectivity, *DAY).out


@pytest.mark.parametrize(
    "name", ["loop-back", "loop_back", "Loop back to initiation", "loop-back-to-initiation"]
)
def test_a_loop_back_by_any_name(name: str, msp: Msp, connectivity: Path) -> None:
    """A loop-back can be asked about with its target or without."""
    assert (
        "Loop-back to Initiation"
        in msp("check", connectivity, "--for", name, "--on", "2020-09-08").out
    )


def test_a_checklist_instead_of_a_guard(msp: Msp, connectivity: Path) -> None:
    """A shipped checklist and a factor are named; one of the user's own is a file."""
    assert "NOT FULFILLED" in msp("check", connectivity, "--against", "definition", *DAY).out
    assert "C2 Inclusive" in msp("check", connectivity, "--against", "C2", *DAY).out
    Path("ours.yaml").write_text("msp_lifecycle: 1\nchecklist: ours\ntitle: Ours\nmust: [B1.2]\n")
    done = msp("check", connectivity, "--against", "ours.yaml", *DAY)
    assert (done.status, "Ours: FULFILLED" in done.out) == (0, True)


def test_what_requires_nothing_is_never_called_fulfilled(msp: Msp) -> None:
    """Of a dossier that tells nothing, a checklist of recommendations says that all of it is unknown."""
    Path("bare.yaml").write_text("msp_lifecycle: 1\nid: b\nname: B\n", encoding="utf-8")
    done = msp("check", "bare.yaml", "--against", "accountability", *DAY)
    assert done.status == 0
    assert "it is clear who answers to whom: NOTHING REQUIRED" in done.out
    assert "Not in the way: 15 unknown, of 15 criteria." in done.out


def test_a_profile_by_name_and_from_a_file(msp: Msp, connectivity: Path) -> None:
    """Profiles change what blocks and at which figure."""
    said = {
        name: json.loads(
            msp("check", connectivity, *DAY, "--profile", name, "--format", "json").out
        )
        for name in ("light", "standard", "strict")
    }
    assert [said[name]["profile"] for name in said] == list(said)
    blocks = {name: sum(one["blocks"] for one in said[name]["findings"]) for name in said}
    assert blocks["strict"] > blocks["standard"]
    Path("ours.yaml").write_text("msp_lifecycle: 1\nprofile: ours\nmust: [B2.4]\ninfo: [A1.8]\n")
    ours = json.loads(
        msp("check", connectivity, *DAY, "--profile", "ours.yaml", "--format", "json").out
    )
    counts = {one["code"]: one["requirement"] for one in ours["findings"]}
    assert (ours["profile"], counts["B2.4"], counts["A1.8"]) == ("ours", "must", "info")


OWN = """\
msp_lifecycle: 1
lifecycle: two_steps
title: Two steps
phases: [{name: talk, title: Talk, informal: true}, {name: act, title: Act}]
moves:
  - {kind: start, to: talk}
  - {kind: advance, source: talk, to: act, must: [B1.2]}
  - {kind: end}
"""


def test_a_lifecycle_from_a_file(msp: Msp) -> None:
    """A dossier that names a lifecycle of its own is checked with --lifecycle, and says so without."""
    Path("own.yaml").write_text(OWN)
    Path("a.yaml").write_text(
        SOUND + "lifecycle: two_steps\nmoves:\n  - {kind: start, on: 2020-01-01, to: talk}\n"
    )
    done = msp("check", "a.yaml", "--lifecycle", "own.yaml", *DAY)
    assert "Guard of advance act: CLOSED" in done.out
    without = msp("check", "a.yaml", *DAY)
    assert (without.status, without.out) == (2, "")
    assert "no lifecycle 'two_steps'" in without.err
    assert "--lifecycle FILE" in without.err


def test_a_history_that_the_lifecycle_does_not_have_is_refused(msp: Msp) -> None:
    """No file can claim a phase that its history does not lead to; `audit` reports it instead."""
    Path("a.yaml").write_text(STARTED + "  - {kind: advance, on: 2020-02-01, to: implementation}\n")
    for command in (["check"], ["status"], ["moves"], ["history"], ["diagram"], ["pause"]):
        done = msp(*command, "a.yaml", "--on", "2020-03-01")
        assert (done.status, done.out) == (2, ""), command
        assert done.err == (
            "Error: moves[1]: lifecycle standard has no advance to implementation from initiation\n"
        )
    audit = msp("audit", "a.yaml")
    assert audit.status == 1
    assert "No such move" in audit.out


def test_a_partnership_that_has_ended(msp: Msp, example: Example) -> None:
    """Nothing leads on, which is neither open nor closed; a checklist still applies."""
    file = example("onchocerciasis.yaml")
    done = msp("check", file)
    assert (done.status, "No move leads on" in done.out) == (0, True)
    data = json.loads(msp("check", file, "--format", "json").out)
    assert (data["open"], data["findings"], data["standing"]) == (None, [], "ended")
    assert msp("check", file, "--against", "definition").status == 1
    asked = msp("check", file, "--for", "implementation")
    assert (asked.status, "no move 'implementation'" in asked.err) == (2, True)


def test_a_decision_is_judged_as_well(msp: Msp, connectivity: Path) -> None:
    """--decision adds the finding on the decision; an unknown one is a mistake."""
    done = msp("check", connectivity, "--on", "2020-09-08", "--decision", "next-steps", "--brief")
    assert "MOVE-1" in done.out
    wrong = msp("check", connectivity, "--on", "2020-09-08", "--decision", "next-step")
    assert (wrong.status, wrong.err) == (
        2,
        "Error: no decision 'next-step'; did you mean next-steps?\n",
    )


def test_standard_input(msp: Msp, connectivity: Path) -> None:
    """`-` reads YAML or JSON, whichever it is, with a byte order mark or without."""
    yaml = connectivity.read_bytes()
    as_json = msp("convert", connectivity, "-", "--to", "json").out
    expected = msp("check", connectivity, *DAY).out
    for given in (yaml, as_json, "\ufeff" + as_json, b"\xef\xbb\xbf" + yaml):
        assert msp("check", "-", *DAY, stdin=given).out == expected


def test_many_files_in_one_run(msp: Msp, connectivity: Path) -> None:
    """Every file is checked; the worst answer is the exit status, and one that cannot be read stops no other."""
    Path("a.yaml").write_text(STARTED)
    Path("b.yaml").write_text("msp_lifecycle: 1\nid: b\n")
    two = msp("check", connectivity, "a.yaml", *DAY, "--for", "end")
    assert two.status == 0
    assert "== 2 dossiers: 2 open ==" in two.out
    closed = msp("check", connectivity, "a.yaml", *DAY)
    assert (closed.status, "== 2 dossiers: 2 closed ==" in closed.out) == (1, True)
    worst = msp("check", "b.yaml", connectivity, "nowhere.yaml", *DAY)
    assert worst.status == 2
    assert "Global Connectivity" in worst.out
    assert "== 3 dossiers: 2 unreadable, 1 closed ==" in worst.out
    assert worst.err.count("Error:") == 2


def test_many_files_as_data(msp: Msp, connectivity: Path) -> None:
    """As JSON many files are a list, in which one that cannot be read says why."""
    Path("b.yaml").write_text("msp_lifecycle: 1\nid: b\n")
    done = msp("check", connectivity, "b.yaml", *DAY, "--format", "json")
    good, bad = json.loads(done.out)
    assert (done.status, good["file"], good["open"]) == (2, str(connectivity), False)
    assert bad == {"file": "b.yaml", "error": bad["error"]}
    assert "the key 'name' is missing" in bad["error"]


def test_a_folder_stands_for_the_dossiers_in_it(msp: Msp) -> None:
    """Folders are searched through; other YAML and JSON, and definitions of one's own, are passed over."""
    folder = Path("all")
    (folder / "below" / ".hidden").mkdir(parents=True)
    (folder / "a.yaml").write_text(STARTED)
    (folder / "below" / "b.JSON").write_text('{"msp_lifecycle": 1, "id": "b", "name": "B"}')
    (folder / "below" / ".hidden" / "c.yml").write_text("# " + "long " * 2000 + "\n" + SOUND)
    (folder / "ours.yaml").write_text("msp_lifecycle: 1\nprofile: ours\n")
    (folder / "own.yaml").write_text(OWN)
    (folder / "list.json").write_text('{"msp_lifecycle": 1, "checklist": "ours"}')
    (folder / "compose.yaml").write_text("services: {}\n")
    (folder / "data.json").write_text("[]")
    (folder / "notes.txt").write_text(SOUND)
    (folder / "a-folder.yaml").mkdir()
    done = msp("check", "all", "--format", "json")
    assert [Path(one["file"]).name for one in json.loads(done.out)] == ["a.yaml", "c.yml", "b.JSON"]
    one = msp("check", "all/below/.hidden", "--format", "json")
    assert isinstance(json.loads(one.out), list)


def test_a_dossier_in_the_wrong_encoding_is_not_passed_over(msp: Msp) -> None:
    """A folder that holds a dossier which cannot be read is not all fine."""
    Path("all").mkdir()
    Path("all/a.yaml").write_text(STARTED, encoding="utf-16")
    done = msp("check", "all")
    assert (done.status, "save it as UTF-8" in done.err) == (2, True)


def test_a_folder_without_dossiers(msp: Msp) -> None:
    """Nothing to check is a mistake, not a pass."""
    Path("empty").mkdir()
    done = msp("check", "empty")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Error: empty: no dossier in this folder")


def test_a_folder_that_one_may_not_look_into(msp: Msp, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks empty, and is not said to be."""
    Path("closed").mkdir()
    monkeypatch.setattr("os.access", lambda path, _: str(path) != "closed")
    done = msp("check", "closed")
    assert (done.status, done.out) == (2, "")
    assert done.err == "Error: closed: you have no permission to look into this folder\n"


def test_the_past_is_seen_as_it_was(msp: Msp, connectivity: Path) -> None:
    """--on shows the partnership on that day, whatever came later, and takes any day there is."""
    assert "Not started" in msp("status", connectivity, "--on", "0001-01-01").out
    assert "Implementation since" in msp("status", connectivity, "--on", "9999-12-31").out


def test_all_and_brief(msp: Msp, connectivity: Path) -> None:
    """--all spells out the advice as well; --brief gives no remedies at all."""
    plain, full, brief = (
        msp("check", connectivity, *DAY, *more).out for more in ([], ["--all"], ["--brief"])
    )
    assert full.count("To do:") > plain.count("To do:") > brief.count("To do:") == 0
