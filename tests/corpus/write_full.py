"""Writes `full.yaml` and `full.json`: one record of every kind, with every field filled in.

Run it while version 1 of the format is still being made. Once a release has written it, version 1 is fixed: from then
on a field may be added here, but none that is in the files may be changed or taken away.
"""

from __future__ import annotations

import datetime as dt
import pathlib
from decimal import Decimal

from msp_lifecycle.formats import dump
from msp_lifecycle.formats.shapes import Either, Leaf, Listing, Shape, Structure, structure_of
from msp_lifecycle.records import RECORD_TYPES, Move, Partnership

FOLDER = pathlib.Path(__file__).parent / "v1"
DAY = dt.date(2021, 3, 1)
PATTERNED = {
    "some text": "Some text",
    "a language tag such as en or pt-BR": "pt-BR",
    "a lifecycle's name in lower case": "standard",
    "a phase name in lower case": "design",
    "a criterion's code such as C1.2 or X-7": "C1.2",
    "an ISO 3166 country code of two letters such as NO": "NO",
    "an ISO 4217 currency code such as EUR": "EUR",
    "up to 64 letters, digits, '.', '_' and '-', starting with a letter or digit": "a",
}


def value(name: str, shape: Shape) -> object:
    match shape:
        case Structure():
            return made(shape.cls)
        case Listing():
            return (value(name, shape.item),)
        case Either():
            return value(name, shape.listing)
        case Leaf(sort="text"):
            return text(name, shape)
        case Leaf(sort="choice"):
            return shape.choices[0]
        case Leaf(sort="decimal"):
            return Decimal("0.50") if shape.bounds.most == 1 else Decimal("1.50")
        case Leaf():
            return {"flag": True, "whole": 3, "day": DAY}[shape.sort]


def text(name: str, leaf: Leaf) -> str:
    if leaf.words == "a path such as goals/access":
        return "goals/a"
    if leaf.words.startswith("an id of ") or name == "id":
        return "a"
    if leaf.pattern is not None:
        return PATTERNED[leaf.words]
    return "a" if name == "leads_to" else f"Text of {name}: with a colon, and\na second line"


def made(cls: type) -> object:
    return cls(**{name: value(name, one.shape) for name, one in structure_of(cls).fields.items()})


def main() -> None:
    fields = structure_of(Partnership).fields.items()
    rest = {name: value(name, one.shape) for name, one in fields if name not in RECORD_TYPES}
    records = {name: (made(cls),) for name, cls in RECORD_TYPES.items() if name != "moves"}
    start = {**vars_of(made(Move)), "kind": "start"}
    full = Partnership(**rest, **records, moves=(Move(**start),))
    dump(full, FOLDER / "full.yaml")
    dump(full, FOLDER / "full.json")


def vars_of(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in structure_of(type(record)).fields}


if __name__ == "__main__":
    main()
