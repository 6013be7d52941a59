# pyright: basic
# (matplotlib is not always there)
"""Pictures of estimates, in the style of all pictures: legible in greyscale and at the width of a column.

Needs matplotlib (extra `plot`). Every function draws on the axes given, or on new ones, and returns them.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.learning import intervals
from msp_lifecycle.results.figure import (
    DASHES,
    ENDS,
    GOOD,
    INK,
    MORE_SHADES,
    SECOND,
    SHADES,
    axes,
    finish,
    words,
)

if TYPE_CHECKING:
    from msp_lifecycle.learning.hazards import CumulativeHazards
    from msp_lifecycle.learning.incidence import Incidence
    from msp_lifecycle.learning.occupancy import Occupancy
    from msp_lifecycle.learning.study import Study

AT_REST, OTHER_END = "0.88", "0.55"
"""Colours of what is paused or suspended, and of an end that has no colour of its own."""


def state_colours(names: tuple[str, ...]) -> list[str]:
    """Return a colour for each state: phases from dark to light, ends in theirs.

    Examples:
        >>> state_colours(("design", "design, paused", "ended: abandoned", "ended: lost"))
        ['#08306b', '0.88', '#fdae6b', '0.55']
        >>> len(set(state_colours(tuple("abcdefgh"))))
        8
    """
    ends = dict(zip((f"ended: {reason}" for reason in GOOD), ENDS, strict=True))
    phases = [name for name in names if not name.startswith("ended") and ", " not in name]
    shades = SHADES if len(phases) <= len(SHADES) else MORE_SHADES
    known = {name: shades[i % len(shades)] for i, name in enumerate(phases)} | ends
    return [known.get(name, AT_REST if ", " in name else OTHER_END) for name in names]


def plot_occupancy(occupancy: "Occupancy", *, ax: Any = None, until: float | None = None) -> Any:
    """Draw which share of partnerships is in which state, as stacked areas.

    Args:
        occupancy: to draw.
        ax: axes to draw on.
        until: time at which the picture ends; the last move by default.
    """
    ax = axes(ax)
    last = until or (float(occupancy.times[-1]) if occupancy.times.size else occupancy.start + 1)
    times = np.r_[occupancy.start, occupancy.times, last]
    share = np.concatenate([occupancy.share, occupancy.share[-1:]])
    inside = times <= last
    ax.stackplot(
        times[inside],
        share[inside].T,
        step="post",
        labels=[words(name) for name in occupancy.states],
        colors=state_colours(occupancy.states),
        edgecolor="white",
        linewidth=0.4,
    )
    ax.set(xlim=(occupancy.start, last), ylim=(0, 1))
    handles, labels = ax.get_legend_handles_labels()
    ax.legend(
        handles[::-1],
        labels[::-1],
        loc="center left",
        bbox_to_anchor=(1, 0.5),
        frameon=False,
        fontsize=8,
    )
    return finish(
        ax, occupancy.unit, "share of partnerships", "Where partnerships are (Aalen-Johansen)"
    )


def plot_incidence(
    incidence: "Incidence",
    *,
    ax: Any = None,
    surviving: bool = False,
    until: float | None = None,
    ended: bool = False,
) -> Any:
    """Draw the share that has come to each state by each time, with 95 % bands.

    Args:
        incidence: to draw.
        ax: axes to draw on.
        surviving: whether to draw the share that has come to none instead.
        until: time at which the picture ends; the last arrival by default.
        ended: whether the states are ends although their names do not say so.
    """
    ax = axes(ax)
    ended = ended or all(name.startswith("ended") for name in incidence.states)
    last = until or (float(incidence.times[-1]) if incidence.times.size else 1.0)
    curves = (
        [("not yet", incidence.survival, incidence.survival_variance, 1.0)]
        if surviving
        else [
            (name, incidence.share[:, i], incidence.variance[:, i], 0.0)
            for i, name in enumerate(incidence.states)
        ]
    )
    for index, (name, share, variance, before) in enumerate(curves):
        low, high = intervals.log_log(share, variance)
        _band(ax, index, incidence.times, (share, low, high), before, last, words(name))
    ax.set(xlim=(0, last), ylim=(0, 1) if surviving else (0, None))
    ax.legend(frameon=False, fontsize=8)
    return finish(
        ax,
        incidence.unit,
        "share of partnerships",
        "Not yet, with 95 % band"
        if surviving
        else f"{'Ended' if ended else 'Come to'} by then, with 95 % bands",
    )


def plot_hazards(hazards: "CumulativeHazards", *, ax: Any = None) -> Any:
    """Draw the cumulative hazard of each move, with 95 % bands."""
    ax = axes(ax)
    last = float(hazards.times[-1]) if hazards.times.size else 1.0
    for index, (source, target) in enumerate(hazards.moves):
        value = hazards.value[:, index]
        low, high = intervals.log(value, hazards.variance[:, index])
        label = f"{words(source)} to {words(target)}"
        _band(ax, index, hazards.times, (value, low, high), 0.0, last, label)
    ax.set(xlim=(0, last), ylim=(0, None))
    if hazards.moves:
        ax.legend(frameon=False, fontsize=8)
    return finish(ax, hazards.unit, "cumulative hazard", "Cumulative hazards (Nelson-Aalen)")


def _band(
    ax: Any,
    index: int,
    times: Any,
    curve: tuple[Any, Any, Any],
    before: float,
    last: float,
    label: str,
) -> None:
    inside = times <= last
    at = np.r_[0.0, times[inside], last]
    value, low, high = (
        np.r_[before, one[inside], one[inside][-1:] if inside.any() else before] for one in curve
    )
    colour = INK if index % 2 == 0 else SECOND
    style = DASHES[index % len(DASHES)]
    ax.step(at, value, where="post", color=colour, linestyle=style, label=label)
    ax.fill_between(at, low, high, step="post", color=colour, alpha=0.2, linewidth=0)


def save_study(study: "Study", path: str) -> None:
    """Draw a study into a file: occupancy and incidence of endings, or the prevalence between visits.

    Raises:
        MissingExtra: if matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra("matplotlib", "plot") from None
    from msp_lifecycle.learning.incidence import cumulative_incidence
    from msp_lifecycle.learning.occupancy import aalen_johansen
    from msp_lifecycle.learning.study import due

    sections = {one.name for one in study.sections}
    if study.panel is not None:
        size = len(study.log.states)
        figure = Figure(figsize=(2.6 * size, 2.6), layout="constrained")
        study.panel.plot_prevalence(
            due(study.log),
            figure.subplots(1, size, sharey=True, squeeze=False)[0],
        )
    else:
        shown = 2 if sections & {"endings", "arrivals"} else 1
        figure = Figure(figsize=(6.4, 3.2 * shown), layout="constrained")
        places = figure.subplots(shown, 1, squeeze=False)[:, 0]
        stays = study.log.stays()
        plot_occupancy(aalen_johansen(stays), ax=places[0])
        if shown == 2:
            incidence = cumulative_incidence(stays, study.ends or None)
            plot_incidence(incidence, ax=places[1], ended=bool(study.ends))
    figure.savefig(path, dpi=150)
