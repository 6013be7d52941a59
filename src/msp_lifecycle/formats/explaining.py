"""What is wrong with plain data that are no partnership: everything, not the first thing.

`structuring` is fast and says no; this walks the same data by the same shapes and says why. It has time.
"""

import contextlib
import datetime as dt
from collections.abc import Iterable
from typing import cast

from msp_lifecycle.errors import RecordError
from msp_lifecycle.formats.leaves import Doubled, Plain, Refused, Unfit, is_null
from msp_lifecycle.formats.shapes import (
    LIST,
    MAPPING,
    Either,
    Field,
    Leaf,
    Listing,
    Shape,
    Structure,
    structure_of,
)
from msp_lifecycle.formats.slips import (
    Path,
    Slip,
    doubled_key,
    missing_key,
    nearest,
    steps,
    unknown_key,
    wrong_value,
)
from msp_lifecycle.records import Partnership, consistency
from msp_lifecycle.records.checks import check_text
from msp_lifecycle.records.record import Record, Value, plan_of

MOST_SLIPS = 1_000
"""Slips after which looking for more stops: nobody reads them, and a hostile file has millions."""


_ADVISED = 100
"""Slips after which names that may have been meant are looked for no more: it takes time."""

_COMMON_CHECKS = (Value.__attrs_post_init__, Record.__attrs_post_init__)
"""What every class checks, field by field and date by date, and the walk below has checked already."""


def slips_in(body: object, cls: type = Partnership) -> list[Slip]:
    """Return all that keeps plain data from being a partnership, the format version left out.

    Args:
        body: the data.
        cls: another record class that they may have to be.

    Examples:
        >>> [slip.message for slip in slips_in({"id": "gcd", "nmae": "Dialogue"})]
        ["unknown key 'nmae'; did you mean 'name'?", "the key 'name' is missing; expected some text"]
    """
    walk = _Walk()
    with contextlib.suppress(_EnoughError):
        walk.mapping(body, structure_of(cls), ())
    return walk.slips


class _EnoughError(Exception):
    """There are more slips than anybody will read."""


class _Unread:
    """Stands for a value that could not be read."""


