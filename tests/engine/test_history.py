"""The moves as a timeline, and whether a partnership has fallen silent."""

import datetime as dt

import pytest
from lives import DAY, HEALTHY_LIFE, after, healthy_until, small

import msp_lifecycle as msp
from msp_lifecycle.engine import Stay
from msp_lifecycle.records import (
    Contribution,
    Decision,
    Meeting,
    Move,
    Partner,
    Partnership,
    Report,
)

START = Move(kind="start", on=DAY, to="idea")
PAUSE = Move(kind="pause", on=after(10))
RESUME = Move(kind="resume", on=after(10))
TO_WORK = Move(kind="advance", on=after(30), to="work")


def test_each_move_begins_a_stay() -> None:
    """A stay lasts until the next move, the last one until the day asked about."""
    found = msp.history(small(START, PAUSE, RESUME, TO_WORK), on=after(35))
    assert [(one.before.words, one.after.words, one.until, one.days) for one in found] == [
        ("not started", "idea", after(10), 10),
        ("idea", "idea, paused", after(10), 0),
        ("idea, paused", "idea", after(30), 20),
        ("idea", "work", after(35), 5),
    ]
    assert [one.move for one in found] == [START, PAUSE, RESUME, TO_WORK]


def test_the_day_asked_about_is_the_last_one() -> None:
    """Moves after it have not been made."""
    partnership = small(START, PAUSE, RESUME, TO_WORK)
    assert [one.days for one in msp.history(partnership, on=after(29))] == [10, 0, 19]
    assert msp.history(partnership, on=DAY) == (
        Stay(START, Partnership(id="q", name="Q").position, small(START).position, DAY, 0),
    )
    assert msp.history(partnership, on=after(-1)) == ()


def test_the_stays_of_a_whole_life_fill_it() -> None:
    """From the start to the day asked about there is neither gap nor overlap."""
    partnership = healthy_until(len(HEALTHY_LIFE))
    today = dt.date(2027, 1, 1)
    stays = msp.history(partnership, on=today)
    assert sum(one.days for one in stays) == (today - partnership.moves[0].on).days
    assert stays[-1].after == partnership.position


# Dormancy: twelve months under the standard profile, six under the strict one, two years under the light one.

LAST = dt.date(2021, 5, 31)


def silent_since(*moves: Move, **records: object) -> Partnership:
    return small(*moves, **{"decisions": [], **records})


@pytest.mark.parametrize(
    "records",
    [
        {"meetings": [Meeting(id="m", on=LAST)]},
        {"decisions": [Decision(id="d", question="?", on=LAST, outcome="rejected")]},
        {"contributions": [Contribution(id="c", partner="ann", resource="money", delivered=LAST)]},
        {"reports": [Report(id="r", published=LAST)]},
    ],
    ids=lambda records: next(iter(records)),
)
def test_activity_is_what_partners_do(records: dict[str, object]) -> None:
    """A meeting, a decision, a contribution or a report ends a silence; undated ones do not."""
    partnership = silent_since(START, **records)
    assert msp.dormant(partnership, on=dt.date(2022, 5, 30)) is None
    found = msp.dormant(partnership, on=dt.date(2022, 5, 31))
    assert found is not None
    assert (found.last_activity, found.days) == (LAST, 365)


def test_a_move_is_activity() -> None:
    """Whoever moves is awake."""
    moving = silent_since(START, Move(kind="pause", on=LAST))
    assert msp.dormant(moving, on=dt.date(2022, 5, 30)) is None
    assert msp.dormant(moving, on=dt.date(2022, 5, 31)) == msp.Dormancy(LAST, 365)


def test_nothing_else_is_activity() -> None:
    """A partner who joins, and records without a day, wake nobody."""
    joined = [Partner(id="ann", organisation="ann", joined=LAST)]
    undated = {
        "contributions": [Contribution(id="c", partner="ann", resource="money")],
        "reports": [Report(id="r")],
    }
    found = msp.dormant(silent_since(START, partners=joined, **undated), on=dt.date(2022, 3, 1))
    assert found == msp.Dormancy(DAY, 365)


def test_what_is_yet_to_come_is_no_activity() -> None:
    """A meeting after the day asked about has not been held."""
    partnership = silent_since(START, meetings=[Meeting(id="m", on=dt.date(2022, 3, 2))])
    assert msp.dormant(partnership, on=dt.date(2022, 3, 1)) == msp.Dormancy(DAY, 365)
    assert msp.dormant(partnership, on=dt.date(2022, 3, 2)) is None


@pytest.mark.parametrize(
    "moves",
    [
        (),
        (START, Move(kind="end", on=DAY, reason="merged")),
        (Move(kind="start", on=dt.date(2031, 1, 1), to="idea"),),
    ],
    ids=["not started", "ended", "starts later"],
)
def test_only_what_lives_can_sleep(moves: tuple[Move, ...]) -> None:
    """What has not begun, or has ended, is not dormant."""
    assert msp.dormant(silent_since(*moves), on=dt.date(2030, 1, 1)) is None


def test_how_long_is_a_matter_of_the_profile() -> None:
    """The time after which silence counts is a threshold."""
    partnership, on = silent_since(START), dt.date(2021, 9, 1)
    assert msp.dormant(partnership, on=on) is None
    assert msp.dormant(partnership, on=on, profile=msp.STRICT_PROFILE) == msp.Dormancy(DAY, 184)
    late = dt.date(2022, 3, 1)
    assert msp.dormant(partnership, on=late) is not None
    assert msp.dormant(partnership, on=late, profile=msp.LIGHT_PROFILE) is None
