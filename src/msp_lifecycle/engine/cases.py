"""The case before the criteria: a partnership on a day, its history told in the four phases that they know."""

import contextlib
import datetime as dt

from msp_lifecycle.criterion import Case, Profile
from msp_lifecycle.crosswalks.histories import in_four_phases
from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import lifecycle_of
from msp_lifecycle.records import Partnership


def case_on(
    then: Partnership, on: dt.date, profile: Profile, lifecycle: Lifecycle | None = None
) -> Case:
    """Return the case of a day.

    Args:
        then: the partnership as of that day.
        on: the day.
        profile: thresholds in force.
        lifecycle: that the history follows; the shipped one that the partnership names where it is left out, and the
            four phases where that one is not shipped.
    """
    if lifecycle is None:
        with contextlib.suppress(UnknownName):
            lifecycle = lifecycle_of(then)
    if lifecycle is None or not lifecycle.has_own_phases:
        return Case(then, on, profile)
    return Case(then, on, profile, in_four_phases(then.moves, lifecycle))
