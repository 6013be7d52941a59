"""An ensemble: everything that came out of a simulation, and the questions it answers by itself."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.results.table import Category, Table
from msp_lifecycle.simulation import storage
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.kernels.tables import Moves
from msp_lifecycle.simulation.program import Program, State, compiled
from msp_lifecycle.simulation.scenario import Scenario
from msp_lifecycle.simulation.statistics import means, shares

if TYPE_CHECKING:
    from msp_lifecycle.learning import EventLog

Counts = npt.NDArray[np.int64]
Months = npt.NDArray[np.int32]
PERCENTILES = (5, 25, 50, 75, 95)
NEVER = np.iinfo(np.int32).max
"""Month of what did not happen within the horizon."""


@attrs.frozen(kw_only=True, eq=False)
class Ensemble:
    """Simulated partnerships.

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

    scenario: Scenario
    partnerships: int
    entropy: int
    engine: str
    counts: Counts
    moves: Moves | None = None
    traces: npt.NDArray[np.float32] | None = None
    update: str = ""

    @cached_property
    def program(self) -> Program:
        """The scenario as the engine saw it, states and moves by number."""
        return compiled(self.scenario)

    @property
    def states(self) -> tuple[State, ...]:
        """Where a partnership can be."""
        return self.program.states

    @property
    def months(self) -> int:
        """Months simulated."""
        return self.scenario.steps * self.scenario.step

    @cached_property
    def in_state(self) -> Counts:
        """Partnerships in each state at the end of each step, shape (T + 1, S)."""
        change = np.zeros((self.counts.shape[1], len(self.states)), np.int64)
        for move, row in enumerate(self.counts):
            change[:, self.program.targets[move]] += row
            change[:, self.program.sources[move]] -= row
        change[0, self.program.tables.start] += self.partnerships
        found: Counts = np.cumsum(change, axis=0)
        return found

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

    def places(self, standings: bool = False) -> tuple[tuple[str, ...], Counts]:
        """Return the names of phases and endings, and the partnerships in each by step, shape (T + 1, names).

        Args:
            standings: whether paused and suspended partnerships are told apart from active ones.
        """
        label = [one.name if standings or one.reason else one.phase for one in self.states]
        names = tuple(dict.fromkeys(label))
        counts = np.zeros((self.in_state.shape[0], len(names)), np.int64)
        for s, name in enumerate(label):
            counts[:, names.index(name)] += self.in_state[:, s]
        return names, counts

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

    @property
    def logged(self) -> Moves:
        """Every move, as numbers.

        Raises:
            ScenarioError: if the simulation kept counts only.
        """
        if self.moves is None:
            raise ScenarioError(
                "events", "this ensemble kept counts only; simulate with events=True"
            )
        return self.moves

    @property
    def kept(self) -> npt.NDArray[np.float32]:
        """The levels that were kept, as `traces`.

        Raises:
            ScenarioError: if the simulation kept none.
        """
        if self.traces is None:
            raise ScenarioError(
                "levels", "this ensemble kept none; simulate with levels=100 to keep those of 100"
            )
        return self.traces

    def levels(self) -> Table:
        """Return the levels of the sample of partnerships that they were kept of, by month and factor.

        Returns:
            Columns partnership, month, factor, level; without the months after an end. The array is `traces`.

        Raises:
            ScenarioError: if the simulation kept none.

        Examples:
            >>> from msp_lifecycle.simulation import simulate
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

    def first(self, states: npt.NDArray[np.bool_]) -> Months:
        """Return the month in which each partnership first comes to one of some states, or `NEVER`, shape (n,)."""
        found = np.full(self.partnerships, NEVER, np.int32)
        if states[self.program.tables.start]:
            found[:] = 0
            return found
        moves = self.logged
        at = np.flatnonzero(states[np.array(self.program.targets)[moves.move]])[::-1]
        found[moves.partnership[at]] = moves.step[at].astype(np.int32) * self.scenario.step
        return found

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons for which a partnership can end."""
        return tuple(dict.fromkeys(one.reason for one in self.states if one.reason))

    def knows(self, name: str) -> bool:
        """Say whether a phase, a reason of ending, or `ended`, can come about in this scenario."""
        return bool(name) and any(
            name in (one.phase, one.reason, one.standing, one.name) for one in self.states
        )

    def states_of(self, name: str) -> npt.NDArray[np.bool_]:
        """Return which states a phase, a reason of ending or the word `ended` stands for, shape (S,).

        Raises:
            ScenarioError: if there is none of that name.
        """
        found = np.array(
            [name in (one.phase, one.reason, one.standing, one.name) for one in self.states]
        )
        if not self.knows(name):
            known = ", ".join(dict.fromkeys(one.reason or one.phase for one in self.states))
            raise ScenarioError("phase", f"no {name!r}; there are {known}, ended")
        return found

    def time_to(self, phase: str) -> Months:
        """Return the month in which each partnership first reaches a phase or end, `NEVER` if it does not, shape (n,)."""
        return self.first(self.states_of(phase))

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

    def months_in(self) -> npt.NDArray[np.int32]:
        """Return the months that each partnership spends in each state within the horizon, shape (n, S)."""
        moves, program = self.logged, self.program
        spent = np.zeros((self.partnerships, len(self.states)), np.int32)
        left = np.int32(self.months) - moves.step.astype(np.int32) * np.int32(self.scenario.step)
        np.add.at(spent, (moves.partnership, np.array(program.targets)[moves.move]), left)
        np.add.at(spent, (moves.partnership, np.array(program.sources)[moves.move]), -left)
        spent[:, program.tables.start] += self.months
        return spent

    def months_by_phase(self) -> tuple[tuple[str, ...], npt.NDArray[np.int32]]:
        """Return the names of phases and endings, and the months of each partnership in each, shape (n, names).

        Raises:
            ScenarioError: if the simulation kept counts only.
        """
        spent = self.months_in()
        label = [one.name if one.reason else one.phase for one in self.states]
        names = tuple(dict.fromkeys(label))
        grouped = [spent[:, [name == one for one in label]].sum(axis=1) for name in names]
        return names, np.stack(grouped, axis=1).astype(np.int32)

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
