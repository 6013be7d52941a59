"""What `machine` leans on in `transitions` 0.9: detached models are no documented idiom, so each behaviour is held here.

The other side of the coin, what `transitions` does unless it is told otherwise, is held where we would be hurt by it.
"""

import gc
import pickle
import weakref

import pytest
from lives import DAY, SMALL, after, small
from transitions import Event, Machine, MachineError

import msp_lifecycle as msp
from msp_lifecycle.machine import LifecycleMachine, transitions_machine
from msp_lifecycle.records import Move


class Slotted:
    """A model as lean as ours: it holds its state and nothing else."""

    __slots__ = ("__weakref__", "state")

    def __init__(self, state: str = "idea") -> None:
        self.state = state


def behind(cls: type[Machine] = Machine, **settings: object) -> Machine:
    """Return a machine as ours is made."""
    machine = cls(
        **{
            "model": None,
            "states": ["idea", "work", "work_paused"],
            "initial": "idea",
            "auto_transitions": False,
            "send_event": True,
            **settings,
        }
    )
    machine.add_transition("advance", "idea", "work")
    machine.add_transition("loop_back to idea", "work", "idea")
    machine.add_transition("pause", "work", "work_paused")
    return machine


def test_a_trigger_moves_a_model_that_was_never_attached() -> None:
    """Fired through its event, a trigger reads and writes `state`, on a slotted object as well, and says so."""
    model = Slotted()
    assert behind().events["advance"].trigger(model) is True
    assert model.state == "work"


def test_a_trigger_may_be_called_with_blanks() -> None:
    """A loop-back is named by where it leads; nobody asks that a trigger be an identifier."""
    model = Slotted("work")
    behind().events["loop_back to idea"].trigger(model)
    assert model.state == "idea"


def test_a_detached_model_is_not_kept() -> None:
    """The machine holds no model, so that a partnership lives no longer than whoever uses it."""
    machine, model = behind(), Slotted()
    machine.events["advance"].trigger(model)
    assert machine.models == []
    alive = weakref.ref(model)
    gc.disable()  # dropped by count, not by the next collection
    try:
        del model
        assert alive() is None
    finally:
        gc.enable()


def test_an_illegal_trigger_is_an_error_and_changes_nothing() -> None:
    """A trigger that the state does not have raises, rather than answering False."""
    model = Slotted()
    with pytest.raises(MachineError):
        behind().events["pause"].trigger(model)
    assert model.state == "idea"


def test_a_state_that_there_is_not_is_an_error() -> None:
    """A model in a state that the machine does not know is not moved."""
    model = Slotted("limbo")
    with pytest.raises((MachineError, ValueError)):
        behind().events["advance"].trigger(model)
    assert model.state == "limbo"


def test_an_unknown_target_is_found_when_the_arc_is_added_or_never() -> None:
    """`transitions` accepts a target that there is not and fails when it is tried; our lifecycles are validated before."""
    machine = behind()
    machine.add_transition("jump", "idea", "nowhere")
    with pytest.raises(ValueError, match="nowhere"):
        machine.events["jump"].trigger(Slotted())


def test_an_event_class_of_ones_own_is_asked_to_do_the_move() -> None:
    """A machine makes its triggers of `event_cls`; each knows its machine, and its arcs by the state they leave."""
    asked: list[object] = []

    class Own(Event):
        def trigger(self, model: Slotted, *args: object, **kwargs: object) -> bool:
            asked.append((model, self.machine, [arc.dest for arc in self.transitions[model.state]]))
            return bool(super().trigger(model, *args, **kwargs))

    class Owning(Machine):
        event_cls = Own

    machine, model = behind(Owning), Slotted()
    assert machine.events["advance"].trigger(model) is True
    assert model.state == "work"
    assert asked == [(model, machine, ["work"])]


