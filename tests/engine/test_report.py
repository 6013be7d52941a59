"""A report holds every finding of one check, and counts them; it never sums them up in a score."""

import pickle

import attrs
from lives import DAY, SMALL, a_goal, after, guard, promises_kept, small, two_partners

import msp_lifecycle as msp
from msp_lifecycle.engine.report import Tally, tally
from msp_lifecycle.records import Move, Partner

NAMED = [
    attrs.evolve(one, code=code)
    for one, code in ((a_goal, "B1.2"), (two_partners, "A1.1"), (promises_kept, "B1.1"))
]
ALONE = small(
    Move(kind="entered", on=DAY, to="work"),
    partners=[Partner(id="ann", organisation="ann")],
    decisions=[],
    goals=[],
)


def report(**counts: object) -> msp.Report:
    against = guard("ours", must=[NAMED[0], two_partners], should=NAMED[1:])
    return msp.check(ALONE, on=after(1), against=against, **counts)


def test_what_blocks_what_advises_and_what_stands() -> None:
    """What closes the guard, what falls short without closing it, and the rest are told apart."""
    found = report()
    assert [one.code for one in found.blocking] == ["B1.2", "X-two"]
    assert [one.code for one in found.advice] == ["A1.1"]
    assert not found.open


def test_counts_by_status() -> None:
    """Every status is counted, those that nothing has as well."""
    assert report().counts == {
        "met": 0,
        "not_met": 2,
        "unknown": 1,
        "not_applicable": 1,
        "waived": 0,
    }


def test_counts_by_factor() -> None:
    """Findings of one factor are counted together, in the order of the factors; those of none are left out."""
    assert report().by_factor == {"A1": Tally(0, 1, 0), "B1": Tally(1, 2, 1)}
    assert list(report().by_factor) == ["A1", "B1"]


def test_a_finding_by_code() -> None:
    """A single finding can be asked for; what was not checked has none."""
    found = report().finding("A1.1")
    assert found is not None
    assert found.status == "not_met"
    assert report().finding("X-goal") is None


def test_a_report_in_a_line() -> None:
    """What closes a guard is named with its status; an open guard is said to be open."""
    assert str(report()) == f"ours on {after(1)}: closed by B1.2 (unknown), X-two (not met)"
    opened = msp.check(small(Move(kind="start", on=DAY, to="idea")), on=after(1), lifecycle=SMALL)
    assert str(opened) == f"advance on {after(1)}: open"


def test_a_tally_in_words() -> None:
    """Counts are said as counts."""
    assert str(Tally(4, 6, 1)) == "4 of 6 stand, 1 unknown"
    assert str(Tally(4, 6, 0)) == "4 of 6 stand"
    assert tally(()) == Tally(0, 0, 0)


def test_a_report_pickles() -> None:
    """A refusal can come back from a worker process with all it carries."""
    partnership = msp.Partnership(
        id="p", name="P", moves=[Move(kind="start", on=DAY, to="initiation")]
    )
    found = msp.check(partnership, on=DAY)
    assert pickle.loads(pickle.dumps(found)) == found
