"""simulate, forecast and levers: the library's answers, in words and as data, and one message where there is none."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from programs import ENV

from msp_lifecycle import formats
from msp_lifecycle import simulation as sim
from msp_lifecycle.cli import sizes

Msp = Callable[..., Any]
ON = "2020-10-01"
DAY = dt.date(2020, 10, 1)
FEW = ("--partnerships", "300", "--seed", "7")


@pytest.fixture
def dossier(example: Callable[[str], Path]) -> str:
    return str(example("connectivity.yaml"))


def test_a_forecast_for_programs_is_the_library_s(dossier: str, msp: Msp) -> None:
    """Outcomes, chances by month, assumptions, and what it takes to have them again."""
    data = json.loads(msp("forecast", dossier, "--on", ON, *FEW, "--format", "json").out)
    told = sim.forecast(formats.load(dossier), on=DAY, partnerships=300, rng=7)
    assert data["outcomes"] == told.outcomes().records()
    assert data["chances"] == told.chances().records()
    assert data["assumptions"] == [*told.assumptions]
    assert (data["simulated"], data["seed"], data["months"]) == (300, 7, 24)
    assert (data["on"], data["next_phase"]) == (ON, told.following)


def test_levers_for_programs_are_the_library_s(dossier: str, msp: Msp) -> None:
    """One object for each factor, the greatest gain first."""
    asked = ("--on", ON, *FEW, "--raise", "0.3", "--months", "12", "--format", "json")
    data = json.loads(msp("levers", dossier, *asked).out)
    found = sim.levers(
        formats.load(dossier), on=DAY, raised_by=0.3, within=12, partnerships=300, rng=7
    )
    assert data["levers"] == found.records()
    assert (data["raised_by"], data["months"], data["seed"]) == (0.3, 12, 7)


def test_a_simulation_for_programs_is_the_library_s(msp: Msp) -> None:
    """With one factor raised it is the comparison of the two."""
    base = sim.Scenario.default()
    run = sim.simulate(base, partnerships=300, months=36, rng=7)
    data = json.loads(msp("simulate", *FEW, "--months", "36", "--format", "json").out)
    assert data["endings"] == run.endings().records()
    assert data["reached"]["design"] == run.cumulative_incidence("design").records()[-1]
    raised = ("--months", "36", "--raise", "trust=-.1@12", "--format", "json")
    both = json.loads(msp("simulate", *FEW, *raised).out)
    other = sim.simulate(
        base.intervene("B2", -0.1, from_month=12), partnerships=300, months=36, rng=7
    )
    assert both["change"] == "B2 -0.1 from month 12"
    assert both["endings"] == sim.compare(run, other).endings().records()


def test_the_same_question_has_the_same_answer(dossier: str, msp: Msp) -> None:
    """Without a seed as well, and the seed is printed; another one answers otherwise."""
    asked = ("forecast", dossier, "--on", ON, "--partnerships", "300")
    first = msp(*asked).out
    assert first == msp(*asked).out
    assert f"seed {sizes.SEED}" in first
    assert first != msp(*asked, "--seed", "2").out


def test_a_scenario_goes_out_and_comes_in_again(dossier: str, msp: Msp) -> None:
    """What --describe writes for programs is what --scenario reads; for people it gives every source."""
    Path("mine.json").write_text(
        msp("simulate", "--describe", "--format", "json").out, encoding="utf-8"
    )
    assert msp("simulate", *FEW).out == msp("simulate", *FEW, "--scenario", "mine.json").out
    asked = ("--on", ON, *FEW)
    for command in ("forecast", "levers", "simulate"):
        own = msp(command, dossier, *asked, "--scenario", "mine.json").out
        assert own == msp(command, dossier, *asked).out
    described = msp("simulate", "--describe", "--raise", "C1=0.4").out
    assert "assumed" in described
    assert "C1 +0.4" in described
    assert max(map(len, described.splitlines())) <= 80


def test_a_simulation_is_saved_whole(msp: Msp) -> None:
    """The file holds the moves, and the scenario with what was raised."""
    pytest.importorskip("pyarrow")
    done = msp("simulate", *FEW, "--months", "24", "--raise", "C1=0.4", "--save", "run.parquet")
    assert (done.status, done.err) == (0, "Written to run.parquet.\n")
    run = sim.Ensemble.load("run.parquet")
    assert run.scenario.interventions[0].factor == "C1"
    assert run.partnerships == 300


def test_counts_are_kept_where_lives_would_not_fit(msp: Msp) -> None:
    """The same partnerships, told without what takes single lives; and saved as counts."""
    pytest.importorskip("pyarrow")
    whole = msp("simulate", *FEW, "--months", "24")
    counted = msp("simulate", *FEW, "--months", "24", "--counts-only", "--save", "run.parquet")
    assert counted.status == 0
    assert "Reached" in whole.out
    assert "Reached" not in counted.out
    ended = whole.out.partition("How they ended")[2].partition("Reached")[0]
    assert ended.strip() in counted.out
    assert sim.Ensemble.load("run.parquet").moves is None
    data = json.loads(msp("simulate", *FEW, "--counts-only", "--format", "json").out)
    assert data["reached"] is None


MISTAKES = {
    "lives and none": (["simulate", "--counts-only", "--raise", "C1=0.1"], "keeps none"),
    "too many": (["simulate", "--partnerships", "1000000000000"], "4,294,967,295"),
    "none": (["simulate", "--partnerships", "0"], "less than 1"),
    "no time": (["simulate", "--months", "0"], "less than 1"),
    "no such factor": (["simulate", "--raise", "zeal=0.2"], "no factor 'zeal'"),
    "no amount": (["simulate", "--raise", "C1"], "C1=0.4@24"),
    "too much": (["simulate", "--raise", "C1=2"], "more than 1"),
    "month 0": (["simulate", "--raise", "C1=0.1@0"], "less than 1"),
    "no such scenario": (["simulate", "--scenario", "none.json"], "no such file"),
    "no scenario": (["simulate", "--scenario", "connectivity.yaml"], "no JSON"),
    "no folder": (["simulate", "--save", "none/run.parquet"], "no folder"),
    "negative seed": (["forecast", "connectivity.yaml", "--seed", "-1"], "x>=0"),
    "not started": (["forecast", "connectivity.yaml", "--on", "2000-01-01"], "not started"),
    "ended": (["levers", "onchocerciasis.yaml", "--on", "2010-01-01"], "nothing can follow"),
    "lever too long": (["levers", "connectivity.yaml", "--on", ON, "--raise", "3"], "more than 1"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_in_one_message(
    name: str, msp: Msp, example: Callable[[str], Path]
) -> None:
    """With the bound or what there is instead, exit status 2, and nothing on standard output."""
    for file in ("connectivity.yaml", "onchocerciasis.yaml"):
        example(file)
    arguments, says = MISTAKES[name]
    done = msp(*arguments)
    assert (done.status, done.out) == (2, "")
    assert says in done.err
    assert done.err.count("Error: ") == 1
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("missing", "arguments", "extra"),
    [
        ("numpy", ["simulate"], "sim"),
        ("numpy", ["forecast", "connectivity.yaml"], "sim"),
        ("numpy", ["levers", "connectivity.yaml"], "sim"),
        ("pyarrow", ["simulate", "--partnerships", "10", "--save", "run.parquet"], "arrow"),
    ],
)
def test_a_missing_extra_is_told_in_one_message(
    missing: str, arguments: list[str], extra: str, dossier: str, tmp_path: Path
) -> None:
    """What to install, exit status 2; and help comes without it."""
    script = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from msp_lifecycle.cli import main\nmain(sys.argv[1:])\n"
    )
    done, helped = (
        subprocess.run(
            [sys.executable, "-c", script, *words],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=ENV,
            check=False,
        )
        for words in (arguments, [arguments[0], "--help"])
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert f"pip install 'msp-lifecycle[{extra}]'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert helped.returncode == 0


def test_progress_is_for_those_who_watch(msp: Msp, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal there is a bar; in a file there is not a word."""
    assert msp("simulate", *FEW).err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert isinstance(sizes.watched(), sim.ProgressBar)
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    assert sizes.watched() is None
