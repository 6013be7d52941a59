"""Who answers to whom: the accountability map as a graph, with its gaps (S1:L300 to L312).

A relation that nobody has ever put to use exists on paper; whether it would bear is not known.
"""

import datetime as dt
import typing
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import attrs

from msp_lifecycle.errors import MissingExtra
from msp_lifecycle.records import AccountabilityKind, AccountabilityRelation, Partnership

if TYPE_CHECKING:
    import networkx as nx

KINDS: tuple[AccountabilityKind, ...] = typing.get_args(AccountabilityKind)
"""The nine kinds of mechanism."""

EndKind = Literal["partnership", "partner", "stakeholder_group", "outside", "nobody"]
Use = Literal["in_use", "not_yet_due", "overdue", "never"]


@attrs.frozen
class End:
    """One end of a relation: somebody who answers, or who is answered to.

    Attributes:
        kind: what it is; `nobody` where the relation does not say to whom.
        id: of the partner or stakeholder group; the words of the record for anybody else.
        name: to be read by people.

    Examples:
        >>> End("outside", "donors").inside
        False
    """

    kind: EndKind
    id: str = ""
    name: str = attrs.field(default="", eq=False)

    @property
    def inside(self) -> bool:
        """Whether it lies within the partnership."""
        return self.kind in ("partnership", "partner")


WHOLE = End("partnership", name="The partnership as a whole")
NOBODY = End("nobody", name="Nobody named")


@attrs.frozen(kw_only=True)
class Answering:
    """One edge of the map: one end answers to another.

    Attributes:
        by: who answers.
        to: who is answered to.
        relation: the record.
        use: whether it was put to use, and in time. A relation is `overdue` once it has been used and should have been
            again, and `never` while no use is on record and none is still ahead.
        last: when it was last put to use; None if no use is on record.
        due: by when it is to be put to use; None where no frequency is on record, or nothing to count it from.
    """

    by: End
    to: End
    relation: AccountabilityRelation
    use: Use
    last: dt.date | None
    due: dt.date | None

    @property
    def on_paper(self) -> bool:
        """Whether it exists on paper: never put to use, or not in time."""
        return self.use in ("never", "overdue")

    @property
    def internal(self) -> bool:
        """Whether both ends lie within the partnership."""
        return self.by.inside and self.to.inside


@attrs.frozen(kw_only=True)
class Holder:
    """A partner that controls resources.

    Attributes:
        partner: who.
        records: paths of the records that show it, such as `fundings/F-1`.
    """

    partner: str
    records: tuple[str, ...]


@attrs.frozen(kw_only=True, slots=False)  # for what it remembers of itself
class AccountabilityMap:
    """Who answers to whom on a day.

    Attributes:
        on: the day.
        partners: the active ones.
        edges: the relations in force; one that names several who are answered to is several edges.
        holders: partners that control resources.
    """

    on: dt.date
    partners: tuple[End, ...]
    edges: tuple[Answering, ...]
    holders: tuple[Holder, ...] = ()

    @cached_property
    def ends(self) -> tuple[End, ...]:
        """Everybody on the map: the partnership, its partners, and who else is answered to."""
        others = (end for edge in self.edges for end in (edge.by, edge.to))
        return tuple(dict.fromkeys([WHOLE, *self.partners, *others]))

    @cached_property
    def answers_to_nobody(self) -> tuple[str, ...]:
        """Active partners of whom no record says that they answer to anybody."""
        answering = {edge.by for edge in self._leading_somewhere}
        return tuple(one.id for one in self.partners if one not in answering)

    @property
    def external(self) -> tuple[Answering, ...]:
        """The relations in which the partnership as a whole answers to somebody outside."""
        return tuple(
            one for one in self._leading_somewhere if one.by == WHOLE and not one.to.inside
        )

    @property
    def internal(self) -> tuple[Answering, ...]:
        """The relations of which both ends lie within the partnership."""
        return tuple(edge for edge in self._leading_somewhere if edge.internal)

    @property
    def kinds(self) -> dict[AccountabilityKind, int]:
        """How many relations in force there are of each of the nine kinds."""
        counts = Counter(
            one.kind for one in {edge.relation.id: edge.relation for edge in self.edges}.values()
        )
        return {kind: counts[kind] for kind in KINDS}

    @property
    def on_paper(self) -> tuple[Answering, ...]:
        """The relations that were never put to use, or not in time."""
        return tuple(edge for edge in self.edges if edge.on_paper)

    @property
    def to_nobody(self) -> tuple[Answering, ...]:
        """The relations that do not say who is answered to."""
        return tuple(edge for edge in self.edges if edge.to == NOBODY)

    @cached_property
    def dead_ends(self) -> tuple[Holder, ...]:
        """Partners that control resources and answer to nobody."""
        silent = set(self.answers_to_nobody)
        return tuple(one for one in self.holders if one.partner in silent)

    @cached_property
    def reach(self) -> Mapping[End, frozenset[End]]:
        """For everybody on the map whom they answer to, directly or through others."""
        direct: dict[End, set[End]] = {end: set() for end in self.ends}
        for edge in self._leading_somewhere:
            direct[edge.by].add(edge.to)
        return {end: _reachable(end, direct) for end in self.ends}

    @property
    def closed(self) -> tuple[str, ...]:
        """Partners that answer to somebody, but to nobody beyond the partnership, not even through others."""
        return tuple(
            one.id
            for one in self.partners
            if self.reach[one] and all(end.inside for end in self.reach[one])
        )

    @property
    def rings(self) -> tuple[frozenset[str], ...]:
        """Groups of partners that answer to each other, directly or in a ring."""
        found = {
            frozenset(other.id for other in self.partners if self._mutual(one, other))
            for one in self.partners
            if one in self.reach[one]
        }
        return tuple(sorted((ring for ring in found if len(ring) > 1), key=sorted))

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """Return the map as a graph of networkx, for its measures and layouts.

        Nodes are called `partnership`, `partner/itu`, `stakeholder_group/farmers` or `outside/donors`, with `kind` and
        `name`; edges go from who answers to who is answered to, with the id of the relation as key, and `kind`, `use`,
        `last`, `due`, `for_what`, `mechanism` and `formality`.

        Raises:
            MissingExtra: if networkx is not installed.
        """
        try:
            import networkx as nx
        except ImportError:
            raise MissingExtra("networkx", "graph") from None
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for end in self.ends:
            graph.add_node(node_name(end), kind=end.kind, name=end.name)
        for edge in self.edges:
            graph.add_edge(node_name(edge.by), node_name(edge.to), edge.relation.id, **_told(edge))
        return graph

    @property
    def _leading_somewhere(self) -> tuple[Answering, ...]:
        return tuple(edge for edge in self.edges if edge.to != NOBODY)

    def _mutual(self, one: End, other: End) -> bool:
        return other in self.reach[one] and one in self.reach[other]


