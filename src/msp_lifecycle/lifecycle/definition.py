"""A lifecycle as one value: it knows its moves from every phase, and which histories are its own."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Protocol

import attrs

from msp_lifecycle.criterion import Checklist, Criterion, Requirement
from msp_lifecycle.errors import ConsistencyError, LifecycleError, NoSuchMove, UnknownName
from msp_lifecycle.lifecycle.faults import faults
from msp_lifecycle.lifecycle.rules import STANDINGS, MoveRule, Phase
from msp_lifecycle.records import Arc, Move, Partnership, Position, Topic, Trigger


class _Printer(Protocol):
    """What IPython and Hypothesis write values to."""

    def text(self, text: str, /) -> object: ...


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
        problems = faults(self)
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
        return rule.kind in STANDINGS[position.standing]

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
