"""The words that a field's annotation can use to speak of time, reference and bounds."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

import attrs

# Marks have no equality and no text of their own: nobody compares or shows one, yet attrs would write each out with
# its annotation in search of a `ClassVar`, which took a twentieth of the import.


@attrs.frozen(eq=False, repr=False)
class Begins:
    """The record is there from this date on, and not before; without a date it was always there."""


@attrs.frozen(eq=False, repr=False)
class Happens:
    """Something that may yet happen to the record; before this date it has not.

    Attributes:
        clears: fields that came with it and are emptied together with the date.
    """

    clears: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class RefersTo:
    """The value is the id of a record.

    Attributes:
        collection: where the record stands; empty means that the value is a path such as `goals/access`.
    """

    collection: str = ""


@attrs.frozen(eq=False, repr=False)
class Limits:
    """An empty value would mean everybody, so the record goes when all that stands here has gone or is yet to come."""


@attrs.frozen(eq=False, repr=False)
class NotBefore:
    """This date may not lie before the date in the field named."""

    field: str


@attrs.frozen(eq=False, repr=False)
class Pattern:
    """The text must match this regular expression, described in words.

    The expression goes into the JSON Schema, so it keeps to what Python and JavaScript read alike.
    """

    regex: str
    words: str


@attrs.frozen(eq=False, repr=False)
class Within:
    """The number lies between these bounds, both included."""

    least: int | None = None
    most: int | None = None


ID_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

Text = Annotated[str, Pattern(r"\s*\S[\s\S]*", "some text")]
Id = Annotated[
    str,
    Pattern(
        ID_PATTERN, "up to 64 letters, digits, '.', '_' and '-', starting with a letter or digit"
    ),
]
Began = Annotated[dt.date | None, Begins()]
On = Annotated[dt.date, Begins()]
Day = Annotated[dt.date | None, Happens()]
Days = Annotated[tuple[dt.date, ...], Happens()]
Share = Annotated[Decimal, Within(0, 1)]
Count = Annotated[int, Within(0)]
Amount = Annotated[Decimal, Within(0)]
