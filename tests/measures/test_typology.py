"""The kind of a partnership as distances to ideal types: what laws they keep, and what comes out for real ones."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import msp_lifecycle as msp
from msp_lifecycle import testing
from msp_lifecycle.measures.typology import (
    DIMENSIONS,
    IDEAL_TYPES,
    ORDERED,
    IdealType,
    Kind,
    gap_between,
)
from msp_lifecycle.records import Organisation, Partner, Typology

EXAMPLES = Path(__file__).parents[2] / "examples"
EACH = pytest.mark.parametrize("ideal", IDEAL_TYPES, ids=lambda one: one.name)


@EACH
def test_an_ideal_type_is_nearest_to_itself(ideal: IdealType) -> None:
    """At no distance, and in every one of its dimensions."""
    first = msp.nearness(Kind(values=ideal.values))[0]
    assert first.type is ideal
    assert (first.distance, first.unknown) == (0, ())
    assert first.agrees == tuple(ideal.values)


@EACH
def test_an_ideal_type_speaks_of_dimensions_that_there_are(ideal: IdealType) -> None:
    """And of values that a record can have."""
    typology = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in ideal.values.items()
        if name != "size"
    }
    assert ideal.values.keys() <= set(DIMENSIONS)
    assert Typology(**typology)


@given(testing.partnerships())
def test_a_distance_is_between_nothing_and_one(partnership: msp.Partnership) -> None:
    """Each type is there once, and its dimensions are all accounted for."""
    found = msp.nearness(msp.kind_of(partnership))
    assert {one.type.name for one in found} == {one.name for one in IDEAL_TYPES}
    for one in found:
        named = [*one.agrees, *one.differs, *one.unknown]
        assert sorted(named) == sorted(one.type.values)
        if one.distance is None:
            assert one.compared == 0
        else:
            assert 0 <= one.distance <= 1
            assert (one.distance == 0) == (not one.differs)


@given(st.data())
def test_a_gap_is_the_same_from_both_ends(data: st.DataObject) -> None:
    """Nothing to itself, and never more than one."""
    name = data.draw(st.sampled_from(sorted(ORDERED)))
    one, other = (data.draw(st.sampled_from(ORDERED[name])) for _ in range(2))
    gap = gap_between(name, one, other)
    assert gap == gap_between(name, other, one)
    assert 0 <= gap <= 1
    assert (gap == 0) == (one == other)


def test_saying_more_never_hides_what_was_said() -> None:
    """A dimension that becomes known is compared; the others stay as they were."""
    less = Kind(values={"ambition": "project", "size": "few", "formality": "formal"})
    more = Kind(values={**less.values, "contention": "high"})
    before = {one.type.name: one for one in msp.nearness(less)}
    for one in msp.nearness(more):
        was = before[one.type.name]
        assert set(was.agrees) <= set(one.agrees)
        assert was.differs.items() <= one.differs.items()


def test_the_size_is_counted() -> None:
    """Few up to four, many from fifteen on; observers do not count."""
    for count, size in ((1, "few"), (4, "few"), (5, "some"), (14, "some"), (15, "many")):
        names = [f"p{number}" for number in range(count)]
        partnership = msp.Partnership(
            id="p",
            name="P",
            organisations=[Organisation(id=one, name=one) for one in (*names, "o")],
            partners=[
                *(Partner(id=one, organisation=one) for one in names),
                Partner(id="o", organisation="o", status="observer"),
            ],
        )
        assert msp.kind_of(partnership).values["size"] == size


NEAREST = [
    ("paperless_committee", "project", Fraction(0)),
    ("unicef_ikea", "project", Fraction(1, 8)),
    ("unaids", "global_strategic", Fraction(1, 6)),
    ("global_compact", "global_strategic", Fraction(5, 18)),
    ("world_commission_on_dams", "negotiation", Fraction(0)),
    ("connectivity", "learning_and_advocacy", Fraction(2, 9)),
]


@pytest.mark.parametrize(("name", "ideal", "distance"), NEAREST, ids=[one[0] for one in NEAREST])
def test_what_a_real_one_is_nearest_to(name: str, ideal: str, distance: Fraction) -> None:
    """As one would say who has read of it."""
    first = msp.nearness(msp.kind_of(msp.load(EXAMPLES / f"{name}.yaml")))[0]
    assert (first.type.name, first.distance) == (ideal, distance)
