"""The kind of a partnership as a compact vector, and the ideal type it is nearest to (S0:L12; S1:L24, L26).

Each dimension stands for itself. An ideal type is a point to measure from and no pigeonhole: what comes out is a
distance to each, with what agrees and what does not.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

import attrs

from msp_lifecycle.records import Partnership

Value = str | frozenset[str]
"""What is known of a dimension: one value, or several where it can have several."""

ORDERED: Mapping[str, tuple[str, ...]] = {
    "ambition": ("project", "strategic"),
    "time_horizon": ("short_term", "time_bound", "long_term"),
    "thematic_breadth": ("single_issue", "multi_issue", "holistic"),
    "partner_scope": ("single_private_partner", "specific_group", "wide_range"),
    "steering_mode": ("decentralised", "centrally_supported", "central_entity"),
    "formality": ("informal", "mixed", "formal"),
    "engagement_depth": ("individual", "unit", "management", "whole_organisation"),
    "contention": ("low", "medium", "high"),
    "size": ("few", "some", "many"),
}
"""Dimensions whose values lie on a line, from one end to the other; a step is an equal part of it."""

DIMENSIONS = (
    "purposes",
    "ambition",
    "orientation",
    "mode",
    "network_kind",
    "levels",
    "time_horizon",
    "thematic_breadth",
    "partner_scope",
    "initiation_mode",
    "steering_mode",
    "formality",
    "engagement_depth",
    "contention",
    "size",
    "entity",
)
"""The dimensions TYP-1 to TYP-15; orientation and mode are the two halves of TYP-3."""

FEW, SOME = 4, 15
"""Active partners up to which there are few, and from which on there are many."""


@attrs.frozen(kw_only=True)
class Kind:
    """What kind a partnership is, dimension by dimension; what nobody wrote down is not there.

    Attributes:
        values: what is known, by dimension.
    """

    values: Mapping[str, Value]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The dimensions of which nothing is on record."""
        return tuple(name for name in DIMENSIONS if name not in self.values)


@attrs.frozen(kw_only=True)
class IdealType:
    """A broad type that practice can be shared by (S1:L24).

    Attributes:
        name: by which it is called.
        title: what it is, in a few words.
        source: seed and paragraph.
        values: what it is like, in the dimensions that make it up.
    """

    name: str
    title: str
    source: str
    values: Mapping[str, Value]


@attrs.frozen(kw_only=True)
class Nearness:
    """How far a partnership is from an ideal type.

    Attributes:
        type: the ideal type.
        distance: mean difference over the dimensions compared, from 0 (the same) to 1; None where none can be compared.
        agrees: dimensions in which they are the same.
        differs: dimensions in which they are not, with how far apart they are, 0 to 1.
        unknown: dimensions of the type of which nothing is on record.
    """

    type: IdealType
    distance: Fraction | None
    agrees: tuple[str, ...]
    differs: Mapping[str, Fraction]
    unknown: tuple[str, ...]

    @property
    def compared(self) -> int:
        """How many dimensions the distance rests on."""
        return len(self.agrees) + len(self.differs)


def _several(*values: str) -> frozenset[str]:
    return frozenset(values)


IDEAL_TYPES = (
    IdealType(
        name="project",
        title="A project partnership on the ground",
        source="S3:¶48, ¶76",
        values={
            "purposes": _several("operational_delivery"),
            "ambition": "project",
            "mode": "operational",
            "levels": _several("local"),
            "time_horizon": "time_bound",
            "thematic_breadth": "single_issue",
            "partner_scope": "single_private_partner",
            "initiation_mode": "bottom_up",
            "steering_mode": "decentralised",
            "size": "few",
        },
    ),
    IdealType(
        name="strategic",
        title="A strategic partnership in a country or region",
        source="S3:¶15, ¶76, ¶88",
        values={
            "purposes": _several(
                "policy_dialogue", "mobilising_private_funds", "operational_delivery"
            ),
            "ambition": "strategic",
            "levels": _several("national", "regional"),
            "time_horizon": "long_term",
            "thematic_breadth": "multi_issue",
            "partner_scope": "specific_group",
            "initiation_mode": "top_down",
            "steering_mode": "centrally_supported",
            "size": "some",
        },
    ),
    IdealType(
        name="global_strategic",
        title="A global strategic partnership around a hub",
        source="S3:¶76",
        values={
            "purposes": _several(
                "policy_dialogue", "advocacy", "mobilising_private_funds", "operational_delivery"
            ),
            "ambition": "strategic",
            "levels": _several("global"),
            "time_horizon": "long_term",
            "partner_scope": "wide_range",
            "initiation_mode": "top_down",
            "steering_mode": "central_entity",
            "formality": "formal",
            "size": "many",
        },
    ),
    IdealType(
        name="negotiation",
        title="A network that negotiates policy",
        source="S1:L26, L155; S3:¶14",
        values={
            "purposes": _several("policy_dialogue"),
            "orientation": "process",
            "network_kind": "negotiation",
            "levels": _several("global"),
            "partner_scope": "wide_range",
            "contention": "high",
        },
    ),
    IdealType(
        name="learning_and_advocacy",
        title="An informal network that learns and speaks up",
        source="S1:L26; S3:¶14",
        values={
            "purposes": _several("advocacy", "information_learning"),
            "orientation": "process",
            "mode": "advocacy",
            "network_kind": "knowledge",
            "partner_scope": "wide_range",
            "steering_mode": "decentralised",
            "formality": "informal",
        },
    ),
)
"""Few and broad on purpose: a fine grid would break up what can be learned from (S0:L12, S1:L24)."""


