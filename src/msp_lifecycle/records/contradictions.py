"""Votes that contradict what else is on record: given twice, to a mere observer, or to a seat without a vote.

Looking back never makes a contradiction: where there is one on some day, there is one in the whole.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msp_lifecycle.records.governance import Body, DecisionRule, Seat, Voter

if TYPE_CHECKING:
    from msp_lifecycle.records.partnership import Partnership


def contradictions(partnership: "Partnership") -> Iterator[tuple[str, str]]:
    """Yield every vote that contradicts another record, as its path and a sentence that names both places."""
    observers = {
        partner.id: f"partners[{index}]"
        for index, partner in enumerate(partnership.partners)
        if partner.status == "observer"
    }
    bodies = {body.id: (index, _seats(body)) for index, body in enumerate(partnership.bodies)}
    for number, rule in enumerate(partnership.decision_rules):
        here = f"decision_rules[{number}].electorate"
        yield from _given_twice(rule, here)
        for place, voter in enumerate(rule.electorate):
            if voter.partner in observers:
                where = observers[voter.partner]
                yield (
                    f"{here}[{place}]",
                    f"gives a vote to {voter.partner!r}, an observer ({where})",
                )
            if rule.body in bodies:
                yield from _seated_without(voter, f"{here}[{place}]", *bodies[rule.body])


def _given_twice(rule: DecisionRule, here: str) -> Iterator[tuple[str, str]]:
    seen: dict[str, list[int]] = {}
    for place, voter in enumerate(rule.electorate):
        earlier = seen.setdefault(voter.partner, [])
        for other in earlier:
            if _overlap(voter, rule.electorate[other]):
                second = f"gives {voter.partner!r} a second vote beside {here}[{other}]"
                yield f"{here}[{place}]", f"{second}; give it one that weighs as much as both"
        earlier.append(place)


Places = dict[str | None, list[tuple[int, Seat]]]
"""The seats of each partner in a body, each with its place in the list."""


def _seats(body: Body) -> Places:
    found: Places = {}
    for place, seat in enumerate(body.members):
        found.setdefault(seat.partner, []).append((place, seat))
    return found


def _seated_without(
    voter: Voter, here: str, index: int, seats: Places
) -> Iterator[tuple[str, str]]:
    own = seats.get(voter.partner, [])
    silent = [(place, seat) for place, seat in own if seat.kind in ("non_voting", "observer")]
    if not silent:
        return
    may_vote = [seat for _, seat in own if seat.kind in ("voting", None)]
    for place, seat in silent:
        if any(
            _on(voter, day) and _on(seat, day) and not any(_on(one, day) for one in may_vote)
            for day in _days([voter, *(each for _, each in own)])
        ):
            where = f"bodies[{index}].members[{place}]"
            yield here, f"gives a vote to {voter.partner!r}, whose seat has none ({where})"
            return


def _overlap(one: Voter, other: Voter) -> bool:
    return any(_on(one, day) and _on(other, day) for day in _days([one, other]))


def _days(held: Iterable[Voter | Seat]) -> set[dt.date]:
    """Return the days on which anything could change, and the first of all."""
    bounds = (day for one in held for day in (one.since, one.until))
    return {dt.date.min, *(day for day in bounds if day is not None)}


def _on(one: Voter | Seat, day: dt.date) -> bool:
    begun = one.since is None or one.since <= day
    return begun and (one.until is None or day < one.until)
