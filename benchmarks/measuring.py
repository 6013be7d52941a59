"""How the benchmarks measure: side by side, in one run, the best of many short rounds.

A machine that does other things besides is slow for a while and then fast again. So contestants take turns, each is
judged by its best round, and only processor time counts: what is left is the cost of the code.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

Round = Callable[[], object]
"""What is timed."""


def best_of(
    contestants: dict[str, Callable[[], Round]], *, rounds: int, steps: int
) -> dict[str, float]:
    """Return the seconds that one step takes each contestant at best.

    Args:
        contestants: each makes ready a round, which is not timed, and returns what is timed.
        rounds: that each contestant gets.
        steps: how many there are in a round.
    """
    best = dict.fromkeys(contestants, float("inf"))
    gc.collect()
    gc.disable()  # as timeit does: whose turn it is when a collection is due is chance
    for _ in range(rounds):
        for name, prepare in contestants.items():
            best[name] = min(best[name], timed(prepare()))
    gc.enable()
    return {name: seconds / steps for name, seconds in best.items()}


def timed(run: Round) -> float:
    """Return the seconds of processor time that something takes."""
    started = time.process_time()
    run()
    return time.process_time() - started


def show(what: str, value: float, unit: str, target: float | None = None) -> None:
    """Print one figure, and whether it is within its target."""
    line = f"  {what:<58}{value:>10,.2f} {unit}"
    if target is not None:
        line += f"   (at most {target:g}: {'yes' if value <= target else 'NO'})"
    print(line)
