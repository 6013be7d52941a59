# pyright: basic
# (numba finds the types of what it compiles)
"""Thinning: from candidate to candidate."""

import numpy as np

from msp_lifecycle.simulation.kernels.numba_kernels.choosing import (
    accept,
    choose,
    exponentiate,
    hits,
    pass_guards,
    weigh,
    weigh_lifted,
)
from msp_lifecycle.simulation.kernels.numba_kernels.compiling import PAD, kernel, u64
from msp_lifecycle.simulation.kernels.numba_kernels.drawing import draw, floats, gaps, ints
from msp_lifecycle.simulation.kernels.numba_kernels.keeping import drop, sort
from msp_lifecycle.simulation.kernels.numba_kernels.levels import (
    begin,
    blend,
    carry,
    disturb,
    leap,
    noise,
)


@kernel
def thin(digest):
    """Make the kernel of a digest."""

    def thin(tb, normal, key, room):
        """Simulate from candidate to candidate; `room` is for the log."""
        _ = digest  # so that it is closed over
        n, factors, width = key.size, tb.sigma.size, tb.words
        lane, step, before, gap = ints(n), ints(n), ints(n), ints(n)
        cell, cells, choices, lifts = ints(n), ints(n), ints(n), ints(n)
        move, choice, bits, when, hit = ints(n), ints(n), ints(n), ints(n), ints(n)
        at, everyone = ints(n), np.arange(n)
        power, spread, score, rate = floats(n), floats(n), floats(n), floats(n)
        last, words = np.empty(n, np.uint64), np.empty(n, np.uint64)
        raw = np.empty(n, np.float64)
        v = np.empty((factors, n + PAD), np.float32)
        begin(tb, key, v, cells, choices, lifts, cell, words)
        for i in range(n):
            lane[i] = i
            step[i] = 0
        log, logged, size = np.empty((3, room), np.int32), 0, n
        jumps = tb.jumping.any()
        noisy = (tb.sigma != 0).any() and not tb.mixed
        z = np.empty((factors if tb.mixed else 0, n + PAD), np.float32)
        while n:
            for i in range(n):
                before[i] = step[i]
            draw(n, key, step, width, width - 1, last)
            gaps(n, last, tb.pace, cell, tb.steps, step, gap, bits, raw)
            n = drop(
                n,
                tb.steps,
                hit,
                key,
                last,
                before,
                lane,
                cells,
                choices,
                lifts,
                cell,
                step,
                gap,
                bits,
                v,
            )
            choose(
                n,
                tb,
                cell,
                choices,
                lifts,
                bits,
                step,
                gap,
                move,
                choice,
                power,
                spread,
                score,
                when,
            )
            if tb.mixed:
                blend(n, key, before, width, last, words, normal, tb.mixing, z)
            for k in range(factors):
                if noisy and k & 3 == 0 and k >> 2 < width - 1:
                    draw(n, key, before, width, k >> 2, words)
                if tb.sigma[k] == 0:
                    carry(n, v[k], power)
                elif tb.mixed:
                    disturb(n, v[k], power, spread, z[k], tb.sigma[k])
                elif k >> 2 < width - 1:
                    noise(n, v[k], power, spread, words, u64(16 * (k & 3)), normal, tb.sigma[k])
                else:
                    noise(n, v[k], power, spread, last, u64(16 * (k & 3)), normal, tb.sigma[k])
                if tb.weighed[k] and tb.lifted[k]:
                    weigh_lifted(
                        n, v[k], tb.attractor[k], cell, tb.lift[k], when, tb.weight[k], move, score
                    )
                elif tb.weighed[k]:
                    weigh(n, v[k], tb.attractor[k], cell, tb.weight[k], move, score)
            exponentiate(n, score, rate, hit)
            accept(n, tb, move, choice, bits, step, score, rate, hit)
            found = hits(n, hit, at)
            found = pass_guards(
                found,
                at,
                everyone,
                v,
                tb.row,
                tb.row_first,
                tb.attractor,
                cell,
                tb.lift,
                when,
                tb.need,
                move,
            )
            if jumps:
                leap(found, at, everyone, v, tb.jump, move)
            for j in range(found):
                i = at[j]
                if (
                    logged < room
                ):  # a log that grew would keep the loops above from becoming vectors
                    log[0, logged], log[1, logged], log[2, logged] = lane[i], step[i], move[i]
                logged += 1
                cell[i] = cells[i] + tb.target[move[i]]
        return logged, sort(log, min(logged, room), size)

    return thin
