"""Logs of observed lives: what is read, what is refused with its place, and what is pointed out."""

import datetime as dt
import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import msp_lifecycle as msp
from msp_lifecycle import learning as learn
from msp_lifecycle.learning import EstimateError, EventLog, LogError
from msp_lifecycle.records import Move, Partnership

LOGS = Path(__file__).parent / "logs"
NAMES = st.sampled_from(
    ["design", "further_development", "ended: merged", 'a "b", c', "Über\u00a0x"]
)


def wrong(text: str, tmp_path: Path, **options: object) -> list[str]:
    """Return the problems of a CSV file."""
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LogError) as caught:
        EventLog.read(path, **options)  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems
    return str(caught.value).split("\n")


def read(text: str, tmp_path: Path, **options: object) -> EventLog:
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    return EventLog.read(path, **options)  # type: ignore[arg-type]


# --- CSV ----------------------------------------------------------------------------------------


@st.composite
def logs(draw: st.DrawFn) -> EventLog:
    """Draw logs of every kind: dated and visits, sets of states, gaps, covariates with holes."""
    rows = []
    for who in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        gaps = draw(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=5))
        for time in np.cumsum(gaps).tolist():
            observed = draw(st.sampled_from(["exact", "seen", "censored"]))
            state = draw(NAMES)
            if observed != "exact" and draw(st.booleans()):
                state = f"{state}|initiation"
            rows.append((who, time, state, observed))
    log = EventLog.from_rows(rows, unit=draw(st.sampled_from(["months", "days", "years"])))
    value = st.floats(allow_infinity=False, width=64)
    names = draw(st.lists(st.sampled_from(["trust", "sector=public"]), unique=True))
    covariates = {}
    for name in names:
        values = np.array(draw(st.lists(value, min_size=len(log), max_size=len(log))))
        first = np.r_[True, log.partnership[1:] != log.partnership[:-1]]
        for i in np.flatnonzero(np.isnan(values) & ~first):
            values[i] = values[i - 1]  # what is unknown stays what it was
        covariates[name] = values
    return learn.log.attrs.evolve(log, covariates=covariates)


