"""Moves and waivers: the history from which phase and standing are derived."""

import datetime as dt
from functools import cache
from typing import Annotated, Literal

from msp_lifecycle.records.checks import Field, fields_of
from msp_lifecycle.records.governance import DecisionRef
from msp_lifecycle.records.marks import Began, Id, NotBefore, On, Pattern
from msp_lifecycle.records.record import Record, check, record
from msp_lifecycle.records.topics import Topic

MadeKind = Literal[
    "start",
    "advance",
    "loop_back",
    "continue",
    "pause",
    "resume",
    "suspend",
    "reinstate",
    "end",
]
MoveKind = Literal["entered", MadeKind]
EndReason = Literal["goal_achieved", "handed_over", "merged", "abandoned", "dissolved"]
Trigger = Literal["conditions_changed", "key_partner_missing", "results_chain_broken", "other"]
PHASE_NAME = r"[a-z][a-z0-9_]*"
PhaseName = Annotated[str, Pattern(PHASE_NAME, "a phase name in lower case")]
CriterionCode = Annotated[
    str, Pattern(r"[A-Z][A-Z0-9]*([.-][A-Za-z0-9]+)*", "a criterion's code such as C1.2 or X-7")
]


@record
class Move(Record):
    """One move that was made.

    Attributes:
        kind: which; `entered` puts a partnership on the books in mid-life.
        on: when.
        to: phase that it led to, for the kinds that lead to one.
        decision: decision that it rests on.
        because: why, in words.
        trigger: what set off a loop-back, of the three named in S2:L14.
        reopens: topics that a loop-back opens again.
        reason: why the partnership ended.
        inferred: whether the move is our reading and not in a source.
    """

    kind: MoveKind
    on: On
    to: PhaseName | None = None
    decision: DecisionRef | None = None
    because: str = ""
    trigger: Trigger | None = None
    reopens: tuple[Topic, ...] = ()
    reason: EndReason | None = None
    inferred: bool = False

    def told(
        self,
        on: dt.date,
        decision: str | None = None,
        because: str = "",
        trigger: Trigger | None = None,
        reopens: tuple[Topic, ...] = (),
        reason: EndReason | None = None,
    ) -> "Move":
        """Return a move of the same kind to the same phase, with what is told of it, and only that checked.

        Raises:
            RecordError: for the first of these that can never be true.

        Examples:
            >>> start = Move(kind="start", to="initiation", on=dt.date.min)
            >>> start.told(dt.date(2020, 5, 1), because="It is time.").because
            'It is time.'
        """
        move = object.__new__(Move)
        put = _put(
            move
        )  # what follows is what `__init__` does, save that it has everything checked
        put("note", self.note)
        put("evidence", self.evidence)
        put("kind", self.kind)
        put("on", on)
        put("to", self.to)
        put("decision", decision)
        put("because", because)
        put("trigger", trigger)
        put("reopens", reopens)
        put("reason", reason)
        put("inferred", self.inferred)
        day_alone, all_of_it = _told()
        nothing_more = (decision, because, trigger, reopens, reason) == _NOTHING_MORE
        check(move, day_alone if nothing_more else all_of_it)
        return move


_put = object.__setattr__.__get__
_TOLD = ("on", "decision", "because", "trigger", "reopens", "reason")
_NOTHING_MORE = (None, "", None, (), None)


@cache
def _told() -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Return the day's field alone, and the fields of all that can be told of a move."""
    told = tuple(field for field in fields_of(Move) if field.name in _TOLD)
    return tuple(field for field in told if field.name == "on"), told


@record
class Waiver(Record):
    """A criterion is set aside for a time, by a decision, for a reason.

    Attributes:
        id: stable identifier.
        criterion: its code.
        decision: that set it aside.
        because: why.
        since: from when on.
        until: last day.
    """

    id: Id
    criterion: CriterionCode
    decision: DecisionRef
    because: str = ""
    since: Began = None
    until: Annotated[dt.date | None, NotBefore("since")] = None
