"""A run can be stopped, wastes no memory, and starts what it needs and no more."""

import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation import running
from msp_lifecycle.simulation.gathering import Gathered, Result
from msp_lifecycle.simulation.kernels import numpy_kernels
from msp_lifecycle.simulation.kernels.pieces import in_pieces
from msp_lifecycle.simulation.kernels.tables import BLOCK, Moves
from msp_lifecycle.simulation.program import compiled

MANY = 10_000_000


def interrupted(monkeypatch, **options):
    """Press Ctrl-C, really, while the second piece is at work; return how many were begun."""
    begun, released = [], threading.Event()

    def press(run, *args):
        begun.append(args)
        if len(begun) == 2:
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            while threading.current_thread() is not threading.main_thread():
                if released.wait(timeout=5):
                    break  # else the signal fell into a callback that swallows exceptions, such as one of gc
                signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
        return run(*args)

    def pressed(run, *args):
        return in_pieces(partial(press, run), *args)

    kernels = [numpy_kernels]
    if options["backend"] == "numba":
        from msp_lifecycle.simulation.kernels import numba_kernels

        kernels.append(numba_kernels)
    for one in kernels:
        monkeypatch.setattr(one, "in_pieces", pressed)
    try:
        with pytest.raises(KeyboardInterrupt):
            sim.simulate(sim.Scenario.default(), partnerships=MANY, months=3, rng=7, **options)
    finally:
        released.set()
    return begun


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals to threads")
@pytest.mark.parametrize("engine", ["thinning", "stepwise"])
@pytest.mark.parametrize("backend", ["numpy", "numba"])
def test_ctrl_c_stops_a_run_between_pieces(monkeypatch, backend, engine):
    """The signal that a terminal sends ends the run with the piece of a task that is at work."""
    pytest.importorskip(backend)
    assert len(interrupted(monkeypatch, backend=backend, engine=engine)) == 2


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="needs signals to threads")
def test_ctrl_c_takes_back_what_workers_have_not_begun(monkeypatch):
    """The main thread, which waits, is woken; tasks that wait are cancelled, the one at work is the last."""
    with ThreadPoolExecutor(1) as pool:
        begun = interrupted(monkeypatch, backend="numpy", executor=pool)
    assert len(begun) == running.TASK * BLOCK // numpy_kernels.WIDTH


def test_ctrl_c_stops_an_update(monkeypatch):
    """Side by side, the run ends with the month that is at work."""
    seen = []

    def press(month):
        seen.append(month.number)
        if month.number == 2:
            signal.raise_signal(signal.SIGINT)
        return month.usual

    with pytest.raises(KeyboardInterrupt):
        sim.simulate(
            sim.Scenario.default(), partnerships=100, rng=7, engine="stepwise", update=press
        )
    assert seen == [1, 2]


@pytest.mark.parametrize("kernel", ["numpy_kernels", "numba_kernels"])
@pytest.mark.parametrize("partnerships", [1, 1_000_000, 50_000_000])
@pytest.mark.parametrize("steps", [1, 24, 240, 1_000, 12_000])
def test_no_task_is_longer_than_a_moment(steps, partnerships, kernel):
    """Over long horizons tasks have fewer partnerships, down to a block; together they are all there are."""
    tables = compiled(sim.Scenario.default()).tables._replace(steps=steps)
    dealt = running._tasks(tables, (kernel, "thinning"), 7, partnerships, events=True)
    width = BLOCK * running.TASK * running.LARGER.get((kernel, "thinning"), 1)
    assert all(
        task.size * steps <= max(BLOCK * steps, width * running.USUAL_STEPS) for task in dealt
    )
    assert all(task.size <= width for task in dealt)
    ends = np.cumsum([task.size for task in dealt]).tolist()
    assert [task.first for task in dealt] == [0, *ends[:-1]]
    assert ends[-1] == partnerships


def test_large_runs_have_larger_tasks_where_they_are_done_sooner():
    """So that a cluster spends its time on the work; but never so large that some workers are left without."""
    tables = compiled(sim.Scenario.default()).tables

    def sizes(kernel, partnerships):
        dealt = running._tasks(tables, (kernel, "thinning"), 7, partnerships, events=True)
        return max(task.size for task in dealt) // BLOCK, len(dealt)

    assert sizes("numba_kernels", 1_000_000)[0] == running.TASK
    assert sizes("numba_kernels", 50_000_000)[0] == 4 * running.TASK
    assert sizes("numpy_kernels", 50_000_000)[0] == running.TASK
    assert all(
        sizes("numba_kernels", n)[1] >= running.SHARED for n in range(2_100_000, 9_000_000, 500_000)
    )


def log(first: int, size: int) -> Moves:
    who = np.arange(first, first + size, dtype=np.uint32)
    return Moves(who, who.astype(np.uint16), (who // 7).astype(np.uint16))


def test_moves_are_gathered_in_order_and_room_is_made_when_there_are_more_than_thought():
    """Whatever the first tasks give reason to expect, what was brought is what is there."""
    found, counts = Gathered(1_000), np.ones((1, 2), np.int64)
    sizes, first = (0, 1, 700, 0, 5_000, 3), 0
    for size in sizes:
        found.add(Result(log(first, size), counts), 100)
        first += size
    assert all(np.array_equal(a, b) for a, b in zip(found.moves, log(0, first), strict=True))
    assert (found.done, found.counts.tolist()) == (600, [[6, 6]])


def test_moves_take_eight_bytes_each_and_are_copied_once():
    """The room made is little more than the moves take."""
    run = sim.simulate(sim.Scenario.default(), partnerships=200_000, months=60, rng=7)
    taken = sum(part.base.nbytes for part in run.logged)
    assert sum(part.nbytes for part in run.logged) == 8 * len(run.logged.move)
    assert taken < 1.1 * 8 * len(run.logged.move)


def test_a_small_run_does_not_start_numba():
    """It would take longer to load than the run takes."""
    script = (
        "import sys; from msp_lifecycle import simulation as sim;"
        "sim.simulate(sim.Scenario.default(), partnerships=500, rng=7);"
        "sys.exit('numba' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_large_run_takes_numba_where_it_is(monkeypatch):
    """And NumPy where it is not."""
    monkeypatch.setattr(running, "sys", type("Fresh", (), {"modules": {}}))
    monkeypatch.setattr(running, "find_spec", lambda name: True)
    assert running._backend(10 * running.PAYS) == "numba"
    assert running._backend(running.PAYS // 10) == "numpy"
    monkeypatch.setattr(running, "find_spec", lambda name: None)
    assert running._backend(10 * running.PAYS) == "numpy"
