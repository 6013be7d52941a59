"""A finding: the outcome of one criterion on one partnership on one date."""

import datetime as dt

import attrs

from msp_lifecycle.criterion.criterion import Criterion
from msp_lifecycle.criterion.profile import Requirement
from msp_lifecycle.criterion.verdict import Evidence, Status, Verdict
from msp_lifecycle.records import Waiver


@attrs.frozen
class Finding:
    """The outcome of one criterion.

    Attributes:
        criterion: what was checked.
        verdict: what came out.
        requirement: how much it counts here.
        blocks: whether it keeps the guard closed.
        waiver: the waiver that sets it aside, if one does.
        reopened: day of the loop-back that reopened what it reads, while that is not settled.
    """

    criterion: Criterion
    verdict: Verdict
    requirement: Requirement
    blocks: bool
    waiver: Waiver | None = None
    reopened: dt.date | None = None

    @property
    def status(self) -> Status:
        """What came out, in a word."""
        return self.verdict.status

    @property
    def message(self) -> str:
        """The facts, in a sentence or two."""
        return self.verdict.message

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Records and figures it rests on."""
        return self.verdict.evidence

    @property
    def code(self) -> str:
        """The code of the criterion."""
        return self.criterion.code

    @property
    def title(self) -> str:
        """The statement checked."""
        return self.criterion.title

    @property
    def factor(self) -> str | None:
        """The success factor, if it belongs to one."""
        return self.criterion.factor

    @property
    def source(self) -> str:
        """Where the criterion comes from."""
        return self.criterion.source

    @property
    def remedy(self) -> str:
        """What to do about it; empty where nothing need be done."""
        if self.status.stands:
            return ""
        return self.criterion.remedy if self.reopened is None else _SETTLE


_SETTLE = "Put right what changed, and settle the reopened topics by a later decision (`settles`)."
