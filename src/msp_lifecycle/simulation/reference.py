"""Reference workloads: a small made-up lifecycle whose law has been simulated by other programs.

They serve tests and benchmarks; their numbers say nothing about partnerships. `clip="state"` is W0, `clip="read"` W0c,
`clip="static"` W0s of the design notes.
"""

from typing import Literal

from msp_lifecycle.simulation.parts import Dynamics, Hazard
from msp_lifecycle.simulation.rules import CompiledGuard, Rules, SizedFactor
from msp_lifecycle.simulation.scenario import Scenario

PHASES = ("initiation", "design", "implementation", "further_development")
FACTORS = tuple(f"F{k:02d}" for k in range(17))

ADVANCE = (0.06, 0.05, 0.04, 0.03)
BACK = (0.0, 0.0, 0.05, 0.04)
DISSOLVE = (0.012, 0.008, 0.005, 0.004)
DRAWN_ON = (
    (0, 1, 2, 3, 4, 6, 10),
    (1, 2, 3, 4, 5, 6, 7, 10, 12),
    (2, 4, 5, 6, 7, 8, 9, 11, 12, 13, 16),
    (4, 6, 8, 9, 11, 13, 14, 15, 16),
)
"""Factors whose mean decides on the moves from each phase."""


def rules() -> Rules:
    """Return a lifecycle of four phases without guards."""
    guards = [CompiledGuard(kind="end")]
    guards += [CompiledGuard(kind="advance", source=PHASES[p], to=PHASES[p + 1]) for p in range(3)]
    guards += [CompiledGuard(kind="loop_back", source=PHASES[p], to="design") for p in (2, 3)]
    return Rules(
        lifecycle="w0",
        profile="none",
        phases=PHASES,
        first=PHASES[0],
        factors=tuple(SizedFactor(code, code, 1) for code in FACTORS),
        guards=tuple(guards),
    )


def reference(clip: Literal["state", "read", "static"] = "read", horizon: int = 240) -> Scenario:
    """Return workload W0 (`state`), W0c (`read`) or W0s (`static`).

    Examples:
        >>> reference("static").dynamics.phi
        1.0
    """
    centre = {code: 0.35 + 0.30 * ((7 * k) % 17) / 16 for k, code in enumerate(FACTORS)}
    static = clip == "static"
    return Scenario(
        name=f"W0, {clip}",
        rules=rules(),
        hazards=[hazard for p in range(4) for hazard in _leaving(p)],
        dynamics=Dynamics(
            attractors={"*": centre},
            phi=1.0 if static else 0.92,
            sigma={"*": 0.0 if static else 0.08},
            clipped=clip == "state",
        ),
        horizon=horizon,
    )


def _leaving(p: int) -> list[Hazard]:
    """Return the moves from a phase: W0 counts what its mean is above 1/2 or below 0.45 on one uniform number."""
    part = 1 / len(DRAWN_ON[p])
    rises = {FACTORS[k]: part for k in DRAWN_ON[p]}
    falls = {FACTORS[k]: -part for k in DRAWN_ON[p]}
    phase = PHASES[p]
    ends = Hazard(
        move="end",
        source=phase,
        reason="dissolved",
        rate=DISSOLVE[p],
        shape="linear",
        effects=falls,
        reference={"*": 0.0},
        ceiling=1.0,
    )
    forward = Hazard(
        move="advance" if p < 3 else "end",
        source=phase,
        to=PHASES[p + 1] if p < 3 else None,
        reason=None if p < 3 else "goal_achieved",
        rate=ADVANCE[p],
        shape="step",
        effects=rises,
    )
    if not BACK[p]:
        return [ends, forward]
    back = Hazard(
        move="loop_back",
        source=phase,
        to="design",
        rate=BACK[p],
        shape="step",
        effects=falls,
        reference={"*": 0.45},
    )
    return [ends, forward, back]


def markov(horizon: int = 120) -> Scenario:
    """Return a scenario whose chances never change: a Markov chain with closed forms."""
    chances: list[tuple[str, int, str | None, str | None, float]]
    chances = [("end", p, "dissolved", None, DISSOLVE[p]) for p in range(4)]
    chances += [("advance", p, None, PHASES[p + 1], ADVANCE[p]) for p in range(3)]
    chances += [("end", 3, "goal_achieved", None, ADVANCE[3])]
    chances += [("loop_back", p, None, "design", BACK[p]) for p in (2, 3)]
    return Scenario(
        name="Markov chain",
        rules=rules(),
        hazards=[
            Hazard(move=move, source=PHASES[p], reason=reason, to=to, rate=rate)  # type: ignore[arg-type]  # names as in the table above
            for move, p, reason, to, rate in chances
        ],
        dynamics=Dynamics(attractors={"*": {"*": 0.5}}, phi=0.9, sigma={"*": 0.05}),
        horizon=horizon,
    )
