"""What a notebook shows: well-formed HTML that escapes names and takes its colours from the page."""

import datetime as dt
import re
from html.parser import HTMLParser

import attrs
import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.records import Move, Partnership
from msp_lifecycle.simulation.picture import occupancy_svg

BAD = "<b>&'\"</b>"
BASE = attrs.evolve(sim.Scenario.default(), name=BAD)
DAY = dt.date(2020, 6, 1)


class Balanced(HTMLParser):
    """Fails on a tag that is not closed, or closed twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def shown(value) -> Balanced:
    page = Balanced()
    page.feed(value._repr_html_())
    page.close()
    assert page.open == []
    return page


@pytest.fixture(scope="module")
def runs():
    return [
        sim.simulate(one, partnerships=300, months=24, rng=7)
        for one in (BASE, BASE.intervene("C1", 0.4))
    ]


def test_an_ensemble_shows_who_is_where_and_how_it_ended(runs):
    """With intervals; the scenario's name is text, whatever is in it."""
    page = shown(runs[0])
    assert BAD in page.text
    for word in ("300 partnerships, 24 months", "further development", "not ended", "95 %"):
        assert word in page.text


def test_a_comparison_shows_what_differs(runs):
    """Both chances, the difference with its sign, and its interval."""
    page = shown(sim.compare(*runs))
    for word in ("C1 +0.4", "without", "with", "abandoned", " to "):
        assert word in page.text
    assert re.search(r"-\d\.\d", page.text)
    assert "<Comparison of 300" in repr(sim.compare(*runs))


def test_a_forecast_shows_its_words_and_what_they_rest_on():
    """Assumptions stand beside the numbers."""
    young = Partnership(
        id="p", name=BAD, moves=[Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")]
    )
    told = sim.forecast(young, on=DAY, months=6, partnerships=300, rng=7)
    page = shown(told)
    assert BAD in page.text
    assert "will have reached Design" in page.text
    assert all(one in page.text for one in told.assumptions)


def test_a_table_shows_its_first_rows_and_says_how_many_there_are():
    """Names are text, and so is the title."""
    table = sim.Table(f"{BAD} & co", {BAD: np.array([BAD] * 14, dtype=object), "n": np.arange(14)})
    page = shown(table)
    assert page.text.count(BAD) == 14  # title, head and twelve rows
    assert "14 rows" in page.text
    assert "2 more rows" in page.text
    assert "more" not in shown(sim.Table("few", {"n": np.arange(3)})).text
    for rows, told in ((0, "0 rows"), (1, "1 row"), (2, "2 rows")):
        table = sim.Table("few", {"n": np.arange(rows)})
        assert shown(table).text.startswith(f"few, {told}")
        assert repr(table).splitlines()[0] == f"few: {told}"


def test_text_takes_its_colour_from_the_page(runs):
    """On a dark page as on a light one; only areas have colours of their own."""
    for value in (*runs, sim.compare(*runs), runs[0].endings()):
        html = value._repr_html_()
        assert "background" not in html
        assert not re.search(r"(?<!fill=\")(?<!stroke=\")color\s*[:=]", html)


def test_areas_fill_the_picture():
    """At each end the areas add up to its height."""
    share = np.array([[1.0, 0.0], [0.25, 0.75]])
    svg = occupancy_svg(("design", "ended: abandoned"), share, 12)
    first, second = re.findall(r'points="([^"]+)"', svg)
    assert first == "0.0,0.0 420.0,112.5 420.0,150.0 0.0,150.0"
    assert second == "0.0,0.0 420.0,0.0 420.0,112.5 0.0,0.0"
