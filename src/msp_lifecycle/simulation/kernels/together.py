# pyright: basic
# (what NumPy returns is not known precisely enough for strict)
"""All partnerships side by side, month by month, with dynamics of the user's own."""

from collections.abc import Callable

import numpy as np

from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.kernels.batch import Places
from msp_lifecycle.simulation.kernels.numpy_kernels import by_steps
from msp_lifecycle.simulation.kernels.tables import Flags, Floats, Ints, Moves, Tables, Words
from msp_lifecycle.simulation.kernels.traces import Monthly

Sight = Callable[[int, "Together", Floats, Floats], Floats]
"""Called with the step, the batch, the levels before and the usual levels after; returns the levels after."""


def together(tables: Tables, key: Words, gone: Flags, levels: Floats, sight: Sight) -> Moves:
    """Simulate all partnerships at once.

    Args:
        tables: the scenario.
        key: of each partnership, shape (n,).
        gone: which cells are ends, shape (G * S,).
        levels: to write the levels of the first partnerships to, shape (k, T + 1, K).
        sight: the dynamics.
    """
    batch = Together(tables, key, gone, levels, sight)
    by_steps(batch)
    if len(levels):
        batch.keep(tables.steps)
    return batch.moves(0)


class Together(Monthly):
    """A batch of all partnerships that have not ended.

    Attributes:
        past: partnerships that have ended, by state, shape (S,).
    """

    def __init__(
        self, tables: Tables, key: Words, gone: Flags, levels: Floats, sight: Sight
    ) -> None:
        super().__init__(tables, key, gone, levels)
        self._sight = sight
        self.past = np.zeros(len(gone) // len(tables.share), np.int64)

    @property
    def state(self) -> Ints:
        """Number of the state of each, shape (n,)."""
        found: Ints = self.cell - self.cells
        return found

    @property
    def occupancy(self) -> np.ndarray:
        """How many partnerships are in each state, ends included, shape (S,)."""
        return self.past + np.bincount(self.state, minlength=len(self.past))

    def attractor(self) -> Floats:
        """Return what each level tends to, shape (K, n)."""
        found: Floats = self.tables.attractor.take(self.cell, axis=1)
        return found

    def drift(
        self, step: Ints, last: Words, power: Floats | np.float32, spread: Floats | np.float32
    ) -> None:
        """Let the user's dynamics carry the levels on."""
        attractor = self.attractor()
        before = self.distance + attractor
        super().drift(step, last, power, spread)
        usual = self.distance + attractor
        usual.setflags(write=False)
        found = self._sight(int(step[0]), self, before, usual)
        if found is not usual:
            self.distance = _checked(found, usual.shape) - attractor

    def drop(self, done: Flags) -> Places | None:
        """Drop those that have ended, and nobody else, at once."""
        ended = self.gone[self.cell]
        if not ended.any():
            return None
        self.past += np.bincount(self.state[ended], minlength=len(self.past))
        return self.leave_only(np.flatnonzero(~ended))


def _checked(found: object, shape: tuple[int, ...]) -> Floats:
    levels = np.asarray(found)
    if levels.shape != shape or levels.dtype.kind not in "fiu":
        raise ScenarioError(
            "update",
            f"it returned {levels.dtype} of shape {levels.shape} instead of levels of shape {shape}",
        )
    if not np.isfinite(levels).all():
        raise ScenarioError("update", "it returned levels that are no finite numbers")
    return levels.astype(np.float32)
