"""Changes in a text of JSON: what has not changed stays as it is, to the last space."""

import json
import re

from msp_lifecycle.formats.differences import matches
from msp_lifecycle.formats.json_reading import members
from msp_lifecycle.formats.unstructuring import Written, jsonable

_INDENT = re.compile(r"\n([ \t]+)\S")


def rewritten(text: str, old: dict[str, Written], new: dict[str, Written]) -> str:
    """Return a text that says what is new, changed no more than need be.

    Args:
        text: a sound dossier.
        old: what it says.
        new: what it is to say.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return text[:start] + _Rewriting(text).value(start, end, old, new) + text[end:]


class _Rewriting:
    def __init__(self, text: str) -> None:
        self._text = text
        indent = _INDENT.search(text)
        self._unit = indent[1] if indent else None
        self._colon = ": " if indent or '": ' in text else ":"
        self._ascii = text.isascii() and "\\u" in text

    def value(self, start: int, end: int, old: Written | None, new: Written) -> str:
        """Return the text of a value that stands from start to end."""
        if old == new:
            return self._text[start:end]
        if isinstance(old, dict) and isinstance(new, dict):
            return self._mapping(start, old, new)
        if isinstance(old, list) and isinstance(new, list):
            return self._list(start, old, new)
        return self._fresh(new, self._margin(start))

    def _mapping(self, start: int, old: dict[str, Written], new: dict[str, Written]) -> str:
        there = {str(key): place for key, *place in members(self._text, start)}
        margin = self._margin(start)
        parts: dict[str, str] = {}
        for key, (name, begin, end) in there.items():
            if key in new:
                text = self.value(begin, end, old.get(key), new[key])
                parts[key] = self._text[name:begin] + text
            elif key not in old:  # says explicitly what goes without saying
                parts[key] = self._text[name:end]
        for key, value in new.items():
            if key not in there:
                fresh = self._fresh(value, margin + (self._unit or ""))
                parts[key] = f"{json.dumps(key)}{self._colon}{fresh}"
        return self._laid_out("{", self._sorted(parts, there, new), "}", margin)

    def _sorted(
        self, parts: dict[str, str], there: dict[str, list[int]], new: dict[str, Written]
    ) -> list[str]:
        """Put each new key after the one that it follows among the fields of its record."""
        keys = [key for key in parts if key in there]
        order = list(new)
        for key in order:
            if key not in there:
                before = [one for one in order[: order.index(key)] if one in keys]
                keys.insert(keys.index(before[-1]) + 1 if before else 0, key)
        return [parts[key] for key in keys]

    def _list(self, start: int, old: list[Written], new: list[Written]) -> str:
        there = [place for _, *place in members(self._text, start)]
        margin = self._margin(start)
        parts: list[str] = []
        for index, value in zip(matches(old, new), new, strict=True):
            if index is None:
                parts.append(self._fresh(value, margin + (self._unit or "")))
            else:
                _, begin, end = there[index]
                parts.append(self.value(begin, end, old[index], value))
        return self._laid_out("[", parts, "]", margin)

    def _laid_out(self, opening: str, parts: list[str], closing: str, margin: str) -> str:
        if self._unit is None or not parts:
            return f"{opening}{f',{self._colon[1:]}'.join(parts)}{closing}"
        line = f"\n{margin}{self._unit}"
        return f"{opening}{line}{f',{line}'.join(parts)}\n{margin}{closing}"

    def _fresh(self, value: Written, margin: str) -> str:
        text = json.dumps(
            jsonable(value),
            ensure_ascii=self._ascii,
            indent=self._unit,
            separators=("," if self._unit else f",{self._colon[1:]}", self._colon),
        )
        return text.replace("\n", f"\n{margin}")

    def _margin(self, offset: int) -> str:
        """Return the white space that the line of an offset begins with."""
        line = self._text[self._text.rfind("\n", 0, offset) + 1 : offset]
        return line[: len(line) - len(line.lstrip())]
