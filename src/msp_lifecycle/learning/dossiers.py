"""Lives in dossiers: from the moves on record to rows of a log."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from msp_lifecycle.learning.errors import LogError, LogProblem
from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.observing import DAYS, Unit
from msp_lifecycle.learning.rows import Rows, assembled
from msp_lifecycle.records import Partnership, Position

ENTERED = "entered"


def state_of(position: Position) -> str:
    """Return the name of the state that a partnership is in.

    Examples:
        >>> state_of(Position(phase="design", standing="paused"))
        'design, paused'
    """
    if position.standing == "ended":
        return f"ended: {position.reason or 'reason unknown'}"
    return str(
        position.phase
        if position.standing == "active"
        else f"{position.phase}, {position.standing}"
    )


def lives(
    partnerships: Iterable[Partnership],
    *,
    on: dt.date,
    began: Mapping[str, dt.date],
    covariates: Callable[[Partnership], Mapping[str, float]] | None,
    unit: Unit,
) -> EventLog:
    """Return the log of dossiers; see `EventLog.from_partnerships`."""
    known = [one.as_of(on) for one in partnerships]
    doubled = [who for who, count in Counter(one.id for one in known).items() if count > 1]
    if doubled:
        raise LogError(
            [LogProblem(message=f"two partnerships have the id {who}") for who in doubled]
        )
    rows = Rows(unit=unit)
    placed = {one.id: _beginning(one, began) for one in known if one.moves}
    for number, one in enumerate(known, 1):
        day = placed.get(one.id)
        if day is not None:
            _add(rows, number, one, day, on, unit)
            _describe(rows, one, covariates)
    _notes(rows, known, placed)
    return assembled(rows)


def _beginning(partnership: Partnership, began: Mapping[str, dt.date]) -> dt.date | None:
    first = partnership.moves[0]
    day = began.get(partnership.id)
    if day is None:
        day = partnership.announced if first.kind == ENTERED else first.on
    return day if day is not None and day <= first.on else None


def _add(
    rows: Rows, number: int, partnership: Partnership, day: dt.date, on: dt.date, unit: Unit
) -> None:
    position = Position()
    before = ""
    for move in partnership.moves:
        position = position.after(move)
        state = state_of(position)
        if state != before:
            time = (move.on - day).days / DAYS[unit]
            seen = move.kind == ENTERED or (not before and move.on > day)
            rows.add(number, partnership.id, time, state, "seen" if seen else "exact")
        before = state
    if position.standing != "ended":
        rows.add(number, partnership.id, (on - day).days / DAYS[unit], before, "censored")


def _describe(
    rows: Rows,
    partnership: Partnership,
    covariates: Callable[[Partnership], Mapping[str, float]] | None,
) -> None:
    known = covariates(partnership) if covariates is not None else dict[str, float]()
    for name, value in known.items():
        column = rows.values.setdefault(name, [])
        column += [None] * (len(rows.lines) - len(column))
        column[rows.who.index(partnership.id)] = float(value)
    for values in rows.values.values():
        values.extend([None] * (len(rows.lines) - len(values)))


def _notes(rows: Rows, known: list[Partnership], placed: Mapping[str, dt.date | None]) -> None:
    for count, what in (
        (sum(not one.moves for one in known), "had not started; left out"),
        (
            sum(day is None for day in placed.values()),
            "on the books from mid-life on, and nobody knows since when they live; left out",
        ),
    ):
        if count:
            rows.notes.append(f"{count:,} {what}")
