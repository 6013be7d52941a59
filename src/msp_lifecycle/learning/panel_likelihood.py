"""The likelihood of visits under log-linear rates, and its derivative."""

from collections.abc import Sequence

import attrs
import numpy as np

from msp_lifecycle.learning.effects import Term, design
from msp_lifecycle.learning.gaps import Gaps
from msp_lifecycle.learning.matrix_exponential import Generators
from msp_lifecycle.learning.observations import Floats

_LEAST, _MOST = 1e-300, 1e150


@attrs.frozen(kw_only=True, eq=False)
class PanelLikelihood:
    """What visits say of the terms of a model.

    Attributes:
        gaps: between the visits.
        rows: what each term adds to each log rate under each combination of covariates; shape (patterns, moves, terms).
        sources: states that the moves leave.
        targets: states that they lead to.
        states: how many.
    """

    gaps: Gaps
    rows: Floats
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    states: int

    @classmethod
    def of(
        cls,
        gaps: Gaps,
        terms: Sequence[Term],
        sources: Sequence[int],
        targets: Sequence[int],
        states: int,
    ) -> "PanelLikelihood":
        """Bring gaps and terms together."""
        rows = design(terms, len(sources), gaps.patterns, gaps.interval)
        return cls(
            gaps=gaps, rows=rows, sources=tuple(sources), targets=tuple(targets), states=states
        )

    def generators(self, theta: Floats) -> Floats:
        """Return Q under each combination of covariates, shape (patterns, states, states)."""
        return generators(np.exp(self.rows @ theta), self.sources, self.targets, self.states)

    def value(self, theta: Floats, weight: Floats | None = None) -> float:
        """Return the log-likelihood; `weight` counts each partnership so many times, shape (partnerships,)."""
        return self.both(theta, weight)[0]

    def both(self, theta: Floats, weight: Floats | None = None) -> tuple[float, Floats]:
        """Return the log-likelihood and its derivative, shape (terms,)."""
        gaps = self.gaps
        rate = np.exp(np.clip(self.rows @ theta, -700, 50))
        q = generators(rate, self.sources, self.targets, self.states)
        inner = np.eye(self.states, dtype=bool)
        leaving = np.where(inner, 0.0, q)
        passing = (
            inner | ~gaps.dated
        )  # entries whose dates are on record happen at the end of a gap only
        taken = Generators.of(np.where(passing, q, 0.0))
        found = taken.over(gaps.pattern, gaps.time)
        matrix = found.copy()
        exact = np.flatnonzero(gaps.exact)
        matrix[exact] = found[exact] @ leaving[gaps.pattern[exact]]
        value, slope = self._pairs(matrix, weight)
        more, chain_slope = self._chains(matrix, weight)
        slope += chain_slope
        by_q = np.zeros_like(q)
        entered = np.swapaxes(found[exact], 1, 2) @ slope[exact]
        np.add.at(by_q, gaps.pattern[exact], entered)
        slope[exact] = slope[exact] @ np.swapaxes(leaving[gaps.pattern[exact]], 1, 2)
        by_q[:, range(self.states), range(self.states)] = 0.0
        by_q += np.where(passing, taken.pull_back(gaps.pattern, gaps.time, slope), 0.0)
        one, other = list(self.sources), list(self.targets)
        by_rate = by_q[:, one, other] - by_q[:, one, one]
        return value + more, np.einsum("xm,xm,xmp->p", by_rate, rate, self.rows)

    def _pairs(self, matrix: Floats, weight: Floats | None) -> tuple[float, Floats]:
        gaps, size = self.gaps, self.states
        cell = (gaps.pair_kind.astype(np.int64) * size + gaps.pair_from) * size + gaps.pair_to
        counted = None if weight is None else weight[gaps.pair_of]
        count = np.bincount(cell, weights=counted, minlength=matrix.size).reshape(matrix.shape)
        chance = np.maximum(matrix, _LEAST)
        return float((count * np.log(chance))[count > 0].sum()), count / chance

    def _chains(self, matrix: Floats, weight: Floats | None) -> tuple[float, Floats]:
        """Go through chains forwards and back (Baum's recursions), each step scaled to sum to one."""
        gaps, slope = self.gaps, np.zeros_like(matrix)
        chains, longest = gaps.chain_kind.shape
        if not chains:
            return 0.0, slope
        counted = np.ones(chains) if weight is None else weight[gaps.chain_of]
        ahead = [np.eye(self.states)[gaps.chain_from]]
        scale = np.ones((chains, longest))
        for step in range(longest):
            on = gaps.chain_kind[:, step] >= 0
            now = ahead[-1].copy()
            moved = now[on][:, None, :] @ matrix[gaps.chain_kind[on, step]]
            now[on] = moved[:, 0] * gaps.chain_possible[on, step]
            scale[:, step] = np.maximum(now.sum(axis=1), _LEAST)
            ahead.append(now / scale[:, step, None])
        back = np.ones((chains, self.states))
        for step in reversed(range(longest)):
            on = gaps.chain_kind[:, step] >= 0
            kind = gaps.chain_kind[on, step]
            with np.errstate(over="ignore"):
                behind = back[on] * gaps.chain_possible[on, step] / scale[on, step, None]
            behind = np.minimum(
                behind, _MOST
            )  # where all but nothing is explained any slope will do
            share = ahead[step][on][:, :, None] * behind[:, None, :]
            np.add.at(slope, kind, share * counted[on, None, None])
            back[on] = (matrix[kind] @ behind[:, :, None])[:, :, 0]
        return float(counted @ np.log(scale).sum(axis=1)), slope


def generators(rate: Floats, sources: Sequence[int], targets: Sequence[int], states: int) -> Floats:
    """Return generator matrices of rates, shape (..., states, states).

    Args:
        rate: of each move, shape (..., moves).
        sources: states that the moves leave.
        targets: states that they lead to.
        states: how many.

    Examples:
        >>> generators(np.array([0.5]), [0], [1], 2).tolist()
        [[-0.5, 0.5], [0.0, 0.0]]
    """
    q = np.zeros((*rate.shape[:-1], states, states))
    q[..., list(sources), list(targets)] = rate
    q[..., range(states), range(states)] = 0.0 - q.sum(axis=-1)
    return q
