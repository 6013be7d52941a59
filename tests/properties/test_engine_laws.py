"""Laws of the engine, for whatever partnership can be drawn."""

import datetime as dt
import random

import attrs
import pytest
from drawn_lives import CODES, DAYS, attempts, positions, small_lives
from hypothesis import assume, given
from hypothesis import strategies as st
from lives import (
    DAY,
    HEALTHY_LIFE,
    SMALL,
    a_goal,
    after,
    healthy_until,
    outcome,
    promises_kept,
    standing_everywhere,
    two_partners,
)

import msp_lifecycle as msp
from msp_lifecycle import testing
from msp_lifecycle.engine import Report
from msp_lifecycle.engine.differences import differences
from msp_lifecycle.lifecycles import EVERYTHING
from msp_lifecycle.records import (
    RECORD_TYPES,
    TOPICS,
    Decision,
    DecisionRule,
    Move,
    Partner,
    Partnership,
    Voter,
    Waiver,
)

drawn = testing.partnerships() | testing.troubled_partnerships()
topics = st.sets(st.sampled_from(TOPICS), max_size=4).map(frozenset)


def guards(partnership: Partnership, on: dt.date, **by: object) -> dict[str, Report]:
    """Return the report of every move that is possible on a day, by its name."""
    found = msp.possible_moves(partnership, on=on, **{"lifecycle": SMALL, **by})
    return {one.rule.name: one.report for one in found}


def statuses(report: Report) -> dict[str, msp.Status]:
    return {one.code: one.status for one in report.findings}


# check on d = check of as_of(d) on d


@given(small_lives(), DAYS, st.sampled_from(("D", None)))
def test_a_check_on_a_day_sees_that_day(
    partnership: Partnership, on: dt.date, decision: str | None
) -> None:
    """What is asked of a day is the same whether or not the future is cut off first."""
    then = partnership.as_of(on)
    for to in ("advance", "idea", "work", "review", "end", None):
        by = {"on": on, "decision": decision, "lifecycle": SMALL}
        assert outcome(lambda to=to, by=by: msp.check(partnership, to, **by)) == outcome(
            lambda to=to, by=by: msp.check(then, to, **by)
        )
    by = {"on": on, "lifecycle": SMALL}
    assert msp.possible_moves(partnership, **by) == msp.possible_moves(then, **by)
    assert msp.levels(partnership, **by) == msp.levels(then, **by)
    assert msp.history(partnership, on=on) == msp.history(then, on=on)
    assert msp.dormant(partnership, on=on) == msp.dormant(then, on=on)


@given(drawn, st.data())
def test_a_check_by_the_standard_lifecycle_sees_that_day(
    partnership: Partnership, data: st.DataObject
) -> None:
    """The same for the criteria that we ship and partnerships of every shape."""
    on = data.draw(testing.days_around(partnership))
    then = partnership.as_of(on)
    assert msp.possible_moves(partnership, on=on) == msp.possible_moves(then, on=on)
    assert msp.check(partnership, on=on, against=EVERYTHING) == msp.check(
        then, on=on, against=EVERYTHING
    )
    assert msp.levels(partnership, on=on) == msp.levels(then, on=on)
    assert msp.dormant(partnership, on=on) == msp.dormant(then, on=on)


# Adding a requirement never opens a guard, waiving never closes one, a stricter profile never opens one


@given(
    small_lives(),
    DAYS,
    st.sampled_from(("start", "advance", "loop_back", "continue", "pause", "end")),
    st.lists(st.sampled_from((two_partners, a_goal, promises_kept)), min_size=1, unique=True),
)
def test_adding_a_requirement_never_opens_a_guard(
    partnership: Partnership, on: dt.date, move: str, added: list[msp.Criterion]
) -> None:
    """A guard that asks for more is open at most where it was open before."""
    more = SMALL.requiring(move, *added)
    before, now = guards(partnership, on), guards(partnership, on, lifecycle=more)
    assert before.keys() == now.keys()
    for name, report in now.items():
        assert before[name].open or not report.open


