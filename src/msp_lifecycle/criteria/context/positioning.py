"""Factor D1, context analysis and positioning (S2:L33)."""

import datetime as dt
from collections.abc import Iterable, Mapping

from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Assessment, AssessmentSubject


@criterion(
    "D1.1",
    "The social and political context has been analysed recently",
    why="""Where a partnership stands in its society and its politics decides what it can move.
    Conditions shift, so an old picture misleads.""",
    source="S2:L5; S2:L33",
    remedy="Analyse the social and the political context, or bring the last analysis up to date.",
    reads="context",
    requirement="must",
    kind="temporal",
    limits="context_analysis_age",
    also="P1-X3",
)
def context_analysed(case: Case) -> Verdict:
    """Whether analyses that are recent enough speak of society and of politics, together or apart."""
    analyses = [one for one in case.partnership.context_analyses if one.social or one.political]
    if not analyses:
        return unknown("No analysis on record says anything of society or of politics.")
    days = {
        "society": [one.on for one in analyses if one.social],
        "politics": [one.on for one in analyses if one.political],
    }
    cutoff, limit = case.cutoff("context_analysis_age"), case.limit("context_analysis_age")
    ages = _ages(case, days, cutoff)
    old = [name for name, on in days.items() if not any(day and day >= cutoff for day in on)]
    if not old:
        return met(
            f"Society and politics were analysed in the last {limit} months.", *analyses, *ages
        )
    surely_old = " or ".join(name for name in old if None not in days[name])
    if not surely_old:
        return unknown("An analysis bears no date, so nothing shows how old it is.", *analyses)
    return not_met(
        f"No analysis of the last {limit} months speaks of {surely_old}.", *analyses, *ages
    )


def _ages(
    case: Case, days: Mapping[str, Iterable[dt.date | None]], cutoff: dt.date
) -> list[Figure]:
    """Return how old the latest analysis of each subject is, as far as it is dated, beside how old it may be."""
    latest = {name: max((day for day in on if day), default=None) for name, on in days.items()}
    most = (case.on - cutoff).days
    return [
        Figure(f"age of the latest analysis of {name}", (case.on - day).days, "days", most)
        for name, day in latest.items()
        if day is not None
    ]


@criterion(
    "D1.2",
    "Other initiatives in the field have been looked at",
    why="""Others already work on most problems. Only who knows how far their work is the same can join them,
    leave ground to them or do something else.""",
    source="S2:L5; S2:L33",
    remedy="""List the other initiatives in the field and rate how far each does the same, with the overlap `none`
    where it does not.""",
    reads="context",
    requirement="must",
    also="P1-X3",
)
def initiatives_rated(case: Case) -> Verdict:
    """Whether other initiatives are listed and each is rated for how far it does the same."""
    initiatives = case.partnership.initiatives
    unrated = [one for one in initiatives if one.overlap is None]
    if len(unrated) == len(initiatives):
        return unknown("No initiative in the field is on record with a rating of its overlap.")
    return met_if(
        not unrated,
        f"Every initiative listed ({len(initiatives)}) is rated for its overlap.",
        f"Not rated for overlap: {len(unrated)} of {len(initiatives)} initiatives "
        f"({listed(one.id for one in unrated)}).",
        *(unrated or initiatives),
    )


@criterion(
    "D1.3",
    "The strategy builds on the context analysis",
    why="""An analysis that the goals ignore protects nobody from doing what others do already. Planning is the
    moment to draw on it.""",
    source="S2:L33",
    remedy="Name for each goal the analysis it builds on, or have the alignment of the strategy assessed.",
    reads="purpose context",
    since="design",
    requirement="must",
    kind="judgement",
    also="P2-X14",
)
def strategy_aligned(case: Case) -> Verdict:
    """The latest assessment of the alignment; where there is none, whether every goal names the analysis it builds on."""
    if not case.partnership.context_analyses:
        return unknown("No context analysis is on record for the strategy to build on.")
    judged = _last_word(case, "strategy_alignment")
    if judged:
        return _answered_yes(judged, "whether the strategy fits the context")
    goals = [one for one in case.partnership.goals if one.dropped is None]
    unrelated = [one for one in goals if one.context_analysis is None]
    if len(unrelated) == len(goals):
        return unknown("No goal names the analysis it builds on, and no assessment is on record.")
    return met_if(
        not unrelated,
        "Every goal names the analysis it builds on.",
        f"No analysis to build on is named for {len(unrelated)} of {len(goals)} goals: "
        f"{listed(one.id for one in unrelated)}.",
        *(unrelated or goals),
    )


def _last_word(case: Case, about: AssessmentSubject) -> tuple[Assessment, ...]:
    """Return the assessment of a question made last, or all of them where several were made on that day."""
    asked = [one for one in case.partnership.assessments if one.about == about]
    last = max((one.on or dt.date.min for one in asked), default=None)
    return tuple(one for one in asked if (one.on or dt.date.min) == last)


