"""How something was observed, and in which unit of time: the words and numbers that logs are written in."""

from collections.abc import Mapping
from typing import Literal

Observed = Literal["exact", "seen", "censored"]
OBSERVED: tuple[Observed, ...] = ("exact", "seen", "censored")
EXACT, SEEN, CUT = 0, 1, 2
"""How a row was observed: the state was entered then, it was found then, or observation ended then."""

BLANK = -1
"""The state of a row that says none: nothing has changed since the row before."""
Unit = Literal["months", "days", "years"]
UNITS: tuple[Unit, ...] = ("days", "months", "years")
DAYS: Mapping[Unit, float] = {"days": 1.0, "months": 365.25 / 12, "years": 365.25}
"""How many days there are in a unit of time, on average."""

ENDED = "ended"
"""With what the name of a state begins that ends a life."""
