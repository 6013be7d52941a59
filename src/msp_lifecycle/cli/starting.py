"""The command `new`."""

from importlib.resources import files

import click

from msp_lifecycle.cli.output import emit
from msp_lifecycle.cli.template import full


@click.command("new")
@click.option("--minimal", "size", flag_value="minimal", help="The least that can be checked.")
@click.option(
    "--full", "size", flag_value="full", help="Every record there is, each field with a comment."
)
def new_command(size: str | None) -> None:
    """Print a commented starter dossier.

    \b
    Examples
      msp new > mine.yaml
      msp new --full | less
    """  # noqa: D301 - click reads the escape as a mark
    if size == "full":
        emit(full())
        return
    name = "minimal.yaml" if size == "minimal" else "starter.yaml"
    emit(files("msp_lifecycle.cli").joinpath("templates", name).read_text(encoding="utf-8"))
