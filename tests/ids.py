"""Names of test cases that every tool can pass on: mutmut, for one, loses those with a line feed or an Arabic digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def plain(texts: Iterable[object]) -> list[str]:
    """Return the texts with a blank for each line feed, and a question mark for what is not ASCII."""
    return [
        str(text).replace("\n", " ").encode("ascii", "replace").decode().replace("\\", "?")
        for text in texts
    ]
