"""Pictures: each labelled with its units, and those that hold still compared with what somebody has looked at.

`MSP_UPDATE_EXPECTED=1 pytest tests/simulation/test_pictures.py` draws `pictures/` anew; look at them before you keep them.
"""

import datetime as dt
import os
import shutil
import sys
from pathlib import Path

import pytest

from msp_lifecycle import formats
from msp_lifecycle import simulation as sim
from msp_lifecycle.errors import MissingExtra

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")

import matplotlib.pyplot as plt  # noqa: E402 - the backend comes first
from matplotlib.testing.compare import compare_images  # noqa: E402

from msp_lifecycle.simulation import plots  # noqa: E402

PICTURES = Path(__file__).parent / "pictures"
EXAMPLE = Path(__file__).parents[2] / "examples" / "connectivity.yaml"
BASE = sim.Scenario.default()
TOLERANCE = 6.0
"""Root mean square of grey levels; other versions of the font renderer stay below, another curve or label does not."""


@pytest.fixture(autouse=True)
def _style():
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.use("Agg")
        yield
    plt.close("all")


@pytest.fixture(scope="module")
def runs():
    return [
        sim.simulate(one, partnerships=2_000, months=96, rng=7, levels=200)
        for one in (BASE, BASE.intervene("secretariat", 0.4))
    ]


def forecast():
    return sim.forecast(
        formats.load(EXAMPLE), on=dt.date(2020, 9, 15), months=24, partnerships=2_000, rng=7
    )


def sweep():
    grid = {"as it is": BASE} | {f"C1 {x:+g}": BASE.intervene("C1", x) for x in (0.2, 0.4)}
    return sim.sweep(grid, "implementation", partnerships=2_000, months=60, rng=7)


def sensitivity(method):
    pytest.importorskip("SALib")
    doubted = [
        sim.Assumption.rate(0.5, 2.0, move="end"),
        sim.Assumption.noise(0.5, 2.0),
        sim.Assumption.shift("C1", 0.0, 0.4),
    ]
    return sim.sensitivity(
        BASE, doubted, "ended", method=method, samples=4, partnerships=300, months=36, rng=7
    )


DRAWN = {
    "occupancy": lambda runs: runs[0].plot(),
    "incidence": lambda runs: plots.plot_incidence(runs[0], "design", "implementation"),
    "survival": lambda runs: plots.plot_incidence(runs[0], "ended", alive=True),
    "moves": lambda runs: plots.plot_moves(runs[0]),
    "fan": lambda runs: plots.plot_fan(runs[0], "trust"),
    "difference": lambda runs: sim.compare(*runs).plot("implementation", "abandoned"),
    "forecast": lambda _: forecast().plot(),
    "levers": lambda _: sim.levers(BASE, within=12, partnerships=500, rng=7).plot(),
    "sweep": lambda _: sweep().plot(),
    "morris": lambda _: sensitivity("morris").plot(),
    "sobol": lambda _: sensitivity("sobol").plot(),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_what_somebody_looked_at(name, runs, tmp_path):
    """It has a title and a label with its unit, fits a page, and looks as it did."""
    ax = DRAWN[name](runs)
    assert ax.get_title(loc="left")
    assert ax.get_xlabel()
    assert ax.get_ylabel() or ax.get_yticklabels()
    assert ax.figure.get_figwidth() <= 6.4
    drawn, expected = tmp_path / f"{name}.png", PICTURES / f"{name}.png"
    ax.figure.savefig(drawn, dpi=50)
    if os.environ.get("MSP_UPDATE_EXPECTED"):
        PICTURES.mkdir(exist_ok=True)
        shutil.copy(drawn, expected)
    copy = shutil.copy(expected, tmp_path / f"{name}-expected.png")
    assert compare_images(str(copy), str(drawn), tol=TOLERANCE) is None


def test_every_kept_picture_is_compared():
    """No file is a leftover, and none is heavy."""
    assert {one.stem for one in PICTURES.iterdir()} == set(DRAWN)
    assert all(one.stat().st_size < 30_000 for one in PICTURES.iterdir())


def test_a_comparison_of_pictures_notices_a_change(runs, tmp_path):
    """One that lets everything pass would be worth nothing."""
    ax = plots.plot_incidence(runs[0], "design", "further_development")
    ax.figure.savefig(tmp_path / "other.png", dpi=50)
    copy = shutil.copy(PICTURES / "incidence.png", tmp_path / "expected.png")
    assert compare_images(str(copy), str(tmp_path / "other.png"), tol=TOLERANCE)


def test_pictures_go_on_axes_that_are_given(runs):
    """Side by side, and at the size that their owner gave them."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
    assert runs[0].plot(ax=left) is left
    table = sim.levers(BASE, within=6, partnerships=50, rng=7)
    assert table.plot(ax=right) is right
    assert tuple(figure.get_size_inches()) == (9, 3)


def test_bars_stack_up_to_one(runs):
    """In the picture of moves everybody is in one bar on each date."""
    ax = plots.plot_moves(runs[0], months=48)
    names = len(ax.get_legend().get_texts())
    heights = [bar.get_height() for bar in ax.patches[: 3 * names]]
    for date in range(3):
        assert sum(heights[date * names : (date + 1) * names]) == pytest.approx(1)


@pytest.mark.parametrize(("months", "bars"), [(12, 1), (96, 5), (240, 6), (250, 5), (600, 6)])
def test_moves_over_many_years_stay_legible(months, bars):
    """No more bars than fit beside each other, whole years apart."""
    run = sim.simulate(BASE, partnerships=20, months=months, rng=7)
    dates = [int(one.get_text()) for one in plots.plot_moves(run).get_xticklabels()]
    assert len(dates) == bars
    assert all(date % 12 == 0 for date in dates)


def test_several_measures_share_a_picture():
    """Each with its mark and its name."""
    grid = {"a": BASE, "b": BASE.intervene("C1", 0.2)}
    table = sim.sweep(grid, lambda run: {"one": 1, "two_more": 2}, partnerships=10, months=2, rng=7)
    legend = table.plot().get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["two more", "one"]


def test_without_matplotlib_one_message_says_what_to_install(monkeypatch, runs):
    """Everything but drawing works without."""
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    with pytest.raises(MissingExtra, match=r"msp-lifecycle\[plot\]"):
        runs[0].plot()
