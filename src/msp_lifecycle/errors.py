"""The mistakes a caller can make, each carrying what a handler needs.

A shortfall of a partnership is never an exception: it is a finding (see `criterion`).
Every exception here derives from `MspError` and from the built-in that fits, pickles, and says what to do next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class MspError(Exception):
    """Base of everything this library raises on purpose."""


class RecordError(MspError, ValueError):
    """A record holds something that can never be true.

    Attributes:
        record: name of the record's class, such as `Partner`.
        field: name of the field at fault.
        problem: what is wrong, in words that name the value found and what was expected.
    """

    def __init__(self, record: str, field: str, problem: str) -> None:
        super().__init__(record, field, problem)
        self.record = record
        self.field = field
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.record}.{self.field}: {self.problem}"


class CurrencyError(MspError, ValueError):
    """Amounts in different currencies were added or compared without a rate."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one, other)
        self.one = one
        self.other = other

    def __str__(self) -> str:
        return (
            f"{self.one} and {self.other} cannot be added or compared without a rate; "
            "convert one of them first and say at which rate"
        )


class ConsistencyError(MspError, ValueError):
    """Records contradict each other: a dangling or doubled id, or a history that cannot be.

    Attributes:
        problems: one `(path, sentence)` for each contradiction; both places are named in the sentence.
    """

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__(tuple(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "; ".join(f"{path}: {sentence}" for path, sentence in self.problems)


class UnknownName(MspError, LookupError):
    """A name that nothing answers to: a phase, criterion, checklist, topic, profile or record.

    Attributes:
        kind: what was looked for, such as `criterion`.
        name: the name given.
        known: the names there are.
    """

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        super().__init__(kind, name, tuple(known))
        self.kind = kind
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        from difflib import get_close_matches  # few names are misspelt

        near = get_close_matches(self.name, self.known, 3)
        if near:
            return f"no {self.kind} {self.name!r}; did you mean {' or '.join(near)}?"
        return f"no {self.kind} {self.name!r}; there {_are(self.known)}"


class LifecycleError(MspError, ValueError):
    """A lifecycle, checklist, criterion or profile is not well formed.

    Attributes:
        name: of the thing at fault.
        problems: one sentence for each fault.
        places: where each fault is, such as `arcs[2].to`, and empty for the whole; none at all where that is not told.
    """

    def __init__(self, name: str, problems: Sequence[str], places: Sequence[str] = ()) -> None:
        super().__init__(name, tuple(problems), tuple(places))
        self.name = name
        self.problems = tuple(problems)
        self.places = tuple(places)

    def __str__(self) -> str:
        return f"{self.name}: " + "; ".join(self.problems)


class NoSuchMove(MspError, LookupError):
    """The lifecycle has no such move from where the partnership stands.

    Attributes:
        move: what was asked for.
        position: where the partnership stands, in words.
        possible: what can be done from there.
    """

    def __init__(self, move: str, position: str, possible: Sequence[str]) -> None:
        super().__init__(move, position, tuple(possible))
        self.move = move
        self.position = position
        self.possible = tuple(possible)

    def __str__(self) -> str:
        move = self.move.replace("loop_back", "loop-back").replace("_", " ")
        return f"no move {move!r} from {self.position}; there {_are(self.possible)}"


class MoveRefused(MspError, ValueError):
    """A guard is closed. Nothing has changed.

    Attributes:
        report: the `Report` with every finding; `report.blocking` holds what keeps the guard closed.
    """

    def __init__(self, report: object) -> None:
        super().__init__(report)
        self.report = report

    def __str__(self) -> str:
        return f"{self.report}; each finding in report.blocking says what to do about it"


_FEW = 40
"""Names that may be listed in a message."""


def _are(names: Sequence[str]) -> str:
    if not names:
        return "are none"
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return f"are: {', '.join(names[:_FEW])}{more}"


class MissingExtra(MspError, ImportError):
    """What was asked for needs a library that is not installed.

    Attributes:
        library: that is missing.
        extra: of msp-lifecycle that brings it.
    """

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library, extra)
        self.library = library
        self.extra = extra

    def __str__(self) -> str:
        return f"{self.library} is not installed; pip install 'msp-lifecycle[{self.extra}]'"
