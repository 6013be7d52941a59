"""History: the moves as a timeline, and whether the partnership has fallen silent."""

import datetime as dt

import attrs

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile, months_before
from msp_lifecycle.records import Move, Partnership, Position


@attrs.frozen
class Stay:
    """What one move led to, and how long that lasted.

    Attributes:
        move: as recorded.
        before: where the partnership stood.
        after: where it stood from then on.
        until: day of the next move, or the day asked about.
        days: how long, in days.
    """

    move: Move
    before: Position
    after: Position
    until: dt.date
    days: int


@attrs.frozen
class Dormancy:
    """No activity for longer than the profile allows; derived, never stored.

    Attributes:
        last_activity: day of the last meeting, decision, contribution, report or move on record.
        days: since then.
    """

    last_activity: dt.date
    days: int


def history(partnership: Partnership, *, on: dt.date) -> tuple[Stay, ...]:
    """Return the timeline of a partnership up to a day.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Move, Partnership
        >>> p = Partnership(
        ...     id="p",
        ...     name="P",
        ...     moves=[Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")],
        ... )
        >>> history(p, on=dt.date(2020, 5, 31))[0].days
        30
    """
    moves = partnership.as_of(on).moves
    stays: list[Stay] = []
    before = Position()
    for index, move in enumerate(moves):
        after = before.after(move)
        until = moves[index + 1].on if index + 1 < len(moves) else on
        stays.append(Stay(move, before, after, until, (until - move.on).days))
        before = after
    return tuple(stays)


def dormant(
    partnership: Partnership, *, on: dt.date, profile: Profile = STANDARD_PROFILE
) -> Dormancy | None:
    """Say whether a partnership has fallen silent: started, not ended, and no activity for the time in the profile.

    Activity is a meeting, a decision, a contribution, a report or a move.
    """
    then = partnership.as_of(on)
    if then.position.standing in ("not_started", "ended"):
        return None
    last = max(_activity(then))
    if last > months_before(on, int(profile.limit("dormant_after").value)):
        return None
    return Dormancy(last, (on - last).days)


def _activity(partnership: Partnership) -> list[dt.date]:
    days = [move.on for move in partnership.moves]
    days += [meeting.on for meeting in partnership.meetings]
    days += [decision.on for decision in partnership.decisions]
    days += [one.delivered for one in partnership.contributions if one.delivered is not None]
    days += [one.published for one in partnership.reports if one.published is not None]
    return days
