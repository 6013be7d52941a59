"""The JSON Schema of a dossier, made from the record classes, so that editors complete and check while one writes.

It says of a JSON dossier what the reader says, except what a schema cannot know: whether references lead somewhere,
whether dates are in order, what a record says as a whole, the bounds of a number that is written as a text, how many
digits a number has, that `5.0` is no whole number here, and that half a character is no text.

Editors check a YAML dossier against it as well, and there it is stricter than the reader: `name: 2024` without quotes
is a number to an editor and the text "2024" to us. What we write has quotes wherever the schema wants them.
"""

import re
from typing import TypeAlias, cast

from msp_lifecycle.formats.docstrings import attributes, summary
from msp_lifecycle.formats.leaves import NUMBER
from msp_lifecycle.formats.migrations import CURRENT
from msp_lifecycle.formats.shapes import (
    VERSION_KEY,
    Either,
    Field,
    Leaf,
    Listing,
    Shape,
    Structure,
    structure_of,
)
from msp_lifecycle.records import Partnership

Schema: TypeAlias = dict[str, object]

_TEXT = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]*$"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WORDS = re.compile(r"\w+(\|\w+)+")


def json_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a dossier.

    Examples:
        >>> json_schema()["required"]
        ['msp_lifecycle', 'id', 'name']
    """
    definitions: Schema = {"text": {"type": "string", "pattern": _TEXT}}
    structure = structure_of(Partnership)
    properties = {
        name: _field(field, structure, definitions) for name, field in structure.fields.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:msp-lifecycle:dossier:{CURRENT}",
        "title": "Dossier of a partnership",
        "description": summary(Partnership),
        "type": "object",
        "properties": {VERSION_KEY: _version(), **properties},
        "required": [VERSION_KEY, *structure.required],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _version() -> Schema:
    return {"description": "version of the format.", "type": "integer", "const": CURRENT}


def _define(structure: Structure, definitions: Schema) -> Schema:
    """Return a reference to the definition of a record class, which is added if it is not there yet."""
    name = structure.cls.__name__
    if name not in definitions:
        definition: Schema = {
            "title": name,
            "description": summary(structure.cls),
            "type": "object",
        }
        definitions[name] = definition
        fields = structure.fields.items()
        definition["properties"] = {key: _field(one, structure, definitions) for key, one in fields}
        definition["required"] = list(structure.required)
        definition["additionalProperties"] = False
    return {"$ref": f"#/$defs/{name}"}


def _field(field: Field, structure: Structure, definitions: Schema) -> Schema:
    schema = _shape(field.shape, definitions)
    if field.optional:
        schema = _or_null(schema)
    if isinstance(field.default, str | bool | int) and field.default != "":
        schema["default"] = field.default
    return {"description": _description(field, structure), **schema}


def _description(field: Field, structure: Structure) -> str:
    """Return what the record says about a field, or else what the records in it say about themselves."""
    inner = field.shape.item if isinstance(field.shape, Listing) else field.shape
    other = summary(inner.cls) if isinstance(inner, Structure) else ""
    return attributes(structure.cls).get(field.name, other)


def _or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return {**schema, "enum": [*cast("list[str]", schema["enum"]), None]}
    if isinstance(schema.get("type"), str) and "$ref" not in schema:
        return {**schema, "type": [schema["type"], "null"]}
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*cast("list[str]", schema["type"]), "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _shape(shape: Shape, definitions: Schema) -> Schema:
    match shape:
        case Leaf():
            return _leaf(shape)
        case Listing():
            return {"type": "array", "items": _shape(shape.item, definitions)}
        case Either():
            return {"anyOf": [_leaf(shape.word), _shape(shape.listing, definitions)]}
        case Structure():
            return _define(shape, definitions)


def _leaf(leaf: Leaf) -> Schema:
    match leaf.sort:
        case "text":
            return _text(leaf)
        case "choice":
            return {"enum": list(leaf.choices)}
        case "flag":
            return {"type": "boolean"}
        case "whole":
            return {"type": "integer", **_bounds(leaf)}
        case "decimal":
            number = (
                NUMBER
                if leaf.bounds.least is None or leaf.bounds.least < 0
                else NUMBER.removeprefix("-?")
            )
            return {"type": ["number", "string"], "pattern": _whole(number), **_bounds(leaf)}
        case "day":
            return {"type": "string", "format": "date", "pattern": _whole(_DAY)}


def _text(leaf: Leaf) -> Schema:
    if leaf.pattern is None:
        return {"$ref": "#/$defs/text"}
    regex = leaf.pattern.regex
    if _WORDS.fullmatch(regex):
        return {"enum": regex.split("|")}
    return {"$ref": "#/$defs/text", "pattern": _whole(regex)}


def _whole(regex: str) -> str:
    r"""Bind an expression to the whole of a text; in Python `$` alone would let a newline follow."""
    return rf"^(?:{regex})(?!\n)$"


def _bounds(leaf: Leaf) -> Schema:
    named = {"minimum": leaf.bounds.least, "maximum": leaf.bounds.most}
    return {name: bound for name, bound in named.items() if bound is not None}
