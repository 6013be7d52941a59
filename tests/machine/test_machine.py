"""The stateful shell: it makes the moves of the engine, tells its listeners, and can be copied and sent away."""

import copy
import inspect
import pickle

import attrs
import pytest
from lives import DAY, NAMES, SMALL, after, decision, history, outcome, small, standing_everywhere

import msp_lifecycle as msp
from msp_lifecycle import engine
from msp_lifecycle.machine import LifecycleMachine, MoveMade, state_of, transitions_machine
from msp_lifecycle.records import Goal, Move, Partner, Position

START = Move(kind="start", on=DAY, to="idea")
WORK = Move(kind="entered", on=DAY, to="work")
ARGUMENTS = {
    "start": {},
    "advance": {},
    "continue_": {},
    "loop_back": {"to": "idea", "trigger": "key_partner_missing", "reopens": ("roles",)},
    "pause": {},
    "resume": {},
    "suspend": {},
    "reinstate": {},
    "end": {"reason": "abandoned"},
}
POSITIONS = [
    (None, "not_started"),
    *(
        (phase, standing)
        for phase in ("idea", "work", "review")
        for standing in ("active", "paused", "suspended", "ended")
    ),
]


def alive(*moves: Move, **records: object) -> LifecycleMachine:
    return LifecycleMachine(small(*moves, **records), lifecycle=SMALL)


@pytest.mark.parametrize("name", ARGUMENTS)
@pytest.mark.parametrize(
    ("phase", "standing"), POSITIONS, ids=[f"{one}-{other}" for one, other in POSITIONS]
)
def test_it_does_what_the_pure_function_does(name: str, phase: str | None, standing: str) -> None:
    """From every position every method makes the same move as the function of its name, or raises the same."""
    before = small(*history(SMALL, phase, standing, DAY))
    live = LifecycleMachine(before, lifecycle=SMALL)
    arguments = {"on": after(3), "decision": "D", "because": "why", **ARGUMENTS[name]}
    pure = outcome(lambda: getattr(msp, name)(before, lifecycle=SMALL, **arguments))
    told = outcome(lambda: getattr(live, name)(**arguments))
    if isinstance(pure, msp.Partnership):
        assert live.partnership == pure
        assert isinstance(told, msp.Report)
        assert told.open
    else:
        assert told == pure
        assert live.partnership is before
    assert live.state == state_of(live.partnership.position)
    assert live.position == live.partnership.position


@pytest.mark.parametrize("name", ARGUMENTS)
def test_its_methods_are_those_of_the_engine(name: str) -> None:
    """A method takes what its function takes, save the partnership, the profile and the lifecycle that it holds."""
    function = inspect.signature(getattr(msp, name)).parameters
    method = inspect.signature(getattr(LifecycleMachine, name)).parameters
    held = {"partnership", "profile", "lifecycle"}
    assert {one: function[one].default for one in function if one not in held} == {
        one: method[one].default for one in method if one != "self"
    }


def test_it_checks_as_the_engine_does() -> None:
    """Checks and possible moves are asked of the partnership that it holds, by its lifecycle and profile."""
    partnership = small(WORK, goals=[])
    live = LifecycleMachine(partnership, lifecycle=SMALL, profile=msp.STRICT_PROFILE)
    by = {"on": after(3), "lifecycle": SMALL, "profile": msp.STRICT_PROFILE}
    assert live.check(on=after(3)) == msp.check(partnership, **by)
    assert live.check("idea", on=after(3), decision="D") == msp.check(
        partnership, "idea", decision="D", **by
    )
    assert live.possible_moves(on=after(3)) == msp.possible_moves(partnership, **by)


def test_its_profile_holds_for_its_moves() -> None:
    """A stricter profile refuses what the standard one lets pass."""
    lenient = LifecycleMachine(small(START, goals=[]), lifecycle=SMALL)
    strict = LifecycleMachine(small(START, goals=[]), lifecycle=SMALL, profile=msp.STRICT_PROFILE)
    assert lenient.advance(on=DAY).open
    with pytest.raises(msp.MoveRefused):
        strict.advance(on=DAY)


