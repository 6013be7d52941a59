"""The parts of a scenario beside the rules: hazards, dynamics, covariates, interventions."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import attrs

from msp_lifecycle.records import EndReason, MoveKind
from msp_lifecycle.simulation import correlation
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import Frozen, number, numbers, whole
from msp_lifecycle.simulation.rules import LEAVES, Live

Shape = Literal["log-linear", "linear", "step"]
"""How a hazard depends on its score: rate x e^score, rate x max(0, 1 + score), or the rate where the score is not negative."""

MOST_MONTHS = 12_000
"""Longest horizon, in months."""

MOST_GROUPS = 1_024
"""Most combinations of covariates."""

ASSUMED = "assumed"


def of(values: Mapping[str, float], factor: str, otherwise: float = 0.0) -> float:
    """Return the value of a factor, or the one of `*`, which stands for all that are not named."""
    return values.get(factor, values.get("*", otherwise))


def _numbers(items: Mapping[str, float]) -> Frozen[float]:
    return numbers("numbers", items)


def _nested(items: Mapping[str, Mapping[str, float]]) -> Frozen[Frozen[float]]:
    return Frozen({name: numbers(name, inner) for name, inner in items.items()})


@attrs.frozen(kw_only=True)
class Hazard:
    """How often people try a move: its monthly chance while its guard is open.

    The score is the sum over factors of effect x (level - reference), plus the effects of covariates.

    Attributes:
        move: kind of the move.
        source: phase that it leaves.
        to: phase that it leads to, for moves that lead to one.
        standing: that it leaves.
        reason: of an end.
        rate: chance in a month at score zero.
        effects: what a level of one, against zero, adds to the score, by factor.
        reference: level at which a factor adds nothing; `*` stands for all that are not named.
        covariates: what belonging to a group adds to the score, by `covariate=label`.
        shape: how the hazard depends on the score.
        ceiling: most times that levels multiply the chance; None leaves it to them, as they lie between 0 and 1.
            A low ceiling is what makes thinning fast.
        basis: where the numbers come from, or `assumed`.

    Raises:
        ScenarioError: if a number crosses its bound.
    """

    move: MoveKind
    source: str
    to: str | None = None
    standing: Live = "active"
    reason: EndReason | None = None
    rate: float
    effects: Frozen[float] = attrs.field(factory=Frozen[float], converter=_numbers)
    reference: Frozen[float] = attrs.field(factory=lambda: Frozen({"*": 0.5}), converter=_numbers)
    covariates: Frozen[float] = attrs.field(factory=Frozen[float], converter=_numbers)
    shape: Shape = "log-linear"
    ceiling: float | None = None
    basis: str = ASSUMED

    def __attrs_post_init__(self) -> None:
        number(f"hazard of {self.name}", self.rate, 0, 1)
        if self.ceiling is not None:
            number(f"ceiling of {self.name}", self.ceiling, 1, 1e6)
        if self.shape not in ("log-linear", "linear", "step"):
            raise ScenarioError(self.name, f"no shape {self.shape!r}: log-linear, linear or step")
        if self.standing not in LEAVES.get(self.move, ()):
            raise ScenarioError(self.name, f"{self.move} cannot leave the standing {self.standing}")
        if (self.move == "end") != (self.reason is not None):
            raise ScenarioError(self.name, "an end, and nothing else, has a reason")

    @property
    def name(self) -> str:
        """The move in words."""
        what = f"{self.move} ({self.reason})" if self.reason else self.move
        where = self.source if self.standing == "active" else f"{self.source}, {self.standing}"
        return f"{what} from {where}" + (f" to {self.to}" if self.to else "")


@attrs.frozen(kw_only=True)
class Dynamics:
    """How levels change: y <- attractor + phi (y - attractor) + sigma z each month, z standard normal.

    Guards and hazards see y clipped to between 0 and 1. `*` stands for every factor, or phase, that is not named.

    Attributes:
        attractors: level that each factor tends to, by phase and then by factor.
        phi: share of the distance to the attractor that is left after a month.
        sigma: standard deviation of a month's change, by factor.
        correlations: of the changes of two factors in a month, by the one and then the other, either way round; `*`
            by `*` stands for all pairs that are not named; 0 if nothing is said.
        low: least initial level, by factor.
        high: greatest initial level; the initial level is even between the two.
        jumps: change of level at a move, by kind of move and then by factor.
        covariates: change of the attractor in a group, by `covariate=label` and then by factor.
        clipped: whether the levels themselves stay between 0 and 1; only the stepwise engine can do that.
        basis: where the numbers come from, or `assumed`.

    Raises:
        ScenarioError: if a number crosses its bound.
    """

    attractors: Frozen[Frozen[float]] = attrs.field(converter=_nested)
    phi: float
    sigma: Frozen[float] = attrs.field(converter=_numbers)
    correlations: Frozen[Frozen[float]] = attrs.field(
        factory=Frozen[Frozen[float]], converter=_nested
    )
    low: Frozen[float] = attrs.field(factory=lambda: Frozen({"*": 0.0}), converter=_numbers)
    high: Frozen[float] = attrs.field(factory=lambda: Frozen({"*": 1.0}), converter=_numbers)
    jumps: Frozen[Frozen[float]] = attrs.field(factory=Frozen[Frozen[float]], converter=_nested)
    covariates: Frozen[Frozen[float]] = attrs.field(
        factory=Frozen[Frozen[float]], converter=_nested
    )
    clipped: bool = False
    basis: str = ASSUMED

    def __attrs_post_init__(self) -> None:
        number("phi", self.phi, 0, 1)
        for factor, value in self.sigma.items():
            number(f"sigma of {factor}", value, 0, 10)
        for name, part in (("low", self.low), ("high", self.high)):
            for factor, value in part.items():
                number(f"{name} initial level of {factor}", value, 0, 1)
        for phase, levels in self.attractors.items():
            for factor, value in levels.items():
                number(f"attractor of {factor} in {phase}", value, -1, 2)
        for one, others in self.correlations.items():
            for other, value in others.items():
                number(f"correlation of {one} with {other}", value, -1, 1)

    def with_covariance(
        self, factors: Sequence[str], covariance: Sequence[Sequence[float]]
    ) -> "Dynamics":
        """Return the dynamics with the covariance of a month's changes, such as one that has been estimated.

        Args:
            factors: codes, in the order of rows and columns.
            covariance: symmetric and positive definite, shape (K, K).

        Raises:
            ScenarioError: if it is no covariance.

        Examples:
            >>> base = Dynamics(attractors={"*": {"*": 0.5}}, phi=0.9, sigma={"*": 0.05})
            >>> both = base.with_covariance(["B1", "B2"], [[0.0625, 0.03125], [0.03125, 0.0625]])
            >>> both.correlations
            {'B1': {'B2': 0.5}}
        """
        sigma, correlations = correlation.parted(factors, covariance)
        return attrs.evolve(
            self, sigma={**self.sigma, **sigma}, correlations={**self.correlations, **correlations}
        )


@attrs.frozen(kw_only=True)
class Covariate:
    """Something in which partnerships differ from the start and for good.

    Attributes:
        name: such as `size`.
        shares: share of partnerships with each label; they sum to one.
        basis: where the shares come from, or `assumed`.

    Raises:
        ScenarioError: if the shares are no distribution.
    """

    name: str
    shares: Frozen[float] = attrs.field(converter=_numbers)
    basis: str = ASSUMED

    def __attrs_post_init__(self) -> None:
        for label, share in self.shares.items():
            number(f"share of {self.name}={label}", share, 0, 1)
        total = sum(self.shares.values())
        if abs(total - 1) > 1e-9:
            raise ScenarioError(self.name, f"shares sum to {total:g} and not to 1")


def _labels(whom: Mapping[str, Any]) -> Frozen[tuple[str, ...]]:
    return Frozen(
        {name: (one,) if isinstance(one, str) else tuple(one) for name, one in whom.items()}
    )


@attrs.frozen(kw_only=True)
class Intervention:
    """Something done about a factor for a time.

    Attributes:
        factor: code of the factor.
        shift: by how much.
        from_month: first month in which it works, from 1.
        to_month: last month; None for the rest of the horizon.
        acts: on the `level`, at once and as long as it lasts, or on the `attractor`, so that the level follows by and by.
        whom: labels that a partnership must have, by covariate; everybody if empty.
        cost: of one month for one partnership, in the user's unit.
        basis: where the shift comes from, or `assumed`.

    Raises:
        ScenarioError: if a number crosses its bound.
    """

    factor: str
    shift: float
    from_month: int = 1
    to_month: int | None = None
    acts: Literal["level", "attractor"] = "level"
    whom: Frozen[tuple[str, ...]] = attrs.field(factory=Frozen[tuple[str, ...]], converter=_labels)
    cost: float = 0.0
    basis: str = ASSUMED

    def __attrs_post_init__(self) -> None:
        number(f"shift of {self.factor}", self.shift, -1, 1)
        whole("from_month", self.from_month, 1, MOST_MONTHS)
        if self.to_month is not None:
            whole("to_month", self.to_month, self.from_month, MOST_MONTHS)
        if self.acts not in ("level", "attractor"):
            raise ScenarioError("acts", f"{self.acts!r} is neither level nor attractor")
        number(f"cost of {self.factor}", self.cost, 0)
