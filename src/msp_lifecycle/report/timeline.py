"""Moves: those that can be made, those that were made, and those that should not have been."""

import datetime as dt
from collections.abc import Iterable

from msp_lifecycle.criterion import Status
from msp_lifecycle.engine import AuditEntry, PossibleMove, Report, Stay
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Move, Partnership
from msp_lifecycle.report import words
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.status import heading

_BAR = 10
INFERRED = "inferred: no source states the move; whoever keeps the dossier read it so."


def moves_page(
    partnership: Partnership,
    lifecycle: Lifecycle,
    moves: Iterable[PossibleMove],
    on: dt.date,
    page: Page,
) -> Page:
    """Write where a partnership can go, and what keeps it from each move."""
    heading(page, partnership, lifecycle, on)
    shown = list(moves)
    if not shown:
        page.text("The partnership has ended; no move leads on.")
    for one in shown:
        _possible(page, lifecycle, one)
    if any(one.report.blocking for one in shown):
        page.gap()
        page.faint("msp check FILE --for MOVE says what is in the way of a move.")
    return page


def _possible(page: Page, lifecycle: Lifecycle, one: PossibleMove) -> None:
    report = one.report
    status, tag = (Status.MET, "OPEN") if report.open else (Status.NOT_MET, "CLOSED")
    page.tagged(status, words.rule(lifecycle, one.rule), tag=tag, room=8)
    if one.rule.when:
        page.text(one.rule.when, indent=10)
    if report.blocking:
        page.text(
            f"In the way ({len(report.blocking)}): {words.codes(report.blocking)}",
            indent=10,
            hang=12,
        )
    if report.needs_decision:
        page.faint("Needs a valid decision of the partners.", indent=10)


def history_page(
    partnership: Partnership, lifecycle: Lifecycle, stays: Iterable[Stay], on: dt.date, page: Page
) -> Page:
    """Write the timeline: each move with how long what it led to has lasted."""
    heading(page, partnership, lifecycle, on)
    shown = list(stays)
    if not shown:
        page.text("No move is on record.")
        return page
    longest = max(stay.days for stay in shown if stay.after.standing != "ended") or 1
    page.table([_row(lifecycle, stay, longest) for stay in shown])
    if any(stay.move.inferred for stay in shown):
        page.gap()
        page.faint(INFERRED)
    return page


def _row(lifecycle: Lifecycle, stay: Stay, longest: int) -> tuple[str | list[str], ...]:
    over = stay.after.standing == "ended"
    bar = "" if over else "#" * max(1, round(_BAR * stay.days / longest))
    return str(stay.move.on), bar, "" if over else words.days(stay.days), _told(lifecycle, stay)


def _told(lifecycle: Lifecycle, stay: Stay) -> list[str]:
    move = stay.move
    inferred = " (inferred)" if move.inferred else ""
    lines = [f"{words.move(lifecycle, move)}{inferred}", move.because]
    if move.reopens:
        lines.append(f"Reopens {', '.join(move.reopens)}.")
    if move.decision:
        lines.append(f"Decision: {move.decision}.")
    return [line for line in lines if line.strip()]


def audit_page(
    partnership: Partnership,
    lifecycle: Lifecycle,
    entries: Iterable[AuditEntry],
    page: Page,
    *,
    all_: bool = False,
) -> Page:
    """Write which recorded moves were made through a closed guard."""
    page.title(partnership.name)
    shown = list(entries)
    total = words.many(len(partnership.moves), "recorded move")
    if not shown:
        page.text(f"{total}, each open on its own day.")
        return page
    page.text(f"{total}, {len(shown)} of them through a closed guard:")
    page.gap()
    for entry in shown:
        _unsound(page, lifecycle, entry, all_=all_)
        page.gap()
    if any(entry.move.inferred for entry in shown):
        page.faint(INFERRED)
    return page


def _unsound(page: Page, lifecycle: Lifecycle, entry: AuditEntry, *, all_: bool) -> None:
    move = entry.move
    inferred = " (inferred)" if move.inferred else ""
    page.title(f"{move.on}: {words.move(lifecycle, move)}{inferred}")
    if entry.problem:
        page.text(f"No such move: {entry.problem}.", indent=2)
    if entry.report is None:
        return
    blocking = entry.report.blocking
    page.text(f"In the way ({len(blocking)}):", indent=2)
    room = max((len(one.code) for one in blocking), default=0)
    for one in blocking:
        said = one.message if all_ else one.title
        page.tagged(one.status, said, code=one.code.ljust(room))


def moved_page(
    before: Partnership,
    after: Partnership,
    lifecycle: Lifecycle,
    report: Report,
    page: Page,
    *,
    file: str,
    written: bool,
) -> Page:
    """Write what a move changes, and what it leaves open."""
    move = after.moves[-1]
    page.title(before.name)
    was = words.position(lifecycle, before.position)
    now = words.position(lifecycle, after.position)
    page.table(
        [("Move", words.move(lifecycle, move)), *_details(move), ("Before", was), ("After", now)]
    )
    page.gap()
    if move.reopens:
        page.text(
            "Criteria that read a reopened topic are not met until a later decision settles it "
            f"(settles: [{', '.join(move.reopens)}])."
        )
    if report.advice:
        page.text(f"Still worth a look: {words.codes(report.advice)}", 0, 2)
    page.gap()
    page.text(
        f"Written to {file}."
        if written
        else f"Nothing is written yet: --write adds the move to {file}."
    )
    return page


def _details(move: Move) -> Iterable[tuple[str, str]]:
    yield "On", str(move.on)
    if move.because:
        yield "Because", move.because
    if move.decision:
        yield "Decision", move.decision
    if move.reopens:
        yield "Reopens", ", ".join(move.reopens)
