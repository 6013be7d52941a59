"""Simulated partnership-months a second, beside other tools on the same work in the same run.

Judge by the ratios: CPU seconds of one process, the best of a few runs, on whatever machine this is.
`python benchmarks/bench_simulation.py [part ...]` with parts peers, general, first, million, variance.
"""

import subprocess
import sys
import time

import attrs
import numpy as np
import simulation_peers as peers

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation.reference import FACTORS, reference

MONTHS = 240
CLIPS = {"W0": "state", "W0s": "static", "W0c": "read"}


def cpu(work, times=3):
    """Best CPU seconds of a few runs; the first, which may compile, does not count."""
    spent = []
    for _ in range(times):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)


def ours(scenario, engine, backend, n, **options):
    return lambda: sim.simulate(
        scenario, partnerships=n, rng=1, engine=engine, backend=backend, **options
    )


def speed(work, n, times=3):
    return n * MONTHS / cpu(work, times) / 1e6


def show_peers():
    """W0, W0s and W0c through the public API and by other tools."""
    c = peers.compiled_c()
    for kind, clip in CLIPS.items():
        scenario = reference(clip)
        rows = []
        for name, peer, n in (
            ("Mesa agents", peers.mesa_agents, 300),
            ("SimPy processes", peers.simpy_processes, 300),
            ("plain NumPy", peers.plain_numpy, 20_000),
        ):
            rows.append(
                (name, speed(lambda peer=peer, n=n, kind=kind: peer(kind, n, MONTHS), n, 2))
            )
        if c:
            rows.append(
                ("C, every month", speed(lambda kind=kind: c[0](kind, 50_000, MONTHS), 50_000))
            )
        for backend in ("numpy", "numba"):
            ours(scenario, "stepwise", backend, 4_096)()
            rows.append(
                (
                    f"ours, stepwise, {backend}",
                    speed(ours(scenario, "stepwise", backend, 131_072), 131_072),
                )
            )
        if kind != "W0":
            if c:
                rows.append(
                    ("C, thinning", speed(lambda kind=kind: c[1](kind, 500_000, MONTHS), 500_000))
                )
            for backend in ("numpy", "numba"):
                ours(scenario, "thinning", backend, 4_096)()
                rows.append(
                    (
                        f"ours, thinning, {backend}",
                        speed(ours(scenario, "thinning", backend, 524_288), 524_288),
                    )
                )
        base = rows[0][1]
        for name, value in rows:
            print(
                f"{kind:4} {name:28} {value:10.2f} M partnership-months/s {value / base:8.0f} x Mesa"
            )


def general():
    """W0c made general: log-linear hazards that weigh all 17 factors, covariates, two interventions."""
    base = reference("read")
    effects = {code: 0.3 * (-1) ** k for k, code in enumerate(FACTORS)}
    hazards = [
        attrs.evolve(
            one,
            shape="log-linear",
            effects=effects if one.move == "advance" else {code: -v for code, v in effects.items()},
            reference={"*": 0.5},
            rate=one.rate / 2,
            ceiling=2.0,
            covariates={"size=large": 0.2},
        )
        for one in base.hazards
    ]
    size = sim.Covariate(name="size", shares={"small": 0.5, "large": 0.5})
    scenario = attrs.evolve(base, name="general", hazards=hazards, covariates=[size])
    scenario = scenario.intervene("F04", 0.2, from_month=24)
    return scenario.intervene("F06", 0.1, from_month=36, acts="attractor", whom={"size": "small"})


def show_general():
    """What generality costs."""
    for engine, n in (("thinning", 524_288), ("stepwise", 131_072)):
        for backend in ("numpy", "numba"):
            found = {}
            for name, scenario in (
                ("W0c", reference("read")),
                ("general", general()),
                ("default", sim.Scenario.default()),
            ):
                ours(scenario, engine, backend, 4_096)()
                found[name] = speed(ours(scenario, engine, backend, n), n)
            listed = ", ".join(f"{name} {value:.0f}" for name, value in found.items())
            print(
                f"{engine}, {backend}: {listed} M/s; generality costs {found['W0c'] / found['general']:.2f} x"
            )


FIRST = """
import sys, time
begin = time.process_time()
from msp_lifecycle import simulation as sim
ready = time.process_time()
if sys.argv[1] == "numba":
    import numba
loaded = time.process_time()
sim.simulate(sim.Scenario.default(), partnerships=1_000, rng=1, backend=sys.argv[1])
print(ready - begin, loaded - ready, time.process_time() - loaded)
"""


def show_first():
    """The first call of a fresh process, once numba has kept what it compiled."""
    for backend in ("numpy", "numba"):
        args = [sys.executable, "-c", FIRST, backend]
        rows = []
        for _ in range(5):
            out = subprocess.run(args, capture_output=True, text=True, check=True).stdout.split()
            rows.append([float(value) for value in out])
        ready, loaded, called = min(rows, key=sum)
        print(
            f"first call, {backend}: import {ready:.2f} s, numba itself {loaded:.2f} s, call {called:.2f} s CPU"
        )


def show_million():
    """A million partnerships over 240 months, every move kept."""
    for name, scenario in (("W0c", reference("read")), ("default", sim.Scenario.default())):
        for backend in ("numpy", "numba"):
            ours(scenario, "thinning", backend, 4_096)()
            used = cpu(ours(scenario, "thinning", backend, 1_000_000))
            print(f"a million partnerships over 240 months, {name}, {backend}: {used:.2f} s CPU")


def show_variance():
    """Common random numbers: variance of the difference in P(ended) with and without them."""
    base = sim.Scenario.default()
    better = base.intervene("C1", 0.2, from_month=24)
    n, times = 4_096, 60
    for engine in ("thinning", "stepwise"):

        def share(scenario, seed, engine=engine):
            run = sim.simulate(
                scenario, partnerships=n, months=120, rng=seed, engine=engine, events=False
            )
            return run.endings()["share"][-1]

        plain = np.array([share(base, seed) for seed in range(times)])
        shared = np.array([share(better, seed) for seed in range(times)]) - plain
        apart = np.array([share(better, seed + 1_000) for seed in range(times)]) - plain
        ratio = apart.var(ddof=1) / shared.var(ddof=1)
        print(
            f"{engine}: effect {shared.mean():.4f}; common random numbers divide the variance by {ratio:.1f}"
        )


if __name__ == "__main__":
    parts = sys.argv[1:] or ["peers", "general", "first", "million", "variance"]
    for part in parts:
        globals()[f"show_{part}"]()