@given(log=logs())
def test_what_is_written_is_read_back(
    log: EventLog, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """To the bit, whatever the names."""
    path = tmp_path_factory.mktemp("logs") / "log.csv"
    log.write(path)
    assert EventLog.read(path) == log


def test_a_dated_log_in_dates(tmp_path: Path) -> None:
    """Times count from the beginning of each partnership, where that is known; covariates hold until changed."""
    text = """partnership,date,state,observed,start,sector,members
gcd,2020-05-01,design,seen,2020-01-01,public,3
gcd,2021-01-01,ended: merged,exact,,,
itu,2020-03-01,design,exact,,business,5
itu,2020-04-01,design,seen,,,9
itu,2020-05-01,,censored,,,
"""
    log = read(text, tmp_path, unit="days")
    assert log.time.tolist() == [121, 366, 0, 31, 61]
    assert sorted(log.covariates) == ["members", "sector=business", "sector=public"]
    assert log.covariates["members"].tolist() == [3, 3, 5, 9, 9]
    stays = log.stays()
    assert stays.entry.tolist() == [121, 0, 31]
    assert stays.to.tolist() == [log.states.index("ended: merged"), 0, learn.CENSORED]
    assert np.isnan(stays.since[0])
    assert stays.since[1:].tolist() == [0, 0]


def test_a_log_of_visits_with_other_names(tmp_path: Path) -> None:
    """Columns go by the names of the file; endings may be dated, and states known within a set."""
    text = "PTNUM,years,state,how\n1,0,1,seen\n1,2,2,seen\n1,3,1|2,seen\n1,3.5,4,exact\n"
    log = read(text, tmp_path, columns={"partnership": "PTNUM", "observed": "how"})
    assert not log.dated
    assert log.unit == "years"
    visits = log.visits()
    assert visits.possible.sum(axis=1).tolist() == [1, 1, 2, 1]
    assert visits.exact.tolist() == [False, False, False, True]
    with pytest.raises(
        EstimateError, match=r"1 was found in 2 at 2 years, and nobody knows since when"
    ):
        log.stays()
    assert learn.transition_counts(log)["count"].tolist() == [1]


def test_until_says_how_long_the_others_were_observed(tmp_path: Path) -> None:
    """A number on the clock of each, or a day on the calendar; ends are not observed any longer."""
    text = "partnership,months,state\na,0,design\nb,0,design\nb,5,gone\n"
    log = read(text, tmp_path, until=12, ends=["gone"])
    assert log.stays().exit.tolist() == [12, 5]
    dates = "partnership,date,state\na,2020-01-01,design\nb,2020-03-01,design\n"
    log = read(dates, tmp_path, until=dt.date(2020, 3, 31), unit="days")
    assert log.stays().exit.tolist() == [90, 30]
    assert "b was seen after `until`" in wrong(text, tmp_path, until=3)[0]
    assert "give a number" in wrong(text, tmp_path, until=dt.date(2020, 1, 1))[0]


def test_every_problem_is_told_with_its_place(tmp_path: Path) -> None:
    """File, line, column, what was expected and what stands there; all of them."""
    text = """partnership,months,state,observed
a,0,design,exact
a,x,design,exact
,3,design,exact
a,4,,exact
a,5,design,perhaps
a,6
a,-1,design,seen
a,nan,design,seen
a,7,design|initiation,exact
"""
    assert wrong(text, tmp_path) == [
        "log.csv:3: column months: expected a finite number, found 'x'",
        "log.csv:4: column partnership: expected the id of a partnership, found ''",
        "log.csv:5: column state: expected the name of a state, found ''",
        "log.csv:6: column observed: expected exact, seen or censored, found 'perhaps'",
        "log.csv:7: expected 4 cells, found '2'",
        "log.csv:8: column time: a life is observed from its beginning on, found -1",
        "log.csv:9: column months: expected a finite number, found 'nan'",
        "log.csv:10: column state: a move has one state, found 'design|initiation'; say seen or censored",
    ]


def test_twenty_problems_are_shown(tmp_path: Path) -> None:
    """And how many more there are."""
    text = "partnership,months,state\n" + "a,x,design\n" * 30
    lines = wrong(text, tmp_path)
    assert len(lines) == 21
    assert lines[-1] == "and 10 more"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no column partnership; there are none"),
        ("partnership,months,state\n", "there is nothing in it"),
        ("partnership,when,state\na,1,b\n", "no column one of time, months, days, years, date"),
        ("id,months,state\na,1,b\n", "no column partnership; there are id, months, state"),
        ("partnership,months,months,state\n", "two columns are called 'months'"),
        ('partnership,months,state\n"a,1,b\n', "this is no CSV"),
        ("partnership,date,state\na,12.5.2020,b\n", "column date: expected a date such as"),
        ("partnership,months,state\na,1,b\na,1,b\n", "a stands there twice, as on line 2"),
        ("partnership,months,state,observed\na,1,b,seen\na,1,c,seen\n", "found in another state"),
        ("partnership,months,state,observed\na,1,b,censored\na,1,c,exact\n", "no longer observed"),
        ("partnership,months,state,observed\na,1,,censored\n", "nothing was seen of a before"),
        ("partnership,date,state,start\na,2020-01-01,b,2021-01-01\n", "seen before it began"),
        ("partnership,months,state\na,1_0,b\n", "expected a finite number, found '1_0'"),
        ("partnership,months,state\na,1,b|\n", "expected the name of a state, found 'b|'"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(text: str, says: str, tmp_path: Path) -> None:
    """In one sentence that says what to do."""
    assert says in "\n".join(wrong(text, tmp_path))


def test_states_that_are_not_there(tmp_path: Path) -> None:
    """Where the states are named, no other passes."""
    lines = wrong("partnership,months,state\na,1,desgin\n", tmp_path, states=["design"])
    assert lines == ["log.csv:2: column state: expected one of design, found 'desgin'"]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Also where the second half of the file is broken."""
    path = tmp_path / "log.csv"
    path.write_bytes(b"partnership,months,state\na,1,M\xfcnchen\n")
    with pytest.raises(LogError, match="no text in UTF-8"):
        EventLog.read(path)


@pytest.mark.parametrize("name", ["gone.csv", "log.xlsx", "log", "gone.parquet", "gone.xes"])
def test_files_that_are_not_there(name: str, tmp_path: Path) -> None:
    """Or that nothing reads."""
    with pytest.raises(LogError, match=r"no such file|no reader for"):
        EventLog.read(tmp_path / name)


def test_rows_out_of_order_are_sorted_and_said_to_be(tmp_path: Path) -> None:
    """It may be an export, or a slip in a date."""
    text = "partnership,months,state\na,0,design\na,9,implementation\nb,0,design\na,4,initiation\n"
    log = read(text, tmp_path)
    assert log.time.tolist() == [0, 4, 9, 0]
    assert log.notes == (
        "1 row out of order of time; sorted",
        "1 partnership has rows apart from each other (a); joined by id",
    )
    assert all(note in repr(log.summary()) for note in log.notes)


# --- other formats ------------------------------------------------------------------------------


def test_parquet_is_read_as_csv_is(tmp_path: Path) -> None:
    """The same columns, with the types that Parquet has."""
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table(
        {
            "partnership": ["a", "a", "b"],
            "date": [dt.date(2020, 1, 1), dt.date(2020, 3, 1), dt.date(2020, 2, 1)],
            "state": ["design", "ended: merged", "design"],
            "trust": [0.5, None, 0.25],
        }
    )
    parquet.write_table(table, tmp_path / "log.parquet")
    log = EventLog.read(tmp_path / "log.parquet", unit="days")
    assert log.time.tolist() == [0, 60, 0]
    assert log.covariates["trust"].tolist() == [0.5, 0.5, 0.25]
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 not at all")
    with pytest.raises(LogError, match="no Parquet file"):
        EventLog.read(tmp_path / "bad.parquet")


def test_an_xes_file() -> None:
    """Two traces, six events, times with offsets; activities can be read as the states that they lead to."""
    log = EventLog.read(LOGS / "two-lives.xes", unit="days")
    assert (log.partnerships, len(log)) == (("water", "schools"), 6)
    assert log.time.tolist() == [0, 60.125, 731, 0, 0.5, 304]
    counts = {
        (r["source"], r["target"]): r["count"] for r in learn.transition_counts(log).records()
    }
    assert counts == {
        ("first meeting", "agreement signed"): 1,
        ("agreement signed", "handed over"): 1,
        ("first meeting", "given up"): 1,
    }
    leads_to = {"first meeting": "open", "handed over": "ended: on", "given up": "ended: up"}
    short = EventLog.read(LOGS / "two-lives.xes", states=leads_to)
    assert sorted(short.states) == ["ended: on", "ended: up", "open"]
    assert learn.cumulative_incidence(short).share[-1].tolist() == pytest.approx([0.5, 0.5])


def test_an_ocel_file() -> None:
    """Where objects are of several types, whose lives are meant has to be said."""
    path = LOGS / "two-lives.jsonocel"
    with pytest.raises(LogError, match="say object_type= one of Partnership, Report"):
        EventLog.read(path)
    log = EventLog.read(path, object_type="Partnership", unit="days")
    assert log.partnerships == ("water", "schools")
    assert [log.states[one] for one in log.state[:2]] == ["first meeting", "agreement signed"]
    assert log.time.tolist() == [0, 60, 0, 366]
    with pytest.raises(LogError, match="no object is of type 'Order'"):
        EventLog.read(path, object_type="Order")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.xes", '<!DOCTYPE log [<!ENTITY a "b">]><log/>', "a document type is not read"),
        ("a.xes", "<log><trace></log>", "this is no XML"),
        ("a.xes", "<svg/>", "this is no XES"),
        ("a.xes", "<log/>", "nothing in it"),
        (
            "a.xes",
            '<log>\n<trace><event><date key="time:timestamp" value="soon"/></event></trace></log>',
            "a.xes:2: column time:timestamp: expected a time such as",
        ),
        (
            "a.xes",
            '<log><trace><event><date key="time:timestamp" value="2020-01-01"/></event></trace></log>',
            "column concept:name: expected the name of a state in an event of trace 1",
        ),
        ("a.json", "{", "this is no JSON"),
        ("a.json", "[" * 100_000, "JSON"),
        ("a.json", "[]", "no OCEL 2.0"),
        ("a.json", '{"objects": [], "events": 1}', "there is no list of events"),
        ("a.json", '{"objects": [{"id": "x", "type": "P"}, {"id": "x", "type": "P"}], "events": []}', "have one id"),
        (
            "a.json",
            '{"objects": [{"id": "x", "type": "P"}], "events": [{"time": "soon", "relationships": [{"objectId": "x"}]}]}',
            "a.json:1: column time: expected a time such as",
        ),
    ],
)  # fmt: skip
def test_what_is_no_event_log_is_refused(name: str, text: str, says: str, tmp_path: Path) -> None:
    """In one sentence with its place."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(LogError) as caught:
        EventLog.read(tmp_path / name)
    assert says in str(caught.value)


# --- dossiers -----------------------------------------------------------------------------------


def partnership(name: str, *moves: Move, **more: object) -> Partnership:
    return Partnership(id=name, name=name, moves=moves, **more)  # type: ignore[arg-type]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_lives_in_dossiers() -> None:
    """Phases, standings and ends as states; late entry where the books begin in mid-life; censored on the day asked."""
    start = Move(kind="start", on=day("2020-01-01"), to="initiation")
    known = [
        partnership(
            "a",
            start,
            Move(kind="advance", on=day("2020-03-01"), to="design"),
            Move(kind="pause", on=day("2020-04-01")),
            Move(kind="end", on=day("2020-05-01"), reason="merged"),
        ),
        partnership("b", start, Move(kind="advance", on=day("2021-03-01"), to="design")),
        partnership(
            "c",
            Move(kind="entered", on=day("2020-02-01"), to="implementation", inferred=True),
            announced=day("2019-02-01"),
        ),
        partnership("d", Move(kind="entered", on=day("2020-02-01"), to="implementation")),
        partnership("e"),
    ]
    log = EventLog.from_partnerships(known, on=day("2020-12-31"), unit="days")
    told = [
        (log.partnerships[p], t, log.states[s], o)
        for p, t, s, o in zip(log.partnership, log.time, log.state, log.observed, strict=True)
    ]
    assert told == [
        ("a", 0, "initiation", 0),
        ("a", 60, "design", 0),
        ("a", 91, "design, paused", 0),
        ("a", 121, "ended: merged", 0),
        ("b", 0, "initiation", 0),
        ("b", 365, "initiation", 2),
        ("c", 365, "implementation", 1),
        ("c", 699, "implementation", 2),
    ]
    assert log.notes == (
        "1 had not started; left out",
        "1 on the books from mid-life on, and nobody knows since when they live; left out",
    )
    began = {"d": day("2018-02-01")}
    more = EventLog.from_partnerships(known, on=day("2020-12-31"), began=began)
    assert "d" in more.partnerships
    size = EventLog.from_partnerships(known, on=day("2020-12-31"), covariates=lambda _: {"n": 3})
    assert size.covariates["n"].tolist() == [3] * len(size)


def test_two_dossiers_with_one_id_are_refused() -> None:
    """They may be two versions of one, and then it would count twice."""
    one = partnership("a", Move(kind="start", on=day("2020-01-01"), to="initiation"))
    with pytest.raises(LogError, match="two partnerships have the id a"):
        EventLog.from_partnerships([one, one], on=day("2021-01-01"))
    with pytest.raises(LogError, match="nothing in it"):
        EventLog.from_partnerships([], on=day("2021-01-01"))


# --- the summary --------------------------------------------------------------------------------


def test_what_a_summary_points_out() -> None:
    """Gaps, lives after an end, moves that a lifecycle does not have, ends of observation that nobody knows."""
    log = EventLog.from_rows(
        [
            ("a", 0, "initiation", "exact"),
            ("a", 2, "implementation", "exact"),
            ("a", 3, "implementation", "censored"),
            ("a", 8, "implementation", "seen"),
            ("a", 9, "ended: merged", "exact"),
            ("a", 12, "design", "exact"),
            ("b", 4, "design", "seen"),
            ("b", 6, "design", "exact"),
            ("b", 6, "implementation", "exact"),
            ("b", 6, "further_development", "exact"),
            ("c", 0, "storming", "exact"),
            ("c", 5, "", "censored"),
        ]
    )
    text = repr(log.summary(msp.STANDARD))
    assert "3 partnerships, 12 rows; every move has its date" in text
    assert "5 changes of state in 14 partnership-months" in text
    assert "0 seen to end, 3 not; 1 observed from mid-life on" in text
    for oddity in (
        "gaps in which a partnership was not observed: 1 (a at 8)",
        "rows after an end: 1 (a at 12)",
        "nobody knows how long they were observed after it; see `until=`: 2 (a at 12; b at 6)",
        "moves at the same time as the one before; counted as one move from the first state to the last: 1",
        "moves into the state that it was already in; taken as one stay: 1 (b at 6)",
        "states that the lifecycle standard does not have: 1 (storming)",
        "moves that the lifecycle standard does not have: 2 (a: initiation to implementation at 2; ",
    ):
        assert oddity in text
    assert "<li>look at: gaps" in log._repr_html_()


def test_between_visits_only_what_no_way_leads_to_is_impossible() -> None:
    """From design to further development in two years is possible, back from an end is not."""
    rows = [("a", 0, "design", "seen"), ("a", 24, "further_development", "seen")]
    assert not EventLog.from_rows(rows).summary(msp.STANDARD).oddities[1:]
    rows += [("a", 30, "ended: merged", "seen"), ("a", 36, "design", "seen")]
    text = repr(EventLog.from_rows(rows).summary(msp.STANDARD))
    assert (
        "moves that the lifecycle standard does not have: 1 (a: ended: merged to design at 36)"
        in text
    )


# --- little to learn from -----------------------------------------------------------------------


def test_one_partnership() -> None:
    """An estimate without an interval, and a warning."""
    log = EventLog.from_rows([("a", 0, "design", "exact"), ("a", 4, "ended: merged", "exact")])
    assert "there is one partnership only" in repr(log.summary())
    row = learn.cumulative_incidence(log).table().records()[0]
    assert row["share"] == 1
    assert np.isnan(row["low"])


def test_nobody_moves() -> None:
    """Everybody stays where they are, as far as anybody knows."""
    log = EventLog.from_rows([("a", 0, "design", "exact"), ("a", 4, "design", "censored")])
    # exp(-4 r) is 0.05 at 0.749: the exact bound where nothing happened in four months.
    said = "nothing moves; there are no rates to estimate, but more than 0.749 moves per"
    assert said in repr(log.summary())
    assert learn.aalen_johansen(log).share.tolist() == [[1.0]]
    assert learn.nelson_aalen(log).table().rows == 0
    assert learn.transition_counts(log).rows == 0
    assert learn.sojourns(log).records()[0]["median"] == float("inf")
    assert learn.restricted_mean_time(log, 3.0)["mean"].tolist() == [3.0]
    with pytest.raises(
        EstimateError, match="no state is called an end and none is one; say which of design"
    ):
        learn.cumulative_incidence(log)
    with pytest.raises(msp.UnknownName, match="no state 'desgin'; did you mean design"):
        learn.cumulative_incidence(log, "desgin")


def test_nobody_was_observed_for_any_time() -> None:
    """Clearly refused: there is no time at risk."""
    log = EventLog.from_rows([("a", 0, "design", "exact"), ("b", 0, "design", "exact")])
    for estimate in (learn.aalen_johansen, learn.nelson_aalen, learn.cumulative_incidence):
        with pytest.raises(EstimateError, match="give the end of observation with `until=`"):
            estimate(log)


def test_a_phase_that_is_never_left() -> None:
    """Its stays have no median, and whoever comes there stays."""
    rows = [
        ("a", 0, "design", "exact"),
        ("a", 4, "implementation", "exact"),
        ("a", 9, "", "censored"),
    ]
    log = EventLog.from_rows(rows)
    table = {row["state"]: row["median"] for row in learn.sojourns(log).records()}
    assert table == {"design": 4.0, "implementation": float("inf")}
    assert learn.aalen_johansen(log).share[-1].tolist() == [0, 1]


def test_a_start_at_which_nobody_was_there() -> None:
    """The answer names the time in which somebody was."""
    log = EventLog.from_rows([("a", 3, "design", "seen"), ("a", 9, "", "censored")])
    with pytest.raises(EstimateError, match="just after 1 months; somebody was between 3 and 9"):
        learn.aalen_johansen(log, start=1)
    with pytest.raises(EstimateError, match=r"it is known from 3 months on"):
        learn.aalen_johansen(log).table(at=[0.0])
    with pytest.raises(EstimateError, match=r"initial shares add up to 0.5"):
        learn.aalen_johansen(log, initial={"design": 0.5})
    with pytest.raises(EstimateError, match=r"horizon 2 is not after the start 3"):
        learn.restricted_mean_time(log, 2.0)
    with pytest.raises(EstimateError, match="before the start"):
        learn.transition_probabilities(log, 5, 4)
