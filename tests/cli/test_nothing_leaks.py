"""Nothing confidential comes out of any command that is asked for the public."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from msp_lifecycle import formats
from msp_lifecycle.records import (
    RECORD_TYPES,
    Decision,
    Organisation,
    Partner,
    Partnership,
    Record,
)
from msp_lifecycle.records.checks import unwrap
from msp_lifecycle.records.marks import RefersTo
from msp_lifecycle.testing import partnerships

Msp = Callable[..., Any]
MARKER = "SECRET"
CONFIDENTIAL = [name for name, cls in RECORD_TYPES.items() if hasattr(cls, "disclosed_to")]

ALL = ("--seen-by", "public")
FEW = ("--partnerships", "10", "--months", "6")
SIMULATING = [
    ["simulate", "a.json", *FEW],
    ["simulate", "a.json", *FEW, "--describe"],
    ["forecast", "a.json", *FEW],
    ["forecast", "a.json", *FEW, "--format", "json"],
    ["levers", "a.json", *FEW],
]
"""They refuse partnerships that have ended, or whose lifecycle is another."""
COMMANDS = [
    ["status", "a.json"],
    ["status", "a.json", "--format", "json"],
    ["check", "a.json", "--against", "everything", "--all"],
    ["check", "a.json", "--against", "everything", "--format", "json"],
    ["check", "a.json"],
    ["moves", "a.json"],
    ["moves", "a.json", "--format", "json"],
    ["history", "a.json"],
    ["history", "a.json", "--format", "json"],
    ["audit", "a.json", "--all"],
    ["audit", "a.json", "--format", "json"],
    ["assess", "a.json", "--all"],
    ["assess", "a.json", "--format", "json"],
    ["standing", "a.json"],
    ["standing", "a.json", "--rules", "ogp", "--format", "json"],
    ["power", "a.json"],
    ["power", "a.json", "--format", "json"],
    ["accountability", "a.json"],
    ["accountability", "a.json", "--format", "json"],
    ["accountability", "a.json", "--format", "mermaid"],
    ["accountability", "a.json", "--format", "dot"],
    ["commitments", "a.json"],
    ["commitments", "a.json", "--format", "json"],
    *SIMULATING,
    ["diff", "a.json", "empty.json"],
    ["diff", "empty.json", "a.json", "--format", "json"],
    ["diagram", "a.json"],
    ["diagram", "a.json", "--format", "dot"],
    ["convert", "a.json", "-"],
    ["convert", "a.json", "-", "--to", "json"],
]


def with_secrets(p: Partnership) -> Partnership:
    """Return the partnership with a marked copy of every confidential record, each spoken of elsewhere."""
    changes: dict[str, tuple[Record, ...]] = {}
    about: list[str] = []
    for name in CONFIDENTIAL:
        secrets = [_marked(one, f"{MARKER}{i}") for i, one in enumerate(getattr(p, name))]
        changes[name] = (*getattr(p, name), *secrets)
        about += [f"{name}/{MARKER}{i}" for i in range(len(secrets))]
    spoken_of = Decision(id="spoken-of", question="Who?", on=dt.date(2020, 1, 1), about=about)
    return p.evolved(**changes, decisions=(*p.decisions, spoken_of))


def _marked(record: Record, marker: str) -> Record:
    """Return a record for the lead alone, with a marker in every text of it."""
    marked: dict[str, object] = {"disclosed_to": "lead"}
    for field in attrs.fields(type(record)):
        base, marks = unwrap(field.type)
        if base is str and not any(isinstance(mark, RefersTo) for mark in marks):
            marked[field.name] = marker
        elif base == tuple[str, ...]:
            marked[field.name] = (marker,)
    return attrs.evolve(record, **marked)


@settings(
    max_examples=15,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # shrinking would run every command a thousand times
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(p=partnerships(having=CONFIDENTIAL))
def test_no_command_gives_a_secret_away(p: Partnership, msp: Msp) -> None:
    """Neither in words nor as data, diagram, difference or dossier."""
    formats.dump(with_secrets(p), "a.json")
    formats.dump(Partnership(id=p.id, name=p.name), "empty.json")
    for command in COMMANDS:
        done = msp(*command, *ALL)
        assert done.status in ((0, 1, 2) if command in SIMULATING else (0, 1)), done.err
        assert MARKER not in done.out + done.err, command


@settings(
    max_examples=5,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(p=partnerships(having=CONFIDENTIAL))
def test_no_command_gives_a_secret_away_to_another_partner(p: Partnership, msp: Msp) -> None:
    """What two have told each other stays between them, also within the partnership."""
    secret = with_secrets(p)
    newcomer = Organisation(id="newcomer-org", name="Newcomer")
    outsider = Partner(id="newcomer", organisation="newcomer-org")
    secret = secret.evolved(
        organisations=(*secret.organisations, newcomer), partners=(*secret.partners, outsider)
    )
    formats.dump(secret, "a.json")
    formats.dump(
        Partnership(id=p.id, name=p.name, organisations=[newcomer], partners=[outsider]),
        "empty.json",
    )
    for command in COMMANDS:
        done = msp(*command, "--seen-by", "newcomer")
        assert done.status in ((0, 1, 2) if command in SIMULATING else (0, 1)), done.err
        assert MARKER not in done.out + done.err, command


def test_no_command_that_shows_a_dossier_is_forgotten(msp: Msp) -> None:
    """Whatever can be asked for somebody is asked above, apart from what only moves a partnership."""
    shows = {
        name
        for name in import_module("msp_lifecycle.cli.main").COMMANDS
        if "--seen-by VIEWER" in msp(name, "--help").out
    }
    assert shows == {one[0] for one in COMMANDS}


def test_the_secrets_would_be_seen_otherwise(msp: Msp) -> None:
    """The keeper finds in the same places what the public does not: the test above has something to find."""
    person = {"id": "a", "name": "A"}
    Path("a.json").write_text(
        json.dumps(
            {
                "msp_lifecycle": 1,
                "id": "p",
                "name": "P",
                "organisations": [person],
                "partners": [{"id": "a", "organisation": "a"}],
                "interests": [{"id": MARKER, "partner": "a", "kind": "red_line", "text": MARKER, "disclosed_to": "lead"}],
                "decisions": [{"id": "D", "question": "Q", "on": "2020-01-01", "about": [f"interests/{MARKER}"]}],
            }
        )
    )  # fmt: skip
    Path("empty.json").write_text('{"msp_lifecycle": 1, "id": "p", "name": "P"}')
    gives = {" ".join(one) for one in COMMANDS if MARKER in msp(*one).out}
    assert gives >= {"convert a.json -", "diff a.json empty.json"}
    assert not [one for one in COMMANDS if MARKER in msp(*one, *ALL).out]


@pytest.mark.parametrize("command", sorted({one[0] for one in COMMANDS}))
def test_every_command_that_shows_a_dossier_can_be_asked_for_somebody(
    command: str, msp: Msp
) -> None:
    """--seen-by is there wherever something is shown."""
    assert "--seen-by VIEWER" in msp(command, "--help").out
