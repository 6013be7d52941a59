"""Factor D2, common frameworks and exchange (S2:L34)."""

import datetime as dt
from collections.abc import Collection

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
from msp_lifecycle.records import PlatformLink


@criterion(
    "D2.1",
    "The contribution to global goals was assessed in advance",
    why="""Agreed global goals are the frame in which many initiatives add up. Asking early what this one adds
    keeps it from being fitted to them afterwards.""",
    source="S2:L34",
    remedy="Assess before the end of Initiation to which global goals the partnership contributes, and why.",
    reads="purpose",
    kind="temporal",
    also="P1-X11 SUIT-6",
)
def goals_assessed_in_advance(case: Case) -> Verdict:
    """Whether an assessment with targets and reasons was there when Initiation was last left."""
    alignments = case.partnership.goal_alignments
    if not alignments:
        return unknown("No assessment of the contribution to global goals is on record.")
    whole = [one for one in alignments if one.targets and one.rationale]
    if not whole:
        names = listed(one.id for one in alignments)
        return not_met(f"No assessment gives both targets and reasons: {names}.", *alignments)
    left = _initiation_left(case)
    if left is None:
        return met("The contribution to global goals has been assessed.", *whole)
    early = [one for one in whole if one.assessed is not None and one.assessed <= left]
    if early:
        return met(f"The contribution was assessed by the end of Initiation on {left}.", *early)
    undated = [one for one in whole if one.assessed is None]
    if undated:
        return unknown(
            f"No date shows whether it was assessed by the end of Initiation on {left}.", *undated
        )
    return not_met(
        f"The contribution was assessed only after the end of Initiation on {left}.", *whole
    )


def _initiation_left(case: Case) -> dt.date | None:
    """Return the day on which Initiation was last left; None while it lasts and before it starts."""
    left: dt.date | None = None
    for move in case.moves:
        if move.to == "initiation":
            left = None
        elif move.to is not None and left is None:
            left = move.on
    return left


@criterion(
    "D2.2",
    "The partnership is tied to a common framework or registry",
    why="""Initiatives complement each other only where something links them. A national or international frame
    lets their effects add up.""",
    source="S2:L34",
    remedy="Join a national or international framework, or enter the partnership in a registry.",
    reads="context",
    since="implementation",
    also="STR-10",
)
def tied_to_framework(case: Case) -> Verdict:
    """Whether a tie to a framework or registry is in force."""
    links = case.partnership.platform_links
    if not links:
        return unknown("No tie to a framework, registry or exchange is on record.")
    ties = [one for one in links if one.until is None and one.kind in ("framework", "registry")]
    return met_if(
        bool(ties),
        f"A tie to a framework or registry is in force: {listed(one.id for one in ties)}.",
        "None of the ties on record is one to a framework or registry that still holds.",
        *(ties or links),
    )


@criterion(
    "D2.3",
    "Experience is exchanged with other partnerships",
    why="""Partnerships learn fastest from one another, and change of a whole sector takes more than one of them.""",
    source="S2:L34",
    remedy="Meet other partnerships, for instance on a platform of partnerships, and compare experience.",
    reads="context",
    since="implementation",
    kind="temporal",
    limits="exchange_interval",
)
def experience_exchanged(case: Case) -> Verdict:
    """Time since the last exchange with other partnerships."""
    exchanges = case.partnership.exchanges
    if not exchanges:
        return unknown("No exchange with other partnerships is on record.")
    cutoff, limit = case.cutoff("exchange_interval"), case.limit("exchange_interval")
    last, most = max(one.on for one in exchanges), (case.on - cutoff).days
    return met_if(
        last >= cutoff,
        f"The last exchange with other partnerships was on {last}.",
        f"The last exchange was on {last}; at most {limit} months should lie between two.",
        *(one for one in exchanges if one.on == last),
        Figure("time since the last exchange", (case.on - last).days, "days", most),
    )


@criterion(
    "D2.4",
    "Reports to registries are not overdue",
    why="""Entering a registry is a free choice, but it is a promise to the public to report. An entry without
    reports claims an effect that nobody can see.""",
    source="S3:¶23",
    remedy="Send the overdue report, or take the partnership out of the registry.",
    reads="context learning",
    since="implementation",
    kind="temporal",
    limits="registry_report_interval",
)
def registry_reports_in_time(case: Case) -> Verdict:
    """Whether the latest report to each registry is within the interval that it asks for, counted from entry if there is none.

    The interval is that of the link, or the year that the rules named there ask for.
    """
    links = case.partnership.platform_links
    if not links:
        return unknown("No record says whether the partnership stands in a registry.")
    registries = [one for one in links if one.kind == "registry" and one.until is None]
    if not registries:
        return not_applicable("The partnership stands in no registry.")
    sent: dict[str | None, list[dt.date | None]] = {}
    for report in case.partnership.reports:
        sent.setdefault(report.platform, []).append(report.published)
    waits = {one.id: _wait(case, one, sent.get(one.id, ())) for one in registries}
    figures = [wait for wait in waits.values() if wait is not None]
    late = [one for one in registries if _exceeded(waits[one.id])]
    if late:
        names = listed(one.id for one in late)
        return not_met(f"Reports to these registries are overdue: {names}.", *late, *figures)
    unclear = [one for one in registries if waits[one.id] is None]
    if unclear:
        names = listed(one.id for one in unclear)
        return unknown(f"No date shows when the last report went to {names}.", *unclear)
    return met("No report to a registry is overdue.", *registries, *figures)


YEARLY = {"un_platform": 365, "global_compact": 365}
"""Rules of platforms that ask for a report each year, in days; the others reckon by the period of a report."""


def _wait(case: Case, registry: PlatformLink, sent: Collection[dt.date | None]) -> Figure | None:
    """Return how long a registry has waited for a report; None where a missing date leaves that open."""
    days = [day for day in (registry.since, *sent) if day is not None]
    every = registry.report_every_days
    if every is None:
        every = YEARLY.get(registry.rules or "")
    interval = case.limit("registry_report_interval") if every is None else every
    if not days:
        return None
    wait = Figure(f"wait of {registry.id}", (case.on - max(days)).days, "days", interval)
    return None if _exceeded(wait) and None in sent else wait


def _exceeded(figure: Figure | None) -> bool:
    return figure is not None and figure.limit is not None and figure.value > figure.limit


CRITERIA = (
    goals_assessed_in_advance,
    tied_to_framework,
    experience_exchanged,
    registry_reports_in_time,
)
THRESHOLDS = (
    Threshold(
        name="exchange_interval",
        unit="months",
        light="24",
        standard="12",
        strict="6",
        meaning="Longest time between two exchanges with other partnerships.",
    ),
    Threshold(
        name="registry_report_interval",
        unit="days",
        light="730",
        standard="730",
        strict="365",
        meaning="Longest time between two reports to a registry that names no interval; S3:¶23 prefers two years.",
    ),
)
