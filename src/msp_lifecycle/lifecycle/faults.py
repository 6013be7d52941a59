"""What is wrong with a lifecycle: everything at once, in the words of whoever defines one."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, get_args

from msp_lifecycle.lifecycle.rules import MOVE_KINDS, PHASE_MOVES, STANDINGS, MoveRule
from msp_lifecycle.records import TOPICS, MoveKind, Trigger
from msp_lifecycle.records.moves import PHASE_NAME

if TYPE_CHECKING:
    from msp_lifecycle.criterion import Criterion
    from msp_lifecycle.lifecycle.definition import Lifecycle

# A phase of such a name could not be told from a move to it, or from another phase that is paused.
_TAKEN: frozenset[str] = frozenset((*get_args(MoveKind), *STANDINGS))
_STANDING_ENDS = ("_paused", "_suspended", "_ended")


def faults(lifecycle: "Lifecycle") -> list[str]:
    """Return all that is wrong with a lifecycle."""
    found = [*_phase_problems(lifecycle), *_move_problems(lifecycle)]
    if not found:  # between phases that are not what they seem, every path is a false alarm
        found += _reach_problems(lifecycle)
    return [*found, *_guard_problems(lifecycle), *_reopening_problems(lifecycle)]


def _phase_problems(lifecycle: "Lifecycle") -> Iterable[str]:
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


def _move_problems(lifecycle: "Lifecycle") -> Iterable[str]:
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


def _reach_problems(lifecycle: "Lifecycle") -> Iterable[str]:
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


def _guard_problems(lifecycle: "Lifecycle") -> Iterable[str]:
    known: dict[str, Criterion] = {}
    for one in lifecycle.criteria:
        if known.setdefault(one.code, one) is not one:
            yield f"two criteria have the code {one.code}"
    for rule in lifecycle.moves:
        for item in rule.guard.items if rule.guard else ():
            if known.get(item.criterion.code) is not item.criterion:
                yield f"the guard of {rule.words} names {item.criterion.code}, which it does not have"


def _reopening_problems(lifecycle: "Lifecycle") -> Iterable[str]:
    for trigger, topics in lifecycle.reopens.items():
        if trigger not in get_args(Trigger):
            yield f"{trigger!r} is no trigger; there are {', '.join(get_args(Trigger))}"
        for topic in topics:
            if topic not in TOPICS:
                yield f"{trigger} reopens {topic!r}, which is no topic"