def test_it_takes_over_new_records() -> None:
    """A partnership with more records, or another history, takes the place of the one it held."""
    live = alive(WORK, decisions=[])
    with pytest.raises(msp.UnknownName):
        live.pause(on=after(3), decision="D")
    live.update(small(WORK))
    live.pause(on=after(3), decision="D")
    assert live.state == "work_paused"
    live.update(small(START))
    assert (live.state, live.position.words) == ("idea", "idea")
    live.advance(on=after(3))
    assert live.state == "work"


def test_it_needs_a_lifecycle_that_there_is() -> None:
    """A partnership that names a lifecycle of its user's own needs that one passed."""
    with pytest.raises(msp.UnknownName):
        LifecycleMachine(small())
    assert LifecycleMachine(msp.Partnership(id="p", name="P")).state == "not_started"


def test_it_takes_no_history_of_another_lifecycle() -> None:
    """It would stand in a state that its lifecycle does not have, or has come to by no move of its own."""
    strange = small(START, Move(kind="advance", on=DAY, to="review"))
    with pytest.raises(msp.ConsistencyError, match="small has no advance to review from idea"):
        LifecycleMachine(strange, lifecycle=SMALL)
    live = alive(START)
    before = live.partnership
    with pytest.raises(msp.ConsistencyError):
        live.update(strange)
    assert (live.state, live.partnership) == ("idea", before)


@pytest.mark.parametrize(
    ("position", "state"),
    [
        (Position(), "not_started"),
        (Position(phase="design", standing="active"), "design"),
        (Position(phase="design", standing="paused"), "design_paused"),
        (Position(phase="design", standing="suspended"), "design_suspended"),
        (Position(phase="design", standing="ended"), "design_ended"),
    ],
)
def test_a_state_for_each_position(position: Position, state: str) -> None:
    """`transitions` knows one state for each phase and standing."""
    assert state_of(position) == state


# Listeners


def recording(live: LifecycleMachine) -> list[MoveMade]:
    made: list[MoveMade] = []
    live.on_move(made.append)
    return made


def test_listeners_are_told_once_the_move_is_complete() -> None:
    """When a listener is called, partnership, state and history are those after the move."""
    live = alive(START)
    seen: list[tuple[str, int, str]] = []
    live.on_move(
        lambda made: seen.append((live.state, len(live.partnership.moves), made.move.kind))
    )
    made = recording(live)
    before = live.partnership
    report = live.advance(on=after(3))
    assert seen == [("work", 2, "advance")]
    (told,) = made
    assert (told.before, told.after, told.report) == (before, live.partnership, report)


def test_listeners_are_called_in_the_order_in_which_they_came() -> None:
    """First come, first told."""
    live = alive(START)
    order: list[int] = []
    for number in (1, 2, 3):
        live.on_move(lambda _, number=number: order.append(number))
    live.advance(on=after(3))
    assert order == [1, 2, 3]


def test_a_refused_move_is_told_to_nobody() -> None:
    """Where nothing has changed there is nothing to tell."""
    live = alive(WORK, goals=[])
    made = recording(live)
    for attempt in (
        lambda: live.advance(on=after(3), decision="D"),
        lambda: live.continue_(on=after(3)),
        lambda: live.pause(on=after(3), decision="E"),
        lambda: live.end(reason="bored", on=after(3), decision="D"),
    ):
        with pytest.raises(msp.MspError):
            attempt()
    assert made == []
    assert (live.state, live.partnership) == ("work", small(WORK, goals=[]))


