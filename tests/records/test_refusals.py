"""A value that can never be true is refused when the record is made, with the class and the field named."""

from __future__ import annotations

import datetime as dt
import types
import typing
from decimal import Decimal
from typing import Annotated, Any, Literal

import attrs
import pytest

from msp_lifecycle.errors import RecordError
from msp_lifecycle.records import (
    Ballot,
    ChainNode,
    Commitment,
    Decision,
    DecisionRule,
    Interest,
    Money,
    Partner,
    Partnership,
    Rating,
    Record,
    ResultsChain,
    Span,
)
from msp_lifecycle.records.checks import LONGEST_NUMBER
from msp_lifecycle.records.disclosure import VIEWERS
from msp_lifecycle.records.identity import Country, Language
from msp_lifecycle.records.marks import Begins, Happens, Id, NotBefore, Pattern, Text, Within
from msp_lifecycle.records.money import Currency
from msp_lifecycle.records.moves import CriterionCode, PhaseName
from msp_lifecycle.records.partners import PartnerId
from msp_lifecycle.testing import record_classes

CLASSES = (*record_classes(), Money, Partnership)
FIELDS = [(cls, field) for cls in CLASSES for field in attrs.fields(cls)]
NAMES = [f"{cls.__name__}.{field.name}" for cls, field in FIELDS]

UNFIT_TEXTS = ("\ud800", "a\udfffb", "a\x00b", "\x1b[31m", "\ufffe")
WRONG: dict[object, tuple[object, ...]] = {
    dt.date: (dt.datetime(2020, 1, 1), "2020-01-01", 20200101, True),  # noqa: DTZ001
    bool: (0, 1, "yes", "true"),
    int: (True, 1.0, "1", Decimal(1), 10 ** (LONGEST_NUMBER + 1)),
    Decimal: (True, 1.5, "many", b"1", "NaN", "sNaN", "-Infinity", "1E+1000", "0." + "1" * 99),
    str: (1, True, b"text", ["a"], *UNFIT_TEXTS),
}
NOT_MATCHING = {
    Id: ("", "-a", "a b", "a/b", "é", "a\n", "a" * 65),
    PartnerId: ("", "a b", *VIEWERS),
    Text: ("", "  ", "\n\t", "\N{NO-BREAK SPACE}"),
    Country: ("", "XX", "no", "NOR"),
    Currency: ("", "XYZ", "eur", "EURO"),
    Language: ("", "English", "EN", "en-"),
    PhaseName: ("", "Design", "2nd", "further development"),
    CriterionCode: ("", "a1", "A1.", "A 1"),
}
PATTERNS = {typing.get_args(kind)[1]: wrong for kind, wrong in NOT_MATCHING.items()}
PATTERNS[typing.get_args(attrs.fields(Partnership).lifecycle.type)[1]] = ("", "Standard", "a-b")


