"""Commands that explain: criteria, explain."""

from collections.abc import Iterator

import click

from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import Terms, format_option, profile_option, terms
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.criteria import CRITERIA, FIELDS, PROFILES, TENSIONS
from msp_lifecycle.criterion import Criterion, Profile
from msp_lifecycle.crosswalks import CROSSWALKS
from msp_lifecycle.engine import MOVE_CRITERIA
from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycles import CHECKLISTS, LIFECYCLES
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
    "tensions": "all that the sources leave open",
    **{one.name: one.title for one in TENSIONS},
    **SOURCES,
    **{one.code: one.title for one in EVERY},
}
"""Everything that can be explained, what is asked for by a word first."""


@click.command("criteria")
@click.option(
    "--field", metavar="LETTER", help="Only this field: A to F, or a prefix such as DEF or POW."
)
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
    """Explain a criterion, factor, checklist, phase, topic, profile, crosswalk, tension or source.

    \b
    Examples
      msp explain A2.1            a criterion: what, why, source, how to meet it
      msp explain c3              a success factor and its criteria
      msp explain definition      a checklist
      msp explain design          a phase and what its moves ask for
      msp explain partners        a topic, which a loop-back reopens
      msp explain iati            how phases of another model correspond to ours
      msp explain tensions        the choices that the sources leave open
      msp explain funding         one of them, and what each side changes
      msp explain S2              a source text
    """  # noqa: D301 - click reads the escape as a mark
    found = list(_explained(name, asked.profile))
    if not found:
        raise UnknownName("criterion, checklist, factor, phase or topic", name, tuple(NAMES))
    if asked.json:
        data: list[Plain] = [one for _, one in found]
        show_data(data[0] if len(data) == 1 else data)
        return
    for number, (shown, _) in enumerate(found):
        if number:
            click.echo()
        show(shown)


def _explained(name: str, profile: Profile) -> Iterator[tuple[Page, dict[str, Plain]]]:
    """Yield all that answers to a name, as pages and as data: `purpose` is a checklist and a topic."""
    lower = name.strip().lower().replace(" ", "_").replace("-", "_")
    for criterion in _criteria(name.strip()):
        shown = manual.criterion_page(criterion, profile, page())
        yield shown, manual_data.criterion_data(criterion)
    for one in CHECKLISTS:
        if one.name == lower:
            yield manual.checklist_page(one, page()), manual_data.checklist_data(one)
    for lifecycle in LIFECYCLES:
        if lower in lifecycle.order:
            shown = manual.phase_page(lifecycle, lower, page())
            yield shown, manual_data.phase_data(lifecycle, lower)
    for topic in TOPICS:
        if topic == lower:
            shown = manual.topic_page(topic, CRITERIA, page())
            yield shown, manual_data.topic_data(topic, CRITERIA)
    for crosswalk in CROSSWALKS:
        if crosswalk.name == lower:
            yield manual.crosswalk_page(crosswalk, page()), manual_data.crosswalk_data(crosswalk)
    yield from _weighing(lower)
    if lower.upper() in SOURCES:
        tag = lower.upper()
        yield manual.source_page(tag, CRITERIA, page()), manual_data.source_data(tag, CRITERIA)


def _weighing(name: str) -> Iterator[tuple[Page, dict[str, Plain]]]:
    """Yield the profile or the tension of a name, or all tensions."""
    if name == "tensions":
        told: list[Plain] = [manual_data.tension_data(one) for one in TENSIONS]
        yield manual.tensions_page(TENSIONS, page()), {"tensions": told}
    for profile in PROFILES:
        if profile.name == name:
            yield manual.profile_page(profile, page()), manual_data.profile_data(profile)
    for tension in TENSIONS:
        if tension.name == name:
            yield manual.tension_page(tension, CRITERIA, page()), manual_data.tension_data(tension)


def _criteria(name: str) -> tuple[Criterion, ...]:
    """Return the criterion with a code, or every one that goes by the name elsewhere: CH-5 is three here."""
    wanted = name if name.startswith("X-") else name.upper()
    exact = tuple(one for one in EVERY if one.code == wanted)
    return exact or tuple(one for one in EVERY if wanted in one.also)
