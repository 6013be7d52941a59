"""How tests start `msp` in a process of its own, installed or not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msp_lifecycle

MSP = (sys.executable, "-c", "from msp_lifecycle.cli import main; main()")
"""The program and its first arguments."""

ENV = {
    **{
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")
    },
    "COLUMNS": "80",
    "PYTHONPATH": str(Path(msp_lifecycle.__file__).parents[1]),
}
"""The environment it runs in."""
