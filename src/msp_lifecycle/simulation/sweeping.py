"""Measuring many scenarios with one seed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from msp_lifecycle.results.table import Category, Table
from msp_lifecycle.simulation.comparing import compare
from msp_lifecycle.simulation.ensemble import Ensemble
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.measures import Measures, chance
from msp_lifecycle.simulation.progress import Progress, closed_after, part_of
from msp_lifecycle.simulation.running import Seed, entropy_of, simulate
from msp_lifecycle.simulation.scenario import Scenario


class Sweep(Table):
    """What came out of each scenario; a table that can be drawn."""

    def plot(self, *, ax: Any = None) -> Any:
        """Draw what was measured, scenario by scenario; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.simulation.plots import plot_sweep

        return plot_sweep(self, ax=ax)


def sweep(
    scenarios: Mapping[str, Scenario] | Sequence[Scenario],
    measure: Measures,
    *,
    partnerships: int = 20_000,
    months: int | None = None,
    rng: Seed = None,
    progress: Progress | None = None,
    **options: Any,
) -> Sweep:
    """Simulate many scenarios with one seed and measure each.

    Args:
        scenarios: by name, or each under its own name.
        measure: a phase, a reason of ending or `ended`, for the chance to have come there; or what to ask of an
            ensemble: a number, or several by name.
        partnerships: for each scenario.
        months: instead of the scenarios' horizon.
        rng: shared by all.
        progress: called as partnerships are done, all scenarios taken together.
        options: for `simulate`.

    Returns:
        Column scenario and one for each measure. For a chance the columns are scenario, share, low, high, and
        difference, difference_low, difference_high against the first scenario, paired by their random numbers.

    Raises:
        ScenarioError: if there is no scenario, or what `simulate` refuses.

    Examples:
        >>> base = Scenario.default()
        >>> grid = {f"{x}": base.intervene("C1", x) for x in (0.0, 0.2)}
        >>> sweep(grid, "design", partnerships=500, months=12, rng=7).rows
        2
    """
    named = _named(scenarios)
    entropy, runs = entropy_of(rng), list[Ensemble]()
    rows: list[Mapping[str, float]] = []
    with closed_after(progress):
        for index, scenario in enumerate(named.values()):
            tell = part_of(progress, index, len(named))
            run = simulate(
                scenario,
                partnerships=partnerships,
                months=months,
                rng=entropy,
                progress=tell,
                **options,
            )
            runs = [*runs[:1], run]  # the first one is what the others are compared with
            rows.append(_row(run, runs[0], measure))
    order = Category(np.arange(len(named), dtype=np.int32), tuple(named))
    columns: dict[str, Any] = {
        name: np.array([float(row[name]) for row in rows]) for name in rows[0]
    }
    what = chance(measure).capitalize() if isinstance(measure, str) else "Sweep"
    title = f"{what} within {runs[0].months} months; {partnerships:,} simulated each"
    return Sweep(title, {"scenario": order, **columns})


def _named(scenarios: Mapping[str, Scenario] | Sequence[Scenario]) -> dict[str, Scenario]:
    if isinstance(scenarios, Mapping):
        named = {str(name): one for name, one in scenarios.items()}
    else:
        named = {one.name: one for one in scenarios}
        if len(named) < len(scenarios):
            raise ScenarioError("scenarios", "two have one name; give a dictionary")
    if not named:
        raise ScenarioError("scenarios", "there are none")
    return named


def _row(
    run: Ensemble,
    first: Ensemble,
    measure: str | Callable[[Ensemble], float | Mapping[str, float]],
) -> Mapping[str, float]:
    if not isinstance(measure, str):
        value = measure(run)
        return value if isinstance(value, Mapping) else {"value": value}
    share = run.cumulative_incidence(measure)
    paired = compare(first, run).difference(measure)
    return {name: share[name][-1] for name in ("share", "low", "high")} | {
        "difference": paired["difference"][-1],
        "difference_low": paired["low"][-1],
        "difference_high": paired["high"][-1],
    }
