"""Panel estimates: the heart-transplant example of R's msm (2,846 visits), and how the time grows with visits.

R 4.2.2 with msm 1.7 takes 0.57 s of processor time for the first line on the machine where this was written.
"""

import sys
from functools import partial
from pathlib import Path

from measuring import best_of, show

from msp_lifecycle.learning import draw_stays, fit_panel, visited

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from observed import HEART_MOVES, heart

ROUNDS = 5


def main() -> None:
    visits = heart()
    fits = {
        "7 rates": partial(fit_panel, visits, moves=HEART_MOVES),
        "7 rates and 7 effects": partial(fit_panel, visits, moves=HEART_MOVES, effects=["female"]),
        "7 rates before and after 5 years": partial(fit_panel, visits, moves=HEART_MOVES, cuts=[5]),
        "7 rates, every tenth state hidden": partial(
            fit_panel, heart(hidden=True), moves=HEART_MOVES
        ),
    }
    print("Heart transplants, 2,846 visits of 622 patients")
    for name, seconds in best_of(
        {name: lambda run=run: run for name, run in fits.items()}, rounds=ROUNDS, steps=1
    ).items():
        show(name, seconds, "s", 1.0)
    print("Drawn lives, visited every 24 months, ends dated")
    rates = {("a", "b"): 0.05, ("b", "c"): 0.03, ("c", "b"): 0.02, ("c", "end"): 0.01}
    rates |= {("a", "end"): 0.01, ("b", "end"): 0.01}
    for partnerships in (1_000, 10_000, 100_000):
        stays = draw_stays(rates, partnerships=partnerships, until=120.0, rng=1)
        seen = visited(stays, every=24.0, exact=["end"])
        fit = partial(fit_panel, seen, moves=tuple(rates))
        found = best_of({"fit": lambda fit=fit: fit}, rounds=2, steps=1)
        show(f"{len(seen.time):,} visits", found["fit"], "s")


if __name__ == "__main__":
    main()
