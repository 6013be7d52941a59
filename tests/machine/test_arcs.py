"""The arcs of the machine behind: they move, and are the place where `transitions` lets us say how."""

from lives import SMALL
from transitions import EventData, Machine, Transition

from msp_lifecycle.machine import transitions_machine


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


def test_transitions_takes_the_class_and_asks_it() -> None:
    """What we lean on: a machine makes its transitions of `transition_cls`, and `execute` is all it asks of them."""
    asked: list[str] = []

    class Asked(Transition):
        def execute(self, event_data: EventData) -> bool:
            asked.append(self.source)
            return False

    class Asking(Machine):
        transition_cls = Asked

    machine = Asking(model=None, states=["idea", "work"], initial="idea", auto_transitions=False)
    machine.add_transition("advance", "idea", "work")
    model = Model("idea")
    assert machine.events["advance"].trigger(model) is False
    assert (asked, model.state) == (["idea"], "idea")


def test_an_arc_to_nowhere_stays() -> None:
    """As it does in `transitions`: a transition without a target is one that leaves the state as it is."""
    kind = type(transitions_machine(SMALL)).transition_cls
    machine = transitions_machine(SMALL)
    state = next(iter(machine.states))
    model = Model(state)
    event = machine.events[next(iter(machine.events))]
    assert kind(state, None).execute(EventData(None, event, machine, model, (), {})) is True
    assert model.state == state