@given(small_lives(), DAYS, st.sampled_from(CODES), st.sampled_from(("V", "V", "D", "E")))
def test_waiving_never_closes_a_guard(
    partnership: Partnership, on: dt.date, code: str, decision: str
) -> None:
    """One more waiver, valid or not, keeps open what was open, and changes nothing but its own criterion."""
    partnership = with_a_valid_decision(partnership)
    waiver = Waiver(id="more", criterion=code, decision=decision)
    waived = partnership.evolved(waivers=[*partnership.waivers, waiver])
    before, now = guards(partnership, on), guards(waived, on)
    for name, report in before.items():
        assert now[name].open or not report.open
        was, now_is = statuses(report), statuses(now[name])
        assert {key: one for key, one in was.items() if key != code} == {
            key: one for key, one in now_is.items() if key != code
        }
        if code in was and decision == "V":
            assert now_is[code] == (was[code] if was[code].stands else msp.Status.WAIVED)


def with_a_valid_decision(partnership: Partnership) -> Partnership:
    """Return the partnership with a decision V that is valid whatever else there is."""
    zoe = Partner(id="zoe", organisation="dot")
    alone = DecisionRule(id="v", method="consensus", electorate=[Voter(partner="zoe")])
    taken = Decision(id="V", question="?", on=DAY, rule="v", present=["zoe"])
    return partnership.evolved(
        partners=[*partnership.partners, zoe],
        decision_rules=[*partnership.decision_rules, alone],
        decisions=[*partnership.decisions, taken],
    )


WEIGHTS = ("info", "should", "must")


@given(
    small_lives(),
    DAYS,
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(WEIGHTS)),
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(WEIGHTS)),
    st.sets(st.sampled_from(WEIGHTS)),
    st.sets(st.sampled_from(WEIGHTS)),
)
def test_a_stricter_profile_never_opens_a_guard(
    partnership: Partnership,
    on: dt.date,
    one: dict[str, str],
    other: dict[str, str],
    few: set[str],
    more: set[str],
) -> None:
    """Criteria that count for more, and requirements that block where they did not, close guards and open none."""
    heavier = {
        code: max(one.get(code, weight), weight, key=WEIGHTS.index)
        for code, weight in other.items()
    }
    upward = {"must", *few}  # a profile that lets a must pass but not an info is not on this scale
    lax = msp.STANDARD_PROFILE.customised("lax", requirements=_all(one), blocking=frozenset(upward))
    strict = lax.customised(
        "strict",
        requirements=_all({**one, **heavier}),
        blocking=frozenset({*upward, *more, *_above(upward)}),
    )
    assume(_is_stricter(lax, strict))
    before, now = guards(partnership, on, profile=lax), guards(partnership, on, profile=strict)
    for name, report in now.items():
        assert before[name].open or not report.open


def _all(weights: dict[str, str]) -> dict[str, str]:
    return {code: weights.get(code, "should") for code in CODES}


def _above(blocking: set[str]) -> set[str]:
    """Return every requirement that weighs more than one which blocks."""
    lowest = min(WEIGHTS.index(one) for one in blocking)
    return set(WEIGHTS[lowest:])


def _is_stricter(lax: msp.Profile, strict: msp.Profile) -> bool:
    """Say whether whatever blocks under the one blocks under the other."""
    return all(
        strict.requirements[code] in strict.blocking
        for code in CODES
        if lax.requirements[code] in lax.blocking
    )


@pytest.mark.parametrize("index", range(len(HEALTHY_LIFE)))
def test_a_stricter_shipped_profile_opens_no_guard_of_the_healthy_life(index: int) -> None:
    """The same for a partnership whose guards are open."""
    partnership, on = healthy_until(index), HEALTHY_LIFE[index][1]["on"]
    light, standard, strict = (
        guards(partnership, on, lifecycle=msp.STANDARD, profile=one) for one in msp.PROFILES
    )
    for name in light:
        assert light[name].open or not standard[name].open
        assert standard[name].open or not strict[name].open


# Loop-backs


def looped(
    partnership: Partnership, to: str, reopens: frozenset[str], *settling: Decision
) -> Partnership:
    """Return a partnership that went back and reopened topics, which some decisions may settle."""
    move = Move(
        kind="loop_back",
        on=after(6),
        to=to,
        because="why",
        reopens=tuple(sorted(reopens)),
        decision="D",
    )
    return partnership.evolved(
        moves=[*partnership.moves, move], decisions=[*partnership.decisions, *settling]
    )


