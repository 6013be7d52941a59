"""A criterion: one checkable statement beside its page of the manual."""

import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Literal, SupportsIndex, cast

import attrs

from msp_lifecycle.criterion.case import Case
from msp_lifecycle.criterion.profile import Requirement
from msp_lifecycle.criterion.verdict import Verdict
from msp_lifecycle.errors import LifecycleError, UnknownName
from msp_lifecycle.records import TOPICS, Topic

CODE = re.compile(r"[A-F][1-3]\.[1-9][0-9]?|[A-Z]{2,6}-[1-9][0-9]?|X-[A-Za-z0-9][A-Za-z0-9.-]*")
FACTOR_CODE = re.compile(r"([A-F][1-3])\.[0-9]+")

Kind = Literal["record", "temporal", "quantity", "survey", "judgement"]
"""What can answer it: the existence of records, their dates, a figure, answers of people, a judgement."""


@attrs.frozen(kw_only=True, eq=False)
class Criterion:
    """One checkable statement, and everything a reader needs to act on it.

    Attributes:
        code: never changes its meaning; users' own start with `X-`.
        title: the statement, as a sentence without a full stop.
        what: what is measured.
        why: why it matters.
        source: seed and paragraph, such as `S2:L29`, or `X` and a reference for what users add.
        remedy: what to do, in one imperative sentence.
        reads: topics of the records that it reads; a loop-back that reopens one of them invalidates it.
        since: first phase in which it counts.
        requirement: how much it counts from then on.
        kind: what can answer it.
        limits: thresholds of the profile that it reads.
        also: names of the same statement elsewhere, such as `P1-X1` or `SUIT-2`.
        judge: the pure function that reads a case and returns a verdict.
    """

    code: str
    title: str
    what: str
    why: str
    source: str
    remedy: str
    reads: frozenset[Topic]
    since: str = "initiation"
    requirement: Requirement = "should"
    kind: Kind = "record"
    limits: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    judge: Callable[[Case], Verdict]

    def __attrs_post_init__(self) -> None:
        problems = [f"no {name}" for name in _NEEDED if not getattr(self, name).strip()]
        if not CODE.fullmatch(self.code):
            problems.append("a code reads A2.1, DEF-1 or, for your own, X-anything")
        problems += [f"no topic {topic!r}" for topic in sorted(self.reads) if topic not in TOPICS]
        if problems:
            raise LifecycleError(f"criterion {self.code}", problems)

    @property
    def factor(self) -> str | None:
        """The success factor it belongs to; None for what a checklist adds."""
        found = FACTOR_CODE.fullmatch(self.code)
        return found[1] if found else None

    def __repr__(self) -> str:
        return f"<Criterion {self.code}: {self.title}>"

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[object, ...]:
        """Pickle a criterion of a module by its name there: its function is hidden behind it."""
        place = (self.judge.__module__, self.judge.__qualname__)
        if _at(*place) is self:
            return (_at, place)
        return super().__reduce_ex__(protocol)


def _at(module: str, name: str) -> object:
    return getattr(import_module(module), name, None)


_NEEDED = ("title", "what", "why", "source", "remedy")


def criterion(
    code: str,
    title: str,
    *,
    why: str,
    source: str,
    remedy: str,
    reads: str,
    since: str = "initiation",
    requirement: Requirement = "should",
    kind: Kind = "record",
    limits: str = "",
    also: str = "",
) -> Callable[[Callable[[Case], Verdict]], Criterion]:
    """Make a criterion of a function whose docstring says what is measured.

    `reads`, `limits` and `also` are names separated by spaces.

    Examples:
        >>> from msp_lifecycle.criterion import Case, Verdict, criterion, met_if
        >>> @criterion(
        ...     "X-1",
        ...     "The partnership has a host",
        ...     why="Post needs an address.",
        ...     source="X our own",
        ...     remedy="Record the host.",
        ...     reads="",
        ... )
        ... def has_host(case: Case) -> Verdict:
        ...     '''Whether a host is on record.'''
        ...     return met_if(
        ...         case.partnership.host is not None, "There is a host.", "There is no host."
        ...     )
        >>> has_host.code
        'X-1'
    """

    def make(judge: Callable[[Case], Verdict]) -> Criterion:
        return Criterion(
            code=code,
            title=title,
            what=_text(judge.__doc__ or ""),
            why=_text(why),
            source=source,
            remedy=_text(remedy),
            reads=frozenset(cast("list[Topic]", reads.split())),  # the constructor checks them
            since=since,
            requirement=requirement,
            kind=kind,
            limits=tuple(limits.split()),
            also=tuple(also.split()),
            judge=judge,
        )

    return make


def _text(text: str) -> str:
    return " ".join(text.split())


def find(criteria: Iterable[Criterion], name: str) -> Criterion:
    """Return the criterion with a code, or with another name of the same statement.

    Raises:
        UnknownName: if there is none; the error lists every code.
    """
    known = tuple(criteria)
    for one in known:
        if name == one.code:
            return one
    for one in known:
        if name in one.also:
            return one
    raise UnknownName("criterion", name, tuple(one.code for one in known))
