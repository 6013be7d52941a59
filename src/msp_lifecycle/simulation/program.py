"""A scenario compiled to the arrays that the kernels read."""

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from msp_lifecycle.records import EndReason
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import Frozen
from msp_lifecycle.simulation.kernels.tables import (
    LINEAR,
    LOG_LINEAR,
    SLOT_WIDTH,
    SLOTS,
    STEP,
    Doubles,
    Floats,
    Ints,
    Tables,
    words_for,
)
from msp_lifecycle.simulation.parts import Hazard
from msp_lifecycle.simulation.rules import LEADS
from msp_lifecycle.simulation.scenario import Scenario, of

SHAPES = {"log-linear": LOG_LINEAR, "linear": LINEAR, "step": STEP}
UNIT = 2**24


@attrs.frozen
class State:
    """Where a simulated partnership can be.

    Attributes:
        phase: empty once it has ended.
        standing: active, paused, suspended or ended.
        reason: of the end.
    """

    phase: str
    standing: str = "active"
    reason: EndReason | None = None

    @property
    def name(self) -> str:
        """The state in words."""
        if self.reason is not None:
            return f"ended: {self.reason}"
        return self.phase if self.standing == "active" else f"{self.phase}, {self.standing}"


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


def compiled(scenario: Scenario, alongside: Iterable[Scenario] = ()) -> Program:
    """Compile a scenario.

    Args:
        scenario: to compile.
        alongside: scenarios that it is compared with; all share one bound on their hazards, so that they draw
            their random numbers at the same months as long as nothing tells them apart.

    Raises:
        ScenarioError: if the hazards that leave a state may add up to more than one.
    """
    states = _states(scenario)
    place = {state: index for index, state in enumerate(states)}
    hazards = tuple(one for one in scenario.hazards if one.rate > 0)
    sources = tuple(place[State(one.source, one.standing)] for one in hazards)
    targets = tuple(place[_target(one)] for one in hazards)
    groups = _groups(scenario)
    tables = _tables(scenario, (scenario, *alongside), states, sources, targets, hazards, groups)
    return Program(tables, states, sources, targets, hazards, tuple(labels for labels, _ in groups))


def _target(one: Hazard) -> State:
    if one.to is not None:
        return State(one.to)
    standing = LEADS[one.move]
    return State("", "ended", one.reason) if standing == "ended" else State(one.source, standing)


def _states(scenario: Scenario) -> tuple[State, ...]:
    found = [State(phase) for phase in scenario.rules.phases]
    found.append(State(scenario.phase, scenario.standing))
    for one in scenario.hazards:
        found += [State(one.source, one.standing), _target(one)]
    live = [state for state in dict.fromkeys(found) if state.reason is None]
    ends = [state for state in dict.fromkeys(found) if state.reason is not None]
    return (*live, *ends)


def _groups(scenario: Scenario) -> list[tuple[frozenset[str], float]]:
    """Return every combination of labels with its share."""
    each = [
        [(f"{one.name}={label}", share) for label, share in one.shares.items()]
        for one in scenario.covariates
    ]
    return [
        (frozenset(label for label, _ in labels), math.prod(share for _, share in labels))
        for labels in itertools.product(*each)
    ]


def _tables(
    scenario: Scenario,
    together: Sequence[Scenario],
    states: tuple[State, ...],
    sources: tuple[int, ...],
    targets: tuple[int, ...],
    hazards: tuple[Hazard, ...],
    groups: list[tuple[frozenset[str], float]],
) -> Tables:
    dynamics, codes, steps = scenario.dynamics, scenario.rules.codes, scenario.steps
    size, moves = len(codes), len(hazards)
    power, spread = _powers(dynamics.phi, scenario.step, steps)
    sigma = np.array([of(dynamics.sigma, code) for code in codes]) * _gathered(scenario)
    low = np.array([of(dynamics.low, code) for code in codes])
    high = np.array([of(dynamics.high, code) for code in codes])
    base = _attractors(scenario, states)
    shift = np.array([[_shift(scenario, code, labels) for labels, _ in groups] for code in codes])
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
        need[:, m] = _thresholds(scenario, one)
    lift, lift_base = _lifts(scenario, groups)
    chances = _chances(together, states, hazards, groups)
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
        **chances,
    )


def _powers(phi: float, step: int, steps: int) -> tuple[Floats, Floats]:
    """Return phi^g and the spread of g steps for g up to `steps` + 1, by repeated multiplication."""
    once = phi**step if step > 1 else phi
    power, spread = np.empty(steps + 2), np.empty(steps + 2)
    p, variance = 1.0, 0.0
    for g in range(steps + 2):
        power[g], spread[g] = p, math.sqrt(variance)
        p *= once
        variance = once * once * variance + 1.0
    return power.astype(np.float32), spread.astype(np.float32)


def _gathered(scenario: Scenario) -> float:
    """Return the spread that a step of several months gathers, in units of a month's."""
    variance = 0.0
    for _ in range(scenario.step):
        variance = scenario.dynamics.phi**2 * variance + 1.0
    return math.sqrt(variance)


def _attractors(scenario: Scenario, states: tuple[State, ...]) -> Doubles:
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


