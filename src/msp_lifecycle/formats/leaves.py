"""How single values are read: the text, numbers, dates and choices at the ends of a dossier.

Strict on purpose: nothing is turned into something else. Two rules need saying.

- An unquoted scalar of YAML is a `Plain`, and means what its place expects: `NO` is Norway where a country is
  expected, and `1.10` is the text "1.10" where text is. Only `null`, `~` and nothing at all are never text.
- A decimal number may be a number or a text, since programs that read JSON numbers as floats lose digits. It never
  passes through a float here.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

import attrs

from msp_lifecycle.records.checks import LONGEST_NUMBER, is_sane, shown

LONGEST_LITERAL = LONGEST_NUMBER + 20
"""Characters of a number that are looked at: all its digits, sign, point and exponent fit in."""

NUMBER = r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?"
"""How a decimal number is written, in JSON, in YAML and in texts."""

_NUMBER = re.compile(NUMBER)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]*)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Unfit(ValueError):
    """A value is not of the kind that its place expects."""


class Plain(str):
    """An unquoted scalar of YAML, which means what its place expects."""

    __slots__ = ()


class Doubled(dict[str, object]):
    """A mapping in which a key stands more than once; it holds the last value of each.

    Attributes:
        times: how often each key that stands more than once does.
    """

    __slots__ = ("times",)

    def __init__(self, values: dict[str, object], times: dict[str, int]) -> None:
        super().__init__(values)
        self.times = times


@attrs.frozen
class NoNumber:
    """Something written where a number may stand that is none we take: `NaN`, or one of 10,000 digits.

    Attributes:
        words: what it is, for a message.
    """

    words: str


class Refused:
    """Stands in for what was refused before it was read, such as an alias, and has been reported."""


def mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Put a mapping together, and remember which keys stand more than once."""
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    times: dict[str, int] = {}
    for key, _ in pairs:
        times[key] = times.get(key, 0) + 1
    return Doubled(values, {key: count for key, count in times.items() if count > 1})


def number(literal: str) -> Decimal | NoNumber:
    """Read a number exactly, unless it is of a size that means nothing."""
    if len(literal) > LONGEST_LITERAL:
        return NoNumber(f"a number of {len(literal):,} characters")
    try:
        value = Decimal(literal)
    except InvalidOperation:  # an exponent beyond all measure
        return NoNumber(f"the number {literal}")
    return value if is_sane(value) else NoNumber(f"the number {literal}")


def whole_number(literal: str) -> int | NoNumber:
    """Read a number of JSON that has neither point nor exponent."""
    if len(literal) > LONGEST_NUMBER:
        return NoNumber(f"a number of {len(literal):,} digits")
    return int(literal)


def is_null(value: object) -> bool:
    """Say whether a value is null, or written so in YAML."""
    return value is None or (type(value) is Plain and value in _NULLS)


def read_text(value: object) -> str:
    """Read a text."""
    if type(value) is str:
        return value
    if isinstance(value, str) and not is_null(value):
        return str(value)
    raise Unfit


def read_flag(value: object) -> bool:
    """Read `true` or `false`; nothing else is a truth, not even `True` or `yes`."""
    if value is True or value is False:
        return value
    if type(value) is Plain and value in ("true", "false"):
        return value == "true"
    raise Unfit


def read_whole(value: object) -> int:
    """Read a whole number; `5.0` is none."""
    if type(value) is int:
        return value
    if type(value) is Plain and len(value) <= LONGEST_NUMBER and _WHOLE.fullmatch(value):
        return int(value)
    raise Unfit


def read_decimal(value: object) -> Decimal:
    """Read a decimal number, be it written as a number or as a text."""
    if isinstance(value, str):
        if _NUMBER.fullmatch(value) and isinstance(exact := number(value), Decimal):
            return exact
    elif type(value) is int or type(value) is Decimal:
        return Decimal(value)
    raise Unfit


def read_day(value: object) -> dt.date:
    """Read a day as YYYY-MM-DD; the other forms of ISO 8601 are refused."""
    if isinstance(value, str) and len(value) == 10 and value[4] == "-" and value[7] == "-":
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise Unfit from None
    raise Unfit


def found(value: object) -> str:
    """Say in a word or two what stands there.

    Examples:
        >>> found({"id": "itu"}), found(None), found("2020-02-30")
        ('a mapping', 'null', "'2020-02-30'")
    """
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, NoNumber):
        return value.words
    if isinstance(value, float):
        return f"the float {value!r}, which may have lost digits (parse JSON with parse_float=Decimal, or give a text)"
    if type(value) is Plain:
        return shown(str(value)).strip("'\"") or "nothing"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return shown(value)
