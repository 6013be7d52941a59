"""The JSON Schema and the reader pass the same verdict, but for what a schema cannot know."""

from __future__ import annotations

import copy
import json
import re
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from msp_lifecycle.formats import DossierError, dumps, from_mapping, json_schema, loads, to_mapping
from msp_lifecycle.records import RECORD_TYPES, Partnership

SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

BEYOND_A_SCHEMA = (
    "lies before",  # the order of dates
    "a qualified majority needs one",  # a record as a whole
    "has two ballots",
    "two steps have the id",
    "leads to no step",
    r"^expected a decimal number.* found '[0-9.eE+-]+'$",  # the bounds and digits of a number written as a text
    r"found the number |found a number of [\d,]+ (digits|characters)",  # a number beyond all measure
    r"found Decimal\('-?\d+\.0+'\)$",  # 5.0 is an integer to a schema
    r"half character U\+D",  # half a character
)


def verdict(text: str) -> bool | None:
    """Return whether the reader takes a text; None where it refuses it for reasons that no schema can know."""
    try:
        loads(text, format="json")
    except DossierError as error:
        known = [
            problem
            for problem in error.problems
            if problem.kind != "consistency"
            and not any(re.search(one, problem.message) for one in BEYOND_A_SCHEMA)
        ]
        return False if known else None
    return True


def valid(text: str) -> bool:
    return VALIDATOR.is_valid(json.loads(text))


def test_the_schema_is_one():
    """And it can be written as JSON."""
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_every_field_is_described():
    """Editors show these sentences."""
    objects = [SCHEMA, *(one for one in SCHEMA["$defs"].values() if "properties" in one)]
    assert len(objects) > len(RECORD_TYPES)
    for one in objects:
        assert one["title"]
        assert one["description"]
        assert one["additionalProperties"] is False
        assert [name for name, field in one["properties"].items() if not field["description"]] == []


def test_a_caller_may_change_the_schema():
    """It is made afresh each time."""
    json_schema()["properties"].clear()
    assert json_schema() == SCHEMA


@given(data=st.data())
def test_what_is_written_is_valid(data, partnerships):
    """In both formats: YAML has quotes wherever the schema wants a text."""
    partnership = data.draw(partnerships)
    assert valid(dumps(partnership, format="json"))
    from ruamel.yaml import YAML

    tree = YAML(typ="safe", pure=True)
    tree.constructor.yaml_constructors.pop("tag:yaml.org,2002:timestamp", None)
    tree.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: node.value)
    assert VALIDATOR.is_valid(tree.load(dumps(partnership, format="yaml")))


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.just(10**70), st.sampled_from([0.5, -0.5, 1e300, 5.0]),
    st.sampled_from(["", " ", "a", "NO", "NO\n", "1.5", "-1", "1e400", "2020-01-01", "2020-01-01\n", "20200101", "2020-02-30",
                     "2020-01-01T00:00:00", "en", "EUR", "lead", "all", "design", "Design", "a\x00b", "a\x7f", "\u00a0", "x" * 65]),
    st.just([]), st.just({}), st.just(["a"]), st.just({"a": 1}), st.just([None]), st.just(["NO", 1]),
)  # fmt: skip


