"""Factor F3, communication: in touch with each partner, among them, and with the public (S2:L42; S2:L14)."""

import datetime as dt
from collections.abc import Iterable

from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import InformationItem, Partner


@criterion(
    "F3.1",
    "The process managers are in touch with each partner",
    why="""A partner that nobody has called for months has begun to leave. A steady line between those who
    steer the process and each partner shows trouble while it is small.""",
    source="S2:L42",
    remedy="Call, write to or visit each partner named.",
    reads="partners communication resources",
    since="design",
    kind="temporal",
    limits="partner_contact_days",
    also="CH-5",
)
def in_touch_with_each(case: Case) -> Verdict:
    """The time since the process managers were last in touch with each active partner.

    The lead and the host of the secretariat are those managers; a partner that joined lately is not yet late.
    """
    if not case.partners:
        return unknown("No active partner is on record.")
    host = case.secretariat.host if case.secretariat else None
    others = [one for one in case.partners if not one.lead and one.organisation != host]
    if not others:
        return not_applicable("No active partner is on record besides the process managers.")
    if not case.partnership.contacts:
        return unknown("No contact with a partner is on record.")
    last: dict[str, dt.date] = {}
    for contact in case.partnership.contacts:
        last[contact.partner] = max(contact.on, last.get(contact.partner, contact.on))
    cutoff = case.cutoff("partner_contact_days")
    late = [one for one in others if _heard_of(one, last) < cutoff]
    most = (case.on - cutoff).days
    return met_if(
        not late,
        f"The process managers were in touch with every other partner ({len(others)}) in the last "
        f"{most} days.",
        f"No contact in the last {most} days with {len(late)} of {len(others)} other active "
        f"partners: {listed(one.id for one in late)}.",
        *late,
        *_longest_silence(case, others, last, most),
    )


def _longest_silence(
    case: Case, partners: list[Partner], last: dict[str, dt.date], most: int
) -> list[Figure]:
    days = [last[one.id] for one in partners if one.id in last]
    name = "longest time since a partner was contacted"
    return [Figure(name, (case.on - min(days)).days, "days", most)] if days else []


def _heard_of(partner: Partner, last: dict[str, dt.date]) -> dt.date:
    """Return the day of the last contact or of joining, whichever is later."""
    return max(last.get(partner.id, dt.date.min), partner.joined or dt.date.min)


@criterion(
    "F3.2",
    "The partners talk among themselves",
    why="""Where every word passes through the secretariat, partners never come to work with each other. A
    place to meet that nobody uses does not help.""",
    source="S2:L42",
    remedy="Set up a channel that all partners share, or bring the one there is back into use.",
    reads="communication",
    since="design",
    kind="temporal",
    limits="partner_channel_days",
    also="CH-5",
)
def channel_among_partners(case: Case) -> Verdict:
    """The time since an open channel among all partners was last used."""
    channels = [one for one in case.partnership.channels if one.until is None]
    if not channels:
        return unknown("No channel of communication is on record.")
    shared = [one for one in channels if one.kind == "multilateral"]
    if not shared:
        return not_met("None of the open channels on record is among all partners.", *channels)
    uses = [use.on for one in shared for use in one.uses]
    if not uses:
        names = listed(one.id for one in shared)
        return unknown(f"No record says when these channels were last used: {names}.", *shared)
    last, cutoff = max(uses), case.cutoff("partner_channel_days")
    age, most = (case.on - last).days, (case.on - cutoff).days
    return met_if(
        last >= cutoff,
        f"A channel among all partners was last used on {last}.",
        f"No channel among all partners was used after {last}; at most {most} days may pass.",
        *shared,
        Figure("time since a shared channel was used", age, "days", most),
    )


@criterion(
    "F3.3",
    "Keeping in touch is cheap",
    why="""Channels that cost little are kept up when money is short, and leave more of it for the work
    itself.""",
    source="S2:L42",
    remedy="Replace the dearest channels by cheaper ones.",
    reads="communication",
    since="implementation",
    requirement="info",
    kind="quantity",
    limits="channel_cost_share",
)
def cheap_channels(case: Case) -> Verdict:
    """The share of the whole budget that all open channels take together."""
    channels = [one for one in case.partnership.channels if one.until is None]
    shares = [one.cost_share for one in channels if one.cost_share is not None]
    if not shares:
        return unknown("No record says what the channels of communication cost.")
    total, most = sum(shares), case.limit("channel_cost_share")
    figure = Figure("channels' share of the budget", total, "", most)
    if total > most:
        words = f"The channels take {total:.1%} of the budget; at most {most:.1%} is expected"
        return not_met(f"{words}.", *channels, figure)
    uncosted = [one for one in channels if one.cost_share is None]
    if uncosted:
        names = listed(one.id for one in uncosted)
        return unknown(f"No record says what these channels cost: {names}.", *uncosted, figure)
    return met(f"The channels take {total:.1%} of the budget.", *channels, figure)


