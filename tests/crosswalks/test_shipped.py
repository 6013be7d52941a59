"""The crosswalks say what the reference says, both ways."""

from __future__ import annotations

from itertools import product

import pytest

import msp_lifecycle as msp
from msp_lifecycle.crosswalks import (
    CROSSWALKS,
    FOUR_PHASES,
    IATI,
    Counterpart,
    Crosswalk,
    Place,
    crosswalk_named,
    of_lifecycle,
)

EACH = pytest.mark.parametrize("crosswalk", CROSSWALKS, ids=lambda one: one.name)
STANDINGS = ("active", "paused", "suspended", "ended")
REASONS = (None, "goal_achieved", "handed_over", "merged", "abandoned", "dissolved")

TABLE = {
    "six_steps": [["scoping", "inviting"], ["agreeing"], ["carrying_out"], ["growing"]],
    "tpi": [["1", "2"], ["3", "4", "5", "6"], ["7", "8", "9", "10"], ["11", "12"]],
    "guidebook": [
        ["scoping_building"],
        ["scoping_building", "managing_maintaining"],
        ["managing_maintaining", "reviewing_revising"],
        ["sustaining_outcomes"],
    ],
    "msp_guide": [
        ["initiating"],
        ["adaptive_planning"],
        ["collaborative_action", "reflective_monitoring"],
        ["reflective_monitoring"],
    ],
    "iati": [["1"], ["1"], ["2"], ["3"]],
    "oc4ids": [
        ["identification"],
        ["preparation"],
        ["implementation"],
        ["completion", "maintenance", "decommissioning"],
    ],
}
"""The table of the reference, phase by phase, of partnerships that are active."""

HALTS = [
    ("six_steps", "initiation", "paused", None, ["shifting"]),
    ("iati", "implementation", "suspended", None, ["6"]),
    ("iati", "design", "suspended", None, []),
    ("iati", "design", "ended", "abandoned", ["5"]),
    ("iati", "further_development", "ended", "goal_achieved", ["4"]),
    ("iati", "implementation", "ended", None, ["4", "5"]),
    ("oc4ids", "implementation", "ended", "merged", ["completed"]),
]


@pytest.mark.parametrize("name", TABLE)
def test_it_says_what_the_reference_says(name: str) -> None:
    """Phase by phase."""
    crosswalk = crosswalk_named(name)
    found = [[one.code for one in crosswalk.stages(phase)] for phase in FOUR_PHASES]
    assert found == TABLE[name]


@pytest.mark.parametrize(("name", "phase", "standing", "reason", "codes"), HALTS)
def test_halts_and_ends(
    name: str, phase: str, standing: str, reason: str | None, codes: list[str]
) -> None:
    """Where a standing rather than a phase is what the other model tells."""
    found = crosswalk_named(name).stages(phase, standing, reason)  # type: ignore[arg-type]
    assert [one.code for one in found] == codes


@EACH
def test_both_ways_say_the_same(crosswalk: Crosswalk) -> None:
    """A stage lies in a place if and only if the place is called by that stage."""
    for phase, standing, reason in product(FOUR_PHASES, STANDINGS, REASONS):
        called = {one.code for one in crosswalk.stages(phase, standing, reason)}  # type: ignore[arg-type]
        lying = {
            one.code
            for one in crosswalk.counterparts
            if any(place.holds(phase, standing, reason) for place in crosswalk.places(one.code))  # type: ignore[arg-type]
        }
        assert called == lying


@EACH
def test_a_round_trip_loses_nothing_where_the_map_is_one_to_one(crosswalk: Crosswalk) -> None:
    """From a stage to its place and back to the same stage alone."""
    for code in crosswalk.one_to_one:
        [place] = crosswalk.places(code)
        for reason in place.reasons or (None,):
            [back] = crosswalk.stages(place.phase, place.standing, reason)
            assert back.code == code


def test_which_stages_are_one_to_one() -> None:
    """All of IATI but the first, none of the twelve phases."""
    found = {one.name: " ".join(one.one_to_one) for one in CROSSWALKS}
    assert found == {
        "six_steps": "shifting agreeing carrying_out growing",
        "tpi": "",
        "guidebook": "sustaining_outcomes",
        "msp_guide": "initiating adaptive_planning",
        "iati": "2 3 4 5 6",
        "oc4ids": "identification preparation implementation completed cancelled",
    }


@EACH
def test_what_lies_in_several_places_says_that_it_is_a_reading(crosswalk: Crosswalk) -> None:
    """So that nobody takes a guess for a fact."""
    for one in crosswalk.counterparts:
        places = crosswalk.places(one.code)
        assert len(places) == 1 or all(place.inferred for place in places)


@EACH
def test_every_phase_has_a_name_in_every_model(crosswalk: Crosswalk) -> None:
    """And what no model has says so."""
    assert all(crosswalk.stages(phase) for phase in FOUR_PHASES)
    with pytest.raises(msp.UnknownName, match="no-such"):
        crosswalk.places("no-such")


def test_the_four_phases_are_their_own_crosswalk() -> None:
    """Each lies where its name says."""
    own = of_lifecycle(msp.STANDARD)
    assert own.one_to_one == FOUR_PHASES
    assert [own.places(phase)[0].phase for phase in FOUR_PHASES] == list(FOUR_PHASES)


def test_a_phase_that_counts_as_none_is_refused() -> None:
    """A crosswalk that leaves a stage out would lose it without a word."""
    own = msp.Lifecycle(
        name="own",
        title="Own",
        phases=(msp.Phase(name="talks", title="Talks"),),
        moves=(msp.MoveRule(kind="start", to="talks"), msp.MoveRule(kind="end")),
    )
    with pytest.raises(msp.LifecycleError, match="talks lies nowhere"):
        of_lifecycle(own)


def test_a_stage_that_is_there_twice_is_refused() -> None:
    """It could not be told from itself."""
    one = Counterpart("1", "One", (Place("design"),))
    with pytest.raises(msp.LifecycleError, match="two stages are called 1"):
        Crosswalk(name="x", title="X", source="X", counterparts=(one, one))


def test_those_shipped_are_those_of_the_table() -> None:
    """Each under its name, and none besides."""
    assert [one.name for one in CROSSWALKS] == list(TABLE)
    assert IATI.places("2") == (Place("implementation"),)
    with pytest.raises(msp.UnknownName, match="oc4ids"):
        crosswalk_named("iso")
