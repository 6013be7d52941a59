"""What can stand in a field, read from its annotation, so that a new record class needs nothing here."""

import datetime as dt
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from msp_lifecycle.records.checks import shape, unwrap
from msp_lifecycle.records.marks import ID_PATTERN, Pattern, RefersTo, Within
from msp_lifecycle.testing.mending import made
from msp_lifecycle.testing.values import AWKWARD, AWKWARD_NUMBERS, dates, texts

_DAYS = dates()

ABSENT = object()
"""What a reference is where there is nothing to refer to."""


@attrs.frozen
class World:
    """What a record can refer to, and when things happen in it.

    Attributes:
        ids: of each collection; None for a record that stands alone and may refer to anything.
        days: to draw its days from.
    """

    ids: Mapping[str, Sequence[str]] | None = None
    days: SearchStrategy[dt.date] = _DAYS

    def targets(self, collection: str) -> Sequence[str] | None:
        """Return what a reference into a collection may read; into any, where none is named."""
        if self.ids is None:
            return None
        if collection:
            return self.ids.get(collection, ())
        return [f"{name}/{one}" for name, ids in self.ids.items() for one in ids]


Filler = Callable[[DrawFn, World], object]
"""Draws what stands in one field."""

_INDEX = st.integers(0, 23)
_HOW_MANY = st.sampled_from((1, 2, 0, 3))
_CHANCE = st.booleans()


def filler(annotation: object) -> Filler:
    """Return what draws values for an annotation, never None."""
    base, marks = unwrap(annotation)
    _, many, inner = shape(base)
    if many:
        return _many(filler(inner))
    inner, more = unwrap(inner)
    return _one(inner, (*marks, *more))


def _many(one: Filler) -> Filler:
    def fill(draw: DrawFn, world: World) -> object:
        items = [one(draw, world) for _ in range(draw(_HOW_MANY))]
        return tuple(item for item in items if item is not ABSENT)

    return fill


def _one(base: object, marks: tuple[object, ...]) -> Filler:
    for mark in marks:
        if isinstance(mark, RefersTo):
            return _reference(mark.collection)
    if typing.get_origin(base) in (typing.Union, types.UnionType):
        return _any([filler(choice) for choice in typing.get_args(base)])
    if base is dt.date:
        return lambda draw, world: draw(world.days)
    if isinstance(base, type) and attrs.has(base):
        return lambda draw, world: filled(draw, base, world, {})
    return _drawing(_plain(base, marks))


def _drawing(strategy: SearchStrategy[object]) -> Filler:
    return lambda draw, world: draw(strategy)


def _any(choices: Sequence[Filler]) -> Filler:
    index = st.integers(0, len(choices) - 1)
    return lambda draw, world: choices[draw(index)](draw, world)


def _reference(collection: str) -> Filler:
    def fill(draw: DrawFn, world: World) -> object:
        targets = world.targets(collection)
        if targets is None:
            return draw(matching(ID_PATTERN)) if collection else f"goals/{draw(_INDEX)}"
        return targets[draw(_INDEX) % len(targets)] if targets else ABSENT

    return fill


def _plain(base: object, marks: tuple[object, ...]) -> SearchStrategy[object]:
    if typing.get_origin(base) is Literal:
        return st.sampled_from(typing.get_args(base))
    if base is bool:
        return _CHANCE
    if base is int or base is Decimal:
        return _numbers(base, next((one for one in marks if isinstance(one, Within)), Within()))
    if base is str:
        pattern = next((one.regex for one in marks if isinstance(one, Pattern)), "")
        return matching(pattern) if pattern else _TEXTS
    raise NotImplementedError(
        f"no values are known for {base}; teach msp_lifecycle.testing.filling"
    )


def _numbers(base: object, bounds: Within) -> SearchStrategy[object]:
    least = -(10**6) if bounds.least is None else bounds.least
    most = max(10**6, least) if bounds.most is None else bounds.most
    if base is int:
        return st.integers(least, most)
    awkward = [number for number in AWKWARD_NUMBERS if least <= number <= most]
    thousandths = st.integers(least * 1000, most * 1000).map(lambda n: Decimal(n).scaleb(-3))
    return thousandths | st.sampled_from(awkward) if awkward else thousandths


_TEXTS = texts()


@cache
def matching(regex: str) -> SearchStrategy[str]:
    """Return texts that match a regular expression as the records read it, the awkward ones among them."""
    pattern = re.compile(regex)
    matches = pattern.fullmatch
    words = regex.split("|")
    if all(word.isalnum() for word in words):
        return st.sampled_from(words)
    awkward = [text for text in AWKWARD if matches(text)]
    if len(awkward) * 2 > len(AWKWARD):
        return _TEXTS.filter(lambda text: matches(text) is not None)
    random = st.from_regex(pattern, fullmatch=True)
    return random | st.sampled_from(awkward) if awkward else random


@attrs.frozen
class Field:
    """One field of a class, and what fills it."""

    name: str
    required: bool
    fill: Filler


@cache
def fields_of(cls: type) -> tuple[Field, ...]:
    """Return the fields of a record class, those that must be filled first."""
    fields: tuple[attrs.Attribute[object], ...] = attrs.fields(typing.cast("typing.Any", cls))
    found = [Field(one.name, one.default is attrs.NOTHING, filler(one.type)) for one in fields]
    return tuple(sorted(found, key=lambda field: not field.required))


def filled(draw: DrawFn, cls: type, world: World, given: Mapping[str, object]) -> object:
    """Draw one record: what is required and about half of the rest, or less where there is much of it.

    Args:
        draw: of the strategy that asks.
        cls: class of the record.
        world: what it can refer to.
        given: fields that are set already, each with a value or a strategy.

    Returns:
        The record, or `ABSENT` where it must refer to something and there is nothing.
    """
    values: dict[str, object] = {
        name: draw(typing.cast("SearchStrategy[object]", value))
        if isinstance(value, SearchStrategy)
        else value
        for name, value in given.items()
    }
    free = [field for field in fields_of(cls) if field.name not in given]
    chosen = _chosen(draw, len(free))
    for index, field in enumerate(free):
        if field.required or chosen >> index & 1:
            value = field.fill(draw, world)
            if value is not ABSENT:
                values[field.name] = value
            elif field.required:
                return ABSENT
    return made(cls, values, given)


def _chosen(draw: DrawFn, number: int) -> int:
    """Draw which fields are filled, as bits: one in two, or one in four where there are many."""
    size = number // 8 + 1
    bits = int.from_bytes(draw(_bytes(size)), "little")
    return bits & int.from_bytes(draw(_bytes(size)), "little") if number > _MANY else bits


_MANY = 8


@cache
def _bytes(size: int) -> SearchStrategy[bytes]:
    return st.binary(min_size=size, max_size=size)
