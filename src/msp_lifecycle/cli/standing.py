"""The command `standing`: where a partnership stands with the platforms that it reports to."""

import click

from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import (
    Terms,
    file_argument,
    format_option,
    on_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.cli.reading import read, rules_for
from msp_lifecycle.platforms import standings
from msp_lifecycle.report import platforms


@click.command("standing")
@file_argument
@click.option("--platform", metavar="ID", help="Only this platform link.")
@click.option(
    "--rules",
    metavar="NAME|FILE",
    shell_complete=completing.rules,
    help="Judge by these rules, shipped or a file of your own, instead of those that the link names.",
)
@terms(on_option, viewer_option, format_option)
def standing_command(asked: Terms, file: str, platform: str | None, rules: str | None) -> None:
    """Say where the partnership in FILE stands with its platforms, and what comes next.

    A platform link in the dossier names the rules that hold there: un_platform,
    global_compact, ogp, ogp_response or eiti. Reports with that `platform` and the
    `rulings` of the link are what they reckon with. Exit status: 0 nothing to
    complain of, 1 something is overdue or worse.

    \b
    Examples
      msp standing mine.yaml
      msp standing mine.yaml --platform un --on 2026-03-01
      msp standing mine.yaml --platform un --rules global_compact
      msp standing mine.yaml --platform club --rules club.yaml
    """  # noqa: D301 - click reads the escape as a mark
    partnership = read(file, asked.viewer).as_of(asked.on)
    by = None if rules is None else rules_for(rules)
    found = standings(partnership, on=asked.on, link=platform, rules=by)
    if asked.json:
        show_data(platforms.standings_data(found, asked.on))
    else:
        show(platforms.standings_page(partnership, found, asked.on, page()))
    raise click.exceptions.Exit(0 if all(one.fine for one in found.values()) else 1)
