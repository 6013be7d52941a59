"""Ratings: what single respondents answered, kept apart from what is made of them."""

from decimal import Decimal
from typing import Annotated, Literal

from msp_lifecycle.errors import RecordError
from msp_lifecycle.records.checks import shown
from msp_lifecycle.records.marks import Id, On, Text, Within
from msp_lifecycle.records.partners import Disclosure, PartnerRef
from msp_lifecycle.records.record import Record, record

RatingItem = Literal[
    "vision_is_ours",
    "trust",
    "discussion_culture",
    "neutrality",
    "perceived_say",
    "solution_focus",
]


@record
class Rating(Record):
    """One answer to one question (S2:L21, L26, L29).

    Attributes:
        id: stable identifier.
        item: the question; `trust` is asked about one other partner.
        partner: whose answer it is.
        about: partner that it is about, where it is about one.
        value: the answer, from 1 up.
        scale: the highest value possible.
        on: when it was given.
        disclosed_to: who may see the single answer; nobody unless it says otherwise.
    """

    id: Id
    item: RatingItem
    partner: PartnerRef
    about: PartnerRef | None = None
    value: Annotated[Decimal, Within(1)]
    scale: Annotated[int, Within(2)] = 5
    on: On
    disclosed_to: Disclosure = "none"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if self.value > self.scale:
            raise RecordError(
                "Rating", "value", f"{self.value} lies above the scale of {self.scale}"
            )


@record
class Answer(Record):
    """The answer to one question of a questionnaire.

    Attributes:
        item: code of the question.
        value: the answer, on the scale of the questionnaire.
    """

    item: Id
    value: Decimal


@record
class Response(Record):
    """A questionnaire filled in by one respondent.

    Attributes:
        id: stable identifier.
        instrument: name of the questionnaire.
        partner: for which the respondent speaks, if for one.
        respondent: a pseudonym, where several speak for one partner; the latest response of each counts.
        group: that the respondent belongs to, in groups of one's own.
        on: when it was filled in.
        answers: to its questions, each answered once at most.
        disclosed_to: who may see the single answers; nobody unless it says otherwise.
    """

    id: Id
    instrument: Text
    partner: PartnerRef | None = None
    respondent: str = ""
    group: str = ""
    on: On
    answers: tuple[Answer, ...] = ()
    disclosed_to: Disclosure = "none"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        answered: set[str] = set()
        for answer in self.answers:
            if answer.item in answered:
                raise RecordError("Response", "answers", f"{shown(answer.item)} is answered twice")
            answered.add(answer.item)
