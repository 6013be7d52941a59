"""How long power indices take: counted exactly, and integrated for thousands of uneven votes.

Going through all coalitions is what a plain program does; it is shown for 16 votes, beyond which it takes for ever.
Integrating is shown beside counting where both are possible, with how far the two are apart, and then for 2,000 and
5,000 votes of up to 100 and 80 each, with the memory at its highest.
"""

import random
import resource
from fractions import Fraction
from math import factorial

from measuring import best_of, show, timed

from msp_lifecycle.measures import Vote, VotingGame, banzhaf, shapley_shubik
from msp_lifecycle.measures.integrating import integrated_power


def uneven(voters: int, most: int, share: float) -> VotingGame:
    chance = random.Random(voters)
    weights = {f"v{i}": chance.randint(1, most) for i in range(voters)}
    return VotingGame.weighted(int(sum(weights.values()) * share) + 1, weights)


def enumerated(game: VotingGame) -> dict[str, Fraction]:
    """Return the index of Shapley and Shubik by going through every coalition."""
    votes = game.votes
    orders = [factorial(k) * factorial(len(votes) - 1 - k) for k in range(len(votes))]
    found = dict.fromkeys(game.voters, 0)
    for coalition in range(1 << len(votes)):
        inside = [vote for i, vote in enumerate(votes) if coalition >> i & 1]
        weight = sum(vote.weight for vote in inside)
        for vote in inside if weight >= game.quota else ():
            if weight - vote.weight < game.quota:
                found[vote.voter] += orders[len(inside) - 1]
    return {voter: Fraction(one, factorial(len(votes))) for voter, one in found.items()}


def beside_enumeration() -> None:
    game = uneven(16, 1_000, 0.5)
    assert enumerated(game) == shapley_shubik(game)
    taken = best_of(
        {
            "all coalitions": lambda: lambda: enumerated(game),
            "counted": lambda: lambda: shapley_shubik(game),
        },
        rounds=3,
        steps=1,
    )
    print("16 votes of up to 1,000, Shapley-Shubik")
    for name, seconds in taken.items():
        show(name, seconds * 1e3, "ms")
    show("counted, in times of all coalitions", taken["counted"] / taken["all coalitions"], "", 0.1)


def beside_counting() -> None:
    game = uneven(200, 50, 0.5)
    exact, found = shapley_shubik(game), integrated_power(game)
    apart = max(abs(found.shapley_shubik[voter] - one) for voter, one in exact.items())
    taken = best_of(
        {
            "counted": lambda: lambda: (shapley_shubik(game), banzhaf(game)),
            "integrated": lambda: lambda: integrated_power(game),
        },
        rounds=3,
        steps=1,
    )
    print("200 votes of up to 50, both indices")
    for name, seconds in taken.items():
        show(name, seconds * 1e3, "ms")
    show("integrated, in times of counted", taken["integrated"] / taken["counted"], "", 0.2)
    print(f"  apart by {float(apart):.0e} at most, where {found.rounding:.0e} is claimed")


def thousands() -> None:
    print("Thousands of votes, both indices integrated")
    for voters, most, share in ((2_000, 100, 0.5), (5_000, 80, 0.5), (5_000, 80, 2 / 3)):
        game = uneven(voters, most, share)
        seconds = timed(lambda game=game: integrated_power(game))
        show(f"{voters:,} votes, {game.total:,} in all, quota {share:.0%}", seconds, "s", 30)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    show("memory at its highest", memory, "MB", 300)
    alike = VotingGame(votes=[Vote(voter=f"v{i}") for i in range(5_000)], quota=2_501)
    show("5,000 votes alike, counted", timed(lambda: shapley_shubik(alike)), "s", 1)


if __name__ == "__main__":
    beside_enumeration()
    beside_counting()
    thousands()
