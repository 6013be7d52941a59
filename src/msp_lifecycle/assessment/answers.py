"""The answers that count: of each respondent the latest, checked against the instrument."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import attrs

from msp_lifecycle.assessment.instrument import Instrument, Question
from msp_lifecycle.errors import MspError
from msp_lifecycle.records import Answer, Partnership, Rating, Response

NOT_STATED = "not stated"
"""The group of respondents of whom nobody wrote down where they belong."""


class AnswersMismatch(MspError, ValueError):
    """Answers do not fit the questionnaire.

    Attributes:
        instrument: name of the questionnaire.
        problems: one `(path, sentence)` for each; the sentence names what the questionnaire asks for.
    """

    def __init__(self, instrument: str, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__(instrument, tuple(problems))
        self.instrument = instrument
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "; ".join(f"{path}: {sentence}" for path, sentence in self.problems)


@attrs.frozen
class Given:
    """One answer that counts.

    Attributes:
        question: code of the question.
        group: that the respondent belongs to.
        value: on the scale of the instrument, turned round where the question is.
    """

    question: str
    group: str
    value: Decimal


def given(
    partnership: Partnership, instrument: Instrument, by: str = "sector"
) -> tuple[Given, ...]:
    """Return the answers that count: the latest of each respondent to each question.

    Ratings on record under the name of a question are answers of their partner to it, unless that partner has
    answered the questionnaire itself; those about one other partner are not.

    Args:
        partnership: as of the day asked about.
        instrument: that was answered.
        by: what respondents are grouped by: `sector`, or the `group` that their responses name.

    Raises:
        AnswersMismatch: if an answer lies outside the scale, or answers no question of the instrument; every one of
            them is named.
    """
    problems = list(_problems(partnership, instrument))
    if problems:
        raise AnswersMismatch(instrument.name, problems)
    groups = _groups(partnership)
    found: dict[tuple[str | None, str, str], Given] = {}
    for response in _in_order(partnership, instrument):
        group = response.group if by == "group" else groups.get(response.partner, NOT_STATED)
        for answer in response.answers:
            value = _turned(instrument, instrument.question(answer.item), answer.value)
            key = (response.partner, response.respondent or _lone(response), answer.item)
            found[key] = Given(answer.item, group or NOT_STATED, value)
    answered = {(partner, item) for partner, _, item in found}
    for rating in _ratings(partnership, instrument):
        if (rating.partner, rating.item) not in answered:
            group = NOT_STATED if by == "group" else groups.get(rating.partner, NOT_STATED)
            value = _turned(
                instrument, instrument.question(rating.item), _scaled(rating, instrument)
            )
            found[rating.partner, "", rating.item] = Given(rating.item, group, value)
    return tuple(found.values())


def _groups(partnership: Partnership) -> dict[str | None, str]:
    sectors = {one.id: one.sector for one in partnership.organisations}
    return {
        one.id: (sectors[one.organisation] or NOT_STATED).replace("_", " ")
        for one in partnership.partners
    }


def _in_order(partnership: Partnership, instrument: Instrument) -> list[Response]:
    found = [one for one in partnership.responses if one.instrument == instrument.name]
    return sorted(found, key=lambda one: (one.on, one.id))


def _lone(response: Response) -> str:
    """Return what tells apart respondents who name neither a partner nor themselves: each response is one of them."""
    return "" if response.partner is not None else f"response {response.id}"


def _ratings(partnership: Partnership, instrument: Instrument) -> list[Rating]:
    known = instrument.by_code
    found = [one for one in partnership.ratings if one.item in known and one.about is None]
    return sorted(found, key=lambda one: (one.on, one.id))


def _scaled(rating: Rating, instrument: Instrument) -> Decimal:
    """Return a rating, given on a scale from 1 up, on the scale of the instrument."""
    low, high = instrument.scale.lowest, instrument.scale.highest
    return low + (rating.value - 1) * (high - low) / (rating.scale - 1)


def _turned(instrument: Instrument, question: Question, value: Decimal) -> Decimal:
    scale = instrument.scale
    return scale.lowest + scale.highest - value if question.reversed else value


def _problems(partnership: Partnership, instrument: Instrument) -> Iterator[tuple[str, str]]:
    for response in _in_order(partnership, instrument):
        for index, answer in enumerate(response.answers):
            field = "value" if answer.item in instrument.by_code else "item"
            sentence = _problem(answer, instrument)
            if sentence:
                yield f"responses/{response.id}.answers[{index}].{field}", sentence


def _problem(answer: Answer, instrument: Instrument) -> str:
    if answer.item not in instrument.by_code:
        known = ", ".join(list(instrument.by_code)[:5])
        return (
            f"instrument {instrument.name} has no question {answer.item!r}; it begins with {known}"
        )
    if instrument.scale.holds(answer.value):
        return ""
    said = f"{answer.value} to {answer.item!r} lies outside the scale of instrument"
    return f"{said} {instrument.name}, {instrument.scale.words}"