def _shift(scenario: Scenario, code: str, labels: frozenset[str]) -> float:
    if scenario.dynamics.phi == 1:
        return 0.0
    shifts = scenario.dynamics.covariates
    return sum(of(shifts[label], code) for label in sorted(labels) if label in shifts)


def _thresholds(scenario: Scenario, one: Hazard) -> Floats:
    guard = scenario.rules.guard(one.move, one.source, one.to)
    needs = {need.factor: need.count / need.of for need in (guard.needs if guard else ())}
    return np.array([needs.get(code, -np.inf) for code in scenario.rules.codes], np.float32)


def _lifts(
    scenario: Scenario, groups: list[tuple[frozenset[str], float]]
) -> tuple[Doubles, Doubles]:
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


def _ends(shares: list[float]) -> Ints:
    ends = np.round(np.cumsum(shares) * UNIT).astype(np.int32)
    ends[-1] = UNIT
    return ends


def _constant(one: Hazard, labels: frozenset[str]) -> float:
    score = sum(value for label, value in one.covariates.items() if label in labels)
    return score - sum(value * of(one.reference, code) for code, value in one.effects.items())


def _bound(scenario: Scenario, one: Hazard, labels: frozenset[str]) -> float:
    """Return the most that a hazard can be in a step, whatever the levels, while its guard is open."""
    least = np.maximum(_thresholds(scenario, one), 0.0)
    score = _constant(one, labels)
    for k, code in enumerate(scenario.rules.codes):
        effect = one.effects.get(code, 0.0)
        score += max(effect, effect * float(least[k]))
    if one.shape == "step":
        most = one.rate if score >= 0 else 0.0
    else:
        most = one.rate * (
            math.exp(min(score, 80.0)) if one.shape == "log-linear" else max(0.0, 1 + score)
        )
    return min(most, _limit(one, labels)) * scenario.step


def _limit(one: Hazard, labels: frozenset[str]) -> float:
    """Return what the ceiling of a hazard comes to in a group."""
    if one.ceiling is None:
        return math.inf
    score = sum(value for label, value in one.covariates.items() if label in labels)
    raised = math.exp(score) if one.shape == "log-linear" else 1 + max(score, 0.0)
    return one.rate * one.ceiling * raised


def _chances(
    together: Sequence[Scenario],
    states: tuple[State, ...],
    hazards: tuple[Hazard, ...],
    groups: list[tuple[frozenset[str], float]],
) -> dict[str, Any]:
    """Return the arrays that deal out the unit interval to the moves that leave each cell."""
    scenario, none = together[0], len(hazards)
    choices = len(groups) * (none + 1)
    pace, bound = np.full(len(groups) * len(states), -1e30), np.zeros(len(groups) * len(states))
    slot = np.full((len(groups) * len(states), SLOTS), none, np.int16)
    first, scale = np.zeros(choices, np.int32), np.zeros(choices)
    top, constant = np.zeros(choices), np.zeros(choices)
    for (g, (labels, _)), (s, state) in itertools.product(enumerate(groups), enumerate(states)):
        most = _most(together, state, labels)
        cell, total = g * len(states) + s, sum(most.values())
        if total == 0:
            continue
        bound[cell] = _candidate_bound(state, total, len(most))
        share = bound[cell] / UNIT
        pace[cell] = 1 / math.log1p(-share) if share < 1 else -0.0
        at = 0
        for name, one_bound in most.items():
            width = math.ceil(round(one_bound / share * SLOTS, 9))
            for m, one in enumerate(hazards):
                if one.name != name:
                    continue
                choice = g * (none + 1) + m
                slot[cell, at : at + width] = m
                first[choice] = at * SLOT_WIDTH
                scale[choice] = one.rate * scenario.step * UNIT / bound[cell] * UNIT
                top[choice] = min(_limit(one, labels) * scenario.step / share, 2.0) * UNIT
                constant[choice] = _constant(one, labels)
            at += width
    return {
        "pace": pace,
        "bound": bound.astype(np.int32),
        "slot": slot.ravel(),
        "first": first,
        "scale": scale.astype(np.float32),
        "top": top.astype(np.float32),
        "constant": constant.astype(np.float32),
    }


def _most(together: Sequence[Scenario], state: State, labels: frozenset[str]) -> dict[str, float]:
    most: dict[str, float] = {}
    for scenario in together:
        for one in scenario.hazards:
            if State(one.source, one.standing) == state and one.rate > 0:
                bound = _bound(scenario, one, labels)
                most[one.name] = max(most.get(one.name, 0.0), bound)
    return {name: bound for name, bound in most.items() if bound > 0}


def _candidate_bound(state: State, total: float, moves: int) -> int:
    """Return the 24-bit threshold of a candidate, a little above the sum, so that all moves find whole slots."""
    roomy = total * SLOTS / (SLOTS - moves)
    if total > 1 + 1e-9 or (moves > 1 and roomy > 1 + moves / SLOTS):
        raise ScenarioError(
            f"hazards from {state.name}",
            f"they may add up to {total:.3g} in a step, which is more than 1; lower rates or effects, "
            "give them a ceiling, or take a shorter step",
        )
    return min(math.ceil(roomy * UNIT), UNIT)
