"""Published data and drawn lives that the tests of the estimators share."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from msp_lifecycle.learning import Stays, Visits

DATA = Path(__file__).parent / "learning" / "data"

HEART = ("well", "mild", "severe", "dead")
HEART_MOVES = tuple(
    (HEART[a], HEART[b]) for a, b in [(0, 1), (0, 3), (1, 0), (1, 2), (1, 3), (2, 1), (2, 3)]
)


def columns(name: str) -> dict[str, np.ndarray]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([float(row[key]) for row in rows]) for key in rows[0]}


def heart(*, dated_deaths: bool = True, hidden: bool = False) -> Visits:
    """Return the visits of `cav`; hidden: every tenth visit alive is known to be alive only, as in data/README.md."""
    data = columns("cav.csv")
    who = data["patient"].astype(np.int32) - 1
    state = data["state"].astype(int) - 1
    possible = state[:, None] == np.arange(4)
    if hidden:
        later = np.flatnonzero((state < 3) & (np.diff(who, prepend=-1) == 0))[4::10]
        possible[later] = [True, True, True, False]
    return Visits(
        states=HEART,
        partnership=who,
        time=data["day"] / 365,
        possible=possible,
        exact=(state == 3) & dated_deaths,
        covariates={"female": data["female"]},
        unit="years",
    )


def gammopathy() -> Stays:
    """Return the stays of `mgus2`: gammopathy, malignancy, death."""
    data = columns("mgus2.csv")
    return Stays(
        states=("mgus", "pcm", "dead"),
        partnership=np.unique(data["id"], return_inverse=True)[1].astype(np.int32),
        state=(data["state"] - 1).astype(np.int32),
        entry=data["entry"],
        exit=data["exit"],
        to=(data["to"] - 1).astype(np.int32),
        since=data["entry"],
        covariates={"age10": (data["age"] - 70) / 10, "male": data["male"]},
    )
