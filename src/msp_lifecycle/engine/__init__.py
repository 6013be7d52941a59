"""The engine: pure functions that check, move and audit; no clock, no file, no randomness."""

from msp_lifecycle.engine.auditing import AuditEntry, audit, replay
from msp_lifecycle.engine.checking import check, check_move, findings, levels
from msp_lifecycle.engine.history import Dormancy, Stay, dormant, history
from msp_lifecycle.engine.move_criteria import MOVE_CRITERIA
from msp_lifecycle.engine.moving import (
    PossibleMove,
    Step,
    advance,
    continue_,
    end,
    loop_back,
    make,
    pause,
    possible_moves,
    reinstate,
    resume,
    start,
    suspend,
)
from msp_lifecycle.engine.report import Report, Tally

__all__ = [
    "MOVE_CRITERIA",
    "AuditEntry",
    "Dormancy",
    "PossibleMove",
    "Report",
    "Stay",
    "Step",
    "Tally",
    "advance",
    "audit",
    "check",
    "check_move",
    "continue_",
    "dormant",
    "end",
    "findings",
    "history",
    "levels",
    "loop_back",
    "make",
    "pause",
    "possible_moves",
    "reinstate",
    "replay",
    "resume",
    "start",
    "suspend",
]
