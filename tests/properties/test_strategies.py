"""What `msp_lifecycle.testing` draws is legal, complete, and as it was asked for."""

from __future__ import annotations

import datetime as dt
import typing

import attrs
import hypothesis
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from msp_lifecycle import testing
from msp_lifecycle.errors import RecordError, UnknownName
from msp_lifecycle.lifecycle import Lifecycle, MoveRule, Phase
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import (
    RECORD_TYPES,
    Commitment,
    Decision,
    DecisionRule,
    Money,
    Move,
    Partner,
    Partnership,
    Rating,
    Record,
    Report,
    ResultsChain,
    reopened,
    validity,
)
from msp_lifecycle.records.checks import check_text
from msp_lifecycle.records.record import plan_of
from msp_lifecycle.testing.filling import World, filler

QUICK = settings(phases=[hypothesis.Phase.generate], database=None)
CLASSES = (*testing.record_classes(), Money)
OWN = Lifecycle(
    name="own",
    title="Talk and do",
    phases=(Phase(name="talk", title="Talk"), Phase(name="do", title="Do")),
    moves=(
        MoveRule(kind="start", to="talk"),
        MoveRule(kind="advance", source="talk", to="do"),
        MoveRule(kind="loop_back", source="do", to="talk"),
        MoveRule(kind="end"),
    ),
)


@given(st.data())
def test_every_field_of_every_class_can_be_filled(data: st.DataObject) -> None:
    """Whatever class is asked for, a record of it comes, with any field of it filled if that is wanted."""
    cls = data.draw(st.sampled_from(CLASSES))
    field = data.draw(st.sampled_from(attrs.fields(cls)))
    value = filler(field.type)(data.draw, World())
    try:
        record = data.draw(testing.records(cls, **{field.name: value}))
    except RecordError:  # a rule of the class, such as the scale of a rating
        assert cls in (DecisionRule, Rating, ResultsChain, Decision)
    else:
        assert type(record) is cls
        assert getattr(record, field.name) == value


@pytest.mark.parametrize("cls", [Report, Partner, Commitment])
def test_every_field_is_drawn(cls: type[Record]) -> None:
    """No field is left empty in every record of a class, however many it has."""
    filled: set[str] = set()

    @settings(max_examples=400, derandomize=True, database=None)
    @given(testing.records(cls))
    def look(record: Record) -> None:
        fields = attrs.fields(cls)
        filled.update(f.name for f in fields if getattr(record, f.name) != f.default)

    look()
    assert filled == set(attrs.fields_dict(cls))


def test_every_class_is_drawn_in_partnerships() -> None:
    """Asked for, every collection is filled with records of its class, and those hold records within."""
    drawn: set[type] = set()

    @settings(max_examples=80, derandomize=True, database=None)
    @given(testing.partnerships(having=RECORD_TYPES))
    def look(p: Partnership) -> None:
        drawn.update(classes_in(p))

    look()
    assert drawn >= set(CLASSES)


def classes_in(value: object) -> typing.Iterator[type]:
    if isinstance(value, tuple):
        for one in value:
            yield from classes_in(one)
    elif attrs.has(type(value)):
        yield type(value)
        for field in attrs.fields(type(value)):
            yield from classes_in(getattr(value, field.name))


def test_single_days_make_their_way() -> None:
    """Overrides are kept, values and strategies alike, and the other days find their place around them."""
    day = dt.date(2020, 5, 1)

    @given(testing.records(Commitment, confirmed=day, partner=st.sampled_from(("a", "b"))))
    def look(one: Commitment) -> None:
        assert one.confirmed == day
        assert one.partner in ("a", "b")
        assert one.pledged is None or one.pledged <= day

    look()


@pytest.mark.parametrize("override", [{"joined": "soon"}, {"id": "not an id"}])
def test_an_override_that_cannot_be(override: dict[str, object]) -> None:
    """An override that the class refuses is an error, not a test that silently draws nothing."""
    with pytest.raises(RecordError):
        find(testing.records(Partner, **override), lambda _: True, settings=QUICK)


@given(st.data(), st.sampled_from(sorted(RECORD_TYPES)), st.integers(0, 5))
def test_partnerships_are_as_they_were_asked_for(
    data: st.DataObject, collection: str, partners: int
) -> None:
    """The number of partners is kept, and the collections wanted hold something where that can be."""
    p = data.draw(testing.partnerships(partners=partners, having=[collection]))
    assert len(p.partners) == partners
    assert getattr(p, collection) or partners == 0


def test_an_unknown_collection() -> None:
    """A slip in the name of a collection is told at once."""
    with pytest.raises(UnknownName):
        testing.partnerships(having=["partner"])


