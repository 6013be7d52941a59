"""Rules of a registry or platform: stages, what moves between them, and deadlines; data that validates itself."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal, get_args

import attrs

from msp_lifecycle.criterion import months_before
from msp_lifecycle.errors import LifecycleError, UnknownName
from msp_lifecycle.records import RulingKind

EventKind = Literal["entered", "report", "left"] | RulingKind
Clock = Literal["entry", "report", "covered", "stage"]
"""What a deadline is counted from: the day of entry, the day of the latest report or of entry if that is later, the last
day that any report covers, or the day on which the stage was reached."""

Fault = tuple[str, str]
"""A place in the rules, and what is wrong there."""

EVENT_KINDS: tuple[str, ...] = ("entered", "report", "left", *get_args(RulingKind))


@attrs.frozen(kw_only=True)
class Stage:
    """How a platform lists a participant.

    Attributes:
        name: in lower case.
        title: for a reader.
        consequence: what it means for the participant.
        final: whether only being readmitted leads out of it.
        fine: whether the platform has nothing to complain of.
    """

    name: str
    title: str
    consequence: str = ""
    final: bool = False
    fine: bool = False


@attrs.frozen(kw_only=True)
class Arc:
    """An event that moves a participant from one stage to another.

    Attributes:
        kind: of event.
        sources: stages that it leaves.
        to: stage that it leads to.
        strike: whether it counts against the participant.
    """

    kind: EventKind
    sources: tuple[str, ...]
    to: str
    strike: bool = False


@attrs.frozen(kw_only=True)
class Deadline:
    """A time after which a participant is moved to a worse stage, unless something happens before.

    Of several deadlines from one stage to another the latest counts.

    Attributes:
        source: stage that it leaves.
        to: stage that it leads to.
        months: how long.
        since: what it is counted from.
        strike: whether it counts against the participant.
    """

    source: str
    to: str
    months: int
    since: Clock
    strike: bool = False

    def after(self, day: dt.date) -> dt.date:
        """Return the day on which the time is up.

        Examples:
            >>> Deadline(source="green", to="yellow", months=12, since="report").after(
            ...     dt.date(2024, 2, 29)
            ... )
            datetime.date(2025, 2, 28)
        """
        return months_after(day, self.months)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month some months later, or that month's last day, or the last day there is.

    Examples:
        >>> months_after(dt.date(2023, 11, 30), 3)
        datetime.date(2024, 2, 29)
    """
    if day.year * 12 + day.month + months > dt.MAXYEAR * 12:
        return dt.date.max
    return months_before(day, -months)


@attrs.frozen(kw_only=True)
class Rules:
    """How a platform lists its participants, as a small timed automaton over reports and rulings.

    Entry leads to the first stage, and so does being readmitted, from every stage.

    Attributes:
        name: by which platform links refer to it.
        title: for a reader.
        source: where the rules were read.
        note: what of them is a reading of ours.
        report: what the platform calls a report.
        covers_months: how many months after it came out a report without a period is taken to cover; negative before.
        stages: from the best to the worst.
        arcs: what events do.
        deadlines: what time does.

    Raises:
        LifecycleError: with every fault: unknown or doubled stages, time that would better a listing, a report that
            would worsen one, a way out of a final stage.
    """

    name: str
    title: str
    source: str = ""
    note: str = ""
    report: str = "report"
    covers_months: int = 0
    stages: tuple[Stage, ...]
    arcs: tuple[Arc, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = [*self._name_faults()] or [*self._arc_faults(), *self._deadline_faults()]
        if faults:
            places, problems = zip(*faults, strict=True)
            raise LifecycleError(f"rules {self.name}", problems, places)

    def _name_faults(self) -> Iterator[Fault]:
        names = [one.name for one in self.stages]
        if not names:
            yield "stages", "it has no stages"
        for number, name in enumerate(names):
            if name in names[:number]:
                yield f"stages[{number}].name", f"two stages are called {name!r}"
        for place, name in self._named():
            if name not in names:
                yield place, f"no stage is called {name!r}; there are: {', '.join(names)}"

    def _named(self) -> Iterator[tuple[str, str]]:
        for number, arc in enumerate(self.arcs):
            yield from ((f"arcs[{number}].sources[{i}]", one) for i, one in enumerate(arc.sources))
            yield f"arcs[{number}].to", arc.to
        for number, deadline in enumerate(self.deadlines):
            yield f"deadlines[{number}].source", deadline.source
            yield f"deadlines[{number}].to", deadline.to

    def _arc_faults(self) -> Iterator[Fault]:
        for number, arc in enumerate(self.arcs):
            for i, source in enumerate(arc.sources):
                if arc.kind in ("report", "cleared") and self.rank(arc.to) > self.rank(source):
                    yield f"arcs[{number}].to", f"{arc.kind} would worsen {source!r} to {arc.to!r}"
                if self.stage(source).final:
                    told = f"{arc.kind} leads out of the final stage {source!r}"
                    yield f"arcs[{number}].sources[{i}]", told

    def _deadline_faults(self) -> Iterator[Fault]:
        for number, one in enumerate(self.deadlines):
            if self.rank(one.to) <= self.rank(one.source):
                told = f"time would take {one.source!r} to {one.to!r}, which is not worse"
                yield f"deadlines[{number}].to", told
            if one.months < 1:
                yield f"deadlines[{number}].months", f"a deadline of {one.months} months"

    def stage(self, name: str) -> Stage:
        """Return a stage.

        Raises:
            UnknownName: if there is none of that name.
        """
        for one in self.stages:
            if one.name == name:
                return one
        raise UnknownName("stage", name, [one.name for one in self.stages])

    def rank(self, name: str) -> int:
        """Return the place of a stage, from 0 for the best to the worst.

        Raises:
            UnknownName: if there is none of that name.
        """
        return self.stages.index(self.stage(name))
