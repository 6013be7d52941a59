"""Rewriting changes what has changed, and nothing else about a file."""

from __future__ import annotations

import datetime as dt
import json
import pathlib
import pickle
import re

import attrs
import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from msp_lifecycle.formats import (
    DossierChanged,
    DossierError,
    dump,
    dumps,
    load,
    loads,
    rewrite,
    rewriting,
    rewritten,
)
from msp_lifecycle.formats.nodes import Scalar
from msp_lifecycle.formats.yaml_reading import parse
from msp_lifecycle.records import RECORD_TYPES, Move, Organisation, Partnership, Typology


def commented(text: str) -> tuple[str, dict[str, str]]:
    """Put a comment above and at the end of every line; return it with the record that each belongs to."""
    owners = owner_of_lines(text)
    blocks = set(lines_in_blocks(text))
    lines: list[str] = []
    belongs: dict[str, str] = {}
    for number, line in enumerate(text.split("\n")):
        above, behind = f"# above {number}", f"# behind {number}"
        if number not in blocks and line:
            margin = line[: len(line) - len(line.lstrip())]
            lines.append(margin + above)
            belongs[above] = owners.get(number, "")
        if number + 1 in blocks or number in blocks or not line:
            lines.append(line)
        else:
            lines.append(f"{line}  {behind}")
            belongs[behind] = owners.get(number, "")
    return "\n".join(lines), belongs


def owner_of_lines(text: str) -> dict[int, str]:
    owners = {}
    for entry in parse(text, "").root.entries:
        if entry.key.value in RECORD_TYPES:
            for item in entry.value.items:
                last = text.count("\n", 0, item.end)
                for line in range(text.count("\n", 0, item.start), last + 1):
                    owners[line] = (
                        f"{entry.key.value}/{item.get('id') and item.get('id').value.value}"
                    )
    return owners


def lines_in_blocks(text: str):
    """Yield the lines of texts that are written as blocks: a comment there would be text."""

    def scalars(node):
        if isinstance(node, Scalar):
            yield node
        for entry in getattr(node, "entries", ()):
            yield from scalars(entry.value)
        for item in getattr(node, "items", ()):
            yield from scalars(item)

    for node in scalars(parse(text, "").root):
        if text[node.start : node.start + 1] == "|":
            first = text.count("\n", 0, node.start)
            yield from range(first + 1, text.count("\n", 0, node.end) + 1)


def untouched(old, new) -> set[str]:
    return {
        f"{name}/{record.id}"
        for name in RECORD_TYPES
        for record in getattr(new, name)
        if hasattr(record, "id") and record in getattr(old, name)
    }


@given(data=st.data())
def test_rewriting_yaml_keeps_every_comment_of_untouched_records(data, changes):
    """The text says what is new, and the comments on and above what has not changed are all there."""
    old, new = data.draw(changes)
    text, belongs = commented(dumps(old, format="yaml"))
    assert loads(text, format="yaml") == old
    note(text)
    after = rewritten(text, new, format="yaml")
    note(after)
    assert loads(after, format="yaml") == new
    found = set(re.findall(r"# (?:above|behind) \d+$", after, re.MULTILINE))
    kept = untouched(old, new)
    lost = {comment for comment, owner in belongs.items() if owner in kept and comment not in found}
    assert not lost


@given(data=st.data())
def test_rewriting_json(data, changes):
    """The text says what is new, laid out as `dumps` would have done."""
    old, new = data.draw(changes)
    after = rewritten(dumps(old, format="json"), new, format="json")
    assert loads(after, format="json") == new
    assert [len(line) - len(line.lstrip()) for line in after.split("\n")] == [
        len(line) - len(line.lstrip())
        for line in dumps(loads(after, format="json"), format="json").split("\n")
    ]


@given(data=st.data())
def test_rewriting_yaml_with_brackets(data, changes):
    """JSON is YAML too, with brackets around everything."""
    old, new = data.draw(changes)
    after = rewritten(dumps(old, format="json"), new, format="yaml")
    assert loads(after, format="yaml") == new


BY_HAND = (pathlib.Path(__file__).parent.parent / "corpus" / "v1" / "by_hand.yaml").read_text()


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
@given(data=st.data())
def test_rewriting_yaml_that_people_wrote(newline, data, successors):
    """Whatever they like to write, and whatever has changed."""
    text = BY_HAND.replace("\n", newline)
    new = data.draw(successors(loads(text, format="yaml")))
    after = rewritten(text, new, format="yaml")
    note(after)
    assert loads(after, format="yaml") == new
    assert after.startswith(
        f"---{newline}# Written by people: every way of YAML that is taken.{newline}"
    )
    assert after.count("\n") == after.count(newline)


