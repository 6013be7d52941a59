"""Who decides: the power that each decision rule gives to each partner, beside its access to the decision.

Power is the vote: how often it decides. Access is the voice: whether a partner is heard at all (S1:L264; S2:L30).
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from msp_lifecycle.measures.access import access_of
from msp_lifecycle.measures.deciding import game_of, ordered_electorate
from msp_lifecycle.measures.figures import figures_of
from msp_lifecycle.measures.games import GameError
from msp_lifecycle.measures.shares import RulePower
from msp_lifecycle.records import Body, DecisionRule, Partnership, Seat, seats_untold

if TYPE_CHECKING:
    import random


def power(
    partnership: Partnership,
    *,
    on: dt.date,
    draws: int | None = None,
    rng: "int | random.Random | None" = None,
) -> tuple[RulePower, ...]:
    """Return what each decision rule in force gives to each active partner.

    Args:
        partnership: whose rules they are.
        on: the day asked about.
        draws: size of the sample to be drawn where a game is too large to be counted or integrated; None to leave
            it unknown.
        rng: seed or generator for that sample.

    Raises:
        GameError: if a sample is asked for without a seed, or of no draws.
    """
    then = partnership.as_of(on)
    return tuple(
        power_under(then, rule, on=on, draws=draws, rng=rng)
        for rule in then.decision_rules
        if rule.in_force_on(on)
    )


def power_under(
    partnership: Partnership,
    rule: DecisionRule,
    *,
    on: dt.date,
    draws: int | None = None,
    rng: "int | random.Random | None" = None,
) -> RulePower:
    """Return what one rule gives to each active partner; arguments and errors are those of `power`."""
    if draws is not None and rng is None:
        raise GameError("a sample without a seed cannot be drawn again; give rng=1, say")
    voters = ordered_electorate(partnership, rule, on)
    body = next((one for one in partnership.bodies if one.id == rule.body), None)
    untold = _electorate_unknown(partnership, rule, body, on)
    game = None if untold else game_of(rule, voters)
    figures = figures_of(rule, voters, game, untold, draws, rng)
    sectors = {one.id: one.sector for one in partnership.organisations}
    seats = _seats(body)
    return RulePower(
        rule=rule,
        game=game,
        problem=figures.problem,
        draws=figures.draws,
        rounding=figures.rounding,
        unseated=_unseated(rule, voters, body),
        partners=tuple(
            attrs.evolve(
                figures.of(one.id),
                sector=sectors[one.organisation],
                speaks_for=one.represents,
                access=access_of(
                    one,
                    rule,
                    votes=one.id in voters,
                    seats=seats.get(one.id, ()),
                    body=body,
                    on=on,
                ),
                vote=voters.get(one.id),
            )
            for one in partnership.partners
            if one.active_on(on)
        ),
    )


def _electorate_unknown(
    partnership: Partnership, rule: DecisionRule, body: Body | None, on: dt.date
) -> str:
    if rule.electorate or body is None:
        return ""
    if not body.members:
        return f"Who sits in {body.id}, which decides, is not on record."
    if seats_untold(partnership, rule, on):
        return f"Which seats of {body.id} have a vote is not on record."
    return ""


def _unseated(rule: DecisionRule, voters: Iterable[str], body: Body | None) -> tuple[str, ...]:
    if not rule.electorate or body is None or not body.members:
        return ()
    seated = {seat.partner for seat in body.members}
    return tuple(name for name in voters if name not in seated)


def _seats(body: Body | None) -> dict[str | None, list[Seat]]:
    found: dict[str | None, list[Seat]] = {}
    for seat in body.members if body else ():
        found.setdefault(seat.partner, []).append(seat)
    return found
