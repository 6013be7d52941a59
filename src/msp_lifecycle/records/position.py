"""Where a partnership stands, derived from its moves."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import attrs

from msp_lifecycle.records.moves import EndReason, Move, MoveKind

Standing = Literal["not_started", "active", "paused", "suspended", "ended"]

Arc = tuple[str | None, MoveKind, str | None]
"""What a lifecycle must allow for a move to be made: the phase it leaves, its kind, and the phase it leads to, if any."""

_LEADS_TO: dict[str, Standing] = {
    "pause": "paused",
    "resume": "active",
    "suspend": "suspended",
    "reinstate": "active",
    "end": "ended",
}
_LEAVES: dict[str, tuple[Standing, ...]] = {
    "start": ("not_started",),
    "entered": ("not_started",),
    "advance": ("active",),
    "loop_back": ("active",),
    "continue": ("active",),
    "pause": ("active",),
    "resume": ("paused",),
    "suspend": ("active", "paused"),
    "reinstate": ("suspended",),
    "end": ("active", "paused", "suspended"),
}


@attrs.frozen
class Position:
    """Phase and standing, which are independent of each other, and since when they have held.

    Attributes:
        phase: None before the partnership has started.
        standing: orthogonal to the phase.
        phase_since: day of the move that led into the phase.
        standing_since: day of the move that led to the standing.
        reason: why the partnership ended, once it has.
        inferred: whether the phase rests on a reading of ours.
    """

    phase: str | None = None
    standing: Standing = "not_started"
    phase_since: dt.date | None = None
    standing_since: dt.date | None = None
    reason: EndReason | None = None
    inferred: bool = False

    def after(self, move: Move) -> "Position":
        """Return the position that a move leads to from here."""
        standing = _LEADS_TO.get(move.kind)
        if standing is not None:
            return Position(
                self.phase, standing, self.phase_since, move.on, move.reason, self.inferred
            )
        since = move.on if self.standing == "not_started" else self.standing_since
        return Position(move.to, "active", move.on, since, None, move.inferred)

    def problem_with(self, move: Move) -> str | None:
        """Say why a move cannot have been made from here, or None if it can."""
        if self.standing not in _LEAVES[move.kind]:
            return f"{move.kind} cannot follow while the partnership is {self.words}"
        if (move.to is None) == (move.kind not in _LEADS_TO):
            needs = "needs the phase it leads to" if move.to is None else "leads to no phase"
            return f"{move.kind} {needs}"
        return None

    @property
    def words(self) -> str:
        """The position in words, such as `design, paused`."""
        standing = self.standing.replace("_", " ")
        if self.phase is None:
            return standing
        phase = self.phase.replace("_", " ")
        return phase if self.standing == "active" else f"{phase}, {standing}"


def position_after(moves: Iterable[Move]) -> Position:
    """Return where a history leads.

    Examples:
        >>> import datetime as dt
        >>> position_after([Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")]).words
        'initiation'
    """
    position = Position()
    for move in moves:
        position = position.after(move)
    return position


def arcs_of(moves: Iterable[Move]) -> frozenset[Arc]:
    """Return the arcs that a history took, each once.

    Examples:
        >>> import datetime as dt
        >>> arcs_of([Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")])
        frozenset({(None, 'start', 'initiation')})
    """
    phase: str | None = None
    arcs: set[Arc] = set()
    for move in moves:
        arcs.add((phase, move.kind, move.to))
        phase = move.to or phase
    return frozenset(arcs)
