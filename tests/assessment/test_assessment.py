"""Self-assessment: what comes out is right, and nobody's answer comes out."""

from __future__ import annotations

import datetime as dt
import pickle
import statistics
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import msp_lifecycle as msp
from msp_lifecycle.assessment import (
    INSTRUMENTS,
    NOT_STATED,
    SEVENTEEN_FACTORS,
    AnswersMismatch,
    Band,
    Instrument,
    Question,
    Scale,
    SelfAssessment,
    assess,
    instrument_named,
    shown_groups,
)
from msp_lifecycle.assessment import (
    given as given_answers,
)
from msp_lifecycle.records import Answer, Organisation, Partner, Rating, Response

ON = dt.date(2024, 5, 1)
SECTORS = ("public", "business", "civil_society", None)
PULSE = Instrument(
    name="pulse",
    title="Pulse",
    questions=(
        Question(code="trust", text="We can rely on each other.", factor="B2"),
        Question(code="talk", text="We talk openly.", factor="B2"),
        Question(code="burden", text="It costs us more than it gives.", factor="A1", reversed=True),
        Question(code="mood", text="I like it here."),
    ),
    bands=(Band(name="good", least="4"), Band(name="so so", least="2.5")),
)
CODES = [one.code for one in PULSE.questions]


def response(number: int, partner: str | None = None, **answers: int) -> Response:
    return Response(
        id=f"r{number}",
        instrument="pulse",
        partner=partner,
        respondent=f"person {number}",
        on=ON,
        answers=[Answer(item=item, value=value) for item, value in answers.items()],
    )


def partnership(*responses: Response, ratings: tuple[Rating, ...] = ()) -> msp.Partnership:
    names = [f"p{i}" for i in range(len(SECTORS))]
    return msp.Partnership(
        id="p",
        name="P",
        organisations=[
            Organisation(id=name, name=name, sector=sector)  # type: ignore[arg-type]
            for name, sector in zip(names, SECTORS, strict=True)
        ],
        partners=[Partner(id=name, organisation=name) for name in names],
        responses=responses,
        ratings=ratings,
    )


ANSWERS = st.dictionaries(st.sampled_from(CODES), st.integers(1, 5), max_size=4)
RESPONSES = st.lists(
    st.tuples(st.sampled_from(["p0", "p1", "p2", "p3", None]), ANSWERS), max_size=14
).map(lambda found: [response(i, who, **said) for i, (who, said) in enumerate(found)])


def by_group(responses: list[Response]) -> dict[str, dict[str, list[int]]]:
    """Return the answers to each question by group, found in the plainest way."""
    sectors = dict(zip(["p0", "p1", "p2", "p3"], SECTORS, strict=True))
    found: dict[str, dict[str, list[int]]] = {code: defaultdict(list) for code in CODES}
    for one in responses:
        sector = sectors.get(str(one.partner)) or NOT_STATED
        for answer in one.answers:
            value = 6 - answer.value if answer.item == "burden" else answer.value
            found[answer.item][sector.replace("_", " ")].append(int(value))
    return found


# --- nobody's answer comes out ------------------------------------------------------------------


@given(responses=RESPONSES, least=st.integers(2, 5))
def test_nothing_is_said_of_few_and_nothing_can_be_taken_from_the_total(
    responses: list[Response], least: int
) -> None:
    """What is not shown of a question is nothing, or the answers of as many as it takes."""
    found = assess(partnership(*responses), PULSE, on=ON, least=least)
    told = by_group(responses)
    for one in found.questions:
        sizes = {name: len(values) for name, values in told[one.code].items()}
        shown = {name for name, summary in one.groups.items() if summary is not None}
        assert all(sizes[name] >= least for name in shown)
        if one.overall is None:
            assert not shown
            assert sum(sizes.values()) < least
        else:
            rest = sum(size for name, size in sizes.items() if name not in shown)
            assert rest == 0 or rest >= least


