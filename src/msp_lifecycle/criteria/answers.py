"""What may be said of the partners' answers to a question; shared by all criteria that rest on ratings.

Single answers are confidential. What comes out of them are counts, means, medians and the lowest value, and only
where so many partners have answered that nobody's answer can be worked out from the rest.
"""

from collections import Counter
from collections.abc import Collection
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction

from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    met_if,
    unknown,
)
from msp_lifecycle.records import Interest, Rating, RatingItem

FEWEST_RESPONDENTS = Threshold(
    name="fewest_respondents",
    unit="number",
    light="3",
    standard="3",
    strict="5",
    meaning="Fewest partners that must have answered before anything is said about their answers.",
)
"""Shared by the fields, each of which lists it among its thresholds."""

NOT_ALL_GAIN = "Not every active partner is known to expect a benefit; too few spoke, in confidence, to say more."
"""What is said where to count, or to name who is silent, would tell one partner what another said in confidence."""

Answers = dict[tuple[str, str | None], Rating]
"""The latest answer of each partner about each other, or about none."""


def latest_answers(case: Case, item: RatingItem) -> Answers:
    """Return the latest answer of each active partner about each other one, or about none."""
    latest: Answers = {}
    for one in case.partnership.ratings:
        if one.item != item or one.partner not in case.partner_ids:
            continue
        pair = (one.partner, one.about)
        if pair not in latest or (latest[pair].on, latest[pair].id) < (one.on, one.id):
            latest[pair] = one
    return latest


def too_few(case: Case, answers: Answers) -> bool:
    """Say whether so few partners answered that nothing may be said about what they answered."""
    return len({partner for partner, _ in answers}) < case.limit("fewest_respondents")


def gives_words_away(case: Case, said: Collection[Interest]) -> bool:
    """Say whether so few partners spoke, and not all in the open, that a count would tell one what another said."""
    few = len({one.partner for one in said}) < case.limit("fewest_respondents")
    return few and any(one.disclosed_to != "all" for one in said)


def points(value: Decimal, scale: int, top: int) -> Fraction:
    """Return an answer on a scale from 1 to another top, exactly: 5 of 5 is 4 of 4, and 1 stays 1."""
    return 1 + (Fraction(value) - 1) * (top - 1) / (scale - 1)


def mean(answers: Answers) -> Fraction:
    """Return the mean of some answers on a scale from 1 to 5."""
    given = Counter((one.value, one.scale) for one in answers.values())
    total = sum((points(*answer, 5) * count for answer, count in given.items()), Fraction(0))
    return total / len(answers)


def shown(number: Fraction) -> Decimal:
    """Return points to two decimal places, rounded down so that what misses a threshold never reads as if it met it."""
    exact = Decimal(number.numerator) / number.denominator
    return exact.quantize(Decimal("0.01"), ROUND_FLOOR)


def rated_well(case: Case, item: RatingItem, what: str, limit: str) -> Verdict:
    """Judge the mean of the latest answers to a question.

    Args:
        case: to judge.
        item: the question.
        what: the thing rated, as it follows after `rate`.
        limit: name of the threshold that the mean must reach.
    """
    answers = latest_answers(case, item)
    if not answers:
        return unknown(f"No active partner has rated {what}.")
    if too_few(case, answers):
        return unknown(too_few_words(case, what))
    least, average = case.limit(limit), mean(answers)
    respondents = len({partner for partner, _ in answers})
    words = f"Active partners ({respondents}) rate {what} {shown(average)} of 5 on average"
    return met_if(
        average >= Fraction(least),
        f"{words}.",
        f"{words}; {least} is needed.",
        Figure(f"mean rating of {what}", shown(average), "points of 5", least),
    )


def too_few_words(case: Case, what: str) -> str:
    """Say that too few partners have rated a thing to say how."""
    fewest = case.limit("fewest_respondents")
    return f"Fewer than {fewest} active partners have rated {what}: too few to say how."
