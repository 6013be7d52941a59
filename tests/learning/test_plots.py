"""Pictures of estimates show the estimates."""

import matplotlib as mpl
import numpy as np
import pytest

from msp_lifecycle import learning as learn
from msp_lifecycle.learning import EventLog
from msp_lifecycle.learning.plots import state_colours

mpl.use("Agg")

ROWS = [
    ("a", 0, "design", "exact"),
    ("a", 4, "implementation", "exact"),
    ("a", 9, "ended: merged", "exact"),
    ("b", 0, "design", "exact"),
    ("b", 6, "ended: abandoned", "exact"),
    ("c", 0, "design", "exact"),
    ("c", 12, "design", "censored"),
]


@pytest.fixture
def log() -> EventLog:
    return EventLog.from_rows(ROWS)  # type: ignore[arg-type]


def test_incidence(log: EventLog) -> None:
    """One curve for each end, each with its band, from nothing to what is in the table."""
    found = learn.cumulative_incidence(log)
    ax = found.plot()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["ended: merged", "ended: abandoned"]  # fmt: skip
    assert [line.get_ydata()[0] for line in ax.lines] == [0, 0]
    assert [line.get_ydata()[-1] for line in ax.lines] == found.share[-1].tolist()
    assert len(ax.collections) == 2
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("months", "share of partnerships")
    surviving = found.plot(surviving=True, until=24)
    assert surviving.lines[0].get_ydata()[0] == 1
    assert surviving.get_xlim() == (0, 24)


def test_occupancy(log: EventLog) -> None:
    """One area for each state, the first at the bottom."""
    ax = learn.aalen_johansen(log).plot(until=24)
    assert [text.get_text() for text in ax.get_legend().get_texts()][-1] == "design"
    assert len(ax.collections) == 4
    assert ax.get_ylim() == (0, 1)


def test_hazards(log: EventLog) -> None:
    """One curve for each move."""
    ax = learn.nelson_aalen(log).plot()
    assert "design to implementation" in [one.get_label() for one in ax.lines]
    np.testing.assert_allclose(ax.lines[0].get_ydata()[-1], 1 / 3)


def test_nothing_to_draw() -> None:
    """A picture of nobody moving is a picture all the same."""
    still = EventLog.from_rows([("a", 0, "design", "exact"), ("a", 4, "", "censored")])
    learn.aalen_johansen(still).plot()
    learn.nelson_aalen(still).plot()


def test_colours_differ() -> None:
    """Ends of one's own and paused phases have a colour too."""
    names = ("design", "implementation", "design, paused", "ended: merged", "ended: lost")
    assert len(set(state_colours(names))) == 5
