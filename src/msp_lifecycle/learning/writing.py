"""Writing a log to CSV, in the layout that is read."""

import csv
import math
from pathlib import Path

from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.observing import OBSERVED


def write(log: EventLog, path: Path) -> None:
    """Write a log; times with as many digits as bring them back to the bit."""
    names = [*log.states, *("|".join(log.states[s] for s in one) for one in log.sets)]
    state = [
        "" if s == -1 else names[len(log.states) - 2 - s] if s < 0 else names[s]
        for s in map(int, log.state)
    ]
    covariates = [_cells(values.tolist()) for values in log.covariates.values()]
    rows = zip(
        [log.partnerships[p] for p in log.partnership.tolist()],
        map(repr, log.time.tolist()),
        state,
        [OBSERVED[kind] for kind in log.observed.tolist()],
        *covariates,
        strict=True,
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["partnership", log.unit, "state", "observed", *log.covariates])
        out.writerows(rows)


def _cells(values: list[float]) -> list[str]:
    return ["" if math.isnan(value) else repr(value) for value in values]
