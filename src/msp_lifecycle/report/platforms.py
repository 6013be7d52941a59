"""Standings on platforms, as a page and as plain data."""

import datetime as dt
from collections.abc import Mapping

from msp_lifecycle.platforms import PlatformStanding
from msp_lifecycle.records import Partnership
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.structured import Plain


def standings_page(
    partnership: Partnership, found: Mapping[str, PlatformStanding], on: dt.date, page: Page
) -> Page:
    """Write where a partnership stands on each platform, how it came there and what comes next."""
    page.title(partnership.name)
    page.text(f"Seen on {on}.")
    names = {one.id: one.platform for one in partnership.platform_links}
    for link, one in found.items():
        page.gap()
        page.title(f"{names[link]} [{link}]")
        read_in = f" Rules as read in: {one.rules.source}" if one.rules.source else ""
        page.faint(f"{one.rules.title}.{read_in}")
        page.text(one.words)
        if one.stage is not None and one.stage.consequence:
            page.text(one.stage.consequence)
        if one.strikes:
            page.text(f"Strikes since the last {one.rules.report} that counted: {one.strikes}.")
        rows = [(str(each.on), each.stage.title, _because(each.because)) for each in one.trajectory]
        page.table(rows)
    if not found:
        page.gap()
        page.text("No platform link names the rules that hold there.")
        page.text("Give a link `rules`, such as un_platform, or name some with --rules.", 2)
    return page


def _because(kind: str) -> str:
    return {"deadline": "by deadline", "entered": "entered", "report": "by report"}.get(
        kind, f"by ruling: {kind}"
    )


def standings_data(found: Mapping[str, PlatformStanding], on: dt.date) -> list[Plain]:
    """Return the same for programs."""
    return [_standing_data(link, one, on) for link, one in found.items()]


def _standing_data(link: str, one: PlatformStanding, on: dt.date) -> Plain:
    ahead = one.ahead
    return {
        "link": link,
        "rules": one.rules.name,
        "on": str(on),
        "stage": None if one.stage is None else one.stage.name,
        "fine": one.fine,
        "since": str(one.trajectory[-1].on) if one.trajectory and one.left is None else None,
        "left": None if one.left is None else str(one.left),
        "strikes": one.strikes,
        "next": None
        if ahead is None
        else {"stage": ahead.stage.name, "on": str(ahead.on), "unless": ahead.unless},
        "trajectory": [
            {
                "stage": each.stage.name,
                "on": str(each.on),
                "because": each.because,
                "strikes": each.strikes,
            }
            for each in one.trajectory
        ],
        "says": one.words,
    }
