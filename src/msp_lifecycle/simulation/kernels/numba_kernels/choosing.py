# pyright: basic
# (numba finds the types of what it compiles)
"""What becomes of candidates: the move that each is for, its hazard, and its guard."""

import numpy as np

from msp_lifecycle.simulation.kernels.numba_kernels.compiling import f32, i32, inner, u64
from msp_lifecycle.simulation.kernels.tables import SLOT_WIDTH, SLOTS


@inner
def choose(n, tb, cell, choices, lifts, u, t, g, m, c, a, s, score, when):
    """Say which move each candidate is for, and read what decides on it."""
    for i in range(n):
        m[i] = tb.slot[u64(cell[i] * SLOTS + (u[i] // SLOT_WIDTH))]
    for i in range(n):
        c[i] = m[i] + choices[i]
        when[i] = min(t[i], tb.steps) + lifts[i]
    for i in range(n):
        a[i] = tb.power[u64(g[i])]
        s[i] = tb.spread[u64(g[i])]
        score[i] = tb.constant[u64(c[i])]


@inner
def find(n, tb, last, cell, at):
    """List the partnerships that are candidates in this step; return how many there are."""
    found = 0
    for i in range(n):
        at[found] = i
        found += i32((last[i] >> u64(16)) & u64(0xFFFFFF)) < tb.bound[u64(cell[i])]
    return found


@inner
def pick(
    n, tb, now, at, last, cell, choices, lifts, its_cell, step, move, choice, when, bits, score
):
    """Gather what decides on the candidates, side by side."""
    for j in range(n):
        i = at[j]
        step[j] = now
        bits[j] = i32(last[i] >> u64(40))
        its_cell[j] = cell[i]
        move[j] = tb.slot[cell[i] * SLOTS + bits[j] // SLOT_WIDTH]
        choice[j] = move[j] + choices[i]
        when[j] = now + lifts[i]
        score[j] = tb.constant[choice[j]]


@inner
def weigh(n, y, attractor, cell, weight, m, score):
    """Add what a level weighs to the scores."""
    for i in range(n):
        x = min(max(attractor[u64(cell[i])] + y[i], f32(0)), f32(1))
        score[i] += weight[u64(m[i])] * x


@inner
def weigh_lifted(n, y, attractor, cell, lift, when, weight, m, score):
    """Add what a level weighs to the scores, interventions included."""
    for i in range(n):
        x = (attractor[u64(cell[i])] + y[i]) + lift[u64(when[i])]
        x = min(max(x, f32(0)), f32(1))
        score[i] += weight[u64(m[i])] * x


@inner
def exponentiate(n, score, power, whole):
    """Return e to the power of the scores, as `arithmetic.exponential` does."""
    for i in range(n):
        x = min(max(score[i], f32(-80)), f32(80))
        k = np.floor(x * f32(1.44269504) + f32(0.5))
        r = x - k * f32(0.693359375)
        r = r - k * f32(-2.12194440e-4)
        p = f32(1.0 / 720)
        p = p * r + f32(1 / 120)
        p = p * r + f32(1 / 24)
        p = p * r + f32(1 / 6)
        p = p * r + f32(0.5)
        p = p * r + f32(1.0)
        p = p * r + f32(1.0)
        power[i] = p
        whole[i] = (i32(k) + i32(127)) << i32(23)
    two = whole.view(np.float32)
    for i in range(n):
        power[i] = power[i] * two[i]


@inner
def accept(n, tb, m, c, u, t, score, power, hit):
    """Say which candidates' hazards let them move."""
    for i in range(n):
        kind = tb.shape[u64(m[i])]
        v = score[i]
        linear = max(v + f32(1), f32(0))
        step = f32(1) if v >= f32(0) else f32(0)
        rate = power[i]
        rate = linear if kind == 1 else rate
        rate = step if kind == 2 else rate
        rate = min(rate * tb.scale[u64(c[i])], tb.top[u64(c[i])])
        hit[i] = i32(f32(u[i] - tb.first[u64(c[i])]) < rate) & i32(t[i] <= tb.steps)


@inner
def hits(n, hit, at):
    """List the candidates whose hazard lets them move; return how many there are."""
    found = 0
    for i in range(n):
        at[found] = i
        found += hit[i]
    return found


@inner
def pass_guards(found, at, whose, v, row, row_first, attractor, cell, lift, when, need, move):
    """Keep those whose levels are what their guards ask for; `whose` leads from candidates to levels."""
    kept = 0
    for j in range(found):
        c = at[j]
        m, i, passed = move[c], whose[c], True
        for r in range(row_first[m], row_first[m + 1]):
            k = row[r]
            x = (attractor[k, cell[c]] + v[k, i]) + lift[k, when[c]]
            passed = min(max(x, f32(0)), f32(1)) >= need[k, m]
            if not passed:
                break
        at[kept] = c
        kept += passed
    return kept
