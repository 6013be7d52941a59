"""Where a participant stands under the rules of a platform: one pure interpreter for all of them."""

import datetime as dt
from collections.abc import Iterable

import attrs

from msp_lifecycle.platforms.rules import (
    EVENT_KINDS,
    Deadline,
    EventKind,
    Rules,
    Stage,
    months_after,
)


@attrs.frozen(kw_only=True)
class Event:
    """Something that a platform reckons with.

    Attributes:
        on: when.
        kind: what.
        covers: last day that a report is about.
        until: day up to which an extension puts every deadline off.
    """

    on: dt.date
    kind: EventKind
    covers: dt.date | None = None
    until: dt.date | None = None


@attrs.frozen
class Reached:
    """A stage that was reached.

    Attributes:
        stage: which.
        on: when.
        because: kind of event that led to it, or `deadline`.
        strikes: how many strikes there were by then, since the last report that counted.
    """

    stage: Stage
    on: dt.date
    because: str
    strikes: int


@attrs.frozen
class Ahead:
    """What comes next unless something happens before.

    Attributes:
        stage: that it leads to.
        on: when.
        unless: what would keep it off.
    """

    stage: Stage
    on: dt.date
    unless: str


@attrs.frozen(kw_only=True)
class PlatformStanding:
    """Where a participant stands on a day.

    Attributes:
        rules: by which it was judged.
        on: the day asked about.
        trajectory: every stage reached until then, in order; empty before entry.
        left: when the participant left of its own will, if it has.
        ahead: what time will do next; None where it will do nothing.
    """

    rules: Rules
    on: dt.date
    trajectory: tuple[Reached, ...] = ()
    left: dt.date | None = None
    ahead: Ahead | None = None

    @property
    def stage(self) -> Stage | None:
        """The stage on that day; None before entry and after leaving."""
        return self.trajectory[-1].stage if self.trajectory and self.left is None else None

    @property
    def fine(self) -> bool:
        """Whether the platform has nothing to complain of."""
        return self.stage is None or self.stage.fine

    @property
    def strikes(self) -> int:
        """How many strikes there are since the last report that counted."""
        return self.trajectory[-1].strikes if self.trajectory else 0

    @property
    def words(self) -> str:
        """The standing in a sentence.

        Examples:
            >>> import datetime as dt
            >>> from msp_lifecycle.platforms import UN_PLATFORM
            >>> entered = Event(on=dt.date(2024, 3, 1), kind="entered")
            >>> standing([entered], UN_PLATFORM, on=dt.date(2025, 6, 1)).words
            'Yellow since 2025-03-01; red on 2026-03-01 unless a progress report arrives.'
        """
        if self.left is not None:
            return f"Left on {self.left}."
        if not self.trajectory:
            return "Not entered yet."
        last = self.trajectory[-1]
        ahead = self.ahead
        told = (
            f"; {_lowered(ahead.stage.title)} on {ahead.on} unless {ahead.unless}" if ahead else ""
        )
        return f"{last.stage.title} since {last.on}{told}."


def _lowered(title: str) -> str:
    return title[0].lower() + title[1:]


@attrs.frozen(kw_only=True)
class _Held:
    """What the interpreter knows at one moment."""

    entered: dt.date
    stage: str
    since: dt.date
    reported: dt.date | None = None
    covered: dt.date | None = None
    until: dt.date | None = None
    strikes: int = 0


def standing(events: Iterable[Event], rules: Rules, *, on: dt.date) -> PlatformStanding:
    """Say where a participant stands on a day, how it came there and what comes next.

    What happens on the day of a deadline is in time. Nothing before the first entry counts, and nothing after the day.

    Args:
        events: entry, reports and rulings, in any order.
        rules: of the platform.
        on: the day asked about.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.platforms import OGP
        >>> events = [
        ...     Event(on=dt.date(2012, 4, 1), kind="entered"),
        ...     Event(on=dt.date(2016, 9, 21), kind="inactive"),
        ... ]
        >>> standing(events, OGP, on=dt.date(2017, 9, 21)).trajectory[-1].stage.name
        'withdrawn'
    """
    held: _Held | None = None
    left: dt.date | None = None
    trajectory: list[Reached] = []
    for event in sorted((one for one in events if one.on <= on), key=_order):
        if held is not None and left is None:
            held = _passed(held, rules, event.on, trajectory)
        if event.kind == "left":
            left = event.on if held is not None else None
        elif held is None or left is not None:
            if event.kind == "entered":
                held, left = _entered(event, rules, trajectory), None
        else:
            held = _happened(held, rules, event, trajectory)
    if held is None:
        return PlatformStanding(rules=rules, on=on)
    if left is not None:
        return PlatformStanding(rules=rules, on=on, trajectory=tuple(trajectory), left=left)
    held = _passed(held, rules, on + dt.timedelta(days=1) if on < dt.date.max else on, trajectory)
    return PlatformStanding(
        rules=rules, on=on, trajectory=tuple(trajectory), ahead=_ahead(held, rules)
    )


