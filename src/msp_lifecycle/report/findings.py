"""A report, finding by finding: first what is in the way, then what deserves a look, then the rest."""

from collections.abc import Iterable, Sequence

from msp_lifecycle.criterion import Finding, Status
from msp_lifecycle.engine import Report
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Partnership
from msp_lifecycle.report import words
from msp_lifecycle.report.manual import fitted_words
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.sources import cited
from msp_lifecycle.report.status import heading

_INDENT = 11


def check_page(
    partnership: Partnership,
    lifecycle: Lifecycle,
    report: Report,
    page: Page,
    *,
    all_: bool = False,
    brief: bool = False,
) -> Page:
    """Write a report.

    Args:
        partnership: that was checked.
        lifecycle: that it follows.
        report: to write.
        page: to write on.
        all_: whether to spell out the findings that are not in the way, too.
        brief: whether to give each finding that is in the way a line, and the others their code.
    """
    heading(page, partnership, lifecycle, report.on)
    _verdict(page, lifecycle, report)
    if not report.open and not brief:
        page.faint("NOT MET: the records show that it is not so. UNKNOWN: nobody wrote it down.")
    for fit in report.checklist.fits:
        page.text(fitted_words(fit), 0, 2)
    page.gap()
    spell, hint = (_brief, _codes) if brief else (_group, _group if all_ else _brief)
    spell(page, "", report.blocking)
    hint(page, "Recommended, but not in the way", _advice(report, info=False))
    hint(page, "For information", _advice(report, info=True))
    spell(page, "Waived", _with(report, Status.WAIVED))
    _codes(page, "Met", _with(report, Status.MET))
    _codes(page, "Not applicable", _with(report, Status.NOT_APPLICABLE))
    if report.needs_decision and report.finding("MOVE-1") is None:
        page.gap()
        page.text("To be made, the move must cite a valid decision of the partners (--decision).")
    spelt_out = [] if brief else [*report.blocking, *(report.advice if all_ else ())]
    _where_from(page, spelt_out)
    return page


def _verdict(page: Page, lifecycle: Lifecycle, report: Report) -> None:
    page.title(f"{_question(lifecycle, report)}: {_state(report)}")
    checked = words.many(len(report.findings), "criterion", "criteria")
    if not report.findings:
        page.text("It asks for nothing.")
    elif not report.open:
        page.text(f"In the way: {_fall_short(report.blocking)}, of {checked}.")
    elif report.move or not report.advice:
        page.text(f"Nothing is in the way; checked: {checked}.")
    else:
        page.text(f"Not in the way: {_fall_short(report.advice)}, of {checked}.")


def _state(report: Report) -> str:
    """Say what came out; what asks for nothing that must be is never called fulfilled."""
    if report.move:
        return "OPEN" if report.open else "CLOSED"
    if not report.open:
        return "NOT FULFILLED"
    required = any(one.requirement in report.profile.blocking for one in report.findings)
    return "FULFILLED" if required or not report.advice else "NOTHING REQUIRED"


def _fall_short(findings: Sequence[Finding]) -> str:
    unknown = sum(one.status is Status.UNKNOWN for one in findings)
    counts = {"not met": len(findings) - unknown, "unknown": unknown}
    return " and ".join(f"{count} {word}" for word, count in counts.items() if count)


def _question(lifecycle: Lifecycle, report: Report) -> str:
    if not report.move or report.checklist.items:
        return report.checklist.title
    to = f" to {words.phase(lifecycle, report.to)}" if report.to else ""
    return f"{report.move.partition(' ')[0].capitalize()}{to}"


def _advice(report: Report, *, info: bool) -> list[Finding]:
    return [one for one in report.advice if (one.requirement == "info") == info]


def _with(report: Report, status: Status) -> list[Finding]:
    return [one for one in report.findings if one.status is status]


def _group(page: Page, title: str, findings: Iterable[Finding]) -> None:
    shown = list(findings)
    if shown and title:
        page.title(f"{title}:")
    room = _room(shown)
    for one in shown:
        finding_lines(page, one, room)
    page.gap()


def _brief(page: Page, title: str, findings: Iterable[Finding]) -> None:
    shown = list(findings)
    if shown and title:
        page.title(f"{title}:")
    room = _room(shown)
    for one in shown:
        page.tagged(one.status, f"{one.title}{_again(one)}", code=one.code.ljust(room))
    page.gap()


def _again(finding: Finding) -> str:
    return "" if finding.reopened is None else " (reopened)"


def _codes(page: Page, title: str, findings: Iterable[Finding]) -> None:
    shown = list(findings)
    if shown:
        page.text(f"{title} ({len(shown)}): {words.codes(shown)}", 0, 2)


def _room(findings: Iterable[Finding]) -> int:
    return max((len(one.code) for one in findings), default=0)


def finding_lines(page: Page, finding: Finding, room: int = 0) -> None:
    """Write one finding: what, the facts, what to do, and what it rests on.

    Args:
        page: to write on.
        finding: to write.
        room: columns for its code.
    """
    page.tagged(finding.status, finding.title, code=finding.code.ljust(room))
    page.text(finding.message, indent=_INDENT)
    if finding.remedy:
        page.text(f"To do: {finding.remedy}", indent=_INDENT, hang=_INDENT + 2)
    proof = words.evidence(finding.evidence)
    page.faint(
        f"{f'Evidence: {proof}. ' if proof else ''}Source: {finding.source}.", indent=_INDENT
    )


def _where_from(page: Page, findings: list[Finding]) -> None:
    """Say where a reader can learn more of the findings that were spelt out; the manual has the shipped ones only."""
    codes = [one.code for one in findings if not one.code.startswith("X-")]
    tags = sorted(cited("; ".join(one.source for one in findings)))
    if codes:
        page.gap()
        source = f", msp explain {tags[-1]} of a source" if tags else ""
        page.faint(f"msp explain {codes[0]} says more of a criterion{source}.")
