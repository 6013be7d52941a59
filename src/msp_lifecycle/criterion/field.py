"""Fields and factors: how the criteria are ordered."""

import attrs

from msp_lifecycle.criterion.criterion import Criterion
from msp_lifecycle.criterion.profile import Threshold


@attrs.frozen
class Factor:
    """One of the 17 success factors.

    Attributes:
        code: such as `C3`.
        title: ours; the seed's own titles are lost.
        source: seed and paragraph.
    """

    code: str
    title: str
    source: str


@attrs.frozen(kw_only=True)
class Field:
    """One of the six fields of success factors, or a body of criteria that a checklist adds.

    Attributes:
        code: a letter, or the prefix of its criteria.
        title: of the field.
        source: seed and paragraphs.
        factors: its factors.
        criteria: its criteria, in the order of the manual.
        thresholds: numbers that its criteria read from the profile.
    """

    code: str
    title: str
    source: str
    factors: tuple[Factor, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
