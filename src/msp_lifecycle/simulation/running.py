"""Running a scenario: random streams, blocks, workers, progress."""

import sys
from collections.abc import Iterable
from concurrent.futures import Executor
from importlib.util import find_spec
from typing import Literal

import attrs
import numpy as np

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.simulation.ensemble import Ensemble
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.gathering import Gathered
from msp_lifecycle.simulation.kernels.arithmetic import keys_of
from msp_lifecycle.simulation.kernels.tables import BLOCK, Floats, Tables
from msp_lifecycle.simulation.kernels.traces import traced
from msp_lifecycle.simulation.limits import check_engine, check_size
from msp_lifecycle.simulation.months import Update
from msp_lifecycle.simulation.program import Program, compiled
from msp_lifecycle.simulation.progress import Progress, closed_after
from msp_lifecycle.simulation.scenario import Scenario
from msp_lifecycle.simulation.side_by_side import side_by_side
from msp_lifecycle.simulation.tasks import Task, serial, spread

Engine = Literal["thinning", "stepwise"]
Backend = Literal["numpy", "numba"]
Seed = int | np.random.SeedSequence | np.random.Generator | None
TASK = 16
"""Blocks that a worker takes at a time: about a tenth of a second in NumPy."""

LARGER = {("numba_kernels", "thinning"): 4}
"""How many times more blocks a task may have where they are done sooner: workers spend less time on asking."""

SHARED = 32
"""Tasks that a run should have before they are made larger, so that no worker is left without."""

USUAL_STEPS = 240
"""Steps for which a task has so many blocks; over more it has fewer, so that it takes no longer to stop."""

BETWEEN = 1
"""Purpose of the random numbers that fill in the levels between candidates."""

PAYS = 50_000_000
"""Partnership-steps that are worth the second that numba takes to start."""


def simulate(
    scenario: Scenario,
    *,
    partnerships: int,
    months: int | None = None,
    rng: Seed = None,
    engine: Engine = "thinning",
    backend: Backend | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    events: bool = True,
    levels: int = 0,
    update: Update | None = None,
    alongside: Iterable[Scenario] = (),
) -> Ensemble:
    """Simulate many partnerships.

    The result depends on the scenario, the seed and the engine alone: not on workers, chunks, backend or machine;
    and more partnerships leave the first ones as they are.

    Args:
        scenario: what to simulate.
        partnerships: how many.
        months: instead of the scenario's horizon.
        rng: seed, seed sequence or generator; None takes a new seed.
        engine: `thinning` jumps from candidate month to candidate month; `stepwise` takes every month.
        backend: `numpy` or `numba`, same bits; None takes numba if it is installed and worth its start.
        executor: of `concurrent.futures`, or Dask's `Client.get_executor()`; this thread alone if None.
        progress: called as partnerships are done.
        events: whether to keep every move (8 bytes each), or only how many there were of each kind by month.
        levels: of how many partnerships, from the first on, to keep the levels of every month.
        update: dynamics of your own instead of the scenario's, for `stepwise`; see `Update`. Partnerships are
            simulated side by side in this thread, and may see each other.
        alongside: scenarios that this one is compared with, so that all share their random numbers better.

    Raises:
        ScenarioError: if something is out of bounds; nothing has been simulated then. Also if `update` returns what
            are no levels.
        MissingExtra: if numba is asked for and not installed.

    Examples:
        >>> simulate(Scenario.default(), partnerships=1_000, months=24, rng=7).partnerships
        1000
    """
    if months is not None:
        scenario = attrs.evolve(scenario, horizon=months)
        alongside = [attrs.evolve(one, horizon=months) for one in alongside]
    own = update is not None
    check_engine(scenario, engine, own=own, spread=executor is not None, backend=backend or "")
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise ScenarioError(
            "executor", f"{executor!r} has no submit(); take one of concurrent.futures"
        )
    check_size(scenario, partnerships, levels, events=events, own=own)
    if backend == "numba" and not find_spec("numba"):
        raise MissingExtra("numba", "fast")
    program = compiled(scenario, alongside)
    entropy = entropy_of(rng)
    told = progress or _nothing
    with closed_after(progress):
        if update is not None:
            gathered, traces = side_by_side(
                program, scenario, entropy, partnerships, levels, update, told
            )
        else:
            kernel = f"{backend or _backend(partnerships * scenario.steps)}_kernels", engine
            traces = _traces(program, engine, entropy, levels) if levels else None
            tasks = _tasks(program.tables, kernel, entropy, partnerships, events=events)
            gathered = _gathered(tasks, executor, partnerships, told)
    assert gathered.counts is not None  # noqa: S101  # there is at least one partnership
    return Ensemble(
        scenario=scenario,
        partnerships=partnerships,
        entropy=entropy,
        engine=engine,
        counts=gathered.counts,
        moves=gathered.moves if events else None,
        traces=traces,
        update=_name(update) if update else "",
    )


def entropy_of(rng: Seed) -> int:
    """Return 128 random bits from a seed, a seed sequence or a generator, which is thereby moved on.

    Raises:
        ScenarioError: if it is none of them.

    Examples:
        >>> entropy_of(7) == entropy_of(np.random.default_rng(7))
        True
    """
    try:
        source = np.random.default_rng(rng)
    except (TypeError, ValueError):
        raise ScenarioError(
            "rng", f"{rng!r} is neither a whole number from 0 on, a SeedSequence nor a Generator"
        ) from None
    low, high = source.bit_generator.random_raw(2).tolist()
    return int(low) | int(high) << 64


def _tasks(
    tables: Tables, kernel: tuple[str, str], entropy: int, partnerships: int, *, events: bool
) -> list[Task]:
    """Deal partnerships out to tasks: larger ones of large runs, smaller ones over long horizons.

    So none takes long to stop, and a cluster has few enough.
    """
    large = partnerships // (SHARED * BLOCK)
    blocks = max(TASK, min(TASK * LARGER.get(kernel, 1), large))
    width = BLOCK * max(1, min(blocks, blocks * USUAL_STEPS // tables.steps))
    return [
        Task(tables, kernel, entropy, first, min(width, partnerships - first), events)
        for first in range(0, partnerships, width)
    ]


def _gathered(
    tasks: list[Task],
    executor: Executor | None,
    partnerships: int,
    told: Progress,
) -> Gathered:
    found = Gathered(partnerships)
    results = serial(tasks) if executor is None else spread(executor, tasks)
    for task, result in zip(tasks, results, strict=True):
        found.add(result, task.size)
        told(found.done, partnerships)
    return found


def _traces(program: Program, engine: Engine, entropy: int, levels: int) -> Floats:
    """Return the levels of the first partnerships by month."""
    parts: list[Floats] = []
    for first in range(0, levels, BLOCK):
        size = min(BLOCK, levels - first)
        keys, own = keys_of(entropy, first, size), keys_of(entropy, first, size, BETWEEN)
        parts.append(traced(engine, program.tables, keys, own, program.ended))
    return np.concatenate(parts)


def _nothing(done: int, of: int) -> None:
    """Tell nobody."""


def _name(update: Update) -> str:
    return str(getattr(update, "__qualname__", type(update).__qualname__))


def _backend(work: int) -> Backend:
    """Return numba where it is installed, and loaded already or worth its second of start."""
    loaded = "numba" in sys.modules or (work > PAYS and find_spec("numba"))
    return "numba" if loaded else "numpy"
