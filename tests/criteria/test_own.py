"""Criteria of one's own: ten lines, no change to the library, and equal to those we ship."""

from __future__ import annotations

import pickle

import pytest
from criterion_fixtures import ON, fixtures_of

import msp_lifecycle as msp
from msp_lifecycle.criterion import Case, Verdict, criterion, met_if, unknown
from msp_lifecycle.lifecycles import EVERYTHING
from msp_lifecycle.records import Move, Organisation, Partner

A_SHIP = msp.Partnership(
    id="ferry",
    name="Ferry",
    organisations=[Organisation(id="a", name="A"), Organisation(id="b", name="B", country="KE")],
    partners=[Partner(id="a", organisation="a"), Partner(id="b", organisation="b")],
    moves=[Move(kind="start", on=ON, to="initiation")],
)


@criterion(
    "X-local",
    "A partner comes from the country",
    why="Who lives with the result should have a hand in it.",
    source="X our own handbook, chapter 3",
    remedy="Invite an organisation from the country.",
    reads="partners",
)
def local_partner(case: Case) -> Verdict:
    """Whether an active partner is an organisation of Kenya."""
    countries = {case.organisation_of(one).country for one in case.partners}
    if countries <= {None}:
        return unknown("No country of a partner is on record.")
    return met_if("KE" in countries, "A partner is from Kenya.", "No partner is from Kenya.")


def test_it_stands_on_a_checklist_beside_ours() -> None:
    """Made of codes, with the user's own among the criteria that they are looked up in."""
    own = msp.checklist("ours", "Ours", (*msp.CRITERIA, local_partner), must="X-local DEF-1")
    report = msp.check(A_SHIP, on=ON, against=own)
    assert [(one.code, one.status.value) for one in report.findings] == [
        ("X-local", "met"),
        ("DEF-1", "unknown"),
    ]
    assert not report.open


def test_it_stands_in_a_guard_beside_ours() -> None:
    """The shipped lifecycle asks for it from then on; it blocks, and says what to do."""
    cycle = msp.STANDARD.requiring("advance", local_partner)
    stranger = A_SHIP.evolved(
        organisations=[Organisation(id="a", name="A", country="NO"), Organisation(id="b", name="B")]
    )
    for partnership, blocks in ((A_SHIP, False), (stranger, True)):
        report = msp.check(partnership, "design", on=ON, lifecycle=cycle)
        assert ("X-local" in [one.code for one in report.blocking]) is blocks
    [finding] = [one for one in report.findings if one.code == "X-local"]
    assert finding.remedy == "Invite an organisation from the country."
    assert finding.factor is None


def test_reopening_what_it_reads_calls_it_in_question() -> None:
    """A loop-back knows nothing of our criteria in particular, so it treats the user's own alike."""
    back = (
        Move(kind="start", on=ON, to="initiation"),
        Move(kind="advance", on=ON, to="design"),
        Move(kind="loop_back", on=ON, to="initiation", reopens=["partners"]),
    )
    own = msp.checklist("ours", "Ours", (local_partner,), must="X-local")
    [finding] = msp.check(A_SHIP.evolved(moves=back), on=ON, against=own).findings
    assert finding.status is msp.Status.NOT_MET
    assert finding.reopened == ON


def test_a_threshold_of_ones_own() -> None:
    """A profile can be stricter in one number, and make a criterion count for more."""
    [fixture] = [one for one in fixtures_of("A2.1") if one.name == "meets"]
    profile = msp.STANDARD_PROFILE.customised(
        "ours", limits={"core_group_size": 4}, requirements={"A2.1": "info"}
    )
    [finding] = [
        one
        for one in msp.check(
            fixture.partnership(), on=fixture.on, against=EVERYTHING, profile=profile
        ).findings
        if one.code == "A2.1"
    ]
    assert finding.status is msp.Status.NOT_MET
    assert finding.requirement == "info"
    assert not finding.blocks


@pytest.mark.parametrize("shipped", msp.CRITERIA, ids=lambda one: one.code)
def test_a_criterion_pickles_by_name(shipped: msp.Criterion) -> None:
    """A report that holds findings can be sent to another process."""
    assert pickle.loads(pickle.dumps(shipped)) is shipped
