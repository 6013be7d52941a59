"""The command `power`."""

import click

from msp_lifecycle.cli.options import (
    Terms,
    file_argument,
    format_option,
    on_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.cli.reading import read
from msp_lifecycle.measures import power
from msp_lifecycle.report.power import power_data, power_page


@click.command("power")
@file_argument
@click.option(
    "--draws",
    type=click.IntRange(min=1),
    metavar="N",
    help="Draw a sample of this size where a game cannot be counted.",
)
@click.option(
    "--seed", type=int, metavar="N", help="Seed of the sample, so that it can be repeated."
)
@terms(on_option, viewer_option, format_option)
def power_command(asked: Terms, file: str, draws: int | None, seed: int | None) -> None:
    """Say who decides in the partnership in FILE: power of votes, beside who is heard.

    For each decision rule in force, how often each partner's vote decides, for
    partners, sectors and stakeholder groups. It is counted, not estimated; thousands
    of uneven votes are integrated, exact but for rounding, if NumPy is installed. Only
    where neither is possible, --draws and --seed draw a sample.

    \b
    Examples
      msp power mine.yaml
      msp power mine.yaml --on 2021-03-01 --format json
    """  # noqa: D301 - click reads the escape as a mark
    if (draws is None) != (seed is None):
        raise click.UsageError("A sample needs both --draws and --seed.")
    partnership = read(file, asked.viewer).as_of(asked.on)
    found = power(partnership, on=asked.on, draws=draws, rng=seed)
    if asked.json:
        show_data(power_data(partnership, found, asked.on))
    else:
        show(power_page(partnership, found, asked.on, page()))
