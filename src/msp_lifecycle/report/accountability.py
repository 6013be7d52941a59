"""Who answers to whom: the map in words, as plain data, and drawn in Mermaid and Graphviz DOT.

Names come from users, so everything is escaped for the format it goes into, and ids are ours.
"""

from collections.abc import Iterator

from msp_lifecycle.criterion import listed
from msp_lifecycle.measures import WHOLE, AccountabilityMap, Answering, End, node_name
from msp_lifecycle.records import Partnership
from msp_lifecycle.report import words
from msp_lifecycle.report.diagram import dot_text, mermaid_text
from msp_lifecycle.report.page import Page
from msp_lifecycle.report.structured import Plain

_NAMED = 12
_SHAPES = {"partnership": "([{}])", "partner": "[{}]", "nobody": "{{{{{}}}}}"}
"""How ends are drawn in Mermaid; whoever stands outside is round."""
_DOT_SHAPES = {"partnership": "box", "partner": "box", "nobody": "octagon"}
NO_RELATION = (
    "No relation is on record, so nobody can say who answers to whom. Record under "
    "accountability_relations who answers to whom, for what, and how."
)


def accountability_page(partnership: Partnership, found: AccountabilityMap, page: Page) -> Page:
    """Write who answers to whom, and where nobody does."""
    page.title(partnership.name)
    page.text(f"Who answers to whom, on {found.on}.")
    page.gap()
    if not found.edges:
        page.text(NO_RELATION)
    for by in found.ends:
        rows = [_row(edge) for edge in found.edges if edge.by == by]
        if rows:
            page.text(f"{by.name} {'answers' if by == WHOLE else f'({by.id}) answers'} to")
            page.table(rows)
            page.gap()
    gaps = [*_gaps(found)]
    page.gap()
    page.title(f"Gaps: {len(gaps)}" if gaps else "Gaps: none")
    for sentence in gaps:
        page.text(sentence, indent=2, hang=4)
    if found.edges:
        page.gap()
        _kinds(page, found)
    return page


def _row(edge: Answering) -> tuple[str, str, list[str]]:
    how = edge.relation.mechanism.strip()
    said = [f"for: {edge.relation.for_what}", *([f"by: {how}"] if how else []), use(edge)]
    return edge.to.name, edge.relation.kind, said


def use(edge: Answering) -> str:
    """Say whether a relation is put to use.

    A relation that was never used and one that is overdue exist on paper only.
    """
    if edge.use == "in_use":
        again = f", next due {edge.due}" if edge.due else ""
        return f"last put to use {edge.last}{again}"
    if edge.use == "overdue":
        return f"OVERDUE since {edge.due}: last put to use {edge.last}"
    if edge.use == "not_yet_due":
        return f"not put to use yet, due {edge.due}"
    return f"NEVER put to use{f', due {edge.due}' if edge.due else ''}, as far as the records tell"


def _gaps(found: AccountabilityMap) -> Iterator[str]:
    if not found.external:
        yield "No record says that the partnership as a whole answers to anybody outside it."
    dead = {one.partner for one in found.dead_ends}
    for one in found.dead_ends:
        records = listed(one.records, most=3)
        yield f"{one.partner} controls resources ({records}), and no record says that it answers to anybody."
    quiet = [one for one in found.answers_to_nobody if one not in dead]
    if quiet:
        yield f"No record says that they answer to anybody: {listed(quiet, most=_NAMED)}."
    if found.closed:
        verb = "answers" if len(found.closed) == 1 else "answer"
        yield f"{listed(found.closed, most=_NAMED)} {verb} only within the partnership."
    for edge in found.on_paper:
        yield f"Relation {edge.relation.id} is on paper: {use(edge)}."
    for edge in found.to_nobody:
        yield f"Relation {edge.relation.id} does not say who is answered to."


def _kinds(page: Page, found: AccountabilityMap) -> None:
    there = [f"{kind} ({count})" for kind, count in found.kinds.items() if count]
    absent = [kind for kind, count in found.kinds.items() if not count]
    page.text(f"Kinds of mechanism, {len(there)} of {len(found.kinds)}: {', '.join(there)}.", 0, 2)
    if absent:
        page.faint(f"Absent: {', '.join(absent)}.")
    inside = words.many(len(found.internal), "relation")
    page.faint(f"{inside} within the partnership, {len(found.external)} of the whole to outside.")


