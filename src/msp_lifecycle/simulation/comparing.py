"""Comparing two scenarios, partnership by partnership."""

from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.results.table import Category, Table
from msp_lifecycle.simulation.ensemble import Ensemble
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.outcome import NEVER
from msp_lifecycle.simulation.statistics import means


@attrs.frozen(eq=False)
class Comparison:
    """Two ensembles of the same partnerships, partnership by partnership.

    Attributes:
        base: without the change.
        changed: with it.
    """

    base: Ensemble
    changed: Ensemble

    @property
    def change(self) -> str:
        """What the changed scenario is called, beside the base."""
        return self.changed.scenario.name.removeprefix(f"{self.base.scenario.name}, ")

    def difference(self, phase: str, *, confidence: float = 0.95) -> Table:
        """Return by how much the chance to have reached a phase, or to have ended for a reason, differs by month.

        The intervals take account of the random numbers that both share.

        Args:
            phase: a phase, a reason of ending, or `ended`.
            confidence: of the intervals.

        Returns:
            Columns month, base, changed, difference, low, high.

        Raises:
            ScenarioError: if there is no such phase, or an ensemble kept counts only.
        """
        n, step = self.base.partnerships, self.base.scenario.step
        months = np.arange(0, self.base.months + 1, step)
        one, other = self._times(self.base, phase), self._times(self.changed, phase)
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

    def _times(self, ensemble: Ensemble, phase: str) -> npt.NDArray[np.int32]:
        """Return the months of what only the other scenario may know."""
        if not ensemble.knows(phase) and any(one.knows(phase) for one in (self.base, self.changed)):
            return np.full(ensemble.partnerships, NEVER, np.int32)
        return ensemble.time_to(phase)

    def endings(self, *, confidence: float = 0.95) -> Table:
        """Return by how much the chance of each ending differs.

        Returns:
            Columns reason, base, changed, difference, low, high; reasons that only one of the two knows included.
        """
        reasons = [*self.base.reasons]
        reasons += [one for one in self.changed.reasons if one not in reasons]
        rows = [self._ending(one, confidence) for one in reasons]
        columns: dict[str, Any] = {
            name: np.array([row[name] for row in rows])
            for name in ("base", "changed", "difference", "low", "high")
        }
        names = Category(np.arange(len(reasons), dtype=np.int16), tuple(reasons))
        return Table("Difference in endings", {"reason": names, **columns})

    def _ending(self, reason: str, confidence: float) -> dict[str, Any]:
        found = self.difference(reason, confidence=confidence)
        return {name: found[name][-1] for name in found}

    def restricted_mean_time(self, *, confidence: float = 0.95) -> Table:
        """Return by how many months the mean time in each phase differs, within the horizon.

        Returns:
            Columns phase, base, changed, difference, low, high; the months after an end count for its reason.
        """
        (names, one), (others, other) = self.base.months_by_phase(), self.changed.months_by_phase()
        shared = [name for name in names if name in others]
        a = one[:, [names.index(name) for name in shared]].astype(np.float64)
        b = other[:, [others.index(name) for name in shared]].astype(np.float64)
        total, squares = (b - a).sum(axis=0), ((b - a) ** 2).sum(axis=0)
        mean, low, high = means(total, squares, self.base.partnerships, confidence)
        return Table(
            "Difference in mean months",
            {
                "phase": Category(np.arange(len(shared), dtype=np.int16), tuple(shared)),
                "base": a.mean(axis=0),
                "changed": b.mean(axis=0),
                "difference": mean,
                "low": low,
                "high": high,
            },
        )

    def __repr__(self) -> str:
        return (
            f"<Comparison of {self.base.partnerships:,} partnerships over {self.base.months} months: "
            f"{self.base.scenario.name} against {self.change}>"
        )

    def _repr_html_(self) -> str:
        from msp_lifecycle.simulation.picture import comparison_html

        return comparison_html(self)

    def plot(self, *phases: str, ax: Any = None) -> Any:
        """Draw the difference month by month; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.simulation.plots import plot_difference

        return plot_difference(self, *phases, ax=ax)


def _by_month(when: npt.NDArray[np.int32], months: npt.NDArray[np.int64], step: int) -> Any:
    return np.bincount(when[when != NEVER] // step, minlength=len(months)).cumsum()


def compare(base: Ensemble, changed: Ensemble) -> Comparison:
    """Compare two ensembles of one seed: the same partnerships with and without a change.

    Raises:
        ScenarioError: if they do not share their random numbers, their months and their number.

    Examples:
        >>> from msp_lifecycle import simulation as sim
        >>> base = sim.Scenario.default()
        >>> runs = [
        ...     sim.simulate(one, partnerships=2_000, months=24, rng=7)
        ...     for one in (base, base.intervene("C1", 0.2))
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
