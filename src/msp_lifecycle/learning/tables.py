# pyright: basic
# (pyarrow ships no types)
"""Reading observed lives from tables: CSV with the standard library, Parquet with pyarrow."""

import contextlib
import csv
import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.learning.observing import UNITS, Unit
from msp_lifecycle.learning.reading import Moments, Wanted, days, refused
from msp_lifecycle.learning.rows import Rows, Value

TIMES = ("time", "months", "days", "years", "date")
"""Names that a column of times may have: the name of a unit, or `time`, or `date`."""


def read_csv(path: Path, wanted: Wanted) -> Rows | Moments:
    """Return the rows of a CSV file: UTF-8, commas, a line of names first."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, strict=True)
        try:
            head = next(lines, [])
            layout = _layout(path, head, wanted)
            return _taken(layout, _whole(layout, lines, len(head)), wanted)
        except csv.Error as mistake:
            raise refused(path, f"this is no CSV: {mistake}", lines.line_num) from None
        except UnicodeDecodeError:
            raise refused(
                path, "this is no text in UTF-8; save it as CSV UTF-8", lines.line_num + 1
            ) from None


def read_parquet(path: Path, wanted: Wanted) -> Rows | Moments:
    """Return the rows of a Parquet file, with the same columns as a CSV file."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra("pyarrow", "arrow") from None
    try:
        with path.open("rb") as file:
            table = parquet.read_table(file)
    except pa.ArrowInvalid:
        raise refused(path, "this is no Parquet file") from None
    layout = _layout(path, table.column_names, wanted)
    columns = [column.to_pylist() for column in table.columns]
    return _taken(layout, enumerate(zip(*columns, strict=True), 1), wanted)


@attrs.frozen(kw_only=True)
class Layout:
    """Where the columns stand.

    Attributes:
        rows: to fill.
        who: place of the column of partnerships.
        time: place of the column of times.
        state: place of the column of states.
        observed: place of the column that says how a row was observed.
        start: place of the column of beginnings.
        covariates: place of each covariate.
        head: names of all columns.
        dates: whether times are dates.
    """

    rows: Rows
    who: int
    time: int
    state: int
    observed: int | None
    start: int | None
    covariates: dict[str, int]
    head: Sequence[str]
    dates: bool


def _layout(path: Path, head: Sequence[str], wanted: Wanted) -> Layout:
    names = [name.strip() for name in head]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise refused(path, f"two columns are called {twice[0]!r}", 1)
    time = wanted.columns.get("time") or wanted.columns.get("date")
    times = [name for name in ([time] if time else TIMES) if name in names]
    need = {name: wanted.column(name) for name in ("partnership", "state")}
    missing = [name for name in need.values() if name not in names]
    if missing or len(times) != 1:
        what = missing[0] if missing else f"one of {', '.join([time] if time else TIMES)}"
        has = ", ".join(names[:8]) or "none"
        raise refused(path, f"no column {what}; there are {has}; see `columns=` for other names", 1)
    units: dict[str, Unit] = {one: one for one in UNITS}
    taken = {*need.values(), times[0], wanted.column("observed"), wanted.column("start")}
    over = [name for name in names if name not in taken]
    unknown = [name for name in wanted.covariates or () if name not in over]
    if unknown:
        raise refused(path, f"no column {unknown[0]} to take as a covariate", 1)
    return Layout(
        rows=Rows(file=path.name, unit=units.get(times[0], wanted.unit)),
        who=names.index(need["partnership"]),
        time=names.index(times[0]),
        state=names.index(need["state"]),
        observed=_place(names, wanted.column("observed")),
        start=_place(names, wanted.column("start")),
        covariates={name: names.index(name) for name in (over if wanted.covariates is None else wanted.covariates)},
        head=names,
        dates="date" in wanted.columns or times[0] == "date",
    )  # fmt: skip


def _place(names: Sequence[str], name: str) -> int | None:
    return names.index(name) if name in names else None


def _whole(layout: Layout, lines: Any, width: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the lines that have as many cells as the first one."""
    for cells in lines:
        if not cells:
            continue
        if len(cells) != width:
            expected, found = f"{width} cells", str(len(cells))
            layout.rows.wrong(lines.line_num, "", expected=expected, found=found)
        else:
            yield lines.line_num, cells


def _taken(
    layout: Layout, lines: Iterable[tuple[int, Sequence[Any]]], wanted: Wanted
) -> Rows | Moments:
    rows = layout.rows
    rows.values = {name: [] for name in layout.covariates}
    began: dict[str, float] = {}
    for line, cells in lines:
        who = _text(cells[layout.who])
        if not who:
            rows.wrong(line, layout.head[layout.who], expected="the id of a partnership", found="")
        time = _time(layout, line, layout.time, cells[layout.time])
        observed = _text(cells[layout.observed]) if layout.observed is not None else ""
        rows.add(line, who, time, _text(cells[layout.state]), observed or wanted.observed)  # type: ignore[arg-type]
        for name, place in layout.covariates.items():
            rows.values[name].append(_value(cells[place]))
        if layout.start is not None and cells[layout.start] not in ("", None):
            start = _time(layout, line, layout.start, cells[layout.start])
            if began.setdefault(who, start) != start and start == start:
                rows.wrong(line, layout.head[layout.start], message=f"{who} began on another day")
    if layout.dates:
        return Moments(rows=rows, began=began)
    rows.times = [
        time - began.get(who, 0.0) for who, time in zip(rows.who, rows.times, strict=True)
    ]
    return rows


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _time(layout: Layout, line: int, place: int, cell: object) -> float:
    """Return a time, or 0 after taking note of what is wrong with it."""
    if layout.dates:
        found = days(cell if isinstance(cell, dt.date) else _date(_text(cell)))
        expected = "a date such as 2020-09-01"
    else:
        found, expected = _number(cell), "a finite number"
    if math.isfinite(found):
        return found
    layout.rows.wrong(line, layout.head[place], expected=expected, found=_text(cell))
    return 0.0


def _date(text: str) -> dt.date | None:
    with contextlib.suppress(ValueError):
        return dt.datetime.fromisoformat(text)
    return None


def _number(cell: object) -> float:
    if isinstance(cell, bool):
        return math.nan
    if isinstance(cell, int | float):
        return float(cell)
    text = _text(cell)
    with contextlib.suppress(ValueError):
        if text.isascii() and "_" not in text:
            return float(text)
    return math.nan


def _value(cell: object) -> Value:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return float(cell)
    found = _number(cell)
    return found if math.isfinite(found) else _text(cell)
