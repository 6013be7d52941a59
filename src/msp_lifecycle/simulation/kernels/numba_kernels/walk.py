# pyright: basic
# (numba finds the types of what it compiles)
"""Stepwise: every step."""

import numpy as np

from msp_lifecycle.simulation.kernels.numba_kernels.choosing import (
    accept,
    exponentiate,
    find,
    hits,
    pass_guards,
    pick,
    weigh,
    weigh_lifted,
)
from msp_lifecycle.simulation.kernels.numba_kernels.compiling import PAD, kernel, u64
from msp_lifecycle.simulation.kernels.numba_kernels.drawing import draw, floats, ints
from msp_lifecycle.simulation.kernels.numba_kernels.keeping import leave, sort
from msp_lifecycle.simulation.kernels.numba_kernels.levels import (
    begin,
    blend,
    carry,
    clip,
    disturb,
    leap,
    noise,
)


@kernel
def walk(digest):
    """Make the kernel of a digest."""

    def walk(tb, normal, key, room):
        """Simulate step by step; `room` is for the log."""
        _ = digest  # so that it is closed over
        n, factors, width = key.size, tb.sigma.size, tb.words
        lane, cell, cells, choices, lifts, at = ints(n), ints(n), ints(n), ints(n), ints(n), ints(n)
        its_cell, its_step, move, choice, when, bits, hit, who = (
            ints(n),
            ints(n),
            ints(n),
            ints(n),
            ints(n),
            ints(n),
            ints(n),
            ints(n),
        )
        power, spread, score, rate, level = floats(n), floats(n), floats(n), floats(n), floats(n)
        last, words = np.empty(n, np.uint64), np.empty(n, np.uint64)
        v = np.empty((factors, n + PAD), np.float32)
        begin(tb, key, v, cells, choices, lifts, cell, words)
        now = np.zeros(n, np.int32)
        for i in range(n):
            lane[i], power[i], spread[i] = i, tb.power[1], tb.spread[1]
        log, logged, size = np.empty((3, room), np.int32), 0, n
        jumps = tb.jumping.any()
        noisy = (tb.sigma != 0).any() and not tb.mixed
        z = np.empty((factors if tb.mixed else 0, n + PAD), np.float32)
        for step in range(tb.steps):
            for i in range(n):
                now[i] = step
            draw(n, key, now, width, width - 1, last)
            if tb.mixed:
                blend(n, key, now, width, last, words, normal, tb.mixing, z)
            for k in range(factors):
                if noisy and k & 3 == 0 and k >> 2 < width - 1:
                    draw(n, key, now, width, k >> 2, words)
                if tb.sigma[k] == 0:
                    carry(n, v[k], power)
                elif tb.mixed:
                    disturb(n, v[k], power, spread, z[k], tb.sigma[k])
                elif k >> 2 < width - 1:
                    noise(n, v[k], power, spread, words, u64(16 * (k & 3)), normal, tb.sigma[k])
                else:
                    noise(n, v[k], power, spread, last, u64(16 * (k & 3)), normal, tb.sigma[k])
                if tb.clipped:
                    clip(n, v[k], tb.attractor[k], cell)
            found = find(n, tb, last, cell, at)
            pick(
                found,
                tb,
                step + 1,
                at,
                last,
                cell,
                choices,
                lifts,
                its_cell,
                its_step,
                move,
                choice,
                when,
                bits,
                score,
            )
            for k in range(factors):
                if tb.weighed[k]:
                    for j in range(found):
                        level[j] = v[k, at[j]]
                    if tb.lifted[k]:
                        weigh_lifted(
                            found,
                            level,
                            tb.attractor[k],
                            its_cell,
                            tb.lift[k],
                            when,
                            tb.weight[k],
                            move,
                            score,
                        )
                    else:
                        weigh(found, level, tb.attractor[k], its_cell, tb.weight[k], move, score)
            exponentiate(found, score, rate, hit)
            accept(found, tb, move, choice, bits, its_step, score, rate, hit)
            found = hits(found, hit, who)
            found = pass_guards(
                found,
                who,
                at,
                v,
                tb.row,
                tb.row_first,
                tb.attractor,
                its_cell,
                tb.lift,
                when,
                tb.need,
                move,
            )
            if jumps:
                leap(found, who, at, v, tb.jump, move)
            for j in range(found - 1, -1, -1):
                i = at[who[j]]
                if logged < room:
                    log[0, logged], log[1, logged], log[2, logged] = lane[i], step + 1, move[who[j]]
                logged += 1
                cell[i] = cells[i] + tb.target[move[who[j]]]
                if tb.bound[cell[i]] == 0:
                    n -= 1
                    leave(n, i, key, lane, cells, choices, lifts, cell, v)
        return logged, sort(log, min(logged, room), size)

    return walk
