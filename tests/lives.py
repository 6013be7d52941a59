"""Small lives that the tests of the lifecycle, the engine and the machine share.

`SMALL` is a lifecycle of one's own: three phases, every kind of move, three criteria of different tempers.
`standing_everywhere` makes partnerships that meet every guard of any lifecycle, by waivers.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msp_lifecycle as msp
from msp_lifecycle.criterion import Case, Verdict, criterion, met_if, not_applicable, unknown
from msp_lifecycle.lifecycle import Lifecycle, MoveRule, Phase
from msp_lifecycle.records import (
    Ballot,
    Decision,
    DecisionRule,
    Goal,
    Move,
    Organisation,
    Partner,
    Partnership,
    Waiver,
)

HERE = Path(__file__).parent
DAY = dt.date(2021, 3, 1)
"""The day on which most things happen."""


def after(days: int) -> dt.date:
    """Return a day so many days after `DAY`."""
    return DAY + dt.timedelta(days=days)


@criterion(
    "X-two",
    "Two partners are active",
    why="One is not a partnership.",
    source="X tests",
    remedy="Find another partner.",
    reads="partners",
)
def two_partners(case: Case) -> Verdict:
    """How many partners are active."""
    if not case.partnership.partners:
        return unknown("No partner is on record.")
    return met_if(len(case.partners) >= 2, "There are two.", "There are fewer than two.")


@criterion(
    "X-goal",
    "There is a goal",
    why="Nobody gets there without one.",
    source="X tests",
    remedy="Set a goal.",
    reads="purpose",
)
def a_goal(case: Case) -> Verdict:
    """Whether a goal is in force."""
    goals = case.partnership.goals
    if not goals:
        return unknown("No goal is on record.")
    return met_if(any(one.dropped is None for one in goals), "There is one.", "All were dropped.")


@criterion(
    "X-kept",
    "No promise is broken",
    why="A promise is a promise.",
    source="X tests",
    remedy="Make up for it.",
    reads="roles",
)
def promises_kept(case: Case) -> Verdict:
    """Whether a commitment is broken."""
    promises = case.partnership.commitments
    if not promises:
        return not_applicable("Nobody has promised anything.")
    return met_if(all(one.broken is None for one in promises), "None is.", "One is.")


def guard(name: str, *, must: Iterable[Any] = (), should: Iterable[Any] = ()) -> msp.Checklist:
    """Return a checklist of criteria themselves, not of their codes."""
    empty = msp.Checklist(name=name, title=name)
    return empty.requiring(*must).requiring(*should, requirement="should")


SMALL = Lifecycle(
    name="small",
    title="Three phases",
    phases=(
        Phase(name="idea", title="Idea", informal=True),
        Phase(name="work", title="Work"),
        Phase(name="review", title="Review"),
    ),
    moves=(
        MoveRule(kind="start", to="idea"),
        MoveRule(
            kind="advance",
            source="idea",
            to="work",
            guard=guard("to work", must=[two_partners], should=[a_goal]),
        ),
        MoveRule(
            kind="advance",
            source="work",
            to="review",
            guard=guard("to review", must=[a_goal, promises_kept]),
        ),
        MoveRule(kind="loop_back", source="work", to="idea"),
        MoveRule(kind="loop_back", source="review", to="idea"),
        MoveRule(kind="loop_back", source="review", to="work"),
        MoveRule(
            kind="continue", source="review", to="work", guard=guard("on", must=[two_partners])
        ),
        MoveRule(kind="pause"),
        MoveRule(kind="resume"),
        MoveRule(kind="suspend", needs_decision=False),
        MoveRule(kind="reinstate", needs_decision=False),
        MoveRule(kind="end", guard=guard("to end", should=[promises_kept])),
    ),
    criteria=(two_partners, a_goal, promises_kept),
    reopens={"conditions_changed": ("purpose",), "key_partner_missing": ("partners",)},
)

NAMES = ("ann", "ben", "cem", "dot")
"""Organisations that may become partners, and the ids that they then have."""

BY_MAJORITY = DecisionRule(id="majority", method="majority", quorum="0.5")


def decision(id: str, *yes: str, on: dt.date = DAY, **more: Any) -> Decision:
    """Return a decision that some partners said yes to."""
    ballots = tuple(Ballot(partner=name, choice="yes") for name in yes)
    return Decision(id=id, question=f"{id}?", on=on, **{"ballots": ballots, **more})


def small(*moves: Move, **records: Any) -> Partnership:
    """Return a partnership of two that decides by majority, has a goal, and follows `SMALL`."""
    return Partnership(
        **{
            "id": "p",
            "name": "P",
            "lifecycle": "small",
            "organisations": [Organisation(id=name, name=name.title()) for name in NAMES],
            "partners": [Partner(id=name, organisation=name) for name in NAMES[:2]],
            "decision_rules": [BY_MAJORITY],
            "decisions": [decision("D", "ann", "ben")],
            "goals": [Goal(id="g", text="Get there")],
            "moves": moves,
            **records,
        }
    )


def history(lifecycle: Lifecycle, phase: str | None, standing: str, on: dt.date) -> list[Move]:
    """Return moves that lead to a position, all on one day; the phase is entered and not earned."""
    if phase is None:
        return []
    moves = [Move(kind="entered", on=on, to=phase, inferred=True)]
    ways: dict[str, list[Move]] = {
        "active": [],
        "paused": [Move(kind="pause", on=on)],
        "suspended": [Move(kind="suspend", on=on)],
        "ended": [Move(kind="end", on=on)],
    }
    return [*moves, *ways[standing]]


def standing_everywhere(lifecycle: Lifecycle, *moves: Move) -> Partnership:
    """Return a partnership of one with a valid decision D, and with every criterion waived by it."""
    return Partnership(
        id="p",
        name="P",
        lifecycle=lifecycle.name,
        organisations=[Organisation(id="ann", name="Ann")],
        partners=[Partner(id="ann", organisation="ann")],
        decision_rules=[DecisionRule(id="all", method="consensus")],
        decisions=[decision("D", "ann", on=dt.date(2020, 1, 1))],
        waivers=[
            Waiver(id=f"w-{one.code}", criterion=one.code, decision="D", because="A test.")
            for one in lifecycle.criteria
        ],
        moves=moves,
    )


def outcome(attempt: Callable[[], object]) -> object:
    """Return what an attempt returns, or the kind of error it ends in together with what the error carries."""
    try:
        return attempt()
    except msp.MspError as error:
        return type(error), error.args


@cache
def healthy() -> Partnership:
    """Return the records of the healthy life, without a move in them."""
    return msp.load(HERE / "healthy.yaml")


HEALTHY_LIFE: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("start", {"on": dt.date(2021, 1, 11)}, "initiation"),
    ("advance", {"on": dt.date(2021, 6, 15)}, "design"),
    ("advance", {"on": dt.date(2022, 2, 1), "decision": "D-3"}, "implementation"),
    (
        "loop_back",
        {
            "to": "design",
            "because": "The farmers are missing.",
            "trigger": "key_partner_missing",
            "on": dt.date(2022, 10, 3),
            "decision": "D-4",
        },
        "design",
    ),
    ("advance", {"on": dt.date(2023, 1, 16), "decision": "D-6"}, "implementation"),
    ("pause", {"on": dt.date(2023, 7, 3), "decision": "D-7"}, "implementation, paused"),
    ("resume", {"on": dt.date(2023, 8, 28), "decision": "D-8"}, "implementation"),
    ("advance", {"on": dt.date(2024, 2, 5), "decision": "D-9"}, "further development"),
    ("continue_", {"on": dt.date(2024, 6, 3), "decision": "D-10"}, "implementation"),
    (
        "suspend",
        {"on": dt.date(2025, 1, 13), "because": "Two reports are missing."},
        "implementation, suspended",
    ),
    ("reinstate", {"on": dt.date(2025, 3, 3)}, "implementation"),
    ("advance", {"on": dt.date(2026, 2, 2), "decision": "D-11"}, "further development"),
    (
        "end",
        {"on": dt.date(2026, 5, 4), "decision": "D-12", "reason": "goal_achieved"},
        "further development, ended",
    ),
)
"""The moves of the healthy life: which, with what, and where it then stands."""


@cache
def healthy_until(count: int) -> Partnership:
    """Return the healthy life after its first moves, made by the engine."""
    if not count:
        return healthy()
    name, arguments, _ = HEALTHY_LIFE[count - 1]
    return getattr(msp, name)(healthy_until(count - 1), **arguments)
