"""Records that contradict each other are refused together, and the error names both places."""

from __future__ import annotations

import datetime as dt
import typing
from typing import Any

import attrs
import pytest

from msp_lifecycle.errors import ConsistencyError
from msp_lifecycle.records import (
    RECORD_TYPES,
    Body,
    DecisionRule,
    Goal,
    Move,
    Organisation,
    Partner,
    Partnership,
    Seat,
    Voter,
)
from msp_lifecycle.records.checks import shape, unwrap
from msp_lifecycle.records.record import plan_of

DAY = dt.date(2021, 5, 1)


@attrs.frozen
class Place:
    """A field that refers: in which collection, within which fields of its records, to what."""

    collection: str
    inner: tuple[str, ...]
    field: str
    to: str
    many: bool

    @property
    def path(self) -> str:
        nested = "".join(f".{name}[0]" for name in self.inner)
        return f"{self.collection}[0]{nested}.{self.field}"


def places(collection: str, cls: type, inner: tuple[str, ...] = ()) -> typing.Iterator[Place]:
    for name, target, many, _ in plan_of(cls).references:
        yield Place(collection, inner, name, target, many)
    for name in plan_of(cls).nested:
        yield from places(collection, within(cls, name), (*inner, name))


def within(cls: type, name: str) -> type:
    """Return the class of the records in a field of another."""
    return shape(unwrap(getattr(attrs.fields(cls), name).type)[0])[2]


PLACES = [place for name, cls in RECORD_TYPES.items() for place in places(name, cls)]


def record_with(make: Any, cls: type, inner: tuple[str, ...], field: str, value: object) -> Any:
    if not inner:
        return make(cls, **{field: value})
    nested = record_with(make, within(cls, inner[0]), inner[1:], field, value)
    return make(cls, **{inner[0]: (nested,)})


def problems_of(**fields: object) -> list[tuple[str, str]]:
    with pytest.raises(ConsistencyError) as caught:
        Partnership(id="p", name="P", **fields)
    assert all(path in str(caught.value) for path, _ in caught.value.problems)
    return list(caught.value.problems)


@pytest.mark.parametrize("place", PLACES, ids=[place.path for place in PLACES])
def test_a_reference_leads_somewhere(place: Place, make: Any) -> None:
    """An id that no record has is refused, whichever field holds it, and both places are named."""
    target = "nowhere" if place.to else "goals/nowhere"
    value = (target,) if place.many else target
    cls = RECORD_TYPES[place.collection]
    record = record_with(make, cls, place.inner, place.field, value)
    found = problems_of(**{place.collection: [record]})
    sentences = [sentence for path, sentence in found if path == place.path]
    assert len(sentences) == 1
    assert target in sentences[0]
    assert f"in {place.to or 'goals'}" in sentences[0]


def test_many_places_refer() -> None:
    """The test above looks at direct, nested and deeply nested fields, at paths and at lists."""
    paths = {place.path for place in PLACES}
    assert len(paths) == len(PLACES) > 90
    assert {
        "partners[0].organisation",
        "decisions[0].ballots[0].partner",
        "problem_statements[0].parts[0].affected",
        "endorsements[0].of",
        "ratings[0].disclosed_to",
        "moves[0].decision",
    } <= paths


@pytest.mark.parametrize("path", ["goal", "goals/", "/g", "", "no_such/g", "moves/0", "id/p"])
def test_a_path_reads_collection_and_id(path: str, make: Any) -> None:
    """A path that names no collection, or nothing in it, is refused."""
    decision = make(RECORD_TYPES["decisions"], about=[path])
    [(where, sentence)] = problems_of(decisions=[decision], goals=[Goal(id="g", text="Goal")])
    assert where == "decisions[0].about"
    assert repr(path) in sentence


def test_the_host_is_on_the_books() -> None:
    """A partnership's own references are looked at as well."""
    assert problems_of(host="nobody")[0][0] == "host"


@pytest.mark.parametrize(
    "collection",
    [name for name, cls in RECORD_TYPES.items() if "id" in attrs.fields_dict(cls)],
)
def test_ids_are_unique_within_a_collection(collection: str, make: Any) -> None:
    """Two records of one collection with one id are refused, and both are named."""
    record = make(RECORD_TYPES[collection], id="twin")
    found = problems_of(**{collection: [record, make(type(record), id="other"), record]})
    assert (f"{collection}[2]", f"has the same id as {collection}[0]: 'twin'") in found


def test_one_id_may_stand_in_two_collections() -> None:
    """An organisation and its membership usually share their id."""
    organisations, partners = (
        [Organisation(id="itu", name="ITU")],
        [Partner(id="itu", organisation="itu")],
    )
    assert Partnership(id="itu", name="P", organisations=organisations, partners=partners)


def test_all_contradictions_are_named() -> None:
    """Not only the first contradiction is reported."""
    partners = [Partner(id=name, organisation="nobody", contact="nobody") for name in ("a", "a")]
    assert len(problems_of(partners=partners, host="nobody")) == 6


