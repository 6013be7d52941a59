"""Auditing: replay the recorded moves and report every one whose guard was closed on its own day."""

import attrs

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.engine.cases import case_on
from msp_lifecycle.engine.checking import check_move
from msp_lifecycle.engine.report import Report
from msp_lifecycle.lifecycle import Lifecycle, MoveRule
from msp_lifecycle.lifecycles import lifecycle_of
from msp_lifecycle.records import Move, Partnership, Position


@attrs.frozen
class AuditEntry:
    """One recorded move, looked at again.

    Attributes:
        index: its place among the moves.
        move: as recorded.
        before: where the partnership stood.
        report: what the guard said on its day; None for a move that has no guard to look at.
        problem: why the lifecycle does not have the move at all; empty where it does.
    """

    index: int
    move: Move
    before: Position
    report: Report | None = None
    problem: str = ""

    @property
    def sound(self) -> bool:
        """Whether the lifecycle has the move and its guard was open."""
        return not self.problem and (self.report is None or self.report.open)


def replay(
    partnership: Partnership,
    *,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> tuple[AuditEntry, ...]:
    """Look at every recorded move again, on its own day, as the partnership stood before it."""
    cycle = lifecycle or lifecycle_of(partnership)
    wrong = dict(cycle.problems_with(partnership.moves))
    entries: list[AuditEntry] = []
    before = Position()
    for index, move in enumerate(partnership.moves):
        problem = wrong.get(index) or _lost(cycle, before)
        if problem or move.kind == "entered":
            entry = AuditEntry(index, move, before, problem=problem)
        else:
            report = _checked(partnership, index, before, profile, cycle)
            entry = AuditEntry(index, move, before, report)
        entries.append(entry)
        before = before.after(move)
    return tuple(entries)


def audit(
    partnership: Partnership,
    *,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> tuple[AuditEntry, ...]:
    """Return the recorded moves that should not have been made: the guard was closed, or there is no such move.

    What the engine itself moved is never among them.

    Examples:
        >>> from msp_lifecycle.records import Partnership
        >>> audit(Partnership(id="p", name="P"))
        ()
    """
    return tuple(
        entry
        for entry in replay(partnership, profile=profile, lifecycle=lifecycle)
        if not entry.sound
    )


def _checked(
    partnership: Partnership, index: int, before: Position, profile: Profile, cycle: Lifecycle
) -> Report:
    move = partnership.moves[index]
    then = partnership.as_of(move.on).replaced({"moves": partnership.moves[:index]})
    rule = _rule(cycle, before, move)
    case = case_on(then, move.on, profile, cycle)
    return check_move(case, rule, cycle, decision=move.decision, asked=True)


def _lost(cycle: Lifecycle, before: Position) -> str:
    """Say that no move can be judged from a phase that the lifecycle does not have."""
    if before.phase is None or before.phase in cycle.order:
        return ""
    return f"lifecycle {cycle.name} has no phase {before.phase!r} that it could leave"


def _rule(cycle: Lifecycle, before: Position, move: Move) -> MoveRule:
    return next(
        rule
        for rule in cycle.leaving(before.phase)
        if rule.kind == move.kind and rule.to == move.to
    )
