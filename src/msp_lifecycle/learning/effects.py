"""What rates depend on: effects of covariates on moves, and the terms of a log-linear model that they make."""

import math
from collections.abc import Iterable, Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import Floats, Ints

Move = tuple[str, str]
"""The state that a move leaves and the one that it leads to, by name."""


def _pairs(moves: Iterable[Move] | None) -> tuple[Move, ...] | None:
    return None if moves is None else tuple((one, other) for one, other in moves)


@attrs.frozen
class Effect:
    """A covariate that multiplies rates: a value higher by one multiplies them by e to the power of the effect.

    Attributes:
        covariate: its name in the observations.
        moves: that it acts on; None for all.
        shared: whether it acts alike on all of them, and not on each in its own way.

    Examples:
        >>> Effect("partners", shared=True)
        Effect(covariate='partners', moves=None, shared=True)
    """

    covariate: str
    moves: tuple[Move, ...] | None = attrs.field(default=None, converter=_pairs, kw_only=True)
    shared: bool = attrs.field(default=False, kw_only=True)


@attrs.frozen(kw_only=True)
class Term:
    """One number to estimate: the log rate of a move in an interval, or an effect on moves.

    Attributes:
        moves: numbers of the moves that it enters.
        covariate: that it multiplies; empty for a log rate.
        interval: in which it counts; None for all.
    """

    moves: tuple[int, ...]
    covariate: str = ""
    interval: int | None = None


def move_name(move: Move) -> str:
    """Return a move in words.

    Examples:
        >>> move_name(("design", "ended: goal_achieved"))
        'design to ended: goal achieved'
    """
    return f"{move[0]} to {move[1]}".replace("_", " ")


def interval_name(cuts: Sequence[float], interval: int) -> str:
    """Return an interval in words; empty where there is only one.

    Examples:
        >>> [interval_name((12, 24), one) for one in range(3)]
        ['0 to 12', '12 to 24', 'from 24']
    """
    if not cuts:
        return ""
    edges = (0.0, *cuts)
    upper = f" to {edges[interval + 1]:g}" if interval < len(cuts) else ""
    return f"{edges[interval]:g}{upper}" if upper else f"from {edges[interval]:g}"


def terms_of(
    moves: Sequence[Move],
    effects: Iterable[str | Effect],
    cuts: Sequence[float],
    known: Mapping[str, Floats],
) -> tuple[Term, ...]:
    """Return the terms of a model: a log rate for every move and interval, then the effects.

    Raises:
        UnknownName: if an effect names a covariate or a move that there is not.
        EstimateError: if an effect is named twice for one move, or the cuts do not rise.

    Examples:
        >>> moves = [("a", "b"), ("b", "a")]
        >>> len(terms_of(moves, ["size"], [12.0], {"size": np.zeros(1)}))
        6
    """
    if any(not math.isfinite(one) or one <= 0 for one in cuts) or list(cuts) != sorted(set(cuts)):
        raise EstimateError("cuts", f"{list(cuts)} must be finite, above 0 and rise")
    terms = [
        Term(moves=(m,), interval=k if cuts else None)
        for m in range(len(moves))
        for k in range(len(cuts) + 1)
    ]
    seen: set[tuple[str, int]] = set()
    for one in effects:
        effect = Effect(one) if isinstance(one, str) else one
        if effect.covariate not in known:
            raise UnknownName("covariate", effect.covariate, tuple(known))
        on = [_number(move, moves) for move in effect.moves or moves]
        twice = [m for m in on if (effect.covariate, m) in seen]
        if twice:
            name = move_name(moves[twice[0]])
            raise EstimateError(effect.covariate, f"two effects on {name}; keep one")
        seen.update((effect.covariate, m) for m in on)
        sets = [tuple(on)] if effect.shared else [(m,) for m in on]
        terms += [Term(moves=each, covariate=effect.covariate) for each in sets]
    return tuple(terms)


def _number(move: Move, moves: Sequence[Move]) -> int:
    if move not in moves:
        raise UnknownName("move", move_name(move), [move_name(one) for one in moves])
    return list(moves).index(move)


def term_name(term: Term, moves: Sequence[Move], cuts: Sequence[float]) -> str:
    """Return a term in words.

    Examples:
        >>> term_name(Term(moves=(0,), covariate="size"), [("a", "b")], ())
        'effect of size on a to b'
    """
    on = moves_name(term, moves)
    if term.covariate:
        return f"effect of {term.covariate} on {on}"
    when = interval_name(cuts, term.interval or 0)
    return f"rate of {on}" + (f" ({when})" if when else "")


def moves_name(term: Term, moves: Sequence[Move]) -> str:
    """Return the moves of a term in words.

    Examples:
        >>> moves_name(Term(moves=(0, 1), covariate="size"), [("a", "b"), ("b", "a")])
        'all moves'
    """
    if 1 < len(term.moves) == len(moves):
        return "all moves"
    return ", ".join(move_name(moves[m]) for m in term.moves)


def covariates_of(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the covariates that terms need, each once."""
    return tuple(dict.fromkeys(term.covariate for term in terms if term.covariate))


def design(
    terms: Sequence[Term], moves: int, values: Mapping[str, Floats], interval: Ints
) -> npt.NDArray[np.float64]:
    """Return what each term adds to the log rate of each move, shape (rows, moves, terms).

    Args:
        terms: of the model.
        moves: how many there are.
        values: of the covariates, by name; each of shape (rows,).
        interval: number of the interval of each row, shape (rows,).

    Examples:
        >>> design(
        ...     [Term(moves=(1,), covariate="x")], 2, {"x": np.array([3.0])}, np.zeros(1, np.int32)
        ... )
        array([[[0.],
                [3.]]])
    """
    found = np.zeros((len(interval), moves, len(terms)))
    for p, term in enumerate(terms):
        column = values[term.covariate] if term.covariate else np.ones(len(interval))
        if term.interval is not None:
            column = column * (interval == term.interval)
        for m in term.moves:
            found[:, m, p] = column
    return found


def checked(values: Mapping[str, Floats], names: Iterable[str], partnership: Ints) -> None:
    """Refuse covariates that are not known everywhere.

    Raises:
        EstimateError: naming the covariate and the first partnership without it.
    """
    for name in names:
        unknown = ~np.isfinite(values[name])
        if unknown.any():
            first = partnership[int(np.argmax(unknown))]
            raise EstimateError(
                f"covariate {name}",
                f"it is not known in {int(unknown.sum()):,} rows, first of partnership {first}; "
                "leave these partnerships out, or the covariate",
            )


def grouped(columns: Sequence[npt.NDArray[np.generic]]) -> tuple[Ints, Ints]:
    """Return the first row of each distinct combination of values, and the combination of each row.

    Examples:
        >>> first, group = grouped([np.array([2, 1, 2]), np.array([0.5, 0.5, 0.5])])
        >>> first.tolist(), group.tolist()
        ([1, 0], [1, 0, 1])
    """
    group = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        values, number = np.unique(column, return_inverse=True)
        _, group = np.unique(group * len(values) + number, return_inverse=True)
    _, first = np.unique(group, return_index=True)
    return first.astype(np.int32), group.astype(np.int32)
