"""Which factor, raised from now on, helps a partnership most."""

import datetime as dt
from typing import Any

import numpy as np

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Partnership
from msp_lifecycle.results.table import Category, Table
from msp_lifecycle.simulation.beginning import Beginning, next_phase
from msp_lifecycle.simulation.comparing import compare
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import number, whole
from msp_lifecycle.simulation.progress import Progress, closed_after, part_of
from msp_lifecycle.simulation.running import Seed, entropy_of, simulate
from msp_lifecycle.simulation.scenario import Scenario


class Levers(Table):
    """The gain of each factor, the greatest first; a table that can be drawn.

    Attributes:
        scenario: without any change.
        following: the phase to be reached.
        within: months to reach it.
        raised_by: by how much the level of one factor was raised.
        partnerships: simulated for each factor.
    """

    scenario: Scenario
    following: str
    within: int
    raised_by: float
    partnerships: int

    def plot(self, *, ax: Any = None) -> Any:
        """Draw the gains as a tornado; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.simulation.plots import plot_levers

        return plot_levers(self, ax=ax)


def levers(
    partnership: Partnership | Scenario,
    *,
    on: dt.date | None = None,
    raised_by: float = 0.2,
    within: int = 24,
    base: Scenario | None = None,
    partnerships: int = 50_000,
    rng: Seed = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
    progress: Progress | None = None,
) -> Levers:
    """Say which factor, raised from now on, most raises the chance of reaching the next phase.

    Args:
        partnership: from whose records to start, or a scenario.
        on: day of the records.
        raised_by: how much the level of one factor is raised.
        within: months to reach the next phase.
        base: scenario to take hazards and dynamics from; the default one if None.
        partnerships: to simulate for each factor.
        rng: shared by all, so that only the factor differs.
        profile: thresholds in force.
        lifecycle: instead of the one that the partnership names.
        progress: called as partnerships are done, all factors taken together.

    Returns:
        Columns factor, title, base, chance, gain, low, high, the greatest gain first.

    Raises:
        ScenarioError: if there is no day, no next phase, or a number is out of bounds.

    Examples:
        >>> levers(Scenario.default(), within=12, partnerships=500, rng=7).rows
        17
    """
    begin = Beginning(on=on, base=base, profile=profile, lifecycle=lifecycle)
    scenario = begin.scenario(partnership)
    whole("within", within, 1, 1_200)
    number("raised_by", raised_by, -1, 1)
    following = next_phase(scenario)
    if not following:
        raise ScenarioError("partnership", f"no phase follows {scenario.phase}")
    rows = _gains(scenario, following, raised_by, within, partnerships, entropy_of(rng), progress)
    found = Levers(_title(following, within, raised_by, partnerships), _columns(rows))
    found.scenario, found.following, found.within = scenario, following, within
    found.raised_by, found.partnerships = raised_by, partnerships
    return found


def _title(following: str, within: int, raised_by: float, partnerships: int) -> str:
    return (
        f"Chance of {following.replace('_', ' ')} within {within} months, "
        f"one factor {raised_by:+g}; {partnerships:,} simulated each"
    )


def _gains(
    scenario: Scenario,
    following: str,
    raised_by: float,
    within: int,
    partnerships: int,
    entropy: int,
    progress: Progress | None,
) -> list[dict[str, Any]]:
    runs = 1 + len(scenario.rules.factors)
    rows: list[dict[str, Any]] = []
    with closed_after(progress):
        tell = part_of(progress, 0, runs)
        plain = simulate(
            scenario, partnerships=partnerships, months=within, rng=entropy, progress=tell
        )
        for index, factor in enumerate(scenario.rules.factors, 1):
            better = scenario.intervene(factor.code, raised_by)
            tell = part_of(progress, index, runs)
            run = simulate(
                better, partnerships=partnerships, months=within, rng=entropy, progress=tell
            )
            difference = compare(plain, run).difference(following)
            last = {name: difference[name][-1] for name in difference}
            rows.append({"factor": factor.code, "title": factor.title, **last})
    rows.sort(key=lambda row: (-row["difference"], row["factor"]))
    return rows


def _columns(rows: list[dict[str, Any]]) -> dict[str, Any]:
    order = np.arange(len(rows), dtype=np.int16)
    keys = {"base": "base", "chance": "changed", "gain": "difference", "low": "low", "high": "high"}
    return {
        "factor": Category(order, tuple(row["factor"] for row in rows)),
        "title": Category(order, tuple(row["title"] for row in rows)),
        **{name: np.array([row[key] for row in rows]) for name, key in keys.items()},
    }
