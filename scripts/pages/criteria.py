"""One page for each field of criteria: every criterion with what it measures, why, and an example of each kind."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msp_lifecycle as msp
from msp_lifecycle.criterion import Field, Item
from msp_lifecycle.lifecycles import RUNNING
from msp_lifecycle.lifecycles.practice import PRACTICE_LISTS
from msp_lifecycle.records import Partnership
from msp_lifecycle.report.words import number
from pages.markdown import escaped, folded, page, sourced, table

FILES = {
    "A": "strategy",
    "B": "cooperation",
    "C": "steering",
    "D": "context",
    "E": "learning",
    "F": "process",
    "DEF": "definition",
    "SUIT": "suitability",
    "PR": "principles",
    "STEP": "steps",
    "INC": "inclusion",
    "PUR": "purpose",
    "POW": "power",
    "ACC": "accountability",
    "STR": "influence",
    "CH": "characteristics",
    "CSD": "csd11",
    "PRJ": "project",
    "STG": "strategic",
    "LES": "lessons",
}
"""The page of each field."""

SOURCES = "../explanation/sources.md"
DOSSIERS = Path(__file__).resolve().parents[2] / "tests" / "dossiers"
WEIGHTS = {"must": "required", "should": "recommended", "info": "for information"}
KINDS = {
    "record": "whether something is on record",
    "temporal": "the dates of records",
    "quantity": "a figure",
    "survey": "answers of the partners",
    "judgement": "a judgement that people record",
}
_HEADER = re.compile(r"# (on|status): (.*)")


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each page of a field, and of their overview."""
    yield "criteria/index.md", _overview()
    for field in msp.FIELDS:
        yield f"criteria/{FILES[field.code]}.md", _field(field)


def link(code: str, up: str = "") -> str:
    """Return a link to the page of a criterion."""
    prefix = code.partition("-")[0] if "-" in code else code[0]
    return f"[{code}]({up}{FILES[prefix]}.md#{code})"


def limit_words(value: object, unit: str) -> str:
    """Return a threshold as people write it."""
    return number(value) if unit in ("share", "number", "points") else f"{number(value)} {unit}"


def _overview() -> str:
    intro = [
        f"A criterion is one checkable statement with a code that never changes its meaning; there are {len(msp.CRITERIA)}.",
        "Six fields with 17 success factors come from Partnerships2030 ([S2](../explanation/sources.md#s2)).",
        "Other bodies of criteria ask whether something is a multi-stakeholder partnership at all, whether one is the right means, and what working together with little hierarchy takes.",
        "The others are criteria of practice: the five elements of [S1](../explanation/sources.md#s1), and what the report of the Secretary-General ([S3](../explanation/sources.md#s3)) asks.",
        "The letters are the fields, the digit after them is the factor: `A2.1` is the first criterion of factor A2.",
        "`msp explain A2.1` prints the same in a terminal.",
        "",
    ]
    rows: list[tuple[str, ...]] = []
    for field in msp.FIELDS:
        name = f"[{field.code} {field.title}]({FILES[field.code]}.md)"
        if not field.factors:
            rows.append((name, "", str(len(field.criteria))))
        for factor in field.factors:
            count = sum(one.factor == factor.code for one in field.criteria)
            rows.append((name, f"{factor.code} {factor.title}", str(count)))
            name = ""
    after = [
        "Which criterion guards which move stands on the page of [checklists and guards](checklists.md), the thresholds under [profiles](profiles.md).",
        "",
    ]
    return page("Criteria", intro, table(("Field", "Factor", "Criteria"), rows), after)


def _field(field: Field) -> str:
    head = [f"Source: {sourced(field.source, SOURCES)}.", ""]
    blocks: list[list[str]] = []
    shown: str | None = None
    for one in field.criteria:
        if one.factor is not None and one.factor != shown:
            factor = next(each for each in field.factors if each.code == one.factor)
            blocks.append([f"## {factor.code} {factor.title}", ""])
            shown = factor.code
        blocks.append(list(_criterion(one, field)))
    return page(f"{field.code}: {field.title}", head, *blocks)


