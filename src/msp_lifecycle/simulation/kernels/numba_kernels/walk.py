# pyright: basic
# (numba finds the types of what it compiles)
"""Stepwise: every step."""

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
from msp_lifecycle.simulation.kernels.numba_kernels.compiling import kernel, u64
from msp_lifecycle.simulation.kernels.numba_kernels.drawing import draw
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

    def walk(tb, normal, key, rooms):
        """Simulate step by step; `rooms` are to work in."""
        _ = digest  # so that it is closed over
        n, factors, width = key.size, tb.sigma.size, tb.words
        whole, real, v, z, log = rooms.whole, rooms.real, rooms.level, rooms.noise, rooms.log
        lane, now, cell, cells = whole[0], whole[1], whole[2], whole[3]
        choices, lifts, at, who = whole[4], whole[5], whole[6], whole[7]
        its_cell, its_step, move, choice = whole[8], whole[9], whole[10], whole[11]
        when, bits, hit = whole[12], whole[13], whole[14]
        power, spread, score, rate, level = real[0], real[1], real[2], real[3], real[4]
        last, words = rooms.words[0], rooms.words[1]
        begin(tb, key, v, cells, choices, lifts, cell, now, words, last)
        for i in range(n):
            lane[i], power[i], spread[i] = i, tb.power[1], tb.spread[1]
        logged, size, room = 0, n, log.shape[1]
        jumps = tb.jumping.any()
        noisy = (tb.sigma != 0).any() and not tb.mixed
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
