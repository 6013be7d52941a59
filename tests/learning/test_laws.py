"""What must hold of every estimate, whatever lives it is made from."""

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle import learning as learn
from msp_lifecycle import simulation as sim
from msp_lifecycle.learning import EventLog, mean_time, product
from msp_lifecycle.learning.observations import Stays

PHASES = ("initiation", "design", "implementation")
ENDS = ("ended: goal_achieved", "ended: dissolved")
STATES = (*PHASES, *ENDS)
Row = tuple[str, float, str, str]


@st.composite
def lives(
    draw: st.DrawFn, *, whole: bool = False, late: bool = True, at_once: bool = True
) -> list[Row]:
    """Rows of up to 12 partnerships in whole months, so that ties abound.

    Args:
        draw: given by Hypothesis.
        whole: whether each life is observed from month 0 to 24 or to its end.
        late: whether some enter in mid-life.
        at_once: whether several moves may be made in one month.
    """
    rows: list[Row] = []
    for who in range(draw(st.integers(1, 12))):
        name = f"p{who}"
        start = 0 if whole or not late else draw(st.sampled_from([0, 0, 0, 1, 5]))
        state = draw(st.sampled_from(PHASES))
        rows.append((name, start, state, "exact" if start == 0 else "seen"))
        time, end = start, 24 if whole else draw(st.integers(start + 1, 24))
        for gap in draw(st.lists(st.integers(0 if at_once else 1, 8), max_size=6)):
            if time + gap > end or (time + gap == start and start > 0):
                break
            time += gap
            state = draw(st.sampled_from([one for one in STATES if one != state]))
            rows.append((name, time, state, "exact"))
            if state in ENDS:
                break
        if state not in ENDS:
            rows.append((name, end, state, "censored"))
    return rows


def log_of(rows: Iterable[Row]) -> EventLog:
    return EventLog.from_rows(rows, states=STATES)


def observed(log: EventLog, months: Iterable[float]) -> np.ndarray:
    """Return the share in each state at each month, counted one by one."""
    found = np.zeros((len(list(months)), len(STATES)))
    for i, month in enumerate(months):
        for who in range(len(log.partnerships)):
            past = np.flatnonzero((log.partnership == who) & (log.time <= month))
            found[i, log.state[past[-1]]] += 1
    return found / len(log.partnerships)


@given(lives(whole=True))
def test_without_censoring_occupancy_is_what_was_observed(rows: list[Row]) -> None:
    """The shares are the observed ones and the variances those of a share, whatever drives the moves."""
    log = log_of(rows)
    if not (log.stays().exit > 0).any():
        return
    months = np.arange(1.0, 25.0)
    found = learn.aalen_johansen(log).table(at=months)
    # Who ended at once was never at risk: such a life has no share at the start.
    stays = log.stays()
    lived = np.unique(stays.partnership[stays.exit > stays.entry])
    some = log_of(row for row in rows if log.partnerships.index(row[0]) in lived)
    share = observed(some, months).ravel()
    np.testing.assert_allclose(found["share"], share, rtol=0, atol=1e-12)
    np.testing.assert_allclose(
        found["se"] ** 2, share * (1 - share) / lived.size, rtol=0, atol=1e-12
    )


def test_an_ensemble_is_estimated_to_be_what_it_is() -> None:
    """Occupancy, means and incidence of a simulated ensemble, from its own log."""
    run = sim.simulate(sim.Scenario.default(), partnerships=2_000, months=60, rng=3)
    log = run.log()
    found, truth = learn.aalen_johansen(log), run.occupancy(standings=True)
    shares = found.table(at=np.arange(61))
    assert shares["state"].tolist() == truth["phase"].tolist()
    np.testing.assert_allclose(shares["share"], truth["share"], rtol=0, atol=1e-12)
    spent = run.months_in()
    means = learn.restricted_mean_time(found, 60)
    np.testing.assert_allclose(means["mean"], spent.mean(axis=0), rtol=0, atol=1e-9)
    np.testing.assert_allclose(means["se"], spent.std(axis=0) / np.sqrt(2_000), rtol=0, atol=1e-9)
    reached = learn.cumulative_incidence(log, "further_development").table(at=np.arange(61))
    truth = run.cumulative_incidence("further_development")
    np.testing.assert_allclose(reached["share"], truth["share"], rtol=0, atol=1e-12)


