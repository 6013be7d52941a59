"""The accountability map: gaps, paper, reach; and that what leaves for a graph or a drawing is whole and harmless."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.measures import KINDS, WHOLE, accountability_map, node_name
from msp_lifecycle.records import (
    AccountabilityRelation,
    Commitment,
    Contribution,
    Exercise,
    Funding,
    Organisation,
    Partner,
    Partnership,
    Secretariat,
    Span,
    StakeholderGroup,
)
from msp_lifecycle.report.accountability import dot, mermaid
from msp_lifecycle.testing import partnerships

DAY = dt.date(2021, 6, 1)
BEFORE, LONG_BEFORE = dt.date(2021, 3, 1), dt.date(2019, 1, 1)


def relation(by: str = "", to: str = "", **given: Any) -> AccountabilityRelation:
    """Return a relation; `to` is a partner, or anybody outside if it has more than a letter."""
    name = {"to_partner" if len(to) == 1 else "to_outside": to} if to else {}
    fields = {"kind": "peer", "for_what": "All", "by": by or None, **name, **given}
    return AccountabilityRelation(**{"id": f"{by or 'all'}-{to or 'none'}", **fields})


def among(*relations: AccountabilityRelation, **given: Any) -> Any:
    p = Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id=one, name=one.upper()) for one in "abcx"],
        partners=[Partner(id=one, organisation=one) for one in "abc"],
        stakeholder_groups=[StakeholderGroup(id="farmers", name="Farmers")],
        accountability_relations=relations,
        **given,
    )
    return accountability_map(p, on=DAY)


def test_who_answers_to_nobody() -> None:
    """A partner without an outgoing relation is a gap; so is a whole that answers to nobody outside."""
    found = among(relation("a", "b"), relation("b"))
    assert found.answers_to_nobody == ("b", "c")
    assert found.external == ()
    assert [edge.relation.id for edge in found.to_nobody] == ["b-none"]
    assert [edge.relation.id for edge in among(relation("", "donors")).external] == ["all-donors"]
    assert among(relation("", "a")).external == ()


USES = [
    ("never used", {}, "never"),
    ("set up lately", {"since": BEFORE, "every_days": 365}, "not_yet_due"),
    ("set up long ago", {"since": LONG_BEFORE, "every_days": 365}, "never"),
    ("used, no frequency", {"exercised": [Exercise(on=LONG_BEFORE)]}, "in_use"),
    ("used in time", {"exercised": [Exercise(on=BEFORE)], "every_days": 100}, "in_use"),
    ("due today", {"exercised": [Exercise(on=BEFORE)], "every_days": 92}, "in_use"),
    ("due yesterday", {"exercised": [Exercise(on=BEFORE)], "every_days": 91}, "overdue"),
    ("used later", {"exercised": [Exercise(on=dt.date(2021, 7, 1))]}, "never"),
    ("for ever", {"exercised": [Exercise(on=BEFORE)], "every_days": 10**7}, "in_use"),
]


@pytest.mark.parametrize(("given", "use"), [one[1:] for one in USES], ids=[one[0] for one in USES])
def test_paper(given: dict[str, Any], use: str) -> None:
    """What was never used, or not in time, is on paper; what is not due yet is not."""
    (edge,) = among(relation("a", "donors", **given)).edges
    assert edge.use == use
    assert edge.on_paper is (use in ("never", "overdue"))


def test_a_relation_that_ended_is_no_more() -> None:
    """On its last day it is over, as everything that ends."""
    assert among(relation("a", "b", until=DAY)).edges == ()
    assert len(among(relation("a", "b", until=dt.date(2021, 6, 2))).edges) == 1


def test_dead_ends_name_the_records() -> None:
    """Who funds, houses, brings or promises something, and answers to nobody."""
    found = among(
        relation("c", "donors"),
        fundings=[
            Funding(id="F-1", source="a"),
            Funding(id="F-2", source="b", period=Span(first=LONG_BEFORE, last=BEFORE)),
            Funding(id="F-3", source="x"),
        ],
        secretariats=[Secretariat(id="S", host="a")],
        contributions=[Contribution(id="K", partner="b", resource="knowledge")],
        commitments=[Commitment(id="C", partner="c", text="Pay", resource="money")],
    )
    assert [(one.partner, one.records) for one in found.holders] == [
        ("a", ("fundings/F-1", "secretariats/S")),
        ("b", ("contributions/K",)),
        ("c", ("commitments/C",)),
    ]
    assert [one.partner for one in found.dead_ends] == ["a", "b"]


def test_reach_and_rings() -> None:
    """Two that answer to each other only are a closed ring; one way out opens it for both."""
    closed = among(relation("a", "b"), relation("b", "a"), relation("c", "a"))
    assert closed.rings == (frozenset("ab"),)
    assert closed.closed == ("a", "b", "c")
    opened = among(relation("a", "b"), relation("b", "a"), relation("b", to_group="farmers"))
    assert opened.closed == ()
    assert {end.id for end in opened.reach[opened.partners[0]]} == {"a", "b", "farmers"}


def test_one_relation_to_several_is_several_edges_of_one_kind() -> None:
    """Kinds are counted by relation, and all nine are always there."""
    found = among(relation("a", "b", to_group="farmers", to_outside="press"))
    assert [edge.to.kind for edge in found.edges] == ["partner", "stakeholder_group", "outside"]
    assert found.kinds == {kind: int(kind == "peer") for kind in KINDS}
    assert len(KINDS) == 9
    assert len(found.internal) == 1


PARTNERSHIPS = partnerships(partners=3, having=["accountability_relations"])


@given(PARTNERSHIPS)
def test_the_graph_is_the_map(p: Partnership) -> None:
    """Every end is a node and every relation an edge; networkx finds the same reach and the same gaps."""
    found = accountability_map(p, on=DAY)
    graph = found.to_networkx()
    assert set(graph.nodes) == {node_name(end) for end in found.ends}
    assert graph.number_of_edges() == len(found.edges)
    leading = graph.copy()
    leading.remove_nodes_from([name for name in graph if name == "nobody"])
    for end in found.partners:
        assert (leading.out_degree(node_name(end)) == 0) is (end.id in found.answers_to_nobody)
    for end in (WHOLE, *found.partners):
        reached = nx.descendants(leading, node_name(end))
        assert {node_name(one) for one in found.reach[end]} - {node_name(end)} == reached


NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs"))).map("x".__add__)


@given(PARTNERSHIPS, NAMES)
def test_drawings_keep_their_lines(p: Partnership, name: str) -> None:
    """Whatever names hold, each end and each relation is one line, and ids are ours."""
    fields = {"id": "outside-the-others", "kind": "market", "to_outside": name, "for_what": "x"}
    relations = (*p.accountability_relations, AccountabilityRelation(**fields))
    found = accountability_map(p.evolved(accountability_relations=relations), on=DAY)
    drawn = mermaid(found).splitlines()
    assert sum(bool(re.match(r"  e\d+(\(|\[|\{)", line)) for line in drawn) == len(found.ends)
    assert sum(bool(re.match(r"  e\d+ -", line)) for line in drawn) == len(found.edges)
    assert all(line.count('"') in (0, 2) for line in drawn)
    lines = dot(found).splitlines()
    assert sum(bool(re.match(r"  e\d+ ->", line)) for line in lines) == len(found.edges)
