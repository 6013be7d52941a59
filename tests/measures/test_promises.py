"""Promises: what counts as due, what as kept, and who has fallen silent."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_lifecycle.errors import CurrencyError
from msp_lifecycle.measures import (
    Outcomes,
    Rate,
    Rates,
    by_partner,
    last_signs,
    money_by_partner,
    money_of,
    over_time,
    promises,
)
from msp_lifecycle.records import (
    Agreement,
    Ballot,
    Commitment,
    Contact,
    Contribution,
    Decision,
    Meeting,
    Money,
    Move,
    Organisation,
    Partner,
    Partnership,
    Signature,
)
from msp_lifecycle.testing import partnerships

DAY = dt.date(2021, 6, 1)
DUE = dt.date(2021, 5, 1)
LATE, EARLY, LATER = dt.date(2021, 5, 20), dt.date(2021, 4, 1), dt.date(2022, 1, 1)


def made(**given: Any) -> Commitment:
    return Commitment(**{"id": "C", "partner": "a", "text": "T", **given})


def with_(*commitments: Commitment, **given: Any) -> Partnership:
    return Partnership(
        id="p",
        name="P",
        organisations=[Organisation(id=one, name=one) for one in "ab"],
        partners=[
            Partner(id="a", organisation="a"),
            Partner(id="b", organisation="b", left=given.pop("left", None)),
        ],
        commitments=commitments,
        **given,
    )


OUTCOMES = [
    ("in time", {"due": DUE, "fulfilled": DUE}, "kept", 0),
    ("late", {"due": DUE, "fulfilled": LATE}, "kept_late", 19),
    ("no day", {"fulfilled": LATE}, "kept", 0),
    ("open, no day", {}, "open", 0),
    ("not due yet", {"due": DAY}, "open", 0),
    ("overdue", {"due": DUE}, "overdue", 31),
    ("kept after the day asked about", {"due": DUE, "fulfilled": LATER}, "overdue", 31),
    ("broken", {"due": DUE, "broken": LATE}, "broken", 0),
    ("taken back", {"due": DUE, "withdrawn": EARLY}, "withdrawn", 0),
    ("let go", {"due": DUE, "released": LATE}, "released", 0),
]


@pytest.mark.parametrize(
    ("given", "outcome", "late"), [one[1:] for one in OUTCOMES], ids=[one[0] for one in OUTCOMES]
)
def test_what_became_of_it(given: dict[str, Any], outcome: str, late: int) -> None:
    """Told by its days, as they were known on the day."""
    (found,) = promises(with_(made(**given)), on=DAY)
    assert (found.outcome, found.days_late) == (outcome, late)


def test_only_what_has_fallen_due_is_held_against_anybody() -> None:
    """Open promises and those that others let go count neither way."""
    all_ = [made(id=f"C{i}", **one[1]) for i, one in enumerate(OUTCOMES)]
    outcomes = Outcomes.of(promises(with_(*all_), on=DAY))
    assert (outcomes.all, outcomes.due, outcomes.kept) == (10, 7, 3)
    assert outcomes.rate == Fraction(3, 7)
    assert Outcomes.of(promises(with_(made()), on=DAY)).rate is None


def test_partners_with_and_without_promises() -> None:
    """Active ones in any case; one that has left where it left a promise behind."""
    left = with_(made(partner="b"), left=DUE)
    assert [(one.partner, one.active) for one in by_partner(left, on=DAY)] == [
        ("a", True),
        ("b", False),
    ]
    assert [one.partner for one in by_partner(with_(made(), left=DUE), on=DAY)] == ["a"]


SIGNS: dict[str, dict[str, Any]] = {
    "a contribution": {"contributions": [Contribution(id="K", partner="b", delivered=DUE, resource="knowledge")]},
    "presence": {"decisions": [Decision(id="D", question="Q", on=DUE, present=["b"])]},
    "a ballot": {"decisions": [Decision(id="D", question="Q", on=DUE, ballots=[Ballot(partner="b", choice="no")])]},
    "a meeting": {"meetings": [Meeting(id="M", on=DUE, attendees=["b"])]},
    "a contact": {"contacts": [Contact(id="X", partner="b", on=DUE)]},
    "a signature": {"agreements": [Agreement(id="A", kind="mou", signatures=[Signature(partner="b", on=DUE)])]},
    "a promise": {"commitments": [made(partner="b", pledged=DUE)]},
}  # fmt: skip


@pytest.mark.parametrize("given", SIGNS.values(), ids=SIGNS)
def test_signs_of_life(given: dict[str, Any]) -> None:
    """Anything that a partner does on a day; nothing that is still to come."""
    p = with_().evolved(**given)
    assert last_signs(p, on=DAY) == {"a": None, "b": DUE}
    assert last_signs(p, on=EARLY)["b"] is None
    _, b = by_partner(p, on=DAY)
    assert not b.silent_since(DUE)
    assert b.silent_since(DUE + dt.timedelta(1))


def test_nobody_is_silent_for_longer_than_it_was_there() -> None:
    """Silence counts from the day a partner joined; where no record says, from the start; else it is unknown."""
    start = dt.date(2020, 8, 1)
    moves = [Move(kind="start", on=start, to="initiation")]
    a, _ = by_partner(with_().evolved(moves=moves), on=DAY)
    assert (a.last_sign, a.known_since) == (None, start)
    assert a.silent_since(start) is False
    assert a.silent_since(start + dt.timedelta(1)) is True
    a, _ = by_partner(with_(), on=DAY)
    assert a.known_since is None
    assert a.silent_since(DAY) is None


@given(partnerships(having=["partners"]), st.dates(dt.date(2018, 1, 1), dt.date(2026, 1, 1)))
def test_silence_is_no_longer_than_membership(p: Partnership, on: dt.date) -> None:
    """Of every partnership: who joined within a time has not been silent all through it."""
    joined = {one.id: one.joined for one in p.as_of(on).partners}
    for one in by_partner(p, on=on):
        day = joined[one.partner]
        assert day is None or not one.silent_since(day)


def test_over_time() -> None:
    """At the end of each year what was known then, and the day itself last."""
    p = with_(made(due=dt.date(2019, 6, 1), pledged=dt.date(2019, 1, 1), fulfilled=EARLY))
    told = [(str(day), one.rate) for day, one in over_time(p, on=DAY)]
    assert told == [("2019-12-31", 0), ("2020-12-31", 0), ("2021-06-01", 1)]
    assert over_time(with_(), on=DAY) == ()
    assert [day for day, _ in over_time(with_(made()), on=DAY)] == [DAY]


def test_money_promised_and_brought() -> None:
    """By currency, or in one with a rate; a sum that nobody wrote down is named."""
    eur, usd = (Money(amount=100, currency=one) for one in ("EUR", "USD"))
    p = with_(
        made(id="C1", money=eur),
        made(id="C2", resource="money"),
        made(id="C3", money=eur, broken=DUE),
        contributions=[
            Contribution(id="K", partner="a", commitment="C1", resource="money", money=usd)
        ],
    )
    told = [(one.currency, one.promised, one.brought) for one in money_by_partner(p, on=DAY)]
    assert told == [("EUR", 100, 0), ("USD", 0, 100)]
    with pytest.raises(CurrencyError):
        money_of(p, "a", on=DAY)
    rates = Rates([Rate.parse("USD=0.5EUR@2021-01-01:ECB")])
    (one,) = money_by_partner(p, on=DAY, rates=rates)
    assert (one.promised, one.brought, one.unknown) == (100, 50, ("commitments/C2",))
    first = promises(p, on=DAY)[0]
    assert first.money_share(rates) == Fraction(1, 2)
    with pytest.raises(CurrencyError):
        first.money_share()


@given(partnerships(having=["commitments"]), st.dates(dt.date(2017, 1, 1), dt.date(2027, 1, 1)))
def test_every_promise_is_counted_once(p: Partnership, on: dt.date) -> None:
    """Partners' promises are all promises; kept are due; asked of the past, the past answers."""
    then = p.as_of(on)
    all_ = promises(p, on=on)
    assert [one.commitment for one in all_] == list(then.commitments)
    assert sum(one.outcomes.all for one in by_partner(p, on=on)) == len(all_)
    outcomes = Outcomes.of(all_)
    assert outcomes.kept <= outcomes.due <= outcomes.all
    assert promises(then, on=on) == all_