def accountability_data(partnership: Partnership, found: AccountabilityMap) -> dict[str, Plain]:
    """Return the map as plain data; ends are called as in a graph, such as `partner/itu`."""
    return {
        "partnership": partnership.id,
        "on": str(found.on),
        "relations": [_edge_data(edge) for edge in found.edges],
        "kinds": dict(found.kinds.items()),
        "external": [edge.relation.id for edge in found.external],
        "gaps": {
            "no_external": not found.external,
            "answers_to_nobody": list(found.answers_to_nobody),
            "dead_ends": [
                {"partner": one.partner, "records": list(one.records)} for one in found.dead_ends
            ],
            "closed": list(found.closed),
            "on_paper": [edge.relation.id for edge in found.on_paper],
            "to_nobody": [edge.relation.id for edge in found.to_nobody],
        },
        "rings": [[*sorted(ring)] for ring in found.rings],
    }


def _edge_data(edge: Answering) -> dict[str, Plain]:
    relation = edge.relation
    return {
        "relation": relation.id,
        "by": node_name(edge.by),
        "to": node_name(edge.to),
        "kind": relation.kind,
        "for_what": relation.for_what,
        "mechanism": relation.mechanism or None,
        "formality": relation.formality,
        "use": edge.use,
        "last": None if edge.last is None else str(edge.last),
        "due": None if edge.due is None else str(edge.due),
    }


def mermaid(found: AccountabilityMap) -> str:
    """Return a Mermaid flowchart: relations on paper are dashed, partners that answer to nobody have a broken border.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.measures import accountability_map
        >>> empty = accountability_map(Partnership(id="p", name="P"), on=dt.date(2021, 1, 1))
        >>> print(mermaid(empty))
        flowchart LR
          e0(["The partnership as a whole"])
        <BLANKLINE>
    """
    ids = _ids(found)
    lines = ["flowchart LR"]
    for end, name in ids.items():
        shape = _SHAPES.get(end.kind, "(({}))")
        lines.append("  " + name + shape.format(f'"{mermaid_text(end.name)}"'))
    for edge in found.edges:
        arrow = "-.->" if edge.on_paper else "-->"
        label = mermaid_text(_label(edge))
        lines.append(f'  {ids[edge.by]} {arrow}|"{label}"| {ids[edge.to]}')
    silent = [ids[end] for end in found.partners if end.id in found.answers_to_nobody]
    if silent:
        lines.append("  classDef silent stroke:#b00020,stroke-width:3px,stroke-dasharray:5 5")
        lines.append(f"  class {','.join(silent)} silent")
    return "\n".join(lines) + "\n"


def dot(found: AccountabilityMap) -> str:
    """Return a Graphviz digraph, drawn as the flowchart is.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.measures import accountability_map
        >>> empty = accountability_map(Partnership(id="p", name="P"), on=dt.date(2021, 1, 1))
        >>> print(dot(empty).splitlines()[0])
        digraph accountability {
    """
    ids = _ids(found)
    silent = set(found.answers_to_nobody)
    lines = [
        "digraph accountability {",
        '  graph [rankdir=LR, fontname="Helvetica", nodesep=0.4, ranksep=1.2]',
        '  node [style=filled, fillcolor="#ffffff", fontname="Helvetica"]',
        '  edge [fontname="Helvetica", fontsize=10]',
    ]
    for end, name in ids.items():
        shape = _DOT_SHAPES.get(end.kind, "ellipse")
        style = "rounded,filled" if end == WHOLE else "filled"
        quiet = end.kind == "partner" and end.id in silent
        mark = ',dashed", color="#b00020", penwidth=2' if quiet else '"'
        lines.append(f'  {name} [label={dot_text(end.name)}, shape={shape}, style="{style}{mark}]')
    for edge in found.edges:
        style = "dashed" if edge.on_paper else "solid"
        label = dot_text(*_label(edge).split(", "))
        lines.append(f"  {ids[edge.by]} -> {ids[edge.to]} [label={label}, style={style}]")
    return "\n".join([*lines, "}"]) + "\n"


def _ids(found: AccountabilityMap) -> dict[End, str]:
    """Return ids of our own, since a partner may be called `end` or carry a hyphen."""
    return {end: f"e{index}" for index, end in enumerate(found.ends)}


def _label(edge: Answering) -> str:
    mark = {"never": ", never used", "overdue": ", overdue"}.get(edge.use, "")
    return f"{edge.relation.kind}{mark}"
