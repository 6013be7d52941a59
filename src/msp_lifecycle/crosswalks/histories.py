"""A history told in the four phases, whatever the phases of the lifecycle that it followed."""

from collections.abc import Iterable, Iterator
from typing import get_args

import attrs

from msp_lifecycle.lifecycle import FourPhase, Lifecycle
from msp_lifecycle.records import Move, MoveKind, Position, Standing

FOUR_PHASES: tuple[FourPhase, ...] = get_args(FourPhase)


def in_four_phases(moves: Iterable[Move], lifecycle: Lifecycle) -> tuple[Move, ...]:
    """Tell a history in the four phases of S2, so that criteria can read it.

    A move between two phases that count as one becomes no move at all; a phase that counts as a pause becomes one.
    Phases of which the lifecycle says nothing keep their names.

    Args:
        moves: as recorded.
        lifecycle: that they belong to; what its phases count as stands with them.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.lifecycles import lifecycle_named
        >>> day, steps = dt.date(2020, 6, 1), ("inviting", "shifting", "agreeing")
        >>> moves = [Move(kind="start", on=day, to="scoping")]
        >>> moves += [Move(kind="advance", on=day, to=step) for step in steps]
        >>> told = in_four_phases(moves, lifecycle_named("six_steps"))
        >>> [(one.kind, one.to) for one in told]
        [('start', 'initiation'), ('pause', None), ('resume', None), ('advance', 'design')]
    """
    if not lifecycle.has_own_phases:
        return tuple(moves)
    told: list[Move] = []
    own, here = Position(), Position()
    for move in moves:
        own = own.after(move)
        phase, standing = counted(lifecycle, own)
        for step in _steps(here, phase, standing, move):
            told.append(step)
            here = here.after(step)
    return tuple(told)


def counted(lifecycle: Lifecycle, position: Position) -> tuple[str | None, Standing]:
    """Return which of the four phases a position counts as, and with what standing.

    Examples:
        >>> from msp_lifecycle.lifecycles import lifecycle_named
        >>> counted(lifecycle_named("six_steps"), Position("shifting", "active"))
        ('initiation', 'paused')
    """
    if position.phase is None or position.phase not in lifecycle.order:
        return position.phase, position.standing
    phase = lifecycle.phase(position.phase)
    halted = phase.paused and position.standing == "active"
    return phase.counts_as or phase.name, "paused" if halted else position.standing


def _steps(here: Position, phase: str | None, standing: Standing, move: Move) -> Iterator[Move]:
    """Yield the moves that lead from where the told history stands to where the recorded one does."""
    if standing in ("suspended", "ended"):
        if here.standing != standing:
            yield move
        return
    halted = here.standing
    if halted == "suspended" or (
        halted == "paused" and (phase != here.phase or standing == "active")
    ):
        yield _beside(move, "reinstate" if halted == "suspended" else "resume")
        halted = "active"
    if phase != here.phase:
        yield _between(here.phase, phase, move)
        halted = "active"
    if standing == "paused" and halted != "paused":
        yield _beside(move, "pause")


def _beside(move: Move, kind: MoveKind) -> Move:
    """Return a move that changes the standing; the recorded one itself where it is of that kind."""
    if move.kind == kind:
        return move
    return Move(kind=kind, on=move.on, because=move.because, inferred=move.inferred)


def _between(source: str | None, to: str | None, move: Move) -> Move:
    kind = _kind(source, to, move)
    if kind == "loop_back":
        return attrs.evolve(move, kind=kind, to=to)
    return attrs.evolve(move, kind=kind, to=to, trigger=None, reopens=())


def _kind(source: str | None, to: str | None, move: Move) -> MoveKind:
    """Return what sort of move leads from one phase to another."""
    if source not in FOUR_PHASES or to not in FOUR_PHASES or move.kind == "continue":
        return move.kind
    if (source, to) == ("further_development", "implementation"):
        return "continue"  # the one way back between them that the four phases have
    return "advance" if FOUR_PHASES.index(source) < FOUR_PHASES.index(to) else "loop_back"
