"""Random words, logarithm and exponential from +, -, x, / and shifts alone, so that no bit depends on a platform.

`numba_kernels` has the same operations in the same order.
"""

import numpy as np
import numpy.typing as npt

from msp_lifecycle.simulation.kernels.tables import BLOCK, Doubles, Floats, Ints, Words

GAMMA = np.uint64(0x9E3779B97F4A7C15)
"""The odd number by which the counter of SplitMix64 grows."""

LN2 = 0.6931471805599453
SQRT2 = 1.4142135623730951


def block_keys(entropy: int, block: int, *purpose: int) -> Words:
    """Return the keys of the partnerships of a block, one each, shape (BLOCK,).

    The block owns the stream; a partnership reads only its own place in it. A purpose other than the lives
    themselves has keys of its own.

    Examples:
        >>> len(block_keys(7, 0)), bool((block_keys(7, 0) == block_keys(7, 1)).any())
        (4096, False)
    """
    seed = np.random.SeedSequence(entropy, spawn_key=(block, *purpose))
    return np.random.SFC64(seed).random_raw(BLOCK)


def keys_of(entropy: int, first: int, size: int, *purpose: int) -> Words:
    """Return the keys of consecutive partnerships, from the first of a block on, shape (size,)."""
    blocks = range(first // BLOCK, (first + size - 1) // BLOCK + 1)
    return np.concatenate([block_keys(entropy, block, *purpose) for block in blocks])[:size]


def words(
    keys: Words,
    counter: npt.NDArray[np.int32] | int,
    out: Words | None = None,
    spare: Words | None = None,
) -> Words:
    """Return the random word of each key at a counter: SplitMix64, any place of the stream in one go.

    Args:
        keys: shape (n,).
        counter: place in the stream, shape (n,) or a number.
        out: array for the words; a new one if None.
        spare: array to work in; a new one if None.

    Returns:
        Words of 64 bits, shape (n,).
    """
    z = np.empty_like(keys) if out is None else out
    shifted = np.empty_like(keys) if spare is None else spare
    np.multiply(counter, GAMMA, dtype=np.uint64, casting="unsafe", out=z)
    z += keys
    for bits, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        np.right_shift(z, np.uint64(bits), out=shifted)
        z ^= shifted
        z *= np.uint64(factor)
    np.right_shift(z, np.uint64(31), out=shifted)
    z ^= shifted
    return z


def quarter(word: Words, index: int) -> npt.NDArray[np.uint16]:
    """Return 16 of the 64 bits, as a view, shape (n,); the lowest come first."""
    return word.astype("<u8", copy=False).view("<u2").reshape(-1, 4)[:, index]


def low_24_bits(word: Words) -> Ints:
    """Return bits 16 to 39, which say how long it takes to the next candidate."""
    return ((word >> np.uint64(16)) & np.uint64(0xFFFFFF)).astype(np.int32)


def high_24_bits(word: Words) -> Ints:
    """Return bits 40 to 63, which decide what becomes of a candidate."""
    return (word >> np.uint64(40)).astype(np.int32)


def log_of_24_bits(bits: Ints) -> Doubles:
    """Return ln((bits + 1/2) / 2^24), accurate to 1e-10, float64.

    Examples:
        >>> round(float(log_of_24_bits(np.array([2**23], np.int32))[0]), 6)
        -0.693147
    """
    mantissa = bits.astype(np.float64)
    mantissa *= 2.0
    mantissa += 1.0
    raw = mantissa.view(np.int64)
    exponent = raw >> 52
    raw &= 0xFFFFFFFFFFFFF
    raw |= 0x3FF0000000000000
    large = mantissa > SQRT2
    np.multiply(mantissa, 0.5, out=mantissa, where=large)
    exponent += large
    exponent -= 1023 + 25
    s = mantissa - 1.0
    mantissa += 1.0
    s /= mantissa
    q = np.multiply(s, s, out=mantissa)
    p = np.full(len(q), 1.0 / 11.0)
    for odd in (9.0, 7.0, 5.0, 3.0, 1.0):
        p *= q
        p += 1.0 / odd
    s *= 2.0
    s *= p
    log: Doubles = exponent.astype(np.float64)
    log *= LN2
    log += s
    return log


def exponential(score: Floats) -> Floats:
    """Return e to the power of scores, float32; to 3e-6 of itself for scores between -20 and 20.

    Examples:
        >>> round(float(exponential(np.array([1], np.float32))[0]), 5)
        2.71828
    """
    f = np.float32
    x = np.minimum(np.maximum(score, f(-80)), f(80))
    whole = np.floor(x * f(1.44269504) + f(0.5))
    x -= whole * f(0.693359375)
    x -= whole * f(-2.12194440e-4)
    p = np.full(len(x), f(1 / 720))
    for coefficient in (1 / 120, 1 / 24, 1 / 6, 0.5, 1.0, 1.0):
        p *= x
        p += f(coefficient)
    p *= ((whole.astype(np.int32) + 127) << 23).view(np.float32)
    return p
