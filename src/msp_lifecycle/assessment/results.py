"""Results: by question, factor and group of respondents, and never one answer of anybody.

A group is shown for a question only if enough of its members have answered it, and groups that are not shown have
together as many answers, so that nobody can take what is shown from the total and be left with somebody's answer.
A factor is shown for a group only where all its questions are, so that it tells nothing that these do not.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import attrs

from msp_lifecycle.assessment.answers import Given, given
from msp_lifecycle.assessment.instrument import Instrument
from msp_lifecycle.records import Partnership

DISAGREEMENT = Decimal(1)
"""Points between the means of two groups from which on they are said to disagree; ours."""


@attrs.frozen
class Summary:
    """What may be said of some answers.

    Attributes:
        answers: how many there are.
        mean: of them, to two decimal places.
        spread: their standard deviation, to two decimal places.
    """

    answers: int
    mean: Decimal
    spread: Decimal


@attrs.frozen
class Result:
    """The result of a question or a factor.

    Attributes:
        code: of the question or factor.
        overall: of all respondents; None where too few have answered.
        groups: by group; None where too few of it have answered, or where it would give others away.
        band: how the mean of all is read.
    """

    code: str
    overall: Summary | None
    groups: Mapping[str, Summary | None]
    band: str

    @property
    def gap(self) -> Decimal | None:
        """How far the means of the groups shown lie apart; None where fewer than two are shown."""
        means = [one.mean for one in self.groups.values() if one is not None]
        return max(means) - min(means) if len(means) > 1 else None

    @property
    def disagreement(self) -> tuple[str, str] | None:
        """The groups that rate it lowest and highest, where they lie a point or more apart."""
        if self.gap is None or self.gap < DISAGREEMENT:
            return None
        means = {name: one.mean for name, one in self.groups.items() if one is not None}
        return min(means, key=lambda name: (means[name], name)), max(
            means, key=lambda name: (means[name], name)
        )


@attrs.frozen(kw_only=True)
class SelfAssessment:
    """What the respondents think, and where they differ; there is no total.

    Attributes:
        instrument: that they answered.
        on: the day asked about.
        by: what they are grouped by.
        least: fewest answers of which anything is said.
        questions: results by question, in the order of the instrument.
        factors: results by factor, of those factors that the instrument asks about.
    """

    instrument: Instrument
    on: dt.date
    by: str
    least: int
    questions: tuple[Result, ...]
    factors: tuple[Result, ...]

    @property
    def disagreements(self) -> tuple[Result, ...]:
        """The questions on which groups disagree, those furthest apart first."""
        found = [one for one in self.questions if one.disagreement is not None]
        return tuple(sorted(found, key=lambda one: (-(one.gap or 0), one.code)))


def assess(
    partnership: Partnership,
    instrument: Instrument,
    *,
    on: dt.date,
    least: int = 3,
    by: str = "sector",
) -> SelfAssessment:
    """Put together what respondents have answered.

    Args:
        partnership: with their responses.
        instrument: that they answered.
        on: the day asked about; nothing later counts.
        least: fewest answers of which anything is said, two at least.
        by: what they are grouped by: `sector`, or the `group` that their responses name.

    Raises:
        AnswersMismatch: if answers do not fit the instrument.
        ValueError: if `least` is below 2.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.assessment import SEVENTEEN_FACTORS
        >>> from msp_lifecycle.records import Answer, Partnership, Response
        >>> day = dt.date(2024, 5, 1)
        >>> responses = [
        ...     Response(
        ...         id=f"r{i}",
        ...         instrument="seventeen_factors",
        ...         on=day,
        ...         answers=[Answer(item="trust", value=value)],
        ...     )
        ...     for i, value in enumerate((2, 4, 5))
        ... ]
        >>> p = Partnership(id="p", name="P", responses=responses)
        >>> found = assess(p, SEVENTEEN_FACTORS, on=day)
        >>> [one.overall.mean for one in found.questions if one.overall]
        [Decimal('3.67')]
    """
    if least < 2:
        raise ValueError(
            f"least is {least}; a single answer is nobody else's business, so 2 or more"
        )
    answers = _Sorted.of(given(partnership.as_of(on), instrument, by), instrument, least)
    return SelfAssessment(
        instrument=instrument,
        on=on,
        by=by,
        least=least,
        questions=tuple(answers.result(one.code, [one.code]) for one in instrument.questions),
        factors=tuple(answers.result(*pair) for pair in _factors(instrument).items()),
    )


def shown_groups(sizes: Mapping[str, int], least: int) -> frozenset[str]:
    """Return which groups can be shown beside their total without giving anybody's answer away.

    Args:
        sizes: answers of each group.
        least: fewest answers of which anything is said.

    Examples:
        >>> sorted(shown_groups({"business": 5, "public": 3, "academia": 1}, 3))
        ['business']
        >>> sorted(shown_groups({"business": 5, "public": 3}, 3))
        ['business', 'public']
    """
    large = sorted((size, name) for name, size in sizes.items() if size >= least)
    hidden = sum(size for size in sizes.values() if size < least)
    while large and 0 < hidden < least:  # the smallest that can be shown is hidden with them
        hidden += large.pop(0)[0]
    return frozenset(name for _, name in large)


def _factors(instrument: Instrument) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in instrument.questions:
        if one.factor:
            found[one.factor].append(one.code)
    return found


@attrs.frozen
class _Sorted:
    """Answers by question and group, and which groups can be shown for each question."""

    values: dict[str, dict[str, list[Decimal]]]
    shown: dict[str, frozenset[str]]
    groups: tuple[str, ...]
    instrument: Instrument
    least: int

    @classmethod
    def of(cls, answers: Iterable[Given], instrument: Instrument, least: int) -> "_Sorted":
        values: dict[str, dict[str, list[Decimal]]] = {one.code: {} for one in instrument.questions}
        for one in answers:
            values[one.question].setdefault(one.group, []).append(one.value)
        shown = {
            code: shown_groups({name: len(found) for name, found in groups.items()}, least)
            for code, groups in values.items()
        }
        names = sorted({name for groups in values.values() for name in groups})
        return cls(values, shown, tuple(names), instrument, least)

    def result(self, code: str, questions: list[str]) -> Result:
        """Return the result of a question, or of the questions of a factor."""
        overall = self.overall(questions)
        groups = {
            name: self.of_group(name, questions) if overall is not None else None
            for name in self.groups
            if any(name in self.values[one] for one in questions)
        }
        band = self.instrument.band(overall.mean) if overall is not None else ""
        return Result(code, overall, groups, band)

    def overall(self, questions: list[str]) -> Summary | None:
        """Summarise the answers of all; None where too few answered any of the questions."""
        each = [[v for found in self.values[one].values() for v in found] for one in questions]
        values = [value for found in each for value in found]
        enough = all(len(found) >= self.least for found in each if found)
        return _summary(values) if values and enough else None

    def of_group(self, name: str, questions: list[str]) -> Summary | None:
        """Summarise the answers of a group; None where it cannot be shown for any of the questions."""
        asked = [one for one in questions if name in self.values[one]]
        if not all(name in self.shown[one] for one in asked):
            return None
        return _summary([value for one in asked for value in self.values[one][name]])


def _summary(values: Iterable[Decimal]) -> Summary:
    exact = [Fraction(value) for value in values]
    mean = sum(exact, Fraction(0)) / len(exact)
    variance = sum(((one - mean) ** 2 for one in exact), Fraction(0)) / len(exact)
    return Summary(len(exact), _rounded(_decimal(mean)), _rounded(_decimal(variance).sqrt()))


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator


def _rounded(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"), ROUND_HALF_EVEN)


__all__ = [
    "DISAGREEMENT",
    "Given",
    "Result",
    "SelfAssessment",
    "Summary",
    "assess",
    "shown_groups",
]
