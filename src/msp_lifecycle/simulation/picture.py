"""A small picture without a plotting library, for notebooks."""

import numpy as np
import numpy.typing as npt

from msp_lifecycle.results.figure import colours, words


def occupancy_svg(names: tuple[str, ...], share: npt.NDArray[np.float64], months: int) -> str:
    """Return stacked areas of shares over time as SVG.

    Args:
        names: of the phases and ends.
        share: shape (T + 1, names).
        months: that the picture spans.
    """
    width, height = 420, 150
    x = np.linspace(0, width, len(share))
    top = np.cumsum(share, axis=1)
    shapes: list[str] = []
    keys: list[str] = []
    for i, (name, colour) in enumerate(zip(names, colours(names), strict=True)):
        low = top[:, i - 1] if i else np.zeros(len(share))
        there = zip(x, height * (1 - top[:, i]), strict=True)
        back = zip(x[::-1], height * (1 - low[::-1]), strict=True)
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in (*there, *back))
        shapes.append(
            f'<polygon points="{points}" fill="{colour}"><title>{words(name)}</title></polygon>'
        )
        keys.append(
            f'<span style="white-space:nowrap"><span style="color:{colour}">&#9632;</span> {words(name)}</span> '
        )
    return (
        f'<svg width="{width}" height="{height}" role="img" '
        f'aria-label="share of partnerships by phase over {months} months">{"".join(shapes)}</svg>'
        f"<br><small>0 to {months} months &nbsp; {''.join(keys)}</small>"
    )
