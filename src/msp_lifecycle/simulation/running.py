"""Running a scenario: random streams, blocks, workers, progress."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import cache
from importlib.util import find_spec
from typing import Literal, NamedTuple

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.simulation.ensemble import Ensemble
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import whole
from msp_lifecycle.simulation.kernels import numpy_kernels
from msp_lifecycle.simulation.kernels.arithmetic import block_keys
from msp_lifecycle.simulation.kernels.numpy_kernels import Moves
from msp_lifecycle.simulation.kernels.tables import BLOCK, Floats, Tables, Words
from msp_lifecycle.simulation.kernels.traces import traced
from msp_lifecycle.simulation.program import Program, compiled
from msp_lifecycle.simulation.scenario import Scenario

Engine = Literal["thinning", "stepwise"]
Backend = Literal["numpy", "numba"]
Seed = int | np.random.SeedSequence | np.random.Generator | None
Progress = Callable[[int, int], None]
"""Called with the partnerships done and the partnerships in all."""

TASK = 16
"""Blocks that a worker takes at a time: about a tenth of a second in NumPy."""

WAITING = 64
"""Tasks handed out at a time."""

BETWEEN = 1
"""Purpose of the random numbers that fill in the levels between candidates."""

MOST_PARTNERSHIPS = 2**32 - 1
LEVEL_BYTES = 4
EVENT_BYTES = 8
EVENTS_EACH = 16
"""Moves per partnership that the memory bound reckons with, sorting included."""


class Result(NamedTuple):
    """What a task brings back.

    Attributes:
        moves: what happened; None where only counts are kept.
        counts: moves of each kind in each step, shape (M, T + 1).
    """

    moves: Moves | None
    counts: npt.NDArray[np.int64]


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
    alongside: Iterable[Scenario] = (),
) -> Ensemble:
    """Simulate many partnerships, independent of each other.

    The result depends on the scenario, the seed and the engine alone: not on workers, chunks, backend or machine;
    and more partnerships leave the first ones as they are.

    Args:
        scenario: what to simulate.
        partnerships: how many.
        months: instead of the scenario's horizon.
        rng: seed, seed sequence or generator; None takes a new seed.
        engine: `thinning` jumps from candidate month to candidate month; `stepwise` takes every month.
        backend: `numpy` or `numba`, same bits; None takes numba if it is installed.
        executor: of `concurrent.futures`, or Dask's `Client.get_executor()`; this thread alone if None.
        progress: called as partnerships are done.
        events: whether to keep every move (8 bytes each), or only how many there were of each kind by month.
        levels: of how many partnerships, from the first on, to keep the levels of every month.
        alongside: scenarios that this one is compared with, so that all share their random numbers better.

    Raises:
        ScenarioError: if something is out of bounds; nothing has been simulated then.
        MissingExtra: if numba is asked for and not installed.

    Examples:
        >>> simulate(Scenario.default(), partnerships=1_000, months=24, rng=7).partnerships
        1000
    """
    whole("partnerships", partnerships, 1, MOST_PARTNERSHIPS)
    whole("levels", levels, 0, partnerships)
    if months is not None:
        scenario = _with_horizon(scenario, months)
        alongside = [_with_horizon(one, months) for one in alongside]
    if engine not in ("thinning", "stepwise"):
        raise ScenarioError("engine", f"{engine!r} is neither thinning nor stepwise")
    if engine == "thinning" and scenario.dynamics.clipped:
        raise ScenarioError("engine", "thinning cannot keep levels clipped; take engine='stepwise'")
    _check_memory(scenario, partnerships if events else 0, levels)
    program = compiled(scenario, alongside)
    kernel = f"{backend or _backend()}_kernels", engine
    if backend == "numba" and not find_spec("numba"):
        raise MissingExtra("numba", "fast")
    entropy = entropy_of(rng)
    tasks: list[tuple[object, ...]] = [
        (program.tables, kernel, entropy, first, min(TASK * BLOCK, partnerships - first), events)
        for first in range(0, partnerships, TASK * BLOCK)
    ]
    traces = _traces(program, engine, entropy, levels) if levels else None
    results = _serial(tasks) if executor is None else _spread(executor, tasks)
    ensemble = _gathered(scenario, partnerships, entropy, engine, results, progress)
    return attrs.evolve(ensemble, traces=traces)


def entropy_of(rng: Seed) -> int:
    """Return 128 random bits from a seed, a seed sequence or a generator, which is thereby moved on.

    Examples:
        >>> entropy_of(7) == entropy_of(np.random.default_rng(7))
        True
    """
    low, high = np.random.default_rng(rng).bit_generator.random_raw(2).tolist()
    return int(low) | int(high) << 64


def run_task(
    tables: Tables, kernel: tuple[str, str], entropy: int, first: int, size: int, events: bool
) -> Result:
    """Simulate a row of blocks; this is what workers call."""
    module, engine = kernel
    width = TASK if module == "numpy_kernels" else 1
    parts = [
        _run(
            tables,
            module,
            engine,
            _keys(entropy, start, min(width * BLOCK, first + size - start)),
            start,
        )
        for start in range(first, first + size, width * BLOCK)
    ]
    moves = Moves(*(np.concatenate(part) for part in zip(*parts, strict=True)))
    steps = tables.steps + 1
    place = moves.move.astype(np.int64) * steps + moves.step
    kinds = len(tables.target) - 1
    counts = np.bincount(place, minlength=kinds * steps).reshape(kinds, steps)
    return Result(moves if events else None, counts)


def _run(tables: Tables, module: str, engine: str, keys: Words, first: int) -> Moves:
    if module == "numba_kernels":
        from msp_lifecycle.simulation.kernels import numba_kernels

        fast: Moves = getattr(numba_kernels, engine)(tables, keys, first)
        return fast
    plain: Moves = getattr(numpy_kernels, engine)(tables, keys, first)
    return plain


def _keys(entropy: int, first: int, size: int, *purpose: int) -> Words:
    blocks = range(first // BLOCK, (first + size - 1) // BLOCK + 1)
    return np.concatenate([block_keys(entropy, block, *purpose) for block in blocks])[:size]


def _traces(program: Program, engine: Engine, entropy: int, levels: int) -> Floats:
    """Return the levels of the first partnerships by month."""
    ended = np.array([state.reason is not None for state in program.states])
    parts: list[Floats] = []
    for first in range(0, levels, BLOCK):
        size = min(BLOCK, levels - first)
        keys, own = _keys(entropy, first, size), _keys(entropy, first, size, BETWEEN)
        parts.append(traced(engine, program.tables, keys, own, ended))
    return np.concatenate(parts)


def _serial(tasks: Iterable[tuple[object, ...]]) -> Iterator[Result]:
    for task in tasks:
        yield run_task(*task)  # type: ignore[arg-type]  # as `simulate` put them together


def _spread(executor: Executor, tasks: list[tuple[object, ...]]) -> Iterator[Result]:
    """Hand tasks out and bring results back in order; an interruption takes back what has not begun."""
    waiting: list[Future[Result]] = []
    left = iter(tasks)
    try:
        for task in left:
            waiting.append(executor.submit(run_task, *task))  # type: ignore[arg-type]  # the same
            if len(waiting) == WAITING:
                yield waiting.pop(0).result()
        while waiting:
            yield waiting.pop(0).result()
    finally:
        for future in waiting:
            future.cancel()


def _gathered(
    scenario: Scenario,
    partnerships: int,
    entropy: int,
    engine: Engine,
    results: Iterable[Result],
    progress: Progress | None,
) -> Ensemble:
    counts: npt.NDArray[np.int64] | None = None
    parts: list[Moves] = []
    for done, result in enumerate(results, 1):
        counts = result.counts if counts is None else counts + result.counts
        if result.moves is not None:
            parts.append(result.moves)
        if progress is not None:
            progress(min(done * TASK * BLOCK, partnerships), partnerships)
    assert counts is not None  # noqa: S101  # there is at least one partnership
    moves = Moves(*(np.concatenate(part) for part in zip(*parts, strict=True))) if parts else None
    return Ensemble(
        scenario=scenario,
        partnerships=partnerships,
        entropy=entropy,
        engine=engine,
        counts=counts,
        moves=moves,
    )


def _with_horizon(scenario: Scenario, months: int) -> Scenario:
    return attrs.evolve(scenario, horizon=months)


def _check_memory(scenario: Scenario, partnerships: int, levels: int) -> None:
    wanted = {
        "partnerships": (
            f"the moves of {partnerships:,}",
            partnerships * EVENT_BYTES * EVENTS_EACH,
            "pass events=False to keep counts only",
        ),
        "levels": (
            f"the levels of {levels:,}",
            levels * (scenario.steps + 1) * len(scenario.rules.factors) * LEVEL_BYTES,
            "keep those of fewer",
        ),
    }
    there = _memory()
    for part, (what, needed, instead) in wanted.items():
        if needed > there:
            raise ScenarioError(
                part,
                f"{what} may need {needed / 2**30:,.0f} GiB, more than the "
                f"{there / 2**30:,.0f} GiB of this machine; {instead}",
            )


@cache
def _memory() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 16 * 2**30


@cache
def _backend() -> Backend:
    return "numba" if find_spec("numba") else "numpy"
