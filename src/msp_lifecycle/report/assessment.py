"""Self-assessments and blank questionnaires, as pages and as plain data."""

from collections.abc import Iterator

from msp_lifecycle.assessment import Instrument, Result, SelfAssessment, Summary
from msp_lifecycle.criteria import FACTORS
from msp_lifecycle.records import Partnership
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.structured import Plain

_MOST = 5
"""Disagreements shown on a page."""


def assessment_page(
    partnership: Partnership, found: SelfAssessment, page: Page, *, all_: bool = False
) -> Page:
    """Write what respondents think, factor by factor, and where groups disagree.

    Args:
        partnership: whose partners were asked.
        found: what came of it.
        page: to write on.
        all_: whether every question is shown as well.
    """
    page.title(partnership.name)
    page.text(f"{found.instrument.title}. Seen on {found.on}.")
    if not any(one.overall or one.groups for one in found.questions):
        page.gap()
        page.text("Nobody has answered. msp questionnaire prints it, to be filled in.")
        return page
    scale = f"Answers from {found.instrument.scale.words}: mean, spread, number of answers."
    page.faint(f"{scale} Of fewer than {found.least} nothing is said.")
    titles = {one.code: one.title for one in FACTORS}
    for one in found.factors:
        if one.overall is not None:
            _result(one, titles[one.code], page)
    _too_few([one.code for one in found.factors if one.overall is None], page)
    if all_ or not found.factors:
        page.gap()
        page.title("Question by question")
        for one in found.questions:
            if one.overall is not None:
                _result(one, found.instrument.question(one.code).text, page)
        _too_few([one.code for one in found.questions if one.overall is None], page)
    _disagreements(found, page)
    return page


def _result(one: Result, title: str, page: Page) -> None:
    page.gap()
    band = f": {one.band}" if one.band else ""
    page.title(f"{one.code}  {title}" if len(one.code) < 3 else title)
    rows = [("all", f"{_said(one.overall)}{band}")]
    rows += [(name, _said(summary)) for name, summary in one.groups.items()]
    page.table(rows)


def _too_few(codes: list[str], page: Page) -> None:
    if codes:
        page.gap()
        page.text(f"Too few answers to say anything: {', '.join(codes)}.", 0, 2)


def _said(summary: Summary | None) -> str:
    if summary is None:
        return "not shown"
    return f"{summary.mean} \N{PLUS-MINUS SIGN} {summary.spread} ({summary.answers})"


def _disagreements(found: SelfAssessment, page: Page) -> None:
    page.gap()
    page.title("Where groups disagree")
    rows = [
        (
            f"{low} {_mean(one, low)}, {high} {_mean(one, high)}",
            found.instrument.question(one.code).text,
        )
        for one in found.disagreements
        for low, high in [one.disagreement or ("", "")]
    ]
    if not rows:
        page.text("Nowhere by a point or more, as far as groups can be shown.")
    page.table(rows[:_MOST])
    if len(rows) > _MOST:
        page.faint(f"And on {len(rows) - _MOST} more questions (--all, --format json).", 2)


def _mean(one: Result, group: str) -> str:
    summary = one.groups.get(group)
    return "" if summary is None else str(summary.mean)


def assessment_data(found: SelfAssessment) -> dict[str, Plain]:
    """Return the same for programs."""
    return {
        "instrument": found.instrument.name,
        "on": str(found.on),
        "by": found.by,
        "least": found.least,
        "factors": [_result_data(one) for one in found.factors],
        "questions": [
            {**_result_data(one), "text": found.instrument.question(one.code).text}
            for one in found.questions
        ],
    }


def _result_data(one: Result) -> dict[str, Plain]:
    disagreement: list[Plain] | None = None if one.disagreement is None else [*one.disagreement]
    return {
        "code": one.code,
        "band": one.band or None,
        "overall": _summary_data(one.overall),
        "groups": {name: _summary_data(summary) for name, summary in one.groups.items()},
        "gap": None if one.gap is None else str(one.gap),
        "disagreement": disagreement,
    }


def _summary_data(one: Summary | None) -> Plain:
    if one is None:
        return None
    return {"answers": one.answers, "mean": str(one.mean), "spread": str(one.spread)}


def questionnaire_page(instrument: Instrument, page: Page) -> Page:
    """Write a blank questionnaire to be printed and filled in."""
    scale = instrument.scale
    page.title(instrument.title)
    page.text(f"Please rate each statement from {scale.words}.")
    page.text("Leave out what you cannot judge.")
    page.gap()
    boxes = " ".join(f"[{value}]" for value in range(scale.lowest, scale.highest + 1))
    page.table([(boxes, one.text) for one in instrument.questions])
    return page


def blank_response(instrument: Instrument, on: str) -> str:
    """Return a response to be filled in, as it goes into a dossier.

    Examples:
        >>> from msp_lifecycle.assessment import SEVENTEEN_FACTORS
        >>> print(blank_response(SEVENTEEN_FACTORS, "2024-05-01").splitlines()[2])
            instrument: seventeen_factors
    """
    return "\n".join([*_blank_lines(instrument, on), ""])


def _blank_lines(instrument: Instrument, on: str) -> Iterator[str]:
    scale = instrument.scale
    yield "responses:"
    yield "  - id: response-1"
    yield f"    instrument: {instrument.name}"
    yield "    # partner: id of the partner that is asked"
    yield f"    on: {on}"
    yield f"    answers:  # from {scale.words}; put a number for each null; drop what was left out"
    for one in instrument.questions:
        yield f"      - {{item: {one.code}, value: null}}  # {one.text}"