@given(testing.partnerships(days=testing.dates(dt.date(1900, 1, 1), dt.date(1900, 1, 9))))
def test_days_are_drawn_from_where_they_should(p: Partnership) -> None:
    """The bounds of the days hold for every record; only moves go on after their first day."""
    if p.latest:
        assert all(move.on >= dt.date(1900, 1, 1) for move in p.moves)
        assert (p.replaced({"moves": ()}).latest or p.latest).year == 1900


@pytest.mark.parametrize("lifecycle", [STANDARD, OWN], ids=lambda one: one.name)
def test_histories_are_those_of_the_lifecycle(lifecycle: Lifecycle) -> None:
    """Each move is one that the lifecycle has from where the last one led, and all kinds of them are drawn."""
    kinds: set[str] = set()

    @given(testing.histories(lifecycle, decisions=("D-1",)))
    def look(moves: tuple[Move, ...]) -> None:
        assert lifecycle.problems_with(moves) == ()
        assert Partnership(id="p", name="P", moves=[attrs.evolve(m, decision=None) for m in moves])
        kinds.update(move.kind for move in moves)

    look()
    common = {"entered", "start", "advance", "loop_back", "end"}
    assert common <= kinds <= {"entered", *(rule.kind for rule in lifecycle.moves)}


@given(testing.partnerships(lifecycle=OWN))
def test_a_partnership_names_its_lifecycle(p: Partnership) -> None:
    """Its history is one of the lifecycle that it names."""
    assert p.lifecycle == "own"
    assert OWN.problems_with(p.moves) == ()


@given(
    st.sampled_from(testing.TROUBLES).flatmap(
        lambda name: st.tuples(st.just(name), testing.troubled_partnerships(name))
    )
)
def test_trouble_shows(drawn: tuple[testing.Trouble, Partnership]) -> None:
    """Each trouble asked for can be seen in the records, on the latest day, and the whole is legal."""
    trouble, p = drawn
    assert SHOWS[trouble](p, p.latest)
    assert p.evolved() == p


def overdue(p: Partnership, day: dt.date) -> bool:
    return any(one.outstanding and one.due and one.due < day for one in p.commitments)


def silent(p: Partnership, day: dt.date) -> bool:
    named = {
        name
        for field in attrs.fields(Partnership)
        if field.name != "partners"
        for name in partners_named(getattr(p, field.name))
    }
    return any(
        one.active and one.joined and (day - one.joined).days > 365 and one.id not in named
        for one in p.partners
    )


def partners_named(value: object) -> typing.Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from partners_named(one)
    elif isinstance(value, Record):
        plan = plan_of(type(value))
        for name, collection, many, _ in plan.references:
            held = getattr(value, name)
            if collection == "partners" and held is not None:
                yield from held if many and isinstance(held, tuple) else (held,)
        for name in plan.nested:
            yield from partners_named(getattr(value, name))


def broken(p: Partnership, day: dt.date) -> bool:
    unrepaired = any(one.repaired is None and one.on <= day for one in p.breaches)
    return unrepaired and any(one.closed is None for one in p.conflicts)


def lawless(p: Partnership, day: dt.date) -> bool:
    alone = [one for one in p.decisions if one.unilateral_by]
    return not p.decision_rules and any(validity(p, one).status == "invalid" for one in alone)


SHOWS = {
    "one_sided_funding": lambda p, _: len({one.source for one in p.fundings}) == 1,
    "overdue_commitments": overdue,
    "silent_partner": silent,
    "no_rules": lawless,
    "reopened_topics": lambda p, _: p.moves[-1].kind == "loop_back" and reopened(p),
    "broken_trust": broken,
}


def test_all_troubles_are_looked_at() -> None:
    """The test above knows every trouble."""
    assert set(SHOWS) == set(testing.TROUBLES)


@given(testing.texts())
def test_texts_are_legal(text: str) -> None:
    """However awkward, a record may hold it."""
    assert check_text(text) is None


def test_awkward_texts_are_drawn_into_records() -> None:
    """What formats trip over does reach the records."""
    drawn: set[str] = set()

    @settings(max_examples=200, derandomize=True, database=None)
    @given(testing.records(Decision))
    def look(one: Decision) -> None:
        drawn.update((one.question, one.rationale, *one.follow_up))

    look()
    assert len(drawn & set(testing.AWKWARD)) > 10
    assert any(not text.isascii() for text in drawn)


@given(testing.partnerships(), st.data())
def test_days_around_are_those_that_matter(p: Partnership, data: st.DataObject) -> None:
    """Each of the days drawn lies on or next to a day in the records."""
    day = data.draw(testing.days_around(p))
    near = [day + dt.timedelta(n) for n in (-1, 0, 1)]
    assert day.year == 2015 or any(repr(one) in repr(p) for one in near)
