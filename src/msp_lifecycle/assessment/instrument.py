"""Survey instruments: questions, their scale, and the bands by which results are read; data that validates itself."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

import attrs

from msp_lifecycle.criteria import FACTORS
from msp_lifecycle.errors import LifecycleError, UnknownName

Fault = tuple[str, str]
"""A place in a questionnaire, and what is wrong there."""

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")


@attrs.frozen(kw_only=True)
class Question:
    """One statement that respondents rate.

    Attributes:
        code: by which answers name it.
        text: the statement.
        factor: of the 17 success factors, the one that it belongs to; empty for none.
        reversed: whether agreeing speaks against the partnership.
    """

    code: str
    text: str
    factor: str = ""
    reversed: bool = False


@attrs.frozen(kw_only=True)
class Scale:
    """What an answer can be.

    Attributes:
        lowest: answer possible.
        highest: answer possible.
        labels: what the answers mean, from the lowest on; only the ends may be named.
    """

    lowest: int = 1
    highest: int = 5
    labels: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The scale in words.

        Examples:
            >>> Scale(labels=("not at all", "fully")).words
            '1 (not at all) to 5 (fully)'
        """
        if not self.labels:
            return f"{self.lowest} to {self.highest}"
        return f"{self.lowest} ({self.labels[0]}) to {self.highest} ({self.labels[-1]})"

    def holds(self, value: Decimal) -> bool:
        """Say whether an answer lies on the scale."""
        return self.lowest <= value <= self.highest


@attrs.frozen(kw_only=True)
class Band:
    """How a mean is read.

    Attributes:
        name: in a word or two.
        least: lowest mean that it begins at.
    """

    name: str
    least: Decimal = attrs.field(converter=Decimal)


@attrs.frozen(kw_only=True, slots=False)
class Instrument:
    """A questionnaire.

    Attributes:
        name: by which responses refer to it.
        title: for a reader.
        source: where it comes from.
        scale: of all its questions.
        questions: in their order.
        bands: from the highest to the lowest.

    Raises:
        LifecycleError: with every fault: doubled or misnamed questions, unknown factors, a scale without room, labels
            that do not fit it, bands out of order.
    """

    name: str
    title: str
    source: str = ""
    scale: Scale = attrs.field(factory=Scale)
    questions: tuple[Question, ...]
    bands: tuple[Band, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = [*self._question_faults(), *self._scale_faults()]
        if faults:
            places, problems = zip(*faults, strict=True)
            raise LifecycleError(f"instrument {self.name}", problems, places)

    def _question_faults(self) -> Iterator[Fault]:
        codes = [one.code for one in self.questions]
        factors = {one.code for one in FACTORS}
        if not codes:
            yield "questions", "it has no questions"
        for number, one in enumerate(self.questions):
            here = f"questions[{number}]"
            if one.code in codes[:number]:
                yield f"{here}.code", f"two questions are called {one.code}"
            if not CODE.fullmatch(one.code):
                advice = "use letters, digits, '_', '.' and '-'"
                yield f"{here}.code", f"a question cannot be called {one.code!r}: {advice}"
            if one.factor and one.factor not in factors:
                told = f"question {one.code}: there is no factor {one.factor!r}"
                yield f"{here}.factor", told
            if not one.text.strip():
                yield f"{here}.text", f"question {one.code} asks nothing"

    def _scale_faults(self) -> Iterator[Fault]:
        scale, steps = self.scale, self.scale.highest - self.scale.lowest + 1
        if steps < 2:
            yield "highest", f"a scale from {scale.lowest} to {scale.highest}"
        if scale.labels and len(scale.labels) not in (2, steps):
            yield "labels", f"{len(scale.labels)} labels for a scale of {steps}"
        begins = [one.least for one in self.bands]
        if begins != sorted(begins, reverse=True) or len({*begins}) < len(begins):
            told = "bands go from the highest to the lowest, each with a beginning of its own"
            yield "bands", told

    @cached_property
    def by_code(self) -> dict[str, Question]:
        """The questions by their codes."""
        return {one.code: one for one in self.questions}

    def question(self, code: str) -> Question:
        """Return a question.

        Raises:
            UnknownName: if there is none of that code.
        """
        if code not in self.by_code:
            raise UnknownName(f"question of {self.name}", code, tuple(self.by_code))
        return self.by_code[code]

    def band(self, mean: Decimal) -> str:
        """Return how a mean is read; empty where there is no band for it."""
        return next((one.name for one in self.bands if mean >= one.least), "")
