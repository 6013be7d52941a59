"""Regression on dated moves: log-linear rates that are constant within intervals of time.

Each move has a rate of its own; those who are in the state that it leaves are at risk of it, and other moves from there
end the risk. So the moves are competing risks, each modelled by its cause-specific hazard (Andersen and Keiding 2002,
Statistical Methods in Medical Research 11:91-115; the likelihood is in Holford 1980, Biometrics 36:299-305).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs
import numpy as np

from msp_lifecycle.learning import residuals
from msp_lifecycle.learning.effects import (
    Effect,
    Move,
    Term,
    checked,
    covariates_of,
    design,
    move_name,
    term_name,
    terms_of,
)
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.fitted import FittedRates, listed, runs_off
from msp_lifecycle.learning.moves import numbers_of, seen_moves
from msp_lifecycle.learning.observations import Flags, Floats, Stays
from msp_lifecycle.learning.pieces import Cells, Clock, Pieces, cut, gather
from msp_lifecycle.learning.poisson import Unidentified, fit_poisson
from msp_lifecycle.results import Table


@attrs.frozen(kw_only=True, eq=False, repr=False, slots=False)
class HazardModel(FittedRates):
    """Rates estimated from dated moves.

    Attributes:
        stays: that they were estimated from.
        clock: that the cuts count by.
        robust: covariance of the numbers that holds even where moves of one partnership depend on each other, or
            rates are not quite as modelled: the sandwich, clustered by partnership; shape (terms, terms).
        pieces: that the stays were cut into.
        cells: that the pieces were gathered in.
    """

    stays: Stays
    clock: Clock
    robust: Floats
    pieces: Pieces
    cells: Cells

    @cached_property
    def log_rates(self) -> Floats:
        """The log rate of each move for each piece of a stay, shape (pieces, moves)."""
        rows = _design(self.stays, self.pieces, self.cells, self.terms, len(self.moves))
        found: Floats = (rows @ self.theta)[self.cells.of_piece]
        return found

    @property
    def robust_errors(self) -> Floats:
        """Standard errors from the sandwich, NaN for endless numbers; shape (terms,)."""
        return np.where(self.endless != 0, np.nan, np.sqrt(np.diag(self.robust)))

    def with_robust_errors(self) -> "HazardModel":
        """Return the model with the sandwich in the place of the model-based covariance, in every table and plot."""
        return attrs.evolve(self, covariance=self.robust)

    def expected(self) -> Floats:
        """Return how many times each stay was expected to be left by each move, shape (stays, moves)."""
        return residuals.expected(self)

    def residuals(self, *, by: residuals.By = "stay") -> Table:
        """Return martingale and deviance residuals: moves seen less moves expected.

        Args:
            by: one row for each `stay` and move, or for each `partnership` and move, its stays added up.

        Returns:
            Columns partnership, from, to, seen, expected, martingale, deviance.
        """
        return residuals.table(self, by)

    def calibration(self, *, groups: int = 10) -> Table:
        """Return moves seen beside moves expected, in groups of pieces of rising rate.

        Returns:
            Columns from, to, group, rate (mean expected), seen, expected, low and high (of the moves that would be
            seen in 95 of 100 such groups if the model were right).
        """
        return residuals.calibration(self, groups)

    def plot_calibration(self, ax: Any = None, *, groups: int = 10) -> Any:
        """Draw moves seen against moves expected; needs the extra `plot`. Returns the axes."""
        from msp_lifecycle.learning.rate_plots import plot_calibration

        return plot_calibration(self, ax, groups=groups)


def fit_hazards(
    stays: Stays,
    *,
    effects: Iterable[str | Effect] = (),
    cuts: Sequence[float] = (),
    clock: Clock = "state",
    moves: Iterable[Move] | None = None,
) -> HazardModel:
    """Estimate the rates of moves from stays with exact dates.

    Args:
        stays: what was observed; late entry and censoring are the normal case.
        effects: covariates that rates depend on, by name or as `Effect`.
        cuts: times at which rates may change; none for constant rates.
        clock: what the cuts count from: the entry to each `state`, or the zero of the `log`.
        moves: to estimate; those that were seen if None. Other moves end the risk like censoring.

    Raises:
        EstimateError: if there is nothing to estimate from, or effects cannot be told apart.
        UnknownName: if an effect names what there is not.

    Examples:
        >>> from msp_lifecycle.learning.drawn import draw_stays
        >>> stays = draw_stays(
        ...     {("design", "implementation"): 0.1}, partnerships=400, until=60.0, rng=7
        ... )
        >>> fit_hazards(stays).rates()["rate"].round(3).tolist()
        [0.098]
    """
    cuts = tuple(float(one) for one in cuts)
    asked = seen_moves(stays) if moves is None else tuple(moves)
    if not asked:
        raise EstimateError(
            "moves", f"nobody of {_count(stays):,} partnerships was seen to move; name moves=..."
        )
    sources, targets = numbers_of(asked, stays.states)
    terms = terms_of(asked, effects, cuts, stays.covariates)
    names = covariates_of(terms)
    checked(stays.covariates, names, stays.partnership)
    pieces = cut(stays, cuts, clock)
    cells = gather(stays, pieces, sources, targets, names)
    z = _design(stays, pieces, cells, terms, len(asked))
    words = [term_name(term, asked, cuts) for term in terms]
    at_risk = cells.at_risk & ((cells.time[:, None] > 0) | (cells.moved > 0))
    heard = _spoken_of(z, at_risk, words)
    try:
        fit = fit_poisson(
            z[at_risk][:, heard],
            np.broadcast_to(cells.time[:, None], at_risk.shape)[at_risk],
            cells.moved[at_risk],
        )
    except Unidentified as problem:
        raise EstimateError("effects", _not_apart(_those(words, heard), problem.weights)) from None
    theta = _placed(fit.theta, heard, 0.0)
    covariance = np.zeros((len(terms), len(terms)))
    covariance[np.ix_(heard, heard)] = fit.covariance
    scores = _scores(stays, pieces, cells, z, theta, sources, targets)
    first = np.flatnonzero(np.diff(stays.partnership, prepend=-1))
    return HazardModel(
        states=stays.states,
        moves=asked,
        terms=terms,
        cuts=cuts,
        unit=stays.unit,
        theta=theta,
        covariance=covariance,
        endless=_placed(fit.endless, heard, np.nan),
        means={name: float(stays.covariates[name][first].mean()) for name in names},
        log_likelihood=fit.log_likelihood,
        partnerships=_count(stays),
        problems=_problems(words, heard, fit.directions, pieces, cells, asked),
        stays=stays,
        clock=clock,
        robust=covariance @ (scores.T @ scores) @ covariance,
        pieces=pieces,
        cells=cells,
    )


def _count(stays: Stays) -> int:
    return len(np.unique(stays.partnership))


def _design(
    stays: Stays, pieces: Pieces, cells: Cells, terms: Sequence[Term], moves: int
) -> Floats:
    """Return the design of each cell, shape (cells, moves, terms)."""
    row = pieces.row[cells.first]
    values: Mapping[str, Floats] = {
        name: stays.covariates[name][row] for name in covariates_of(terms)
    }
    return design(terms, moves, values, pieces.interval[cells.first])


def _scores(
    stays: Stays,
    pieces: Pieces,
    cells: Cells,
    z: Floats,
    theta: Floats,
    sources: Sequence[int],
    targets: Sequence[int],
) -> Floats:
    """Return the score of each partnership, shape (partnerships, terms)."""
    state, cell = stays.state[pieces.row], cells.of_piece
    who = stays.partnership[pieces.row]
    found = np.zeros((int(stays.partnership.max()) + 1, len(theta)))
    for m, (one, other) in enumerate(zip(sources, targets, strict=True)):
        rate = np.exp(z[:, m] @ theta)
        excess = ((pieces.to == other) - pieces.time * rate[cell]) * (state == one)
        for p in np.flatnonzero(z[:, m].any(axis=0)):
            found[:, p] += np.bincount(who, weights=excess * z[cell, m, p], minlength=len(found))
    return found


def _spoken_of(z: Floats, at_risk: Flags, words: Sequence[str]) -> Flags:
    """Return which terms the observations say anything about, shape (terms,)."""
    heard: Flags = np.any(z[at_risk] != 0, axis=0)
    if not heard.any():
        raise EstimateError(words[0], "nobody was ever at risk of it; leave it out")
    return heard


def _those(words: Sequence[str], which: Flags) -> list[str]:
    return [word for word, one in zip(words, which, strict=True) if one]


def _placed(values: Floats, where: Flags, otherwise: float) -> Floats:
    found = np.full(len(where), otherwise)
    found[where] = values
    return found


def _not_apart(words: Sequence[str], weights: Floats) -> str:
    named = [word for word, weight in zip(words, weights, strict=True) if weight]
    return (
        f"the observations cannot tell these apart: {'; '.join(named)}. "
        f"Whatever {listed(words, weights)} is, the rates come out the same; "
        "leave one of them out (a covariate that is the same for all says nothing)"
    )


def _problems(
    words: Sequence[str],
    heard: Flags,
    directions: Sequence[Floats],
    pieces: Pieces,
    cells: Cells,
    moves: Sequence[Move],
) -> tuple[str, ...]:
    found = list[str]()
    for direction in directions:
        on = [
            runs_off(word, weight)
            for word, weight in zip(_those(words, heard), direction, strict=True)
            if weight
        ]
        found.append(f"a move was never seen among some, or only among them: {' while '.join(on)}")
    silent = _those(words, ~heard)
    if silent:
        found.append(f"nobody was at risk whom these would speak of: {'; '.join(silent)}")
    if pieces.left_out:
        found.append(
            f"{pieces.left_out:,} stays are left out, as it is not known when their state was entered"
        )
    for move, count in zip(moves, cells.moved.sum(axis=0), strict=True):
        if 0 < count < 5:
            found.append(f"{move_name(move)} was seen {int(count)} times only; intervals are rough")
    return tuple(found)
