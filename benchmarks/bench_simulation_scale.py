"""Simulating much: time and memory from 10^3 to 10^7 partnerships, two threads, a cluster of two processes.

`python benchmarks/bench_simulation_scale.py [part ...]` with parts scaling, threads, cluster.
A busy machine says little about wall time, so threads and the cluster are judged by processor time as well: by what
the work takes in all, and by what only one thread at a time can do.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation.reference import reference

SCALE = """
import sys, time
from pathlib import Path
from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation.reference import reference
def peak():  # of this program alone; what resource says may be the peak of the one that started it
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])
n, backend, events = int(sys.argv[1]), sys.argv[2], sys.argv[3] == "1"
sim.simulate(reference("read"), partnerships=65536, rng=1, backend=backend)
before = peak()
begin = time.process_time()
run = sim.simulate(reference("read"), partnerships=n, rng=1, backend=backend, events=events)
used = time.process_time() - begin
grown = peak() - before
print(used, grown / 1024, run.counts.sum())
"""


def show_scaling():
    """W0c, thinning: CPU seconds and growth of memory of a fresh process that has run once."""
    for backend in ("numpy", "numba"):
        for events in (True, False):
            for power in range(3, 8):
                args = [sys.executable, "-c", SCALE, str(10**power), backend, str(int(events))]
                out = subprocess.run(args, capture_output=True, text=True, check=True).stdout
                used, grown, moves = (float(value) for value in out.split())
                kept = "events" if events else "counts"
                each = f", {grown * 2**20 / moves:.1f} bytes a move" if events and power > 5 else ""
                print(
                    f"{backend}, {kept}: 10^{power} partnerships {used:7.3f} s CPU, memory grows by {grown:4.0f} MB{each}"
                )


def show_threads():
    """One thread and two, numba: wall time, CPU time, and how far two threads can get by the CPU clocks."""
    n, scenario = 4_000_000, reference("read")
    simulate = partial(sim.simulate, scenario, partnerships=n, rng=1, backend="numba")
    sim.simulate(scenario, partnerships=4_096, rng=1, backend="numba")
    for workers in (1, 2):
        with ThreadPoolExecutor(workers) as pool:
            rows = [_clocks(partial(simulate, executor=pool)) for _ in range(3)]
        wall, used, main = min(rows)
        print(
            f"{workers} threads: {wall:.2f} s, {used:.2f} s CPU, of which {main:.2f} s in the main thread"
        )
    inside = _inside_kernels(simulate)
    used, kernels = min(inside)
    alone = used - kernels
    print(
        f"outside kernels, which need no lock: {alone:.2f} of {used:.2f} s; if all of it were done by one thread at a "
        f"time, two cores would be {used / (alone + kernels / 2):.2f} times as fast as one"
    )


def _clocks(work):
    wall, used, main = time.perf_counter(), time.process_time(), time.thread_time()
    work()
    return time.perf_counter() - wall, time.process_time() - used, time.thread_time() - main


def _inside_kernels(work):
    """CPU seconds in all and inside compiled kernels, of a few runs."""
    from msp_lifecycle.simulation.kernels import numba_kernels

    kernel, spent, rows = numba_kernels.thin, [], []

    def timed(*args):
        begin = time.thread_time()
        found = kernel(*args)
        spent.append(time.thread_time() - begin)
        return found

    numba_kernels.thin = timed
    for _ in range(3):
        spent.clear()
        _, used, _ = _clocks(work)
        rows.append((used, sum(spent)))
    numba_kernels.thin = kernel
    return rows


KEPT = {
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 2**27,
    "distributed.nanny.pre-spawn-environ.MALLOC_MMAP_THRESHOLD_": 2**25,
}
"""Settings of Dask, and of the GNU C library, that leave workers the memory that they will need again."""

CLUSTERS = {"Dask's settings": {}, "memory kept": KEPT}


def show_cluster():
    """Dask: what a cluster of two worker processes takes beyond the work itself, once it is up.

    Each in a process of its own, because Dask leaves its settings behind in the environment.
    """
    for backend in ("numpy", "numba"):
        for name in CLUSTERS:
            subprocess.run([sys.executable, __file__, "one_cluster", name, backend], check=True)


def show_one_cluster(name, backend):
    """One thread, two processes of the standard library, and a cluster of two workers, at the same work."""
    import dask
    import distributed

    n = {"numpy": 4_000_000, "numba": 10_000_000}[backend]
    simulate = partial(sim.simulate, reference("read"), partnerships=n, rng=1, backend=backend)
    simulate(partnerships=65_536)
    by_clock, alone = min((_clocks(simulate)[:2] for _ in range(2)), key=lambda row: row[1])
    with ProcessPoolExecutor(2) as pool:
        processes = min(_of_workers(simulate, pool, partial(_in_both, pool)) for _ in range(3))
    with (
        dask.config.set(CLUSTERS[name]),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        used = partial(_in_workers, client)
        before = used()
        time.sleep(3)
        idle = (used() - before) / 3
        _of_workers(simulate, client.get_executor(), used)
        there, wall = min(_of_workers(simulate, client.get_executor(), used) for _ in range(3))
    print(
        f"{name}, {backend}, {n:,} partnerships: one thread {alone:.2f} s CPU ({by_clock:.2f} s by the clock), "
        f"two processes {processes[0]:.2f} ({processes[1]:.2f}), {processes[0] / alone - 1:+.0%}, "
        f"cluster {there:.2f} ({wall:.2f}), {there / alone - 1:+.0%}; "
        f"{idle * wall:.2f} of it two idle workers take in that time"
    )


def _of_workers(simulate, pool, used):
    """CPU seconds of the workers, and seconds by the clock."""
    before = used()
    wall = _clocks(partial(simulate, executor=pool))[0]
    return used() - before, wall


def _in_workers(client):
    return sum(client.run(time.process_time).values())


def _in_both(pool):
    """CPU seconds of two processes, each asked often enough."""
    found = {}
    while len(found) < 2:
        found.update(pool.map(_own, range(4)))
    return sum(found.values())


def _own(_):
    time.sleep(0.05)  # so that the other process takes the next question
    return os.getpid(), time.process_time()


if __name__ == "__main__":
    if sys.argv[1:2] == ["one_cluster"]:
        show_one_cluster(*sys.argv[2:])
    else:
        for part in sys.argv[1:] or ["scaling", "threads", "cluster"]:
            globals()[f"show_{part}"]()
