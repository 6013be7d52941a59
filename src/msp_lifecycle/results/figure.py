# pyright: basic
# (matplotlib is not always there)
"""One style for every picture: legible in greyscale and at the width of a column.

Needs matplotlib (extra `plot`) once something is drawn.
"""

from typing import Any

from msp_lifecycle.errors import MissingExtra

SHADES = ("#08306b", "#2171b5", "#6baed6", "#c6dbef")
ENDS = ("#238b45", "#74c476", "#bae4b3", "#fdae6b", "#d94801")
"""Colours of phases, dark to light, and of ends; distinct in greyscale within each row."""

GOOD = ("goal_achieved", "handed_over", "merged", "abandoned", "dissolved")


def colours(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return a colour for each phase and each end.

    Examples:
        >>> colours(("initiation", "ended: abandoned"))
        ('#08306b', '#fdae6b')
    """
    found: list[str] = []
    phase = 0
    for name in names:
        if name.startswith("ended: "):
            found.append(ENDS[GOOD.index(name.removeprefix("ended: "))])
        else:
            found.append(SHADES[phase % len(SHADES)])
            phase += 1
    return tuple(found)


INK = "#08306b"
SECOND = "#d94801"
DASHES = ("-", "--", ":", "-.", (0, (5, 1)), (0, (1, 1)))
COLUMN = (5.0, 3.2)
"""Width and height of a picture in inches."""


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


def finish(ax: Any, xlabel: str, ylabel: str, title: str) -> Any:
    """Label the axes, with units, and return them."""
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.set_title(title, loc="left", fontsize=10)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def words(name: str) -> str:
    """Return a phase or an end as it is read aloud.

    Examples:
        >>> words("ended: goal_achieved")
        'ended: goal achieved'
    """
    return name.replace("_", " ")
