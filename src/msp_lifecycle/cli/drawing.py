"""The command `diagram`."""

import click

from msp_lifecycle.cli.options import (
    DOSSIER,
    Terms,
    lifecycle_option,
    on_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import emit
from msp_lifecycle.cli.reading import lifecycle_in
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.report.diagram import dot, mermaid


@click.command("diagram")
@click.argument("file", required=False, type=DOSSIER)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["mermaid", "dot"]),
    default="mermaid",
    show_default=True,
    help="Mermaid goes into Markdown as it is; dot is for Graphviz.",
)
@terms(on_option, lifecycle_option, viewer_option)
def diagram_command(asked: Terms, file: str | None, kind: str) -> None:
    """Draw the lifecycle; with FILE, the phase of its partnership is marked.

    \b
    Examples
      msp diagram mine.yaml
      msp diagram --lifecycle six_steps
      msp diagram mine.yaml --format dot | dot -Tsvg > lifecycle.svg
    """  # noqa: D301 - click reads the escape as a mark
    draw = dot if kind == "dot" else mermaid
    if file is not None:
        partnership, lifecycle = asked.read(file)
        emit(draw(lifecycle, partnership.as_of(asked.on).position))
    elif asked.lifecycle_file is not None:
        emit(draw(lifecycle_in(asked.lifecycle_file)))
    else:
        emit(draw(STANDARD))
