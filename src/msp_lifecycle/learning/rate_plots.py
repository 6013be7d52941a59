# pyright: basic
# (matplotlib is not always there)
"""Pictures of estimated rates: effects, rates, calibration, prevalence. Needs matplotlib (extra `plot`)."""

from typing import Any

import numpy as np

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.learning.effects import move_name
from msp_lifecycle.learning.fitted import FittedRates, singular
from msp_lifecycle.results import Table
from msp_lifecycle.results.figure import COLUMN, INK, SECOND, axes, finish, words


def plot_effects(model: FittedRates, ax: Any = None, *, confidence: float = 0.95) -> Any:
    """Draw the ratio of rates of each effect with its interval, on a log scale; returns the axes."""
    table = model.effects(confidence=confidence)
    one = dict.fromkeys(table["covariate"])
    moves = [on if on.count(",") < 2 else f"{on.count(',') + 1} moves" for on in table["moves"]]
    labels = [
        on if len(one) == 1 else f"{name}: {on}"
        for name, on in zip(table["covariate"], moves, strict=True)
    ]
    title = f"Effect of {next(iter(one))}" if len(one) == 1 else "Effects"
    title += ", for a value higher by one"
    ax = _forest(ax, labels, table["ratio"], table["low"], table["high"])
    ax.axvline(1, color="0.6", lw=0.8, zorder=0)
    return finish(ax, "ratio of rates (log scale)", "", title)


def plot_rates(model: FittedRates, ax: Any = None, *, confidence: float = 0.95) -> Any:
    """Draw the rate of each move with its interval, on a log scale; returns the axes."""
    table = model.rates(confidence=confidence)
    labels = [
        move_name((one, other)) for one, other in zip(table["from"], table["to"], strict=True)
    ]
    if "interval" in table:
        labels = [f"{a}, {b}" for a, b in zip(labels, table["interval"], strict=True)]
    ax = _forest(ax, labels, table["rate"], table["low"], table["high"])
    return finish(ax, f"rate per {singular(model.unit)} (log scale)", "", "Rates")


def _forest(ax: Any, labels: list[str], middle: Any, low: Any, high: Any) -> Any:
    """Draw numbers with intervals, one below the other; those without an interval are said to have none."""
    if ax is None:
        ax = axes()
        ax.figure.set_size_inches(COLUMN[0] * 1.2, max(1.2 + 0.28 * len(labels), 2.0))
    place = np.arange(len(labels))[::-1]
    drawn = np.isfinite(low) & np.isfinite(high) & (middle > 0)
    ax.hlines(place[drawn], low[drawn], high[drawn], color=INK, lw=1.5)
    ax.plot(middle[drawn], place[drawn], "o", color=INK, ms=4.5)
    ax.set_xscale("log")
    ax.set_yticks(place, [words(label) for label in labels], fontsize=8)
    ax.set_ylim(-0.6, len(labels) - 0.4)
    ax.grid(axis="x", color="0.92", lw=0.6)
    _round_ticks(ax)
    for at in place[~drawn]:
        where = ax.get_yaxis_transform()
        ax.text(
            0.5, at, "cannot be estimated", transform=where, fontsize=7, ha="center", va="center"
        )
    return ax


def _round_ticks(ax: Any) -> None:
    """Label a log axis in plain numbers, and a short one in more than one place."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    low, high = ax.get_xlim()
    decades = np.log10(high / low)
    subs = [1.0, 1.5, 2.0, 3.0, 5.0, 7.0] if decades < 1 else [1.0, 2.0, 5.0]
    if decades > 2.5:
        subs = [1.0]
    ax.xaxis.set_major_locator(LogLocator(subs=subs, numticks=20))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.tick_params(axis="x", labelsize=8)


def plot_calibration(model: Any, ax: Any = None, *, groups: int = 10) -> Any:
    """Draw moves seen for each move expected, in groups of rising rate; returns the axes.

    Nearly all marks lie within their bars if the model is right: 95 in 100 do.
    """
    table = model.calibration(groups=groups)
    if ax is None:
        ax = axes()
        ax.figure.set_size_inches(COLUMN[0] * 1.4, COLUMN[1])  # with room for the names of moves
    ax.axhline(1, color="0.6", lw=0.8, zorder=0)
    for k, move in enumerate(model.moves):
        on = (table["from"] == move[0]) & (table["to"] == move[1])
        colour, mark = (INK, SECOND, "#238b45", "0.4")[k % 4], "osD^vP*X"[k % 8]
        x, expected = table["rate"][on], table["expected"][on]
        ax.vlines(x, table["low"][on] / expected, table["high"][on] / expected, color="0.8", lw=2)
        ax.plot(x, table["seen"][on] / expected, mark, color=colour, ms=4.5, label=move_name(move))
    ax.set_xscale("log")
    _round_ticks(ax)
    ax.set_ylim(0, None)
    ax.legend(fontsize=7, frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    rate = f"rate expected, per {singular(model.unit)} (log scale)"
    return finish(ax, rate, "moves seen / expected", "Calibration (bars: 95 in 100 if it fits)")


def plot_prevalence(table: Table, unit: str, axs: Any = None) -> Any:
    """Draw the share of partnerships seen in each state against the share expected; returns the axes, one a state."""
    states = list(dict.fromkeys(table["state"]))
    if axs is None:
        try:
            import matplotlib.pyplot as plt
        except ImportError:
            raise MissingExtra("matplotlib", "plot") from None
        columns = min(len(states), 3)
        rows = -(-len(states) // columns)
        size = (COLUMN[0] * 0.46 * columns + 0.5, 1.9 * rows + 0.5)
        _, grid = plt.subplots(
            rows, columns, figsize=size, layout="constrained", sharey=True, squeeze=False
        )
        axs = grid.ravel()
        for spare in axs[len(states) :]:
            spare.set_visible(False)
    for k, (ax, state) in enumerate(zip(axs, states, strict=False)):
        on = table["state"] == state
        ax.plot(table["time"][on], table["seen_share"][on], "o", color=INK, ms=3.5, label="seen")
        ax.plot(
            table["time"][on], table["expected_share"][on], color=SECOND, lw=1.5, label="expected"
        )
        ax.set_ylim(0, 1)
        finish(ax, unit, "share" if k % 3 == 0 else "", words(state))
        if k == 0:
            ax.legend(fontsize=7, frameon=False)
    return axs
