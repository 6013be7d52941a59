"""Whole partnerships: ids that are unique, references that lead somewhere, a history that can have been."""

import datetime as dt
import typing
from collections.abc import Collection, Iterable, Sequence
from functools import cache

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import RECORD_TYPES, Partnership
from msp_lifecycle.records.marks import ID_PATTERN
from msp_lifecycle.records.record import plan_of
from msp_lifecycle.testing.drawing import within
from msp_lifecycle.testing.filling import World, filled, matching
from msp_lifecycle.testing.histories import moves_drawn
from msp_lifecycle.testing.mending import agreeing_rules
from msp_lifecycle.testing.values import AWKWARD, dates

_ANY = "partners"
"""Where a path that must lead somewhere can always lead."""

_AWKWARD_IDS = tuple(text for text in AWKWARD if text.isascii() and text.isalnum())
_PARTNERS = st.integers(0, 4)
_RECORDS = st.sampled_from((1, 2, 3))
_ONE_OR_TWO = st.sampled_from((range(1), range(2)))
_STYLE = st.sampled_from(("letter", "number", "awkward", "any"))


def partnerships(
    *,
    partners: int | None = None,
    having: Collection[str] = (),
    lifecycle: Lifecycle = STANDARD,
    days: SearchStrategy[dt.date] | None = None,
) -> SearchStrategy[Partnership]:
    """Draw whole partnerships, with a few of their collections filled in each.

    They are legal, and neither good nor bad on purpose: ids are unique, references lead somewhere, the days of a
    record stand in their order, and the moves are such as the lifecycle has.

    Args:
        partners: how many there are; any number up to four, if not given.
        having: collections that shall not be empty, such as `("decisions", "ratings")`.
        lifecycle: whose moves the history follows.
        days: to draw the days from, such as `dates()` with other bounds.

    Raises:
        UnknownName: if there is no such collection.

    Examples:
        >>> from hypothesis import given
        >>> @given(partnerships(partners=2, having=["ratings"]))
        ... def partners_rate(p):
        ...     assert p.ratings[0].partner in {one.id for one in p.partners}
        >>> partners_rate()
    """
    for name in having:
        if name not in RECORD_TYPES:
            raise UnknownName("collection", name, tuple(RECORD_TYPES))
    wanted = Wanted(partners, frozenset(having), lifecycle, dates() if days is None else days)
    return _partnerships(wanted)


@attrs.frozen
class Wanted:
    """What a partnership is asked to be: the arguments of `partnerships`."""

    partners: int | None
    having: frozenset[str]
    lifecycle: Lifecycle
    days: SearchStrategy[dt.date]


@st.composite
def _partnerships(draw: DrawFn, wanted: Wanted) -> Partnership:
    ids = _ids(draw, wanted)
    world = World(ids, wanted.days)
    given: dict[str, object] = {
        name: tuple(
            filled(draw, RECORD_TYPES[name], world, {"id": one}) for one in ids.get(name, ())
        )
        for name in _NUMBERED
    }
    for name in wanted.having.difference(_NUMBERED):
        given[name] = tuple(filled(draw, RECORD_TYPES[name], world, {}) for _ in draw(_ONE_OR_TWO))
    given["decision_rules"] = agreeing_rules(given)
    least = 1 if "moves" in wanted.having else 0
    given["moves"] = moves_drawn(draw, wanted.lifecycle, world, least)
    given["lifecycle"] = wanted.lifecycle.name
    return typing.cast("Partnership", filled(draw, Partnership, world, given))


def _ids(draw: DrawFn, wanted: Wanted) -> dict[str, Sequence[str]]:
    """Draw which collections are filled, and with which ids."""
    number = draw(_PARTNERS) if wanted.partners is None else wanted.partners
    chosen = {*_chosen(draw), *wanted.having} & set(_NUMBERED)
    if number:
        chosen.add("partners")
    elif wanted.partners == 0:
        chosen = {name for name in chosen if "partners" not in _needed(name)}
    names = {one for name in chosen for one in _needed(name)}
    return {
        name: _named(draw, name, max(number, 1) if name == "partners" else draw(_RECORDS))
        for name in _NUMBERED
        if name in names
    }


def _chosen(draw: DrawFn) -> Iterable[str]:
    """Draw collections: one in four of those that others refer to, one in sixteen of the rest."""
    some = int.from_bytes(draw(_BITS), "little") & int.from_bytes(draw(_BITS), "little")
    few = some & int.from_bytes(draw(_BITS), "little") & int.from_bytes(draw(_BITS), "little")
    for index, name in enumerate(_NUMBERED):
        if (some if name in _REFERRED else few) >> index & 1:
            yield name


def _named(draw: DrawFn, collection: str, number: int) -> Sequence[str]:
    style = draw(_STYLE)
    if style == "any":
        return draw(st.lists(matching(ID_PATTERN), min_size=number, max_size=number, unique=True))
    if style == "awkward" and number <= len(_AWKWARD_IDS):
        return _AWKWARD_IDS[:number]
    letter = collection[0] if style == "letter" else ""
    return [f"{letter}{index + 1}" for index in range(number)]


@cache
def _needed(collection: str) -> frozenset[str]:
    """Return the collections that must hold something for a record of this one to be drawn, itself among them."""
    found = {collection}
    for _, target, _, optional in plan_of(RECORD_TYPES[collection]).references:
        if not optional and target != collection:
            found |= _needed(target or _ANY)
    return frozenset(found)


_NUMBERED = tuple(
    name for name, cls in RECORD_TYPES.items() if any(f.name == "id" for f in attrs.fields(cls))
)
"""The collections whose records have ids."""

_REFERRED = frozenset(
    target
    for outer in RECORD_TYPES.values()
    for cls in within(outer)
    for _, target, _, _ in plan_of(cls).references
)
_BITS = st.binary(min_size=len(_NUMBERED) // 8 + 1, max_size=len(_NUMBERED) // 8 + 1)
