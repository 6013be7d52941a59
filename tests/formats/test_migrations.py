"""Old dossiers stay readable for ever."""

from __future__ import annotations

import json
import pathlib

import pytest

from msp_lifecycle.formats import DossierError, dumps, load, loads, rewrite
from msp_lifecycle.formats.migrations import CURRENT, MIGRATIONS
from msp_lifecycle.records import RECORD_TYPES

CORPUS = pathlib.Path(__file__).parent.parent / "corpus"


def from_0(old):
    """In version 0, which there never was, members were partners and had a `since`."""
    members = [
        {("joined" if key == "since" else key): value for key, value in one.items()}
        for one in old.pop("members", [])
    ]
    return {**old, "partners": members}


@pytest.fixture
def version_0(monkeypatch):
    monkeypatch.setitem(MIGRATIONS, 0, from_0)


OLD = """\
msp_lifecycle: 0
id: gcd
name: Dialogue
organisations: [{id: itu, name: ITU}]
members:
  - id: itu
    organisation: itu
    since: 2020-01-01
    lead: true
"""


@pytest.mark.usefixtures("version_0")
def test_an_old_dossier_is_read_as_a_new_one():
    """What a scalar means is decided after the migration, when it is known what is expected in its place."""
    read = loads(OLD, format="yaml")
    assert read.partners[0].joined.isoformat() == "2020-01-01"
    assert read.partners[0].lead is True
    old = {"msp_lifecycle": 0, "id": "gcd", "name": "Dialogue", "organisations": [{"id": "itu", "name": "ITU"}],
           "members": [{"id": "itu", "organisation": "itu", "since": "2020-01-01", "lead": True}]}  # fmt: skip
    assert loads(json.dumps(old), format="json") == read


@pytest.mark.usefixtures("version_0")
def test_a_problem_in_an_old_dossier_is_found_near_its_place():
    """A path that the migration has changed is looked for as far as it goes."""
    with pytest.raises(DossierError) as caught:
        loads(OLD.replace("2020-01-01", "soon").replace("ITU", "''"), format="yaml", name="d")
    assert [str(problem) for problem in caught.value.problems] == [
        "d:1:1: partners[0].joined: expected a date as YYYY-MM-DD; found soon",
        "d:4:33: organisations[0].name: expected some text; found ''",
    ]


@pytest.mark.usefixtures("version_0")
def test_an_old_dossier_is_not_rewritten_in_place(tmp_path):
    """Half of it would be in one version, and half in another."""
    path = tmp_path / "gcd.yaml"
    path.write_text(OLD)
    with pytest.raises(
        DossierError, match="version 0 of the format is old; write the dossier afresh"
    ):
        rewrite(path, load(path).evolved(name="Other"))
    assert path.read_text() == OLD


@pytest.mark.usefixtures("version_0")
def test_versions_that_there_are_not():
    """The message names those there are."""
    with pytest.raises(DossierError, match="of which there are: 0, 1; found -1"):
        loads("msp_lifecycle: -1\nid: a\nname: A\n", format="yaml")


def test_there_is_a_migration_for_every_old_version():
    """And a corpus of dossiers for every version there has been."""
    assert sorted(MIGRATIONS) == list(range(1, CURRENT))
    for version in range(1, CURRENT + 1):
        assert any((CORPUS / f"v{version}").iterdir())


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("v*/*.yaml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_the_corpus(path):
    """Each old dossier says today what it said then; beside it stands the same in JSON, written at that time."""
    read = load(path)
    assert read == load(path.with_suffix(".json"))
    for form in ("yaml", "json"):
        assert loads(dumps(read, format=form), format=form) == read


def test_the_corpus_has_every_collection_of_version_1():
    """So that no renaming goes unnoticed."""
    full = load(CORPUS / "v1" / "full.yaml")
    assert [name for name in RECORD_TYPES if not getattr(full, name)] == []
