"""From the records of a partnership to its standing on the platforms that it reports to."""

import datetime as dt
from collections.abc import Iterator

from msp_lifecycle.errors import UnknownName
from msp_lifecycle.platforms.rules import Rules
from msp_lifecycle.platforms.shipped import rules_named
from msp_lifecycle.platforms.standing import Event, PlatformStanding, standing
from msp_lifecycle.records import Partnership, PlatformLink


def events_of(partnership: Partnership, link: str) -> tuple[Event, ...]:
    """Return what a platform reckons with, out of the records: entry, reports sent to it, its rulings, leaving.

    What has no date is left out: a platform cannot reckon with it.

    Args:
        partnership: with all its records.
        link: id of the platform link.

    Raises:
        UnknownName: if there is no such link.
    """
    return tuple(_events(partnership, _link(partnership, link)))


def standings(
    partnership: Partnership, *, on: dt.date, link: str | None = None, rules: Rules | None = None
) -> dict[str, PlatformStanding]:
    """Return where a partnership stands on each platform whose rules are known, by the id of the link.

    Args:
        partnership: to look at.
        on: the day asked about; nothing later counts.
        link: only this platform link.
        rules: instead of those that the links name.

    Raises:
        UnknownName: if there is no such link, or it names no rules and none are given.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Partnership, PlatformLink
        >>> since = dt.date(2024, 3, 1)
        >>> link = PlatformLink(
        ...     id="un", platform="UN", kind="registry", since=since, rules="un_platform"
        ... )
        >>> p = Partnership(id="p", name="P", platform_links=[link])
        >>> standings(p, on=dt.date(2026, 3, 1))["un"].words
        'Red since 2026-03-01.'
    """
    links = partnership.platform_links if link is None else (_link(partnership, link),)
    found: dict[str, PlatformStanding] = {}
    for one in links:
        by = rules or (rules_named(one.rules) if one.rules else None)
        if by is not None:
            found[one.id] = standing(_events(partnership, one), by, on=on)
    if link is not None and not found:
        known = [one.id for one in partnership.platform_links if one.rules]
        raise UnknownName("platform link with rules", link, known)
    return found


def _link(partnership: Partnership, wanted: str) -> PlatformLink:
    for one in partnership.platform_links:
        if one.id == wanted:
            return one
    known = [one.id for one in partnership.platform_links]
    raise UnknownName("platform link", wanted, known)


def _events(partnership: Partnership, link: PlatformLink) -> Iterator[Event]:
    if link.since is not None:
        yield Event(on=link.since, kind="entered")
    if link.until is not None:
        yield Event(on=link.until, kind="left")
    for ruling in link.rulings:
        yield Event(on=ruling.on, kind=ruling.kind, until=ruling.until)
    for report in partnership.reports:
        if report.platform == link.id and report.published is not None:
            covers = None if report.period is None else report.period.last
            yield Event(on=report.published, kind="report", covers=covers)
