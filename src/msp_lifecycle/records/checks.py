"""The check that follows from a field's annotation, compiled once for each class."""

from __future__ import annotations

import datetime as dt
import re
import reprlib
import types
import typing
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

import attrs

from msp_lifecycle.records.marks import Pattern, Within

Check = Callable[[object], str | None]
"""Returns what is wrong with a value, or None."""

UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text may hold: control characters and halves of characters, which neither XML nor a terminal survives."""

LONGEST_NUMBER = 60
"""Digits, and powers of ten either way, beyond which a number is a mistake or an attack."""
_TOO_LARGE: int = 10**LONGEST_NUMBER

_BRIEF = reprlib.Repr()
_BRIEF.maxstring = _BRIEF.maxother = 60


def unwrap(annotation: object) -> tuple[object, tuple[object, ...]]:
    """Split `Annotated[T, marks...]` into the type and its marks."""
    if typing.get_origin(annotation) is Annotated:
        base, *marks = typing.get_args(annotation)
        return base, tuple(marks)
    return annotation, ()


def shape(base: object) -> tuple[bool, bool, object]:
    """Say of a type whether it may be empty, whether it holds many, and what is inside."""
    optional = many = False
    if typing.get_origin(base) in (typing.Union, types.UnionType):
        args = typing.get_args(base)
        rest = [arg for arg in args if arg is not type(None)]
        optional = len(rest) < len(args)
        if len(rest) == 1:
            base = rest[0]
    if typing.get_origin(base) is tuple:
        many = True
        base = typing.get_args(base)[0]
    return optional, many, base


class Field(typing.NamedTuple):
    """What one field of a class asks of a value.

    Attributes:
        name: of the field.
        default: a value that needs no look, being the one that the field holds unless told otherwise.
        convert: brings what is as good into the one form that the field holds; None where there is only one form.
        check: what is wrong with a value.
    """

    name: str
    default: object
    convert: Callable[[object], object] | None
    check: Check


_FIELDS: dict[type, tuple[Field, ...]] = {}


def fields_of(cls: type) -> tuple[Field, ...]:
    """Return what the annotations of a class ask of its fields, compiled when the first of its kind is made."""
    fields = _FIELDS.get(cls)
    if fields is None:
        described: tuple[attrs.Attribute[object], ...] = attrs.fields(
            typing.cast("typing.Any", cls)
        )
        fields = _FIELDS[cls] = tuple(_compiled(one) for one in described)
    return fields


def _compiled(field: attrs.Attribute[object]) -> Field:
    _, many, inner = shape(unwrap(field.type)[0])
    convert, check = _converter(many, inner), check_of(field.type)
    default: object = field.default
    sound = (convert is None or convert(default) is default) and check(default) is None
    return Field(field.name, default if sound else _NOTHING, convert, check)


_NOTHING = object()
"""Stands for the default of a field that has none: no value is this one."""


def _converter(many: bool, inner: object) -> Callable[[object], object] | None:
    if many or _has_tuple(inner):
        return as_tuple
    if unwrap(inner)[0] is Decimal:
        return as_decimal
    return None


def _has_tuple(inner: object) -> bool:
    return any(typing.get_origin(arg) is tuple for arg in typing.get_args(unwrap(inner)[0]))


def as_tuple(value: object) -> object:
    """Turn any iterable but a text into a tuple; leave the rest for the check to refuse."""
    if isinstance(value, _NO_LISTS) or not isinstance(value, Iterable):
        return value
    return tuple(typing.cast("Iterable[object]", value))


_NO_LISTS: tuple[type, ...] = (tuple, str, bytes, dict)


def as_decimal(value: object) -> object:
    """Turn an int or a decimal text into a `Decimal`; leave the rest for the check to refuse."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | str):
        try:
            return Decimal(value)
        except InvalidOperation:
            return value
    return value


def shown(value: object) -> str:
    """Write a value for a message: no longer than a line, and nothing in it that a terminal would obey.

    Examples:
        >>> shown("abc" * 1000)
        "'abcabcabcabcabcabcabcabcabc...cabcabcabcabcabcabcabcabcabc'"
    """
    if isinstance(value, int) and abs(value) >= _TOO_LARGE:
        return f"a number of more than {LONGEST_NUMBER} digits"  # Python may refuse to print it
    return _BRIEF.repr(value)


