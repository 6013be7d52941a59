"""Judging: what each criterion answers, reopened topics and waivers taken into account."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msp_lifecycle.criterion import Case, Checklist, Criterion, Status, Verdict
from msp_lifecycle.criterion.verdict import STANDING
from msp_lifecycle.engine.move_criteria import stands
from msp_lifecycle.engine.report import Outcome
from msp_lifecycle.records import Topic, Waiver

Judgement = tuple[Verdict, Waiver | None, dt.date | None]
"""What a criterion answers, the waiver that sets it aside, and the day on which it was reopened, if it was."""


def outcomes(case: Case, checklist: Checklist, *, informal: bool = False) -> list[Outcome]:
    """Judge every criterion of a checklist.

    Args:
        case: to judge.
        checklist: what to judge it by.
        informal: whether a waiver may rest on informal consensus.
    """
    partnership, profile = case.partnership, case.profile
    reopen = partnership.reopened
    waivers = _waivers(case, informal) if partnership.waivers else None
    weights, blocking = profile.requirements, profile.blocking
    found: list[Outcome] = []
    for item in checklist.items:
        criterion, requirement = item.criterion, item.requirement
        verdict, waiver, day = criterion.judge(case), None, None
        if reopen or waivers:
            verdict, waiver, day = _adjusted(criterion, verdict, reopen, waivers or {})
        if weights:
            requirement = weights.get(criterion.code, requirement)
        blocks = verdict.status not in STANDING and requirement in blocking
        found.append((criterion, verdict, requirement, blocks, waiver, day))
    return found


def statuses(case: Case, criteria: Iterable[Criterion], *, informal: bool = False) -> list[Status]:
    """Return what became of each criterion, in their order."""
    reopen, waivers = case.partnership.reopened, _waivers(case, informal)
    return [_adjusted(one, one.judge(case), reopen, waivers)[0].status for one in criteria]


def _adjusted(
    criterion: Criterion,
    verdict: Verdict,
    reopen: Mapping[Topic, dt.date],
    waivers: dict[str, Waiver],
) -> Judgement:
    topics = criterion.reads & reopen.keys()
    day = max((reopen[topic] for topic in topics), default=None)
    if day is not None:
        verdict = _reopened(verdict, sorted(topics), day)
    waiver = waivers.get(criterion.code)
    if waiver is None or verdict.status.stands:
        return verdict, None, day
    return _waived(verdict, waiver), waiver, day


def _reopened(verdict: Verdict, topics: Iterable[str], day: dt.date) -> Verdict:
    return Verdict(
        Status.NOT_MET,
        f"{', '.join(topics)} reopened on {day} and not settled since. Before that: {verdict.message}",
        verdict.evidence,
    )


def _waived(verdict: Verdict, waiver: Waiver) -> Verdict:
    why = waiver.because.rstrip(" .") or "no reason given"
    until = f" (until {waiver.until})" if waiver.until else ""
    return Verdict(
        Status.WAIVED,
        f"Waived by decision {waiver.decision}: {why}{until}. {verdict.message}",
        verdict.evidence,
    )


def _waivers(case: Case, informal: bool) -> dict[str, Waiver]:
    """Return the waivers in force, by criterion; one that rests on no valid decision does not count."""
    if not case.partnership.waivers:
        return {}
    decisions = {one.id: one for one in case.partnership.decisions}
    return {
        waiver.criterion: waiver
        for waiver in case.partnership.waivers
        if (waiver.until is None or case.on <= waiver.until)
        and waiver.decision in decisions
        and stands(case, decisions[waiver.decision], informal=informal)
    }
