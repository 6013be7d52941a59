"""The command `commitments`."""

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
from msp_lifecycle.measures import Rate, Rates
from msp_lifecycle.report.account import account
from msp_lifecycle.report.commitments import commitments_page
from msp_lifecycle.report.commitments_data import commitments_data


@click.command("commitments")
@file_argument
@click.option(
    "--rate",
    "rates",
    multiple=True,
    metavar="RATE",
    help="A rate to convert by, such as EUR=1.08USD@2020-01-31:ECB; may be given again.",
)
@click.option(
    "--silent-after",
    type=click.IntRange(min=1),
    default=365,
    show_default=True,
    metavar="DAYS",
    help="Days without a sign of life after which a partner counts as silent.",
)
@terms(on_option, viewer_option, format_option)
def commitments_command(asked: Terms, file: str, rates: tuple[str, ...], silent_after: int) -> None:
    """Say what was promised in the partnership in FILE, what was kept, and who pays.

    Promises by partner and over time, overdue ones, silent partners; sources of
    money, core and earmarked, and how far ahead it reaches. Sums in different
    currencies are added only at a --rate with its day and its source.

    \b
    Examples
      msp commitments mine.yaml
      msp commitments mine.yaml --rate NOK=0.137USD@2003-08-18:UN
    """  # noqa: D301 - click reads the escape as a mark
    given = Rates(tuple(map(Rate.parse, rates))) if rates else None
    partnership = read(file, asked.viewer)
    view = account(partnership, on=asked.on, silent_after=silent_after, rates=given)
    if asked.json:
        show_data(commitments_data(view))
    else:
        show(commitments_page(view, page()))
