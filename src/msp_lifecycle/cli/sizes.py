"""What the commands that simulate share: how much, with which seed, and who watches."""

import contextlib
import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
import click

from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import Adder
from msp_lifecycle.cli.output import emit
from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.report.safe import escaped_json
from msp_lifecycle.report.simulated_data import Number

if TYPE_CHECKING:  # it brings NumPy, which is an extra
    from msp_lifecycle.simulation import ProgressBar


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


def months_option(default: int | None, help_: str) -> Adder[Callable[..., object]]:
    """Return the option for how long is simulated; without a default the scenario says."""
    shown = "240, or the scenario's" if default is None else True
    return click.option("--months", type=int, default=default, show_default=shown, help=help_)


def partnerships_option(
    default: int, help_: str = "How many to simulate."
) -> Adder[Callable[..., object]]:
    """Return the option for how many are simulated."""
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


def show_numbers(data: dict[str, Number]) -> None:
    """Print data with figures as JSON."""
    emit(escaped_json(json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)) + "\n")


def watched() -> "ProgressBar | None":
    """Return a progress bar where somebody watches, and none where standard error goes to a file."""
    from msp_lifecycle.simulation import progress_bar

    if not sys.stderr.isatty():
        return None
    with contextlib.suppress(MissingExtra):  # the answer comes without a bar as well
        return progress_bar()
    return None
