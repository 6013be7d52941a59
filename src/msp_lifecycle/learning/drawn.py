"""Lives drawn from known rates, whole or as a registry would see them: what estimators are tried on."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from msp_lifecycle.learning.effects import Move
from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.moves import numbers_of
from msp_lifecycle.learning.observations import CENSORED, Flags, Floats, Ints, Stays, Visits


def draw_stays(
    rates: Mapping[Move, float],
    *,
    partnerships: int,
    until: float | Floats,
    rng: int | np.random.Generator | None = None,
    states: Sequence[str] | None = None,
    effects: Mapping[str, Mapping[Move, float]] | None = None,
    covariates: Mapping[str, Floats] | None = None,
    entry: float | Floats = 0.0,
    unit: str = "months",
) -> Stays:
    """Return lives drawn from a continuous-time Markov chain; everybody begins in the first state at time 0.

    Args:
        rates: of each move, per unit of time, where all covariates are zero.
        partnerships: how many.
        until: time at which observation ends, for all or for each; shape (n,).
        rng: seed or generator.
        states: by name; those that the moves name, in order, if None.
        effects: of covariates on the log rates, by covariate and move.
        covariates: constant values, by name; each of shape (n,).
        entry: time at which observation begins, for all or for each; earlier stays are not seen, and partnerships
            that ended earlier not at all.
        unit: of all times.

    Examples:
        >>> stays = draw_stays({("young", "old"): 0.1}, partnerships=2, until=60.0, rng=1)
        >>> stays.state.tolist(), stays.to.tolist()
        ([0, 1, 0, 1], [1, -1, 1, -1])
    """
    if partnerships < 1:
        raise EstimateError("partnerships", f"{partnerships} is less than 1")
    names = tuple(states or dict.fromkeys(name for move in rates for name in move))
    known = {name: np.asarray(one, np.float64) for name, one in (covariates or {}).items()}
    sources, targets = numbers_of(rates, names)
    score = np.tile(np.log(list(rates.values())), (partnerships, 1))
    for covariate, by_move in (effects or {}).items():
        for move, effect in by_move.items():
            score[:, list(rates).index(move)] += effect * known[covariate]
    end = np.broadcast_to(np.asarray(until, np.float64), (partnerships,))
    begin = np.broadcast_to(np.asarray(entry, np.float64), (partnerships,))
    rows = _rows(np.exp(score), np.array(sources), np.array(targets), end, rng)
    who, state, since, left, to = (np.concatenate(one) for one in zip(*rows, strict=True))
    order = np.lexsort((since, who))
    over = ~np.isin(state, sources) & (since < begin[who])  # it had ended before anybody looked
    seen = order[((left > begin[who]) & (end > begin)[who] & ~over)[order]]
    if not len(seen):
        raise EstimateError("entry", "nobody is left to be seen; enter earlier")
    who = who[seen]
    return Stays(
        states=names,
        partnership=np.unique(who, return_inverse=True)[1].astype(np.int32),
        state=state[seen].astype(np.int32),
        entry=np.maximum(since[seen], begin[who]),
        exit=left[seen],
        to=to[seen].astype(np.int32),
        since=since[seen],
        covariates={name: one[who] for name, one in known.items()},
        unit=unit,
    )


def _rows(
    rate: Floats,
    sources: npt.NDArray[np.intp],
    targets: npt.NDArray[np.intp],
    end: Floats,
    rng: int | np.random.Generator | None,
) -> list[tuple[npt.NDArray[np.generic], ...]]:
    draw = np.random.default_rng(rng)
    who = np.arange(len(end))
    state, now = np.full(len(end), 0), np.zeros(len(end))
    rows: list[tuple[npt.NDArray[np.generic], ...]] = []
    while len(who):
        open_rate = rate[who] * (sources == state[:, None])
        total = open_rate.sum(axis=1)
        wait = draw.standard_exponential(len(who)) / np.where(total > 0, total, 1.0)
        left = np.where(total > 0, now + wait, np.inf)
        pick = (draw.random((len(who), 1)) * total[:, None] < open_rate.cumsum(axis=1)).argmax(
            axis=1
        )
        moved = left < end[who]
        to = np.where(moved, targets[pick], CENSORED)
        alive = moved | (total > 0)  # nobody stays in an end
        out = np.where(moved, left, end[who])
        last = ~alive & (now < end[who])
        keep = alive | last
        rows.append((who[keep], state[keep], now[keep], out[keep], to[keep]))
        who, state, now = who[moved], to[moved], left[moved]
    return rows


_REPORT, _DATED, _ALIVE = range(3)
"""How something was heard: by a report, by a date on record, or by there being none on record."""


def visited(
    stays: Stays,
    *,
    every: float,
    missed: float = 0.0,
    exact: Sequence[str] = (),
    silent: bool = False,
    rng: int | np.random.Generator | None = None,
) -> Visits:
    """Return what a registry sees of lives that it hears from now and then.

    Where ends are on record with their dates, it is also on record that a partnership had not ended when observation
    did: a last visit says that it is in any of the other states. Without it those who lived on would be watched for a
    shorter time than those who ended, and the rates of ends would come out too high.

    Args:
        stays: the lives.
        every: time between reports, counted from the first entry of each partnership.
        missed: share of reports, after the first, that do not come.
        exact: states whose entry is on record with its date whatever else is missed, such as endings.
        silent: whether a missed report is kept as a visit on which every state is possible (but ends whose dates are on
            record), instead of left out.
        rng: seed or generator, for what is missed.

    Examples:
        >>> stays = draw_stays({("young", "old"): 0.1}, partnerships=1, until=60.0, rng=1)
        >>> seen = visited(stays, every=24.0)
        >>> seen.time.tolist(), seen.possible.argmax(axis=1).tolist()
        ([0.0, 24.0, 48.0], [0, 1, 1])
    """
    draw = np.random.default_rng(rng)
    begin, stop = _spans(stays)
    count = np.floor((stop - begin) / every + 1e-9).astype(np.int64) + 1
    who = np.repeat(np.arange(len(begin)), count)
    number = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)
    time = begin[who] + number * every
    came = (draw.random(len(who)) >= missed) | (number == 0)
    known = np.array([name in exact for name in stays.states])
    entered = np.flatnonzero((stays.to != CENSORED) & (stays.to != stays.state) & known[stays.to])
    final = known & ~np.isin(np.arange(len(known)), stays.state[stays.to != CENSORED])
    ended = np.full(len(begin), np.inf)  # once its end is on record, a partnership is asked no more
    over = entered[final[stays.to[entered]]]
    ended[stays.partnership[over]] = stays.exit[over]
    alive = np.flatnonzero(np.isinf(ended)) if final.any() else np.zeros(0, np.int64)
    kinds = np.repeat([_REPORT, _DATED, _ALIVE], [len(who), len(entered), len(alive)])
    one_who = np.concatenate([who, stays.partnership[entered], alive])
    one_time = np.concatenate([time, stays.exit[entered], stop[alive]])
    state = np.concatenate([_state_at(stays, who, time), stays.to[entered], 0 * alive])
    heard = np.concatenate([came, np.ones(len(entered), bool), np.zeros(len(alive), bool)])
    keep = (heard | silent | (kinds == _ALIVE)) & ((kinds == _DATED) | (one_time < ended[one_who]))
    keep[len(who) + len(entered) :] &= time[np.cumsum(count) - 1][alive] < stop[alive]
    order = np.lexsort((one_time, one_who))
    rows = order[keep[order]]
    possible: Flags = state[rows, None] == np.arange(len(stays.states))
    possible[~heard[rows]] = ~final
    first = np.searchsorted(stays.partnership, np.arange(len(begin)))
    return Visits(
        states=stays.states,
        partnership=one_who[rows].astype(np.int32),
        time=one_time[rows],
        possible=possible,
        exact=kinds[rows] == _DATED,
        covariates={name: one[first][one_who[rows]] for name, one in stays.covariates.items()},
        unit=stays.unit,
    )


def _spans(stays: Stays) -> tuple[Floats, Floats]:
    """Return when each partnership was first and last seen, shape (n,) each."""
    new = np.flatnonzero(np.diff(stays.partnership, prepend=-1))
    return stays.entry[new], np.maximum.reduceat(stays.exit, new)


def _state_at(stays: Stays, who: npt.NDArray[np.intp], time: Floats) -> Ints:
    """Return the state of partnerships at times; at the time of a move it is the new one."""
    span = float(stays.exit.max()) + 1.0
    key = stays.partnership * span + stays.entry
    row = np.searchsorted(key, who * span + time, side="right") - 1
    left = (time >= stays.exit[row]) & (stays.to[row] != CENSORED)
    return np.where(left, stays.to[row], stays.state[row])
