"""Reports as plain data for JSON: stable names, nothing to parse out of sentences."""

from collections.abc import Iterable, Mapping

from msp_lifecycle.criterion import Cited, Evidence, Finding, Status
from msp_lifecycle.engine import AuditEntry, PossibleMove, Report, Stay, Tally
from msp_lifecycle.engine.differences import Difference
from msp_lifecycle.records import Move, Partnership, Position
from msp_lifecycle.report.status import Overview

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]
"""What JSON can say."""


def report_data(report: Report) -> dict[str, Plain]:
    """Return a report.

    The keys are `partnership`, `on`, `phase`, `standing`, `move`, `checklist`, `fits`, `profile`, `open`,
    `needs_decision`, `counts`, `factors` and `findings`; `fits` names what the kind of partnership changed in the list.
    """
    return {
        "partnership": report.partnership,
        "on": str(report.on),
        "phase": report.position.phase,
        "standing": report.position.standing,
        "move": report.move or None,
        "checklist": report.checklist.name,
        "fits": [fit.name for fit in report.checklist.fits],
        "profile": report.profile.name,
        "open": report.open,
        "needs_decision": report.needs_decision,
        "counts": {status.value: count for status, count in report.counts.items()},
        "factors": tallies_data(report.by_factor),
        "findings": [finding_data(one) for one in report.findings],
    }


def finding_data(finding: Finding) -> dict[str, Plain]:
    """Return one finding."""
    return {
        "code": finding.code,
        "title": finding.title,
        "factor": finding.factor,
        "status": finding.status.value,
        "requirement": finding.requirement,
        "blocks": finding.blocks,
        "message": finding.message,
        "evidence": [evidence_data(one) for one in finding.evidence],
        "remedy": finding.remedy,
        "source": finding.source,
        "reopened": None if finding.reopened is None else str(finding.reopened),
        "waiver": None if finding.waiver is None else finding.waiver.id,
    }


def evidence_data(evidence: Evidence) -> dict[str, Plain]:
    """Return one piece of evidence: a record by its path, or a figure as decimal text."""
    if isinstance(evidence, Cited):
        return {"record": evidence.record}
    limit = None if evidence.limit is None else str(evidence.limit)
    return {
        "figure": evidence.name,
        "value": str(evidence.value),
        "unit": evidence.unit,
        "limit": limit,
    }


def nothing_ahead_data(partnership: Partnership, on: str, profile: str) -> dict[str, Plain]:
    """Return what stands in place of a report where no move leads on: the same keys, and neither open nor closed."""
    position = partnership.position
    return {
        "partnership": partnership.id,
        "on": on,
        "phase": position.phase,
        "standing": position.standing,
        "move": None,
        "checklist": None,
        "fits": [],
        "profile": profile,
        "open": None,
        "needs_decision": False,
        "counts": {status.value: 0 for status in Status},
        "factors": {},
        "findings": [],
    }


def tallies_data(tallies: Mapping[str, Tally]) -> dict[str, Plain]:
    """Return counts by factor."""
    return {
        factor: {"stood": one.stood, "of": one.of, "unknown": one.unknown}
        for factor, one in tallies.items()
    }


def position_data(position: Position) -> dict[str, Plain]:
    """Return where a partnership stands."""
    since = position.phase_since
    return {
        "phase": position.phase,
        "standing": position.standing,
        "phase_since": None if since is None else str(since),
        "reason": position.reason,
        "inferred": position.inferred,
    }


def status_data(view: Overview) -> dict[str, Plain]:
    """Return where a partnership stands and how its factors do."""
    silence = view.silence
    return {
        "partnership": view.partnership.id,
        "name": view.partnership.name,
        "on": str(view.on),
        **position_data(view.partnership.position),
        "dormant_since": None if silence is None else str(silence.last_activity),
        "active_partners": [one.id for one in view.partnership.partners if one.active],
        "reopened": {topic: str(day) for topic, day in view.reopened.items()},
        "next": None if view.next is None else next_data(view.next),
        "factors": tallies_data(view.levels),
    }


def next_data(report: Report) -> dict[str, Plain]:
    """Return the next move, and the codes of what is in its way."""
    return {
        "move": report.move,
        "to": report.to,
        "open": report.open,
        "blocking": [one.code for one in report.blocking],
    }


def moves_data(moves: Iterable[PossibleMove]) -> list[Plain]:
    """Return where a partnership can go, each move with its report."""
    return [{"kind": one.rule.kind, "to": one.rule.to, **report_data(one.report)} for one in moves]


def history_data(stays: Iterable[Stay]) -> list[Plain]:
    """Return the timeline."""
    return [
        {
            **move_data(stay.move),
            "phase": stay.after.phase,
            "standing": stay.after.standing,
            "until": str(stay.until),
            "days": stay.days,
        }
        for stay in stays
    ]


def move_data(move: Move) -> dict[str, Plain]:
    """Return a recorded move."""
    return {
        "move": move.kind,
        "on": str(move.on),
        "to": move.to,
        "decision": move.decision,
        "because": move.because,
        "trigger": move.trigger,
        "reopens": list(move.reopens),
        "reason": move.reason,
        "inferred": move.inferred,
    }


def moved_data(
    before: Partnership, after: Partnership | None, report: Report, *, file: str, written: bool
) -> dict[str, Plain]:
    """Return what a move changes; it is null where the guard is closed, and nothing changes."""
    return {
        "file": file,
        "partnership": before.id,
        "moved": after is not None,
        "written": written,
        "move": None if after is None else move_data(after.moves[-1]),
        "before": position_data(before.position),
        "after": position_data((after or before).position),
        "report": report_data(report),
    }


def audit_data(entries: Iterable[AuditEntry]) -> list[Plain]:
    """Return the moves that were made through a closed guard."""
    return [
        {
            "index": entry.index,
            "move": entry.move.kind,
            "on": str(entry.move.on),
            "to": entry.move.to,
            "problem": entry.problem or None,
            "report": None if entry.report is None else report_data(entry.report),
        }
        for entry in entries
    ]


def differences_data(differences: Iterable[Difference]) -> list[Plain]:
    """Return what changed between two dossiers."""
    return [
        {
            "kind": one.kind,
            "record": one.record or None,
            "field": one.field or None,
            "says": one.says,
        }
        for one in differences
    ]
