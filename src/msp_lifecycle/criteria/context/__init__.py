"""Field D, context: analysis and positioning, common frameworks and exchange (S2:L32 to L34)."""

from msp_lifecycle.criteria.context import frameworks, positioning
from msp_lifecycle.criterion import Factor, Field

CONTEXT = Field(
    code="D",
    title="Context",
    source="S2:L32 to L34",
    factors=(
        Factor("D1", "Context analysis and positioning", "S2:L33"),
        Factor("D2", "Common frameworks and exchange", "S2:L34"),
    ),
    criteria=(*positioning.CRITERIA, *frameworks.CRITERIA),
    thresholds=(*positioning.THRESHOLDS, *frameworks.THRESHOLDS),
)

__all__ = ["CONTEXT"]
