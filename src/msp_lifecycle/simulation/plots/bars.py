# pyright: basic
# (matplotlib is not always there)
"""What matters most: one row each, with its interval."""

from typing import TYPE_CHECKING, Any

import numpy as np

from msp_lifecycle.results.figure import (
    BESIDE_NAMES,
    FILL,
    INK,
    SECOND,
    axes,
    below,
    beside,
    finish,
    percent,
    room_for,
)

if TYPE_CHECKING:
    from msp_lifecycle.simulation.leverage import Levers
    from msp_lifecycle.simulation.sensitivities import Sensitivity
    from msp_lifecycle.simulation.sweeping import Sweep


def plot_levers(table: "Levers", *, ax: Any = None) -> Any:
    """Draw the table of `levers` as a tornado: the gain of each factor with its 95 % interval."""
    ax = axes(ax)
    gain = 100 * table["gain"]
    names = [f"{name} ({code})" for code, name in zip(table["factor"], table["title"], strict=True)]
    places = _rows(ax, names)
    ax.barh(places, gain, color=FILL, edgecolor=INK, linewidth=0.6)
    _whiskers(ax, gain, places, 100 * table["low"], 100 * table["high"])
    ax.axvline(0, color="black", linewidth=0.8)
    title = (
        f"Reaching {table.following.replace('_', ' ')} within {table.within} months: "
        f"{table['base'][0]:.0%} as it is; gain if one level is {table.raised_by:+g}"
    )
    return finish(ax, "gain, percentage points (95 %)", "", title, BESIDE_NAMES)


def plot_sweep(table: "Sweep", *, ax: Any = None) -> Any:
    """Draw what was measured in each scenario, with its 95 % interval where it is a chance."""
    ax = axes(ax)
    places = _rows(ax, table["scenario"].tolist())
    if "share" in table:
        ax.plot(table["share"], places, "o", color=INK, markersize=5)
        _whiskers(ax, table["share"], places, table["low"], table["high"])
        percent(ax.xaxis)
        label = "share of partnerships (95 %)"
    else:
        marks = ("o", "s", "^", "D", "v", "x")
        names = [name for name in table if name != "scenario"]
        for index, name in enumerate(names):
            colour = INK if index % 2 == 0 else SECOND
            ax.plot(
                table[name], places, marks[index % 6], color=colour, label=name.replace("_", " ")
            )
        if len(names) > 1:
            beside(ax, *ax.get_legend_handles_labels())
        label = names[0].replace("_", " ") if len(names) == 1 else "value"
    ax.grid(axis="y", color="0.9", linewidth=0.6)
    return finish(ax, label, "", table.title, BESIDE_NAMES)


def plot_sensitivity(table: "Sensitivity", *, ax: Any = None) -> Any:
    """Draw how much each assumption matters: mean effects (Morris), or shares of the variance (Sobol)."""
    ax = axes(ax)
    places = _rows(ax, table["assumption"].tolist())
    if table.method == "morris":
        ax.barh(places, table["mu_star"], color=FILL, edgecolor=INK, linewidth=0.6)
        _whiskers(ax, table["mu_star"], places, table["low"], table["high"])
        label = "mean change of it over the whole range (95 %)"
    else:
        for name, shift, colour in (("total", 0.2, "#c6dbef"), ("first", -0.2, INK)):
            label = "alone (first order)" if name == "first" else "with interactions (total)"
            ax.barh(
                places + shift, table[name], 0.38, color=colour, edgecolor=INK, lw=0.6, label=label
            )
            _whiskers(ax, table[name], places + shift, table[f"{name}_low"], table[f"{name}_high"])
        room_for(ax, table.rows + 3)  # for a title of three lines, and the legend
        below(ax, *ax.get_legend_handles_labels())
        label = "share of the variance (95 %)"
    ax.axvline(0, color="black", linewidth=0.8)
    return finish(ax, label, "", table.title, BESIDE_NAMES)


def _rows(ax: Any, names: list[str]) -> Any:
    places = np.arange(len(names))[::-1]
    ax.set_yticks(places, names, fontsize=8)
    ax.set_ylim(-0.7, len(names) - 0.3)
    ax.locator_params(axis="x", nbins=5)
    room_for(ax, len(names))
    return places


def _whiskers(ax: Any, value: Any, places: Any, low: Any, high: Any) -> None:
    spread = np.maximum(np.stack([value - low, high - value]), 0)
    ax.errorbar(value, places, xerr=spread, fmt="none", ecolor="0.1", capsize=2, linewidth=0.8)
