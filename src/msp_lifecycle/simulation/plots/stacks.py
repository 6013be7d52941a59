# pyright: basic
# (matplotlib is not always there)
"""Who is where: shares of partnerships by phase, stacked over the months."""

from typing import TYPE_CHECKING, Any

from msp_lifecycle.results.figure import axes, beside, colours, finish, hatches, percent, words

if TYPE_CHECKING:
    from msp_lifecycle.simulation.ensemble import Ensemble
    from msp_lifecycle.simulation.forecasting import Forecast


def plot_occupancy(
    ensemble: "Ensemble",
    *,
    ax: Any = None,
    xlabel: str = "months",
    ylabel: str = "share of partnerships",
    title: str = "",
) -> Any:
    """Draw which share of partnerships is in which phase, as stacked areas over the months.

    Args:
        ensemble: to draw.
        ax: axes to draw on.
        xlabel: with its unit.
        ylabel: with its unit.
        title: instead of the number of partnerships.
    """
    ax = axes(ax)
    names, counts = ensemble.places()
    seen = [index for index in range(len(names)) if counts[:, index].any()]
    names, counts = tuple(names[index] for index in seen), counts[:, seen]
    months = [step * ensemble.scenario.step for step in range(len(counts))]
    ax.stackplot(
        months,
        counts.T / ensemble.partnerships,
        labels=[words(name) for name in names],
        colors=colours(names),
        hatch=hatches(names),
        edgecolor="white",
        linewidth=0.6,
    )
    ax.set(xlim=(0, months[-1]), ylim=(0, 1))
    percent(ax.yaxis)
    beside(ax, *ax.get_legend_handles_labels())
    return finish(ax, xlabel, ylabel, title or f"{ensemble.partnerships:,} simulated partnerships")


def plot_forecast(forecast: "Forecast", *, ax: Any = None) -> Any:
    """Draw the chances of each phase and ending of one partnership, month by month."""
    since = f"months from {forecast.on}" if forecast.on else "months"
    title = forecast.subject or forecast.ensemble.scenario.name
    return plot_occupancy(forecast.ensemble, ax=ax, xlabel=since, ylabel="chance", title=title)
