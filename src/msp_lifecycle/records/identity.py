"""Who there is, and what kind of partnership it is: organisations, persons, typology, links.

The typology keeps each dimension as an attribute of its own and never derives one type from them (S0:L12, S1:L24).
"""

import datetime as dt
from typing import Annotated, Literal

from msp_lifecycle.records.marks import Began, Count, Day, Id, NotBefore, Pattern, RefersTo, Text
from msp_lifecycle.records.money import Money
from msp_lifecycle.records.record import Record, record

COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()
)
"""ISO 3166-1 alpha-2 codes, and XK."""

Country = Annotated[
    str, Pattern("|".join(sorted(COUNTRIES)), "an ISO 3166 country code of two letters such as NO")
]
Language = Annotated[
    str, Pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag such as en or pt-BR")
]

Sector = Literal["public", "business", "civil_society", "academia", "intergovernmental"]
OrganisationKind = Literal[
    "government",
    "local_authority",
    "igo",
    "company",
    "sme",
    "business_association",
    "ngo",
    "community",
    "labour",
    "academia",
    "media",
    "foundation",
    "bank",
    "forum",
    "network",
]
PurposeKind = Literal[
    "policy_dialogue",
    "advocacy",
    "mobilising_private_funds",
    "information_learning",
    "operational_delivery",
    "partnership_promotion",
]
Level = Literal["local", "national", "regional", "global"]
Anchoring = Literal["individual", "unit", "management", "whole_organisation"]
PartnershipTask = Literal["creating", "joining", "managing", "monitoring", "evaluating"]
PartneringTrait = Literal[
    "room_for_innovation",
    "outward_culture",
    "knowledge_of_others",
    "outreach_skills",
    "use_of_outside_views",
    "quick_procedures",
]


@record
class Organisation(Record):
    """An organisation, whether or not it is a partner (S1:L547, S3:¶42).

    Attributes:
        id: stable identifier.
        name: legal or usual name.
        sector: one of five sectors; empty where the source leaves it open.
        kind: sub-type within the sector.
        country: ISO 3166 code of the seat.
        region: North, South or any regional group that the partnership uses.
        size: of the organisation.
        parent: organisation that it belongs to.
        languages: languages that its people can work in.
        competencies: what it is good at.
        decision_days: how many days a decision of its own usually takes.
        partnership_strategy: whether it has a strategy on the partnerships that it takes part in (S1:L399).
        partnership_guidelines: tasks in partnerships for which it has guidelines.
        partnering_traits: what makes it a good partner (S1:L405): room for innovation and risk, an outward culture,
            knowledge of other actors, skills of facilitating and reaching out, use of outside views, quick procedures.
    """

    id: Id
    name: Text
    sector: Sector | None = None
    kind: OrganisationKind | None = None
    country: Country | None = None
    region: str = ""
    size: Literal["small", "medium", "large"] | None = None
    parent: Annotated[str, RefersTo("organisations")] | None = None
    languages: tuple[Language, ...] = ()
    competencies: tuple[str, ...] = ()
    decision_days: Count | None = None
    partnership_strategy: bool | None = None
    partnership_guidelines: tuple[PartnershipTask, ...] = ()
    partnering_traits: tuple[PartneringTrait, ...] = ()


@record
class Person(Record):
    """Somebody who speaks or works for an organisation (S1:L357).

    Attributes:
        id: stable identifier.
        name: of the person, or of the post where the name is not public.
        organisation: that the person belongs to.
        function: post held.
        seniority: how high up in the organisation.
        capacity: speaks for the organisation, or in a personal capacity.
        mandate: document that gives the mandate.
        can_commit_up_to: largest sum that the person may pledge alone.
        since: first day in this function.
        until: last day in this function.
    """

    id: Id
    name: Text
    organisation: Annotated[str, RefersTo("organisations")] | None = None
    function: str = ""
    seniority: Literal["staff", "management", "head"] | None = None
    capacity: Literal["personal", "official"] | None = None
    mandate: str = ""
    can_commit_up_to: Money | None = None
    since: Began = None
    until: Day = None


@record
class Typology(Record):
    """The kind of partnership, each dimension for itself (S0:L12; dimensions TYP-1 to TYP-15 of the coverage table).

    Attributes:
        purposes: what it is for, of the six purposes of S3:¶14.
        ambition: one well-defined project, or several kinds of activity at once (S3:¶15, ¶48, ¶88).
        orientation: process, project or product (S1:L26).
        mode: operational or advocacy (S1:L26).
        network_kind: of the seven network types (S1:L26).
        levels: where it works (S3:¶13).
        time_horizon: how long it is meant to last (S3:¶13, ¶48).
        thematic_breadth: one issue, several, or social, environmental and economic together (S3:¶13).
        partner_scope: one private partner, a specific group or a wide range (S3:¶13).
        initiation_mode: created from above or sprung up from below (S1:L158, S3:¶76).
        steering_mode: how far a centre steers (S3:¶76).
        formality: informal, mixed or formal (S3:¶10).
        legal_entity: whether it is a legal person (S1:L264).
        engagement_depth: individuals, a unit or the whole of the partner organisations (S1:L357).
        contention: how contested the subject is; drives the need for inclusion (S1:L155).
        entity: uses a body that exists, or creates a new one (S0:L5).
    """

    purposes: tuple[PurposeKind, ...] = ()
    ambition: Literal["project", "strategic"] | None = None
    orientation: Literal["process", "project", "product"] | None = None
    mode: Literal["operational", "advocacy"] | None = None
    network_kind: (
        Literal[
            "negotiation",
            "coordination",
            "implementation",
            "knowledge",
            "task",
            "societal_change",
            "generative_change",
        ]
        | None
    ) = None
    levels: tuple[Level, ...] = ()
    time_horizon: Literal["short_term", "time_bound", "long_term"] | None = None
    thematic_breadth: Literal["single_issue", "multi_issue", "holistic"] | None = None
    partner_scope: Literal["single_private_partner", "specific_group", "wide_range"] | None = None
    initiation_mode: Literal["top_down", "bottom_up"] | None = None
    steering_mode: Literal["decentralised", "centrally_supported", "central_entity"] | None = None
    formality: Literal["informal", "mixed", "formal"] | None = None
    legal_entity: bool | None = None
    engagement_depth: Anchoring | None = None
    contention: Literal["low", "medium", "high"] | None = None
    entity: Literal["existing", "new"] | None = None


@record
class Link(Record):
    """A tie to another partnership: what came before, after, out of or above it (S1 Annex I).

    Attributes:
        kind: what the other partnership is to this one.
        name: of the other partnership.
        since: when the tie began.
    """

    kind: Literal["predecessor", "successor", "parent", "spin_off", "sister"]
    name: Text
    since: Began = None


@record
class Span(Record):
    """A period from one day to another, both included.

    Attributes:
        first: first day.
        last: last day; empty while open.
    """

    first: dt.date
    last: Annotated[dt.date | None, NotBefore("first")] = None

    def covers(self, day: dt.date) -> bool:
        """Say whether a day lies in the period.

        Examples:
            >>> Span(first=dt.date(2020, 1, 1), last=dt.date(2020, 6, 30)).covers(
            ...     dt.date(2020, 7, 1)
            ... )
            False
        """
        return self.first <= day and (self.last is None or day <= self.last)
