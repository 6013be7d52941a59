"""Strategies for small lives: partnerships whose guards are now open, now closed, and moves to try on them.

`msp_lifecycle.testing` draws partnerships of every shape, which hardly ever meet a guard; these do, half of the time.
"""

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from lives import DAY, NAMES, SMALL, after, guard, small

from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import (
    Ballot,
    Commitment,
    Decision,
    DecisionRule,
    Goal,
    Move,
    Partner,
    Partnership,
    Waiver,
)

DAYS = st.integers(0, 12).map(after)
TOPICS = st.sampled_from(("partners", "purpose", "roles", "governance"))
CODES = ("X-two", "X-goal", "X-kept")
MET = guard("everything", must=SMALL.criteria)


def perhaps(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def partners(draw: DrawFn, name: str) -> Partner:
    joined, left = draw(perhaps(DAYS)), draw(st.none() | st.none() | DAYS)
    if joined and left and left < joined:
        joined, left = left, joined
    return Partner(id=name, organisation=name, joined=joined, left=left)


@st.composite
def decisions(draw: DrawFn, name: str, rules: list[str]) -> Decision:
    """Draw a decision that is valid more often than not."""
    there = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    choice = st.sampled_from(("yes", "yes", "yes", "yes", "no", "abstain", "object"))
    return Decision(
        id=name,
        question=f"{name}?",
        on=draw(DAYS),
        rule=draw(perhaps(st.sampled_from(rules))) if rules else None,
        present=there if draw(st.booleans()) else (),
        ballots=[Ballot(partner=one, choice=draw(choice)) for one in there],
        outcome=draw(st.sampled_from(("adopted", "adopted", "adopted", "rejected", "deferred"))),
        unilateral_by=draw(st.sampled_from((*[None] * 9, there[0]))),
        settles=draw(st.lists(TOPICS, max_size=2, unique=True)),
    )


@st.composite
def rules(draw: DrawFn, name: str) -> DecisionRule:
    return DecisionRule(
        id=name,
        method=draw(st.sampled_from(("majority", "majority", "consensus", "consent", "unanimity"))),
        quorum=draw(st.sampled_from((None, None, "0.5", "1"))),
        since=draw(st.none() | st.none() | DAYS),
    )


@st.composite
def small_lives(draw: DrawFn, moves: SearchStrategy[Any] | None = None) -> Partnership:
    """Draw a partnership of up to four that follows `SMALL`, somewhere in its life or before it."""
    named = draw(st.sampled_from(((), ("r",), ("r",), ("r", "s"))))
    decided = [draw(decisions(name, list(named))) for name in ("D", "E")]
    goals = [
        Goal(id=f"g{index}", text="Go", set=DAY, dropped=draw(st.none() | DAYS))
        for index in range(draw(st.integers(0, 2)))
    ]
    promises = [
        Commitment(
            id=f"c{index}", partner="ann", text="Come", pledged=DAY, broken=draw(st.none() | DAYS)
        )
        for index in range(draw(st.integers(0, 1)))
    ]
    waivers = [
        Waiver(
            id=f"w{index}",
            criterion=draw(st.sampled_from(CODES)),
            decision=draw(st.sampled_from(("D", "E"))),
            until=draw(perhaps(DAYS)),
        )
        for index in range(draw(st.integers(0, 2)))
    ]
    return small(
        *draw(positions() if moves is None else moves),
        partners=[draw(partners(name)) for name in NAMES],
        decision_rules=[draw(rules(name)) for name in named],
        decisions=decided,
        goals=goals,
        commitments=promises,
        waivers=waivers,
    )


@st.composite
def positions(draw: DrawFn, lifecycle: Lifecycle = SMALL) -> tuple[Move, ...]:
    """Draw moves that lead to any position, a loop-back among them now and then."""
    phases = list(lifecycle.order)
    phase = draw(st.sampled_from((None, *phases, *phases)))
    if phase is None:
        return ()
    moves = [Move(kind="entered", on=DAY, to=phase, inferred=True)]
    back = [rule.to for rule in lifecycle.leaving(phase) if rule.kind == "loop_back"]
    if back and draw(st.booleans()):
        reopened = tuple(sorted(draw(st.sets(TOPICS, max_size=2))))
        to = draw(st.sampled_from(back))
        moves.append(Move(kind="loop_back", on=after(3), to=to, because="why", reopens=reopened))
    standing = draw(st.sampled_from((None, None, None, "pause", "suspend", "end")))
    if standing:
        moves.append(Move(kind=standing, on=after(4)))
    return tuple(moves)


@st.composite
def attempts(
    draw: DrawFn,
    day: dt.date,
    *,
    decisions: tuple[str | None, ...] = ("D", "E", "F", None),
    phases: tuple[str, ...] = tuple(SMALL.order),
) -> tuple[str, dict[str, Any]]:
    """Draw a move to try on a day or around it: its name and what it is given."""
    name = draw(st.sampled_from(MOVES))
    arguments: dict[str, Any] = {
        "on": day + dt.timedelta(days=draw(st.sampled_from((0, 0, 0, 0, 0, 1, -1, -3)))),
        "decision": draw(st.sampled_from(decisions)),
        "because": draw(st.sampled_from(("why", ""))),
    }
    if name == "loop_back":
        arguments["to"] = draw(st.sampled_from(phases))
        arguments["because"] = draw(st.sampled_from(("why", "why", "why", "why", " ")))
        arguments["trigger"] = draw(
            st.sampled_from((None, "conditions_changed", "key_partner_missing", "other"))
        )
        arguments["reopens"] = draw(perhaps(st.sets(TOPICS, max_size=2)))
    if name == "suspend":
        arguments["because"] = draw(st.sampled_from(("why", "why", "why", "")))
    if name == "end":
        arguments["reason"] = draw(st.sampled_from(("goal_achieved", "dissolved")))
    return name, arguments


MOVES = (
    "start",
    "advance",
    "advance",
    "continue_",
    "loop_back",
    "pause",
    "resume",
    "suspend",
    "reinstate",
    "end",
)
