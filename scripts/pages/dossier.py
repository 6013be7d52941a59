"""The reference of the dossier format: every record class with its fields, as the reader takes them."""

import re
from collections.abc import Iterator

from msp_lifecycle.formats.shapes import (
    Either,
    Field,
    Leaf,
    Listing,
    Shape,
    Structure,
    structure_of,
)
from msp_lifecycle.records import COLLECTIONS, RECORD_TYPES, TOPIC_OF, Money, Partnership
from msp_lifecycle.records.manual import field_texts, summary
from msp_lifecycle.records.marks import ID_PATTERN
from msp_lifecycle.records.record import plan_of
from pages.markdown import escaped, page, sourced, table

SOURCES = "../explanation/sources.md"
COMMON = ("note", "evidence")
_REFERENCE = re.compile(r"an id of (\w+)")


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the page."""
    yield "reference/dossier.md", _dossier()


def _dossier() -> str:
    free = [name for name in RECORD_TYPES if name not in TOPIC_OF]
    blocks = [_top(), _section("Who there is, and the history", free)]
    blocks += [_section(_title(topic), list(names)) for topic, names in COLLECTIONS.items()]
    return page("The dossier format", _intro(), *blocks, _parts())


def _intro() -> list[str]:
    return [
        "A dossier is a YAML or JSON file; both have the same structure.",
        "Its first key is `msp_lifecycle: 1`, the version of the format.",
        "Below it stand the keys of the partnership itself and one list for each kind of record.",
        "Only `id` and `name` are needed; leave out what you do not know.",
        "",
        "`msp new --full` prints all of this as a file to fill in, and `msp schema` prints it as a JSON Schema for editors.",
        "",
        "Every record may carry two more fields.",
        "`note` is anything a reader should know, and no criterion reads it; `evidence` is a list of links or citations that show the record to be true.",
        "A field in **bold** is needed.",
        "An id of your own has up to 64 letters, digits, `.`, `_` and `-`, and begins with a letter or digit.",
        "A reference is the `id` of another record; a path such as `goals/access` names the list as well.",
        "",
    ]


def _title(topic: str) -> str:
    return f"Topic: {topic}"


def _top() -> list[str]:
    structure = structure_of(Partnership)
    fields = [field for field in structure.fields.values() if field.name not in RECORD_TYPES]
    return ["## The partnership itself", "", *_fields(Partnership, fields)]


def _section(title: str, names: list[str]) -> list[str]:
    lines = [f"## {title}", ""]
    for name in names:
        cls = RECORD_TYPES[name]
        lines += [f"### {name} {{ #{name} }}", "", *_record(cls)]
    return lines


def _record(cls: type) -> list[str]:
    fields = [one for one in structure_of(cls).fields.values() if one.name not in COMMON]
    about = [sourced(summary(cls), SOURCES).replace("\\[", "[").replace("\\]", "]"), *_time(cls)]
    return [*about, "", *_fields(cls, fields)]


def _time(cls: type) -> Iterator[str]:
    plan = plan_of(cls)
    if plan.begins:
        yield f"The record is there from `{plan.begins}` on."
    if "disclosed_to" in structure_of(cls).fields:
        yield "It can be [confidential](../how-to/confidential.md)."


def _fields(cls: type, fields: list[Field]) -> list[str]:
    texts = field_texts(cls)
    rows = [(_name(one), _words(one.shape), _meaning(texts, one)) for one in fields]
    return table(("Field", "What to write", "Meaning"), rows)


def _name(field: Field) -> str:
    return f"**`{field.name}`**" if field.required else f"`{field.name}`"


def _meaning(texts: dict[str, str], field: Field) -> str:
    text = sourced(texts.get(field.name, ""), SOURCES)
    return text + _default(field)


def _default(field: Field) -> str:
    """Return what holds where the field is left out, if that is worth saying."""
    if field.required or field.default in (None, "", (), False) or _structure(field.shape):
        return ""
    return f" `{field.default}` unless you say otherwise."


def _words(shape: Shape) -> str:
    if isinstance(shape, Structure):
        return f"a [{_called(shape.cls)}](#{_anchor(shape.cls)})"
    if isinstance(shape, Listing):
        inner = _structure(shape.item)
        if inner is not None:
            return f"a list of [{_called(inner.cls)}](#{_anchor(inner.cls)})"
        return f"a list of: {_words(shape.item)}"
    if isinstance(shape, Either):
        return f"{_words(shape.word)}, or {_words(shape.listing)}"
    return _leaf(shape)


def _leaf(leaf: Leaf) -> str:
    if leaf.choices:
        return ", ".join(f"`{choice}`" for choice in leaf.choices)
    if leaf.pattern is not None and leaf.pattern.regex == ID_PATTERN:
        return "an id of your own"
    reference = _REFERENCE.fullmatch(leaf.words)
    if reference is not None:
        return f"an id of [{reference[1]}](#{reference[1]})"
    return "text" if leaf.words == "some text" else escaped(leaf.words)


def _structure(shape: Shape) -> Structure | None:
    return shape if isinstance(shape, Structure) else None


def _called(cls: type) -> str:
    """Return the name of a class as words: `RiskShare` is a risk share."""
    words = "".join(f" {char.lower()}" if char.isupper() else char for char in cls.__name__)
    return words.strip()


def _anchor(cls: type) -> str:
    return f"part-{cls.__name__.lower()}"


def _parts() -> list[str]:
    """Return the records that stand inside others."""
    found: dict[type, None] = {}
    waiting = [Partnership, *RECORD_TYPES.values()]
    while waiting:
        for field in structure_of(waiting.pop(0)).fields.values():
            inner = _inside(field.shape)
            if inner is not None and inner not in found and inner not in RECORD_TYPES.values():
                found[inner] = None
                waiting.append(inner)
    lines = ["## Parts of records", "", "These stand inside the records above.", ""]
    for cls in sorted(found, key=lambda one: one.__name__):
        lines += [f"### {_called(cls)} {{ #{_anchor(cls)} }}", "", *_part(cls)]
    return lines


def _part(cls: type) -> list[str]:
    if cls is Money:
        about = "A sum in one currency; different currencies are never added."
        return [about, "", *_fields(cls, list(structure_of(cls).fields.values()))]
    return _record(cls)


def _inside(shape: Shape) -> type | None:
    found = _structure(shape.item if isinstance(shape, Listing) else shape)
    return None if found is None else found.cls
