"""What changed between two dossiers, topic by topic."""

from collections.abc import Iterable

import click

from msp_lifecycle.engine.differences import Difference
from msp_lifecycle.records.topics import TOPIC_OF
from msp_lifecycle.report import words
from msp_lifecycle.report.page import Page

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_COLOURS = {"+": "green", "-": "red", "~": "yellow"}
_ELSEWHERE = {"": "partnership", "moves": "history", "waivers": "history"}


def differences_page(differences: Iterable[Difference], page: Page) -> Page:
    """Write what changed, in the order of a dossier and under the topics of a partnership."""
    shown = list(differences)
    if not shown:
        page.text("Nothing changed.")
        return page
    page.text(f"{words.many(len(shown), 'change')}: + came, - went, ~ changed")
    topics: dict[str, list[Difference]] = {}
    for one in shown:
        topics.setdefault(_topic(one), []).append(one)
    for topic, found in topics.items():
        page.gap()
        page.title(topic.capitalize())
        page.table([(_SIGNS[one.kind], _cell(one)) for one in found], paint={0: _coloured})
    return page


def _topic(one: Difference) -> str:
    collection = one.collection
    return TOPIC_OF.get(collection) or _ELSEWHERE.get(collection, "organisations and persons")


def _cell(one: Difference) -> str:
    return f"{one.says} [{one.record}]" if one.record else one.says


def _coloured(sign: str) -> str:
    return click.style(sign, fg=_COLOURS[sign], bold=True)