@given(responses=RESPONSES, least=st.integers(2, 5))
def test_a_factor_tells_nothing_that_its_questions_do_not(
    responses: list[Response], least: int
) -> None:
    """So that nobody can take the questions that are shown from the factor and be left with one that is not."""
    found = assess(partnership(*responses), PULSE, on=ON, least=least)
    results = {one.code: one for one in found.questions}
    told = by_group(responses)
    for factor, codes in (("B2", ["trust", "talk"]), ("A1", ["burden"])):
        [one] = [each for each in found.factors if each.code == factor]
        if one.overall is not None:
            assert all(results[code].overall for code in codes if any(told[code].values()))
        for name, summary in one.groups.items():
            if summary is not None:
                assert all(results[code].groups.get(name) for code in codes if told[code].get(name))


@given(sizes=st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9)), least=st.integers(2, 5))
def test_no_more_is_hidden_than_needed(sizes: dict[str, int], least: int) -> None:
    """Without the last group that was hidden with the small ones, these would be too few to hide among."""
    shown = shown_groups(sizes, least)
    with_them = sorted(n for name, n in sizes.items() if name not in shown and n >= least)
    small = sum(n for n in sizes.values() if n < least)
    if with_them:
        assert 0 < small + sum(with_them[:-1]) < least
    if small == 0 or small >= least:
        assert shown == {name for name, n in sizes.items() if n >= least}


def test_one_alone_takes_the_smallest_group_into_hiding() -> None:
    """Or the total less what is shown would be the answer of that one."""
    said = [response(i, "p0", trust=4) for i in range(4)]
    said += [response(i + 4, "p1", trust=2) for i in range(3)]
    said += [response(7, "p2", trust=1)]
    [one] = [each for each in assess(partnership(*said), PULSE, on=ON).questions if each.overall][
        :1
    ]
    assert {name: summary is not None for name, summary in one.groups.items()} == {
        "public": True,
        "business": False,
        "civil society": False,
    }


def test_a_group_too_small_for_one_question_is_left_out_of_the_factor() -> None:
    """Or the factor less the other question would be the answer of one of them."""
    said = [response(i, "p0", trust=4, talk=4) for i in range(6)]
    said += [response(6, "p1", trust=2, talk=1)]
    said += [response(7 + i, "p1", trust=2) for i in range(2)]
    found = assess(partnership(*said), PULSE, on=ON)
    trust, _, *_ = found.questions
    [b2] = [one for one in found.factors if one.code == "B2"]
    assert trust.groups["business"] is not None
    assert b2.overall is not None
    assert b2.groups["business"] is None


def test_less_than_two_is_refused() -> None:
    """Whoever asks for single answers asks the wrong function."""
    with pytest.raises(ValueError, match="2 or more"):
        assess(partnership(), PULSE, on=ON, least=1)


# --- what comes out is right --------------------------------------------------------------------


@given(responses=RESPONSES)
def test_means_and_spreads_are_those_of_the_answers(responses: list[Response]) -> None:
    """To two decimal places, of whatever is shown."""
    found = assess(partnership(*responses), PULSE, on=ON, least=2)
    told = by_group(responses)
    for one in found.questions:
        groups = {name: told[one.code].get(name, []) for name in one.groups}
        everything = [value for values in told[one.code].values() for value in values]
        for summary, values in [
            (one.overall, everything),
            *((one.groups[n], v) for n, v in groups.items()),
        ]:
            if summary is not None:
                assert summary.answers == len(values)
                assert float(summary.mean) == pytest.approx(statistics.fmean(values), abs=0.006)
                assert float(summary.spread) == pytest.approx(statistics.pstdev(values), abs=0.006)


@given(responses=RESPONSES, data=st.data())
def test_the_order_of_responses_does_not_matter(
    responses: list[Response], data: st.DataObject
) -> None:
    """Only who said what does."""
    shuffled = data.draw(st.permutations(responses))
    assert _told(assess(partnership(*responses), PULSE, on=ON)) == _told(
        assess(partnership(*shuffled), PULSE, on=ON)
    )


