"""What the shell offers when the tab key is pressed; names are looked up only then."""

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_MSP_COMPLETE"

Items = list[CompletionItem]


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options and names.

    \b
    Put one line into your shell's start-up file
      eval "$(msp completion bash)"       in ~/.bashrc
      eval "$(msp completion zsh)"        in ~/.zshrc
      msp completion fish | source        in ~/.config/fish/config.fish
    """  # noqa: D301 - click reads the escape as a mark
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is not None:
        click.echo(found(ctx.find_root().command, {}, "msp", VARIABLE).source())


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer files."""
    return [CompletionItem(incomplete, type="file")]


def profiles(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the shipped profiles, and files."""
    from msp_lifecycle.criteria import PROFILES

    return _or_files([(one.name, one.title) for one in PROFILES], incomplete)


def checklists(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the shipped checklists, and files."""
    from msp_lifecycle.lifecycles import CHECKLISTS

    return _or_files([(one.name, one.title) for one in CHECKLISTS], incomplete)


def lifecycles(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the shipped lifecycles, and files."""
    from msp_lifecycle.lifecycles import LIFECYCLES

    return _or_files([(one.name, one.title) for one in LIFECYCLES], incomplete)


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the shipped rules of platforms, and files."""
    from msp_lifecycle.platforms import RULES

    return _or_files([(one.name, one.title) for one in RULES], incomplete)


def instruments(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the shipped survey instruments, and files."""
    from msp_lifecycle.assessment import INSTRUMENTS

    return _or_files([(one.name, one.title) for one in INSTRUMENTS], incomplete)


def phases(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the phases of the standard lifecycle."""
    from msp_lifecycle.lifecycles import STANDARD

    return _matching([(one.name, one.aim) for one in STANDARD.phases], incomplete)


def moves(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the moves and phases of the standard lifecycle."""
    from msp_lifecycle.lifecycle import MOVE_KINDS

    kinds = [(kind.replace("_", "-"), "") for kind in MOVE_KINDS]
    return [*phases(ctx, param, incomplete), *_matching(kinds, incomplete)]


def viewers(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer the viewers that every partnership has."""
    from msp_lifecycle.records.disclosure import VIEWERS

    return _matching([(name, "") for name in VIEWERS], incomplete)


def topics(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer topics, after those that are given already."""
    from msp_lifecycle.records import TOPICS

    given, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(f"{given}{comma}{topic}")
        for topic in TOPICS
        if topic.startswith(last) and topic not in given.split(",")
    ]


def manual(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Offer everything that can be explained."""
    from msp_lifecycle.cli.explaining import NAMES

    names = [(name, title) for name, title in NAMES.items()]
    return _matching(names, incomplete) or _matching(names, incomplete.upper())


def _or_files(names: Iterable[tuple[str, str]], incomplete: str) -> Items:
    return _matching(names, incomplete) or [CompletionItem(incomplete, type="file")]


def _matching(names: Iterable[tuple[str, str]], incomplete: str) -> Items:
    return [
        CompletionItem(name, help=help_) for name, help_ in names if name.startswith(incomplete)
    ]
