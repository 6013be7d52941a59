"""Pages of the manual: criteria, checklists, phases, topics, profiles and sources."""

from collections.abc import Iterable, Sequence

from msp_lifecycle.criterion import Checklist, Criterion, Field, Fit, Profile, Side, Tension
from msp_lifecycle.crosswalks import Counterpart, Crosswalk
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Topic
from msp_lifecycle.records.topics import COLLECTIONS
from msp_lifecycle.report import words
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.sources import SOURCES, cited

WEIGHTS = {"must": "required", "should": "recommended", "info": "for information"}
"""How much a criterion counts, in words for a reader who has never heard of requirements."""

_KINDS = {
    "record": "whether something is on record",
    "temporal": "the dates of records",
    "quantity": "a figure",
    "survey": "answers of the partners",
    "judgement": "a judgement that people record",
}


def criterion_page(criterion: Criterion, profile: Profile, page: Page) -> Page:
    """Write the page of one criterion."""
    page.title(f"{criterion.code}: {criterion.title}")
    page.gap()
    weight = WEIGHTS[criterion.requirement]
    rows = [
        ("What", criterion.what),
        ("Why", criterion.why),
        ("To meet it", criterion.remedy),
        ("Source", f"{criterion.source} ({_named(criterion.source)})"),
        ("Counts from", f"{criterion.since.replace('_', ' ')} ({weight})"),
        ("Answered by", _KINDS[criterion.kind]),
        ("Reads", ", ".join(sorted(criterion.reads)) or "the history only"),
        *_limit_rows(criterion, profile),
        *([("Also known as", ", ".join(criterion.also))] if criterion.also else []),
    ]
    page.table(rows, indent=0)
    return page


def _named(citations: str) -> str:
    return "; ".join(f"{tag}: {SOURCES[tag].partition(':')[0]}" for tag in cited(citations))


def _limit_rows(criterion: Criterion, profile: Profile) -> list[tuple[str, str]]:
    return [
        (
            "Threshold",
            f"{name} = {_limit(profile, name)} ({profile.name}). {profile.limit(name).meaning}",
        )
        for name in criterion.limits
    ]


def _limit(profile: Profile, name: str) -> str:
    limit = profile.limit(name)
    unit = "" if limit.unit in ("share", "number") else f" {limit.unit}"
    return f"{words.number(limit.value)}{unit}"


def criteria_page(fields: Iterable[Field], page: Page) -> Page:
    """Write the list of criteria, field by field."""
    for field in fields:
        page.title(f"{field.code}: {field.title}")
        page.table([(one.code, WEIGHTS[one.requirement], one.title) for one in field.criteria])
        page.gap()
    page.faint("msp explain CODE says what a criterion means and how to meet it.")
    return page


def checklist_page(checklist: Checklist, page: Page) -> Page:
    """Write what stands on a checklist."""
    page.title(f"{checklist.title} ({checklist.name})")
    if checklist.source:
        page.faint(f"Source: {checklist.source}")
    page.table(
        [
            (one.criterion.code, WEIGHTS[one.requirement], one.criterion.title)
            for one in checklist.items
        ]
    )
    for fit in checklist.fits:
        page.gap()
        page.text(fit_words(fit), 0, 2)
    return page


def fit_words(fit: Fit) -> str:
    """Say what a kind of partnership changes in a checklist, and why."""
    codes = ", ".join(fit.codes)
    return f"Where {fit.when}, these are {WEIGHTS[fit.requirement]} ({fit.source}): {codes}."


def fitted_words(fit: Fit) -> str:
    """Say what the kind of this partnership has changed in a checklist, and why."""
    codes = ", ".join(fit.codes)
    return f"Because {fit.when}, these are {WEIGHTS[fit.requirement]} here ({fit.source}): {codes}."