def settles(reopened: frozenset[str]) -> Decision:
    return Decision(id="S", question="Settled?", on=after(7), settles=tuple(sorted(reopened)))


def assert_reopening(
    partnership: Partnership, to: str, reopens: frozenset[str], on: dt.date
) -> None:
    """Hold both laws for one partnership: what is reopened is invalidated, what is settled is as it would have been."""

    def found(reopened: frozenset[str], *settling: Decision) -> dict[str, msp.Finding]:
        report = msp.check(looped(partnership, to, reopened, *settling), on=on, against=EVERYTHING)
        return {one.code: one for one in report.findings}

    untouched, opened = found(frozenset()), found(reopens)
    for code, one in opened.items():
        if one.criterion.reads & reopens:
            assert (one.status, one.reopened) == (msp.Status.NOT_MET, after(6))
        else:
            assert one == untouched[code]
    nothing_settled = attrs.evolve(settles(reopens), settles=())
    assert {code: one.status for code, one in found(reopens, settles(reopens)).items()} == {
        code: one.status for code, one in found(frozenset(), nothing_settled).items()
    }


@given(drawn, topics, st.integers(7, 400).map(after))
def test_a_loop_back_invalidates_exactly_what_it_reopened(
    partnership: Partnership, reopens: frozenset[str], on: dt.date
) -> None:
    """Criteria that read a reopened topic are not met, all others are as they were, and settling restores them."""
    moves = [Move(kind="entered", on=DAY, to="implementation")]
    decided = Decision(id="D", question="Back?", on=after(5))
    others = [one for one in partnership.decisions if one.id not in ("D", "S") and not one.settles]
    kept = {"moves": moves, "decisions": [*others, decided], "waivers": ()}
    try:
        partnership = partnership.evolved(**kept)
    except msp.ConsistencyError:  # something refers to a decision that was left out
        assume(False)
    assert_reopening(partnership, "design", reopens, on)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_loop_back_in_the_healthy_life(topic: msp.Topic) -> None:
    """The same for a partnership in which most criteria stand, topic by topic."""
    base = healthy_until(3)
    decided = Decision(id="D", question="Back?", on=dt.date(2022, 2, 10))
    partnership = base.evolved(decisions=[*base.decisions, decided])

    def found(reopens: tuple[str, ...], settled: tuple[str, ...]) -> dict[str, msp.Finding]:
        move = Move(
            kind="loop_back",
            on=dt.date(2022, 2, 14),
            to="design",
            because="why",
            reopens=reopens,
            decision="D",
        )
        later = Decision(id="S", question="?", on=dt.date(2022, 2, 15), settles=settled)
        moved = partnership.evolved(
            moves=[*partnership.moves, move], decisions=[*partnership.decisions, later]
        )
        report = msp.check(moved, "implementation", on=dt.date(2022, 3, 1))
        return {one.code: one for one in report.findings}

    untouched, opened, restored = found((), ()), found((topic,), ()), found((topic,), (topic,))
    invalidated = {code for code, one in opened.items() if one.reopened}
    assert invalidated == {code for code, one in opened.items() if topic in one.criterion.reads}
    assert {code for code, one in opened.items() if one != untouched[code]} == invalidated
    assert {code: one.status for code, one in restored.items()} == {
        code: one.status for code, one in untouched.items()
    }


# Order


def shuffled(partnership: Partnership, chance: random.Random) -> Partnership:
    """Return the same records in another order; moves are a history and keep theirs."""
    changes: dict[str, object] = {}
    for name in RECORD_TYPES:
        if name != "moves":
            records = list(getattr(partnership, name))
            chance.shuffle(records)
            changes[name] = tuple(records)
    return partnership.evolved(**changes)


