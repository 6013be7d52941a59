"""Context: the field the partnership works in, who else works there, and what changes."""

import datetime as dt
from typing import Annotated, Literal

from msp_lifecycle.records.governance import DecisionRef
from msp_lifecycle.records.marks import Began, Count, Day, Happens, Id, On, Text
from msp_lifecycle.records.partners import OrganisationRef, PartnerRef, PersonRef
from msp_lifecycle.records.record import Record, record


@record
class ContextAnalysis(Record):
    """An analysis of the social and political context (S2:L5, L33).

    Attributes:
        id: stable identifier.
        on: when it was made.
        by: who made it.
        social: what it says of society.
        political: what it says of politics.
    """

    id: Id
    on: Began = None
    by: tuple[OrganisationRef, ...] = ()
    social: str = ""
    political: str = ""


@record
class Initiative(Record):
    """Another initiative in the same field (S2:L33).

    Attributes:
        id: stable identifier.
        name: of the initiative.
        overlap: how far it does the same.
        assessed: when it was looked at.
        response: what is done about the overlap.
        responded: when that was settled.
    """

    id: Id
    name: Text
    overlap: Literal["none", "low", "medium", "high"] | None = None
    assessed: Began = None
    response: Literal["coordinate", "merge", "differentiate"] | None = None
    responded: Annotated[dt.date | None, Happens(clears=("response",))] = None


@record
class ChangeEvent(Record):
    """Something that changed, inside or outside, and the answer to it (S2:L14, L36).

    Attributes:
        id: stable identifier.
        on: when it happened or was noticed.
        kind: what sort of change.
        text: what changed.
        partner: partner in which it happened, if it happened in one.
        answer: whether the strategy was adapted or kept.
        answered: when that was decided.
        decision: by which decision.
    """

    id: Id
    on: On
    kind: Literal[
        "partner_exit",
        "funding_cut",
        "policy_change",
        "leadership_change",
        "conflict",
        "problem",
        "success",
        "other",
    ] = "other"
    text: str = ""
    partner: PartnerRef | None = None
    answer: Literal["adapt", "keep"] | None = None
    answered: Annotated[dt.date | None, Happens(clears=("answer", "decision"))] = None
    decision: DecisionRef | None = None


RulingKind = Literal[
    "contrary", "complaint", "extended", "inactive", "cleared", "removed", "readmitted"
]


@record
class Ruling(Record):
    """What a platform decided about the partnership or its entry.

    Attributes:
        on: when.
        kind: found contrary to its process, accused by a complaint, given more time, made inactive, cleared of what
            was held against it, removed, or let in again.
        until: day up to which more time was given, where one was named.
        because: why.
    """

    on: On
    kind: RulingKind
    until: dt.date | None = None
    because: str = ""


@record
class PlatformLink(Record):
    """A tie to a framework, registry or exchange of partnerships (S2:L34; S3:¶23).

    Attributes:
        id: stable identifier.
        platform: its name.
        kind: what it is.
        level: national or international.
        since: when the tie began.
        until: when it ended.
        report_every_days: how often it wants a report, in days.
        public: whether the entry can be read by anybody.
        rules: reporting rules that hold there, of those that `msp standing` knows.
        rulings: what the platform decided about the partnership.
    """

    id: Id
    platform: Text
    kind: Literal["framework", "registry", "exchange"]
    level: Literal["national", "international"] | None = None
    since: Began = None
    until: Day = None
    report_every_days: Count | None = None
    public: bool | None = None
    rules: Literal["un_platform", "global_compact", "ogp", "ogp_response", "eiti"] | None = None
    rulings: tuple[Ruling, ...] = ()


@record
class Exchange(Record):
    """An exchange of experience with other partnerships (S2:L34).

    Attributes:
        id: stable identifier.
        on: when.
        partner_names: partnerships or platforms met.
        text: what about.
    """

    id: Id
    on: On
    partner_names: tuple[str, ...] = ()
    text: str = ""


@record
class SupportAct(Record):
    """An advocate does something for the partnership in public.

    Attributes:
        on: when.
        text: what.
        mobilised: what resources it helped to bring in.
    """

    on: On
    text: str = ""
    mobilised: str = ""


@record
class Advocate(Record):
    """An institution or a person outside to whom the subject matters (S2:L23).

    Attributes:
        id: stable identifier.
        name: of the institution or person.
        organisation: institution, if it is on the books.
        person: person, if on the books.
        influential: whether its word carries in public.
        identified: when it was named.
        involvement_plan: how it is to be involved.
        acts: what it has done in public.
    """

    id: Id
    name: Text
    organisation: OrganisationRef | None = None
    person: PersonRef | None = None
    influential: bool | None = None
    identified: Began = None
    involvement_plan: str = ""
    acts: tuple[SupportAct, ...] = ()
