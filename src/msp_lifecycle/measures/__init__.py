"""Measures: what can be counted out of the records. Who decides, who answers to whom, who pays, who keeps promises.

Everything here is pure and exact: whole numbers, decimals and fractions, a day that is passed in, and no judgement.
Whether a figure is good or bad is for criteria to say.
"""

from msp_lifecycle.measures.counting import TooManyCoalitions, swings, swings_in_all
from msp_lifecycle.measures.deciding import game_of, game_on
from msp_lifecycle.measures.games import GameError, Vote, VotingGame
from msp_lifecycle.measures.indices import (
    Estimate,
    SampledPower,
    banzhaf,
    normalised,
    sampled_power,
    shapley_shubik,
)
from msp_lifecycle.measures.power import (
    Access,
    PartnerPower,
    RulePower,
    Share,
    power,
    power_under,
)

__all__ = [
    "Access",
    "Estimate",
    "GameError",
    "PartnerPower",
    "RulePower",
    "SampledPower",
    "Share",
    "TooManyCoalitions",
    "Vote",
    "VotingGame",
    "banzhaf",
    "game_of",
    "game_on",
    "normalised",
    "power",
    "power_under",
    "sampled_power",
    "shapley_shubik",
    "swings",
    "swings_in_all",
]