@pytest.mark.parametrize("lifecycle", [SMALL, msp.STANDARD], ids=["small", "standard"])
def test_our_arcs_lead_where_those_of_transitions_would(lifecycle: msp.Lifecycle) -> None:
    """From every state every trigger ends in the same state, or in the same error, as in a machine of plain parts."""
    ours = transitions_machine(lifecycle)
    plain = Machine(
        model=None, states=list(ours.states), initial="not_started", auto_transitions=False
    )
    for name, event in ours.events.items():
        for found in event.transitions.values():
            for arc in found:
                plain.add_transition(name, arc.source, arc.dest)
    for state in ours.states:
        for name in ours.events:
            assert ended(ours, name, state) == ended(plain, name, state)


def ended(machine: Machine, trigger: str, state: str) -> tuple[str, object]:
    """Return the state that a trigger ends in, and what it answers."""
    model = Slotted(state)
    try:
        answer: object = machine.events[trigger].trigger(model)
    except MachineError:
        answer = MachineError
    return model.state, answer


def test_automatic_transitions_are_off() -> None:
    """By default every state can be jumped to, past all guards; ours has no such trigger."""
    assert "to_work" in behind(auto_transitions=True).events
    for machine in (behind(), transitions_machine(SMALL), transitions_machine(msp.STANDARD)):
        assert not any(name.startswith("to_") for name in machine.events)


def test_models_share_a_machine_without_knowing_each_other() -> None:
    """One machine serves any number of detached models."""
    machine, one, other = behind(), Slotted(), Slotted("work")
    machine.events["advance"].trigger(one)
    machine.events["pause"].trigger(other)
    assert (one.state, other.state) == ("work", "work_paused")


def test_an_attached_model_would_drag_its_siblings_along() -> None:
    """Why ours are never attached: a pickle of one attached model holds all of them, a detached one only itself."""
    machine = behind()
    models = [Model(f"model-{number}") for number in range(20)]
    for model in models:
        machine.add_model(model)
    assert b"model-19" in pickle.dumps(models[0])
    detached = [Model(f"model-{number}") for number in range(20)]
    for model in detached:
        machine.events["advance"].trigger(model)
    assert b"model-19" not in pickle.dumps(detached[0])


class Model:
    def __init__(self, name: str) -> None:
        self.name = name
        self.state = "idea"


def test_callbacks_named_by_convention_are_not_looked_for() -> None:
    """A detached model has no `on_enter_work` called behind its back."""

    class Entered(Model):
        def on_enter_work(self, *_: object) -> None:
            raise AssertionError("called by its name alone")

    model = Entered("e")
    behind().events["advance"].trigger(model)
    assert model.state == "work"


def test_our_machine_keeps_no_partnership_alive() -> None:
    """After many moves of many machines nothing hangs on the shared one."""
    machines = [
        LifecycleMachine(small(Move(kind="start", on=DAY, to="idea")), lifecycle=SMALL)
        for _ in range(20)
    ]
    for live in machines:
        live.advance(on=after(1))
    kept = weakref.ref(machines[0].partnership)
    assert transitions_machine(SMALL).models == []
    del machines, live
    gc.collect()
    assert kept() is None


def test_our_machine_holds_nothing_but_its_slots() -> None:
    """No method or attribute is put on it by `transitions`."""
    live = LifecycleMachine(small(Move(kind="start", on=DAY, to="idea")), lifecycle=SMALL)
    before = set(dir(live))
    live.advance(on=after(1))
    assert set(dir(live)) == before
    assert not hasattr(live, "__dict__")


def test_a_state_that_was_tampered_with_stops_the_move() -> None:
    """Should the state not fit the partnership, `transitions` objects and the partnership stays as it was."""
    live = LifecycleMachine(small(Move(kind="start", on=DAY, to="idea")), lifecycle=SMALL)
    live.state = "review"
    before = live.partnership
    with pytest.raises(MachineError):
        live.advance(on=after(1))
    assert live.partnership is before


def test_an_error_in_between_would_leave_a_state_without_a_history() -> None:
    """Why all is computed before the trigger: a callback that fails leaves the state changed."""
    machine = behind(after_state_change=_fail)
    model = Slotted()
    with pytest.raises(RuntimeError):
        machine.events["advance"].trigger(model)
    assert model.state == "work"


def _fail(_: object) -> None:
    raise RuntimeError("too late")
