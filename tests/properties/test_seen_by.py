"""Nothing confidential leaks: what a viewer may not see is nowhere in what the viewer gets."""

from __future__ import annotations

import datetime as dt
import pickle
import re
import typing

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.records import RECORD_TYPES, Decision, Endorsement, Partnership, Record
from msp_lifecycle.records.checks import unwrap
from msp_lifecycle.records.disclosure import VIEWERS
from msp_lifecycle.records.marks import RefersTo
from msp_lifecycle.testing import days_around, partnerships, record_classes, texts

CONFIDENTIAL = [name for name, cls in RECORD_TYPES.items() if hasattr(cls, "disclosed_to")]
PARTNERSHIPS = partnerships(having=CONFIDENTIAL)
MARKER = re.compile("SECRET[0-9]{4}X")
DAY = dt.date(2020, 1, 1)


def test_all_confidential_records_are_looked_at() -> None:
    """Who may see a record is said on records of a collection, never on one within another."""
    found = {cls for cls in record_classes() if hasattr(cls, "disclosed_to")}
    assert found == {RECORD_TYPES[name] for name in CONFIDENTIAL}
    assert len(CONFIDENTIAL) >= 3


@attrs.frozen
class Secret:
    """A confidential record, and the marker that stands in every text of it."""

    record: Record
    marker: str


def marked(p: Partnership) -> tuple[Partnership, list[Secret]]:
    """Add marked copies of all confidential records, and refer to each of them from elsewhere."""
    secrets: list[Secret] = []
    changes: dict[str, tuple[Record, ...]] = {}
    about: list[str] = []
    for name in CONFIDENTIAL:
        for record in getattr(p, name):
            marker = f"SECRET{len(secrets):04}X"
            secrets.append(Secret(with_marker(record, marker), marker))
            changes[name] = (*changes.get(name, getattr(p, name)), secrets[-1].record)
            about.append(f"{name}/{marker}")
    spoken_of = Decision(id="spoken-of", question="Who knows?", on=DAY, about=about)
    who = p.partners[0].id
    endorsed = [Endorsement(id=f"of-{n}", partner=who, of=path) for n, path in enumerate(about)]
    decisions, endorsements = (*p.decisions, spoken_of), (*p.endorsements, *endorsed)
    return p.evolved(**changes, decisions=decisions, endorsements=endorsements), secrets


def with_marker(record: Record, marker: str) -> Record:
    """Return a record with a marker in every field that holds a text of its own."""
    marked: dict[str, object] = {}
    for field in attrs.fields(type(record)):
        base, marks = unwrap(field.type)
        refers = any(isinstance(mark, RefersTo) for mark in marks)
        if base is str and not refers:
            marked[field.name] = marker
        elif base == tuple[str, ...]:
            marked[field.name] = (marker,)
    return attrs.evolve(record, **marked)


def may_see(p: Partnership, record: Record, viewer: str) -> bool:
    """Say who may see what, written down here once more."""
    scope = record.disclosed_to
    partner = next((one for one in p.partners if one.id == viewer), None)
    if viewer == "keeper" or scope == "all":
        return True
    if viewer == "public" or scope == "none":
        return False
    held = {getattr(record, name, None) for name in ("partner", "held_by")}
    if partner and (
        viewer in held or getattr(record, "organisation", None) == partner.organisation
    ):
        return True
    return (
        (viewer == "lead" or bool(partner and partner.lead)) if scope == "lead" else viewer in scope
    )


def written(p: Partnership) -> typing.Iterator[str]:
    """Yield every way in which a partnership might be written out."""
    yield repr(p)
    yield str(attrs.asdict(p))
    yield pickle.dumps(p, protocol=0).decode("latin-1")


@given(PARTNERSHIPS)
def test_no_marker_leaks(p: Partnership) -> None:
    """Each viewer finds the texts of exactly those confidential records that it may see."""
    whole, secrets = marked(p)
    for viewer in (*VIEWERS, *(partner.id for partner in p.partners)):
        seen = {one.marker for one in secrets if may_see(whole, one.record, viewer)}
        for text in written(whole.seen_by(viewer)):
            assert set(MARKER.findall(text)) == seen, viewer


@given(PARTNERSHIPS)
def test_consistent(p: Partnership) -> None:
    """What a viewer sees could be put together anew: nothing refers to what was left out."""
    whole, _ = marked(p)
    for viewer in (*VIEWERS, whole.partners[0].id):
        view = whole.seen_by(viewer)
        fields = {field.name: getattr(view, field.name) for field in attrs.fields(Partnership)}
        assert Partnership(**fields) == view


@given(PARTNERSHIPS)
def test_idempotent(p: Partnership) -> None:
    """Leaving out what was left out changes nothing."""
    for viewer in (*VIEWERS, p.partners[0].id):
        assert p.seen_by(viewer).seen_by(viewer) == p.seen_by(viewer)


@given(PARTNERSHIPS)
def test_what_is_open_stays(p: Partnership) -> None:
    """The keeper gets the very same partnership, and everybody all records that are not confidential."""
    assert p.seen_by("keeper") is p
    view = p.seen_by("public")
    refers = {"endorsements", "decisions"}  # these may speak of what is confidential
    for name in set(RECORD_TYPES) - set(CONFIDENTIAL) - refers:
        assert getattr(view, name) == getattr(p, name)


@given(st.data(), PARTNERSHIPS)
def test_looking_back_shows_no_more(data: st.DataObject, p: Partnership) -> None:
    """Whatever was seen of an earlier day is among what is seen of today, for everybody who was there."""
    then = p.as_of(data.draw(days_around(p)))
    for viewer in ("lead", "public", *(partner.id for partner in then.partners)):
        for name in CONFIDENTIAL:
            before = {one.id for one in getattr(then.seen_by(viewer), name)}
            assert before <= {one.id for one in getattr(p.seen_by(viewer), name)}


@given(PARTNERSHIPS, texts())
def test_strangers_see_nothing(p: Partnership, stranger: str) -> None:
    """Whoever is no partner is refused, with the viewers there are."""
    if stranger not in {*VIEWERS, *(one.id for one in p.partners)}:
        with pytest.raises(UnknownName) as caught:
            p.seen_by(stranger)
        assert set(caught.value.known) == {*VIEWERS, *(one.id for one in p.partners)}