def _order(event: Event) -> tuple[dt.date, int, dt.date, dt.date]:
    """Order events of one day by their kind, so that the order in which they are given does not matter."""
    last = dt.date.max
    return event.on, EVENT_KINDS.index(event.kind), event.covers or last, event.until or last


def _entered(event: Event, rules: Rules, trajectory: list[Reached]) -> _Held:
    first = rules.stages[0]
    trajectory.append(Reached(first, event.on, event.kind, 0))
    return _Held(entered=event.on, stage=first.name, since=event.on)


def _happened(held: _Held, rules: Rules, event: Event, trajectory: list[Reached]) -> _Held:
    if event.kind == "readmitted":
        again = _entered(event, rules, trajectory)
        return attrs.evolve(again, reported=held.reported, covered=held.covered, until=held.until)
    if event.kind == "report" and not rules.stage(held.stage).final:
        held = _reported(held, event, rules)
    if event.kind == "extended" and event.until is not None:
        held = attrs.evolve(held, until=max(event.until, held.until or event.until))
    for arc in rules.arcs:
        if arc.kind == event.kind and held.stage in arc.sources:
            after = attrs.evolve(held, stage=arc.to, since=event.on)
            if event.kind == "report" and not _in_time(after, rules, event.on):
                return held  # a report on a time so long ago is itself overdue
            strikes = held.strikes + 1 if arc.strike else held.strikes
            after = attrs.evolve(after, strikes=0 if rules.stage(arc.to).fine else strikes)
            trajectory.append(Reached(rules.stage(arc.to), event.on, event.kind, after.strikes))
            return after
    return held


def _reported(held: _Held, event: Event, rules: Rules) -> _Held:
    covers = event.covers or months_after(event.on, rules.covers_months)
    return attrs.evolve(
        held,
        reported=max(event.on, held.reported or event.on),
        covered=max(covers, held.covered or covers),
    )


def _in_time(held: _Held, rules: Rules, on: dt.date) -> bool:
    return all(day > on for day, _ in _due(held, rules).values())


def _due(held: _Held, rules: Rules) -> dict[str, tuple[dt.date, Deadline]]:
    """Return the deadline that counts for each stage ahead, with its day."""
    clocks = {
        "entry": held.entered,
        "report": max(held.entered, held.reported or held.entered),
        "covered": held.covered,
        "stage": held.since,
    }
    found: dict[str, tuple[dt.date, Deadline]] = {}
    for one in rules.deadlines:
        start = clocks[one.since]
        if one.source == held.stage and start is not None:
            day = max(one.after(start), held.until or dt.date.min)
            if one.to not in found or found[one.to][0] < day:
                found[one.to] = day, one
    return found


def _next(held: _Held, rules: Rules) -> tuple[dt.date, Deadline] | None:
    return min(_due(held, rules).values(), key=lambda pair: pair[0], default=None)


def _passed(held: _Held, rules: Rules, before: dt.date, trajectory: list[Reached]) -> _Held:
    """Let every deadline pass that lies before a day."""
    while True:
        due = _next(held, rules)
        if due is None or due[0] >= before:
            return held
        day, deadline = max(due[0], held.since), due[1]
        strikes = held.strikes + 1 if deadline.strike else held.strikes
        held = attrs.evolve(held, stage=deadline.to, since=day, strikes=strikes)
        trajectory.append(Reached(rules.stage(deadline.to), day, "deadline", strikes))


def _ahead(held: _Held, rules: Rules) -> Ahead | None:
    due = _next(held, rules)
    if due is None:
        return None
    day, deadline = due
    reports = deadline.since in ("report", "covered", "entry") or any(
        one.kind == "report" and held.stage in one.sources for one in rules.arcs
    )
    article = "an" if rules.report[0] in "AEIOUaeiou" else "a"
    unless = f"{article} {rules.report} arrives" if reports else "the platform decides otherwise"
    return Ahead(rules.stage(deadline.to), day, unless)
