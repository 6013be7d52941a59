# pyright: basic
# (matplotlib is not always there)
"""One style for every picture: legible in greyscale and at the width of a column.

Needs matplotlib (extra `plot`) once something is drawn.
"""

import textwrap
from typing import Any

from msp_lifecycle.errors import MissingExtra

SHADES = ("#08306b", "#2171b5", "#6baed6", "#c6dbef")
MORE_SHADES = tuple("#08306b #08519c #2171b5 #4292c6 #6baed6 #9ecae1 #c6dbef #deebf7".split())
"""For lifecycles of more than four phases."""
ENDS = ("#238b45", "#74c476", "#bae4b3", "#fdae6b", "#d94801")
"""Colours of phases, dark to light, and of ends; distinct in greyscale within each row."""

GOOD = ("goal_achieved", "handed_over", "merged", "abandoned", "dissolved")


def colours(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return a colour for each phase and each end.

    Examples:
        >>> colours(("initiation", "ended: abandoned"))
        ('#08306b', '#fdae6b')
    """
    phases = [name for name in names if not name.startswith("ended: ")]
    shades = SHADES if len(phases) <= len(SHADES) else MORE_SHADES
    return tuple(
        shades[phases.index(name) % len(shades)]
        if name in phases
        else ENDS[GOOD.index(name.removeprefix("ended: "))]
        for name in names
    )


def hatches(names: tuple[str, ...]) -> list[str]:
    """Return strokes for ends and none for phases, so that the two are told apart without colour.

    Examples:
        >>> hatches(("initiation", "ended: abandoned"))
        ['', '////']
    """
    return ["////" if name.startswith("ended: ") else "" for name in names]


INK = "#08306b"
SECOND = "#d94801"
FILL = "#6baed6"
DASHES = ("-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)))
COLUMN = (5.0, 3.2)
"""Width and height of a picture in inches."""

WIDE = 6.4
"""Width of a picture with the names of rows on its left."""

ROW = 0.24
"""Height of a row."""


def axes(ax: Any = None) -> Any:
    """Return the axes given, or new ones of the width of a column.

    Raises:
        MissingExtra: if matplotlib is not installed.
    """
    if ax is not None:
        return ax
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        raise MissingExtra("matplotlib", "plot") from None
    _, ax = plt.subplots(figsize=COLUMN, layout="constrained")
    return ax


def line_styles(lines: int) -> list[dict[str, Any]]:
    """Return colour and dashes for each of some lines; the dashes alone tell them apart.

    Examples:
        >>> line_styles(2)[1]
        {'color': '#d94801', 'linestyle': '--'}
    """
    return [
        {"color": INK if i % 2 == 0 else SECOND, "linestyle": DASHES[i % len(DASHES)]}
        for i in range(lines)
    ]


LINE = 62
"""Letters of a title that go above the axes of a picture."""

BESIDE_NAMES = 44
"""Letters that go above axes with the names of rows on their left."""


def finish(ax: Any, xlabel: str, ylabel: str, title: str, line: int = LINE) -> Any:
    """Label the axes, with units, and return them; a title of more than a line's letters goes over several."""
    ax.set_xlabel(xlabel, fontsize=9)
    ax.set_ylabel(ylabel, fontsize=9)
    ax.tick_params(labelsize=8)
    ax.set_title(textwrap.fill(title, line), loc="left", fontsize=9.5)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def percent(axis: Any) -> None:
    """Write shares on an axis in per cent."""
    from matplotlib.ticker import PercentFormatter

    axis.set_major_formatter(PercentFormatter(1.0, symbol=" %"))


def beside(ax: Any, handles: Any, labels: list[str]) -> None:
    """Put the legend to the right, in the order in which the eye meets what is stacked."""
    ax.legend(
        handles[::-1],
        labels[::-1],
        loc="center left",
        bbox_to_anchor=(1, 0.5),
        frameon=False,
        fontsize=8,
    )


def below(ax: Any, handles: Any, labels: list[str]) -> None:
    """Put the legend in a line below the label of the horizontal axis."""
    from matplotlib.transforms import ScaledTranslation

    down = ScaledTranslation(0, -0.45, ax.figure.dpi_scale_trans)  # inches
    ax.legend(
        handles[::-1],
        labels[::-1],
        loc="upper center",
        bbox_to_anchor=(0.5, 0),
        bbox_transform=ax.transAxes + down,
        ncols=len(labels),
        frameon=False,
        fontsize=8,
    )


def room_for(ax: Any, rows: int) -> None:
    """Make a picture of its own as high as its rows need, title and label included."""
    if len(ax.figure.axes) == 1:
        ax.figure.set_size_inches(WIDE, max(ROW * rows + 1.0, 1.8))


def words(name: str) -> str:
    """Return a phase or an end as it is read aloud.

    Examples:
        >>> words("ended: goal_achieved")
        'ended: goal achieved'
    """
    return name.replace("_", " ")