def started(day: dt.date = DAY) -> Move:
    return Move(kind="start", on=day, to="initiation")


IMPOSSIBLE = [
    ([Move(kind="advance", on=DAY, to="design")], "moves[0]", "start of its history"),
    ([started(), started()], "moves[1]", "moves[0]"),
    ([started(), Move(kind="resume", on=DAY)], "moves[1]", "moves[0]"),
    ([started(), Move(kind="advance", on=DAY)], "moves[1]", "needs the phase"),
    ([started(), Move(kind="pause", on=DAY, to="design")], "moves[1]", "leads to no phase"),
    ([started(), Move(kind="end", on=DAY), Move(kind="pause", on=DAY)], "moves[2]", "moves[1]"),
    ([started(), Move(kind="pause", on=DAY - dt.timedelta(1))], "moves[1].on", "moves[0]"),
]


@pytest.mark.parametrize(("moves", "where", "words"), IMPOSSIBLE)
def test_a_history_can_have_been(moves: list[Move], where: str, words: str) -> None:
    """A move that cannot follow, or lies before the one it follows, is refused with both named."""
    [(path, sentence)] = problems_of(moves=moves)
    assert path == where
    assert words in sentence


def test_evolved_checks_again() -> None:
    """A change that breaks a reference is refused."""
    p = Partnership(id="p", name="P", organisations=[Organisation(id="o", name="O")], host="o")
    with pytest.raises(ConsistencyError, match="host"):
        p.evolved(organisations=[])


# --- votes --------------------------------------------------------------------------------------

LATER = dt.date(2022, 1, 1)


def votes_of(*voters: Voter, seats: tuple[Seat, ...] = (), status: str = "active") -> Any:
    """Put together a rule of a body, among two partners the second of whom has a status."""
    fields = {
        "organisations": [Organisation(id=name, name=name) for name in "ab"],
        "partners": [
            Partner(id="a", organisation="a"),
            Partner(id="b", organisation="b", status=status),
        ],
        "bodies": [Body(id="board", name="Board", kind="governing_board", members=seats)],
        "decision_rules": [DecisionRule(id="R", body="board", electorate=voters)],
    }
    try:
        Partnership(id="p", name="P", **fields)
    except ConsistencyError as error:
        return list(error.problems)
    return []


def test_a_partner_has_one_vote_at_a_time() -> None:
    """A second vote at the same time is refused; one after the other is a change of weight."""
    ((path, sentence),) = votes_of(Voter(partner="a"), Voter(partner="b"), Voter(partner="a"))
    assert path == "decision_rules[0].electorate[2]"
    assert "decision_rules[0].electorate[0]" in sentence
    assert votes_of(Voter(partner="a", until=DAY), Voter(partner="a", since=LATER)) == []
    assert votes_of(Voter(partner="a", until=DAY), Voter(partner="a", since=DAY)) == []
    assert votes_of(Voter(partner="a", until=LATER), Voter(partner="a", since=DAY))


def test_an_observer_has_no_vote() -> None:
    """A vote of a mere observer is refused, and the membership is named."""
    ((path, sentence),) = votes_of(Voter(partner="a"), Voter(partner="b"), status="observer")
    assert path == "decision_rules[0].electorate[1]"
    assert "partners[1]" in sentence
    assert votes_of(Voter(partner="b"), status="invited") == []


SEATS = [
    ("voting", (Seat(partner="b", kind="voting"),), False),
    ("of no known kind", (Seat(partner="b"),), False),
    ("without a vote", (Seat(partner="a"), Seat(partner="b", kind="non_voting")), True),
    ("looking on", (Seat(partner="a"), Seat(partner="b", kind="observer")), True),
    ("of another", (Seat(partner="a", kind="non_voting"),), False),
    ("both", (Seat(partner="b", kind="observer"), Seat(partner="b", kind="voting")), False),
    (
        "a vote later",
        (Seat(partner="b", kind="observer"), Seat(partner="b", kind="voting", since=LATER)),
        True,
    ),
    ("before the vote", (Seat(partner="b", kind="observer", until=DAY),), False),
    ("into the vote", (Seat(partner="b", kind="observer", until=LATER),), True),
]


@pytest.mark.parametrize(("seats", "refused"), [c[1:] for c in SEATS], ids=[c[0] for c in SEATS])
def test_a_seat_without_a_vote_has_none(seats: tuple[Seat, ...], refused: bool) -> None:
    """A vote is refused to whom the body that decides seats without one on a day of it; the seat is named."""
    found = votes_of(Voter(partner="b", since=DAY), seats=seats)
    assert bool(found) is refused
    if refused:
        ((path, sentence),) = found
        silent = [i for i, one in enumerate(seats) if one.kind in ("non_voting", "observer")]
        assert path == "decision_rules[0].electorate[0]"
        assert f"bodies[0].members[{silent[0]}]" in sentence
