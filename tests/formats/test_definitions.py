"""Profiles, checklists, lifecycles, instruments and rules of one's own, read from files."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import get_args

import attrs
import pytest

import msp_lifecycle as msp
from msp_lifecycle import formats
from msp_lifecycle.formats.definitions.rules import ArcKind
from msp_lifecycle.platforms import RULES as RULES_SHIPPED
from msp_lifecycle.platforms import Arc, Deadline, Rules, Stage
from msp_lifecycle.records import RulingKind

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


RULES = """\
msp_lifecycle: 1
rules: club
title: Our club
report: letter
stages:
  - {name: listed, title: Listed, fine: true}
  - {name: late, title: Late, consequence: Named in the newsletter.}
  - {name: out, title: Out, final: true}
arcs:
  - {kind: report, sources: [late], to: listed}
  - {kind: removed, sources: [listed, late], to: out}
deadlines:
  - {source: listed, to: late, months: 6, since: report, strike: true}
  - {source: late, to: out, months: 12, since: stage}
"""


def test_rules_from_a_file_are_those_made_in_python(write) -> None:
    """Every field arrives."""
    assert formats.load_rules(write(RULES)) == Rules(
        name="club",
        title="Our club",
        report="letter",
        stages=(
            Stage(name="listed", title="Listed", fine=True),
            Stage(name="late", title="Late", consequence="Named in the newsletter."),
            Stage(name="out", title="Out", final=True),
        ),
        arcs=(
            Arc(kind="report", sources=("late",), to="listed"),
            Arc(kind="removed", sources=("listed", "late"), to="out"),
        ),
        deadlines=(
            Deadline(source="listed", to="late", months=6, since="report", strike=True),
            Deadline(source="late", to="out", months=12, since="stage"),
        ),
    )


def test_every_shipped_rule_can_be_written_in_a_file(write) -> None:
    """A file can say whatever the rules that we ship say, so that anybody can change them."""
    for rules in RULES_SHIPPED:
        plain = attrs.asdict(rules, filter=lambda field, value: value != field.default)
        text = json.dumps({"msp_lifecycle": 1, "rules": plain.pop("name"), **plain})
        assert formats.load_rules(write(text, "ours.json")) == rules


def test_what_moves_a_listing_is_any_event_but_coming_and_going() -> None:
    """The kinds in a file are those that the interpreter knows, since they stand there once more."""
    assert get_args(ArcKind) == ("report", *get_args(RulingKind))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("to: listed}", "to: lised}", r":10:41: arcs\[0\]\.to: rules club: no stage is called 'lised'"),
        ("name: late", "name: listed", r":7:12: stages\[1\]\.name: .*two stages are called 'listed'"),
        ("sources: [late]", "sources: [out]", r":10:30: arcs\[0\]\.sources\[0\]: .*final stage 'out'"),
        ("sources: [late], to: listed", "sources: [listed], to: late", "would worsen 'listed' to 'late'"),
        ("months: 6", "months: 0", r":13:40: deadlines\[0\]\.months: expected"),
        ("months: 6", "months: six", r":13:40: deadlines\[0\]\.months: expected a whole number"),
        ("since: stage", "since: stge", r"did you mean 'stage'"),
        ("to: out, months", "to: late, months", r":14:24: deadlines\[1\]\.to: .*which is not worse"),
        ("kind: removed", "kind: left", r":11:12: arcs\[1\]\.kind: expected one of"),
        ("strike: true", "strikes: true", r":13:58: deadlines\[0\]\.strikes: unknown key"),
        ("title: Our club\n", "", r"the key 'title' is missing"),
    ],
    ids=["to", "doubled", "final", "worse", "months", "words", "since", "backwards", "kind", "key", "title"],
)  # fmt: skip
def test_what_is_wrong_with_rules_is_said_in_its_place(
    write, old: str, new: str, says: str
) -> None:
    """With the line, the column and the path, whether the file or what it says is at fault."""
    with pytest.raises(formats.DossierError, match=says):
        formats.load_rules(write(RULES.replace(old, new, 1)))


def test_names_that_nothing_answers_to_are_found_in_the_file(write) -> None:
    """A criterion, a threshold, a question of no factor."""
    profile = "msp_lifecycle: 1\nprofile: x\nmust:\n  - A1.7\n  - Z9\n"
    with pytest.raises(formats.DossierError, match=r":5:5: must\[1\]: no criterion 'Z9'"):
        formats.load_profile(write(profile))
    pulse = (
        "msp_lifecycle: 1\ninstrument: p\ntitle: P\nquestions:\n  - {code: a, text: A, factor: Z}\n"
    )
    with pytest.raises(
        formats.DossierError, match=r":5:32: questions\[0\]\.factor: .*no factor 'Z'"
    ):
        formats.load_instrument(write(pulse))
