"""`STANDARD` against tables of our own, written from the four phases of S2 and not from the code."""

import datetime as dt
from collections import deque
from collections.abc import Iterator

import pytest
from lives import history, outcome, standing_everywhere

import msp_lifecycle as msp
from msp_lifecycle.engine import Step, make
from msp_lifecycle.lifecycles import RUNNING
from msp_lifecycle.records import Position

ON = dt.date(2021, 3, 1)
INITIATION, DESIGN, IMPLEMENTATION, FURTHER = (
    "initiation",
    "design",
    "implementation",
    "further_development",
)
PHASES = (INITIATION, DESIGN, IMPLEMENTATION, FURTHER)
STANDINGS = ("active", "paused", "suspended", "ended")
POSITIONS = ((None, "not_started"), *((one, other) for one in PHASES for other in STANDINGS))

# Where each move leads to, from phases while active. From everywhere else there is no such move.
TO_A_PHASE = {
    ("advance", INITIATION): DESIGN,
    ("advance", DESIGN): IMPLEMENTATION,
    ("advance", IMPLEMENTATION): FURTHER,
    ("continue", FURTHER): IMPLEMENTATION,
    ("loop_back to initiation", DESIGN): INITIATION,
    ("loop_back to initiation", IMPLEMENTATION): INITIATION,
    ("loop_back to initiation", FURTHER): INITIATION,
    ("loop_back to design", IMPLEMENTATION): DESIGN,
    ("loop_back to design", FURTHER): DESIGN,
}

# What each change of standing makes of a standing, in whatever phase.
TO_A_STANDING = {
    ("pause", "active"): "paused",
    ("resume", "paused"): "active",
    ("suspend", "active"): "suspended",
    ("suspend", "paused"): "suspended",
    ("reinstate", "suspended"): "active",
    ("end", "active"): "ended",
    ("end", "paused"): "ended",
    ("end", "suspended"): "ended",
}
MOVES = (
    "start",
    *dict.fromkeys(move for move, _ in TO_A_PHASE),
    *dict.fromkeys(move for move, _ in TO_A_STANDING),
    "loop_back to implementation",
    "loop_back to further_development",
)


def leads_to(move: str, phase: str | None, standing: str) -> tuple[str | None, str] | str:
    """Say by the tables where a move leads, or why it cannot be made: there is none, or a halt forbids it."""
    if phase is None:
        return (INITIATION, "active") if move == "start" else "none"
    if (move, standing) in TO_A_STANDING:
        return phase, TO_A_STANDING[move, standing]
    if (move, phase) not in TO_A_PHASE or standing == "ended":
        return "none"
    return (TO_A_PHASE[move, phase], "active") if standing == "active" else "halted"


def tried(partnership: msp.Partnership, move: str) -> tuple[str | None, str] | str:
    """Say where a move leads by the engine, with a valid decision and every guard waived."""
    reason = "goal_achieved" if move == "end" else None
    result = outcome(lambda: make(partnership, Step(kind=move, on=ON, decision="D", reason=reason)))
    kind, detail = result
    if kind is msp.NoSuchMove:
        return "none"
    if kind is msp.MoveRefused:
        assert [one.code for one in detail[0].blocking] == ["MOVE-2"]
        return "halted"
    assert isinstance(kind, msp.Partnership)
    return kind.position.phase, kind.position.standing


@pytest.mark.parametrize(
    ("phase", "standing"), POSITIONS, ids=[f"{phase}-{standing}" for phase, standing in POSITIONS]
)
@pytest.mark.parametrize("move", MOVES)
def test_every_move_from_every_position(move: str, phase: str | None, standing: str) -> None:
    """From each phase and standing each move leads where the table says, and there are no others."""
    moves = history(msp.STANDARD, phase, standing, ON)
    partnership = standing_everywhere(msp.STANDARD, *moves)
    assert partnership.position.standing == standing
    assert tried(partnership, move) == leads_to(move, phase, standing)


