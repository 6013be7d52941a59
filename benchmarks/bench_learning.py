"""How long estimates from dated moves take, beside lifelines, in processor time.

One living state and two competing ends, exact times, a fifth censored: what lifelines' `AalenJohansenFitter` can do.
Then the same with ten times as many rows, and a general process with loop-backs, which lifelines cannot do.
Freed memory is kept by the process (as glibc is told by its environment), so that large arrays and small ones alike are
written to memory that is there: otherwise the system hands out new pages for each array above 32 MB, at a price that
depends on the machine and on nothing that is measured here.
`python benchmarks/bench_learning.py --docs` writes the figures into docs/learning/speed.md.
"""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path

import numpy as np
from lifelines import AalenJohansenFitter
from measuring import timed

from msp_lifecycle import learning as learn
from msp_lifecycle.learning.observations import CENSORED, Stays

PAGE = Path(__file__).parents[1] / "docs" / "learning" / "speed.md"
ROWS = 1_000_000
KEEPING = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 40)}


def competing(rows: int, *, whole_months: bool = False) -> Stays:
    rng = np.random.default_rng(7)
    time = rng.exponential(60.0, rows)
    zeros = np.zeros(rows, np.int32)
    to = rng.choice(np.array([CENSORED, 1, 2], np.int32), rows, p=[0.2, 0.5, 0.3])
    return Stays(
        states=("alive", "ended: goal_achieved", "ended: dissolved"),
        partnership=np.arange(rows, dtype=np.int32),
        state=zeros,
        entry=np.zeros(rows),
        exit=np.ceil(time) if whole_months else time,
        to=to,
        since=np.zeros(rows),
    )


def looping(rows: int, *, whole_months: bool = False) -> Stays:
    """Return lives of four stays each: two phases, back and forth, then an end."""
    rng = np.random.default_rng(7)
    lives = rows // 4
    length = rng.exponential(20.0, (lives, 4))
    exit_ = np.cumsum(np.ceil(length) if whole_months else length, axis=1)
    entry = np.concatenate([np.zeros((lives, 1)), exit_[:, :-1]], axis=1)
    to = np.tile(np.array([1, 0, 1, 2], np.int32), (lives, 1))
    to[:, 3] = rng.choice(np.array([2, 3, CENSORED], np.int32), lives)
    return Stays(
        states=("design", "implementation", "ended: goal_achieved", "ended: dissolved"),
        partnership=np.repeat(np.arange(lives, dtype=np.int32), 4),
        state=np.tile(np.array([0, 1, 0, 1], np.int32), lives),
        entry=entry.ravel(),
        exit=exit_.ravel(),
        to=to.ravel(),
        since=entry.ravel(),
    )


def lifelines(stays: Stays, *, variance: bool) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitter = AalenJohansenFitter(calculate_variance=variance)
        fitter.fit(stays.exit, np.maximum(stays.to, 0), event_of_interest=1)


def best(run: object, rounds: int) -> float:
    return min(timed(run) for _ in range(rounds))  # type: ignore[arg-type]


def main() -> None:
    if not KEEPING.items() <= os.environ.items():  # read when a process starts
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **KEEPING})
    million, ten = competing(ROWS), competing(10 * ROWS)
    months = competing(ROWS, whole_months=True)
    ours = best(lambda: learn.cumulative_incidence(million), 5)
    theirs = best(lambda: lifelines(million, variance=True), 1)
    without = best(lambda: lifelines(million, variance=False), 2)
    tenfold = best(lambda: learn.cumulative_incidence(ten), 5)
    tied = best(lambda: learn.cumulative_incidence(months), 5)
    loops, more = looping(ROWS), looping(4 * ROWS)
    general = best(lambda: learn.aalen_johansen(loops), 2)
    general_more = best(lambda: learn.aalen_johansen(more), 2)
    monthly = looping(ROWS, whole_months=True)
    general_tied = best(lambda: learn.aalen_johansen(monthly), 3)
    rows = [
        ("two ends, 1,000,000 rows, exact times, with variance", ours),
        ("the same with lifelines", theirs),
        ("the same with lifelines, without variance", without),
        ("two ends, 10,000,000 rows, exact times, with variance", tenfold),
        ("two ends, 1,000,000 rows, whole months, with variance", tied),
        ("loop-backs, 1,000,000 rows, exact times, with variance", general),
        ("loop-backs, 4,000,000 rows, exact times, with variance", general_more),
        ("loop-backs, 1,000,000 rows, whole months, with variance", general_tied),
    ]
    ratios = [
        ("times faster than lifelines, with variance", theirs / ours),
        ("times faster than lifelines without its variance", without / ours),
        ("times as long for ten times as many rows", tenfold / ours),
        ("times as long for four times as many rows, with loop-backs", general_more / general),
    ]
    for name, seconds in rows:
        print(f"  {name:<62}{seconds:>8.3f} s")
    for name, ratio in ratios:
        print(f"  {ratio:>8.1f} {name}")
    if "--docs" in sys.argv:
        write(rows, ratios)


def write(rows: list[tuple[str, float]], ratios: list[tuple[str, float]]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    head, _, rest = page.partition("<!-- figures -->\n")
    _, _, foot = rest.partition("<!-- end of figures -->\n")
    lines = ["", "| What | Processor seconds |", "|---|---:|"]
    lines += [f"| {name} | {seconds:.3g} |" for name, seconds in rows]
    lines += ["", "| Ratio in the same run | |", "|---|---:|"]
    lines += [f"| {name} | {ratio:.1f} |" for name, ratio in ratios]
    body = "\n".join([*lines, "", ""])
    PAGE.write_text(
        f"{head}<!-- figures -->\n{body}<!-- end of figures -->\n{foot}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
