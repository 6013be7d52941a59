"""Lives of any course: partners join and leave, promise, keep and break, decide, waive, move, go back, settle and end.

After every step the machine and the pure functions agree, and at the end an audit finds each move sound on its day.
The nightly profile makes more than 100,000 steps of it: 2,200 lives of up to 60 steps.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

import attrs
from drawn_lives import CODES, TOPICS, attempts
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lives import DAY, NAMES, SMALL, outcome, small

import msp_lifecycle as msp
from msp_lifecycle.engine.differences import differences
from msp_lifecycle.machine import LifecycleMachine, MoveMade, state_of
from msp_lifecycle.records import (
    Ballot,
    Commitment,
    Decision,
    DecisionRule,
    Goal,
    Partner,
    Partnership,
    Waiver,
    reopened,
)

T = TypeVar("T")

WHICH = st.integers(0, 23)
"""One of however many there are by then."""
CHOICES = st.sampled_from(("yes", "yes", "yes", "yes", "yes", "yes", "no", "abstain", "object"))
METHODS = st.sampled_from(("majority", "majority", "majority", "consensus", "unanimity", "consent"))
EARLY_ENDS = st.sampled_from((False, False, False, False, False, True))


class Life(RuleBasedStateMachine):
    """One life, lived twice: by the pure functions, and by the machine."""

    def __init__(self) -> None:
        super().__init__()
        self.today = DAY
        self.number = 0
        self.told: list[MoveMade] = []
        self.pure = small(partners=[], decision_rules=[], decisions=[], goals=[])
        self.live = LifecycleMachine(self.pure, lifecycle=SMALL)
        self.live.on_move(self.told.append)

    @initialize(already=st.integers(0, 3))
    def begin(self, already: int) -> None:
        """Somebody takes the initiative, or nobody yet; where there are several they know how they decide."""
        self.write(partners=[Partner(id=name, organisation=name) for name in NAMES[:already]])
        if already > 1:
            self.attempt("start", {"on": self.today})
            self.set_a_goal()
            self.agree_on_a_rule("majority", None)

    def write(self, **changes: Any) -> None:
        """Put more on record."""
        self.pure = self.pure.evolved(**changes)
        self.live.update(self.pure)

    def a_new_day(self) -> dt.date:
        """Return a day after the last move, so that what is written now does not reach behind it."""
        if self.pure.moves and self.pure.moves[-1].on >= self.today:
            self.today = self.pure.moves[-1].on + dt.timedelta(days=1)
        return self.today

    def named(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def active(self) -> list[Partner]:
        return [one for one in self.pure.partners if one.active]

    def changed(self, collection: str, which: int, among: Sequence[Any], **changes: Any) -> None:
        """Change one record of a collection, if there is one to change."""
        if among:
            chosen = one_of(among, which)
            records = getattr(self.pure, collection)
            after = [attrs.evolve(one, **changes) if one is chosen else one for one in records]
            self.write(**{collection: after})

    @rule(days=st.sampled_from((1, 7, 30, 200)))
    def time_passes(self, days: int) -> None:
        """Nothing happens for a while."""
        self.today += dt.timedelta(days=days)

    # Records

    @rule(organisation=st.sampled_from(NAMES))
    def join(self, organisation: str) -> None:
        """An organisation joins, unless it belongs already."""
        if organisation not in {one.organisation for one in self.active()}:
            joined = Partner(id=self.named("p"), organisation=organisation, joined=self.a_new_day())
            self.write(partners=[*self.pure.partners, joined])

    @rule(which=WHICH)
    def leave(self, which: int) -> None:
        """A partner leaves."""
        self.changed("partners", which, self.active(), left=self.a_new_day())

    @rule(which=WHICH)
    def commit(self, which: int) -> None:
        """A partner makes a promise."""
        if self.pure.partners:
            promise = Commitment(
                id=self.named("c"),
                partner=one_of(self.pure.partners, which).id,
                text="Come",
                pledged=self.a_new_day(),
            )
            self.write(commitments=[*self.pure.commitments, promise])

    @rule(which=WHICH, kept=st.sampled_from(("fulfilled", "fulfilled", "broken", "released")))
    def keep_or_break(self, which: int, kept: str) -> None:
        """A promise is kept, found broken, or given back."""
        still = [one for one in self.pure.commitments if one.outstanding]
        self.changed("commitments", which, still, **{kept: self.a_new_day()})

    @rule()
    def set_a_goal(self) -> None:
        """The partners set themselves a goal."""
        goal = Goal(id=self.named("g"), text="Go", set=self.a_new_day())
        self.write(goals=[*self.pure.goals, goal])

    @rule(which=WHICH)
    def drop_a_goal(self, which: int) -> None:
        """A goal is given up."""
        in_force = [one for one in self.pure.goals if one.dropped is None]
        self.changed("goals", which, in_force, dropped=self.a_new_day())

    @rule(method=METHODS, quorum=st.sampled_from((None, None, "0.5", "1")))
    def agree_on_a_rule(self, method: str, quorum: str | None) -> None:
        """The partners change how they decide; the rule before it ends that day."""
        day = self.a_new_day()
        ended = [
            one if one.until else attrs.evolve(one, until=day) for one in self.pure.decision_rules
        ]
        new = DecisionRule(id=self.named("r"), method=method, quorum=quorum, since=day)
        self.write(decision_rules=[*ended, new])

    @rule(
        choices=st.lists(CHOICES, min_size=4, max_size=4),
        outcome=st.sampled_from(("adopted", "adopted", "adopted", "rejected")),
        settles=st.lists(TOPICS, max_size=3, unique=True),
        recorded=st.sampled_from(("ballots", "ballots", "present", "neither")),
    )
    def decide(self, choices: list[str], outcome: str, settles: list[str], recorded: str) -> None:
        """Something is decided, by good rights or not."""
        there = [one.id for one in self.active()]
        ballots = [Ballot(partner=one, choice=to) for one, to in zip(there, choices, strict=False)]
        self.record_decision(
            outcome=outcome,
            present=there if recorded == "present" else (),
            ballots=ballots if recorded == "ballots" else (),
            settles=settles,
        )

    def record_decision(self, **more: Any) -> Decision:
        name = self.named("D")
        taken = Decision(id=name, question=f"{name}?", on=self.a_new_day(), **more)
        self.write(decisions=[*self.pure.decisions, taken])
        return taken

    def agree(self, **more: Any) -> Decision:
        """Have all who are there say yes."""
        yes = [Ballot(partner=one.id, choice="yes") for one in self.active()]
        return self.record_decision(ballots=yes, **more)

    @rule()
    def settle(self) -> None:
        """All that stands reopened is settled, by everybody who is there."""
        self.agree(settles=sorted(reopened(self.pure)))
        assert reopened(self.pure) == {}

    @rule(code=st.sampled_from(CODES), which=WHICH, days=st.sampled_from((None, None, 0, 5, 60)))
    def waive(self, code: str, which: int, days: int | None) -> None:
        """A criterion is set aside, for a time or for good, by a decision good or bad."""
        if self.pure.decisions:
            day = self.a_new_day()
            waiver = Waiver(
                id=self.named("w"),
                criterion=code,
                decision=one_of(self.pure.decisions, which).id,
                since=day,
                until=None if days is None else day + dt.timedelta(days=days),
            )
            self.write(waivers=[*self.pure.waivers, waiver])

    # Moves

    @rule(data=st.data())
    def try_any_move(self, data: st.DataObject) -> None:
        """Any move, on any day around today, by any decision or none."""
        cited = tuple(one.id for one in self.pure.decisions)[-3:]
        name, arguments = data.draw(
            attempts(self.today, decisions=(*cited, *cited, "nowhere", None))
        )
        self.attempt(name, arguments)

    @rule(which=WHICH, topics=st.sets(TOPICS, max_size=2), early=EARLY_ENDS)
    def agree_on_any_move(self, which: int, topics: set[Any], early: bool) -> None:
        """A move that the standing leaves open, by a decision of all."""
        listed = self.listed()
        self.agree_on([one for one in listed if early or one.kind != "end"], which, topics)

    @rule(which=WHICH, topics=st.sets(TOPICS, max_size=2))
    def agree_to_move_on(self, which: int, topics: set[Any]) -> None:
        """A move to a phase, or out of a halt, by a decision of all."""
        leading = ("resume", "reinstate")
        rules = [one for one in self.listed() if one.to is not None or one.kind in leading]
        self.agree_on(rules, which, topics)

    @rule()
    def agree_to_go_forward(self) -> None:
        """The move forward, by a decision of all."""
        forward = ("start", "advance", "continue", "resume", "reinstate")
        self.agree_on([one for one in self.listed() if one.kind in forward], 0, set())

    def listed(self) -> list[msp.MoveRule]:
        listed = msp.possible_moves(self.pure, on=self.today, lifecycle=SMALL)
        return [one.rule for one in listed]

    def agree_on(self, rules: Sequence[msp.MoveRule], which: int, topics: set[Any]) -> None:
        if not rules:
            return
        chosen, decided = one_of(rules, which), self.agree()
        given: dict[str, dict[str, Any]] = {
            "loop_back": {"to": chosen.to, "because": "why", "reopens": topics},
            "suspend": {"because": "why"},
            "end": {"reason": "dissolved"},
        }
        name = "continue_" if chosen.kind == "continue" else chosen.kind
        arguments = given.get(chosen.kind, {})
        self.attempt(name, {"on": decided.on, "decision": decided.id, **arguments})

    def attempt(self, name: str, arguments: dict[str, Any]) -> None:
        """Try a move on both and hold that they did the same."""
        before, told = self.pure, len(self.told)
        pure = outcome(lambda: getattr(msp, name)(before, lifecycle=SMALL, **arguments))
        lived = outcome(lambda: getattr(self.live, name)(**arguments))
        if isinstance(pure, Partnership):
            self.pure = pure
            assert isinstance(lived, msp.Report)
            assert lived.open
            assert len(self.told) == told + 1
            assert self.told[-1].before == before
            assert self.told[-1].after == pure
        else:
            assert lived == pure
            assert len(self.told) == told

    # What always holds

    @invariant()
    def the_two_agree(self) -> None:
        """One partnership, one position, one state."""
        assert self.live.partnership == self.pure
        assert self.live.position == self.pure.position
        assert self.live.state == state_of(self.pure.position)

    @invariant()
    def what_is_listed_follows_from_the_standing(self) -> None:
        """Before the start only the start, after the end nothing, and otherwise always some way to go."""
        listed = {one.rule.kind for one in self.live.possible_moves(on=self.today)}
        standing = self.pure.as_of(self.today).position.standing
        assert ("start" in listed) == (standing == "not_started")
        assert bool(listed) == (standing != "ended")

    def teardown(self) -> None:
        """At the end every move was sound on its day, and the history adds up."""
        assert msp.audit(self.pure, lifecycle=SMALL) == ()
        assert differences(self.pure, self.live.partnership) == ()
        assert [one.move for one in self.told] == list(self.pure.moves)
        stays = msp.history(self.pure, on=self.today + dt.timedelta(days=1))
        if stays:
            assert stays[-1].after == self.pure.position
            assert sum(one.days for one in stays) == (stays[-1].until - self.pure.moves[0].on).days


def one_of(records: Sequence[T], which: int) -> T:
    return records[which % len(records)]


TestLife = Life.TestCase
TestLife.settings = settings(stateful_step_count=60)  # 50 on average, as some end early
