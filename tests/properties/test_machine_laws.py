"""The machine and the pure functions are one: equal partnerships, equal refusals, for any sequence of moves."""

import datetime as dt
import pickle
from typing import Any

from drawn_lives import attempts, small_lives
from hypothesis import given
from hypothesis import strategies as st
from lives import DAY, SMALL, after, decision, outcome, standing_everywhere

import msp_lifecycle as msp
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.machine import LifecycleMachine, state_of
from msp_lifecycle.records import Decision, Partnership

Attempt = tuple[str, dict[str, Any]]
GAPS = st.lists(st.sampled_from((0, 0, 1, 1, 2, 5, 30)), min_size=1, max_size=12)
STANDARD_PHASES = tuple(msp.STANDARD.order)


def in_step(
    partnership: Partnership, live: LifecycleMachine, attempt: Attempt, lifecycle: Lifecycle
) -> Partnership:
    """Try a move on both, hold that they did the same, and return the partnership after it."""
    name, arguments = attempt
    told: list[object] = []
    live.on_move(told.append)
    pure = outcome(lambda: getattr(msp, name)(partnership, lifecycle=lifecycle, **arguments))
    lived = outcome(lambda: getattr(live, name)(**arguments))
    if isinstance(pure, Partnership):
        assert live.partnership == pure
        assert isinstance(lived, msp.Report)
        assert len(told) == 1
    else:
        assert lived == pure
        assert live.partnership is partnership or live.partnership == partnership
        assert not told
    assert live.state == state_of(live.partnership.position)
    return pure if isinstance(pure, Partnership) else partnership


def walk(
    partnership: Partnership,
    lifecycle: Lifecycle,
    gaps: list[int],
    data: st.DataObject,
    **drawing: Any,
) -> Partnership:
    """Try as many moves as there are gaps, each some days after the one before."""
    live, day = LifecycleMachine(partnership, lifecycle=lifecycle), DAY
    for gap in gaps:
        day += dt.timedelta(days=gap)
        attempt = data.draw(attempts(day, **drawing))
        partnership = in_step(partnership, live, attempt, lifecycle)
        if gap == 1:
            live = pickle.loads(pickle.dumps(live))
    return partnership


@given(small_lives(), GAPS, st.data())
def test_the_machine_is_the_pure_functions(
    partnership: Partnership, gaps: list[int], data: st.DataObject
) -> None:
    """Over guards now open, now closed, decisions good, bad, missing and unknown, on days forward and back."""
    walk(partnership, SMALL, gaps, data)


SPOILT = (
    decision("E", "ann", on=dt.date(2020, 1, 1), outcome="rejected"),
    Decision(id="F", question="?", on=after(9), present=("ann",)),
)


@given(GAPS, st.data())
def test_the_machine_is_the_pure_functions_of_the_standard_lifecycle(
    gaps: list[int], data: st.DataObject
) -> None:
    """The same where every guard of `STANDARD` is waived, so that a life goes on for long."""
    waived = standing_everywhere(msp.STANDARD)
    start = waived.evolved(decisions=[*waived.decisions, *SPOILT])
    end = walk(
        start,
        msp.STANDARD,
        gaps,
        data,
        decisions=("D", "D", "D", "E", "F", "G", None),
        phases=STANDARD_PHASES,
    )
    assert msp.audit(end) == ()


@given(small_lives(), st.integers(0, 12).map(after), st.sampled_from(("D", "F", None)))
def test_the_machine_answers_as_the_engine_does(
    partnership: Partnership, on: dt.date, cited: str | None
) -> None:
    """Questions are answered alike, errors and all."""
    live = LifecycleMachine(partnership, lifecycle=SMALL)
    for to in (None, "advance", "idea", "work", "review", "end", "nowhere"):
        assert outcome(lambda to=to: live.check(to, on=on, decision=cited)) == outcome(
            lambda to=to: msp.check(partnership, to, on=on, decision=cited, lifecycle=SMALL)
        )
    assert live.possible_moves(on=on) == msp.possible_moves(partnership, on=on, lifecycle=SMALL)
