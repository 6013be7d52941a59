"""Progress: told as partnerships are done, and gone when the run is, however it ends."""

import sys

import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.simulation.progress import ProgressBar

BASE = sim.Scenario.default()
SMALL = {"partnerships": 40, "rng": 7}


class Bar:
    """What tqdm is to a progress bar, and what it was told."""

    made: list["Bar"]

    def __init__(self, *, total, **_):
        self.total, self.n, self.closed = total, 0, False
        Bar.made.append(self)

    def update(self, by):
        assert not self.closed
        self.n += by

    def close(self):
        self.closed = True


@pytest.fixture(autouse=True)
def _made():
    Bar.made = []


def test_a_bar_fills_and_is_taken_away():
    """One bar a run, closed at the end, and ready for the next run."""
    bar = ProgressBar(Bar, "")
    for _ in range(2):
        sim.simulate(BASE, partnerships=70_000, months=2, rng=7, progress=bar)
    assert [(one.n, one.total, one.closed) for one in Bar.made] == [(70_000, 70_000, True)] * 2


def test_an_interruption_leaves_no_bar_behind():
    """Ctrl-C closes it, too."""
    bar = ProgressBar(Bar, "")

    def interrupted(done, of):
        bar(done, of)
        raise KeyboardInterrupt

    interrupted.close = bar.close
    with pytest.raises(KeyboardInterrupt):
        sim.simulate(BASE, partnerships=1_000_000, months=2, rng=7, progress=interrupted)
    (only,) = Bar.made
    assert only.closed
    assert only.n < only.total


def test_an_interruption_inside_a_compiled_kernel_is_one():
    """CPython reports it as a `SystemError` that it caused; any other failure stays what it is."""
    pytest.importorskip("numba")
    from msp_lifecycle.simulation.kernels import numba_kernels
    from msp_lifecycle.simulation.program import compiled

    tables, key = compiled(BASE).tables, np.zeros(1, np.uint64)
    for cause, seen in ((KeyboardInterrupt(), KeyboardInterrupt), (None, SystemError)):

        def kernel(*_, cause=cause):
            try:
                raise SystemError("inside") from cause
            except SystemError as inside:
                raise SystemError("returned a result with an exception set") from inside

        with pytest.raises(seen):
            numba_kernels._run(kernel, tables, key, 0)


@pytest.mark.parametrize(
    ("ask", "runs"),
    [
        (lambda p: sim.forecast(BASE, months=6, progress=p, **SMALL), 1),
        (lambda p: sim.levers(BASE, within=6, progress=p, **SMALL), 18),
        (lambda p: sim.sweep({"a": BASE, "b": BASE}, "design", months=6, progress=p, **SMALL), 2),
        (
            lambda p: sim.sensitivity(
                BASE,
                [sim.Assumption.noise(0.5, 2), sim.Assumption.persistence(0.9, 0.95)],
                "design",
                samples=2,
                months=6,
                progress=p,
                **SMALL,
            ),
            6,
        ),
    ],
    ids=["forecast", "levers", "sweep", "sensitivity"],
)
def test_questions_of_many_runs_fill_one_bar(ask, runs):
    """All their partnerships taken together, never backwards, up to the end."""
    pytest.importorskip("SALib")
    bar, told = ProgressBar(Bar, ""), []

    def tell(done, of):
        told.append((done, of))
        bar(done, of)

    tell.close = bar.close
    ask(tell)
    assert told == [(40 * run, 40 * runs) for run in range(1, runs + 1)]
    (only,) = Bar.made
    assert only.closed


def test_the_ready_bar_writes_to_standard_error_and_cleans_up(capsys):
    """What is printed stays clean; the line ends empty."""
    pytest.importorskip("tqdm")
    sim.simulate(BASE, months=6, progress=sim.progress_bar("ten years"), **SMALL)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "ten years" in shown.err
    assert not shown.err.rpartition("\r")[2].strip()


def test_without_tqdm_one_message_says_what_to_install(monkeypatch):
    """The run itself does without."""
    for name in [one for one in sys.modules if one.partition(".")[0] == "tqdm"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    with pytest.raises(MissingExtra, match=r"msp-lifecycle\[sim\]"):
        sim.progress_bar()
