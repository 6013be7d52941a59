"""Fitting: what the kind of a partnership changes in a checklist, with the reason, so that it can be explained."""

from collections.abc import Callable

import attrs

from msp_lifecycle.criterion.case import Case
from msp_lifecycle.criterion.profile import Requirement


@attrs.frozen(kw_only=True)
class Fit:
    """Some criteria count for more, or less, where a partnership is of a kind.

    Attributes:
        name: by which it is called.
        when: the kind, as it follows after `where`.
        source: seed and paragraph.
        codes: criteria that it changes.
        requirement: how much they count then.
        holds: whether a partnership is of that kind; it reads the typology and the partners, never a finding.
    """

    name: str
    when: str
    source: str
    codes: tuple[str, ...]
    requirement: Requirement
    holds: Callable[[Case], bool]
