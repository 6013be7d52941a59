"""What may be said of a question that only people can judge; shared by all criteria that rest on one assessment."""

import datetime as dt

from msp_lifecycle.criterion import Case, Verdict, met, not_met, unknown
from msp_lifecycle.records import Assessment, AssessmentSubject


def latest(case: Case, about: AssessmentSubject) -> Assessment | None:
    """Return the latest assessment of a question; one without a day counts as the oldest."""
    found = (one for one in case.partnership.assessments if one.about == about)
    return max(found, key=lambda one: (one.on or dt.date.min, one.id), default=None)


def judged(case: Case, about: AssessmentSubject, what: str, *, listing: str = "") -> Verdict:
    """Judge a question by its latest assessment: it has to say yes, and state its grounds.

    Args:
        case: to judge.
        about: the question.
        what: the question as it follows after `an assessment of`.
        listing: what its points list, where grounds in words are not enough.
    """
    one = latest(case, about)
    if one is None:
        return unknown(f"No assessment of {what} is on record.")
    if one.answer != "yes":
        return not_met(f"Assessment {one.id} answers {one.answer} when asked about {what}.", one)
    if listing and not one.points:
        return not_met(f"Assessment {one.id} says yes, but does not list {listing}.", one)
    if not one.points and not one.text.strip():
        return not_met(f"Assessment {one.id} says yes, but states no grounds.", one)
    return met(f"Assessment {one.id} speaks of {what}, and says yes with its grounds.", one)