@given(drawn, st.randoms(use_true_random=False), st.data())
def test_the_order_of_records_does_not_matter(
    partnership: Partnership, chance: random.Random, data: st.DataObject
) -> None:
    """Reports, levels and positions are the same however the records are sorted."""
    on, other = data.draw(testing.days_around(partnership)), shuffled(partnership, chance)
    assert statuses(msp.check(other, on=on, against=EVERYTHING)) == statuses(
        msp.check(partnership, on=on, against=EVERYTHING)
    )
    assert msp.levels(other, on=on) == msp.levels(partnership, on=on)
    assert other.position == partnership.position
    one, two = (guards(each, on, lifecycle=msp.STANDARD) for each in (partnership, other))
    assert {name: statuses(report) for name, report in one.items()} == {
        name: statuses(report) for name, report in two.items()
    }
    assert differences(partnership, other) == () or any(
        not hasattr(record, "id") for name in RECORD_TYPES for record in getattr(partnership, name)
    )


@given(small_lives(), st.randoms(use_true_random=False), DAYS)
def test_the_order_of_decisions_rules_and_waivers_does_not_matter(
    partnership: Partnership, chance: random.Random, on: dt.date
) -> None:
    """The same where decisions are judged and criteria waived."""
    one, two = guards(partnership, on), guards(shuffled(partnership, chance), on)
    assert {name: statuses(report) for name, report in one.items()} == {
        name: statuses(report) for name, report in two.items()
    }


@given(st.integers(0, len(HEALTHY_LIFE) - 1), st.randoms(use_true_random=False))
def test_the_healthy_life_can_be_written_in_any_order(index: int, chance: random.Random) -> None:
    """Shuffle the dossier: each guard is open as before, and so is the way through it."""
    name, arguments, stands = HEALTHY_LIFE[index]
    moved = getattr(msp, name)(shuffled(healthy_until(index), chance), **arguments)
    assert moved.position.words == stands


# Moves


@given(small_lives(), st.data())
def test_a_refused_move_changes_nothing(partnership: Partnership, data: st.DataObject) -> None:
    """Whatever a move ends in, the partnership it was asked of is as it was; a made move adds one to it."""
    name, arguments = data.draw(attempts(after(5)))
    copy = attrs.evolve(partnership)
    moved = outcome(lambda: getattr(msp, name)(partnership, lifecycle=SMALL, **arguments))
    assert partnership == copy
    if isinstance(moved, Partnership):
        assert moved.moves[:-1] == partnership.moves
        assert moved.evolved(moves=partnership.moves) == partnership


KINDS = {"continue": "continue_"}


def try_out(
    partnership: Partnership,
    rule: msp.MoveRule,
    on: dt.date,
    decision: str | None,
    lifecycle: msp.Lifecycle = SMALL,
) -> object:
    """Make a move by the function of its kind."""
    arguments: dict[str, object] = {"on": on, "decision": decision, "lifecycle": lifecycle}
    if rule.kind == "loop_back":
        arguments |= {"to": rule.to, "because": "why", "trigger": "key_partner_missing"}
    if rule.kind == "suspend":
        arguments["because"] = "why"
    if rule.kind == "end":
        arguments["reason"] = "dissolved"
    function = getattr(msp, KINDS.get(rule.kind, rule.kind))
    return outcome(lambda: function(partnership, **arguments))


GAPS = st.lists(st.sampled_from((0, 1, 1, 2, 3)), min_size=2, max_size=6)


@given(small_lives(), GAPS, st.data())
def test_auditing_what_the_engine_moved_finds_nothing(
    partnership: Partnership, gaps: list[int], data: st.DataObject
) -> None:
    """Whatever was moved on whichever days, looking back finds each guard open on its day."""
    partnership, day, entered = with_a_valid_decision(partnership), after(4), len(partnership.moves)
    for gap in gaps:
        day += dt.timedelta(days=gap)
        rules = [one.rule for one in msp.possible_moves(partnership, on=day, lifecycle=SMALL)]
        if len(rules) > 1:  # most lives are long
            rules = [one for one in rules if one.kind != "end"]
        if not rules:
            break
        rule, cited = data.draw(st.sampled_from(rules)), data.draw(st.sampled_from("VVD"))
        moved = try_out(partnership, rule, day, cited)
        partnership = moved if isinstance(moved, Partnership) else partnership
    unsound = msp.audit(partnership, lifecycle=SMALL)
    assert all(one.index < entered for one in unsound)


