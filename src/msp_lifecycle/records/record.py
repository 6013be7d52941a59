"""What every record is: an immutable class of annotated fields, and the plan compiled from the annotations.

A value which can never be true (a negative amount, an unknown currency, a partner who left before joining) is
refused when it is made; anything merely bad is a legal value that a criterion reports.
"""

import typing
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import TypeVar, dataclass_transform

import attrs

from msp_lifecycle.errors import RecordError
from msp_lifecycle.records.checks import Field, fields_of, shape, unwrap
from msp_lifecycle.records.marks import Begins, Happens, Limits, NotBefore, RefersTo

T = TypeVar("T")


class Value:
    """What is checked when it is made, and compared and shown field by field: records, and the values in them.

    attrs would write all this anew for each of some ninety classes, which took longer than the rest of the import;
    here it is written once, and compiled for a class when the first of its kind is made.
    """

    __slots__ = ()

    def __attrs_post_init__(self) -> None:
        check(self, fields_of(type(self)))

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        values = _values_of(type(self))
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        return hash(_values_of(type(self))(self))

    def __repr__(self) -> str:
        names = (field.name for field in fields_of(type(self)))
        held = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({held})"


def check(item: Value, fields: Iterable[Field]) -> None:
    """Convert and check what fields hold, all but what was left at its default.

    Raises:
        RecordError: for the first of them that holds what can never be true.
    """
    for name, default, convert, problem_with in fields:
        value = getattr(item, name)
        if value is default:
            continue
        if convert is not None and (converted := convert(value)) is not value:
            object.__setattr__(item, name, converted)
            value = converted
        problem = problem_with(value)
        if problem is not None:
            raise RecordError(type(item).__name__, name, problem)


_VALUES: dict[type, Callable[[object], object]] = {}


def _values_of(cls: type) -> Callable[[object], object]:
    """Return what reads all fields of a record at once, in a third of the time that it takes one by one."""
    values = _VALUES.get(cls)
    if values is None:
        values = _VALUES[cls] = attrgetter(*(field.name for field in fields_of(cls)))
    return values


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Record(Value):
    """What every record has.

    Attributes:
        note: anything a reader should know; no criterion reads it.
        evidence: links or citations that show the record to be true.
    """

    note: str = ""
    evidence: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        check(self, fields_of(type(self)))
        for earlier, later in plan_of(type(self)).order:
            first, second = getattr(self, earlier), getattr(self, later)
            if first is not None and second is not None and second < first:
                raise RecordError(
                    type(self).__name__, later, f"{second} lies before {earlier} ({first})"
                )


@attrs.frozen(eq=False, repr=False)  # nobody compares or shows it
class Plan:
    """What the annotations of one record class say, compiled once.

    Attributes:
        begins: name of the field that the record begins with, or empty.
        happens: fields that may yet happen, each with the fields it clears.
        days: fields that list days on which something happened.
        nested: fields that hold records of their own.
        references: reference fields: name, collection, whether it holds many, whether it may be empty.
        limits: fields that mean everybody when they are empty.
        order: pairs of date fields of which the first may not lie after the second.
        defaults: what an emptied field goes back to.
    """

    begins: str
    happens: tuple[tuple[str, tuple[str, ...]], ...]
    days: tuple[str, ...]
    nested: tuple[str, ...]
    references: tuple[tuple[str, str, bool, bool], ...]
    limits: tuple[str, ...]
    order: tuple[tuple[str, str], ...]
    defaults: dict[str, object]


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def record(cls: type[T]) -> type[T]:
    """Make an immutable record class of annotated fields.

    Examples:
        >>> from msp_lifecycle.records import Partner
        >>> Partner(id="itu", organisation="itu").status
        'active'
    """
    return attrs.frozen(kw_only=True, eq=False, repr=False)(cls)


_PLANS: dict[type, Plan] = {}


def plan_of(cls: type) -> Plan:
    """Return what the annotations of a record class say."""
    plan = _PLANS.get(cls)
    if plan is None:
        plan = _PLANS[cls] = _compiled(cls)
    return plan


def changed(item: T, changes: Mapping[str, object]) -> T:
    """Return a copy of a record with some fields changed."""
    evolve = typing.cast("Callable[..., T]", attrs.evolve)
    return evolve(item, **changes)


def unlimited(item: object, changes: Mapping[str, object]) -> bool:
    """Say whether changes would empty a field of a record that then means everybody."""
    limits = plan_of(type(item)).limits
    return any(name in changes and not changes[name] for name in limits)


def _compiled(cls: type) -> Plan:
    begins = ""
    happens: list[tuple[str, tuple[str, ...]]] = []
    days: list[str] = []
    nested: list[str] = []
    references: list[tuple[str, str, bool, bool]] = []
    limits: list[str] = []
    order: list[tuple[str, str]] = []
    defaults: dict[str, object] = {}
    fields: tuple[attrs.Attribute[object], ...] = attrs.fields(typing.cast("typing.Any", cls))
    for field in fields:
        base, marks = unwrap(field.type)
        optional, many, inner = shape(base)
        if field.default is not attrs.NOTHING and not isinstance(field.default, attrs.Factory):  # type: ignore[arg-type]
            defaults[field.name] = field.default
        if _is_record(inner):
            nested.append(field.name)
        for choice in typing.get_args(inner):
            if typing.get_origin(choice) is tuple:  # a word, or a list of references
                many, inner = True, typing.get_args(choice)[0]
        for mark in (*marks, *unwrap(inner)[1]):
            if isinstance(mark, Begins):
                begins = field.name
            elif isinstance(mark, Happens) and many:
                days.append(field.name)
            elif isinstance(mark, Happens):
                happens.append((field.name, mark.clears))
            elif isinstance(mark, RefersTo):
                references.append((field.name, mark.collection, many, optional or many))
            elif isinstance(mark, Limits):
                limits.append(field.name)
            elif isinstance(mark, NotBefore):
                order.append((mark.field, field.name))
    if begins:
        order += [(begins, name) for name, _ in happens]
    return Plan(
        begins=begins,
        happens=tuple(happens),
        days=tuple(days),
        nested=tuple(nested),
        references=tuple(references),
        limits=tuple(limits),
        order=tuple(order),
        defaults=defaults,
    )


def _is_record(one: object) -> bool:
    return isinstance(one, type) and issubclass(one, Record)
