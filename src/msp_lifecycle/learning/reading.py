"""Reading observed lives from files: which reader, and what all of them do the same."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs
import numpy as np

from msp_lifecycle.learning.errors import LogError, LogProblem
from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.observing import DAYS, ENDED, Observed, Unit
from msp_lifecycle.learning.rows import Rows, assembled

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@attrs.frozen(kw_only=True)
class Wanted:
    """What a reader is told beside the file; see `EventLog.read`."""

    columns: Mapping[str, str] = attrs.field(factory=dict[str, str])
    observed: Observed = "exact"
    covariates: tuple[str, ...] | None = None
    states: tuple[str, ...] | None = None
    leads_to: Mapping[str, str] | None = None
    ends: tuple[str, ...] = ()
    until: float | dt.date | None = None
    unit: Unit = "months"
    object_type: str | None = None

    def ended(self, state: str) -> bool:
        """Say whether a state ends a life."""
        return state.startswith(ENDED) or state in self.ends

    def column(self, name: str) -> str:
        """Return what the file calls a column."""
        return self.columns.get(name, name)


@attrs.frozen(kw_only=True)
class Moments:
    """Rows whose times are days since 1970, and the day on which each partnership began, where the file says so."""

    rows: Rows
    began: Mapping[str, float] = attrs.field(factory=dict[str, float])


def read(path: Path, wanted: Wanted) -> EventLog:
    """Return the log in a file."""
    from msp_lifecycle.learning import ocel, tables, xes

    readers: dict[str, Callable[[Path, Wanted], Rows | Moments]] = {
        ".csv": tables.read_csv,
        ".parquet": tables.read_parquet,
        ".xes": xes.read_xes,
        ".json": ocel.read_ocel,
        ".jsonocel": ocel.read_ocel,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        message = f"no reader for {path.suffix or 'a file without a suffix'}; there are {', '.join(readers)}"
        raise refused(path, message)
    try:
        found = reader(path, wanted)
    except OSError as failure:
        raise refused(path, (failure.strerror or "cannot be read").lower()) from None
    rows = placed(found, wanted) if isinstance(found, Moments) else found
    _observed_until(rows, wanted, isinstance(found, Moments))
    return attrs.evolve(assembled(rows, states=wanted.states), also_ends=wanted.ends)


def refused(path: Path, message: str, line: int | None = None) -> LogError:
    """Return the error for a file that cannot be read at all."""
    return LogError([LogProblem(file=path.name, line=line, message=message)])


def placed(moments: Moments, wanted: Wanted) -> Rows:
    """Return rows whose times count from the day on which each partnership began, or was first seen."""
    rows = moments.rows
    first: dict[str, float] = {}
    for who, day in zip(rows.who, rows.times, strict=True):
        first[who] = min(first.get(who, day), day)
    if isinstance(wanted.until, dt.date):
        _close(rows, wanted, lambda _: days(wanted.until))
    began = {**first, **moments.began}
    for who, day in moments.began.items():
        if day > first[who]:
            i = rows.who.index(who)
            rows.wrong(rows.lines[i], "start", message=f"{who} was seen before it began")
    length = DAYS[wanted.unit]
    rows.times = [
        (day - began[who]) / length for who, day in zip(rows.who, rows.times, strict=True)
    ]
    rows.unit = wanted.unit
    return rows


def days(day: object) -> float:
    """Return the days from 1970 to a date or a time of day; without an offset it is taken as UTC."""
    if isinstance(day, dt.datetime):
        moment = day if day.tzinfo is not None else day.replace(tzinfo=dt.UTC)
        return (moment - EPOCH) / dt.timedelta(days=1)
    if isinstance(day, dt.date):
        return float(day.toordinal() - EPOCH.toordinal())
    return np.nan


def _observed_until(rows: Rows, wanted: Wanted, dated: bool) -> None:
    """Add the end of observation to every life that has not ended, where it was given."""
    if wanted.until is None or isinstance(wanted.until, dt.date):
        if wanted.until is not None and not dated:
            rows.wrong(0, "", message="`until` is a date, and the file has times; give a number")
        return
    end = float(wanted.until)
    _close(rows, wanted, lambda _: end)


def _close(rows: Rows, wanted: Wanted, end: Callable[[str], float]) -> None:
    last: dict[str, int] = {}
    for i, who in enumerate(rows.who):
        if who not in last or rows.times[i] >= rows.times[last[who]]:
            last[who] = i
    for who, i in last.items():
        if wanted.ended(rows.states[i]) or rows.observed[i] == "censored":
            continue
        if rows.times[i] > end(who):
            rows.wrong(rows.lines[i], "time", message=f"{who} was seen after `until`")
        else:
            rows.add(rows.lines[i], who, end(who), rows.states[i], "censored")
            rows.closing += 1
            for values in rows.values.values():
                values.append(None)
