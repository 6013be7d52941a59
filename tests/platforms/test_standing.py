"""One interpreter for the rules of all platforms: its laws, and two lives that really were."""

from __future__ import annotations

import datetime as dt
import itertools
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

import msp_lifecycle as msp
from msp_lifecycle.criteria.context.frameworks import YEARLY
from msp_lifecycle.platforms import (
    EITI,
    GLOBAL_COMPACT,
    OGP,
    OGP_RESPONSE,
    RULES,
    UN_PLATFORM,
    Arc,
    Deadline,
    Event,
    Rules,
    Stage,
    rules_named,
    standing,
    standings,
)
from msp_lifecycle.platforms.rules import EVENT_KINDS, months_after
from msp_lifecycle.records import PlatformLink, Report, Ruling, Span

ALL = st.sampled_from(RULES)
FIRST, LAST = dt.date(2010, 1, 1), dt.date(2030, 12, 31)
FEW = [dt.date(year, month, 1) for year in (2010, 2012, 2015) for month in (1, 7)]
DAYS = st.sampled_from(FEW) | st.dates(FIRST, LAST)  # so that events often fall on one day
KINDS = [kind for kind in EVENT_KINDS if kind != "entered"]
ENTRY = Event(on=dt.date(2010, 1, 1), kind="entered")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def reports() -> st.SearchStrategy[Event]:
    return st.builds(
        Event, on=DAYS, kind=st.just("report"), covers=st.none() | st.dates(FIRST, LAST)
    )


def events() -> st.SearchStrategy[list[Event]]:
    ruling = st.builds(
        Event, on=DAYS, kind=st.sampled_from(KINDS), covers=st.none() | DAYS, until=st.none() | DAYS
    )
    return st.lists(ruling, max_size=8).map(lambda found: [ENTRY, *found])


def rank(found: object) -> int:
    return found.rules.rank(found.trajectory[-1].stage.name)  # type: ignore[attr-defined, no-any-return]


# --- laws ---------------------------------------------------------------------------------------


@given(rules=ALL, given_=events(), on=DAYS, later=DAYS)
def test_nothing_later_than_the_day_counts(
    rules: Rules, given_: list[Event], on: dt.date, later: dt.date
) -> None:
    """Judging on a day is judging with what had happened by then."""
    so_far = [one for one in given_ if one.on <= on]
    assert standing(given_, rules, on=on) == standing(so_far, rules, on=on)


@given(rules=ALL, given_=events(), on=DAYS, data=st.data())
def test_the_order_of_events_does_not_matter(
    rules: Rules, given_: list[Event], on: dt.date, data: st.DataObject
) -> None:
    """Only their days do."""
    shuffled = data.draw(st.permutations(given_))
    assert standing(shuffled, rules, on=on) == standing(given_, rules, on=on)


@given(rules=ALL, given_=events(), days=st.tuples(DAYS, DAYS).map(sorted))
def test_without_news_time_never_betters_a_listing(
    rules: Rules, given_: list[Event], days: list[dt.date]
) -> None:
    """Between two days on which nothing happened, a listing stays or gets worse."""
    so_far = [one for one in given_ if one.on <= days[0]]
    before, after = (standing(so_far, rules, on=on) for on in days)
    assert rank(before) <= rank(after)
    assert after.trajectory[: len(before.trajectory)] == before.trajectory


@given(rules=ALL, given_=events(), more=reports(), on=DAYS)
def test_one_more_report_never_worsens_a_listing(
    rules: Rules, given_: list[Event], more: Event, on: dt.date
) -> None:
    """Whatever a platform ruled, it never pays to keep a report back."""
    without, with_ = (standing(found, rules, on=on) for found in (given_, [*given_, more]))
    assert rank(with_) <= rank(without)


