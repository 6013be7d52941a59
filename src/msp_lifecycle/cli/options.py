"""Options that several commands share, and what they come to: the terms on which a question is asked."""

import contextlib
import datetime as dt
import functools
import re
from collections.abc import Callable
from typing import TypeVar

import attrs
import click

from msp_lifecycle.cli import completing
from msp_lifecycle.cli.reading import lifecycle_for, profile_named, read
from msp_lifecycle.criterion import Profile
from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycle import MOVE_KINDS, Lifecycle
from msp_lifecycle.records import Partnership

F = TypeVar("F", bound=Callable[..., object])
Adder = Callable[[F], F]


class Day(click.ParamType[dt.date]):
    """A date as YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """Return the date, or say what was expected."""
        if isinstance(value, dt.date):
            return value
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value), re.ASCII):
            with contextlib.suppress(ValueError):  # such as 2020-13-01
                return dt.date.fromisoformat(str(value))
        return self.fail(
            f"{str(value)!r} is no date; write YYYY-MM-DD, such as 2020-09-01.", param, ctx
        )


@attrs.frozen(kw_only=True)
class Terms:
    """The terms on which a question is asked.

    Attributes:
        on: the day asked about.
        profile: thresholds in force.
        lifecycle_file: lifecycle of the user's own, instead of the one that the dossier names.
        viewer: for whom the answer is.
        json: whether the answer is for programs.
    """

    on: dt.date = dt.date.max
    profile: Profile = attrs.field(factory=lambda: profile_named("standard"))
    lifecycle_file: str | None = None
    viewer: str = "keeper"
    json: bool = False

    def read(self, file: str, *, any_history: bool = False) -> tuple[Partnership, Lifecycle]:
        """Return a partnership as the viewer may see it, and the lifecycle that it follows."""
        partnership = read(file, self.viewer)
        return partnership, lifecycle_for(partnership, self.lifecycle_file, any_history=any_history)


def terms(*options: Adder[Callable[..., object]]) -> Adder[Callable[..., object]]:
    """Add options to a command, which then takes the `Terms` that they come to as its first argument."""

    def decorate(function: Callable[..., object]) -> Callable[..., object]:
        @functools.wraps(function)
        def command(**given: object) -> object:
            held = {name: given.pop(name) for name in _CONVERT if name in given}
            known = {_NAMES.get(name, name): _CONVERT[name](value) for name, value in held.items()}
            return function(Terms(**known), **given)  # type: ignore[arg-type]

        added: Callable[..., object] = command
        for add in reversed(options):
            added = add(added)
        return added

    return decorate


_NAMES = {"profile_name": "profile", "format_": "json"}
_CONVERT: dict[str, Callable[[object], object]] = {
    "on": lambda day: day,
    "profile_name": lambda name: profile_named(str(name)),
    "lifecycle_file": lambda file: file,
    "viewer": lambda viewer: viewer,
    "format_": lambda format_: format_ == "json",
}


def _today() -> dt.date:
    """Return today: the only clock in the library."""
    return dt.datetime.now().astimezone().date()


on_option = click.option(
    "--on",
    type=Day(),
    default=_today,
    show_default="today",
    help="The day asked about; nothing later counts.",
)
profile_option = click.option(
    "--profile",
    "profile_name",
    default="standard",
    show_default=True,
    metavar="NAME|FILE",
    shell_complete=completing.profiles,
    help="Thresholds in force: light, standard, strict, or a file of your own.",
)
lifecycle_option = click.option(
    "--lifecycle",
    "lifecycle_file",
    metavar="NAME|FILE",
    shell_complete=completing.lifecycles,
    help="Instead of the one the dossier names: standard, six_steps, or a file of your own.",
)
viewer_option = click.option(
    "--seen-by",
    "viewer",
    default="keeper",
    metavar="VIEWER",
    shell_complete=completing.viewers,
    help="Leave out what a viewer may not see: public, lead, or a partner's id.",
)
format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
decision_option = click.option(
    "--decision", metavar="ID", help="The recorded decision that the move rests on."
)
DOSSIER = click.Path(allow_dash=True, readable=False)
"""A file, or `-`; whether it can be read is for the reader to say."""

file_argument = click.argument("file", type=DOSSIER)


def phase_named(lifecycle: Lifecycle, text: str) -> str:
    """Return the name of a phase, however it is spelt: `Further development`, `further-development`.

    Raises:
        UnknownName: if there is none of that name.
    """
    return lifecycle.phase(_name(text)).name


def move_named(lifecycle: Lifecycle, text: str) -> str:
    """Return a move or phase as the engine takes it, however it is spelt.

    Raises:
        UnknownName: if there is neither a move nor a phase of that name.
    """
    name = _name(text)
    if name.startswith("loop_back_to_"):
        return f"loop_back to {phase_named(lifecycle, name.removeprefix('loop_back_to_'))}"
    known = (*lifecycle.order, *(kind.replace("_", "-") for kind in MOVE_KINDS))
    if name not in lifecycle.order and name not in MOVE_KINDS:
        raise UnknownName("move or phase", text, known)
    return name


def _name(text: str) -> str:
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())
