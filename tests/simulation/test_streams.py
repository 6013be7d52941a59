"""What a seed gives depends on the seed alone: not on chunks, workers, backend, or how many are asked for."""

import hashlib
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import attrs
import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation import running
from msp_lifecycle.simulation.kernels.arithmetic import (
    block_keys,
    exponential,
    log_of_24_bits,
    words,
)
from msp_lifecycle.simulation.kernels.normals import normals, quantiles
from msp_lifecycle.simulation.reference import reference

DIGESTS = {
    "thinning": "e224ad1eb5ed7488b804b7c475118f93ea5aece0b61b5817a005e02ce1592607",
    "stepwise": "21aed9669ffc4745447a12a6fb4fa001a51bd3f636e4a11b627c64c35f4d32ee",
}
ENGINES = ("thinning", "stepwise")


def general() -> sim.Scenario:
    """A scenario with everything in it: guards, groups, jumps, interventions on some and on all."""
    base = attrs.evolve(sim.Scenario.default(), horizon=60)
    return base.intervene("trust", 0.2, from_month=24, whom={"cohesion": "fragile"}).intervene(
        "C1", 0.1, from_month=6, to_month=30, acts="attractor"
    )


def correlated() -> sim.Scenario:
    """The same, with noise that factors share."""
    base = general()
    shared = {"*": {"*": 0.2}, "B1": {"B2": 0.6, "C1": -0.1}}
    return attrs.evolve(base, dynamics=attrs.evolve(base.dynamics, correlations=shared))


def same(one: sim.Ensemble, other: sim.Ensemble) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one.logged, other.logged, strict=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_stream_of_a_seed_is_a_contract(engine):
    """Changing what a seed gives is a breaking change: say so in the changelog before you change this digest."""
    scenario = reference("read", 60).intervene("F04", 0.2, from_month=24)
    hazards = [
        attrs.evolve(one, shape="log-linear", ceiling=1.5) if one.reason == "dissolved" else one
        for one in scenario.hazards
    ]
    scenario = attrs.evolve(scenario, hazards=hazards)
    run = sim.simulate(scenario, partnerships=5_000, rng=7, engine=engine, backend="numpy")
    digest = hashlib.sha256(b"".join(part.astype("<u4").tobytes() for part in run.logged))
    assert digest.hexdigest() == DIGESTS[engine]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "scenario",
    [general(), correlated(), reference("read", 60)],
    ids=["general", "correlated", "w0c"],
)
def test_numba_gives_the_bits_of_numpy(engine, scenario):
    """The fast kernels are the same law, to the bit."""
    pytest.importorskip("numba")
    plain = sim.simulate(scenario, partnerships=6_000, rng=7, engine=engine, backend="numpy")
    fast = sim.simulate(scenario, partnerships=6_000, rng=7, engine=engine, backend="numba")
    assert same(plain, fast)


def test_numba_gives_the_bits_of_numpy_when_levels_are_clipped():
    """The same for W0, which only the stepwise engine can do."""
    pytest.importorskip("numba")
    w0 = reference("state", 60)
    plain, fast = (
        sim.simulate(w0, partnerships=6_000, rng=7, engine="stepwise", backend=backend)
        for backend in ("numpy", "numba")
    )
    assert same(plain, fast)


def test_numba_finds_room_for_many_moves():
    """A log that is too short is made again, long enough."""
    pytest.importorskip("numba")
    busy = attrs.evolve(
        reference("read"),
        hazards=[
            sim.Hazard(move="advance", source="initiation", to="design", rate=1.0),
            sim.Hazard(move="advance", source="design", to="implementation", rate=1.0),
            sim.Hazard(move="loop_back", source="implementation", to="design", rate=1.0),
        ],
    )
    run = sim.simulate(busy, partnerships=100, rng=7, backend="numba")
    assert len(run.logged.move) == 100 * 240


