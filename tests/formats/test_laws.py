"""Reading undoes writing, for every partnership and both formats."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.formats import dumps, from_mapping, loads, to_mapping


@pytest.mark.parametrize("form", ["yaml", "json"])
@given(data=st.data())
def test_reading_undoes_writing(data, partnerships, form):
    """`loads(dumps(p)) == p`, to the last digit and blank."""
    partnership = data.draw(partnerships)
    text = dumps(partnership, format=form)
    again = loads(text, format=form)
    assert again == partnership
    assert dumps(again, format=form) == text


@given(data=st.data())
def test_a_mapping_survives_any_json_library(data, partnerships):
    """What `to_mapping` returns goes through plain `json` and comes back equal."""
    partnership = data.draw(partnerships)
    assert from_mapping(json.loads(json.dumps(to_mapping(partnership)))) == partnership