@criterion(
    "F3.4",
    "All partners get the same information",
    why="""Partners can decide as equals only if they know the same. What some may not see should be the
    exception, with a reason that all can read.""",
    source="S2:L42",
    remedy="Open each item named to all partners, or record why some may not see it.",
    reads="partners communication",
    since="implementation",
)
def same_information_for_all(case: Case) -> Verdict:
    """Items of information that some active partner cannot get at without a reason on record."""
    items = case.partnership.information_items
    if not items:
        return unknown("No record says who can get at what information.")
    gaps = [one for one in items if _unexplained_gap(case, one)]
    return met_if(
        not gaps,
        f"Every item ({len(items)}) is open to all active partners, or it is known why not.",
        f"Closed to some active partners without a reason: {len(gaps)} of {len(items)} items "
        f"({listed(one.id for one in gaps)}).",
        *gaps,
        Figure("items closed to some without a reason", len(gaps)),
        Figure("items", len(items)),
    )


def _unexplained_gap(case: Case, item: InformationItem) -> bool:
    if item.access != "named" or item.limited_because.strip():
        return False
    return not case.partner_ids <= set(item.partners)


@criterion(
    "F3.5",
    "Inequalities of power are talked about openly",
    why="""An imbalance that is named in a meeting can be dealt with. One that everybody knows and nobody
    mentions settles in.""",
    source="S2:L42",
    remedy="Put the imbalances still open on the agenda of a meeting, and keep its minutes.",
    reads="risk governance",
    since="implementation",
)
def inequalities_raised(case: Case) -> Verdict:
    """Whether each imbalance of power that is still open was raised in a meeting with minutes."""
    assessments = case.partnership.power_assessments
    if not assessments:
        return unknown("No assessment of power is on record.")
    found = [(one, gap) for one in assessments for gap in one.asymmetries if gap.closed is None]
    if not found:
        return not_applicable("No imbalance of power is open.")
    minuted = {one.id for one in case.partnership.meetings if one.minutes.strip()}
    silent = [one for one, gap in found if gap.raised_in not in minuted]
    unspoken = {one.id: one for one in silent}
    return met_if(
        not silent,
        f"Every open imbalance of power ({len(found)}) was raised in a meeting with minutes.",
        f"Not raised in a meeting with minutes: {len(silent)} of {len(found)} open imbalances of "
        f"power, found by these assessments: {listed(unspoken)}.",
        *unspoken.values(),
    )


@criterion(
    "F3.6",
    "Public relations and dealings with stakeholders are kept up",
    why="""Implementation needs people outside who have heard of it and care. That interest fades within
    months when nobody writes, asks or invites.""",
    source="S2:L14",
    remedy="Publish something, and hear or invite the stakeholder groups again.",
    reads="partners communication",
    since="implementation",
    kind="temporal",
    limits="outreach_months",
    also="P3-I3",
)
def outreach_kept_up(case: Case) -> Verdict:
    """The time since something was said to the public, and since a stakeholder group was last dealt with."""
    last = {
        "work with the public": _latest(_public_days(case)),
        "dealing with a stakeholder group": _latest(one.on for one in case.partnership.engagements),
    }
    days = {what: day for what, day in last.items() if day is not None}
    if not days:
        return unknown(
            "Neither work with the public nor a dealing with a stakeholder group is on record."
        )
    cutoff = case.cutoff("outreach_months")
    most = (case.on - cutoff).days
    figures = [
        Figure(f"time since the last {what}", (case.on - day).days, "days", most)
        for what, day in days.items()
    ]
    lapsed = [f"the last {what} was on {day}" for what, day in days.items() if day < cutoff]
    if lapsed:
        words = " and ".join(lapsed)
        return not_met(f"{words[0].upper()}{words[1:]}; at most {most} days may pass.", *figures)
    missing = [what for what, day in last.items() if day is None]
    if missing:
        return unknown(f"No day of {missing[0]} is on record.", *figures)
    return met("Both public relations and dealings with stakeholders are up to date.", *figures)


def _public_days(case: Case) -> Iterable[dt.date | None]:
    yield from (
        one.published
        for one in case.partnership.information_items
        if one.kind == "public_relations"
    )
    yield from (
        use.on for one in case.partnership.channels if one.kind == "public" for use in one.uses
    )


def _latest(days: Iterable[dt.date | None]) -> dt.date | None:
    return max((day for day in days if day is not None), default=None)


CRITERIA = (
    in_touch_with_each,
    channel_among_partners,
    cheap_channels,
    same_information_for_all,
    inequalities_raised,
    outreach_kept_up,
)

THRESHOLDS = (
    Threshold(
        name="partner_contact_days",
        unit="days",
        light="90",
        standard="60",
        strict="30",
        meaning="Longest time without contact between the process managers and a partner.",
    ),
    Threshold(
        name="partner_channel_days",
        unit="days",
        light="180",
        standard="90",
        strict="60",
        meaning="Longest time in which no channel among all partners is used.",
    ),
    Threshold(
        name="channel_cost_share",
        unit="share",
        light="0.2",
        standard="0.1",
        strict="0.1",
        meaning="Largest share of the budget that channels of communication may take.",
    ),
    Threshold(
        name="outreach_months",
        unit="months",
        light="12",
        standard="6",
        strict="3",
        meaning="Longest time without work with the public, or without dealing with a stakeholder group.",
    ),
)
