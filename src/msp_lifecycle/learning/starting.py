"""Where the search for panel estimates begins."""

from collections.abc import Sequence

import numpy as np

from msp_lifecycle.learning.effects import Term
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.learning.panel_likelihood import PanelLikelihood


def values(likelihood: PanelLikelihood, terms: Sequence[Term]) -> Floats:
    """Return the numbers that would be right if nothing but what was seen had happened, effects at zero.

    Changes of state that take several moves are counted for the moves on a shortest way, so that every move that
    something speaks for begins above nothing; half a move is added to each.
    """
    gaps, moves = likelihood.gaps, len(likelihood.sources)
    count, spent = np.full(moves, 0.5), np.full(likelihood.states, 1e-12)
    np.add.at(spent, gaps.pair_from, gaps.time[gaps.pair_kind])
    ways = _shortest(likelihood)
    kinds = gaps.pair_from.astype(np.int64) * likelihood.states + gaps.pair_to
    pairs, times = np.unique(kinds, return_counts=True)
    for pair, number in zip(pairs.tolist(), times.tolist(), strict=True):
        for move in ways.get(divmod(pair, likelihood.states), ()):
            count[move] += number
    total = float(gaps.time[gaps.pair_kind].sum()) or 1.0
    time = np.maximum(spent[list(likelihood.sources)], 0.05 * total / likelihood.states)
    rate = np.log(count / time)
    return np.array([0.0 if term.covariate else rate[term.moves[0]] for term in terms])


def _shortest(likelihood: PanelLikelihood) -> dict[tuple[int, int], tuple[int, ...]]:
    """Return the moves of a shortest way between any two states."""
    moves = list(enumerate(zip(likelihood.sources, likelihood.targets, strict=True)))
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    for begin in range(likelihood.states):
        frontier: list[tuple[int, tuple[int, ...]]] = [(begin, ())]
        while frontier:
            new = list[tuple[int, tuple[int, ...]]]()
            for state, way in frontier:
                for move, (one, other) in moves:
                    if one == state and other != begin and (begin, other) not in found:
                        found[begin, other] = (*way, move)
                        new.append((other, (*way, move)))
            frontier = new
    return found
