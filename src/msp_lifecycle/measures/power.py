"""Who decides: the power that each decision rule gives to each partner, beside its access to the decision.

Power is the vote: how often it decides. Access is the voice: whether a partner is heard at all (S1:L264; S2:L30).
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeVar

import attrs

from msp_lifecycle.measures.counting import TooManyCoalitions
from msp_lifecycle.measures.deciding import game_of, ordered_electorate
from msp_lifecycle.measures.games import VotingGame
from msp_lifecycle.measures.indices import (
    banzhaf,
    normalised,
    sampled_power,
    shapley_shubik,
)
from msp_lifecycle.records import (
    Body,
    DecisionRule,
    Partner,
    Partnership,
    Seat,
    Sector,
    Voter,
    seats_untold,
)

if TYPE_CHECKING:
    import random

Key = TypeVar("Key")
Access = Literal["vote", "voice", "represented", "observer", "opted_out", "unknown", "none"]
"""How a partner takes part in decisions: the best of the ways open to it.

`unknown` is a seat of which no record says what it carries, in a body that decides.
"""


@attrs.frozen(kw_only=True)
class PartnerPower:
    """What one rule gives to one partner.

    Attributes:
        partner: whose power it is.
        sector: of its organisation; None where it is not on record.
        speaks_for: stakeholder groups that it represents.
        access: how it takes part.
        vote: its vote; None if it has none.
        shapley_shubik: share of all orders in which it turns the decision, 0 to 1; None where unknown.
        banzhaf: share of the coalitions of the others in which its vote decides, 0 to 1; None where unknown.
        banzhaf_share: the same in proportion to all, so that the shares add up to 1; None where unknown.
        stops_alone: whether nothing passes without it; None where unknown.
        decides_alone: whether it gets a decision through without any other; None where unknown.
        shapley_shubik_error: standard error, 0 where the index is exact.
        banzhaf_error: standard error, 0 where the index is exact.
    """

    partner: str
    sector: Sector | None = None
    speaks_for: tuple[str, ...] = ()
    access: Access
    vote: Voter | None = None
    shapley_shubik: Fraction | None = None
    banzhaf: Fraction | None = None
    banzhaf_share: Fraction | None = None
    stops_alone: bool | None = None
    decides_alone: bool | None = None
    shapley_shubik_error: float = 0.0
    banzhaf_error: float = 0.0


@attrs.frozen(kw_only=True)
class Share:
    """What some partners have together.

    Attributes:
        partners: how many they are.
        votes: how many of them vote.
        voices: how many of them are heard without a vote: by a voice of their own, or through others.
        shapley_shubik: their indices added up; None where unknown.
        banzhaf_share: theirs added up; None where unknown.
    """

    partners: int
    votes: int
    voices: int
    shapley_shubik: Fraction | None
    banzhaf_share: Fraction | None


@attrs.frozen(kw_only=True)
class RulePower:
    """What one decision rule gives to the partners on a day.

    Attributes:
        rule: that decides.
        game: the voting game that it is; None where that is unknown.
        partners: what each active partner has, in the order of the dossier.
        problem: why not all of it is known, in one sentence; empty where it is.
        draws: how large the sample was; None where everything was counted.
        unseated: those who vote without a seat on record in the body that decides; a gap in the records.
    """

    rule: DecisionRule
    game: VotingGame | None
    partners: tuple[PartnerPower, ...]
    problem: str = ""
    draws: int | None = None
    unseated: tuple[str, ...] = ()

    @property
    def strongest(self) -> PartnerPower | None:
        """The partner with the largest index of Shapley and Shubik, the first of several; None where unknown."""
        known = [one for one in self.partners if one.shapley_shubik is not None]
        if len(known) < len(self.partners):
            return None
        return max(known, key=lambda one: one.shapley_shubik or 0, default=None)

    def of(self, partner: str) -> PartnerPower | None:
        """Return what one partner has; None if it is no active partner."""
        return next((one for one in self.partners if one.partner == partner), None)

    def together(self, partners: Collection[str]) -> Share:
        """Return what some partners have together: their indices added up, as if each voted for itself."""
        chosen = [one for one in self.partners if one.partner in partners]
        return Share(
            partners=len(chosen),
            votes=sum(one.access == "vote" for one in chosen),
            voices=sum(one.access in ("voice", "represented") for one in chosen),
            shapley_shubik=_sum(one.shapley_shubik for one in chosen),
            banzhaf_share=_sum(one.banzhaf_share for one in chosen),
        )

    def by_sector(self) -> dict[Sector | None, Share]:
        """Return what each sector has; None stands for partners whose sector is not on record."""
        return self._by(lambda one: (one.sector,))

    def by_stakeholder_group(self) -> dict[str, Share]:
        """Return what those who speak for each stakeholder group have.

        A partner that speaks for two groups counts with both.
        """
        return self._by(lambda one: one.speaks_for)

    def by_voting_group(self) -> dict[str, Share]:
        """Return what each group of voters has, as the rule names them."""
        return self._by(lambda one: (one.vote.group,) if one.vote and one.vote.group else ())

    def _by(self, keys: Callable[[PartnerPower], tuple[Key, ...]]) -> dict[Key, Share]:
        found: dict[Key, set[str]] = {}
        for one in self.partners:
            for key in keys(one):
                found.setdefault(key, set()).add(one.partner)
        return {key: self.together(members) for key, members in found.items()}


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
        draws: size of the sample to be drawn where a game is too large to be counted; None to leave it unknown.
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
    """Return what one rule gives to each active partner; the arguments are those of `power`."""
    voters = ordered_electorate(partnership, rule, on)
    body = next((one for one in partnership.bodies if one.id == rule.body), None)
    untold = _electorate_unknown(partnership, rule, body, on)
    game = None if untold else game_of(rule, voters)
    figures = _figures(rule, voters, game, untold, draws, rng)
    sectors = {one.id: one.sector for one in partnership.organisations}
    return RulePower(
        rule=rule,
        game=game,
        problem=figures.problem,
        draws=figures.draws,
        unseated=_unseated(rule, voters, body),
        partners=tuple(
            attrs.evolve(
                figures.of(one.id),
                sector=sectors[one.organisation],
                speaks_for=one.represents,
                access=_access(one, rule, voters, body, on),
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


@attrs.frozen(kw_only=True)
class _Figures:
    """The figures of those who vote, by partner; for the others there is nothing to count."""

    voters: dict[str, PartnerPower] = attrs.field(factory=dict)
    problem: str = ""
    draws: int | None = None
    others: PartnerPower

    def of(self, partner: str) -> PartnerPower:
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


def _figures(
    rule: DecisionRule,
    voters: dict[str, Voter],
    game: VotingGame | None,
    untold: str,
    draws: int | None,
    rng: "int | random.Random | None",
) -> _Figures:
    if untold:
        return _Figures(problem=untold, others=_UNKNOWN)
    if not voters:
        return _Figures(problem="Nobody has a vote under it.", others=_NOTHING)
    if game is None:
        return _without_method(rule, voters)
    try:
        return _Figures(voters=_counted(game), problem=_degenerate(game), others=_NOTHING)
    except TooManyCoalitions as error:
        if draws is not None and rng is not None:
            return _Figures(voters=_sampled(game, draws, rng), draws=draws, others=_NOTHING)
        unknown = dict.fromkeys(voters, _UNKNOWN)
        return _Figures(voters=unknown, problem=f"Not counted: {error}.", others=_NOTHING)


def _without_method(rule: DecisionRule, voters: dict[str, Voter]) -> _Figures:
    """Return what can be said where nobody wrote down how a rule decides: voters who are alike have alike shares."""
    alike = len({(one.weight, one.veto, one.group) for one in voters.values()}) == 1
    problem = f"By what method rule {rule.id} decides is not on record"
    if not alike:
        unknown = dict.fromkeys(voters, _UNKNOWN)
        return _Figures(voters=unknown, problem=f"{problem}.", others=_NOTHING)
    share = Fraction(1, len(voters))
    equal = attrs.evolve(_UNKNOWN, shapley_shubik=share, banzhaf_share=share)
    return _Figures(
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


def _counted(game: VotingGame) -> dict[str, PartnerPower]:
    orders, coalitions = shapley_shubik(game), banzhaf(game)
    shares = normalised(coalitions)
    return {
        voter: attrs.evolve(
            _alone(game, voter),
            shapley_shubik=orders[voter],
            banzhaf=coalitions[voter],
            banzhaf_share=shares[voter],
        )
        for voter in game.voters
    }


def _sampled(game: VotingGame, draws: int, rng: "int | random.Random") -> dict[str, PartnerPower]:
    sample = sampled_power(game, draws=draws, rng=rng)
    shares = normalised({voter: one.value for voter, one in sample.banzhaf.items()})
    return {
        voter: attrs.evolve(
            _alone(game, voter),
            shapley_shubik=sample.shapley_shubik[voter].value,
            shapley_shubik_error=sample.shapley_shubik[voter].error,
            banzhaf=sample.banzhaf[voter].value,
            banzhaf_error=sample.banzhaf[voter].error,
            banzhaf_share=shares[voter],
        )
        for voter in game.voters
    }


def _alone(game: VotingGame, voter: str) -> PartnerPower:
    others = [one for one in game.voters if one != voter]
    return attrs.evolve(
        _UNKNOWN, stops_alone=not game.wins(others), decides_alone=game.wins([voter])
    )


def _access(
    partner: Partner, rule: DecisionRule, voters: dict[str, Voter], body: Body | None, on: dt.date
) -> Access:
    if partner.id in voters:
        return "vote"
    if any(out.scope == rule.scope for out in partner.opted_out):
        return "opted_out"
    seats = [one for one in body.members if _held(one, partner.id, on)] if body else []
    kinds = {one.kind for one in seats}
    if partner.id in rule.voice or kinds & {"voting", "non_voting"}:
        return "voice"
    if partner.id in rule.represented:
        return "represented"
    if None in kinds or (body is not None and not body.members and not rule.electorate):
        return "unknown"
    return "observer" if kinds else "none"


def _held(seat: Seat, partner: str, on: dt.date) -> bool:
    begun = seat.since is None or seat.since <= on
    return seat.partner == partner and begun and (seat.until is None or on < seat.until)


def _sum(indices: Iterable[Fraction | None]) -> Fraction | None:
    known = Fraction(0)
    for one in indices:
        if one is None:
            return None
        known += one
    return known
