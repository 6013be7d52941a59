"""What is wrong with a dossier: one problem for each thing to put right, and the error that carries them."""

from collections.abc import Iterable
from typing import Literal

import attrs

from msp_lifecycle.errors import MspError

ProblemKind = Literal["file", "syntax", "version", "key", "value", "consistency"]

_RANK: dict[ProblemKind, int] = {
    "file": 0,
    "syntax": 1,
    "version": 2,
    "key": 3,
    "value": 4,
    "consistency": 5,
}
"""The order in which problems are worth solving: what may be the cause of others comes first."""

SHOWN = 20
"""Problems that the message of a `DossierError` shows; `problems` holds all of them."""


@attrs.frozen(kw_only=True)
class Problem:
    """One thing to put right in a dossier.

    Examples:
        >>> print(
        ...     Problem(
        ...         kind="value",
        ...         message="expected a date",
        ...         file="gcd.yaml",
        ...         line=3,
        ...         column=9,
        ...         path="announced",
        ...     )
        ... )
        gcd.yaml:3:9: announced: expected a date

    Attributes:
        kind: where the fault lies: the file as such, its syntax, the format version, a key, a value, or records that contradict each other.
        message: what is wrong and what to do, in one sentence.
        file: name of the dossier.
        line: counted from 1; None where the dossier was no text.
        column: counted from 1, in characters.
        path: of the field, such as `partners[2].organisation`; empty for the dossier as a whole.
        expected: what should stand there, where that can be said.
        found: what stands there, shortened.
    """

    kind: ProblemKind
    message: str
    file: str = ""
    line: int | None = None
    column: int | None = None
    path: str = ""
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        # The name of a file can hold what a terminal would obey.
        file = self.file if self.file.isprintable() else ascii(self.file)
        place = ":".join(str(part) for part in (file, self.line, self.column) if part)
        return ": ".join(part for part in (place, self.path, self.message) if part)


class DossierError(MspError, ValueError):
    """A dossier cannot be read, or cannot be written.

    Attributes:
        problems: all that is wrong with it, what is most worth solving first.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=_order))
        super().__init__(self.problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        more = len(self.problems) - SHOWN
        return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)


class DossierChanged(DossierError):
    """A dossier has changed on disk since it was read; nothing was written."""


def _order(problem: Problem) -> tuple[int, int, int]:
    return _RANK[problem.kind], problem.line or 0, problem.column or 0
