"""Tasks that workers take: some blocks of partnerships each."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, wait
from typing import NamedTuple

from msp_lifecycle.simulation.gathering import Result, counted
from msp_lifecycle.simulation.kernels import numpy_kernels
from msp_lifecycle.simulation.kernels.arithmetic import keys_of
from msp_lifecycle.simulation.kernels.tables import Moves, Tables, Words

WAITING = 64
"""Tasks handed out at a time."""


MOMENT = 0.25
"""Seconds after which a thread that waits looks up.

Python's handler of a signal only sets a flag, which the main thread looks at between two bytecodes. A signal that comes
after that look and before the wait for a lock has begun, or that the system hands to a worker's thread, ends no wait.
"""


class Task(NamedTuple):
    """Consecutive partnerships to simulate.

    Attributes:
        tables: the scenario.
        kernel: module of the kernels, and engine.
        entropy: that random numbers come from.
        first: number of the first partnership, a multiple of the size of a block.
        size: how many there are.
        events: whether moves are kept.
    """

    tables: Tables
    kernel: tuple[str, str]
    entropy: int
    first: int
    size: int
    events: bool


def run_task(task: Task) -> Result:
    """Simulate some blocks; this is what workers call."""
    moves = _kernel(task)(task.tables, keys_of(task.entropy, task.first, task.size), task.first)
    counts = counted(moves, len(task.tables.target) - 1, task.tables.steps)
    return Result(moves if task.events else None, counts)


def _kernel(task: Task) -> Callable[[Tables, Words, int], Moves]:
    module, engine = task.kernel
    if module == "numba_kernels":
        from msp_lifecycle.simulation.kernels import numba_kernels

        fast: Callable[[Tables, Words, int], Moves] = getattr(numba_kernels, engine)
        return fast
    plain: Callable[[Tables, Words, int], Moves] = getattr(numpy_kernels, engine)
    return plain


def serial(tasks: Iterable[Task]) -> Iterator[Result]:
    """Run tasks here, one after the other."""
    for task in tasks:
        yield run_task(task)


def spread(executor: Executor, tasks: Iterable[Task]) -> Iterator[Result]:
    """Hand tasks out and bring results back in order; an interruption takes back what has not begun."""
    waiting: deque[Future[Result]] = deque()
    try:
        for task in tasks:
            waiting.append(executor.submit(run_task, task))
            if len(waiting) == WAITING:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        for future in waiting:
            future.cancel()


def _result(future: Future[Result]) -> Result:
    while not future.done():
        wait([future], timeout=MOMENT)
    return future.result()