def test_every_position_is_reached_and_no_other() -> None:
    """From nothing, moves alone lead to each phase and standing of the table, and to no other."""
    seen: dict[tuple[str | None, str], msp.Partnership] = {}
    waiting = deque([standing_everywhere(msp.STANDARD)])
    while waiting:
        partnership = waiting.popleft()
        position = partnership.position
        if (position.phase, position.standing) in seen:
            continue
        seen[position.phase, position.standing] = partnership
        assert msp.audit(partnership) == ()
        for rule in msp.STANDARD.possible(position):
            reason = "dissolved" if rule.kind == "end" else None
            step = Step(kind=rule.name, on=ON, decision="D", reason=reason)
            waiting.append(make(partnership, step)[0])
    assert set(seen) == set(POSITIONS)


def test_no_move_beside_those_of_the_table() -> None:
    """The lifecycle holds the moves of the tables, each once."""
    table = [
        ("start", None, INITIATION),
        *((move, source, to) for (move, source), to in TO_A_PHASE.items()),
        *((move, None, None) for move in dict.fromkeys(move for move, _ in TO_A_STANDING)),
    ]
    rules = [(rule.name, rule.source, rule.to) for rule in msp.STANDARD.moves]
    assert sorted(rules, key=str) == sorted(table, key=str)


def test_which_moves_rest_on_a_decision() -> None:
    """Partners decide on their moves; a suspension is imposed, and lifted, by rule (S3:¶84)."""
    free = {rule.kind for rule in msp.STANDARD.moves if not rule.needs_decision}
    assert free == {"suspend", "reinstate"}


def test_only_initiation_is_informal() -> None:
    """From Design onward informal consensus is not enough (S2:L10)."""
    assert [phase.name for phase in msp.STANDARD.phases if phase.informal] == [INITIATION]


# From the domain reference, which condenses the sources: each predicate, the guard it belongs to, and its weight there.
START, TO_D, TO_IM, TO_FD, ON_AGAIN, TO_END, MEANWHILE = (
    "start",
    "to_design",
    "to_implementation",
    "to_further_development",
    "to_continue",
    "to_end",
    "running",
)
PREDICATES = {
    "P1-E1": (START, "must"),
    "P1-X1": (TO_D, "must"),
    "P1-X2": (TO_D, "must"),
    "P1-X3": (TO_D, "must"),
    "P1-X4": (TO_D, "must"),
    "P1-X5": (TO_D, "must"),
    "P1-X6": (TO_D, "must"),
    "P1-X7": (TO_D, "should"),
    "P1-X8": (TO_D, "must"),
    "P1-X9": (TO_D, "should"),
    "P1-X10": (TO_D, "should"),
    "P1-X11": (TO_D, "should"),
    "P1-W1": (TO_D, "info"),
    "P1-W2": (TO_D, "info"),
    "P2-X1": (TO_IM, "must"),
    "P2-X2": (TO_IM, "must"),
    "P2-X3": (TO_IM, "must"),
    "P2-X4": (TO_IM, "must"),
    "P2-X5": (TO_IM, "must"),
    "P2-X6": (TO_IM, "must"),
    "P2-X7": (TO_IM, "must"),
    "P2-X8": (TO_IM, "should"),
    "P2-X9": (TO_IM, "must"),
    "P2-X10": (TO_IM, "should"),
    "P2-X11": (TO_IM, "should"),
    "P2-X12": (TO_IM, "should"),
    "P2-X13": (TO_IM, "must"),
    "P2-X14": (TO_IM, "must"),
    "P2-X15": (TO_IM, "should"),
    "P2-X16": (TO_IM, "should"),
    "P3-E2": (TO_IM, "must"),
    "P3-E3": (TO_IM, "must"),
    "P3-E4": (TO_IM, "must"),
    "P3-E5": (TO_IM, "must"),
    "P3-I1": (MEANWHILE, "must"),
    "P3-I2": (MEANWHILE, "must"),
    "P3-I3": (MEANWHILE, "should"),
    "P3-I4": (MEANWHILE, "should"),
    "P3-X1": (TO_FD, "must"),
    "P3-X2": (TO_FD, "should"),
    "P3-X3": (TO_FD, "must"),
    "P4-I1": (MEANWHILE, "must"),
    "P4-X1": (ON_AGAIN, "must"),
    "P4-X2": (ON_AGAIN, "must"),
    "P4-X3": (ON_AGAIN, "must"),
    "P4-X4": (ON_AGAIN, "should"),
    "P4-X5": (ON_AGAIN, "should"),
    "P4-X6": (TO_END, "should"),
}
"""P2-E1, P3-E1 and P4-E1 say that the musts of the phase before hold: that is the guard itself, no criterion."""