def accountability_map(partnership: Partnership, *, on: dt.date) -> AccountabilityMap:
    """Return who answers to whom on a day.

    Examples:
        >>> import datetime as dt
        >>> p = Partnership(
        ...     id="p",
        ...     name="P",
        ...     accountability_relations=[
        ...         AccountabilityRelation(
        ...             id="audit", kind="financial", to_outside="donors", for_what="The accounts"
        ...         )
        ...     ],
        ... )
        >>> [edge.use for edge in accountability_map(p, on=dt.date(2021, 1, 1)).on_paper]
        ['never']
    """
    then = partnership.as_of(on)
    names = {one.id: one.name for one in then.organisations}
    ends = {one.id: End("partner", one.id, names[one.organisation]) for one in then.partners}
    groups = {one.id: End("stakeholder_group", one.id, one.name) for one in then.stakeholder_groups}
    active = [one for one in then.partners if one.active_on(on)]
    return AccountabilityMap(
        on=on,
        partners=tuple(ends[one.id] for one in active),
        edges=tuple(
            _edge(relation, WHOLE if relation.by is None else ends[relation.by], to, on)
            for relation in then.accountability_relations
            if relation.until is None or relation.until > on
            for to in _answered_to(relation, ends, groups)
        ),
        holders=_holders(then, {one.id for one in active}, on),
    )


def node_name(end: End) -> str:
    """Return what an end is called in a graph.

    Examples:
        >>> node_name(End("outside", "donors")), node_name(WHOLE)
        ('outside/donors', 'partnership')
    """
    return f"{end.kind}/{end.id}" if end.id else end.kind


def _answered_to(
    relation: AccountabilityRelation, partners: Mapping[str, End], groups: Mapping[str, End]
) -> Iterable[End]:
    outside = relation.to_outside.strip()
    found = [
        *([partners[relation.to_partner]] if relation.to_partner else []),
        *([groups[relation.to_group]] if relation.to_group else []),
        *([End("outside", outside, outside)] if outside else []),
    ]
    return found or [NOBODY]


def _edge(relation: AccountabilityRelation, by: End, to: End, on: dt.date) -> Answering:
    last = max((one.on for one in relation.exercised), default=None)
    start, every = last or relation.since, relation.every_days
    due = None if start is None or every is None else _later(start, every)
    late = due is not None and due < on
    if last is not None:
        use: Use = "overdue" if late else "in_use"
    else:
        use = "never" if due is None or late else "not_yet_due"
    return Answering(by=by, to=to, relation=relation, use=use, last=last, due=due)


def _later(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def _holders(then: Partnership, active: set[str], on: dt.date) -> tuple[Holder, ...]:
    """Return the active partners that fund, bring, promise or house something, with the records that show it."""
    member = {one.organisation: one.id for one in then.partners if one.id in active}
    shown: dict[str, list[str]] = {}
    for funding in then.fundings:
        runs = funding.period is None or funding.period.last is None or funding.period.last >= on
        if funding.source in member and funding.ended is None and runs:
            shown.setdefault(member[funding.source], []).append(f"fundings/{funding.id}")
    for secretariat in then.secretariats:
        if secretariat.host in member and secretariat.ended is None:
            shown.setdefault(member[secretariat.host], []).append(f"secretariats/{secretariat.id}")
    for commitment in then.commitments:
        if commitment.outstanding and (commitment.resource or commitment.money):
            shown.setdefault(commitment.partner, []).append(f"commitments/{commitment.id}")
    for contribution in then.contributions:
        shown.setdefault(contribution.partner, []).append(f"contributions/{contribution.id}")
    return tuple(
        Holder(partner=one.id, records=tuple(shown[one.id]))
        for one in then.partners
        if one.id in shown and one.id in active
    )


def _reachable(start: End, direct: Mapping[End, set[End]]) -> frozenset[End]:
    found: set[End] = set()
    ahead = set(direct.get(start, ()))
    while ahead:
        end = ahead.pop()
        found.add(end)
        ahead |= direct.get(end, set()) - found
    return frozenset(found)


def _told(edge: Answering) -> dict[str, str | None]:
    relation = edge.relation
    return {
        "kind": relation.kind,
        "use": edge.use,
        "last": None if edge.last is None else str(edge.last),
        "due": None if edge.due is None else str(edge.due),
        "for_what": relation.for_what,
        "mechanism": relation.mechanism,
        "formality": relation.formality,
    }
