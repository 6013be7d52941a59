"""Many times sorted, told apart by a key, and counted, in time that grows like sorting them does.

Sorting numbers by themselves takes a fraction of the time of finding their order, and nothing has to be gathered from all
over the memory. Everything else is done some at once: memory that is new costs more than what is computed in it.
"""

from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

from msp_lifecycle.learning.observations import Floats, Ints

AT_ONCE = 32_768
"""Rows or times that are looked at together, so that what is searched and written stays in the cache."""


def chunks(count: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the chunks in which so many are taken."""
    for first in range(0, count, size):
        yield first, min(first + size, count)


def sorted_by(key: Callable[[slice], Ints], value: Floats) -> dict[int, Floats]:
    """Return the values of each key, sorted.

    Args:
        key: returns the keys, from 0 on, of a part of the rows.
        value: of each row; shape (rows,).

    Examples:
        >>> keys = np.array([1, 0, 1], np.int32)
        >>> found = sorted_by(lambda part: keys[part], np.array([5.0, 2.0, 3.0]))
        >>> {one: values.tolist() for one, values in found.items()}
        {0: [2.0], 1: [3.0, 5.0]}
    """
    parts = [slice(first, last) for first, last in chunks(value.size, AT_ONCE)]
    most = max((int(key(part).max()) for part in parts), default=-1)
    count = np.zeros(most + 1, np.int64)
    for part in parts:
        count += np.bincount(key(part), minlength=most + 1)
    found: dict[int, Floats] = {one: np.empty(n) for one, n in enumerate(count.tolist()) if n}
    done = dict.fromkeys(found, 0)
    for part in parts:
        here = key(part)
        for one, into in found.items():
            some = value[part].take(np.flatnonzero(here == one))  # four times as fast as a mask
            into[done[one] : done[one] + some.size] = some
            done[one] += some.size
    for values in found.values():
        values.sort()
    return found


def distinct(parts: list[Floats]) -> Floats:
    """Return the distinct values of several arrays, sorted.

    Examples:
        >>> distinct([np.array([1.0, 4.0]), np.array([4.0, 2.0])]).tolist()
        [1.0, 2.0, 4.0]
    """
    found: Floats = np.concatenate([np.zeros(0), *parts])
    found.sort()
    new = np.ones(found.size, np.bool_)
    np.not_equal(found[1:], found[:-1], out=new[1:])
    return found if new.all() else found[new]


def tally(
    times: Floats, values: Floats, side: Literal["left", "right"], into: Ints, each: int = 1
) -> None:
    """Count how many values belong to each time, and add that to what is there.

    Args:
        times: rising; shape (K,).
        values: rising.
        side: `left` if a value belongs to the first time that is not before it, `right` if to the first after it.
        into: what is added to; shape (K,).
        each: what each value counts for.

    Examples:
        >>> found = np.zeros(2, np.int32)
        >>> tally(np.array([1.0, 2.0]), np.array([0.5, 1.0, 1.0, 2.0]), "right", found)
        >>> found.tolist()
        [1, 2]
    """
    until: Literal["left", "right"] = "right" if side == "left" else "left"
    done = 0
    for first, last in chunks(times.size, AT_ONCE):
        part = times[first:last]
        end = int(np.searchsorted(values, part[-1:], side=until)[0])
        if end > done:
            place = part.searchsorted(values[done:end], side=side)
            into[first:last] += np.int32(each) * np.bincount(place, minlength=part.size).astype(
                np.int32
            )
        done = end
