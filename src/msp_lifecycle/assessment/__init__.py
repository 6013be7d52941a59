"""Self-assessment: what the partners themselves think, told so that nobody's answer can be worked out."""

from msp_lifecycle.assessment.answers import NOT_STATED, AnswersMismatch, Given, given
from msp_lifecycle.assessment.instrument import Band, Instrument, Question, Scale
from msp_lifecycle.assessment.results import (
    DISAGREEMENT,
    Result,
    SelfAssessment,
    Summary,
    assess,
    shown_groups,
)
from msp_lifecycle.assessment.seventeen import SEVENTEEN_FACTORS
from msp_lifecycle.errors import UnknownName

INSTRUMENTS: tuple[Instrument, ...] = (SEVENTEEN_FACTORS,)
"""The instruments that we ship."""


def instrument_named(name: str) -> Instrument:
    """Return a shipped instrument.

    Raises:
        UnknownName: if there is none of that name.

    Examples:
        >>> len(instrument_named("seventeen_factors").questions)
        34
    """
    for one in INSTRUMENTS:
        if one.name == name:
            return one
    raise UnknownName("instrument", name, [one.name for one in INSTRUMENTS])


__all__ = [
    "DISAGREEMENT",
    "INSTRUMENTS",
    "NOT_STATED",
    "SEVENTEEN_FACTORS",
    "AnswersMismatch",
    "Band",
    "Given",
    "Instrument",
    "Question",
    "Result",
    "Scale",
    "SelfAssessment",
    "Summary",
    "assess",
    "given",
    "instrument_named",
    "shown_groups",
]
