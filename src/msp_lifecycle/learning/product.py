"""The product integral: shares in states carried through time, with their covariance, block by block.

The recursion p(t) = p(t-) (I + dA(t)) is a chain of as many steps as there are times. Blocks of it are multiplied side
by side, so that a million times cost a few thousand steps of array arithmetic; memory is bounded by the chunk.
"""

import numpy as np

from msp_lifecycle.learning.counting import Counting
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.learning.tallies import chunks

CHUNK = 16_384
"""Times that are carried at once; a square number, since a block is as long as there are blocks."""


def steps_of(process: Counting, first: int, last: int) -> tuple[Floats, Floats]:
    """Return I + dA for times from `first` to before `last`, shape (n, S, S), and 1 / at risk, 0 where none is."""
    size = len(process.states)
    risk = process.at_risk[first:last].astype(np.float64)
    inverse = np.divide(1.0, risk, out=np.zeros_like(risk), where=risk > 0)
    matrix = np.zeros((last - first, size, size))
    matrix[:] = np.eye(size)
    for m, (source, target) in enumerate(process.pairs.tolist()):
        share = process.moves[first:last, m] * inverse[:, source]
        matrix[:, source, target] += share
        matrix[:, source, source] -= share
    # A state that everybody leaves is left to the last bit.
    inner = np.arange(size, dtype=np.intp)
    stay = matrix[:, inner, inner]
    matrix[:, inner, inner] = np.where(np.abs(stay) < 1e-12, 0.0, stay)
    return matrix, inverse


def noise(share: Floats, matrix: Floats, inverse: Floats) -> Floats:
    """Return the covariance that each step adds: that of multinomial draws from those at risk, as Greenwood has it.

    Args:
        share: in each state before each step; shape (n, S).
        matrix: I + dA; shape (n, S, S).
        inverse: of the numbers at risk; shape (n, S).
    """
    weight = share**2 * inverse
    found: Floats = -np.matmul(np.swapaxes(matrix * weight[:, :, None], 1, 2), matrix)
    inner = np.arange(share.shape[1], dtype=np.intp)
    found[:, inner, inner] += np.matmul(weight[:, None, :], matrix)[:, 0]
    return found


def carried_through(
    process: Counting, start: Floats, covariance: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return the shares after each time, shape (K, S), their variances, shape (K, S), and the last covariance."""
    count, size = len(process.times), len(process.states)
    shares, variances = np.empty((count, size)), np.empty((count, size))
    p, v = start, covariance
    for first, last in chunks(count, CHUNK):
        matrix, inverse = steps_of(process, first, last)
        blocks = _blocks(matrix)
        prefix = _prefixes(blocks)
        after = _carry(prefix, p).reshape(-1, size)[: last - first]
        before = np.concatenate([p[None], after[:-1]])
        sources = _blocks(noise(before, matrix, inverse), fill=0.0)
        variances[first:last], v = _covariances(blocks, prefix, sources, v, last - first)
        shares[first:last], p = after, after[-1]
    return shares, np.maximum(variances, 0.0), v


def carried_back(steps: Floats, widths: Floats, last: Floats) -> Floats:
    """Return how much time is spent in each state from each step on, from each state just before it; shape (n, S, S).

    Args:
        steps: I + dA; shape (n, S, S).
        widths: of the times before each step, which are spent in the state before it; shape (n,).
        last: what is spent after the last step, from each state; shape (S, S).

    Examples:
        >>> leave = np.array([[[0.5, 0.5], [0.0, 1.0]]])
        >>> carried_back(leave, np.array([2.0]), np.eye(2) * 3.0)[0].tolist()
        [[3.5, 1.5], [0.0, 5.0]]
    """
    blocks = _blocks(steps)
    length, number, size = blocks.shape[:3]
    inner = np.arange(size, dtype=np.intp)
    width = np.zeros(length * number)
    width[: len(widths)] = widths
    width = width.reshape(number, length).T
    own, suffix = np.empty_like(blocks), np.empty_like(blocks)
    gathered, through = (
        np.zeros((number, size, size)),
        np.broadcast_to(np.eye(size), blocks.shape[1:]),
    )
    for i in reversed(range(length)):
        gathered, through = blocks[i] @ gathered, blocks[i] @ through
        gathered[:, inner, inner] += width[i][:, None]
        own[i], suffix[i] = gathered, through
    ends = np.empty((number, size, size))
    for b in reversed(range(number)):
        ends[b] = last
        last = own[0, b] + suffix[0, b] @ last
    return (own + suffix @ ends).swapaxes(0, 1).reshape(-1, size, size)[: len(widths)]


def _blocks(steps: Floats, fill: float = 1.0) -> Floats:
    """Return steps in blocks that stand side by side, shape (length, blocks, S, S); what is over does nothing."""
    count, size = steps.shape[:2]
    length = max(1, int(np.ceil(np.sqrt(count))))
    number = -(-count // length)
    whole = np.empty((number * length, size, size))
    whole[:count] = steps
    whole[count:] = np.eye(size) * fill
    return np.ascontiguousarray(whole.reshape(number, length, size, size).swapaxes(0, 1))


def _prefixes(blocks: Floats) -> Floats:
    """Return the product of each block up to each of its steps."""
    prefix = np.empty_like(blocks)
    prefix[0] = blocks[0]
    for i in range(1, len(blocks)):
        np.matmul(prefix[i - 1], blocks[i], out=prefix[i])
    return prefix


def _carry(prefix: Floats, p: Floats) -> Floats:
    """Return the shares after each step, shape (blocks, length, S)."""
    number, size = prefix.shape[1:3]
    starts = np.empty((number, size))
    for b in range(number):
        starts[b] = p
        p = p @ prefix[-1, b]
    found: Floats = np.matmul(starts[None, :, None, :], prefix)[:, :, 0].swapaxes(0, 1)
    return found


def _covariances(
    blocks: Floats, prefix: Floats, sources: Floats, v: Floats, count: int
) -> tuple[Floats, Floats]:
    """Return the variances after each step, shape (count, S), and the last covariance."""
    length, number, size = blocks.shape[:3]
    gathered = np.zeros((number, size, size))
    own = np.empty((length, number, size))
    inner = np.arange(size, dtype=np.intp)
    for i in range(length):
        gathered = np.swapaxes(blocks[i], 1, 2) @ gathered @ blocks[i] + sources[i]
        own[i] = gathered[:, inner, inner]
    starts = np.empty((number, size, size))
    for b in range(number):
        starts[b] = v
        v = prefix[-1, b].T @ v @ prefix[-1, b] + gathered[b]
    brought = (np.matmul(starts[None], prefix) * prefix).sum(axis=2)
    return (own + brought).swapaxes(0, 1).reshape(-1, size)[:count], v
