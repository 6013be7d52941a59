"""A lifecycle: phases, the moves between them, and the guards of the moves; data that validates itself."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal, Protocol, get_args

import attrs

from msp_lifecycle.criterion import Checklist, Criterion, Requirement
from msp_lifecycle.errors import ConsistencyError, LifecycleError, NoSuchMove, UnknownName
from msp_lifecycle.records import (
    TOPICS,
    Arc,
    Move,
    MoveKind,
    Partnership,
    Position,
    Topic,
    Trigger,
)
from msp_lifecycle.records.moves import PHASE_NAME

PHASE_MOVES: tuple[MoveKind, ...] = ("start", "advance", "loop_back", "continue")
"""Moves that lead to a phase; the others change the standing and leave the phase as it is."""

FourPhase = Literal["initiation", "design", "implementation", "further_development"]
"""The four phases of S2, by which criteria reckon whatever the phases of a lifecycle are called."""

MOVE_KINDS: tuple[MoveKind, ...] = tuple(kind for kind in get_args(MoveKind) if kind != "entered")

_STANDINGS: dict[str, frozenset[MoveKind]] = {
    "not_started": frozenset(("start",)),
    "active": frozenset(("advance", "loop_back", "continue", "pause", "suspend", "end")),
    "paused": frozenset(("resume", "suspend", "end")),
    "suspended": frozenset(("reinstate", "end")),
    "ended": frozenset(),
}

# A phase of such a name could not be told from a move to it, or from another phase that is paused.
_TAKEN: frozenset[str] = frozenset((*get_args(MoveKind), *_STANDINGS))
_STANDING_ENDS = ("_paused", "_suspended", "_ended")


class _Printer(Protocol):
    """What IPython and Hypothesis write values to."""

    def text(self, text: str, /) -> object: ...


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


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)  # for what it remembers of itself
class Lifecycle:
    """Phases, moves and guards.

    Attributes:
        name: by which dossiers refer to it.
        title: for a reader.
        source: where it comes from.
        phases: in their usual order.
        moves: all that it allows.
        criteria: every criterion that its guards and factor levels draw on.
        reopens: topics that a loop-back reopens unless it says otherwise, by what set it off.

    Raises:
        LifecycleError: with every fault found: phases that are misnamed, unknown, doubled, unreachable or without a
            way to an end, moves with one name and source, guards that name criteria which are not there, loop-backs
            that do not lead back, a pause that nothing ends, triggers and topics that there are not.
    """

    name: str
    title: str
    source: str = ""
    phases: tuple[Phase, ...]
    moves: tuple[MoveRule, ...]
    criteria: tuple[Criterion, ...] = ()
    reopens: Mapping[Trigger, tuple[Topic, ...]] = attrs.field(
        factory=dict["Trigger", "tuple[Topic, ...]"]
    )

    def __repr__(self) -> str:
        """Name it, with what there is of each part: written out, it would fill ten pages of a notebook or a failure."""
        parts = {"phases": self.phases, "moves": self.moves, "criteria": self.criteria}
        return f"<Lifecycle {self.name!r}: {', '.join(f'{len(of)} {name}' for name, of in parts.items())}>"

    def _repr_pretty_(self, printer: "_Printer", cycle: bool) -> None:
        """Tell IPython and Hypothesis the same."""
        printer.text(repr(self))

    def __attrs_post_init__(self) -> None:
        problems = [*_phase_problems(self), *_move_problems(self)]
        if not problems:  # between phases that are not what they seem, every path is a false alarm
            problems += _reach_problems(self)
        problems += [*_guard_problems(self), *_reopening_problems(self)]
        if problems:
            raise LifecycleError(f"lifecycle {self.name}", problems)

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each phase in the usual order."""
        return {phase.name: index for index, phase in enumerate(self.phases)}

    @cached_property
    def informal(self) -> frozenset[str | None]:
        """The phases in which informal consensus is enough, and None, which stands for before the start."""
        return frozenset((None, *(phase.name for phase in self.phases if phase.informal)))

    @cached_property
    def has_own_phases(self) -> bool:
        """Whether any phase counts as another of the four, or as a pause."""
        return any(phase.counts_as is not None or phase.paused for phase in self.phases)

    def phase(self, name: str) -> Phase:
        """Return a phase.

        Raises:
            UnknownName: if there is none of that name.
        """
        phase = self._phases.get(name)
        if phase is None:
            raise UnknownName("phase", name, tuple(self.order))
        return phase

    @cached_property
    def _phases(self) -> dict[str, Phase]:
        return {phase.name: phase for phase in self.phases}

    @cached_property
    def _leaving(self) -> dict[str | None, tuple[MoveRule, ...]]:
        everywhere = tuple(
            rule for rule in self.moves if rule.source is None and rule.kind != "start"
        )
        table: dict[str | None, tuple[MoveRule, ...]] = {
            phase: (*(rule for rule in self.moves if rule.source == phase), *everywhere)
            for phase in self.order
        }
        table[None] = tuple(rule for rule in self.moves if rule.kind == "start")
        return table

    def leaving(self, phase: str | None) -> tuple[MoveRule, ...]:
        """Return the moves that leave a phase, changes of standing among them; None asks for the start."""
        if phase is not None and phase not in self.order:
            raise UnknownName("phase", phase, tuple(self.order))
        return self._leaving[phase]

    @cached_property
    def _called(self) -> dict[str | None, dict[str | None, MoveRule]]:
        """The moves that leave each phase, by all that they may be called by."""
        table: dict[str | None, dict[str | None, MoveRule]] = {}
        for phase, rules in self._leaving.items():
            names: list[tuple[str | None, MoveRule]]
            names = [(name, rule) for rule in rules for name in (rule.name, rule.words)]
            names += [(rule.to, rule) for rule in rules if rule.kind != "start"]
            names += [(name, rule) for rule in rules for name in (rule.kind, rule.to)]
            table[phase] = dict(reversed(names))  # so that the first to be called so remains
        return table

    def possible(self, position: Position) -> tuple[MoveRule, ...]:
        """Return the moves that the standing leaves open, whatever their guards say."""
        return tuple(
            rule for rule in self.leaving(position.phase) if self.leaves_open(position, rule)
        )

    def leaves_open(self, position: Position, rule: MoveRule) -> bool:
        """Say whether the standing leaves a move open that leaves the phase."""
        return rule.kind in _STANDINGS[position.standing]

    def find(self, position: Position, wanted: str) -> MoveRule:
        """Return the move of a name, or the one that leads to a phase of that name.

        A guard can be asked about while a pause or suspension keeps its move from being made.

        Raises:
            NoSuchMove: if the lifecycle has no such move from that phase; the error lists what there is.
        """
        called = self._called.get(position.phase)
        rule = called.get(wanted) if called and position.standing != "ended" else None
        if rule is None:
            names = [rule.words for rule in self.possible(position)]
            raise NoSuchMove(wanted, position.words, names)
        return rule

    def next(self, position: Position) -> MoveRule | None:
        """Return the move forward: the start, an advance, or to carry on; None once nothing leads on."""
        rules = () if position.standing == "ended" else self.leaving(position.phase)
        for kind in ("start", "advance", "continue"):
            for rule in rules:
                if rule.kind == kind:
                    return rule
        return None

    def problems_with(self, moves: Iterable[Move]) -> tuple[tuple[int, str], ...]:
        """Return the moves of a history that this lifecycle does not have, with their place and the reason."""
        position = Position()
        found: list[tuple[int, str]] = []
        for index, move in enumerate(moves):
            problem = self._problem_with(position, move)
            if problem:
                found.append((index, problem))
            position = position.after(move)
        return tuple(found)

    @cached_property
    def _arcs(self) -> frozenset[Arc]:
        """Every move as an arc; a partnership may enter the books in any phase."""
        return frozenset(
            (
                *((None, "entered", phase) for phase in self.order),
                *(
                    (phase, rule.kind, rule.to)
                    for phase in (None, *self.order)
                    for rule in self.leaving(phase)
                ),
            )
        )

    def demand(self, partnership: Partnership) -> None:
        """Refuse a history with moves that this lifecycle does not have, so that none can claim a phase by them.

        Raises:
            ConsistencyError: with every such move.

        Examples:
            >>> import datetime as dt
            >>> from msp_lifecycle.lifecycles import STANDARD
            >>> start = Move(kind="start", on=dt.date(2020, 5, 1), to="design")
            >>> STANDARD.demand(Partnership(id="p", name="P", moves=[start]))
            Traceback (most recent call last):
            msp_lifecycle.errors.ConsistencyError: moves[0]: lifecycle standard has no start to design from not started
        """
        if partnership.arcs <= self._arcs:
            return
        problems = self.problems_with(partnership.moves)
        if problems:
            raise ConsistencyError([(f"moves[{index}]", problem) for index, problem in problems])

    def _problem_with(self, position: Position, move: Move) -> str:
        if move.to is not None and move.to not in self.order:
            return f"lifecycle {self.name} has no phase {move.to!r}; it has {', '.join(self.order)}"
        if move.kind == "entered" or position.phase not in self._leaving:
            return ""
        for rule in self.leaving(position.phase):
            if rule.kind == move.kind and rule.to == move.to:
                return ""
        to = f" to {move.to}" if move.to else ""
        return f"lifecycle {self.name} has no {move.kind}{to} from {position.words}"

    def requiring(
        self,
        move: str,
        *criteria: Criterion,
        source: str | None = None,
        requirement: Requirement = "must",
    ) -> "Lifecycle":
        """Return the lifecycle with criteria added to the guards of a move.

        Args:
            move: name or kind of the move, or the phase that it leads to.
            criteria: to add; one's own have codes that start with `X-`.
            source: only for the move from this phase.
            requirement: how much they count.

        Raises:
            UnknownName: if there is no such move.
        """
        meant = [
            rule
            for rule in self.moves
            if move in (rule.name, rule.words, rule.kind, rule.to) and source in (None, rule.source)
        ]
        if not meant:
            raise UnknownName("move", move, tuple(dict.fromkeys(rule.name for rule in self.moves)))
        changed = tuple(
            attrs.evolve(rule, guard=_added(rule, criteria, requirement)) if rule in meant else rule
            for rule in self.moves
        )
        known = {one.code for one in self.criteria}
        new = tuple(one for one in criteria if one.code not in known)
        return attrs.evolve(self, moves=changed, criteria=(*self.criteria, *new))


