"""The source texts that criteria, moves and phases cite, for readers who meet `S2:L5` for the first time."""

import re

SOURCES = {
    "S0": "World Summit on the Information Society (WSIS): a text on what a multi-stakeholder partnership is, and of "
    "which kinds there are",
    "S1": "A paper on challenges and practices in partnerships between the United Nations and civil society, written "
    "for the High Level Panel on UN-Civil Society Relations",
    "S2": "Partnerships2030: the four phases of a multi-stakeholder partnership, and 17 success factors in six fields",
    "S3": "United Nations: Enhanced cooperation between the United Nations and all relevant partners, report of the "
    "Secretary-General of 18 August 2003",
    "S4": "Stanford Social Innovation Review: an article on international partnerships, with three principles and six "
    "steps",
}
"""Each source by its tag; a citation adds the line (`S2:L5`) or the paragraph (`S3:¶21`)."""


def cited(citations: str) -> list[str]:
    """Return the tags of the sources in some citations, each once.

    Examples:
        >>> cited("S2:L5; S1:L219; S2:L41")
        ['S2', 'S1']
    """
    return list(dict.fromkeys(re.findall(r"\bS[0-4]\b", citations)))
