"""Scenarios are values: immutable, comparable, writable; what is out of bounds is refused before anything runs."""

import datetime as dt
import pickle

import attrs
import pytest

from msp_lifecycle import simulation as sim
from msp_lifecycle.errors import MspError, UnknownName
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import Move, Partnership
from msp_lifecycle.simulation.program import compiled
from msp_lifecycle.simulation.reference import markov, reference

DEFAULT = sim.Scenario.default()


def test_a_scenario_survives_json_and_pickle():
    """Written and read again it is equal, and so is its hash."""
    scenario = DEFAULT.intervene(
        "trust", 0.2, from_month=24, whom={"cohesion": ["fragile", "usual"]}
    )
    assert sim.Scenario.from_json(scenario.to_json()) == scenario
    assert hash(sim.Scenario.from_mapping(scenario.to_mapping())) == hash(scenario)
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert scenario != DEFAULT


def test_correlations_survive_json_and_are_described():
    """They are part of the scenario, and a scenario written before there were any still reads."""
    both = _correlated({"B1": {"B2": 0.5}, "*": {"*": 0.1}})
    assert sim.Scenario.from_json(both.to_json()) == both
    assert "changes of B1 correlate with those of B2 0.5" in both.describe()
    old = DEFAULT.to_mapping()
    del old["dynamics"]["correlations"]
    assert sim.Scenario.from_mapping(old) == DEFAULT


def test_a_scenario_cannot_be_changed():
    """Neither its attributes nor what is in them."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        DEFAULT.horizon = 12
    with pytest.raises(TypeError):
        DEFAULT.dynamics.sigma["*"] = 1.0


def test_every_number_of_the_default_says_where_it_is_from():
    """A source or the word assumed stands beside each hazard, the dynamics and each covariate."""
    bases = [one.basis for one in (*DEFAULT.hazards, DEFAULT.dynamics, *DEFAULT.covariates)]
    assert all(basis.strip() for basis in bases)
    assert all(basis in DEFAULT.describe() for basis in bases)


def test_the_default_says_what_it_was_fitted_to():
    """Its description says that agreement with three published patterns is a fit; variants keep the note."""
    words = " ".join(DEFAULT.describe().split())
    assert "a fit, not a validation" in words
    assert "endings most frequent early" in words
    assert "four years into Implementation" in words
    assert "survivors with new goals" in words
    assert DEFAULT.intervene("trust", 0.1).note == DEFAULT.note
    assert attrs.evolve(DEFAULT, note="").describe().splitlines()[1].startswith("Lifecycle")


def test_guards_are_compiled_from_the_lifecycle():
    """As many of a factor's criteria as the guard requires, out of as many as there are."""
    for rule in STANDARD.moves:
        if rule.kind == "start" or rule.guard is None:
            continue
        guard = DEFAULT.rules.guard(rule.kind, rule.source or "design", rule.to)
        for need in guard.needs:
            required = [
                item.criterion
                for item in rule.guard.items
                if item.criterion.factor == need.factor and item.requirement == "must"
            ]
            there = [one for one in STANDARD.criteria if one.factor == need.factor]
            assert (need.count, need.of) == (len(required), len(there))


def test_a_stricter_profile_asks_for_more():
    """What a profile makes a must is drawn on by the compiled guard."""
    from msp_lifecycle.criteria import STANDARD_PROFILE

    all_count = STANDARD_PROFILE.customised("all", blocking=frozenset(("must", "should")))
    asked = {
        profile.name: sum(
            need.count for guard in sim.Rules.of(STANDARD, profile).guards for need in guard.needs
        )
        for profile in (STANDARD_PROFILE, all_count)
    }
    assert asked["all"] > asked[STANDARD_PROFILE.name]


@pytest.mark.parametrize("name", ["B2", "trust", "Trust", "b2"])
def test_a_factor_is_found_by_code_title_or_word(name):
    """People say trust, not B2."""
    assert DEFAULT.intervene(name, 0.1).interventions[0].factor == "B2"


def test_a_scenario_starts_where_a_partnership_stands():
    """Phase, standing and levels are those of the records."""
    moves = [Move(kind="start", on=dt.date(2020, 5, 1), to="initiation")]
    moves.append(Move(kind="pause", on=dt.date(2020, 6, 1)))
    p = Partnership(id="p", name="P", moves=moves)
    scenario = sim.Scenario.starting_from(p, on=dt.date(2020, 7, 1))
    assert (scenario.phase, scenario.standing) == ("initiation", "paused")
    assert scenario.dynamics.low == scenario.dynamics.high
    run = sim.simulate(scenario, partnerships=100, months=12, rng=7)
    assert run.states[run.program.tables.start].name == "initiation, paused"


