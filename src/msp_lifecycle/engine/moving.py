"""Moving: each move returns a new partnership, or raises with the report and changes nothing."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

import attrs

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.engine.cases import case_on
from msp_lifecycle.engine.checking import check_move, known_decision
from msp_lifecycle.engine.report import Report
from msp_lifecycle.errors import (
    ConsistencyError,
    LifecycleError,
    MoveRefused,
    NoSuchMove,
    UnknownName,
)
from msp_lifecycle.lifecycle import Lifecycle, MoveRule
from msp_lifecycle.lifecycles import lifecycle_of
from msp_lifecycle.records import TOPICS, EndReason, Partnership, Topic, Trigger


@attrs.frozen
class PossibleMove:
    """A move that the standing leaves open, and what its guard says.

    Attributes:
        rule: the move.
        report: what keeps us from it, or that nothing does.
    """

    rule: MoveRule
    report: Report


def possible_moves(
    partnership: Partnership,
    *,
    on: dt.date,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> tuple[PossibleMove, ...]:
    """Say where a partnership can go on a day, and what keeps it from each move, without moving anything.

    Raises:
        ConsistencyError: if the history until then has moves that the lifecycle does not have.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Partnership
        >>> [
        ...     one.rule.name
        ...     for one in possible_moves(Partnership(id="p", name="P"), on=dt.date(2020, 1, 1))
        ... ]
        ['start']
    """
    cycle = lifecycle or lifecycle_of(partnership)
    case = case_on(partnership.as_of(on), on, profile, cycle)
    cycle.demand(case.partnership)
    return tuple(
        PossibleMove(rule, check_move(case, rule, cycle, decision=None, asked=False))
        for rule in cycle.possible(case.partnership.position)
    )


class Step(NamedTuple):
    """A move about to be made.

    Attributes:
        kind: what sort of move, or `loop_back to PHASE`.
        on: when.
        decision: that it rests on.
        because: why.
        trigger: what set off a loop-back.
        reopens: topics that a loop-back opens again.
        reason: why the partnership ends.
    """

    kind: str
    on: dt.date
    decision: str | None = None
    because: str = ""
    trigger: Trigger | None = None
    reopens: tuple[Topic, ...] = ()
    reason: EndReason | None = None


def make(
    partnership: Partnership,
    step: Step,
    *,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> tuple[Partnership, Report]:
    """Make a move: check it on its day and return the new partnership with the report.

    Raises:
        NoSuchMove: if the lifecycle or the standing does not allow it.
        MoveRefused: if the guard is closed.
        ConsistencyError: if a later move is on record already, or the history has moves that the lifecycle does not.
        UnknownName: if the decision is nowhere on record.
    """
    cycle = lifecycle or lifecycle_of(partnership)
    then = partnership.as_of(step.on)
    cycle.demand(then)
    if then is not partnership:  # something lies after that day
        _in_order(partnership, step.on)
    rule = _allowed(then, cycle, step.kind)
    if step.decision is not None:
        known_decision(partnership, step.decision)
    case = case_on(then, step.on, profile, cycle)
    report = check_move(case, rule, cycle, decision=step.decision, asked=True)
    if not report.open:
        raise MoveRefused(report)
    return partnership.moved(rule.template.told(*step[1:])), report


def start(
    partnership: Partnership,
    *,
    on: dt.date,
    decision: str | None = None,
    because: str = "",
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """Start the partnership: begin its first phase. Raises what `make` raises."""
    step = Step(kind="start", on=on, decision=decision, because=because)
    return make(partnership, step, profile=profile, lifecycle=lifecycle)[0]


def advance(
    partnership: Partnership,
    *,
    on: dt.date,
    decision: str | None = None,
    because: str = "",
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """Move on to the next phase. Raises what `make` raises.

    Args:
        partnership: to move.
        on: day of the move.
        decision: id of the recorded decision that it rests on; from Design onward there must be one.
        because: why, in words.
        profile: thresholds in force.
        lifecycle: instead of the one that the partnership names.
    """
    step = Step(kind="advance", on=on, decision=decision, because=because)
    return make(partnership, step, profile=profile, lifecycle=lifecycle)[0]


def continue_(
    partnership: Partnership,
    *,
    on: dt.date,
    decision: str | None = None,
    because: str = "",
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """Carry on without a redesign, from Further development to Implementation. Raises what `make` raises."""
    step = Step(kind="continue", on=on, decision=decision, because=because)
    return make(partnership, step, profile=profile, lifecycle=lifecycle)[0]


def loop_back(
    partnership: Partnership,
    *,
    to: str,
    because: str,
    on: dt.date,
    trigger: Trigger | None = None,
    reopens: Collection[Topic] | None = None,
    decision: str | None = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """Go back to an earlier phase, which is allowed at any time and never a failure (S2:L14).

    Nothing is deleted or hidden: criteria that read a reopened topic are not met until a later decision settles it.

    Args:
        partnership: to move.
        to: the earlier phase.
        because: why, in words.
        on: day of the move.
        trigger: which of the named triggers it was; the words of `because` stand for themselves without one.
        reopens: topics that are opened again; those that the lifecycle names for the trigger, if not given.
        decision: id of the recorded decision that it rests on.
        profile: thresholds in force.
        lifecycle: instead of the one that the partnership names.

    Raises:
        LifecycleError: if no reason is given.
        UnknownName: if a topic is none.
        MoveRefused: if the decision is missing or not valid.
        NoSuchMove: if the phase does not lie behind.
    """
    cycle = lifecycle or lifecycle_of(partnership)
    step = loop_back_step(
        cycle, to=to, because=because, on=on, trigger=trigger, reopens=reopens, decision=decision
    )
    return make(partnership, step, profile=profile, lifecycle=cycle)[0]


def loop_back_step(
    lifecycle: Lifecycle,
    *,
    to: str,
    because: str,
    on: dt.date,
    trigger: Trigger | None = None,
    reopens: Collection[Topic] | None = None,
    decision: str | None = None,
) -> Step:
    """Return the step of a loop-back, with the topics that it reopens filled in."""
    if not because.strip():
        raise LifecycleError("loop_back", ["because: say in a few words why you go back"])
    named = trigger or "other"
    topics = lifecycle.reopens.get(named, ()) if reopens is None else tuple(sorted(reopens))
    for topic in topics:
        if topic not in TOPICS:
            raise UnknownName("topic", topic, TOPICS)
    return Step(
        kind=f"loop_back to {to}",
        on=on,
        decision=decision,
        because=because,
        trigger=named,
        reopens=topics,
    )


def pause(
    partnership: Partnership,
    *,
    on: dt.date,
    because: str = "",
    decision: str | None = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """Pause, so that participants can shift and be spoken to one by one (S4:L49). Raises what `make` raises."""
    step = Step(kind="pause", on=on, decision=decision, because=because)
    return make(partnership, step, profile=profile, lifecycle=lifecycle)[0]


def resume(
    partnership: Partnership,
    *,
    on: dt.date,
    because: str = "",
    decision: str | None = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """Resume after a pause, in the phase that was left. Raises what `make` raises."""
    step = Step(kind="resume", on=on, decision=decision, because=because)
    return make(partnership, step, profile=profile, lifecycle=lifecycle)[0]


def suspend(
    partnership: Partnership,
    *,
    on: dt.date,
    because: str,
    decision: str | None = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """Suspend, for a breach of integrity or for not reporting again and again (S3:¶84). Raises what `make` raises."""
    step = suspend_step(on=on, because=because, decision=decision)
    return make(partnership, step, profile=profile, lifecycle=lifecycle)[0]


def suspend_step(*, on: dt.date, because: str, decision: str | None = None) -> Step:
    """Return the step of a suspension, which needs a reason."""
    if not because.strip():
        raise LifecycleError("suspend", ["because: say in a few words why"])
    return Step(kind="suspend", on=on, decision=decision, because=because)


def reinstate(
    partnership: Partnership,
    *,
    on: dt.date,
    because: str = "",
    decision: str | None = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """Lift a suspension. Raises what `make` raises."""
    step = Step(kind="reinstate", on=on, decision=decision, because=because)
    return make(partnership, step, profile=profile, lifecycle=lifecycle)[0]


def end(
    partnership: Partnership,
    *,
    reason: EndReason,
    on: dt.date,
    because: str = "",
    decision: str | None = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Partnership:
    """End the partnership; goal achieved and handed over are successes. Raises what `make` raises."""
    step = Step(kind="end", on=on, decision=decision, because=because, reason=reason)
    return make(partnership, step, profile=profile, lifecycle=lifecycle)[0]


def _allowed(partnership: Partnership, lifecycle: Lifecycle, kind: str) -> MoveRule:
    """Return the rule of a move; a pause or suspension is left for the report to name."""
    position = partnership.position
    rule = lifecycle.find(position, kind)
    if lifecycle.leaves_open(position, rule):
        return rule
    halted = position.standing in ("paused", "suspended")
    if halted and rule.kind in ("advance", "loop_back", "continue"):
        return rule
    raise NoSuchMove(kind, position.words, [one.words for one in lifecycle.possible(position)])


def _in_order(partnership: Partnership, on: dt.date) -> None:
    if partnership.moves and partnership.moves[-1].on > on:
        last = partnership.moves[-1]
        article = "an" if last.kind[0] in "aeiou" else "a"
        problem = (
            f"{article} {last.kind.replace('_', '-')} on {last.on} is on record already, and no move can be added "
            "before it; give that day or a later one"
        )
        raise ConsistencyError([("moves", problem)])
