"""The table of coverage: no statement of the domain is forgotten, and none stands there empty.

The ids are ours, written down from the sources a second time and not read from the table.
"""

from __future__ import annotations

import re

import pytest
from pages import coverage

import msp_lifecycle as msp

RANGES = {
    "DEF-": 13, "SUIT-": 7, "TYP-": 15, "ENT-": 35, "DER-": 10,
    "P1-X": 11, "P2-X": 16, "P3-E": 5, "P3-I": 4, "P3-X": 3, "P4-X": 6, "P1-W": 2,
    "INC-": 11, "PUR-": 7, "POW-": 10, "ACC-": 11, "STR-": 10, "ORG-": 6,
    "PURP-": 2, "CH-": 11, "CSD-": 16, "PRJ-": 3, "STG-": 3, "LES-": 12, "CASE-": 15,
    "PR": 3, "STEP": 6, "S0-": 7,
}  # fmt: skip
OF_EACH_FACTOR = {
    "A1": 6, "A2": 6, "A3": 5, "B1": 6, "B2": 6, "B3": 4, "C1": 5, "C2": 5, "C3": 6,
    "D1": 5, "D2": 4, "E1": 5, "E2": 5, "E3": 5, "F1": 5, "F2": 6, "F3": 5,
}  # fmt: skip
EXPECTED = {
    *(f"{prefix}{number}" for prefix, last in RANGES.items() for number in range(1, last + 1)),
    *(f"{factor}.{n}" for factor, last in OF_EACH_FACTOR.items() for n in range(1, last + 1)),
    *("P1-E1", "P2-E1", "P3-E1", "P4-E1", "P4-I1", "CROSSWALK"),
}
STATEMENTS = [one for section in coverage.sections() for one in section.statements]
[TEXT] = [text for _, text in coverage.pages()]


def test_every_statement_is_there_once() -> None:
    """Those that the sources number, and a few that they make without a number."""
    ids = [one.id for one in STATEMENTS]
    assert len(set(ids)) == len(ids)
    assert not EXPECTED - set(ids)


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda one: one.id)
def test_a_statement_is_implemented_or_says_why_not(statement: coverage.Statement) -> None:
    """Whatever place is named is there; where none is, there is a sentence."""
    if not coverage.places(statement):
        assert re.fullmatch(r"[A-Z].*[.]", statement.note), statement.id
    assert statement.title or coverage.criteria_of(statement)


@pytest.mark.parametrize("criterion", msp.CRITERIA, ids=lambda one: one.code)
def test_every_criterion_answers_to_a_statement(criterion: msp.Criterion) -> None:
    """One that answers to none would be ours alone, and should say so in the table."""
    assert f"#{criterion.code})" in TEXT


@pytest.mark.parametrize("mark", ["NOPE-1", "@nothing", "=nothing", "%nothing", "&nothing"])
def test_a_place_that_there_is_not_is_refused(mark: str) -> None:
    """So that the table cannot promise what is not there."""
    statement = coverage.Statement("X", "X", (mark,), "")
    with pytest.raises(LookupError):
        coverage.places(statement)


def test_no_guard_requires_registration() -> None:
    """Nobody is sent to a registry by a guard: registration is voluntary (CSD-12)."""
    guards = [rule.guard for rule in msp.STANDARD.moves if rule.guard is not None]
    registry = {"D2.2", "D2.4", "CSD-13", "CSD-14"}
    required = {
        item.criterion.code
        for guard in guards
        for item in guard.items
        if item.requirement == "must"
    }
    assert not registry & required
