"""Profiles, checklists and lifecycles of one's own, read from files."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

import msp_lifecycle as msp
from msp_lifecycle import formats

LIFECYCLE = """\
msp_lifecycle: 1
lifecycle: short
title: Two phases
phases:
  - {name: idea, title: Idea, informal: true}
  - {name: work, title: Work}
moves:
  - {kind: start, to: idea}
  - {kind: advance, source: idea, to: work, must: [A1.7], should: [B1.2]}
  - {kind: loop_back, source: work, to: idea}
  - {kind: end}
reopens:
  - {trigger: conditions_changed, topics: [context]}
"""


@pytest.fixture
def write(tmp_path: Path):
    """Return a function that writes a file and returns its path."""

    def write(text: str, name: str = "ours.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_profile_changes_what_it_names_and_nothing_else(write) -> None:
    """Limits, requirements and what blocks differ; the rest is that of the profile it is based on."""
    path = write(
        "msp_lifecycle: 1\nprofile: ours\nbased_on: strict\n"
        "limits:\n  - {name: core_group_size, value: 2}\nshould: [A2.1]\nblocking: [must]\n"
    )
    ours = formats.load_profile(path)
    assert ours.name == "ours"
    assert ours.limit("core_group_size").value == Decimal(2)
    assert ours.requirements == {"A2.1": "should"}
    assert ours.blocking == {"must"}
    unchanged = set(ours.limits) - {"core_group_size"}
    assert all(ours.limits[name] == msp.STRICT_PROFILE.limits[name] for name in unchanged)


def test_a_profile_that_lowers_a_requirement_opens_what_it_closed(write) -> None:
    """The requirement in the profile is what counts in a guard."""
    path = write("msp_lifecycle: 1\nprofile: ours\ninfo: [A2.7]\n")
    empty = msp.Partnership(id="p", name="P")
    day = dt.date(2020, 1, 1)
    assert not msp.check(empty, "start", on=day).open
    assert msp.check(empty, "start", on=day, profile=formats.load_profile(path)).open


def test_a_checklist_holds_its_criteria_with_their_weights(write) -> None:
    """Codes and other names of the same statement are both found."""
    path = write("msp_lifecycle: 1\nchecklist: ours\nmust: [P1-X1]\nshould: [B1.2]\ninfo: [C3.4]\n")
    ours = formats.load_checklist(path)
    assert [(one.criterion.code, one.requirement) for one in ours.items] == [
        ("A1.7", "must"),
        ("B1.2", "should"),
        ("C3.4", "info"),
    ]


def test_a_lifecycle_moves_a_partnership(write) -> None:
    """A lifecycle from a file works like one made in Python."""
    lifecycle = formats.load_lifecycle(write(LIFECYCLE))
    p = msp.Partnership(id="p", name="P", lifecycle="short")
    p = msp.start(p, on=dt.date(2020, 1, 1), lifecycle=lifecycle)
    assert p.position.phase == "idea"
    assert lifecycle.reopens == {"conditions_changed": ("context",)}
    with pytest.raises(msp.MoveRefused, match=r"A1\.7"):
        msp.advance(p, on=dt.date(2020, 2, 1), lifecycle=lifecycle)


def test_json_says_the_same_as_yaml(write) -> None:
    """The format is taken from the name of the file."""
    path = write('{"msp_lifecycle": 1, "checklist": "ours", "must": ["A1.7"]}', "ours.json")
    assert formats.load_checklist(path).codes == ("A1.7",)


@pytest.mark.parametrize(
    ("load", "text", "says"),
    [
        (
            formats.load_profile,
            "msp_lifecycle: 1\nprofile: x\nlimit: 3\n",
            r":3:1: limit: unknown key",
        ),
        (
            formats.load_profile,
            "msp_lifecycle: 1\nprofile: X y\n",
            r":2:10: profile: expected a name",
        ),
        (
            formats.load_profile,
            "msp_lifecycle: 1\nprofile: x\nlimits: [{name: core_group, value: 1}]\n",
            "no threshold 'core_group'; did you mean core_group_size",
        ),
        (formats.load_profile, "msp_lifecycle: 1\nprofile: x\nmust: [Z9]\n", "no criterion 'Z9'"),
        (formats.load_profile, "profile: x\n", "format version"),
        (formats.load_profile, "- x\n", "mapping"),
        (formats.load_checklist, "msp_lifecycle: 1\nchecklist: x\nmust: [A1.77]\n", "no criterion"),
        (
            formats.load_checklist,
            "msp_lifecycle: 1\nchecklist: x\nmust: [A1.7, A1.7]\n",
            "A1.7 stands on it twice",
        ),
        (formats.load_lifecycle, LIFECYCLE.replace("kind: end", "kind: edn"), "did you mean 'end'"),
        (
            formats.load_lifecycle,
            LIFECYCLE.replace("source: work, to: idea", "source: work, to: idee"),
            "unknown phase 'idee'",
        ),
        (formats.load_lifecycle, LIFECYCLE.replace("  - {kind: end}\n", ""), "no way to an end"),
    ],
)
def test_what_is_wrong_is_said_with_the_name_of_the_file(write, load, text: str, says: str) -> None:
    """Every mistake is one `DossierError` that names the file."""
    path = write(text)
    with pytest.raises(formats.DossierError, match=says) as caught:
        load(path)
    assert str(caught.value).startswith(str(path))
