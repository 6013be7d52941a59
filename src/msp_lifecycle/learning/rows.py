"""From rows, in whatever order a file has them, to an event log; what cannot be is refused with its place."""

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.learning.errors import LogError, LogProblem
from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.observations import Floats, Ints
from msp_lifecycle.learning.observing import BLANK, CUT, ENDED, OBSERVED, SEEN, Observed, Unit

Value = float | str | None
MOST_LABELS = 20
"""Different texts that a covariate may have; more are a remark rather than a covariate."""


@attrs.define(kw_only=True)
class Rows:
    """Rows as they are read, and what is wrong with them so far.

    Attributes:
        file: that they come from.
        unit: of their times.
        lines: where each row stands.
        who: the partnership of each.
        times: of each.
        states: as written, alternatives with `|` between them.
        observed: how each was observed.
        values: of covariates, by name.
        problems: found so far.
        notes: what was done to them.
        closing: rows at the end that no file has: the ends of observation that were given.
    """

    file: str = ""
    unit: Unit = "months"
    lines: list[int] = attrs.field(factory=list)
    who: list[str] = attrs.field(factory=list)
    times: list[float] = attrs.field(factory=list)
    states: list[str] = attrs.field(factory=list)
    observed: list[Observed] = attrs.field(factory=list)
    values: dict[str, list[Value]] = attrs.field(factory=dict)
    problems: list[LogProblem] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)
    closing: int = 0

    def add(self, line: int, who: str, time: float, state: str, observed: Observed) -> None:
        """Take a row."""
        self.lines.append(line)
        self.who.append(who)
        self.times.append(time)
        self.states.append(state)
        self.observed.append(observed)

    def wrong(
        self,
        line: int,
        column: str,
        *,
        expected: str = "",
        found: str | None = None,
        message: str = "",
    ) -> None:
        """Take note of something that is wrong."""
        self.problems.append(
            LogProblem(
                file=self.file,
                line=line,
                column=column,
                expected=expected,
                found=found,
                message=message,
            )
        )


def assembled(rows: Rows, *, states: tuple[str, ...] | None = None) -> EventLog:
    """Return the log of rows.

    Args:
        rows: in any order; those of one partnership at one time stand in the order in which they happened.
        states: their names in order; in the order in which they are met, ends last, by default.

    Raises:
        LogError: with everything that is wrong.
    """
    if not rows.lines and not rows.problems:
        rows.wrong(0, "", message="there is nothing in it: no row, no life")
    names, place = _states(rows, states)
    _times(rows)
    observed = np.array([_kind(rows, i) for i in range(len(rows.lines))], np.int8)
    if rows.problems:
        raise LogError(sorted(rows.problems, key=lambda one: one.line or 0))
    ids = {who: number for number, who in enumerate(dict.fromkeys(rows.who))}
    partnership = np.array([ids[who] for who in rows.who], np.int32)
    time = np.array(rows.times, np.float64)
    order = np.lexsort((time, partnership))
    read = slice(len(rows.lines) - rows.closing)
    _remark(rows, partnership[read], time[read])
    state, sets = _numbers(rows, names, place)
    log = EventLog(
        partnerships=tuple(ids),
        states=names,
        partnership=partnership[order],
        time=time[order],
        state=state[order],
        observed=observed[order],
        sets=sets,
        covariates=_covariates(rows, partnership[order], order),
        unit=rows.unit,
        notes=tuple(rows.notes),
    )
    _contradictions(log, rows, order)
    if rows.problems:
        raise LogError(sorted(rows.problems, key=lambda one: one.line or 0))
    return log


