"""The commands that simulate: simulate, forecast, levers."""

import contextlib
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import (
    DOSSIER,
    Adder,
    Terms,
    file_argument,
    format_option,
    lifecycle_option,
    on_option,
    profile_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import emit, page, show
from msp_lifecycle.cli.scenarios import describe as describe_scenario
from msp_lifecycle.cli.scenarios import raised, scenario_in
from msp_lifecycle.cli.terminal import remark
from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.formats import load_lifecycle
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.report import simulated, simulated_data
from msp_lifecycle.report.safe import escaped_json
from msp_lifecycle.report.simulated_data import Number

if TYPE_CHECKING:
    from msp_lifecycle.simulation import Ensemble, ProgressBar, Scenario

SEED = 1
"""The seed where none is given, so that a question asked twice has one answer."""


@attrs.frozen(kw_only=True)
class Size:
    """How much is simulated.

    Attributes:
        partnerships: how many.
        months: how long; None for the horizon of the scenario.
        seed: of all random numbers.
    """

    partnerships: int
    months: int | None
    seed: int

    @property
    def again(self) -> str:
        """How to have the same numbers again."""
        return f"{self.partnerships:,} simulated, seed {self.seed}: the same seed gives the same numbers."

    @property
    def data(self) -> dict[str, Number]:
        """The same for programs."""
        return {"simulated": self.partnerships, "months": self.months, "seed": self.seed}


def _months(default: int | None, help_: str) -> Adder[Callable[..., object]]:
    shown = "240, or the scenario's" if default is None else True
    return click.option("--months", type=int, default=default, show_default=shown, help=help_)


def _partnerships(
    default: int, help_: str = "How many to simulate."
) -> Adder[Callable[..., object]]:
    return click.option(
        "--partnerships", type=int, default=default, show_default=True, metavar="N", help=help_
    )


seed_option = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=SEED,
    show_default=True,
    help="Of all random numbers; the same seed gives the same numbers.",
)
scenario_option = click.option(
    "--scenario",
    "scenario_file",
    metavar="FILE",
    shell_complete=completing.files,
    help="Assumptions of your own, as --describe --format json writes them.",
)


@click.command("forecast")
@file_argument
@_months(24, "How far to look ahead.")
@_partnerships(20_000)
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
        _show_numbers(simulated_data.forecast_data(told, size.data))
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
@_months(24, "Within how many months the next phase is to be reached.")
@_partnerships(20_000, "How many to simulate for each factor.")
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
        _show_numbers(simulated_data.levers_data(found, size.data, partnership.name))
    else:
        show(simulated.levers_page(found, page(), size.again, partnership.name))


@click.command("simulate")
@click.argument("file", required=False, type=DOSSIER)
@_partnerships(10_000)
@_months(None, "How long.")
@seed_option
@click.option(
    "--raise",
    "raises",
    multiple=True,
    metavar="FACTOR=BY[@MONTH]",
    help="Compare with one factor raised, such as C1=0.4, or trust=0.2@24 from month 24 on.",
)
@click.option(
    "--counts-only",
    is_flag=True,
    help="Keep how many moved each month and no single lives, for more than memory holds.",
)
@scenario_option
@click.option(
    "--describe", is_flag=True, help="Print every assumption with its source, and simulate nothing."
)
@click.option(
    "--save",
    metavar="FILE",
    shell_complete=completing.files,
    help="Write every move to a Parquet file, those with --raise if it is given; needs the extra arrow.",
)
@terms(on_option, profile_option, lifecycle_option, viewer_option, format_option)
def simulate_command(
    asked: Terms,
    file: str | None,
    partnerships: int,
    months: int | None,
    seed: int,
    raises: tuple[str, ...],
    counts_only: bool,
    scenario_file: str | None,
    describe: bool,
    save: str | None,
) -> None:
    """Simulate many partnerships, and say what became of them.

    They begin at the start of the lifecycle or, with FILE, where the records of its
    partnership leave it. With --raise they live twice, with the same luck: as they
    are, and with a success factor raised. Needs the extra sim.

    \b
    Examples
      msp simulate
      msp simulate --raise C1=0.4 --months 120
      msp simulate mine.yaml --partnerships 100000 --save run.parquet
      msp simulate --describe
    """  # noqa: D301 - click reads the escape as a mark
    if raises and counts_only:
        raise click.UsageError("--raise compares single lives; --counts-only keeps none.")
    scenario = _beginning(asked, file, scenario_file)
    if months is not None:
        scenario = attrs.evolve(scenario, horizon=months)
    after = raised(scenario, raises)
    if describe:
        describe_scenario(after or scenario, json=asked.json)
        return
    from msp_lifecycle import simulation as sim

    size = Size(partnerships=partnerships, months=scenario.horizon, seed=seed)
    path = None if save is None else _writable(save)

    def simulated_from(begin: "Scenario") -> "Ensemble":
        return sim.simulate(
            begin,
            partnerships=partnerships,
            rng=seed,
            progress=watched(),
            events=not counts_only,
        )

    run = simulated_from(scenario)
    other = None if after is None else simulated_from(after)
    if path is not None:
        (other or run).save(path)
        remark(f"Written to {save}.")
    _show_runs(asked, size, run, other)


def _beginning(asked: Terms, file: str | None, scenario_file: str | None) -> "Scenario":
    read = None if file is None else asked.read(file)
    from msp_lifecycle.simulation import Scenario

    base = scenario_in(scenario_file)
    if read is not None:
        partnership, lifecycle = read
        return Scenario.starting_from(
            partnership, on=asked.on, base=base, profile=asked.profile, lifecycle=lifecycle
        )
    own = asked.lifecycle_file
    return base or Scenario.default(load_lifecycle(own) if own else STANDARD, asked.profile)


def _writable(save: str) -> Path:
    """Return where to write, or say before anything is simulated that it cannot be."""
    path = Path(save)
    if not path.parent.is_dir():
        raise click.UsageError(f"--save {save}: there is no folder {path.parent}.")
    try:
        import_module("pyarrow")
    except ImportError:
        raise MissingExtra("pyarrow", "arrow") from None
    return path


def _show_runs(asked: Terms, size: Size, run: "Ensemble", other: "Ensemble | None") -> None:
    from msp_lifecycle.simulation import compare

    if other is None:
        if asked.json:
            _show_numbers(simulated_data.ensemble_data(run, size.data))
        else:
            show(simulated.ensemble_page(run, page(), size.again))
    elif asked.json:
        _show_numbers(simulated_data.comparison_data(compare(run, other), size.data))
    else:
        show(simulated.comparison_page(compare(run, other), page(), size.again))


def _show_numbers(data: dict[str, Number]) -> None:
    emit(escaped_json(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)) + "\n")


def watched() -> "ProgressBar | None":
    """Return a progress bar where somebody watches, and none where standard error goes to a file."""
    from msp_lifecycle.simulation import progress_bar

    if not sys.stderr.isatty():
        return None
    with contextlib.suppress(MissingExtra):  # the answer comes without a bar as well
        return progress_bar()
    return None
