"""What comes in: dossiers from files, folders and standard input, and definitions of one's own."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msp_lifecycle import formats
from msp_lifecycle.criteria import PROFILES
from msp_lifecycle.criterion import Checklist, Profile
from msp_lifecycle.errors import MspError, UnknownName
from msp_lifecycle.formats.limits import MOST_BYTES
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import (
    LIFECYCLE_NAMES,
    checklist_named,
    lifecycle_named,
    lifecycle_of,
)
from msp_lifecycle.records import Partnership

if TYPE_CHECKING:  # what one command needs is imported when it is asked for
    from msp_lifecycle.assessment import Instrument
    from msp_lifecycle.platforms import Rules

SUFFIXES = (".yaml", ".yml", ".json")
STDIN = "-"

_VERSION = b"msp_lifecycle"
_DEFINITION = re.compile(
    rb'^(profile|checklist|phases|questions|stages)\s*:|"(profile|checklist|phases|questions|stages)"\s*:',
    re.MULTILINE,
)
"""Top-level keys of definitions of one's own; no record of a dossier has fields of these names."""
_SEARCHED = 1024 * 1024
"""Bytes at the beginning of a file in which its kind shows."""


def read(file: str, viewer: str = "keeper") -> Partnership:
    """Return the partnership in a file, or on standard input for `-`, as a viewer may see it."""
    partnership = _read_stdin() if file == STDIN else formats.load(file)
    return partnership.seen_by(viewer)


def _read_stdin() -> Partnership:
    if sys.stdin is None or sys.stdin.closed:
        raise NoInput
    stream = getattr(sys.stdin, "buffer", None)
    content = stream.read(MOST_BYTES + 1) if stream else sys.stdin.read(MOST_BYTES + 1).encode()
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return formats.loads(content, format="json" if begins == b"{" else "yaml", name="<stdin>")


class NoInput(MspError):
    """There is no standard input to read."""

    def __str__(self) -> str:
        return "<stdin>: there is no standard input; name a file instead"


def dossiers(files: Sequence[str]) -> Iterator[str]:
    """Yield the files asked for; a folder stands for the dossiers in it and below."""
    for file in files:
        path = Path(file)
        if file == STDIN or not path.is_dir():
            yield file
            continue
        inside = [str(one) for one in sorted(path.rglob("*")) if _is_dossier(one)]
        if not inside:
            raise NoDossiers(file)
        yield from inside


def _is_dossier(path: Path) -> bool:
    """Tell a dossier from other YAML and JSON; what cannot be opened is left for the reader to report."""
    try:
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            return False
        with path.open("rb") as file:
            begins = file.read(_SEARCHED).replace(b"\0", b"")  # UTF-16, which the reader refuses
    except OSError:
        return True
    return _VERSION in begins and not _DEFINITION.search(begins)


class NoDossiers(MspError, LookupError):
    """A folder holds no dossier."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder

    def __str__(self) -> str:
        folder = self.folder if self.folder.isprintable() else ascii(self.folder)
        if not os.access(self.folder, os.R_OK | os.X_OK):
            return f"{folder}: you have no permission to look into this folder"
        return (
            f"{folder}: no dossier in this folder (YAML or JSON files with msp_lifecycle in them)"
        )


def profile_named(name: str) -> Profile:
    """Return a shipped profile, or one of the user's own from a file."""
    for one in PROFILES:
        if one.name == name.lower():
            return one
    if is_file(name):
        return formats.load_profile(name)
    raise UnknownName("profile", name, [one.name for one in PROFILES])


def checklist_for(name: str) -> Checklist:
    """Return a shipped checklist, or one of the user's own from a file."""
    return formats.load_checklist(name) if is_file(name) else checklist_named(name)


def instrument_for(name: str) -> "Instrument":
    """Return a shipped instrument, or one of the user's own from a file."""
    from msp_lifecycle.assessment import instrument_named

    return formats.load_instrument(name) if is_file(name) else instrument_named(name)


def rules_for(name: str) -> "Rules":
    """Return shipped rules of a platform, or some of the user's own from a file."""
    from msp_lifecycle.platforms import rules_named

    return formats.load_rules(name) if is_file(name) else rules_named(name)


def lifecycle_in(name: str) -> Lifecycle:
    """Return a shipped lifecycle, or one of the user's own from a file."""
    return lifecycle_named(name) if name in LIFECYCLE_NAMES else formats.load_lifecycle(name)


def is_file(name: str) -> bool:
    """Say whether a name is meant as that of a file."""
    return Path(name).suffix.lower() in SUFFIXES


def lifecycle_for(
    partnership: Partnership, file: str | None, *, any_history: bool = False
) -> Lifecycle:
    """Return the lifecycle of a partnership, or the one in a file.

    Args:
        partnership: whose lifecycle is wanted.
        file: instead of the lifecycle that the partnership names.
        any_history: whether moves that the lifecycle does not have are for the caller to report.

    Raises:
        UnknownName: if the partnership names a lifecycle that is not shipped, and no file is given.
        ConsistencyError: if the history has moves that the lifecycle does not have.
    """
    lifecycle = _lifecycle(partnership, file)
    if not any_history:
        lifecycle.demand(partnership)
    return lifecycle


def _lifecycle(partnership: Partnership, file: str | None) -> Lifecycle:
    if file is not None:
        return lifecycle_in(file)
    try:
        return lifecycle_of(partnership)
    except UnknownName as unknown:
        raise NotShipped(unknown) from None


class NotShipped(UnknownName):
    """A dossier names a lifecycle of somebody's own."""

    def __init__(self, unknown: UnknownName) -> None:
        super().__init__(unknown.kind, unknown.name, unknown.known)

    def __str__(self) -> str:
        return f"{super().__str__()}; for one of your own, say --lifecycle FILE"
