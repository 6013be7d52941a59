"""The stateful shell: one live partnership, moved through `transitions`.

`transitions` holds the state and nothing else; what a move needs is computed by the pure engine first, so that a
refusal changes nothing.
One `Machine` serves every partnership of a lifecycle, and models are never attached to it: an attached model costs
memory, pickles its siblings and lives for ever.
Callbacks that somebody puts on that machine are called; where there are none, none are looked for.
"""

import datetime as dt
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

import attrs
from transitions import Event, Machine, MachineError, Transition

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.engine import PossibleMove, Report, Step, check, make, possible_moves
from msp_lifecycle.engine.moving import loop_back_step, suspend_step
from msp_lifecycle.lifecycle import Lifecycle, MoveRule
from msp_lifecycle.lifecycles import LIFECYCLE_NAMES, lifecycle_named, lifecycle_of
from msp_lifecycle.records import EndReason, Move, Partnership, Position, Topic, Trigger


@attrs.frozen
class MoveMade:
    """What a listener is told, after the move and its entry in the history are complete.

    Attributes:
        before: the partnership before the move.
        after: the partnership after it.
        report: what was checked.
    """

    before: Partnership
    after: Partnership
    report: Report

    @property
    def move(self) -> Move:
        """The move, as recorded."""
        return self.after.moves[-1]


Listener = Callable[[MoveMade], object]


