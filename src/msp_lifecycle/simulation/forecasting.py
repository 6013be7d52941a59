"""What may become of one partnership, in words that a secretariat understands."""

import datetime as dt
from typing import Any

import attrs
import numpy as np

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Partnership
from msp_lifecycle.results.table import Category, Table
from msp_lifecycle.simulation.beginning import Beginning, next_phase
from msp_lifecycle.simulation.ensemble import Ensemble
from msp_lifecycle.simulation.parts import Hazard
from msp_lifecycle.simulation.progress import Progress
from msp_lifecycle.simulation.running import Seed, simulate
from msp_lifecycle.simulation.scenario import Scenario
from msp_lifecycle.simulation.statistics import shares

_ENDED = {
    "goal_achieved": "have ended with the goal achieved",
    "handed_over": "have ended by handing over",
    "merged": "have ended by merging with another",
    "abandoned": "have been given up",
    "dissolved": "have been dissolved",
    "not ended": "still be going on",
}


@attrs.frozen(eq=False)
class Forecast:
    """What may become of one partnership, under the assumptions of its scenario.

    `str(forecast)` says it in words, a notebook shows it as a page, and `chances()` gives the numbers.

    Attributes:
        ensemble: that it rests on.
        following: the next phase; empty where none follows.
        subject: name of the partnership; empty for a scenario.
        on: day on which the records were read.
    """

    ensemble: Ensemble
    following: str
    subject: str = ""
    on: dt.date | None = None

    def chances(self, *, confidence: float = 0.95) -> Table:
        """Return the chances of each phase and ending by month, with simulation intervals; see `Ensemble.occupancy`."""
        return self.ensemble.occupancy(confidence=confidence)

    def outcomes(self, *, confidence: float = 0.95) -> Table:
        """Return the chances of what a secretariat asks about, within the whole time.

        Returns:
            Columns outcome (words that follow *will*), share, low, high: the next phase reached, gone back to an
            earlier phase, and each ending.
        """
        run, counts = self.ensemble, dict[str, int]()
        if self.following:
            words = self.following.replace("_", " ").capitalize()
            reached = run.cumulative_incidence(self.following)["count"][-1]
            counts[f"have reached {words}"] = int(reached)
        counts["have gone back to an earlier phase"] = run.partnerships - int(
            run.loop_backs()["count"][0]
        )
        endings = run.endings()
        for reason, count in zip(endings["reason"], endings["count"], strict=True):
            if count:
                counts[_ENDED.get(reason, f"have ended: {reason.replace('_', ' ')}")] = int(count)
        share, low, high = shares([*counts.values()], run.partnerships, confidence)
        outcome = Category(np.arange(len(counts), dtype=np.int16), tuple(counts))
        return Table("Outcomes", {"outcome": outcome, "share": share, "low": low, "high": high})

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What the forecast rests on, in sentences that belong beside its numbers."""
        scenario, n = self.ensemble.scenario, self.ensemble.partnerships
        rates = [one for one in scenario.hazards if one.rate > 0]
        assumed = sum(map(_assumed, rates))
        begins = (
            f"It begins where the records of {self.on} leave it; what nobody wrote down counts as not done."
            if self.on
            else f"It begins in {scenario.phase.replace('_', ' ')}, {scenario.standing}."
        )
        rules = scenario.rules
        asked = (
            f"What a move asks for is that of the lifecycle {rules.lifecycle} and the profile "
            f"{rules.profile}."
        )
        tried = (
            f"How often people try a move: of {len(rates)} such rates {assumed} are assumed; "
            "the others rest on a source in part."
        )
        return (
            "This is what the assumptions come to, not a prediction about these people.",
            begins,
            asked,
            tried,
            f"The ranges (95 %) are those of {n:,} simulated partnerships; doubts about the assumptions are larger.",
        )

    def __str__(self) -> str:
        table, months = self.outcomes(), self.ensemble.months
        ranges = [
            in_hundred(low, high) for low, high in zip(table["low"], table["high"], strict=True)
        ]
        width = max(map(len, ranges))
        return "\n".join(
            [
                f"Of 100 partnerships like this one, in {months} months",
                *(
                    f"  {one:>{width}}  will {outcome}"
                    for one, outcome in zip(ranges, table["outcome"], strict=True)
                ),
                "",
                *self.assumptions,
                "scenario.describe() lists every number with its source.",
            ]
        )

    def _repr_html_(self) -> str:
        from msp_lifecycle.simulation.picture import forecast_html

        return forecast_html(self)

    def plot(self, *, ax: Any = None) -> Any:
        """Draw the chances by month; needs the extra `plot`. Returns the matplotlib axes."""
        from msp_lifecycle.simulation.plots import plot_forecast

        return plot_forecast(self, ax=ax)


def in_hundred(low: float, high: float) -> str:
    """Return an interval of shares as so many in a hundred.

    Examples:
        >>> in_hundred(0.296, 0.312), in_hundred(0.1, 0.101), in_hundred(0.0, 0.002)
        ('30 to 31', '10', 'under 1')
    """
    least, most = round(100 * low), round(100 * high)
    if most == 0:
        return "under 1"
    if least == 100:
        return "over 99"
    return f"{least}" if least == most else f"{least} to {most}"


def _assumed(one: Hazard) -> bool:
    return one.basis.startswith(("assumed", "rate assumed"))


def forecast(
    partnership: Partnership | Scenario,
    *,
    on: dt.date | None = None,
    months: int = 24,
    base: Scenario | None = None,
    partnerships: int = 20_000,
    rng: Seed = None,
    profile: Profile = STANDARD_PROFILE,
    lifecycle: Lifecycle | None = None,
    progress: Progress | None = None,
) -> Forecast:
    """Say what may become of a partnership: chances of each phase and ending by month.

    Args:
        partnership: from whose records to start, or a scenario.
        on: day of the records.
        months: to look ahead.
        base: scenario to take hazards and dynamics from; the default one if None.
        partnerships: to simulate.
        rng: seed, seed sequence or generator.
        profile: thresholds in force.
        lifecycle: instead of the one that the partnership names.
        progress: called as partnerships are done.

    Raises:
        ScenarioError: if there is no day, or nothing can follow.

    Examples:
        >>> told = forecast(Scenario.default(), months=12, partnerships=2_000, rng=7)
        >>> print(str(told).splitlines()[0])
        Of 100 partnerships like this one, in 12 months
    """
    begin = Beginning(on=on, base=base, profile=profile, lifecycle=lifecycle)
    scenario = begin.scenario(partnership)
    run = simulate(scenario, partnerships=partnerships, months=months, rng=rng, progress=progress)
    subject = partnership.name if isinstance(partnership, Partnership) else ""
    return Forecast(run, next_phase(scenario), subject, on if subject else None)
