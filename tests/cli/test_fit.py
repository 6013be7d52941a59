"""`msp fit`: what a log tells, for people and for programs, and what it says where there is no answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
DATED = """partnership,months,state,observed,public
a,0,design,exact,1
a,14,ended: merged,exact,1
b,0,design,exact,0
b,9,implementation,exact,0
b,26,implementation,censored,0
c,5,design,seen,0
c,30,ended: dissolved,exact,0
d,0,design,exact,1
d,11,ended: dissolved,exact,1
"""
VISITS = """partnership,months,state
a,0,design
a,24,implementation
a,48,implementation
b,0,design
b,24,design
b,48,implementation
c,0,design
c,24,ended
"""


def write(text: str, name: str = "log.csv") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_a_dated_log_as_data(msp: Callable[..., Any]) -> None:
    """The estimates are those of the library, and what is unknown is null."""
    done = msp("fit", write(DATED), "--at", "12,24", "--format", "json")
    data = json.loads(done.out)
    assert (done.status, done.err) == (0, "")
    assert data["summary"]["entered_late"] == 1
    assert {row["target"]: row["count"] for row in data["moves"]} == {
        "implementation": 1,
        "ended: merged": 1,
        "ended: dissolved": 2,
    }
    shares = [row["share"] for row in data["endings"]["rows"]]
    assert shares == pytest.approx([0, 0.25, 0.25, 0.25])
    assert data["endings"]["rows"][0]["low"] is None
    assert [row["share"] for row in data["alive"]["rows"]] == pytest.approx([0.75, 0.5])
    assert sum(row["mean"] for row in data["time"]["rows"]) == pytest.approx(24)


def test_a_dated_log_as_a_page(msp: Callable[..., Any]) -> None:
    """80 columns hold it, and whoever reads it is told what to doubt."""
    done = msp("fit", write(DATED), "--effect", "public")
    assert done.status == 0
    assert max(map(len, done.out.split("\n"))) <= 80
    for words in (
        "4 partnerships, 9 rows; every move has its date",
        "3 seen to end, 1 not; 1 observed from mid-life on",
        "from design, 59 months at risk",
        "Effects: by how much a value higher by one multiplies rates",
        "Ended by then, by reason",
        "has not thereby gone on",
    ):
        assert words in done.out


def test_visits(msp: Callable[..., Any]) -> None:
    """A Markov chain with the moves of the lifecycle, or with those that are named."""
    done = msp("fit", write(VISITS), "--visits", "--move", "design>implementation", "--move", "design>ended")  # fmt: skip
    assert done.status == 0
    assert "visits: moves happen between them" in done.out
    assert "Rates of moves, per month, if they are constant" in done.out
    data = json.loads(msp("fit", write(VISITS), "--visits", "--format", "json").out)
    assert data["summary"]["dated"] is False


def test_what_was_seen_is_compared_with_what_was_expected_when_reports_were_due(
    msp: Callable[..., Any],
) -> None:
    """In between, what was seen last is no longer so, and a model that fits would seem not to."""
    arguments = ("--visits", "--move", "design>implementation", "--move", "design>ended")
    data = json.loads(msp("fit", write(VISITS), *arguments, "--format", "json").out)
    rows = data["prevalence"]["rows"]
    assert {row["time"] for row in rows} == {0, 24, 48}
    asked = msp("fit", "log.csv", *arguments, "--at", "12", "--format", "json").out
    assert {row["time"] for row in json.loads(asked)["prevalence"]["rows"]} == {12}


def test_dossiers(msp: Callable[..., Any], tmp_path: Path) -> None:
    """A folder of dossiers is a log too; who was put on the books in mid-life is left out if nobody knows its start."""
    (tmp_path / "dossiers").mkdir()
    names = ("connectivity", "onchocerciasis", "unaids", "unicef_ikea")
    for name in names:
        text = (ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8")
        write(text, f"dossiers/{name}.yaml")
    done = msp("fit", "dossiers", "--on", "2022-01-01", "--format", "json")
    data = json.loads(done.out)
    assert done.status == 0
    left_out = [int(one.split()[0]) for one in data["summary"]["oddities"] if "left out" in one]
    assert data["summary"]["partnerships"] + sum(left_out) == len(names)
    twice = msp("fit", "dossiers", "dossiers/unaids.yaml")
    assert twice.status == 2
    assert "two partnerships have the id unaids" in twice.err


@pytest.mark.parametrize("name", ["fit.png", "fit.svg", "fit.pdf"])
def test_pictures(msp: Callable[..., Any], name: str) -> None:
    """Of dated moves and of visits; without endings too."""
    alive = "partnership,months,state\na,0,design\na,4,implementation\nb,0,design\n"
    assert msp("fit", write(DATED), "--plot", name).status == 0
    assert Path(name).stat().st_size > 5_000
    assert msp("fit", write(alive), "--until", "9", "--plot", name).status == 0
    moves = ("--move", "design>implementation", "--move", "design>ended")
    assert msp("fit", write(VISITS), "--visits", *moves, "--plot", name).status == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["gone.csv"], "gone.csv: no such file"),
        (["log.csv", "--column", "partnership"], "--column takes two names with = between"),
        (["log.csv", "--column", "state=phase"], "no column phase; there are partnership, months"),
        (["log.csv", "--at", "12,x"], "--at takes numbers from 0 on, found 'x'"),
        (["log.csv", "--at", "nan"], "--at takes numbers"),
        (["log.csv", "--until", "tomorrow"], "--until takes numbers from 0 on, found 'tomorrow'"),
        (["log.csv", "--effect", "trust"], "no covariate 'trust'; there are: public"),
        (["log.csv", "--end", "gone"], "no state 'gone'"),
        (["log.csv", "--plot", "fit.gif"], "--plot writes .png, .svg, .pdf; not 'fit.gif'"),
        (["log.csv", "log.csv"], "One log at a time"),
        (["log.csv", "--visits", "--move", "a-b"], "--move takes two names with > between"),
        (["phases.csv", "--visits"], "no lifecycle says which of one, two can follow which"),
        ([], "Missing argument"),
    ],
)  # fmt: skip
def test_mistakes(msp: Callable[..., Any], arguments: list[str], says: str) -> None:
    """One readable message, and exit status 2."""
    write(DATED)
    write("partnership,months,state\na,0,one\na,3,two\n", "phases.csv")
    done = msp("fit", *arguments)
    assert done.status == 2
    assert says in " ".join(done.err.split())
    assert "Traceback" not in done.err


def test_what_has_no_answer_is_said(msp: Callable[..., Any]) -> None:
    """The rest is answered all the same."""
    text = "partnership,months,state\na,0,design\na,4,implementation\nb,0,design\n"
    done = msp("fit", write(text), "--until", "9")
    assert done.status == 0
    assert (
        "No answer: endings: no state is called an end; name those that are with --end" in done.out
    )
    assert "Length of stays, in months" in done.out


def test_a_state_that_nobody_was_seen_to_leave_is_not_called_an_end(
    msp: Callable[..., Any],
) -> None:
    """What looks like an end is named for what it is; once it is named as one, it is one."""
    text = "partnership,months,state\na,0,one\na,4,two\nb,0,one\nb,7,two\nc,0,one\n"
    done = msp("fit", write(text))
    assert "Come by then to a state that nobody was seen to leave" in done.out
    assert "No state is called an end." in done.out
    assert "nded by then" not in done.out
    data = json.loads(msp("fit", "log.csv", "--format", "json").out)
    assert {"arrivals", "not_arrived"} < data.keys()
    named = msp("fit", "log.csv", "--end", "two")
    assert "Ended by then, by reason" in named.out
    both = text.replace("c,0,one", "b,7,three")
    assert "states that nobody was seen to leave" in msp("fit", write(both)).out
    assert "rows apart" not in msp("fit", write(text), "--until", "9").out  # the file has none
