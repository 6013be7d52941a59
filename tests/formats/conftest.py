"""Partnerships for the tests of dossiers, drawn from the annotations of the record classes and from nothing else."""

from __future__ import annotations

import datetime as dt
import types
import typing
from decimal import Decimal

import attrs
import pytest
from hypothesis import reject, settings
from hypothesis import strategies as st

from msp_lifecycle.errors import RecordError
from msp_lifecycle.formats import shapes, structuring
from msp_lifecycle.records import RECORD_TYPES, Move, Partnership, Position
from msp_lifecycle.records.checks import unwrap
from msp_lifecycle.records.identity import COUNTRIES
from msp_lifecycle.records.marks import ID_PATTERN, Pattern, RefersTo, Within
from msp_lifecycle.records.money import CURRENCIES

AWKWARD = [
    "", "a\nb", "a\nb\n", "a\n", "\n", "\na", "a\n\n", "a\n\nb\n", "a\n b\n", " a\nb", "a \nb", "a\n \nb",
    " lead", "trail ", "\ttab", "a\tb", "a\r\nb", "a\rb", "# no comment", "a # b", "a: b", "a:", ": a", "a:b",
    "yes", "NO", "on", "null", "~", "true", "1e3", "0x1F", "0o17", "1_000", "12:30", "1.10", ".5", "-", "--", "- a",
    "---", "...", "---\na", "? a", "|", ">", "| a", "<<", "=", "!tag", "&anchor", "*alias", "%YAML", "@at", "`tick",
    "[a]", "{a}", "a, b", "a]", "'single'", '"double"', "it's", 'say "hi"', "back\\slash", "\\n", "2020-01-01",
    "2020-01-01T00:00:00Z", ".inf", ".nan", "NaN", "\x85", "a\u2028b", "\u2029", "\ufeffbom", "\u00a0", "\u200b", "e\u0301",
    "\U0001f600", "\U000e0001", "\u0623\u0628", "x" * 3000, "word " * 700, "a\n#b", "a\n\n#b\n", "\n \na", "É: è", "…",
]  # fmt: skip

letters = st.characters(
    exclude_categories=["Cs", "Cc"],
    exclude_characters="\ufffe\uffff",
    include_characters="\t\n\r\x85",
)
texts = st.sampled_from(AWKWARD) | st.text(letters, max_size=12)
some_text = st.builds("{}{}{}".format, texts, st.sampled_from("x5-#:"), texts)
days = st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)) | st.sampled_from(
    [dt.date.min, dt.date.max]
)
decimals = st.one_of(
    st.decimals(0, 10**9, places=2),
    st.sampled_from(
        [Decimal(text) for text in ("0", "1", "1.10", "1E+3", "0E-10", "1E-60", "9" * 60, "1E+60")]
    ),
)
PATTERNED = {
    ID_PATTERN: st.from_regex(ID_PATTERN, fullmatch=True)
    | st.sampled_from(["no", "1e3", "2020", "0x1F", "null"]),
    "|".join(sorted(COUNTRIES)): st.sampled_from(sorted(COUNTRIES)),
    "|".join(sorted(CURRENCIES)): st.sampled_from(sorted(CURRENCIES)),
}


def needed(cls: type) -> typing.Iterator[str]:
    """Yield the collections that a record cannot do without."""
    for field in attrs.fields(cls):
        marks = unwrap(field.type)[1]
        if field.default is attrs.NOTHING:
            yield from (m.collection for m in marks if isinstance(m, RefersTo) and m.collection)


NEEDS = {name: tuple(needed(cls)) for name, cls in RECORD_TYPES.items()}


