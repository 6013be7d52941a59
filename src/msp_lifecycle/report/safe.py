r"""Text from dossiers made fit for a terminal: nothing in it can move the cursor, hide itself or turn the line round.

Examples:
    >>> plain("a\x1b[31mred")
    'a<U+001B>[31mred'
"""

import re
import unicodedata

_BLANK = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What is not seen and yet acts: control characters, marks of direction, tags, halves of characters.

The joiners U+200C and U+200D stay, since Persian, Hindi and others are not written without them.
"""

_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))


def plain(text: str) -> str:
    """Return a text in one line, with a visible name in place of each character that is not seen."""
    if text.isascii() and text.isprintable():
        return text
    return UNSEEN.sub(_named, _BLANK.sub(" ", text))


def plain_lines(text: str) -> str:
    r"""Return a text with its lines kept, and everything else defused.

    Examples:
        >>> plain_lines("one\ntwo\x07")
        'one\ntwo<U+0007>'
    """
    return "\n".join(plain(line) for line in text.splitlines())


def escaped_json(text: str) -> str:
    r"""Return JSON in which such characters are escaped, as JSON itself has it.

    They stand within strings only, so that every reader of JSON finds the same texts.

    Examples:
        >>> print(escaped_json('"\u202e"'))
        "\u202e"
    """
    return "\n".join(UNSEEN.sub(_escaped, line) for line in text.split("\n"))


def columns(text: str) -> int:
    """Return how many columns of a terminal a plain text takes.

    Examples:
        >>> columns("ITU"), columns("国连")
        (3, 4)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _named(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"


def _escaped(found: re.Match[str]) -> str:
    """Return the escape of a character, two of them where JSON needs a pair."""
    pair = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pair[i]:02x}{pair[i + 1]:02x}" for i in range(0, len(pair), 2))
