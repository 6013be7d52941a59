"""What the definition of a partnership adds: its components, and how it is kept alive (S0:L11; S0:L2)."""

from msp_lifecycle.criteria.definition import components, conduct
from msp_lifecycle.criterion import Field

DEFINITION = Field(
    code="DEF",
    title="What makes it a partnership",
    source="S0:L11; S0:L2; S1:L80; S3:¶9",
    criteria=(*components.CRITERIA, *conduct.CRITERIA),
    thresholds=components.THRESHOLDS,
)

__all__ = ["DEFINITION"]
