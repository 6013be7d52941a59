"""What visits cannot tell, in words: rates at nothing, and directions in which the likelihood is flat."""

from collections.abc import Sequence

import attrs
import numpy as np

from msp_lifecycle.learning.effects import Move, move_name
from msp_lifecycle.learning.fitted import listed, runs_off
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.learning.panel_likelihood import PanelLikelihood

_NOTHING = 0.02
"""Moves expected in all, below which a rate counts as nothing."""

_FLAT = 1e-3
"""Curvature of the likelihood below which a number could be ten times e as well."""


@attrs.frozen(kw_only=True, eq=False)
class Doubts:
    """What is doubtful about an estimate.

    Attributes:
        endless: -1 or 1 for a number that runs away downwards or upwards; shape (terms,).
        words: one sentence for each doubt.
    """

    endless: Floats
    words: tuple[str, ...]


def found(
    likelihood: PanelLikelihood,
    theta: Floats,
    hessian: Floats,
    words: Sequence[str],
    moves: Sequence[Move],
) -> Doubts:
    """Look for what the visits do not tell."""
    endless = np.zeros(len(theta))
    sentences = list[str]()
    hoped = expected_moves(likelihood, theta)
    curvature = -np.diag(hessian)
    for p in range(len(theta)):
        speaks = likelihood.rows[:, :, p] != 0
        total = float(hoped[speaks].sum())
        if curvature[p] < _FLAT and total < _NOTHING:
            negative = likelihood.rows[:, :, p][speaks].mean() < 0
            endless[p] = 1.0 if negative else -1.0
    sentences += _without(words, endless)
    sure: list[int] = np.flatnonzero(endless == 0).tolist()
    values, vectors = np.linalg.eigh(-hessian[np.ix_(sure, sure)])
    for value, vector in zip(values, vectors.T, strict=True):
        if value < _FLAT:
            plain = np.where(np.abs(vector) < 0.1 * np.abs(vector).max(), 0.0, vector)
            plain = plain / plain[int(np.abs(plain).argmax())]
            sentences.append(
                f"the visits hardly tell {listed([words[p] for p in sure], plain)}: other values explain them "
                "as well; allow fewer moves, or leave an effect or a cut out"
            )
    slope = likelihood.both(theta)[1][sure]
    bent = (vectors / np.maximum(values, _FLAT)) @ vectors.T
    if float(slope @ bent @ slope) > 1e-3:
        sentences.append("the search for the estimate stopped before the top; begin elsewhere")
    seen = _seen_at_once(likelihood)
    for m, move in enumerate(moves):
        if not seen[m] and hoped[:, m].sum() >= _NOTHING:
            sentences.append(
                f"{move_name(move)} was never seen between two visits in a row; its rate rests on the rest of the model"
            )
    if likelihood.gaps.left_out:
        sentences.append(
            f"{likelihood.gaps.left_out:,} visits are left out, as the state of the partnership was not yet known"
        )
    return Doubts(endless=endless, words=tuple(sentences))


def _without(words: Sequence[str], endless: Floats) -> list[str]:
    away = [runs_off(word, sign) for word, sign in zip(words, endless, strict=True) if sign]
    if not away:
        return []
    return [f"the visits are explained best without any such move: {'; '.join(away)}"]


def expected_moves(likelihood: PanelLikelihood, theta: Floats) -> Floats:
    """Return roughly how many moves were made under each combination of covariates, shape (patterns, moves).

    Roughly, as the state at the beginning of each gap is taken to last half of it, and the one at its end the other half.
    """
    gaps = likelihood.gaps
    spent = np.zeros((len(gaps.interval), likelihood.states))
    time = gaps.time[gaps.pair_kind] / 2
    pattern = gaps.pattern[gaps.pair_kind]
    np.add.at(spent, (pattern, gaps.pair_from), time)
    np.add.at(spent, (pattern, gaps.pair_to), time)
    for step in range(gaps.chain_kind.shape[1]):
        on = gaps.chain_kind[:, step] >= 0
        kind = gaps.chain_kind[on, step]
        np.add.at(spent, (gaps.pattern[kind], gaps.chain_from[on]), gaps.time[kind])
    return np.exp(likelihood.rows @ theta) * spent[:, list(likelihood.sources)]


def _seen_at_once(likelihood: PanelLikelihood) -> list[bool]:
    gaps = likelihood.gaps
    pairs = set(zip(gaps.pair_from.tolist(), gaps.pair_to.tolist(), strict=True))
    return [one in pairs for one in zip(likelihood.sources, likelihood.targets, strict=True)]
