"""From a decision rule to the voting game that it is.

Methods are read as the validity of a decision reads them: a majority is more than half of the weight of the votes
cast; a qualified majority reaches its threshold; unanimity, consensus and consent let every voter stop a decision; and
so does delegation to several, each of whom may act as long as no other objects.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from msp_lifecycle.measures.games import (
    Vote,
    VotingGame,
    at_least,
    common_scale,
    majority,
)
from msp_lifecycle.records import DecisionRule, Partnership, Voter, electorate_on

_COUNTED = ("majority", "qualified_majority")


def game_of(rule: DecisionRule, electorate: Mapping[str, Voter]) -> VotingGame | None:
    """Return the voting game of a rule among those who vote under it; None where its method is not on record.

    Args:
        rule: that decides.
        electorate: who has a vote, by partner.

    Examples:
        >>> rule = DecisionRule(id="board", method="qualified_majority", threshold="0.75")
        >>> game = game_of(rule, {name: Voter(partner=name) for name in "abc"})
        >>> game.wins("ab"), game.wins("abc")
        (False, True)
    """
    if rule.method is None:
        return None
    if rule.method not in _COUNTED:
        return VotingGame.unanimous(electorate)
    scale = common_scale(voter.weight for voter in electorate.values())
    votes = [
        Vote(
            voter=name,
            weight=int(Fraction(voter.weight) * scale),
            veto=voter.veto,
            group=voter.group,
        )
        for name, voter in electorate.items()
    ]
    total = sum(vote.weight for vote in votes)
    quota = majority(total) if rule.method == "majority" else 0
    if rule.threshold is not None:
        quota = max(quota, at_least(rule.threshold, total))
    return VotingGame(
        votes=votes,
        quota=quota,
        heads=0 if rule.heads is None else at_least(rule.heads, len(votes)),
        group_quotas=_group_quotas(votes) if rule.group_majority else {},
    )


def game_on(partnership: Partnership, rule: DecisionRule, on: dt.date) -> VotingGame | None:
    """Return the voting game of a rule as its electorate stands on a day; None where its method is not on record.

    Who is outside the scope of the rule, has opted out of it or has left has no vote and is no part of the game
    (Children's Vaccine Initiative, S1:L264).
    """
    return game_of(rule, ordered_electorate(partnership, rule, on))


def ordered_electorate(
    partnership: Partnership, rule: DecisionRule, on: dt.date
) -> dict[str, Voter]:
    """Return who has a vote under a rule on a day, in the order of the partners."""
    found = electorate_on(partnership, rule, on)
    return {one.id: found[one.id] for one in partnership.partners if one.id in found}


def _group_quotas(votes: Iterable[Vote]) -> dict[str, int]:
    weights: dict[str, int] = {}
    for vote in votes:
        weights[vote.group] = weights.get(vote.group, 0) + vote.weight
    return {group: majority(weight) for group, weight in weights.items()}
