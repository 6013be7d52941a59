"""Whatever a text holds, it is read or refused with problems: nothing else ever comes out."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.formats import DossierError, dumps, from_mapping, loads, to_mapping

PIECES = st.sampled_from(
    ["msp_lifecycle: 1\n", "id: a\n", "name: A\n", "organisations:\n", "  - id: o\n", "    name: O\n", "-", ":", " ", "\n",
     "  ", "\t", "[", "]", "{", "}", ",", "'", '"', "|", ">", "#", "&a", "*a", "!a", "?", "%", "---", "...", "\\", "<<", "~",
     "null", "1", "\x85", "\u2028", "\ufeff", "\r", "é", "\U0001f600"]
)  # fmt: skip


def read(text: str | bytes, form: str) -> None:
    """Read a text; where that fails, demand problems with messages of one line and sane length."""
    problems = ()
    try:
        loads(text, format=form)
    except DossierError as error:
        problems = error.problems or pytest.fail("an error without a problem")
    for problem in problems:
        assert problem.message
        assert "cannot be read" not in problem.message
        assert len(str(problem)) < 1_500
        assert str(problem).isprintable()


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60) | st.binary(max_size=60))
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_any_text(form, text):
    """Nonsense is refused."""
    read(text, form)


@pytest.mark.parametrize("form", ["yaml", "json"])
@given(data=st.data())
def test_a_sound_text_with_a_slip_of_the_finger(form, data, partnerships):
    """A character too many, too few or another, anywhere."""
    text = dumps(data.draw(partnerships), format=form)
    place = data.draw(st.integers(0, len(text)))
    wrong = text[:place] + data.draw(PIECES) + text[place + data.draw(st.integers(0, 3)) :]
    read(wrong, form)
    read(wrong.encode("utf-8", "surrogatepass"), form)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("a"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(data=st.data())
def test_a_sound_mapping_with_anything_anywhere(data, partnerships):
    """What the fast reader refuses, the slow one explains."""
    mapping = to_mapping(data.draw(partnerships))
    holder = mapping
    while True:
        key = data.draw(
            st.sampled_from([*holder] if isinstance(holder, dict) else range(len(holder)))
        )
        if isinstance(holder[key], (dict, list)) and holder[key] and data.draw(st.booleans()):
            holder = holder[key]
            continue
        holder[key] = data.draw(JSON)
        break
    message = ""
    try:
        from_mapping(mapping)
    except DossierError as error:
        message = str(error)
    assert "cannot be read" not in message
    read(json.dumps(mapping), "json")


def test_nothing_heavy_is_imported_before_a_dossier_is_read():
    """`import msp_lifecycle` stays quick, and JSON needs no YAML."""
    script = """
import sys
heavy = lambda: sorted({name.partition(".")[0] for name in sys.modules} & {"cattrs", "cattr", "ruamel"})
import msp_lifecycle, msp_lifecycle.formats as formats
assert not heavy(), heavy()
formats.json_schema()
text = '{"msp_lifecycle": 1, "id": "a", "name": "A"}'
p = formats.loads(text, format="json")
assert heavy() == ["cattrs"], heavy()
formats.dumps(p, format="yaml")
assert heavy() == ["cattrs"], heavy()
formats.loads(text, format="yaml")
assert heavy() == ["cattrs", "ruamel"], heavy()
"""
    subprocess.run([sys.executable, "-c", script], check=True)
