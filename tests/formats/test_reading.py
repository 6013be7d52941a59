"""What is refused, where it is found, and what is said about it."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from decimal import Decimal

import pytest
from ids import plain

from msp_lifecycle.errors import MspError, UnknownName
from msp_lifecycle.formats import DossierError, Problem, from_mapping, load, loads
from msp_lifecycle.formats.problems import SHOWN

HEAD = "msp_lifecycle: 1\nid: gcd\nname: Dialogue\n"
JSON_HEAD = '"msp_lifecycle": 1, "id": "gcd", "name": "Dialogue"'


def problems_in(text: str | bytes, form: str = "yaml") -> list[str]:
    with pytest.raises(DossierError) as caught:
        loads(text, format=form, name="d")
    return [str(problem) for problem in caught.value.problems]


def yaml(text: str):
    return loads(HEAD + text, format="yaml")


ORGANISATION = "organisations:\n  - id: itu\n    name: ITU\n"

WRONG_VALUES = {
    "country: Norge": "expected an ISO 3166 country code of two letters such as NO; found Norge",
    'country: ["NO"]': "expected an ISO 3166 country code of two letters such as NO; found a list",
    "sector: busines": "expected one of public, business, civil_society, academia, intergovernmental; "
    "found busines; did you mean 'business'?",
    "region:": 'expected text; found nothing; write "" for no text',
    "region: ~": "expected text; found ~; put it in quotes if that is the text",
    "region: null": "expected text; found null; put it in quotes if that is the text",
    "region: [a]": "expected text; found a list",
    "region: {a: b}": "expected text; found a mapping",
    "languages: en": "expected a list; found en",
    "languages:": "expected a list; found nothing; leave the key out, or write []",
    "languages: {en: 1}": "expected a list; found a mapping",
    "parent: [itu]": "expected an id of organisations; found a list",
    "decision_days: -1": "expected a whole number of at least 0; found -1",
    "decision_days: 1.5": "expected a whole number of at least 0; found 1.5",
    "decision_days: 5.0": "expected a whole number of at least 0; found 5.0",
    "decision_days: 0x1F": "expected a whole number of at least 0; found 0x1F",
    "decision_days: 0o17": "expected a whole number of at least 0; found 0o17",
    "decision_days: 007": "expected a whole number of at least 0; found 007",
    "decision_days: 1_000": "expected a whole number of at least 0; found 1_000",
    "decision_days: ٣": "expected a whole number of at least 0; found ٣",
    'decision_days: "5"': "expected a whole number of at least 0; found '5'",
    "decision_days: true": "expected a whole number of at least 0; found true",
    "decision_days: .nan": "expected a whole number of at least 0; found .nan",
}


@pytest.mark.parametrize(("line", "message"), WRONG_VALUES.items(), ids=plain(WRONG_VALUES))
def test_a_wrong_value_in_yaml(line, message):
    """Each is refused in its place, with what was expected and what was found."""
    [problem] = problems_in(f"{HEAD}{ORGANISATION}    {line}\n")
    key = line.partition(":")[0]
    column = len(f"    {line}".removesuffix(":")) + 2 if line.endswith(":") else len(key) + 7
    assert problem == f"d:7:{column}: organisations[0].{key}: {message}"


WRONG_IN_JSON = {
    '"country": 5': "expected an ISO 3166 country code of two letters such as NO; found 5",
    '"region": null': "expected text; found null",
    '"region": 5': "expected text; found 5",
    '"region": true': "expected text; found true",
    '"region": false': "expected text; found false",
    '"region": "\\ud800"': "expected text, found the control character or half character U+D800 in it",
    '"region": "a\\u0000"': "expected text, found the control character or half character U+0000 in it",
    '"languages": "en"': "expected a list; found 'en'",
    '"languages": null': "expected a list; found null; leave the key out, or write []",
    '"decision_days": "5"': "expected a whole number of at least 0; found '5'",
    '"decision_days": true': "expected a whole number of at least 0; found true",
    '"decision_days": 5.0': "expected a whole number of at least 0; found Decimal('5.0')",
    '"decision_days": NaN': "expected a whole number of at least 0; found NaN",
    '"decision_days": -Infinity': "expected a whole number of at least 0; found -Infinity",
    f'"decision_days": {"9" * 5000}': "expected a whole number of at least 0; found a number of 5,000 digits",
}


@pytest.mark.parametrize(
    ("pair", "message"), WRONG_IN_JSON.items(), ids=[*map(str, range(len(WRONG_IN_JSON)))]
)
def test_a_wrong_value_in_json(pair, message):
    """Nothing is turned into something else."""
    organisation = f'{{"id": "itu", "name": "ITU",\n {pair}}}'
    [problem] = problems_in(f'{{{JSON_HEAD}, "organisations": [{organisation}]}}', "json")
    key = pair.split('"')[1]
    assert problem == f"d:2:{len(key) + 6}: organisations[0].{key}: {message}"


@pytest.mark.parametrize(
    "day",
    ["2020-02-30", "2020-1-1", "20200101", "2020-W01-1", "2020-01-01T00:00:00", "2020-01-01T00:00:00Z", "2020-01-01+01:00",
     "01/02/2020", "\u0662\u0660\u0662\u0660-01-01", "0000-01-01", "2020-01-01 ", "10000-01-01", ""],
)  # fmt: skip
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_day_is_written_in_one_way(day, form):
    """Datetimes, time zones, other digits and other forms of ISO 8601 are refused."""
    if form == "yaml":
        text = f'{HEAD}announced: "{day}"\n'
    else:
        text = f'{{{JSON_HEAD}, "announced": "{day}"}}'
    [problem] = problems_in(text, form)
    assert problem.endswith(f"announced: expected a date as YYYY-MM-DD; found {day!r}")


@pytest.mark.parametrize(
    "amount",
    ["1e400", "1E-61", "9" * 61, "1" * 10_000, "1e999999999999999999999", "NaN", "-1", "0x10"],
)
@pytest.mark.parametrize("template", ['"{}"', "{}"])
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_no_amount(amount, template, form):
    """Giants, negative amounts and what is no number are refused, quickly and in few words."""
    money = f'{{"amount": {template.format(amount)}, "currency": "EUR"}}'
    fundings = f'[{{"id": "f", "source": "itu", "money": {money}}}]'
    text = (
        f'{{{JSON_HEAD}, "organisations": [{{"id": "itu", "name": "I"}}], "fundings": {fundings}}}'
    )
    if (amount, template, form) == ("0x10", "{}", "json"):
        assert "not well-formed JSON" in problems_in(text, form)[0]
        return
    [problem] = problems_in(text, form)
    assert "fundings[0].money.amount: expected a decimal number of at least 0; found " in problem
    assert len(problem) < 200


def test_a_decimal_never_passes_through_a_float():
    """Digits and trailing zeros of numbers and texts are kept."""
    for amount in ("1200.50", "0.1", "12345678901234567890.123456789", "1E+3", '"0.10"'):
        money = f'{{"amount": {amount}, "currency": "EUR"}}'
        text = (
            f'{{{JSON_HEAD}, "organisations": [{{"id": "itu", "name": "I"}}],'
            f'"fundings": [{{"id": "f", "source": "itu", "money": {money}}}]}}'
        )
        for form in ("json", "yaml"):
            read = loads(text, format=form).fundings[0].money.amount
            assert str(read) == amount.strip('"')


def test_what_is_expected_decides_what_an_unquoted_scalar_means():
    """Norway is no falsehood, half past twelve no number, and a version no fraction."""
    read = yaml(
        "aliases: [NO, yes, 12:30, 1.10, 2024, 0x1F, 1e3, 2020-01-01, True, =]\n"
        "organisations:\n  - {id: 2024, name: 2024, country: NO, languages: [no], decision_days: 12}\n"
        "agreements:\n  - {id: 1.10, kind: mou, version: 1.10}\n"
        "typology:\n  legal_entity: true\nhost: ~\nannounced:\n"
    )
    assert read.aliases == (
        "NO",
        "yes",
        "12:30",
        "1.10",
        "2024",
        "0x1F",
        "1e3",
        "2020-01-01",
        "True",
        "=",
    )
    organisation = read.organisations[0]
    assert (organisation.id, organisation.name, organisation.country) == ("2024", "2024", "NO")
    assert organisation.languages == ("no",)
    assert organisation.decision_days == 12
    assert read.agreements[0].version == "1.10"
    assert read.typology.legal_entity is True
    assert read.host is None
    assert read.announced is None


@pytest.mark.parametrize("word", ["yes", "no", "True", "TRUE", "on", "1", '"true"', "y"])
def test_only_true_and_false_are_truths(word):
    """YAML 1.1 had 22 words for two values."""
    [problem] = problems_in(f"{HEAD}typology: {{legal_entity: {word}}}\n")
    assert "typology.legal_entity: expected true or false; found " in problem


def test_all_problems_are_reported_with_the_most_useful_first():
    """Keys before values before contradictions, each in the order of the file, and none twice."""
    text = """\
