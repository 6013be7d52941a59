# pyright: basic
# (SALib ships no types and is not always there)
"""Which assumption of a scenario matters most: Morris screening and Sobol indices, through SALib."""

import contextlib
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.results.table import Category, Table
from msp_lifecycle.simulation.assumptions import Assumption
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import whole
from msp_lifecycle.simulation.measures import Measure, Measured
from msp_lifecycle.simulation.program import compiled
from msp_lifecycle.simulation.progress import Progress, closed_after, part_of
from msp_lifecycle.simulation.running import Seed, entropy_of, simulate
from msp_lifecycle.simulation.scenario import Scenario

Method = Literal["morris", "sobol"]
Points = npt.NDArray[np.float64]
LEVELS = 4
"""Levels of the grid on which Morris walks; four is what the method's literature uses."""


class Sensitivity(Table):
    """How much each assumption matters, the most influential first; a table that can be drawn.

    Attributes:
        method: `morris` or `sobol`.
        measured: what was measured, in words.
        points: value of each assumption in each run, shape (runs, assumptions), in the order asked.
        measurements: what was measured in each run, shape (runs,).
    """

    method: Method
    measured: str
    points: Points
    measurements: Points

    def plot(self, *, ax: Any = None) -> Any:
        """Draw how much each assumption matters; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.simulation.plots import plot_sensitivity

        return plot_sensitivity(self, ax=ax)


def sensitivity(
    scenario: Scenario,
    assumptions: Sequence[Assumption],
    measure: Measure,
    *,
    method: Method = "morris",
    samples: int = 16,
    partnerships: int = 4_096,
    months: int | None = None,
    rng: Seed = None,
    confidence: float = 0.95,
    progress: Progress | None = None,
    **options: Any,
) -> Sensitivity:
    """Say how much a result depends on each of a scenario's assumptions, over their whole ranges.

    All runs share their random numbers, so that what differs is the assumptions. Morris takes samples x (D + 1) runs
    for D assumptions and ranks them; Sobol takes samples x (D + 2) and splits the variance.

    Args:
        scenario: whose assumptions are doubted.
        assumptions: each with its range, within which every value is as likely.
        measure: a phase, a reason of ending or `ended`, for the chance to have come there; or a function of an
            ensemble that returns a number.
        method: `morris`, few runs, to find out which matter; `sobol`, many, for shares of the variance.
        samples: trajectories (Morris), or base samples, a power of two (Sobol).
        partnerships: to simulate in each run.
        months: instead of the scenario's horizon.
        rng: of the samples and of the runs; the same seed gives the same table.
        confidence: of the intervals.
        progress: called as partnerships are done, all runs taken together.
        options: for `simulate`.

    Returns:
        For Morris the columns assumption, mu (mean change of the measure over the whole range), mu_star (mean of its
        size), low, high (of mu_star), sigma (spread: interactions, bends). For Sobol assumption, first, first_low,
        first_high (share of the variance by itself), total, total_low, total_high (with all interactions).

    Raises:
        MissingExtra: if SALib is not installed (extra `sensitivity`).
        ScenarioError: if nothing can be varied, or a value in a range crosses a bound; nothing has been simulated then.

    Examples:
        >>> from msp_lifecycle import simulation as sim
        >>> doubted = [
        ...     sim.Assumption.rate(0.5, 2.0, move="end"),
        ...     sim.Assumption.effect(0.0, 2.0, factor="C1"),
        ... ]
        >>> table = sim.sensitivity(
        ...     sim.Scenario.default(), doubted, "ended", months=60, partnerships=500, rng=7
        ... )
        >>> table["assumption"][0]
        'rate of end, times'
    """
    problem = _problem(assumptions, method, samples)
    entropy = entropy_of(rng)
    seed = entropy % 2**32
    points = _points(problem, method, samples, seed)
    scenarios = [_at(scenario, assumptions, point, months) for point in points]
    measured = Measured(measure)
    values = np.empty(len(points))
    with closed_after(progress):
        for index, one in enumerate(scenarios):
            tell = part_of(progress, index, len(scenarios))
            run = simulate(one, partnerships=partnerships, rng=entropy, progress=tell, **options)
            values[index] = measured.of(run)
    columns = _analysed(problem, method, points, values, confidence, seed)
    horizon = scenarios[0].horizon
    title = (
        f"What matters for the {measured.name} within {horizon} months: "
        f"{method.capitalize()}, {len(points)} runs of {partnerships:,}"
    )
    found = Sensitivity(title, columns)
    found.method, found.measured = method, measured.name
    found.points, found.measurements = points, values
    return found


def _problem(assumptions: Sequence[Assumption], method: str, samples: int) -> dict[str, Any]:
    names = [one.name for one in assumptions]
    if len(names) < 2:
        raise ScenarioError("assumptions", f"{len(names)} given; there is nothing to compare")
    if len(set(names)) < len(names):
        raise ScenarioError("assumptions", f"two have one name: {', '.join(names)}")
    if method not in ("morris", "sobol"):
        raise ScenarioError("method", f"{method!r} is neither morris nor sobol")
    whole("samples", samples, 2, 2**20)
    if method == "sobol" and samples & (samples - 1):
        raise ScenarioError("samples", f"{samples} is no power of two, which Sobol needs")
    return {
        "num_vars": len(names),
        "names": names,
        "bounds": [[one.low, one.high] for one in assumptions],
    }


def _at(
    scenario: Scenario, assumptions: Sequence[Assumption], point: Points, months: int | None
) -> Scenario:
    """Return the scenario at a point, compiled once so that what crosses a bound is told before any run."""
    import attrs

    for one, value in zip(assumptions, point.tolist(), strict=True):
        try:
            scenario = one.change(scenario, value)
        except ScenarioError as mistake:
            raise ScenarioError(f"{one.name} at {value:g}", str(mistake)) from None
    if months is not None:
        scenario = attrs.evolve(scenario, horizon=months)
    compiled(scenario)
    return scenario


def _points(problem: dict[str, Any], method: str, samples: int, seed: int) -> Points:
    with _salib():
        if method == "morris":
            from SALib.sample import morris

            found: Points = morris.sample(problem, samples, num_levels=LEVELS, seed=seed)
        else:
            from SALib.sample import sobol

            found = sobol.sample(problem, samples, calc_second_order=False, seed=seed)
    return found


def _analysed(
    problem: dict[str, Any], method: str, points: Points, values: Points, level: float, seed: int
) -> dict[str, Any]:
    spread = float(values.max() - values.min())
    with _salib():
        if method == "morris":
            from SALib.analyze import morris

            found = morris.analyze(
                problem, points, values, conf_level=level, num_levels=LEVELS, seed=seed
            )
            return _morris_columns(problem, found)
        from SALib.analyze import sobol

        if spread == 0:  # nothing varies, so there is no variance to split
            nought = np.zeros(problem["num_vars"])
            found = {"S1": nought, "S1_conf": nought, "ST": nought, "ST_conf": nought}
        else:
            found = sobol.analyze(
                problem, values, calc_second_order=False, conf_level=level, seed=seed or 1
            )
        return _sobol_columns(problem, found)


def _morris_columns(problem: dict[str, Any], found: Any) -> dict[str, Any]:
    size, half = np.asarray(found["mu_star"], float), np.asarray(found["mu_star_conf"], float)
    order = np.argsort(-size, kind="stable")
    return {
        "assumption": _names(problem, order),
        "mu": np.asarray(found["mu"], float)[order],
        "mu_star": size[order],
        "low": np.maximum(size - half, 0)[order],
        "high": (size + half)[order],
        "sigma": np.asarray(found["sigma"], float)[order],
    }


def _sobol_columns(problem: dict[str, Any], found: Any) -> dict[str, Any]:
    order = np.argsort(-np.asarray(found["ST"], float), kind="stable")
    columns: dict[str, Any] = {"assumption": _names(problem, order)}
    for name, key in (("first", "S1"), ("total", "ST")):
        value, half = np.asarray(found[key], float), np.asarray(found[f"{key}_conf"], float)
        columns |= {
            name: value[order],
            f"{name}_low": (value - half)[order],
            f"{name}_high": (value + half)[order],
        }
    return columns


def _names(problem: dict[str, Any], order: npt.NDArray[np.intp]) -> Category:
    names = tuple(problem["names"][index] for index in order)
    return Category(np.arange(len(names), dtype=np.int16), names)


@contextlib.contextmanager
def _salib() -> Any:
    try:
        yield
    except ImportError:
        raise MissingExtra("SALib", "sensitivity") from None
