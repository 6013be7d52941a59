"""Where a partnership stands, for somebody who has never heard of it."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

import attrs
import click

from msp_lifecycle.criteria import FACTORS
from msp_lifecycle.criterion import Status, listed
from msp_lifecycle.engine import Dormancy, Report, Tally
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Partnership, Topic
from msp_lifecycle.report import words
from msp_lifecycle.report.page import COLOURS, Page


@attrs.frozen(kw_only=True)
class Overview:
    """What there is to say of a partnership on a day.

    Attributes:
        partnership: as of the day.
        lifecycle: that it follows.
        on: the day.
        levels: how many criteria of each success factor stand.
        silence: whether it has fallen silent.
        next: the report on its next move forward; None where nothing leads on.
        reopened: topics that stand reopened, with the day of the loop-back.
    """

    partnership: Partnership
    lifecycle: Lifecycle
    on: dt.date
    levels: Mapping[str, Tally]
    silence: Dormancy | None
    next: Report | None
    reopened: Mapping[Topic, dt.date]


def heading(page: Page, partnership: Partnership, lifecycle: Lifecycle, on: dt.date) -> None:
    """Write what the partnership is called and where it stands on a day."""
    where = partnership.as_of(on).position
    page.title(partnership.name)
    page.text(f"{words.standing(lifecycle, where)}. Seen on {on}.")
    page.gap()


def status_page(view: Overview, page: Page) -> Page:
    """Write where a partnership stands: phase, people, and how its success factors do."""
    then, lifecycle = view.partnership, view.lifecycle
    heading(page, then, lifecycle, view.on)
    _phase(page, view)
    page.gap()
    page.table([*_counts(then), *_ahead(view)])
    page.gap()
    page.title("Success factors: how many of their criteria stand")
    if view.levels:
        page.faint("# stands, - falls short, ? nobody wrote it down")
    page.table(_factors(view.levels), paint={1: _coloured})
    return page


def _phase(page: Page, view: Overview) -> None:
    where = view.partnership.position
    if where.phase is not None and where.standing != "ended":
        aim = view.lifecycle.phase(where.phase).aim
        if aim:
            page.text(f"What this phase is for: {aim[0].lower()}{aim[1:]}")
    if where.inferred:
        page.text("No source states this phase; whoever keeps the dossier inferred it.")
    if view.silence is not None:
        long = words.days(view.silence.days)
        page.text(f"Dormant: nothing is on record since {view.silence.last_activity} ({long}).")


def _counts(then: Partnership) -> list[tuple[str, ...]]:
    rows = [
        ("Active partners", len(then.partners), _partners(then)),
        ("Stakeholder groups", len(then.stakeholder_groups), str(len(then.stakeholder_groups))),
        ("Goals", len(then.goals), str(len(then.goals))),
        ("Commitments", len(then.commitments), _commitments(then)),
        ("Decisions", len(then.decisions), str(len(then.decisions))),
    ]
    return [(name, said) for name, count, said in rows if count]


def _partners(then: Partnership) -> str:
    active = [partner.id for partner in then.partners if partner.active]
    return f"{len(active)}: {listed(active, most=10)}" if active else "none"


def _commitments(then: Partnership) -> str:
    counts = Counter(one.status.replace("_", " ") for one in then.commitments)
    said = ", ".join(f"{count} {status}" for status, count in counts.items())
    return f"{len(then.commitments)}: {said}"


def _ahead(view: Overview) -> list[tuple[str, str]]:
    """Return what stands reopened, and the next move with what keeps the partnership from it."""
    rows: list[tuple[str, str]] = []
    if view.reopened:
        topics = ", ".join(f"{topic} (since {day})" for topic, day in view.reopened.items())
        rows.append(("Reopened", topics))
    if view.next is not None:
        to = f" to {words.phase(view.lifecycle, view.next.to)}" if view.next.to else ""
        count = len(view.next.blocking)
        state = "open" if view.next.open else f"closed by {words.many(count, 'finding')}"
        rows.append(("Next move", f"{view.next.move.capitalize()}{to}: {state} (msp check)"))
    return rows


def _factors(levels: Mapping[str, Tally]) -> list[tuple[str, ...]]:
    titles = {factor.code: factor.title for factor in FACTORS}
    return [
        (code, _bar(tally), f"{tally.stood} of {tally.of}", titles.get(code, ""))
        for code, tally in levels.items()
    ]


def _bar(tally: Tally) -> str:
    fallen = tally.of - tally.stood - tally.unknown
    return "#" * tally.stood + "-" * fallen + "?" * tally.unknown


def _coloured(bar: str) -> str:
    marks = {"#": Status.MET, "-": Status.NOT_MET, "?": Status.UNKNOWN}
    return "".join(
        click.style(mark * count, fg=COLOURS[marks[mark]])
        for mark in marks
        if (count := bar.count(mark))
    )
