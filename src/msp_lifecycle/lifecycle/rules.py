"""What a lifecycle is made of: phases, and rules for the moves between them."""

import datetime as dt
from functools import cached_property
from typing import Literal, get_args

import attrs

from msp_lifecycle.criterion import Checklist
from msp_lifecycle.records import Move, MoveKind
from msp_lifecycle.records.moves import MadeKind

PHASE_MOVES: tuple[MoveKind, ...] = ("start", "advance", "loop_back", "continue")
"""Moves that lead to a phase; the others change the standing and leave the phase as it is."""

FourPhase = Literal["initiation", "design", "implementation", "further_development"]
"""The four phases of S2, by which criteria reckon whatever the phases of a lifecycle are called."""

MOVE_KINDS: tuple[MoveKind, ...] = get_args(MadeKind)
"""Moves that are made; to have `entered` the books in mid-life is recorded, and no lifecycle has it."""

STANDINGS: dict[str, frozenset[MoveKind]] = {
    "not_started": frozenset(("start",)),
    "active": frozenset(("advance", "loop_back", "continue", "pause", "suspend", "end")),
    "paused": frozenset(("resume", "suspend", "end")),
    "suspended": frozenset(("reinstate", "end")),
    "ended": frozenset(),
}
"""The moves that each standing leaves open."""


@attrs.frozen(kw_only=True)
class Phase:
    """One phase of the life of a partnership.

    Attributes:
        name: in lower case, such as `further_development`.
        title: for a reader.
        aim: what the phase is for.
        source: seed and paragraph.
        informal: whether the core group's informal consensus is enough for a move from here.
        counts_as: which of the four phases criteria take it for, where it is none of them by name.
        paused: whether the partnership counts as paused while it lasts.
    """

    name: str
    title: str
    aim: str = ""
    source: str = ""
    informal: bool = False
    counts_as: FourPhase | None = None
    paused: bool = False


@attrs.frozen(kw_only=True, slots=False)  # for what it remembers of itself
class MoveRule:
    """A move that the lifecycle allows.

    Attributes:
        kind: what sort of move.
        source: phase that it leaves; None for the start, and for changes of standing from every phase.
        to: phase that it leads to; None for changes of standing.
        guard: what must hold before it; None where nothing must.
        needs_decision: whether it rests on a decision of the partners, once they are past the informal phases.
        when: what it is for, or what sets it off.
        origin: seed and paragraph.
    """

    kind: MoveKind
    source: str | None = None
    to: str | None = None
    guard: Checklist | None = None
    needs_decision: bool = True
    when: str = ""
    origin: str = ""

    @cached_property
    def name(self) -> str:
        """By which the move is called; a loop-back is called by where it leads."""
        return f"loop_back to {self.to}" if self.kind == "loop_back" else self.kind

    @cached_property
    def template(self) -> Move:
        """The move as it is recorded, before anything is told of it: a day must be."""
        return Move(kind=self.kind, to=self.to, on=dt.date.min)

    @cached_property
    def words(self) -> str:
        """The move as it is read aloud."""
        return self.name.replace("_", " ").replace("loop back", "loop-back")

    @cached_property
    def checklist(self) -> Checklist:
        """The guard, or an empty checklist where there is none."""
        return self.guard or Checklist(name=self.name, title=f"Guard of {self.words}")