def _told(found: SelfAssessment) -> list[object]:
    return [(one.code, one.overall, dict(one.groups)) for one in (*found.questions, *found.factors)]


def test_the_latest_response_of_a_respondent_counts() -> None:
    """And none that lies after the day."""
    first = Response(
        id="a", instrument="pulse", partner="p0", on=ON, answers=[Answer(item="trust", value=1)]
    )
    second = Response(
        id="b",
        instrument="pulse",
        partner="p0",
        on=dt.date(2024, 9, 1),
        answers=[Answer(item="trust", value=5)],
    )
    p = partnership(first, second)
    assert [int(one.value) for one in given_answers(p, PULSE)] == [5]
    assert [int(one.value) for one in given_answers(p.as_of(ON), PULSE)] == [1]


def test_ratings_under_the_name_of_a_question_are_answers_to_it() -> None:
    """Put on its scale; not those about one other partner, and not where the partner has answered itself."""
    ratings = (
        Rating(id="1", item="trust", partner="p0", value=Decimal(3), scale=3, on=ON),
        Rating(id="2", item="trust", partner="p1", about="p0", value=Decimal(1), on=ON),
        Rating(id="3", item="trust", partner="p2", value=Decimal(1), on=ON),
    )
    own = Response(
        id="own", instrument="pulse", partner="p2", on=ON, answers=[Answer(item="trust", value=4)]
    )
    found = given_answers(partnership(own, ratings=ratings), PULSE)
    assert sorted((one.group, one.value) for one in found) == [("civil society", 4), ("public", 5)]


def test_respondents_can_be_grouped_by_groups_of_ones_own() -> None:
    """Instead of by sector."""
    said = [
        Response(
            id=f"g{i}",
            instrument="pulse",
            group=group,
            respondent=str(i),
            on=ON,
            answers=[Answer(item="mood", value=i % 5 + 1)],
        )
        for i, group in enumerate(["staff", "staff", "board", "board", ""])
    ]
    found = given_answers(partnership(*said), PULSE, by="group")
    assert {one.group for one in found} == {"staff", "board", NOT_STATED}


def test_groups_that_lie_apart_are_named() -> None:
    """The lower one first, those furthest apart first."""
    said = [response(i, "p0", trust=5, mood=4) for i in range(3)]
    said += [response(i + 3, "p1", trust=2, mood=3) for i in range(3)]
    found = assess(partnership(*said), PULSE, on=ON)
    assert [(one.code, one.gap, one.disagreement) for one in found.disagreements] == [
        ("trust", 3, ("business", "public")),
        ("mood", 1, ("business", "public")),
    ]


def test_means_are_read_by_bands() -> None:
    """A mean below all of them has none."""
    assert [PULSE.band(Decimal(mean)) for mean in ("4", "3.99", "2.5", "2.4")] == [
        "good",
        "so so",
        "so so",
        "",
    ]


def test_there_is_no_total() -> None:
    """Neither of all questions nor of all factors."""
    assert not {name for name in dir(SelfAssessment) if "total" in name or "score" in name}


# --- answers that do not fit --------------------------------------------------------------------


def test_answers_that_do_not_fit_are_all_named_with_both_places() -> None:
    """The answer and the instrument."""
    p = partnership(response(1, trust=5, talk=6), response(2, faith=3))
    with pytest.raises(AnswersMismatch) as caught:
        assess(p, PULSE, on=ON)
    first, second = caught.value.problems
    assert first[0] == "responses/r1.answers[1].value"
    assert "6 to 'talk' lies outside the scale of instrument pulse, 1 to 5" in first[1]
    assert second[0] == "responses/r2.answers[0].item"
    assert "instrument pulse has no question 'faith'" in second[1]
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


def test_a_question_answered_twice_is_refused() -> None:
    """Nobody could say which answer is meant."""
    twice = [Answer(item="trust", value=1), Answer(item="trust", value=5)]
    with pytest.raises(msp.RecordError, match="answered twice"):
        Response(id="r", instrument="pulse", on=ON, answers=twice)


