# pyright: basic
# (scipy has no types)
"""How well rates fit: moves seen less moves expected, one by one and in groups."""

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy import special, stats

from msp_lifecycle.learning.moves import numbers_of
from msp_lifecycle.learning.observations import Floats, Ints
from msp_lifecycle.results import Table

if TYPE_CHECKING:
    from msp_lifecycle.learning.regression import HazardModel

By = Literal["stay", "partnership"]


def _parts(model: "HazardModel") -> tuple[Floats, Floats]:
    """Return moves seen and expected in each piece, shape (pieces, moves)."""
    stays, pieces = model.stays, model.pieces
    sources, targets = numbers_of(model.moves, model.states)
    at_risk = stays.state[pieces.row][:, None] == np.array(sources)
    seen = (at_risk & (pieces.to[:, None] == np.array(targets))).astype(np.float64)
    return seen, np.where(at_risk, np.exp(model.log_rates) * pieces.time[:, None], 0.0)


def expected(model: "HazardModel") -> Floats:
    """Return how many times each stay was expected to be left by each move, shape (stays, moves)."""
    return _added(_parts(model)[1], model.pieces.row, len(model.stays.state))


def _added(values: Floats, group: Ints, groups: int) -> Floats:
    columns = [np.bincount(group, weights=one, minlength=groups) for one in values.T]
    return np.stack(columns, axis=1).astype(np.float64)


def table(model: "HazardModel", by: By) -> Table:
    """Return martingale and deviance residuals, one row for each stay or partnership and move that it was at risk of."""
    seen, hoped = _parts(model)
    row = model.pieces.row
    group = row if by == "stay" else model.stays.partnership[row]
    groups = int(group.max()) + 1
    who = model.stays.partnership if by == "stay" else np.arange(groups)
    seen, hoped = _added(seen, group, groups), _added(hoped, group, groups)
    at, move = np.nonzero(hoped > 0)
    martingale = (seen - hoped)[at, move]
    inner = martingale + special.xlogy(
        seen[at, move], hoped[at, move] / np.maximum(seen, 1)[at, move]
    )
    return Table(
        "Residuals",
        {
            "partnership": who[at],
            "from": np.array([one for one, _ in model.moves], object)[move],
            "to": np.array([other for _, other in model.moves], object)[move],
            "seen": seen[at, move],
            "expected": hoped[at, move],
            "martingale": martingale,
            "deviance": np.sign(martingale) * np.sqrt(np.maximum(-2 * inner, 0.0)),
        },
    )


def calibration(model: "HazardModel", groups: int) -> Table:
    """Return moves seen beside moves expected, in groups of rising rate that share the expected moves evenly."""
    seen, hoped = _parts(model)
    rows: list[tuple[Any, ...]] = []
    for m, (one, other) in enumerate(model.moves):
        at = np.flatnonzero(hoped[:, m] > 0)
        order = at[np.argsort(model.log_rates[at, m], kind="stable")]
        share = np.cumsum(hoped[order, m]) / max(hoped[order, m].sum(), 1e-300)
        levels = model.log_rates[order, m].round(12)
        # Pieces of one rate stay together: what tells them apart is not the model's business.
        _, level = np.unique(levels, return_inverse=True)
        middle = np.bincount(level, weights=share) / np.bincount(level)
        group = np.minimum((middle * groups).astype(int), groups - 1)[level]
        for g in np.unique(group):
            among = order[group == g]
            total = float(hoped[among, m].sum())
            low, high = stats.poisson.ppf([0.025, 0.975], total)
            time = model.pieces.time[among].sum()
            rows.append((one, other, g + 1, total / time, seen[among, m].sum(), total, low, high))
    names = ("from", "to", "group", "rate", "seen", "expected", "low", "high")
    columns = [np.array(one) for one in zip(*rows, strict=True)]
    return Table("Calibration", dict(zip(names, columns, strict=True)))
