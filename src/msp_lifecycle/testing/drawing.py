"""Strategies for single records and for the classes there are."""

import typing
from collections.abc import Iterator
from functools import cache
from typing import TypeVar

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from msp_lifecycle.records import RECORD_TYPES, Record
from msp_lifecycle.records.checks import shape, unwrap
from msp_lifecycle.records.record import plan_of
from msp_lifecycle.testing.filling import World, filled

T = TypeVar("T")


def records(cls: type[T], /, **overrides: object) -> SearchStrategy[T]:
    """Draw records of one class, read from its annotations.

    Args:
        cls: a record class, or `Money`.
        overrides: fields to set, each with a value or a strategy.

    Raises:
        RecordError: when drawn from, if an override is none that the class takes.

    Examples:
        >>> from hypothesis import find
        >>> from msp_lifecycle.records import Commitment
        >>> find(records(Commitment, partner="itu"), lambda one: one.status == "fulfilled").partner
        'itu'
    """
    return _records(cls, overrides)


@st.composite
def _records(draw: DrawFn, cls: type[T], overrides: dict[str, object]) -> T:
    return typing.cast("T", filled(draw, cls, World(), overrides))


@cache
def record_classes() -> tuple[type[Record], ...]:
    """Return every record class, those that stand within others among them.

    Examples:
        >>> from msp_lifecycle.records import Ballot
        >>> Ballot in record_classes()
        True
    """
    return tuple(dict.fromkeys(one for cls in RECORD_TYPES.values() for one in within(cls)))


def within(cls: type[Record]) -> Iterator[type[Record]]:
    """Yield a record class and those that stand within it."""
    yield cls
    for name in plan_of(cls).nested:
        annotation = getattr(attrs.fields(cls), name).type
        yield from within(typing.cast("type[Record]", shape(unwrap(annotation)[0])[2]))
