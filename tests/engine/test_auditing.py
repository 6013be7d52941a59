"""An audit looks at every recorded move again, on its own day, as the partnership stood before it."""

import pytest
from lives import DAY, SMALL, after, decision, small

import msp_lifecycle as msp
from msp_lifecycle.records import Goal, Move, Partner, Waiver

START = Move(kind="start", on=DAY, to="idea")
TO_WORK = Move(kind="advance", on=after(10), to="work")
TO_REVIEW = Move(kind="advance", on=after(20), to="review", decision="D")


def audited(*moves: Move, **records: object) -> list[tuple[int, str]]:
    """Return the place of each unsound move, with the codes that closed its guard or with the problem."""
    found = msp.audit(small(*moves, **records), lifecycle=SMALL)
    return [
        (one.index, " ".join(f.code for f in one.report.blocking) if one.report else one.problem)
        for one in found
    ]


def test_a_sound_history() -> None:
    """Where each guard was open on its day there is nothing to report."""
    assert audited(START, TO_WORK, TO_REVIEW) == []


def test_a_guard_that_was_closed() -> None:
    """A move is reported whose guard was closed on its own day, even if it would be open today."""
    late = [
        Partner(id="ann", organisation="ann"),
        Partner(id="ben", organisation="ben", joined=after(15)),
    ]
    decided = [decision("D", "ann", "ben", on=after(16))]
    assert audited(START, TO_WORK, TO_REVIEW, partners=late, decisions=decided) == [(1, "X-two")]


def test_a_guard_that_has_closed_since() -> None:
    """What was true on the day of the move is enough, whatever came later."""
    goals = [Goal(id="g", text="Go", dropped=after(21))]
    leaving = [
        Partner(id="ann", organisation="ann"),
        Partner(id="ben", organisation="ben", left=after(11)),
    ]
    assert audited(START, TO_WORK, TO_REVIEW, partners=leaving, goals=goals, decision_rules=[]) == [
        (2, "MOVE-1")
    ]


def test_a_decision_that_was_missing_or_came_too_late() -> None:
    """A move that should have rested on a decision is reported if there was none yet."""
    undecided = Move(kind="advance", on=after(20), to="review")
    assert audited(START, TO_WORK, undecided) == [(2, "MOVE-1")]
    late = [decision("D", "ann", "ben", on=after(21))]
    assert audited(START, TO_WORK, TO_REVIEW, decisions=late) == [(2, "MOVE-1")]


def test_a_move_that_the_lifecycle_does_not_have() -> None:
    """Such a move is reported with what is wrong, and the rest is judged from where it led."""
    jump = Move(kind="advance", on=after(5), to="review", decision="D")
    end = Move(kind="end", on=after(6), reason="merged")
    assert audited(START, jump, end) == [
        (1, "lifecycle small has no advance to review from idea"),
        (2, "MOVE-1"),
    ]


def test_a_phase_that_the_lifecycle_does_not_have() -> None:
    """Moves from a phase that is not one of the lifecycle's cannot be judged, and are reported as such."""
    stray = Move(kind="start", on=DAY, to="limbo")
    pause = Move(kind="pause", on=after(1))
    resume = Move(kind="resume", on=after(2))
    assert audited(stray, pause, resume) == [
        (0, "lifecycle small has no phase 'limbo'; it has idea, work, review"),
        (1, "lifecycle small has no phase 'limbo' that it could leave"),
        (2, "lifecycle small has no phase 'limbo' that it could leave"),
    ]


def test_after_a_phase_of_its_own_an_audit_goes_on() -> None:
    """A way back from an unknown phase to a known one is unsound itself, and what follows is judged again."""
    stray = Move(kind="start", on=DAY, to="limbo")
    home = Move(kind="advance", on=after(1), to="work")
    assert [place for place, _ in audited(stray, home, TO_REVIEW)] == [0, 1]


def test_an_entry_in_mid_life_is_taken_as_it_is() -> None:
    """How a partnership came to be where it entered the books is not on record, so there is nothing to judge."""
    entered = Move(kind="entered", on=DAY, to="work", inferred=True)
    assert audited(entered, TO_REVIEW) == []
    (first, _) = msp.replay(small(entered, TO_REVIEW), lifecycle=SMALL)
    assert (first.report, first.problem, first.sound) == (None, "", True)
    assert (first.index, first.move, first.before.words) == (0, entered, "not started")


def test_a_halt_that_was_overstepped() -> None:
    """No partnership can be recorded as having moved on while it was paused."""
    with pytest.raises(
        msp.ConsistencyError, match="cannot follow while the partnership is idea, paused"
    ):
        small(START, Move(kind="pause", on=after(1)), TO_WORK)


def test_a_waiver_is_looked_at_on_the_day() -> None:
    """A waiver that had run out, or had not begun, excuses nothing in hindsight."""
    alone = {
        "partners": [Partner(id="ann", organisation="ann")],
        "decisions": [decision("D", "ann")],
    }
    waivers = [Waiver(id="w", criterion="X-two", decision="D", since=after(5), until=after(10))]
    assert audited(START, TO_WORK, waivers=waivers, **alone) == []
    later = Move(kind="advance", on=after(11), to="work")
    assert audited(START, later, waivers=waivers, **alone) == [(1, "X-two")]
    early = Move(kind="advance", on=after(4), to="work")
    assert audited(START, early, waivers=waivers, **alone) == [(1, "X-two")]


def test_reopened_topics_are_looked_at_as_they_were() -> None:
    """Before each move only the loop-backs before it count."""
    back = Move(kind="loop_back", on=after(12), to="idea", decision="D", reopens=("partners",))
    again = Move(kind="advance", on=after(14), to="work")
    assert audited(START, TO_WORK, back, again) == [(3, "X-two")]
    settled = [
        decision("D", "ann", "ben"),
        decision("S", "ann", "ben", on=after(13), settles=["partners"]),
    ]
    assert audited(START, TO_WORK, back, again, decisions=settled) == []


def test_a_replay_shows_every_move() -> None:
    """The sound moves are there too, each with where it started from and what its guard said."""
    entries = msp.replay(small(START, TO_WORK, TO_REVIEW), lifecycle=SMALL)
    assert [one.before.words for one in entries] == ["not started", "idea", "work"]
    assert [one.move for one in entries] == [START, TO_WORK, TO_REVIEW]
    assert [one.report.on for one in entries if one.report] == [DAY, after(10), after(20)]
    assert [one.index for one in entries] == [0, 1, 2]
    assert all(one.sound for one in entries)


def test_an_audit_goes_by_the_profile() -> None:
    """What was good enough for most is not good enough for the strict."""
    partnership = small(START, TO_WORK, goals=[Goal(id="g", text="Go", set=after(11))])
    assert msp.audit(partnership, lifecycle=SMALL) == ()
    (entry,) = msp.audit(partnership, lifecycle=SMALL, profile=msp.STRICT_PROFILE)
    assert entry.index == 1
