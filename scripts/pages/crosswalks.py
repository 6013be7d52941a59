"""One page: how the phases of other models and standards correspond to the four phases."""

from collections.abc import Iterator

import msp_lifecycle as msp
from msp_lifecycle.crosswalks import CROSSWALKS, FOUR_PHASES, Counterpart, Crosswalk
from pages.markdown import escaped, page, table


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the page."""
    yield "reference/crosswalks.md", _page()


def _page() -> str:
    intro = [
        "Other models cut the life of a partnership differently, and data standards have a status of their own.",
        "These tables say which of their stages is which of our phases; `msp explain iati` prints one in a terminal.",
        "Where a stage lies in several phases, or nobody but us says where it lies, the reading is marked *inferred*.",
        "",
        "## At a glance",
        "",
    ]
    head = ("Phase", *(f"[{one.name}](#{one.name})" for one in CROSSWALKS))
    rows = [
        (msp.STANDARD.phase(phase).title, *(_cell(one, phase) for one in CROSSWALKS))
        for phase in FOUR_PHASES
    ]
    blocks = [list(_table(one)) for one in CROSSWALKS]
    return page("Crosswalks", intro, table(head, rows), *blocks, list(_api()))


def _cell(crosswalk: Crosswalk, phase: str) -> str:
    return ", ".join(_called(one) for one in crosswalk.stages(phase)) or "none"


def _called(one: Counterpart) -> str:
    title = escaped(one.title)
    return f"*{title}*" if one.inferred else title


def _table(one: Crosswalk) -> Iterator[str]:
    yield from (f"## {escaped(one.title)} {{ #{one.name} }}", "")
    yield from (f"Source: {escaped(one.source)}.", "")
    yield from table(
        ("Stage", "Title", "Which is", "Inferred"),
        (
            (
                f"`{each.code}`",
                escaped(each.title),
                " or ".join(place.words for place in each.places),
                "yes" if each.inferred else "",
            )
            for each in one.counterparts
        ),
    )


def _api() -> Iterator[str]:
    yield from ("## In Python", "")
    names = (
        "crosswalk_named",
        "CROSSWALKS",
        "Crosswalk",
        "Counterpart",
        "Place",
        "of_lifecycle",
        "in_four_phases",
        "counted",
    )
    for name in names:
        yield from (f"::: msp_lifecycle.crosswalks.{name}", "")
    yield "Each has a name of its own as well: `TPI`, `GUIDEBOOK`, `MSP_GUIDE`, `IATI` and `OC4IDS`; `FOUR_PHASES` are the names of the phases."
    yield ""
