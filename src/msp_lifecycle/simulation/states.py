"""Where a simulated partnership can be, and in which groups."""

import itertools
import math

import attrs

from msp_lifecycle.records import EndReason
from msp_lifecycle.simulation.parts import Hazard
from msp_lifecycle.simulation.rules import LEADS
from msp_lifecycle.simulation.scenario import Scenario

Groups = list[tuple[frozenset[str], float]]
"""Every combination of labels with its share."""


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


def target_of(one: Hazard) -> State:
    """Return where a move leads to."""
    if one.to is not None:
        return State(one.to)
    standing = LEADS[one.move]
    return State("", "ended", one.reason) if standing == "ended" else State(one.source, standing)


def states_of(scenario: Scenario) -> tuple[State, ...]:
    """Return the states of a scenario, ends last."""
    found = [State(phase) for phase in scenario.rules.phases]
    found.append(State(scenario.phase, scenario.standing))
    for one in scenario.hazards:
        found += [State(one.source, one.standing), target_of(one)]
    live = [state for state in dict.fromkeys(found) if state.reason is None]
    ends = [state for state in dict.fromkeys(found) if state.reason is not None]
    return (*live, *ends)


def groups_of(scenario: Scenario) -> Groups:
    """Return every combination of labels with its share."""
    each = [
        [(f"{one.name}={label}", share) for label, share in one.shares.items()]
        for one in scenario.covariates
    ]
    return [
        (frozenset(label for label, _ in labels), math.prod(share for _, share in labels))
        for labels in itertools.product(*each)
    ]
