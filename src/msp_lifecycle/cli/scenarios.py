"""Scenarios as they come in and go out: a file, factors raised by an option, every number in words."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from msp_lifecycle.cli.output import emit, page, show

if TYPE_CHECKING:  # it brings NumPy, which is an extra
    from msp_lifecycle.simulation import Scenario


def scenario_in(file: str | None) -> "Scenario | None":
    """Return the scenario in a file; None where none is named.

    Raises:
        ScenarioError: if the file holds none; the message begins with its name.
    """
    if file is None:
        return None
    from msp_lifecycle.simulation import Scenario, ScenarioError

    try:
        return Scenario.from_json(Path(file).read_text(encoding="utf-8"))
    except (ScenarioError, UnicodeDecodeError) as mistake:
        raise ScenarioError(file, str(mistake)) from None
    except OSError as failure:
        raise ScenarioError(file, (failure.strerror or str(failure)).lower()) from None


def raised(scenario: "Scenario", raises: tuple[str, ...]) -> "Scenario | None":
    """Return the scenario with factors raised as `FACTOR=BY[@MONTH]` says; None where none is.

    Raises:
        UsageError: if a text is none.
        UnknownName: if there is no such factor.
    """
    after = scenario
    for text in raises:
        found = _RAISE.fullmatch(text)
        if found is None:
            raise click.UsageError(
                f"--raise {text!r} is not FACTOR=BY or FACTOR=BY@MONTH, such as C1=0.4@24."
            )
        month = int(found["month"] or 1)
        after = after.intervene(found["factor"].strip(), float(found["by"]), from_month=month)
    return after if raises else None


_RAISE = re.compile(
    r"(?P<factor>[^=]+)=(?P<by>[+-]?(\d+(\.\d*)?|\.\d+))(@(?P<month>\d{1,5}))?", re.ASCII
)


def describe(scenario: "Scenario", *, json: bool) -> None:
    """Print every number of a scenario with its source, for people or for programs."""
    if json:
        emit(scenario.to_json() + "\n")
        return
    out = page()
    for line in scenario.describe().splitlines():
        text = line.lstrip()
        indent = len(line) - len(text)
        out.text(text, indent, indent + 2) if text else out.gap()
    show(out)
