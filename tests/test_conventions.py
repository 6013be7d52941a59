"""What every criterion, threshold and factor must be like, whoever writes it.

The tables are ours, written from the sources and not from the code: paragraphs of the five seed texts, predicates of
the four phases, components of the definition, questions of suitability.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from criterion_fixtures import ALL, fixtures_of

import msp_lifecycle as msp
from msp_lifecycle.criteria.profiles import DORMANT_AFTER
from msp_lifecycle.criterion import find

EACH = pytest.mark.parametrize("criterion", ALL, ids=lambda one: one.code)
SHIPPED = pytest.mark.parametrize("criterion", msp.CRITERIA, ids=lambda one: one.code)

# The lines of S0, S1, S2 and S4 that hold a text, and the numbered paragraphs of S3.
PARAGRAPHS = {
    "S0:L": "1-14",
    "S1:L": """
        1 3-4 6 8 10 12 14 16 18 20 22 24 26 28 30 32 34 36 38 40 42 44 46 48 50 52 54 56 60 62 64 66 68 70 72 74 76
        78 80 82 84 86 88 90 92 94 96 98 100 102-103 105 107 109 111 113 115 117 119-120 122 124 126 128 130 133 135
        139 141 143 145 147 149 153 155 157-158 160 162 164 166 170 172 174 176 178 180 182 184 186 188 190 192 194
        196 198 200 202 204 206 208 210 212 216-217 219 221 223 225 227 229 231 233 235 237 239 241 243 245-246 248
        250 252 254 256 258 260 262 264 266 270 272 274 276 278 280 282 284 286 288 290 292 294 296 300 302 304 306
        308 310 314 316 318 320 322 324 326 328 330 332 334 336 338 340 342 344 346 348 350-351 353 355 357 359 361
        363 365 367 369 371 373 375 377 379 381 384-385 387 389 391 393 395 397 399 401 403 405 407 409 411 413 415
        417 419 421 423 425 427 429 431 433 435 437 439 441 443 446 448 450 452 454 456 458-459 461 463 465-466 468
        470 472 474 476 478 480 482 484 486 488 490 492 494 496 498 500 502 504 506 508 510 512 514 516 519 522 524
        526 528 530 532 534 536 538-539 541 543 545 547 549 551 553-554 556-557 559 561-562 564-565 567 569 571-572
        574 576 578 580 582 584 586 588 590 592 594 596 598 600 602 604 606 608 610 612 614 616-618 620 622 624 626
    """,
    "S2:L": "1-42",
    "S3:¶": "1-93",
    "S4:L": "1 3 5 7 9 11 13 15 17 19 21 23 25 27 29 31 33 35 37 39 41 43 45 47 49 51 53 55 57 59 61 63",
}

# Phase predicates and components with the weight that the source gives them; `must` where it says must, required or vital.
WEIGHTS = {
    "must": """
        P1-E1 P1-X1 P1-X2 P1-X3 P1-X4 P1-X5 P1-X6 P1-X8
        P2-X1 P2-X2 P2-X3 P2-X4 P2-X5 P2-X6 P2-X7 P2-X9 P2-X13 P2-X14
        P3-E2 P3-E3 P3-E4 P3-E5 P3-I1 P3-I2 P3-X1 P3-X3
        P4-I1 P4-X1 P4-X2 P4-X3
        DEF-1 DEF-2 DEF-3 DEF-4 DEF-5 DEF-6 DEF-7 DEF-9
    """,
    "should": """
        P1-X7 P1-X9 P1-X10 P1-X11
        P2-X8 P2-X10 P2-X11 P2-X12 P2-X15 P2-X16
        P3-I3 P3-I4 P3-X2
        P4-X4 P4-X5 P4-X6
        DEF-8 DEF-10 DEF-11 DEF-12 DEF-13
    """,
    "info": "P1-W1 P1-W2",
}
# P2-E1, P3-E1 and P4-E1 are missing on purpose: "the exits of the phase before are met" is a guard, not a criterion.

SUITABILITY = "SUIT-1 SUIT-2 SUIT-3 SUIT-4 SUIT-5 SUIT-6 SUIT-7"

# How many criteria the sources give for each of the 17 success factors; ours may be more.
OF_EACH_FACTOR = {
    "A1": 6, "A2": 6, "A3": 5, "B1": 6, "B2": 6, "B3": 4, "C1": 5, "C2": 5, "C3": 6,
    "D1": 5, "D2": 4, "E1": 5, "E2": 5, "E3": 5, "F1": 5, "F2": 6, "F3": 5,
}  # fmt: skip


def numbers(ranges: str) -> set[int]:
    pairs = (text.partition("-") for text in ranges.split())
    return {n for first, _, last in pairs for n in range(int(first), int(last or first) + 1)}


KNOWN = {f"{seed}{n}" for seed, ranges in PARAGRAPHS.items() for n in numbers(ranges)} | {"S3:Box"}


# --- the page of the manual ---------------------------------------------------------------------


def test_there_are_as_many_as_we_think() -> None:
    """A criterion that vanishes in a merge is missed here."""
    assert len(msp.CRITERIA) == 238


@EACH
def test_the_code_says_where_it_belongs(criterion: msp.Criterion) -> None:
    """A letter, a factor and a number; or the name of a body of criteria and a number."""
    pattern = r"[A-F][1-3]\.[1-9]\d?|[A-Z]{2,4}-[1-9]\d?"
    assert re.fullmatch(pattern, criterion.code)


def test_no_code_is_used_twice() -> None:
    """Neither for two criteria, nor for one and as another name of another."""
    codes = Counter(one.code for one in ALL)
    assert codes.most_common(1)[0][1] == 1
    assert not codes.keys() & {name for one in ALL for name in one.also}


@EACH
def test_the_page_is_complete(criterion: msp.Criterion) -> None:
    """What and why are sentences; the title is one without its full stop, short enough for a line."""
    for text in (criterion.what, criterion.why):
        assert re.fullmatch(r"[A-Z\"].*\.", text)
    assert re.fullmatch(r"[A-Z].*[^.]", criterion.title)
    assert len(criterion.title) <= 90


@EACH
def test_the_remedy_is_one_sentence_that_says_what_to_do(criterion: msp.Criterion) -> None:
    """It opens with a verb in the imperative and ends where the sentence does."""
    assert re.fullmatch(r"[A-Z][^.?!]*\.", criterion.remedy)
    first = criterion.remedy.split()[0].strip(",")
    assert first in VERBS.split()


VERBS = """
    Add Adopt Agree Analyse Announce Apply Ask Assess Bring Call Carry Check Choose Close Consult Decide Define Draw
    Exchange Find Finish Fix Form Get Give Go Hand Have Hold Invite Join Keep Lay List Look Make Measure Meet Name
    Negotiate Obtain Open Outline Pause Plan Publish Put Raise Record Replace Resume Review Say Screen Send Set Settle
    Share Spread Take Talk Try Use Win Work Write
