"""A small battery for the random words: along months, across partnerships, across blocks, across seeds.

Each orientation reads the words in the order in which something in the simulation puts them side by side; a fault that
is hidden in one shows in another. Chances are for the null hypothesis of fair independent bits.
"""

import numpy as np
import pytest

from msp_lifecycle.simulation.kernels.arithmetic import block_keys, words
from msp_lifecycle.simulation.kernels.tables import words_for
from msp_lifecycle.simulation.running import entropy_of

PER_MONTH = words_for(17)


def along_months() -> np.ndarray:
    """The words of a few partnerships, one month after the other."""
    keys = block_keys(7, 0)[:256]
    return np.stack([words(keys, counter) for counter in range(4_096)], axis=1).ravel()


def across_partnerships() -> np.ndarray:
    """The words of many partnerships at one counter, then at the next."""
    keys = np.concatenate([block_keys(7, block) for block in range(4)])
    return np.concatenate([words(keys, counter) for counter in range(64)])


def across_blocks() -> np.ndarray:
    """The word of one partnership of each block, for neighbouring blocks."""
    keys = np.stack([block_keys(7, block)[:1_024] for block in range(256)], axis=1)
    return np.concatenate([words(keys.ravel(), counter) for counter in range(4)])


def across_seeds() -> np.ndarray:
    """The words of the first partnerships under the seeds 0, 1, 2 ..."""
    keys = np.stack([block_keys(entropy_of(seed), 0)[:1_024] for seed in range(256)], axis=1)
    return np.concatenate([words(keys.ravel(), counter) for counter in range(4)])


def of_one_month() -> np.ndarray:
    """All words of a month, partnership after partnership: normals, gap and decision beside each other."""
    keys = np.concatenate([block_keys(7, block) for block in range(10)])
    return np.stack(
        [words(keys, 100 * PER_MONTH + word) for word in range(PER_MONTH)], axis=1
    ).ravel()


ORDERS = (along_months, across_partnerships, across_blocks, across_seeds, of_one_month)


@pytest.fixture(scope="module", params=ORDERS, ids=lambda order: order.__name__)
def stream(request) -> np.ndarray:
    return request.param()


def chi_square(counts: np.ndarray, expected: np.ndarray | float) -> float:
    """The statistic in standard deviations from its mean, roughly normal."""
    degrees = counts.size - 1
    return float((np.sum((counts - expected) ** 2 / expected) - degrees) / (2 * degrees) ** 0.5)


def test_every_16_bits_are_even(stream):
    """Each quarter of a word, which picks a normal, takes every value equally often: 5 standard deviations."""
    for quarter in range(4):
        part = (stream >> np.uint64(16 * quarter)) & np.uint64(0xFFFF)
        counts = np.bincount((part >> np.uint64(4)).astype(np.int64), minlength=4_096)
        assert abs(chi_square(counts, len(stream) / 4_096)) < 5


def test_pairs_of_neighbours_are_even(stream):
    """Six bits of a word and six of the next, from top and bottom, fall into every pair equally often."""
    for shift in (0, 58):
        part = ((stream >> np.uint64(shift)) & np.uint64(63)).astype(np.int64)
        for lag in (1, PER_MONTH):
            counts = np.bincount(part[:-lag] * 64 + part[lag:], minlength=4_096)
            assert abs(chi_square(counts, (len(stream) - lag) / 4_096)) < 5


def test_no_bit_follows_another(stream):
    """Each of 64 bits agrees with each of 64 bits of the next word half of the time: 6 standard deviations of 4,096."""
    bits = np.unpackbits(stream[: 2**17].astype("<u8").view(np.uint8).reshape(-1, 8), axis=1)
    sign = bits.astype(np.float32) * 2 - 1
    for lag in (1, PER_MONTH):
        agree = sign[:-lag].T @ sign[lag:] / (len(sign) - lag) ** 0.5
        assert np.abs(agree).max() < 6
    inside = sign.T @ sign / len(sign) ** 0.5
    assert np.abs(inside - np.diag(np.diag(inside))).max() < 6


def test_words_have_as_many_ones_as_coins(stream):
    """The number of ones is binomial."""
    ones = np.bitwise_count(stream)
    from math import comb

    chance = np.array([comb(64, k) / 2.0**64 for k in range(65)])
    kept = chance * len(stream) > 20
    counts = np.bincount(ones, minlength=65)
    counts = np.append(counts[kept], counts[~kept].sum())
    assert abs(chi_square(counts, np.append(chance[kept], chance[~kept].sum()) * len(stream))) < 5


def test_matrices_of_words_have_full_rank_as_often_as_chance(stream):
    """64 words as a 64 x 64 matrix of bits: no bit is a sum of others more often than chance has it (GF(2))."""
    square = stream[: len(stream) // 64 // 4 * 64].reshape(-1, 64).copy()
    square = square[:2_000]
    rank = np.zeros(len(square), np.int64)
    used = np.zeros(square.shape, bool)
    rows = np.arange(len(square))
    for bit in range(64):
        has = ((square >> np.uint64(bit)) & np.uint64(1)).astype(bool) & ~used
        found, pivot = has.any(axis=1), has.argmax(axis=1)
        used[rows[found], pivot[found]] = True
        rank += found
        lead = square[rows, pivot]
        others = ((square >> np.uint64(bit)) & np.uint64(1)).astype(bool) & found[:, None]
        others[rows, pivot] = False
        square = np.where(others, square ^ lead[:, None], square)
    counts = np.array([(rank == 64).sum(), (rank == 63).sum(), (rank < 63).sum()])
    assert abs(chi_square(counts, np.array([0.28879, 0.57758, 0.13363]) * len(rank))) < 5


def test_gaps_between_birthdays_do_not_repeat_too_often(stream):
    """Marsaglia's birthday spacings: 4,096 days of a year of 2^32; repeats are Poisson with mean 4."""
    days = (stream >> np.uint64(32)).astype(np.int64)
    days = np.sort(days[: len(days) // 4_096 * 4_096].reshape(-1, 4_096)[:60], axis=1)
    gaps = np.sort(np.diff(days, axis=1), axis=1)
    repeats = (np.diff(gaps, axis=1) == 0).sum()
    assert abs(repeats - 4 * len(days)) < 5 * (4 * len(days)) ** 0.5


def test_keys_are_apart():
    """A million partnerships have a million keys, and no stream of 1,200 words runs into another's."""
    keys = np.concatenate([block_keys(7, block) for block in range(245)])
    place = keys * np.uint64(
        pow(0x9E3779B97F4A7C15, -1, 2**64)
    )  # where a key is on the one long cycle
    gaps = np.diff(np.sort(place))
    assert gaps.min() > 1_205


def test_keys_that_fill_in_levels_are_others():
    """What lies between candidates is drawn with keys that no life has."""
    assert not np.intersect1d(block_keys(7, 0), block_keys(7, 0, 1)).size
