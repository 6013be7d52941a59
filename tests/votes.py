"""Votes in a few letters: what the tests on the validity of decisions share."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from msp_lifecycle.records import (
    Ballot,
    Body,
    Decision,
    DecisionRule,
    Organisation,
    Partner,
    Partnership,
    Validity,
    Voter,
    validity,
)

DAY = dt.date(2021, 6, 1)
BEFORE, AFTER = dt.date(2021, 1, 1), dt.date(2021, 12, 1)
CHOICES = {"+": "yes", "-": "no", "0": "abstain", "!": "object"}
METHODS = "informal_consensus consensus consent unanimity majority qualified_majority delegated"


def decision(votes: str = "", **given: object) -> Decision:
    """Read votes such as `a+ b- c0 d!`: for, against, abstaining, objecting; a bare letter is only present."""
    ballots = [
        Ballot(partner=vote[0], choice=CHOICES[vote[1]]) for vote in votes.split() if vote[1:]
    ]
    present = [vote for vote in votes.split() if not vote[1:]]
    given = {"question": "Go on?", "on": DAY, "present": present, "ballots": ballots, **given}
    return Decision(id="D-1", **given)


def rule(method: str | None = "majority", **given: object) -> DecisionRule:
    threshold = Decimal("0.66") if method == "qualified_majority" else None
    return DecisionRule(**{"id": "R", "method": method, "threshold": threshold, **given})


def judged(
    taken: Decision,
    *rules: DecisionRule,
    bodies: tuple[Body, ...] = (),
    **changes: dict[str, object],
) -> Validity:
    """Judge a decision among the partners a to d, some of them changed, an observer o and one who left, x."""
    known = {name: {} for name in "abcd"} | {"o": {"status": "observer"}, "x": {"left": BEFORE}}
    partners = [
        Partner(id=name, organisation=name, **{**fields, **changes.get(name, {})})
        for name, fields in known.items()
    ]
    p = Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id=name, name=name) for name in known],
        partners=partners,
        bodies=bodies,
        decision_rules=rules,
        decisions=[taken],
    )
    return validity(p, taken)


# v: valid, i: invalid, ?: unknown; one letter for each method, in their order.


def voters(weights: str, **more: dict[str, object]) -> tuple[Voter, ...]:
    """Read weights such as `a3 b1`."""
    return tuple(
        Voter(partner=one[0], weight=Decimal(one[1:] or 1), **more.get(one[0], {}))
        for one in weights.split()
    )
