"""A finding names the records that it rests on, whatever has been done to it since."""

from __future__ import annotations

import pytest
from lives import DAY, SMALL, after, decision, guard, small

import msp_lifecycle as msp
from msp_lifecycle.criterion import Case, Cited, Verdict, criterion, met, met_if
from msp_lifecycle.records import Goal, Move, Waiver

WORK = Move(kind="entered", on=DAY, to="work")
IDEA = Move(kind="entered", on=DAY, to="idea")
NOBODY_TOLD = decision("D")
GOAL = Cited(record="goals/g")


@pytest.mark.parametrize(
    ("phase", "records", "status"),
    [
        (WORK, {}, "met"),
        (WORK, {"decisions": [NOBODY_TOLD]}, "unknown"),
        (WORK, {"decisions": [decision("D", "ann", outcome="rejected")]}, "not_met"),
        (WORK, {"decision_rules": []}, "not_met"),  # informal consensus is too little by then
        (IDEA, {"decision_rules": []}, "met"),
    ],
)
def test_the_decision_is_the_evidence(phase: Move, records: dict, status: str) -> None:
    """Valid or not, MOVE-1 cites the decision that was judged."""
    partnership = small(phase, **records)
    report = msp.check(partnership, "end", on=after(1), decision="D", lifecycle=SMALL)
    finding = report.finding("MOVE-1")
    assert finding is not None
    assert (finding.status, finding.evidence) == (status, (Cited(record="decisions/D"),))


@criterion(
    "X-shown",
    "Every goal stands",
    why="A test.",
    source="X tests",
    remedy="None.",
    reads="purpose partners",
)
def shown(case: Case) -> Verdict:
    """Whether there are goals, each of them shown."""
    return met("There are.", *case.partnership.goals)


@criterion(
    "X-short",
    "There are two goals",
    why="A test.",
    source="X tests",
    remedy="None.",
    reads="purpose",
)
def short(case: Case) -> Verdict:
    """Whether there are two."""
    goals = case.partnership.goals
    return met_if(len(goals) == 2, "Two.", "Not two.", *goals)


def test_what_is_reopened_or_waived_keeps_its_evidence() -> None:
    """Whoever reads the finding still sees what it was about."""
    back = Move(
        kind="loop_back", on=after(1), to="idea", because="Why", reopens=["partners", "purpose"]
    )
    goals = [Goal(id="g", text="Get there")]
    waiver = Waiver(id="w", criterion="X-short", decision="D", because="Not yet. ")
    partnership = small(WORK, back, goals=goals, waivers=[waiver])
    on_list = guard("list", must=[shown, short])
    reopened, waived = msp.check(
        partnership, against=on_list, on=after(2), lifecycle=SMALL
    ).findings
    assert (reopened.status, reopened.evidence) == ("not_met", (GOAL,))
    assert reopened.message.startswith(f"partners, purpose reopened on {after(1)} and not settled")
    assert (waived.status, waived.evidence) == ("waived", (GOAL,))
    assert waived.message.startswith("Waived by decision D: Not yet. ")