class _Walk:
    """One walk through the data, which notes every slip and goes on."""

    def __init__(self) -> None:
        self.slips: list[Slip] = []

    def mapping(self, value: object, structure: Structure, path: Path) -> object:
        """Read a mapping; return a stand-in for its record."""
        if not isinstance(value, dict):
            self._wrong(path, MAPPING, value)
            return _stand_in(structure, {}, {})
        data = cast("dict[str, object]", value)
        before = len(self.slips)
        self._keys(data, structure, path)
        fields = [field for key in data if (field := structure.fields.get(key))]
        read = {one.name: self._field(data[one.name], one, (*path, one.name)) for one in fields}
        self._order(structure.cls, read, path)
        if structure.cls is Partnership:
            self._consistency(structure, read, data)
        elif len(self.slips) == before:
            self._make(structure.cls, read, path)
        return _stand_in(structure, read, data)

    def _keys(self, data: dict[str, object], structure: Structure, path: Path) -> None:
        if isinstance(data, Doubled):
            for key, times in data.times.items():
                self._note(doubled_key(path, key, times))
        if not data.keys() <= structure.fields.keys():
            for key in data:
                if key not in structure.fields:
                    names = tuple(structure.fields) if len(self.slips) < _ADVISED else ()
                    self._note(unknown_key(path, key, names))
        for name in structure.required:
            if name not in data:
                self._note(missing_key(path, name, _words(structure.fields[name].shape)))

    def _field(self, value: object, field: Field, path: Path) -> object:
        if field.optional and is_null(value):
            return None
        return self._value(value, field.shape, path)

    def _value(self, value: object, shape: Shape, path: Path) -> object:
        match shape:
            case Leaf():
                return self._leaf(value, shape, path, shape.words)
            case Listing():
                return self._list(value, shape, path)
            case Structure():
                return self.mapping(value, shape, path)
            case Either() if isinstance(value, list):
                return self._list(cast("object", value), shape.listing, path)
            case Either():
                return self._leaf(value, shape.word, path, _words(shape))

    def _list(self, value: object, listing: Listing, path: Path) -> object:
        if not isinstance(value, list):
            return self._wrong(path, LIST, value, _on_nothing(value))
        items = enumerate(cast("list[object]", value))
        read = [self._value(item, listing.item, (*path, index)) for index, item in items]
        return tuple(item for item in read if not isinstance(item, _Unread))

    def _leaf(self, value: object, leaf: Leaf, path: Path, expected: str) -> object:
        try:
            result = leaf.read(value)
        except Unfit:
            return self._wrong(path, expected, value, _on_null(value, leaf))
        if leaf.check(result) is None:
            return result
        unfit = check_text(result) if leaf.sort == "text" else None
        if unfit is not None:
            self._note(Slip(path=path, message=unfit, expected=expected))
            return _Unread()
        return self._wrong(path, expected, value, nearest(str(value), leaf.choices))

    def _wrong(self, path: Path, expected: str, value: object, advice: str = "") -> object:
        if not isinstance(value, Refused):
            self._note(wrong_value(path, expected, value, advice))
        return _Unread()

    def _order(self, cls: type, read: dict[str, object], path: Path) -> None:
        for earlier, later in plan_of(cls).order:
            first, second = read.get(earlier), read.get(later)
            if isinstance(first, dt.date) and isinstance(second, dt.date) and second < first:
                message = f"{second} lies before {earlier} ({first})"
                self._note(Slip(path=(*path, later), message=message, found=str(second)))

    def _make(self, cls: type[Value], read: dict[str, object], path: Path) -> None:
        """Make the record, if its class has something to say about it as a whole."""
        if cls.__attrs_post_init__ in _COMMON_CHECKS:
            return
        try:
            cls(**read)
        except RecordError as error:
            self._note(Slip(path=(*path, error.field), message=error.problem))

    def _consistency(
        self, structure: Structure, read: dict[str, object], data: dict[str, object]
    ) -> None:
        """Look for contradictions between what could be read.

        Not while a collection could not be read as one: its ids would be missed everywhere. And without the history,
        if one of its moves could not be read: what follows from the others would be guesswork.
        """
        top = [
            structure.fields.get(str(slip.path[0])) for slip in self.slips if len(slip.path) == 1
        ]
        if any(field is None or _is_collection(field.shape) for field in top):
            return
        if any(slip.path[0] == "moves" for slip in self.slips if slip.path):
            read = {**read, "moves": ()}
        partnership = cast("Partnership", _stand_in(structure, read, data))
        self._note_all(consistency.problems(partnership))

    def _note_all(self, problems: Iterable[tuple[str, str]]) -> None:
        for path, sentence in problems:
            self._note(Slip(path=steps(path), message=sentence, kind="consistency"))

    def _note(self, slip: Slip) -> None:
        self.slips.append(slip)
        if len(self.slips) >= MOST_SLIPS:
            raise _EnoughError


def _stand_in(structure: Structure, read: dict[str, object], data: dict[str, object]) -> object:
    """Make a record without its checks, so that what refers to it, and it to others, can still be checked."""
    record: object = object.__new__(structure.cls)
    for field in structure.fields.values():
        value = read.get(field.name, field.default)
        if isinstance(value, _Unread):
            value = field.default
        if field.name == "id" and not isinstance(value, str):
            value = data["id"] if isinstance(data.get("id"), str) else object()
        object.__setattr__(record, field.name, value)
    return record


def _is_collection(shape: Shape) -> bool:
    return (
        isinstance(shape, Listing)
        and isinstance(shape.item, Structure)
        and "id" in shape.item.fields
    )


def _words(shape: Shape) -> str:
    match shape:
        case Structure():
            return MAPPING
        case Listing():
            return LIST
        case Either():
            return f"{shape.word.words}, or {LIST}"
        case Leaf():
            return shape.words


def _on_nothing(value: object) -> str:
    return "; leave the key out, or write []" if is_null(value) else ""


def _on_null(value: object, leaf: Leaf) -> str:
    """Say what to do about a null that may have been meant as text."""
    if type(value) is Plain and is_null(value) and leaf.sort == "text":
        return "; put it in quotes if that is the text" if value else '; write "" for no text'
    return ""
