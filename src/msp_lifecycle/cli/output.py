"""What goes out: pages for people, and data as UTF-8 whatever the terminal speaks."""

import json
import shutil
import sys

import click

from msp_lifecycle.cli.terminal import colour
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.safe import escaped_json
from msp_lifecycle.report.structured import Plain

WIDEST = 80
NARROWEST = 40


def page() -> Page:
    """Return an empty page as wide as the terminal, within the bounds in which text is read with ease."""
    columns = shutil.get_terminal_size().columns
    return Page(width=max(NARROWEST, min(WIDEST, columns)))


def show(page_: Page) -> None:
    """Print a page."""
    click.echo(str(page_), nl=False, color=colour())


def show_data(data: Plain) -> None:
    """Print plain data as JSON."""
    emit(escaped_json(json.dumps(data, indent=2, ensure_ascii=False)) + "\n")


def emit(text: str) -> None:
    """Print what programs read: dossiers, JSON and diagrams are UTF-8, also where the terminal is not."""
    stream = sys.stdout
    buffer = getattr(stream, "buffer", None)
    if buffer is None:  # in a test or a notebook
        click.echo(text, nl=False, color=True)
        return
    stream.flush()
    buffer.write(text.encode())
    buffer.flush()
