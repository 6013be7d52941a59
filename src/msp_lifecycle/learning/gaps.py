"""Visits as a likelihood reads them: gaps between visits, alike ones counted together.

Between two visits on which the state is known, nothing matters but the two states, the time and the covariates: a pair.
A run of visits between them on which the state is known only within a set is a chain of gaps.
"""

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from msp_lifecycle.learning.effects import grouped
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.observations import Flags, Floats, Ints, Visits


@attrs.frozen(kw_only=True, eq=False)
class Gaps:
    """What visits say about moves.

    Attributes:
        patterns: values of each covariate in each distinct combination of covariates and interval; shape (patterns,).
        interval: of each combination; shape (patterns,).
        pattern: number of the combination for each kind of gap; shape (kinds,).
        time: length of each kind of gap; shape (kinds,).
        exact: whether the state at its end was entered at that very time; shape (kinds,).
        dated: whether a state that can be left is entered at the end of gaps only, shape (states,). Its dates are on
            record: an entry without one did not happen.
        pair_kind: kind of each pair; shape (pairs,).
        pair_from: state at its beginning; shape (pairs,).
        pair_to: state at its end; shape (pairs,).
        pair_of: partnership; shape (pairs,).
        chain_kind: kind of each gap of each chain, -1 beyond its end; shape (chains, longest).
        chain_from: state at its beginning; shape (chains,).
        chain_possible: states possible at the end of each gap; shape (chains, longest, states).
        chain_of: partnership; shape (chains,).
        partnerships: how many.
        left_out: visits left out, as nothing is known of the state before.
    """

    patterns: Mapping[str, Floats]
    interval: Ints
    pattern: Ints
    time: Floats
    exact: Flags
    dated: Flags
    pair_kind: Ints
    pair_from: Ints
    pair_to: Ints
    pair_of: Ints
    chain_kind: Ints
    chain_from: Ints
    chain_possible: Flags
    chain_of: Ints
    partnerships: int
    left_out: int


def gaps_of(visits: Visits, names: Sequence[str], cuts: Sequence[float], allowed: Flags) -> Gaps:
    """Read visits.

    Args:
        visits: what was seen.
        names: of the covariates that matter.
        cuts: times at which rates may change.
        allowed: whether a state can follow another at once; shape (states, states).

    Raises:
        EstimateError: if there is no gap, or one that the moves allowed cannot explain.
    """
    seen, left_out = from_the_first_known(visits)
    cut = _cut(seen, cuts)
    who, possible = cut.partnership, cut.possible
    gap = np.flatnonzero(who[1:] == who[:-1])
    if not len(gap):
        raise EstimateError("visits", "nobody was seen twice; there is nothing to learn from")
    interval = np.searchsorted(cuts, cut.time[gap], side="right").astype(np.int32)
    first, pattern = grouped([interval, *(cut.covariates[name][gap] for name in names)])
    time = np.round(cut.time[gap + 1] - cut.time[gap], 9)  # so that equal gaps are told to be equal
    kind_first, kind = grouped([pattern, time, cut.exact[gap + 1]])
    known = possible.sum(axis=1) == 1
    state = possible.argmax(axis=1)
    plain = known[gap] & known[gap + 1]
    pair = gap[plain]
    chains = _chains(gap, kind, ~plain, known, possible)
    found = Gaps(
        patterns={name: cut.covariates[name][gap][first] for name in names},
        interval=interval[first],
        pattern=pattern[kind_first],
        time=time[kind_first],
        exact=cut.exact[gap + 1][kind_first],
        dated=_dated(possible[gap + 1], cut.exact[gap + 1], allowed),
        pair_kind=kind[plain],
        pair_from=state[pair].astype(np.int32),
        pair_to=state[pair + 1].astype(np.int32),
        pair_of=who[pair],
        chain_kind=chains[0],
        chain_from=state[chains[1]].astype(np.int32),
        chain_possible=chains[2],
        chain_of=who[chains[1]],
        partnerships=len(np.unique(visits.partnership)),
        left_out=left_out,
    )
    _explained(found, visits, allowed)
    return found


def _dated(possible: Flags, exact: Flags, allowed: Flags) -> Flags:
    """Return the states that are entered on dates and can be left again, shape (states,)."""
    found: Flags = np.logical_or.reduce(possible[exact], axis=0) & allowed.any(axis=1)
    return found


def from_the_first_known(visits: Visits) -> tuple[Visits, int]:
    """Leave out the visits of each partnership before the first on which its state is known."""
    if not visits.possible.any(axis=1).all():
        row = int(np.argmin(visits.possible.any(axis=1)))
        raise EstimateError(
            visits.called(int(visits.partnership[row])),
            f"at {visits.time[row]:g} no state is possible; say which may be",
        )
    known = visits.possible.sum(axis=1) == 1
    begun = np.zeros(int(visits.partnership.max(initial=-1)) + 1, np.int64)
    np.add.at(begun, visits.partnership, 0)
    first = np.full(len(begun), len(known))
    np.minimum.at(first, visits.partnership[known], np.flatnonzero(known))
    keep = np.arange(len(known)) >= first[visits.partnership]
    return _rows(visits, np.flatnonzero(keep)), int((~keep).sum())


