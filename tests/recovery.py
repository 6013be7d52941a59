"""Lives drawn from known rates, seen as registries see them, and estimated again: designs and their outcomes.

The tests run a few replications of each; `benchmarks/bench_recovery.py` runs 500.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np

from msp_lifecycle.learning import FittedRates, Stays, draw_stays, fit_hazards, fit_panel, visited
from msp_lifecycle.simulation import Scenario, simulate

ACHIEVED, ABANDONED = "ended: goal_achieved", "ended: abandoned"
STATES = ("initiation", "design", "implementation", ACHIEVED, ABANDONED)
RATES = {
    ("initiation", "design"): 0.06,
    ("initiation", ABANDONED): 0.03,
    ("design", "implementation"): 0.05,
    ("design", ABANDONED): 0.012,
    ("implementation", "design"): 0.015,
    ("implementation", ACHIEVED): 0.012,
    ("implementation", ABANDONED): 0.006,
}
"""Per month; early endings are the most frequent ones."""
EFFECTS = {"large": {("initiation", "design"): 0.5, ("initiation", ABANDONED): -0.7}}
MONTHS = 120.0

Truth = dict[str, float]
Design = Callable[[np.random.Generator], tuple[FittedRates, Truth]]


@attrs.frozen(kw_only=True, eq=False)
class Outcome:
    """What came out of many replications.

    Attributes:
        names: of the numbers estimated.
        truth: shape (numbers,).
        estimates: NaN where there was none; shape (replications, numbers).
        errors: standard errors; shape (replications, numbers).
    """

    names: tuple[str, ...]
    truth: np.ndarray
    estimates: np.ndarray
    errors: np.ndarray

    @property
    def missing(self) -> np.ndarray:
        """Share of replications without an estimate."""
        return np.isnan(self.errors).mean(axis=0)

    @property
    def bias(self) -> np.ndarray:
        """Mean estimate less the truth, on the log scale: about the relative bias of a rate."""
        return np.nanmean(self.estimates, axis=0) - self.truth

    @property
    def bias_error(self) -> np.ndarray:
        """Monte Carlo error of the bias."""
        return np.nanstd(self.estimates, axis=0, ddof=1) / np.sqrt(len(self.estimates))

    @property
    def ratio(self) -> np.ndarray:
        """Mean standard error over the spread that the estimates really have."""
        return np.nanmean(self.errors, axis=0) / np.nanstd(self.estimates, axis=0, ddof=1)

    @property
    def coverage(self) -> np.ndarray:
        """Share of the 95 % intervals that hold the truth."""
        inside = np.abs(self.estimates - self.truth) <= 1.959964 * self.errors
        return inside.sum(axis=0) / (~np.isnan(self.errors)).sum(axis=0)


def run(design: Design, replications: int, seed: int) -> Outcome:
    """Run a design; replication k has a stream of its own, whatever the number of replications."""
    streams = np.random.SeedSequence(seed).spawn(replications)
    estimates, errors, names, truth = [], [], (), {}
    for stream in streams:
        model, truth = design(np.random.default_rng(stream))
        names = model.names
        known = model.endless == 0
        estimates.append(np.where(known, model.theta, np.nan))
        errors.append(model.errors)
    return Outcome(
        names=names,
        truth=np.array([truth[name] for name in names]),
        estimates=np.array(estimates),
        errors=np.array(errors),
    )


def _truth(effects: bool = False) -> Truth:
    found = {_rate_name(move): float(np.log(rate)) for move, rate in RATES.items()}
    if effects:
        for move, effect in EFFECTS["large"].items():
            found[f"effect of large on {_words(move)}"] = effect
    return found


def _words(move: tuple[str, str]) -> str:
    return f"{move[0]} to {move[1]}".replace("_", " ")


def _rate_name(move: tuple[str, str]) -> str:
    return f"rate of {_words(move)}"


def lives(
    rng: np.random.Generator, *, size: int = 400, late: bool = False, effects: bool = False
) -> Stays:
    """Return lives that are observed for 36 to 120 months, and from a later day on if `late`."""
    large = rng.permutation(np.arange(size) % 2).astype(float)
    return draw_stays(
        RATES,
        states=STATES,
        partnerships=size,
        until=rng.uniform(36.0, MONTHS, size),
        entry=rng.uniform(0.0, 30.0, size) * late,
        effects=EFFECTS if effects else None,
        covariates={"large": large},
        rng=rng,
    )


def dated(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """Every day known."""
    return fit_hazards(lives(rng), moves=RATES), _truth()


def dated_late(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """Whoever ended before anybody looked is not in the books."""
    return fit_hazards(lives(rng, late=True), moves=RATES), _truth()


def dated_effects(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """Large partnerships move on sooner and give up less."""
    from msp_lifecycle.learning import Effect

    effects = [Effect("large", moves=tuple(EFFECTS["large"]))]
    stays = lives(rng, effects=True)
    return fit_hazards(stays, moves=RATES, effects=effects), _truth(effects=True)


def _panel(
    rng: np.random.Generator, stays: Stays, *, effects: bool = False, **how: object
) -> tuple[FittedRates, Truth]:
    from msp_lifecycle.learning import Effect

    visits = visited(stays, rng=rng, **{"every": 24.0, **how})
    named = [Effect("large", moves=tuple(EFFECTS["large"]))] if effects else []
    return fit_panel(visits, moves=RATES, effects=named), _truth(effects)


def panel(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """A report every two years, days of ends known."""
    return _panel(rng, lives(rng), exact=(ACHIEVED, ABANDONED))


def panel_yearly(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """A report every year, ends found at the next report only."""
    return _panel(rng, lives(rng), every=12.0)


def panel_silent(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """Two of five reports do not come; days of ends known."""
    return _panel(rng, lives(rng), exact=(ACHIEVED, ABANDONED), missed=0.4)


def panel_silent_ends(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """One of five yearly reports does not come, and ends are found at reports only; silence may be anything."""
    return _panel(rng, lives(rng), every=12.0, missed=0.2, silent=True)


def panel_effects(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """Large partnerships differ; a report every year, days of ends known."""
    stays = lives(rng, effects=True)
    return _panel(rng, stays, every=12.0, exact=(ACHIEVED, ABANDONED), effects=True)


def silence_taken_for_survival(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """What not to do: of those who were abandoned half never tell, and the registry keeps them where they were last."""
    stays = lives(rng)
    gone = (stays.to == STATES.index(ABANDONED)) & (rng.random(len(stays.to)) < 0.5)
    lost = stays.partnership[gone]
    over = np.isin(stays.partnership, lost) & (stays.state == STATES.index(ABANDONED))
    last = np.zeros(int(stays.partnership.max()) + 1)
    np.maximum.at(last, stays.partnership, stays.exit)
    told = attrs.evolve(
        stays,
        partnership=stays.partnership[~over],
        state=stays.state[~over],
        entry=stays.entry[~over],
        exit=np.where(gone, last[stays.partnership], stays.exit)[~over],
        to=np.where(gone, -1, stays.to)[~over].astype(np.int32),
        since=stays.since[~over],
        covariates={name: one[~over] for name, one in stays.covariates.items()},
    )
    return fit_hazards(told, moves=RATES), _truth()


def _scenario() -> Scenario:
    return Scenario.fitted_to(
        fit_hazards(
            draw_stays(RATES, states=STATES, partnerships=400, until=MONTHS, rng=1), moves=RATES
        )
    )


def _simulated(rng: np.random.Generator, *, panel: bool) -> tuple[FittedRates, Truth]:
    """Return a model whose numbers are the log chances of the scenario fitted to simulated lives."""
    truth = attrs.evolve(_SCENARIO, horizon=int(MONTHS))
    log = simulate(truth, partnerships=400, rng=rng).log()
    if panel:
        visits = visited(log.stays(), every=24.0, exact=(ACHIEVED, ABANDONED))
        model: FittedRates = fit_panel(visits, moves=RATES)
    else:
        model = fit_hazards(log.stays(), moves=RATES)
    again = Scenario.fitted_to(model)
    chances = [max(one.rate, 1e-300) for one in again.hazards]
    known = {_rate_name(m): np.log(one.rate) for m, one in zip(RATES, truth.hazards, strict=True)}
    return attrs.evolve(model, theta=np.log(chances)), known


_SCENARIO = _scenario()


def simulated(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """Simulated lives, dated, to a scenario and back."""
    return _simulated(rng, panel=False)


def simulated_panel(rng: np.random.Generator) -> tuple[FittedRates, Truth]:
    """Simulated lives, seen every two years with dated ends, to a scenario and back."""
    return _simulated(rng, panel=True)


DESIGNS: Sequence[tuple[str, Design]] = (
    ("dated, early endings", dated),
    ("dated, late entry", dated_late),
    ("dated, effects", dated_effects),
    ("visits every 24 months, ends dated", panel),
    ("the same, 40 % of reports missing", panel_silent),
    ("visits every 12 months, ends found", panel_yearly),
    ("the same, 20 % silent: state unknown", panel_silent_ends),
    ("visits every 12 months, effects", panel_effects),
    ("scenario to scenario, dated", simulated),
    ("scenario to scenario, visits", simulated_panel),
)
