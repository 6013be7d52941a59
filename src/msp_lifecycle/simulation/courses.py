"""How levels run, compiled: powers of phi, attractors of each state, what interventions add by month."""

import math
from typing import TYPE_CHECKING

import numpy as np

from msp_lifecycle.simulation.frozen import Frozen
from msp_lifecycle.simulation.kernels.tables import Doubles, Floats
from msp_lifecycle.simulation.parts import of
from msp_lifecycle.simulation.scenario import Scenario
from msp_lifecycle.simulation.states import Groups, State

if TYPE_CHECKING:
    from collections.abc import Mapping


def powers(phi: float, step: int, steps: int) -> tuple[Floats, Floats]:
    """Return phi^g and the spread of g steps for g up to `steps` + 1, by repeated multiplication."""
    once = phi**step if step > 1 else phi
    power, spread = np.empty(steps + 2), np.empty(steps + 2)
    p, variance = 1.0, 0.0
    for g in range(steps + 2):
        power[g], spread[g] = p, math.sqrt(variance)
        p *= once
        variance = once * once * variance + 1.0
    return power.astype(np.float32), spread.astype(np.float32)


def gathered(scenario: Scenario) -> float:
    """Return the spread that a step of several months gathers, in units of a month's."""
    variance = 0.0
    for _ in range(scenario.step):
        variance = scenario.dynamics.phi**2 * variance + 1.0
    return math.sqrt(variance)


def attractors(scenario: Scenario, states: tuple[State, ...]) -> Doubles:
    """Return the attractor of each factor in each state, shape (K, S); an end keeps nothing of it."""
    dynamics, codes = scenario.dynamics, scenario.rules.codes
    found = np.zeros((len(codes), len(states)))
    if dynamics.phi == 1:  # nothing is drawn to an attractor: levels stay what they are, to the bit
        return found
    everywhere: Mapping[str, float] = dynamics.attractors.get("*", Frozen[float]())
    for s, state in enumerate(states):
        levels = {**everywhere, **dynamics.attractors.get(state.phase, Frozen[float]())}
        found[:, s] = [of(levels, code, 0.5) for code in codes]
    return found


def group_shift(scenario: Scenario, code: str, labels: frozenset[str]) -> float:
    """Return by how much the attractor of a factor differs in a group."""
    if scenario.dynamics.phi == 1:
        return 0.0
    shifts = scenario.dynamics.covariates
    return sum(of(shifts[label], code) for label in sorted(labels) if label in shifts)


def lifts(scenario: Scenario, groups: Groups) -> tuple[Doubles, Doubles]:
    """Return what interventions add to each level at each step, shape (K, lifts * (T + 1)), and each group's row."""
    width, codes = scenario.steps + 1, scenario.rules.codes
    apart = any(act.whom for act in scenario.interventions)
    lift = np.zeros((len(codes), len(groups) if apart else 1, width))
    for act in scenario.interventions:
        row = _course(scenario, act.shift, act.from_month, act.to_month, act.acts == "attractor")
        for g, (labels, _) in enumerate(groups if apart else groups[:1]):
            if all(any(f"{n}={one}" in labels for one in some) for n, some in act.whom.items()):
                lift[codes.index(act.factor), g] += row
    base = np.arange(len(groups)) * (width if apart else 0)
    return lift.reshape(len(codes), -1), base.astype(np.float64)


def _course(
    scenario: Scenario, shift: float, first: int, last: int | None, gradual: bool
) -> Doubles:
    left = scenario.dynamics.phi**scenario.step
    row = np.zeros(scenario.steps + 1)
    for t in range(1, scenario.steps + 1):
        month = t * scenario.step
        on = shift if first <= month <= (last or scenario.horizon) else 0.0
        row[t] = left * row[t - 1] + (1 - left) * on if gradual else on
    return row