HEAD = "msp_lifecycle: 1\nid: gcd\nname: Dialogue\n"
START = Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")
ADVANCE = Move(kind="advance", on=dt.date(2021, 5, 1), to="design")


def edited(text: str, form: str = "yaml", **changes: object) -> str:
    """Return a text rewritten with some fields changed, and make sure that it says so."""
    new = loads(text, format=form).evolved(**changes)
    after = rewritten(text, new, format=form)
    assert loads(after, format=form) == new
    return after


def test_nothing_changes_where_nothing_has_changed():
    """Not a space, however it is written."""
    for path in (pathlib.Path(__file__).parent.parent / "corpus").glob("v*/*"):
        form = "json" if path.suffix == ".json" else "yaml"
        text = path.read_text()
        assert rewritten(text, loads(text, format=form), format=form) == text


def test_a_value_changes_in_its_line():
    """Spaces and comments around it stay."""
    assert edited(HEAD.replace("Dialogue", "Dialogue   # working title"), name="Global") == (
        HEAD.replace("Dialogue", "Global   # working title")
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("note: a # c\n", "note: b c # c\n"),
        ("note: 'a' # c\n", "note: b c # c\n"),
        ("note: |\n  a\n  a\n# c\n", "note: b c\n# c\n"),
        ("note: >-\n  a\n\n# c\n", "note: b c\n\n# c\n"),
        ("note: a\n  a # c\n", "note: b c # c\n"),
        ("note: |+ # all of it\n  a\n\n# c\n", "note: b c\n# c\n"),
        ("note: | # + is no sign here\n  a\n\n# c\n", "note: b c\n\n# c\n"),
        ("note: |+\n  a\n\nhost: ~\n", "note: b c\nhost: ~\n"),
    ],
)
def test_a_text_changes(before, after):
    """However it was written."""
    assert edited(HEAD + before, note="b c") == HEAD + after


def test_a_text_of_several_lines_takes_the_place_of_one():
    """The comment behind it moves up, or it would become text."""
    assert (
        edited(HEAD + "note: a # c\nhost: ~\n", note="a\nb")
        == HEAD + "note: |- # c\n  a\n  b\nhost: ~\n"
    )


@pytest.mark.parametrize(
    "empty", ["announced:", "announced: ~", "announced: null", "announced:   # when?"]
)
def test_an_empty_value_is_filled(empty):
    """In its place."""
    after = edited(f"{HEAD}{empty}\nhost: ~\n", announced=dt.date(2020, 5, 1))
    comment = "   # when?" if "#" in empty else ""
    assert after == f"{HEAD}announced: 2020-05-01{comment}\nhost: ~\n"


def test_a_field_goes_with_its_line():
    """And with nothing else."""
    text = HEAD + "# above\nannounced: 2020-05-01 # behind\n# below\nhost: ~\n"
    assert edited(text, announced=None) == HEAD + "# above\n# below\nhost: ~\n"


def test_what_goes_without_saying_stays_said():
    """As long as it is true."""
    text = HEAD + "lifecycle: standard\naliases: []\ntypology: {}\n"
    assert edited(text, announced=START.on) == text.replace(
        "Dialogue", "Dialogue\nannounced: 2020-05-01"
    )
    assert "lifecycle: six_steps\n" in edited(text, lifecycle="six_steps")


def test_a_first_record():
    """An empty list becomes a list; a missing one goes where the writer would put it."""
    expected = "moves:\n  - kind: start\n    on: 2020-05-01\n    to: initiation\n"
    assert edited(HEAD, moves=[START]) == HEAD + expected
    assert edited(HEAD + "moves: [] # none\n", moves=[START]) == HEAD + expected.replace(
        ":\n", ": # none\n", 1
    )
    assert (
        edited(HEAD + "\nmoves: []\nwaivers: []\n", moves=[START])
        == HEAD + "\n" + expected + "waivers: []\n"
    )
    assert edited("# c\n\n" + HEAD, moves=[START]) == "# c\n\n" + HEAD + "\n" + expected


MOVES = """\
moves:
  # how it began
  - kind: start
    on: 2020-05-01  # a Friday
    to: initiation

# the end
"""


def test_a_move_is_added():
    """The case for which all this is made."""
    added = "  - kind: advance\n    on: 2021-05-01\n    to: design\n"
    after = edited(HEAD + MOVES, moves=[START, ADVANCE])
    assert after == HEAD + MOVES.replace("to: initiation\n", f"to: initiation\n{added}")


