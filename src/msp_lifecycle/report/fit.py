"""What a log of observed lives tells, as a page and as data."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msp_lifecycle.report.page import Page
from msp_lifecycle.report.structured import Plain

if TYPE_CHECKING:
    from msp_lifecycle.learning.study import Section, Study
    from msp_lifecycle.results import Table

HEADS = {
    "from": "from",
    "to": "to",
    "source": "from",
    "target": "to",
    "time": "by",
    "at_risk": "at risk",
}
LEFT_OUT = ("se", "error", "left", "seen_share", "expected_share")
"""Columns of which the intervals, or others, say as much."""


def fit_page(study: "Study", page: Page, name: str) -> Page:
    """Write what was found: what there is, what is odd, and each answer as a table."""
    page.title(f"What {name} tells")
    page.gap()
    for line in study.summary.lines():
        page.text(line, 2, 4)
    page.gap()
    unit = study.summary.unit
    rate = f"Moves seen, and rates per {unit.removesuffix('s')}"
    page.title(rate if study.summary.dated else "Changes from one visit to the next")
    _write(study.summary.transitions, page, unit)
    for section in study.sections:
        page.gap()
        page.title(section.title)
        _write(section.table, page, unit)
        for note in section.notes:
            page.text(f"Note: {note}", 2, 4)
    for one in study.refused:
        page.gap()
        page.text(f"No answer: {one}", 0, 2)
    page.gap()
    page.faint(
        "Intervals are for 95 %. What nobody reported has not thereby gone on: see the docs."
    )
    return page


def _write(table: "Table", page: Page, unit: str) -> None:
    """Write a table; moves stand below the state that they leave."""
    source = next((name for name in ("source", "from") if name in table), None)
    records = table.records()
    if not records:
        page.text("none", 2)
        return
    if source is None:
        page.table(_lines(records))
        return
    for state in dict.fromkeys(row[source] for row in records):
        rows = [row for row in records if row[source] == state]
        spent = f", {rows[0]['at_risk']:,.6g} {unit} at risk" if "at_risk" in table else ""
        page.text(f"from {_cell(state)}{spent}", 2)
        page.table(
            _lines(
                [{k: v for k, v in row.items() if k not in (source, "at_risk")} for row in rows]
            ),
            4,
        )


def _lines(records: Sequence[Mapping[str, object]]) -> list[tuple[str, ...]]:
    """Return the cells of rows, a line of names first; numbers flush right, an interval in one cell."""
    names = [name for name in records[0] if name not in (*LEFT_OUT, "low", "high")]
    lines = [[HEADS.get(name, name.replace("_", " ")) for name in names]]
    lines += [[_cell(row[name]) for name in names] for row in records]
    for i, name in enumerate(names):
        if not isinstance(records[0][name], str):
            width = max(len(line[i]) for line in lines)
            for line in lines:
                line[i] = line[i].rjust(width)
    if "low" not in records[0]:
        return [tuple(line) for line in lines]
    last = ["95 % interval", *(_interval(row["low"], row["high"]) for row in records)]
    return [(*line, one) for line, one in zip(lines, last, strict=True)]


def _interval(low: object, high: object) -> str:
    return "unknown" if low != low and high != high else f"{_cell(low)} to {_cell(high)}"


def _cell(value: object) -> str:
    if isinstance(value, float):
        if math.isnan(value):
            return "unknown"
        return "not reached" if math.isinf(value) else f"{value:.4g}"
    return str(value).replace("_", " ")


def fit_data(study: "Study") -> dict[str, Plain]:
    """Return what was found.

    The keys are `summary`, `moves`, the names of the sections, and `refused`. What is unknown or endless is null.
    """
    summary = study.summary
    return {
        "summary": {
            "partnerships": summary.partnerships,
            "rows": summary.rows,
            "dated": summary.dated,
            "moves": summary.moves,
            "observed": _plain(summary.observed),
            "unit": summary.unit,
            "states": list(summary.states),
            "covariates": list(summary.covariates),
            "entered_late": summary.entered_late,
            "ended": summary.ended,
            "censored": summary.censored,
            "oddities": [str(one) for one in summary.oddities],
        },
        "moves": [_mapping(row) for row in summary.transitions.records()],
        **{one.name: _section(one) for one in study.sections},
        "refused": list(study.refused),
    }


def _section(section: "Section") -> Plain:
    rows: list[Plain] = [_mapping(row) for row in section.table.records()]
    return {"title": section.title, "rows": rows, "notes": list(section.notes)}


def _mapping(row: Mapping[str, object]) -> Plain:
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: object) -> Plain:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, int | str) else str(value)
