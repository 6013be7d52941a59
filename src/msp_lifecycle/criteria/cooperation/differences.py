"""Factor B3, differences: aims, culture, language, pace, and what divides the partners (S2:L27; S1:L221)."""

import datetime as dt

from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    counted,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    unknown,
)
from msp_lifecycle.records import Assessment

NO_PARTNER = "No active partner is on record."


@criterion(
    "B3.1",
    "Differences between the partners have been discussed",
    why="""Partners from different parts of society differ in aims, organisation, identity, logic and
    terms. What is not talked about comes up later as a misunderstanding.""",
    source="S2:L27",
    remedy="""Hold a session on how the partners differ in aims, organisation, identity, logic and terms, and
    put it on record.""",
    reads="governance",
)
def differences_discussed(case: Case) -> Verdict:
    """Whether a meeting on record had the differences between the partners among its subjects."""
    meetings = [one for one in case.partnership.meetings if one.about]
    if not meetings:
        return unknown("No record says what was discussed at a meeting.")
    sessions = [one for one in meetings if "differences" in one.about]
    return met_if(
        bool(sessions),
        f"Differences were discussed at these meetings: {listed(one.id for one in sessions)}.",
        "None of the meetings whose subjects are on record was about differences.",
        *(sessions or meetings),
    )


@criterion(
    "B3.2",
    "A shared understanding of the problem is documented, with a glossary",
    why="""The same word means different things to a ministry, a company and a village. A vision holds
    only if its makers mean the same problem.""",
    source="S2:L27",
    remedy="Agree on the wording of the problem, and write down what the terms used in it mean.",
    reads="purpose communication",
    since="design",
)
def shared_understanding(case: Case) -> Verdict:
    """Whether an agreed problem statement and at least one entry of a shared glossary are on record."""
    statements, glossary = case.partnership.problem_statements, case.partnership.glossary
    if not statements and not glossary:
        return unknown("Neither a problem statement nor a glossary is on record.")
    agreed = [one for one in statements if one.agreed is not None]
    lacking = ["an agreed problem statement"] if not agreed else []
    lacking += ["a glossary"] if not glossary else []
    return met_if(
        not lacking,
        f"The problem is agreed, and the glossary has {counted(len(glossary), 'term')}.",
        f"There is no record of {' or of '.join(lacking)}.",
        *(agreed or statements),
        *glossary,
    )


@criterion(
    "B3.3",
    "The working languages fit the partners",
    why="""Whoever cannot follow the talk in a language of their own takes no part in it, whatever the
    rules say.""",
    source="S2:L27 (inferred)",
    remedy="""Work in a further language, or translate, so that each partner named can follow in one it
    knows.""",
    reads="partners communication",
    since="design",
)
def languages_fit(case: Case) -> Verdict:
    """Whether each active partner can work in a language of the partnership or of one of its open channels."""
    if not case.partners:
        return unknown(NO_PARTNER)
    supported = _supported_languages(case)
    if not supported:
        return unknown("No working language of the partnership is on record.")
    known = {one.id: _languages(case.organisation_of(one).languages) for one in case.partners}
    without = [one for one in case.partners if known[one.id] and not known[one.id] & supported]
    words = listed(sorted(supported))
    if without:
        names = listed(one.id for one in without)
        return not_met(
            f"The partnership works in {words}, and {len(without)} of {len(case.partners)} active "
            f"partners know none of these: {names}.",
            *without,
        )
    unrecorded = [one for one in case.partners if not known[one.id]]
    if unrecorded:
        names = listed(one.id for one in unrecorded)
        return unknown(f"No language is on record for these active partners: {names}.", *unrecorded)
    return met(f"The partnership works in {words}, and each active partner knows one of them.")


def _supported_languages(case: Case) -> set[str]:
    channels = (one for one in case.partnership.channels if one.until is None)
    return _languages(case.partnership.languages).union(
        *(_languages(channel.languages) for channel in channels)
    )


def _languages(tags: tuple[str, ...]) -> set[str]:
    """Return the languages without regard to region: who knows pt-BR can follow pt."""
    return {tag.partition("-")[0] for tag in tags}


@criterion(
    "B3.4",
    "It is known how fast each partner can decide",
    why="""A company decides in days where a ministry waits for its committees. Partners who know each
    other's pace do not take slowness for lack of will.""",
    source="S2:L27 (inferred)",
    remedy="Ask each partner named how long a decision of its own usually takes, and record it.",
    reads="partners",
    since="design",
)
def pace_known(case: Case) -> Verdict:
    """Whether it is on record for each active partner how many days a decision of its own usually takes."""
    if not case.partners:
        return unknown(NO_PARTNER)
    days = {one.id: case.organisation_of(one).decision_days for one in case.partners}
    known = [pace for pace in days.values() if pace is not None]
    if not known:
        return unknown("No record says how long the partners' own decisions take.")
    lacking = [one for one in case.partners if days[one.id] is None]
    return met_if(
        not lacking,
        f"Decisions of the partners' own take from {min(known)} to {max(known)} days.",
        f"How long a decision takes is not on record for {len(lacking)} of {len(days)} active "
        f"partners: {listed(one.id for one in lacking)}.",
        *lacking,
        Figure("slowest partner's own decision", max(known), "days"),
    )


@criterion(
    "B3.5",
    "Divergences are mapped and none threatens to break the partnership",
    why="""Partners need not agree on everything. They need to know where they differ, and to have a way to
    live with it, such as letting a partner opt out of one subject.""",
    source="S1:L221; S1:L30",
    remedy="""Write down where partners differ, and settle what would break the partnership, agree to
    disagree on it, or arrange for it.""",
    reads="risk purpose",
    since="design",
    also="P2-X11 SUIT-4 PUR-3",
)
def divergences_mapped(case: Case) -> Verdict:
    """Whether divergences are on record, and none that would end the partnership is open without an arrangement.

    An assessment of like-mindedness counts where nobody found a divergence, and against where its answer is no.
    """
    divergences, judged = case.partnership.divergences, _like_mindedness(case)
    breaking = [one for one in divergences if one.deal_breaker and one.open]
    unarranged = [one for one in breaking if not one.arrangement.strip()]
    if unarranged:
        names = listed(one.id for one in unarranged)
        return not_met(f"Open divergences could end the partnership: {names}.", *unarranged)
    if judged is not None and judged.answer == "no":
        return not_met("The latest assessment finds too little like-mindedness.", judged)
    if divergences:
        words = f"Mapped: {counted(len(divergences), 'divergence')}, none of which breaks the partnership."
        return met(words, *divergences)
    if judged is not None:
        return met("No divergence is mapped; partners were found like-minded enough.", judged)
    return unknown("No divergence is mapped, and like-mindedness has not been assessed.")


def _like_mindedness(case: Case) -> Assessment | None:
    assessments = (one for one in case.partnership.assessments if one.about == "like_mindedness")
    return max(assessments, key=lambda one: (one.on or dt.date.min, one.id), default=None)


CRITERIA = (
    differences_discussed,
    shared_understanding,
    languages_fit,
    pace_known,
    divergences_mapped,
)
