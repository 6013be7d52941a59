"""The full starter dossier: every record class, every field, each with its comment, made from the classes."""

import datetime as dt
import textwrap
import typing
from collections.abc import Iterator
from decimal import Decimal

import attrs

from msp_lifecycle.records import Partnership
from msp_lifecycle.records.checks import shape, unwrap
from msp_lifecycle.records.manual import field_texts, summary
from msp_lifecycle.records.marks import RefersTo
from msp_lifecycle.records.partnership import RECORD_TYPES
from msp_lifecycle.records.record import Value

HEAD = """\
# Every record that a dossier can hold, each field with a comment.
# Take the '# ' away from what you need and fill it in; delete the rest. Ids are yours;
# dates are YYYY-MM-DD; leave out what you do not know. Every record can also have a
# note (anything a reader should know) and evidence (a list of links or citations).
msp_lifecycle: 1            # version of the format; always the first line

id: my-partnership
name: My partnership
"""
COLUMN = 44
WIDTH = 96


def full() -> str:
    """Return a dossier that can be read as it stands, with everything else in comments."""
    lines = [HEAD]
    texts = field_texts(Partnership)
    for field in attrs.fields(Partnership):
        if field.name not in ("id", "name") and field.name not in RECORD_TYPES:
            lines += _entry(field.name, field.type, texts.get(field.name, ""), "", own_line=True)
    for name, cls in RECORD_TYPES.items():
        said = textwrap.wrap(summary(cls), WIDTH - 2)
        lines += ["", *(f"# {line}" for line in said), f"# {name}:", *_record(cls, "  - ")]
    return "\n".join(lines) + "\n"


def _record(cls: type, lead: str) -> Iterator[str]:
    texts = field_texts(cls)
    for field in attrs.fields(typing.cast("type[attrs.AttrsInstance]", cls)):
        if field.name not in ("note", "evidence"):
            yield from _entry(field.name, field.type, texts.get(field.name, ""), lead)
            lead = " " * len(lead)


def _entry(
    name: str, annotation: object, text: str, lead: str, *, own_line: bool = False
) -> Iterator[str]:
    base, marks = unwrap(annotation)
    _, many, inner = shape(base)
    kind, more = unwrap(inner)
    nested = _nested(kind)
    if nested is not None:
        yield _line(f"{lead}{name}:", text)
        yield from _record(nested, " " * len(lead) + ("  - " if many else "  "))
        return
    value = "<id>" if name == "id" else _value(kind, (*marks, *more))
    choices = ", ".join(map(str, typing.get_args(kind))) if _is_choice(kind) else ""
    said = f"{text} One of: {choices}." if choices else text
    yield _line(f"{lead}{name}: {f'[{value}]' if many else value}", said)


def _nested(kind: object) -> type[Value] | None:
    return kind if isinstance(kind, type) and issubclass(kind, Value) else None


def _line(code: str, text: str) -> str:
    """Return a line of the dossier in a comment, with what it means beside and below it."""
    meant = textwrap.wrap(text, WIDTH - COLUMN, break_on_hyphens=False)
    beside = f"  # {meant.pop(0)}" if meant and len(code) <= COLUMN - 2 else ""
    first = f"# {code.ljust(COLUMN - 2)}{beside}" if beside else f"# {code}"
    return "\n".join([first, *(f"#{' ' * (COLUMN + 1)}# {line}" for line in meant)])


def _is_choice(kind: object) -> bool:
    return typing.get_origin(kind) is typing.Literal


def _value(kind: object, marks: tuple[object, ...]) -> str:
    reference = next((mark for mark in marks if isinstance(mark, RefersTo)), None)
    if reference is not None:
        return f"<id in {reference.collection}>" if reference.collection else "<collection/id>"
    if _is_choice(kind):
        return str(typing.get_args(kind)[0])
    if typing.get_origin(kind) is not None:
        return "all"
    return _VALUES.get(typing.cast("type", kind), "<text>")


_VALUES: dict[type, str] = {dt.date: "YYYY-MM-DD", bool: "true", int: "1", Decimal: "1"}
