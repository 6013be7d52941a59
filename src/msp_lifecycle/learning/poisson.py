# pyright: basic
# (scipy has no types)
"""Log-linear rates by maximum likelihood, and what keeps them from having one.

A piece of time e in which a move is made d times (0 or 1) contributes d log(rate) - e rate: the likelihood of a Poisson
count. It is concave, so Newton's method finds the maximum from anywhere, where there is one.
"""

import attrs
import numpy as np
import numpy.typing as npt
from scipy import linalg, optimize

from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import Flags, Floats

FAR = 30.0
"""What stands for an endless effect when rates are computed: e^-30 of anything is nothing."""

_MOST_ROWS = 20_000
"""Rows up to which endless effects are looked for before anything else."""


@attrs.frozen(kw_only=True, eq=False)
class PoissonFit:
    """A maximum of the likelihood.

    Attributes:
        theta: the terms, endless ones replaced by `FAR`; shape (terms,).
        covariance: of the finite terms, zero elsewhere; shape (terms, terms).
        endless: -1 or 1 for a term that runs away downwards or upwards, 0 for the others; shape (terms,).
        directions: what runs away together, each with the weight of every term.
        log_likelihood: at the maximum.
    """

    theta: Floats
    covariance: Floats
    endless: Floats
    directions: tuple[Floats, ...]
    log_likelihood: float


def fit_poisson(z: Floats, time: Floats, moved: Floats) -> PoissonFit:
    """Return the maximum of sum(moved log(rate) - time rate), log(rate) = z theta.

    Args:
        z: shape (rows, terms).
        time: at risk, shape (rows,).
        moved: how often, shape (rows,).

    Raises:
        Unidentified: if terms cannot be told apart.

    Examples:
        >>> fit = fit_poisson(np.ones((1, 1)), np.array([50.0]), np.array([5.0]))
        >>> round(float(np.exp(fit.theta[0])), 6), round(float(fit.covariance[0, 0]), 6)
        (0.1, 0.2)
    """
    terms = z.shape[1]
    free, keep = np.ones(terms, bool), np.ones(len(z), bool)
    _told_apart(z)
    directions = list[Floats]()
    search = len(z) <= _MOST_ROWS
    while True:
        away = _runaway(z[keep][:, free], time[keep], moved[keep]) if search else None
        if away is not None:
            direction = np.zeros(terms)
            direction[free] = away
            directions.append(direction)
            keep[keep] = np.abs(z[keep] @ direction) < 1e-9
            _release(free, z[keep], direction)
            continue
        theta, information, settled = _newton(z[keep][:, free], time[keep], moved[keep])
        if settled or search:
            break
        search = True
    return _assembled(theta, information, free, directions, z[keep], time[keep], moved[keep])


def _release(free: Flags, z: Floats, direction: Floats) -> None:
    """Let go of the terms of a direction that the rows left say nothing about."""
    moving = np.flatnonzero(direction * free)
    free[moving] = False
    for term in moving:
        free[term] = True
        columns = z[:, free]
        if not len(z) or np.linalg.matrix_rank(columns) < columns.shape[1]:
            free[term] = False


def _assembled(
    theta: Floats,
    information: Floats,
    free: Flags,
    directions: list[Floats],
    z: Floats,
    time: Floats,
    moved: Floats,
) -> PoissonFit:
    whole, covariance = np.zeros(len(free)), np.zeros((len(free), len(free)))
    whole[free] = theta
    covariance[np.ix_(free, free)] = linalg.pinvh(information)
    score = z @ whole
    log_likelihood = float(moved @ score - time @ np.exp(score))
    endless = np.zeros(len(free))
    for direction in directions:
        on = np.abs(direction) > 1e-7
        endless[on] = np.sign(direction[on])
        whole = whole + FAR * direction / np.abs(direction).max()
    covariance[endless != 0] = covariance[:, endless != 0] = 0.0
    return PoissonFit(
        theta=whole,
        covariance=covariance,
        endless=endless,
        directions=tuple(directions),
        log_likelihood=log_likelihood,
    )


