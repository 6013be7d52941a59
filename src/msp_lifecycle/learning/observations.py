"""What estimators read: stays with exact dates, and visits on which a partnership was seen.

Both are plain columns, sorted by partnership and time, and know nothing of dossiers or files.
"""

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CENSORED = -1
"""The state that follows a stay whose end was not seen."""


@attrs.frozen(kw_only=True, eq=False)
class Stays:
    """Stays in states, exactly dated: one row each, sorted by partnership, then by entry.

    The first stay of a partnership may begin later than zero: it was under observation only from then on (left
    truncation). The last may end in `CENSORED`.

    Attributes:
        states: names of the states.
        partnership: number of the partnership, 0 to n - 1; shape (rows,).
        state: number of the state stayed in; shape (rows,).
        entry: when the stay, or the observation of it, began; shape (rows,).
        exit: when it ended, or was last seen; later than `entry`, or equal where a move followed at once; (rows,).
        to: number of the state that followed, or `CENSORED`; shape (rows,).
        since: when the state was truly entered, NaN where that is not known; shape (rows,).
        covariates: values during the stay, by name; each of shape (rows,). A covariate that changes splits a stay
            into rows, of which all but the last are followed by their own state.
        unit: of all times, such as `months`.
    """

    states: tuple[str, ...]
    partnership: Ints
    state: Ints
    entry: Floats
    exit: Floats
    to: Ints
    since: Floats
    covariates: Mapping[str, Floats] = attrs.field(factory=dict[str, Floats])
    unit: str = "months"


@attrs.frozen(kw_only=True, eq=False)
class Visits:
    """Occasions on which a partnership was seen, or heard of: one row each, sorted by partnership, then by time.

    Attributes:
        states: names of the states.
        partnership: number of the partnership, 0 to n - 1; shape (rows,).
        time: of the visit; shape (rows,).
        possible: whether each state is possible at the visit, shape (rows, states): one True where it was seen,
            several where it is known only within a set (a censored state).
        exact: whether the state was entered at this very time, as an ending whose date is on record is, and not
            merely found; shape (rows,). If a state that can be left is, it is always: an entry into it on no date
            is taken not to have happened.
        covariates: values from this visit until the next, by name; each of shape (rows,).
        unit: of all times, such as `months`.
        ids: of the partnerships, by which messages name them; their numbers if there are none.
    """

    states: tuple[str, ...]
    partnership: Ints
    time: Floats
    possible: Flags
    exact: Flags
    covariates: Mapping[str, Floats] = attrs.field(factory=dict[str, Floats])
    unit: str = "months"
    ids: tuple[str, ...] = ()

    def called(self, number: int) -> str:
        """Return what a partnership is called in messages."""
        return self.ids[number] if self.ids else f"partnership {number}"
