"""What a partnership with little hierarchy asks for: three principles and six steps (S4).

Imported when one of their checklists, or the lifecycle of six steps, is asked for.
"""

from msp_lifecycle.criteria.network import principles, steps
from msp_lifecycle.criterion import Field

PRINCIPLES = Field(
    code="PR",
    title="Three principles of working together without hierarchy",
    source="S4:L13, L15 to L33",
    criteria=principles.CRITERIA,
)

STEPS = Field(
    code="STEP",
    title="Six steps from a first idea to a partnership that grows",
    source="S4:L39 to L63",
    criteria=steps.CRITERIA,
)

NETWORK = (PRINCIPLES, STEPS)
"""Both fields of S4."""

__all__ = ["NETWORK"]
