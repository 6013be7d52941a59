"""A first look at a log: what can be said of it with few questions, as `msp fit` prints it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import attrs
import numpy as np

from msp_lifecycle.learning.errors import EstimateError
from msp_lifecycle.learning.incidence import Incidence, cumulative_incidence, ends_of
from msp_lifecycle.learning.log import EventLog
from msp_lifecycle.learning.mean_time import restricted_mean_time
from msp_lifecycle.learning.moves import possible_moves
from msp_lifecycle.learning.observations import Stays, Visits
from msp_lifecycle.learning.observing import DAYS
from msp_lifecycle.learning.occupancy import aalen_johansen
from msp_lifecycle.learning.panel import PanelModel, fit_panel
from msp_lifecycle.learning.regression import fit_hazards
from msp_lifecycle.learning.sojourns import sojourns
from msp_lifecycle.learning.summary import LogSummary
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.lifecycles import STANDARD
from msp_lifecycle.results import Table

if TYPE_CHECKING:
    from msp_lifecycle.learning.effects import Move

MOST_TIMES = 8
"""Times at which what was seen is compared with what was expected."""

YEARS = (1, 2, 3, 5, 10, 20)
"""Years at which shares are given."""


@attrs.frozen(kw_only=True, eq=False)
class Section:
    """One answer.

    Attributes:
        name: by which a program finds it.
        title: what it says.
        table: the figures.
        notes: what should be known before they are used.
    """

    name: str
    title: str
    table: Table
    notes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class Study:
    """What was found.

    Attributes:
        log: that was looked at.
        summary: of the log.
        sections: answers.
        refused: what could not be answered, and why.
        ends: states that end a life, where they were named.
        panel: the model of what happened between visits.
    """

    log: EventLog
    summary: LogSummary
    sections: tuple[Section, ...]
    refused: tuple[str, ...]
    ends: tuple[str, ...] = ()
    panel: PanelModel | None = None

    def plot(self, path: str) -> None:
        """Draw the occupancy and the incidence of endings, or the prevalence, into a PNG, SVG or PDF file.

        Raises:
            MissingExtra: if matplotlib is not installed.
        """
        from msp_lifecycle.learning.plots import save_study

        save_study(self, path)


def study(
    log: EventLog,
    *,
    effects: Sequence[str] = (),
    at: Sequence[float] | None = None,
    ends: Sequence[str] = (),
    moves: "Sequence[Move] | None" = None,
    lifecycle: Lifecycle | None = None,
) -> Study:
    """Say what a log tells: of dated moves without assumptions on rates, of visits as a Markov chain.

    Args:
        log: of any kind.
        effects: covariates whose effects on the rates of moves are wanted.
        at: times at which shares are given; some round years by default.
        ends: states that end a life, where neither their names nor the log say so.
        moves: that can be made at once, between visits; those of the lifecycle by default.
        lifecycle: to compare the moves with.

    Raises:
        UnknownName: if a covariate or state is asked for that there is not.

    Examples:
        >>> rows = [("a", 0, "design", "exact"), ("a", 2, "ended: merged", "exact")]
        >>> rows += [("b", 0, "design", "exact"), ("b", 3, "design", "censored")]
        >>> [one.name for one in study(EventLog.from_rows(rows)).sections]
        ['endings', 'alive', 'stays', 'time']
    """
    refused: list[str] = []
    panel: PanelModel | None = None
    if log.dated:
        sections = _dated(log, log.stays(), tuple(effects), at, tuple(ends), refused)
    else:
        asked = tuple(moves) if moves is not None else _moves(log, lifecycle)
        panel, sections = _visited(log, log.visits(), tuple(effects), at, asked, refused)
    return Study(
        log=log,
        summary=log.summary(lifecycle),
        sections=tuple(sections),
        refused=tuple(refused),
        ends=tuple(ends) or (log.ends if log.also_ends else ()),
        panel=panel,
    )


def _dated(
    log: EventLog,
    stays: Stays,
    effects: tuple[str, ...],
    at: Sequence[float] | None,
    ends: tuple[str, ...],
    refused: list[str],
) -> Iterable[Section]:
    times = _times(log, at)
    found: list[Section] = []
    if effects:
        try:
            model = fit_hazards(stays, effects=effects)
        except EstimateError as problem:
            refused.append(str(problem))
        else:
            title = "Effects: by how much a value higher by one multiplies rates"
            found.append(
                Section(name="effects", title=title, table=model.effects(), notes=model.problems)
            )
    ends = ends or (log.ends if log.also_ends else ())
    if ends or ends_of(stays):
        found += _arrivals(cumulative_incidence(stays, ends or None), bool(ends or log.ends), times)
    else:
        refused.append("endings: no state is called an end; name those that are with --end")
    found.append(
        Section(name="stays", title=f"Length of stays, in {log.unit}", table=sojourns(stays))
    )
    occupancy = aalen_johansen(stays)
    if times[-1] > occupancy.start:
        table = restricted_mean_time(occupancy, times[-1])
        title = f"Mean {log.unit} in each state up to {times[-1]:g}"
        found.append(Section(name="time", title=title, table=table))
    return found


def _arrivals(found: Incidence, are_ends: bool, times: list[float]) -> Iterable[Section]:
    """Return how many have come to ends by then, or to what only looks like one."""
    reached, rest = found.table(at=times), found.surviving(at=times)
    if are_ends:
        yield Section(name="endings", title="Ended by then, by reason", table=reached)
        yield Section(name="alive", title="Not ended by then", table=rest)
        return
    one = len(found.states) == 1
    states = "a state" if one else "states"
    note = f"No state is called an end. Nobody was seen to stay in {'this one' if one else 'these'}; say with --end what ends a life."
    title = f"Come by then to {states} that nobody was seen to leave"
    yield Section(name="arrivals", title=title, table=reached, notes=(note,))
    title = f"Not come to {'it' if one else 'any of them'} by then"
    yield Section(name="not_arrived", title=title, table=rest)


def _visited(
    log: EventLog,
    visits: Visits,
    effects: tuple[str, ...],
    at: Sequence[float] | None,
    moves: "Sequence[Move]",
    refused: list[str],
) -> tuple[PanelModel | None, Iterable[Section]]:
    try:
        model = fit_panel(visits, moves=moves, effects=effects)
    except EstimateError as problem:
        refused.append(str(problem))
        return None, ()
    title = f"Rates of moves, per {log.unit.removesuffix('s')}, if they are constant"
    found = [Section(name="rates", title=title, table=model.rates(), notes=model.problems)]
    if effects:
        title = "Effects: by how much a value higher by one multiplies rates"
        found.append(Section(name="effects", title=title, table=model.effects()))
    found.append(
        Section(name="stays", title=f"Mean length of stays, in {log.unit}", table=model.sojourns())
    )
    title = "Seen in each state, and expected there"
    found.append(Section(name="prevalence", title=title, table=model.prevalence(at or due(log))))
    return model, found


def _moves(log: EventLog, lifecycle: Lifecycle | None) -> "tuple[Move, ...]":
    """Return the moves that a lifecycle allows, or those between states that were seen next to each other."""
    found = possible_moves(log.states, lifecycle or STANDARD)
    if found:
        return found
    states = ", ".join(log.states)
    problem = f"no lifecycle says which of {states} can follow which; name the moves that can be made at once, with moves= or --move"
    raise EstimateError("moves", problem)


def due(log: EventLog) -> list[float]:
    """Return times at which many partnerships were seen: between them, what was seen lags behind what was so."""
    times, seen = np.unique(log.time.round(6), return_counts=True)
    often = times[seen >= 0.05 * len(log.partnerships)]
    if len(often) < 2:
        return _times(log, None)
    some = np.linspace(0, len(often) - 1, min(len(often), MOST_TIMES)).round().astype(int)
    found: list[float] = often[some].tolist()
    return found


def _times(log: EventLog, at: Sequence[float] | None) -> list[float]:
    if at is not None:
        return sorted(float(one) for one in at)
    last, year = float(log.time.max()), DAYS["years"] / DAYS[log.unit]
    found = [round(one * year, 6) for one in YEARS if one * year <= last]
    return found or [float(f"{one:.3g}") for one in np.array([0.25, 0.5, 1.0]) * last]