# --- instruments --------------------------------------------------------------------------------


def test_the_shipped_one_asks_twice_about_each_of_the_factors() -> None:
    """In one sentence each, in words that a partner would use."""
    factors = [one.factor for one in SEVENTEEN_FACTORS.questions]
    assert factors == [one.code for one in msp.FACTORS for _ in range(2)]
    for one in SEVENTEEN_FACTORS.questions:
        assert one.text[0].isupper()
        assert one.text.endswith(".")
        assert len(one.text) <= 80
    assert instrument_named("seventeen_factors") is SEVENTEEN_FACTORS
    assert INSTRUMENTS == (SEVENTEEN_FACTORS,)


def test_what_criteria_ask_for_as_ratings_is_among_its_questions() -> None:
    """Under the same names, so that one answer serves both."""
    items = "vision_is_ours trust discussion_culture neutrality perceived_say solution_focus"
    assert set(items.split()) <= set(SEVENTEEN_FACTORS.by_code)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"questions": ()}, "it has no questions"),
        ({"questions": (Question(code="a", text="A."),) * 2}, "two questions are called a"),
        ({"questions": (Question(code="a b", text="A."),)}, "a question cannot be called 'a b'"),
        ({"questions": (Question(code="a", text=" "),)}, "question a asks nothing"),
        ({"questions": (Question(code="a", text="A.", factor="G1"),)}, "there is no factor 'G1'"),
        ({"scale": Scale(lowest=3, highest=3)}, "a scale from 3 to 3"),
        ({"scale": Scale(labels=("a", "b", "c"))}, "3 labels for a scale of 5"),
        ({"bands": (Band(name="a", least="1"), Band(name="b", least="2"))}, "bands go from the highest"),
    ],
    ids=["none", "doubled", "name", "empty", "factor", "scale", "labels", "bands"],
)  # fmt: skip
def test_an_instrument_that_cannot_be_is_refused(changes: dict[str, object], problem: str) -> None:
    """When it is made, with every fault."""
    parts: dict[str, object] = {
        "name": "own",
        "title": "Own",
        "questions": PULSE.questions,
        **changes,
    }
    with pytest.raises(msp.LifecycleError, match=problem):
        Instrument(**parts)  # type: ignore[arg-type]


PULSE_FILE = """\
msp_lifecycle: 1
instrument: pulse
title: Pulse
highest: 4
labels: [never, always]
questions:
  - {code: trust, text: We can rely on each other., factor: B2}
  - {code: burden, text: It costs us more than it gives., reversed: true}
bands:
  - {name: good, least: 3}
"""


def test_an_instrument_of_ones_own_is_read(tmp_path: Path) -> None:
    """Like a profile: the same syntax, as strictly."""
    path = tmp_path / "pulse.yaml"
    path.write_text(PULSE_FILE, encoding="utf-8")
    found = msp.load_instrument(path)
    assert (found.name, found.scale.words, len(found.questions)) == (
        "pulse",
        "1 (never) to 4 (always)",
        2,
    )
    assert found.band(Decimal(3)) == "good"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("highest: 4", "highest: four", "pulse.yaml:4:10: highest: expected a whole number"),
        (
            "factor: B2",
            "factor: B9",
            "pulse.yaml:7:61: questions[0].factor: instrument pulse: question trust: there is no factor",
        ),
        ("labels:", "label:", "pulse.yaml:5:1"),
        ("reversed: true", "reversed: often", "questions[1].reversed"),
    ],
)
def test_a_fault_in_it_is_named_with_its_place(
    old: str, new: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """File, line and column."""
    monkeypatch.chdir(tmp_path)
    Path("pulse.yaml").write_text(PULSE_FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(msp.DossierError) as caught:
        msp.load_instrument("pulse.yaml")
    assert words in str(caught.value)
