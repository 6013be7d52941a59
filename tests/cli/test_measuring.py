"""The commands that count: power, accountability, commitments."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Msp = Callable[..., Any]
Example = Callable[[str], Path]

DOSSIER = """\
msp_lifecycle: 1
id: road-fund
name: Road Fund
organisations:
  - {id: ministry, name: Ministry of Roads, sector: public}
  - {id: bank, name: Bank, sector: business}
  - {id: union, name: Union of Drivers, sector: civil_society}
  - {id: town, name: Town}
partners:
  - {id: ministry, organisation: ministry, joined: 2020-01-10}
  - {id: bank, organisation: bank, joined: 2020-01-10}
  - {id: union, organisation: union, joined: 2020-01-10}
  - {id: town, organisation: town, joined: 2020-01-10}
decision_rules:
  - id: board
    method: majority
    electorate: [{partner: ministry, weight: 51}, {partner: bank, weight: 48}, {partner: union}]
    voice: [town]
commitments:
  - {id: C-1, partner: bank, text: Lend, money: {amount: 100, currency: EUR}, due: 2020-06-30, fulfilled: 2020-05-01}
  - {id: C-2, partner: bank, text: Advise, due: 2020-06-30, fulfilled: 2020-08-01}
  - {id: C-3, partner: union, text: Count potholes, due: 2020-12-31, conditional_on: a dry summer}
contributions:
  - {id: K-1, partner: bank, commitment: C-1, delivered: 2020-05-01, resource: money, money: {amount: 50, currency: USD}}
fundings:
  - {id: F-1, source: ministry, money: {amount: 300, currency: EUR}, period: {first: 2020-01-01, last: 2022-12-31}, earmarked: false}
  - {id: F-2, source: bank, money: {amount: 110, currency: USD}, earmarked: true}
  - {id: F-3, source: town}
accountability_relations:
  - {id: A-1, kind: financial, by: ministry, to_outside: parliament, for_what: The money, every_days: 365, exercised: [{on: 2020-02-01}]}
  - {id: A-2, kind: peer, by: bank, to_partner: union, for_what: Fair terms, mechanism: Yearly talk}
  - {id: A-3, kind: downward, for_what: Holes}
