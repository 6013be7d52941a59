"""Lifecycles of one's own: phases, moves and what guards them."""

from collections.abc import Iterable

from msp_lifecycle.criterion import Criterion, checklist
from msp_lifecycle.formats.definitions.reading import (
    Name,
    alike,
    built,
    criteria_among,
    read_definition,
)
from msp_lifecycle.formats.files import AnyPath
from msp_lifecycle.formats.reading import Format
from msp_lifecycle.lifecycle import FourPhase, Lifecycle, MoveRule, Phase
from msp_lifecycle.records import Record, Topic, Trigger
from msp_lifecycle.records.marks import Text
from msp_lifecycle.records.moves import MadeKind
from msp_lifecycle.records.record import record


@record
class PhaseEntry(Record):
    """One phase in a lifecycle.

    Attributes:
        name: in lower case.
        title: for a reader.
        aim: what the phase is for.
        source: where it comes from.
        informal: whether informal consensus is enough for a move from here.
        counts_as: which of the four phases criteria take it for.
        paused: whether the partnership counts as paused while it lasts.
    """

    name: Name
    title: Text
    aim: str = ""
    source: str = ""
    informal: bool = False
    counts_as: FourPhase | None = None
    paused: bool = False


@record
class MoveEntry(Record):
    """One move in a lifecycle.

    Attributes:
        kind: what sort of move.
        source: phase that it leaves; empty for the start, and for changes of standing from every phase.
        to: phase that it leads to; empty for changes of standing.
        needs_decision: whether it rests on a decision of the partners.
        when: what it is for.
        origin: where it comes from.
        must: criteria that close its guard.
        should: criteria that are recommended.
        info: criteria that are only reported.
    """

    kind: MadeKind
    source: Name | None = None
    to: Name | None = None
    needs_decision: bool = True
    when: str = ""
    origin: str = ""
    must: tuple[Text, ...] = ()
    should: tuple[Text, ...] = ()
    info: tuple[Text, ...] = ()


@record
class ReopensEntry(Record):
    """What a loop-back reopens.

    Attributes:
        trigger: what set it off.
        topics: that it reopens.
    """

    trigger: Trigger
    topics: tuple[Topic, ...] = ()


@record
class LifecycleFile(Record):
    """A lifecycle as a file.

    Attributes:
        lifecycle: its name.
        title: for a reader.
        source: where it comes from.
        phases: in their usual order.
        moves: all that it allows.
        reopens: topics that a loop-back reopens unless it says otherwise.
    """

    lifecycle: Name
    title: Text
    source: str = ""
    phases: tuple[PhaseEntry, ...]
    moves: tuple[MoveEntry, ...]
    reopens: tuple[ReopensEntry, ...] = ()


def load_lifecycle(
    source: AnyPath, *, criteria: Iterable[Criterion] | None = None, format: Format | None = None
) -> Lifecycle:
    """Read a lifecycle of one's own.

    Args:
        source: path of the file.
        criteria: to find the codes of its guards among, one's own included; every criterion we ship if it is left out.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be read, or the lifecycle is not well formed.
    """
    read, known = read_definition(source, LifecycleFile, format), criteria_among(criteria)
    file = read.record
    return built(
        read.document,
        lambda: Lifecycle(
            name=file.lifecycle,
            title=file.title,
            source=file.source,
            phases=tuple(alike(Phase, one) for one in file.phases),
            moves=tuple(_rule(one, known) for one in file.moves),
            criteria=known,
            reopens={one.trigger: one.topics for one in file.reopens},
        ),
    )


def _rule(entry: MoveEntry, known: tuple[Criterion, ...]) -> MoveRule:
    guard = None
    if entry.must or entry.should or entry.info:
        name = f"{entry.kind}_{entry.to}" if entry.to else entry.kind
        guard = checklist(
            name,
            f"Guard of {name.replace('_', ' ')}",
            known,
            must=" ".join(entry.must),
            should=" ".join(entry.should),
            info=" ".join(entry.info),
        )
    return MoveRule(
        kind=entry.kind,
        source=entry.source,
        to=entry.to,
        guard=guard,
        needs_decision=entry.needs_decision,
        when=entry.when,
        origin=entry.origin,
    )
