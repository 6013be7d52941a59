"""A guarded move: `LifecycleMachine` beside `transitions` itself and python-statemachine.

Each is taken through the same lap of ten moves between two phases, each guarded by three functions that say yes.
`transitions` runs in its leanest shape: detached models with slots, no automatic transitions.
Ours does more for the same price: it keeps the history, derives the position and can say what each criterion answered.
"""

from __future__ import annotations

import datetime as dt

import measuring
from statemachine import State, StateMachine
from transitions import EventData, Machine

from msp_lifecycle import (
    Case,
    Criterion,
    Lifecycle,
    LifecycleMachine,
    MoveRule,
    Partnership,
    Phase,
    Verdict,
)
from msp_lifecycle.criterion import criterion, met
from msp_lifecycle.records import Move

MACHINES = 20
MOVES = 10
DAYS = [dt.date(2020, 1, 1) + dt.timedelta(day) for day in range(MOVES + 1)]

YES = met("Yes.")


def trivial(number: int) -> Criterion:
    @criterion(f"X-{number}", "Yes", why="To measure.", source="X", remedy="None.", reads="")
    def judge(case: Case) -> Verdict:
        """Nothing."""
        return YES

    return judge


def lap() -> Lifecycle:
    plain = Lifecycle(
        name="lap",
        title="There and back",
        phases=(
            Phase(name="here", title="Here", informal=True),
            Phase(name="there", title="There", informal=True),
        ),
        moves=(
            MoveRule(kind="start", to="here"),
            MoveRule(kind="advance", source="here", to="there"),
            MoveRule(kind="advance", source="there", to="here"),
            MoveRule(kind="end"),
        ),
    )
    return plain.requiring("advance", trivial(1), trivial(2), trivial(3))


LAP = lap()
STARTED = Partnership(id="p", name="P", moves=(Move(kind="start", on=DAYS[0], to="here"),))


def ours() -> measuring.Round:
    machines = [LifecycleMachine(STARTED, lifecycle=LAP) for _ in range(MACHINES)]

    def run() -> None:
        for live in machines:
            for day in DAYS[1:]:
                live.advance(on=day)

    return run


class Model:
    __slots__ = ("state",)

    def __init__(self) -> None:
        self.state = "here"


def yes(event: EventData) -> bool:
    return True


BARE = Machine(
    model=None,
    states=["here", "there"],
    initial="here",
    auto_transitions=False,
    send_event=True,
)
for source, dest in (("here", "there"), ("there", "here")):
    BARE.add_transition("advance", source, dest, conditions=[yes, yes, yes])


def transitions_itself() -> measuring.Round:
    models = [Model() for _ in range(MACHINES)]
    event = BARE.events["advance"]

    def run() -> None:
        for model in models:
            for _ in range(MOVES):
                event.trigger(model)

    return run


def allowed() -> bool:
    return True


class Lap(StateMachine):
    here = State(initial=True)
    there = State()
    advance = here.to(there, cond=[allowed, allowed, allowed]) | there.to(
        here, cond=[allowed, allowed, allowed]
    )


def python_statemachine() -> measuring.Round:
    machines = [Lap() for _ in range(MACHINES)]

    def run() -> None:
        for machine in machines:
            for _ in range(MOVES):
                machine.advance()

    return run


def main() -> None:
    contestants = {
        "ours": ours,
        "transitions": transitions_itself,
        "statemachine": python_statemachine,
    }
    best = measuring.best_of(contestants, rounds=100, steps=MACHINES * MOVES)
    for name, seconds in best.items():
        measuring.show(f"one guarded move, {name}", seconds * 1e6, "us")
    measuring.show("ours to transitions", best["ours"] / best["transitions"], "times", 1.3)
    measuring.show("ours to python-statemachine", best["ours"] / best["statemachine"], "times", 0.1)


if __name__ == "__main__":
    main()
