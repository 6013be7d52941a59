"""Commands that explain: criteria, explain."""

from collections.abc import Iterator

import click

from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import Terms, format_option, profile_option, terms
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.criteria import CRITERIA, FIELDS, PROFILES
from msp_lifecycle.criterion import Criterion, Profile, find
from msp_lifecycle.crosswalks import CROSSWALKS
from msp_lifecycle.engine import MOVE_CRITERIA
from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycles import CHECKLISTS, LIFECYCLES, checklist_named
from msp_lifecycle.records import TOPICS
from msp_lifecycle.report import manual, manual_data
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.sources import SOURCES
from msp_lifecycle.report.structured import Plain

EVERY: tuple[Criterion, ...] = (*CRITERIA, *MOVE_CRITERIA)
NAMES: dict[str, str] = {
    **{one.name: one.title for one in CHECKLISTS},
    **{one.name: one.aim for each in LIFECYCLES for one in each.phases},
    **dict.fromkeys(TOPICS, "a topic"),
    **{one.name: one.title for one in PROFILES},
    **{one.name: one.title for one in CROSSWALKS},
    **SOURCES,
    **{one.code: one.title for one in EVERY},
}
"""Everything that can be explained, what is asked for by a word first."""


@click.command("criteria")
@click.option("--field", metavar="LETTER", help="Only this field: A to F, DEF or SUIT.")
@terms(format_option)
def criteria_command(asked: Terms, field: str | None) -> None:
    """List the criteria, field by field.

    \b
    Examples
      msp criteria
      msp criteria --field C
    """  # noqa: D301 - click reads the escape as a mark
    fields = [one for one in FIELDS if field is None or one.code == field.upper()]
    if not fields:
        raise UnknownName("field", str(field), [one.code for one in FIELDS])
    if asked.json:
        show_data([manual_data.criterion_data(one) for each in fields for one in each.criteria])
    else:
        show(manual.criteria_page(fields, page()))


@click.command("explain")
@click.argument("name", metavar="CODE|NAME", shell_complete=completing.manual)
@terms(profile_option, format_option)
def explain_command(asked: Terms, name: str) -> None:
    """Explain a criterion, factor, checklist, phase, topic, profile, crosswalk or source.

    \b
    Examples
      msp explain A2.1            a criterion: what, why, source, how to meet it
      msp explain c3              a success factor and its criteria
      msp explain definition      a checklist
      msp explain design          a phase and what its moves ask for
      msp explain partners        a topic, which a loop-back reopens
      msp explain iati            how phases of another model correspond to ours
      msp explain S2              a source text
    """  # noqa: D301 - click reads the escape as a mark
    for shown, data in _explained(name, asked.profile):
        if asked.json:
            show_data(data)
        else:
            show(shown)
        return
    raise UnknownName("criterion, checklist, factor, phase or topic", name, tuple(NAMES))


def _explained(name: str, profile: Profile) -> Iterator[tuple[Page, dict[str, Plain]]]:
    """Yield what answers to a name, as a page and as data."""
    lower = name.strip().lower().replace(" ", "_").replace("-", "_")
    out, criterion = page(), _criterion(name.strip())
    if criterion is not None:
        shown = manual.criterion_page(criterion, profile, out)
        yield shown, manual_data.criterion_data(criterion)
    for checklist in CHECKLISTS:
        if checklist.name == lower:
            found = checklist_named(lower)
            yield manual.checklist_page(found, out), manual_data.checklist_data(found)
    for lifecycle in LIFECYCLES:
        if lower in lifecycle.order:
            shown = manual.phase_page(lifecycle, lower, out)
            yield shown, manual_data.phase_data(lifecycle, lower)
    for topic in TOPICS:
        if topic == lower:
            shown = manual.topic_page(topic, CRITERIA, out)
            yield shown, manual_data.topic_data(topic, CRITERIA)
    for crosswalk in CROSSWALKS:
        if crosswalk.name == lower:
            yield manual.crosswalk_page(crosswalk, out), manual_data.crosswalk_data(crosswalk)
    for one in PROFILES:
        if one.name == lower:
            yield manual.profile_page(one, out), manual_data.profile_data(one)
    if lower.upper() in SOURCES:
        tag = lower.upper()
        yield manual.source_page(tag, CRITERIA, out), manual_data.source_data(tag, CRITERIA)


def _criterion(name: str) -> Criterion | None:
    try:
        return find(EVERY, name if name.startswith("X-") else name.upper())
    except UnknownName:
        return None
