"""What came out of a simulation, as numbers: who was where, when they came there, how long they stayed."""

from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.kernels.tables import Moves
from msp_lifecycle.simulation.program import Program, State, compiled
from msp_lifecycle.simulation.scenario import Scenario

Counts = npt.NDArray[np.int64]
Months = npt.NDArray[np.int32]
NEVER = np.iinfo(np.int32).max
"""Month of what did not happen within the horizon."""


@attrs.frozen(kw_only=True, eq=False)
class Outcome:
    """Simulated partnerships, as arrays; the attributes are those of `Ensemble`, which makes tables of them."""

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
