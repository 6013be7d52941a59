"""The command `accountability`."""

import click

from msp_lifecycle.cli.options import DOSSIER, Terms, on_option, terms, viewer_option
from msp_lifecycle.cli.output import emit, page, show, show_data
from msp_lifecycle.cli.reading import read
from msp_lifecycle.measures import accountability_map
from msp_lifecycle.report.accountability import (
    accountability_data,
    accountability_page,
    dot,
    mermaid,
)


@click.command("accountability")
@click.argument("file", type=DOSSIER)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["text", "json", "mermaid", "dot"]),
    default="text",
    show_default=True,
    help="For people, for programs, or drawn.",
)
@terms(on_option, viewer_option)
def accountability_command(asked: Terms, file: str, kind: str) -> None:
    """Say who answers to whom in the partnership in FILE, and where nobody does.

    A relation that was never put to use, or not in time, exists on paper; drawn, it
    is dashed. Partners of whom no record says that they answer to anybody are gaps.

    \b
    Examples
      msp accountability mine.yaml
      msp accountability mine.yaml --format dot | dot -Tsvg > map.svg
    """  # noqa: D301 - click reads the escape as a mark
    partnership = read(file, asked.viewer).as_of(asked.on)
    found = accountability_map(partnership, on=asked.on)
    if kind == "mermaid":
        emit(mermaid(found))
    elif kind == "dot":
        emit(dot(found))
    elif kind == "json":
        show_data(accountability_data(partnership, found))
    else:
        show(accountability_page(partnership, found, page()))
