"""Field B, cooperation management: the right stakeholders, trust, differences (S2:L24 to L27)."""

from msp_lifecycle.criteria.cooperation import differences, stakeholders, trust
from msp_lifecycle.criterion import Factor, Field

COOPERATION = Field(
    code="B",
    title="Cooperation management",
    source="S2:L24 to L27",
    factors=(
        Factor("B1", "The right stakeholders", "S2:L25"),
        Factor("B2", "Trust", "S2:L26"),
        Factor("B3", "Differences in culture and language", "S2:L27"),
    ),
    criteria=(*stakeholders.CRITERIA, *trust.CRITERIA, *differences.CRITERIA),
    thresholds=(*stakeholders.THRESHOLDS, *trust.THRESHOLDS),
)

__all__ = ["COOPERATION"]
