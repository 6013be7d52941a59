"""A lifecycle validates itself, answers what can follow, and grows by criteria of one's own."""

import datetime as dt
import pickle

import attrs
import pytest
from hypothesis.vendor.pretty import pretty
from lives import SMALL, a_goal, guard, promises_kept, small, two_partners

import msp_lifecycle as msp
from msp_lifecycle.lifecycle import Lifecycle, MoveRule, Phase
from msp_lifecycle.records import Move, Position

WAITING, GOING = Phase(name="waiting", title="Waiting"), Phase(name="going", title="Going")
SOUND = {
    "name": "tiny",
    "title": "Two phases",
    "phases": (WAITING, GOING),
    "moves": (
        MoveRule(kind="start", to="waiting"),
        MoveRule(kind="advance", source="waiting", to="going"),
        MoveRule(kind="loop_back", source="going", to="waiting"),
        MoveRule(kind="end"),
    ),
}


def faults(**changes: object) -> tuple[str, ...]:
    """Return what is wrong with the sound lifecycle once some of it is changed."""
    with pytest.raises(msp.LifecycleError) as caught:
        Lifecycle(**{**SOUND, **changes})
    assert caught.value.name == "lifecycle tiny"
    return caught.value.problems


def moves(*more: MoveRule, without: str = "") -> dict[str, object]:
    """Return the sound moves with some added, or without those of a kind."""
    kept = tuple(one for one in SOUND["moves"] if one.kind != without)
    return {"moves": (*kept, *more)}


ANOTHER_GOAL = attrs.evolve(a_goal, title="Another criterion of the same code")

FAULTS = {
    "no phases": (
        {"phases": (), "moves": (MoveRule(kind="end"),)},
        ["it has no phases"],
    ),
    "doubled phase": (
        {"phases": (WAITING, GOING, WAITING)},
        ["two phases are called 'waiting'"],
    ),
    "phase name that no dossier can hold": (
        {"phases": (WAITING, GOING, Phase(name="Ending up", title="Ending up"))},
        ["a phase cannot be called 'Ending up': use lower-case letters, digits and _"],
    ),
    "phase called like a move": (
        {"phases": (WAITING, GOING, Phase(name="pause", title="Pause"))},
        ["a phase cannot be called 'pause': that is the name of a move or a standing"],
    ),
    "phase called like another one that is paused": (
        {"phases": (WAITING, GOING, Phase(name="going_paused", title="Paused"))},
        ["a phase cannot be called 'going_paused': that is the name of a move or a standing"],
    ),
    "phases called like another one that is halted or at an end": (
        {
            "phases": (
                WAITING,
                GOING,
                Phase(name="going_suspended", title="Suspended"),
                Phase(name="going_ended", title="Ended"),
                Phase(name="not_started", title="Not started"),
            )
        },
        [
            f"a phase cannot be called {name!r}: that is the name of a move or a standing"
            for name in ("going_suspended", "going_ended", "not_started")
        ],
    ),
    "unknown phase to come from": (
        moves(MoveRule(kind="advance", source="gone", to="going")),
        ["advance names an unknown phase 'gone'"],
    ),
    "unknown phase to go to": (
        moves(MoveRule(kind="loop_back", source="going", to="gone")),
        ["loop-back to gone names an unknown phase 'gone'"],
    ),
    "unreachable phase": (
        {"phases": (WAITING, GOING, Phase(name="lost", title="Lost"))},
        ["phase 'lost' cannot be reached"],
    ),
    "no start": (
        moves(without="start"),
        ["no move starts it"],
    ),
    "no end": (
        moves(without="end"),
        ["phase 'waiting' has no way to an end", "phase 'going' has no way to an end"],
    ),
    "an end that one phase never comes to": (
        {
            "moves": (
                MoveRule(kind="start", to="waiting"),
                MoveRule(kind="advance", source="waiting", to="going"),
                MoveRule(kind="end", source="waiting"),
            )
        },
        ["phase 'going' has no way to an end"],
    ),
    "two moves of one name from one phase": (
        moves(MoveRule(kind="advance", source="waiting", to="going", when="again")),
        ["two moves from waiting are called 'advance'"],
    ),
    "two moves of one name from every phase": (
        moves(MoveRule(kind="end", needs_decision=False)),
        ["two moves are called 'end'"],
    ),
    "a move from one phase beside one of its name from every phase": (
        moves(MoveRule(kind="end", source="going")),
        ["two moves from going are called 'end'"],
    ),
    "two starts": (
        moves(MoveRule(kind="start", to="going")),
        ["two moves are called 'start'"],
    ),
    "a start that leaves a phase": (
        moves(MoveRule(kind="start", source="going", to="waiting"), without="start"),
        ["start cannot leave a phase, as it does 'going'"],
    ),
    "a move to a phase from nowhere": (
        moves(MoveRule(kind="continue", to="going")),
        ["continue must leave a phase"],
    ),
    "an advance and a loop-back from nowhere": (
        moves(
            MoveRule(kind="advance", to="going"),
            MoveRule(kind="loop_back", to="waiting"),
            without="loop_back",
        ),
        [
            "advance must leave a phase",
            "loop-back to waiting must leave a phase",
            "two moves from waiting are called 'advance'",
        ],
    ),
    "a move that should lead to a phase": (
        moves(MoveRule(kind="continue", source="going")),
        ["continue must lead to a phase"],
    ),
    "a change of standing that leads to a phase": (
        moves(MoveRule(kind="pause", to="going"), MoveRule(kind="resume")),
        ["pause must not lead to a phase"],
    ),
    "no kind of move": (
        moves(MoveRule(kind="hop", source="waiting", to="going")),
        [
            (
                "'hop' is no kind of move; there are start, advance, loop_back, continue, pause, resume, suspend, "
                "reinstate, end"
            ),
            "hop must not lead to a phase",
        ],
    ),
    "a loop-back onward": (
        moves(MoveRule(kind="loop_back", source="waiting", to="going")),
        ["loop-back to going from waiting does not lead back"],
    ),
    "a loop-back to the same phase": (
        moves(MoveRule(kind="loop_back", source="going", to="going")),
        ["loop-back to going from going does not lead back"],
    ),
    "a pause without an end": (
        moves(MoveRule(kind="pause")),
        ["it can pause but not resume"],
    ),
    "a suspension without an end": (
        moves(MoveRule(kind="suspend")),
        ["it can suspend but not reinstate"],
    ),
    "a guard with a criterion that is not there": (
        moves(
            MoveRule(kind="continue", source="going", to="waiting", guard=guard("g", must=[a_goal]))
        ),
        ["the guard of continue names X-goal, which it does not have"],
    ),
    "two criteria of one code": (
        {"criteria": (a_goal, ANOTHER_GOAL)},
        ["two criteria have the code X-goal"],
    ),
    "an unknown topic": (
        {"reopens": {"other": ("purpose", "weather")}},
        ["other reopens 'weather', which is no topic"],
    ),
    "an unknown trigger": (
        {"reopens": {"full_moon": ("purpose",)}},
        [
            (
                "'full_moon' is no trigger; there are conditions_changed, key_partner_missing, "
                "results_chain_broken, other"
            )
        ],
    ),
}