def _criterion(one: msp.Criterion, field: Field) -> Iterator[str]:
    level = "###" if field.factors else "##"
    yield from (f"{level} {one.code} {escaped(one.title)} {{ #{one.code} }}", "")
    yield from (f"**What is measured.** {escaped(one.what)}", "")
    yield from (f"**Why it matters.** {escaped(one.why)}", "")
    yield from (f"**How to meet it.** {escaped(one.remedy)}", "")
    yield from (f"- **{name}**: {said}" for name, said in _facts(one))
    yield ""
    yield from table(("Threshold", "light", "standard", "strict", "Meaning"), _limits(one))
    yield from _example(one, "failure", "Falls short", "falls_short.yaml")
    yield from _example(one, "success", "Meets it", "meets.yaml")


def _facts(one: msp.Criterion) -> Iterator[tuple[str, str]]:
    since = msp.STANDARD.phase(one.since).title
    yield "Source", sourced(one.source, SOURCES)
    yield "Counts from", f"{since} on, as {WEIGHTS[one.requirement]}"
    yield "Answered by", KINDS[one.kind]
    yield "Reads", ", ".join(f"`{topic}`" for topic in sorted(one.reads)) or "the history only"
    yield "Stands on", _stands_on(one)
    if one.also:
        yield "Also known as", ", ".join(one.also)


def _stands_on(one: msp.Criterion) -> str:
    """Return the guards and checklists that ask for a criterion."""
    moves = (*msp.STANDARD.moves, *msp.SIX_STEPS.moves)
    lists = [rule.guard for rule in moves if rule.guard is not None]
    lists += [msp.DEFINITION, msp.SUITABILITY, RUNNING, msp.PRINCIPLES, *PRACTICE_LISTS]
    found = [
        f"[`{each.name}`](checklists.md#{each.name}) ({WEIGHTS[item.requirement]})"
        for each in lists
        for item in each.items
        if item.criterion is one
    ]
    return ", ".join(found) or f"[`{str(one.factor).lower()}`](checklists.md#factors) only"


def _limits(one: msp.Criterion) -> Iterator[tuple[str, ...]]:
    for name in one.limits:
        limits = [profile.limit(name) for profile in msp.PROFILES]
        values = [limit_words(limit.value, limit.unit) for limit in limits]
        yield (f"[`{name}`](profiles.md#{name})", *values, escaped(limits[0].meaning))


def _example(one: msp.Criterion, kind: str, title: str, file: str) -> list[str]:
    """Return an example dossier, folded, with what the library says of it."""
    path = DOSSIERS / one.code / file
    head, comment, body = _split(path.read_text(encoding="utf-8"))
    on = dt.date.fromisoformat(head["on"])
    finding = _finding(one, msp.load(path), on)
    said = f"On {on}: **{finding.status.words}**. {escaped(finding.message)}"
    return folded(
        kind, f"{title}: {comment}", [said, "", "```yaml", *body.rstrip().split("\n"), "```"]
    )


def _finding(one: msp.Criterion, partnership: Partnership, on: dt.date) -> msp.Finding:
    alone = msp.Checklist(name="one", title="One", items=(Item(one, "must"),))
    return msp.check(partnership, on=on, against=alone).findings[0]


def _split(text: str) -> tuple[dict[str, str], str, str]:
    """Return the headers of an example, the comment that says what it shows, and the dossier itself."""
    lines = text.split("\n")
    end = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    found = [_HEADER.fullmatch(line) for line in lines[:end]]
    comments = [line[1:].strip() for line, hit in zip(lines, found, strict=False) if hit is None]
    return _named(found), " ".join(comments), "\n".join(lines[end:])


def _named(found: Iterable[re.Match[str] | None]) -> dict[str, str]:
    return {hit[1]: hit[2] for hit in found if hit is not None}
