"""The command `simulate`."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import (
    DOSSIER,
    Terms,
    format_option,
    lifecycle_option,
    on_option,
    profile_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import page, show
from msp_lifecycle.cli.scenarios import describe as describe_scenario
from msp_lifecycle.cli.scenarios import raised, scenario_in
from msp_lifecycle.cli.sizes import (
    Size,
    months_option,
    partnerships_option,
    scenario_option,
    seed_option,
    show_numbers,
    watched,
)
from msp_lifecycle.cli.terminal import remark
from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.formats import load_lifecycle
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.report import simulated, simulated_data

if TYPE_CHECKING:  # it brings NumPy, which is an extra
    from msp_lifecycle.simulation import Ensemble, Scenario


@click.command("simulate")
@click.argument("file", required=False, type=DOSSIER)
@partnerships_option(10_000)
@months_option(None, "How long.")
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
            show_numbers(simulated_data.ensemble_data(run, size.data))
        else:
            show(simulated.ensemble_page(run, page(), size.again))
    elif asked.json:
        show_numbers(simulated_data.comparison_data(compare(run, other), size.data))
    else:
        show(simulated.comparison_page(compare(run, other), page(), size.again))
