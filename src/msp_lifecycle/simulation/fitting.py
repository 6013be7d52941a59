"""From observed lives to a scenario: the rates that people were seen to move at, and nothing assumed.

What is fitted is a Markov scenario. Levels stay at one, so that every guard of the lifecycle is there and open: the rates
were observed in a world in which guards had already done their work, and to let them close once more would count them
twice. Covariates become groups; their effects are those of the model. A rate per month is taken for the chance in a
month: the mean time in a state stays what it was, and a chain that could move twice in a month moves once.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, get_args

import attrs
import numpy as np

from msp_lifecycle.criterion import Profile
from msp_lifecycle.learning import (
    Effect,
    FittedRates,
    HazardModel,
    PanelModel,
    Stays,
    Visits,
    fit_hazards,
    fit_panel,
    possible_moves,
)
from msp_lifecycle.learning.effects import Move, covariates_of
from msp_lifecycle.learning.moves import Place, kind_of
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import EndReason
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.parts import Covariate, Dynamics, Hazard
from msp_lifecycle.simulation.rules import Live, Rules

if TYPE_CHECKING:
    from msp_lifecycle.simulation.scenario import Scenario

MONTHS: Mapping[str, float] = {"days": 12 / 365.25, "months": 1.0, "years": 12.0}
"""How many months a unit of time has."""

MOST_LABELS = 12
"""Most values of a covariate that may become groups."""

OPEN = Dynamics(
    attractors={"*": {"*": 1.0}},
    phi=1.0,
    sigma={"*": 0.0},
    low={"*": 1.0},
    high={"*": 1.0},
    basis="levels stay at one: guards are open, as the rates are those at which moves were really made",
)
"""Levels that leave every guard open."""


class Log(Protocol):
    """Observed lives, as `msp_lifecycle.learning.EventLog` has them."""

    @property
    def dated(self) -> bool:
        """Whether every move has its date."""
        ...

    def stays(self) -> Stays:
        """Return the stays."""
        ...

    def visits(self) -> Visits:
        """Return the visits."""
        ...


Observed = Log | Stays | Visits | FittedRates
"""What a scenario can be fitted to."""


def estimated(
    observed: Observed,
    lifecycle: Lifecycle,
    effects: Iterable[str | Effect],
    moves: Iterable[Move] | None,
) -> FittedRates:
    """Return the model of rates of observed lives: regression where moves are dated, panel estimates where not."""
    if isinstance(observed, FittedRates):
        return observed
    if not isinstance(observed, Stays | Visits):
        observed = observed.stays() if observed.dated else observed.visits()
    if isinstance(observed, Stays):
        return fit_hazards(observed, effects=effects, moves=moves)
    allowed = possible_moves(observed.states, lifecycle) if moves is None else tuple(moves)
    return fit_panel(observed, moves=allowed, effects=effects)


def fitted(
    make: "type[Scenario]",
    model: FittedRates,
    lifecycle: Lifecycle,
    profile: Profile,
    dynamics: Dynamics | None,
    reason: EndReason | None,
) -> "Scenario":
    """Return the scenario of a model; see `Scenario.fitted_to`."""
    if model.cuts:
        raise ScenarioError("cuts", "rates of a scenario do not change with time; fit without cuts")
    if model.unit not in MONTHS:
        raise ScenarioError("unit", f"{model.unit!r} is none of {', '.join(MONTHS)}")
    groups = _groups(model)
    usual = {name: one.usual for name, one in groups.items()}
    phase, standing = _begin(model)
    return make(
        name=f"fitted to {model.partnerships:,} partnerships",
        rules=Rules.of(lifecycle, profile),
        hazards=_hazards(model, lifecycle, usual, groups, reason),
        dynamics=dynamics or OPEN,
        covariates=tuple(
            Covariate(
                name=name,
                shares={one.label(value): share for value, share in one.shares.items()},
                basis=_basis(model),
            )
            for name, one in groups.items()
        ),
        phase=phase,
        standing=standing,
    )


@attrs.frozen(kw_only=True)
class _Group:
    """A covariate as groups: values, their shares, and the value that most have."""

    shares: Mapping[float, float]
    usual: float

    def label(self, value: float) -> str:
        return f"{value:g}"


def _rows(model: FittedRates) -> Stays | Visits:
    if isinstance(model, HazardModel):
        return model.stays
    if isinstance(model, PanelModel):
        return model.visits
    raise ScenarioError("observed", f"a {type(model).__name__} says nothing of single lives")


def _groups(model: FittedRates) -> dict[str, _Group]:
    rows = _rows(model)
    first = np.flatnonzero(np.diff(rows.partnership, prepend=-1))
    found: dict[str, _Group] = {}
    for name in covariates_of(model.terms):
        values, counts = np.unique(rows.covariates[name][first], return_counts=True)
        if len(values) > MOST_LABELS:
            raise ScenarioError(
                f"covariate {name}",
                f"it has {len(values):,} values, and a scenario has groups; bring it down to at most {MOST_LABELS}",
            )
        shares = {float(v): int(c) / len(first) for v, c in zip(values, counts, strict=True)}
        found[name] = _Group(shares=shares, usual=float(values[int(np.argmax(counts))]))
    return found


def _begin(model: FittedRates) -> tuple[str, Live]:
    """Return the phase and standing in which most partnerships were first seen."""
    rows = _rows(model)
    first = np.flatnonzero(np.diff(rows.partnership, prepend=-1))
    state = rows.state[first] if isinstance(rows, Stays) else rows.possible[first].argmax(axis=1)
    place = Place.of(rows.states[int(np.bincount(state).argmax())])
    for standing in get_args(Live):
        if place.standing == standing:
            return place.phase, standing
    raise ScenarioError("phase", "most partnerships had ended when they were first seen")


def _hazards(
    model: FittedRates,
    lifecycle: Lifecycle,
    usual: Mapping[str, float],
    groups: Mapping[str, _Group],
    reason: EndReason | None,
) -> tuple[Hazard, ...]:
    table = model.rates(usual)
    found: dict[str, Hazard] = {}
    for m, move in enumerate(model.moves):
        if np.isnan(table["rate"][m]):
            continue  # nobody was ever at risk of it
        rate, low, high = (table[name][m] / MONTHS[model.unit] for name in ("rate", "low", "high"))
        one = _hazard(
            move,
            lifecycle,
            reason,
            rate=float(rate),
            covariates=_scores(model, m, groups),
            basis=f"{_basis(model)}; 95 % interval {low:.3g} to {high:.3g} a month",
        )
        if one.name in found:
            raise ScenarioError(one.name, "two moves of the log are this one; give ends reasons")
        found[one.name] = one
    return tuple(found.values())


def _scores(model: FittedRates, move: int, groups: Mapping[str, _Group]) -> dict[str, float]:
    """Return what each label adds to the score of a move."""
    found: dict[str, float] = {}
    for number, term in enumerate(model.terms):
        if term.covariate and move in term.moves:
            group = groups[term.covariate]
            for value in group.shares:
                score = float(model.theta[number]) * (value - group.usual)
                if score:
                    found[f"{term.covariate}={group.label(value)}"] = score
    return found


def _hazard(
    move: Move,
    lifecycle: Lifecycle,
    reason: EndReason | None,
    *,
    rate: float,
    covariates: Mapping[str, float],
    basis: str,
) -> Hazard:
    one, other = Place.of(move[0]), Place.of(move[1])
    kind = kind_of(lifecycle, one, other)
    if kind is None:
        raise ScenarioError(
            f"{move[0]} to {move[1]}", f"the lifecycle {lifecycle.name} has no such move"
        )
    if rate > 1:
        raise ScenarioError(
            f"{move[0]} to {move[1]}",
            f"it is made {rate:.3g} times a month, and the simulation moves once a month at most",
        )
    changes = one.standing != other.standing
    return Hazard(
        move=kind,
        source=one.phase,
        to=None if changes else other.phase,
        standing=_standing(one),
        reason=_reason(other, reason) if kind == "end" else None,
        rate=rate,
        covariates=covariates,
        basis=basis,
    )


def _standing(place: Place) -> Live:
    return next(one for one in get_args(Live) if one == place.standing)


def _reason(place: Place, otherwise: EndReason | None) -> EndReason:
    for one in get_args(EndReason):
        if place.reason == one:
            known: EndReason = one
            return known
    if otherwise is None:
        raise ScenarioError(
            "reason", "some ends have none on record; say which to take for them with reason=..."
        )
    return otherwise


def _basis(model: FittedRates) -> str:
    what = "visits" if isinstance(model, PanelModel) else "dated moves"
    return f"fitted to {what} of {model.partnerships:,} partnerships"
