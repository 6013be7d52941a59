"""Changes in a text of YAML: only the lines that say something else are touched, so that all else stays as it is.

The tree that ruamel.yaml can write back would re-indent the file, fold its texts, and lose the comment above a record
with the record before it. So the text itself is changed, at the offsets that the tree of `yaml_reading` gives.
"""

import re
from itertools import pairwise
from typing import cast

from msp_lifecycle.formats import yaml_writing
from msp_lifecycle.formats.differences import matches
from msp_lifecycle.formats.lines import Edits
from msp_lifecycle.formats.nodes import Entries, Entry, Items, Node, Scalar
from msp_lifecycle.formats.unstructuring import Mapping, Written


def rewritten(text: str, root: Node, old: Mapping, new: Mapping) -> tuple[str, bool]:
    """Return a text that says more of what is new, changed no more than need be.

    Args:
        text: a sound dossier.
        root: the tree of the text.
        old: what it says.
        new: what it is to say.

    Returns:
        The text, and whether it says all of it; if not, only records have changed places, and the text is to be read
        and rewritten once more.
    """
    rewriting = _Rewriting(text)
    rewriting.mapping(cast("Entries", root), old, new)
    if rewriting.exchanges:
        return rewriting.exchanges.result(), False
    return rewriting.edits.result(), True


class _Rewriting:
    """One comparison of a tree with what it is to say.

    Attributes:
        edits: of the text, inner ones before outer ones.
        exchanges: of items that are in another order; no other edits can be made at the same time.
    """

    def __init__(self, text: str) -> None:
        self.edits = Edits(text)
        self.exchanges = Edits(text)
        self._text = text

    def mapping(self, node: Entries, old: Mapping, new: Mapping) -> None:
        """Change the entries of a mapping."""
        for entry in node.entries:
            name = str(entry.key.value)
            if name in new:
                self._entry(node, entry, old.get(name), new[name])
            elif name in old:
                self._remove(node, entry.key.start, entry.value.end)
        anchor: Entry | None = None
        for name, value in new.items():
            there = node.get(name)
            if there is None:
                self._insert_entry(node, anchor, name, value)
            else:
                anchor = there

    def _entry(self, node: Entries, entry: Entry, old: Written | None, new: Written) -> None:
        if old == new or self._within(entry.value, old, new):
            return
        start, end = entry.key.start, entry.value.end
        if not self._in_place(entry.value, new, node.flow):
            name = str(entry.key.value)
            text = yaml_writing.entry(name, new, self.edits.column(start))
            self.edits.replace_lines(start, end, text)

    def _within(self, node: Node, old: Written | None, new: Written) -> bool:
        """Change what is inside a list or mapping, if it is one and stays one."""
        if not new:
            return False  # what is empty needs its brackets
        if isinstance(node, Entries) and isinstance(old, dict) and isinstance(new, dict):
            whole = self._keeps_its_head(node, new)
            if whole:
                self.mapping(node, old, new)
            return whole
        if (
            isinstance(node, Items)
            and node.items
            and isinstance(old, list)
            and isinstance(new, list)
        ):
            self._list(node, old, new)
            return True
        return False

    def _keeps_its_head(self, node: Entries, new: Mapping) -> bool:
        """Say whether a mapping can be changed entry by entry.

        It cannot if it has no braces, begins on the line of a dash, and its first entry goes; nor if it has no
        entries, nor if it is a pair in a list with brackets and needs no braces itself.
        """
        if not node.entries or (node.flow and self._text[node.start] != "{"):
            return False
        alone = node.flow or self.edits.begins_line(node.start)
        return alone or str(node.entries[0].key.value) in new

    def _in_place(self, node: Node, new: Written, flow: bool) -> bool:
        """Put a single value in the place of another, or anything where there are brackets around it."""
        if flow:
            text = yaml_writing.flow(new)
        elif isinstance(node, Scalar) and self._text[node.start : node.start + 1] not in ("|", ">"):
            if isinstance(new, dict | list) or "\n" in str(new):
                return False
            text = yaml_writing.single(new)
        else:
            return False
        written = node.end > node.start
        self.edits.replace(node.start, node.end, text if written else f" {text}")
        return True

    def _list(self, node: Items, old: list[Written], new: list[Written]) -> None:
        matched = matches(old, new)
        kept = [index for index in matched if index is not None]
        if kept != sorted(kept):
            self._exchange(node, kept)
            return
        for index, value in zip(matched, new, strict=True):
            if index is not None:
                self._item(node, index, old[index], value)
        for index in set(range(len(old))) - set(kept):
            item = node.items[index]
            self._remove(node, item.start if node.flow else self._dash(node, index), item.end)
        anchor: int | None = None
        for index, value in zip(matched, new, strict=True):
            if index is None:
                self._insert_item(node, anchor, value)
            else:
                anchor = index

    def _item(self, node: Items, index: int, old: Written, new: Written) -> None:
        item = node.items[index]
        if old == new or self._within(item, old, new) or self._in_place(item, new, node.flow):
            return
        text = yaml_writing.item(new, self.edits.column(node.start))
        self.edits.replace_lines(self._dash(node, index), item.end, text)

    def _dash(self, node: Items, index: int) -> int:
        """Return where the dash of an item stands: the first in its column after the item before it."""
        if index == 0:
            return node.start
        column = self.edits.column(node.start)
        dash = re.compile(rf"^ {{{column}}}-", re.MULTILINE)
        found = dash.search(self._text, node.items[index - 1].end)
        return found.end() - 1 if found else node.items[index].start

    def _exchange(self, node: Items, kept: list[int]) -> None:
        """Let items change places, with the comments on and above their lines."""
        for place, index in zip(sorted(kept), kept, strict=True):
            if place != index:
                start, end = self._span(node, place)
                self.exchanges.replace(start, end, self._text[slice(*self._span(node, index))])

    def _span(self, node: Items, index: int) -> tuple[int, int]:
        item = node.items[index]
        if node.flow:
            return item.start, item.end
        before = node.items[index - 1].end if index else 0
        start = self.edits.comments_above(self._dash(node, index), before)
        return start, self.edits.line_end(item.end)

    def _remove(self, node: Items | Entries, start: int, end: int) -> None:
        if node.flow:
            self.edits.remove_with_comma(start, end)
        else:
            self.edits.remove_lines(start, end)

    def _insert_entry(self, node: Entries, anchor: Entry | None, name: str, value: Written) -> None:
        after = None if anchor is None else anchor.value.end
        if node.flow:
            text = f"{name}: {yaml_writing.flow(value)}"
            self.edits.insert_in_flow(node.start, after, text)
            return
        text = yaml_writing.entry(name, value, self.edits.column(node.start))
        at_the_top = self.edits.column(node.start) == 0 and "\n\n" in self._text
        spaced = at_the_top and yaml_writing.holds_records(value)
        self.edits.insert_lines(node.start, after, text, spaced=spaced)

    def _insert_item(self, node: Items, anchor: int | None, value: Written) -> None:
        after = None if anchor is None else node.items[anchor].end
        if node.flow:
            self.edits.insert_in_flow(node.start, after, yaml_writing.flow(value))
            return
        text = yaml_writing.item(value, self.edits.column(node.start))
        gaps = [self._text[one.end : two.start] for one, two in pairwise(node.items)]
        self.edits.insert_lines(node.start, after, text, spaced=any("\n\n" in gap for gap in gaps))
