"""The reference of the command line: what every command says of itself."""

from collections.abc import Iterator

from click.testing import CliRunner

from msp_lifecycle.cli.main import COMMANDS, cli
from pages.markdown import fenced, page


def pages() -> Iterator[tuple[str, str]]:
    """Yield the path and the text of the page."""
    intro = [
        "`msp` comes with the package.",
        "Its exit status is 0 where all is open or fine, 1 where a guard is closed or `audit` or `diff` found something.",
        "It is 2 where the input cannot be read or the question makes no sense.",
        "",
        *_help(),
    ]
    blocks = [[f"## msp {name}", "", *_help(name)] for name in COMMANDS]
    yield "reference/command-line.md", page("The command line", intro, *blocks)


def _help(*words: str) -> list[str]:
    """Return the help of `msp` or of one of its commands, 80 columns wide whatever the terminal."""
    done = CliRunner(env={"COLUMNS": "80"}).invoke(
        cli, [*words, "--help"], prog_name="msp", catch_exceptions=False
    )
    if done.exit_code:
        raise RuntimeError(f"msp {' '.join(words)} --help: {done.output}")
    return fenced("console", f"$ {' '.join(['msp', *words, '--help'])}\n{done.output}")
