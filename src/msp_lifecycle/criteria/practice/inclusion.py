"""Inclusion (S1:L153 to L162): who was asked about, how far they are drawn in, and how those affected are heard."""

from decimal import Decimal

from msp_lifecycle.criteria.practice.judged import judged, latest
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    counted,
    criterion,
    listed,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Body, Partner, StakeholderGroup
from msp_lifecycle.records.partners import Handling

NO_GROUP = "No stakeholder group is on record."
NO_PRIMARY = "No group on record is marked as directly affected."


@criterion(
    "INC-1",
    "The stakeholder analysis answers who, whether and in what capacity",
    why="""An analysis that lists names only decides nothing. It has to say who can influence the subject or is
    affected by it, who should take part, and as what.""",
    source="S1:L158",
    remedy="Add to each group named how strong and how affected it is, in what capacity it takes part, and why.",
    reads="partners",
)
def analysis_complete(case: Case) -> Verdict:
    """Whether each stakeholder group has influence or affectedness, a capacity, and the reason for it on record."""
    groups = case.partnership.stakeholder_groups
    if not groups:
        return unknown(NO_GROUP)
    if not any(one.influence or one.affectedness or one.handled_as for one in groups):
        return unknown("No record says of any group how strong it is or how it takes part.")
    open_ones = [one for one in groups if not _answered(one)]
    return met_if(
        not open_ones,
        f"Every stakeholder group ({len(groups)}) has its weight, its capacity and the reason.",
        f"Weight, capacity or reason is missing for {len(open_ones)} of "
        f"{counted(len(groups), 'stakeholder group')}: {listed(one.id for one in open_ones)}.",
        *(open_ones or groups),
    )


def _answered(group: StakeholderGroup) -> bool:
    weighed = group.influence is not None or group.affectedness is not None
    return weighed and group.handled_as is not None and bool(group.reason.strip())


@criterion(
    "INC-2",
    "The stakeholder analysis was made by several sectors together",
    why="""Whoever draws the map decides who is on it. A few stakeholders of different sectors see more than one
    convener.""",
    source="S1:L158",
    remedy="Go through the stakeholder analysis again with organisations of another sector.",
    reads="purpose",
    requirement="info",
)
def analysis_participatory(case: Case) -> Verdict:
    """The number of sectors of those who made the latest stakeholder analysis."""
    one = latest(case, "stakeholder_analysis")
    if one is None or not one.by:
        return unknown("No record says who made the stakeholder analysis.")
    makers = [case.organisations[name] for name in one.by]
    sectors = sorted({each.sector for each in makers if each.sector is not None})
    if len(sectors) < 2 and any(each.sector is None for each in makers):
        return unknown(f"No record says which sector all who made {one.id} belong to.", one)
    return met_if(
        len(sectors) > 1,
        f"Those who made {one.id} come from these sectors: {listed(sectors).replace('_', ' ')}.",
        f"Those who made {one.id} come from one sector only.",
        one,
        Figure("sectors of those who made it", len(sectors)),
    )


_REACH: dict[Handling, int] = {
    "excluded": 0,
    "informed": 1,
    "consulted": 2,
    "observer": 3,
    "partner": 3,
}
_NEEDED = {"low": 1, "medium": 2, "high": 3}
_WORDS = {1: "informed", 2: "consulted", 3: "at the table or spoken for there"}


@criterion(
    "INC-3",
    "Inclusion goes as far as the controversy calls for",
    why="""A plain task needs fewer voices than a contested one. The more people disagree about a subject, the
    less can be decided about it without them.""",
    source="S1:L155",
    remedy="Draw the groups named in further, or reconsider how contested the subject is.",
    reads="partners",
)
def inclusion_fits_contention(case: Case) -> Verdict:
    """Whether each key group is informed (low contention), consulted (medium) or at the table (high), at least."""
    contention, groups = case.partnership.typology.contention, case.key_groups
    if contention is None:
        return unknown("No record says how contested the subject is.")
    if not groups:
        return unknown("No key group is on record.")
    spoken_for = {name for partner in case.partners for name in partner.represents}
    if not spoken_for and not any(one.handled_as for one in groups):
        return unknown("No record says in what capacity any key group takes part.", *groups)
    needed = _NEEDED[contention]
    short = [one for one in groups if one.id not in spoken_for and _reach(one) < needed]
    asked = f"With {contention} contention key groups are to be {_WORDS[needed]}"
    return met_if(
        not short,
        f"{asked}, and all {len(groups)} are.",
        f"{asked}; these are not: {listed(one.id for one in short)}.",
        *(short or groups),
    )


def _reach(group: StakeholderGroup) -> int:
    return 0 if group.handled_as is None else _REACH[group.handled_as]


