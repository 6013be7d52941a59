"""Cumulative hazards of dated moves: the Nelson-Aalen estimator."""

from typing import TYPE_CHECKING, Any, Literal

import attrs
import numpy as np

from msp_lifecycle.learning import intervals
from msp_lifecycle.learning.counting import Lives, counted, stays_of
from msp_lifecycle.learning.observations import Floats
from msp_lifecycle.learning.showing import Shown
from msp_lifecycle.learning.steps import at_times
from msp_lifecycle.results import Category, Table

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CumulativeHazards(Shown):
    """How much risk of each move has gathered by each time.

    Attributes:
        moves: source and target of each move.
        times: of moves; shape (K,).
        value: cumulative hazard just after each time; shape (K, M).
        variance: of the value; shape (K, M).
        unit: of times.
    """

    moves: tuple[tuple[str, str], ...]
    times: Floats
    value: Floats
    variance: Floats
    unit: str

    def table(self, *, at: "ArrayLike | None" = None, confidence: float = 0.95) -> Table:
        """Return a tidy table.

        Args:
            at: times; all times of moves by default.
            confidence: of the intervals, which are symmetric on the scale of the logarithm.

        Returns:
            Columns time, source, target, hazard, se, low, high.
        """
        times = self.times if at is None else np.asarray(at, np.float64).ravel()
        value = at_times(self.times, self.value, times, 0.0).ravel()
        variance = at_times(self.times, self.variance, times, 0.0).ravel()
        low, high = intervals.log(value, variance, confidence)
        number = np.tile(np.arange(len(self.moves)), times.size)
        return Table(
            f"Cumulative hazards, times in {self.unit}",
            {
                "time": np.repeat(times, len(self.moves)),
                "source": Category(number, tuple(source for source, _ in self.moves)),
                "target": Category(number, tuple(target for _, target in self.moves)),
                "hazard": value,
                "se": np.sqrt(variance),
                "low": low,
                "high": high,
            },
        )

    def plot(self, **options: Any) -> Any:
        """Draw the cumulative hazards with 95 % bands; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.learning.plots import plot_hazards

        return plot_hazards(self, **options)


def nelson_aalen(
    lives: Lives, *, variance: Literal["aalen", "greenwood"] = "aalen"
) -> CumulativeHazards:
    """Estimate the cumulative hazard of every move.

    At each time, the moves out of a state divided by those at risk there are added up. The variance adds up d / Y² as
    Aalen does, or d (Y - d) / Y³, which is what d tied moves out of Y give if time is discrete.

    Args:
        lives: dated.
        variance: which of the two.

    Raises:
        EstimateError: if nobody was under observation, or moves have no dates.

    Source: Aalen, Annals of Statistics 6 (1978); Andersen, Borgan, Gill and Keiding, Statistical Models Based on
    Counting Processes (1993), section IV.1.

    Examples:
        >>> from msp_lifecycle.learning import EventLog
        >>> rows = [("a", 0, "design", "exact"), ("a", 2, "ended: merged", "exact")]
        >>> rows += [("b", 0, "design", "exact"), ("b", 3, "design", "censored")]
        >>> nelson_aalen(EventLog.from_rows(rows)).value.tolist()
        [[0.5]]
    """
    stays = stays_of(lives)
    process = counted(stays)
    at_risk = np.maximum(process.at_risk[:, process.pairs[:, 0]], 1).astype(np.float64)
    moves = process.moves
    if variance == "aalen":
        steps = moves / at_risk**2
    else:
        steps = moves * (at_risk - moves) / at_risk**3
    names = stays.states
    return CumulativeHazards(
        moves=tuple((names[int(pair[0])], names[int(pair[1])]) for pair in process.pairs),
        times=process.times,
        value=np.cumsum(moves / at_risk, axis=0),
        variance=np.cumsum(steps, axis=0),
        unit=stays.unit,
    )