# Where that reference splits one predicate over several statements, or one statement over two tables, all of them count.
SPLIT = {"P1-X2": 2, "P1-X3": 2, "P1-X4": 2, "P2-X14": 2, "P3-E3": 3, "P3-E5": 2}


def guards() -> Iterator[msp.Checklist]:
    """Yield each guard, and the checklist of what goes on meanwhile."""
    yield from (rule.guard for rule in msp.STANDARD.moves if rule.guard)
    yield RUNNING


def requirements(name: str) -> dict[str, str]:
    (found,) = [one for one in guards() if one.name == name]
    return {item.criterion.code: item.requirement for item in found.items}


def carriers(predicate: str) -> list[msp.Criterion]:
    """Return the criteria that say what a predicate says."""
    if predicate == "P1-X2":  # suitability, by its own two names
        return [one for one in msp.CRITERIA if predicate in one.also or one.code == "SUIT-1"]
    return [one for one in msp.CRITERIA if predicate in one.also]


@pytest.mark.parametrize("predicate", PREDICATES)
def test_each_predicate_sits_on_its_guard(predicate: str) -> None:
    """What the domain reference asks for at a passage is asked for there, and counts for as much."""
    name, counts = PREDICATES[predicate]
    found = carriers(predicate)
    assert len(found) == SPLIT.get(predicate, 1)
    asked = requirements(name)
    assert {one.code: asked.get(one.code) for one in found} == {one.code: counts for one in found}


def test_no_predicate_is_missing_from_the_table() -> None:
    """Every other name of a phase predicate that a criterion carries is in the table above."""
    said = {
        name for one in msp.CRITERIA for name in one.also if name[0] == "P" and name[1].isdigit()
    }
    assert said == set(PREDICATES)


def test_a_guard_requires_nothing_but_predicates() -> None:
    """What closes a guard is what the domain reference says, and no success factor of our own choosing."""
    for rule in msp.STANDARD.moves:
        for item in rule.guard.items if rule.guard else ():
            if item.requirement == "must" and item.criterion.code != "SUIT-1":
                assert set(item.criterion.also) & set(PREDICATES), item.criterion.code


@pytest.mark.parametrize("name", [START, TO_D])
def test_initiation_requires_nothing_formal(name: str) -> None:
    """Until Design there is no must about papers, trust, rules, secretariats or money (S2:L5, L26)."""
    for code, counts in requirements(name).items():
        criterion = next(one for one in msp.CRITERIA if one.code == code)
        if counts == "must":
            formal = {"agreement", "ratings", "resources", "roles", "accountability", "learning"}
            assert not criterion.reads & formal, code
            assert criterion.factor != "B2", "trust is no precondition"
            assert criterion.factor is None or criterion.factor[0] != "C", "no steering structures"


def test_the_only_governance_in_initiation_is_who_is_in_the_core_group() -> None:
    """A core group can be marked on its partners, so that nobody needs to set up a body for it."""
    reading = [
        code
        for name in (START, TO_D)
        for code, counts in requirements(name).items()
        if counts == "must"
        and "governance" in next(one for one in msp.CRITERIA if one.code == code).reads
    ]
    assert reading == ["A2.1"]


def test_what_a_loop_back_reopens_by_itself() -> None:
    """The three triggers of S2:L14 each reopen what they put in question."""
    assert {name: set(topics) for name, topics in msp.STANDARD.reopens.items()} == {
        "conditions_changed": {"context", "purpose", "results"},
        "key_partner_missing": {"partners", "roles", "agreement"},
        "results_chain_broken": {"results"},
    }


def test_the_guard_of_a_change_of_standing() -> None:
    """Nothing keeps partners from pausing or stopping; ending in good order is advice."""
    for kind in ("pause", "resume", "suspend", "reinstate"):
        assert msp.STANDARD.find(Position(phase=DESIGN, standing="active"), kind).guard is None
    assert set(requirements(TO_END).values()) == {"should"}


def test_a_loop_back_has_no_guard() -> None:
    """Going back is allowed at any time (S2:L14)."""
    assert not any(rule.guard for rule in msp.STANDARD.moves if rule.kind == "loop_back")
