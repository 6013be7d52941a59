"""Dynamics of one's own: what a function sees of a month, and what it may answer."""

from collections.abc import Mapping
from typing import Protocol

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.simulation.kernels.tables import Flags, Floats
from msp_lifecycle.simulation.rules import Rules


@attrs.frozen(kw_only=True, eq=False)
class Month:
    """One month of all partnerships that have not ended, side by side: K factors, n partnerships.

    Attributes:
        number: of the month, from 1; with a step of three months 3, 6, 9 ...
        levels: at the end of the month before, not yet clipped to between 0 and 1, shape (K, n).
        attractor: what each level tends to in the partnership's phase and group, shape (K, n).
        noise: standard normal, from the partnership's own random numbers, correlated as the scenario has it,
            shape (K, n).
        usual: the levels that the scenario's own dynamics would come to, shape (K, n).
        partnership: numbers of the partnerships, shape (n,).
        phase: number of each one's phase in `rules.phases`, shape (n,).
        occupancy: share of all partnerships in each state at the end of the month before, ends included.
        rules: phases and factors by name.
    """

    number: int
    levels: Floats
    attractor: Floats
    noise: Floats
    usual: Floats
    partnership: npt.NDArray[np.intp]
    phase: npt.NDArray[np.intp]
    occupancy: Mapping[str, float]
    rules: Rules

    def row(self, factor: str) -> int:
        """Return the row of a factor that is named by its code, its title or a word of its title.

        Raises:
            UnknownName: if there is none, or more than one, of that name.
        """
        return self.rules.codes.index(self.rules.factor(factor))

    def among(self, phase: str) -> Flags:
        """Return which partnerships are in a phase, whatever their standing, shape (n,)."""
        found: Flags = self.phase == self.rules.phases.index(phase)
        return found


class Update(Protocol):
    """Dynamics of one's own: the levels of a month from those of the month before.

    A pure function: the same month gives the same levels, random numbers come from `month.noise` alone, and what it is
    given stays as it is. If each column of the answer depends on that column alone, every law of the simulation holds,
    more partnerships leave the first as they are among them. If columns look at each other, or at `month.occupancy`,
    partnerships are coupled, and how many there are matters.

    Examples:
        >>> def contagion(month: Month) -> Floats:
        ...     levels = month.usual.copy()
        ...     levels[month.row("trust")] += np.float32(0.02 * month.occupancy["implementation"])
        ...     return levels
    """

    def __call__(self, month: Month, /) -> Floats:
        """Return the latent levels at the end of the month, finite, shape (K, n)."""
        ...
