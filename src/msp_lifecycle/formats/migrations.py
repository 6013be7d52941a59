"""Old dossiers into the format of today: one function for each version, so that they stay readable for ever.

A migration takes the mapping of one version and returns that of the next. It moves and renames, and leaves single
values alone: in YAML they are texts (`leaves.Plain`) until it is known what is expected in their place.
"""

from collections.abc import Callable
from typing import TypeAlias

from msp_lifecycle.formats import leaves
from msp_lifecycle.formats.shapes import VERSION_KEY
from msp_lifecycle.formats.slips import Slip

CURRENT = 1
"""The version of the format that this release writes."""

Mapping: TypeAlias = dict[str, object]
Migration: TypeAlias = Callable[[Mapping], Mapping]

MIGRATIONS: dict[int, Migration] = {}
"""For each old version the function that leads to the next one. There is none yet: version 1 is the first."""


def migrated(data: Mapping) -> tuple[Mapping | None, list[Slip]]:
    """Return what a dossier holds in the format of today, without the version, and what is wrong with that.

    The mapping is None where the version cannot be read by this release.
    """
    if VERSION_KEY not in data:
        return _body(data), [_missing()]
    try:
        version = leaves.read_whole(data[VERSION_KEY])
    except leaves.Unfit:
        return _body(data), [_wrong(data[VERSION_KEY])]
    if version != CURRENT and version not in MIGRATIONS:
        return None, [_newer(version) if version > CURRENT else _wrong(version)]
    body = _body(data)
    for step in range(version, CURRENT):
        body = MIGRATIONS[step](body)
    return body, []


def _body(data: Mapping) -> Mapping:
    body = {key: value for key, value in data.items() if key != VERSION_KEY}
    return leaves.Doubled(body, data.times) if isinstance(data, leaves.Doubled) else body


def _slip(message: str, found: str = "") -> Slip:
    expected = str(CURRENT)
    return Slip(
        path=(VERSION_KEY,), message=message, kind="version", expected=expected, found=found
    )


def _missing() -> Slip:
    return _slip(f"no dossier without the format version; begin it with {VERSION_KEY}: {CURRENT}")


def _wrong(value: object) -> Slip:
    known = ", ".join(str(version) for version in (*sorted(MIGRATIONS), CURRENT))
    what = leaves.found(value)
    return _slip(
        f"expected a version of the format, of which there are: {known}; found {what}", what
    )


def _newer(version: int) -> Slip:
    message = (
        f"written in version {version} of the format, and this release reads up to {CURRENT}; "
        "upgrade with: pip install --upgrade msp-lifecycle"
    )
    return _slip(message, str(version))
