"""Field E, monitoring, evaluation and learning (S2:L35 to L38)."""

from msp_lifecycle.criteria.learning import evaluation, lessons, monitoring
from msp_lifecycle.criterion import Factor, Field

LEARNING = Field(
    code="E",
    title="Monitoring, evaluation and learning",
    source="S2:L35 to L38",
    factors=(
        Factor("E1", "Monitoring of results and process", "S2:L36"),
        Factor("E2", "Evaluation and reporting", "S2:L37"),
        Factor("E3", "Learning and capacity development", "S2:L38"),
    ),
    criteria=(*monitoring.CRITERIA, *evaluation.CRITERIA, *lessons.CRITERIA),
    thresholds=(*monitoring.THRESHOLDS, *evaluation.THRESHOLDS, *lessons.THRESHOLDS),
)

__all__ = ["LEARNING"]
