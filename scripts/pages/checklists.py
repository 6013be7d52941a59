"""Three pages: which criterion guards which move, every threshold under the shipped profiles, and the nine tensions."""

from collections.abc import Iterator

import msp_lifecycle as msp
from msp_lifecycle.criterion import Fit, Side, Tension
from msp_lifecycle.engine import MOVE_CRITERIA
from msp_lifecycle.lifecycle import MoveRule
from msp_lifecycle.lifecycles import RUNNING
from msp_lifecycle.lifecycles.practice import PRACTICE_LISTS
from pages.criteria import FILES, SOURCES, WEIGHTS, limit_words, link
from pages.markdown import escaped, page, sourced, table


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each page."""
    yield "criteria/checklists.md", _checklists()
    yield "criteria/profiles.md", _profiles()
    yield "criteria/tensions.md", _tensions()


def _guarded() -> list[MoveRule]:
    return [rule for rule in msp.STANDARD.moves if rule.guard is not None]


def _checklists() -> str:
    intro = [
        "A guard is a checklist attached to a move: while a required criterion on it is not met or unknown, the move is closed.",
        "What is recommended is pointed out and does not close it; what is for information is reported.",
        "Under the `strict` profile, what is recommended is required as well.",
        "",
        "## The guards of the standard lifecycle at a glance",
        "",
    ]
    blocks = [[f"{one}", ""] for one in _moves_without_guard()]
    return page(
        "Checklists and guards",
        intro,
        _matrix(),
        *blocks,
        _every_move(),
        *(_list(rule.guard, rule) for rule in _guarded() if rule.guard),
        *(_list(one) for one in (msp.DEFINITION, msp.SUITABILITY, RUNNING, msp.PRINCIPLES)),
        *(_list(one) for one in PRACTICE_LISTS),
        ["## The guards of the six steps { #six-steps }", "", *_six_steps()],
        _factors(),
    )


def _matrix() -> list[str]:
    guards = [rule.guard for rule in _guarded() if rule.guard]
    marks = [{item.criterion.code: item.requirement for item in guard.items} for guard in guards]
    rows = [
        (link(one.code), escaped(one.title), *(each.get(one.code, "") for each in marks))
        for one in msp.CRITERIA
        if any(one.code in each for each in marks)
    ]
    heads = [
        f"[{guard.name.removeprefix('to_').replace('_', ' ')}](#{guard.name})" for guard in guards
    ]
    return table(("Code", "Criterion", *heads), rows)


def _moves_without_guard() -> Iterator[str]:
    free = [rule.words for rule in msp.STANDARD.moves if rule.guard is None]
    yield (
        f"These moves have no guard of their own: {', '.join(dict.fromkeys(free))}."
        "\nEvery move past Initiation has to cite a valid decision all the same, other than suspending and reinstating."
    )


def _every_move() -> list[str]:
    lines = ["## What every move must satisfy { #every-move }", ""]
    for one in MOVE_CRITERIA:
        lines += [f"### {one.code} {escaped(one.title)} {{ #{one.code} }}", ""]
        lines += [f"**What is measured.** {escaped(one.what)}", ""]
        lines += [f"**Why it matters.** {escaped(one.why)}", ""]
        lines += [f"**How to meet it.** {escaped(one.remedy)}", ""]
        lines += [f"Source: {sourced(one.source, SOURCES)}.", ""]
    return lines


def _list(checklist: msp.Checklist, rule: MoveRule | None = None, level: str = "##") -> list[str]:
    rows = [
        (link(item.criterion.code), WEIGHTS[item.requirement], escaped(item.criterion.title))
        for item in checklist.items
    ]
    ask = f"--for {rule.to or rule.name}" if rule else f"--against {checklist.name}"
    return [
        f"{level} {checklist.title} {{ #{checklist.name} }}",
        "",
        f"`msp check FILE {ask}`.",
        f"Source: {sourced(checklist.source, SOURCES)}.",
        "",
        *table(("Code", "Counts as", "Criterion"), rows),
        *(line for fit in checklist.fits for line in _fit(fit)),
    ]


def _six_steps() -> Iterator[str]:
    yield "A partnership whose dossier says `lifecycle: six_steps` moves through these instead."
    yield ""
    for rule in msp.SIX_STEPS.moves:
        if rule.guard is not None:
            yield from _list(rule.guard, rule, "###")


def _fit(fit: Fit) -> list[str]:
    codes = ", ".join(link(code) for code in fit.codes)
    source = sourced(fit.source, SOURCES)
    return [f"Where {fit.when}, these are {WEIGHTS[fit.requirement]} ({source}): {codes}.", ""]


def _factors() -> list[str]:
    codes = ", ".join(f"`{factor.code.lower()}`" for factor in msp.FACTORS)
    return [
        "## One checklist for each success factor { #factors }",
        "",
        f"Each success factor is a checklist with all its criteria, each weighed as on its own page: {codes}.",
        "So `msp check FILE --against c2` asks about governance alone.",
        f"The checklist `everything` holds all {len(msp.CRITERIA)} criteria.",
        "",
    ]


def _profiles() -> str:
    intro = [
        "The sources give almost no numbers.",
        "Every threshold below is therefore a proposal of ours that you can change: see [your own profile](../how-to/own-profile.md).",
        "A figure that does come from a source says so in its criterion and is not in a profile.",
        "",
        *table(
            ("Profile", "Meant for", "What closes a guard"),
            ((f"`{one.name}`", one.title, _blocking(one)) for one in msp.PROFILES),
        ),
    ]
    blocks: list[list[str]] = []
    shown: set[str] = set()
    for field in msp.FIELDS:
        names = [one.name for one in field.thresholds if one.name not in shown]
        shown.update(names)
        if names:
            blocks.append([f"## {field.code}: {field.title}", "", *_limits(names)])
    rest = [name for name in msp.STANDARD_PROFILE.limits if name not in shown]
    return page("Profiles", intro, *blocks, ["## Read by no criterion", "", *_limits(rest)])


def _tensions() -> str:
    intro = [
        "The sources pull in two directions on nine questions.",
        "As long as nobody chooses, the library weighs both sides; a profile can take one, and then asks for what follows from it.",
        "`msp explain NAME` prints the same in a terminal; [your own profile](../how-to/own-profile.md) says how to choose in a file.",
        "",
    ]
    return page("Choices left open", intro, *(_tension(one) for one in msp.TENSIONS))


def _tension(tension: Tension) -> list[str]:
    lines = [f"## {tension.title} {{ #{tension.name} }}", ""]
    lines += [f"As long as nobody chooses: {escaped(tension.handling)}", ""]
    for side in tension.sides:
        lines += [f"**`{tension.name}: {side.name}`**: {escaped(side.title)}", ""]
        lines += [f"Source: {sourced(side.source, SOURCES)}.", ""]
        lines += table(("What changes", "To"), _changes(side))
    return lines


def _changes(side: Side) -> Iterator[tuple[str, str]]:
    titles = {one.code: one.title for one in msp.CRITERIA}
    for code, requirement in side.requirements.items():
        yield f"{link(code)} {escaped(titles[code])}", WEIGHTS[requirement]
    for name, value in side.limits.items():
        yield f"[`{name}`](profiles.md#{name})", str(value)


def _blocking(profile: msp.Profile) -> str:
    return " and ".join(f"what is {WEIGHTS[one]}" for one in sorted(profile.blocking))


def _limits(names: list[str]) -> list[str]:
    rows: list[tuple[str, ...]] = []
    for name in names:
        limits = [profile.limit(name) for profile in msp.PROFILES]
        values = [limit_words(limit.value, limit.unit) for limit in limits]
        readers = ", ".join(link(one.code) for one in msp.CRITERIA if name in one.limits)
        anchor = f'<span id="{name}"></span>`{name}`'
        rows.append((anchor, *values, escaped(limits[0].meaning), readers or "dormancy"))
    return table(("Threshold", "light", "standard", "strict", "Meaning", "Read by"), rows)


__all__ = ["FILES", "pages"]
