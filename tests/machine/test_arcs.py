"""The machine behind: it moves by the short way where nobody waits along the long one, and calls whoever does."""

import attrs
import pytest
from lives import DAY, SMALL, after, outcome, small
from transitions import EventData, Machine, MachineError, Transition

import msp_lifecycle as msp
from msp_lifecycle.machine import LifecycleMachine, transitions_machine
from msp_lifecycle.records import Move


class Model:
    """Somebody in a state."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


def test_every_arc_leads_to_its_state() -> None:
    """Each says that it was taken, and leaves the model in the state that the lifecycle says."""
    machine = transitions_machine(SMALL)
    arcs = [(event, arc) for event in machine.events.values() for arc in _arcs(event.transitions)]
    assert arcs
    for event, arc in arcs:
        model = Model(arc.source)
        assert event.trigger(model) is True
        assert model.state == arc.dest


def _arcs(table: dict[str, list[Transition]]) -> list[Transition]:
    return [arc for arcs in table.values() for arc in arcs]


# Callbacks that somebody puts on it. Each test has a lifecycle of its own, as the machine behind is shared.


@pytest.fixture
def lifecycle() -> msp.Lifecycle:
    return attrs.evolve(SMALL, name="own")


@pytest.fixture
def live(lifecycle: msp.Lifecycle) -> LifecycleMachine:
    """Return a machine in the first phase, whose move to the next is open."""
    return LifecycleMachine(small(Move(kind="start", on=DAY, to="idea")), lifecycle=lifecycle)


def arc_of(machine: Machine) -> Transition:
    return machine.events["advance"].transitions["idea"][0]


ON_THE_MACHINE = ("prepare_event", "before_state_change", "after_state_change", "finalize_event")
ON_THE_ARC = ("prepare", "before", "after")
ON_A_STATE = {"on_exit": "idea", "on_enter": "work"}


def put(machine: Machine, place: str, callback: object) -> None:
    """Put a callback where `transitions` lets one be put."""
    if place in ON_THE_MACHINE:
        setattr(machine, place, callback)
    elif place == "condition":
        arc_of(machine).conditions.append(Transition.condition_cls(callback))
    elif place == "on_final":
        machine.states["work"].final = True
        machine.on_final = callback
    elif place in ON_THE_ARC:
        arc_of(machine).add_callback(place, callback)
    else:
        machine.states[ON_A_STATE[place]].add_callback(place.removeprefix("on_"), callback)


PLACES = ("condition", "on_final", *ON_THE_MACHINE, *ON_THE_ARC, *ON_A_STATE)
EARLY = ("condition", "prepare_event", "before_state_change", "prepare", "before", "on_exit")


@pytest.mark.parametrize("place", PLACES)
def test_a_callback_on_the_machine_is_called(
    place: str, lifecycle: msp.Lifecycle, live: LifecycleMachine
) -> None:
    """Wherever it was put, once for every move, with a model that holds the partnership after it."""
    called: list[tuple[str, str]] = []

    def callback(event: EventData) -> bool:
        called.append((event.model.state, event.model.partnership.moves[-1].kind))
        return True

    put(transitions_machine(lifecycle), place, callback)
    assert live.advance(on=after(3)).open
    assert called == [("idea" if place in EARLY else "work", "advance")]
    assert live.state == "work"


@pytest.mark.parametrize("place", PLACES)
def test_a_callback_that_fails_undoes_the_move(
    place: str, lifecycle: msp.Lifecycle, live: LifecycleMachine
) -> None:
    """State and partnership are as they were, and nobody is told; only the last callback of all comes too late."""

    def callback(_: EventData) -> bool:
        raise RuntimeError(place)

    put(transitions_machine(lifecycle), place, callback)
    told: list[object] = []
    live.on_move(told.append)
    before = live.partnership
    if place == "finalize_event":  # `transitions` logs the failure and goes on
        live.advance(on=after(3))
        assert (live.state, len(told)) == ("work", 1)
        return
    with pytest.raises(RuntimeError, match=place):
        live.advance(on=after(3))
    assert (live.state, live.partnership, told) == ("idea", before, [])


def test_a_condition_that_refuses_undoes_the_move(
    lifecycle: msp.Lifecycle, live: LifecycleMachine
) -> None:
    """It is none of our guards, so it is `transitions` that refuses."""
    put(transitions_machine(lifecycle), "condition", lambda _: False)
    before = live.partnership
    with pytest.raises(
        MachineError, match="a callback on the machine behind keeps it from advance"
    ):
        live.advance(on=after(3))
    assert (live.state, live.partnership) == ("idea", before)


def test_a_failure_that_is_swallowed_undoes_the_move(
    lifecycle: msp.Lifecycle, live: LifecycleMachine
) -> None:
    """With an `on_exception` of one's own nothing is raised by the callback, and still nothing has moved."""
    caught: list[str] = []

    def fail(_: EventData) -> None:
        raise RuntimeError("too late")

    machine = transitions_machine(lifecycle)
    put(machine, "after", fail)
    machine.on_exception = lambda event: caught.append(str(event.error))
    before = live.partnership
    with pytest.raises(MachineError):
        live.advance(on=after(3))
    assert (live.state, live.partnership, caught) == ("idea", before, ["too late"])


def test_a_callback_hears_nothing_of_a_refused_move(
    lifecycle: msp.Lifecycle, live: LifecycleMachine
) -> None:
    """Our guards come first: where one is closed, the machine behind is never asked."""
    called: list[object] = []
    put(transitions_machine(lifecycle), "prepare_event", called.append)
    live.update(small(*live.partnership.moves, partners=[], decisions=[]))
    assert outcome(lambda: live.advance(on=after(3))) == outcome(
        lambda: msp.advance(live.partnership, on=after(3), lifecycle=lifecycle)
    )
    assert called == []


def test_an_arc_that_stays_where_it_is(lifecycle: msp.Lifecycle) -> None:
    """One added to the machine without a target, or with one that there is not, is left to `transitions`."""
    machine = transitions_machine(lifecycle)
    machine.add_transition("stay", "idea", None)
    machine.add_transition("jump", "idea", "nowhere")
    model = Model("idea")
    assert machine.events["stay"].trigger(model) is True
    with pytest.raises(ValueError, match="nowhere"):
        machine.events["jump"].trigger(model)
    assert model.state == "idea"
