"""What the tests of the records share."""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

import attrs
import pytest

from msp_lifecycle.records.marks import Pattern

T = TypeVar("T")
WORDS = ("a", "en", "EUR", "NO", "A1.1")
VALUES: dict[object, object] = {
    dt.date: dt.date(2020, 1, 1),
    bool: True,
    int: 3,
    Decimal: Decimal(1),
    str: "a",
}


@pytest.fixture(scope="session")
def make() -> Any:
    """Return a function that makes the simplest record of a class, with some fields set."""
    return _made


def _made(cls: type[T], **given: object) -> T:
    for field in attrs.fields(cls):
        if field.default is attrs.NOTHING and field.name not in given:
            given[field.name] = _value(field.type)
    return cls(**given)


def _value(annotation: Any, pattern: str = "") -> object:
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        found = [mark.regex for mark in args[1:] if isinstance(mark, Pattern)]
        return _value(args[0], found[0] if found else pattern)
    if origin is Literal or origin in (typing.Union, types.UnionType):
        return args[0] if origin is Literal else _value(args[0])
    if origin is tuple:
        return ()
    if attrs.has(annotation):
        return _made(annotation)
    if pattern:
        return next(word for word in WORDS if re.fullmatch(pattern, word))
    return VALUES[annotation]