def _rows(visits: Visits, rows: npt.NDArray[np.intp]) -> Visits:
    return attrs.evolve(
        visits,
        partnership=visits.partnership[rows],
        time=visits.time[rows],
        possible=visits.possible[rows],
        exact=visits.exact[rows],
        covariates={name: one[rows] for name, one in visits.covariates.items()},
    )


def _cut(visits: Visits, cuts: Sequence[float]) -> Visits:
    """Put a visit on which every state is possible at each cut between two visits."""
    who, time = visits.partnership, visits.time
    rows = [np.arange(len(time))]
    times = [time]
    for one in cuts:
        at = np.flatnonzero((who[1:] == who[:-1]) & (time[:-1] < one) & (one < time[1:]))
        rows.append(at)
        times.append(np.full(len(at), float(one)))
    row, moment = np.concatenate(rows), np.concatenate(times)
    new = np.arange(len(row)) >= len(time)
    order = np.lexsort((moment, row))  # after the visit that they copy, before the next
    found = _rows(visits, row[order])
    fresh = new[order]
    return attrs.evolve(
        found,
        time=moment[order],
        possible=found.possible | fresh[:, None],
        exact=found.exact & ~fresh,
    )


def _chains(
    gap: npt.NDArray[np.intp], kind: Ints, open_ended: Flags, known: Flags, possible: Flags
) -> tuple[Ints, npt.NDArray[np.intp], Flags]:
    """Return kinds, first rows and possible states of the runs of gaps through visits of unknown state."""
    rows, kinds = gap[open_ended], kind[open_ended]
    start = np.flatnonzero(known[rows])
    length = np.diff(np.append(start, len(rows)))
    longest = int(length.max(initial=0))
    number = np.repeat(np.arange(len(start)), length)
    place = np.arange(len(rows)) - np.repeat(start, length)
    chain_kind = np.full((len(start), longest), -1, np.int32)
    chain_kind[number, place] = kinds
    chain_possible = np.zeros((len(start), longest, possible.shape[1]), bool)
    chain_possible[number, place] = possible[rows + 1]
    return chain_kind, rows[start], chain_possible


def _explained(gaps: Gaps, visits: Visits, allowed: Flags) -> None:
    """Refuse what the moves allowed cannot explain."""
    ways = _ways(gaps, allowed)
    bad = ~ways[gaps.pair_kind, gaps.pair_from, gaps.pair_to]
    remedy = _remedy(gaps, visits.states)
    if bad.any():
        pair = int(np.argmax(bad))
        one = visits.states[int(gaps.pair_from[pair])]
        other = visits.states[int(gaps.pair_to[pair])]
        after = f"{gaps.time[gaps.pair_kind[pair]]:g} {visits.unit}"
        what = f"{one}, then {other} after {after}"
        raise _impossible(visits.called(int(gaps.pair_of[pair])), int(bad.sum()), what, remedy)
    at: Flags = np.eye(len(allowed), dtype=bool)[gaps.chain_from]
    for step in range(gaps.chain_kind.shape[1]):
        on = gaps.chain_kind[:, step] >= 0
        way = ways[gaps.chain_kind[on, step]]
        at[on] = (at[on][:, None, :] @ way)[:, 0] & gaps.chain_possible[on, step]
    lost = ~at.any(axis=1)
    if lost.any():
        chain = int(np.argmax(lost))
        what = f"what follows {visits.states[gaps.chain_from[chain]]} through visits of uncertain state"
        raise _impossible(visits.called(int(gaps.chain_of[chain])), int(lost.sum()), what, remedy)


def _ways(gaps: Gaps, allowed: Flags) -> Flags:
    """Return what can be found at the end of each kind of gap, shape (kinds, states, states)."""
    still: Flags = np.eye(len(allowed), dtype=bool)
    reachable = still | (allowed & ~gaps.dated)
    for _ in range(len(allowed)):
        reachable = reachable @ reachable
    passing = (gaps.time > 0)[:, None, None]
    found = np.where(passing, reachable, still)
    entered = np.where(passing, reachable @ allowed, allowed)
    return np.where(gaps.exact[:, None, None], entered, found)


def _remedy(gaps: Gaps, states: tuple[str, ...]) -> str:
    found = "allow more moves, or put the visits right"
    if not gaps.dated.any():
        return found
    names = ", ".join(name for name, dated in zip(states, gaps.dated, strict=True) if dated)
    return (
        f"{found}; days on which {names} began are on record elsewhere, so that an entry without one is taken not to "
        "have happened: put such days in here too, or leave those rows out everywhere"
    )


def _impossible(who: str, count: int, what: str, remedy: str) -> EstimateError:
    more = f", and {count - 1:,} more such" if count > 1 else ""
    return EstimateError(who, f"{what}{more}: the moves allowed cannot lead there; {remedy}")
