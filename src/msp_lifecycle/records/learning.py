"""Monitoring, evaluation and learning."""

import datetime as dt
from typing import Annotated, Literal

from msp_lifecycle.records.governance import DecisionRef
from msp_lifecycle.records.identity import Span
from msp_lifecycle.records.marks import Began, Count, Day, Happens, Id, On, RefersTo, Text
from msp_lifecycle.records.partners import OrganisationRef, PartnerRef
from msp_lifecycle.records.record import Record, record

LessonRef = Annotated[str, RefersTo("lessons")]
Audience = Literal["internal", "donor", "public"]


@record
class MonitoringPlan(Record):
    """How results and the working together are watched (S2:L10, L14, L36).

    Attributes:
        id: stable identifier.
        agreed: when it was agreed.
        ended: when another took its place.
        covers: results, process or both.
        reflect_every_days: how often the partners are to look back together, in days.
        tailored: how it fits this kind of partnership.
    """

    id: Id
    agreed: Began = None
    ended: Day = None
    covers: tuple[Literal["results", "process"], ...] = ()
    reflect_every_days: Count | None = None
    tailored: str = ""


@record
class Report(Record):
    """A report, and for whom (S2:L37).

    Attributes:
        id: stable identifier.
        kind: what sort of report.
        audience: for whom.
        format: such as `formal report`, `film`, `letter`.
        period: that it is about.
        published: when it came out.
        platform: registry or framework that it went to.
        unmet_targets_shown: whether it also shows what was not reached.
        plain_language: whether lay people can read it.
        lessons: lessons that it draws on.
        options: ways forward that it offers, in an options paper.
    """

    id: Id
    kind: Literal["progress", "annual", "financial", "final", "options_paper", "update"] = (
        "progress"
    )
    audience: tuple[Audience, ...] = ()
    format: str = ""
    period: Span | None = None
    published: Began = None
    platform: Annotated[str, RefersTo("platform_links")] | None = None
    unmet_targets_shown: bool | None = None
    plain_language: bool | None = None
    lessons: tuple[LessonRef, ...] = ()
    options: tuple[str, ...] = ()


@record
class Evaluation(Record):
    """An evaluation (S2:L37; S1:L310).

    Attributes:
        id: stable identifier.
        started: when it began.
        completed: when it was done.
        independent: whether it was made by somebody without a stake.
        by: who made it.
        published: when its results came out.
        findings: what it found.
        decisions: decisions that it led to.
    """

    id: Id
    started: Began = None
    completed: Annotated[dt.date | None, Happens(clears=("published", "findings"))] = None
    independent: bool | None = None
    by: OrganisationRef | None = None
    published: Day = None
    findings: tuple[str, ...] = ()
    decisions: tuple[DecisionRef, ...] = ()


@record
class Reflection(Record):
    """Partners look back together at results and at how they work (S2:L14, L38).

    Attributes:
        id: stable identifier.
        on: when.
        cycle: monitoring cycle that it closes.
        participants: partners that took part.
    """

    id: Id
    on: On
    cycle: str = ""
    participants: tuple[PartnerRef, ...] = ()


@record
class Lesson(Record):
    """Something learned (S2:L38; S1:L359).

    Attributes:
        id: stable identifier.
        source: from a success, a failure, or an effect that nobody had planned.
        text: the lesson.
        recorded: when it was written down.
        action: what is to be done about it.
        applied: when that was done.
        participants: partners that drew it.
    """

    id: Id
    source: Literal["success", "failure", "unplanned_effect"]
    text: Text
    recorded: Began = None
    action: str = ""
    applied: Day = None
    participants: tuple[PartnerRef, ...] = ()


@record
class CapacityGap(Record):
    """A capacity that is lacking, and what is done about it (S2:L38).

    Attributes:
        id: stable identifier.
        level: of a person or of an organisation.
        holder: organisation that lacks it.
        local: whether the holder is a local partner.
        text: what is lacking.
        identified: when it was found.
        measure: what is done about it.
        unequal_resources_considered: whether unequal resources among partners were taken into account.
        closed: when it was made good.
    """

    id: Id
    level: Literal["individual", "organisation"]
    holder: OrganisationRef | None = None
    local: bool | None = None
    text: str = ""
    identified: Began = None
    measure: str = ""
    unequal_resources_considered: bool | None = None
    closed: Day = None