@given(rules=ALL, given_=events(), on=DAYS)
def test_what_lies_ahead_comes_if_nothing_happens(
    rules: Rules, given_: list[Event], on: dt.date
) -> None:
    """On that very day, and not on the day before; where nothing lies ahead, nothing ever comes."""
    so_far = [one for one in given_ if one.on <= on]
    found = standing(so_far, rules, on=on)
    if found.ahead is None:
        assert standing(so_far, rules, on=dt.date(2100, 1, 1)).trajectory == found.trajectory
        return
    assert found.ahead.on > on
    eve = standing(so_far, rules, on=found.ahead.on - dt.timedelta(days=1))
    assert eve.trajectory == found.trajectory
    then = standing(so_far, rules, on=found.ahead.on).trajectory
    assert (then[len(found.trajectory)].stage, then[len(found.trajectory)].on) == (
        found.ahead.stage,
        found.ahead.on,
    )


@given(rules=ALL, given_=events(), on=DAYS)
def test_a_trajectory_is_in_order_and_each_stage_leads_to_the_next(
    rules: Rules, given_: list[Event], on: dt.date
) -> None:
    """By an arc or a deadline that the rules have, or a new entry."""
    found = standing(given_, rules, on=on).trajectory
    assert [one.on for one in found] == sorted(one.on for one in found)
    ways = {(source, arc.to) for arc in rules.arcs for source in arc.sources}
    ways |= {(one.source, one.to) for one in rules.deadlines}
    for before, after in itertools.pairwise(found):
        entered = after.because in ("entered", "readmitted")
        assert entered or (before.stage.name, after.stage.name) in ways


def test_before_entry_there_is_nothing_to_tell() -> None:
    """And a report sent before it does not count."""
    early = [Event(on=day("2009-01-01"), kind="report"), ENTRY]
    assert standing(early, UN_PLATFORM, on=day("2009-06-01")).words == "Not entered yet."
    assert standing(early, UN_PLATFORM, on=day("2009-06-01")).fine
    assert standing(early, UN_PLATFORM, on=day("2011-01-01")).stage is UN_PLATFORM.stages[1]


def test_who_left_is_listed_no_more_and_may_come_back() -> None:
    """Time does not run against those who are not there."""
    left = [ENTRY, Event(on=day("2010-06-01"), kind="left")]
    gone = standing(left, UN_PLATFORM, on=day("2020-01-01"))
    assert (gone.stage, gone.words, gone.ahead) == (None, "Left on 2010-06-01.", None)
    back = [*left, Event(on=day("2019-07-01"), kind="entered")]
    assert standing(back, UN_PLATFORM, on=day("2020-01-01")).words.startswith("Green since 2019")


# --- each platform ------------------------------------------------------------------------------


def trace(rules: Rules, given_: list[Event], on: str) -> list[tuple[str, str]]:
    found = standing(given_, rules, on=day(on)).trajectory
    return [(one.stage.name, str(one.on)) for one in found]


def test_the_example_that_the_un_platform_gives() -> None:
    """Registered on 1 July 2018, yellow from 1 July 2019, red from 1 July 2020."""
    registered = [Event(on=day("2018-07-01"), kind="entered")]
    assert trace(UN_PLATFORM, registered, "2020-07-01") == [
        ("green", "2018-07-01"),
        ("yellow", "2019-07-01"),
        ("red", "2020-07-01"),
    ]
    assert standing(registered, UN_PLATFORM, on=day("2019-06-30")).words == (
        "Green since 2018-07-01; yellow on 2019-07-01 unless a progress report arrives."
    )


def test_a_report_on_the_day_is_in_time() -> None:
    """The light never turns."""
    given_ = [
        Event(on=day("2018-07-01"), kind="entered"),
        Event(on=day("2019-07-01"), kind="report"),
    ]
    assert trace(UN_PLATFORM, given_, "2020-06-30") == [("green", "2018-07-01")]


def test_two_years_of_silence_end_a_place_in_the_global_compact() -> None:
    """A later report alone does not bring it back; a new letter does."""
    given_ = [
        Event(on=day("2012-03-15"), kind="entered"),
        Event(on=day("2013-03-01"), kind="report"),
        Event(on=day("2016-01-01"), kind="report"),
        Event(on=day("2017-01-01"), kind="readmitted"),
    ]
    assert trace(GLOBAL_COMPACT, given_, "2017-06-01") == [
        ("active", "2012-03-15"),
        ("non_communicating", "2014-03-01"),
        ("expelled", "2015-03-01"),
        ("active", "2017-01-01"),
    ]


