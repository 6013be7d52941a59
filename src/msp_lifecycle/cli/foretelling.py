"""The commands about one partnership to come: forecast, levers."""

import click

from msp_lifecycle.cli.options import (
    Terms,
    file_argument,
    format_option,
    lifecycle_option,
    on_option,
    profile_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import page, show
from msp_lifecycle.cli.scenarios import scenario_in
from msp_lifecycle.cli.sizes import (
    Size,
    months_option,
    partnerships_option,
    scenario_option,
    seed_option,
    show_numbers,
    watched,
)
from msp_lifecycle.report import simulated, simulated_data


@click.command("forecast")
@file_argument
@months_option(24, "How far to look ahead.")
@partnerships_option(20_000)
@seed_option
@scenario_option
@terms(on_option, profile_option, lifecycle_option, viewer_option, format_option)
def forecast_command(
    asked: Terms,
    file: str,
    months: int,
    partnerships: int,
    seed: int,
    scenario_file: str | None,
) -> None:
    """Say what may become of the partnership in FILE, with ranges and assumptions.

    Many partnerships are simulated from where the records leave this one. What the
    next move asks for is taken from the lifecycle; how often people try is assumed,
    and the answer says how much of it. Needs the extra sim.

    \b
    Examples
      msp forecast mine.yaml
      msp forecast mine.yaml --on 2021-03-01 --months 60
      msp forecast mine.yaml --format json > forecast.json
    """  # noqa: D301 - click reads the escape as a mark
    size = Size(partnerships=partnerships, months=months, seed=seed)
    partnership, lifecycle = asked.read(file)
    from msp_lifecycle import simulation as sim

    told = sim.forecast(
        partnership,
        on=asked.on,
        months=months,
        base=scenario_in(scenario_file),
        partnerships=partnerships,
        rng=seed,
        profile=asked.profile,
        lifecycle=lifecycle,
        progress=watched(),
    )
    if asked.json:
        show_numbers(simulated_data.forecast_data(told, size.data))
    else:
        show(simulated.forecast_page(told, page(), size.again))


@click.command("levers")
@file_argument
@click.option(
    "--raise",
    "raised_by",
    type=float,
    default=0.2,
    show_default=True,
    metavar="BY",
    help="By how much one level is raised; 1 is all of a factor's criteria.",
)
@months_option(24, "Within how many months the next phase is to be reached.")
@partnerships_option(20_000, "How many to simulate for each factor.")
@seed_option
@scenario_option
@terms(on_option, profile_option, lifecycle_option, viewer_option, format_option)
def levers_command(
    asked: Terms,
    file: str,
    raised_by: float,
    months: int,
    partnerships: int,
    seed: int,
    scenario_file: str | None,
) -> None:
    """Say which success factor would most help the partnership in FILE onwards.

    Each factor in turn is raised from now on, all else staying as it is, and the
    chance of reaching the next phase is compared. Needs the extra sim.

    \b
    Examples
      msp levers mine.yaml
      msp levers mine.yaml --raise 0.4 --months 12
    """  # noqa: D301 - click reads the escape as a mark
    size = Size(partnerships=partnerships, months=months, seed=seed)
    partnership, lifecycle = asked.read(file)
    from msp_lifecycle import simulation as sim

    found = sim.levers(
        partnership,
        on=asked.on,
        raised_by=raised_by,
        within=months,
        base=scenario_in(scenario_file),
        partnerships=partnerships,
        rng=seed,
        profile=asked.profile,
        lifecycle=lifecycle,
        progress=watched(),
    )
    if asked.json:
        show_numbers(simulated_data.levers_data(found, size.data, partnership.name))
    else:
        show(simulated.levers_page(found, page(), size.again, partnership.name))
