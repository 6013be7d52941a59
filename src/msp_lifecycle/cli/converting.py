"""Commands about the format: schema, convert."""

import json
from pathlib import Path
from typing import Literal

import click

from msp_lifecycle import formats
from msp_lifecycle.cli.options import DOSSIER, Terms, terms, viewer_option
from msp_lifecycle.cli.output import emit
from msp_lifecycle.cli.reading import STDIN, read
from msp_lifecycle.cli.terminal import remark
from msp_lifecycle.report.safe import escaped_json


@click.command("schema")
def schema_command() -> None:
    """Print the JSON Schema (2020-12) of a dossier, for editors and validators.

    \b
    Example
      msp schema > dossier.schema.json
    """  # noqa: D301 - click reads the escape as a mark
    emit(json.dumps(formats.json_schema(), indent=2, ensure_ascii=False) + "\n")


@click.command("convert")
@click.argument("source", metavar="IN", type=DOSSIER)
@click.argument("target", metavar="OUT", type=DOSSIER)
@click.option(
    "--to",
    "kind",
    type=click.Choice(["yaml", "json"]),
    help="Format, where the ending of OUT does not say it; yaml for standard output.",
)
@click.option("--force", is_flag=True, help="Replace OUT if it is there.")
@terms(viewer_option)
def convert_command(
    asked: Terms, source: str, target: str, kind: Literal["yaml", "json"] | None, force: bool
) -> None:
    """Turn a dossier into YAML or JSON, by the ending of OUT; - is standard output.

    With --seen-by it is the way to hand a dossier to somebody: what that viewer
    may not see is left out. Comments are not carried over.

    \b
    Examples
      msp convert mine.yaml mine.json
      msp convert mine.yaml public.yaml --seen-by public
      msp convert mine.yaml - --to json | jq .partners
    """  # noqa: D301 - click reads the escape as a mark
    partnership = read(source, asked.viewer)
    if target == STDIN:
        text = formats.dumps(partnership, format=kind or "yaml")
        emit(escaped_json(text) if kind == "json" else text)
        return
    if Path(target).exists() and not force:
        raise click.UsageError(f"{target} is there already; --force replaces it.")
    if not Path(target).absolute().parent.is_dir():
        raise click.UsageError(f"{Path(target).parent}: there is no such folder.")
    formats.dump(partnership, target, format=kind)
    remark(f"Written to {target}.")
