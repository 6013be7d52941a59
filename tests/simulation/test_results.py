"""What an ensemble says is what happened in it."""

import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation.kernels.numpy_kernels import Moves
from msp_lifecycle.simulation.program import compiled
from msp_lifecycle.simulation.reference import markov
from msp_lifecycle.simulation.statistics import means, shares


@pytest.fixture(scope="module")
def hand_made() -> sim.Ensemble:
    """Three partnerships over 12 months: one reaches Implementation and loops back, one dissolves, one stays."""
    scenario = markov(12)
    program = compiled(scenario)
    number = {one.name: m for m, one in enumerate(program.hazards)}
    log = [
        (0, 2, "advance from initiation to design"),
        (0, 5, "advance from design to implementation"),
        (0, 9, "loop_back from implementation to design"),
        (1, 4, "end (dissolved) from initiation"),
    ]
    moves = Moves(
        np.array([who for who, _, _ in log], np.uint32),
        np.array([step for _, step, _ in log], np.uint16),
        np.array([number[name] for _, _, name in log], np.uint16),
    )
    counts = np.zeros((len(program.hazards), 13), np.int64)
    np.add.at(counts, (moves.move, moves.step), 1)
    return sim.Ensemble(
        scenario=scenario, partnerships=3, entropy=0, engine="thinning", counts=counts, moves=moves
    )


@pytest.fixture(scope="module")
def run() -> sim.Ensemble:
    return sim.simulate(sim.Scenario.default(), partnerships=3_000, months=60, rng=7)


def test_occupancy_counts_who_is_where(hand_made):
    """At the end of each month, everybody is somewhere."""
    rows = [row for row in hand_made.occupancy().records() if row["month"] in (0, 4, 5, 12)]
    there = {(row["month"], row["phase"]): row["count"] for row in rows if row["count"]}
    assert there == {
        (0, "initiation"): 3,
        (4, "initiation"): 1,
        (4, "design"): 1,
        (4, "ended: dissolved"): 1,
        (5, "initiation"): 1,
        (5, "implementation"): 1,
        (5, "ended: dissolved"): 1,
        (12, "initiation"): 1,
        (12, "design"): 1,
        (12, "ended: dissolved"): 1,
    }


def test_events_are_in_words(hand_made):
    """Who, when, what, from where to where."""
    assert hand_made.events.records()[2] == {
        "partnership": 0,
        "month": 9,
        "move": "loop_back",
        "source": "implementation",
        "target": "design",
    }


def test_times_loop_backs_and_endings(hand_made):
    """First times, how often back, how it ended."""
    assert hand_made.time_to("implementation").tolist() == [5, sim.NEVER, sim.NEVER]
    assert hand_made.time_to("dissolved").tolist() == [sim.NEVER, 4, sim.NEVER]
    assert hand_made.time_to("ended").tolist() == [sim.NEVER, 4, sim.NEVER]
    assert hand_made.loop_backs()["count"].tolist() == [2, 1]
    endings = {row["reason"]: row["count"] for row in hand_made.endings().records()}
    assert endings == {"dissolved": 1, "goal_achieved": 0, "not ended": 2}
    incidence = hand_made.cumulative_incidence("design")["count"].tolist()
    assert incidence == [0, 0, *[1] * 11]


def test_months_in_each_phase_add_up(hand_made, run):
    """Every month is spent somewhere, and where the events say."""
    spent = hand_made.months_in()
    names = [state.name for state in hand_made.states]
    first = dict(zip(names, spent[0].tolist(), strict=True))
    assert (first["initiation"], first["design"], first["implementation"]) == (2, 3 + 3, 4)
    assert (run.months_in().sum(axis=1) == 60).all()
    assert (run.months_in() >= 0).all()


def test_occupancy_and_mean_time_agree(run):
    """The mean months in a phase are the sum of its shares before the last month."""
    exact = run.in_state[:-1].sum(axis=0) / run.partnerships
    assert np.allclose(run.months_in().mean(axis=0), exact)


def test_an_unknown_phase_is_answered_with_those_there_are(run):
    """The message lists them."""
    with pytest.raises(sim.ScenarioError, match="there are initiation"):
        run.time_to("childhood")


def test_what_needs_events_says_so():
    """An ensemble of counts can draw its occupancy, and refuses what it cannot answer."""
    run = sim.simulate(sim.Scenario.default(), partnerships=500, months=24, rng=7, events=False)
    assert run.occupancy().rows == 25 * 7
    with pytest.raises(sim.ScenarioError, match="events=True"):
        run.loop_backs()


