"""Assumptions of a scenario that can be varied: each a named number with a range."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

import attrs

from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import Frozen, number
from msp_lifecycle.simulation.parts import Hazard
from msp_lifecycle.simulation.scenario import Scenario

Change = Callable[[Scenario, float], Scenario]


@attrs.frozen
class Assumption:
    """A number that a scenario rests on, with the range in which it may lie.

    The ready ones are `rate`, `effect`, `attractor`, `noise`, `persistence` and `shift`; `change` takes any other.

    Attributes:
        name: for a reader, with its unit.
        low: least value.
        high: greatest value.
        change: returns a scenario with the value in it.

    Raises:
        ScenarioError: if the range is none.

    Examples:
        >>> half_to_twice = Assumption.rate(0.5, 2.0, move="end")
        >>> half_to_twice.name
        'rate of end, times'
        >>> Assumption("horizon", 12, 24, lambda s, x: attrs.evolve(s, horizon=round(x))).low
        12.0
    """

    name: str
    low: float = attrs.field()
    high: float = attrs.field()
    change: Change

    def __init__(self, name: str, low: float, high: float, change: Change) -> None:
        least = number(f"low of {name}", low)
        most = number(f"high of {name}", high)
        if least >= most:
            raise ScenarioError(name, f"the range from {low:g} to {high:g} is empty")
        self.__attrs_init__(name, least, most, change)  # type: ignore[attr-defined]

    @classmethod
    def rate(
        cls,
        low: float,
        high: float,
        *,
        move: str | None = None,
        source: str | None = None,
        reason: str | None = None,
    ) -> "Assumption":
        """Multiply the monthly rates of moves.

        Args:
            low: least factor, such as 0.5.
            high: greatest factor, such as 2.
            move: kind of the moves; all if None.
            source: phase that they leave; any if None.
            reason: of an end; any if None.
        """
        name, mine = _which("rate", move, source, reason)

        def change(scenario: Scenario, value: float) -> Scenario:
            return _hazards(scenario, name, mine, lambda one: {"rate": one.rate * value})

        return cls(name, low, high, change)

    @classmethod
    def effect(
        cls,
        low: float,
        high: float,
        *,
        factor: str | None = None,
        move: str | None = None,
        source: str | None = None,
        reason: str | None = None,
    ) -> "Assumption":
        """Multiply what levels do to the hazards of moves; 0 to 2 doubts whether a factor matters at all.

        Args:
            low: least factor.
            high: greatest factor.
            factor: code of one success factor; all if None.
            move: kind of the moves; all if None.
            source: phase that they leave; any if None.
            reason: of an end; any if None.
        """
        name, mine = _which(f"effect of {factor or 'levels'} on", move, source, reason)

        def change(scenario: Scenario, value: float) -> Scenario:
            return _hazards(
                scenario,
                name,
                lambda one: (
                    mine(one) and bool(one.effects) and (not factor or factor in one.effects)
                ),
                lambda one: {"effects": _scaled(one.effects, value, factor)},
            )

        return cls(name, low, high, change)

    @classmethod
    def attractor(cls, low: float, high: float, *, factor: str | None = None) -> "Assumption":
        """Shift the level that a factor, or every factor, tends to, in all phases.

        Args:
            low: least shift, such as -0.1.
            high: greatest shift.
            factor: code of one success factor; all if None.
        """

        def change(scenario: Scenario, value: float) -> Scenario:
            for code in [factor] if factor else scenario.rules.codes:
                scenario = scenario.intervene(code, value, acts="attractor")
            return scenario

        return cls(f"level that {factor or 'each factor'} tends to, plus", low, high, change)

    @classmethod
    def noise(cls, low: float, high: float) -> "Assumption":
        """Multiply the monthly noise of all levels."""

        def change(scenario: Scenario, value: float) -> Scenario:
            sigma = _scaled(scenario.dynamics.sigma, value, None)
            return attrs.evolve(scenario, dynamics=attrs.evolve(scenario.dynamics, sigma=sigma))

        return cls("noise of levels, times", low, high, change)

    @classmethod
    def persistence(cls, low: float, high: float) -> "Assumption":
        """Set phi, the share of the distance to the attractor that is left after a month."""

        def change(scenario: Scenario, value: float) -> Scenario:
            return attrs.evolve(scenario, dynamics=attrs.evolve(scenario.dynamics, phi=value))

        return cls("persistence of levels (phi)", low, high, change)

    @classmethod
    def shift(
        cls,
        factor: str,
        low: float,
        high: float,
        *,
        from_month: int = 1,
        acts: Literal["level", "attractor"] = "level",
    ) -> "Assumption":
        """Do something about a factor, of uncertain strength.

        Args:
            factor: its code, its title, or a word of its title.
            low: least shift.
            high: greatest shift.
            from_month: first month in which it works.
            acts: on the level at once, or on the attractor.
        """

        def change(scenario: Scenario, value: float) -> Scenario:
            return scenario.intervene(factor, value, from_month=from_month, acts=acts)

        return cls(f"shift of {factor} from month {from_month}", low, high, change)


def _which(
    what: str, move: str | None, source: str | None, reason: str | None
) -> tuple[str, Callable[[Hazard], bool]]:
    """Return the name of an assumption about some moves, and which they are."""
    words = " ".join(
        filter(
            None,
            [
                (move or "moves" if what.endswith(" on") else f"of {move or 'all moves'}"),
                f"({reason})" if reason else "",
                f"from {source}" if source else "",
            ],
        )
    )

    def mine(one: Hazard) -> bool:
        return all(
            wanted in (None, there)
            for wanted, there in ((move, one.move), (source, one.source), (reason, one.reason))
        )

    return f"{what} {words}, times".replace("_", " "), mine


def _hazards(
    scenario: Scenario,
    name: str,
    mine: Callable[[Hazard], bool],
    changed: Callable[[Hazard], Mapping[str, Any]],
) -> Scenario:
    if not any(map(mine, scenario.hazards)):
        raise ScenarioError(name, "the scenario has no such move, so nothing would change")
    hazards = [attrs.evolve(one, **changed(one)) if mine(one) else one for one in scenario.hazards]
    return attrs.evolve(scenario, hazards=hazards)


def _scaled(values: Mapping[str, float], by: float, only: str | None) -> Frozen[float]:
    return Frozen(
        {name: value * by if only in (None, name) else value for name, value in values.items()}
    )
