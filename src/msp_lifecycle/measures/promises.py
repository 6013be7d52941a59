"""Promises and what became of them: by commitment, by partner, and over time (S1:L229; S2:L41).

A commitment has fallen due once its day has passed, or once it was settled one way or the other. Only those are held
against anybody; a commitment without a due day that is still open is neither kept nor broken.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

import attrs

from msp_lifecycle.measures.rates import Rates, added
from msp_lifecycle.records import Commitment, Contribution, Partnership

Outcome = Literal["kept", "kept_late", "broken", "withdrawn", "released", "overdue", "open"]
OUTCOMES: tuple[Outcome, ...] = (
    "kept",
    "kept_late",
    "broken",
    "withdrawn",
    "released",
    "overdue",
    "open",
)


@attrs.frozen(kw_only=True)
class Promise:
    """What has become of one commitment by a day.

    Attributes:
        commitment: the record.
        outcome: `overdue` is still to be kept after its day; `open` is not due yet, or has no day.
        days_late: after its day, until it was kept or until today; 0 where it is not late or has no day.
        brought: contributions on record that keep it.
    """

    commitment: Commitment
    outcome: Outcome
    days_late: int = 0
    brought: tuple[Contribution, ...] = ()

    def money_share(self, rates: Rates | None = None) -> Fraction | None:
        """Return how much of the money promised was brought, 0 or more; None where no record says so.

        Args:
            rates: by which to convert what was brought in other currencies.

        Raises:
            CurrencyError: if something was brought in another currency and no rate is given for it.
        """
        promised = self.commitment.money
        brought = [one.money for one in self.brought if one.money is not None]
        if promised is None or not promised.amount or len(brought) < len(self._of_money()):
            return None
        _, total = added([promised, *brought], rates)
        asked = added([promised], rates)[1]
        return (total - asked) / asked

    def _of_money(self) -> list[Contribution]:
        return [one for one in self.brought if one.resource == "money" or one.money is not None]


@attrs.frozen(kw_only=True)
class Outcomes:
    """How many of some promises came to what.

    Attributes:
        counts: by outcome, with each of them.
    """

    counts: Mapping[Outcome, int]

    @classmethod
    def of(cls, promises: Iterable[Promise]) -> "Outcomes":
        """Count some promises."""
        counts: dict[Outcome, int] = dict.fromkeys(OUTCOMES, 0)
        for one in promises:
            counts[one.outcome] += 1
        return cls(counts=counts)

    @property
    def all(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def kept(self) -> int:
        """Those that were kept, in time or late."""
        return self.counts["kept"] + self.counts["kept_late"]

    @property
    def due(self) -> int:
        """Those that have fallen due: kept, broken, taken back or overdue; not those that others let go."""
        return self.kept + self.counts["broken"] + self.counts["withdrawn"] + self.counts["overdue"]

    @property
    def rate(self) -> Fraction | None:
        """The share of those due that were kept; None where none has fallen due.

        Examples:
            >>> Outcomes.of([]).rate is None
            True
        """
        return Fraction(self.kept, self.due) if self.due else None


@attrs.frozen(kw_only=True)
class PartnerPromises:
    """What one partner promised, and what became of it.

    Attributes:
        partner: who.
        active: whether it still belongs.
        promises: its own, in the order of the dossier.
        last_sign: last day on which it is on record as having done something; None if it never is.
        known_since: day from which its silence counts: it joined or, where no record says when, the partnership
            began; None where neither is on record.
    """

    partner: str
    active: bool
    promises: tuple[Promise, ...]
    last_sign: dt.date | None
    known_since: dt.date | None = None

    @property
    def outcomes(self) -> Outcomes:
        """How many of its promises came to what."""
        return Outcomes.of(self.promises)

    def silent_since(self, since: dt.date) -> bool | None:
        """Say whether it has been silent from a day on, having been there already.

        None where nothing that it did is on record, nor since when it takes part.
        """
        last = self.last_sign or self.known_since
        return None if last is None else last < since


def promises(partnership: Partnership, *, on: dt.date) -> tuple[Promise, ...]:
    """Return what has become of each commitment by a day.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Organisation, Partner
        >>> p = Partnership(
        ...     id="p",
        ...     name="P",
        ...     organisations=[Organisation(id="itu", name="ITU")],
        ...     partners=[Partner(id="itu", organisation="itu")],
        ...     commitments=[
        ...         Commitment(id="C", partner="itu", text="Map", due=dt.date(2021, 1, 1))
        ...     ],
        ... )
        >>> [(one.outcome, one.days_late) for one in promises(p, on=dt.date(2021, 1, 31))]
        [('overdue', 30)]
    """
    then = partnership.as_of(on)
    brought: dict[str, list[Contribution]] = {}
    for one in then.contributions:
        if one.commitment is not None:
            brought.setdefault(one.commitment, []).append(one)
    return tuple(_promise(one, on, tuple(brought.get(one.id, ()))) for one in then.commitments)


def _promise(one: Commitment, on: dt.date, brought: tuple[Contribution, ...]) -> Promise:
    until = one.fulfilled if one.status == "fulfilled" else on
    late = 0 if one.due is None or until is None else max((until - one.due).days, 0)
    outcome: Outcome
    if one.status == "fulfilled":
        outcome = "kept_late" if late else "kept"
    elif one.status in ("broken", "withdrawn", "released"):
        return Promise(commitment=one, outcome=one.status, brought=brought)
    else:
        outcome = "overdue" if late else "open"
    return Promise(commitment=one, outcome=outcome, days_late=late, brought=brought)


def by_partner(partnership: Partnership, *, on: dt.date) -> tuple[PartnerPromises, ...]:
    """Return for each partner what it promised, what became of it, and when it last showed a sign of life.

    Active partners come with or without a promise, those that have left only with one, in the order of the dossier.
    """
    then = partnership.as_of(on)
    made: dict[str, list[Promise]] = {}
    for one in promises(then, on=on):
        made.setdefault(one.commitment.partner, []).append(one)
    signs = last_signs(then, on=on)
    began = min((move.on for move in then.moves), default=None)
    return tuple(
        PartnerPromises(
            partner=one.id,
            active=one.active_on(on),
            promises=tuple(made.get(one.id, ())),
            last_sign=signs[one.id],
            known_since=one.joined or began,
        )
        for one in then.partners
        if one.id in made or one.active_on(on)
    )


def last_signs(partnership: Partnership, *, on: dt.date) -> dict[str, dt.date | None]:
    """Return the last day on which each partner is on record as having done something; None where it never is.

    What counts: joining, bringing a contribution, taking part in a decision or a meeting, being in touch with the
    process managers, signing, and making, confirming, beginning, keeping or taking back a commitment.
    """
    then = partnership.as_of(on)
    last: dict[str, dt.date | None] = {one.id: one.joined for one in then.partners}
    for partner, day in _signs(then):
        known = last[partner]
        if day is not None and (known is None or day > known):
            last[partner] = day
    return last


def _signs(then: Partnership) -> Iterable[tuple[str, dt.date | None]]:
    members = {one.organisation: one.id for one in then.partners}
    for one in then.contributions:
        yield one.partner, one.delivered
    for decision in then.decisions:
        for name in (*decision.present, *(ballot.partner for ballot in decision.ballots)):
            yield name, decision.on
    for meeting in then.meetings:
        for organisation in meeting.attendees:
            if organisation in members:
                yield members[organisation], meeting.on
    for contact in then.contacts:
        yield contact.partner, contact.on
    for agreement in then.agreements:
        for signature in agreement.signatures:
            yield signature.partner, signature.on
    for made in then.commitments:
        for day in (made.pledged, made.confirmed, made.started, made.fulfilled, made.withdrawn):
            yield made.partner, day


def over_time(partnership: Partnership, *, on: dt.date) -> tuple[tuple[dt.date, Outcomes], ...]:
    """Return how the promises stood at the end of each year, from the first one dated, and on the day itself.

    Each is counted as the records knew it on that day, so that nothing is known before it happened.
    """
    then = partnership.as_of(on)
    dated = [
        day
        for one in then.commitments
        for day in (one.pledged, one.confirmed, one.started, one.fulfilled, one.due)
        if day is not None and day <= on
    ]
    if not dated:
        return ((on, Outcomes.of(promises(then, on=on))),) if then.commitments else ()
    years = range(min(dated).year, on.year)
    days = [*(dt.date(year, 12, 31) for year in years), on]
    return tuple((day, Outcomes.of(promises(then, on=day))) for day in days)