@pytest.mark.parametrize(("changes", "named"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_refused_by_name(changes: dict[str, object], named: list[str]) -> None:
    """Whatever cannot work is refused when the lifecycle is made, and nothing else is complained about."""
    assert list(faults(**changes)) == named


def test_the_sound_lifecycle_is_sound() -> None:
    """What the faults above are made from has none itself."""
    assert Lifecycle(**SOUND).order == {"waiting": 0, "going": 1}


def test_all_faults_are_named_at_once() -> None:
    """Nobody has to mend a lifecycle fault by fault."""
    named = faults(
        phases=(WAITING, WAITING, GOING),
        **moves(
            MoveRule(kind="loop_back", source="gone", to="waiting"),
            MoveRule(
                kind="continue", source="going", to="waiting", guard=guard("g", must=[a_goal])
            ),
        ),
        reopens={"other": ("weather",)},
    )
    assert named == (
        "two phases are called 'waiting'",
        "loop-back to waiting names an unknown phase 'gone'",
        "the guard of continue names X-goal, which it does not have",
        "other reopens 'weather', which is no topic",
    )


def test_ones_own_in_fifteen_lines() -> None:
    """A lifecycle of one's own is a value of a few lines, and the engine moves by it."""
    own = Lifecycle(
        name="own",
        title="Ours",
        phases=(Phase(name="talk", title="Talk", informal=True), Phase(name="act", title="Act")),
        moves=(
            MoveRule(kind="start", to="talk"),
            MoveRule(kind="advance", source="talk", to="act", guard=guard("g", must=[a_goal])),
            MoveRule(kind="loop_back", source="act", to="talk"),
            MoveRule(kind="end"),
        ),
        criteria=(a_goal,),
    )
    day = dt.date(2021, 1, 1)
    begun = msp.start(msp.Partnership(id="p", name="P"), on=day, lifecycle=own)
    report = msp.check(begun, "act", on=day, lifecycle=own)
    assert [(one.code, one.status) for one in report.blocking] == [("X-goal", "unknown")]


def names(rules: tuple[MoveRule, ...]) -> list[str]:
    return [rule.words for rule in rules]


def test_what_leaves_a_phase() -> None:
    """The moves from a phase are its own, then those from every phase; the start leaves no phase."""
    everywhere = ["pause", "resume", "suspend", "reinstate", "end"]
    assert names(SMALL.leaving("work")) == ["advance", "loop-back to idea", *everywhere]
    assert names(SMALL.leaving("idea")) == ["advance", *everywhere]
    assert names(SMALL.leaving(None)) == ["start"]
    with pytest.raises(msp.UnknownName) as caught:
        SMALL.leaving("rest")
    assert (caught.value.kind, caught.value.name) == ("phase", "rest")
    assert caught.value.known == ("idea", "work", "review")


@pytest.mark.parametrize(
    ("standing", "possible"),
    [
        ("active", ["advance", "loop-back to idea", "pause", "suspend", "end"]),
        ("paused", ["resume", "suspend", "end"]),
        ("suspended", ["reinstate", "end"]),
        ("ended", []),
    ],
)
def test_what_the_standing_leaves_open(standing: str, possible: list[str]) -> None:
    """Which moves are possible hangs on the standing as well as on the phase."""
    assert names(SMALL.possible(Position(phase="work", standing=standing))) == possible


def test_before_the_start_there_is_only_the_start() -> None:
    """Nothing can be paused, ended or left that has not begun."""
    assert names(SMALL.possible(Position())) == ["start"]


@pytest.mark.parametrize(
    ("wanted", "kind", "to"),
    [
        ("advance", "advance", "review"),
        ("review", "advance", "review"),
        ("idea", "loop_back", "idea"),
        ("loop_back to idea", "loop_back", "idea"),
        ("loop-back to idea", "loop_back", "idea"),
        ("loop_back", "loop_back", "idea"),
        ("end", "end", None),
        ("resume", "resume", None),
    ],
)
def test_a_move_is_found_by_name_or_by_where_it_leads(
    wanted: str, kind: str, to: str | None
) -> None:
    """People ask for a move or for a phase; both are answered, whether or not the standing allows it."""
    for standing in ("active", "paused"):
        rule = SMALL.find(Position(phase="work", standing=standing), wanted)
        assert (rule.kind, rule.to) == (kind, to)


@pytest.mark.parametrize(
    ("position", "wanted", "message"),
    [
        (
            Position(phase="work", standing="active"),
            "start",
            "no move 'start' from work; there are: advance, loop-back to idea, pause, suspend, end",
        ),
        (
            Position(phase="idea", standing="paused"),
            "review",
            "no move 'review' from idea, paused; there are: resume, suspend, end",
        ),
        (
            Position(phase="work", standing="ended"),
            "advance",
            "no move 'advance' from work, ended; there are none",
        ),
        (Position(), "work", "no move 'work' from not started; there are: start"),
    ],
)
def test_a_move_that_there_is_not(position: Position, wanted: str, message: str) -> None:
    """Whoever asks for a move that there is not is told which there are."""
    with pytest.raises(msp.NoSuchMove) as caught:
        SMALL.find(position, wanted)
    assert str(caught.value) == message


def test_the_start_is_found_by_its_phase() -> None:
    """Before the start, its phase stands for it."""
    assert SMALL.find(Position(), "idea").kind == "start"


@pytest.mark.parametrize(
    ("position", "kind"),
    [
        (Position(), "start"),
        (Position(phase="idea", standing="active"), "advance"),
        (Position(phase="work", standing="suspended"), "advance"),
        (Position(phase="review", standing="active"), "continue"),
        (Position(phase="review", standing="ended"), None),
    ],
)
def test_the_move_forward(position: Position, kind: str | None) -> None:
    """Forward is the start, an advance, or to carry on; after the end nothing is."""
    rule = SMALL.next(position)
    assert (rule and rule.kind) == kind


def test_a_lifecycle_may_lead_nowhere() -> None:
    """Where neither an advance nor a way to carry on is left, there is no move forward."""
    assert Lifecycle(**SOUND).next(Position(phase="going", standing="active")) is None


def test_a_phase_by_name() -> None:
    """A phase is found by its name, and an unknown one is answered with those there are."""
    assert SMALL.phase("idea").informal
    with pytest.raises(msp.UnknownName) as caught:
        SMALL.phase("rest")
    assert (caught.value.kind, caught.value.name) == ("phase", "rest")
    assert caught.value.known == ("idea", "work", "review")


def codes(lifecycle: Lifecycle, kind: str, source: str | None = None) -> list[tuple[str, str]]:
    rule = next(one for one in lifecycle.moves if one.kind == kind and source in (None, one.source))
    return [(one.criterion.code, one.requirement) for one in rule.guard.items if rule.guard]


def test_requiring_adds_to_the_guards_of_a_move() -> None:
    """A criterion of one's own joins the guard, and the lifecycle it was made from stays as it was."""
    own = attrs.evolve(promises_kept, code="X-own")
    more = SMALL.requiring("advance", own)
    assert codes(more, "advance", "idea") == [
        ("X-two", "must"),
        ("X-goal", "should"),
        ("X-own", "must"),
    ]
    assert codes(more, "advance", "work")[-1] == ("X-own", "must")
    assert own in more.criteria
    assert codes(SMALL, "advance", "idea")[-1] == ("X-goal", "should")


def test_requiring_for_the_move_from_one_phase() -> None:
    """The guard of a move can be changed for one phase alone, by name, words or where the move leads."""
    for wanted in ("advance", "review"):
        more = SMALL.requiring(wanted, two_partners, source="work", requirement="info")
        assert codes(more, "advance", "work")[-1] == ("X-two", "info")
        assert codes(more, "advance", "idea") == codes(SMALL, "advance", "idea")
    for wanted in ("loop_back to idea", "loop-back to idea"):
        looped = SMALL.requiring(wanted, a_goal, source="work")
        assert codes(looped, "loop_back", "work") == [("X-goal", "must")]


def test_requiring_makes_a_guard_where_there_was_none() -> None:
    """A move without a guard gets one, with a name that a report can show."""
    more = SMALL.requiring("start", a_goal)
    rule = more.leaving(None)[0]
    assert rule.guard is not None
    assert (rule.guard.name, rule.guard.title) == ("start", "Guard of start")
    assert rule.guard.codes == ("X-goal",)


def test_requiring_what_is_required_already_changes_nothing() -> None:
    """To ask twice for the same is no mistake."""
    again = SMALL.requiring("continue", two_partners)
    assert codes(again, "continue") == [("X-two", "must")]
    assert again.criteria == SMALL.criteria


def test_requiring_can_make_a_criterion_count_for_more() -> None:
    """A criterion stands in a guard once; asked for again it counts as last said."""
    more = SMALL.requiring("advance", a_goal, source="idea")
    assert codes(more, "advance", "idea") == [("X-two", "must"), ("X-goal", "must")]


def test_requiring_for_a_move_that_there_is_not() -> None:
    """A misspelt move is answered with those there are."""
    with pytest.raises(msp.UnknownName) as caught:
        SMALL.requiring("stride", a_goal)
    assert (caught.value.kind, caught.value.name) == ("move", "stride")
    assert caught.value.known[:3] == ("start", "advance", "loop_back to idea")
    with pytest.raises(msp.UnknownName):
        SMALL.requiring("advance", a_goal, source="review")


def test_moves_of_a_history_that_the_lifecycle_does_not_have() -> None:
    """A history is held against the lifecycle, move by move, with the place of each fault."""
    on = dt.date(2021, 1, 1)
    steps = [
        Move(kind="entered", on=on, to="review"),
        Move(kind="advance", on=on, to="work"),
        Move(kind="loop_back", on=on, to="idea"),
        Move(kind="pause", on=on),
        Move(kind="resume", on=on),
        Move(kind="advance", on=on, to="elsewhere"),
        Move(kind="pause", on=on),
    ]
    assert SMALL.problems_with(steps) == (
        (1, "lifecycle small has no advance to work from review"),
        (5, "lifecycle small has no phase 'elsewhere'; it has idea, work, review"),
    )


def test_a_history_can_be_demanded_to_fit() -> None:
    """Nobody gets to a phase by a move that the lifecycle does not have."""
    on = dt.date(2021, 1, 1)
    start = Move(kind="start", on=on, to="idea")
    SMALL.demand(small(start, Move(kind="advance", on=on, to="work")))
    SMALL.demand(small())
    with pytest.raises(msp.ConsistencyError) as caught:
        SMALL.demand(small(start, Move(kind="advance", on=on, to="review")))
    assert caught.value.problems == (
        ("moves[1]", "lifecycle small has no advance to review from idea"),
    )


def test_a_change_of_standing_that_the_lifecycle_does_not_have() -> None:
    """A pause in a history is a fault where the lifecycle knows no pause."""
    on = dt.date(2021, 1, 1)
    steps = [Move(kind="start", on=on, to="waiting"), Move(kind="pause", on=on)]
    assert Lifecycle(**SOUND).problems_with(steps) == (
        (1, "lifecycle tiny has no pause from waiting"),
    )


def test_a_lifecycle_of_ones_own_pickles() -> None:
    """Worker pools can be sent a lifecycle, criteria and all."""
    again = pickle.loads(pickle.dumps(SMALL))
    assert again.order == SMALL.order
    assert again.criteria == SMALL.criteria
    assert again.moves == SMALL.moves


def test_a_lifecycle_names_itself_in_a_line() -> None:
    """A notebook, or a failure that tells what was drawn, is not filled with every criterion there is."""
    assert repr(msp.STANDARD) == (
        f"<Lifecycle 'standard': 4 phases, {len(msp.STANDARD.moves)} moves, {len(msp.STANDARD.criteria)} criteria>"
    )
    assert pretty(msp.STANDARD) == repr(msp.STANDARD)
