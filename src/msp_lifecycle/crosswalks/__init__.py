"""Crosswalks: how the phases of other models and data standards correspond to the four phases."""

from msp_lifecycle.crosswalks.histories import FOUR_PHASES, counted, in_four_phases

__all__ = ["FOUR_PHASES", "counted", "in_four_phases"]
