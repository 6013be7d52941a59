"""Commands that ask and change nothing: status, moves, history, audit."""

import click

from msp_lifecycle import engine
from msp_lifecycle.cli.options import (
    Terms,
    file_argument,
    format_option,
    lifecycle_option,
    on_option,
    profile_option,
    terms,
    viewer_option,
)
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.engine import Report
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Partnership, reopened
from msp_lifecycle.report import status, structured, timeline


@click.command("status")
@file_argument
@terms(on_option, profile_option, lifecycle_option, viewer_option, format_option)
def status_command(asked: Terms, file: str) -> None:
    """Say where the partnership in FILE stands.

    Beside each success factor stands how many of its criteria stand (met, waived or
    not applicable), and how many nobody wrote down.

    \b
    Examples
      msp status mine.yaml
      msp status mine.yaml --on 2021-03-01        as it stood on a day
    """  # noqa: D301 - click reads the escape as a mark
    view = _overview(*asked.read(file), asked)
    if asked.json:
        show_data(structured.status_data(view))
    else:
        show(status.status_page(view, page()))


def _overview(partnership: Partnership, lifecycle: Lifecycle, asked: Terms) -> status.Overview:
    then, on, profile = partnership.as_of(asked.on), asked.on, asked.profile
    return status.Overview(
        partnership=then,
        lifecycle=lifecycle,
        on=on,
        levels=engine.levels(then, on=on, profile=profile, lifecycle=lifecycle),
        silence=engine.dormant(then, on=on, profile=profile),
        next=_next(then, lifecycle, asked),
        reopened=reopened(then),
    )


def _next(then: Partnership, lifecycle: Lifecycle, asked: Terms) -> Report | None:
    if lifecycle.next(then.position) is None:
        return None
    return engine.check(then, on=asked.on, profile=asked.profile, lifecycle=lifecycle)


@click.command("moves")
@file_argument
@terms(on_option, profile_option, lifecycle_option, viewer_option, format_option)
def moves_command(asked: Terms, file: str) -> None:
    """Say where the partnership in FILE can go, and what keeps it from each move.

    \b
    Example
      msp moves mine.yaml --on 2021-03-01
    """  # noqa: D301 - click reads the escape as a mark
    partnership, lifecycle = asked.read(file)
    moves = engine.possible_moves(
        partnership, on=asked.on, profile=asked.profile, lifecycle=lifecycle
    )
    if asked.json:
        show_data(structured.moves_data(moves))
    else:
        show(timeline.moves_page(partnership, lifecycle, moves, asked.on, page()))


@click.command("history")
@file_argument
@terms(on_option, lifecycle_option, viewer_option, format_option)
def history_command(asked: Terms, file: str) -> None:
    """Print the timeline of the partnership in FILE: its moves, and how long each stay lasted.

    \b
    Example
      msp history mine.yaml
    """  # noqa: D301 - click reads the escape as a mark
    partnership, lifecycle = asked.read(file)
    stays = engine.history(partnership, on=asked.on)
    if asked.json:
        show_data(structured.history_data(stays))
    else:
        show(timeline.history_page(partnership, lifecycle, stays, asked.on, page()))


@click.command("audit")
@file_argument
@click.option("--all", "all_", is_flag=True, help="Give the facts of each finding, too.")
@terms(on_option, profile_option, lifecycle_option, viewer_option, format_option)
def audit_command(asked: Terms, file: str, all_: bool) -> None:
    """Replay the history in FILE and report every move whose guard was closed.

    Each move is judged on its own day, by what is on record of that day. What msp
    itself moved is never among them. Exit status 1 if there is any.

    \b
    Examples
      msp audit mine.yaml
      msp audit mine.yaml --all --profile light
    """  # noqa: D301 - click reads the escape as a mark
    partnership, lifecycle = asked.read(file, any_history=True)
    then = partnership.as_of(asked.on)
    entries = engine.audit(then, profile=asked.profile, lifecycle=lifecycle)
    if asked.json:
        show_data(structured.audit_data(entries))
    else:
        show(timeline.audit_page(then, lifecycle, entries, page(), all_=all_))
    raise click.exceptions.Exit(1 if entries else 0)