@given(lives())
def test_shares_are_shares(rows: list[Row]) -> None:
    """They lie between 0 and 1 and add up to 1; variances are not negative; means add up to the horizon."""
    log = log_of(rows)
    if not (log.stays().exit > log.stays().entry).any():
        return
    found = learn.aalen_johansen(log)
    assert (found.share > -1e-12).all()
    assert (found.variance > -1e-12).all()
    np.testing.assert_allclose(found.share.sum(axis=1), 1.0, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.covariance.sum(axis=1), 0.0, rtol=0, atol=1e-12)
    means = learn.restricted_mean_time(found, found.start + 10)
    np.testing.assert_allclose(means["mean"].sum(), 10.0, rtol=0, atol=1e-9)


@given(lives(late=False))
def test_one_living_state_in_closed_form(rows: list[Row]) -> None:
    """Incidence as running sums is what the matrices give, to the variance."""
    log = log_of(rows)
    if not (log.stays().exit > 0).any():
        return
    merged = learn.incidence.first_arrivals(log.stays(), ENDS)
    closed = learn.cumulative_incidence(log, ENDS)
    general = learn.aalen_johansen(merged, start=0, initial="not yet")
    np.testing.assert_allclose(closed.share, general.share[1:, 1:], rtol=0, atol=1e-12)
    np.testing.assert_allclose(closed.variance, general.variance[1:, 1:], rtol=0, atol=1e-12)
    np.testing.assert_allclose(closed.survival_variance, general.variance[1:, 0], atol=1e-12)


@given(lives(), st.integers(0, 10))
def test_probabilities_are_the_occupancy_of_who_begins_there(rows: list[Row], start: int) -> None:
    """Row by row, with the same variances."""
    log = log_of(rows)
    if not (log.stays().exit > log.stays().entry).any():
        return
    matrix = learn.transition_probabilities(log, start, 20)
    for s, name in enumerate(STATES):
        table = learn.aalen_johansen(log, start=start, initial=name).table(at=[20.0])
        np.testing.assert_allclose(matrix.probability[s], table["share"], rtol=0, atol=1e-12)
        np.testing.assert_allclose(matrix.se[s] ** 2, table["se"] ** 2, rtol=0, atol=1e-12)


