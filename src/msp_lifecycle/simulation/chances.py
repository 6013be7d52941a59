"""How often moves are tried, compiled: bounds on hazards, and how the unit interval is dealt out to the moves."""

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.kernels.tables import SLOT_WIDTH, SLOTS, Floats
from msp_lifecycle.simulation.parts import Hazard, of
from msp_lifecycle.simulation.scenario import Scenario
from msp_lifecycle.simulation.states import Groups, State

UNIT = 2**24


def thresholds(scenario: Scenario, one: Hazard) -> Floats:
    """Return the least level of each factor that the guard of a move asks for, shape (K,)."""
    guard = scenario.rules.guard(one.move, one.source, one.to)
    needs = {need.factor: need.count / need.of for need in (guard.needs if guard else ())}
    return np.array([needs.get(code, -np.inf) for code in scenario.rules.codes], np.float32)


def _constant(one: Hazard, labels: frozenset[str]) -> float:
    score = sum(value for label, value in one.covariates.items() if label in labels)
    return score - sum(value * of(one.reference, code) for code, value in one.effects.items())


def _bound(scenario: Scenario, one: Hazard, labels: frozenset[str]) -> float:
    """Return the most that a hazard can be in a step, whatever the levels, while its guard is open."""
    least = np.maximum(thresholds(scenario, one), 0.0)
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


def chances(
    together: Sequence[Scenario],
    states: tuple[State, ...],
    hazards: tuple[Hazard, ...],
    groups: Groups,
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
