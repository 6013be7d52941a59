"""Tasks that workers take: some blocks of partnerships each."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, wait
from typing import NamedTuple

import numpy as np

from msp_lifecycle.simulation.gathering import Result, counted
from msp_lifecycle.simulation.kernels import numpy_kernels
from msp_lifecycle.simulation.kernels.arithmetic import keys_of
from msp_lifecycle.simulation.kernels.tables import BLOCK, Moves, Tables, Words

WAITING = 64
"""Tasks handed out at a time."""


WIDTH = {"numpy_kernels": 8}
"""Blocks that are simulated side by side: enough to make calls of NumPy worth it, few enough for the cache."""


MOMENT = 0.25
"""Seconds after which a thread that waits looks up: a signal that came as it lay down would not wake it."""


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
    """Simulate a row of blocks; this is what workers call."""
    tables, end = task.tables, task.first + task.size
    width = BLOCK * WIDTH.get(task.kernel[0], 1)
    parts = [
        _run(task, keys_of(task.entropy, start, min(width, end - start)), start)
        for start in range(task.first, end, width)
    ]
    moves = Moves(*(np.concatenate(part) for part in zip(*parts, strict=True)))
    counts = counted(moves, len(tables.target) - 1, tables.steps)
    return Result(moves if task.events else None, counts)


def _run(task: Task, keys: Words, first: int) -> Moves:
    module, engine = task.kernel
    if module == "numba_kernels":
        from msp_lifecycle.simulation.kernels import numba_kernels

        fast: Moves = getattr(numba_kernels, engine)(task.tables, keys, first)
        return fast
    plain: Moves = getattr(numpy_kernels, engine)(task.tables, keys, first)
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
