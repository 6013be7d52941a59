"""What a scenario is refused for when it is put together: names that are not there, and bounds that are crossed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msp_lifecycle.simulation import correlation
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import whole
from msp_lifecycle.simulation.parts import MOST_GROUPS, of

if TYPE_CHECKING:
    from msp_lifecycle.simulation.scenario import Scenario


def known(part: str, names: Iterable[str], there: Iterable[str]) -> None:
    """Refuse names that are not there, saying which there are."""
    there = tuple(there)
    for name in names:
        if name not in there:
            raise ScenarioError(part, f"no {name!r}; there are {', '.join(there) or 'none'}")


def _labels(scenario: "Scenario") -> list[str]:
    return [f"{one.name}={label}" for one in scenario.covariates for label in one.shares]


def check_hazards(scenario: "Scenario") -> None:
    """Refuse hazards of moves, factors and labels that are not there, and two of one move."""
    codes, seen = scenario.rules.codes, set[str]()
    for one in scenario.hazards:
        known(one.name, [one.source], scenario.rules.phases)
        if scenario.rules.guard(one.move, one.source, one.to) is None:
            name = scenario.rules.lifecycle
            raise ScenarioError(one.name, f"the lifecycle {name} has no such move")
        known(f"effects of {one.name}", one.effects, codes)
        known(f"reference of {one.name}", one.reference, (*codes, "*"))
        known(f"covariates of {one.name}", one.covariates, _labels(scenario))
        if one.name in seen:
            raise ScenarioError(one.name, "there are two hazards of this move")
        seen.add(one.name)


def check_dynamics(scenario: "Scenario") -> None:
    """Refuse dynamics of phases, factors and labels that are not there, and what is no covariance."""
    dynamics, codes = scenario.dynamics, (*scenario.rules.codes, "*")
    known("attractors", dynamics.attractors, (*scenario.rules.phases, "*"))
    for phase, levels_of in dynamics.attractors.items():
        known(f"attractors in {phase}", levels_of, codes)
    for name, part in (("sigma", dynamics.sigma), ("low", dynamics.low), ("high", dynamics.high)):
        known(name, part, codes)
    for code in codes:
        low, high = of(dynamics.low, code), of(dynamics.high, code)
        if low > high:
            raise ScenarioError(f"initial level of {code}", f"{low:g} is more than {high:g}")
    for kind, change in dynamics.jumps.items():
        known("jumps", [kind], {one.kind for one in scenario.rules.guards})
        known(f"jumps at {kind}", change, codes)
    for one, others in dynamics.correlations.items():
        known("correlations", (one, *others), codes)
    factors = scenario.rules.codes
    correlation.factored(factors, correlation.matrix(factors, dynamics.correlations))
    known("covariates of the dynamics", dynamics.covariates, _labels(scenario))
    for label, change in dynamics.covariates.items():
        known(f"attractors of {label}", change, codes)


def check_groups(scenario: "Scenario") -> None:
    """Refuse covariates of one name, too many groups, and interventions on what is not there."""
    names = [one.name for one in scenario.covariates]
    if len(set(names)) < len(names):
        raise ScenarioError("covariates", f"two have one name: {', '.join(names)}")
    groups = 1
    for one in scenario.covariates:
        groups *= len(one.shares)
    whole("combinations of covariates", groups, 1, MOST_GROUPS)
    for act in scenario.interventions:
        known("interventions", [act.factor], scenario.rules.codes)
        known(f"whom of {act.factor}", act.whom, names)
        for name, labels in act.whom.items():
            wanted = [f"{name}={label}" for label in labels]
            known(f"whom of {act.factor}", wanted, _labels(scenario))
