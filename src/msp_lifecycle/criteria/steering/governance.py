"""C2, inclusive and transparent governance (S2:L30): whether decisions and structures can be seen to work."""

import datetime as dt

from msp_lifecycle.criteria.steering.decision_rules import rules_in_force
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    counted,
    criterion,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Body, Channel, Decision, Record


@criterion(
    "C2.3",
    "Information reaches the partners in good time before a decision",
    why="Partners who see the papers too late can only nod or refuse; neither is taking part.",
    source="S2:L30; S2:L42",
    remedy="Send the information for a decision early enough, and note the day on which it went out.",
    reads="governance",
    since="implementation",
    kind="temporal",
    limits="information_lead_days decisions_reviewed_months",
)
def informed_in_time(case: Case) -> Verdict:
    """Days from sending out the information to taking the decision, for each decision of the recent past."""
    recent = _recent(case)
    told = {one.id: (one.on - one.info_sent).days for one in recent if one.info_sent is not None}
    if not recent:
        return _none_recent(case)
    if not told:
        return unknown("No record says when the information for any recent decision went out.")
    least = case.limit("information_lead_days")
    late = [one for one in recent if one.id not in told or told[one.id] < least]
    return met_if(
        not late,
        f"Information went out at least {least} days before every recent decision.",
        f"Information is not known to have gone out {least} days ahead for {len(late)} of "
        f"{counted(len(recent), 'recent decision')}: {listed(one.id for one in late)}.",
        *late,
        Figure("shortest notice of a decision", min(told.values()), "days", least),
    )


def _recent(case: Case) -> list[Decision]:
    """Return the decisions taken within the time that is looked at."""
    since = case.cutoff("decisions_reviewed_months")
    decisions = case.partnership.decisions
    return [one for one in decisions if one.outcome != "deferred" and one.on >= since]


def _none_recent(case: Case) -> Verdict:
    if not case.partnership.decisions:
        return unknown("No decision is on record.")
    since = case.cutoff("decisions_reviewed_months")
    return not_applicable(f"No decision has been taken since {since}.")


@criterion(
    "C2.4",
    "Decisions are published soon after they are taken",
    why="A decision that nobody can look up cannot be relied on, nor can anybody be held to it.",
    source="S2:L30; S1:L306",
    remedy="Publish each decision with its reasons, and note the day.",
    reads="governance",
    since="implementation",
    kind="temporal",
    limits="decision_publication_days decisions_reviewed_months",
)
def published_in_time(case: Case) -> Verdict:
    """Days from each decision of the recent past to its publication; those that are not due yet do not count."""
    recent, most = _recent(case), case.limit("decision_publication_days")
    lags = {one.id: ((one.published or case.on) - one.on).days for one in recent}
    due = [one for one in recent if one.published is not None or lags[one.id] > most]
    if not recent:
        return _none_recent(case)
    if not due:
        return not_applicable(f"No recent decision is {most} days old yet.")
    if all(one.published is None for one in case.partnership.decisions):
        return unknown("No record says when any decision was published.")
    late = [one for one in due if lags[one.id] > most]
    return met_if(
        not late,
        f"Every recent decision that is due was published within {most} days.",
        f"Not published within {most} days: {len(late)} of {counted(len(due), 'recent decision')} "
        f"({listed(one.id for one in late)}).",
        *late,
        Figure("longest wait for publication", max(lags[one.id] for one in due), "days", most),
    )


@criterion(
    "C2.6",
    "Structures for management, decision-making and communication are defined",
    why="Partners need to know who runs the work, who decides, and where all of them talk to each other.",
    source="S2:L10",
    remedy="Define the body, rule or channel for whichever of the three is missing.",
    reads="governance communication",
    since="design",
    requirement="must",
    also="P2-X9",
)
def structures_defined(case: Case) -> Verdict:
    """Whether each of the three has a structure: a body, a decision rule, a channel among all partners.

    A body serves the functions on its record or, where there are none, those that its kind implies.
    """
    structures = _structures(case)
    carriers = {id(found[0]): found[0] for found in structures.values() if found}.values()
    missing = [name for name, found in structures.items() if not found]
    if not carriers:
        return unknown("No body, decision rule or channel among all partners is on record.")
    return met_if(
        not missing,
        "Management, decision-making and communication each have a structure.",
        f"No body, rule or channel on record serves {' or '.join(missing)}.",
        *carriers,
    )


_SERVED_BY_KIND = {
    "core_group": ("management", "decision"),
    "governing_board": ("management", "decision"),
    "assembly": ("decision",),
    "secretariat": ("management",),
}


def _serving(case: Case, function: str) -> list[Body]:
    return [
        body
        for body in case.bodies
        if function in (body.functions or _SERVED_BY_KIND.get(body.kind, ()))
    ]


def _channels(case: Case) -> list[Channel]:
    """Return the open channels among all partners."""
    channels = case.partnership.channels
    return [one for one in channels if one.kind == "multilateral" and one.until is None]


