"""Small pieces of Markdown that every generated page is put together from."""

import re
from collections.abc import Iterable, Sequence

NOTICE = (
    "<!-- Made by scripts/criteria_pages.py from the library itself; change that, not this. -->"
)

_CODE = re.compile(r"(`[^`]*`)")
_SEED = re.compile(r"\b(S[0-4])(?=:|\b)")


def escaped(text: str) -> str:
    """Keep Markdown and HTML from reading signs of a text as their own; code in backticks stays code."""
    parts = _CODE.split(text)
    return "".join(
        part if part.startswith("`") else re.sub(r"([<>*\[\]|])", r"\\\1", part) for part in parts
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return a table; an empty list where it would have no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return []
    return [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines, ""]


def fenced(language: str, text: str, indent: str = "") -> list[str]:
    """Return a block of code."""
    lines = [f"```{language}", *text.rstrip("\n").split("\n"), "```", ""]
    return [(indent + line).rstrip() for line in lines]


def folded(kind: str, title: str, body: Iterable[str]) -> list[str]:
    """Return a block that opens when its title is clicked."""
    plain = title.replace('"', "'")
    return [f'??? {kind} "{plain}"', "", *(f"    {line}".rstrip() for line in body), ""]


def sourced(source: str, sources: str) -> str:
    """Return a citation with its seed linked to the page of sources.

    Args:
        source: such as `S2:L5; S1:L219`.
        sources: path to the page of sources from the page that cites.
    """
    return _SEED.sub(lambda found: f"[{found[1]}]({sources}#{found[1].lower()})", escaped(source))


def page(title: str, *blocks: Iterable[str]) -> str:
    """Return a whole page."""
    lines = [NOTICE, "", f"# {title}", ""]
    for block in blocks:
        lines += block
    return "\n".join(lines).rstrip() + "\n"
