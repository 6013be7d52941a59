"""Light asks less than standard, and standard less than strict: of each criterion, and so of each guard."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from criterion_fixtures import Fixture, fixtures, fixtures_of, on_a_day
from hypothesis import given

import msp_lifecycle as msp
from msp_lifecycle.lifecycles import EVERYTHING

if TYPE_CHECKING:
    import datetime as dt

HARDER = list(pairwise(reversed(msp.PROFILES)))
"""Strict before standard, and standard before light."""

LESS_IS_SAID = {"C1.4"}
"""Ratings are an exception to the order: what few partners answered is left out, and under the strict profile five are
few. C1.4, which asks for other things as well, then rests on these, where another profile may find neutrality rated low.
"""


def standing(partnership: msp.Partnership, on: dt.date, profile: msp.Profile) -> set[str]:
    """Return the criteria that stand under a profile."""
    report = msp.check(partnership, on=on, against=EVERYTHING, profile=profile)
    return {one.code for one in report.findings if one.status.stands} - LESS_IS_SAID


@pytest.mark.parametrize("fixture", fixtures(), ids=str)
def test_what_stands_under_a_harder_profile_stands_under_an_easier_one(fixture: Fixture) -> None:
    """Of every criterion, on every fixture, its own and those of others."""
    for harder, easier in HARDER:
        strict = standing(fixture.partnership(), fixture.on, harder)
        assert strict <= standing(fixture.partnership(), fixture.on, easier)


@given(on_a_day())
def test_so_it_does_whatever_the_partnership(drawn: tuple[msp.Partnership, dt.date]) -> None:
    """The same of partnerships drawn or put together of fixtures."""
    for harder, easier in HARDER:
        assert standing(*drawn, harder) <= standing(*drawn, easier)


@given(on_a_day())
def test_a_guard_open_under_a_harder_profile_is_open_under_an_easier_one(
    drawn: tuple[msp.Partnership, dt.date],
) -> None:
    """Of every move there is from where the partnership stands."""
    for harder, easier in HARDER:
        strict, light = closed_by(*drawn, harder), closed_by(*drawn, easier)
        assert strict.keys() == light.keys()
        for move, codes in light.items():
            assert codes <= strict[move]


def closed_by(
    partnership: msp.Partnership, on: dt.date, profile: msp.Profile
) -> dict[str, set[str]]:
    """Return what keeps each possible move's guard closed under a profile."""
    return {
        move.rule.words: {one.code for one in move.report.blocking} - LESS_IS_SAID
        for move in msp.possible_moves(partnership, on=on, profile=profile)
    }


def test_the_exception_is_one() -> None:
    """Three partners find the secretariat partial: standard counts that, strict may not speak of so few."""
    [fixture] = [one for one in fixtures_of("C1.4") if one.name == "falls_short_in_survey"]
    light, standard, strict = (fixture.criterion.judge(fixture.case(p)) for p in msp.PROFILES)
    assert standard.status is msp.Status.NOT_MET
    assert strict.status is msp.Status.MET
    assert light.status.stands
