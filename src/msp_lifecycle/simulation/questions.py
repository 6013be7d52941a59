"""Questions that take more than one simulation: comparing, sweeping, levers, a forecast."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import lifecycle_of
from msp_lifecycle.records import Partnership
from msp_lifecycle.results.table import Category, Table
from msp_lifecycle.simulation.ensemble import NEVER, Ensemble
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import whole
from msp_lifecycle.simulation.running import Seed, entropy_of, simulate
from msp_lifecycle.simulation.scenario import Scenario
from msp_lifecycle.simulation.statistics import means, shares


@attrs.frozen(eq=False)
class Comparison:
    """Two ensembles of the same partnerships, partnership by partnership.

    Attributes:
        base: without the change.
        changed: with it.
    """

    base: Ensemble
    changed: Ensemble

    def difference(self, phase: str, *, confidence: float = 0.95) -> Table:
        """Return by how much the chance to have reached a phase, or to have ended for a reason, differs by month.

        The intervals take account of the random numbers that both share.

        Args:
            phase: a phase, a reason of ending, or `ended`.
            confidence: of the intervals.

        Returns:
            Columns month, base, changed, difference, low, high.
        """
        n, step = self.base.partnerships, self.base.scenario.step
        months = np.arange(0, self.base.months + 1, step)
        one, other = self.base.time_to(phase), self.changed.time_to(phase)
        a, b = (_by_month(when, months, step) for when in (one, other))
        both = _by_month(np.maximum(one, other), months, step)
        gained, lost = b - both, a - both
        mean, low, high = means(gained - lost, gained + lost, n, confidence)
        return Table(
            f"Difference in having reached {phase.replace('_', ' ')}",
            {
                "month": months,
                "base": a / n,
                "changed": b / n,
                "difference": mean,
                "low": low,
                "high": high,
            },
        )

    def endings(self, *, confidence: float = 0.95) -> Table:
        """Return by how much the chance of each ending differs: columns reason, base, changed, difference, low, high."""
        reasons = self.base.endings()["reason"][:-1].tolist()
        rows = [self.difference(str(one), confidence=confidence).records()[-1] for one in reasons]
        columns: dict[str, Any] = {
            name: np.array([row[name] for row in rows])
            for name in ("base", "changed", "difference", "low", "high")
        }
        names = Category(np.arange(len(reasons), dtype=np.int16), tuple(map(str, reasons)))
        return Table("Difference in endings", {"reason": names, **columns})

    def plot(self, **options: Any) -> Any:
        """Draw the difference; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.simulation.plots import plot_difference

        return plot_difference(self, **options)