def _added(rule: MoveRule, criteria: tuple[Criterion, ...], requirement: Requirement) -> Checklist:
    guard = rule.guard or Checklist(name=rule.name, title=f"Guard of {rule.words}")
    return guard.requiring(*criteria, requirement=requirement)


def _phase_problems(lifecycle: Lifecycle) -> Iterable[str]:
    names = [phase.name for phase in lifecycle.phases]
    if not names:
        yield "it has no phases"
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two phases are called {name!r}"
    for name in names:
        if not re.fullmatch(PHASE_NAME, name):
            yield f"a phase cannot be called {name!r}: use lower-case letters, digits and _"
        elif name in _TAKEN or name.endswith(_STANDING_ENDS):
            yield f"a phase cannot be called {name!r}: that is the name of a move or a standing"


def _move_problems(lifecycle: Lifecycle) -> Iterable[str]:
    names = {phase.name for phase in lifecycle.phases}
    for rule in lifecycle.moves:
        if rule.kind not in MOVE_KINDS:
            yield f"{rule.kind!r} is no kind of move; there are {', '.join(MOVE_KINDS)}"
        for phase in (rule.source, rule.to):
            if phase is not None and phase not in names:
                yield f"{rule.words} names an unknown phase {phase!r}"
        if (rule.to is None) == (rule.kind in PHASE_MOVES):
            yield f"{rule.words} must {'lead to a phase' if rule.to is None else 'not lead to a phase'}"
        if rule.kind in ("advance", "loop_back", "continue") and rule.source is None:
            yield f"{rule.words} must leave a phase"
        if rule.kind == "start" and rule.source is not None:
            yield f"start cannot leave a phase, as it does {rule.source!r}"
    yield from _named_alike(lifecycle.moves)


