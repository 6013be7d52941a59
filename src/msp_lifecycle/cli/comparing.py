"""The command `diff`."""

import click

from msp_lifecycle.cli.options import DOSSIER, Terms, format_option, terms, viewer_option
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.cli.reading import STDIN, read
from msp_lifecycle.engine.differences import differences
from msp_lifecycle.report import changes, structured


@click.command("diff")
@click.argument("old", type=DOSSIER)
@click.argument("new", type=DOSSIER)
@terms(viewer_option, format_option)
def diff_command(asked: Terms, old: str, new: str) -> None:
    """Say what changed between two dossiers, in the words of the domain.

    Comments, order and layout do not count. Exit status 0 if nothing changed, 1 if
    anything did.

    \b
    Examples
      msp diff june.yaml october.yaml
      git show HEAD~1:mine.yaml | msp diff - mine.yaml
    """  # noqa: D301 - click reads the escape as a mark
    if old == new == STDIN:
        raise click.UsageError("Only one of the two can be standard input.")
    found = differences(read(old, asked.viewer), read(new, asked.viewer))
    if asked.json:
        show_data(structured.differences_data(found))
    else:
        show(changes.differences_page(found, page()))
    raise click.exceptions.Exit(1 if found else 0)
