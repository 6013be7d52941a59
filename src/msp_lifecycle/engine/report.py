"""A report: every finding of one check, and what follows from them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import starmap

import attrs

from msp_lifecycle.criterion import (
    Checklist,
    Criterion,
    Finding,
    Profile,
    Requirement,
    Status,
    Verdict,
)
from msp_lifecycle.records import Position, Waiver


@attrs.frozen
class Tally:
    """Counts by status; there is no total score anywhere.

    Attributes:
        stood: met, waived or not applicable.
        of: how many there are.
        unknown: how many no record speaks to.
    """

    stood: int
    of: int
    unknown: int

    def __str__(self) -> str:
        tail = f", {self.unknown} unknown" if self.unknown else ""
        return f"{self.stood} of {self.of} stand{tail}"


Outcome = tuple[Criterion, Verdict, Requirement, bool, Waiver | None, dt.date | None]
"""What a `Finding` is made of, in its order."""


@attrs.frozen(slots=False)  # made in two thirds of the time, and every move makes one
class Report:
    """What a check found.

    Attributes:
        partnership: id of the partnership.
        on: day that was asked about.
        position: where the partnership stood.
        profile: thresholds in force.
        checklist: what was checked.
        outcomes: what `findings` are made of, when somebody looks: of most moves all that is ever asked is whether
            they are open.
        move: the move whose guard was checked, in words; empty for a plain checklist.
        to: phase that the move leads to, if it leads to one.
        needs_decision: whether the move will have to cite a decision that this check was not given.
    """

    partnership: str
    on: dt.date
    position: Position
    profile: Profile
    checklist: Checklist
    outcomes: tuple[Outcome, ...]
    move: str = ""
    to: str | None = None
    needs_decision: bool = False

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """One for each criterion, in the order of the checklist."""
        return tuple(starmap(Finding, self.outcomes))

    @property
    def open(self) -> bool:
        """Whether nothing stands in the way."""
        for _, _, _, blocks, _, _ in self.outcomes:  # noqa: SIM110 - a generator takes twice as long
            if blocks:
                return False
        return True

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that keep the guard closed."""
        return tuple(finding for finding in self.findings if finding.blocks)

    @property
    def advice(self) -> tuple[Finding, ...]:
        """The findings that fall short without closing the guard."""
        return tuple(one for one in self.findings if not one.status.stands and not one.blocks)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many findings there are of each status."""
        counts = dict.fromkeys(Status, 0)
        for finding in self.findings:
            counts[finding.status] += 1
        return counts

    @property
    def by_factor(self) -> Mapping[str, Tally]:
        """The findings of each factor, counted."""
        groups: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if finding.factor is not None:
                groups.setdefault(finding.factor, []).append(finding)
        return {factor: tally(one.status for one in groups[factor]) for factor in sorted(groups)}

    def finding(self, code: str) -> Finding | None:
        """Return the finding of a criterion; None where it was not checked."""
        return next((one for one in self.findings if one.code == code), None)

    def __str__(self) -> str:
        what = self.move or self.checklist.title
        if self.open:
            return f"{what} on {self.on}: open"
        blocking = ", ".join(f"{one.code} ({one.status.words})" for one in self.blocking)
        return f"{what} on {self.on}: closed by {blocking}"


def tally(statuses: Iterable[Status]) -> Tally:
    """Count what became of criteria."""
    seen = tuple(statuses)
    stood = sum(status.stands for status in seen)
    return Tally(stood=stood, of=len(seen), unknown=seen.count(Status.UNKNOWN))
