"""What the terminal is told beside the answer: mistakes and remarks. Nothing here is slow to import."""

import os

import click

from msp_lifecycle.report.safe import plain_lines


def colour() -> bool | None:
    """Say whether to write in colour: never, always, or (None) where the stream is a terminal.

    See no-color.org, and `TERM=dumb` for terminals that show escapes as they are.
    """
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None


def complain(message: object) -> None:
    """Print a mistake on standard error, with nothing in it that a terminal would obey."""
    error = click.style("Error:", fg="red", bold=True)
    click.echo(f"{error} {plain_lines(str(message))}", err=True, color=colour())


def remark(message: str) -> None:
    """Print a remark on standard error, where it does not get in the way of what is printed."""
    click.echo(plain_lines(message), err=True, color=colour())