def kind_of(partnership: Partnership) -> Kind:
    """Return the kind of a partnership, as far as it is on record.

    The size is counted from the active partners: few up to 4, many from 15 on.

    Examples:
        >>> from msp_lifecycle.records import Typology
        >>> p = Partnership(id="p", name="P", typology=Typology(ambition="project"))
        >>> kind_of(p).values["ambition"]
        'project'
    """
    typology = partnership.typology
    values: dict[str, Value] = {}
    for name in DIMENSIONS:
        found = cast("str | tuple[str, ...] | None", getattr(typology, name, None))
        if found:
            values[name] = frozenset(found) if isinstance(found, tuple) else found
    count = sum(1 for one in partnership.partners if one.active)
    if count:
        values["size"] = "few" if count <= FEW else "some" if count < SOME else "many"
    return Kind(values=values)


def nearness(kind: Kind) -> tuple[Nearness, ...]:
    """Return how far a kind is from each ideal type, the nearest first.

    Types that can be compared in fewer than three dimensions come after the others, since so few say little. Of two
    that are as near, the one that rests on more dimensions comes first.

    Examples:
        >>> village = {"ambition": "project", "size": "few", "steering_mode": "decentralised"}
        >>> nearest = nearness(Kind(values=village))[0]
        >>> nearest.type.name, nearest.distance
        ('project', Fraction(0, 1))
    """
    found = [_nearness(kind, one) for one in IDEAL_TYPES]
    return tuple(sorted(found, key=_nearest_first))


def _nearest_first(one: Nearness) -> tuple[bool, Fraction, int]:
    return (one.compared < _TOO_FEW, one.distance or Fraction(0), -one.compared)


_TOO_FEW = 3
"""Dimensions below which a distance says little."""


def _nearness(kind: Kind, ideal: IdealType) -> Nearness:
    gaps = {
        name: gap_between(name, kind.values[name], value)
        for name, value in ideal.values.items()
        if name in kind.values
    }
    return Nearness(
        type=ideal,
        distance=sum(gaps.values(), Fraction(0)) / len(gaps) if gaps else None,
        agrees=tuple(name for name, gap in gaps.items() if not gap),
        differs={name: gap for name, gap in gaps.items() if gap},
        unknown=tuple(name for name in ideal.values if name not in kind.values),
    )


def gap_between(dimension: str, one: Value, other: Value) -> Fraction:
    """Return how far two values of a dimension are apart, 0 to 1.

    Several values by the share that only one of the two has; values on a line by the steps between them; others 0 or 1.

    Examples:
        >>> gap_between("contention", "low", "medium")
        Fraction(1, 2)
        >>> gap_between("levels", frozenset({"local"}), frozenset({"local", "national"}))
        Fraction(1, 2)
    """
    if isinstance(one, frozenset) or isinstance(other, frozenset):
        mine, theirs = frozenset(_as_set(one)), frozenset(_as_set(other))
        return 1 - Fraction(len(mine & theirs), len(mine | theirs) or 1)
    if dimension in ORDERED:
        line = ORDERED[dimension]
        return Fraction(abs(line.index(one) - line.index(other)), len(line) - 1)
    return Fraction(one != other)


def _as_set(value: Value) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset((value,))