def test_a_move_is_added_to_a_file_without_a_last_newline():
    """And none is added to it."""
    after = edited((HEAD + MOVES).rpartition("\n\n")[0], moves=[START, ADVANCE])
    assert after.endswith("to: initiation\n  - kind: advance\n    on: 2021-05-01\n    to: design")


def test_the_margins_of_the_file_are_kept():
    """Dashes below their key, or far from what they introduce."""
    below = "moves:\n- kind: start\n  on: 2020-05-01\n  to: initiation\n"
    assert edited(HEAD + below, moves=[START, ADVANCE]) == (
        HEAD + below + "- kind: advance\n  on: 2021-05-01\n  to: design\n"
    )
    far = "moves:\n    -   kind: start\n        on: 2020-05-01\n        to: initiation\n"
    assert edited(HEAD + far, moves=[START, ADVANCE]) == (
        HEAD + far + "    - kind: advance\n      on: 2021-05-01\n      to: design\n"
    )
    inferred = edited(
        HEAD + far, moves=[Move(kind="start", on=START.on, to="initiation", inferred=True)]
    )
    assert inferred == HEAD + far + "        inferred: true\n"


def test_records_between_empty_lines_get_one_too():
    """A file keeps its look."""
    text = HEAD + "organisations:\n  - id: a\n    name: A\n\n  - id: b\n    name: B\n\nhost: a\n"
    three = [Organisation(id=one, name=one.upper()) for one in "abc"]
    assert edited(text, organisations=three) == text.replace("B\n", "B\n\n  - id: c\n    name: C\n")
    assert edited(text, organisations=three[:1]) == text.replace("\n  - id: b\n    name: B\n", "")


def test_windows_line_ends_stay():
    """All of them."""
    after = edited((HEAD + MOVES).replace("\n", "\r\n"), moves=[START, ADVANCE], name="Global")
    assert after.count("\r\n") == after.count("\n") == (HEAD + MOVES).count("\n") + 3


def test_records_change_places_with_their_comments():
    """On and above their lines."""
    text = (
        HEAD
        + "organisations:\n  # about a\n  - id: a # a\n    name: A\n  # about b\n  # and more\n"
        "  - id: b # b\n    name: B # bb\n# the end\n"
    )
    swapped = [Organisation(id="b", name="B"), Organisation(id="a", name="A")]
    assert edited(text, organisations=swapped) == (
        HEAD + "organisations:\n  # about b\n  # and more\n  - id: b # b\n    name: B # bb\n"
        "  # about a\n  - id: a # a\n    name: A\n# the end\n"
    )


BRACKETS = (
    HEAD
    + """\
aliases: [a,   # the first
  b, c]        # the last
organisations: [{id: itu, name: ITU}]
typology: {mode: advocacy}
"""
)


def test_inside_brackets():
    """They stay, and so do the comments between them."""
    assert "aliases: [a,   # the first\n  x, c, d]        # the last\n" in edited(
        BRACKETS, aliases=["a", "x", "c", "d"]
    )
    assert "aliases: [   # the first\n  b, ]        # the last\n" in edited(BRACKETS, aliases=["b"])
    assert "aliases: [z, a,   # the first" in edited(BRACKETS, aliases=["z", "a", "b", "c"])
    assert "aliases" not in edited(BRACKETS, aliases=[])
    two = [Organisation(id="itu", name="ITU", country="CH"), Organisation(id="b", name="B: b")]
    assert '[{id: itu, name: ITU, country: CH}, {id: b, name: "B: b"}]\n' in edited(
        BRACKETS, organisations=two
    )
    assert "typology: {mode: advocacy, levels: [global]}\n" in edited(
        BRACKETS, typology=Typology(levels=["global"], mode="advocacy")
    )


def test_a_pair_that_needs_no_braces():
    """`[partner: itu]` is a list with a mapping in it; it gets its braces when it grows."""
    text = HEAD + (
        "organisations: [{id: itu, name: ITU}]\npartners: [{id: itu, organisation: itu}]\n"
        "roles:\n  - id: r\n    name: R\n    holders: [partner: itu]\n"
    )
    role = loads(text, format="yaml").roles[0]
    grown = attrs.evolve(role, holders=[attrs.evolve(role.holders[0], note="new")])
    assert "holders: [{partner: itu, note: new}]\n" in edited(text, roles=[grown])


