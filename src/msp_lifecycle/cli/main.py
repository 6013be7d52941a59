"""`msp`: the group of commands, and how mistakes are told."""

import contextlib
import io
import os
import sys
from collections.abc import Generator
from importlib import import_module
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from msp_lifecycle import __version__
from msp_lifecycle.cli.terminal import colour, complain
from msp_lifecycle.errors import MspError

COMMANDS = {
    "new": ("starting", "Print a commented starter dossier."),
    "status": ("asking", "Say where a partnership stands."),
    "check": ("checking", "Check a guard or a checklist, finding by finding."),
    "moves": ("asking", "Say where a partnership can go and what keeps it from it."),
    "start": ("moving", "Begin the first phase."),
    "advance": ("moving", "Move on to the next phase."),
    "continue": ("moving", "Carry on without a redesign."),
    "loop-back": ("moving", "Go back to an earlier phase and open topics again."),
    "pause": ("moving", "Pause for participants to shift."),
    "resume": ("moving", "Resume after a pause."),
    "suspend": ("moving", "Suspend, with a reason."),
    "reinstate": ("moving", "Lift a suspension."),
    "end": ("moving", "End the partnership, with a reason."),
    "history": ("asking", "Print the timeline."),
    "audit": ("asking", "Report moves that were made through a closed guard."),
    "standing": ("standing", "Say where it stands with registries and platforms."),
    "power": ("deciding", "Say who decides: power of votes, and who is heard."),
    "accountability": ("answering", "Say who answers to whom, and where nobody does."),
    "commitments": ("promising", "Say what was promised, kept and paid, and by whom."),
    "assess": ("assessing", "Put together what the partners themselves think."),
    "questionnaire": ("assessing", "Print a blank questionnaire."),
    "diff": ("comparing", "Say what changed between two dossiers."),
    "diagram": ("drawing", "Draw the lifecycle, with the current phase marked."),
    "simulate": ("simulating", "Simulate many partnerships, and say what became of them."),
    "forecast": ("foretelling", "Say what may become of a partnership."),
    "levers": ("foretelling", "Say which success factor would most help it onwards."),
    "fit": ("fitting", "Say what observed lives tell about the rates of moves."),
    "criteria": ("explaining", "List the criteria."),
    "explain": ("explaining", "Explain a criterion, factor, checklist, phase or topic."),
    "schema": ("converting", "Print the JSON Schema of a dossier."),
    "convert": ("converting", "Turn a dossier into YAML or JSON."),
    "completion": ("completing", "Make your shell complete commands and options."),
}
"""Each command, the module that holds it, and what it does; a module is imported when it is needed."""

STOPPED = 130
BROKEN_PIPE = 141
"""The exit statuses that a shell reports for a program ended by Ctrl-C, and by a reader that went away."""


class Commands(click.Group):
    """The commands, each imported when it is called for, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a partnership meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"msp_lifecycle.cli.{COMMANDS[cmd_name][0]}")
        found = getattr(module, cmd_name.replace("-", "_") + "_command")
        return found if isinstance(found, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command asked for; the nearest ones are named where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = import_module("difflib").get_close_matches(args[0], COMMANDS, 3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            ctx.fail(f"There is no command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the commands without importing any of them, and the options."""
        found = [
            CompletionItem(name, help=help_)
            for name, (_, help_) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: object,
    ) -> click.Context:
        """Read the arguments, which prints the help where it is asked for."""
        with _unread():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command asked for."""
        with _unread():
            return super().invoke(ctx)


@contextlib.contextmanager
def _unread() -> Generator[None, None, None]:
    """Let a reader that goes away end a command without a word."""
    try:
        yield
    except BrokenPipeError:
        _discard_output()
        raise click.exceptions.Exit(BROKEN_PIPE) from None


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="msp")
def cli() -> None:
    """Follow the life of a multi-stakeholder partnership.

    A partnership is kept as a dossier: a YAML or JSON file of dated records. The
    commands read it, say where the partnership stands, check what the next phase
    asks for, and explain every finding with its evidence, source and remedy.

    \b
    Begin with
      msp new > mine.yaml         a commented dossier to fill in
      msp status mine.yaml        where it stands
      msp check mine.yaml         what the next move asks for
      msp explain A2.1            what a criterion means and how to meet it

    FILE may be - for standard input. Commands that move a partnership only say what
    would change, unless they are told to --write it.

    Exit status: 0 open or fine, 1 closed, refused or different, 2 the input could
    not be read or the question makes no sense. NO_COLOR=1 does without colour, and
    msp completion makes your shell complete what you type.
    """  # noqa: D301 - click reads the escape as a mark


def main(args: list[str] | None = None) -> NoReturn:
    """Run `msp`: every mistake becomes one readable message and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_status(args))


def _status(args: list[str] | None) -> int:
    try:
        # Outside standalone mode click does not exit but returns the status that a command asked for.
        status = cli.main(args, prog_name="msp", standalone_mode=False, color=colour())
    except click.Abort:
        click.echo("Stopped.", err=True)
        return STOPPED
    except click.ClickException as mistake:
        mistake.show()
        return 2
    except MspError as mistake:
        complain(mistake)
        return 2
    except OSError as failure:
        complain(f"{failure.strerror or failure}".lower())
        _discard_output()
        return 2
    return status if isinstance(status, int) else 0


def _discard_output() -> None:
    """Let what nobody can read any more go nowhere, so that the interpreter does not fail on it when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
