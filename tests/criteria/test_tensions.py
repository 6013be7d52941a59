"""Each side of each tension changes what a partnership is asked for, and says beforehand what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from criterion_fixtures import fixtures, fixtures_of

import msp_lifecycle as msp
from msp_lifecycle.criterion import Side, Status, Tension, find

if TYPE_CHECKING:
    from pathlib import Path

SIDES = [(tension, side) for tension in msp.TENSIONS for side in tension.sides]
EACH = pytest.mark.parametrize(
    ("tension", "side"), SIDES, ids=[f"{tension.name}-{side.name}" for tension, side in SIDES]
)


def taking(tension: Tension, side: Side, base: msp.Profile = msp.STANDARD_PROFILE) -> msp.Profile:
    return msp.chosen(base, {tension.name: side.name})


def closes(code: str, profile: msp.Profile) -> bool:
    """Say whether what falls short of a criterion closes a checklist that recommends it."""
    fixture = next(one for one in fixtures_of(code) if one.status is Status.NOT_MET)
    weight = find(msp.CRITERIA, code).requirement
    own = msp.checklist("own", "Own", msp.CRITERIA, **{weight: code})
    report = msp.check(fixture.partnership(), on=fixture.on, against=own, profile=profile)
    return not report.open


def test_there_are_the_nine_with_two_sides() -> None:
    """Each side is named once."""
    assert len(msp.TENSIONS) == 9
    assert all(len({side.name for side in one.sides}) == 2 for one in msp.TENSIONS)


@EACH
def test_what_counts_for_more_or_less_does(tension: Tension, side: Side) -> None:
    """A partnership that falls short of a criterion is stopped by the side that requires it, and by no other."""
    profile = taking(tension, side)
    for code, requirement in side.requirements.items():
        assert closes(code, profile) == (requirement == "must"), code


@pytest.mark.parametrize("tension", msp.TENSIONS, ids=lambda one: one.name)
def test_the_two_sides_disagree(tension: Tension) -> None:
    """Some partnership passes under one side and is stopped under the other."""
    one, other = (taking(tension, side) for side in tension.sides)
    codes = {code for side in tension.sides for code in side.requirements}
    assert [code for code in codes if closes(code, one) != closes(code, other)]


LIMITS = [(tension, side, name) for tension, side in SIDES for name in side.limits]


@pytest.mark.parametrize(
    ("tension", "side", "name"), LIMITS, ids=[f"{one[0].name}-{one[2]}" for one in LIMITS]
)
def test_a_threshold_that_differs_makes_a_difference(
    tension: Tension, side: Side, name: str
) -> None:
    """To the finding of some partnership."""
    profile = taking(tension, side)
    readers = {one.code for one in msp.CRITERIA if name in one.limits}
    changed = [
        str(one)
        for one in fixtures()
        if one.code in readers and one.criterion.judge(one.case(profile)).status is not one.status
    ]
    assert changed


@EACH
@pytest.mark.parametrize("base", msp.PROFILES, ids=lambda one: one.name)
def test_nothing_else_changes(tension: Tension, side: Side, base: msp.Profile) -> None:
    """Whatever a side does not name stays as it was."""
    profile = taking(tension, side, base)
    assert profile.choices == {tension.name: side.name}
    assert profile.blocking == base.blocking
    assert dict(profile.requirements) == dict(side.requirements)
    changed = {name for name in base.limits if profile.limits[name] != base.limits[name]}
    assert changed <= side.limits.keys()


def test_a_later_choice_wins() -> None:
    """Where two choices speak of one criterion, the one named last counts."""
    both = msp.chosen(msp.STANDARD_PROFILE, {"formality": "written", "say": "access"})
    assert both.choices == {"formality": "written", "say": "access"}
    again = msp.chosen(both, {"say": "vote"})
    assert again.requirements["C2.2"] == "must"
    assert again.choices["say"] == "vote"


@pytest.mark.parametrize(
    ("choices", "words"),
    [({"money": "diverse"}, "no tension 'money'"), ({"say": "votes"}, "no side of say 'votes'")],
)
def test_a_choice_that_there_is_not_is_refused(choices: dict[str, str], words: str) -> None:
    """And the error names those that there are."""
    with pytest.raises(msp.UnknownName, match=words):
        msp.chosen(msp.STANDARD_PROFILE, choices)


def test_a_profile_as_a_file_can_choose(tmp_path: Path) -> None:
    """What it says beside the choice changes it further."""
    path = tmp_path / "ours.yaml"
    path.write_text(
        "msp_lifecycle: 1\nprofile: ours\nchoices: [{tension: funding, side: diverse}]\n"
        "limits: [{name: largest_funder_share, value: 0.4}]\n"
    )
    ours = msp.load_profile(path)
    assert (ours.name, ours.choices) == ("ours", {"funding": "diverse"})
    assert ours.requirements["C3.4"] == "must"
    assert str(ours.limit("largest_funder_share").value) == "0.4"
    path.write_text("msp_lifecycle: 1\nprofile: ours\nchoices: [{tension: funding, side: both}]\n")
    with pytest.raises(msp.DossierError, match="no side of funding 'both'"):
        msp.load_profile(path)
