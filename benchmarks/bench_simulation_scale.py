"""Simulating much: time and memory from 10^3 to 10^7 partnerships, two threads, a cluster of two processes.

`python benchmarks/bench_simulation_scale.py [part ...]` with parts scaling, threads, cluster.
A busy machine says little about wall time, so threads and the cluster are judged by processor time as well: by what
the work takes in all, and by what only one thread at a time can do.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
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


def show_cluster():
    """Dask: what a cluster of two worker processes takes beyond the work itself, once it is up.

    With Dask's settings, and with those that docs/simulation/speed.md advises: no memory handed back to the system at
    every turn, no profiler.
    """
    import dask

    advised = {
        "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": 1},
        "distributed.worker.profile.enabled": False,
    }
    for name, settings in (("Dask's settings", {}), ("advised settings", advised)):
        with dask.config.set(settings):
            _show_cluster(name)


def _show_cluster(name):
    import distributed

    n, scenario = 4_000_000, reference("read")
    for backend in ("numpy", "numba"):
        simulate = partial(sim.simulate, scenario, partnerships=n, rng=1, backend=backend)
        simulate()
        alone = min(_clocks(simulate)[1] for _ in range(2))
        with (
            distributed.LocalCluster(
                n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
            ) as cluster,
            distributed.Client(cluster) as client,
        ):
            pool = client.get_executor()
            rows = []
            for _ in range(3):
                before = sum(client.run(time.process_time).values())
                _, here, _ = _clocks(partial(simulate, executor=pool))
                rows.append((sum(client.run(time.process_time).values()) - before, here))
        there, here = min(rows[1:])
        print(
            f"{name}, {backend}: {alone:.2f} s CPU in one thread; on the cluster {there:.2f} s in the workers, "
            f"{there / alone - 1:+.0%}, and {here:.2f} s in the client, which works beside them"
        )


if __name__ == "__main__":
    for part in sys.argv[1:] or ["scaling", "threads", "cluster"]:
        globals()[f"show_{part}"]()
