"""A scenario compiled to the arrays that the kernels read."""

from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np

from msp_lifecycle.simulation import correlation
from msp_lifecycle.simulation.chances import UNIT, chances, thresholds
from msp_lifecycle.simulation.courses import attractors, gathered, group_shift, lifts, powers
from msp_lifecycle.simulation.frozen import Frozen
from msp_lifecycle.simulation.kernels.tables import (
    LINEAR,
    LOG_LINEAR,
    STEP,
    Flags,
    Ints,
    Tables,
    words_for,
)
from msp_lifecycle.simulation.parts import Hazard, of
from msp_lifecycle.simulation.scenario import Scenario
from msp_lifecycle.simulation.states import Groups, State, groups_of, states_of, target_of

__all__ = ["Program", "State", "compiled"]

SHAPES = {"log-linear": LOG_LINEAR, "linear": LINEAR, "step": STEP}


@attrs.frozen(eq=False)
class Program:
    """What the engines run.

    Attributes:
        tables: for the kernels.
        states: by number.
        sources: state that each move leaves, by number of the move.
        targets: state that each move leads to.
        hazards: that each move comes from.
        groups: labels of each combination of covariates.
    """

    tables: Tables
    states: tuple[State, ...]
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    hazards: tuple[Hazard, ...]
    groups: tuple[frozenset[str], ...]

    @property
    def ended(self) -> Flags:
        """Which states are ends, shape (S,)."""
        return np.array([state.reason is not None for state in self.states])


def compiled(scenario: Scenario, alongside: Iterable[Scenario] = ()) -> Program:
    """Compile a scenario.

    Args:
        scenario: to compile.
        alongside: scenarios that it is compared with; all share one bound on their hazards, so that they draw
            their random numbers at the same months as long as nothing tells them apart.

    Raises:
        ScenarioError: if the hazards that leave a state may add up to more than one.
    """
    states = states_of(scenario)
    place = {state: index for index, state in enumerate(states)}
    hazards = tuple(one for one in scenario.hazards if one.rate > 0)
    sources = tuple(place[State(one.source, one.standing)] for one in hazards)
    targets = tuple(place[target_of(one)] for one in hazards)
    groups = groups_of(scenario)
    tables = _tables(scenario, (scenario, *alongside), states, sources, targets, hazards, groups)
    return Program(tables, states, sources, targets, hazards, tuple(labels for labels, _ in groups))


def _tables(
    scenario: Scenario,
    together: Sequence[Scenario],
    states: tuple[State, ...],
    sources: tuple[int, ...],
    targets: tuple[int, ...],
    hazards: tuple[Hazard, ...],
    groups: Groups,
) -> Tables:
    dynamics, codes, steps = scenario.dynamics, scenario.rules.codes, scenario.steps
    size, moves = len(codes), len(hazards)
    power, spread = powers(dynamics.phi, scenario.step, steps)
    sigma = np.array([of(dynamics.sigma, code) for code in codes]) * gathered(scenario)
    low = np.array([of(dynamics.low, code) for code in codes])
    high = np.array([of(dynamics.high, code) for code in codes])
    base = attractors(scenario, states)
    shift = np.array(
        [[group_shift(scenario, code, labels) for labels, _ in groups] for code in codes]
    )
    attractor = (base[:, None, :] + shift.reshape(size, len(groups), 1)).reshape(size, -1)
    jump = np.zeros((size, moves + 1))
    weight = np.zeros((size, moves + 1))
    need = np.full((size, moves + 1), -np.inf, np.float32)
    for m, one in enumerate(hazards):
        change: Mapping[str, float] = dynamics.jumps.get(one.move, Frozen[float]())
        if states[targets[m]].reason is None:
            jump[:, m] = base[:, sources[m]] - base[:, targets[m]]
            jump[:, m] += [of(change, code) for code in codes]
        weight[:, m] = [one.effects.get(code, 0.0) for code in codes]
        need[:, m] = thresholds(scenario, one)
    mixing = correlation.factored(codes, correlation.matrix(codes, dynamics.correlations))
    lift, lift_base = lifts(scenario, groups)
    dealt = chances(together, states, hazards, groups)
    shapes = [SHAPES[one.shape] for one in hazards]
    return Tables(
        steps=steps,
        words=words_for(size),
        clipped=dynamics.clipped,
        start=states.index(State(scenario.phase, scenario.standing)),
        low=low.astype(np.float32),
        width=(high - low).astype(np.float32),
        share=_ends([share for _, share in groups]),
        power=power,
        spread=spread,
        sigma=sigma.astype(np.float32),
        mixing=np.array(mixing, np.float32),
        mixed=any(value for k, row in enumerate(mixing) for value in row[:k]),
        attractor=attractor.astype(np.float32),
        jump=jump.astype(np.float32),
        jumping=(jump != 0).max(axis=0),
        lift=lift.astype(np.float32),
        lift_base=lift_base.astype(np.int32),
        lifted=np.array([bool(row.any()) for row in lift]),
        weight=weight.astype(np.float32),
        weighed=(weight != 0).max(axis=1),
        shape=np.array([*shapes, LOG_LINEAR], np.int32),
        shapes=np.array([kind in shapes for kind in (LOG_LINEAR, LINEAR, STEP)]),
        need=need,
        needed=np.isfinite(need).max(axis=1),
        row=np.nonzero(np.isfinite(need.T))[1].astype(np.int32),
        row_first=np.cumsum([0, *np.isfinite(need).sum(axis=0)]).astype(np.int32),
        target=np.array([*targets, 0], np.int32),
        **dealt,
    )


def _ends(shares: list[float]) -> Ints:
    ends = np.round(np.cumsum(shares) * UNIT).astype(np.int32)
    ends[-1] = UNIT
    return ends
