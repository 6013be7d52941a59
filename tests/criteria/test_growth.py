"""Checking takes time in proportion to the records, told by steps of the interpreter and not by a clock.

A step is one instruction of Python code. A search through a list is a single one however long the list is, so the ids
here are compared by Python code of their own.
"""

from __future__ import annotations

import datetime as dt
import runpy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from criterion_fixtures import Fixture, fixtures, fixtures_of, merged

import msp_lifecycle as msp
from msp_lifecycle.criterion import Case

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

FEW, MANY = 10, 40
MOST = 4.4
"""How much longer four times the records may take: four times, and a little room."""

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "bench_check.py"


def steps(work: Callable[[], object]) -> int:
    """Return how many instructions of Python code a piece of work takes."""
    taken = 0

    def trace(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal taken
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        taken += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return taken


class Compared(str):
    """An id whose comparison with another one is Python code, and so counts."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def steps_of(criterion: msp.Criterion, fixture: Fixture, copies: int) -> int:
    """Return how many steps a criterion takes over so many copies of a fixture."""
    partnership = merged(*[fixture.partnership()] * copies, word=Compared).as_of(fixture.on)
    return steps(lambda: criterion.judge(Case(partnership, fixture.on, msp.STANDARD_PROFILE)))


@pytest.mark.parametrize("fixture", fixtures(), ids=str)
def test_a_criterion_grows_with_the_records(fixture: Fixture) -> None:
    """Four times its own fixture takes about four times the steps."""
    few = steps_of(fixture.criterion, fixture, FEW)
    assert steps_of(fixture.criterion, fixture, MANY) <= MOST * few


def _in_a_loop(case: Case) -> msp.Verdict:
    """What."""
    partners = case.partnership.partners
    return msp.met(str(sum(one.joined == other.joined for one in partners for other in partners)))


def _in_a_list(case: Case) -> msp.Verdict:
    """What."""
    ids = [one.id for one in case.partnership.partners]
    return msp.met(str(sum(one.organisation in ids for one in case.partnership.partners)))


@pytest.mark.parametrize("judge", [_in_a_loop, _in_a_list], ids=["loop", "list"])
def test_the_steps_would_tell(judge: Callable[[Case], msp.Verdict]) -> None:
    """A loop within a loop, and a search through a list within a loop, take far more than four times the steps."""
    [fixture] = [one for one in fixtures_of("C3.7") if one.name == "meets"]
    make = msp.criterion("X-1", "T", why="W.", source="X", remedy="R.", reads="partners")
    slow = make(judge)
    assert steps_of(slow, fixture, MANY) > 2 * MOST * steps_of(slow, fixture, FEW)


@pytest.mark.parametrize(
    "growing",
    [(4, 1, 1), (1, 4, 1), (1, 1, 4), (4, 4, 4)],
    ids=["partners", "commitments", "ballots", "all"],
)
def test_the_widest_guard_grows_with_the_records(growing: tuple[int, int, int]) -> None:
    """On the partnership of the benchmark, with a decision to judge as well."""
    make = runpy.run_path(str(BENCHMARK))["partnership"]
    few, many = make(80, 80, 80), make(*(80 * times for times in growing))
    assert guard_steps(many) <= MOST * guard_steps(few)


def guard_steps(partnership: msp.Partnership) -> int:
    on = dt.date(2024, 6, 1)
    return steps(lambda: msp.check(partnership, "implementation", on=on, decision="d-0"))
