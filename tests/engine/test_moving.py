"""A move returns a new partnership, or is refused and changes nothing."""

import attrs
import pytest
from lives import DAY, SMALL, after, decision, history, outcome, small

import msp_lifecycle as msp
from msp_lifecycle.engine import Step, make
from msp_lifecycle.records import Move, Partner, Partnership

START = Move(kind="start", on=DAY, to="idea")
WORK = Move(kind="entered", on=DAY, to="work")
REVIEW = Move(kind="entered", on=DAY, to="review")
DECIDED = {"on": after(3), "decision": "D", "lifecycle": SMALL}
BECAUSE = {"because": "why"}


EACH = [
    ((), "start", {}, {"kind": "start", "to": "idea"}),
    ((START,), "advance", {}, {"kind": "advance", "to": "work"}),
    ((REVIEW,), "continue_", {}, {"kind": "continue", "to": "work"}),
    (
        (REVIEW,),
        "loop_back",
        {"to": "idea", "trigger": "conditions_changed"},
        {
            "kind": "loop_back",
            "to": "idea",
            "trigger": "conditions_changed",
            "reopens": ("purpose",),
        },
    ),
    ((WORK,), "pause", {}, {"kind": "pause"}),
    ((WORK, Move(kind="pause", on=DAY)), "resume", {}, {"kind": "resume"}),
    ((WORK,), "suspend", {}, {"kind": "suspend"}),
    ((WORK, Move(kind="suspend", on=DAY)), "reinstate", {}, {"kind": "reinstate"}),
    ((WORK,), "end", {"reason": "merged"}, {"kind": "end", "reason": "merged"}),
]
NAMED = [
    "start",
    "advance",
    "continue",
    "loop back",
    "pause",
    "resume",
    "suspend",
    "reinstate",
    "end",
]


@pytest.mark.parametrize(("before", "name", "arguments", "made"), EACH, ids=NAMED)
def test_each_function_makes_its_move(
    before: tuple[Move, ...], name: str, arguments: dict[str, object], made: dict[str, object]
) -> None:
    """The new partnership holds one move more, with the day, the decision and the reason, and is otherwise the same."""
    old = small(*before)
    new = getattr(msp, name)(old, **DECIDED, **BECAUSE, **arguments)
    assert new.moves == (*before, Move(on=after(3), decision="D", **BECAUSE, **made))
    assert new == old.evolved(moves=new.moves)
    assert old == small(*before)


def test_a_refused_move_carries_the_report_and_changes_nothing() -> None:
    """The error holds every finding; the partnership is as it was."""
    alone = small(START, partners=[Partner(id="ann", organisation="ann")], decisions=[])
    with pytest.raises(msp.MoveRefused) as refused:
        msp.advance(alone, on=after(3), lifecycle=SMALL)
    assert [one.code for one in refused.value.report.findings] == ["MOVE-1", "X-two", "X-goal"]
    assert [one.code for one in refused.value.report.blocking] == ["X-two"]
    assert alone == small(START, partners=[Partner(id="ann", organisation="ann")], decisions=[])


def test_no_move_lies_before_one_on_record() -> None:
    """A history is written in order; on the day of the last move there may be another."""
    partnership = small(START, Move(kind="pause", on=after(5)), Move(kind="resume", on=after(7)))
    with pytest.raises(msp.ConsistencyError) as refused:
        msp.advance(partnership, on=after(6), decision="D", lifecycle=SMALL, because="x")
    ((path, sentence),) = refused.value.problems
    assert path == "moves"
    assert sentence == (
        f"a resume on {after(7)} is on record already, and no move can be added before it; "
        "give that day or a later one"
    )
    assert msp.advance(partnership, on=after(7), lifecycle=SMALL).position.phase == "work"


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (Move(kind="advance", on=after(5), to="work"), "an advance"),
        (Move(kind="loop_back", on=after(5), to="idea"), "a loop-back"),
    ],
)
def test_the_move_in_the_way_is_named_as_it_is_said(last: Move, words: str) -> None:
    """With its article, and without the underline of its name."""
    begun = WORK if last.kind == "loop_back" else START
    with pytest.raises(msp.ConsistencyError, match=f"^moves: {words} on"):
        msp.end(small(begun, last), reason="merged", on=after(3), lifecycle=SMALL, decision="D")


def test_a_move_is_looked_for_where_the_partnership_stood_on_the_day() -> None:
    """Asked for a day before the pause, an advance is not halted by it but comes too late for the record."""
    paused = small(START, Move(kind="pause", on=after(5)))
    assert (
        outcome(lambda: msp.advance(paused, on=after(4), lifecycle=SMALL))[0]
        is msp.ConsistencyError
    )
    assert outcome(lambda: msp.advance(paused, on=after(5), lifecycle=SMALL))[0] is msp.MoveRefused


