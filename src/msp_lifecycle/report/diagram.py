"""Diagrams of a lifecycle, with the phase a partnership is in marked: Mermaid and Graphviz DOT.

Names come from users, so everything is escaped for the format it goes into, and ids are ours.
"""

import re
from collections.abc import Iterator

from msp_lifecycle.lifecycle import Lifecycle, MoveRule
from msp_lifecycle.records import Position
from msp_lifecycle.report.safe import plain

_DASHES = {"active": "", "paused": "5 5", "suspended": "5 5", "ended": "2 4"}
"""How the border of the phase is drawn in Mermaid, so that a halt shows without colour."""
_BORDERS = {"active": "", "paused": ",dashed", "suspended": ",dashed", "ended": ",dotted"}
"""The same in DOT."""


def mermaid(lifecycle: Lifecycle, position: Position | None = None) -> str:
    """Return a Mermaid state diagram.

    Args:
        lifecycle: to draw.
        position: where a partnership stands, if one is to be marked.

    Examples:
        >>> from msp_lifecycle.lifecycles import STANDARD
        >>> print(mermaid(STANDARD).splitlines()[0])
        stateDiagram-v2
    """
    ids = _ids(lifecycle)
    lines = ["stateDiagram-v2", "  direction TB"]
    lines += [
        f'  state "{mermaid_text(phase.title)}" as {ids[phase.name]}' for phase in lifecycle.phases
    ]
    for rule in _between_phases(lifecycle):
        source = "[*]" if rule.source is None else ids[rule.source]
        lines.append(f"  {source} --> {ids[str(rule.to)]} : {mermaid_text(_label(rule))}")
    lines += [f"  {ids[name]} --> [*] : end" for name in _may_end(lifecycle)]
    if _anywhere(lifecycle):
        lines.append(f"  note right of phase0 : {_anywhere(lifecycle)}")
    if position is not None and position.phase in ids:
        lines += _mermaid_mark(ids[position.phase], position)
    return "\n".join(lines) + "\n"


def _mermaid_mark(phase: str, position: Position) -> Iterator[str]:
    dashes = _DASHES[position.standing]
    border = f",stroke-dasharray:{dashes}" if dashes else ""
    # In a note Mermaid shows its entities as they are; there is no text of a user in this one.
    yield f"  note left of {phase} : {_here(position)}"
    yield f"  classDef here fill:#ffd966,stroke:#000000,stroke-width:4px,color:#000000{border}"
    yield f"  class {phase} here"


def dot(lifecycle: Lifecycle, position: Position | None = None) -> str:
    """Return a Graphviz digraph.

    Args:
        lifecycle: to draw.
        position: where a partnership stands, if one is to be marked.

    Examples:
        >>> from msp_lifecycle.lifecycles import STANDARD
        >>> print(dot(STANDARD).splitlines()[0])
        digraph "standard" {
    """
    ids = _ids(lifecycle)
    lines = [
        f"digraph {dot_text(lifecycle.name)} {{",
        '  graph [rankdir=TB, fontname="Helvetica", fontsize=10, nodesep=0.6, labelloc=b]',
        f"  label={dot_text(_anywhere(lifecycle))}",
        '  node [shape=box, style="rounded,filled", fillcolor="#ffffff", fontname="Helvetica"]',
        '  edge [fontname="Helvetica", fontsize=10]',
        '  begin [shape=circle, style=filled, fillcolor=black, label="", width=0.2]',
        '  over [shape=doublecircle, style=filled, fillcolor=black, label="", width=0.15]',
    ]
    lines += [
        f"  {ids[one.name]} [{_node(one.title, one.name, position)}]" for one in lifecycle.phases
    ]
    for rule in _between_phases(lifecycle):
        source = "begin" if rule.source is None else ids[rule.source]
        style = "dashed" if rule.kind == "loop_back" else "solid"
        label = dot_text(_label(rule))
        lines.append(f"  {source} -> {ids[str(rule.to)]} [label={label}, style={style}]")
    lines += [f"  {ids[name]} -> over [label=end, style=dotted]" for name in _may_end(lifecycle)]
    return "\n".join([*lines, "}"]) + "\n"


def _node(title: str, name: str, position: Position | None) -> str:
    if position is None or position.phase != name:
        return f"label={dot_text(title)}"
    style = f"rounded,filled{_BORDERS[position.standing]}"
    label = dot_text(title, _here(position))
    return f'label={label}, style="{style}", fillcolor="#ffd966", penwidth=3'


def _ids(lifecycle: Lifecycle) -> dict[str, str]:
    """Return ids of our own, since a phase may be called `state` or carry a hyphen."""
    return {phase.name: f"phase{index}" for index, phase in enumerate(lifecycle.phases)}


def _between_phases(lifecycle: Lifecycle) -> Iterator[MoveRule]:
    return (rule for rule in lifecycle.moves if rule.to is not None)


def _may_end(lifecycle: Lifecycle) -> list[str]:
    """Return the phases from which a partnership may end, in their order."""
    ends = [rule.source for rule in lifecycle.moves if rule.kind == "end"]
    return [name for name in lifecycle.order if name in ends or None in ends]


def _anywhere(lifecycle: Lifecycle) -> str:
    """Say which moves leave the phase as it is and can be made from every one."""
    kinds = [one.kind for one in lifecycle.moves if one.to is None and one.source is None]
    named = [kind for kind in kinds if kind != "end"]
    return f"From every phase also {', '.join(named)}" if named else ""


def _label(rule: MoveRule) -> str:
    kind = rule.kind.replace("_", "-")
    musts = sum(item.requirement == "must" for item in rule.guard.items) if rule.guard else 0
    return f"{kind} ({musts} required)" if musts else kind


def _here(position: Position) -> str:
    since = f" since {position.phase_since}" if position.phase_since else ""
    if position.standing == "active":
        return f"here{since}"
    reason = f" ({position.reason.replace('_', ' ')})" if position.reason else ""
    word = "on" if position.standing == "ended" else "since"
    return f"here{since}, {position.standing} {word} {position.standing_since}{reason}"


def mermaid_text(text: str) -> str:
    """Escape what Mermaid would read as markup, by its own numeric entities."""
    escaped = "".join(
        char if char.isalnum() or char in " .,()-" else f"#{ord(char)};" for char in plain(text)
    )
    # `direction LR` turns the diagram round wherever it stands, in quotes as well.
    return re.sub("(direction) ", r"\1#32;", escaped, flags=re.IGNORECASE)


def dot_text(*lines: str) -> str:
    """Return lines as a quoted string of DOT, which reads entities of HTML in it."""
    escaped = (
        plain(line).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
        for line in lines
    )
    return '"' + "\\n".join(escaped) + '"'
