"""What the docstrings of record classes say about them and their fields."""

import inspect
import re

_ATTRIBUTE = re.compile(r"^ {4}(\w+): (.+)$", re.MULTILINE)


def summary(cls: type) -> str:
    """Return the first paragraph of a docstring, on one line.

    Examples:
        >>> from msp_lifecycle.records import Holding
        >>> summary(Holding)
        'Somebody holds a role for a time.'
    """
    doc = cls.__doc__ or ""  # none with python -OO
    return " ".join(inspect.cleandoc(doc).split("\n\n")[0].split())


def attributes(cls: type) -> dict[str, str]:
    """Return what a class and its bases say about each of their attributes.

    Examples:
        >>> from msp_lifecycle.records import Holding
        >>> attributes(Holding)["partner"]
        'who holds it.'
    """
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        _, _, section = inspect.cleandoc(base.__doc__ or "").partition("\nAttributes:\n")
        found.update(_ATTRIBUTE.findall(section.partition("\n\n")[0]))
    return found
