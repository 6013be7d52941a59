"""Field F, process management: results, roles and commitments, communication (S2:L39 to L42)."""

from msp_lifecycle.criteria.process import communication, results, roles
from msp_lifecycle.criterion import Factor, Field

PROCESS = Field(
    code="F",
    title="Process management",
    source="S2:L39 to L42",
    factors=(
        Factor("F1", "Orientation to results and implementation", "S2:L40"),
        Factor("F2", "Roles and commitments", "S2:L41"),
        Factor("F3", "Communication", "S2:L42"),
    ),
    criteria=(*results.CRITERIA, *roles.CRITERIA, *communication.CRITERIA),
    thresholds=(*results.THRESHOLDS, *roles.THRESHOLDS, *communication.THRESHOLDS),
)

__all__ = ["PROCESS"]
