"""The command line `msp`: thin shells around the engine."""

from msp_lifecycle.cli.main import main

__all__ = ["main"]
