"""Who may see what."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.records import (
    Decision,
    Interest,
    Organisation,
    Partner,
    Partnership,
    Rating,
    Response,
    Talk,
)
from msp_lifecycle.testing import record_classes

DAY = dt.date(2020, 1, 1)
LEAD = Partner(id="lead-partner", organisation="o-lead", lead=True)
NAMES = ("lead-partner", "a", "b")
VIEWERS = ("keeper", "lead", "public", *NAMES)


def seen(**records: object) -> set[str]:
    """Return the viewers who see anything of one confidential record."""
    [(name, record)] = records.items()
    p = Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id=name, name=name) for name in ("o-lead", "a", "b", "c")],
        partners=[LEAD, *(Partner(id=name, organisation=name) for name in "ab")],
        **{name: [record]},
    )
    return {viewer for viewer in VIEWERS if getattr(p.seen_by(viewer), name)}


SCOPES = [
    ("all", set(VIEWERS)),
    ("lead", {"keeper", "lead", "lead-partner", "a"}),
    ("none", {"keeper"}),
    ((), {"keeper", "a"}),
    (("b",), {"keeper", "a", "b"}),
    (("lead-partner",), {"keeper", "a", "lead-partner"}),
]


@pytest.mark.parametrize(("scope", "viewers"), SCOPES)
def test_scopes(scope: object, viewers: set[str]) -> None:
    """The scope says who sees a record; whose it is sees it as well, unless only the keeper may."""
    assert seen(interests=Interest(id="i", partner="a", kind="aim", disclosed_to=scope)) == viewers


def test_who_held_a_talk_sees_it() -> None:
    """A talk is known to those who had it: the partner that held it, and the one it was held with."""
    talk = Talk(id="t", organisation="b", held_by="a", disclosed_to=())
    assert seen(talks=talk) == {"keeper", "a", "b"}


def test_being_rated_is_not_being_told() -> None:
    """Who is rated does not see the rating; who gave it does, where the scope is not `none`."""
    rating = {"id": "r", "item": "trust", "partner": "a", "about": "b", "value": 2, "on": DAY}
    assert seen(ratings=Rating(**rating, disclosed_to=())) == {"keeper", "a"}
    assert seen(ratings=Rating(**rating)) == {"keeper"}


def test_secret_unless_it_says_otherwise() -> None:
    """What can be confidential is, unless its record says otherwise."""
    fields = {cls: attrs.fields_dict(cls).get("disclosed_to") for cls in record_classes()}
    defaults = {cls: field.default for cls, field in fields.items() if field is not None}
    assert defaults == {Interest: "lead", Talk: "lead", Rating: "none", Response: "none"}


def test_what_refers_to_a_secret_does_not_give_it_away() -> None:
    """Not even the id of a record that one may not see is left."""
    p = Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id="a", name="a")],
        partners=[Partner(id="a", organisation="a")],
        interests=[Interest(id="secret", partner="a", kind="red_line")],
        decisions=[Decision(id="d", question="?", on=DAY, about=["interests/secret"])],
    )
    assert p.seen_by("a").decisions[0].about == ("interests/secret",)
    assert p.seen_by("public").decisions[0].about == ()


@pytest.mark.parametrize("viewer", ["", "nobody", "Lead", "o-lead", "all", "none"])
def test_a_viewer_is_known(viewer: str) -> None:
    """A viewer is one of the three kinds or the id of a partner, never of an organisation."""
    p = Partnership(
        id="p", name="P", organisations=[Organisation(id="o-lead", name="L")], partners=[LEAD]
    )
    with pytest.raises(UnknownName) as caught:
        p.seen_by(viewer)
    assert caught.value.known == ("keeper", "lead", "public", "lead-partner")
