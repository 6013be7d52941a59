"""Starter dossiers that load as they are, and lead a beginner through the first phase."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from msp_lifecycle import formats
from msp_lifecycle.records import Partnership, Record
from msp_lifecycle.records.checks import shape, unwrap
from msp_lifecycle.records.partnership import RECORD_TYPES
from msp_lifecycle.records.record import Value

Msp = Callable[..., Any]
DAY = ("--on", "2026-02-02")


def uncommented(text: str) -> str:
    """Return a starter with the '# ' taken away from what is a record or a field of one, as its comment says."""
    return re.sub(r"^( *)# ( *(?:- )?\w+:(?: |$))", r"\1\2", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "size", [[], ["--minimal"], ["--full"]], ids=["starter", "minimal", "full"]
)
def test_every_starter_loads_as_it_is(size: list[str], msp: Msp) -> None:
    """Whoever saves it has a dossier, with comments that fit an editor."""
    done = msp("new", *size)
    assert (done.status, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 100
    partnership = formats.loads(done.out, format="yaml")
    assert partnership.moves == ()


def test_only_one_size_at_a_time(msp: Msp) -> None:
    """The last one given counts, as everywhere in a shell."""
    assert msp("new", "--full", "--minimal").out == msp("new", "--minimal").out


@pytest.mark.parametrize("size", [[], ["--minimal"]], ids=["starter", "minimal"])
def test_what_a_starter_says_first_can_be_done(size: list[str], msp: Msp) -> None:
    """`msp start` works on it, and `msp check` says what comes next."""
    Path("mine.yaml").write_text(msp("new", *size).out)
    assert msp("start", "mine.yaml", "--on", "2026-01-10", "--write").status == 0
    assert msp("status", "mine.yaml", *DAY).status == 0
    check = msp("check", "mine.yaml", *DAY)
    assert check.status == 1
    assert "To do:" in check.out


def test_the_full_starter_says_what_it_lacks(msp: Msp) -> None:
    """It holds no record at all, so there is nobody to start."""
    Path("mine.yaml").write_text(msp("new", "--full").out)
    refused = msp("start", "mine.yaml", "--on", "2026-01-10")
    assert refused.status == 1
    assert "A2.7" in refused.out


def test_the_examples_in_the_starter_open_the_next_move(msp: Msp) -> None:
    """With every block in use, the guard of Design is open: nothing in it is forgotten."""
    text = uncommented(msp("new").out)
    assert not [line for line in text.splitlines() if re.match(r" *# *- id:", line)]
    Path("mine.yaml").write_text(text)
    msp("start", "mine.yaml", "--on", "2026-01-10", "--write")
    check = msp("check", "mine.yaml", *DAY)
    assert "From Initiation to Design: OPEN" in check.out, check.out + check.err
    assert msp("advance", "mine.yaml", *DAY, "--write").status == 0


def test_each_block_of_the_starter_can_be_used_alone(msp: Msp) -> None:
    """A block uses nothing of another, so that a beginner can take them one by one."""
    text = msp("new").out
    head, _, tail = text.partition("# What follows is for later")
    blocks = [block for block in tail.split("\n\n") if uncommented(block) != block]
    assert len(blocks) >= 6
    for block in blocks:
        formats.loads(f"{head}\n{uncommented(block)}", format="yaml")


def _fields(cls: type) -> list[str]:
    """Return every field of a record class, those of the records within it included."""
    names: list[str] = []
    for field in attrs.fields(cls):
        if field.name in ("note", "evidence"):
            continue
        names.append(field.name)
        kind = unwrap(shape(unwrap(field.type)[0])[2])[0]
        if isinstance(kind, type) and issubclass(kind, Value):
            names += _fields(kind)
    return names


def test_the_full_starter_names_every_record_and_every_field(msp: Msp) -> None:
    """No collection and no field is left out, and each stands in the block of its record."""
    text = msp("new", "--full").out
    blocks = {
        found[1]: block[found.start() :]
        for block in text.split("\n\n")
        if (found := re.search(r"^# (\w+):$", block, flags=re.MULTILINE))
    }
    assert set(RECORD_TYPES) <= set(blocks)
    for name, cls in RECORD_TYPES.items():
        named = re.findall(r"^# +(?:- +)*(\w+):", blocks[name], flags=re.MULTILINE)
        assert named == [name, *_fields(cls)], name
    own = [one.name for one in attrs.fields(Partnership) if one.name not in RECORD_TYPES]
    assert all(re.search(rf"^(# )?{name}:", text, flags=re.MULTILINE) for name in own)
    assert issubclass(RECORD_TYPES["moves"], Record)


def test_the_full_starter_is_made_of_keys_that_there_are(msp: Msp) -> None:
    """With every comment mark taken away, only the placeholders are wrong: no key, and not the syntax."""
    text = re.sub(r"^# (?= *(- )?\w+:( |$))", "", msp("new", "--full").out, flags=re.MULTILINE)
    with pytest.raises(formats.DossierError) as wrong:
        formats.loads(text, format="yaml")
    kinds = {problem.kind for problem in wrong.value.problems}
    assert kinds <= {"value", "consistency"}, [
        str(one) for one in wrong.value.problems if one.kind in ("key", "syntax")
    ]
