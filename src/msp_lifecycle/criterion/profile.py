"""Profiles: the thresholds that are ours or the user's, and how much each criterion counts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, get_args

import attrs

from msp_lifecycle.errors import LifecycleError, UnknownName

Requirement = Literal["must", "should", "info"]
"""How much a criterion counts: a must closes a guard, a should is pointed out, an info is reported."""

REQUIREMENTS: tuple[Requirement, ...] = get_args(Requirement)
Unit = Literal["share", "days", "months", "number", "points", "fte"]


def _decimal(value: Decimal | int | str) -> Decimal:
    return Decimal(value)


@attrs.frozen(kw_only=True)
class Threshold:
    """A number that no source gives, with the value proposed for each shipped profile.

    Attributes:
        name: by which criteria read it.
        unit: of its values.
        light: for local and informal partnerships.
        standard: for most.
        strict: for global, formal or contested ones.
        meaning: what it bounds, in one sentence.
    """

    name: str
    unit: Unit
    light: Decimal = attrs.field(converter=_decimal)
    standard: Decimal = attrs.field(converter=_decimal)
    strict: Decimal = attrs.field(converter=_decimal)
    meaning: str


@attrs.frozen(kw_only=True)
class Limit:
    """One threshold in force.

    Attributes:
        name: by which criteria read it.
        value: in the unit.
        unit: of the value.
        meaning: what it bounds.
    """

    name: str
    value: Decimal = attrs.field(converter=_decimal)
    unit: Unit
    meaning: str = ""


@attrs.frozen(kw_only=True)
class Profile:
    """Thresholds and required levels.

    Attributes:
        name: by which it is chosen.
        title: for whom it is meant.
        limits: thresholds in force, by name.
        requirements: criteria that count more or less than by default, by code.
        blocking: requirements that close a guard.
        choices: the side taken in each tension that somebody has decided, by the name of the tension.
    """

    name: str
    title: str = ""
    limits: Mapping[str, Limit]
    requirements: Mapping[str, Requirement] = attrs.field(factory=dict[str, Requirement])
    blocking: frozenset[Requirement] = frozenset(("must",))
    choices: Mapping[str, str] = attrs.field(factory=dict[str, str])

    def limit(self, name: str) -> Limit:
        """Return a threshold.

        Raises:
            UnknownName: if the profile has none of that name.
        """
        try:
            return self.limits[name]
        except KeyError:
            raise UnknownName("threshold", name, sorted(self.limits)) from None

    def customised(
        self,
        name: str,
        limits: Mapping[str, Decimal | int | str] | None = None,
        requirements: Mapping[str, Requirement] | None = None,
        blocking: frozenset[Requirement] | None = None,
    ) -> "Profile":
        """Return a profile of one's own: this one with some thresholds or requirements changed.

        Raises:
            UnknownName: if a threshold is named that this profile does not have.
            LifecycleError: if a requirement is none of must, should and info.

        Examples:
            >>> from msp_lifecycle.criteria import STANDARD_PROFILE
            >>> STANDARD_PROFILE.customised("ours", limits={"largest_funder_share": "0.7"}).limit(
            ...     "largest_funder_share"
            ... ).value
            Decimal('0.7')
        """
        changed = dict(self.limits)
        for key, value in (limits or {}).items():
            changed[key] = attrs.evolve(self.limit(key), value=Decimal(value))
        for code, requirement in (requirements or {}).items():
            if requirement not in REQUIREMENTS:
                raise LifecycleError(name, [f"{code}: no requirement {requirement!r}"])
        return attrs.evolve(
            self,
            name=name,
            limits=changed,
            requirements={**self.requirements, **(requirements or {})},
            blocking=self.blocking if blocking is None else blocking,
        )
