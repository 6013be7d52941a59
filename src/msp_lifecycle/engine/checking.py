"""Checking: what a guard or a checklist says of a partnership on a day."""

import datetime as dt
from itertools import starmap

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Case, Checklist, Finding, Profile, Status
from msp_lifecycle.criterion.verdict import STANDING
from msp_lifecycle.engine.cases import case_on
from msp_lifecycle.engine.judging import outcomes, statuses
from msp_lifecycle.engine.move_criteria import decision_verdict, is_active, rests_on_a_decision
from msp_lifecycle.engine.report import Report, Tally, tally
from msp_lifecycle.errors import NoSuchMove, UnknownName
from msp_lifecycle.lifecycle import Lifecycle, MoveRule
from msp_lifecycle.lifecycles import lifecycle_of
from msp_lifecycle.records import Partnership


def check(
    partnership: Partnership,
    to: str | None = None,
    *,
    on: dt.date,
    against: Checklist | None = None,
    decision: str | None = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> Report:
    """Say whether a partnership may make a move, or how it stands against a checklist, and why.

    Args:
        partnership: to check.
        to: the move, or the phase that it leads to; the next move forward if neither this nor `against` is given.
        on: the day asked about; nothing later counts.
        against: a checklist to check instead of a guard.
        decision: id of the decision that the move is to rest on, if it is to be judged as well.
        profile: thresholds in force.
        lifecycle: instead of the one that the partnership names.

    Raises:
        NoSuchMove: if the lifecycle has no such move from where the partnership stood.
        UnknownName: if the lifecycle is unknown.
        ConsistencyError: if the history until then has moves that the lifecycle does not have.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Move, Partnership
        >>> p = Partnership(
        ...     id="p",
        ...     name="P",
        ...     moves=[Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")],
        ... )
        >>> check(p, "design", on=dt.date(2020, 9, 1)).open
        False
    """
    if against is not None:
        case = case_on(partnership.as_of(on), on, profile, lifecycle)
        fitted = against.fitted(case)
        found = tuple(outcomes(case, fitted))
        return Report(partnership.id, on, case.partnership.position, profile, fitted, found)
    cycle = lifecycle or lifecycle_of(partnership)
    case = case_on(partnership.as_of(on), on, profile, cycle)
    cycle.demand(case.partnership)
    return check_move(case, _wanted(case, cycle, to), cycle, decision=decision, asked=False)


def check_move(
    case: Case, rule: MoveRule, lifecycle: Lifecycle, *, decision: str | None, asked: bool
) -> Report:
    """Check the guard of a move and what every move must satisfy.

    Args:
        case: as of the day of the move.
        rule: the move.
        lifecycle: that it belongs to.
        decision: id of the decision that it rests on.
        asked: whether a missing decision is a finding (the move is being made) or only announced.
    """
    partnership, profile = case.partnership, case.profile
    position, guard = partnership.position, rule.checklist
    informal = position.phase in lifecycle.informal
    found = outcomes(case, guard, informal=informal)
    if position.standing not in ("active", "not_started") and rule.kind not in _WHILE_HALTED:
        # No history can hold such a move, so no profile can let it pass.
        found.insert(0, (is_active, is_active.judge(case), "must", True, None, None))
    if asked or decision is not None:
        verdict = decision_verdict(case, decision, informal=informal, needed=rule.needs_decision)
        blocks = verdict.status not in STANDING and "must" in profile.blocking
        found.insert(0, (rests_on_a_decision, verdict, "must", blocks, None, None))
    will_need = rule.needs_decision and not informal and decision is None
    return Report(
        partnership.id,
        case.on,
        position,
        profile,
        guard,
        tuple(found),
        rule.words,
        rule.to,
        will_need,
    )


def findings(case: Case, checklist: Checklist, *, informal: bool = False) -> tuple[Finding, ...]:
    """Judge every criterion of a checklist: reopened topics and waivers taken into account.

    Args:
        case: to judge.
        checklist: what to judge it by.
        informal: whether a waiver may rest on informal consensus.
    """
    return tuple(starmap(Finding, outcomes(case, checklist, informal=informal)))


_WHILE_HALTED = ("resume", "suspend", "reinstate", "end")
"""What can be done with a partnership that is paused or suspended."""


def levels(
    partnership: Partnership,
    *,
    on: dt.date,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
) -> dict[str, Tally]:
    """Return how many criteria of each factor stand: the factor's level, as a count and never a score.

    Args:
        partnership: to judge.
        on: the day asked about.
        profile: thresholds in force.
        lifecycle: instead of the one that the partnership names.

    Raises:
        ConsistencyError: if the history until then has moves that the lifecycle does not have.
    """
    cycle = lifecycle or lifecycle_of(partnership)
    case = case_on(partnership.as_of(on), on, profile, cycle)
    cycle.demand(case.partnership)
    informal = case.partnership.position.phase in cycle.informal
    counted = [one for one in cycle.criteria if one.factor is not None]
    groups: dict[str, list[Status]] = {}
    for one, status in zip(counted, statuses(case, counted, informal=informal), strict=True):
        groups.setdefault(one.factor or "", []).append(status)
    return {factor: tally(groups[factor]) for factor in sorted(groups)}


def _wanted(case: Case, lifecycle: Lifecycle, to: str | None) -> MoveRule:
    position = case.partnership.position
    if to is not None:
        return lifecycle.find(position, to)
    rule = lifecycle.next(position)
    if rule is None:
        names = [one.words for one in lifecycle.possible(position)]
        raise NoSuchMove("next", position.words, names)
    return rule


def known_decision(partnership: Partnership, decision: str) -> None:
    """Raise `UnknownName` if a decision is cited that is nowhere on record."""
    ids = [one.id for one in partnership.decisions]
    if decision not in ids:
        raise UnknownName("decision", decision, ids)
