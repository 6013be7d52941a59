"""The reference workloads as one would write them with other tools. They return the number of moves."""

import ctypes
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from msp_lifecycle.simulation.kernels.normals import normals
from msp_lifecycle.simulation.reference import ADVANCE, BACK, DISSOLVE, DRAWN_ON

MU = np.array([0.35 + 0.30 * ((7 * k) % 17) / 16 for k in range(17)])
WEIGHT = np.zeros((4, 17))
for row, drawn in zip(WEIGHT, DRAWN_ON, strict=True):
    row[list(drawn)] = 1 / len(drawn)
KINDS = {"W0": 0, "W0s": 1, "W0c": 2}


def next_levels(kind, x, rng):
    """One month of the levels."""
    if kind == "W0s":
        return x
    x = MU + 0.92 * (x - MU) + 0.08 * rng.standard_normal(x.shape)
    return np.clip(x, 0, 1) if kind == "W0" else x


def next_phase(p, m, u):
    """Where a partnership goes from a live phase."""
    pd = DISSOLVE[p] * (1 - m)
    pa = pd + (ADVANCE[p] if m > 0.5 else 0)
    pb = pa + (BACK[p] if m < 0.45 else 0)
    return 5 if u < pd else p + 1 if u < pa else 1 if u < pb else p


def plain_numpy(kind, n, months):
    """Whole arrays, all partnerships to the end."""
    rng = np.random.default_rng(1)
    weight = np.vstack([WEIGHT, np.zeros((2, 17))])
    h, b, d = (np.array([*v, 0, 0]) for v in (ADVANCE, BACK, DISSOLVE))
    x, p, moves = rng.random((n, 17)), np.zeros(n, np.int64), 0
    for _ in range(months):
        x = next_levels(kind, x, rng)
        m, u = np.einsum("nk,nk->n", weight[p], np.clip(x, 0, 1)), rng.random(n)
        pd = d[p] * (1 - m)
        pa = pd + h[p] * (m > 0.5)
        q = np.where(u < pd, 5, np.where(u < pa, p + 1, np.where(u < pa + b[p] * (m < 0.45), 1, p)))
        moves += np.count_nonzero(q != p)
        p = q
    return moves


def simpy_processes(kind, n, months):
    """One SimPy process for each partnership."""
    import simpy

    rng, env, moves = np.random.default_rng(1), simpy.Environment(), []

    def life(i):
        x, p = rng.random(17), 0
        while p < 4:
            yield env.timeout(1)
            x = next_levels(kind, x, rng)
            q = next_phase(p, WEIGHT[p] @ np.clip(x, 0, 1), rng.random())
            if q != p:
                moves.append((i, env.now, p, q))
                p = q

    for i in range(n):
        env.process(life(i))
    env.run(until=months + 0.5)
    return len(moves)


def mesa_agents(kind, n, months):
    """One Mesa agent for each partnership."""
    import mesa

    class Partnership(mesa.Agent):
        def __init__(self, model):
            super().__init__(model)
            self.p, self.x = 0, model.rng.random(17)

        def step(self):
            self.x = next_levels(kind, self.x, self.model.rng)
            q = next_phase(self.p, WEIGHT[self.p] @ np.clip(self.x, 0, 1), self.model.rng.random())
            if q != self.p:
                self.model.moves += 1
                self.p = q
                if q >= 4:
                    self.remove()

    model = mesa.Model(rng=1)
    model.moves = 0
    for _ in range(n):
        Partnership(model)
    for _ in range(months):
        model.agents.do("step")
    return model.moves


def compiled_c():
    """Return the two C programs as functions of kind, n and months; None without a compiler."""
    compiler = shutil.which("gcc") or shutil.which("clang") or shutil.which("cc")
    if compiler is None:
        return None
    source = Path(__file__).with_name("simulation_reference.c")
    target = Path(tempfile.mkdtemp()) / "reference.so"
    flags = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]
    subprocess.run([compiler, *flags, str(source), "-o", str(target), "-lm"], check=True)
    library = ctypes.CDLL(os.fspath(target))

    def floats(values):
        array = np.ascontiguousarray(values, np.float32)
        return array, array.ctypes.data_as(ctypes.c_void_p)

    kept = [floats(v) for v in (normals(), MU, WEIGHT)]
    g = np.arange(1_000)
    jumps = [floats(v) for v in (0.92**g, np.sqrt((1 - 0.92 ** (2 * g)) / (1 - 0.92**2)))]

    def call(function, extra):
        function.restype = ctypes.c_long

        def run(kind, n, months):
            log = np.empty(6 * n + 64, np.uint64)
            head = (ctypes.c_long(n), months, ctypes.c_uint64(1), KINDS[kind])
            arrays = [pointer for _, pointer in (*kept, *extra)]
            tail = (log.ctypes.data_as(ctypes.c_void_p), ctypes.c_long(len(log)))
            return function(*head, *arrays, *tail)

        return run

    return call(library.fixed_step, []), call(library.thinned, jumps)