def phase_page(lifecycle: Lifecycle, name: str, page: Page) -> Page:
    """Write what a phase is for, which moves leave it, and what their guards ask for."""
    phase = lifecycle.phase(name)
    page.title(phase.title)
    page.text(phase.aim)
    if phase.source:
        page.faint(f"Source: {phase.source}")
    if phase.counts_as is not None:
        counts = phase.counts_as.replace("_", " ")
        page.faint(f"Counts as {counts}{', paused' if phase.paused else ''}, of the four phases.")
    page.gap()
    page.title("Moves that leave it")
    page.table([(words.rule(lifecycle, rule), rule.when) for rule in lifecycle.leaving(name)])
    for rule in lifecycle.leaving(name):
        if rule.source == name and rule.guard is not None:
            page.gap()
            checklist_page(rule.guard, page)
    return page


def topic_page(topic: Topic, criteria: Iterable[Criterion], page: Page) -> Page:
    """Write which records a loop-back reopens together, and which criteria read them."""
    page.title(f"Topic {topic}: what a loop-back reopens together")
    page.text(f"Records: {', '.join(COLLECTIONS[topic])}.", 0, 2)
    page.gap()
    page.text("Criteria that read it, and are not met while it stands reopened:")
    page.table([(one.code, one.title) for one in criteria if topic in one.reads])
    return page


def profile_page(profile: Profile, page: Page) -> Page:
    """Write the thresholds of a profile."""
    page.title(f"Profile {profile.name}: {profile.title}")
    closing = [WEIGHTS[one] for one in WEIGHTS if one in profile.blocking]
    page.text(f"A guard is closed by criteria that are {' or '.join(closing)}.")
    for tension, side in profile.choices.items():
        page.text(f"In the tension {tension} it takes the side {side}.")
    page.gap()
    page.table([(name, _limit(profile, name), one.meaning) for name, one in profile.limits.items()])
    return page


def crosswalk_page(crosswalk: Crosswalk, page: Page) -> Page:
    """Write where each stage of another model lies in the four phases."""
    page.title(f"{crosswalk.title} ({crosswalk.name})")
    page.faint(f"Source: {crosswalk.source}")
    page.gap()
    page.table([(one.code, one.title, _places(one)) for one in crosswalk.counterparts])
    if any(one.inferred for one in crosswalk.counterparts):
        page.gap()
        page.faint(
            "inferred: a reading, where a stage lies in several places or no source says where."
        )
    return page


def _places(one: Counterpart) -> str:
    told = " or ".join(place.words for place in one.places)
    return f"{told} (inferred)" if one.inferred else told


def tension_page(tension: Tension, criteria: Iterable[Criterion], page: Page) -> Page:
    """Write the sides of a tension, and what a profile that takes one asks for."""
    page.title(f"Tension {tension.name}: {tension.title}")
    page.text(f"As long as nobody chooses: {tension.handling}")
    titles = {one.code: one.title for one in criteria}
    for side in tension.sides:
        page.gap()
        page.title(f"{side.name}: {side.title}")
        page.faint(f"Source: {side.source}")
        page.table(_changes(side, titles))
    page.gap()
    page.faint(f"In a profile of your own: choices: [{{tension: {tension.name}, side: ...}}]")
    return page


def tensions_page(tensions: Iterable[Tension], page: Page) -> Page:
    """Write what the sources leave open, with the sides that a profile can take."""
    page.title("Tensions: choices that the sources leave open")
    rows = [
        (one.name, f"{one.title} ({' or '.join(side.name for side in one.sides)})")
        for one in tensions
    ]
    page.table(rows)
    page.gap()
    page.faint(f"msp explain {rows[-1][0]} says what each side changes.")
    return page


def _changes(side: Side, titles: dict[str, str]) -> list[tuple[str, str, str]]:
    weights = [
        (code, WEIGHTS[one], titles.get(code, "")) for code, one in side.requirements.items()
    ]
    return [*weights, *((name, str(value), "a threshold") for name, value in side.limits.items())]


def source_page(tag: str, criteria: Sequence[Criterion], page: Page) -> Page:
    """Write what a source text is, and which criteria rest on it."""
    page.title(tag)
    page.text(SOURCES[tag])
    page.gap()
    page.text("Criteria that rest on it:")
    page.table([(one.code, one.title) for one in criteria if tag in cited(one.source)])
    return page