def test_counts_answer_what_they_can():
    """Endings by month and mean times are those of the events, with intervals that hold theirs; phases are refused."""
    kept, counted = (
        sim.simulate(sim.Scenario.default(), partnerships=2_000, months=60, rng=7, events=events)
        for events in (True, False)
    )
    for reason in (*kept.reasons, "ended"):
        one, other = kept.cumulative_incidence(reason), counted.cumulative_incidence(reason)
        assert all((one[name] == other[name]).all() for name in one)
    one, other = kept.restricted_mean_time(), counted.restricted_mean_time()
    assert one["phase"].tolist() == other["phase"].tolist()
    assert np.allclose(one["mean"], other["mean"])
    assert (other["low"] <= one["low"] + 1e-9).all()
    assert (one["high"] <= other["high"] + 1e-9).all()
    assert (other["low"] >= 0).all()
    assert (other["high"] <= 60).all()
    for ask in (
        lambda: counted.cumulative_incidence("design"),
        lambda: counted.time_to("ended"),
        lambda: counted.events,
        lambda: sim.compare(counted, counted).endings(),
    ):
        with pytest.raises(sim.ScenarioError, match="events=True"):
            ask()


def test_fans_are_percentiles_of_those_that_go_on():
    """As NumPy has them, month by month; in order; and without them one is told how to keep levels."""
    run = sim.simulate(sim.Scenario.default(), partnerships=60, months=24, rng=7, levels=50)
    fans = run.level_fans()
    last = fans["month"] == 24
    there = ~np.isnan(run.traces[:, 24, 0])
    assert 0 < there.sum() < 50
    by_hand = np.percentile(run.traces[there, 24], [5, 50, 95], axis=0)
    for name, row in zip(("p05", "p50", "p95"), by_hand, strict=True):
        assert np.allclose(fans[name][last], row, atol=1e-6)
    assert (fans["count"][last] == there.sum()).all()
    ordered = np.stack([fans[f"p{at:02d}"] for at in (5, 25, 50, 75, 95)])
    assert (np.diff(ordered, axis=0) >= 0).all()
    with pytest.raises(sim.ScenarioError, match="levels=100"):
        sim.simulate(sim.Scenario.default(), partnerships=5, months=2, rng=7).level_fans()


def test_wilson_intervals_cover():
    """Over many samples, a 95 % interval holds the true share about as often as it says (within 4 standard errors)."""
    rng = np.random.default_rng(7)
    for p in (0.01, 0.3):
        _, low, high = shares(rng.binomial(400, p, 20_000), 400)
        cover = np.mean((low <= p) & (p <= high))
        assert abs(cover - 0.95) < 0.025


def test_means_have_their_standard_error():
    """The half width is 1.96 standard errors."""
    mean, low, high = means(np.sum([1.0, 2, 3, 4]), np.sum([1.0, 4, 9, 16]), 4)
    assert mean == 2.5
    assert high - low == pytest.approx(2 * 1.959964 * np.std([1, 2, 3, 4], ddof=1) / 2)


def test_a_saved_ensemble_is_read_again(tmp_path, run):
    """With its scenario, its seed and its moves; and so is one of counts."""
    pytest.importorskip("pyarrow")
    run.save(tmp_path / "run.parquet")
    again = sim.Ensemble.load(tmp_path / "run.parquet")
    assert again.scenario == run.scenario
    assert (again.partnerships, again.entropy, again.engine) == (3_000, run.entropy, "thinning")
    assert all(np.array_equal(a, b) for a, b in zip(again.logged, run.logged, strict=True))
    counts = sim.simulate(run.scenario, partnerships=3_000, rng=7, events=False)
    counts.save(tmp_path / "counts.parquet")
    assert np.array_equal(sim.Ensemble.load(tmp_path / "counts.parquet").counts, run.counts)


def test_another_file_is_refused(tmp_path):
    """Neither a text nor a foreign Parquet file passes for an ensemble."""
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    (tmp_path / "text.parquet").write_text("no")
    parquet.write_table(arrow.table({"a": [1]}), tmp_path / "foreign.parquet")
    for name in ("text.parquet", "foreign.parquet"):
        with pytest.raises(sim.ScenarioError):
            sim.Ensemble.load(tmp_path / name)


def test_tables_go_where_people_work(run):
    """pandas, polars and Arrow take a table, names and numbers intact."""
    arrow = pytest.importorskip("pyarrow")
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    table = run.endings()
    for frame in (
        table.to_pandas().to_dict("list"),
        pandas.DataFrame(dict(table)).to_dict("list"),
        polars.DataFrame(table).to_dict(as_series=False),
        polars.DataFrame(dict(table)).to_dict(as_series=False),
        arrow.table(table).to_pydict(),
    ):
        assert frame["count"] == table["count"].tolist()
        assert frame["reason"] == table["reason"].tolist()


def test_progress_is_told():
    """From the first task to the last."""
    told = []
    sim.simulate(
        sim.Scenario.default(),
        partnerships=70_000,
        months=3,
        rng=7,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(65_536, 70_000), (70_000, 70_000)]


def test_an_interruption_stops_between_tasks():
    """What raises in the progress callback, as Ctrl-C does, ends the run at once."""

    def interrupt(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sim.simulate(
            sim.Scenario.default(), partnerships=10_000_000, months=3, rng=7, progress=interrupt
        )
