"""What the kernels read: a scenario as arrays.

Sizes: K factors, S states, G groups of partnerships (one for each combination of covariates), M moves, T steps.
A *cell* is a state of a group, numbered `group * S + state`; a *choice* is a move of a group, `group * (M + 1) + move`.
Move M stands for "none", which is never accepted.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Shorts = npt.NDArray[np.int16]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

BLOCK = 4_096
"""Partnerships that share one stream of random words."""

SLOTS = 1_024
"""Equal parts of the unit interval that are dealt out to the moves leaving a state."""

SLOT_WIDTH = 2**24 // SLOTS

LOG_LINEAR, LINEAR, STEP = 0, 1, 2
"""Shapes of a hazard, as the kernels know them."""


class Moves(NamedTuple):
    """What happened, sorted by partnership and then by step.

    Attributes:
        partnership: its number, uint32.
        step: at the end of which it moved, from 1, uint16.
        move: which of the moves of the tables, uint16.
    """

    partnership: npt.NDArray[np.uint32]
    step: npt.NDArray[np.uint16]
    move: npt.NDArray[np.uint16]


class Tables(NamedTuple):
    """A scenario as arrays; see the module for the sizes.

    Attributes:
        steps: T.
        words: random words that a partnership reads at a time.
        clipped: whether the levels themselves stay between 0 and 1, not only what is read of them.
        start: state in which everybody begins.
        low: least initial level of each factor, shape (K,).
        width: range of the initial level, shape (K,).
        share: upper ends of the groups' parts of 24 bits, shape (G,).
        power: phi to the power of the steps gone by, shape (T + 2,).
        spread: standard deviation gathered in so many steps, in units of sigma, shape (T + 2,).
        sigma: standard deviation of one step, shape (K,).
        mixing: lower triangle that makes independent noise correlated between factors, shape (K, K).
        mixed: whether any noise is correlated.
        attractor: level that each factor tends to, shape (K, G * S).
        jump: change of the distance to the attractor at a move, shape (K, M + 1).
        jumping: whether any level jumps at the move, shape (M + 1,).
        lift: what interventions add to a level, shape (K, lifts * (T + 1)).
        lift_base: where the row of a group begins in `lift`, shape (G,).
        lifted: whether interventions touch the factor, shape (K,).
        pace: 1 / ln(1 - bound) of the chance to leave a cell in a step, shape (G * S,).
        bound: 24-bit threshold below which a step has a candidate, shape (G * S,).
        slot: choice for each part of the unit interval, shape (G * S * SLOTS,).
        first: 24-bit number at which a choice begins, shape (G * (M + 1),).
        scale: hazard at score zero, on the 24-bit scale of the candidate, shape (G * (M + 1),).
        top: ceiling of the hazard on the same scale as `scale`, shape (G * (M + 1),).
        constant: score with all levels at zero, shape (G * (M + 1),).
        weight: what a level adds to the score, shape (K, M + 1).
        weighed: whether any move weighs the factor, shape (K,).
        shape: LOG_LINEAR, LINEAR or STEP, shape (M + 1,).
        shapes: whether any hazard has that shape, shape (3,).
        need: least level that the guard asks for, -inf where it asks for none, shape (K, M + 1).
        needed: whether any guard asks for the factor, shape (K,).
        row: factors that guards ask for, those of one move after those of the other.
        row_first: where the factors of a move begin in `row`, shape (M + 2,).
        target: state that a move leads to, shape (M + 1,).
    """

    steps: int
    words: int
    clipped: bool
    start: int
    low: Floats
    width: Floats
    share: Ints
    power: Floats
    spread: Floats
    sigma: Floats
    mixing: Floats
    mixed: bool
    attractor: Floats
    jump: Floats
    jumping: Flags
    lift: Floats
    lift_base: Ints
    lifted: Flags
    pace: Doubles
    bound: Ints
    slot: Shorts
    first: Ints
    scale: Floats
    top: Floats
    constant: Floats
    weight: Floats
    weighed: Flags
    shape: Ints
    shapes: Flags
    need: Floats
    needed: Flags
    row: Ints
    row_first: Ints
    target: Ints


def words_for(factors: int) -> int:
    """Return how many words of 64 bits hold one normal of 16 bits per factor, a gap and a decision of 24 bits each.

    Examples:
        >>> words_for(17)
        5
    """
    return (max(factors - 1, 0) + 3) // 4 + 1
