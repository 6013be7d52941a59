"""What a run is refused for before it begins."""

import os
from functools import cache

from msp_lifecycle.simulation.errors import ScenarioError
from msp_lifecycle.simulation.frozen import whole
from msp_lifecycle.simulation.scenario import Scenario

MOST_PARTNERSHIPS = 2**32 - 1

EVENT_BYTES = 8
EVENTS_EACH = 12
"""Moves per partnership that the memory bound reckons with."""

NUMBER_BYTES = 4
COPIES = 8
"""Copies of all levels that dynamics of one's own may take."""


def check_engine(scenario: Scenario, engine: str, *, own: bool, spread: bool, backend: str) -> None:
    """Refuse an engine that cannot do what is asked.

    Args:
        scenario: to run.
        engine: asked for.
        own: whether dynamics of one's own are asked for.
        spread: whether workers are.
        backend: asked for, or empty.
    """
    if engine not in ("thinning", "stepwise"):
        raise ScenarioError("engine", f"{engine!r} is neither thinning nor stepwise")
    if backend not in ("", "numpy", "numba"):
        raise ScenarioError("backend", f"{backend!r} is neither numpy nor numba")
    if engine == "thinning" and scenario.dynamics.clipped:
        raise ScenarioError("engine", "thinning cannot keep levels clipped; take engine='stepwise'")
    if not own:
        return
    if engine == "thinning":
        raise ScenarioError("engine", "thinning cannot update by the month; take engine='stepwise'")
    if backend == "numba":
        raise ScenarioError("backend", "numba cannot call an update; leave it out, or take 'numpy'")
    if spread:
        raise ScenarioError("executor", "an update sees all partnerships at once; leave it out")
    if any(one.acts == "attractor" for one in scenario.interventions):
        raise ScenarioError(
            "interventions", "an update sets what levels tend to; take acts='level', or do it there"
        )


def check_size(
    scenario: Scenario, partnerships: int, levels: int, *, events: bool, own: bool
) -> None:
    """Refuse more than there can be, and more than memory holds."""
    whole("partnerships", partnerships, 1, MOST_PARTNERSHIPS)
    whole("levels", levels, 0, partnerships)
    number = len(scenario.rules.factors) * NUMBER_BYTES
    _fits(
        "partnerships",
        f"the moves of {partnerships:,}",
        events * partnerships * EVENT_BYTES * EVENTS_EACH,
        "pass events=False to keep counts only",
    )
    _fits(
        "partnerships",
        f"the levels of {partnerships:,}, side by side for the update,",
        own * partnerships * number * COPIES,
        "take fewer",
    )
    months = scenario.steps + 1
    _fits("levels", f"those of {levels:,}", levels * months * number, "keep those of fewer")


def _fits(part: str, what: str, needed: int, instead: str) -> None:
    there = memory()
    if needed > there:
        raise ScenarioError(
            part,
            f"{what} may need {needed / 2**30:,.0f} GiB, more than the {there / 2**30:,.0f} GiB "
            f"of this machine; {instead}",
        )


@cache
def memory() -> int:
    """Return the bytes of memory that the machine has."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 16 * 2**30
