"""One thing wrong with plain data, the path to it, and the words for it."""

import difflib
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import attrs

from msp_lifecycle.formats.leaves import found
from msp_lifecycle.formats.problems import ProblemKind
from msp_lifecycle.records.checks import shown

Path: TypeAlias = tuple[str | int, ...]

Offsets: TypeAlias = Mapping[Path, tuple[int, int]]
"""For each path the offsets of its key and of its value; an item of a list has only a value."""

_LONGEST_NAME = 64
"""Characters of a key beyond which it is quoted and shortened, and nothing like it is looked for."""

_FEW = 25
"""Names that may be listed in a message."""

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@attrs.frozen(kw_only=True)
class Slip:
    """One thing that is wrong, not yet found in the text.

    Attributes:
        path: of what is wrong.
        message: what is wrong.
        kind: as in `Problem`.
        at_key: whether the key is at fault, and not its value.
        expected: as in `Problem`.
        found: as in `Problem`.
    """

    path: Path
    message: str
    kind: ProblemKind = "value"
    at_key: bool = False
    expected: str = ""
    found: str = ""


def unknown_key(path: Path, key: object, names: Sequence[str]) -> Slip:
    """Say that nothing is called so here, and what may have been meant."""
    near = nearest(str(key), names)
    if not near and 0 < len(names) <= _FEW:
        near = f"; there are: {', '.join(names)}"
    message = f"unknown key {shown(key)}{near}"
    return Slip(path=(*path, str(key)), message=message, kind="key", at_key=True)


def doubled_key(path: Path, key: str, times: int) -> Slip:
    """Say that a key stands more than once."""
    message = f"the key {shown(key)} stands here {times:,} times; keep one of them"
    return Slip(path=(*path, key), message=message, kind="key", at_key=True)


def missing_key(path: Path, key: str, expected: str) -> Slip:
    """Say that a key is not there."""
    message = f"the key {key!r} is missing; expected {expected}"
    return Slip(path=(*path, key), message=message, kind="key", expected=expected)


def wrong_value(path: Path, expected: str, value: object, advice: str = "") -> Slip:
    """Say what was expected and what stands there."""
    what = found(value)
    message = f"expected {expected}; found {what}{advice}"
    return Slip(path=path, message=message, expected=expected, found=what)


def nearest(name: str, names: Sequence[str]) -> str:
    """Ask whether another name was meant, if one is like it.

    Examples:
        >>> nearest("partnrs", ["persons", "partners"])
        "; did you mean 'partners'?"
    """
    if len(name) > _LONGEST_NAME:
        return ""
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def written(path: Path) -> str:
    """Write a path as people read it.

    Examples:
        >>> written(("partners", 2, "organisation"))
        'partners[2].organisation'
    """
    parts = [f"[{step}]" if isinstance(step, int) else _key(step) for step in path]
    return "".join(parts).removeprefix(".")


def _key(step: str) -> str:
    return f".{step}" if step.isidentifier() and len(step) <= _LONGEST_NAME else f"[{shown(step)}]"


def steps(path: str) -> Path:
    """Take a path apart again, as long as its keys are names of fields.

    Examples:
        >>> steps("partners[2].organisation")
        ('partners', 2, 'organisation')
    """
    return tuple(int(index) if index else name for index, name in _STEP.findall(path))
