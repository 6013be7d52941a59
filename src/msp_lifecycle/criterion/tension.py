"""Tensions: where the sources pull in two directions, a choice between named sides, each a change to a profile."""

from collections.abc import Mapping
from decimal import Decimal

import attrs

from msp_lifecycle.criterion.profile import Requirement
from msp_lifecycle.errors import UnknownName


@attrs.frozen(kw_only=True)
class Side:
    """One side of a tension, and what a profile asks for that takes it.

    Attributes:
        name: by which it is chosen.
        title: what it holds, in one sentence without a full stop.
        source: seed and paragraph.
        requirements: criteria that count more or less than by default, by code.
        limits: thresholds that differ, in their own unit.
    """

    name: str
    title: str
    source: str
    requirements: Mapping[str, Requirement]
    limits: Mapping[str, Decimal | int | str] = attrs.field(
        factory=dict[str, "Decimal | int | str"]
    )


@attrs.frozen(kw_only=True)
class Tension:
    """A question that the sources answer in two ways.

    Attributes:
        name: by which it is called.
        title: the question.
        handling: what the library does as long as nobody has chosen.
        sides: the answers.
    """

    name: str
    title: str
    handling: str
    sides: tuple[Side, ...]

    def side(self, name: str) -> Side:
        """Return a side.

        Raises:
            UnknownName: if the tension has none of that name.
        """
        for one in self.sides:
            if one.name == name:
                return one
        raise UnknownName(f"side of {self.name}", name, [one.name for one in self.sides])