def test_a_halt_refuses_what_leads_on() -> None:
    """While paused or suspended every way to a phase is closed by the halt, with the rest of the guard beside it."""
    for standing in ("paused", "suspended"):
        halted = small(*history(SMALL, "review", standing, DAY))
        for attempt in (
            lambda p=halted: msp.continue_(p, **DECIDED),
            lambda p=halted: msp.loop_back(p, to="idea", because="why", **DECIDED),
        ):
            kind, (report,) = outcome(attempt)
            assert kind is msp.MoveRefused
            assert [one.code for one in report.blocking] == ["MOVE-2"]


def test_a_phase_that_the_history_does_not_lead_to() -> None:
    """By a move that the lifecycle does not have nobody gets anywhere: nothing is checked or made from there."""
    jumped = small(Move(kind="start", on=after(1), to="work"))
    by = {"on": after(3), "lifecycle": SMALL}
    for attempt in (
        lambda: msp.check(jumped, **by),
        lambda: msp.possible_moves(jumped, **by),
        lambda: msp.levels(jumped, **by),
        lambda: msp.advance(jumped, decision="D", **by),
        lambda: msp.end(jumped, decision="D", reason="merged", **by),
    ):
        with pytest.raises(
            msp.ConsistencyError, match="small has no start to work from not started"
        ):
            attempt()
    early = {"on": DAY, "lifecycle": SMALL}
    assert [one.rule.kind for one in msp.possible_moves(jumped, **early)] == ["start"]


def test_a_move_that_there_is_not() -> None:
    """What the lifecycle or the standing does not allow is an error of the caller, with what there is instead."""
    with pytest.raises(msp.NoSuchMove) as missing:
        msp.continue_(small(WORK), **DECIDED)
    assert missing.value.possible == ("advance", "loop-back to idea", "pause", "suspend", "end")
    with pytest.raises(msp.NoSuchMove):
        msp.start(small(WORK), **DECIDED)
    with pytest.raises(msp.NoSuchMove):
        msp.resume(small(WORK), **DECIDED)
    with pytest.raises(msp.NoSuchMove):
        msp.pause(small(*history(SMALL, "work", "paused", DAY)), **DECIDED)
    with pytest.raises(msp.NoSuchMove):
        msp.end(small(*history(SMALL, "work", "ended", DAY)), reason="merged", **DECIDED)


def test_an_unknown_decision_is_an_error() -> None:
    """A decision that is nowhere on record is a slip, not a shortfall."""
    with pytest.raises(msp.UnknownName) as unknown:
        msp.advance(small(WORK), on=after(3), decision="D-4", lifecycle=SMALL)
    assert (unknown.value.kind, unknown.value.name, unknown.value.known) == (
        "decision",
        "D-4",
        ("D",),
    )


# Loop-backs


def back(partnership: Partnership, **arguments: object) -> Move:
    return msp.loop_back(
        partnership, **{"to": "idea", "because": "why", **DECIDED, **arguments}
    ).moves[-1]


def test_what_a_loop_back_reopens() -> None:
    """It reopens what it says, else what the lifecycle names for its trigger, else nothing."""
    assert back(small(WORK), reopens={"roles", "agreement"}).reopens == ("agreement", "roles")
    assert back(small(WORK), trigger="key_partner_missing").reopens == ("partners",)
    assert back(small(WORK), trigger="key_partner_missing", reopens=()).reopens == ()
    unnamed = back(small(WORK))
    assert (unnamed.trigger, unnamed.reopens) == ("other", ())


def test_a_loop_back_needs_a_reason_and_topics_that_there_are() -> None:
    """A blank reason and a misspelt topic are refused before anything is checked."""
    for blank in ("", "  \n"):
        with pytest.raises(msp.LifecycleError) as refused:
            back(small(), because=blank)
        assert str(refused.value) == str(
            msp.LifecycleError("loop_back", ["because: say in a few words why you go back"])
        )
    with pytest.raises(msp.UnknownName) as unknown:
        back(small(), reopens={"partner"})
    assert (unknown.value.kind, unknown.value.name) == ("topic", "partner")


def test_a_loop_back_leads_back_only() -> None:
    """From a phase there is no loop-back to itself or to a later one."""
    for to in ("work", "review", "nowhere"):
        with pytest.raises(msp.NoSuchMove):
            back(small(WORK), to=to)


def test_a_loop_back_deletes_nothing() -> None:
    """Every record is still there afterwards."""
    before = small(WORK)
    after_it = msp.loop_back(before, to="idea", because="why", reopens=msp.TOPICS, **DECIDED)
    assert after_it.evolved(moves=before.moves) == before


def test_a_suspension_needs_a_reason() -> None:
    """Nobody is suspended without being told why."""
    with pytest.raises(msp.LifecycleError) as refused:
        msp.suspend(small(WORK), because=" ", on=after(3), lifecycle=SMALL)
    wanted = msp.LifecycleError("suspend", ["because: say in a few words why"])
    assert str(refused.value) == str(wanted)


