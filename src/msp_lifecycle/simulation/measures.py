"""What is asked of an ensemble when many are simulated: a chance by its name, or a function of the user's own."""

from collections.abc import Callable, Mapping
from typing import get_args

import attrs
import numpy as np

from msp_lifecycle.records import EndReason
from msp_lifecycle.simulation.ensemble import Ensemble
from msp_lifecycle.simulation.errors import ScenarioError

Measure = str | Callable[[Ensemble], float]
"""The name of a phase, a reason of ending or `ended`, for the chance to have come there within the horizon; or a
function that returns a number."""

Measures = str | Callable[[Ensemble], float | Mapping[str, float]]
"""The same, or a function that returns several numbers by name."""


def chance(name: str) -> str:
    """Return what a chance is of, in words.

    Examples:
        >>> chance("further_development"), chance("abandoned"), chance("ended")
        ('chance to have reached further development', 'chance to have ended: abandoned', 'chance to have ended')
    """
    if name in get_args(EndReason):
        return f"chance to have ended: {name.replace('_', ' ')}"
    return (
        "chance to have ended"
        if name == "ended"
        else f"chance to have reached {name.replace('_', ' ')}"
    )


@attrs.frozen
class Measured:
    """A measure with a name.

    Attributes:
        measure: as the user gave it.
    """

    measure: Measure

    @property
    def name(self) -> str:
        """What is measured, in words."""
        if isinstance(self.measure, str):
            return chance(self.measure)
        return getattr(self.measure, "__name__", "value").strip("<>").replace("lambda", "value")

    def of(self, ensemble: Ensemble) -> float:
        """Return the number.

        Raises:
            ScenarioError: if it is none, or there is no such phase.
        """
        if isinstance(self.measure, str):
            return float(ensemble.cumulative_incidence(self.measure)["share"][-1])
        found = np.asarray(self.measure(ensemble))
        if found.ndim or found.dtype.kind not in "biuf" or not np.isfinite(found):
            raise ScenarioError("measure", f"it returned {found!r}, which is no finite number")
        return float(found)
