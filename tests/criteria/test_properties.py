"""What holds of every criterion, for whatever partnership: drawn at random, in trouble, or put together of fixtures."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import attrs
import pytest
from criterion_fixtures import Fixture, fixtures, fixtures_of, merged, on_a_day
from hypothesis import given

import msp_lifecycle as msp
from msp_lifecycle.criterion import Cited, Finding
from msp_lifecycle.criterion.verdict import MOST_CITED
from msp_lifecycle.lifecycles import EVERYTHING
from msp_lifecycle.lifecycles.practice import ACCOUNTABILITY
from msp_lifecycle.measures.accountability import accountability_map
from msp_lifecycle.measures.power import power
from msp_lifecycle.records import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

CONFIDENTIAL = ("interests", "talks", "ratings")
SECRET = "Zq7-secret-Zq7"  # a text that nothing else holds


class Drawn(NamedTuple):
    """A partnership, a day to judge it on, and what to judge it by."""

    partnership: msp.Partnership
    on: dt.date
    against: msp.Checklist = EVERYTHING


def findings(drawn: Drawn) -> tuple[Finding, ...]:
    return msp.check(drawn.partnership, on=drawn.on, against=drawn.against).findings


def cited(finding: Finding) -> list[str]:
    return [one.record for one in finding.evidence if isinstance(one, Cited)]


def every_criterion_answers(drawn: Drawn) -> None:
    """In a sentence, whatever the records are: nothing is raised while checking."""
    for finding in findings(drawn):
        assert finding.message.strip() == finding.message, finding.code
        assert finding.message.endswith("."), finding.code


def evidence_is_there(drawn: Drawn) -> None:
    """In the partnership as it was on the day, each record once, and no more of them than one can look through."""
    then = drawn.partnership.as_of(drawn.on)
    there = {
        f"{name}/{one.id}"
        for name in RECORD_TYPES
        for one in getattr(then, name)
        if hasattr(one, "id")
    }
    for finding in findings(drawn):
        assert there.issuperset(cited(finding)), finding.code
        assert len(set(cited(finding))) == len(cited(finding)) <= MOST_CITED, finding.code


def falling_short_rests_on_something(drawn: Drawn) -> None:
    """Not met means that records show it, so there are records or figures to point at."""
    for finding in findings(drawn):
        if finding.status is msp.Status.NOT_MET and finding.reopened is None:
            assert finding.evidence, finding.code


def nothing_confidential_is_told(drawn: Drawn) -> None:
    """What partners said in confidence is neither quoted nor cited, so that a report can go to everybody."""
    for finding in findings(drawn._replace(partnership=with_secrets(drawn.partnership))):
        assert SECRET not in finding.message, finding.code
        assert not [path for path in cited(finding) if path.startswith(CONFIDENTIAL)], finding.code


def with_secrets(partnership: msp.Partnership) -> msp.Partnership:
    """Return it with a secret in every text of a record that can be confidential."""
    return partnership.replaced(
        {name: tuple(map(with_secret, getattr(partnership, name))) for name in CONFIDENTIAL}
    )


def with_secret(record: object) -> object:
    words = {"text": SECRET} if hasattr(record, "text") else {}
    return attrs.evolve(record, note=SECRET, evidence=(SECRET,), **words)  # type: ignore[type-var]


def order_does_not_matter(drawn: Drawn) -> None:
    """A dossier may hold its records in any order; only moves follow one another."""
    chance = random.Random(0)
    shuffled = {
        name: tuple(chance.sample(records, len(records)))
        for name in RECORD_TYPES
        if name != "moves" and (records := getattr(drawn.partnership, name))
    }
    as_written = {one.code: one.status for one in findings(drawn)}
    for order in (shuffled, {name: records[::-1] for name, records in shuffled.items()}):
        found = findings(drawn._replace(partnership=drawn.partnership.replaced(dict(order))))
        assert {one.code: one.status for one in found} == as_written


def what_comes_later_changes_nothing(drawn: Drawn) -> None:
    """Judging on a day is judging on that day what was known by then."""
    then = drawn._replace(partnership=drawn.partnership.as_of(drawn.on))
    assert findings(drawn) == findings(then)


LAWS: tuple[Callable[[Drawn], None], ...] = (
    every_criterion_answers,
    evidence_is_there,
    falling_short_rests_on_something,
    nothing_confidential_is_told,
    order_does_not_matter,
    what_comes_later_changes_nothing,
)


@pytest.mark.parametrize("fixture", fixtures(), ids=str)
def test_the_laws_hold_of_a_fixture(fixture: Fixture) -> None:
    """On its day and a while before, alone and beside the others of its criterion."""
    alone = Drawn(fixture.partnership(), fixture.on, one_criterion(fixture.code))
    others = [one.partnership() for one in fixtures_of(fixture.code)]
    for law in LAWS:
        law(alone)
        law(alone._replace(on=fixture.on - dt.timedelta(days=200)))
        law(alone._replace(partnership=merged(alone.partnership, *others)))


@cache
def one_criterion(code: str) -> msp.Checklist:
    return msp.checklist("own", "Own", msp.CRITERIA, must=code)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@given(drawn=on_a_day())
def test_a_law_holds(law: Callable[[Drawn], None], drawn: tuple[msp.Partnership, dt.date]) -> None:
    """Of partnerships drawn, whether or not they make any sense."""
    law(Drawn(*drawn))


@given(on_a_day())
def test_a_mechanism_on_paper_is_one_for_criteria_and_measures_alike(
    drawn: tuple[msp.Partnership, dt.date],
) -> None:
    """ACC-10 and ACC-11 find what the map of accountability finds."""
    partnership, on = drawn
    found = accountability_map(partnership, on=on)
    by_code = {one.code: one for one in findings(Drawn(partnership, on, ACCOUNTABILITY))}
    paper = {f"accountability_relations/{one.relation.id}" for one in found.on_paper}
    if by_code["ACC-10"].status is msp.Status.NOT_MET:
        assert set(cited(by_code["ACC-10"])) <= paper
    elif by_code["ACC-10"].status is msp.Status.MET:
        assert not paper
    assert by_code["ACC-11"].status is not msp.Status.MET or not found.dead_ends
    if by_code["ACC-11"].status is msp.Status.NOT_MET:
        dead = {f"partners/{one.partner}" for one in found.dead_ends}
        assert set(cited(by_code["ACC-11"])) <= dead


@given(on_a_day())
def test_who_is_said_to_have_no_vote_has_no_power(
    drawn: tuple[msp.Partnership, dt.date],
) -> None:
    """Under no rule in force, as the measures of power see it (POW-11)."""
    partnership, on = drawn
    [finding] = findings(Drawn(partnership, on, one_criterion("POW-11")))
    if finding.status is not msp.Status.NOT_MET:
        return
    mute = {path.removeprefix("partners/") for path in cited(finding)}
    for rule in power(partnership, on=on):
        assert not [one for one in rule.partners if one.partner in mute and one.access == "vote"]
