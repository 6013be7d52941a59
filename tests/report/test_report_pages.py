"""Pages of partnerships that are out of the ordinary: empty, in trouble, reopened, waived, silent."""

from __future__ import annotations

import datetime as dt

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import DAY, SMALL, after, decision, small

import msp_lifecycle as msp
from msp_lifecycle import engine
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import Move, Partnership, Waiver, reopened
from msp_lifecycle.report import findings, manual, status, timeline
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.safe import columns
from msp_lifecycle.testing import partnerships, troubled_partnerships

EMPTY = Partnership(id="p", name="P")
AT_WORK = Move(kind="entered", on=DAY, to="work")


def overview(p: Partnership, on: dt.date, cycle: msp.Lifecycle = STANDARD) -> status.Overview:
    then = p.as_of(on)
    ahead = cycle.next(then.position)
    return status.Overview(
        partnership=then,
        lifecycle=cycle,
        on=on,
        levels=engine.levels(then, on=on, lifecycle=cycle),
        silence=engine.dormant(then, on=on),
        next=None if ahead is None else engine.check(then, on=on, lifecycle=cycle),
        reopened=reopened(then),
    )


def said(page: Page) -> str:
    return click.unstyle(str(page))


def checked(p: Partnership, on: dt.date, **more: bool) -> str:
    report = engine.check(p, on=on, lifecycle=SMALL)
    return said(findings.check_page(p, SMALL, report, Page(), **more))


def test_an_empty_partnership_has_every_page() -> None:
    """Nothing on record is a state like any other."""
    shown = said(status.status_page(overview(EMPTY, DAY), Page()))
    assert "Not started" in shown
    assert "Active partners" not in shown
    moves = engine.possible_moves(EMPTY, on=DAY)
    assert "Start to Initiation" in said(timeline.moves_page(EMPTY, STANDARD, moves, DAY, Page()))
    assert "No move is on record." in said(timeline.history_page(EMPTY, STANDARD, (), DAY, Page()))
    assert "0 recorded moves, each open" in said(timeline.audit_page(EMPTY, STANDARD, (), Page()))


def test_a_lifecycle_without_factors_and_aims() -> None:
    """One of the user's own need not have them."""
    shown = said(status.status_page(overview(small(AT_WORK), DAY, SMALL), Page()))
    assert "What this phase is for" not in shown
    assert "Active partners" in shown


def test_silence_is_told() -> None:
    """A partnership of which nothing was heard for years is dormant."""
    shown = said(status.status_page(overview(small(AT_WORK), after(2000), SMALL), Page()))
    assert f"Dormant: nothing is on record since {DAY} (5.5 years)." in shown


LOOPED = small(
    AT_WORK,
    Move(kind="loop_back", on=after(1), to="idea", decision="D", because="x", reopens=["partners"]),
)


def test_what_is_reopened_is_told() -> None:
    """On the page of the partnership, and at each finding that it touches."""
    shown = said(status.status_page(overview(LOOPED, after(2), SMALL), Page()))
    assert f"Reopened         partners (since {after(1)})" in shown
    assert "(reopened)" in checked(LOOPED, after(2), brief=True)
    assert f"partners reopened on {after(1)}" in checked(LOOPED, after(2))


def test_what_is_waived_is_told() -> None:
    """A waiver shows in every report, with its decision and its reason."""
    waiver = Waiver(id="w", criterion="X-goal", decision="W", because="We are in a hurry")
    decisions = [decision("W", "ann", "ben")]
    idea = Move(kind="entered", on=DAY, to="idea")
    p = small(idea, goals=[], waivers=[waiver], decisions=decisions)
    shown = checked(p, after(1))
    assert "Waived:" in shown
    assert "Waived by decision W: We are in a hurry" in shown


def test_a_move_that_will_need_a_decision_says_so() -> None:
    """Whoever checks before deciding learns what else it takes; once a decision is judged, it is a finding."""
    p = small(AT_WORK)
    assert "must cite a valid decision" in checked(p, after(1))
    judged = engine.check(p, on=after(1), decision="D", lifecycle=SMALL)
    shown = said(findings.check_page(p, SMALL, judged, Page()))
    assert "must cite a valid decision" not in shown


def test_codes_stand_in_a_column() -> None:
    """However long one of them is, the titles begin in one place."""
    p = small(
        Move(kind="entered", on=DAY, to="idea"),
        goals=[],
        partners=[],
        decisions=[],
        decision_rules=[],
    )
    lines = [
        line
        for line in checked(p, after(1), brief=True).splitlines()
        if "X-" in line and "UNKNOWN" in line
    ]
    assert (
        len({line.index("There") if "There" in line else line.index("Two") for line in lines}) == 1
    )


def test_ones_own_criteria_are_not_in_the_manual() -> None:
    """Nobody is sent to `msp explain` for a criterion that it does not have."""
    assert "To do:" in checked(LOOPED, after(2))
    assert "msp explain" not in checked(LOOPED, after(2))


@pytest.mark.parametrize("profile", msp.PROFILES, ids=lambda one: one.name)
def test_every_profile_has_a_page(profile: msp.Profile) -> None:
    """Each threshold with its value, its unit and what it bounds."""
    shown = said(manual.profile_page(profile, Page()))
    assert all(name in shown for name in profile.limits)
    assert "24 months" in shown or profile.name != "light"


@given(
    partnerships() | troubled_partnerships(),
    st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
    st.sampled_from([40, 80]),
)
def test_every_partnership_has_every_page(p: Partnership, on: dt.date, width: int) -> None:
    """Whatever is on record, pages can be written of it, and they keep to their width."""
    p = p.evolved(lifecycle="standard", moves=())
    every = msp.checklist_named("everything")
    report = engine.check(p, on=on, against=every)
    pages = [
        status.status_page(overview(p, on), Page(width=width)),
        findings.check_page(p, STANDARD, report, Page(width=width), all_=True),
        timeline.moves_page(p, STANDARD, engine.possible_moves(p, on=on), on, Page(width=width)),
    ]
    for page in pages:
        assert all(columns(line) <= width for line in said(page).splitlines())
