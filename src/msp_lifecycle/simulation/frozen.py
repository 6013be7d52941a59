"""A dictionary that cannot be changed, compares by value and can be hashed."""

import math
from collections.abc import Iterator, Mapping
from operator import index
from typing import SupportsIndex, TypeVar

from msp_lifecycle.simulation.errors import ScenarioError

V = TypeVar("V")


class Frozen(Mapping[str, V]):
    """A mapping from names that stays as it is; names come in alphabetical order.

    Examples:
        >>> Frozen({"b": 2, "a": 1})
        {'a': 1, 'b': 2}
        >>> Frozen({"a": 1}) == {"a": 1}
        True
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, V] | None = None) -> None:
        self._items = {name: (items or {})[name] for name in sorted(items or {})}

    def __getitem__(self, name: str) -> V:
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __repr__(self) -> str:
        return repr(self._items)

    def __reduce__(self) -> tuple[type["Frozen[V]"], tuple[dict[str, V]]]:
        return (Frozen, (self._items,))


def numbers(part: str, items: Mapping[str, float]) -> Frozen[float]:
    """Return finite numbers by name.

    Raises:
        ScenarioError: if one is not a finite number.
    """
    return Frozen({str(name): number(f"{part} of {name}", value) for name, value in items.items()})


def number(part: str, value: object, low: float = -math.inf, high: float = math.inf) -> float:
    """Return a finite number within bounds.

    Raises:
        ScenarioError: if it is none; the message names the bound.

    Examples:
        >>> number("phi", 0.9, 0, 1)
        0.9
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ScenarioError(part, f"{value!r} is no finite number")
    if value < low:
        raise ScenarioError(part, f"{value} is less than {low:,.12g}")
    if value > high:
        raise ScenarioError(part, f"{value} is more than {high:,.12g}")
    return float(value)


def whole(part: str, value: object, low: int, high: int) -> int:
    """Return a whole number within bounds.

    Raises:
        ScenarioError: if it is none; the message names the bound.
    """
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise ScenarioError(part, f"{value!r} is no whole number")
    return int(number(part, index(value), low, high))