msp_lifecycle: 1
id: gcd
name: Dialogue
organisations:
  - id: itu
    name: ITU
    cuontry: CH
    sector: bank
  - id: itu
    name: Other
partners:
  - id: itu
    organisation: itu
    joined: 2021-01-01
    left: 2020-01-01
    invited: soon
  - id: who
    organisation: who
    organisation: who
    lead: yes
roles:
  - id: chair
moves:
  - kind: advance
    on: 2020-01-01
"""
    assert problems_in(text) == [
        "d:7:5: organisations[0].cuontry: unknown key 'cuontry'; did you mean 'country'?",
        "d:19:5: partners[1].organisation: the key 'organisation' stands here 2 times; keep one of them",
        "d:22:5: roles[0].name: the key 'name' is missing; expected some text",
        (
            "d:8:13: organisations[0].sector: expected one of public, business, civil_society, academia, "
            "intergovernmental; found bank"
        ),
        "d:15:11: partners[0].left: 2020-01-01 lies before joined (2021-01-01)",
        "d:16:14: partners[0].invited: expected a date as YYYY-MM-DD; found soon",
        "d:20:11: partners[1].lead: expected true or false; found yes",
        "d:9:5: organisations[1]: has the same id as organisations[0]: 'itu'",
        "d:19:19: partners[1].organisation: refers to 'who', but there is no such id in organisations",
        "d:24:5: moves[0]: advance cannot follow while the partnership is not started (at the start of its history)",
    ]


def test_a_record_that_cannot_be_read_still_has_its_id():
    """One wrong value is one problem, not one for everything that refers to the record."""
    text = HEAD + ORGANISATION + "    sector: bank\npartners:\n  - {id: itu, organisation: itu}\n"
    assert len(problems_in(text)) == 1


def test_no_contradictions_are_made_up_while_a_collection_cannot_be_read():
    """A misspelt collection is one problem."""
    text = (
        HEAD
        + ORGANISATION.replace("organisations", "organizations")
        + "partners:\n  - {id: itu, organisation: itu}\n"
    )
    assert problems_in(text) == [
        "d:4:1: organizations: unknown key 'organizations'; did you mean 'organisations'?"
    ]


def test_what_a_record_says_as_a_whole_has_a_place():
    """What the constructor refuses is found in the text as well."""
    text = (
        f"{HEAD}{ORGANISATION}partners:\n  - {{id: itu, organisation: itu}}\n"
        "decisions:\n  - id: D-1\n    question: Go?\n    on: 2020-01-01\n"
        "    ballots: [{partner: itu, choice: yes}, {partner: itu, choice: no}]\n"
        "decision_rules:\n  - id: R\n    method: qualified_majority\n"
    )
    assert problems_in(text) == [
        "d:13:14: decisions[0].ballots: 'itu' has two ballots",
        "d:15:5: decision_rules[0].threshold: a qualified majority needs one",
    ]


SYNTAX = {
    "": "d:1:1: the dossier is empty",
    "# nothing\n": "d:1:1: the dossier is empty",
    "a: b: c\n": "d:1:5: not well-formed YAML: mapping values are not allowed here; put a text that holds ': ' in quotes",
    "a:\n\tb: 1\n": "d:2:1: not well-formed YAML: found character '\\t' that cannot start any token; "
    "indent with spaces, and put a text that begins so in quotes",
    'a: "b\n': "d:2:1: not well-formed YAML: found unexpected end of stream; is there a quote that is never closed?",
    "a: !!str b\n": "d:1:4: not well-formed YAML: tags such as !!str are not taken",
    "a: !b c\n": "d:1:4: not well-formed YAML: tags such as !!str are not taken",
    "? [a]\n: b\n": "d:1:3: a key is a single word, not a list, mapping or alias",
    "a: \x07\n": "d:1:4: the control character or half character U+0007 stands here; take it out",
    "a: \ud800\n": "d:1:4: the control character or half character U+D800 stands here; take it out",
    "- a\n": "d:1:1: expected a mapping of keys to values; found a list",
    "a\n": "d:1:1: expected a mapping of keys to values; found a",
    "---\n": "d:2:1: expected a mapping of keys to values; found nothing",
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), SYNTAX.items(), ids=[*map(str, range(len(SYNTAX)))])
def test_ill_formed_yaml(text, message):
    """One message, in its place, with a hint."""
    assert problems_in(text) == [message]


NOT_TAKEN = {
    "aliases: [&x MSP]\n": "d:4:11: the anchor &x is not taken; leave it out",
    "aliases: &x [MSP]\n": "d:4:10: the anchor &x is not taken; leave it out",
    "typology: &x {}\n": "d:4:11: the anchor &x is not taken; leave it out",
    f"aliases: [&{'y' * 30} M]\n": f"d:4:11: the anchor &{'y' * 30} is not taken; leave it out",
    f"aliases: [&{'y' * 31} M]\n": f"d:4:11: the anchor &{'y' * 30}... is not taken; leave it out",
    "aliases: [&\u202eab M]\n": "d:4:11: the anchor &\\u202eab is not taken; leave it out",
    "typology: {<<: {}}\n": "d:4:12: merge keys (<<) are not taken; write the keys out",
    "---\nid: b\n": "d:4:1: a dossier is one document; take the rest out",
    "...\n---\nid: b\n": "d:5:1: a dossier is one document; take the rest out",
}


DEPTHS = [
    ("[" * 30_000, "json", "1:33"),
    ('{"a": ' * 30_000, "json", "1:193"),
    ("[[], {}, 1,\n" + "[" * 30_000, "json", "2:32"),
    ("[" * 40, "yaml", "1:34"),
    ("- " * 40, "yaml", "1:67"),
    ("{a: " * 40, "yaml", "1:130"),
    ("{" * 40, "yaml", "1:34"),  # a mapping as the key of a mapping
]


@pytest.mark.parametrize(("text", "form", "place"), DEPTHS, ids=[*map(str, range(len(DEPTHS)))])
def test_nesting(text, form, place):
    """The first bracket that is too deep is pointed at; what was closed before it does not count."""
    assert problems_in(text, form) == [f"d:{place}: nested more than 32 levels deep"]


@pytest.mark.parametrize(("text", "message"), NOT_TAKEN.items(), ids=plain(NOT_TAKEN))
def test_yaml_that_a_dossier_has_no_use_for(text, message):
    """Anchors, merge keys and second documents are refused, and nothing else is said of the rest."""
    assert problems_in(HEAD + text)[0] == message


def test_directives_and_aliases():
    """Each is reported, although the rest can be read."""
    found = problems_in("%YAML 1.1\n---\n" + HEAD + "aliases: [&x MSP, *x, *y]\n")
    assert found == [
        "d:1:1: directives such as %YAML are not taken; leave this line out",
        "d:6:11: the anchor &x is not taken; leave it out",
        "d:6:19: the alias *x is not taken; write out what it stands for",
        "d:6:23: the alias *y is not taken; write out what it stands for",
    ]


JSON_SYNTAX = {
    "": "d:1:1: the dossier is empty",
    " \n": "d:1:1: the dossier is empty",
    "{": "d:1:2: not well-formed JSON: expecting property name enclosed in double quotes",
    '{"a": 1}\n x': "d:2:2: not well-formed JSON: extra data",
    "{'a': 1}": "d:1:2: not well-formed JSON: expecting property name enclosed in double quotes",
    '{"a": "\x01"}': "d:1:8: the control character or half character U+0001 stands here; take it out",
    '{"a": "b\n"}': "d:1:9: not well-formed JSON: invalid control character",
    "[]": "d:1:1: expected a mapping of keys to values; found a list",
    "null": "d:1:1: expected a mapping of keys to values; found null",
    " 5": "d:1:2: expected a mapping of keys to values; found 5",
}


@pytest.mark.parametrize(
    ("text", "message"), JSON_SYNTAX.items(), ids=[*map(str, range(len(JSON_SYNTAX)))]
)
def test_ill_formed_json(text, message):
    """One message, in its place."""
    assert problems_in(text, "json") == [message]


def test_doubled_keys_in_json():
    """`json` itself would keep the last without a word."""
    text = f'{{{JSON_HEAD}, "name": "Other",\n"typology": {{"mode": "advocacy", "mode": "operational"}}}}'
    assert problems_in(text, "json") == [
        "d:1:55: name: the key 'name' stands here 2 times; keep one of them",
        "d:2:34: typology.mode: the key 'mode' stands here 2 times; keep one of them",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfea\x00", "d: the text is UTF-16; save it as UTF-8"),
        (
            b"msp_lifecycle: 1\nid: \xe9\n",
            "d:2:5: the byte 0xE9 is no UTF-8; save the text as UTF-8",
        ),
        (b"id: \xed\xa0\x80\n", "d:1:5: the byte 0xED is no UTF-8; save the text as UTF-8"),
    ],
)
def test_what_is_no_utf8(data, message):
    """The place is that of the byte."""
    assert problems_in(data) == [message]


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_a_byte_order_mark_is_dropped(form):
    """Some editors write one, and nobody sees it."""
    text = {"yaml": HEAD, "json": f"{{{JSON_HEAD}}}"}[form]
    assert loads(b"\xef\xbb\xbf" + text.encode(), format=form).id == "gcd"
    assert loads("\ufeff" + text, format=form).id == "gcd"


VERSIONS = {
    "": "d:1:1: msp_lifecycle: no dossier without the format version; begin it with msp_lifecycle: 1",
    "msp_lifecycle: 2\n": "d:1:16: msp_lifecycle: written in version 2 of the format, and this release reads up to 1; "
    "upgrade with: pip install --upgrade msp-lifecycle",
    "msp_lifecycle: 0\n": "d:1:16: msp_lifecycle: expected a version of the format, of which there are: 1; found 0",
    "msp_lifecycle: 1.0\n": "d:1:16: msp_lifecycle: expected a version of the format, of which there are: 1; found 1.0",
    "msp_lifecycle: true\n": "d:1:16: msp_lifecycle: expected a version of the format, of which there are: 1; found true",
}


@pytest.mark.parametrize(("line", "message"), VERSIONS.items(), ids=plain(VERSIONS))
def test_the_version_of_the_format(line, message):
    """It must be there, and known; a newer one asks for an upgrade."""
    assert problems_in(line + "id: gcd\nname: Dialogue\n") == [message]


def test_a_newer_version_says_nothing_else():
    """What is unknown in it may be known by then."""
    assert len(problems_in("msp_lifecycle: 2\nnew_key: 1\n")) == 1


def test_twenty_problems_are_shown_and_all_are_there():
    """The message stays readable, and a program gets them all."""
    names = "".join(f"  - id: o{i}\n" for i in range(50))
    with pytest.raises(DossierError) as caught:
        loads(f"{HEAD}organisations:\n{names}", format="yaml", name="d")
    assert len(caught.value.problems) == 50
    lines = str(caught.value).splitlines()
    assert len(lines) == SHOWN + 1
    assert lines[-1] == "and 30 more"
    assert lines[0] == "d:5:5: organisations[0].name: the key 'name' is missing; expected some text"


def test_a_problem_has_parts_for_programs():
    """Nobody needs to parse the message."""
    with pytest.raises(DossierError) as caught:
        loads(f"{HEAD}announced: soon\n", format="yaml", name="d")
    [problem] = caught.value.problems
    assert problem == Problem(
        kind="value", file="d", line=4, column=12, path="announced", expected="a date as YYYY-MM-DD", found="soon",
        message="expected a date as YYYY-MM-DD; found soon",
    )  # fmt: skip


def test_the_error_is_a_value_error_and_pickles():
    """Worker pools send it home."""
    with pytest.raises(DossierError) as caught:
        loads("{}", format="json")
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.problems == caught.value.problems
    assert str(again) == str(caught.value)
    assert isinstance(again, MspError | ValueError)


def test_a_mapping_says_what_was_expected_and_found():
    """Programs that hand over mappings get the two apart, as readers of files do."""
    with pytest.raises(DossierError) as caught:
        from_mapping({"msp_lifecycle": 1, "id": "gcd", "name": "Dialogue", "announced": 5})
    [problem] = caught.value.problems
    assert (problem.path, problem.file, problem.found) == ("announced", "<mapping>", "5")
    assert problem.expected


def test_an_anchor_is_named_as_it_stands():
    """What a terminal can show is shown, and the rest by its number."""
    [shown] = problems_in(HEAD + "note: &na\u00efve a\n")
    assert "the anchor &na\u00efve is not taken" in shown


def test_strange_keys_are_quoted_and_shortened():
    """A path stays one line, whatever a key holds."""
    text = json.dumps(
        {"msp_lifecycle": 1, "id": "a", "name": "b", "a\nb": 1, "x" * 10_000: 1, "": 1}
    )
    found = problems_in(text, "json")
    assert "d:1:46: ['a\\nb']: unknown key 'a\\nb'" in found
    assert max(map(len, found)) < 300
    assert all("\n" not in one for one in found)


def test_windows_line_ends():
    """They are line ends in YAML too, and columns stay right."""
    text = (HEAD + "announced: soon\n").replace("\n", "\r\n")
    assert problems_in(text)[0].startswith("d:4:12: announced")
    assert yaml("aliases:\r\n  - a\r\n").aliases == ("a",)


def test_columns_count_characters():
    """Not bytes, and not halves of an emoji."""
    [problem] = problems_in(f"{HEAD}links: [{{kind: sister, name: 😀é, since: soon}}]\n")
    assert problem.startswith("d:4:41: links[0].since")


class TestMapping:
    """`from_mapping` is as strict as a file."""

    def test_reads_what_json_returns(self):
        """Decimals may be texts, ints or Decimals."""
        for amount in ("1.50", Decimal("1.50"), 2):
            mapping = {
                "msp_lifecycle": 1, "id": "a", "name": "A", "organisations": [{"id": "o", "name": "O"}],
                "fundings": [{"id": "f", "source": "o", "money": {"amount": amount, "currency": "EUR"}}],
            }  # fmt: skip
            assert from_mapping(mapping).fundings[0].money.amount == Decimal(amount)

    @pytest.mark.parametrize(
        ("value", "found"),
        [
            (dt.date(2020, 1, 1), "datetime.date(2020, 1, 1)"),
            (
                dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
                "datetime.datetime(2020, 1, 1...tzinfo=datetime.timezone.utc)",
            ),
            (20200101, "20200101"),
            (True, "true"),
            (b"2020-01-01", "b'2020-01-01'"),
            (("2020-01-01",), "('2020-01-01',)"),
        ],
    )
    def test_refuses_what_json_has_not(self, value, found):
        """Python values that JSON has no word for are mistakes."""
        with pytest.raises(DossierError) as caught:
            from_mapping({"msp_lifecycle": 1, "id": "a", "name": "A", "announced": value})
        assert (
            str(caught.value)
            == f"<mapping>: announced: expected a date as YYYY-MM-DD; found {found}"
        )

    def test_refuses_floats(self):
        """0.1 + 0.2 is a warning."""
        mapping = {"msp_lifecycle": 1, "id": "a", "name": "A", "channels": [
            {"id": "c", "name": "C", "kind": "public", "cost_share": 0.1 + 0.2}]}  # fmt: skip
        with pytest.raises(
            DossierError, match=r"found the float 0.30000000000000004, which may have lost digits"
        ):
            from_mapping(mapping)

    def test_refuses_keys_that_are_no_texts(self):
        """And does not stumble over them."""
        with pytest.raises(DossierError, match=r"unknown key 5"):
            from_mapping({"msp_lifecycle": 1, "id": "a", "name": "A", 5: 1, None: 2, ("a",): 3})

    def test_refuses_a_mapping_in_itself(self):
        """It is an unknown key, and no reason to go round for ever."""
        mapping: dict = {"msp_lifecycle": 1, "id": "a", "name": "A"}
        mapping["self"] = mapping
        with pytest.raises(DossierError, match="unknown key 'self'"):
            from_mapping(mapping)


def test_a_format_that_there_is_not():
    """The error names those there are."""
    with pytest.raises(UnknownName, match="no format 'toml'; there are: yaml, json"):
        loads("", format="toml")  # type: ignore[arg-type]


def test_the_name_of_a_file_says_its_format(tmp_path):
    """Unless the caller does."""
    for name in ("a.yaml", "a.YML", "a.msp.yaml", "a.json"):
        path = tmp_path / name
        path.write_text(HEAD if "json" not in name else f"{{{JSON_HEAD}}}")
        assert load(path).id == "gcd"
        assert load(str(path)).id == "gcd"
    other = tmp_path / "a.txt"
    other.write_text(HEAD)
    assert load(other, format="yaml").id == "gcd"
    with pytest.raises(DossierError, match="the name says neither YAML nor JSON"):
        load(other)
