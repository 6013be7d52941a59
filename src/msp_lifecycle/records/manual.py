"""What the docstrings of the record classes say of each field, for schemas, templates and manuals."""

import inspect
import re
from functools import cache

_ENTRY = re.compile(r"(\w+): (.*)")


@cache
def field_texts(cls: type) -> dict[str, str]:
    """Return the sentence that a record class's docstring has for each of its fields, inherited ones included.

    Examples:
        >>> from msp_lifecycle.records import Partner
        >>> field_texts(Partner)["left"]
        'when it left.'
    """
    texts: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        texts.update(_attributes(inspect.cleandoc(base.__doc__ or "")))
    return texts


def summary(cls: type) -> str:
    """Return the first sentence of a record class's docstring.

    Examples:
        >>> from msp_lifecycle.records import Lesson
        >>> summary(Lesson)
        'Something learned (S2:L38; S1:L359).'
    """
    return inspect.cleandoc(cls.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _attributes(doc: str) -> dict[str, str]:
    _, _, section = doc.partition("\nAttributes:\n")
    texts: dict[str, str] = {}
    name = ""
    for line in section.splitlines():
        found = _ENTRY.match(line.strip())
        if line.startswith("    ") and not line.startswith("     ") and found:
            name = found[1]
            texts[name] = found[2].strip()
        elif line.startswith("     ") and name:
            texts[name] += " " + line.strip()
        elif line.strip() and not line.startswith(" "):
            break
    return texts
