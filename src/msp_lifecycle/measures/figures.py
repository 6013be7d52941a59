"""The figures of those who vote under a rule: counted, integrated, sampled, or unknown for a reason."""

from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from msp_lifecycle.measures.counting import TooManyCoalitions
from msp_lifecycle.measures.games import Tally, Vote, VotingGame
from msp_lifecycle.measures.indices import normalised, power_indices
from msp_lifecycle.measures.sampling import sampled_power
from msp_lifecycle.measures.shares import PartnerPower
from msp_lifecycle.records import DecisionRule, Voter

if TYPE_CHECKING:
    import random


@attrs.frozen(kw_only=True)
class Figures:
    """The figures of those who vote, by partner; for the others there is nothing to count.

    Attributes:
        voters: figures of those who vote, by partner.
        others: those of everybody else.
        problem: why not all of it is known, in one sentence; empty where it is.
        draws: how large the sample was; None where none was drawn.
        rounding: no index is further than this from the truth; 0 where they were counted.
    """

    voters: dict[str, PartnerPower] = attrs.field(factory=dict[str, PartnerPower])
    others: PartnerPower
    problem: str = ""
    draws: int | None = None
    rounding: float = 0.0

    def of(self, partner: str) -> PartnerPower:
        """Return the figures of one partner."""
        return attrs.evolve(self.voters.get(partner, self.others), partner=partner)


_UNKNOWN = PartnerPower(partner="", access="unknown")
_NOTHING = PartnerPower(
    partner="",
    access="none",
    shapley_shubik=Fraction(0),
    banzhaf=Fraction(0),
    banzhaf_share=Fraction(0),
    stops_alone=False,
    decides_alone=False,
)
"""Who has no vote decides nothing, by whatever method the others do."""


def figures_of(
    rule: DecisionRule,
    voters: dict[str, Voter],
    game: VotingGame | None,
    untold: str,
    draws: int | None,
    rng: "int | random.Random | None",
) -> Figures:
    """Return the figures under a rule.

    Args:
        rule: that decides.
        voters: who has a vote, by partner.
        game: that the rule is; None where that is unknown.
        untold: what about the electorate is not on record, in one sentence; empty where all of it is.
        draws: size of the sample to be drawn where nothing else is possible.
        rng: seed or generator for that sample.
    """
    if untold:
        return Figures(problem=untold, others=_UNKNOWN)
    if not voters:
        return Figures(problem="Nobody has a vote under it.", others=_NOTHING)
    if game is None:
        return _without_method(rule, voters)
    try:
        return _reckoned(game)
    except TooManyCoalitions as error:
        if draws is not None and rng is not None:
            return Figures(voters=_sampled(game, draws, rng), draws=draws, others=_NOTHING)
        unknown = dict.fromkeys(voters, _UNKNOWN)
        return Figures(voters=unknown, problem=f"Not counted: {error}.", others=_NOTHING)


def _without_method(rule: DecisionRule, voters: dict[str, Voter]) -> Figures:
    """Return what can be said where nobody wrote down how a rule decides: voters who are alike have alike shares."""
    alike = len({(one.weight, one.veto, one.group) for one in voters.values()}) == 1
    problem = f"By what method rule {rule.id} decides is not on record"
    if not alike:
        unknown = dict.fromkeys(voters, _UNKNOWN)
        return Figures(voters=unknown, problem=f"{problem}.", others=_NOTHING)
    share = Fraction(1, len(voters))
    equal = attrs.evolve(_UNKNOWN, shapley_shubik=share, banzhaf_share=share)
    return Figures(
        voters=dict.fromkeys(voters, equal),
        problem=f"{problem}; since all votes are alike, so are their shares under any method.",
        others=_NOTHING,
    )


def _degenerate(game: VotingGame) -> str:
    if game.wins(()):
        return "Everything passes under it, whatever anybody says: nobody decides."
    if not game.wins(game.voters):
        return "Nothing passes under it, even if all agree: nobody decides."
    return ""


def _reckoned(game: VotingGame) -> Figures:
    found = power_indices(game)
    shares, alone = normalised(found.banzhaf), _alone(game)
    voters = {
        voter: attrs.evolve(
            alone[voter],
            shapley_shubik=found.shapley_shubik[voter],
            banzhaf=found.banzhaf[voter],
            banzhaf_share=shares[voter],
        )
        for voter in game.voters
    }
    return Figures(
        voters=voters, problem=_degenerate(game), rounding=found.rounding, others=_NOTHING
    )


def _sampled(game: VotingGame, draws: int, rng: "int | random.Random") -> dict[str, PartnerPower]:
    sample = sampled_power(game, draws=draws, rng=rng)
    shares = normalised({voter: one.value for voter, one in sample.banzhaf.items()})
    alone = _alone(game)
    return {
        voter: attrs.evolve(
            alone[voter],
            shapley_shubik=sample.shapley_shubik[voter].value,
            shapley_shubik_error=sample.shapley_shubik[voter].error,
            banzhaf=sample.banzhaf[voter].value,
            banzhaf_error=sample.banzhaf[voter].error,
            banzhaf_share=shares[voter],
        )
        for voter in game.voters
    }


def _alone(game: VotingGame) -> dict[str, PartnerPower]:
    """Return for each voter whether it stops a decision, or gets it through, without any other."""
    none, everybody = Tally(game), Tally(game)
    for vote in game.votes:
        everybody.add(vote)
    told: dict[Vote, PartnerPower] = {}  # votes that are alike can do the same
    found: dict[str, PartnerPower] = {}
    for vote in game.votes:
        alike = attrs.evolve(vote, voter="")
        if alike not in told:
            everybody.add(vote, -1)
            none.add(vote)
            told[alike] = attrs.evolve(
                _UNKNOWN, stops_alone=not everybody.wins(), decides_alone=none.wins()
            )
            everybody.add(vote)
            none.add(vote, -1)
        found[vote.voter] = told[alike]
    return found