def _named_alike(moves: tuple[MoveRule, ...]) -> Iterable[str]:
    """Find moves of one name that leave one phase; a move without a source leaves every phase."""
    sources: dict[str, list[str | None]] = {}
    for rule in moves:
        others = sources.setdefault(rule.name, [])
        if rule.source in others or (others and None in (rule.source, *others)):
            where = rule.source or next((one for one in others if one), None)
            yield f"two moves {f'from {where} ' if where else ''}are called {rule.words!r}"
        others.append(rule.source)


def _reach_problems(lifecycle: Lifecycle) -> Iterable[str]:
    order = lifecycle.order
    for rule in lifecycle.moves:
        if (
            rule.kind == "loop_back"
            and rule.source
            and rule.to
            and order[rule.to] >= order[rule.source]
        ):
            yield f"{rule.words} from {rule.source} does not lead back"
    starts = {rule.to for rule in lifecycle.moves if rule.kind == "start" and rule.to}
    if not starts:
        yield "no move starts it"
    for phase in order:
        if starts and phase not in _reached(starts, lifecycle.moves):
            yield f"phase {phase!r} cannot be reached"
        if not _can_end({phase}, lifecycle.moves):
            yield f"phase {phase!r} has no way to an end"
    kinds = {rule.kind for rule in lifecycle.moves}
    for there, back in (("pause", "resume"), ("suspend", "reinstate")):
        if there in kinds and back not in kinds:
            yield f"it can {there} but not {back}"


def _reached(phases: Iterable[str], moves: tuple[MoveRule, ...]) -> set[str]:
    reached = set(phases)
    grew = True
    while grew:
        more = {rule.to for rule in moves if rule.source in reached and rule.to} - reached
        reached |= more
        grew = bool(more)
    return reached


def _can_end(phases: set[str], moves: tuple[MoveRule, ...]) -> bool:
    reached = _reached(phases, moves)
    return any(
        rule.kind == "end" and (rule.source is None or rule.source in reached) for rule in moves
    )


def _guard_problems(lifecycle: Lifecycle) -> Iterable[str]:
    known: dict[str, Criterion] = {}
    for one in lifecycle.criteria:
        if known.setdefault(one.code, one) is not one:
            yield f"two criteria have the code {one.code}"
    for rule in lifecycle.moves:
        for item in rule.guard.items if rule.guard else ():
            if known.get(item.criterion.code) is not item.criterion:
                yield f"the guard of {rule.words} names {item.criterion.code}, which it does not have"


def _reopening_problems(lifecycle: Lifecycle) -> Iterable[str]:
    for trigger, topics in lifecycle.reopens.items():
        if trigger not in get_args(Trigger):
            yield f"{trigger!r} is no trigger; there are {', '.join(get_args(Trigger))}"
        for topic in topics:
            if topic not in TOPICS:
                yield f"{trigger} reopens {topic!r}, which is no topic"
