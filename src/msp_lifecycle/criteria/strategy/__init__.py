"""Field A, common strategy and future planning: objectives, leadership, support (S2:L21 to L23)."""

from msp_lifecycle.criteria.strategy import leadership, objectives, support
from msp_lifecycle.criterion import Field

STRATEGY = Field(
    code="A",
    title="Common strategy and future planning",
    source="S2:L21 to L23",
    factors=(objectives.FACTOR, leadership.FACTOR, support.FACTOR),
    criteria=(*objectives.CRITERIA, *leadership.CRITERIA, *support.CRITERIA),
    thresholds=(*objectives.THRESHOLDS, *leadership.THRESHOLDS, *support.THRESHOLDS),
)

__all__ = ["STRATEGY"]
