"""How long `check` takes: the widest guard on a partnership of the usual size, and how that grows.

Run it by `make bench`. The first line is the target: 50 partners and 200 commitments in under 2 ms.
"""

import datetime as dt
import timeit
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import msp_lifecycle as msp
from msp_lifecycle.lifecycles.standard import TO_IMPLEMENTATION
from msp_lifecycle.records import (
    Activity,
    Ballot,
    Commitment,
    Contact,
    Contribution,
    Decision,
    DecisionRule,
    Endorsement,
    Goal,
    Holding,
    Indicator,
    Interest,
    Meeting,
    Milestone,
    Move,
    Organisation,
    Partner,
    Person,
    ProblemStatement,
    Purpose,
    Rating,
    Role,
    Voter,
)

T = TypeVar("T")
Names = tuple[str, ...]
Records = dict[str, Any]

GOALS = 5
START, MOVE, TODAY = dt.date(2023, 1, 2), dt.date(2023, 9, 1), dt.date(2024, 6, 1)
SECTORS = ("public", "business", "civil_society", "academia")


def of_each(number: int, make: Callable[[int], T]) -> tuple[T, ...]:
    return tuple(make(index) for index in range(number))


def partnership(partners: int, commitments: int, ballots: int) -> msp.Partnership:
    """Return a partnership in Design, with as much of all else as one of that many partners would have."""
    names = of_each(partners, "partner-{}".format)
    records = {**people(names), **plan(names), **promises(names, commitments), **talk(names)}
    moves = [
        Move(kind="start", on=START, to="initiation"),
        Move(kind="advance", on=MOVE, to="design", decision="d-0"),
    ]
    given = {**records, **governance(names, ballots), "languages": ["en"], "moves": moves}
    return msp.Partnership(id="bench", name="Bench", **given)


def people(names: Names) -> Records:
    number = len(names)
    organisation = partial(Organisation, languages=["en", "pt"])
    return {
        "organisations": of_each(
            number,
            lambda i: organisation(
                id=names[i],
                name=names[i],
                sector=SECTORS[i % 4],
                competencies=["water", f"skill {i % 7}"],
                decision_days=i % 60,
            ),
        ),
        "persons": of_each(number, lambda i: Person(id=names[i], name="N", organisation=names[i])),
        "partners": of_each(
            number,
            lambda i: Partner(
                id=names[i], organisation=names[i], joined=START, lead=i == 0, core_group=i < 5
            ),
        ),
        "interests": of_each(
            number * 2,
            lambda i: Interest(
                id=f"i-{i}", partner=names[i // 2], kind="aim" if i % 2 else "benefit", stated=START
            ),
        ),
    }


def plan(names: Names) -> Records:
    number, due = len(names), dt.date(2024, 1, 1)
    work = partial(Activity, text="Work", starts=START, ends=due)
    step = partial(Milestone, text="Step", due=due)
    return {
        "problem_statements": [ProblemStatement(id="problem", text="Thirst", agreed=START)],
        "purposes": [Purpose(id="water", text="Water for all")],
        "goals": of_each(GOALS, lambda i: Goal(id=f"goal-{i}", text="A goal", kind="strategic")),
        "endorsements": of_each(
            number * GOALS,
            lambda i: Endorsement(
                id=f"e-{i}", partner=names[i % number], of=f"goals/goal-{i // number}"
            ),
        ),
        "activities": of_each(
            number, lambda i: work(id=f"a-{i}", owner=names[i], goals=[f"goal-{i % GOALS}"])
        ),
        "milestones": of_each(
            number, lambda i: step(id=f"m-{i}", owner=names[i], goals=[f"goal-{i % GOALS}"])
        ),
        "indicators": of_each(
            number,
            lambda i: Indicator(
                id=f"n-{i}", text="How much", goal=f"goal-{i % GOALS}", baseline=0, target=9
            ),
        ),
    }


def promises(names: Names, commitments: int) -> Records:
    number = len(names)
    role = partial(Role, name="R", responsibilities=["work"], required_competencies=["water"])
    promise = partial(Commitment, text="T", resource="staff_time", quantity=3, due=TODAY)
    given = partial(Contribution, resource="knowledge", competency="water")
    return {
        "roles": of_each(number, lambda i: role(id=f"r-{i}", holders=[Holding(partner=names[i])])),
        "commitments": of_each(
            commitments, lambda i: promise(id=f"c-{i}", partner=names[i % number])
        ),
        "contributions": of_each(number, lambda i: given(id=f"k-{i}", partner=names[i])),
    }


def talk(names: Names) -> Records:
    number = len(names)
    meeting = partial(Meeting, on=START, about=["roles"], attendees=names)
    rating = partial(Rating, item="discussion_culture", value=4, on=MOVE)
    return {
        "meetings": of_each(24, lambda i: meeting(id=f"t-{i}")),
        "contacts": of_each(
            number * 2, lambda i: Contact(id=f"x-{i}", partner=names[i // 2], on=TODAY)
        ),
        "ratings": of_each(number, lambda i: rating(id=f"s-{i}", partner=names[i])),
    }


def governance(names: Names, ballots: int) -> Records:
    voters = names[:ballots]
    decision = partial(
        Decision,
        question="Go on?",
        on=MOVE,
        rule="all",
        present=voters,
        ballots=[Ballot(partner=name, choice="yes") for name in voters],
        about=["roles/r-0"],
    )
    electorate = [Voter(partner=name) for name in names]
    return {
        "decision_rules": [DecisionRule(id="all", method="majority", electorate=electorate)],
        "decisions": of_each(max(1, ballots // len(voters)), lambda i: decision(id=f"d-{i}")),
    }


def milliseconds(work: Callable[[], object]) -> float:
    """Return the shortest time that a piece of work took, of as many tries as fit into half a second."""
    once = timeit.timeit(work, number=1)
    tries = max(3, min(500, int(0.5 / max(once, 1e-6))))
    return min(timeit.repeat(work, number=1, repeat=tries)) * 1000


def line(what: str, subject: msp.Partnership) -> str:
    guard = milliseconds(lambda: msp.check(subject, "implementation", on=TODAY))
    decided = milliseconds(lambda: msp.check(subject, "implementation", on=TODAY, decision="d-0"))
    past = milliseconds(lambda: msp.check(subject, "implementation", on=dt.date(2024, 1, 1)))
    return f"{what:<44} {guard:>8.2f} {decided:>14.2f} {past:>10.2f}"


def main() -> None:
    criteria = len(TO_IMPLEMENTATION.items)
    print(f"check of {TO_IMPLEMENTATION.title!r}, {criteria} criteria, in milliseconds")
    print(f"{'':<44} {'guard':>8} {'with decision':>14} {'in the past':>10}")
    print(line("50 partners, 200 commitments, 50 ballots", partnership(50, 200, 50)))
    for number in (500, 5_000):
        for what, sizes in {
            "partners": (number, 200, 50),
            "commitments": (50, number, 50),
            "ballots": (50, 200, number),
        }.items():
            print(line(f"  {number} {what}", partnership(*sizes)))


if __name__ == "__main__":
    main()