@given(small_lives(), st.integers(5, 12).map(after), st.sampled_from(("V", "D", None)))
def test_possible_moves_are_those_that_can_be_tried(
    partnership: Partnership, on: dt.date, decision: str | None
) -> None:
    """A move that is listed is made, or refused for what its report says; one that is not listed cannot be made."""
    partnership = with_a_valid_decision(partnership)
    listed = guards(partnership, on)
    for name, rule in {rule.name: rule for rule in SMALL.moves}.items():
        made = isinstance(try_out(partnership, rule, on, decision), Partnership)
        if name not in listed:
            assert not made
            continue
        asked = msp.check(partnership, name, on=on, decision=decision, lifecycle=SMALL)
        guarded = statuses(listed[name])
        assert {code: one for code, one in statuses(asked).items() if code != "MOVE-1"} == guarded
        assert made == (asked.open and not asked.needs_decision)
        assert decision or asked == listed[name]


@given(positions(msp.STANDARD), st.integers(5, 9).map(after))
def test_where_every_guard_is_waived_every_possible_move_is_made(
    moves: tuple[Move, ...], on: dt.date
) -> None:
    """With a valid decision and nothing in the way, what is listed can be done."""
    partnership = standing_everywhere(msp.STANDARD, *moves)
    for one in msp.possible_moves(partnership, on=on):
        assert one.report.open
        moved = try_out(partnership, one.rule, on, "D", msp.STANDARD)
        assert isinstance(moved, Partnership)
        assert moved.position.phase == (one.rule.to or partnership.position.phase)


# Levels and differences

SIZES = {
    factor.code: sum(one.factor == factor.code for one in msp.CRITERIA) for factor in msp.FACTORS
}


@given(drawn, st.data())
def test_a_level_is_always_out_of_the_same_number(
    partnership: Partnership, data: st.DataObject
) -> None:
    """However a partnership fares, each factor has the criteria that it has, and no more stand than there are."""
    on = data.draw(testing.days_around(partnership))
    found = msp.levels(partnership, on=on)
    assert {factor: tally.of for factor, tally in found.items()} == SIZES
    assert all(
        0 <= tally.stood <= tally.stood + tally.unknown <= tally.of for tally in found.values()
    )


@given(drawn, drawn)
def test_differences_are_the_same_from_both_sides(one: Partnership, other: Partnership) -> None:
    """What came from one side went from the other, and what changed has changed from both."""
    forth, back = paths(one, other), paths(other, one)
    assert forth["added"] == back["removed"]
    assert forth["removed"] == back["added"]
    assert forth["changed"] == back["changed"]
    assert differences(one, one) == ()


def paths(one: Partnership, other: Partnership) -> dict[str, set[tuple[str, str]]]:
    """Return records with ids and their fields, by what became of them."""
    found: dict[str, set[tuple[str, str]]] = {"added": set(), "removed": set(), "changed": set()}
    for each in differences(one, other):
        if (
            "[" not in each.record
        ):  # records without an id are known by their place, which has two sides
            found[each.kind].add((each.record, each.field))
    return found


@given(drawn, st.data())
def test_what_differs_is_told(partnership: Partnership, data: st.DataObject) -> None:
    """Take one record out: it is told, and nothing else is, save what follows from the history."""
    filled = [name for name in RECORD_TYPES if getattr(partnership, name)]
    assume(filled)
    name = data.draw(st.sampled_from(filled))
    fewer = partnership.replaced({name: getattr(partnership, name)[:-1]})
    told = [one for one in differences(partnership, fewer) if one.field != "position"]
    assert [one.kind for one in told] == ["removed"]
    assert told[0].collection == name


@given(small_lives(), DAYS)
def test_a_guard_is_open_where_nothing_that_it_requires_falls_short(
    partnership: Partnership, on: dt.date
) -> None:
    """Open is what has no must that falls short; what falls short blocks or is advice, and never both."""
    for report in guards(partnership, on).values():
        short = {one.code for one in report.findings if not one.status.stands}
        blocking = {one.code for one in report.blocking}
        advice = {one.code for one in report.advice}
        assert report.open == (not blocking)
        assert blocking | advice == short
        assert not blocking & advice
        assert sum(report.counts.values()) == len(report.findings)