def test_a_move_made_by_a_listener_comes_after_the_one_it_was_told_of() -> None:
    """History and what every listener is told are in the order in which the moves were made."""
    live = alive(START)

    def pause_at_work(made: MoveMade) -> None:
        if made.move.to == "work":
            live.pause(on=made.move.on, decision="D")

    first = recording(live)
    live.on_move(pause_at_work)
    last = recording(live)
    live.advance(on=after(3))
    assert [one.kind for one in live.partnership.moves] == ["start", "advance", "pause"]
    assert live.state == "work_paused"
    for told in (first, last):
        assert [one.move.kind for one in told] == ["advance", "pause"]
        assert told[0].after is told[1].before
    assert msp.audit(live.partnership, lifecycle=SMALL) == ()


def test_a_failing_listener_silences_nobody_and_the_move_stands() -> None:
    """All listeners are called, all failures come back together, and what was done is done."""
    live = alive(START)

    def fail(made: MoveMade) -> None:
        raise RuntimeError(made.move.kind)

    def fail_otherwise(made: MoveMade) -> None:
        raise KeyError(made.move.kind)

    live.on_move(fail)
    made = recording(live)
    live.on_move(fail_otherwise)
    with pytest.raises(ExceptionGroup, match=r"^the move was made, but listeners failed") as failed:
        live.advance(on=after(3))
    assert [type(one) for one in failed.value.exceptions] == [RuntimeError, KeyError]
    assert len(made) == 1
    assert live.state == live.partnership.position.phase == "work"


def test_a_failure_in_a_move_that_a_listener_made() -> None:
    """It comes back from the first move, and does not keep the machine from telling of later ones."""
    live = alive(START)

    def pause_at_work(made: MoveMade) -> None:
        if made.move.to == "work":
            live.pause(on=made.move.on, decision="D")

    def fail_at_pause(made: MoveMade) -> None:
        if made.move.kind == "pause":
            raise RuntimeError("no pause")

    live.on_move(pause_at_work)
    live.on_move(fail_at_pause)
    made = recording(live)
    with pytest.raises(ExceptionGroup) as failed:
        live.advance(on=after(3))
    assert [str(one) for one in failed.value.exceptions] == ["no pause"]
    live.resume(on=after(4), decision="D")
    assert [one.move.kind for one in made] == ["advance", "pause", "resume"]


def test_a_refusal_within_a_listener_is_its_own_failure() -> None:
    """A listener that asks for what cannot be had fails like any other; the move it was told of stands."""
    live = alive(START)
    live.on_move(lambda made: live.start(on=made.move.on))
    with pytest.raises(ExceptionGroup) as failed:
        live.advance(on=after(3))
    assert failed.value.subgroup(msp.NoSuchMove) is not None
    assert live.state == "work"


def test_an_interruption_is_not_held_back() -> None:
    """A listener that is interrupted from outside interrupts; the machine goes on telling afterwards."""
    live = alive(START)

    def interrupted(_: MoveMade) -> None:
        live.on_move(lambda made: None)
        raise KeyboardInterrupt

    live.on_move(interrupted)
    with pytest.raises(KeyboardInterrupt):
        live.advance(on=after(3))
    assert live.state == "work"
    made = recording(live)
    with pytest.raises(KeyboardInterrupt):
        live.suspend(on=after(3), because="why")
    assert made == []
    assert live.state == "work_suspended"


# Copies


@pytest.mark.parametrize(
    "again",
    [lambda live: pickle.loads(pickle.dumps(live)), copy.copy, copy.deepcopy],
    ids=["pickle", "copy", "deepcopy"],
)
def test_a_machine_can_be_copied(again: object) -> None:
    """The copy stands where the original stood, moves by the same rules, and moves alone."""
    live = LifecycleMachine(small(START), lifecycle=SMALL, profile=msp.STRICT_PROFILE)
    told = recording(live)
    other = again(live)
    assert (other.state, other.partnership) == (live.state, live.partnership)
    other.advance(on=after(3))
    assert (other.state, live.state) == ("work", "idea")
    assert told == []
    assert other.check("review", on=after(4)).profile == msp.STRICT_PROFILE
    with pytest.raises(msp.NoSuchMove, match="loop-back to idea"):
        other.continue_(on=after(4))


