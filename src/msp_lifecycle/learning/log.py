"""The event log: lives as they were observed, whatever they were read from."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.learning import changes
from msp_lifecycle.learning.observations import Floats, Ints, Stays, Visits
from msp_lifecycle.learning.observing import ENDED, Observed, Unit

if TYPE_CHECKING:
    from msp_lifecycle.learning.summary import LogSummary
    from msp_lifecycle.lifecycle import Lifecycle
    from msp_lifecycle.records import Partnership


@attrs.frozen(kw_only=True, eq=False, repr=False, slots=False)  # for what it remembers of itself
class EventLog:
    """Lives as they were observed: one row for each time that something was seen, sorted by partnership and time.

    Examples:
        >>> log = EventLog.from_rows(
        ...     [
        ...         ("a", 0, "initiation", "exact"),
        ...         ("a", 7, "design", "exact"),
        ...         ("a", 20, "design", "censored"),
        ...         ("b", 12, "initiation", "seen"),
        ...         ("b", 15, "ended: abandoned", "exact"),
        ...     ]
        ... )
        >>> log
        <EventLog of 2 partnerships: 5 rows, 2 moves, 3 states; dated>

    Attributes:
        partnerships: their ids.
        states: names of the states.
        partnership: number of the partnership, 0 to n - 1; shape (rows,).
        time: since the partnership began, in `unit`; shape (rows,).
        state: number of the state; -1 where the row says none, -2 - k where it is only known to be one of `sets[k]`;
            shape (rows,).
        observed: 0 where the state was entered at that time, 1 where it was found then, 2 where observation ended
            then; shape (rows,).
        sets: numbers of the states that are possible where more than one is.
        covariates: values from the row until the next one, by name; each of shape (rows,), NaN where unknown.
        unit: of all times.
        notes: what was done to the lives while they were read.
        also_ends: states that end a life although their names do not begin with `ended`.
    """

    partnerships: tuple[str, ...]
    states: tuple[str, ...]
    partnership: Ints
    time: Floats
    state: Ints
    observed: npt.NDArray[np.int8]
    sets: tuple[tuple[int, ...], ...] = ()
    covariates: Mapping[str, Floats] = attrs.field(factory=dict[str, Floats])
    unit: Unit = "months"
    notes: tuple[str, ...] = ()
    also_ends: tuple[str, ...] = ()

    @staticmethod
    def read(
        path: str | Path,
        *,
        columns: Mapping[str, str] | None = None,
        observed: Observed = "exact",
        covariates: Sequence[str] | None = None,
        states: Sequence[str] | Mapping[str, str] | None = None,
        ends: Sequence[str] = (),
        until: float | dt.date | None = None,
        unit: Unit = "months",
        object_type: str | None = None,
    ) -> "EventLog":
        """Read a CSV, Parquet, XES or OCEL 2.0 JSON file; its suffix says which.

        Args:
            path: of the file.
            columns: what the file calls `partnership`, `time` (or `date`), `state`, `observed` and `start`, where it
                has other names for them.
            observed: how rows were observed that do not say so; in a log of visits, `seen`.
            covariates: columns to read as covariates; all that are left over by default.
            states: names of the states in their order; or, for what XES and OCEL call an activity, the state that it
                leads to, all other activities being left out.
            ends: states that end a life, besides those whose names begin with `ended`.
            until: up to when all partnerships were observed that had not ended; needed where the file does not say
                when observation ended.
            unit: of times, where the file does not say it or has dates.
            object_type: of the objects in OCEL whose lives these are.

        Raises:
            LogError: with everything that is wrong, each with its place.
            MissingExtra: for Parquet, if pyarrow is not installed.
        """
        from msp_lifecycle.learning.reading import Wanted, read

        names = tuple(states) if states is not None else None
        wanted = Wanted(
            columns=columns or {},
            observed=observed,
            covariates=None if covariates is None else tuple(covariates),
            states=None if isinstance(states, Mapping) else names,
            leads_to=states if isinstance(states, Mapping) else None,
            ends=tuple(ends),
            until=until,
            unit=unit,
            object_type=object_type,
        )
        return read(Path(path), wanted)

    @staticmethod
    def from_rows(
        rows: Iterable[tuple[str, float, str, Observed]],
        *,
        states: Sequence[str] | None = None,
        unit: Unit = "months",
    ) -> "EventLog":
        """Return the log of rows of partnership, time, state and how it was observed.

        Raises:
            LogError: if rows contradict each other, or a number or state makes no sense.
        """
        from msp_lifecycle.learning.rows import Rows, assembled

        found = Rows(unit=unit)
        for number, (who, time, state, observed) in enumerate(rows, 1):
            found.add(number, who, float(time), state, observed)
        return assembled(found, states=None if states is None else tuple(states))

    @staticmethod
    def from_moves(
        *,
        partnership: Ints,
        time: Floats,
        target: Ints,
        partnerships: int,
        start: int,
        states: tuple[str, ...],
        until: float,
        unit: Unit = "months",
    ) -> "EventLog":
        """Return the log of dated moves of partnerships that all begin at time 0 in one state.

        Args:
            partnership: number of the partnership that moved, rising; shape (moves,).
            time: of the move, rising within a partnership; shape (moves,).
            target: number of the state that it led to; shape (moves,).
            partnerships: how many there are.
            start: number of the state in which they begin.
            states: names of the states; those that begin with `ended` are ends.
            until: time up to which the others were observed.
            unit: of times.

        Examples:
            >>> log = EventLog.from_moves(
            ...     partnership=np.array([1], np.int32),
            ...     time=np.array([4.0]),
            ...     target=np.array([1], np.int32),
            ...     partnerships=2,
            ...     start=0,
            ...     states=("design", "ended: merged"),
            ...     until=12.0,
            ... )
            >>> log.stays().exit.tolist()
            [12.0, 4.0]
        """
        from msp_lifecycle.learning.made import of_moves

        return of_moves(
            partnership,
            time,
            target,
            partnerships=partnerships,
            start=start,
            states=states,
            until=until,
            unit=unit,
        )

    @staticmethod
    def from_partnerships(
        partnerships: "Iterable[Partnership]",
        *,
        on: dt.date,
        began: Mapping[str, dt.date] | None = None,
        covariates: "Callable[[Partnership], Mapping[str, float]] | None" = None,
        unit: Unit = "months",
    ) -> "EventLog":
        """Return the lives in dossiers, as they were known on a day.

        States are phases, `phase, paused`, `phase, suspended` and `ended: reason`. Whoever had not ended on that day is
        censored then. Whoever was put on the books in mid-life (a move `entered`) is observed from then on only; its
        clock counts from its start, which is taken from `began` or, failing that, from the day on which it was
        announced. Where neither is known it is left out, and the log says so in its `notes`.

        Args:
            partnerships: with their moves.
            on: the day on which all were asked.
            began: days on which partnerships began that were put on the books in mid-life, by id.
            covariates: what is to be known of each partnership, the same for all its life.
            unit: of the times in the log.

        Raises:
            LogError: if two partnerships have one id, or nobody has a life to tell.
        """
        from msp_lifecycle.learning.dossiers import lives

        return lives(partnerships, on=on, began=began or {}, covariates=covariates, unit=unit)

    def write(self, path: str | Path) -> None:
        """Write the log to a CSV file, which `read` reads back as it was."""
        from msp_lifecycle.learning.writing import write

        write(self, Path(path))

    def stays(self) -> Stays:
        """Return the stays in states, exactly dated.

        Raises:
            EstimateError: if a partnership was found in another state and nobody knows since when.
        """
        from msp_lifecycle.learning.views import stays

        return stays(self)

    def visits(self) -> Visits:
        """Return the occasions on which partnerships were seen.

        In a dated log, a row that says no state is one where its state was still the same. In others such a row says
        nothing; but where all ends have their dates, the row with which observation ended says that the partnership
        had not ended, and any of the other states is possible.
        """
        from msp_lifecycle.learning.views import visits

        return visits(self)

    def summary(self, lifecycle: "Lifecycle | None" = None) -> "LogSummary":
        """Return what there is and what is odd, before anything is fitted.

        Args:
            lifecycle: to compare the moves with; impossible ones are listed.
        """
        from msp_lifecycle.learning.summary import summary

        return summary(self, lifecycle)

    @cached_property
    def dated(self) -> bool:
        """Whether every change of state has its date."""
        return changes.dated(self)

    @property
    def ends(self) -> tuple[str, ...]:
        """The states that end a life: by their names, or because the reader was told."""
        also = self.also_ends
        return tuple(name for name in self.states if name.startswith(ENDED) or name in also)

    def __len__(self) -> int:
        return len(self.time)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EventLog) and changes.told(self) == changes.told(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        kind = "dated" if self.dated else "visits"
        moves = int(self.moved.sum())
        return (
            f"<EventLog of {len(self.partnerships):,} partnerships: {len(self):,} rows, "
            f"{moves:,} moves, {len(self.states)} states; {kind}>"
        )

    def _repr_html_(self) -> str:
        from msp_lifecycle.learning.summary import in_html

        return in_html(self.summary())

    @cached_property
    def moved(self) -> npt.NDArray[np.bool_]:
        """Whether the state of each row is another one than before, shape (rows,)."""
        return changes.moved(self)