class LifecycleMachine:
    """One live partnership.

    Every method makes the move that the pure function of the same name makes, raises what it raises, and changes
    nothing when it does.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Partnership
        >>> live = LifecycleMachine(Partnership(id="p", name="P"))
        >>> live.state
        'not_started'

    Attributes:
        state: name of the state that `transitions` holds, such as `design` or `design_paused`.
    """

    __slots__ = (
        "_lifecycle",
        "_listeners",
        "_partnership",
        "_profile",
        "_triggers",
        "_untold",
        "state",
    )

    def __init__(
        self,
        partnership: Partnership,
        *,
        lifecycle: Lifecycle | None = None,
        profile: Profile = STANDARD_PROFILE,
    ) -> None:
        """Take a partnership where its history has led it.

        Args:
            partnership: to start from.
            lifecycle: instead of the one that the partnership names.
            profile: thresholds in force.

        Raises:
            UnknownName: if the partnership names a lifecycle that is not shipped, and none is passed.
            ConsistencyError: if its history has moves that the lifecycle does not have.
        """
        self._lifecycle = lifecycle or lifecycle_of(partnership)
        self._profile = profile
        self._triggers = transitions_machine(self._lifecycle).events
        self._listeners: tuple[Listener, ...] = ()
        self._untold: list[MoveMade] | None = None
        self.update(partnership)

    @property
    def partnership(self) -> Partnership:
        """The partnership as it stands now."""
        return self._partnership

    @property
    def position(self) -> Position:
        """Phase and standing."""
        return self._partnership.position

    def on_move(self, listener: Listener) -> None:
        """Have a function called with a `MoveMade` after every move.

        All listeners are called even if one of them fails; the move stands in any case.
        A listener may itself make a move; all are told of the first move before any is told of the second.
        """
        self._listeners = (*self._listeners, listener)

    def update(self, partnership: Partnership) -> None:
        """Take over a partnership with more records, such as a new decision.

        Raises:
            ConsistencyError: if its history has moves that the lifecycle does not have.
        """
        self._lifecycle.demand(partnership)
        self._partnership = partnership
        self.state = state_of(partnership.position)

    def check(self, to: str | None = None, *, on: dt.date, decision: str | None = None) -> Report:
        """Say whether a move is open, and why not; see `msp_lifecycle.check`."""
        return check(
            self._partnership,
            to,
            on=on,
            decision=decision,
            profile=self._profile,
            lifecycle=self._lifecycle,
        )

    def possible_moves(self, *, on: dt.date) -> tuple[PossibleMove, ...]:
        """Say where the partnership can go and what keeps it from each move."""
        return possible_moves(
            self._partnership, on=on, profile=self._profile, lifecycle=self._lifecycle
        )

    def start(self, *, on: dt.date, decision: str | None = None, because: str = "") -> Report:
        """Begin the first phase."""
        return self._make(Step("start", on, decision, because))

    def advance(self, *, on: dt.date, decision: str | None = None, because: str = "") -> Report:
        """Move on to the next phase."""
        return self._make(Step("advance", on, decision, because))

    def continue_(self, *, on: dt.date, decision: str | None = None, because: str = "") -> Report:
        """Carry on without a redesign."""
        return self._make(Step("continue", on, decision, because))

    def loop_back(
        self,
        *,
        to: str,
        because: str,
        on: dt.date,
        trigger: Trigger | None = None,
        reopens: Collection[Topic] | None = None,
        decision: str | None = None,
    ) -> Report:
        """Go back to an earlier phase and open topics again."""
        step = loop_back_step(
            self._lifecycle,
            to=to,
            because=because,
            on=on,
            trigger=trigger,
            reopens=reopens,
            decision=decision,
        )
        return self._make(step)

    def pause(self, *, on: dt.date, because: str = "", decision: str | None = None) -> Report:
        """Pause for participants to shift."""
        return self._make(Step("pause", on, decision, because))

    def resume(self, *, on: dt.date, because: str = "", decision: str | None = None) -> Report:
        """Resume in the phase that was left."""
        return self._make(Step("resume", on, decision, because))

    def suspend(self, *, on: dt.date, because: str, decision: str | None = None) -> Report:
        """Suspend, with a reason."""
        return self._make(suspend_step(on=on, because=because, decision=decision))

    def reinstate(self, *, on: dt.date, because: str = "", decision: str | None = None) -> Report:
        """Lift a suspension."""
        return self._make(Step("reinstate", on, decision, because))

    def end(
        self, *, reason: EndReason, on: dt.date, because: str = "", decision: str | None = None
    ) -> Report:
        """End, with a reason."""
        return self._make(
            Step(kind="end", on=on, decision=decision, because=because, reason=reason)
        )

    def _make(self, step: Step) -> Report:
        before, state = self._partnership, self.state
        after, report = make(before, step, profile=self._profile, lifecycle=self._lifecycle)
        self._partnership = after
        moved = False
        try:
            moved = self._triggers[step.kind].trigger(self)
        finally:
            if not moved:
                self._partnership, self.state = before, state
        if not moved:
            raise MachineError(f"a callback on the machine behind keeps it from {step.kind}")
        if self._listeners:
            self._tell(MoveMade(before, after, report))
        return report

    def _tell(self, made: MoveMade) -> None:
        if self._untold is not None:  # a listener made this move; whoever is telling comes to it
            self._untold.append(made)
            return
        self._untold = [made]
        failures: list[Exception] = []
        try:
            for untold in self._untold:  # grows meanwhile
                failures += self._failures(untold)
        finally:
            self._untold = None
        if failures:
            raise ExceptionGroup("the move was made, but listeners failed", failures)

    def _failures(self, made: MoveMade) -> list[Exception]:
        """Tell all listeners of a move and return what went wrong."""
        failures: list[Exception] = []
        for listener in self._listeners:
            try:
                listener(made)
            except Exception as failure:  # noqa: BLE001 - one listener must not silence the others
                failures.append(failure)
        return failures

    def __getstate__(self) -> tuple[Partnership, Lifecycle | str, Profile | None]:
        """Return what is pickled: the partnership, and what is not shipped; listeners stay behind."""
        return (
            self._partnership,
            self._lifecycle.name if _is_shipped(self._lifecycle) else self._lifecycle,
            None if self._profile is STANDARD_PROFILE else self._profile,
        )

    def __setstate__(self, state: tuple[Partnership, Lifecycle | str, Profile | None]) -> None:
        """Take up what was pickled."""
        partnership, lifecycle, profile = state
        cycle = lifecycle_named(lifecycle) if isinstance(lifecycle, str) else lifecycle
        LifecycleMachine.__init__(
            self, partnership, lifecycle=cycle, profile=profile or STANDARD_PROFILE
        )