def test_a_pickled_machine_keeps_the_lifecycle_it_was_given() -> None:
    """A shipped lifecycle that was passed is kept, even where the partnership names another one."""
    named_otherwise = small()
    again = pickle.loads(pickle.dumps(LifecycleMachine(named_otherwise, lifecycle=msp.STANDARD)))
    assert [one.rule.to for one in again.possible_moves(on=DAY)] == ["initiation"]
    shipped = LifecycleMachine(msp.Partnership(id="p", name="P"))
    assert len(pickle.dumps(shipped)) < len(pickle.dumps(shipped.partnership)) + 200


def test_a_shipped_lifecycle_is_the_same_after_pickling() -> None:
    """It comes back as the one there is, so that the machines behind it stay one."""
    live = LifecycleMachine(standing_everywhere(msp.STANDARD))
    again = pickle.loads(pickle.dumps(live))
    assert again.check(on=DAY).checklist is live.check(on=DAY).checklist


def test_pickling_one_machine_leaves_its_siblings_out() -> None:
    """Machines of one lifecycle know nothing of each other."""
    machines = [alive(START, id=f"p{number}") for number in range(50)]
    for machine in machines:
        machine.advance(on=after(3))
    alone = alive(START, id="p0")
    alone.advance(on=after(3))
    assert pickle.dumps(machines[0]) == pickle.dumps(alone)
    assert b"p1" not in pickle.dumps(machines[0])


def test_machines_of_one_lifecycle_do_not_disturb_each_other() -> None:
    """Each moves by itself, though they share the one `Machine` behind them."""
    one, other = alive(START), alive(WORK)
    one.pause(on=after(3))
    other.advance(on=after(3), decision="D")
    assert (one.state, other.state) == ("idea_paused", "review")


def test_the_state_follows_a_partnership_through_records() -> None:
    """Records change what a guard says, and never the state."""
    live = alive(START, partners=[Partner(id="ann", organisation="ann")], decisions=[])
    with pytest.raises(msp.MoveRefused):
        live.advance(on=after(3))
    joined = [*live.partnership.partners, Partner(id="ben", organisation="ben")]
    live.update(live.partnership.evolved(partners=joined, goals=[Goal(id="h", text="Go")]))
    assert live.state == "idea"
    live.advance(on=after(3))
    assert live.state == "work"
    assert NAMES[2] not in {one.id for one in live.partnership.partners}


def test_a_made_move_knows_its_move() -> None:
    """What a listener is told names the move that was added."""
    after_it = small(START, Move(kind="pause", on=after(1)))
    made = MoveMade(
        small(START), after_it, engine.check(after_it, "resume", on=after(1), lifecycle=SMALL)
    )
    assert made.move.kind == "pause"


def test_the_machine_behind_knows_every_arc_of_the_lifecycle() -> None:
    """Tools that draw machines find each move between states, and none that skips a guard's move."""
    behind = transitions_machine(SMALL)
    arcs = {
        (name, one.source, one.dest)
        for name, event in behind.events.items()
        for found in event.transitions.values()
        for one in found
    }
    expected = {("start", "not_started", "idea")}
    for phase, standing in POSITIONS[1:]:
        position = Position(phase=phase, standing=standing)
        for rule in SMALL.possible(position):
            to = attrs.evolve(
                position,
                phase=rule.to or phase,
                standing={
                    "pause": "paused",
                    "suspend": "suspended",
                    "end": "ended",
                }.get(rule.kind, "active"),
            )
            expected.add((rule.name, state_of(position), state_of(to)))
    assert arcs == expected
    assert transitions_machine(SMALL) is behind


def test_a_decision_made_meanwhile_can_be_cited() -> None:
    """New decisions come in with an update and carry the next move."""
    live = alive(WORK, decisions=[])
    live.update(live.partnership.evolved(decisions=[decision("E", "ann", "ben", on=after(1))]))
    live.advance(on=after(3), decision="E")
    assert live.partnership.moves[-1].decision == "E"
