# pyright: basic
# (matplotlib is not always there)
"""Pictures of ensembles and comparisons, in one style: legible in greyscale and at the width of a column.

Needs matplotlib (extra `plot`). Every function draws on the axes given, or on new ones, and returns them.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from msp_lifecycle.results.figure import DASHES, INK, SECOND, axes, colours, finish, words
from msp_lifecycle.results.table import Table

if TYPE_CHECKING:
    from msp_lifecycle.simulation.ensemble import Ensemble
    from msp_lifecycle.simulation.questions import Comparison


def plot_occupancy(
    ensemble: "Ensemble", *, ax: Any = None, ylabel: str = "share of partnerships"
) -> Any:
    """Draw which share of partnerships is in which phase, as stacked areas over the months."""
    ax = axes(ax)
    table = ensemble.occupancy()
    names = tuple(dict.fromkeys(table["phase"].tolist()))
    share = table["share"].reshape(-1, len(names))
    months = table["month"].reshape(-1, len(names))[:, 0]
    ax.stackplot(
        months,
        share.T,
        labels=[words(name) for name in names],
        colors=colours(names),
        edgecolor="white",
        linewidth=0.6,
    )
    ax.set(xlim=(0, months[-1]), ylim=(0, 1))
    handles, labels = ax.get_legend_handles_labels()
    ax.legend(
        handles[::-1],
        labels[::-1],
        loc="center left",
        bbox_to_anchor=(1, 0.5),
        frameon=False,
        fontsize=8,
    )
    title = f"{ensemble.partnerships:,} simulated partnerships"
    return finish(ax, "months", ylabel, title)


def plot_incidence(ensemble: "Ensemble", *phases: str, ax: Any = None, alive: bool = False) -> Any:
    """Draw the share that has reached phases or ends by each month, with 95 % bands.

    Args:
        ensemble: to draw.
        phases: phases, reasons of ending, or `ended`; all endings if none is named.
        ax: axes to draw on.
        alive: whether to draw the share that has not, as a survival curve.
    """
    ax = axes(ax)
    wanted = phases or tuple(dict.fromkeys(one.reason for one in ensemble.states if one.reason))
    for index, phase in enumerate(wanted):
        table = ensemble.cumulative_incidence(phase)
        low, high, share = table["low"], table["high"], table["share"]
        if alive:
            low, high, share = 1 - high, 1 - low, 1 - share
        colour = INK if index % 2 == 0 else SECOND
        style = DASHES[index % len(DASHES)]
        label = ("not " if alive else "") + words(phase)
        ax.step(table["month"], share, where="post", color=colour, linestyle=style, label=label)
        ax.fill_between(
            table["month"], low, high, step="post", color=colour, alpha=0.25, linewidth=0
        )
    ax.set(xlim=(0, ensemble.months), ylim=(0, None))
    ax.legend(frameon=False, fontsize=8)
    return finish(ax, "months", "share of partnerships", "Not yet" if alive else "Reached by month")


def plot_difference(comparison: "Comparison", *phases: str, ax: Any = None) -> Any:
    """Draw by how much a change shifts the chance to have reached phases or ends, with 95 % bands.

    Args:
        comparison: of two ensembles.
        phases: phases, reasons of ending, or `ended`; all endings if none is named.
        ax: axes to draw on.
    """
    ax = axes(ax)
    base = comparison.base
    wanted = phases or tuple(dict.fromkeys(one.reason for one in base.states if one.reason))
    ax.axhline(0, color="0.6", linewidth=0.8)
    for index, phase in enumerate(wanted):
        table = comparison.difference(phase)
        colour = INK if index % 2 == 0 else SECOND
        style = DASHES[index % len(DASHES)]
        points = 100 * table["difference"]
        ax.plot(table["month"], points, color=colour, linestyle=style, label=words(phase))
        ax.fill_between(
            table["month"],
            100 * table["low"],
            100 * table["high"],
            color=colour,
            alpha=0.25,
            linewidth=0,
        )
    ax.set(xlim=(0, base.months))
    ax.legend(frameon=False, fontsize=8)
    changed = comparison.changed.scenario.name.removeprefix(f"{base.scenario.name}, ")
    return finish(ax, "months", "difference, percentage points", f"With {changed}")


def plot_levers(table: Table, *, ax: Any = None) -> Any:
    """Draw the table of `levers` as a tornado: the gain of each factor with its 95 % interval."""
    ax = axes(ax)
    gain = 100 * table["gain"]
    places = np.arange(len(gain))[::-1]
    ax.barh(places, gain, color="#6baed6", edgecolor=INK, linewidth=0.6)
    spread = np.abs(100 * np.stack([table["low"], table["high"]]) - gain)
    ax.errorbar(gain, places, xerr=spread, fmt="none", ecolor="black", capsize=2, linewidth=0.8)
    labels = [
        f"{title} ({code})" for code, title in zip(table["factor"], table["title"], strict=True)
    ]
    ax.set_yticks(places, labels, fontsize=7)
    ax.axvline(0, color="black", linewidth=0.8)
    if ax.figure.get_figheight() < 0.24 * len(gain):
        ax.figure.set_figheight(0.24 * len(gain) + 0.8)
    return finish(ax, "gain, percentage points", "", "")


def plot_moves(ensemble: "Ensemble", *, ax: Any = None, months: int = 24) -> Any:
    """Draw where partnerships go from one date to the next, as bands between stacked bars.

    Args:
        ensemble: with events.
        ax: axes to draw on.
        months: between two bars.
    """
    ax = axes(ax)
    places, names = _places_at(ensemble, months)
    share = (
        np.stack([np.bincount(column, minlength=len(names)) for column in places]) / places.shape[1]
    )
    base = np.cumsum(share, axis=1) - share
    shades = colours(names)
    for j in range(len(places)):
        ax.bar(
            j, share[j], bottom=base[j], width=0.28, color=shades, edgecolor="white", linewidth=0.6
        )
        if j + 1 < len(places):
            _bands(ax, j, places[j], places[j + 1], base, shades)
    handles = [
        ax.bar(0, 0, color=shade, label=words(name))
        for name, shade in zip(names, shades, strict=True)
    ]
    ax.legend(
        handles=handles[::-1], loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, fontsize=8
    )
    ax.set_xticks(range(len(places)), [str(j * months) for j in range(len(places))])
    ax.set(ylim=(0, 1))
    return finish(ax, "months", "share of partnerships", "Who goes where")


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
        now[moves.partnership[past]] = target[
            past
        ]  # later moves of a partnership come later, and stay
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
