"""Histories: moves that a lifecycle allows, in the order of their days."""

import datetime as dt
import typing
from collections.abc import Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import Move, MoveKind, Position
from msp_lifecycle.testing.filling import World, filled
from msp_lifecycle.testing.values import dates

_CHOICE = st.integers(0, 23)
_GAP = st.integers(0, 400)
_LONGEST = 8

Step = tuple[MoveKind, str | None]
"""What sort of move, and the phase it leads to."""


def histories(
    lifecycle: Lifecycle = STANDARD,
    *,
    decisions: Sequence[str] = (),
    days: SearchStrategy[dt.date] | None = None,
) -> SearchStrategy[tuple[Move, ...]]:
    """Draw the moves of a partnership, each of them one that the lifecycle has from where the last one led.

    Guards are not asked: a history is possible, not good.

    Args:
        lifecycle: whose moves they are.
        decisions: ids of decisions that the moves may rest on.
        days: to draw the first day from; the others follow it.

    Examples:
        >>> from hypothesis import find
        >>> moves = find(histories(), lambda moves: any(move.kind == "loop_back" for move in moves))
        >>> moves[0].kind in ("start", "entered"), moves[-1].to is None or len(moves) > 1
        (True, True)
    """
    return _histories(lifecycle, decisions, dates() if days is None else days)


@st.composite
def _histories(
    draw: DrawFn, lifecycle: Lifecycle, decisions: Sequence[str], days: SearchStrategy[dt.date]
) -> tuple[Move, ...]:
    return moves_drawn(draw, lifecycle, World({"decisions": decisions}, days))


def moves_drawn(
    draw: DrawFn, lifecycle: Lifecycle, world: World, least: int = 0
) -> tuple[Move, ...]:
    """Draw a history of at least so many moves within a world that other records share."""
    moves: list[Move] = []
    position = Position()
    day = draw(world.days)
    for _ in range(draw(st.integers(least, _LONGEST))):
        choices = _choices(lifecycle, position)
        if not choices:
            break
        kind, to = choices[draw(_CHOICE) % len(choices)]
        moves.append(_move(draw, world, {"kind": kind, "to": to, "on": day}))
        position = position.after(moves[-1])
        day = _later(day, draw(_GAP))
    return tuple(moves)


def _choices(lifecycle: Lifecycle, position: Position) -> list[Step]:
    """Return what can be done next: moves that lead to a phase three times, as pauses and ends would drown them."""
    rules: list[Step] = [(rule.kind, rule.to) for rule in lifecycle.possible(position)]
    forward: list[Step] = [rule for rule in rules if rule[1] is not None]
    other: list[Step] = [rule for rule in rules if rule[1] is None]
    entered: list[Step] = [("entered", phase.name) for phase in lifecycle.phases]
    fresh = position.standing == "not_started"
    return [*forward, *forward, *forward, *other, *(entered if fresh else ())]


def _move(draw: DrawFn, world: World, given: Mapping[str, object]) -> Move:
    """Draw a move, leaving empty what does not go with its kind."""
    empty: dict[str, object] = {"note": "", "evidence": ()}
    if given["kind"] != "loop_back":
        empty.update(trigger=None, reopens=())
    if given["kind"] != "end":
        empty["reason"] = None
    return typing.cast("Move", filled(draw, Move, world, {**empty, **given}))


def _later(day: dt.date, by: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + by, dt.date.max.toordinal()))
