"""The case before a criterion: the partnership as it was on a day, and the thresholds in force."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

import attrs

from msp_lifecycle.criterion.profile import Profile
from msp_lifecycle.records import (
    Body,
    Move,
    Organisation,
    Partner,
    Partnership,
    Secretariat,
    StakeholderGroup,
    Validity,
    position_after,
    validity,
)
from msp_lifecycle.records.governance import Decision

T = TypeVar("T")


@attrs.frozen(eq=False, slots=False)  # for what it remembers of itself
class Case:
    """What a criterion reads, and nothing else: no clock, no file, no randomness.

    Attributes:
        partnership: as of the day.
        on: the day.
        profile: the thresholds in force.
        told: the history in the four phases, where the partnership follows a lifecycle with phases of its own.
    """

    partnership: Partnership
    on: dt.date
    profile: Profile
    told: tuple[Move, ...] | None = None

    @property
    def moves(self) -> tuple[Move, ...]:
        """The history in the four phases, whatever lifecycle the partnership follows."""
        return self.partnership.moves if self.told is None else self.told

    def limit(self, name: str) -> Decimal:
        """Return a threshold of the profile, in its own unit."""
        return self.profile.limit(name).value

    def cutoff(self, name: str) -> dt.date:
        """Return the day that lies a threshold of days or months before the day of the case."""
        limit = self.profile.limit(name)
        if limit.unit == "months":
            return months_before(self.on, int(limit.value))
        return dt.date.fromordinal(max(1, self.on.toordinal() - int(limit.value)))

    @cached_property
    def partners(self) -> tuple[Partner, ...]:
        """The active partners."""
        return tuple(partner for partner in self.partnership.partners if partner.active)

    @cached_property
    def partner_ids(self) -> frozenset[str]:
        """The ids of the active partners."""
        return frozenset(partner.id for partner in self.partners)

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Every organisation by id."""
        return {one.id: one for one in self.partnership.organisations}

    def organisation_of(self, partner: Partner) -> Organisation:
        """Return the organisation behind a partner."""
        return self.organisations[partner.organisation]

    @cached_property
    def core_group(self) -> tuple[Partner, ...]:
        """The active partners of the core group: marked so, or seated in a body of that kind."""
        seated = {
            seat.partner
            for body in self.bodies
            if body.kind == "core_group"
            for seat in body.members
            if seat.until is None
        }
        return tuple(one for one in self.partners if one.core_group or one.id in seated)

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies that have not been dissolved."""
        return tuple(body for body in self.partnership.bodies if body.dissolved is None)

    @cached_property
    def primary_groups(self) -> tuple[StakeholderGroup, ...]:
        """The stakeholder groups that are directly affected."""
        return tuple(group for group in self.partnership.stakeholder_groups if group.primary)

    @cached_property
    def key_groups(self) -> tuple[StakeholderGroup, ...]:
        """The groups that must not be missing: primary ones, decision-makers, and those strong in influence and affectedness."""
        return tuple(
            group
            for group in self.partnership.stakeholder_groups
            if group.primary
            or group.decision_maker
            or (group.influence == "high" and group.affectedness == "high")
        )

    @cached_property
    def secretariat(self) -> Secretariat | None:
        """The secretariat at work, the latest to have started."""
        at_work = [one for one in self.partnership.secretariats if one.ended is None]
        return max(at_work, key=lambda one: (one.started or dt.date.min, one.id), default=None)

    @cached_property
    def adopted(self) -> tuple[Decision, ...]:
        """The decisions that were adopted."""
        return tuple(one for one in self.partnership.decisions if one.outcome == "adopted")

    def validity(self, decision: Decision) -> Validity:
        """Say whether a decision is valid under the partners' own rule."""
        return validity(self.partnership, decision)

    def entered(self, phase: str) -> dt.date | None:
        """Return the day on which a phase was first entered; None if it never was."""
        return next((move.on for move in self.moves if move.to == phase), None)

    @property
    def phase(self) -> str | None:
        """Which of the four phases the partnership is in; None before it has started."""
        if self.told is None:
            return self.partnership.position.phase
        return position_after(self.told).phase


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month some months earlier, or that month's last day.

    Examples:
        >>> months_before(dt.date(2024, 3, 31), 1)
        datetime.date(2024, 2, 29)
    """
    from calendar import monthrange  # brings all of locale along, which few need

    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    if year < 1:
        return dt.date.min
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def share(part: Iterable[T], whole: Iterable[T]) -> Decimal:
    """Return how much of a whole a part is, 0 to 1; an empty whole counts as covered."""
    parts, wholes = len(list(part)), len(list(whole))
    return Decimal(parts) / wholes if wholes else Decimal(1)
