"""Which states can follow which: what a lifecycle allows, or what was seen."""

from collections.abc import Iterable, Sequence

import attrs
import numpy as np

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning.effects import Move
from msp_lifecycle.learning.observations import CENSORED, Stays
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import MoveKind

_LEADS: dict[MoveKind, tuple[tuple[str, ...], str]] = {
    "pause": (("active",), "paused"),
    "resume": (("paused",), "active"),
    "suspend": (("active", "paused"), "suspended"),
    "reinstate": (("suspended",), "active"),
    "end": (("active", "paused", "suspended"), "ended"),
}
"""Standings that a change of standing leaves, and the one that it leads to."""


@attrs.frozen
class Place:
    """A state as the lifecycle sees it.

    Attributes:
        phase: empty once it has ended.
        standing: active, paused, suspended or ended.
        reason: of the end; empty where it is not told.
    """

    phase: str
    standing: str = "active"
    reason: str = ""

    @classmethod
    def of(cls, state: str) -> "Place":
        """Return the place that the name of a state stands for.

        Examples:
            >>> Place.of("design, paused")
            Place(phase='design', standing='paused', reason='')
            >>> Place.of("ended: goal_achieved")
            Place(phase='', standing='ended', reason='goal_achieved')
        """
        if state == "ended" or state.startswith("ended: "):
            return cls("", "ended", state.removeprefix("ended").removeprefix(": "))
        phase, _, standing = state.partition(", ")
        return cls(phase, standing or "active")


def kind_of(lifecycle: Lifecycle, one: Place, other: Place) -> MoveKind | None:
    """Return the kind of the move that leads from one place to another, None where the lifecycle has none.

    Examples:
        >>> from msp_lifecycle.lifecycles import STANDARD
        >>> kind_of(STANDARD, Place("implementation"), Place("design"))
        'loop_back'
    """
    if one.standing == "ended" or one.phase not in lifecycle.order:
        return None
    for rule in lifecycle.leaving(one.phase):
        if rule.kind in _LEADS:
            leaves, standing = _LEADS[rule.kind]
            same = standing == "ended" or one.phase == other.phase
            if one.standing in leaves and other.standing == standing and same:
                return rule.kind
        elif one.standing == other.standing == "active" and rule.to == other.phase:
            return rule.kind
    return None


def possible_moves(states: Sequence[str], lifecycle: Lifecycle) -> tuple[Move, ...]:
    """Return the moves between states that a lifecycle allows.

    Args:
        states: by name: a phase, `design, paused`, `ended` or `ended: goal_achieved`.
        lifecycle: that says which can follow which.

    Examples:
        >>> from msp_lifecycle.lifecycles import STANDARD
        >>> possible_moves(("initiation", "design", "ended"), STANDARD)
        (('initiation', 'design'), ('initiation', 'ended'), ('design', 'initiation'), ('design', 'ended'))
    """
    places = {name: Place.of(name) for name in states}
    return tuple(
        (one, other)
        for one in states
        for other in states
        if one != other and kind_of(lifecycle, places[one], places[other]) is not None
    )


def seen_moves(stays: Stays) -> tuple[Move, ...]:
    """Return the moves that were seen, in the order of the states.

    Examples:
        >>> from msp_lifecycle.learning.drawn import draw_stays
        >>> seen_moves(draw_stays({("young", "old"): 0.1}, partnerships=9, until=60.0, rng=1))
        (('young', 'old'),)
    """
    moved = (stays.to != CENSORED) & (stays.to != stays.state)
    pairs = np.unique(np.stack([stays.state[moved], stays.to[moved]], axis=1), axis=0)
    rows: list[list[int]] = pairs.tolist()
    return tuple((stays.states[one], stays.states[other]) for one, other in rows)


def numbers_of(moves: Iterable[Move], states: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the numbers of the states that moves leave, and of those that they lead to.

    Raises:
        UnknownName: if a move names a state that there is not.
    """
    sources, targets = list[int](), list[int]()
    for move in moves:
        for name in move:
            if name not in states:
                raise UnknownName("state", name, tuple(states))
        sources.append(list(states).index(move[0]))
        targets.append(list(states).index(move[1]))
    return sources, targets