def _by_month(when: Any, months: Any, step: int) -> Any:
    return np.bincount(when[when != NEVER] // step, minlength=len(months)).cumsum()


def compare(base: Ensemble, changed: Ensemble) -> Comparison:
    """Compare two ensembles of one seed: the same partnerships with and without a change.

    Raises:
        ScenarioError: if they do not share their random numbers, their months and their number.

    Examples:
        >>> base = Scenario.default()
        >>> runs = [
        ...     simulate(s, partnerships=2_000, months=24, rng=7)
        ...     for s in (base, base.intervene("C1", 0.2))
        ... ]
        >>> compare(*runs).endings().rows
        3
    """
    for name in ("entropy", "partnerships", "months", "engine"):
        if getattr(base, name) != getattr(changed, name):
            raise ScenarioError(name, "the two ensembles differ; simulate both with the same one")
    if base.scenario.step != changed.scenario.step:
        raise ScenarioError("step", "the two ensembles differ; simulate both with the same one")
    return Comparison(base, changed)


def sweep(
    scenarios: Mapping[str, Scenario] | Sequence[Scenario],
    measure: Callable[[Ensemble], float | Mapping[str, float]],
    *,
    partnerships: int = 20_000,
    months: int | None = None,
    rng: Seed = None,
    **options: Any,
) -> Table:
    """Simulate many scenarios with one seed and measure each.

    Args:
        scenarios: by name, or each under its own name.
        measure: what to ask of an ensemble: a number, or several by name.
        partnerships: for each scenario.
        months: instead of the scenarios' horizon.
        rng: shared by all.
        options: for `simulate`.

    Returns:
        Column scenario and one for each measure.

    Examples:
        >>> base = Scenario.default()
        >>> grid = {f"{x}": base.intervene("C1", x) for x in (0.0, 0.2)}
        >>> sweep(
        ...     grid, lambda run: {"moves": run.counts.sum()}, partnerships=500, months=12, rng=7
        ... ).rows
        2
    """
    named: dict[str, Scenario] = (
        {str(name): one for name, one in scenarios.items()}
        if isinstance(scenarios, Mapping)
        else {one.name: one for one in scenarios}
    )
    if not named:
        raise ScenarioError("scenarios", "there are none")
    entropy = entropy_of(rng)
    found: list[Mapping[str, float]] = []
    for scenario in named.values():
        run = simulate(scenario, partnerships=partnerships, months=months, rng=entropy, **options)
        value = measure(run)
        found.append(value if isinstance(value, Mapping) else {"value": value})
    columns: dict[str, Any] = {
        "scenario": Category(np.arange(len(named), dtype=np.int32), tuple(named))
    }
    columns |= {name: np.array([float(row[name]) for row in found]) for name in found[0]}
    return Table("Sweep", columns)


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
) -> Table:
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

    Returns:
        Columns factor, title, base, chance, gain, low, high, the greatest gain first.

    Raises:
        ScenarioError: if there is no day, no next phase, or a number is out of bounds.
    """
    scenario = _start(partnership, on, base, profile, lifecycle)
    whole("within", within, 1, 1_200)
    following = _next_phase(scenario)
    entropy = entropy_of(rng)
    plain = simulate(scenario, partnerships=partnerships, months=within, rng=entropy)
    rows: list[dict[str, Any]] = []
    for factor in scenario.rules.factors:
        better = scenario.intervene(factor.code, raised_by)
        run = simulate(better, partnerships=partnerships, months=within, rng=entropy)
        last = compare(plain, run).difference(following).records()[-1]
        rows.append({"factor": factor.code, "title": factor.title, **last})
    rows.sort(key=lambda row: (-row["difference"], row["factor"]))
    order = np.arange(len(rows), dtype=np.int16)
    return Table(
        f"Chance of {following.replace('_', ' ')} within {within} months, "
        f"one factor {raised_by:+g}; {partnerships:,} simulated each",
        {
            "factor": Category(order, tuple(row["factor"] for row in rows)),
            "title": Category(order, tuple(row["title"] for row in rows)),
            **{
                name: np.array([row[key] for row in rows])
                for name, key in (
                    ("base", "base"),
                    ("chance", "changed"),
                    ("gain", "difference"),
                    ("low", "low"),
                    ("high", "high"),
                )
            },
        },
    )


def _start(
    partnership: Partnership | Scenario,
    on: dt.date | None,
    base: Scenario | None,
    profile: Profile,
    lifecycle: Lifecycle | None,
) -> Scenario:
    if isinstance(partnership, Scenario):
        return partnership
    if on is None:
        raise ScenarioError("on", "say from which day on: the records are read as of that day")
    cycle = lifecycle or lifecycle_of(partnership)
    return Scenario.starting_from(partnership, on=on, base=base, profile=profile, lifecycle=cycle)


def _next_phase(scenario: Scenario) -> str:
    for kind in ("advance", "continue"):
        for guard in scenario.rules.guards:
            if guard.kind == kind and guard.source == scenario.phase and guard.to:
                return guard.to
    raise ScenarioError("partnership", f"no phase follows {scenario.phase}")


@attrs.frozen(eq=False)
class Forecast:
    """What may become of one partnership, under the assumptions of its scenario.

    Attributes:
        ensemble: that it rests on.
        following: the next phase; empty where none follows.
    """

    ensemble: Ensemble
    following: str

    def chances(self, *, confidence: float = 0.95) -> Table:
        """Return the chances of each phase and ending by month, with simulation intervals; see `Ensemble.occupancy`."""
        return self.ensemble.occupancy(confidence=confidence)

    def __str__(self) -> str:
        run, months = self.ensemble, self.ensemble.months
        lines = [f"Of 100 partnerships like this one, in {months} months about"]
        if self.following:
            reached = run.cumulative_incidence(self.following)["count"][-1]
            lines.append(
                f"  {_range(reached, run.partnerships)} will have reached {_words(self.following)}"
            )
        lines += [
            f"  {_range(row['count'], run.partnerships)} will have {_ended(row['reason'])}"
            for row in run.endings().records()
            if row["count"]
        ]
        bases = {
            one.basis
            for one in run.scenario.hazards
            if one.basis.startswith(("rate assumed", "assumed"))
        }
        lines += [
            "",
            "This is what the scenario's assumptions come to, not a prediction about these people.",
            "The ranges are those of the simulation alone (95 %); doubts about the assumptions are larger.",
            f"Scenario: {run.scenario.name}; {run.partnerships:,} simulated.",
            f"{len(bases)} of its kinds of moves rest on assumed rates; scenario.describe() lists every number.",
        ]
        return "\n".join(lines)

    def plot(self, **options: Any) -> Any:
        """Draw the chances by month; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.simulation.plots import plot_occupancy

        return plot_occupancy(self.ensemble, **{"ylabel": "chance", **options})


def _range(count: int, of: int) -> str:
    _, low, high = (100 * float(x) for x in shares(count, of))
    return f"{low:.0f}" if round(low) == round(high) else f"{low:.0f} to {high:.0f}"


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _ended(reason: str) -> str:
    words = {
        "goal_achieved": "ended with the goal achieved",
        "handed_over": "ended by handing over",
        "not ended": "not ended",
        "merged": "merged with another",
    }
    return words.get(reason, f"ended: {reason.replace('_', ' ')}")


def forecast(
    partnership: Partnership | Scenario,
    *,
    on: dt.date | None = None,
    months: int = 24,
    base: Scenario | None = None,
    partnerships: int = 20_000,
    rng: Seed = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Forecast:
    """Say what may become of a partnership: chances of each phase and ending by month.

    Args:
        partnership: from whose records to start, or a scenario.
        on: day of the records.
        months: to look ahead.
        base: scenario to take hazards and dynamics from; the default one if None.
        partnerships: to simulate.
        rng: seed, seed sequence or generator.
        profile: thresholds in force.
        lifecycle: instead of the one that the partnership names.

    Raises:
        ScenarioError: if there is no day, or nothing can follow.

    Examples:
        >>> print(
        ...     str(
        ...         forecast(Scenario.default(), months=12, partnerships=2_000, rng=7)
        ...     ).splitlines()[0]
        ... )
        Of 100 partnerships like this one, in 12 months about
    """
    scenario = _start(partnership, on, base, profile, lifecycle)
    try:
        following = _next_phase(scenario)
    except ScenarioError:
        following = ""
    return Forecast(
        simulate(scenario, partnerships=partnerships, months=months, rng=rng), following
    )