def test_two_cycles_in_a_row_lead_to_a_review() -> None:
    """And a plan in between wipes the first strike out."""
    joined = Event(on=day("2018-01-01"), kind="entered")
    plan = Event(on=day("2018-06-01"), kind="report", covers=day("2020-06-30"))
    assert trace(OGP, [joined, plan], "2023-01-01") == [
        ("in_process", "2018-01-01"),
        ("contrary", "2021-06-30"),
        ("review", "2022-06-30"),
    ]
    late = Event(on=day("2021-12-01"), kind="report", covers=day("2023-12-31"))
    found = standing([joined, plan, late], OGP, on=day("2023-01-01"))
    assert (found.stage, found.strikes) == (OGP.stages[0], 0)


def test_turkey() -> None:
    """Warned twice, given until September 2016, inactive on the 21st, out a year later: by time alone.

    The years of joining and of the first letter are the sources'; their days are placeholders.
    """
    turkey = [
        Event(on=day("2012-04-01"), kind="entered"),
        Event(on=day("2012-09-01"), kind="report", covers=day("2014-06-30")),
        Event(on=day("2014-02-01"), kind="contrary"),
        Event(on=day("2014-11-01"), kind="contrary"),
        Event(on=day("2016-05-04"), kind="extended", until=day("2016-09-01")),
        Event(on=day("2016-09-21"), kind="inactive"),
    ]
    assert trace(OGP, turkey, "2018-01-01")[-3:] == [
        ("review", "2014-11-01"),
        ("inactive", "2016-09-21"),
        ("withdrawn", "2017-09-21"),
    ]
    assert standing(turkey, OGP, on=day("2016-09-21")).words == (
        "Inactive since 2016-09-21; no longer a participant on 2017-09-21 unless an action plan arrives."
    )
    engaged = [*turkey, Event(on=day("2017-05-01"), kind="report")]
    assert trace(OGP, engaged, "2018-01-01")[-1] == ("in_process", "2017-05-01")


def test_azerbaijan() -> None:
    """A complaint, inactive by 16 votes to 3, extended twice, and permanently suspended.

    Where only a month is known, its first day stands for it.
    """
    azerbaijan = [
        Event(on=day("2011-09-01"), kind="entered"),
        Event(on=day("2015-03-01"), kind="complaint"),
        Event(on=day("2016-05-04"), kind="inactive"),
        Event(on=day("2017-06-29"), kind="extended"),
        Event(on=day("2018-12-01"), kind="extended", until=day("2020-12-31")),
        Event(on=day("2023-08-17"), kind="removed"),
    ]
    assert trace(OGP_RESPONSE, azerbaijan, "2023-12-31") == [
        ("participating", "2011-09-01"),
        ("concern", "2015-03-01"),
        ("inactive", "2016-05-04"),
        ("decision_due", "2017-05-04"),
        ("inactive", "2017-06-29"),
        ("decision_due", "2018-06-29"),
        ("inactive", "2018-12-01"),
        ("decision_due", "2020-12-31"),
        ("removed", "2023-08-17"),
    ]
    assert standing(azerbaijan, OGP_RESPONSE, on=day("2016-06-01")).words == (
        "Inactive since 2016-05-04; inactive, decision due on 2017-05-04 "
        "unless the platform decides otherwise."
    )


def test_a_first_eiti_report_is_due_in_eighteen_months() -> None:
    """Then each before its data are older than the second to last year; a year of suspension ends it."""
    joined = Event(on=day("2015-01-10"), kind="entered")
    assert trace(EITI, [joined], "2018-01-01") == [
        ("implementing", "2015-01-10"),
        ("suspended", "2016-07-10"),
        ("delisted", "2017-07-10"),
    ]
    first = Event(on=day("2016-06-01"), kind="report", covers=day("2014-12-31"))
    assert trace(EITI, [joined, first], "2018-01-01")[-1] == ("suspended", "2017-12-31")
    extended = Event(on=day("2017-12-01"), kind="extended", until=day("2018-06-30"))
    assert trace(EITI, [joined, first, extended], "2018-07-01")[-1] == ("suspended", "2018-06-30")


