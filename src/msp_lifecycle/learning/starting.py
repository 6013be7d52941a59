"""Where the search for panel estimates begins."""

from collections.abc import Sequence

import numpy as np

from msp_lifecycle.learning.effects import Term
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.learning.panel_likelihood import PanelLikelihood


def values(likelihood: PanelLikelihood, terms: Sequence[Term]) -> Floats:
    """Return the numbers that would be right if nothing but what was seen had happened, effects at zero.

    Changes of state that take several moves are counted for the moves on the shortest ways, shared among them, so that
    every move that something speaks for begins above nothing and the order of moves does not matter; half a move is
    added to each.
    """
    gaps, size = likelihood.gaps, likelihood.states
    spent, seen = np.full(size, 1e-12), np.zeros((size, size))
    np.add.at(spent, gaps.pair_from, gaps.time[gaps.pair_kind])
    np.add.at(seen, (gaps.pair_from, gaps.pair_to), 1.0)
    count = 0.5 + np.einsum("ab,abm->m", seen, _shares(likelihood))
    total = float(gaps.time[gaps.pair_kind].sum()) or 1.0
    time = np.maximum(spent[list(likelihood.sources)], 0.05 * total / size)
    rate = np.log(count / time)
    return np.array([0.0 if term.covariate else rate[term.moves[0]] for term in terms])


def _shares(likelihood: PanelLikelihood) -> Floats:
    """Return the share of the shortest ways between any two states that go by each move, (states, states, moves)."""
    sources, targets = list(likelihood.sources), list(likelihood.targets)
    size = likelihood.states
    length, ways = np.full((size, size), np.inf), np.eye(size)
    step = np.zeros((size, size))
    step[sources, targets] = 1.0
    length[np.diag_indices(size)] = 0.0
    walks = np.eye(size)
    for steps in range(1, size):
        walks = walks @ step
        new = np.isinf(length) & (walks > 0)
        length[new], ways[new] = steps, walks[new]
    through = length[:, None, sources] + 1 + length.T[None, :, targets] == length[:, :, None]
    number = ways[:, None, sources] * ways.T[None, :, targets]
    found: Floats = np.where(through, number, 0.0) / np.maximum(ways, 1.0)[:, :, None]
    return found
