# pyright: basic
# (numba finds the types of what it compiles)
"""Random words, and gaps to the next candidate: the operations of `arithmetic`, one partnership after the other."""

import numpy as np

from msp_lifecycle.simulation.kernels.arithmetic import GAMMA, LN2, SQRT2
from msp_lifecycle.simulation.kernels.numba_kernels.compiling import i32, inner, u64


@inner
def mix(z):
    """Return the number that a counter is turned into: the finaliser of SplitMix64."""
    z = (z ^ (z >> u64(30))) * u64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> u64(27))) * u64(0x94D049BB133111EB)
    return z ^ (z >> u64(31))


@inner
def draw(n, key, t, words, word, into):
    """Fill in word number `word` of each partnership at its step t."""
    for i in range(n):
        into[i] = mix(key[i] + (u64(t[i]) * u64(words) + u64(word)) * GAMMA)


@inner
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
