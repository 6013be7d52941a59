"""Factor A3, high-level support: advocates outside, and management within the partners (S2:L23)."""

import datetime as dt

from msp_lifecycle.criteria.everyone import everyone
from msp_lifecycle.criterion import (
    Case,
    Factor,
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
from msp_lifecycle.records import ChangeEvent


@criterion(
    "A3.1",
    "External advocates are identified, with a plan to involve them",
    why="""Much depends on people and institutions outside the partnership to whom its subject matters; they
    help only once somebody has thought of them and of how to win them.""",
    source="S2:L23",
    remedy="List the institutions to which the subject matters, and plan how to involve each of them.",
    reads="context",
)
def advocates_identified(case: Case) -> Verdict:
    """Whether outside institutions or persons are listed as advocates, each with a plan to involve it."""
    advocates = case.partnership.advocates
    if not advocates:
        return unknown("No external advocate is on record.")
    unplanned = [one for one in advocates if not one.involvement_plan.strip()]
    if not unplanned:
        words = f"There is a plan to involve each advocate listed ({len(advocates)})."
        return met(words, *advocates)
    names = listed(sorted(one.id for one in unplanned))
    words = f"No plan says how to involve {len(unplanned)} of {len(advocates)} advocates: {names}."
    return not_met(words, *unplanned)


@criterion(
    "A3.2",
    "An influential supporter speaks up in public",
    why="""A word from somebody who is listened to keeps a subject on the agenda; support that was once given
    and never shown again does not.""",
    source="S2:L23",
    remedy="Ask an influential advocate to speak or act for the partnership in public.",
    reads="context",
    since="implementation",
    kind="temporal",
    limits="public_support_months",
)
def public_support(case: Case) -> Verdict:
    """Whether an influential advocate has done something in public within the last months."""
    acting = [one for one in case.partnership.advocates if one.acts]
    if not acting:
        return unknown("No public act of an advocate is on record.")
    cutoff = case.cutoff("public_support_months")
    recent = [one for one in acting if any(act.on >= cutoff for act in one.acts)]
    supporters = [one for one in recent if one.influential]
    months = case.limit("public_support_months")
    if supporters:
        names = listed(sorted(one.id for one in supporters))
        words = f"Influential advocates acted in public in the last {months} months: {names}."
        return met(words, *supporters)
    if any(one.influential is None for one in recent):
        return unknown("No record says whether the advocates at work are influential.", *recent)
    last = max(act.on for one in acting for act in one.acts)
    return not_met(
        f"No influential advocate acted in public in the last {months} months; "
        f"the last act of any advocate was on {last}.",
        *acting,
        Figure("days since the last act", (case.on - last).days, "days"),
    )


@criterion(
    "A3.3",
    "The management of every partner organisation supports the partnership",
    why="""People at the table can promise only what their organisations will keep; without the support of
    management they work on their own account, and the partnership does not last.""",
    source="S2:L23",
    remedy="Obtain the support of the management of each partner organisation, and record who gave it.",
    reads="partners",
    since="design",
)
def management_support(case: Case) -> Verdict:
    """Whether every active partner has the support of its management on record, not withdrawn."""
    given = case.partnership.management_support
    return everyone(
        case.partners,
        {one.partner for one in given if one.withdrawn is None},
        "support of its management",
        on_record=bool(given),
        done="the support of its management",
    )


@criterion(
    "A3.4",
    "High-level support has helped to mobilise resources",
    why="""Support from high places opens public and private purses; knowing where it did so shows which
    doors to knock at again.""",
    source="S2:L23",
    remedy="Record which funds and other resources came in through an advocate.",
    reads="context resources",
    since="implementation",
    requirement="info",
)
def support_mobilises(case: Case) -> Verdict:
    """Whether funding is traced to an advocate, or an advocate's act to resources that it brought in."""
    advocates = case.partnership.advocates
    if not advocates:
        return unknown("No external advocate is on record.")
    fundings = [one for one in case.partnership.fundings if one.through is not None]
    mobilising = [one for one in advocates if any(act.mobilised.strip() for act in one.acts)]
    if fundings or mobilising:
        names = sorted({*(one.id for one in mobilising), *(one.through or "" for one in fundings)})
        return met(f"Resources came in through {listed(names)}.", *mobilising, *fundings)
    if not case.partnership.fundings and not any(one.acts for one in advocates):
        return unknown("Neither acts of advocates nor funding are on record.", *advocates)
    return not_met("No funding and no other resource is traced to an advocate.", *advocates)


@criterion(
    "A3.5",
    "Support has been confirmed after changes of leadership",
    why="""A promise of the predecessor does not bind those who come after; until they renew it, nobody
    knows what it is worth.""",
    source="S2:L23 (inferred)",
    remedy="Go to the new leadership, and have it confirm its support.",
    reads="partners context",
    since="implementation",
    kind="temporal",
)
def support_renewed(case: Case) -> Verdict:
    """Whether support was confirmed after each partner's latest change of leadership.

    A change of leadership is a recorded event, or the departure of the person who gave the support.
    """
    changed = _leadership_changes(case)
    if not changed and any(_unplaced(one) for one in case.partnership.change_events):
        return unknown("A change of leadership is on record, but not in which partner.")
    if not changed:
        return not_applicable("No change of leadership in an active partner is on record.")
    latest = _latest_support(case)
    if not latest:
        return unknown("Leadership has changed, but no support of management is on record.")
    stale = [one for one in case.partners if _stale(one.id, changed, latest)]
    names = listed(sorted(one.id for one in stale))
    return met_if(
        not stale,
        "Management has confirmed its support since every change of leadership.",
        f"Management has not confirmed its support since its leadership changed: {names}.",
        *(stale or (one for one in case.partners if one.id in changed)),
    )


def _leadership_changes(case: Case) -> dict[str, dt.date]:
    """The day on which leadership last changed, by active partner."""
    departures = {one.id: one.until for one in case.partnership.persons if one.until is not None}
    changes = [
        (one.on, one.partner)
        for one in case.partnership.change_events
        if one.kind == "leadership_change" and one.partner is not None
    ]
    changes += [
        (departures[one.person], one.partner)
        for one in case.partnership.management_support
        if one.person in departures
    ]
    return {partner: day for day, partner in sorted(changes) if partner in case.partner_ids}


def _unplaced(event: ChangeEvent) -> bool:
    return event.kind == "leadership_change" and event.partner is None


def _latest_support(case: Case) -> dict[str, dt.date]:
    """The day on which each partner's management last gave or confirmed its support."""
    given = sorted(
        (one.given or dt.date.min, one.partner)
        for one in case.partnership.management_support
        if one.withdrawn is None
    )
    return {partner: day for day, partner in given}


def _stale(partner: str, changed: dict[str, dt.date], latest: dict[str, dt.date]) -> bool:
    return partner in changed and latest.get(partner, dt.date.min) < changed[partner]


FACTOR = Factor("A3", "High-level support", "S2:L23")

CRITERIA = (
    advocates_identified,
    public_support,
    management_support,
    support_mobilises,
    support_renewed,
)

THRESHOLDS = (
    Threshold(
        name="public_support_months",
        unit="months",
        light="24",
        standard="12",
        strict="12",
        meaning="How far back the last public act of an influential supporter may lie.",
    ),
)