def test_a_report_on_an_earlier_period_brings_no_deadline_nearer() -> None:
    """What is covered once stays covered."""
    joined = Event(on=day("2010-01-10"), kind="entered")
    young = Event(on=day("2011-01-01"), kind="report", covers=day("2010-12-31"))
    old = Event(on=day("2011-02-01"), kind="report", covers=day("2008-12-31"))
    assert trace(EITI, [joined, young, old], "2013-12-30") == [("implementing", "2010-01-10")]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_on_one_day_a_report_comes_before_a_ruling(order: tuple[int, ...]) -> None:
    """In whatever order the records hold them: what a platform rules, it rules knowing of the report."""
    one_day = [
        Event(on=day("2010-01-01"), kind="entered"),
        Event(on=day("2015-07-01"), kind="report"),
        Event(on=day("2015-07-01"), kind="contrary"),
        Event(on=day("2015-07-01"), kind="inactive"),
    ]
    found = standing([one_day[i] for i in order], OGP, on=day("2015-07-01"))
    assert [one.because for one in found.trajectory[-3:]] == ["report", "contrary", "inactive"]


def test_a_report_that_is_itself_too_old_lifts_no_suspension() -> None:
    """It must hold data that are young enough on the day it comes out."""
    joined = Event(on=day("2010-01-10"), kind="entered")
    old = Event(on=day("2011-10-01"), kind="report", covers=day("2008-01-01"))
    young = Event(on=day("2011-11-01"), kind="report", covers=day("2010-12-31"))
    assert trace(EITI, [joined, old], "2011-12-01")[-1] == ("suspended", "2011-07-10")
    assert trace(EITI, [joined, old, young], "2011-12-01")[-1] == ("implementing", "2011-11-01")


# --- data ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("rules", RULES, ids=lambda one: one.name)
def test_rules_are_whole(rules: Rules) -> None:
    """Every stage can be reached, the first one is fine and says so, and where they were read is told."""
    reached = {rules.stages[0].name, *(one.to for one in (*rules.arcs, *rules.deadlines))}
    assert reached == {one.name for one in rules.stages}
    assert [one.fine for one in rules.stages] == [True, *[False] * (len(rules.stages) - 1)]
    assert all(one.consequence for one in rules.stages[1:])
    assert "http" in rules.source
    assert rules_named(rules.name) is rules
    assert pickle.loads(pickle.dumps(rules)) == rules


def test_rules_of_another_name_are_refused() -> None:
    """And those there are, named."""
    with pytest.raises(msp.UnknownName, match="un_platform"):
        rules_named("traffic_light")


GOOD, BAD = Stage(name="good", title="Good", fine=True), Stage(name="bad", title="Bad", final=True)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"stages": ()}, "it has no stages"),
        ({"stages": (GOOD, GOOD)}, "two stages are called 'good'"),
        ({"arcs": (Arc(kind="report", sources=("ugly",), to="good"),)}, "no stage is called 'ugly'"),
        ({"arcs": (Arc(kind="report", sources=("good",), to="bad"),)}, "report would worsen 'good' to 'bad'"),
        ({"arcs": (Arc(kind="cleared", sources=("bad",), to="good"),)}, "cleared leads out of the final stage 'bad'"),
        ({"deadlines": (Deadline(source="bad", to="good", months=1, since="stage"),)}, "which is not worse"),
        ({"deadlines": (Deadline(source="good", to="bad", months=0, since="stage"),)}, "a deadline of 0 months"),
    ],
    ids=["none", "doubled", "unknown", "report", "final", "backwards", "no time"],
)  # fmt: skip
def test_rules_that_cannot_be_are_refused(changes: dict[str, object], problem: str) -> None:
    """When they are made, so that the laws above hold of whatever was made."""
    parts: dict[str, object] = {"name": "own", "title": "Own", "stages": (GOOD, BAD), **changes}
    with pytest.raises(msp.LifecycleError, match=problem):
        Rules(**parts)  # type: ignore[arg-type]


