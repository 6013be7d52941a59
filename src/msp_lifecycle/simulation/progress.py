# pyright: basic
# (tqdm is not always there)
"""Saying how far a run has come, on a terminal or in a notebook."""

import contextlib
import functools
import shutil
import warnings
from collections.abc import Callable, Generator
from typing import Any

from msp_lifecycle.errors import MissingExtra

Progress = Callable[[int, int], None]
"""Called with the partnerships done and the partnerships in all."""


class ProgressBar:
    """A bar that fills as partnerships are simulated; made by `progress_bar`.

    It begins with the first call, and leaves the line clean when the run ends or is interrupted.
    """

    def __init__(self, make: Callable[..., Any], label: str) -> None:
        self._make = make
        self._label = label
        self._bar: Any = None

    def __call__(self, done: int, of: int) -> None:
        """Fill the bar up to the partnerships done."""
        if self._bar is None:
            self._bar = self._make(
                total=of, desc=self._label, unit=" partnerships", unit_scale=True, leave=False
            )
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Take the bar away; the next call begins a new one."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def progress_bar(label: str = "") -> ProgressBar:
    """Return a progress bar for terminals and notebooks, for `progress=` of whatever simulates.

    It goes to standard error, and is gone when the run is over.

    Args:
        label: that stands before the bar.

    Raises:
        MissingExtra: if tqdm is not installed (extra `sim`).

    Examples:
        >>> from msp_lifecycle import simulation as sim
        >>> bar = sim.progress_bar("ten years")
        >>> run = sim.simulate(
        ...     sim.Scenario.default(), partnerships=100, months=12, rng=7, progress=bar
        ... )
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a notebook without widgets gets a bar of text
            from tqdm.auto import tqdm
    except ImportError:
        raise MissingExtra("tqdm", "sim") from None
    if any("notebook" in one.__module__ for one in tqdm.__mro__):
        return ProgressBar(tqdm, label)
    # A terminal echoes Ctrl-C behind the bar: on a full line it would go below, and the bar would stay.
    room = shutil.get_terminal_size().columns - len("^C") - 2
    return ProgressBar(functools.partial(tqdm, ncols=room), label)


@contextlib.contextmanager
def closed_after(progress: Progress | None) -> Generator[None, None, None]:
    """Close a progress bar however a run ends; a plain function needs no closing."""
    try:
        yield
    finally:
        close = getattr(progress, "close", None)
        if callable(close):
            close()


def part_of(progress: Progress | None, index: int, runs: int) -> Progress | None:
    """Return the progress of one run among several of equal size, told as that of all of them.

    Examples:
        >>> told = []
        >>> tell = part_of(lambda done, of: told.append((done, of)), 1, 3)
        >>> tell(50, 100)
        >>> told
        [(150, 300)]
    """
    if progress is None:
        return None

    def tell(done: int, of: int) -> None:
        progress(index * of + done, runs * of)

    return tell
