# pyright: basic
# (numba finds the types of what it compiles)
"""Who is still there, and what happened: dropping those that are done, sorting the log."""

import numpy as np

from msp_lifecycle.simulation.kernels.numba_kernels.compiling import inner, u64


@inner
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


@inner
def close(n, y, keep):
    """Move the levels that are kept to the front."""
    for i in range(n):
        y[i] = y[u64(keep[i])]


@inner
def leave(n, i, key, lane, cells, choices, lifts, cell, v):
    """Move the last partnership into the place of one that has ended."""
    key[i], lane[i], cell[i] = key[n], lane[n], cell[n]
    cells[i], choices[i], lifts[i] = cells[n], choices[n], lifts[n]
    for k in range(v.shape[0]):
        v[k, i] = v[k, n]


@inner
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