def test_json_keeps_its_layout():
    """Indented by tabs, not at all, or each record on a line of its own."""
    p = Partnership(id="gcd", name="Dialogue é", moves=[START])
    for layout in (
        {"indent": "\t"},
        {"indent": 4},
        {},
        {"separators": (",", ":")},
        {"ensure_ascii": True},
    ):
        text = json.dumps(json.loads(dumps(p, format="json")), **{"ensure_ascii": False, **layout})
        new = p.evolved(moves=[START, ADVANCE], name="Global é")
        expected = json.dumps(
            json.loads(dumps(new, format="json")), **{"ensure_ascii": False, **layout}
        )
        assert rewritten(text, new, format="json") == expected
    compact = '{\n "msp_lifecycle": 1, "id": "a", "name": "A",\n "organisations": [\n  {"id": "o",  "name": "O"}\n ]\n}\n'
    after = rewritten(compact, loads(compact, format="json").evolved(aliases=["x"]), format="json")
    assert '{"id": "o",  "name": "O"}' in after


def test_json_keeps_numbers_as_they_are():
    """Unless they have changed."""
    text = (
        '{"msp_lifecycle": 1, "id": "a", "name": "A", "organisations": [{"id": "o", "name": "O"}], '
        '"fundings": [{"id": "f", "source": "o", "money": {"amount": 1.50, "currency": "EUR"}}]}'
    )
    assert '"amount": 1.50' in edited(text, "json", name="B")


class TestFile:
    """`rewrite` on disk."""

    def test_rewrites(self, tmp_path):
        """And keeps the byte order mark that some editor wants."""
        path = tmp_path / "gcd.yaml"
        path.write_bytes(b"\xef\xbb\xbf" + HEAD.encode())
        path.chmod(0o640)
        rewrite(path, load(path).evolved(moves=[START]))
        assert path.read_bytes().startswith(b"\xef\xbb\xbfmsp_lifecycle: 1\n")
        assert load(path).moves == (START,)
        assert path.stat().st_mode & 0o777 == 0o640
        assert [*tmp_path.iterdir()] == [path]

    def test_leaves_a_file_alone_that_says_it_already(self, tmp_path, monkeypatch):
        """Not even its date changes."""
        path = tmp_path / "gcd.yaml"
        path.write_text(HEAD)
        monkeypatch.setattr(rewriting, "write_bytes", lambda *_: pytest.fail("written"))
        rewrite(path, load(path))

    def test_refuses_if_the_file_says_something_else_by_now(self, tmp_path):
        """Somebody else's work is not overwritten; a comment of theirs is no contradiction."""
        path = tmp_path / "gcd.yaml"
        path.write_text(HEAD)
        was = load(path)
        theirs = HEAD.replace("Dialogue", "Theirs")
        path.write_text(theirs)
        with pytest.raises(
            DossierChanged, match=r"gcd\.yaml: has changed since it was read"
        ) as caught:
            rewrite(path, was.evolved(moves=[START]), was=was)
        assert path.read_text() == theirs
        assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems
        path.write_text(HEAD + "# theirs\n")
        rewrite(path, was.evolved(moves=[START]), was=was)
        assert path.read_text().endswith("# theirs\n")

    def test_refuses_if_the_file_changes_under_its_hands(self, tmp_path, monkeypatch):
        """Between reading and writing."""
        path = tmp_path / "gcd.yaml"
        path.write_text(HEAD)
        real = rewriting.rewritten

        def slow(*args, **kwargs):
            path.write_text(HEAD + "# theirs\n")
            return real(*args, **kwargs)

        monkeypatch.setattr(rewriting, "rewritten", slow)
        with pytest.raises(DossierChanged):
            rewrite(path, load(path).evolved(moves=[START]))
        assert path.read_text() == HEAD + "# theirs\n"

    def test_writes_nothing_that_it_cannot_read_back(self, tmp_path, monkeypatch):
        """A mistake of ours costs nobody a dossier."""
        path = tmp_path / "gcd.yaml"
        path.write_text(HEAD)
        from msp_lifecycle.formats import yaml_rewriting

        monkeypatch.setattr(yaml_rewriting, "rewritten", lambda text, *_: (text + "x", True))
        with pytest.raises(DossierError, match="cannot be changed in its present form"):
            rewrite(path, load(path).evolved(moves=[START]))
        assert path.read_text() == HEAD

    def test_says_when_a_dossier_has_become_too_large(self, tmp_path):
        """YAML ends earlier than JSON."""
        path = tmp_path / "gcd.yaml"
        path.write_text(HEAD)
        with pytest.raises(DossierError, match="convert the dossier to JSON"):
            rewrite(path, load(path).evolved(note="x" * 500_000))
        with pytest.raises(DossierError, match="convert the dossier to JSON"):
            dump(load(path).evolved(note="x" * 500_000), path)
        assert path.read_text() == HEAD
