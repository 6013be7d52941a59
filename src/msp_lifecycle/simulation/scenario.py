"""A scenario: what is allowed, how often people try, how levels change, what is done about it."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import attrs

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.engine import levels
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import STANDARD, lifecycle_of
from msp_lifecycle.records import EndReason, Partnership
from msp_lifecycle.simulation import checking, defaults, mapping
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import Frozen, whole
from msp_lifecycle.simulation.parts import (
    MOST_MONTHS,
    Covariate,
    Dynamics,
    Hazard,
    Intervention,
)
from msp_lifecycle.simulation.rules import Live, Rules

if TYPE_CHECKING:
    from msp_lifecycle.learning.effects import Effect, Move
    from msp_lifecycle.simulation.fitting import Observed


def _all_hazards(items: Iterable[Hazard]) -> tuple[Hazard, ...]:
    return tuple(items)


def _all_covariates(items: Iterable[Covariate]) -> tuple[Covariate, ...]:
    return tuple(items)


def _all_interventions(items: Iterable[Intervention]) -> tuple[Intervention, ...]:
    return tuple(items)


@attrs.frozen(kw_only=True)
class Scenario:
    """Everything that a simulation rests on; immutable, comparable, and writable as JSON.

    Attributes:
        name: for a reader.
        rules: what the lifecycle allows.
        hazards: how often people try each move; a move without a hazard never happens.
        dynamics: how levels change.
        covariates: in what partnerships differ.
        interventions: what is done about factors.
        phase: in which everybody begins.
        standing: in which everybody begins.
        horizon: months to simulate.
        step: months that pass at a time.
        note: what a reader has to know before believing the results.

    Raises:
        ScenarioError: if a part names what is not there, or crosses a bound.
    """

    name: str
    rules: Rules
    hazards: tuple[Hazard, ...] = attrs.field(converter=_all_hazards)
    dynamics: Dynamics
    covariates: tuple[Covariate, ...] = attrs.field(default=(), converter=_all_covariates)
    interventions: tuple[Intervention, ...] = attrs.field(default=(), converter=_all_interventions)
    phase: str = attrs.field(default=attrs.Factory(lambda self: self.rules.first, takes_self=True))
    standing: Live = "active"
    horizon: int = 240
    step: int = 1
    note: str = ""

    def __attrs_post_init__(self) -> None:
        whole("horizon", self.horizon, 1, MOST_MONTHS)
        whole("step", self.step, 1, self.horizon)
        checking.known("phase", [self.phase], self.rules.phases)
        checking.check_hazards(self)
        checking.check_dynamics(self)
        checking.check_groups(self)

    @classmethod
    def default(
        cls, lifecycle: Lifecycle = STANDARD, profile: Profile = STANDARD_PROFILE
    ) -> "Scenario":
        """Return the scenario that we ship for the standard lifecycle; `describe()` says where each number is from.

        Examples:
            >>> Scenario.default().phase
            'initiation'
        """
        return cls(
            name="default",
            rules=Rules.of(lifecycle, profile),
            hazards=defaults.HAZARDS,
            dynamics=defaults.DYNAMICS,
            covariates=defaults.COVARIATES,
            note=defaults.NOTE,
        )

    @classmethod
    def starting_from(
        cls,
        partnership: Partnership,
        *,
        on: dt.date,
        base: "Scenario | None" = None,
        profile: Profile = STANDARD_PROFILE,
        lifecycle: Lifecycle | None = None,
    ) -> "Scenario":
        """Return a scenario that begins where a partnership stands on a day, with the levels that its records show.

        Args:
            partnership: to begin from.
            on: the day.
            base: scenario to take hazards and dynamics from; the default one if None.
            profile: thresholds in force.
            lifecycle: instead of the one that the partnership names.

        Raises:
            ScenarioError: if the partnership has not started or has ended.
        """
        cycle = lifecycle or lifecycle_of(partnership)
        position = partnership.as_of(on).position
        if position.phase is None or position.standing in ("not_started", "ended"):
            raise ScenarioError(
                "partnership", f"on {on} it is {position.words}; nothing can follow"
            )
        tallies = levels(partnership, on=on, profile=profile, lifecycle=cycle)
        begin = Frozen({factor: one.stood / one.of for factor, one in tallies.items()})
        scenario = base or cls.default(cycle, profile)
        standing: Any = position.standing
        return attrs.evolve(
            scenario,
            name=f"{scenario.name}, from {partnership.name} on {on}",
            phase=position.phase,
            standing=standing,
            dynamics=attrs.evolve(scenario.dynamics, low=begin, high=begin),
        )

    @classmethod
    def fitted_to(
        cls,
        observed: "Observed",
        *,
        lifecycle: Lifecycle = STANDARD,
        profile: Profile = STANDARD_PROFILE,
        effects: "Iterable[str | Effect]" = (),
        moves: "Iterable[Move] | None" = None,
        dynamics: Dynamics | None = None,
        reason: EndReason | None = None,
    ) -> "Scenario":
        """Return a scenario whose rates are those of observed lives; needs the extra `learn`.

        Levels stay at one unless `dynamics` are given: guards are those of the lifecycle, and open, as the moves were
        seen in a world in which guards had done their work.

        Args:
            observed: an event log, stays, visits, or a model that was fitted to them.
            lifecycle: whose moves these are.
            profile: thresholds in force.
            effects: covariates that rates depend on; each value becomes a group.
            moves: to estimate; those seen where moves are dated, those that the lifecycle has for visits, if None.
            dynamics: of levels, instead; the rates are then those while a guard is open.
            reason: of ends that have none on record.

        Raises:
            EstimateError: if the lives say too little.
            ScenarioError: if a move is none of the lifecycle, or a covariate has too many values.

        Examples:
            >>> from msp_lifecycle.learning import draw_stays
            >>> lives = draw_stays(
            ...     {("initiation", "design"): 0.1}, partnerships=400, until=60.0, rng=1
            ... )
            >>> Scenario.fitted_to(lives).hazards[0].name
            'advance from initiation to design'
        """
        from msp_lifecycle.simulation.fitting import estimated, fitted

        model = estimated(observed, lifecycle, effects, moves)
        return fitted(cls, model, lifecycle, profile, dynamics, reason)

    @property
    def steps(self) -> int:
        """Steps in the horizon."""
        return self.horizon // self.step

    def intervene(
        self,
        factor: str,
        shift: float,
        *,
        from_month: int = 1,
        to_month: int | None = None,
        acts: Literal["level", "attractor"] = "level",
        whom: Mapping[str, str | Iterable[str]] | None = None,
        cost: float = 0.0,
        basis: str = "assumed",
    ) -> "Scenario":
        """Return the scenario with something done about a factor.

        Args:
            factor: its code, its title, or a word of its title.
            shift: how much the level, or what it tends to, changes.
            from_month: first month, from 1.
            to_month: last month; None for the rest of the horizon.
            acts: on the level at once, or on the attractor, so that the level follows by and by.
            whom: labels by covariate; everybody if None.
            cost: of one month for one partnership.
            basis: where the shift comes from.

        Raises:
            UnknownName: if there is no such factor.
            ScenarioError: if a number crosses its bound.

        Examples:
            >>> Scenario.default().intervene("trust", +0.2, from_month=24).interventions[0].factor
            'B2'
        """
        new = Intervention(
            factor=self.rules.factor(factor),
            shift=shift,
            from_month=from_month,
            to_month=to_month,
            acts=acts,
            whom=dict(whom or {}),
            cost=cost,
            basis=basis,
        )
        since = f" from month {from_month}" if from_month > 1 else ""
        name = f"{self.name}, {new.factor} {shift:+g}{since}"
        return attrs.evolve(self, name=name, interventions=(*self.interventions, new))

    def describe(self) -> str:
        """Return every number of the scenario in words, each with its source or the word `assumed`."""
        return mapping.describe(self)

    def to_mapping(self) -> dict[str, Any]:
        """Return the scenario as dictionaries, lists, strings and numbers."""
        data: dict[str, Any] = mapping.to_mapping(self)
        return data

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> "Scenario":
        """Return the scenario of a mapping that `to_mapping` made.

        Raises:
            ScenarioError: if something is missing, unknown or out of bounds.

        Examples:
            >>> default = Scenario.default()
            >>> Scenario.from_mapping(default.to_mapping()) == default
            True
        """
        scenario: Scenario = mapping.build(cls, data)
        return scenario

    def to_json(self) -> str:
        """Return the scenario as JSON."""
        return json.dumps(self.to_mapping(), indent=1, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> "Scenario":
        """Return the scenario of a text that `to_json` made; raises what `from_mapping` raises."""
        try:
            data = json.loads(text)
        except ValueError as problem:
            raise ScenarioError("scenario", f"this is no JSON: {problem}") from None
        return cls.from_mapping(data)
