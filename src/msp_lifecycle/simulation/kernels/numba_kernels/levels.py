# pyright: basic
# (numba finds the types of what it compiles)
"""How levels begin, change, jump and stay within bounds."""

from msp_lifecycle.simulation.kernels.arithmetic import GAMMA
from msp_lifecycle.simulation.kernels.numba_kernels.compiling import f32, i32, inner, u64
from msp_lifecycle.simulation.kernels.numba_kernels.drawing import draw


@inner
def begin(tb, key, v, cells, choices, lifts, cell, zero, words, last):
    """Deal out groups and initial levels; turn the keys to the words of the first step; `zero` is left at zero."""
    n = key.size
    states, moves = tb.attractor.shape[1] // tb.share.size, tb.target.size
    for i in range(n):
        zero[i] = 0
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


@inner
def carry(n, y, a):
    """Carry a factor without noise on."""
    for i in range(n):
        y[i] *= a[i]


@inner
def noise(n, y, a, s, words, shift, normal, sigma):
    """Carry a factor on."""
    for i in range(n):
        z = normal[i32((words[i] >> shift) & u64(65535))]
        y[i] = y[i] * a[i] + (z * sigma) * s[i]


@inner
def disturb(n, y, a, s, z, sigma):
    """Carry a factor on, with noise that has been blended."""
    for i in range(n):
        y[i] = y[i] * a[i] + (z[i] * sigma) * s[i]


@inner
def blend(n, key, t, width, last, words, normal, mixing, z):
    """Draw the noise of all factors at once, correlated as `mixing` has it."""
    for k in range(mixing.shape[0]):
        if k & 3 == 0 and k >> 2 < width - 1:
            draw(n, key, t, width, k >> 2, words)
        pick_normals(n, words if k >> 2 < width - 1 else last, u64(16 * (k & 3)), normal, z[k])
    for k in range(mixing.shape[0] - 1, -1, -1):
        scale(n, z[k], mixing[k, k])
        for j in range(k):
            if mixing[k, j] != 0:
                add(n, z[k], z[j], mixing[k, j])


@inner
def pick_normals(n, words, shift, normal, z):
    """Look up a normal for each partnership."""
    for i in range(n):
        z[i] = normal[i32((words[i] >> shift) & u64(65535))]


@inner
def scale(n, z, by):
    """Multiply the noise of a factor."""
    for i in range(n):
        z[i] *= by


@inner
def add(n, z, other, share):
    """Add a share of another factor's noise."""
    for i in range(n):
        z[i] += share * other[i]


@inner
def clip(n, y, attractor, cell):
    """Keep the levels of a factor between 0 and 1."""
    for i in range(n):
        a = attractor[u64(cell[i])]
        y[i] = min(max(y[i] + a, f32(0)), f32(1)) - a


@inner
def leap(found, at, whose, v, jump, move):
    """Let levels jump at the moves that were made; a move without a jump adds zeros."""
    for k in range(v.shape[0]):
        leap_by(found, at, whose, v[k], jump[k], move)


@inner
def leap_by(found, at, whose, y, jump, move):
    """Let one factor's levels jump."""
    for j in range(found):
        c = u64(at[j])
        y[u64(whose[c])] += jump[u64(move[c])]
