# pyright: basic
# (what is read is known once it is checked)
"""Scenarios as plain dictionaries, and in words."""

import textwrap
import types
import typing
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args, get_origin

import attrs

from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import Frozen

if TYPE_CHECKING:
    from msp_lifecycle.simulation.parts import Hazard
    from msp_lifecycle.simulation.scenario import Scenario


def to_mapping(value: Any) -> Any:
    """Return a value of attrs classes, tuples and `Frozen` as dictionaries, lists, strings and numbers."""
    if attrs.has(type(value)):
        return {
            field.name: to_mapping(getattr(value, field.name))
            for field in attrs.fields(type(value))
        }
    if isinstance(value, Frozen):
        return {name: to_mapping(inner) for name, inner in value.items()}
    return [to_mapping(one) for one in value] if isinstance(value, tuple) else value


def build(cls: type[Any], data: object) -> Any:
    """Return an instance of an attrs class from a mapping; unknown and missing keys are refused.

    Raises:
        ScenarioError: if the mapping does not fit.
    """
    if not isinstance(data, Mapping):
        raise ScenarioError(cls.__name__, f"{type(data).__name__} instead of a mapping")
    hints = typing.get_type_hints(cls)
    fields = {field.name: field for field in attrs.fields(cls)}
    for name in data:
        if name not in fields:
            raise ScenarioError(cls.__name__, f"no {name!r}; there are {', '.join(fields)}")
    for name, field in fields.items():
        if name not in data and field.default is attrs.NOTHING:
            raise ScenarioError(cls.__name__, f"{name!r} is missing")
    given = {name: _value(f"{cls.__name__}.{name}", hints[name], data[name]) for name in data}
    return cls(**given)


def _value(part: str, hint: Any, value: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if attrs.has(hint):
        return build(hint, value)
    if origin is tuple:
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise ScenarioError(part, f"{type(value).__name__} instead of a list")
        return tuple(_value(part, inner[0], one) for one in value)
    if origin is Frozen:
        if not isinstance(value, Mapping):
            raise ScenarioError(part, f"{type(value).__name__} instead of a mapping")
        return {str(name): _value(part, inner[0], one) for name, one in value.items()}
    return _plain(part, hint, value)


def _plain(part: str, hint: Any, value: Any) -> Any:
    options = get_args(hint) if get_origin(hint) in (types.UnionType, typing.Union) else (hint,)
    for option in options:
        if get_origin(option) is typing.Literal:
            if isinstance(value, str) and value in get_args(option):
                return value
        elif (
            isinstance(value, option) and not (isinstance(value, bool) and option is not bool)
        ) or (option is float and isinstance(value, int) and not isinstance(value, bool)):
            return value
    raise ScenarioError(part, f"{value!r} does not fit")


def describe(scenario: "Scenario") -> str:
    """Return every number of a scenario in words, each with its source or the word `assumed`."""
    rules, dynamics = scenario.rules, scenario.dynamics
    lines = [
        f"Scenario: {scenario.name}",
        *([*textwrap.wrap(scenario.note, 100), ""] if scenario.note else []),
        f"Lifecycle {rules.lifecycle}, profile {rules.profile}; guards compiled from its criteria.",
        f"Everybody begins in {scenario.phase}, {scenario.standing}.",
        f"{scenario.horizon} months, {scenario.step} at a time.",
        "",
        "Guards: share of a factor's criteria that must stand",
    ]
    for guard in rules.guards:
        if guard.needs:
            needs = ", ".join(f"{one.factor} {one.count}/{one.of}" for one in guard.needs)
            lines.append(f"  {guard.kind} from {guard.source or 'any phase'}: {needs}")
    lines += ["", "Hazards: chance in a month while the guard is open"]
    lines += [f"  {line}" for one in scenario.hazards for line in _hazard_lines(one)]
    lines += ["", f"Dynamics [{dynamics.basis}]"]
    for phase, levels in dynamics.attractors.items():
        lines.append(f"  levels tend to {_listed(levels)} in {phase}")
    lines.append(f"  phi {dynamics.phi:g} a month; sigma {_listed(dynamics.sigma)}")
    for one, others in dynamics.correlations.items():
        lines.append(f"  changes of {_who(one)} correlate with those of {_listed(others)}")
    lines.append(f"  initial levels from {_listed(dynamics.low)} to {_listed(dynamics.high)}")
    for kind, jumps in dynamics.jumps.items():
        lines.append(f"  at {kind} levels change by {_listed(jumps)}")
    for label, shift in dynamics.covariates.items():
        lines.append(f"  attractors with {label} differ by {_listed(shift)}")
    lines += ["", "Covariates"]
    lines += [f"  {one.name}: {_listed(one.shares)} [{one.basis}]" for one in scenario.covariates]
    lines += ["", "Interventions"]
    for act in scenario.interventions:
        until = f"to month {act.to_month}" if act.to_month else "on"
        whom = f", {dict(act.whom)} only" if act.whom else ""
        lines.append(
            f"  {act.factor} {act.shift:+g} ({act.acts}) from month {act.from_month} {until}{whom} [{act.basis}]"
        )
    return "\n".join(lines)


def _who(name: str) -> str:
    return "all else" if name == "*" else name


def _listed(values: Mapping[str, float]) -> str:
    return ", ".join(f"{_who(n)} {v:g}" for n, v in values.items()) or "none"


def _hazard_lines(one: "Hazard") -> list[str]:
    ceiling = f", at most {one.ceiling:g} times that for levels" if one.ceiling is not None else ""
    lines = [f"{one.name}: {one.rate:g} ({one.shape}{ceiling}) [{one.basis}]"]
    if one.effects:
        lines.append(f"  effects {_listed(one.effects)}; reference {_listed(one.reference)}")
    if one.covariates:
        lines.append(f"  covariates {_listed(one.covariates)}")
    return lines