@criterion(
    "INC-4",
    "Those directly affected have a real place in it",
    why="""People whom the work is for seldom have the means to take part. Unless seats and support are set aside
    for them, others will speak about them and not with them.""",
    source="S1:L160",
    remedy="Give those who speak for the people affected more seats, and support where means are lacking.",
    reads="partners governance",
    kind="quantity",
    limits="primary_seat_share",
)
def primary_groups_seated(case: Case) -> Verdict:
    """The share of seats in governing bodies held by partners that speak for a directly affected group.

    Where no body governs, whether an active partner speaks for each such group. A group that lacks means needs support
    on record as well.
    """
    groups = case.primary_groups
    if not groups:
        return unknown(NO_PRIMARY)
    ids = {one.id for one in groups}
    speakers = {one.id for one in case.partners if not ids.isdisjoint(one.represents)}
    poor = [one for one in groups if one.resource_poor and not one.support.strip()]
    if poor:
        names = listed(one.id for one in poor)
        return not_met(f"These lack means, and no support is on record for them: {names}.", *poor)
    bodies = governing(case)
    if not bodies:
        return _spoken_for(case, groups)
    return _share_of_seats(case, bodies, speakers, "primary_seat_share", _AFFECTED)


_AFFECTED = "partners that speak for the people affected"


def governing(case: Case) -> list[Body]:
    """Return the bodies that govern and whose seats are on record: boards and assemblies, or whatever decides."""
    return [
        one
        for one in case.bodies
        if one.members
        and (one.kind in ("governing_board", "assembly") or "decision" in one.functions)
    ]


def _spoken_for(case: Case, groups: tuple[StakeholderGroup, ...]) -> Verdict:
    spoken = {name for partner in case.partners for name in partner.represents}
    if not spoken:
        return unknown("No body that governs is on record, nor a partner that speaks for a group.")
    mute = [one for one in groups if one.id not in spoken]
    return met_if(
        not mute,
        "No body governs, and an active partner speaks for every group directly affected.",
        f"No active partner speaks for these groups: {listed(one.id for one in mute)}.",
        *(mute or groups),
    )


def _share_of_seats(
    case: Case, bodies: list[Body], holders: set[str], limit: str, who: str
) -> Verdict:
    seats = [seat for body in bodies for seat in body.members if seat.until is None]
    held = sum(1 for seat in seats if seat.partner in holders)
    least, total = case.limit(limit), len(seats)
    figure = Figure(f"share of seats of {who}", round(Decimal(held) / (total or 1), 3), "", least)
    return met_if(
        held >= least * total and held > 0,
        f"Of {counted(total, 'seat')} in bodies that govern, {held} belong to {who}.",
        f"Of {counted(total, 'seat')} in bodies that govern, {held} belong to {who}; "
        f"{least:.0%} are wanted.",
        *bodies,
        figure,
    )


@criterion(
    "INC-5",
    "Actors of the South sit in the driver's seat where the South is the target",
    why="""Developing countries are the target of many partnerships and the drivers of few. Those who carry out
    what others decided own little of it.""",
    source="S1:L160; S1:L186",
    remedy="Give organisations of the South seats in the bodies that govern.",
    reads="partners governance",
    kind="quantity",
    limits="southern_seat_share",
    also="CH-11",
)
def south_governs(case: Case) -> Verdict:
    """The share of seats in governing bodies, or else of the core group, held by organisations of the South.

    It does not apply where every partner is of the North and no level is told at which it works elsewhere.
    """
    regions = {one.id: case.organisation_of(one).region.casefold() for one in case.partners}
    if not any(regions.values()):
        return unknown("No record says whether partners come from the North or the South.")
    southern = {name for name, region in regions.items() if region == "south"}
    abroad = {"regional", "global"}.intersection(case.partnership.typology.levels)
    if set(regions.values()) == {"north"} and not abroad:
        return not_applicable("All partners come from the North, and work there.")
    bodies = governing(case)
    if bodies:
        return _share_of_seats(
            case, bodies, southern, "southern_seat_share", "partners of the South"
        )
    return _share_of_core(case, case.core_group, southern)


def _share_of_core(case: Case, core: tuple[Partner, ...], southern: set[str]) -> Verdict:
    if not core:
        return unknown("Neither a body that governs nor a core group is on record.")
    held, least = sum(1 for one in core if one.id in southern), case.limit("southern_seat_share")
    return met_if(
        held >= least * len(core) and held > 0,
        f"Of the core group ({len(core)}), {held} come from the South.",
        f"Of the core group ({len(core)}), {held} come from the South; {least:.0%} are wanted.",
        *core,
        Figure(
            "share of the South in the core group", round(Decimal(held) / len(core), 3), "", least
        ),
    )


@criterion(
    "INC-6",
    "There is a plan for inclusion, with measures",
    why="""Inclusion is not automatic. Regional and gender balance, and groups that are usually left out, need
    measures of their own, and everybody should see what these bring.""",
    source="S1:L162",
    remedy="Draw up a plan that lists measures for gender, regions and groups usually left out, and their benefit.",
    reads="purpose",
    kind="judgement",
)
def inclusion_planned(case: Case) -> Verdict:
    """Whether the latest assessment of the plan for inclusion says yes and lists its measures."""
    return judged(case, "inclusion_plan", "a plan for inclusion", listing="its measures")


CRITERIA = (
    analysis_complete,
    analysis_participatory,
    inclusion_fits_contention,
    primary_groups_seated,
    south_governs,
    inclusion_planned,
)
