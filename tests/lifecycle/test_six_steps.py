"""The six steps: what they count as, what guards them, and that they share their criteria with the four phases."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest

import msp_lifecycle as msp
from msp_lifecycle.machine import LifecycleMachine

STEPS = {
    "scoping": ("initiation", False),
    "inviting": ("initiation", False),
    "shifting": ("initiation", True),
    "agreeing": ("design", False),
    "carrying_out": ("implementation", False),
    "growing": ("further_development", False),
}
"""What the reference says each of the six steps is, of the four phases."""

GUARDS = {
    "scoping": "A2.7",
    "inviting": "PR-10",
    "shifting": "STEP-1 B1.10",
    "agreeing": "STEP-2",
    "carrying_out": "C3.7 F1.6 F2.4",
    "growing": "STEP-5",
}
"""What each step must have before it, after the checks of the reference."""


def test_the_steps_count_as_the_phases_of_the_crosswalk() -> None:
    """In their order, the third one paused."""
    found = {one.name: (one.counts_as, one.paused) for one in msp.SIX_STEPS.phases}
    assert list(found.items()) == list(STEPS.items())


@pytest.mark.parametrize(("step", "codes"), GUARDS.items())
def test_what_a_step_requires(step: str, codes: str) -> None:
    """Of those moves that lead forward."""
    [rule] = [r for r in msp.SIX_STEPS.moves if r.to == step and r.kind in ("start", "advance")]
    musts = [one.criterion.code for one in rule.checklist.items if one.requirement == "must"]
    assert musts == codes.split()


def test_one_can_go_back_from_every_step_to_every_earlier_one() -> None:
    """Lead, participants and scope are found by going round."""
    names = list(STEPS)
    back = {(one.source, one.to) for one in msp.SIX_STEPS.moves if one.kind == "loop_back"}
    assert back == {(b, a) for i, b in enumerate(names) for a in names[:i]}


def test_nothing_formal_is_asked_for_before_the_agreement() -> None:
    """No signature, no secretariat and no trust on the way to the second meeting."""
    for rule in msp.SIX_STEPS.moves:
        if rule.to in ("scoping", "inviting", "shifting", "agreeing") and rule.guard:
            factors = {one.criterion.factor for one in rule.guard.items}
            assert not factors & {"B2", "C1", "C2"}
            assert "F2.4" not in rule.guard.codes


def test_every_criterion_of_a_guard_is_one_of_those_shipped() -> None:
    """Shared, and never a twin."""
    for rule in msp.SIX_STEPS.moves:
        assert {*rule.checklist.codes} <= {one.code for one in msp.CRITERIA}


def test_it_is_among_those_shipped() -> None:
    """And made when it is first asked for: few partnerships follow it."""
    assert [one.name for one in msp.LIFECYCLES] == ["standard", "six_steps"]
    assert msp.lifecycle_named("six_steps") is msp.SIX_STEPS
    with pytest.raises(msp.UnknownName, match="six_steps"):
        msp.lifecycle_named("seven_steps")


def test_it_is_not_made_before_it_is_asked_for() -> None:
    """So that the library starts quickly."""
    code = "import sys, msp_lifecycle; print('msp_lifecycle.lifecycles.six_steps' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_a_live_partnership_on_it_survives_pickling() -> None:
    """By the name of its lifecycle."""
    p = msp.Partnership(id="p", name="P", lifecycle="six_steps")
    assert LifecycleMachine(p).__getstate__()[1] == "six_steps"
    live = pickle.loads(pickle.dumps(LifecycleMachine(p)))
    assert live.partnership == p