def _newton(z: Floats, time: Floats, moved: Floats) -> tuple[Floats, Floats, bool]:
    """Return the maximum, the information there, and whether it was reached."""
    if not z.shape[1]:
        return np.zeros(0), np.zeros((0, 0)), True
    weight = np.sqrt(time + moved)[:, None]
    turn = _triangle(z * weight)
    q = np.linalg.solve(turn.T, z.T).T  # columns that hardly depend on each other
    start = np.log((moved.sum() + 0.5) / (time.sum() + 0.5))
    phi = turn @ np.linalg.lstsq(z * weight, start * weight[:, 0])[0]
    settled, value, hessian = False, -np.inf, np.eye(len(phi))
    step = np.zeros_like(phi)
    for _ in range(100):
        trial = phi + step
        score = q @ trial
        with np.errstate(over="ignore"):
            rate = np.exp(score)
            gained = float(moved @ score - time @ rate)
        if not gained >= value - 1e-10 * abs(value):  # too far
            step = step / 2
            continue
        phi, value = trial, gained
        gradient = q.T @ (moved - time * rate)
        hessian = (q * (time * rate)[:, None]).T @ q
        step = np.linalg.lstsq(hessian, gradient)[0]
        if float(gradient @ step) < 1e-20 * max(1.0, abs(value)):
            settled = bool((time * rate > 1e-9 * time).all() or np.abs(step).max() < 1e-6)
            break
    theta = np.linalg.solve(turn, phi)
    return theta, turn.T @ hessian @ turn, settled and bool(np.abs(z @ theta).max() < 600)


class Unidentified(Exception):
    """Terms cannot be told apart; the weights of one combination that the rows say nothing about."""

    def __init__(self, weights: Floats) -> None:
        super().__init__(weights)
        self.weights = weights


def _told_apart(z: Floats) -> None:
    scale = np.abs(z).max(axis=0)
    scale[scale == 0] = 1.0
    small = _triangle(z / scale)
    _, values, rows = np.linalg.svd(small)
    if len(values) < z.shape[1] or values[-1] < 1e-10 * values[0]:
        raise Unidentified(_plain(rows[-1] / scale))


def _triangle(z: Floats) -> Floats:
    """Return the triangular factor R of z = QR."""
    found: Floats = np.asarray(np.linalg.qr(z, mode="r"))
    return found


def _plain(weights: Floats) -> Floats:
    weights = weights / weights[int(np.abs(weights).argmax())]
    return np.where(np.abs(weights) < 1e-8, 0.0, weights)


def _runaway(z: Floats, time: Floats, moved: Floats) -> npt.NDArray[np.float64] | None:
    """Return a direction in which the likelihood rises for ever, None where there is none.

    Along such a direction no rate falls at which a move was made and no rate rises at which time passed without.
    """
    if not z.shape[1]:
        return None
    scale = np.abs(z).max(axis=0)
    scale[scale == 0] = 1.0
    rows = z / scale
    quiet, busy = (moved == 0) & (time > 0), (moved > 0) & (time > 0)
    rising = (moved > 0) & (time == 0)
    falls = np.unique(rows[quiet], axis=0)
    level = np.unique(rows[busy], axis=0)
    rises = np.unique(rows[rising], axis=0)
    if not len(falls) and not len(rises):
        return None
    alone = _alone(falls, level, rises)
    if alone is not None:
        return alone
    result = optimize.linprog(
        falls.sum(axis=0) - rises.sum(axis=0),
        A_ub=np.concatenate([falls, -rises]),
        b_ub=np.zeros(len(falls) + len(rises)),
        A_eq=level if len(level) else None,
        b_eq=np.zeros(len(level)) if len(level) else None,
        bounds=(-1, 1),
        method="highs",
    )
    if result.status != 0:
        raise EstimateError("effects", "the numbers are out of all proportion; rescale them")
    if -result.fun < 1e-7:
        return None
    found = np.asarray(result.x) / scale
    found = found / np.abs(found).max()
    plain: Floats = np.where(np.abs(found) < 1e-7, 0.0, found)
    return plain


def _alone(falls: Floats, level: Floats, rises: Floats) -> npt.NDArray[np.float64] | None:
    """Return a term that runs away by itself: the plainest of directions."""
    terms = next(len(one[0]) for one in (falls, level, rises) if len(one))
    for term in range(terms):
        for sign in (-1.0, 1.0):
            fall, rise = sign * falls[:, term], sign * rises[:, term]
            moving = (fall < 0).any() or (rise > 0).any()
            if moving and (fall <= 0).all() and (rise >= 0).all() and not level[:, term].any():
                found: Floats = sign * np.eye(terms)[term]
                return found
    return None