def _states(
    rows: Rows, known: tuple[str, ...] | None
) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return the names of the states, and which of them each text stands for."""
    stands = {text: _alternatives(text) for text in dict.fromkeys(rows.states)}
    found = dict.fromkeys(name for each in stands.values() for name in each)
    met = tuple(sorted(found, key=lambda name: name.startswith(ENDED)))  # ends last
    bad = {text for text, each in stands.items() if text and (not all(each) or not each)}
    if known is not None:
        bad |= {text for text, each in stands.items() if set(each) - set(known)}
    expected = f"one of {', '.join(known)}" if known is not None else "the name of a state"
    for i, text in enumerate(rows.states):
        if text in bad:
            rows.wrong(rows.lines[i], "state", expected=expected, found=text)
        elif not text and rows.observed[i] != "censored":
            rows.wrong(rows.lines[i], "state", expected="the name of a state", found="")
        elif len(stands[text]) > 1 and rows.observed[i] == "exact":
            message = f"a move has one state, found {text!r}; say seen or censored"
            rows.wrong(rows.lines[i], "state", message=message)
    return (known if known is not None else met), stands


def _alternatives(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in text.split("|"))) if text else ()


def _times(rows: Rows) -> None:
    for i in places(~np.isfinite(np.array(rows.times, np.float64))):
        expected, found = "a finite number", str(rows.times[i])
        rows.wrong(rows.lines[i], "time", expected=expected, found=found)
    for i in places(np.array(rows.times, np.float64) < 0):
        message = f"a life is observed from its beginning on, found {rows.times[i]:g}"
        rows.wrong(rows.lines[i], "time", message=message)


def _kind(rows: Rows, i: int) -> int:
    try:
        return OBSERVED.index(rows.observed[i])
    except ValueError:
        expected = "exact, seen or censored"
        rows.wrong(rows.lines[i], "observed", expected=expected, found=str(rows.observed[i]))
        return SEEN


def _numbers(
    rows: Rows, names: tuple[str, ...], stands: dict[str, tuple[str, ...]]
) -> tuple[Ints, tuple[tuple[int, ...], ...]]:
    place = {name: number for number, name in enumerate(names)}
    groups = {text: tuple(sorted(place[one] for one in each)) for text, each in stands.items()}
    sets = tuple(dict.fromkeys(each for each in groups.values() if len(each) > 1))
    number = {
        text: BLANK if not each else each[0] if len(each) == 1 else -2 - sets.index(each)
        for text, each in groups.items()
    }
    return np.array([number[text] for text in rows.states], np.int32), sets


def _remark(rows: Rows, partnership: Ints, time: Floats) -> None:
    """Say where rows were not in order of time, or stood apart from the others of their partnership."""
    same = partnership[1:] == partnership[:-1]
    by_id = np.argsort(partnership, kind="stable")
    who, when = partnership[by_id], time[by_id]
    backwards = int(((who[1:] == who[:-1]) & (when[1:] < when[:-1])).sum())
    if backwards:
        s = "s" if backwards > 1 else ""
        rows.notes.append(f"{backwards:,} row{s} out of order of time; sorted")
    apart = places(np.bincount(partnership[np.r_[True, ~same]]) > 1)
    if apart and (time[1:] < time[:-1]).any():  # in a file in order of time they have to be
        ids = list(dict.fromkeys(rows.who))
        some = ", ".join(ids[i] for i in apart[:3]) + (", ..." if len(apart) > 3 else "")
        are = "partnerships have" if len(apart) > 1 else "partnership has"
        rows.notes.append(f"{len(apart):,} {are} rows apart from each other ({some}); joined by id")


def _contradictions(log: EventLog, rows: Rows, order: npt.NDArray[np.intp]) -> None:
    """Refuse two rows that say the same, or different things, about one moment, and a row before any state."""
    first = np.r_[True, log.partnership[1:] != log.partnership[:-1]]
    for i in places(first & (log.state == BLANK)):
        message = f"nothing was seen of {log.partnerships[log.partnership[i]]} before"
        rows.wrong(rows.lines[int(order[i])], "state", message=message)
    same = (log.partnership[1:] == log.partnership[:-1]) & (log.time[1:] == log.time[:-1])
    for i in places(same):
        line, earlier = rows.lines[int(order[i + 1])], rows.lines[int(order[i])]
        who = log.partnerships[int(log.partnership[i])]
        kinds = (log.observed[i], log.observed[i + 1])
        alike = log.state[i] == log.state[i + 1]
        if alike and kinds[0] == kinds[1]:
            message = f"{who} stands there twice, as on line {earlier}"
            rows.wrong(line, "partnership", message=message)
        elif not alike and kinds == (SEEN, SEEN):
            message = f"{who} was found in another state at the same time on line {earlier}"
            rows.wrong(line, "state", message=message)
        elif kinds[0] == CUT:
            message = f"{who} was no longer observed, according to line {earlier}"
            rows.wrong(line, "observed", message=message)


def places(flags: npt.NDArray[np.bool_]) -> list[int]:
    """Return where flags are set."""
    return [int(i) for i in np.flatnonzero(flags)]


def _covariates(
    rows: Rows, partnership: Ints, order: npt.NDArray[np.intp]
) -> dict[str, npt.NDArray[np.float64]]:
    """Return the covariates as numbers: a text becomes one column of 0 and 1 for each label."""
    found: dict[str, Floats] = {}
    for name, values in rows.values.items():
        held = _held([values[i] for i in order], partnership)
        labels = sorted({one for one in held if isinstance(one, str)})
        if len(labels) > MOST_LABELS:
            message = f"{len(labels)} different texts are no covariate; name those there are with covariates="
            rows.wrong(0, name, message=message)
        elif labels:
            text = [one if isinstance(one, str) or one is None else f"{one:g}" for one in held]
            for label in sorted({one for one in text if one is not None}):
                found[f"{name}={label}"] = _flags(text, label)
        else:
            numbers = [np.nan if one is None else float(one) for one in held]
            found[name] = np.array(numbers, np.float64)
    return found


def _flags(text: Sequence[str | None], label: str) -> Floats:
    return np.array([np.nan if one is None else float(one == label) for one in text], np.float64)


def _held(values: list[Value], partnership: Ints) -> list[Value]:
    """Return each value, or the one before it of the same partnership where there is none."""
    held: list[Value] = []
    for i, value in enumerate(values):
        before = held[-1] if i and partnership[i] == partnership[i - 1] else None
        held.append(before if value is None else value)
    return held
