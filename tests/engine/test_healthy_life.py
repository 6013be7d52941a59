"""A healthy life: every must of every guard of `STANDARD` is truly met, from the start to the goal."""

import datetime as dt
from itertools import pairwise

import pytest
from lives import HEALTHY_LIFE, healthy, healthy_until

import msp_lifecycle as msp
from msp_lifecycle.machine import LifecycleMachine
from msp_lifecycle.records import COLLECTIONS
from msp_lifecycle.records.consistency import pruned

WHOLE = len(HEALTHY_LIFE)
GUARDED = [
    (index, code)
    for index, entry in enumerate(msp.replay(healthy_until(WHOLE)))
    if entry.report
    for item in entry.report.checklist.items
    if item.requirement == "must"
    for code in [item.criterion.code]
]


def stage(index: int) -> tuple[msp.Partnership, dt.date]:
    """Return the partnership before one of its moves, and the day of that move."""
    return healthy_until(index), HEALTHY_LIFE[index][1]["on"]


@pytest.mark.parametrize("index", range(WHOLE))
def test_each_move_is_made_and_leads_where_it_should(index: int) -> None:
    """Thirteen moves, each with its guard open, through all four phases and three standings."""
    assert healthy_until(index + 1).position.words == HEALTHY_LIFE[index][2]


def test_the_machine_lives_the_same_life() -> None:
    """The stateful shell makes the same moves and ends in an equal partnership."""
    live = LifecycleMachine(healthy())
    for name, arguments, stands in HEALTHY_LIFE:
        getattr(live, name)(**arguments)
        assert live.position.words == stands
    assert live.partnership == healthy_until(WHOLE)


def test_the_audit_of_the_whole_life_finds_nothing() -> None:
    """What was sound on each day is sound when looked back at from the end."""
    assert msp.audit(healthy_until(WHOLE)) == ()


def test_every_must_is_met_and_not_waived_away() -> None:
    """The life is healthy by its records: no waiver, and nothing that does not apply to it."""
    assert healthy().waivers == ()
    for entry in msp.replay(healthy_until(WHOLE)):
        assert entry.report is not None
        musts = [one for one in entry.report.findings if one.requirement == "must"]
        assert {one.status for one in musts if one.code != "MOVE-1"} <= {msp.Status.MET}


def test_every_guard_is_passed() -> None:
    """The life goes through each guard that `STANDARD` has."""
    passed = {
        entry.report.checklist.name for entry in msp.replay(healthy_until(WHOLE)) if entry.report
    }
    assert passed >= {rule.guard.name for rule in msp.STANDARD.moves if rule.guard}


@pytest.mark.parametrize(("index", "code"), GUARDED)
def test_each_must_closes_its_guard_once_its_records_are_gone(index: int, code: str) -> None:
    """Take away the records that a criterion reads: it no longer stands, and the guard is closed."""
    partnership, day = stage(index)
    criterion = next(one for one in msp.CRITERIA if one.code == code)
    gone = {name: () for topic in criterion.reads for name in COLLECTIONS[topic]}
    report = msp.check(
        pruned(partnership.replaced(gone)), HEALTHY_LIFE[index][0].rstrip("_"), on=day
    )
    finding = report.finding(code)
    assert finding is not None
    assert finding.blocks
    assert not report.open


def test_initiation_needed_nothing_formal() -> None:
    """The way to Design was open without a body, a rule, a paper, an office, a budget or a rating."""
    partnership, day = stage(1)
    then = partnership.as_of(day)
    assert msp.check(then, "design", on=day).open
    for name in (
        "bodies",
        "decision_rules",
        "agreements",
        "secretariats",
        "budgets",
        "fundings",
        "ratings",
    ):
        assert getattr(then, name) == ()


def test_no_move_could_have_been_made_before_its_time() -> None:
    """On the day after each move the next advance is still closed; it takes the work in between."""
    for index, (name, arguments, _) in enumerate(HEALTHY_LIFE):
        if name == "advance" and index in (1, 2, 7):
            before = HEALTHY_LIFE[index - 1][1]["on"] + dt.timedelta(days=1)
            assert not msp.check(healthy_until(index), arguments.get("to"), on=before).open


def test_the_loop_back_asked_for_what_it_had_reopened() -> None:
    """Between the loop-back and the decision that settles it, the way forward is closed by what was reopened."""
    partnership, _ = stage(4)
    day_before, day_of = dt.date(2022, 12, 4), dt.date(2022, 12, 5)
    closed = msp.check(partnership, "implementation", on=day_before)
    reopened = {one.code for one in closed.findings if one.reopened == dt.date(2022, 10, 3)}
    reading = {
        one.code
        for one in closed.findings
        if one.criterion.reads & {"partners", "roles", "agreement"}
    }
    assert reopened == reading
    settled = msp.check(partnership, "implementation", on=day_of)
    assert not any(one.reopened for one in settled.findings)


def test_without_a_decision_the_life_stops_after_initiation() -> None:
    """Only in Initiation, and for a suspension, is no decision needed."""
    for index, (name, arguments, _) in enumerate(HEALTHY_LIFE):
        without = {key: value for key, value in arguments.items() if key != "decision"}
        if without == arguments:
            continue
        with pytest.raises(msp.MoveRefused) as refused:
            getattr(msp, name)(healthy_until(index), **without)
        assert [one.code for one in refused.value.report.blocking] == ["MOVE-1"]


def test_days_follow_each_other() -> None:
    """The story is told in order."""
    days = [arguments["on"] for _, arguments, _ in HEALTHY_LIFE]
    assert all(one < other for one, other in pairwise(days))
