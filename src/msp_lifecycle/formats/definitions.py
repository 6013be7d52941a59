"""Profiles, checklists and lifecycles of one's own, read from files like dossiers: the same syntax, as strictly."""

import os
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar, cast

from msp_lifecycle import criteria as shipped
from msp_lifecycle.criteria import PROFILES, chosen
from msp_lifecycle.criterion import Checklist, Criterion, Profile, Requirement, checklist
from msp_lifecycle.errors import LifecycleError, UnknownName
from msp_lifecycle.formats.files import AnyPath, read_bytes
from msp_lifecycle.formats.problems import DossierError, Problem
from msp_lifecycle.formats.reading import Format, format_of, parsed, read_document
from msp_lifecycle.lifecycle import FourPhase, Lifecycle, MoveRule, Phase
from msp_lifecycle.records import Record, Topic, Trigger
from msp_lifecycle.records.marks import Pattern, Text
from msp_lifecycle.records.record import record

if TYPE_CHECKING:  # what few files need is imported when one is read
    from msp_lifecycle.assessment import Instrument

T = TypeVar("T")
Name = Annotated[str, Pattern(r"[a-z][a-z0-9_]*", "a name in lower case, such as our_phases")]
PhaseMove = Literal[
    "start",
    "advance",
    "loop_back",
    "continue",
    "pause",
    "resume",
    "suspend",
    "reinstate",
    "end",
]


@record
class LimitEntry(Record):
    """One threshold in a profile.

    Attributes:
        name: of the threshold.
        value: in its own unit.
    """

    name: Text
    value: Decimal


@record
class ChoiceEntry(Record):
    """The side that a profile takes in one of the tensions.

    Attributes:
        tension: its name.
        side: that is taken.
    """

    tension: Text
    side: Text


@record
class ProfileFile(Record):
    """A profile as a file.

    Attributes:
        profile: its name.
        title: for whom it is meant.
        based_on: shipped profile that it changes.
        choices: sides that it takes in the tensions; what follows below changes it further.
        limits: thresholds that differ.
        must: criteria that close a guard here.
        should: criteria that are recommended here.
        info: criteria that are only reported here.
        blocking: requirements that close a guard; those of the profile that it changes, if none is named.
    """

    profile: Name
    title: str = ""
    based_on: Literal["light", "standard", "strict"] = "standard"
    choices: tuple[ChoiceEntry, ...] = ()
    limits: tuple[LimitEntry, ...] = ()
    must: tuple[Text, ...] = ()
    should: tuple[Text, ...] = ()
    info: tuple[Text, ...] = ()
    blocking: tuple[Literal["must", "should", "info"], ...] = ()


@record
class ChecklistFile(Record):
    """A checklist as a file.

    Attributes:
        checklist: its name.
        title: for a reader.
        source: where it comes from.
        must: criteria that must hold.
        should: criteria that should hold.
        info: criteria that are only reported.
    """

    checklist: Name
    title: str = ""
    source: str = ""
    must: tuple[Text, ...] = ()
    should: tuple[Text, ...] = ()
    info: tuple[Text, ...] = ()


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

    kind: PhaseMove
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


@record
class QuestionEntry(Record):
    """One question in an instrument.

    Attributes:
        code: by which answers name it.
        text: the statement to be rated.
        factor: success factor that it belongs to, such as `B2`.
        reversed: whether agreeing speaks against the partnership.
    """

    code: Text
    text: Text
    factor: str = ""
    reversed: bool = False


@record
class BandEntry(Record):
    """How a mean is read.

    Attributes:
        name: in a word or two.
        least: lowest mean that it begins at.
    """

    name: Text
    least: Decimal


@record
class InstrumentFile(Record):
    """A survey instrument as a file.

    Attributes:
        instrument: its name.
        title: for a reader.
        source: where it comes from.
        lowest: answer possible.
        highest: answer possible.
        labels: what the answers mean, from the lowest on; only the ends may be named.
        questions: in their order.
        bands: from the highest to the lowest.
    """

    instrument: Name
    title: Text
    source: str = ""
    lowest: int = 1
    highest: int = 5
    labels: tuple[str, ...] = ()
    questions: tuple[QuestionEntry, ...]
    bands: tuple[BandEntry, ...] = ()