@pytest.mark.parametrize("engine", ENGINES)
def test_more_partnerships_leave_the_first_as_they_are(engine):
    """Run 7 is the same run 7 whether one asks for 5,000 runs or 9,000."""
    few = sim.simulate(general(), partnerships=5_000, rng=7, engine=engine).logged
    many = sim.simulate(general(), partnerships=9_000, rng=7, engine=engine).logged
    first = many.partnership < 5_000
    assert all(np.array_equal(a, b[first]) for a, b in zip(few, many, strict=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_chunks_do_not_show(engine, monkeypatch):
    """One block at a time gives what many at a time give."""
    whole = sim.simulate(general(), partnerships=9_000, rng=7, engine=engine, backend="numpy")
    monkeypatch.setattr(running, "TASK", 1)
    parts = sim.simulate(general(), partnerships=9_000, rng=7, engine=engine, backend="numpy")
    assert same(whole, parts)


def test_threads_do_not_show(monkeypatch):
    """Two threads give what one gives."""
    monkeypatch.setattr(running, "TASK", 1)
    alone = sim.simulate(general(), partnerships=12_000, rng=7)
    with ThreadPoolExecutor(2) as pool:
        assert same(alone, sim.simulate(general(), partnerships=12_000, rng=7, executor=pool))


def test_processes_do_not_show(monkeypatch):
    """Two processes give what one gives."""
    monkeypatch.setattr(running, "TASK", 1)
    alone = sim.simulate(general(), partnerships=6_000, rng=7, backend="numpy")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        spread = sim.simulate(general(), partnerships=6_000, rng=7, backend="numpy", executor=pool)
    assert same(alone, spread)


def test_counts_alone_are_those_of_the_events():
    """Without events the same moves are counted."""
    full = sim.simulate(general(), partnerships=5_000, rng=7)
    counts = sim.simulate(general(), partnerships=5_000, rng=7, events=False)
    assert counts.moves is None
    assert np.array_equal(full.counts, counts.counts)


def test_a_seed_may_be_given_in_any_form():
    """A number, a seed sequence and a generator of the same seed are the same."""
    runs = [
        sim.simulate(general(), partnerships=500, rng=rng)
        for rng in (7, np.random.SeedSequence(7), np.random.default_rng(7))
    ]
    assert same(runs[0], runs[1])
    assert same(runs[0], runs[2])


def test_a_generator_is_moved_on():
    """Two runs with one generator differ."""
    rng = np.random.default_rng(7)
    runs = [sim.simulate(general(), partnerships=500, rng=rng) for _ in range(2)]
    assert not same(*runs)


def test_without_a_seed_runs_differ():
    """No hidden seed."""
    assert not same(*(sim.simulate(general(), partnerships=500) for _ in range(2)))


def test_the_shipped_normals_are_the_normal_quantiles():
    """The file is what its script writes, up to the last bits of a platform's library."""
    assert np.allclose(normals(), quantiles(), atol=1e-6)
    assert abs(float(np.mean(normals().astype(float) ** 2)) - 1) < 1e-6


def test_the_words_are_random():
    """Bits are fair, words of neighbours and of neighbouring steps unrelated (each within 5 standard errors)."""
    keys = block_keys(7, 0)
    table = np.stack([words(keys, step) for step in range(64)])
    bits = np.unpackbits(table.view(np.uint8)).astype(float)
    assert abs(bits.mean() - 0.5) < 5 * 0.5 / len(bits) ** 0.5
    unit = table / 2.0**64 - 0.5
    for one, other in ((unit[1:], unit[:-1]), (unit[:, 1:], unit[:, :-1])):
        assert abs(np.mean(one * other) * 12) < 5 / one.size**0.5


def test_own_logarithm_and_exponential_are_accurate():
    """To what their docstrings say."""
    bits = np.arange(0, 2**24, 997, dtype=np.int32)
    assert np.allclose(log_of_24_bits(bits), np.log((bits + 0.5) / 2**24), rtol=1e-9, atol=1e-9)
    x = np.linspace(-20, 20, 10_001, dtype=np.float32)
    assert np.allclose(exponential(x), np.exp(x.astype(float)), rtol=3e-6)
