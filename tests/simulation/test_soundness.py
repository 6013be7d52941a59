"""The compiled guard is a sound abstraction of the lifecycle's: what is open on records passes on levels."""

import datetime as dt
from pathlib import Path

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import HEALTHY_LIFE, healthy, healthy_until, standing_everywhere

from msp_lifecycle.criteria import PROFILES, STANDARD_PROFILE
from msp_lifecycle.engine import levels, possible_moves
from msp_lifecycle.formats import load
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import TOPICS, Move, Waiver
from msp_lifecycle.simulation import Rules, Scenario
from msp_lifecycle.testing import partnerships

RULES = {profile.name: Rules.of(STANDARD, profile) for profile in PROFILES}
GUARDED = [
    rule
    for rule in STANDARD.moves
    if rule.kind != "start"
    and rule.guard
    and any(item.requirement == "must" and item.criterion.factor for item in rule.guard.items)
]
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def holds(partnership, on: dt.date, profile=STANDARD_PROFILE) -> set[str]:
    """Check every move that the standing leaves; return those whose guards ask for something and were open."""
    stood = levels(partnership, on=on, profile=profile, lifecycle=STANDARD)
    opened = set()
    for move in possible_moves(partnership, on=on, profile=profile, lifecycle=STANDARD):
        if move.rule.kind == "start":
            continue
        guard = RULES[profile.name].guard(
            move.rule.kind, move.rule.source or "design", move.rule.to
        )
        met = {}
        for finding in move.report.findings:
            if finding.requirement in profile.blocking and finding.status.stands and finding.factor:
                met[finding.factor] = met.get(finding.factor, 0) + 1
        for factor, count in met.items():
            assert stood[factor].stood >= count, (move.rule.words, factor)
        if move.report.open and guard.needs:
            opened.add(move.rule.name)
            for need in guard.needs:
                assert stood[need.factor].stood >= need.count
                assert stood[need.factor].of == need.of
    return opened


@given(partnerships(), st.dates(dt.date(2005, 1, 1), dt.date(2030, 1, 1)))
def test_what_stands_in_a_guard_stands_in_the_levels(partnership, on):
    """Of each factor at least as much stands as the guard found standing; an open guard passes on levels."""
    holds(partnership, on)


@pytest.mark.parametrize("rule", GUARDED, ids=lambda rule: f"{rule.kind} from {rule.source}")
def test_a_guard_that_is_barely_open_passes_on_levels(rule):
    """Only what the guard requires stands, everything else falls short: the guard is open, and the levels pass it.

    The levels that the scenario starts from are the same, so that the engines may make the move.
    """
    day = dt.date(2021, 1, 1)
    required = {item.criterion.code for item in rule.guard.items if item.requirement == "must"}
    everything = standing_everywhere(
        STANDARD, Move(kind="entered", on=day, to=rule.source or "design")
    )
    waivers = [one for one in everything.waivers if one.criterion in required]
    partnership = attrs.evolve(everything, waivers=waivers)
    opened = [
        move
        for move in possible_moves(partnership, on=day, lifecycle=STANDARD)
        if move.rule == rule and move.report.open
    ]
    assert opened
    assert holds(partnership, day)
    guard = RULES[STANDARD_PROFILE.name].guard(rule.kind, rule.source or "design", rule.to)
    begin = Scenario.starting_from(partnership, on=day, lifecycle=STANDARD).dynamics.low
    assert guard.needs
    assert all(np.float32(begin[n.factor]) >= np.float32(n.count / n.of) for n in guard.needs)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_stands_in_the_examples_stands_in_the_levels(path):
    """On the first day of every half-year of the years that the examples speak of."""
    partnership = load(path)
    days = [move.on for move in partnership.moves]
    for year in range(min(days).year, max(days).year + 3):
        for month in (1, 7):
            holds(partnership, dt.date(year, month, 1))


@pytest.mark.parametrize("count", range(1, len(HEALTHY_LIFE)))
def test_every_move_of_the_healthy_life_passes_on_levels(count):
    """A whole life made by the engine: where the next move is guarded, its guard is among those that were open."""
    name, arguments, _ = HEALTHY_LIFE[count]
    opened = holds(healthy_until(count), arguments["on"])
    assert name != "advance" or name in opened


# The healthy life decides nothing by a rule before 6 September 2021: D-1 is the informal consensus of its partners,
# D-2 is valid, D-5 settles what the loop-back of D-4 reopened.

INFORMAL, VALID = "D-1", "D-2"


def standing_in(phase: str, *moves: Move, waived: dict[str, str]):
    """Return the healthy records in some phase, with criteria set aside by decisions."""
    waivers = [
        Waiver(id=f"w-{code}", criterion=code, decision=cited, because="A test.")
        for code, cited in waived.items()
    ]
    entered = Move(kind="entered", on=dt.date(2021, 1, 11), to=phase)
    return healthy().evolved(moves=(entered, *moves), waivers=waivers)


CODES = [one.code for one in STANDARD.criteria]
EARLY, LATE = dt.date(2021, 10, 1), dt.date(2023, 3, 1)


@pytest.mark.parametrize(
    ("phase", "cited", "passes"),
    [
        ("initiation", INFORMAL, True),
        ("initiation", VALID, True),
        ("design", INFORMAL, False),
        ("design", VALID, True),
    ],
)
def test_waivers_count_alike_in_guards_and_in_levels(phase, cited, passes):
    """Informal consensus can set everything aside in Initiation and nothing later, and levels say the same."""
    day = EARLY if cited == INFORMAL else LATE
    waived = standing_in(phase, waived=dict.fromkeys(CODES, cited))
    bare = standing_in(phase, waived={})
    assert ("advance" in holds(waived, day)) == passes
    counted = {factor: (level.stood, level.of) for factor, level in levels(waived, on=day).items()}
    plain = {factor: (level.stood, level.of) for factor, level in levels(bare, on=day).items()}
    if passes:
        assert all(stood == of for stood, of in counted.values())
    else:
        assert counted == plain


@given(st.data())
def test_open_guards_pass_on_levels_whatever_is_waived_or_reopened(data):
    """In any phase, after a loop-back or none, with criteria waived by decisions good, informal and yet to come."""
    phase = data.draw(st.sampled_from(list(STANDARD.order)))
    behind = [rule.to for rule in STANDARD.leaving(phase) if rule.kind == "loop_back"]
    moves = ()
    if behind and data.draw(st.booleans()):
        back = Move(
            kind="loop_back",
            on=data.draw(st.sampled_from((EARLY, dt.date(2022, 10, 3), LATE))),
            to=data.draw(st.sampled_from(behind)),
            reopens=data.draw(st.lists(st.sampled_from(TOPICS), unique=True)),
        )
        moves = (back,)
    cited = st.sampled_from((INFORMAL, VALID, VALID, VALID, "D-12"))
    everything = data.draw(st.booleans())
    waived = (
        dict.fromkeys(CODES, data.draw(cited))
        if everything
        else data.draw(st.dictionaries(st.sampled_from(CODES), cited))
    )
    partnership = standing_in(phase, *moves, waived=waived)
    day = data.draw(st.dates(dt.date(2021, 1, 11), dt.date(2026, 12, 31)))
    holds(partnership, day, data.draw(st.sampled_from(PROFILES)))
