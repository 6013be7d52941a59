# pyright: basic
# (numba finds the types of what it compiles)
"""The kernels in numba: short loops over partnerships, which the compiler turns into vectors.

The same operations in the same order as `numpy_kernels` and `arithmetic`: the bits are equal.
Names are those of `numpy_kernels.Batch`, n is the number of partnerships that are not done.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba as nb
import numpy as np

from msp_lifecycle.simulation.kernels.arithmetic import GAMMA, LN2, SQRT2
from msp_lifecycle.simulation.kernels.normals import normals
from msp_lifecycle.simulation.kernels.numpy_kernels import Moves
from msp_lifecycle.simulation.kernels.tables import (
    SLOT_WIDTH,
    SLOTS,
    Tables,
    Words,
)

f32, u64, i32, i64 = np.float32, np.uint64, np.int32, np.int64
PAD = 80
"""Keeps the rows of levels from falling on the same lines of the cache."""

F = TypeVar("F", bound=Callable[..., Any])


def jit(function: F) -> F:
    """Compile without Python, without its lock, and keep the result on disk."""
    return cast("F", nb.njit(nogil=True, cache=True, error_model="numpy")(function))


@jit
def ints(n):
    """Return room for n whole numbers."""
    return np.empty(n, np.int32)


@jit
def floats(n):
    """Return room for n levels or scores."""
    return np.empty(n, np.float32)


@jit
def mix(z):
    """Return the number that a counter is turned into: the finaliser of SplitMix64."""
    z = (z ^ (z >> u64(30))) * u64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> u64(27))) * u64(0x94D049BB133111EB)
    return z ^ (z >> u64(31))


@jit
def draw(n, key, t, words, word, into):
    """Fill in word number `word` of each partnership at its step t."""
    for i in range(n):
        into[i] = mix(key[i] + (u64(t[i]) * u64(words) + u64(word)) * GAMMA)


@jit
def gaps(n, last, pace, cell, steps, t, g, u, raw):
    """Draw the steps to the next candidate of each partnership, and the 24 bits that decide on it."""
    for i in range(n):
        word = last[i]
        u[i] = i32(word >> u64(40))
        raw[i] = np.float64(2 * np.int64((word >> u64(16)) & u64(0xFFFFFF)) + 1)
    bits = raw.view(np.int64)
    for i in range(n):
        exponent = (bits[i] >> 52) - 1023
        bits[i] = (bits[i] & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000
        mantissa = raw[i]
        large = mantissa > SQRT2
        mantissa = mantissa * 0.5 if large else mantissa
        exponent = exponent + 1 if large else exponent
        s = (mantissa - 1.0) / (mantissa + 1.0)
        q = s * s
        p = 1.0 / 11.0
        p = p * q + 1.0 / 9.0
        p = p * q + 1.0 / 7.0
        p = p * q + 1.0 / 5.0
        p = p * q + 1.0 / 3.0
        p = p * q + 1.0
        raw[i] = np.float64(exponent - 25) * LN2 + 2.0 * s * p
    for i in range(n):
        gap = raw[i] * pace[u64(cell[i])]
        gap = gap if gap < steps else np.float64(steps)
        g[i] = i32(gap) + 1
        t[i] += g[i]


@jit
def drop(n, steps, keep, key, last, before, lane, cells, choices, lifts, cell, t, g, u, v):
    """Close the gaps left by those whose time is up, once they are a quarter; return how many are left."""
    left = 0
    for i in range(n):
        keep[left] = i
        left += t[i] <= steps
    if left * 4 > n * 3:
        return n
    for i in range(left):
        j = keep[i]
        lane[i], cells[i], choices[i], lifts[i] = lane[j], cells[j], choices[j], lifts[j]
        cell[i], t[i], g[i], u[i] = cell[j], t[j], g[j], u[j]
        key[i], last[i], before[i] = key[j], last[j], before[j]
    for k in range(v.shape[0]):
        close(left, v[k], keep)
    return left


@jit
def close(n, y, keep):
    """Move the levels that are kept to the front."""
    for i in range(n):
        y[i] = y[u64(keep[i])]


@jit
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


@jit
def carry(n, y, a):
    """Carry a factor without noise on."""
    for i in range(n):
        y[i] *= a[i]


@jit
def noise(n, y, a, s, words, shift, normal, sigma):
    """Carry a factor on."""
    for i in range(n):
        z = normal[i32((words[i] >> shift) & u64(65535))]
        y[i] = y[i] * a[i] + (z * sigma) * s[i]


@jit
def weigh(n, y, attractor, cell, weight, m, score):
    """Add what a level weighs to the scores."""
    for i in range(n):
        x = min(max(attractor[u64(cell[i])] + y[i], f32(0)), f32(1))
        score[i] += weight[u64(m[i])] * x


@jit
def weigh_lifted(n, y, attractor, cell, lift, when, weight, m, score):
    """Add what a level weighs to the scores, interventions included."""
    for i in range(n):
        x = (attractor[u64(cell[i])] + y[i]) + lift[u64(when[i])]
        x = min(max(x, f32(0)), f32(1))
        score[i] += weight[u64(m[i])] * x


@jit
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


@jit
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


@jit
def hits(n, hit, at):
    """List the candidates whose hazard lets them move; return how many there are."""
    found = 0
    for i in range(n):
        at[found] = i
        found += hit[i]
    return found


@jit
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


@jit
def leap(found, at, whose, v, jump, jumping, move):
    """Let levels jump at the moves that were made."""
    for j in range(found):
        m, i = move[at[j]], whose[at[j]]
        if jumping[m]:
            for k in range(v.shape[0]):
                v[k, i] += jump[k, m]


@jit
def begin(tb, key, v, cells, choices, lifts, cell, words):
    """Deal out groups and initial levels; turn the keys to the words of the first step."""
    n = key.size
    states, moves = tb.attractor.shape[1] // tb.share.size, tb.target.size
    zero = np.zeros(n, np.int32)
    last = np.empty(n, np.uint64)
    draw(n, key, zero, tb.words, tb.words - 1, last)
    for i in range(n):
        bits = i32(last[i] >> u64(40))
        group = 0
        while bits >= tb.share[group]:
            group += 1
        cells[i] = group * states
        choices[i] = group * moves
        lifts[i] = tb.lift_base[group]
        cell[i] = cells[i] + tb.start
    for k in range(tb.sigma.size):
        if k & 3 == 0 and k >> 2 < tb.words - 1:
            draw(n, key, zero, tb.words, k >> 2, words)
        source = words if k >> 2 < tb.words - 1 else last
        for i in range(n):
            h = f32((source[i] >> u64(16 * (k & 3))) & u64(65535))
            x = ((h + f32(0.5)) * f32(2.0**-16)) * tb.width[k] + tb.low[k]
            v[k, i] = x - tb.attractor[k, cell[i]]
    for i in range(n):
        key[i] += u64(tb.words) * GAMMA


@jit
def sort(log, size, n):
    """Return the log sorted by lane, moves of one lane in the order in which they were made."""
    place = np.zeros(n + 1, np.int64)
    for j in range(size):
        place[log[0, j] + 1] += 1
    for i in range(n):
        place[i + 1] += place[i]
    lane, step, move = (
        np.empty(size, np.uint32),
        np.empty(size, np.uint16),
        np.empty(size, np.uint16),
    )
    for j in range(size):
        at = place[log[0, j]]
        place[log[0, j]] += 1
        lane[at], step[at], move[at] = log[0, j], log[1, j], log[2, j]
    return lane, step, move


@jit
def thin(tb, normal, key, room):
    """Simulate from candidate to candidate; `room` is for the log."""
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
    noisy = (tb.sigma != 0).any()
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
            n, tb, cell, choices, lifts, bits, step, gap, move, choice, power, spread, score, when
        )
        for k in range(factors):
            if noisy and k & 3 == 0 and k >> 2 < width - 1:
                draw(n, key, before, width, k >> 2, words)
            if tb.sigma[k] == 0:
                carry(n, v[k], power)
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
        leap(found, at, everyone, v, tb.jump, tb.jumping, move)
        for j in range(found):
            i = at[j]
            if logged < room:  # a log that grew would keep the loops above from becoming vectors
                log[0, logged], log[1, logged], log[2, logged] = lane[i], step[i], move[i]
            logged += 1
            cell[i] = cells[i] + tb.target[move[i]]
    return logged, sort(log, min(logged, room), size)


@jit
def clip(n, y, attractor, cell):
    """Keep the levels of a factor between 0 and 1."""
    for i in range(n):
        a = attractor[u64(cell[i])]
        y[i] = min(max(y[i] + a, f32(0)), f32(1)) - a


@jit
def find(n, tb, last, cell, at):
    """List the partnerships that are candidates in this step; return how many there are."""
    found = 0
    for i in range(n):
        at[found] = i
        found += i32((last[i] >> u64(16)) & u64(0xFFFFFF)) < tb.bound[u64(cell[i])]
    return found


@jit
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


@jit
def leave(n, i, key, lane, cells, choices, lifts, cell, v):
    """Move the last partnership into the place of one that has ended."""
    key[i], lane[i], cell[i] = key[n], lane[n], cell[n]
    cells[i], choices[i], lifts[i] = cells[n], choices[n], lifts[n]
    for k in range(v.shape[0]):
        v[k, i] = v[k, n]


@jit
def walk(tb, normal, key, room):
    """Simulate step by step; `room` is for the log."""
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
    noisy = (tb.sigma != 0).any()
    for step in range(tb.steps):
        for i in range(n):
            now[i] = step
        draw(n, key, now, width, width - 1, last)
        for k in range(factors):
            if noisy and k & 3 == 0 and k >> 2 < width - 1:
                draw(n, key, now, width, k >> 2, words)
            if tb.sigma[k] == 0:
                carry(n, v[k], power)
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
        leap(found, who, at, v, tb.jump, tb.jumping, move)
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


def _run(kernel: Callable[..., Any], tables: Tables, key: Words, first: int) -> Moves:
    room = 16 * len(key)  # only what is written to takes memory; a second run would cost more
    logged, log = kernel(tables, normals(), key.copy(), room)
    if logged > room:
        logged, log = kernel(tables, normals(), key.copy(), logged)
    partnership, step, move = log
    partnership += np.uint32(first)
    return Moves(partnership, step, move)


def thinning(tables: Tables, key: Words, first: int) -> Moves:
    """Simulate partnerships from candidate to candidate; the same as in `numpy_kernels`."""
    return _run(thin, tables, key, first)


def stepwise(tables: Tables, key: Words, first: int) -> Moves:
    """Simulate partnerships step by step; the same as in `numpy_kernels`."""
    return _run(walk, tables, key, first)