@given(on=st.dates(), months=st.integers(1, 600))
def test_months_are_added_as_a_calendar_does(on: dt.date, months: int) -> None:
    """To the same day of a later month or its last one, and never beyond the last day there is."""
    later = months_after(on, months)
    assert later > on or later == dt.date.max
    if later != dt.date.max:
        assert (later.year - on.year) * 12 + later.month - on.month == months
        assert later.day <= on.day


# --- records ------------------------------------------------------------------------------------


def platform(**changes: object) -> msp.Partnership:
    link = PlatformLink(
        id="un",
        platform="UN",
        kind="registry",
        since=day("2018-07-01"),
        rules="un_platform",
        **changes,  # type: ignore[arg-type]
    )
    other = PlatformLink(id="club", platform="Club", kind="exchange")
    sent = Report(id="r1", platform="un", published=day("2019-05-01"))
    undated = Report(id="r2", platform="un")
    elsewhere = Report(id="r3", platform="club", published=day("2020-12-01"))
    return msp.Partnership(
        id="p", name="P", platform_links=[link, other], reports=[sent, undated, elsewhere]
    )


def test_the_records_are_what_a_platform_reckons_with() -> None:
    """Entry, reports that have a day and went to it, and nothing that went elsewhere."""
    found = standings(platform(), on=day("2021-06-01"))
    assert list(found) == ["un"]
    assert [(one.stage.name, str(one.on)) for one in found["un"].trajectory] == [
        ("green", "2018-07-01"),
        ("yellow", "2020-05-01"),
        ("red", "2021-05-01"),
    ]


def test_rulings_and_periods_are_read() -> None:
    """As the dossier has them."""
    link = PlatformLink(
        id="ogp",
        platform="OGP",
        kind="framework",
        since=day("2018-01-01"),
        rules="ogp",
        rulings=[Ruling(on=day("2019-03-01"), kind="contrary")],
        until=day("2022-01-01"),
    )
    plan = Report(
        id="plan",
        platform="ogp",
        published=day("2018-06-01"),
        period=Span(first=day("2018-07-01"), last=day("2020-06-30")),
    )
    p = msp.Partnership(id="p", name="P", platform_links=[link], reports=[plan])
    found = standings(p, on=day("2019-06-01"))["ogp"]
    assert found.words.startswith("Contrary to process since 2019-03-01; under procedural review")
    assert standings(p, on=day("2022-01-01"))["ogp"].words == "Left on 2022-01-01."


@given(on=DAYS)
def test_a_standing_is_that_of_the_partnership_on_the_day(on: dt.date) -> None:
    """Leaving the future out first changes nothing."""
    p = platform(rulings=[Ruling(on=day("2020-01-01"), kind="extended", until=day("2020-09-01"))])
    now, then = standings(p, on=on), standings(p.as_of(on), on=on)
    assert now.get("un", standing([], UN_PLATFORM, on=on)) == then.get(
        "un", standing([], UN_PLATFORM, on=on)
    )


def test_rules_can_be_tried_on_any_link() -> None:
    """Instead of those that it names."""
    found = standings(platform(), on=day("2021-06-01"), link="un", rules=GLOBAL_COMPACT)
    assert found["un"].stage is GLOBAL_COMPACT.stages[2]


def test_the_criterion_on_reports_knows_which_rules_ask_for_one_each_year() -> None:
    """The same as their first deadline says."""
    yearly = {
        rules.name
        for rules in RULES
        if any(one.since == "report" and one.months == 12 for one in rules.deadlines)
    }
    assert set(YEARLY) == yearly
    assert set(YEARLY.values()) == {365}


@pytest.mark.parametrize("link", ["club", "nowhere"])
def test_a_link_without_rules_is_named(link: str) -> None:
    """With those that have some."""
    with pytest.raises(msp.UnknownName, match=link):
        standings(platform(), on=day("2021-06-01"), link=link)