"""


@EACH
def test_the_source_can_be_looked_up(criterion: msp.Criterion) -> None:
    """Every place named is a paragraph that there is; a reading of ours says that it is inferred."""
    places = [one.removesuffix(" (inferred)") for one in criterion.source.split("; ")]
    assert not [one for one in places if one not in KNOWN]


SOURCES = {
    *(one.source for one in msp.FIELDS),
    *(one.source for one in msp.FACTORS),
    *(one.source for one in msp.CHECKLISTS),
    *(rule.origin for rule in msp.STANDARD.moves),
    *(phase.source for phase in msp.STANDARD.phases),
} - {""}


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_sources_of_lists_can_be_looked_up(source: str) -> None:
    """The same for fields, factors, checklists, phases and moves, which may name a span of paragraphs."""
    for place in source.replace(" (inferred)", "").split("; "):
        first, *others = re.split(r", | to ", place)
        named = [first, *(first[:3] + one for one in others)]
        assert not [one for one in named if one not in KNOWN]


@EACH
def test_it_counts_from_a_phase_on(criterion: msp.Criterion) -> None:
    """A misspelt phase would make it never count."""
    assert criterion.since in {phase.name for phase in msp.STANDARD.phases}


# --- names used elsewhere -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weight", "name"),
    [(weight, name) for weight, names in WEIGHTS.items() for name in names.split()],
)
def test_a_predicate_of_the_sources_is_a_criterion_of_its_weight(weight: str, name: str) -> None:
    """It can be found by its name there, and everything that goes by that name counts as much as the source says."""
    assert find(msp.CRITERIA, name)
    assert {one.requirement for one in msp.CRITERIA if name in (one.code, *one.also)} == {weight}


@pytest.mark.parametrize("name", SUITABILITY.split())
def test_a_question_of_suitability_is_a_criterion(name: str) -> None:
    """Each stands on the checklist, under whatever code."""
    assert find(msp.CRITERIA, name).code in msp.SUITABILITY.codes


@pytest.mark.parametrize(("factor", "least"), OF_EACH_FACTOR.items())
def test_each_factor_has_all_its_criteria(factor: str, least: int) -> None:
    """Numbered from 1 on, without a gap."""
    found = [int(one.code.partition(".")[2]) for one in msp.CRITERIA if one.factor == factor]
    assert sorted(found) == list(range(1, len(found) + 1))
    assert len(found) >= least


def test_there_are_the_17_factors_in_six_fields() -> None:
    """Each with a title, under the field of its letter."""
    assert [one.code for one in msp.FACTORS] == list(OF_EACH_FACTOR)
    assert len({one.title for one in msp.FACTORS}) == 17
    for field in msp.FIELDS:
        assert all(one.code[0] == field.code for one in field.factors)
        assert all(one.code.startswith(field.code) for one in field.criteria)


# --- thresholds ---------------------------------------------------------------------------------


def test_the_profiles_hold_the_same_thresholds() -> None:
    """With the same unit and meaning, so that one can be put in the place of another."""
    described = [
        {(one.name, one.unit, one.meaning) for one in p.limits.values()} for p in msp.PROFILES
    ]
    assert described[0] == described[1] == described[2]


@EACH
def test_its_thresholds_are_in_the_profile(criterion: msp.Criterion) -> None:
    """Under the names by which it reads them."""
    assert set(criterion.limits) <= msp.STANDARD_PROFILE.limits.keys()


def test_every_threshold_is_read() -> None:
    """A threshold that nothing reads is one that a user changes in vain."""
    read = {name for one in ALL for name in one.limits}
    assert msp.STANDARD_PROFILE.limits.keys() - read == {DORMANT_AFTER.name}


@pytest.mark.parametrize("name", sorted(msp.STANDARD_PROFILE.limits))
def test_a_threshold_says_what_it_bounds(name: str) -> None:
    """In one sentence that tells the direction, and the three profiles go in that direction."""
    light, standard, strict = (profile.limit(name) for profile in msp.PROFILES)
    assert re.fullmatch(r"[A-Z].*\.", standard.meaning)
    values = [light.value, standard.value, strict.value]
    at_least = re.match("Least|Fewest|How far back decisions|Time ahead", standard.meaning)
    assert values == sorted(values, reverse=not at_least)


# --- fixtures -----------------------------------------------------------------------------------


@SHIPPED
def test_there_is_a_dossier_that_meets_it_and_one_that_falls_short(
    criterion: msp.Criterion,
) -> None:
    """A criterion that no partnership can meet, or that none can fail, says nothing."""
    found = {one.status for one in fixtures_of(criterion.code)}
    assert msp.Status.MET in found
    short = {msp.Status.UNKNOWN} if criterion.code in NEVER_NOT_MET else {msp.Status.NOT_MET}
    assert found & short


NEVER_NOT_MET = {"D1.7"}
"""It asks whether an assessment is on record, whatever it says."""
