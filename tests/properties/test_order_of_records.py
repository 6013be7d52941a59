"""The order in which records are written down means nothing, but for the moves."""

from __future__ import annotations

from collections import Counter

import attrs
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.records import RECORD_TYPES, Partnership, reopened, validity
from msp_lifecycle.testing import days_around, partnerships

PARTNERSHIPS = partnerships(having=["decisions", "decision_rules", "ratings", "talks"])


def shuffled(data: st.DataObject, p: Partnership) -> Partnership:
    names = [name for name in RECORD_TYPES if name != "moves" and len(getattr(p, name)) > 1]
    return p.evolved(**{n: data.draw(st.permutations(getattr(p, n)), label=n) for n in names})


def content(p: Partnership) -> dict[str, object]:
    """Return all fields of a partnership, the collections among them without an order."""
    fields = {field.name: getattr(p, field.name) for field in attrs.fields(Partnership)}
    return {n: Counter(v) if n in RECORD_TYPES and n != "moves" else v for n, v in fields.items()}


@given(st.data(), PARTNERSHIPS)
def test_as_of(data: st.DataObject, p: Partnership) -> None:
    """Looking back finds the same records."""
    day = data.draw(days_around(p))
    assert content(shuffled(data, p).as_of(day)) == content(p.as_of(day))


@given(st.data(), PARTNERSHIPS)
def test_seen_by(data: st.DataObject, p: Partnership) -> None:
    """Everybody sees the same records."""
    viewer = data.draw(st.sampled_from(("lead", "public", p.partners[0].id)))
    assert content(shuffled(data, p).seen_by(viewer)) == content(p.seen_by(viewer))


@given(st.data(), PARTNERSHIPS)
def test_what_is_derived(data: st.DataObject, p: Partnership) -> None:
    """Position, latest day, what stands reopened and every decision's validity are the same."""
    other = shuffled(data, p)
    assert (other.position, other.latest, reopened(other)) == (p.position, p.latest, reopened(p))
    for decision in p.decisions:
        assert validity(other, decision).status == validity(p, decision).status