def check_of(annotation: object) -> Check:
    """Compile an annotation into a function that returns what is wrong with a value, or None."""
    base, marks = unwrap(annotation)
    optional, many, inner = shape(base)
    if many:
        return _check_many(check_of(inner))
    inner, more = unwrap(inner)
    one = _check_one(inner, (*marks, *more))
    if optional:
        return lambda value: None if value is None else one(value)
    return one


def _check_many(one: Check) -> Check:
    def check(value: object) -> str | None:
        if not isinstance(value, tuple):
            return f"expected a list, found {shown(value)}"
        for item in typing.cast("tuple[object, ...]", value):
            problem = one(item)
            if problem is not None:
                return problem
        return None

    return check


def _check_one(base: object, marks: tuple[object, ...]) -> Check:
    if typing.get_origin(base) is Literal:
        return _check_choice(typing.get_args(base))
    if typing.get_origin(base) in (typing.Union, types.UnionType):
        return _check_any(tuple(check_of(arg) for arg in typing.get_args(base)))
    if base is Decimal or base is int:
        return _check_number(base, next((m for m in marks if isinstance(m, Within)), Within()))
    pattern = next((m for m in marks if isinstance(m, Pattern)), None)
    if base is str and pattern is not None:
        return _check_pattern(pattern)
    if base is str:
        return check_text
    return _check_type(typing.cast("type", base))


def _check_any(checks: tuple[Check, ...]) -> Check:
    def check(value: object) -> str | None:
        problems = [problem for one in checks if (problem := one(value)) is not None]
        return None if len(problems) < len(checks) else " or ".join(problems)

    return check


def _check_choice(choices: tuple[object, ...]) -> Check:
    known, kinds = frozenset(choices), tuple({type(choice) for choice in choices})
    words = ", ".join(str(choice) for choice in choices)

    def check(value: object) -> str | None:
        if isinstance(value, kinds) and value in known:
            return None
        return f"expected one of {words}; found {shown(value)}"

    return check


def _check_number(base: object, bounds: Within) -> Check:
    words = "a whole number" if base is int else "a decimal number"

    def check(value: object) -> str | None:
        if isinstance(value, bool) or not isinstance(value, typing.cast("type", base)):
            return f"expected {words}, found {shown(value)}"
        number = typing.cast("Decimal", value)
        if not is_sane(number):
            return f"expected {words} of up to {LONGEST_NUMBER} digits, found {shown(value)}"
        if bounds.least is not None and number < bounds.least:
            return f"expected at least {bounds.least}, found {value}"
        if bounds.most is not None and number > bounds.most:
            return f"expected at most {bounds.most}, found {value}"
        return None

    return check


def is_sane(number: Decimal | int) -> bool:
    """Say whether a number is finite and of a size that can mean something.

    Examples:
        >>> is_sane(Decimal("1E+400"))
        False
    """
    if isinstance(number, int):
        return abs(number) < _TOO_LARGE
    _, digits, exponent = number.as_tuple()
    return (
        isinstance(exponent, int)  # a word where the number is infinite or none at all
        and len(digits) <= LONGEST_NUMBER
        and -LONGEST_NUMBER <= exponent <= LONGEST_NUMBER
    )


def _check_pattern(pattern: Pattern) -> Check:
    words = frozenset(pattern.regex.split("|"))
    # A look-up, where the pattern is a list of codes, takes a tenth of a search through all of them.
    matches = (
        words.__contains__ if all(map(str.isalnum, words)) else re.compile(pattern.regex).fullmatch
    )

    def check(value: object) -> str | None:
        if isinstance(value, str) and matches(value):
            return check_text(value)
        return f"expected {pattern.words}; found {shown(value)}"

    return check


def check_text(value: object) -> str | None:
    """Return what is wrong with a value that should be text, or None."""
    if not isinstance(value, str):
        return f"expected text, found {shown(value)}"
    if value.isascii() and value.isprintable():
        return None  # the usual case, decided without a search
    unfit = UNFIT.search(value)
    if unfit is None:
        return None
    return (
        f"expected text, found the control character or half character U+{ord(unfit[0]):04X} in it"
    )


def _check_type(base: type) -> Check:
    words = {dt.date: "a date", bool: "true or false"}.get(base, f"a {base.__name__}")

    def check(value: object) -> str | None:
        if isinstance(value, base) and not isinstance(value, dt.datetime):
            return None
        return f"expected {words}, found {shown(value)}"

    return check