def _answered_yes(judged: Iterable[Assessment], question: str) -> Verdict:
    answers = sorted({one.answer for one in judged})
    words = f"The latest assessment of {question} says {' and '.join(answers)}."
    return met_if(answers == ["yes"], words, words, *judged)


@criterion(
    "D1.4",
    "Strong overlap with other initiatives is answered",
    why="""Initiatives that do the same side by side compete for money and attention and split the field. Each strong
    overlap asks for a choice: work together, merge, or do something different.""",
    source="S2:L33",
    remedy="Decide for each strongly overlapping initiative whether to coordinate, merge or differentiate.",
    reads="context",
    since="design",
    requirement="must",
    also="P2-X14",
)
def overlap_answered(case: Case) -> Verdict:
    """Whether every initiative that overlaps strongly has a response."""
    initiatives = case.partnership.initiatives
    if not initiatives:
        return unknown("No other initiative in the field is on record.")
    strong = [one for one in initiatives if one.overlap == "high"]
    ignored = [one for one in strong if one.response is None]
    if ignored:
        return not_met(
            f"Nothing is settled about strong overlap with {listed(one.id for one in ignored)}.",
            *ignored,
        )
    unrated = [one for one in initiatives if one.overlap is None]
    if unrated:
        return unknown(f"No overlap is recorded for {listed(one.id for one in unrated)}.", *unrated)
    if not strong:
        return met("No initiative listed overlaps strongly.", *initiatives)
    return met("Every strong overlap has a response.", *strong)


@criterion(
    "D1.5",
    "Every level has a goal and a partner that answers for it",
    why="""A strategy for the whole world changes nothing without somebody who acts on the ground, and local work
    stays alone without the strategy.""",
    source="S2:L33",
    remedy="Set a goal for each level at which the partnership works and name the partner that answers for it.",
    reads="purpose partners",
    since="implementation",
    also="CH-11",
)
def levels_balanced(case: Case) -> Verdict:
    """Levels at which the partnership says it works, and those that have a goal owned by an active partner."""
    levels = tuple(dict.fromkeys(case.partnership.typology.levels))
    if not levels:
        return unknown("No record says at which levels the partnership works.")
    if len(levels) == 1:
        return not_applicable(f"The partnership works at one level only: {levels[0]}.")
    standing = [one for one in case.partnership.goals if one.dropped is None]
    goals = [one for one in standing if one.level is not None and one.owner is not None]
    if not goals:
        return unknown("No goal on record names both its level and who answers for it.")
    answered_for = {one.level for one in goals if one.owner in case.partner_ids}
    bare = [level for level in levels if level not in answered_for]
    return met_if(
        not bare,
        f"An active partner answers for a goal at each level: {listed(levels)}.",
        f"No active partner answers for a goal at these levels: {listed(bare)}.",
        *goals,
    )


@criterion(
    "D1.6",
    "A partnership has been found suitable for the problem",
    why="""Working together costs much time and money. Where one actor or another instrument would do better, a
    partnership is the wrong answer.""",
    source="S2:L5",
    remedy="Assess whether a partnership can deal with the problem effectively, and stop or reframe it if not.",
    reads="purpose",
    requirement="must",
    kind="judgement",
    also="P1-X2 SUIT-2",
)
def suitable(case: Case) -> Verdict:
    """The answer of the latest assessment of suitability."""
    judged = _last_word(case, "suitability")
    if not judged:
        return unknown("Nobody has recorded whether a partnership suits the problem.")
    return _answered_yes(judged, "whether a partnership suits the problem")


@criterion(
    "D1.7",
    "The potential for scaling up has been assessed",
    why="""What works in one place can often do more elsewhere or at a larger scale, and sometimes cannot. Partners
    should know before they choose a direction.""",
    source="S2:L18; S3:¶88",
    remedy="Assess whether and how the partnership could widen its effect.",
    reads="purpose",
    since="further_development",
    kind="judgement",
    also="P4-X5",
)
def scaling_assessed(case: Case) -> Verdict:
    """Whether an assessment of the scaling potential is on record, whatever it says."""
    judged = _last_word(case, "scaling_potential")
    if not judged:
        return unknown("No assessment of the scaling potential is on record.")
    return met("The scaling potential has been assessed.", *judged)


CRITERIA = (
    context_analysed,
    initiatives_rated,
    strategy_aligned,
    overlap_answered,
    levels_balanced,
    suitable,
    scaling_assessed,
)
THRESHOLDS = (
    Threshold(
        name="context_analysis_age",
        unit="months",
        light="36",
        standard="24",
        strict="12",
        meaning="Age at which an analysis of the context is out of date.",
    ),
)
