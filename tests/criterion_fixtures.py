"""The fixtures of the criteria, `tests/dossiers/<CODE>/*.yaml`, as several test files read them.

Each opens with the day to judge it on and the status that its criterion must give:

    # on: 2024-06-01
    # status: met
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import attrs
from hypothesis import strategies as st

import msp_lifecycle as msp
from msp_lifecycle import testing
from msp_lifecycle.criterion import Case, find
from msp_lifecycle.engine.move_criteria import MOVE_CRITERIA
from msp_lifecycle.records import RECORD_TYPES, Record
from msp_lifecycle.records.record import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
ALL = (*msp.CRITERIA, *MOVE_CRITERIA)
EMPTY = msp.Partnership(id="empty", name="Empty")
ON = dt.date(2024, 6, 1)

_HEADER = re.compile(r"# on: (\S+)\n# status: (\S+)\n# (\S.*[.])\n")


class Fixture(NamedTuple):
    """One little partnership, and what its criterion must say of it."""

    code: str
    name: str
    path: Path
    on: dt.date
    status: msp.Status
    because: str

    def __str__(self) -> str:
        return f"{self.code}/{self.name}"

    @property
    def criterion(self) -> msp.Criterion:
        return find(msp.CRITERIA, self.code)

    def partnership(self) -> msp.Partnership:
        return _loaded(self.path)

    def case(self, profile: msp.Profile = msp.STANDARD_PROFILE) -> Case:
        return Case(self.partnership().as_of(self.on), self.on, profile)


@cache
def _loaded(path: Path) -> msp.Partnership:
    return msp.load(path)


@cache
def fixtures() -> tuple[Fixture, ...]:
    """Return every fixture there is."""
    return tuple(_fixture(path) for path in sorted((HERE / "dossiers").glob("*/*.yaml")))


def _fixture(path: Path) -> Fixture:
    header = _HEADER.match(path.read_text(encoding="utf-8"))
    assert header, f"{path} does not open with its day, its status and the reason in one sentence"
    on, status, because = header.groups()
    day = dt.date.fromisoformat(on)
    return Fixture(path.parent.name, path.stem, path, day, msp.Status(status), because)


def fixtures_of(code: str) -> list[Fixture]:
    """Return the fixtures of one criterion."""
    return [one for one in fixtures() if one.code == code]


def merged(*partnerships: msp.Partnership, word: type[str] = str) -> msp.Partnership:
    """Return one partnership with the records of several, each under an id of its own, and the history of the first.

    Args:
        partnerships: to put together.
        word: what ids are made of.
    """
    changes: dict[str, object] = {
        name: tuple(
            _renamed(record, lambda old, number=number: word(f"{old}-{number}"))
            for number, one in enumerate(partnerships)
            for record in getattr(one, name)
        )
        for name in RECORD_TYPES
        if name not in ("moves", "waivers")
    }
    first = partnerships[0]
    changes["moves"] = tuple(_renamed(move, lambda old: word(f"{old}-0")) for move in first.moves)
    changes["host"] = first.host and word(f"{first.host}-0")
    return first.evolved(**changes)


def _renamed(record: Record, new: Callable[[str], str], *, inner: bool = False) -> Record:
    """Return a record with another id, and with every id that it refers to changed alike."""
    plan = plan_of(type(record))
    changes: dict[str, object] = {}
    if not inner and hasattr(record, "id"):
        changes["id"] = new(record.id)
    for name, _, many, _ in plan.references:
        value = getattr(record, name)
        if isinstance(value, tuple):
            changes[name] = tuple(map(new, value))
        elif value is not None and not many:
            changes[name] = new(value)
    for name in plan.nested:
        value = getattr(record, name)
        if isinstance(value, tuple):
            changes[name] = tuple(_renamed(one, new, inner=True) for one in value)
        elif value is not None:
            changes[name] = _renamed(value, new, inner=True)
    return attrs.evolve(record, **changes) if changes else record


@st.composite
def on_a_day(draw: st.DrawFn) -> tuple[msp.Partnership, dt.date]:
    """Draw a partnership and a day to judge it on; some are put together of fixtures, and judged on a day of theirs."""
    if draw(st.booleans()):
        chosen = draw(st.lists(st.sampled_from(fixtures()), min_size=1, max_size=8))
        return merged(*(one.partnership() for one in chosen)), chosen[0].on
    partnership = draw(testing.partnerships() | testing.troubled_partnerships())
    return partnership, draw(testing.days_around(partnership))