"""
ON = ("--on", "2021-06-01")
RATE = ("--rate", "USD=0.9EUR@2020-01-02:ECB")


@pytest.fixture
def ask(msp: Msp) -> Msp:
    """Return what asks about the dossier, on a day."""
    Path("a.yaml").write_text(DOSSIER)
    return lambda command, *more: msp(command, "a.yaml", *ON, *more)


@pytest.fixture
def read(ask: Msp) -> Callable[..., Any]:
    """Return what asks for data."""
    return lambda command, *more: json.loads(ask(command, "--format", "json", *more).out)


def test_power_says_what_it_means_at_the_table(ask: Msp) -> None:
    """Who decides alone, who votes for nothing, who is heard without a vote."""
    done = ask("power")
    assert done.status == 0
    assert "Decides alone: ministry." in done.out
    assert "Vote without ever deciding anything: bank, union." in done.out
    assert "The fewest that can get a decision through: 1 of 3 voters." in done.out
    assert "sector unknown" in done.out


def test_power_as_data(read: Callable[..., Any]) -> None:
    """The names of the keys are a promise; indices are decimal text."""
    data = read("power")
    assert data.keys() == {"partnership", "on", "rules"}
    (rule,) = data["rules"]
    assert rule.keys() == {
        *("rule", "scope", "body", "method", "problem", "draws", "rounding", "fewest", "unseated"),
        *("partners", "sectors", "voting_groups", "stakeholder_groups"),
    }
    ministry, _, _, town = rule["partners"]
    assert ministry.keys() == {
        *("partner", "sector", "speaks_for", "access", "weight", "veto", "group"),
        *("shapley_shubik", "shapley_shubik_error", "banzhaf", "banzhaf_error", "banzhaf_share"),
        *("stops_alone", "decides_alone"),
    }
    assert (ministry["shapley_shubik"], ministry["decides_alone"]) == ("1", True)
    assert (town["access"], town["shapley_shubik"], town["weight"]) == ("voice", "0", None)
    assert rule["sectors"]["public"] == {
        "partners": 1, "votes": 1, "voices": 0, "shapley_shubik": "1", "banzhaf_share": "1",
    }  # fmt: skip


def test_accountability_names_the_gaps(ask: Msp) -> None:
    """What is missing, what is on paper, what leads nowhere."""
    out = ask("accountability").out
    for words in (
        "No record says that the partnership as a whole answers to anybody outside it.",
        "OVERDUE since 2021-01-31: last put to use 2020-02-01",
        "Relation A-2 is on paper: NEVER put to use",
        "Relation A-3 does not say who is answered to.",
        "town controls resources (fundings/F-3), and no record says that it answers to anybody.",
        "Kinds of mechanism, 3 of 9: financial (1), downward (1), peer (1).",
    ):
        assert words in " ".join(out.split()), words
    assert "bank answers only within the partnership." in out


def test_accountability_as_data(read: Callable[..., Any]) -> None:
    """Relations, kinds and gaps by the same names as in a graph."""
    data = read("accountability")
    assert data.keys() == {"partnership", "on", "relations", "kinds", "external", "gaps", "rings"}
    assert len(data["kinds"]) == 9
    assert data["relations"][0] == {
        "relation": "A-1", "by": "partner/ministry", "to": "outside/parliament", "kind": "financial",
        "for_what": "The money", "mechanism": None, "formality": None, "use": "overdue",
        "last": "2020-02-01", "due": "2021-01-31",
    }  # fmt: skip
    gaps = data["gaps"]
    assert gaps["no_external"] is True
    assert gaps["answers_to_nobody"] == ["union", "town"]
    assert [one["partner"] for one in gaps["dead_ends"]] == ["town"]
    assert (gaps["closed"], gaps["on_paper"]) == (["bank"], ["A-1", "A-2", "A-3"])


def test_commitments_name_what_is_late(ask: Msp) -> None:
    """By partner, overdue with what it depends on, and the money by currency."""
    out = ask("commitments").out
    for words in (
        "Promises: 3 made, 3 due, 2 kept (66.7%)",
        "2 2 0 2020-08-01 bank: 1 kept late",
        "due 2020-12-31 5 months union: Count potholes (if a dry summer)",
        "Amount not on record: 1 funding (F-3).",
        "Several currencies, which are never added without a rate",
        "Secured until 2022-12-31, for 19 whole months; without a period on record: F-2, F-3.",
    ):
        assert words in " ".join(out.split()), words


def test_commitments_converted(ask: Msp, read: Callable[..., Any]) -> None:
    """With a rate everything is in one currency, and the rate stands beside it."""
    assert "Converted at 1 USD = 0.9 EUR (ECB, 2020-01-02)." in ask("commitments", *RATE).out
    data = read("commitments", *RATE)
    (money,) = data["money"]
    assert (money["currency"], money["total"], money["core"]) == ("EUR", "399", "300")
    assert money["largest_share"] == "0.751879699248"
    assert data["partner_money"] == [
        {"partner": "bank", "currency": "EUR", "promised": "100", "brought": "45", "unknown": []}
    ]


def test_commitments_as_data(read: Callable[..., Any]) -> None:
    """The names of the keys are a promise."""
    data = read("commitments")
    assert data.keys() == {
        *(
            "partnership",
            "on",
            "outcomes",
            "commitments",
            "partners",
            "silent_after_days",
            "silent",
            "silent_or_new",
        ),
        *("over_time", "partner_money", "money", "rates", "unknown_amounts", "horizon"),
    }
    assert [one["outcome"] for one in data["commitments"]] == ["kept", "kept_late", "overdue"]
    assert [one["currency"] for one in data["money"]] == ["EUR", "USD"]
    assert data["silent"] == ["ministry", "union", "town"]
    assert data["horizon"]["months"] == 19
    assert [one["on"] for one in data["over_time"]] == ["2020-12-31", "2021-06-01"]


@pytest.mark.parametrize(
    ("day", "moves", "says"),
    [
        ("2021-06-01", "", "Silent or new: no record says what they did, nor since when they take part: town"),
        ("2021-06-01", "moves: [{kind: start, on: 2020-08-01, to: initiation}]", ""),
        ("2021-08-02", "moves: [{kind: start, on: 2020-08-01, to: initiation}]",
         "Silent since the partnership began, on 2020-08-01, as far as is on record: town"),
    ],
    ids=["unknown", "ten months old", "a year old"],
)  # fmt: skip
def test_silence_counts_from_when_a_partner_was_there(
    day: str, moves: str, says: str, msp: Msp
) -> None:
    """Nobody is called silent for a year who was there for ten months."""
    text = "msp_lifecycle: 1\nid: r\nname: R\norganisations: [{id: town, name: Town}]\n"
    Path("new.yaml").write_text(
        f"{text}partners: [{{id: town, organisation: town}}]\n{moves}\n", encoding="utf-8"
    )
    out = " ".join(msp("commitments", "new.yaml", "--on", day).out.split())
    assert says in out
    assert ("Silent" in out) is bool(says)
    data = json.loads(msp("commitments", "new.yaml", "--on", day, "--format", "json").out)
    assert data["silent"] == (["town"] if "began" in says else [])
    assert data["silent_or_new"] == (["town"] if "new" in says else [])


MISTAKES = {
    "no rate at all": (["--rate", "EUR"], "'EUR' is no rate; write it like EUR=1.08USD"),
    "no day": (["--rate", "EUR=1.08USD:ECB"], "is no rate"),
    "no such day": (["--rate", "EUR=1.08USD@2020-13-01:ECB"], "is no rate"),
    "no such number": (["--rate", "EUR=1.0.8USD@2020-01-01:ECB"], "is no rate"),
    "a rate of nothing": (["--rate", "EUR=0USD@2020-01-01:ECB"], "a number above 0"),
    "no such currency": (["--rate", "EUX=1USD@2020-01-01:ECB"], "'EUX' is no ISO 4217"),
    "into itself": (["--rate", "EUR=1EUR@2020-01-01:ECB"], "EUR into itself"),
    "another currency": (["--rate", "NOK=0.1EUR@2020-01-01:ECB"], "USD and EUR cannot be added"),
    "two into two": ([*RATE, "--rate", "EUR=9NOK@2020-01-02:NB"], "lead into EUR and NOK"),
    "one twice": ([*RATE, "--rate", "USD=0.8EUR@2021-01-02:ECB"], "two rates of USD"),
}


@pytest.mark.parametrize(("given", "says"), MISTAKES.values(), ids=MISTAKES)
def test_a_rate_that_is_none_is_refused(given: list[str], says: str, ask: Msp) -> None:
    """One message that says what is wrong with it, and nothing converted."""
    done = ask("commitments", *given)
    assert (done.status, done.out) == (2, "")
    assert says in done.err


def test_a_sample_needs_a_seed(ask: Msp) -> None:
    """What cannot be repeated is not drawn."""
    done = ask("power", "--draws", "1000")
    assert done.status == 2
    assert "--seed" in done.err


def test_a_game_too_large_is_sampled_on_request(msp: Msp) -> None:
    """Without a sample it stays unknown and says why; with one it says how far it may be off."""
    names = [f"p{i}" for i in range(60)]
    dossier = {
        "msp_lifecycle": 1,
        "id": "p",
        "name": "P",
        "organisations": [{"id": one, "name": one} for one in names],
        "partners": [{"id": one, "organisation": one} for one in names],
        "decision_rules": [
            {"id": "R", "method": "majority", "electorate": [
                {"partner": one, "weight": 10**12 + 7919 * i**5} for i, one in enumerate(names)
            ]}
        ],
    }  # fmt: skip
    Path("a.json").write_text(json.dumps(dossier))
    done = msp("power", "a.json")
    assert done.status == 0
    assert "Not counted" in done.out
    assert "--draws" in done.out
    sampled = msp("power", "a.json", "--draws", "200", "--seed", "7")
    assert "estimated from 200 draws" in sampled.out
    assert sampled.out == msp("power", "a.json", "--draws", "200", "--seed", "7").out


@pytest.mark.parametrize("command", ["power", "accountability", "commitments"])
def test_nothing_on_record(command: str, msp: Msp) -> None:
    """An empty dossier is no mistake: each says what nobody can say, and what to record."""
    Path("a.yaml").write_text("msp_lifecycle: 1\nid: p\nname: P\n")
    done = msp(command, "a.yaml")
    assert done.status == 0
    assert "nobody can say" in done.out
    assert "on record" in done.out
    assert json.loads(msp(command, "a.yaml", "--format", "json").out)["partnership"] == "p"


def test_a_contradiction_is_told_with_both_places(msp: Msp) -> None:
    """A second vote is refused by file and line, before anything is counted."""
    Path("a.yaml").write_text(
        DOSSIER.replace("{partner: union}]", "{partner: union}, {partner: bank}]")
    )
    done = msp("power", "a.yaml")
    assert done.status == 2
    assert "a.yaml" in done.err
    assert "decision_rules[0].electorate[3]" in done.err
    assert "decision_rules[0].electorate[1]" in done.err
