"""Pictures of what a simulation says, in one style: legible in greyscale and at the width of a column.

Needs matplotlib (extra `plot`). Every function draws on the axes given, or on new ones, and returns them.
"""

from msp_lifecycle.simulation.plots.bars import plot_levers, plot_sensitivity, plot_sweep
from msp_lifecycle.simulation.plots.curves import plot_difference, plot_incidence
from msp_lifecycle.simulation.plots.fans import plot_fan
from msp_lifecycle.simulation.plots.flows import plot_moves
from msp_lifecycle.simulation.plots.stacks import plot_forecast, plot_occupancy

__all__ = [
    "plot_difference",
    "plot_fan",
    "plot_forecast",
    "plot_incidence",
    "plot_levers",
    "plot_moves",
    "plot_occupancy",
    "plot_sensitivity",
    "plot_sweep",
]
