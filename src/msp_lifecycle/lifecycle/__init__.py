"""A lifecycle: phases, the moves between them, and the guards of the moves; data that validates itself."""

from msp_lifecycle.lifecycle.definition import Lifecycle
from msp_lifecycle.lifecycle.rules import MOVE_KINDS, FourPhase, MoveRule, Phase

__all__ = ["MOVE_KINDS", "FourPhase", "Lifecycle", "MoveRule", "Phase"]
