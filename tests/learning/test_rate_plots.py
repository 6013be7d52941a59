"""Pictures of rates: what a reader finds on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from observed import HEART_MOVES, gammopathy, heart

from msp_lifecycle.learning import Effect, fit_hazards, fit_panel

if TYPE_CHECKING:
    from collections.abc import Iterator

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")
plt = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def _labels(ax: plt.Axes) -> list[str]:
    return [one.get_text() for one in ax.get_yticklabels()]


def test_effects_stand_in_their_order_with_their_intervals() -> None:
    """One that cannot be estimated says so in the place of a mark."""
    model = fit_panel(heart(), moves=HEART_MOVES, effects=["female"])
    ax = model.plot()
    assert _labels(ax)[0] == "well to mild"
    assert ax.get_title(loc="left") == "Effect of female, for a value higher by one"
    assert [one.get_text() for one in ax.texts] == ["cannot be estimated"]
    marks = next(one for one in ax.lines if len(one.get_xdata()) == 6)
    np.testing.assert_allclose(marks.get_xdata(), np.delete(model.effects()["ratio"], 4))
    ax.figure.canvas.draw()
    assert all(float(one.get_text()) > 0 for one in ax.get_xticklabels() if one.get_text())


def test_an_effect_on_everything_has_a_short_name() -> None:
    """Beside effects on single moves."""
    effects = [Effect("male"), Effect("age10", shared=True)]
    assert _labels(fit_hazards(gammopathy(), effects=effects).plot())[-1] == "age10: all moves"


def test_without_effects_rates_are_drawn() -> None:
    """By interval, where there are some, with their unit."""
    ax = fit_hazards(gammopathy(), cuts=[24]).plot()
    assert _labels(ax)[:2] == ["mgus to pcm, 0 to 24", "mgus to pcm, from 24"]
    assert ax.get_xlabel() == "rate per month (log scale)"


def test_calibration_draws_each_group_of_each_move() -> None:
    """On axes of one's own, if they are given."""
    model = fit_hazards(gammopathy(), effects=["age10"])
    _, mine = plt.subplots()
    ax = model.plot_calibration(mine, groups=4)
    assert ax is mine
    table = model.calibration(groups=4)
    drawn = sum(len(one.get_xdata()) for one in ax.lines if one.get_marker() not in ("None", ""))
    assert drawn == table.rows
    names = [one.get_text() for one in ax.get_legend().get_texts()]
    assert names == ["mgus to pcm", "mgus to dead", "pcm to dead"]


def test_prevalence_has_a_picture_for_each_state() -> None:
    """Seen and expected, in shares."""
    model = fit_panel(heart(), moves=HEART_MOVES)
    axes = model.plot_prevalence(range(0, 20, 2))
    shown = [ax for ax in axes if ax.get_visible()]
    assert [ax.get_title(loc="left") for ax in shown] == ["well", "mild", "severe", "dead"]
    seen, expected = (line.get_ydata() for line in shown[3].lines)
    assert seen[0] == expected[0] == 0
    assert len(seen) == 10
