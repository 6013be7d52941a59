"""How long it takes to read a dossier, beside what cattrs itself takes for the same classes.

The dossier has 1,000 partners and 5,000 commitments. "cattrs itself" is `json.loads` and a plain `cattrs` converter
with no checks of its own; what the record classes check when they are made, both pay for.
"""

import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal

import cattrs
from measuring import best_of, show

from msp_lifecycle.formats import dumps, from_mapping, loads, rewritten
from msp_lifecycle.records import Disclosure, Partnership

PARTNERS, COMMITMENTS = 1_000, 5_000


def mapping(partners: int, commitments: int) -> dict[str, object]:
    return {
        "msp_lifecycle": 1,
        "id": "big",
        "name": "Big",
        "organisations": [
            {"id": f"o{i}", "name": f"Organisation {i}", "sector": "business", "country": "NO"}
            for i in range(partners)
        ],
        "partners": [
            {"id": f"p{i}", "organisation": f"o{i}", "joined": "2020-01-02", "basis": "voluntary"}
            for i in range(partners)
        ],
        "commitments": [
            {
                "id": f"c{i}",
                "partner": f"p{i % partners}",
                "text": f"Map the networks of region {i} and report on them",
                "resource": "money",
                "money": {"amount": f"{i}.50", "currency": "EUR"},
                "due": "2022-01-01",
                "pledged": "2020-05-01",
            }
            for i in range(commitments)
        ],
    }


def plain_cattrs() -> Callable[[str], Partnership]:
    converter = cattrs.Converter(detailed_validation=False, forbid_extra_keys=True)
    converter.register_structure_hook(dt.date, lambda value, _: dt.date.fromisoformat(value))
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    converter.register_structure_hook(
        Disclosure, lambda value, _: value if isinstance(value, str) else tuple(value)
    )

    def read(text: str) -> Partnership:
        data = json.loads(text)
        del data["msp_lifecycle"]
        return converter.structure(data, Partnership)

    return read


def main() -> None:
    text = json.dumps(mapping(PARTNERS, COMMITMENTS))
    theirs = plain_cattrs()
    big = loads(text, format="json")
    assert theirs(text) == big
    contestants = {
        "cattrs itself": lambda: lambda: theirs(text),
        "loads": lambda: lambda: loads(text, format="json"),
        "dumps": lambda: lambda: dumps(big, format="json"),
    }
    taken = best_of(contestants, rounds=7, steps=1)
    print(f"JSON, {PARTNERS:,} partners and {COMMITMENTS:,} commitments, {len(text) / 1e6:.1f} MB")
    for name, seconds in taken.items():
        show(name, seconds * 1e3, "ms")
    show("loads, in times of cattrs itself", taken["loads"] / taken["cattrs itself"], "times", 2)

    small = from_mapping(mapping(100, 500))
    yaml = dumps(small, format="yaml")
    changed = small.evolved(name="Bigger")
    contestants = {
        "loads": lambda: lambda: loads(yaml, format="yaml"),
        "dumps": lambda: lambda: dumps(small, format="yaml"),
        "rewritten, with one field changed": lambda: (
            lambda: rewritten(yaml, changed, format="yaml")
        ),
    }
    print(f"YAML, 100 partners and 500 commitments, {len(yaml) / 1e6:.2f} MB")
    for name, seconds in best_of(contestants, rounds=3, steps=1).items():
        show(name, seconds * 1e3, "ms")


if __name__ == "__main__":
    main()