def load_profile(source: AnyPath, *, format: Format | None = None) -> Profile:
    r"""Read a profile of one's own.

    Args:
        source: path of the file.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be read, or names a threshold or criterion that there is not.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "ours.yaml")
        >>> _ = path.write_text(
        ...     "msp_lifecycle: 1\nprofile: ours\nlimits:\n  - {name: core_group_size, value: 2}\n"
        ... )
        >>> load_profile(path).limit("core_group_size").value
        Decimal('2')
    """
    file = _read(source, ProfileFile, format)
    base = next(one for one in PROFILES if one.name == file.based_on)
    weights = (("must", file.must), ("should", file.should), ("info", file.info))
    requirements = {code: weight for weight, codes in weights for code in codes}

    def build() -> Profile:
        _known(requirements)
        sided = chosen(base, {one.tension: one.side for one in file.choices})
        return sided.customised(
            file.profile,
            limits={one.name: one.value for one in file.limits},
            requirements=cast("dict[str, Requirement]", requirements),
            blocking=frozenset(file.blocking) if file.blocking else None,
        )

    return _built(source, build)


def load_checklist(
    source: AnyPath, *, criteria: Iterable[Criterion] | None = None, format: Format | None = None
) -> Checklist:
    """Read a checklist of one's own.

    Args:
        source: path of the file.
        criteria: to find its codes among, one's own included; every criterion we ship if it is left out.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be read, or names a criterion that there is not.
    """
    file = _read(source, ChecklistFile, format)
    return _built(
        source,
        lambda: checklist(
            file.checklist,
            file.title or file.checklist,
            _among(criteria),
            source=file.source,
            must=" ".join(file.must),
            should=" ".join(file.should),
            info=" ".join(file.info),
        ),
    )


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
    file, known = _read(source, LifecycleFile, format), _among(criteria)
    return _built(
        source,
        lambda: Lifecycle(
            name=file.lifecycle,
            title=file.title,
            source=file.source,
            phases=tuple(_phase(one) for one in file.phases),
            moves=tuple(_rule(one, known) for one in file.moves),
            criteria=known,
            reopens={one.trigger: one.topics for one in file.reopens},
        ),
    )


def load_instrument(source: AnyPath, *, format: Format | None = None) -> "Instrument":
    r"""Read a survey instrument of one's own.

    Args:
        source: path of the file.
        format: taken from the name of the file where it is left out.

    Raises:
        DossierError: if the file cannot be read, or the instrument is not well formed.

    Examples:
        >>> import pathlib, tempfile
        >>> path = pathlib.Path(tempfile.mkdtemp(), "pulse.yaml")
        >>> _ = path.write_text(
        ...     "msp_lifecycle: 1\ninstrument: pulse\ntitle: Pulse\nhighest: 3\n"
        ...     "questions:\n  - {code: mood, text: I look forward to our meetings.}\n"
        ... )
        >>> load_instrument(path).scale.words
        '1 to 3'
    """
    from msp_lifecycle.assessment import Band, Instrument, Question, Scale

    file = _read(source, InstrumentFile, format)
    return _built(
        source,
        lambda: Instrument(
            name=file.instrument,
            title=file.title,
            source=file.source,
            scale=Scale(lowest=file.lowest, highest=file.highest, labels=file.labels),
            questions=tuple(
                Question(code=one.code, text=one.text, factor=one.factor, reversed=one.reversed)
                for one in file.questions
            ),
            bands=tuple(Band(name=one.name, least=one.least) for one in file.bands),
        ),
    )


def _among(criteria: Iterable[Criterion] | None) -> tuple[Criterion, ...]:
    return shipped.CRITERIA if criteria is None else tuple(criteria)


def _phase(entry: PhaseEntry) -> Phase:
    return Phase(
        name=entry.name,
        title=entry.title,
        aim=entry.aim,
        source=entry.source,
        informal=entry.informal,
        counts_as=entry.counts_as,
        paused=entry.paused,
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


def _known(codes: Iterable[str]) -> None:
    known = [one.code for one in shipped.CRITERIA]
    for code in codes:
        if code not in known and not code.startswith("X-"):
            raise UnknownName("criterion", code, known)


def _read(source: AnyPath, cls: type[T], format: Format | None) -> T:
    """Read a file as one of the classes above."""
    name = os.fspath(source)
    form = format or format_of(name)
    return read_document(parsed(read_bytes(source), format=form, name=name), cls)


def _built(source: AnyPath, build: Callable[[], T]) -> T:
    """Make what a file describes; what is wrong with it is said with the name of the file."""
    try:
        return build()
    except (LifecycleError, UnknownName) as error:
        problem = Problem(kind="consistency", message=str(error), file=os.fspath(source))
        raise DossierError([problem]) from error
