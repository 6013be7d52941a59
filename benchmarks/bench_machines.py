"""Many machines: how long 100,000 take to make, what each weighs, and what one weighs when it is pickled."""

from __future__ import annotations

import datetime as dt
import pickle
import tracemalloc

import measuring

from msp_lifecycle import LifecycleMachine, Partnership
from msp_lifecycle.records import Move, Organisation, Partner

MACHINES = 100_000

PARTNERSHIP = Partnership(
    id="p",
    name="P",
    organisations=tuple(Organisation(id=f"o{n}", name=f"Organisation {n}") for n in range(10)),
    partners=tuple(Partner(id=f"o{n}", organisation=f"o{n}") for n in range(10)),
    moves=(
        Move(kind="start", on=dt.date(2020, 1, 1), to="initiation"),
        Move(kind="pause", on=dt.date(2020, 6, 1)),
    ),
)


def making() -> measuring.Round:
    return lambda: [LifecycleMachine(PARTNERSHIP) for _ in range(MACHINES)]


def weight() -> float:
    """Return the bytes that one machine adds to its partnership."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    machines = [LifecycleMachine(PARTNERSHIP) for _ in range(MACHINES)]
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / len(machines)


def main() -> None:
    best = measuring.best_of({"making": making}, rounds=5, steps=1)
    measuring.show("100,000 machines", best["making"], "s", 1)
    measuring.show("each machine beyond its partnership", weight(), "bytes", 1000)
    machine, alone = (
        len(pickle.dumps(one)) for one in (LifecycleMachine(PARTNERSHIP), PARTNERSHIP)
    )
    measuring.show("pickled machine to pickled partnership", machine / alone, "times", 2)


if __name__ == "__main__":
    main()