def test_a_halt_needs_no_reason() -> None:
    """What nobody gave a reason for has none on record."""
    paused = msp.pause(small(WORK), **DECIDED)
    resumed = msp.resume(paused, **DECIDED)
    assert [move.because for move in resumed.moves] == ["", "", ""]


def test_an_ending_needs_a_reason_that_there_is() -> None:
    """The reasons are five; another one is refused by the record itself."""
    with pytest.raises(msp.RecordError, match="goal_achieved"):
        msp.end(small(WORK), reason="bored", **DECIDED)


def test_a_step_is_made_by_kind_with_its_report() -> None:
    """`make` is what all of them come down to: the partnership and the report of an open guard."""
    new, report = make(
        small(WORK), Step(kind="advance", on=after(3), decision="D"), lifecycle=SMALL
    )
    assert new.position.phase == "review"
    assert report.open
    assert report.position.phase == "work"
    assert report.findings[0].code == "MOVE-1"


@pytest.mark.parametrize(("before", "name", "arguments", "made"), EACH, ids=NAMED)
def test_each_function_checks_by_its_profile(
    before: tuple[Move, ...], name: str, arguments: dict[str, object], made: dict[str, object]
) -> None:
    """What one profile refuses, such as a move by a decision that was rejected, another one lets pass."""
    lenient = msp.STANDARD_PROFILE.customised("lenient", blocking=frozenset())
    old = small(*before, decisions=[decision("D", "ann", "ben", outcome="rejected")])
    given = {**DECIDED, **BECAUSE, **arguments}
    with pytest.raises(msp.MoveRefused):
        getattr(msp, name)(old, **given)
    moved = getattr(msp, name)(old, profile=lenient, **given)
    assert moved.moves[-1].kind == made["kind"]


def test_a_profile_weighs_the_guard() -> None:
    """What is recommended closes a guard where the profile says so."""
    no_goal = small(START, goals=[])
    assert msp.advance(no_goal, on=DAY, lifecycle=SMALL).position.phase == "work"
    with pytest.raises(msp.MoveRefused):
        msp.advance(no_goal, on=DAY, lifecycle=SMALL, profile=msp.STRICT_PROFILE)


# Where can we go?


def test_possible_moves_say_what_keeps_us_from_each() -> None:
    """Each move that the standing leaves open comes with its report, and nothing is moved."""
    partnership = small(WORK, goals=[])
    found = msp.possible_moves(partnership, on=after(3), lifecycle=SMALL)
    assert [(one.rule.words, one.report.open, one.report.needs_decision) for one in found] == [
        ("advance", False, True),
        ("loop-back to idea", True, True),
        ("pause", True, True),
        ("suspend", True, False),
        ("end", True, True),
    ]
    assert partnership == small(WORK, goals=[])


def test_possible_moves_on_an_earlier_day() -> None:
    """The question is about the day, not about the end of the record."""
    ended = small(START, Move(kind="end", on=after(5), reason="merged"))
    assert msp.possible_moves(ended, on=after(5), lifecycle=SMALL) == ()
    early = msp.possible_moves(ended, on=after(4), lifecycle=SMALL)
    assert [one.rule.kind for one in early] == ["advance", "pause", "suspend", "end"]
    before = msp.possible_moves(ended, on=after(-1), lifecycle=SMALL)
    assert [one.rule.kind for one in before] == ["start"]


def test_moves_of_one_day_keep_their_order() -> None:
    """Two moves on one day stand in the order in which they were made."""
    paused = msp.pause(small(START), on=after(1), lifecycle=SMALL)
    resumed = msp.resume(paused, on=after(1), lifecycle=SMALL)
    assert [move.kind for move in resumed.moves] == ["start", "pause", "resume"]
    assert msp.audit(resumed, lifecycle=SMALL) == ()


def test_the_standing_and_the_phase_are_independent() -> None:
    """A pause keeps the phase and since when it has held; a suspension can follow a pause."""
    paused = msp.pause(small(WORK), **DECIDED)
    suspended = msp.suspend(paused, on=after(5), because="why", lifecycle=SMALL)
    lifted = msp.reinstate(suspended, on=after(8), lifecycle=SMALL)
    assert (suspended.position.phase, suspended.position.standing) == ("work", "suspended")
    assert suspended.position.standing_since == after(5)
    assert lifted.position == attrs.evolve(
        small(WORK).position, standing="active", standing_since=after(8)
    )


def test_an_ended_partnership_knows_why() -> None:
    """The reason is part of where it stands."""
    ended = msp.end(small(WORK), reason="handed_over", **DECIDED)
    assert (ended.position.standing, ended.position.reason) == ("ended", "handed_over")


def test_a_decision_is_not_asked_of_a_suspension() -> None:
    """A suspension is by rule; a decision that is cited all the same is judged."""
    assert msp.suspend(small(WORK), because="why", on=after(3), lifecycle=SMALL)
    bad = small(WORK, decisions=[decision("D", outcome="rejected")])
    with pytest.raises(msp.MoveRefused):
        msp.suspend(bad, because="why", decision="D", on=after(3), lifecycle=SMALL)
