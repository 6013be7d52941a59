"""Each criterion judges its own fixtures as they say, and says so in words that a reader can use."""

from __future__ import annotations

import pytest
from criterion_fixtures import ALL, EMPTY, ON, Fixture, fixtures

import msp_lifecycle as msp
from msp_lifecycle.criterion import Case, Cited
from msp_lifecycle.criterion.verdict import MOST_CITED

EACH = pytest.mark.parametrize("fixture", fixtures(), ids=str)

LONGEST = 200
"""Characters of a message: two lines and a half of a terminal."""

JUDGED_WHEN_EMPTY = {
    "B2.6": msp.Status.MET,  # no criterion of selection asks for trust: nothing is what it asks for
    "MOVE-2": msp.Status.MET,  # what has not started is neither paused nor suspended
}


@EACH
def test_a_fixture_is_judged_as_it_says(fixture: Fixture) -> None:
    """On its day, under the standard profile."""
    verdict = fixture.criterion.judge(fixture.case())
    assert verdict.status is fixture.status, verdict.message


@EACH
def test_the_message_is_a_short_sentence(fixture: Fixture) -> None:
    """Whatever the criterion says, on a terminal it must be read at a glance."""
    message = fixture.criterion.judge(fixture.case()).message
    assert message[0].isupper() or message[0].isdigit()
    assert message.endswith(".")
    assert "  " not in message
    assert ", ." not in message
    assert len(message) <= LONGEST


@EACH
def test_the_evidence_is_there(fixture: Fixture) -> None:
    """Every record cited stands in the partnership, and no record or figure is cited twice."""
    case = fixture.case()
    evidence = fixture.criterion.judge(case).evidence
    records = [one.record for one in evidence if isinstance(one, Cited)]
    assert len(set(evidence)) == len(evidence)
    assert len(records) <= MOST_CITED
    for path in records:
        collection, _, name = path.partition("/")
        assert name in {one.id for one in getattr(case.partnership, collection)}


@EACH
def test_falling_short_rests_on_something(fixture: Fixture) -> None:
    """Not met means that records show it, so there are records or figures to point at."""
    verdict = fixture.criterion.judge(fixture.case())
    if verdict.status is msp.Status.NOT_MET:
        assert verdict.evidence


@pytest.mark.parametrize("criterion", ALL, ids=lambda one: one.code)
def test_of_a_partnership_without_records_nothing_is_known(criterion: msp.Criterion) -> None:
    """Nobody wrote anything down, so nothing is met and nothing falls short."""
    status = criterion.judge(Case(EMPTY, ON, msp.STANDARD_PROFILE)).status
    expected = JUDGED_WHEN_EMPTY.get(criterion.code)
    assert status is expected or status in (msp.Status.UNKNOWN, msp.Status.NOT_APPLICABLE)


def test_no_folder_is_left_over() -> None:
    """A folder of fixtures whose criterion has gone would be judged by nobody."""
    assert {one.code for one in fixtures()} == {one.code for one in msp.CRITERIA}