def _structures(case: Case) -> dict[str, list[Record]]:
    return {
        "management": [*_serving(case, "management")],
        "decision-making": [*_serving(case, "decision"), *rules_in_force(case)],
        "communication": [*_serving(case, "communication"), *_channels(case)],
    }


@criterion(
    "C2.7",
    "The structures for management, decision-making and communication are in use",
    why="A board that never meets or a list that nobody writes to is a structure on paper only.",
    source="S2:L14",
    remedy="Use the structure that lies idle, or replace it by one that the partners will use.",
    reads="governance communication",
    since="implementation",
    requirement="must",
    kind="temporal",
    limits="structure_use_months",
    also="P3-E4",
)
def structures_in_use(case: Case) -> Verdict:
    """When each structure was last used: a body met, a decision was taken, a channel carried something.

    A structure that was never used lies idle; where there is neither a structure nor a use, nothing can be said.
    """
    uses, since = _last_uses(case), case.cutoff("structure_use_months")
    figures = [
        Figure(f"days since use of {name}", (case.on - day).days, "days")
        for name, day in uses.items()
        if day is not None
    ]
    if not figures:
        return unknown("No use of any structure is on record.")
    structures = _structures(case)
    idle = [name for name, found in structures.items() if _idle(uses[name], since, found)]
    if idle:
        words = listed(f"{name} ({_last(uses[name])})" for name in idle)
        unused = {id(one): one for name in idle for one in structures[name]}.values()
        return not_met(f"Not in use since {since}: {words}.", *unused, *figures)
    missing = " or ".join(name for name, day in uses.items() if day is None)
    if missing:
        words = f"Neither a structure for {missing} nor a use of one is on record."
        return unknown(words, *figures)
    words = "Management, decision-making and communication have each been in use"
    return met(f"{words} since {since}.", *figures)


def _idle(last: dt.date | None, since: dt.date, structures: list[Record]) -> bool:
    return bool(structures) if last is None else last < since


def _last(day: dt.date | None) -> str:
    return "never, as far as is on record" if day is None else f"last on {day}"


def _last_uses(case: Case) -> dict[str, dt.date | None]:
    """Return the day on which each structure was last used."""
    met_on: dict[str, dt.date] = {}
    for meeting in case.partnership.meetings:
        if meeting.body is not None:
            met_on[meeting.body] = max(meeting.on, met_on.get(meeting.body, meeting.on))
    days = {
        function: [met_on[body.id] for body in _serving(case, function) if body.id in met_on]
        for function in ("management", "decision", "communication")
    }
    taken = [one.on for one in case.partnership.decisions]
    used = [use.on for channel in _channels(case) for use in channel.uses]
    return {
        "management": max(days["management"], default=None),
        "decision-making": max(days["decision"] + taken, default=None),
        "communication": max(days["communication"] + used, default=None),
    }


@criterion(
    "C2.8",
    "Decisions and updates keep coming out",
    why="Silence is read as standstill, and support drifts away long before anybody says so.",
    source="S2:L18",
    remedy="Publish the next decision or update now, and keep to a rhythm from then on.",
    reads="governance communication learning",
    since="further_development",
    requirement="must",
    kind="temporal",
    limits="momentum_days",
    also="P4-I1",
)
def momentum(case: Case) -> Verdict:
    """Days since a decision, report or news for all partners came out, or since the phase began.

    The later of the two counts.
    """
    days = _publications(case)
    if not days:
        return unknown("No published decision, report or information is on record.")
    last, most = max(days), case.limit("momentum_days")
    begun = case.partnership.position.phase_since
    quiet = (case.on - max(last, begun or last)).days
    return met_if(
        quiet <= most,
        f"The last decision or update came out on {last}.",
        f"The last decision or update came out on {last}; {quiet} days of silence exceed {most}.",
        Figure("days without publication", quiet, "days", most),
    )


def _publications(case: Case) -> list[dt.date]:
    known = case.partnership
    open_to_all = [one for one in known.information_items if one.access != "named"]
    days = (
        *(one.published for one in known.decisions),
        *(one.published for one in known.reports),
        *(one.published for one in open_to_all),
    )
    return [day for day in days if day is not None]


THRESHOLDS = (
    Threshold(
        name="information_lead_days",
        unit="days",
        light="3",
        standard="7",
        strict="14",
        meaning="Least time from sending out the information to taking the decision.",
    ),
    Threshold(
        name="decision_publication_days",
        unit="days",
        light="60",
        standard="30",
        strict="14",
        meaning="Longest time from taking a decision to publishing it.",
    ),
    Threshold(
        name="decisions_reviewed_months",
        unit="months",
        light="12",
        standard="12",
        strict="24",
        meaning="How far back decisions are looked at for information and publication.",
    ),
    Threshold(
        name="structure_use_months",
        unit="months",
        light="12",
        standard="6",
        strict="3",
        meaning="Time within which each structure is to be used at least once.",
    ),
    Threshold(
        name="momentum_days",
        unit="days",
        light="180",
        standard="90",
        strict="60",
        meaning="Longest time without a published decision or update.",
    ),
)
