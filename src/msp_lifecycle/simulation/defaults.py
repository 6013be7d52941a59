"""The numbers of the default scenario, each with its source or the word `assumed`.

What a source gives is rarely a monthly hazard of a move at given levels. The basis says how the one follows from the
other; signs of effects follow the source, sizes are assumed throughout.
"""

from msp_lifecycle.records import EndReason
from msp_lifecycle.simulation.parts import Covariate, Dynamics, Hazard

GIVEN_UP: EndReason = "abandoned"
CEILING = 2.0
"""Levels at most double a chance (assumed)."""

_TIES = {"A2": -0.5, "B2": -1.0, "C1": -0.8, "C3": -0.8}
_LOSES = {"cohesion=fragile": 1.2, "cohesion=robust": -0.9}
_ENDS = (
    "rate: 3 to 8 % of sites end in a year once established (Communities That Care, Pennsylvania, 2003-2006), new "
    "alliances more often (Lunnan and Haugland); signs: leadership and resources (ASPE survey of coalitions, 2011), "
    "functioning (Communities That Care), institutionalisation (Szulecki et al. 2011); sizes assumed"
)
_GOAL = "17 of 52 coalitions ended because goals were achieved or no longer needed (ASPE survey, 2011); rate assumed to fit"

NOTE = (
    "Rates and effects were chosen until three published patterns came out: endings most frequent early, survival and "
    "share of successes four years into Implementation, two thirds of survivors with new goals. That these come out is "
    "a fit, not a validation. That an institutionalised partnership ends less often and that levels rise by ever "
    "smaller steps is put in by the signs of effects and by the attractors. No published figure was kept back to test "
    "the scenario against; exit rules and the number of partners are not in it."
)
"""What the default scenario has been fitted to, and what it has not been tested against."""

HAZARDS: tuple[Hazard, ...] = (
    Hazard(
        move="advance",
        source="initiation",
        to="design",
        rate=0.10,
        ceiling=CEILING,
        effects={"A2": 0.8, "B1": 0.8, "B2": 0.4},
        basis="rate assumed: about a year in Initiation; signs S2:L5, L22, L25",
    ),
    Hazard(
        move="advance",
        source="design",
        to="implementation",
        rate=0.12,
        ceiling=CEILING,
        effects={"A1": 0.8, "A3": 0.4, "C1": 0.4, "C3": 0.8, "F2": 0.4},
        basis="rate assumed: about a year in Design; signs S2:L10, L14, L23, L31",
    ),
    Hazard(
        move="advance",
        source="implementation",
        to="further_development",
        rate=0.035,
        ceiling=CEILING,
        effects={"E1": 0.6, "E2": 0.6, "E3": 0.6},
        basis="rate assumed: two to three years, 340 IATI activities of 2019 have a median plan of 820 days; signs S2:L18",
    ),
    Hazard(
        move="loop_back",
        source="design",
        to="initiation",
        rate=0.010,
        ceiling=CEILING,
        effects={"B1": -1.0, "B3": -0.5},
        basis="rate assumed; signs S4:L49, S2:L25",
    ),
    Hazard(
        move="loop_back",
        source="implementation",
        to="design",
        rate=0.010,
        ceiling=CEILING,
        effects={"A1": -0.6, "B1": -0.8, "D1": -0.8, "F1": -0.6},
        basis="rate assumed; signs S2:L14 (conditions, key partners, results chains)",
    ),
    Hazard(
        move="loop_back",
        source="implementation",
        to="initiation",
        rate=0.002,
        ceiling=CEILING,
        effects={"B1": -1.0, "D1": -0.8},
        basis="rate assumed; signs S2:L14",
    ),
    Hazard(
        move="loop_back",
        source="further_development",
        to="design",
        rate=0.020,
        ceiling=CEILING,
        effects={"E3": 0.6},
        basis="76 of 113 sustained coalitions added goals (ASPE survey, 2011); rate assumed to fit",
    ),
    Hazard(
        move="loop_back",
        source="further_development",
        to="initiation",
        rate=0.004,
        basis="assumed",
    ),
    Hazard(
        move="continue",
        source="further_development",
        to="implementation",
        rate=0.030,
        ceiling=CEILING,
        effects={"A2": 0.5, "C3": 0.8},
        basis="55 of 113 sustained coalitions keep all original goals (ASPE survey, 2011); rate assumed to fit",
    ),
    *(
        Hazard(
            move="end",
            source=phase,
            reason=GIVEN_UP,
            rate=rate,
            ceiling=CEILING,
            effects=_TIES,
            covariates=_LOSES,
            basis=_ENDS,
        )
        for phase, rate in (
            ("initiation", 0.009),
            ("design", 0.006),
            ("implementation", 0.0065),
            ("further_development", 0.0065),
        )
    ),
    *(
        Hazard(
            move="end",
            source=phase,
            reason="goal_achieved",
            rate=rate,
            effects={"F1": 0.8},
            ceiling=CEILING,
            basis=_GOAL,
        )
        for phase, rate in (("implementation", 0.0014), ("further_development", 0.0045))
    ),
    Hazard(
        move="end",
        source="further_development",
        reason="handed_over",
        rate=0.0015,
        ceiling=CEILING,
        effects={"E3": 0.6},
        basis="assumed; S3:¶79 names it as a regular end",
    ),
    *(
        Hazard(move="pause", source=phase, rate=0.004, basis="assumed; S4:L49")
        for phase in ("initiation", "design", "implementation", "further_development")
    ),
    *(
        Hazard(move="resume", source=phase, standing="paused", rate=0.25, basis="assumed")
        for phase in ("initiation", "design", "implementation", "further_development")
    ),
    *(
        Hazard(
            move="end",
            source=phase,
            standing="paused",
            reason=GIVEN_UP,
            rate=0.02,
            covariates=_LOSES,
            basis="assumed",
        )
        for phase in ("initiation", "design", "implementation", "further_development")
    ),
)

DYNAMICS = Dynamics(
    attractors={
        "initiation": {"*": 0.45, "A1": 0.5, "A2": 0.55, "B1": 0.6, "D1": 0.65},
        "design": {"*": 0.55, "A1": 0.65, "C1": 0.65, "C3": 0.6, "F1": 0.6, "F2": 0.65},
        "implementation": {"*": 0.62, "C1": 0.7, "E1": 0.65, "E2": 0.6, "F1": 0.65},
        "further_development": {"*": 0.66, "C1": 0.7, "E2": 0.7, "E3": 0.7},
    },
    phi=0.93,
    sigma={"*": 0.05},
    low={"*": 0.0},
    high={"*": 0.6},
    jumps={"loop_back": {"A1": -0.10, "B1": -0.10, "F2": -0.10}},
    covariates={
        "cohesion=fragile": {"*": -0.05},
        "cohesion=robust": {"*": 0.05},
    },
    basis="assumed; scores of one partnership at six times rose by ever smaller steps (VPAT, Injury Prevention)",
)

COVARIATES: tuple[Covariate, ...] = (
    Covariate(
        name="cohesion",
        shares={"fragile": 0.25, "usual": 0.5, "robust": 0.25},
        basis="assumed; unobserved differences make early endings more frequent (Lunnan and Haugland)",
    ),
)
