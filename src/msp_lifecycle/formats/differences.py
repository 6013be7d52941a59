"""Which item of a list has become which, so that as little of a file as possible is written anew."""

import difflib
from collections.abc import Sequence
from typing import TypeAlias

from msp_lifecycle.formats.unstructuring import Written

Matches: TypeAlias = tuple[int | None, ...]


def matches(old: Sequence[Written], new: Sequence[Written]) -> Matches:
    """Return for each new item the index of the old one that it continues, or None.

    Records are known by their id; anything else by what it says, and then by where it stands.

    Examples:
        >>> matches([{"id": "a"}, {"id": "b"}], [{"id": "b", "name": "B"}, {"id": "c"}])
        (1, None)
        >>> matches(["a", "b", "c"], ["b", "d"])
        (1, 2)
    """
    before, after = _by_id(old), _by_id(new)
    if before is None or after is None:
        return _by_content(old, new)
    return tuple(before.get(name) for name in after)


def _by_id(items: Sequence[Written]) -> dict[str, int] | None:
    """Return where each id stands, or None if the items are no records with ids of their own."""
    ids = {
        name: index
        for index, item in enumerate(items)
        if isinstance(item, dict) and isinstance(name := item.get("id"), str)
    }
    return ids if len(ids) == len(items) else None


def _by_content(old: Sequence[Written], new: Sequence[Written]) -> Matches:
    found: list[int | None] = [None] * len(new)
    said = difflib.SequenceMatcher(None, [*map(repr, old)], [*map(repr, new)], autojunk=False)
    for _, old_start, old_end, new_start, new_end in said.get_opcodes():
        for there, here in zip(range(old_start, old_end), range(new_start, new_end), strict=False):
            found[here] = there
    return tuple(found)