@given(lives(), st.integers(1, 6))
def test_the_size_of_chunks_does_not_matter(rows: list[Row], chunk: int) -> None:
    """However many times are carried at once."""
    log = log_of(rows)
    if not (log.stays().exit > log.stays().entry).any():
        return
    whole = learn.aalen_johansen(log)
    ends = learn.cumulative_incidence(log, ENDS)
    until = whole.start + 15.0
    means = [learn.restricted_mean_time(whole, until)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(product, "CHUNK", chunk)
        patch.setattr(mean_time, "CHUNK", chunk)
        patch.setattr(learn.incidence, "AT_ONCE", chunk)
        patch.setattr(learn.tallies, "AT_ONCE", chunk)
        parts = learn.aalen_johansen(log)
        pieces = learn.cumulative_incidence(log, ENDS)
        means.append(learn.restricted_mean_time(parts, until))
    np.testing.assert_allclose(parts.share, whole.share, rtol=0, atol=1e-12)
    np.testing.assert_allclose(parts.variance, whole.variance, rtol=0, atol=1e-12)
    np.testing.assert_allclose(pieces.variance, ends.variance, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(pieces.at_risk, ends.at_risk)
    for name in ("mean", "se"):
        np.testing.assert_allclose(means[1][name], means[0][name], rtol=0, atol=1e-9)


@given(lives(), st.data())
def test_cutting_stays_in_pieces_changes_nothing(rows: list[Row], data: st.DataObject) -> None:
    """A covariate that changes, or a partnership seen again where it was, splits a stay and no more."""
    log = log_of(rows)
    more = list(rows)
    for i, (who, time, state, _) in enumerate(rows[:-1]):
        after = rows[i + 1]
        if after[0] == who and after[1] > time and data.draw(st.booleans()):
            more.append((who, (time + after[1]) / 2, state, "seen"))
    split = log_of(more)
    if not (log.stays().exit > log.stays().entry).any():
        return
    assert len(split.stays().state) >= len(log.stays().state)
    one, other = learn.aalen_johansen(log), learn.aalen_johansen(split)
    np.testing.assert_allclose(one.share, other.share, rtol=0, atol=1e-12)
    np.testing.assert_array_equal(one.times, other.times)
    for estimate in (learn.transition_counts, learn.sojourns):
        for name, column in estimate(log).items():
            np.testing.assert_array_equal(column, estimate(split)[name])


@given(lives(at_once=False, late=False))
def test_hazards_are_counts_over_numbers_at_risk(rows: list[Row]) -> None:
    """Added up by hand, one partnership after the other."""
    log = log_of(rows)
    hazards = learn.nelson_aalen(log)
    stays = log.stays()
    names = {name: s for s, name in enumerate(STATES)}
    for m, (source, target) in enumerate(hazards.moves):
        total = 0.0
        for k, time in enumerate(hazards.times):
            there = (stays.state == names[source]) & (stays.entry < time) & (stays.exit >= time)
            moved = there & (stays.exit == time) & (stays.to == names[target])
            total += moved.sum() / max(there.sum(), 1)
            assert hazards.value[k, m] == pytest.approx(total, abs=1e-12)


@given(lives(whole=True), st.integers(0, 20))
def test_landmark_follows_those_who_are_there(rows: list[Row], at: int) -> None:
    """Without censoring it is the share of them that is in each state later."""
    log = log_of(rows)
    stays = log.stays()
    there = np.unique(
        stays.partnership[(stays.entry <= at) & (stays.exit > at) & (stays.state == 1)]
    )
    if not there.size:
        with pytest.raises(learn.EstimateError, match="nobody was under observation"):
            learn.landmark(log, at, "design")
        return
    found = learn.landmark(log, at, "design").table(at=[24.0])
    some = log_of(row for row in rows if log.partnerships.index(row[0]) in there)
    np.testing.assert_allclose(found["share"], observed(some, [24.0])[0], rtol=0, atol=1e-12)


def test_late_entry_counts_from_then_on() -> None:
    """Nobody is at risk before being under observation: one of two at first, then one of three."""
    rows = [("a", 0, "design", "exact"), ("a", 5, ENDS[0], "exact")]
    rows += [("b", 0, "design", "exact"), ("b", 9, "design", "censored")]
    rows += [("c", 3, "design", "seen"), ("c", 7, ENDS[1], "exact")]
    found = learn.cumulative_incidence(log_of(rows))
    assert found.at_risk.tolist() == [3, 2]
    assert found.survival.tolist() == pytest.approx([2 / 3, 1 / 3])


def test_moves_at_one_time_count_as_one() -> None:
    """From the state before to the one after; there and back is no move."""
    rows = [
        ("a", 0, "initiation", "exact"),
        ("a", 4, "design", "exact"),
        ("a", 4, "implementation", "exact"),
        ("b", 0, "initiation", "exact"),
        ("b", 4, "design", "exact"),
        ("b", 4, "initiation", "exact"),
        ("b", 6, "initiation", "censored"),
    ]
    found = learn.aalen_johansen(log_of(rows))
    assert found.share[:, :3].tolist() == [[1, 0, 0], [0.5, 0, 0.5]]
    assert learn.transition_counts(log_of(rows))["count"].sum() == 4


def test_who_was_there_when_observation_began_has_no_length_of_stay() -> None:
    """Unless it is known since when."""
    rows = [
        ("a", 3, "design", "seen"),
        ("a", 5, "implementation", "exact"),
        ("a", 9, ENDS[0], "exact"),
    ]
    table = {row["state"]: row for row in learn.sojourns(log_of(rows)).records()}
    assert table["design"]["unknown"] == 1
    assert table["implementation"]["median"] == 4
    stays = log_of(rows).stays()
    known = Stays(
        states=stays.states,
        partnership=stays.partnership,
        state=stays.state,
        entry=stays.entry,
        exit=stays.exit,
        to=stays.to,
        since=np.array([1.0, 5.0]),
    )
    assert learn.sojourn(known, "design").quantile(0.5)[0] == 4


def test_mean_up_to_a_horizon() -> None:
    """The area under a curve, of which the plain mean is a special case."""
    rows = [(f"p{i}", 0, "design", "exact") for i in range(4)]
    rows += [(f"p{i}", 2 * i + 1, ENDS[i % 2], "exact") for i in range(4)]
    mean = learn.restricted_mean(learn.cumulative_incidence(log_of(rows)), 100)
    lengths = np.array([1, 3, 5, 7])
    assert mean.value == pytest.approx(4)
    assert mean.se == pytest.approx(lengths.std() / 2)
    assert mean.interval()[0] == pytest.approx(4 - 1.96 * mean.se, abs=1e-3)
