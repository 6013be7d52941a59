"""Dossiers on disk: read whole and bounded, written whole or not at all."""

import contextlib
import os
import secrets
import stat
from pathlib import Path
from typing import TypeAlias

from msp_lifecycle.formats.limits import MOST_BYTES
from msp_lifecycle.formats.problems import DossierError, Problem
from msp_lifecycle.formats.texts import too_large

AnyPath: TypeAlias = str | os.PathLike[str]

_KINDS = {
    stat.S_IFDIR: "a directory",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


def read_bytes(path: AnyPath) -> bytes:
    """Return what a file holds.

    Raises:
        DossierError: if there is no such file, it may not be read, is no ordinary file or too large.
    """
    name = os.fspath(path)
    try:
        # A pipe that nobody writes to would keep us waiting for ever, if it were opened without O_NONBLOCK.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            _demand_ordinary(os.fstat(descriptor).st_mode, name)
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        if isinstance(error, DossierError):
            raise
        raise file_error(name, error) from None
    if len(data) > MOST_BYTES:
        raise too_large(name)
    return data


def _demand_ordinary(mode: int, name: str) -> None:
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "no ordinary file")
        message = f"this is {kind}; name the file that holds the dossier"
        raise DossierError([Problem(kind="file", message=message, file=name)])


def file_error(name: str, error: Exception) -> DossierError:
    """Return the error that says why a file cannot be used."""
    match error:
        case FileNotFoundError():
            message = "there is no such file"
        case PermissionError():
            message = "you have no permission to use this file"
        case IsADirectoryError():
            message = "this is a directory; name the file that holds the dossier"
        case OSError() if error.strerror:
            message = f"the file cannot be used: {error.strerror[0].lower()}{error.strerror[1:]}"
        case _:  # a null character, or half a character
            message = "no file can have this name"
    return DossierError([Problem(kind="file", message=message, file=name)])


def write_bytes(path: AnyPath, data: bytes) -> None:
    """Write a file as a whole: whatever happens, there is the old file or the new one, never half of one.

    A link is followed to the file it leads to, which keeps its mode.

    Raises:
        DossierError: if the file cannot be written; nothing has changed then.
    """
    name = os.fspath(path)
    target = Path(os.path.realpath(name))
    temporary = target.with_name(f"{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        mode = _mode_of(target, name)
        try:
            _write_new(temporary, data, mode)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _settle(target.parent)
    except (OSError, ValueError) as error:
        if isinstance(error, DossierError):
            raise
        raise file_error(name, error) from None


def _mode_of(target: Path, name: str) -> int | None:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return None
    _demand_ordinary(mode, name)
    return stat.S_IMODE(mode)


def _write_new(path: Path, data: bytes, mode: int | None) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        if mode is not None:
            path.chmod(mode)
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _settle(directory: Path) -> None:
    """Have the new name of the file on disk as well, where the system knows how."""
    with contextlib.suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
