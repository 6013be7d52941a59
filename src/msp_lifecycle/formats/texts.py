"""Bytes into text that is fit to be parsed: of sane size, UTF-8, without control characters."""

from msp_lifecycle.formats.documents import places_of
from msp_lifecycle.formats.limits import MOST_BYTES, too_much
from msp_lifecycle.formats.problems import DossierError, Problem
from msp_lifecycle.records.checks import UNFIT

BOM = "\ufeff"
_OTHERBOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decoded(source: str | bytes, name: str) -> str:
    """Return the text of a dossier; a byte order mark, which some editors write, is dropped.

    Raises:
        DossierError: if it is too large, no UTF-8, or holds characters that no text should.
    """
    if len(source) > MOST_BYTES:
        raise too_large(name)
    text = source if isinstance(source, str) else _utf8(source, name)
    text = text.removeprefix(BOM)
    unfit = UNFIT.search(text)
    if unfit is None:
        return text
    code = f"U+{ord(unfit[0]):04X}"
    message = f"the control character or half character {code} stands here; take it out"
    raise DossierError([_at(text, unfit.start(), message, name)])


def too_large(name: str) -> DossierError:
    """Return the error that says that a dossier is larger than any may be."""
    return too_much(name, f"{MOST_BYTES // 1024**2} MiB", "divide the dossier")


def _utf8(source: bytes, name: str) -> str:
    other = _OTHERBOMS.get(source[:2])
    if other is not None:
        message = f"the text is {other}; save it as UTF-8"
        raise DossierError([Problem(kind="file", message=message, file=name)])
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        message = f"the byte 0x{source[error.start]:02X} is no UTF-8; save the text as UTF-8"
        raise DossierError([_at(before, len(before), message, name)]) from None


def _at(text: str, offset: int, message: str, name: str) -> Problem:
    line, column = places_of(text, [offset])[offset]
    return Problem(kind="syntax", message=message, file=name, line=line, column=column)
