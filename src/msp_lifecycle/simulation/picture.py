"""What a notebook shows of an ensemble, a comparison and a forecast: a small picture and a table, without a plotting library.

Text takes its colour from the page, so that it can be read on a dark one, too.
"""

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from msp_lifecycle.results.figure import colours, words
from msp_lifecycle.simulation.forecasting import in_hundred

if TYPE_CHECKING:
    from msp_lifecycle.simulation.comparing import Comparison
    from msp_lifecycle.simulation.ensemble import Ensemble
    from msp_lifecycle.simulation.forecasting import Forecast

WIDTH, HEIGHT = 420, 150
NUMBER = ' style="text-align:right"'


def ensemble_html(ensemble: "Ensemble") -> str:
    """Return an ensemble as HTML: who is where, and how it ended."""
    endings = ensemble.endings()
    rows = [
        (words(reason), f"{share:.1%}", f"{low:.1%} to {high:.1%}")
        for reason, share, low, high in zip(
            *(endings[name] for name in ("reason", "share", "low", "high")), strict=True
        )
    ]
    head = f"{ensemble.partnerships:,} partnerships, {ensemble.months} months"
    return (
        f"<p><b>{head}</b><br>{escape(ensemble.scenario.name)}</p>"
        f"{_occupancy(ensemble)}{_table(('Ending', 'Share', '95 %'), rows)}"
    )


def comparison_html(comparison: "Comparison") -> str:
    """Return a comparison as HTML: by how much endings differ."""
    table = comparison.endings()
    rows = [
        (words(reason), f"{base:.1%}", f"{changed:.1%}", points(gain), _points_range(low, high))
        for reason, base, changed, gain, low, high in zip(*table.values(), strict=True)
    ]
    base = comparison.base
    heads = ("Ending", "without", "with", "difference", "95 %")
    return (
        f"<p><b>{escape(comparison.change)}</b>, against {escape(base.scenario.name)}<br>"
        f"the same {base.partnerships:,} partnerships, {base.months} months; "
        f"differences in percentage points</p>{_table(heads, rows)}"
    )


def forecast_html(forecast: "Forecast") -> str:
    """Return a forecast as HTML: chances in words, a picture, and what they rest on."""
    run, table = forecast.ensemble, forecast.outcomes()
    rows = [
        (f"will {outcome}", in_hundred(low, high))
        for outcome, low, high in zip(table["outcome"], table["low"], table["high"], strict=True)
    ]
    whom = escape(forecast.subject or run.scenario.name)
    since = f" from {forecast.on}" if forecast.on else ""
    beside = "<br>".join(escape(one) for one in forecast.assumptions)
    heads = ("Of 100 partnerships like this one", "95 %")
    return (
        f"<p><b>{whom}</b><br>{run.months} months{since}</p>{_occupancy(run)}"
        f"{_table(heads, rows)}<p><small>{beside}</small></p>"
    )


def points(difference: float) -> str:
    """Return a difference of shares in percentage points, with its sign.

    Examples:
        >>> points(-0.0123), points(0.0)
        ('-1.2', '0.0')
    """
    return "0.0" if abs(difference) < 0.0005 else f"{100 * difference:+.1f}"


def _points_range(low: float, high: float) -> str:
    return f"{points(low)} to {points(high)}"


def _table(heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    first, *others = (f"<th>{escape(one)}</th>" for one in heads)
    lines = [
        f'<tr><td style="text-align:left">{escape(name)}</td>'
        + "".join(f"<td{NUMBER}>{escape(one)}</td>" for one in cells)
        + "</tr>"
        for name, *cells in rows
    ]
    return f"<table><thead><tr>{first}{''.join(others)}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _occupancy(ensemble: "Ensemble") -> str:
    names, counts = ensemble.places()
    seen = [index for index in range(len(names)) if counts[:, index].any()]
    share = counts[:, seen] / ensemble.partnerships
    return occupancy_svg(tuple(names[index] for index in seen), share, ensemble.months)


def occupancy_svg(names: tuple[str, ...], share: npt.NDArray[np.float64], months: int) -> str:
    """Return stacked areas of shares over time as SVG, with a key.

    Args:
        names: of the phases and ends.
        share: shape (T + 1, names).
        months: that the picture spans.
    """
    top = np.cumsum(share, axis=1)
    shades = colours(names)
    areas = "".join(
        _area(name, shade, top[:, i - 1] if i else np.zeros(len(share)), top[:, i])
        for i, (name, shade) in enumerate(zip(names, shades, strict=True))
    )
    keys = "".join(_key(name, shade) for name, shade in zip(names, shades, strict=True))
    return (
        f'<svg width="{WIDTH}" height="{HEIGHT + 16}" role="img" '
        f'aria-label="share of partnerships by phase over {months} months">{areas}'
        f'<g font-size="11" fill="currentColor"><text x="0" y="{HEIGHT + 13}">0</text>'
        f'<text x="{WIDTH}" y="{HEIGHT + 13}" text-anchor="end">{months} months</text></g></svg>'
        f'<div style="max-width:{WIDTH}px;font-size:smaller">{keys}</div>'
    )


def _area(
    name: str, shade: str, low: npt.NDArray[np.float64], high: npt.NDArray[np.float64]
) -> str:
    x = np.linspace(0, WIDTH, len(low))
    there = zip(x, HEIGHT * (1 - high), strict=True)
    back = zip(x[::-1], HEIGHT * (1 - low[::-1]), strict=True)
    corners = " ".join(f"{a:.1f},{b:.1f}" for a, b in (*there, *back))
    return (
        f'<polygon points="{corners}" fill="{shade}" stroke="white" stroke-width="0.5">'
        f"<title>{escape(words(name))}</title></polygon>"
    )


def _key(name: str, shade: str) -> str:
    box = (
        '<svg width="10" height="10"><rect width="10" height="10" '
        f'fill="{shade}" stroke="currentColor" stroke-width="0.5"/></svg>'
    )
    return f'<span style="white-space:nowrap;margin-right:1em">{box} {escape(words(name))}</span> '
