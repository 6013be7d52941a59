"""The mistakes a caller of the estimators can make, and what is wrong with a file of observed lives."""

from collections.abc import Iterable

import attrs

from msp_lifecycle.errors import MspError

SHOWN = 20
"""Problems that the message of a `LogError` shows; `problems` holds all of them."""


@attrs.frozen(kw_only=True)
class LogProblem:
    """One thing to put right in a file of observed lives.

    Examples:
        >>> print(LogProblem(file="a.csv", line=7, column="months", expected="a number", found="x"))
        a.csv:7: column months: expected a number, found 'x'

    Attributes:
        file: name of the file, or what else the lives came from.
        line: of a text file, counted from 1; for Parquet and JSON, the number of the row or event.
        column: name of the column, attribute or key.
        expected: what should stand there.
        found: what stands there, shortened.
        message: instead of the last two, where they do not say it.
    """

    file: str = ""
    line: int | None = None
    column: str = ""
    expected: str = ""
    found: str | None = None
    message: str = ""

    def __str__(self) -> str:
        # The name of a file can hold what a terminal would obey.
        file = self.file if self.file.isprintable() else ascii(self.file)
        place = ":".join(str(part) for part in (file, self.line) if part)
        found = "" if self.found is None else f", found {_short(self.found)}"
        what = self.message or f"expected {self.expected}{found}"
        column = f"column {self.column}" if self.column else ""
        return ": ".join(part for part in (place, column, what) if part)


class LogError(MspError, ValueError):
    """Observed lives cannot be read. Nothing has been fitted.

    Attributes:
        problems: all that is wrong, in the order of the file.
    """

    def __init__(self, problems: Iterable[LogProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        more = len(self.problems) - SHOWN
        return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)


class EstimateError(MspError, ValueError):
    """The lives observed do not answer the question that was asked.

    Attributes:
        what: was asked for.
        problem: why there is no answer, and what to do.
    """

    def __init__(self, what: str, problem: str) -> None:
        super().__init__(what, problem)
        self.what = what
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.what}: {self.problem}"


def _short(text: str) -> str:
    return ascii(text if len(text) <= 40 else f"{text[:37]}...")
