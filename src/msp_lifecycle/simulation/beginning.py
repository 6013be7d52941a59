"""Where a question about one partnership begins: its scenario, and the phase that comes next."""

import datetime as dt

import attrs

from msp_lifecycle.criteria import STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import lifecycle_of
from msp_lifecycle.records import Partnership
from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.scenario import Scenario


@attrs.frozen(kw_only=True)
class Beginning:
    """What is needed to begin where a partnership stands.

    Attributes:
        on: day of the records; None for a scenario.
        base: scenario to take hazards and dynamics from; the default one if None.
        profile: thresholds in force.
        lifecycle: instead of the one that the partnership names.
    """

    on: dt.date | None = None
    base: Scenario | None = None
    profile: Profile = STANDARD_PROFILE
    lifecycle: Lifecycle | None = None

    def scenario(self, partnership: Partnership | Scenario) -> Scenario:
        """Return the scenario that begins there; a scenario is one already.

        Raises:
            ScenarioError: if there is no day, or nothing can follow.
        """
        if isinstance(partnership, Scenario):
            return partnership
        if self.on is None:
            raise ScenarioError("on", "say from which day on: the records are read as of that day")
        return Scenario.starting_from(
            partnership,
            on=self.on,
            base=self.base,
            profile=self.profile,
            lifecycle=self.lifecycle or lifecycle_of(partnership),
        )


def next_phase(scenario: Scenario) -> str:
    """Return the phase that comes next; empty where none does.

    Examples:
        >>> next_phase(Scenario.default())
        'design'
    """
    for kind in ("advance", "continue"):
        for guard in scenario.rules.guards:
            if guard.kind == kind and guard.source == scenario.phase and guard.to:
                return guard.to
    return ""
