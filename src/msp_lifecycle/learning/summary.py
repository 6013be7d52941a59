"""What a log holds and what is odd about it, to be read before anything is fitted."""

from collections.abc import Set
from html import escape

import attrs
import numpy as np

from msp_lifecycle.learning.changes import carried
from msp_lifecycle.learning.fitted import singular
from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.observations import Ints
from msp_lifecycle.learning.observing import CUT, ENDED, EXACT
from msp_lifecycle.learning.showing import html
from msp_lifecycle.learning.transitions import transition_counts
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.results import Table

LISTED = 5
"""Examples that are named of each oddity."""


@attrs.frozen(kw_only=True)
class Oddity:
    """Something that may be a mistake, or may matter for what is estimated.

    Attributes:
        what: in a sentence.
        count: how often.
        examples: the first few, in words.
    """

    what: str
    count: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        some = ""
        if self.examples:
            more = ", ..." if self.count > len(self.examples) else ""
            some = f" ({'; '.join(self.examples)}{more})"
        return f"{self.what}: {self.count:,}{some}"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LogSummary:
    """What there is.

    Attributes:
        partnerships: how many.
        rows: how many.
        dated: whether every change of state has its date.
        moves: changes of state.
        observed: time under observation, all partnerships together.
        unit: of times.
        states: their names.
        covariates: their names.
        entered_late: partnerships that were not observed from their beginning on.
        ended: partnerships that were seen to end.
        censored: partnerships that were not seen to end.
        transitions: columns source, target, count and, for dated moves, time at risk and rate.
        oddities: what a reader should look at first.
    """

    partnerships: int
    rows: int
    dated: bool
    moves: int
    observed: float
    unit: str
    states: tuple[str, ...]
    covariates: tuple[str, ...]
    entered_late: int
    ended: int
    censored: int
    transitions: Table
    oddities: tuple[Oddity | str, ...]

    def lines(self) -> list[str]:
        """Return the summary in words, one fact to a line."""
        kind = "every move has its date" if self.dated else "visits: moves happen between them"
        found = [
            f"{self.partnerships:,} partnership{_s(self.partnerships)}, {self.rows:,} rows; {kind}",
            f"{self.moves:,} change{_s(self.moves)} of state in {self.observed:,.6g} partnership-{self.unit}",
            f"{self.ended:,} seen to end, {self.censored:,} not; {self.entered_late:,} observed from mid-life on",
            f"states: {'; '.join(self.states)}",
        ]
        if self.covariates:
            found.append(f"covariates: {'; '.join(self.covariates)}")
        return found + [f"look at: {one}" for one in self.oddities]

    def __repr__(self) -> str:
        return "\n".join([*self.lines(), str(self.transitions)])

    def _repr_html_(self) -> str:
        return in_html(self)


def in_html(found: LogSummary) -> str:
    """Return a summary as a notebook shows it."""
    items = "".join(f"<li>{escape(line)}</li>" for line in found.lines())
    return f"<ul>{items}</ul>{html(found.transitions)}"


def summary(log: EventLog, lifecycle: Lifecycle | None = None) -> LogSummary:
    """Return the summary of a log; see `EventLog.summary`."""
    first = np.r_[True, log.partnership[1:] != log.partnership[:-1]]
    last = np.r_[first[1:], True]
    ended = np.array([name in log.ends for name in log.states])
    state = carried(log)
    finished = int((last & (state >= 0) & ended[np.maximum(state, 0)]).sum())
    watched = ~first & (np.r_[0, log.observed[:-1]] != CUT)
    observed = float(np.diff(log.time, prepend=0.0)[watched].sum())
    return LogSummary(
        partnerships=len(log.partnerships),
        rows=len(log),
        dated=log.dated,
        moves=int(log.moved.sum()),
        observed=observed,
        unit=log.unit,
        states=log.states,
        covariates=tuple(log.covariates),
        entered_late=int((first & (log.observed != EXACT) & (log.time > 0)).sum()),
        ended=finished,
        censored=len(log.partnerships) - finished,
        transitions=transition_counts(log),
        oddities=tuple(_oddities(log, state, ended, observed, lifecycle)),
    )


