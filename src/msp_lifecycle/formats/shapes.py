"""What a dossier may hold at each place: the shape of every record class, compiled once from its annotations.

Reading, explaining what is wrong, writing and the JSON Schema all follow these shapes, so that they agree.
"""

import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

import attrs

from msp_lifecycle.formats import leaves
from msp_lifecycle.records.checks import Check, check_of, shape, unwrap
from msp_lifecycle.records.marks import Pattern, RefersTo, Within
from msp_lifecycle.records.record import Value

VERSION_KEY = "msp_lifecycle"
"""The key that says that a file is a dossier, and in which version of the format."""

Read: TypeAlias = Callable[[object], object]
Sort = Literal["text", "choice", "flag", "whole", "decimal", "day"]

MAPPING = "a mapping of keys to values"
LIST = "a list"


@attrs.frozen
class Leaf:
    """A single value.

    Attributes:
        sort: of value.
        words: what is expected, for a message.
        read: turns what a file holds into a value, or raises `Unfit`.
        check: what is wrong with a value that has been read, if anything.
        choices: the texts that it may be, where they are given.
        pattern: that the text must match, if any.
        bounds: of the number.
    """

    sort: Sort
    words: str
    read: Read = attrs.field(repr=False)
    check: Check = attrs.field(repr=False)
    choices: tuple[str, ...] = ()
    pattern: Pattern | None = None
    bounds: Within = attrs.field(factory=Within)


@attrs.frozen
class Listing:
    """A list of one kind of thing."""

    item: "Shape"


@attrs.frozen
class Either:
    """A word, or a list in its place."""

    word: Leaf
    listing: Listing


@attrs.frozen(eq=False)
class Structure:
    """A mapping that stands for one record.

    Attributes:
        cls: of the record.
        fields: by name, in the order in which they are written.
        required: names of those that must be there.
    """

    cls: type[Value]
    fields: "Mapping[str, Field]" = attrs.field(repr=False)
    required: tuple[str, ...] = attrs.field(repr=False)


Shape: TypeAlias = Leaf | Listing | Either | Structure


@attrs.frozen
class Field:
    """One field of a record.

    Attributes:
        name: its key in a dossier.
        shape: of its value.
        optional: whether it may be null.
        required: whether it must be there.
        default: its value where it is not there.
    """

    name: str
    shape: Shape
    optional: bool
    required: bool
    default: object = None


def structure_of(cls: type) -> Structure:
    """Return the shape of a record class.

    Examples:
        >>> from msp_lifecycle.records import Money
        >>> list(structure_of(Money).fields)
        ['amount', 'currency']
    """
    known = _STRUCTURES.get(cls)
    if known is None:
        known = _STRUCTURES[cls] = _compiled(cls)
    return known


_STRUCTURES: dict[type, Structure] = {}


def _compiled(cls: type) -> Structure:
    fields: tuple[typing.Any, ...] = attrs.fields(cls)
    # What every record may have is written last: nobody wants to read a note before the name.
    ordered = sorted(fields, key=lambda field: bool(field.inherited))
    shapes = {str(field.name): _field(field) for field in ordered}
    required = tuple(name for name, field in shapes.items() if field.required)
    return Structure(cls, MappingProxyType(shapes), required)


def _field(field: "attrs.Attribute[object]") -> Field:
    optional = shape(unwrap(field.type)[0])[0]
    required = field.default is attrs.NOTHING
    factory = getattr(field.default, "factory", None)
    default = factory() if callable(factory) else None if required else field.default
    return Field(field.name, shape_of(field.type), optional, required, default)


def shape_of(annotation: object) -> Shape:
    """Return the shape of what an annotation describes, null aside."""
    base, marks = unwrap(annotation)
    _, many, inner = shape(base)
    if many:
        return Listing(shape_of(inner))
    inner, more = unwrap(inner)
    if isinstance(inner, type) and attrs.has(inner):
        return structure_of(inner)
    if typing.get_origin(inner) in (typing.Union, types.UnionType):
        return _either(typing.get_args(inner))
    return _leaf(inner, (*marks, *more), check_of(annotation))


def _either(args: tuple[object, ...]) -> Either:
    shapes = [shape_of(arg) for arg in args]
    (word,) = (one for one in shapes if isinstance(one, Leaf))
    (listing,) = (one for one in shapes if isinstance(one, Listing))
    return Either(word, listing)


def _leaf(base: object, marks: tuple[object, ...], check: Check) -> Leaf:
    if typing.get_origin(base) is Literal:
        choices: tuple[str, ...] = typing.get_args(base)
        return Leaf("choice", _listed(choices), leaves.read_text, check, choices=choices)
    if base is str:
        pattern = next((mark for mark in marks if isinstance(mark, Pattern)), None)
        words = _text_words(pattern, marks)
        return Leaf("text", words, leaves.read_text, check, pattern=pattern)
    bounds = next((mark for mark in marks if isinstance(mark, Within)), Within())
    sort = _SORTS[typing.cast("type", base)]
    words = _WORDS[sort] + _bound_words(bounds)
    return Leaf(sort, words, _READ[sort], check, bounds=bounds)


def _listed(choices: tuple[str, ...]) -> str:
    words = ", ".join(choices)
    return words if len(choices) == 1 else f"one of {words}"


def _text_words(pattern: Pattern | None, marks: tuple[object, ...]) -> str:
    if pattern is not None:
        return pattern.words
    refers = next((mark for mark in marks if isinstance(mark, RefersTo)), None)
    if refers is None:
        return "text"
    return f"an id of {refers.collection}" if refers.collection else "a path such as goals/access"


def _bound_words(bounds: Within) -> str:
    if bounds.least is not None and bounds.most is not None:
        return f" from {bounds.least} to {bounds.most}"
    if bounds.least is not None:
        return f" of at least {bounds.least}"
    return "" if bounds.most is None else f" of at most {bounds.most}"


_SORTS: dict[type, Sort] = {bool: "flag", int: "whole", Decimal: "decimal", dt.date: "day"}
_WORDS: dict[Sort, str] = {
    "flag": "true or false",
    "whole": "a whole number",
    "decimal": "a decimal number",
    "day": "a date as YYYY-MM-DD",
}
_READ: dict[Sort, Read] = {
    "flag": leaves.read_flag,
    "whole": leaves.read_whole,
    "decimal": leaves.read_decimal,
    "day": leaves.read_day,
}
