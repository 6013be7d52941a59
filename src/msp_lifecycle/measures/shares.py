"""What a decision rule gives to each partner, and to partners together."""

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from typing import TypeVar

import attrs

from msp_lifecycle.measures.access import Access
from msp_lifecycle.measures.games import VotingGame
from msp_lifecycle.records import DecisionRule, Sector, Voter

Key = TypeVar("Key")


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
        shapley_shubik_error: standard error, 0 where no sample was drawn.
        banzhaf_error: standard error, 0 where no sample was drawn.
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
        draws: how large the sample was; None where none was drawn.
        rounding: no index is further than this from the truth, samples aside; 0 where everything was counted.
        unseated: those who vote without a seat on record in the body that decides; a gap in the records.
    """

    rule: DecisionRule
    game: VotingGame | None
    partners: tuple[PartnerPower, ...]
    problem: str = ""
    draws: int | None = None
    rounding: float = 0.0
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


def _sum(indices: Iterable[Fraction | None]) -> Fraction | None:
    known = Fraction(0)
    for one in indices:
        if one is None:
            return None
        known += one
    return known