def places(value: object, path: tuple = ()):
    """Yield the path of everything within plain data."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, one in inner:
        yield (*path, step)
        yield from places(one, (*path, step))


@given(data=st.data())
def test_schema_and_reader_agree(data, partnerships):
    """Whatever is changed anywhere in a sound dossier."""
    mapping = copy.deepcopy(to_mapping(data.draw(partnerships)))
    for _ in range(data.draw(st.integers(1, 2))):
        *path, last = data.draw(st.sampled_from([*places(mapping)]))
        holder = mapping
        for step in path:
            holder = holder[step]
        change = data.draw(st.sampled_from(["value", "value", "value", "gone", "name"]))
        if change == "value":
            holder[last] = data.draw(VALUES)
        elif change == "gone" or not isinstance(holder, dict):
            del holder[last]
        else:
            holder[f"{last}x"] = holder.pop(last)
        if not mapping:
            break
    text = json.dumps(mapping)
    assert verdict(text) in (None, valid(text))


HEAD = {"msp_lifecycle": 1, "id": "a", "name": "A"}
GOOD = [
    HEAD,
    {**HEAD, "host": None, "typology": {"legal_entity": None}},
    {**HEAD, "organisations": [], "aliases": []},
    {**HEAD, "name": "Ünï \U0001f600\n\t\u0085"},
    {**HEAD, "languages": ["en", "pt-BR"]},
]
BAD = [
    [], "a", None, {}, {**HEAD, "msp_lifecycle": 2}, {**HEAD, "msp_lifecycle": True}, {**HEAD, "msp_lifecycle": "1"},
    {**HEAD, "id": "a b"}, {**HEAD, "id": "a\n"}, {**HEAD, "name": " "}, {**HEAD, "name": "\u00a0"}, {**HEAD, "name": 5},
    {**HEAD, "name": "a\x1b[31m"}, {**HEAD, "note": "\x7f"}, {**HEAD, "note": None}, {**HEAD, "aliases": None},
    {**HEAD, "aliases": "a"}, {**HEAD, "languages": ["EN"]}, {**HEAD, "announced": "2020-1-1"}, {**HEAD, "extra": 1},
    {**HEAD, "announced": "2020-02-30"}, {**HEAD, "announced": "2020-01-01T00:00:00"}, {**HEAD, "typology": None},
    {**HEAD, "typology": {"legal_entity": 1}}, {**HEAD, "typology": {"mode": "other"}}, {**HEAD, "moves": [{}]},
]  # fmt: skip


@pytest.mark.parametrize("dossier", GOOD, ids=range(len(GOOD)))
def test_good_ones(dossier):
    """Both take them."""
    assert verdict(json.dumps(dossier)) is True
    assert valid(json.dumps(dossier))


@pytest.mark.parametrize("dossier", BAD, ids=range(len(BAD)))
def test_bad_ones(dossier):
    """Both refuse them."""
    assert verdict(json.dumps(dossier)) is False
    assert not valid(json.dumps(dossier))


AMOUNTS = [
    0,
    1,
    1.5,
    "0",
    "1.50",
    "1E+3",
    -1,
    -0.5,
    "-1",
    "1,5",
    "",
    "NaN",
    "+1",
    ".5",
    "01",
    True,
    None,
    [],
    "\uff11",
]


@pytest.mark.parametrize("amount", AMOUNTS, ids=range(len(AMOUNTS)))
def test_amounts(amount):
    """As numbers and as texts."""
    dossier = {**HEAD, "organisations": [{"id": "o", "name": "O"}], "fundings": [
        {"id": "f", "source": "o", "money": {"amount": amount, "currency": "EUR"}}]}  # fmt: skip
    text = json.dumps(dossier)
    assert (verdict(text) is True) == valid(text)


def test_the_schema_follows_the_classes():
    """Nothing in it is written by hand: enums, patterns, defaults and what is required come from the annotations."""
    partner = SCHEMA["$defs"]["Partner"]
    assert partner["required"] == ["id", "organisation"]
    assert partner["properties"]["status"]["enum"] == ["candidate", "invited", "active", "observer"]
    assert partner["properties"]["status"]["default"] == "active"
    assert partner["properties"]["left"]["type"] == ["string", "null"]
    assert SCHEMA["properties"]["partners"]["items"] == {"$ref": "#/$defs/Partner"}
    assert "NO" in SCHEMA["$defs"]["Organisation"]["properties"]["country"]["enum"]
    assert None in SCHEMA["$defs"]["Organisation"]["properties"]["country"]["enum"]
    assert {*SCHEMA["properties"]} == {
        "msp_lifecycle",
        *(one.name for one in attrs.fields(Partnership)),
    }


def test_decimals_are_texts_in_json():
    """So that no program loses their digits."""
    mapping = {**HEAD, "organisations": [{"id": "o", "name": "O"}], "fundings": [
        {"id": "f", "source": "o", "money": {"amount": Decimal("0.10"), "currency": "EUR"}}]}  # fmt: skip
    assert '"amount": "0.10"' in dumps(from_mapping(mapping), format="json")
    assert "amount: 0.10" in dumps(from_mapping(mapping), format="yaml")
