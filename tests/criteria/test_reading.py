"""What a criterion reads is what it declares: by that a loop-back knows which findings to call in question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import pytest
from criterion_fixtures import EMPTY, ON, fixtures_of

import msp_lifecycle as msp
from msp_lifecycle.criterion import Case
from msp_lifecycle.engine.checking import check
from msp_lifecycle.engine.move_criteria import MOVE_CRITERIA, decision_verdict
from msp_lifecycle.records import Ballot, Decision, DecisionRule, Organisation, Partner
from msp_lifecycle.records.topics import TOPIC_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

EACH = pytest.mark.parametrize("criterion", msp.CRITERIA, ids=lambda one: one.code)


class Watched:
    """A partnership that remembers which of its fields were asked for."""

    def __init__(self, partnership: msp.Partnership) -> None:
        self._partnership = partnership
        self.read: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.read.add(name)
        return getattr(self._partnership, name)

    def as_of(self, _: object) -> Watched:
        """Measures ask for it; a case holds the partnership as of its day already."""
        return self

    @property
    def topics(self) -> set[str]:
        return {TOPIC_OF[name] for name in self.read if name in TOPIC_OF}


class WatchedLimits(dict[str, Any]):
    """Thresholds that remember which of them were asked for."""

    def __init__(self, limits: Mapping[str, object]) -> None:
        super().__init__(limits)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(name)
        return super().__getitem__(name)


def watched(case: Case) -> tuple[Case, Watched, WatchedLimits]:
    """Return a fresh case, in which nothing has been looked up yet, that remembers what is read in it."""
    partnership = Watched(case.partnership)
    limits = WatchedLimits(case.profile.limits)
    profile = attrs.evolve(case.profile, limits=limits)
    return Case(partnership, case.on, profile), partnership, limits  # type: ignore[arg-type]


def cases(criterion: msp.Criterion) -> list[Case]:
    """Return its fixtures as cases, and the empty partnership."""
    own = [fixture.case() for fixture in fixtures_of(criterion.code)]
    return [*own, Case(EMPTY, ON, msp.STANDARD_PROFILE)]


@EACH
def test_it_reads_the_topics_that_it_declares(criterion: msp.Criterion) -> None:
    """No other, in any of its fixtures; and each at least once, so that no loop-back calls it in question in vain."""
    touched: set[str] = set()
    for case in cases(criterion):
        fresh, partnership, _ = watched(case)
        criterion.judge(fresh)
        assert partnership.topics <= criterion.reads
        touched |= partnership.topics
    assert touched == criterion.reads


@EACH
def test_it_reads_the_thresholds_that_it_declares(criterion: msp.Criterion) -> None:
    """A threshold declared and not read would be a promise that changing it changes something."""
    touched: set[str] = set()
    for case in cases(criterion):
        fresh, _, limits = watched(case)
        criterion.judge(fresh)
        assert limits.read <= set(criterion.limits)
        touched |= limits.read
    assert touched == set(criterion.limits)


def test_a_move_reads_what_its_criteria_declare() -> None:
    """MOVE-1 judges a decision by governance and partners; MOVE-2 the history alone."""
    rests, active = MOVE_CRITERIA
    fresh, partnership, limits = watched(Case(DECIDED, ON, msp.STANDARD_PROFILE))
    assert decision_verdict(fresh, "d", informal=False, needed=True).status is msp.Status.MET
    assert partnership.topics == rests.reads
    fresh, partnership, _ = watched(Case(DECIDED, ON, msp.STANDARD_PROFILE))
    active.judge(fresh)
    assert partnership.topics == active.reads == set()
    assert not limits.read


DECIDED = msp.Partnership(
    id="p",
    name="P",
    organisations=[Organisation(id="a", name="A")],
    partners=[Partner(id="a", organisation="a")],
    decision_rules=[DecisionRule(id="all", method="unanimity")],
    decisions=[
        Decision(
            id="d", question="?", on=ON, rule="all", ballots=[Ballot(partner="a", choice="yes")]
        )
    ],
)


def test_the_watch_would_notice() -> None:
    """A criterion that reads more than it says is found out; so is one that reads less."""
    fresh, partnership, limits = watched(Case(EMPTY, ON, msp.STANDARD_PROFILE))

    @msp.criterion("X-1", "T", why="W.", source="X", remedy="R.", reads="roles")
    def silent(case: Case) -> msp.Verdict:
        """What."""
        return msp.met_if(bool(case.partners), "Yes.", str(case.limit("median_trust")))

    silent.judge(fresh)
    assert partnership.topics == {"partners"} != silent.reads
    assert limits.read == {"median_trust"} != set(silent.limits)


def test_checking_hands_a_criterion_nothing_from_after_the_day() -> None:
    """So no criterion needs to ask what came later."""
    seen: list[Case] = []

    @msp.criterion("X-2", "T", why="W.", source="X", remedy="R.", reads="")
    def curious(case: Case) -> msp.Verdict:
        """What."""
        seen.append(case)
        return msp.met("Yes.")

    [fixture] = [one for one in fixtures_of("C2.3") if one.name == "meets"]
    partnership = fixture.partnership()
    day = min(one.on for one in partnership.decisions)
    own = msp.checklist("own", "Own", (curious,), must="X-2")
    check(partnership, on=day, against=own)
    assert seen[0].partnership == partnership.as_of(day) != partnership
