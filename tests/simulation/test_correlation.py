"""Noise that factors share: the covariance asked for is the one that comes out, in both engines."""

import attrs
import numpy as np
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.simulation.correlation import factored, matrix
from msp_lifecycle.simulation.reference import reference

COVARIANCE = [[9e-4, 6e-4, -2e-4], [6e-4, 16e-4, 1e-4], [-2e-4, 1e-4, 4e-4]]
FACTORS = ["F01", "F03", "F16"]


def still() -> sim.Scenario:
    """Levels near the middle, candidates every few months, none of which moves."""
    base = reference("read", 12)
    never = sim.Hazard(
        move="advance",
        source="initiation",
        to="design",
        rate=0.3,
        shape="step",
        effects={"F00": 1.0},
        reference={"*": 1.0},
    )
    dynamics = attrs.evolve(
        base.dynamics,
        attractors={"*": {"*": 0.5, "F00": -1.0}},
        low={"*": 0.5},
        high={"*": 0.5},
        sigma={"*": 0.03},
        phi=0.8,
    )
    return attrs.evolve(
        base, hazards=[never], dynamics=dynamics.with_covariance(FACTORS, COVARIANCE)
    )


@pytest.mark.parametrize("engine", ["thinning", "stepwise"])
def test_levels_have_the_covariance_that_was_asked_for(engine):
    """In every month t the levels' covariance is (1 - phi^2t) / (1 - phi^2) times it, within 5 standard errors."""
    n, rows = 40_000, [int(code[1:]) for code in FACTORS]
    run = sim.simulate(still(), partnerships=n, rng=7, engine=engine, levels=n)
    asked = np.array(COVARIANCE)
    for month in (1, 2, 5, 12):
        grown = asked * (1 - 0.64**month) / (1 - 0.64)
        found = np.cov(run.traces[:, month, rows].astype(float).T)
        error = np.sqrt((np.outer(np.diag(grown), np.diag(grown)) + grown**2) / n)
        assert (np.abs(found - grown) < 5 * error).all()
    others = np.corrcoef(run.traces[:, 6, [2, *rows]].astype(float).T)[0, 1:]
    assert (np.abs(others) < 5 / n**0.5).all()


def test_the_triangle_makes_the_correlations():
    """Multiplied by itself it is the matrix; what all pairs share and what one pair has stand side by side."""
    codes = ["A", "B", "C", "D"]
    asked = matrix(codes, {"*": {"*": 0.3}, "C": {"A": 0.7}})
    lower = np.array(factored(codes, asked))
    assert np.allclose(lower @ lower.T, asked)
    assert asked[0][2] == asked[2][0] == 0.7
    assert asked[1][3] == 0.3


def test_a_covariance_comes_apart_and_together():
    """Standard deviations and correlations say what the covariance said."""
    dynamics = still().dynamics
    sigma = [dynamics.sigma[code] for code in FACTORS]
    found = np.array(matrix(FACTORS, dynamics.correlations)) * np.outer(sigma, sigma)
    assert np.allclose(found, COVARIANCE)