def leaves(annotation: Any, marks: tuple[object, ...] = ()) -> typing.Iterator[Any]:
    """Yield what may stand in a field, with the marks that bear on it."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        yield from leaves(args[0], (*marks, *args[1:]))
    elif origin is tuple:
        yield from leaves(args[0], marks)
    elif origin in (typing.Union, types.UnionType):
        for arg in args:
            yield from leaves(arg, marks)
    elif annotation is not type(None):
        yield annotation, marks


def wrong_for(kind: Any, marks: tuple[object, ...]) -> list[object]:
    """Return what can never stand where a value of a kind is asked for."""
    if typing.get_origin(kind) is Literal:
        return ["no such word", 1, True, b""]
    if attrs.has(kind):
        return [{}, "text", 1]
    wrong = list(WRONG[kind])
    for mark in marks:
        if isinstance(mark, Pattern):
            wrong += PATTERNS[mark]
        if isinstance(mark, Within) and mark.least is not None:
            wrong += [mark.least - 1]
        if isinstance(mark, Within) and mark.most is not None:
            wrong += [mark.most + 1]
    return wrong


def wrong_in(annotation: Any) -> list[object]:
    """Return values that a field can never hold."""
    found = list(leaves(annotation))
    if len(found) > 1:  # a word or a list of ids: who may see a record
        return ["nobody", None, 1, [1], [None], b"", ["\ud800"]]
    wrong = wrong_for(*found[0])
    if "tuple" in str(annotation):
        return [None, "text", 1, b"a", {"a": 1}, *([one] for one in wrong), [None]]
    return wrong if type(None) in typing.get_args(_bare(annotation)) else [None, *wrong]


def _bare(annotation: Any) -> Any:
    """Take the marks off an annotation."""
    return annotation.__origin__ if typing.get_origin(annotation) is Annotated else annotation


def refused(error: RecordError, cls: type, field: str) -> bool:
    return (error.record, error.field) == (cls.__name__, field) and f"{field}:" in str(error)


@pytest.mark.parametrize(("cls", "field"), FIELDS, ids=NAMES)
def test_wrong_values(cls: type, field: attrs.Attribute, make: Any) -> None:
    """A field refuses values of another kind, out of bounds, or that no text may hold."""
    for value in wrong_in(field.type):
        with pytest.raises(RecordError) as caught:
            make(cls, **{field.name: value})
        assert refused(caught.value, cls, field.name), (value, str(caught.value))


def ordered(cls: type[Record]) -> typing.Iterator[tuple[str, str]]:
    """Yield the pairs of days of which the first may not lie after the second, as the annotations say."""
    marks = {
        field.name: [mark for _, marks in leaves(field.type) for mark in marks]
        for field in attrs.fields(cls)
        if "tuple" not in str(field.type)
    }
    for name, said in marks.items():
        yield from ((mark.field, name) for mark in said if isinstance(mark, NotBefore))
        if any(isinstance(mark, Begins) for mark in said):
            for other, more in marks.items():
                if any(isinstance(mark, Happens) for mark in more):
                    yield name, other


ORDERED = [(cls, *pair) for cls in record_classes() for pair in ordered(cls)]


@pytest.mark.parametrize(
    ("cls", "earlier", "later"),
    ORDERED,
    ids=[f"{cls.__name__}.{one}-{two}" for cls, one, two in ORDERED],
)
def test_nothing_happens_before_it_begins(cls: type, earlier: str, later: str, make: Any) -> None:
    """A day before the one that it must follow is refused; the same day is not."""
    day = dt.date(2021, 5, 1)
    make(cls, **{earlier: day, later: day})
    with pytest.raises(RecordError) as caught:
        make(cls, **{earlier: day, later: day - dt.timedelta(1)})
    assert refused(caught.value, cls, later)
    assert earlier in str(caught.value)


def test_the_order_of_days_is_found() -> None:
    """The test above looks at what it should."""
    assert (Partner, "suspended", "reinstated") in ORDERED
    assert (Commitment, "pledged", "fulfilled") in ORDERED
    assert (Span, "first", "last") in ORDERED


@pytest.mark.parametrize("text", ["12", "12.50", "1e3", 7])
def test_numbers_may_come_as_texts_and_whole_numbers(text: str | int) -> None:
    """A decimal may be given as a text or a whole number, never as a float."""
    assert Money(amount=text, currency="EUR").amount == Decimal(text)


def test_lists_become_tuples() -> None:
    """Any list, set or generator of members is kept as a tuple."""
    partner = Partner(id="a", organisation="a", represents=(name for name in ["x", "y"]))
    assert partner.represents == ("x", "y")


def test_who_may_see_is_a_word_or_a_list(make: Any) -> None:
    """A list of partners is kept as a tuple, a word as a word."""
    assert make(Interest, disclosed_to=["a", "b"]).disclosed_to == ("a", "b")
    assert make(Interest, disclosed_to="all").disclosed_to == "all"


BREAKS_A_RULE = [
    (DecisionRule, "threshold", {"method": "qualified_majority"}),
    (Rating, "value", {"value": 6, "scale": 5}),
    (Decision, "ballots", {"ballots": [Ballot(partner="a", choice=one) for one in ("yes", "no")]}),
    (ResultsChain, "nodes", {"nodes": [ChainNode(id="n", kind="input")] * 2}),
    (ResultsChain, "nodes", {"nodes": [ChainNode(id="n", kind="input", leads_to=["m"])]}),
]


@pytest.mark.parametrize(("cls", "field", "given"), BREAKS_A_RULE)
def test_rules_that_one_class_has(cls: type, field: str, given: dict, make: Any) -> None:
    """What a class forbids beyond its annotations is refused in the same way."""
    with pytest.raises(RecordError) as caught:
        make(cls, **given)
    assert refused(caught.value, cls, field)


def test_a_message_stays_short() -> None:
    """A message does not repeat a book that was given for a number."""
    with pytest.raises(RecordError) as caught:
        Money(amount="x" * 100_000, currency="EUR")
    assert len(str(caught.value)) < 300
