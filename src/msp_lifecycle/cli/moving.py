"""Commands that move: they print what would change, and change the file only with `--write`."""

from collections.abc import Callable
from typing import TypeVar, cast, get_args

import click

from msp_lifecycle import engine, formats
from msp_lifecycle.cli import completing
from msp_lifecycle.cli.options import (
    Terms,
    decision_option,
    file_argument,
    format_option,
    lifecycle_option,
    on_option,
    phase_named,
    profile_option,
    terms,
)
from msp_lifecycle.cli.output import page, show, show_data
from msp_lifecycle.cli.reading import STDIN
from msp_lifecycle.engine.moving import Step, loop_back_step, suspend_step
from msp_lifecycle.errors import MoveRefused, UnknownName
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import TOPICS, EndReason, Partnership, Topic, Trigger
from msp_lifecycle.report import findings, structured, timeline

F = TypeVar("F", bound=Callable[..., object])

_write_option = click.option(
    "--write", is_flag=True, help="Change the file; its comments and its order are kept."
)
_terms = terms(on_option, profile_option, lifecycle_option, format_option)


_because_option = click.option("--because", metavar="TEXT", default="", help="Why, in a few words.")
_needed_because_option = click.option(
    "--because", metavar="TEXT", required=True, help="Why, in a few words."
)


def _move(asked: Terms, file: str, step_in: Callable[[Lifecycle], Step], *, write: bool) -> None:
    """Make the move, print the report and what changes, and write it if asked to."""
    if write and file == STDIN:
        raise click.UsageError("--write needs a file; standard input cannot be changed.")
    before, lifecycle = asked.read(file)
    try:
        after, report = engine.make(
            before, step_in(lifecycle), profile=asked.profile, lifecycle=lifecycle
        )
    except MoveRefused as refused:
        _refused(asked, file, before, lifecycle, cast("engine.Report", refused.report))
        raise click.exceptions.Exit(1) from None
    if write:
        formats.rewrite(file, after, was=before)
    if asked.json:
        show_data(structured.moved_data(before, after, report, file=file, written=write))
    else:
        show(
            timeline.moved_page(before, after, lifecycle, report, page(), file=file, written=write)
        )


def _refused(
    asked: Terms, file: str, before: Partnership, lifecycle: Lifecycle, report: engine.Report
) -> None:
    if asked.json:
        show_data(structured.moved_data(before, None, report, file=file, written=False))
        return
    out = findings.check_page(before, lifecycle, report, page())
    out.gap()
    out.text("Refused: nothing has changed.")
    show(out)


def _simple(name: str, doc: str, *, reason_needed: bool = False) -> click.Command:
    """Return the command of a move that takes nothing but a day, a decision and a reason."""

    @click.command(name, help=doc)
    @file_argument
    @decision_option
    @(_needed_because_option if reason_needed else _because_option)
    @_write_option
    @_terms
    def command(asked: Terms, file: str, decision: str | None, because: str, write: bool) -> None:
        def step(_: Lifecycle) -> Step:
            if reason_needed:
                return suspend_step(on=asked.on, because=because, decision=decision)
            return Step(kind=name, on=asked.on, decision=decision, because=because)

        _move(asked, file, step, write=write)

    return command


start_command = _simple(
    "start",
    """Begin the first phase of the partnership in FILE.

    \b
    Example
      msp start mine.yaml --on 2026-01-10 --write
    """,
)
advance_command = _simple(
    "advance",
    """Move the partnership in FILE on to the next phase, if its guard is open on that day.

    Without --write it is only shown what would change. Exit status 1 if the guard
    is closed; then each finding says what is in the way.

    \b
    Example
      msp advance mine.yaml --on 2026-09-01 --decision D-4 --write
    """,
)
continue_command = _simple(
    "continue",
    """Carry on without a redesign, from Further development to Implementation.

    \b
    Example
      msp continue mine.yaml --decision D-12 --write
    """,
)
pause_command = _simple(
    "pause",
    """Pause, so that participants can shift and be spoken to one by one.

    \b
    Example
      msp pause mine.yaml --because "Time for talks" --write
    """,
)
resume_command = _simple(
    "resume",
    """Resume after a pause, in the phase that was left.

    \b
    Example
      msp resume mine.yaml --write
    """,
)
suspend_command = _simple(
    "suspend",
    """Suspend, for a breach of integrity or for not reporting again and again.

    \b
    Example
      msp suspend mine.yaml --because "No report in two years" --write
    """,
    reason_needed=True,
)
reinstate_command = _simple(
    "reinstate",
    """Lift a suspension.

    \b
    Example
      msp reinstate mine.yaml --because "Reports handed in" --write
    """,
)


def _topics(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> tuple[Topic, ...] | None:
    if value is None:
        return None
    names = [name.strip().lower() for name in value.split(",") if name.strip()]
    for name in names:
        if name not in TOPICS:
            raise UnknownName("topic", name, TOPICS)
    return tuple(topic for topic in TOPICS if topic in names)


@click.command("loop-back")
@file_argument
@click.option(
    "--to",
    required=True,
    metavar="PHASE",
    shell_complete=completing.phases,
    help="The earlier phase.",
)
@_needed_because_option
@click.option("--trigger", type=click.Choice(get_args(Trigger)), help="What set it off.")
@click.option(
    "--reopens",
    callback=_topics,
    metavar="TOPIC,...",
    shell_complete=completing.topics,
    help="Topics to open again; by default those that the lifecycle names for the trigger.",
)
@decision_option
@_write_option
@_terms
def loop_back_command(
    asked: Terms,
    file: str,
    to: str,
    because: str,
    trigger: Trigger | None,
    reopens: tuple[Topic, ...] | None,
    decision: str | None,
    write: bool,
) -> None:
    """Go back to an earlier phase, which is allowed at any time and no failure.

    Nothing is deleted. Criteria that read a reopened topic are not met until a
    later decision settles it (settles: [TOPIC] on that decision).

    \b
    Example
      msp loop-back mine.yaml --to design --because "A key partner is missing" \\
          --reopens partners,roles --decision D-9 --write
    """  # noqa: D301 - click reads the escape as a mark

    def step(lifecycle: Lifecycle) -> Step:
        return loop_back_step(
            lifecycle,
            to=phase_named(lifecycle, to),
            because=because,
            on=asked.on,
            trigger=trigger,
            reopens=reopens,
            decision=decision,
        )

    _move(asked, file, step, write=write)


@click.command("end")
@file_argument
@click.option(
    "--reason",
    required=True,
    type=click.Choice(get_args(EndReason)),
    help="How it ends; the first two are successes.",
)
@_because_option
@decision_option
@_write_option
@_terms
def end_command(
    asked: Terms,
    file: str,
    reason: EndReason,
    because: str,
    decision: str | None,
    write: bool,
) -> None:
    """End the partnership in FILE; reaching the goal and handing over are successes.

    \b
    Example
      msp end mine.yaml --reason handed_over --decision D-20 --write
    """  # noqa: D301 - click reads the escape as a mark
    step = Step(kind="end", on=asked.on, decision=decision, because=because, reason=reason)
    _move(asked, file, lambda _: step, write=write)
