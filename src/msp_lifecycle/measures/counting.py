"""Counting the coalitions that a voter turns from losing to winning, exactly.

A table says for each weight how many coalitions reach it. For Shapley and Shubik coalitions of different sizes count
differently, so an entry holds one number for each size, side by side in one large integer: adding a voter shifts it,
and a table of a thousand voters is built by a few million additions. Without sizes an entry is a plain number.

The voters stand in chambers: one for each group where groups must agree; two halves where weights are so uneven that
one table would be far larger than both; else one.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from math import comb

import attrs

from msp_lifecycle.errors import MspError
from msp_lifecycle.measures.games import Vote, VotingGame

Table = dict[int, int]
"""How many coalitions have each weight; packed by size where sizes are told apart.

Above the weight that any quota asks for, weights are not told apart: all of them stand at that weight.
"""

MOST_BITS = 2**31
"""Room that a table may take: a quarter of a gigabyte."""

_WORD = 64
"""Bits that an entry takes at least."""


class TooManyCoalitions(MspError, ValueError):
    """A game is too large to be counted exactly.

    Attributes:
        voters: how many there are.
    """

    def __init__(self, voters: int) -> None:
        super().__init__(voters)
        self.voters = voters

    def __str__(self) -> str:
        return (
            f"the coalitions of {self.voters} voters with such uneven weights are too many to be "
            f"counted exactly{self._with_numpy()}; draw a sample of them instead (sampled_power)"
        )

    def _with_numpy(self) -> str:
        if find_spec("numpy"):
            return " or taken apart"
        return " (with NumPy thousands are possible: pip install 'msp-lifecycle[power]')"


@attrs.frozen
class _Chamber:
    """Some of the voters, and the weight that they must reach among themselves."""

    votes: tuple[Vote, ...]
    quota: int


def swings(game: VotingGame, *, room: int = MOST_BITS) -> dict[str, tuple[int, ...]]:
    """Return in how many coalitions each voter is decisive, by the size of the coalition that it joins.

    Args:
        game: to count.
        room: that a table may take, in bits.

    Returns:
        For each voter as many numbers as there are voters: the first for joining nobody, the last for joining all.

    Raises:
        TooManyCoalitions: if the tables would take too much room.

    Examples:
        >>> swings(VotingGame.weighted(2, {"a": 1, "b": 1, "c": 1}))["a"]
        (0, 2, 0)
    """
    if not game.group_quotas and len({(one.weight, one.veto) for one in game.votes}) == 1:
        return dict.fromkeys(game.voters, _alike(game))
    counter = _Counter(game, bits=8 * (len(game.votes) // 8 + 1), room=room)
    counted = counter.counted()
    told = {both: tuple(counter.by_size(*both)) for both in set(counted.values())}
    return {voter: told[both] for voter, both in counted.items()}


def swings_in_all(game: VotingGame, *, room: int = MOST_BITS) -> dict[str, int]:
    """Return in how many coalitions each voter is decisive; the arguments are those of `swings`.

    Raises:
        TooManyCoalitions: if the tables would take too much room.

    Examples:
        >>> swings_in_all(VotingGame.weighted(2, {"a": 1, "b": 1, "c": 1}))
        {'a': 2, 'b': 2, 'c': 2}
    """
    if game.heads > 0:  # then sizes matter in any case
        return {voter: sum(counts) for voter, counts in swings(game, room=room).items()}
    counter = _Counter(game, bits=0, room=room)
    return {voter: with_ - without for voter, (with_, without) in counter.counted().items()}


def _alike(game: VotingGame) -> tuple[int, ...]:
    """Return the swings of each of some votes that are all alike: only the one that makes their number suffice."""
    size, weight = len(game.votes), game.votes[0].weight
    if game.votes[0].veto:
        needed = size if game.wins(game.voters) else size + 1
    else:
        by_weight = -(-game.quota // weight) if weight else (size + 1 if game.quota > 0 else 0)
        needed = max(by_weight, game.heads)
    return tuple(comb(size - 1, joined) if joined + 1 == needed else 0 for joined in range(size))


class _Counter:
    """The tables of one game."""

    def __init__(self, game: VotingGame, *, bits: int, room: int) -> None:
        self.game = game
        self.bits = bits
        self.room = room
        self.quota = game.quota
        self.chambers = _chambers(game)
        if self.quota <= sum(chamber.quota for chamber in self.chambers):
            self.quota = 0  # whoever satisfies every chamber satisfies the whole

    def counted(self) -> dict[str, tuple[int, int]]:
        """Return for each voter the coalitions that win with it, and those of them that win without it."""
        found: dict[tuple[int, Vote], tuple[int, int]] = {}
        by_voter: dict[str, tuple[int, int]] = {}
        tables = [self._table(chamber) for chamber in self.chambers]
        for index, chamber in enumerate(self.chambers):
            far = _Far.of(self._others(tables, index))
            for vote in chamber.votes:
                alike = (index, attrs.evolve(vote, voter=""))
                if alike not in found:
                    near = self._without(tables[index], chamber, vote)
                    found[alike] = self._both(near, far, vote, chamber.quota)
                by_voter[vote.voter] = found[alike]
        return {voter: by_voter[voter] for voter in self.game.voters}

    def by_size(self, with_: int, without: int) -> list[int]:
        """Return the swings by size, out of packed counts."""
        size, heads = len(self.game.votes), self.game.heads
        joined, alone = (_unpacked(one, size, self.bits) for one in (with_, without))
        return [
            (joined[s] if s + 1 >= heads else 0) - (alone[s] if s >= heads else 0)
            for s in range(size)
        ]

    def _enough(self, chamber: _Chamber) -> int:
        """Return the weight above which nobody asks for more."""
        return max(self.quota, chamber.quota, 0)

    def _table(self, chamber: _Chamber) -> Table:
        enough = self._enough(chamber)
        table: Table = {0: 1}
        for vote in chamber.votes:
            joined: Table = {} if vote.veto else dict(table)
            for weight, n in table.items():
                more = min(weight + vote.weight, enough)
                joined[more] = joined.get(more, 0) + (n << self.bits)
            table = joined
            self._demand_room(len(table))
        return table

    def _demand_room(self, entries: int) -> None:
        voters = len(self.game.votes)
        if entries * voters * max(self.bits, _WORD) > self.room:
            raise TooManyCoalitions(voters)

    def _without(self, table: Table, chamber: _Chamber, vote: Vote) -> Table:
        """Return the table of a chamber as if a vote had not been counted into it."""
        if vote.veto:  # what it made reach the quota can no longer be told apart
            return self._table(attrs.evolve(chamber, votes=_omitting(chamber.votes, vote)))
        enough, twice = self._enough(chamber), 1 + (1 << self.bits)
        rest: Table = {}
        for weight in sorted(table):
            if weight >= enough:
                break
            if vote.weight:
                rest[weight] = table[weight] - (rest.get(weight - vote.weight, 0) << self.bits)
            else:
                rest[weight] = table[weight] // twice
        above = sum(table.values()) // twice - sum(rest.values())
        return {**rest, enough: above}

    def _others(self, tables: Sequence[Table], index: int) -> Table:
        """Return the table of all chambers but one, of coalitions that reach the quota of each."""
        product: Table = {0: 1}
        for other, (table, chamber) in enumerate(zip(tables, self.chambers, strict=True)):
            if other == index:
                continue
            enough = {weight: n for weight, n in table.items() if weight >= chamber.quota}
            if not self.quota:  # weight plays no part beyond the chamber
                enough = {0: sum(enough.values())}
            product = _product(product, enough)
            self._demand_room(len(product))
        return product

    def _both(self, near: Table, far: "_Far", vote: Vote, quota: int) -> tuple[int, int]:
        with_ = without = 0
        for weight, n in near.items():
            if weight + vote.weight >= quota:
                with_ += n * far.reaching(self.quota - vote.weight - weight)
            if weight >= quota and not vote.veto:
                without += n * far.reaching(self.quota - weight)
        return with_, without


@attrs.frozen
class _Far:
    """How many coalitions of the other chambers reach at least a weight."""

    weights: Sequence[int]
    reached: Sequence[int]

    @classmethod
    def of(cls, table: Table) -> "_Far":
        weights = sorted(table)
        reached = [0]
        for weight in reversed(weights):
            reached.append(reached[-1] + table[weight])
        return cls(weights, reached[::-1])

    def reaching(self, least: int) -> int:
        return self.reached[bisect_left(self.weights, least)]


def _chambers(game: VotingGame) -> list[_Chamber]:
    if game.group_quotas:
        groups: dict[str, list[Vote]] = {}
        for vote in game.votes:
            groups.setdefault(vote.group, []).append(vote)
        quotas = game.group_quotas
        return [_Chamber(tuple(votes), quotas.get(name, 0)) for name, votes in groups.items()]
    half = len(game.votes) // 2
    if game.total >> half:  # more weights to tell apart than coalitions of half the voters
        return [_Chamber(game.votes[:half], 0), _Chamber(game.votes[half:], 0)]
    return [_Chamber(game.votes, 0)]


def _omitting(votes: tuple[Vote, ...], vote: Vote) -> tuple[Vote, ...]:
    place = votes.index(vote)
    return votes[:place] + votes[place + 1 :]


def _product(one: Mapping[int, int], other: Mapping[int, int]) -> Table:
    product: Table = {}
    for weight, n in one.items():
        for more, m in other.items():
            product[weight + more] = product.get(weight + more, 0) + n * m
    return product


def _unpacked(packed: int, size: int, bits: int) -> list[int]:
    step = bits // 8
    raw = packed.to_bytes(size * step, "little")
    return [int.from_bytes(raw[i : i + step], "little") for i in range(0, size * step, step)]
