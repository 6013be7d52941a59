"""A partnership as mappings and lists, each value still of its own type, ready to be written."""

import datetime as dt
from decimal import Decimal
from typing import TypeAlias, cast

from msp_lifecycle.formats.migrations import CURRENT
from msp_lifecycle.formats.shapes import VERSION_KEY, Structure, structure_of
from msp_lifecycle.records import Partnership

Single: TypeAlias = str | bool | int | Decimal | dt.date
Written: TypeAlias = Single | list["Written"] | dict[str, "Written"]
Mapping: TypeAlias = dict[str, Written]
JsonValue: TypeAlias = str | bool | int | list["JsonValue"] | dict[str, "JsonValue"]


def unstructured(partnership: Partnership) -> Mapping:
    """Return what a dossier says: the format version, then everything that is not as it would be anyway."""
    return {VERSION_KEY: CURRENT, **_record(partnership)}


def _record(record: object) -> dict[str, Written]:
    structure: Structure = structure_of(type(record))
    written: dict[str, Written] = {}
    for name, field in structure.fields.items():
        value: object = getattr(record, name)
        if field.required or value != field.default:
            written[name] = _value(value)
    return written


def _value(value: object) -> Written:
    if isinstance(value, tuple):
        return [_value(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, str | bool | int | Decimal | dt.date):
        return value
    return _record(value)


def jsonable(value: Written) -> JsonValue:
    """Return the same with texts for dates and decimal numbers.

    A decimal number is a text in JSON because too many programs read JSON numbers as floats and lose digits.
    """
    if isinstance(value, dict):
        return {key: jsonable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [jsonable(one) for one in value]
    return str(value) if isinstance(value, Decimal | dt.date) else value
