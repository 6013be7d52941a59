"""An ensemble: everything that came out of a simulation, and the questions it answers by itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from msp_lifecycle.results.table import Category, Table
from msp_lifecycle.simulation import storage
from msp_lifecycle.simulation.outcome import NEVER, Outcome
from msp_lifecycle.simulation.statistics import means, shares

if TYPE_CHECKING:
    from msp_lifecycle.learning import EventLog

PERCENTILES = (5, 25, 50, 75, 95)


@attrs.frozen(kw_only=True, eq=False)
class Ensemble(Outcome):
    """Simulated partnerships, and tables of what became of them.

    Attributes:
        scenario: what was simulated.
        partnerships: how many.
        entropy: 128 bits that all their random numbers come from.
        engine: that simulated them.
        counts: moves of each kind at the end of each step, shape (M, T + 1).
        moves: every move, sorted by partnership and step; None where only counts were kept.
        update: name of the dynamics that took the place of the scenario's, if any did.
        traces: levels, as guards and hazards see them, of the first k partnerships at the end of each step, moves
            of the step included and NaN once ended, shape (k, T + 1, K); None where none were kept.
    """

    def occupancy(self, *, standings: bool = False, confidence: float = 0.95) -> Table:
        """Return how many partnerships are where, month by month.

        Args:
            standings: whether paused and suspended partnerships are told apart from active ones.
            confidence: of the intervals.

        Returns:
            Columns month, phase, count, share, low, high; an end is a phase of its own for each reason.
        """
        names, counts = self.places(standings)
        steps = len(counts)
        share, low, high = shares(counts.ravel(), self.partnerships, confidence)
        return Table(
            "Occupancy",
            {
                "month": np.repeat(np.arange(steps) * self.scenario.step, len(names)),
                "phase": Category(np.tile(np.arange(len(names), dtype=np.int16), steps), names),
                "count": counts.ravel(),
                "share": share,
                "low": low,
                "high": high,
            },
        )

    @property
    def events(self) -> Table:
        """Every move: columns partnership, month, move, source, target, sorted by partnership and month.

        Raises:
            ScenarioError: if the simulation kept counts only.
        """
        moves, program = self.logged, self.program
        names = tuple(state.name for state in program.states)
        kinds = tuple(dict.fromkeys(one.move for one in program.hazards))
        kind = np.array([kinds.index(one.move) for one in program.hazards], np.int16)
        number = moves.move.astype(np.intp)
        return Table(
            "Events",
            {
                "partnership": moves.partnership,
                "month": moves.step.astype(np.int32) * self.scenario.step,
                "move": Category(kind[number], kinds),
                "source": Category(np.array(program.sources, np.int16)[number], names),
                "target": Category(np.array(program.targets, np.int16)[number], names),
            },
        )

    def levels(self) -> Table:
        """Return the levels of the sample of partnerships that they were kept of, by month and factor.

        Returns:
            Columns partnership, month, factor, level; without the months after an end. The array is `traces`.

        Raises:
            ScenarioError: if the simulation kept none.

        Examples:
            >>> from msp_lifecycle.simulation import Scenario, simulate
            >>> run = simulate(Scenario.default(), partnerships=50, months=6, rng=7, levels=2)
            >>> list(run.levels()), run.traces.shape
            (['partnership', 'month', 'factor', 'level'], (2, 7, 17))
        """
        kept = self.kept
        who, step, factor = np.nonzero(~np.isnan(kept))
        return Table(
            "Levels",
            {
                "partnership": who.astype(np.uint32),
                "month": step.astype(np.int32) * self.scenario.step,
                "factor": Category(factor.astype(np.int16), self.scenario.rules.codes),
                "level": kept[who, step, factor],
            },
        )

    def level_fans(self) -> Table:
        """Return how the levels of the sample spread, among those that have not ended, by month and factor.

        Returns:
            Columns month, factor, count, p05, p25, p50, p75, p95; without the months in which nobody is left.

        Raises:
            ScenarioError: if the simulation kept no levels.
        """
        kept = self.kept
        there = ~np.isnan(kept[:, :, 0])
        steps = np.flatnonzero(there.any(axis=0))
        spread = np.nanpercentile(kept[:, steps], PERCENTILES, axis=0)
        codes = self.scenario.rules.codes
        factor = np.tile(np.arange(len(codes), dtype=np.int16), len(steps))
        return Table(
            "Levels of those that have not ended",
            {
                "month": np.repeat(steps * self.scenario.step, len(codes)),
                "factor": Category(factor, codes),
                "count": np.repeat(there.sum(axis=0)[steps], len(codes)),
                **{f"p{at:02d}": row.ravel() for at, row in zip(PERCENTILES, spread, strict=True)},
            },
        )

    def cumulative_incidence(self, phase: str, *, confidence: float = 0.95) -> Table:
        """Return the share that has reached a phase, or ended for a reason, by each month.

        Endings can be told where counts only were kept, too, because nobody leaves them; phases need events.

        Args:
            phase: a phase, a reason of ending, or `ended`.
            confidence: of the intervals.

        Returns:
            Columns month, count, share, low, high.

        Raises:
            ScenarioError: if there is no such phase, or it needs events and counts only were kept.
        """
        months = np.arange(0, self.months + 1, self.scenario.step)
        wanted = self.states_of(phase)
        if all(one.reason for one, there in zip(self.states, wanted, strict=True) if there):
            count = self.in_state[:, wanted].sum(axis=1)
        else:
            when = self.first(wanted)
            reached = np.bincount(when[when != NEVER] // self.scenario.step, minlength=len(months))
            count = reached.cumsum()
        share, low, high = shares(count, self.partnerships, confidence)
        columns = {"month": months, "count": count, "share": share, "low": low, "high": high}
        return Table(f"Reached {phase.replace('_', ' ')}", columns)

    def endings(self, *, confidence: float = 0.95) -> Table:
        """Return how partnerships ended: columns reason, count, share, low, high; the last row has not ended."""
        final = self.in_state[-1]
        ends = [(one.reason, final[s]) for s, one in enumerate(self.states) if one.reason]
        names = (*(str(reason) for reason, _ in ends), "not ended")
        counts = np.array([count for _, count in ends], np.int64)
        counts = np.append(counts, self.partnerships - counts.sum())
        share, low, high = shares(counts, self.partnerships, confidence)
        reasons = Category(np.arange(len(names), dtype=np.int16), names)
        columns: dict[str, Any] = {
            "reason": reasons,
            "count": counts,
            "share": share,
            "low": low,
            "high": high,
        }
        return Table("Endings", columns)

    def loop_backs(self, *, confidence: float = 0.95) -> Table:
        """Return how often partnerships went back: columns loop_backs, count, share, low, high."""
        back = np.array([one.move == "loop_back" for one in self.program.hazards])
        who = self.logged.partnership[back[self.logged.move]]
        counts = np.bincount(np.bincount(who, minlength=self.partnerships))
        share, low, high = shares(counts, self.partnerships, confidence)
        times = np.arange(len(counts))
        columns = {"loop_backs": times, "count": counts, "share": share, "low": low, "high": high}
        return Table("Loop-backs", columns)

    def log(self) -> "EventLog":
        """Return the lives as an event log, from which rates can be estimated; needs the extra `learn`.

        Raises:
            ScenarioError: if the simulation kept counts only.
        """
        from msp_lifecycle.learning import EventLog

        moves, program = self.logged, self.program
        return EventLog.from_moves(
            partnership=moves.partnership.astype(np.int32),
            time=moves.step.astype(np.float64) * self.scenario.step,
            target=np.array(program.targets, np.int32)[moves.move],
            partnerships=self.partnerships,
            start=program.tables.start,
            states=tuple(one.name for one in program.states),
            until=float(self.months),
        )

    def restricted_mean_time(self, *, confidence: float = 0.95) -> Table:
        """Return the mean months spent in each phase within the horizon.

        Where counts only were kept, the means are the same and the intervals are the widest that any partnerships
        with these means could ask for (their variance is at most mean x (horizon - mean)).

        Returns:
            Columns phase, mean, low, high; the months after an end count for its reason.
        """
        if self.moves is None:
            names, counts = self.places(standings=False)
            total = counts[:-1].sum(axis=0) * self.scenario.step
            squares = total * self.months
        else:
            names, spent = self.months_by_phase()
            total = spent.sum(axis=0, dtype=np.int64)
            squares = (spent.astype(np.int64) ** 2).sum(axis=0)
        mean, low, high = means(total, squares, self.partnerships, confidence)
        columns: dict[str, Any] = {
            "phase": Category(np.arange(len(names), dtype=np.int16), names),
            "mean": mean,
            "low": np.maximum(low, 0.0),
            "high": np.minimum(high, float(self.months)),
        }
        return Table(f"Mean months, of {self.months}", columns)

    def save(self, path: str | Path) -> None:
        """Write the ensemble to a Parquet file, with the scenario and the version inside; needs the extra `arrow`."""
        storage.save(self, Path(path))

    @staticmethod
    def load(path: str | Path) -> "Ensemble":
        """Read an ensemble that `save` wrote.

        Raises:
            ScenarioError: if the file is none.
            MissingExtra: if pyarrow is not installed.
        """
        return Ensemble(**storage.load(Path(path)))

    def __repr__(self) -> str:
        return (
            f"<Ensemble of {self.partnerships:,} partnerships over {self.months} months: "
            f"{int(self.counts.sum()):,} moves; {self.scenario.name}"
            f"{', updated by ' + self.update if self.update else ''}>"
        )

    def _repr_html_(self) -> str:
        from msp_lifecycle.simulation.picture import ensemble_html

        return ensemble_html(self)

    def plot(self, **options: Any) -> Any:
        """Draw the occupancy as stacked areas; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.simulation.plots import plot_occupancy

        return plot_occupancy(self, **options)
