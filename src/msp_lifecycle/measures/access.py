"""How a partner takes part in decisions: with a vote, with a voice, through others, or not at all (S1:L264; S2:L30)."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal

from msp_lifecycle.records import Body, DecisionRule, Partner, Seat

Access = Literal["vote", "voice", "represented", "observer", "opted_out", "unknown", "none"]
"""How a partner takes part in decisions: the best of the ways open to it.

`unknown` is a seat of which no record says what it carries, in a body that decides.
"""


def access_of(
    partner: Partner,
    rule: DecisionRule,
    *,
    votes: bool,
    seats: Iterable[Seat],
    body: Body | None,
    on: dt.date,
) -> Access:
    """Return how a partner takes part in what a rule decides: the best of the ways open to it.

    Args:
        partner: asked about.
        rule: that decides.
        votes: whether it has a vote under it.
        seats: of the partner in the body that decides.
        body: that decides; None where the rule names none.
        on: the day asked about.
    """
    if votes:
        return "vote"
    if any(out.scope == rule.scope for out in partner.opted_out):
        return "opted_out"
    kinds = {one.kind for one in seats if _held(one, on)}
    if partner.id in rule.voice or kinds & {"voting", "non_voting"}:
        return "voice"
    if partner.id in rule.represented:
        return "represented"
    if None in kinds or (body is not None and not body.members and not rule.electorate):
        return "unknown"
    return "observer" if kinds else "none"


def _held(seat: Seat, on: dt.date) -> bool:
    begun = seat.since is None or seat.since <= on
    return begun and (seat.until is None or on < seat.until)
