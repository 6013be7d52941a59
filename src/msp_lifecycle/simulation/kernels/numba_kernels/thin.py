# pyright: basic
# (numba finds the types of what it compiles)
"""Thinning: from candidate to candidate."""

from msp_lifecycle.simulation.kernels.numba_kernels.choosing import (
    accept,
    choose,
    exponentiate,
    hits,
    pass_guards,
    weigh,
    weigh_lifted,
)
from msp_lifecycle.simulation.kernels.numba_kernels.compiling import kernel, u64
from msp_lifecycle.simulation.kernels.numba_kernels.drawing import draw, gaps
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

    def thin(tb, normal, key, rooms):
        """Simulate from candidate to candidate; `rooms` are to work in."""
        _ = digest  # so that it is closed over
        n, factors, width = key.size, tb.sigma.size, tb.words
        whole, real, v, z, log = rooms.whole, rooms.real, rooms.level, rooms.noise, rooms.log
        lane, step, before, gap = whole[0], whole[1], whole[2], whole[3]
        cell, cells, choices, lifts = whole[4], whole[5], whole[6], whole[7]
        move, choice, bits, when = whole[8], whole[9], whole[10], whole[11]
        hit, at, everyone = whole[12], whole[13], rooms.everyone
        power, spread, score, rate = real[0], real[1], real[2], real[3]
        last, words, raw = rooms.words[0], rooms.words[1], rooms.double
        begin(tb, key, v, cells, choices, lifts, cell, step, words, last)
        for i in range(n):
            lane[i] = i
        logged, size, room = 0, n, log.shape[1]
        jumps = tb.jumping.any()
        noisy = (tb.sigma != 0).any() and not tb.mixed
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