def _is_shipped(lifecycle: Lifecycle) -> bool:
    return lifecycle.name in LIFECYCLE_NAMES and lifecycle is lifecycle_named(lifecycle.name)


def state_of(position: Position) -> str:
    """Return the name of the state that stands for a position.

    Examples:
        >>> from msp_lifecycle.records import Position
        >>> state_of(Position(phase="design", standing="paused"))
        'design_paused'
    """
    if position.phase is None:
        return position.standing
    if position.standing == "active":
        return position.phase
    return f"{position.phase}_{position.standing}"


class _Trigger(Event):
    """A trigger that takes the short way to its state where nobody waits to be called along the long one.

    The engine has judged the move already.
    To go through every kind of callback that nobody has put there, and to log each, would take longer than the rest.
    """

    def trigger(self, model: Any, *args: object, **kwargs: object) -> bool:
        arcs = self.transitions.get(model.state)
        to = arcs[0].dest if arcs else None
        if arcs and to is not None and _is_quiet(arcs[0], to, self.machine):
            model.state = to
            return True
        return super().trigger(model, *args, **kwargs)


def _is_quiet(arc: Transition, to: str, machine: Machine) -> bool:
    """Say whether nobody waits to be asked or told while an arc is taken."""
    source, dest = machine.states.get(arc.source), machine.states.get(to)
    return not (
        source is None
        or dest is None
        or source.on_exit
        or dest.on_enter
        or dest.final
        or arc.prepare
        or arc.conditions
        or arc.before
        or arc.after
        or machine.prepare_event
        or machine.before_state_change
        or machine.after_state_change
        or machine.finalize_event
    )


class _Machine(Machine):
    event_cls = _Trigger


@cache
def transitions_machine(lifecycle: Lifecycle) -> Machine:
    """Return the one `transitions.Machine` of a lifecycle: no models, no guards, no automatic transitions.

    It is there for tools that draw or inspect such machines, and its triggers are fired by `LifecycleMachine` alone.
    A callback put on it is called for every partnership of the lifecycle, with the `LifecycleMachine` as its model;
    the guard has been passed by then, and the move stands in the partnership already.
    A condition that refuses, or a callback that fails, undoes the move.
    """
    arcs = [arc for rule in lifecycle.moves for arc in _arcs(lifecycle, rule)]
    states = dict.fromkeys(["not_started", *(end for arc in arcs for end in arc[1:])])
    machine = _Machine(
        model=None,
        states=list(states),
        initial="not_started",
        auto_transitions=False,
        send_event=True,
    )
    for trigger, source, dest in arcs:
        machine.add_transition(trigger, source, dest)
    return machine


def _arcs(lifecycle: Lifecycle, rule: MoveRule) -> list[tuple[str, str, str]]:
    """Return a rule as triggers between states, one for each standing it may leave."""
    if rule.kind == "start":
        return [(rule.name, "not_started", str(rule.to))]
    phases = [rule.source] if rule.source else [phase.name for phase in lifecycle.phases]
    if rule.to is not None:
        return [(rule.name, str(phase), rule.to) for phase in phases]
    return [
        (rule.name, f"{phase}{source}", f"{phase}{dest}")
        for phase in phases
        for source, dest in _STANDING_ARCS[rule.kind]
    ]


_STANDING_ARCS: dict[str, tuple[tuple[str, str], ...]] = {
    "pause": (("", "_paused"),),
    "resume": (("_paused", ""),),
    "suspend": (("", "_suspended"), ("_paused", "_suspended")),
    "reinstate": (("_suspended", ""),),
    "end": (("", "_ended"), ("_paused", "_ended"), ("_suspended", "_ended")),
}
