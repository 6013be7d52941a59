"""From goals to what can be seen: results chains, activities, indicators and milestones."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from msp_lifecycle.errors import RecordError
from msp_lifecycle.records.checks import shown
from msp_lifecycle.records.identity import PurposeKind
from msp_lifecycle.records.marks import Began, Count, Day, Happens, Id, On, RefersTo, Text
from msp_lifecycle.records.partners import PartnerRef
from msp_lifecycle.records.record import Record, record
from msp_lifecycle.records.strategy import GoalRef

ActivityRef = Annotated[str, RefersTo("activities")]
MilestoneRef = Annotated[str, RefersTo("milestones")]


@record
class ChainNode(Record):
    """One step of a results chain.

    Attributes:
        id: identifier within the chain.
        kind: input, activity, output, outcome or impact.
        text: the step.
        leads_to: ids of the steps of this chain that it brings about.
        goal: goal that this step reaches.
    """

    id: Id
    kind: Literal["input", "activity", "output", "outcome", "impact"]
    text: str = ""
    leads_to: tuple[str, ...] = ()
    goal: GoalRef | None = None


@record
class ResultsChain(Record):
    """How what is done is thought to bring about what is wanted (S2:L14, L21).

    Attributes:
        id: stable identifier.
        goals: goals it leads to.
        nodes: its steps.
        assumptions: what must hold for it to work.
        drafted: when it was drawn up.
        agreed: when the partners agreed on it.
        broken: when it was found not to work.
        repaired: when it was put right.
    """

    id: Id
    goals: tuple[GoalRef, ...] = ()
    nodes: tuple[ChainNode, ...] = ()
    assumptions: tuple[str, ...] = ()
    drafted: Began = None
    agreed: Day = None
    broken: Annotated[dt.date | None, Happens(clears=("repaired",))] = None
    repaired: Day = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        ids = [node.id for node in self.nodes]
        for node in self.nodes:
            if ids.count(node.id) > 1:
                raise RecordError("ResultsChain", "nodes", f"two steps have the id {node.id!r}")
            for target in node.leads_to:
                if target not in ids:
                    raise RecordError(
                        "ResultsChain",
                        "nodes",
                        f"step {node.id!r} leads to no step {shown(target)}",
                    )


@record
class Revision(Record):
    """A change of a milestone or of the roadmap, with its reason (S4:L57).

    Attributes:
        on: when it was made.
        because: why.
        due: new date, if it changed.
    """

    on: On
    because: str = ""
    due: dt.date | None = None


@record
class Activity(Record):
    """Something to be done, on the common roadmap (S2:L10, L21).

    Attributes:
        id: stable identifier.
        text: what is to be done.
        goals: goals it serves.
        serves: purposes of the partnership that it serves, of the six of S3:¶14.
        owner: partner that does it or sees to it.
        planned: when it was put on the roadmap.
        starts: first day planned.
        ends: last day planned, as first set.
        started: when it did start.
        finished: when it was finished.
        revisions: changes since.
    """

    id: Id
    text: Text
    goals: tuple[GoalRef, ...] = ()
    serves: tuple[PurposeKind, ...] = ()
    owner: PartnerRef | None = None
    planned: Began = None
    starts: dt.date | None = None
    ends: dt.date | None = None
    started: Day = None
    finished: Day = None
    revisions: tuple[Revision, ...] = ()

    @property
    def ends_now(self) -> dt.date | None:
        """The last day in force after all revisions."""
        revised = [revision.due for revision in self.revisions if revision.due is not None]
        return revised[-1] if revised else self.ends


@record
class Measurement(Record):
    """One measured value of an indicator.

    Attributes:
        on: when it was measured.
        value: in the unit of the indicator.
    """

    on: On
    value: Decimal


@record
class Indicator(Record):
    """What progress is measured by (S2:L10, L36).

    Attributes:
        id: stable identifier.
        text: what is measured.
        goal: goal that it belongs to.
        kind: of result, of the process of working together, or of strategic influence.
        unit: of its values.
        baseline: value at the start.
        target: value aimed at.
        every_days: how often it is to be measured, in days.
        source: where its values come from.
        defined: when it was agreed.
        actuals: values measured.
    """

    id: Id
    text: Text
    goal: GoalRef | None = None
    kind: Literal["result", "process", "strategic_influence"] = "result"
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    every_days: Count | None = None
    source: str = ""
    defined: Began = None
    actuals: tuple[Measurement, ...] = ()


@record
class Milestone(Record):
    """A step that can be seen to have been reached (S2:L21; S4:L57).

    Attributes:
        id: stable identifier.
        text: the step.
        goals: goals it marks the way to.
        quick_win: whether it is meant as an early, easy success (S1:L223).
        due: by when, as first set.
        owner: partner that answers for it.
        set: when it was set.
        partly_met: when it was met in part.
        met: when it was met.
        missed: when it was declared missed.
        revisions: changes since.
    """

    id: Id
    text: Text
    goals: tuple[GoalRef, ...] = ()
    quick_win: bool = False
    due: dt.date | None = None
    owner: PartnerRef | None = None
    set: Began = None
    partly_met: Day = None
    met: Day = None
    missed: Day = None
    revisions: tuple[Revision, ...] = ()

    @property
    def due_now(self) -> dt.date | None:
        """The date in force after all revisions."""
        revised = [revision.due for revision in self.revisions if revision.due is not None]
        return revised[-1] if revised else self.due
