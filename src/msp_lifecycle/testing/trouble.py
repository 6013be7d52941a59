"""Partnerships in trouble: legal values every one, and bad in ways that criteria report."""

import datetime as dt
import typing
from collections.abc import Callable, Sequence
from typing import Literal

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.records import (
    TOPICS,
    Breach,
    ChangeEvent,
    Commitment,
    Conflict,
    Decision,
    Funding,
    Move,
    Organisation,
    Partner,
    Partnership,
    Record,
)
from msp_lifecycle.records.consistency import pruned
from msp_lifecycle.testing.partnerships import partnerships
from msp_lifecycle.testing.values import FIRST, money

Trouble = Literal[
    "one_sided_funding",
    "overdue_commitments",
    "silent_partner",
    "no_rules",
    "reopened_topics",
    "broken_trust",
]
TROUBLES: tuple[Trouble, ...] = typing.get_args(Trouble)
"""What can be wrong with a troubled partnership."""

_DAYS = st.integers(1, 400)


def troubled_partnerships(
    *troubles: Trouble, lifecycle: Lifecycle = STANDARD
) -> SearchStrategy[Partnership]:
    """Draw partnerships of two to four partners that are legal but in trouble, as seen on their latest day.

    - `one_sided_funding`: all the money comes from one organisation.
    - `overdue_commitments`: promises are past their day and not kept.
    - `silent_partner`: a partner that joined long ago and is named nowhere else.
    - `no_rules`: there is no decision rule, and one partner decides alone.
    - `reopened_topics`: the last move was a loop-back, and nothing that it reopened is settled.
    - `broken_trust`: a breach without repair and an open conflict.

    Args:
        troubles: all that shall be wrong; a few of them, drawn, if none is given.
        lifecycle: whose moves the history follows.

    Examples:
        >>> from hypothesis import given
        >>> @given(troubled_partnerships("no_rules"))
        ... def somebody_decides_alone(p):
        ...     assert any(decision.unilateral_by for decision in p.decisions)
        >>> somebody_decides_alone()
    """
    return _troubled(troubles, lifecycle)


@st.composite
def _troubled(draw: DrawFn, troubles: Sequence[Trouble], lifecycle: Lifecycle) -> Partnership:
    partnership = draw(partnerships(partners=draw(st.integers(2, 4)), lifecycle=lifecycle))
    day = max(partnership.latest or FIRST, FIRST)
    event = ChangeEvent(id=_new_id(partnership.change_events), on=day, kind="problem")
    partnership = partnership.evolved(change_events=(*partnership.change_events, event))
    chosen = troubles or draw(st.lists(st.sampled_from(TROUBLES), min_size=1, unique=True))
    for trouble in sorted(set(chosen), key=TROUBLES.index):
        partnership = _BRING[trouble](draw, partnership, day, lifecycle)
    return partnership


def _new_id(records: Sequence[Record]) -> str:
    taken = {getattr(one, "id", "") for one in records}
    return next(name for n in range(len(taken) + 1) if (name := f"trouble-{n}") not in taken)


def _partner(draw: DrawFn, partnership: Partnership) -> str:
    return draw(st.sampled_from(partnership.partners)).id


def _one_sided(draw: DrawFn, p: Partnership, day: dt.date, _: Lifecycle) -> Partnership:
    source = draw(st.sampled_from(p.organisations)).id
    new = Funding(id=_new_id(p.fundings), source=source, money=draw(money()), agreed=day)
    return p.evolved(fundings=(*(attrs.evolve(one, source=source) for one in p.fundings), new))


def _overdue(draw: DrawFn, p: Partnership, day: dt.date, _: Lifecycle) -> Partnership:
    late = p.commitments
    for _index in range(draw(st.integers(1, 3))):
        due = day - dt.timedelta(draw(_DAYS))
        promise = Commitment(
            id=_new_id(late),
            partner=_partner(draw, p),
            text="Bring what we promised",
            due=due,
            pledged=due - dt.timedelta(draw(_DAYS)),
        )
        late = (*late, promise)
    return p.evolved(commitments=late)


def _silent(draw: DrawFn, p: Partnership, day: dt.date, _: Lifecycle) -> Partnership:
    organisation = Organisation(id=_new_id(p.organisations), name="Nobody has heard of us")
    joined = day - dt.timedelta(365 + draw(_DAYS))
    partner = Partner(id=_new_id(p.partners), organisation=organisation.id, joined=joined)
    return p.evolved(
        organisations=(*p.organisations, organisation), partners=(*p.partners, partner)
    )


def _lawless(draw: DrawFn, p: Partnership, day: dt.date, _: Lifecycle) -> Partnership:
    decision = Decision(
        id=_new_id(p.decisions),
        question="Do we do it my way?",
        on=day,
        unilateral_by=_partner(draw, p),
    )
    lawless = pruned(p.replaced({"decision_rules": ()}))
    return lawless.evolved(decisions=(*lawless.decisions, decision))


def _reopened(draw: DrawFn, p: Partnership, day: dt.date, lifecycle: Lifecycle) -> Partnership:
    back = draw(st.sampled_from([rule for rule in lifecycle.moves if rule.kind == "loop_back"]))
    topics = draw(st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True))
    moves = (
        Move(kind="entered", on=day - dt.timedelta(draw(_DAYS)), to=back.source),
        Move(kind="loop_back", on=day, to=back.to, because=back.when, reopens=tuple(topics)),
    )
    decisions = [attrs.evolve(one, settles=()) if one.on >= day else one for one in p.decisions]
    return p.evolved(moves=moves, decisions=decisions)


def _distrust(draw: DrawFn, p: Partnership, day: dt.date, _: Lifecycle) -> Partnership:
    breach = Breach(id=_new_id(p.breaches), on=day, by=_partner(draw, p))
    parties = (p.partners[0].id, p.partners[1].id)
    conflict = Conflict(id=_new_id(p.conflicts), opened=day, parties=parties)
    return p.evolved(breaches=(*p.breaches, breach), conflicts=(*p.conflicts, conflict))


_BRING: dict[Trouble, Callable[[DrawFn, Partnership, dt.date, Lifecycle], Partnership]] = {
    "one_sided_funding": _one_sided,
    "overdue_commitments": _overdue,
    "silent_partner": _silent,
    "no_rules": _lawless,
    "reopened_topics": _reopened,
    "broken_trust": _distrust,
}
