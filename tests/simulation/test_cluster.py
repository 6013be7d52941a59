"""A cluster gives the bits of one thread, even if a worker dies during the run."""

import os
import signal
import threading

import attrs
import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation import running

# Dask warns of its own shutting down, and of a worker that dies, which is what is tested.
pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_cluster_that_loses_a_worker_loses_nothing(monkeypatch):
    """Two worker processes, one killed during the run: the same moves as in one thread."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(running, "TASK", 2)
    scenario = attrs.evolve(sim.Scenario.default(), horizon=120)
    alone = sim.simulate(scenario, partnerships=120_000, rng=7, backend="numpy")
    killed = threading.Event()
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        pids = list(client.run(os.getpid).values())

        def kill(done, of):
            if not killed.is_set():
                killed.set()
                os.kill(pids[0], signal.SIGKILL)

        spread = sim.simulate(
            scenario,
            partnerships=120_000,
            rng=7,
            backend="numpy",
            executor=client.get_executor(),
            progress=kill,
        )
    assert killed.is_set()
    assert all(np.array_equal(a, b) for a, b in zip(alone.logged, spread.logged, strict=True))