def test_nothing_follows_an_end_or_precedes_a_start():
    """A partnership that has not started has nothing to simulate from."""
    with pytest.raises(sim.ScenarioError, match="not started"):
        sim.Scenario.starting_from(Partnership(id="p", name="P"), on=dt.date(2020, 1, 1))


def _correlated(correlations):
    return attrs.evolve(DEFAULT, dynamics=attrs.evolve(DEFAULT.dynamics, correlations=correlations))


HAZARD = {"move": "advance", "source": "initiation", "to": "design"}
BAD = {
    "horizon 0": lambda: attrs.evolve(DEFAULT, horizon=0),
    "months 0": lambda: sim.simulate(DEFAULT, partnerships=10, months=0),
    "months true": lambda: sim.simulate(DEFAULT, partnerships=10, months=True),
    "a thousand years more": lambda: attrs.evolve(DEFAULT, horizon=12_001),
    "step longer than horizon": lambda: attrs.evolve(DEFAULT, step=241),
    "hazard -1": lambda: sim.Hazard(**HAZARD, rate=-1),
    "hazard nan": lambda: sim.Hazard(**HAZARD, rate=float("nan")),
    "hazard 2": lambda: sim.Hazard(**HAZARD, rate=2),
    "ceiling below 1": lambda: sim.Hazard(**HAZARD, rate=0.1, ceiling=0.5),
    "shape": lambda: sim.Hazard(**HAZARD, rate=0.1, shape="round"),
    "end without reason": lambda: sim.Hazard(move="end", source="design", rate=0.1),
    "resume from active": lambda: sim.Hazard(move="resume", source="design", rate=0.1),
    "phi": lambda: attrs.evolve(DEFAULT.dynamics, phi=1.5),
    "sigma": lambda: attrs.evolve(DEFAULT.dynamics, sigma={"*": -0.1}),
    "correlation 1.5": lambda: attrs.evolve(DEFAULT.dynamics, correlations={"B1": {"B2": 1.5}}),
    "correlation with itself": lambda: _correlated({"B1": {"B1": 0.5}}),
    "correlation given twice": lambda: _correlated({"B1": {"B2": 0.5}, "B2": {"B1": 0.4}}),
    "correlation of the unknown": lambda: _correlated({"B1": {"Z9": 0.5}}),
    "no correlations of real numbers": lambda: _correlated(
        {"B1": {"B2": 0.9, "C1": 0.9}, "B2": {"C1": -0.9}}
    ),
    "a covariance that is not one": lambda: DEFAULT.dynamics.with_covariance(
        ["B1", "B2"], [[1.0, 2.0], [2.0, 1.0]]
    ),
    "a covariance that is not symmetric": lambda: DEFAULT.dynamics.with_covariance(
        ["B1", "B2"], [[1.0, 0.2], [0.1, 1.0]]
    ),
    "a covariance that is not square": lambda: DEFAULT.dynamics.with_covariance(
        ["B1", "B2"], [[1.0, 0.2]]
    ),
    "a variance of 0": lambda: DEFAULT.dynamics.with_covariance(["B1"], [[0.0]]),
    "a covariance of nan": lambda: DEFAULT.dynamics.with_covariance(["B1"], [[float("nan")]]),
    "low above high": lambda: attrs.evolve(
        DEFAULT, dynamics=attrs.evolve(DEFAULT.dynamics, low={"*": 0.7})
    ),
    "shares": lambda: sim.Covariate(name="size", shares={"small": 0.5, "large": 0.6}),
    "unknown factor in effects": lambda: attrs.evolve(
        DEFAULT, hazards=[sim.Hazard(**HAZARD, rate=0.1, effects={"Z9": 1})]
    ),
    "unknown move": lambda: attrs.evolve(
        DEFAULT, hazards=[sim.Hazard(move="advance", source="design", to="initiation", rate=0.1)]
    ),
    "unknown phase": lambda: attrs.evolve(DEFAULT, phase="childhood"),
    "doubled hazard": lambda: attrs.evolve(DEFAULT, hazards=[*DEFAULT.hazards, DEFAULT.hazards[0]]),
    "unknown label": lambda: DEFAULT.intervene("trust", 0.1, whom={"cohesion": "none"}),
    "intervention backwards": lambda: DEFAULT.intervene("trust", 0.1, from_month=9, to_month=3),
    "shift 2": lambda: DEFAULT.intervene("trust", 2.0),
    "too many groups": lambda: attrs.evolve(
        DEFAULT,
        covariates=[
            *DEFAULT.covariates,
            *(sim.Covariate(name=f"c{i}", shares={"a": 0.5, "b": 0.5}) for i in range(10)),
        ],
    ),
    "no partnerships": lambda: sim.simulate(DEFAULT, partnerships=0),
    "half a partnership": lambda: sim.simulate(DEFAULT, partnerships=0.5),
    "a million millions": lambda: sim.simulate(DEFAULT, partnerships=10**12),
    "more than memory": lambda: sim.simulate(DEFAULT, partnerships=2**32 - 1),
    "engine": lambda: sim.simulate(DEFAULT, partnerships=10, engine="steam"),
    "backend": lambda: sim.simulate(DEFAULT, partnerships=10, backend="cuda"),
    "levels of fewer than none": lambda: sim.simulate(DEFAULT, partnerships=10, levels=-1),
    "levels of more than there are": lambda: sim.simulate(DEFAULT, partnerships=10, levels=11),
    "counts of a million millions": lambda: sim.simulate(
        DEFAULT, partnerships=10**12, events=False
    ),
    "thinning of clipped levels": lambda: sim.simulate(reference("state"), partnerships=10),
    "hazards above one": lambda: compiled(
        attrs.evolve(markov(), hazards=[attrs.evolve(one, rate=0.6) for one in markov().hazards])
    ),
    "seed of minus one": lambda: sim.simulate(DEFAULT, partnerships=10, rng=-1),
    "seed in words": lambda: sim.simulate(DEFAULT, partnerships=10, rng="seven"),
    "number of workers": lambda: sim.simulate(DEFAULT, partnerships=10, executor=4),
    "confidence in per cent": lambda: sim.simulate(DEFAULT, partnerships=10, months=1).endings(
        confidence=95
    ),
    "json": lambda: sim.Scenario.from_json("{"),
    "unknown key": lambda: sim.Scenario.from_mapping({**DEFAULT.to_mapping(), "extra": 1}),
    "missing key": lambda: sim.Scenario.from_mapping({"name": "x"}),
    "wrong type": lambda: sim.Scenario.from_mapping({**DEFAULT.to_mapping(), "horizon": "240"}),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_out_of_bounds_is_refused(what):
    """Before any work starts, by an error that is a ValueError and pickles."""
    with pytest.raises(sim.ScenarioError) as caught:
        BAD[what]()
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, MspError)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    ("what", "bound"),
    [
        ("horizon 0", "less than 1"),
        ("hazard -1", "less than 0"),
        ("a million millions", "more than 4,294,967,295"),
        ("more than memory", "GiB of this machine"),
        ("hazards above one", "more than 1"),
        ("shares", "sum to 1.1"),
        ("no correlations of real numbers", "less than 1e-09 .the matrix is not positive definite"),
        ("a covariance that is not one", "before B2 leave -3 of its variance"),
        ("correlation 1.5", "1.5 is more than 1"),
        ("unknown factor in effects", "no 'Z9'; there are A1"),
    ],
)
def test_the_message_names_the_bound(what, bound):
    """So that one knows what to change."""
    with pytest.raises(sim.ScenarioError, match=bound.replace("+", r"\+")):
        BAD[what]()


