# pyright: basic
# (matplotlib is not always there)
"""What has come about by when: curves over the months, each with its band."""

from typing import TYPE_CHECKING, Any

from msp_lifecycle.results.figure import axes, beside, finish, line_styles, percent, words

if TYPE_CHECKING:
    from msp_lifecycle.simulation.comparing import Comparison
    from msp_lifecycle.simulation.ensemble import Ensemble


def plot_incidence(ensemble: "Ensemble", *phases: str, ax: Any = None, alive: bool = False) -> Any:
    """Draw the share that has reached phases or ends by each month, with 95 % bands.

    Args:
        ensemble: to draw.
        phases: phases, reasons of ending, or `ended`; all endings if none is named.
        ax: axes to draw on.
        alive: whether to draw the share that has not, as a survival curve.
    """
    ax = axes(ax)
    wanted = phases or ensemble.reasons
    for phase, style in zip(wanted, line_styles(len(wanted)), strict=True):
        table = ensemble.cumulative_incidence(phase)
        low, high, share = table["low"], table["high"], table["share"]
        if alive:
            low, high, share = 1 - high, 1 - low, 1 - share
        label = f"not {words(phase)}" if alive else words(phase)
        ax.step(table["month"], share, where="post", label=label, **style)
        ax.fill_between(
            table["month"], low, high, step="post", color=style["color"], alpha=0.25, linewidth=0
        )
    ax.set(xlim=(0, ensemble.months), ylim=(0, 1 if alive else None))
    percent(ax.yaxis)
    _, labels = ax.get_legend_handles_labels()
    title = "Not yet reached by month" if alive else "Reached by month"
    if len(labels) == 1:
        title = f"{labels[0].capitalize()}, by month"
    else:
        beside(ax, *ax.get_legend_handles_labels())
    return finish(ax, "months", "share of partnerships", f"{title} (95 % bands)")


def plot_difference(comparison: "Comparison", *phases: str, ax: Any = None) -> Any:
    """Draw by how much a change shifts the chance to have reached phases or ends, with 95 % bands.

    Args:
        comparison: of two ensembles.
        phases: phases, reasons of ending, or `ended`; all endings if none is named.
        ax: axes to draw on.
    """
    ax = axes(ax)
    wanted = phases or comparison.base.reasons
    ax.axhline(0, color="0.6", linewidth=0.8)
    for phase, style in zip(wanted, line_styles(len(wanted)), strict=True):
        table = comparison.difference(phase)
        ax.plot(table["month"], 100 * table["difference"], label=words(phase), **style)
        low, high = 100 * table["low"], 100 * table["high"]
        ax.fill_between(table["month"], low, high, color=style["color"], alpha=0.25, linewidth=0)
    ax.set(xlim=(0, comparison.base.months))
    beside(ax, *ax.get_legend_handles_labels())
    title = f"Difference made by {comparison.change} (95 % bands)"
    return finish(ax, "months", "difference, percentage points", title)
