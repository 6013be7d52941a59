"""What simulations say as plain data for JSON: stable names, shares between 0 and 1."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # they bring NumPy, which is an extra; whoever has one of them has it
    from msp_lifecycle.results.table import Table
    from msp_lifecycle.simulation import Comparison, Ensemble, Forecast, Levers

Number = str | int | float | bool | None | list["Number"] | dict[str, "Number"]
"""What JSON can say, figures included."""


def rows(table: "Table") -> list[Number]:
    """Return the rows of a table, one object each."""
    return [{**row} for row in table.records()]


def forecast_data(forecast: "Forecast", given: Mapping[str, Number]) -> dict[str, Number]:
    """Return a forecast.

    The keys are those given, and `partnership`, `on`, `next_phase`, `outcomes`, `chances` and `assumptions`.
    """
    return {
        **given,
        "partnership": forecast.subject or None,
        "on": str(forecast.on) if forecast.on else None,
        "next_phase": forecast.following or None,
        "outcomes": rows(forecast.outcomes()),
        "chances": rows(forecast.chances()),
        "assumptions": [*forecast.assumptions],
    }


def levers_data(
    levers: "Levers", given: Mapping[str, Number], subject: str = ""
) -> dict[str, Number]:
    """Return levers: the keys given, and `partnership`, `next_phase`, `months`, `raised_by` and `levers`."""
    return {
        **given,
        "partnership": subject or None,
        "next_phase": levers.following,
        "months": levers.within,
        "raised_by": levers.raised_by,
        "levers": rows(levers),
    }


def ensemble_data(run: "Ensemble", given: Mapping[str, Number]) -> dict[str, Number]:
    """Return an ensemble: the keys given, and `scenario`, `endings`, `mean_months`, `occupancy`, `reached`.

    What counts alone cannot tell, `reached` by phase, is null where no events were kept.
    """
    phases = run.scenario.rules.phases
    reached: Number = None
    if run.moves is not None:
        reached = {one: rows(run.cumulative_incidence(one))[-1] for one in phases}
    return {
        **given,
        "scenario": run.scenario.name,
        "endings": rows(run.endings()),
        "mean_months": rows(run.restricted_mean_time()),
        "reached": reached,
        "occupancy": rows(run.occupancy()),
    }


def comparison_data(comparison: "Comparison", given: Mapping[str, Number]) -> dict[str, Number]:
    """Return a comparison: the keys given, and `scenario`, `change`, `endings`, `reached` and `mean_months`."""
    phases = comparison.base.scenario.rules.phases
    return {
        **given,
        "scenario": comparison.base.scenario.name,
        "change": comparison.change,
        "endings": rows(comparison.endings()),
        "reached": {one: rows(comparison.difference(one))[-1] for one in phases},
        "mean_months": rows(comparison.restricted_mean_time()),
    }