def test_an_unknown_factor_is_answered_with_those_there_are():
    """By code and title."""
    with pytest.raises(UnknownName, match="B2 \\(Trust\\)"):
        DEFAULT.intervene("love", 0.1)


def test_numba_that_is_not_there_is_named_with_its_extra():
    """The message says what to install."""
    error = sim.MissingExtra("numba", "fast")
    assert "msp-lifecycle[fast]" in str(pickle.loads(pickle.dumps(error)))


def test_interventions_act_when_and_on_whom_they_say():
    """A level shift begins and ends with its months; an attractor shift follows by and by; others have none of it."""
    scenario = DEFAULT.intervene("B2", 0.2, from_month=10, to_month=20, whom={"cohesion": "robust"})
    scenario = scenario.intervene("C1", 0.1, from_month=5, acts="attractor")
    program = compiled(scenario)
    tables, width = program.tables, program.tables.steps + 1
    codes = scenario.rules.codes
    for group, labels in enumerate(program.groups):
        base = tables.lift_base[group]
        trust = tables.lift[codes.index("B2")][base : base + width]
        expected = 0.2 if "cohesion=robust" in labels else 0.0
        assert trust[[9, 10, 20, 21]].tolist() == pytest.approx([0, expected, expected, 0])
        office = tables.lift[codes.index("C1")][base : base + width]
        assert office[4] == 0
        assert office[5] == pytest.approx(0.1 * 0.07)
        assert office[200] == pytest.approx(0.1, abs=1e-6)


def test_the_open_guard_of_a_record_implies_levels_that_pass():
    """Whatever stands on records: if all that the guard requires stands, the counts are at least what was compiled."""
    rules = DEFAULT.rules
    for rule in STANDARD.moves:
        if rule.kind == "start" or rule.guard is None:
            continue
        standing = {item.criterion.code for item in rule.guard.items if item.requirement == "must"}
        guard = rules.guard(rule.kind, rule.source or "design", rule.to)
        for need in guard.needs:
            stood = [c for c in STANDARD.criteria if c.factor == need.factor and c.code in standing]
            assert len(stood) >= need.count
