"""What follows from rates: probabilities after a time, mean stays, first passages, each with an interval."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.matrix_exponential import Generators
from msp_lifecycle.learning.normal import quantile
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.results import Table

if TYPE_CHECKING:
    from msp_lifecycle.learning.panel import PanelModel

Values = Mapping[str, float] | None
Quantity = Callable[[Floats], Floats]


def probabilities(
    model: "PanelModel",
    after: float,
    values: Values,
    start: float,
    confidence: float,
    draws: Floats | None,
) -> Table:
    """Return P(t) with intervals."""
    _checked_time(after)
    size = len(model.states)

    def matrix(theta: Floats) -> Floats:
        return _over(model, theta, values, start, after, None).ravel()

    estimate, low, high = _with_interval(model, matrix, confidence, draws, _logit, _expit)
    one, other = np.divmod(np.arange(size * size), size)
    return Table(
        f"Probabilities after {after:g} {model.unit}",
        {
            "from": _named(model, one),
            "to": _named(model, other),
            "probability": estimate,
            "low": low,
            "high": high,
        },
    )


def _over(
    model: "PanelModel",
    theta: Floats,
    values: Values,
    start: float,
    after: float,
    held: int | None,
) -> Floats:
    """Return P(start, start + after), with one state held once it is reached; (states, states)."""
    edges = [start, *(cut for cut in model.cuts if start < cut < start + after), start + after]
    found = np.eye(len(model.states))
    for one, other in pairwise(edges):
        q = model.generator_of(theta, values, one)
        if held is not None:
            q[held] = 0.0
        taken = Generators.of(q[None])
        found = found @ taken.over(np.zeros(1, np.int32), np.array([other - one]))[0]
    return found


def sojourns(
    model: "PanelModel", values: Values, time: float, confidence: float, draws: Floats | None
) -> Table:
    """Return the mean time of a stay in each state that can be left."""
    left = [s for s, name in enumerate(model.states) if any(name == one for one, _ in model.moves)]

    def stay(theta: Floats) -> Floats:
        found: Floats = -1.0 / np.diag(model.generator_of(theta, values, time))[left]
        return found

    estimate, low, high = _with_interval(model, stay, confidence, draws, np.log, np.exp)
    columns = {
        "state": _named(model, np.array(left)),
        "mean": estimate,
        "error": _errors(model, stay, lambda x: x),
        "low": low,
        "high": high,
    }
    return Table(f"Mean stays in {model.unit}", columns)


def next_states(
    model: "PanelModel", values: Values, time: float, confidence: float, draws: Floats | None
) -> Table:
    """Return the probability that each move is the next from its state."""
    one = np.array([model.states.index(move[0]) for move in model.moves])
    other = np.array([model.states.index(move[1]) for move in model.moves])

    def share(theta: Floats) -> Floats:
        q = model.generator_of(theta, values, time)
        found: Floats = -q[one, other] / q[one, one]
        return found

    estimate, low, high = _with_interval(model, share, confidence, draws, _logit, _expit)
    columns = {"from": _named(model, one), "to": _named(model, other)}
    return Table("Next state", {**columns, "probability": estimate, "low": low, "high": high})


def passage(
    model: "PanelModel",
    state: str,
    by: float,
    values: Values,
    start: float,
    confidence: float,
    draws: Floats | None,
) -> Table:
    """Return the probability of having been in a state by a time, from each state."""
    _checked_time(by)
    if state not in model.states:
        raise UnknownName("state", state, model.states)
    goal = model.states.index(state)

    def chance(theta: Floats) -> Floats:
        return _over(model, theta, values, start, by, goal)[:, goal]

    estimate, low, high = _with_interval(model, chance, confidence, draws, _logit, _expit)
    name = _named(model, np.arange(len(model.states)))
    columns = {"from": name, "probability": estimate, "low": low, "high": high}
    return Table(f"Reached {state.replace('_', ' ')} by {by:g} {model.unit}", columns)


def _with_interval(
    model: "PanelModel",
    quantity: Quantity,
    confidence: float,
    draws: Floats | None,
    scale: Quantity,
    back: Quantity,
) -> tuple[Floats, Floats, Floats]:
    estimate = quantity(model.theta)
    if draws is not None:
        found = np.stack([quantity(theta) for theta in draws])
        low, high = np.quantile(found, [0.5 - confidence / 2, 0.5 + confidence / 2], axis=0)
        return estimate, low, high
    error = _errors(model, quantity, scale) * quantile(0.5 + confidence / 2)
    with np.errstate(all="ignore"):
        middle = scale(estimate)
        low, high = back(middle - error), back(middle + error)
    certain = ~np.isfinite(middle)  # nothing and everything have no interval
    return estimate, np.where(certain, estimate, low), np.where(certain, estimate, high)


def _errors(model: "PanelModel", quantity: Quantity, scale: Quantity) -> Floats:
    """Return standard errors by the delta method: the derivative is taken by differences."""
    step = 1e-5
    with np.errstate(all="ignore"):
        slopes = [
            (scale(quantity(model.theta + shift)) - scale(quantity(model.theta - shift)))
            / (2 * step)
            for shift in np.eye(len(model.theta)) * step
        ]
    slope = np.nan_to_num(np.stack(slopes), nan=0.0, posinf=0.0, neginf=0.0)
    variance: Floats = np.einsum("pi,pq,qi->i", slope, model.covariance, slope)
    return np.sqrt(np.maximum(variance, 0.0))


def _logit(p: Floats) -> Floats:
    found: Floats = np.log(p) - np.log1p(-p)
    return found


def _expit(x: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-x))
    return found


def _named(model: "PanelModel", number: npt.NDArray[np.integer]) -> npt.NDArray[np.object_]:
    named: npt.NDArray[np.object_] = np.array(model.states, object)[number]
    return named


def _checked_time(time: float) -> None:
    if not time >= 0 or not np.isfinite(time):
        raise EstimateError("time", f"{time} is no time from 0 on")
