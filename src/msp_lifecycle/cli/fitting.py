"""The command `fit`."""

import datetime as dt
import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from msp_lifecycle import formats
from msp_lifecycle.cli.options import (
    DOSSIER,
    Terms,
    format_option,
    lifecycle_option,
    on_option,
    terms,
)
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.cli.reading import STDIN, SUFFIXES, dossiers, read
from msp_lifecycle.cli.terminal import remark
from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.report.fit import fit_data, fit_page

if TYPE_CHECKING:
    from msp_lifecycle.learning.observing import Unit

PICTURES = (".png", ".svg", ".pdf")


@click.command("fit")
@click.argument("logs", nargs=-1, required=True, type=DOSSIER, metavar="LOG...")
@click.option("--visits", is_flag=True, help="Rows tell where partnerships were found, not moves.")
@click.option(
    "--until",
    metavar="TIME",
    help="How long all were observed that had not ended: a number, or a date.",
)
@click.option(
    "--unit",
    type=click.Choice(["months", "days", "years"]),
    default="months",
    show_default=True,
    help="Of times, where the log does not say it or has dates.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="OURS=THEIRS",
    help="What the log calls partnership, time, date, state, observed or start.",
)
@click.option("--type", "object_type", metavar="NAME", help="The objects of an OCEL log to follow.")
@click.option("--end", "ends", multiple=True, metavar="STATE", help="A state that ends a life.")
@click.option(
    "--move", "moves", multiple=True, metavar="FROM>TO", help="A move possible between visits."
)
@click.option("--effect", "effects", multiple=True, metavar="COVARIATE", help="On rates of moves.")
@click.option("--at", metavar="TIMES", help="At which shares are given, such as 12,24,60.")
@click.option("--plot", "picture", metavar="FILE", help="Draw it too: .png, .svg or .pdf.")
@terms(on_option, lifecycle_option, format_option)
def fit_command(
    asked: Terms,
    logs: tuple[str, ...],
    visits: bool,
    until: str | None,
    unit: str,
    columns: tuple[str, ...],
    object_type: str | None,
    ends: tuple[str, ...],
    moves: tuple[str, ...],
    effects: tuple[str, ...],
    at: str | None,
    picture: str | None,
) -> None:
    """Say what observed lives tell: rates of moves, endings, lengths of stays.

    LOG is a CSV, Parquet, XES or OCEL 2.0 JSON file; or dossiers, or folders of
    them, whose histories count up to the day of --on.

    \b
    Examples
      msp fit register.csv
      msp fit reports.csv --visits --plot fit.png
      msp fit dossiers/ --on 2026-01-01 --format json
    """  # noqa: D301 - click reads the escape as a mark
    if picture is not None and Path(picture).suffix.lower() not in PICTURES:
        raise click.UsageError(f"--plot writes {', '.join(PICTURES)}; not {picture!r}.")
    try:
        from msp_lifecycle import learning as learn
        from msp_lifecycle.learning.study import study
    except ModuleNotFoundError as missing:
        raise MissingExtra(str(missing.name), "learn") from None
    first = next(iter(logs))
    if _are_dossiers(first):
        lives = [read(one) for one in dossiers(logs)]
        log = learn.EventLog.from_partnerships(lives, on=asked.on, unit=_unit(unit))
    elif len(logs) > 1:
        raise click.UsageError("One log at a time; several files have to be dossiers.")
    else:
        log = learn.EventLog.read(
            first,
            columns=dict(_pair(one, "=", "--column") for one in columns),
            observed="seen" if visits else "exact",
            ends=ends,
            until=None if until is None else _until(until),
            unit=_unit(unit),
            object_type=object_type,
        )
    found = study(
        log,
        effects=effects,
        at=None if at is None else [_number(one, "--at") for one in at.split(",")],
        ends=ends,
        moves=[_pair(one, ">", "--move") for one in moves] or None,
        lifecycle=formats.load_lifecycle(asked.lifecycle_file) if asked.lifecycle_file else None,
    )
    if asked.json:
        show_data(fit_data(found))
    else:
        show(fit_page(found, page(), Path(first).name if len(logs) == 1 else "the dossiers"))
    if picture is not None:
        found.plot(picture)
        remark(f"{picture} is drawn")


def _are_dossiers(name: str) -> bool:
    """Tell dossiers from logs."""
    first = Path(name)
    if first.suffix.lower() == ".json" and first.is_file():
        with first.open("rb") as file:
            return b'"msp_lifecycle"' in file.read(4096)
    return first.is_dir() or first.suffix.lower() in SUFFIXES or name == STDIN


def _unit(name: str) -> "Unit":
    units: dict[str, Unit] = {"months": "months", "days": "days", "years": "years"}
    return units[name]


def _until(text: str) -> "float | dt.date":
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return _number(text, "--until")


def _number(text: str, option: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not math.isfinite(found) or found < 0:
        raise click.UsageError(f"{option} takes numbers from 0 on, found {text.strip()!r}.")
    return found


def _pair(text: str, mark: str, option: str) -> tuple[str, str]:
    one, found, other = (part.strip() for part in text.partition(mark))
    if not (one and found and other):
        raise click.UsageError(f"{option} takes two names with {mark} between, found {text!r}.")
    return one, other