class Drawing:
    """One partnership being drawn: its ids first, then records that refer to them."""

    def __init__(
        self,
        draw: typing.Callable[[st.SearchStrategy[typing.Any]], typing.Any],
        ids: dict[str, list[str]] | None = None,
    ) -> None:
        self.draw = draw
        if ids is not None:
            self.ids = ids
            return
        chosen = draw(st.sets(st.sampled_from(sorted(RECORD_TYPES)), max_size=5))
        names = {
            "organisations",
            "partners",
            *chosen,
            *(to for name in chosen for to in NEEDS[name]),
        }
        names -= {"moves"}
        some = st.lists(PATTERNED[ID_PATTERN], min_size=1, max_size=3, unique=True)
        self.ids = {name: draw(some) for name in sorted(names)}

    def partnership(self) -> Partnership:
        fields = self.fields(Partnership, skip={*RECORD_TYPES})
        records = {name: self.records(name) for name in self.ids}
        try:
            return Partnership(**fields, **records, moves=self.moves())
        except ValueError:
            reject()

    def records(self, name: str) -> list[object]:
        drawn = (self.record(RECORD_TYPES[name], id=one) for one in self.ids[name])
        return [one for one in drawn if one is not None]

    def record(self, cls: type, **given: object) -> typing.Any:
        if "id" not in {field.name for field in attrs.fields(cls)}:
            given = {}
        kwargs = {**self.fields(cls, skip={*given, "leads_to"}), **given}
        for _ in range(20):
            try:
                return cls(**kwargs)
            except RecordError as error:
                if kwargs.pop(error.field, None) is None:
                    kwargs[error.field] = Decimal("0.5")
            except TypeError:  # what is required could not be drawn
                return None
        return None

    def fields(self, cls: type, skip: set[str]) -> dict[str, object]:
        drawn = {}
        for field in attrs.fields(cls):
            required = field.default is attrs.NOTHING
            if field.name not in skip and (required or self.draw(st.integers(0, 2)) == 0):
                drawn[field.name] = self.value(field.type)
        return {name: value for name, value in drawn.items() if value is not MISSING}

    def value(self, annotation: object) -> object:
        base, marks = unwrap(annotation)
        args = typing.get_args(base)
        if typing.get_origin(base) in (typing.Union, types.UnionType):
            return self.value(self.draw(st.sampled_from(args)))
        if typing.get_origin(base) is typing.Literal:
            return self.draw(st.sampled_from(args))
        if typing.get_origin(base) is tuple:
            many = [self.value(args[0]) for _ in range(self.draw(st.integers(0, 3)))]
            return tuple(one for one in many if one is not MISSING)
        if base is type(None):
            return None
        if attrs.has(base):
            made = self.record(base, id=self.draw(PATTERNED[ID_PATTERN]))
            return MISSING if made is None else made
        return self.single(base, marks)

    def single(self, base: object, marks: tuple[object, ...]) -> object:
        refers = next((mark for mark in marks if isinstance(mark, RefersTo)), None)
        if refers is not None:
            return self.reference(refers.collection)
        pattern = next((mark for mark in marks if isinstance(mark, Pattern)), None)
        if pattern is not None and pattern.regex in PATTERNED:
            return self.draw(PATTERNED[pattern.regex])
        if pattern is not None and "[a-zA-Z" not in pattern.regex and "\\s" not in pattern.regex:
            return self.draw(st.from_regex(pattern.regex, fullmatch=True))
        if base is str:
            return self.draw(some_text if pattern else texts)
        if base in (int, Decimal):
            return self.number(base, next((m for m in marks if isinstance(m, Within)), Within()))
        return self.draw({bool: st.booleans(), dt.date: days}[base])

    def number(self, base: object, bounds: Within) -> object:
        most = bounds.most if bounds.most is not None else 10**6
        least = bounds.least or 0
        if base is int:
            return self.draw(
                st.integers(least, most) | st.just(10**60 - 1 if most == 10**6 else most)
            )
        if bounds.most is not None:
            return self.draw(st.decimals(least, most, places=3))
        return self.draw(decimals) + least

    def reference(self, collection: str) -> object:
        if collection:
            return (
                self.draw(st.sampled_from(self.ids[collection]))
                if collection in self.ids
                else MISSING
            )
        name = self.draw(st.sampled_from(sorted(self.ids)))
        return f"{name}/{self.draw(st.sampled_from(self.ids[name]))}"

    def moves(self) -> list[Move]:
        position, moves, day = Position(), [], dt.date(2020, 1, 1)
        for _ in range(self.draw(st.integers(0, 4))):
            kinds = [
                Move(kind=kind, on=day, to=to)
                for kind in typing.get_args(attrs.fields(Move).kind.type)
                for to in (None, "design")
            ]
            move = self.draw(
                st.sampled_from([m for m in kinds if not position.problem_with(m)] or kinds)
            )
            if position.problem_with(move):
                break
            move = attrs.evolve(move, because=self.draw(texts), inferred=self.draw(st.booleans()))
            moves.append(move)
            position = position.after(move)
            day += dt.timedelta(days=self.draw(st.integers(0, 99)))
        return moves


MISSING = object()


@st.composite
def drawn_partnerships(draw):
    """Any partnership; a law that does not hold for one of these does not hold."""
    return Drawing(draw).partnership()


@st.composite
def drawn_changes(draw) -> tuple[Partnership, Partnership]:
    """A partnership and what became of it."""
    old = Drawing(draw).partnership()
    return old, draw(drawn_successors(old))


@st.composite
def drawn_successors(draw, old: Partnership) -> Partnership:
    """What has become of a partnership: records gone, new, changed, in another order, or as they were."""
    ids = {}
    for name, known in ids_of(old).items():
        kept = draw(st.permutations(known))[draw(st.integers(0, 1)) :]
        ids[name] = [*kept, *draw(st.sampled_from([(), ("new-1",), ("new-1", "new-2")]))]
    new = Drawing(draw, {name: some for name, some in ids.items() if some}).partnership()
    unchanged = {name: draw(st.booleans()) for name in ids}
    changes = {
        name: tuple(
            next((was for was in getattr(old, name) if unchanged[name] and was.id == one.id), one)
            for one in getattr(new, name)
        )
        for name in ids
        if "id" in {field.name for field in attrs.fields(RECORD_TYPES[name])}
    }
    try:
        return new.evolved(**changes)
    except ValueError:
        return new


def ids_of(partnership: Partnership) -> dict[str, list[str]]:
    """The ids in each collection that has any, or has none but records."""
    return {
        name: [getattr(one, "id", "") for one in getattr(partnership, name)]
        for name in RECORD_TYPES
        if name != "moves" and getattr(partnership, name)
    }


@pytest.fixture(scope="session")
def successors() -> typing.Callable[[Partnership], st.SearchStrategy[Partnership]]:
    return drawn_successors


@pytest.fixture(scope="session")
def changes() -> st.SearchStrategy[tuple[Partnership, Partnership]]:
    return drawn_changes()


@pytest.fixture(scope="session")
def partnerships() -> st.SearchStrategy[Partnership]:
    return drawn_partnerships()


@pytest.fixture(autouse=True)
def forgetful() -> None:
    """Have shapes and readers compiled anew for every test of a mutant, which would pass on what was compiled before."""
    if settings.get_current_profile_name() == "mutation":
        shapes._STRUCTURES.clear()
        structuring._reader.cache_clear()