def _oddities(
    log: EventLog,
    state: Ints,
    ended: np.ndarray,
    observed: float,
    lifecycle: Lifecycle | None,
) -> list[Oddity | str]:
    same = np.r_[False, log.partnership[1:] == log.partnership[:-1]]
    last = np.r_[~same[1:], True]
    before = np.r_[-1, state[:-1]]
    cut = np.r_[False, log.observed[:-1] == CUT] & same
    known = same & (before >= 0) & (state >= 0)
    risen = known & ended[np.maximum(before, 0)] & (state != before)
    silent = last & (log.observed == EXACT) & ~ended[np.maximum(state, 0)] & log.dated
    at_once = log.moved & np.r_[False, log.moved[:-1] & (log.time[1:] == log.time[:-1])]
    again = known & (state == before) & (log.observed == EXACT) & ~cut
    found: list[Oddity | str] = [*log.notes]
    if len(log.partnerships) == 1:
        found.append("there is one partnership only; nothing can be said about others")
    if not log.moved.any():
        found.append(_nothing_moves(observed, log.unit))
    for rows, what in (
        (cut, "gaps in which a partnership was not observed"),
        (risen, "rows after an end"),
        (silent, "lives whose last row is a move, so that nobody knows how long they were observed after it; see `until=`"),
        (at_once, "moves at the same time as the one before; counted as one move from the first state to the last"),
        (again, "moves into the state that it was already in; taken as one stay"),
    ):  # fmt: skip
        if rows.any():
            found.append(_odd(log, rows, what))
    if lifecycle is not None:
        found += _impossible(log, state, known & ~cut & (state != before), lifecycle)
    return found


def _nothing_moves(observed: float, unit: str) -> str:
    found = "nothing moves; there are no rates to estimate"
    if not observed:
        return found
    # None where r T are to be expected has a probability of exp(-r T): the 95 % bound, "the rule of three".
    most = -np.log(0.05) / observed
    return f"{found}, but more than {most:.3g} moves per partnership and {singular(unit)} can be ruled out (95 %)"


def _odd(log: EventLog, rows: np.ndarray, what: str) -> Oddity:
    places = np.flatnonzero(rows)
    examples = tuple(
        f"{log.partnerships[log.partnership[i]]} at {log.time[i]:.4g}" for i in places[:LISTED]
    )
    return Oddity(what=what, count=int(places.size), examples=examples)


def _impossible(
    log: EventLog, state: Ints, changed: np.ndarray, lifecycle: Lifecycle
) -> list[Oddity]:
    """Return the changes that the lifecycle does not have, or, between visits, has no way for."""
    names = log.states
    strange = [name for name in names if not _known(name, lifecycle)]
    everywhere = (*names, *(one for one in lifecycle.order if one not in names))
    table = _allowed(everywhere, lifecycle)
    reach = _reachable(table)
    exact = log.observed == EXACT
    a, b = np.r_[0, state[:-1]], state
    bad = changed & np.where(exact & log.dated, ~table[a, b], ~reach[a, b])
    found: list[Oddity] = []
    if strange:
        found.append(
            Oddity(
                what=f"states that the lifecycle {lifecycle.name} does not have",
                count=len(strange),
                examples=tuple(strange[:LISTED]),
            )
        )
    if bad.any():
        places = np.flatnonzero(bad)
        examples = tuple(
            f"{log.partnerships[log.partnership[i]]}: {names[a[i]]} to {names[b[i]]} at {log.time[i]:.4g}"
            for i in places[:LISTED]
        )
        what = f"moves that the lifecycle {lifecycle.name} does not have"
        found.append(Oddity(what=what, count=int(places.size), examples=examples))
    return found


def _known(name: str, lifecycle: Lifecycle) -> bool:
    phase, _, standing = name.partition(", ")
    return name.startswith(ENDED) or (
        phase in lifecycle.order and standing in ("", "paused", "suspended")
    )


def _allowed(names: tuple[str, ...], lifecycle: Lifecycle) -> np.ndarray:
    """Return which state a single move may lead to from which, shape (states, states)."""
    kinds = {rule.kind for rule in lifecycle.moves}
    steps = {(rule.source, rule.to) for rule in lifecycle.moves if rule.to is not None}
    table = np.zeros((len(names), len(names)), np.bool_)
    for i, here in enumerate(names):
        for j, there in enumerate(names):
            table[i, j] = _may(here, there, steps, frozenset(kinds))
    return table


def _may(
    here: str, there: str, steps: Set[tuple[str | None, str | None]], kinds: frozenset[str]
) -> bool:
    if here.startswith(ENDED):
        return False
    if there.startswith(ENDED):
        return "end" in kinds
    (phase, _, standing), (other, _, then) = here.partition(", "), there.partition(", ")
    if phase == other:
        change = {
            ("", "paused"): "pause",
            ("paused", ""): "resume",
            ("", "suspended"): "suspend",
            ("paused", "suspended"): "suspend",
            ("suspended", ""): "reinstate",
        }
        return change.get((standing, then)) in kinds
    return not standing and not then and (phase, other) in steps


def _reachable(table: np.ndarray) -> np.ndarray:
    reach = table | np.eye(len(table), dtype=np.bool_)
    for _ in range(len(table)):
        reach = (reach.astype(np.int64) @ reach.astype(np.int64)) > 0
    return reach


def _s(count: int) -> str:
    return "" if count == 1 else "s"
