# pyright: basic
# (matplotlib is not always there)
"""Who goes where: bands between stacked bars."""

from typing import TYPE_CHECKING, Any

import numpy as np

from msp_lifecycle.results.figure import axes, beside, colours, finish, hatches, percent, words

if TYPE_CHECKING:
    from msp_lifecycle.simulation.ensemble import Ensemble


def plot_moves(ensemble: "Ensemble", *, ax: Any = None, months: int | None = None) -> Any:
    """Draw where partnerships go from one date to the next, as bands between stacked bars.

    Args:
        ensemble: with events.
        ax: axes to draw on.
        months: between two bars; None takes years enough for six bars at most, two or more.
    """
    ax = axes(ax)
    months = months or max(24, -(-ensemble.months // (5 * 12)) * 12)
    places, names = _places_at(ensemble, months)
    share = (
        np.stack([np.bincount(column, minlength=len(names)) for column in places]) / places.shape[1]
    )
    base = np.cumsum(share, axis=1) - share
    shades = colours(names)
    strokes = {"hatch": hatches(names), "edgecolor": "white", "linewidth": 0.6}
    for j in range(len(places)):
        ax.bar(j, share[j], bottom=base[j], width=0.28, color=shades, **strokes)
        if j + 1 < len(places):
            _bands(ax, j, places[j], places[j + 1], base, shades)
    handles = [
        ax.bar(0, 0, color=shade, hatch=hatch, edgecolor="white")
        for shade, hatch in zip(shades, hatches(names), strict=True)
    ]
    beside(ax, handles, [words(name) for name in names])
    ax.set_xticks(range(len(places)), [str(j * months) for j in range(len(places))])
    ax.set(ylim=(0, 1))
    percent(ax.yaxis)
    title = f"Who goes where, {months} months at a time"
    return finish(ax, "months", "share of partnerships", title)


def _places_at(ensemble: "Ensemble", months: int) -> tuple[Any, tuple[str, ...]]:
    """Return the phase or end of each partnership every so many months, shape (dates, n), and their names."""
    label = [one.name if one.reason else one.phase for one in ensemble.states]
    names = tuple(dict.fromkeys(label))
    place = np.array([names.index(one) for one in label])
    moves, step = ensemble.logged, ensemble.scenario.step
    target = place[np.array(ensemble.program.targets)[moves.move]]
    found = []
    for month in range(0, ensemble.months + 1, months):
        now = np.full(ensemble.partnerships, place[ensemble.program.tables.start])
        past = moves.step.astype(np.int64) * step <= month
        # later moves of a partnership come later, and stay
        now[moves.partnership[past]] = target[past]
        found.append(now)
    return np.stack(found), names


def _bands(ax: Any, j: int, here: Any, there: Any, base: Any, shades: tuple[str, ...]) -> None:
    kinds = base.shape[1]
    flow = np.zeros((kinds, kinds))
    np.add.at(flow, (here, there), 1 / len(here))
    left, right = base[j].copy(), base[j + 1].copy()
    t = np.linspace(0, 1, 30)
    bend = 3 * t**2 - 2 * t**3
    x = j + 0.14 + 0.72 * t
    for a in range(kinds):
        for b in range(kinds):
            if flow[a, b] > 0:
                low = left[a] + (right[b] - left[a]) * bend
                ax.fill_between(x, low, low + flow[a, b], color=shades[a], alpha=0.45, linewidth=0)
                left[a] += flow[a, b]
                right[b] += flow[a, b]
