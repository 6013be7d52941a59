"""A check says whether a move is open and why not, finding by finding; levels count what stands."""

import datetime as dt

import attrs
import pytest
from lives import (
    DAY,
    HEALTHY_LIFE,
    NAMES,
    SMALL,
    a_goal,
    after,
    decision,
    guard,
    healthy_until,
    history,
    promises_kept,
    small,
    two_partners,
)

import msp_lifecycle as msp
from msp_lifecycle.engine import Report, findings
from msp_lifecycle.lifecycle import Lifecycle
from msp_lifecycle.records import Commitment, Goal, Move, Partner, Partnership, Waiver

IDEA = Move(kind="start", on=DAY, to="idea")
WORK = Move(kind="entered", on=DAY, to="work")
REVIEW = Move(kind="entered", on=DAY, to="review")


def checked(partnership: Partnership, to: str | None = None, **more: object) -> Report:
    return msp.check(partnership, to, **{"on": after(9), "lifecycle": SMALL, **more})


def said(report: Report) -> dict[str, str]:
    """Return the status of each finding, and whether it blocks."""
    return {one.code: f"{one.status}{'!' if one.blocks else ''}" for one in report.findings}


def test_a_guard_is_asked_for_by_move_by_phase_or_not_at_all() -> None:
    """Without a name the next move forward is meant."""
    begun = small(IDEA)
    for to in (None, "advance", "work"):
        report = checked(begun, to)
        assert (report.move, report.to, report.checklist.name) == ("advance", "work", "to work")
        assert report.position.words == "idea"
        assert report.partnership == "p"
        assert report.on == after(9)


def test_findings_come_in_the_order_of_the_guard() -> None:
    """Each criterion of the guard has one finding, with how much it counts."""
    report = checked(small(IDEA))
    assert [(one.code, one.requirement) for one in report.findings] == [
        ("X-two", "must"),
        ("X-goal", "should"),
    ]


def test_only_a_must_closes_a_guard() -> None:
    """What is recommended is pointed out; what nobody wrote down closes a must as unknown."""
    no_goal = checked(small(IDEA, goals=[]))
    assert said(no_goal) == {"X-two": "met", "X-goal": "unknown"}
    assert no_goal.open
    nobody = checked(small(IDEA, partners=[], decisions=[]))
    assert said(nobody) == {"X-two": "unknown!", "X-goal": "met"}
    assert not nobody.open
    one = checked(small(IDEA, partners=[Partner(id="ann", organisation="ann")], decisions=[]))
    assert said(one) == {"X-two": "not_met!", "X-goal": "met"}


def test_what_does_not_apply_stands() -> None:
    """A question that does not arise keeps no guard closed."""
    assert said(checked(small(WORK), "review")) == {"X-goal": "met", "X-kept": "not_applicable"}


def test_a_profile_can_make_criteria_count_for_more_or_less() -> None:
    """The user's own profile weighs, the guard only proposes."""
    ours = msp.STANDARD_PROFILE.customised("ours", requirements={"X-two": "info", "X-goal": "must"})
    report = checked(small(IDEA, goals=[], partners=[], decisions=[]), profile=ours)
    assert said(report) == {"X-two": "unknown", "X-goal": "unknown!"}
    assert report.profile is ours


def test_a_profile_can_have_recommendations_close_a_guard() -> None:
    """Under the strict profile what should hold must."""
    report = checked(small(IDEA, goals=[]), profile=msp.STRICT_PROFILE)
    assert said(report) == {"X-two": "met", "X-goal": "unknown!"}


def test_a_checklist_can_be_checked_instead_of_a_guard() -> None:
    """Against a checklist no move is in question, and no lifecycle is needed."""
    asked = guard("ours", must=[a_goal], should=[two_partners])
    report = msp.check(small(WORK), on=after(9), against=asked)
    assert (report.move, report.to, report.needs_decision) == ("", None, False)
    assert report.checklist is asked
    assert said(report) == {"X-goal": "met", "X-two": "met"}


def test_the_day_decides_what_counts() -> None:
    """Nothing that happened after the day asked about is seen, moves included."""
    later = [
        Partner(id="ann", organisation="ann", joined=after(1)),
        Partner(id="ben", organisation="ben", joined=after(5)),
    ]
    partnership = small(IDEA, Move(kind="pause", on=after(7)), partners=later, decisions=[])
    assert said(checked(partnership, on=DAY))["X-two"] == "unknown!"
    assert said(checked(partnership, on=after(4)))["X-two"] == "not_met!"
    assert said(checked(partnership, on=after(5)))["X-two"] == "met"
    assert checked(partnership, on=after(6)).position.standing == "active"
    with pytest.raises(msp.NoSuchMove):
        checked(partnership, "work", on=after(-1))


def test_a_guard_can_be_asked_about_during_a_halt() -> None:
    """While paused or suspended the guard is checked, and the halt is a finding of its own, first of all."""
    for standing in ("paused", "suspended"):
        halted = small(*history(SMALL, "idea", standing, DAY))
        report = checked(halted, "work")
        assert said(report) == {"MOVE-2": "not_met!", "X-two": "met", "X-goal": "met"}
        assert report.findings[0].message == f"The partnership has been {standing} since {DAY}."
        assert report.findings[0].requirement == "must"
        assert report.findings[0].remedy


def test_a_halt_is_no_finding_for_what_ends_it() -> None:
    """To resume, to be reinstated or to end is not held up by the halt itself."""
    for standing, move in (("paused", "resume"), ("suspended", "reinstate"), ("suspended", "end")):
        halted = small(*history(SMALL, "idea", standing, DAY))
        assert "MOVE-2" not in said(checked(halted, move))


def test_no_profile_lets_a_halted_partnership_move() -> None:
    """Even a profile under which nothing closes a guard cannot make a history that cannot be."""
    lenient = msp.STANDARD_PROFILE.customised("lenient", blocking=frozenset())
    paused = small(*history(SMALL, "idea", "paused", DAY), partners=[], decisions=[])
    assert said(checked(paused, "work", profile=lenient)) == {
        "MOVE-2": "not_met!",
        "X-two": "unknown",
        "X-goal": "met",
    }


def test_the_need_for_a_decision_is_announced() -> None:
    """A check without a decision says whether the move will have to cite one."""
    assert not checked(small(IDEA)).needs_decision
    report = checked(small(WORK), "review")
    assert report.needs_decision
    assert report.finding("MOVE-1") is None
    assert not checked(small(WORK), "suspend").needs_decision
    assert not checked(small(WORK), "review", decision="D").needs_decision


def test_a_decision_can_be_checked_as_well() -> None:
    """Given a decision, the check judges it, before everything else."""
    report = checked(small(WORK), "review", decision="D")
    assert report.findings[0].code == "MOVE-1"
    assert (report.findings[0].status, report.findings[0].requirement) == ("met", "must")
    assert report.open
    missing = checked(small(WORK), "review", decision="E")
    assert missing.findings[0].message == f"Decision E is not among those taken by {after(9)}."
    assert not missing.open


def test_nothing_leads_on_after_the_end() -> None:
    """To ask for the next move of what has ended is answered with what there is: nothing."""
    with pytest.raises(msp.NoSuchMove, match="no move 'next' from work, ended; there are none"):
        checked(small(*history(SMALL, "work", "ended", DAY)))


def test_a_lifecycle_that_is_not_shipped_must_be_passed() -> None:
    """A partnership that names a lifecycle of its user's own cannot be checked without it."""
    with pytest.raises(msp.UnknownName):
        msp.check(small(IDEA), on=after(9))


# Waivers


def waiver(criterion: str = "X-two", **more: object) -> Waiver:
    return Waiver(
        **{"id": "w", "criterion": criterion, "decision": "D", "because": "In time.", **more}
    )


ONE = [Partner(id="ann", organisation="ann")]
VALID = [decision("D", "ann")]


def alone(*waivers: Waiver, **more: object) -> Partnership:
    """Return a partnership of one in Review, whose move on asks for two."""
    return small(REVIEW, **{"partners": ONE, "decisions": VALID, "waivers": waivers, **more})


def test_a_waiver_sets_a_criterion_aside_and_shows() -> None:
    """A waived criterion stands; the finding names decision, reason and what it would have said."""
    found = checked(alone(waiver()), "continue").finding("X-two")
    assert found is not None
    assert (found.status, found.blocks, found.remedy) == ("waived", False, "")
    assert found.waiver == waiver()
    assert found.message == "Waived by decision D: In time. There are fewer than two."
    silent = checked(alone(waiver(because="")), "continue").finding("X-two")
    assert silent is not None
    assert silent.message == "Waived by decision D: no reason given. There are fewer than two."


def test_a_waiver_holds_up_to_its_last_day() -> None:
    """A waiver until a day counts on that day and not on the next."""
    until = alone(waiver(until=after(9)))
    assert checked(until, "continue", on=after(9)).open
    assert not checked(until, "continue", on=after(10)).open
    found = checked(until, "continue", on=after(9)).finding("X-two")
    assert found is not None
    assert found.message.startswith(f"Waived by decision D: In time (until {after(9)}). There")


def test_a_waiver_holds_from_its_first_day() -> None:
    """A waiver that begins later does not count yet."""
    since = alone(waiver(since=after(9)))
    assert not checked(since, "continue", on=after(8)).open
    assert checked(since, "continue", on=after(9)).open


@pytest.mark.parametrize(
    "invalid",
    [
        {"ballots": (), "present": ()},
        {"ballots": (), "unilateral_by": "ann"},
        {"outcome": "deferred"},
        {"outcome": "rejected"},
    ],
    ids=["nobody was there", "one alone", "deferred", "rejected"],
)
def test_a_waiver_on_a_decision_that_is_not_valid_does_not_count(
    invalid: dict[str, object],
) -> None:
    """What was not properly decided sets nothing aside."""
    report = checked(alone(waiver(), decisions=[decision("D", **invalid)]), "continue")
    assert said(report) == {"X-two": "not_met!"}


def test_a_waiver_on_a_decision_yet_to_be_taken_does_not_count() -> None:
    """A waiver cannot be older than the decision it rests on."""
    later = alone(waiver(), decisions=[decision("D", "ann", on=after(20))])
    assert not checked(later, "continue").open
    assert checked(later, "continue", on=after(20)).open


def test_a_waiver_by_informal_consensus_counts_in_initiation_only() -> None:
    """Where informal consensus is enough for a move it is enough for a waiver; from then on it is not."""
    informal = {"decision_rules": [], "waivers": [waiver()], "partners": ONE}
    consent = {**informal, "decisions": [decision("D", "ann")]}
    assert said(checked(small(IDEA, **consent)))["X-two"] == "waived"
    assert said(checked(small(REVIEW, **consent), "continue"))["X-two"] == "not_met!"
    report = msp.check(small(IDEA, **consent), on=after(9), against=guard("g", must=[two_partners]))
    assert said(report) == {"X-two": "not_met!"}


def test_a_waiver_of_what_stands_changes_nothing() -> None:
    """A criterion that is met is reported as met, waiver or no waiver."""
    found = checked(small(REVIEW, waivers=[waiver()]), "continue").finding("X-two")
    assert found is not None
    assert (found.status, found.waiver) == ("met", None)


def test_one_of_several_waivers_is_enough() -> None:
    """A waiver that has run out takes nothing away from one that has not."""
    both = [waiver(until=after(1)), waiver(id="v")]
    assert checked(alone(*both), "continue").open
    assert checked(alone(*reversed(both)), "continue").open


# Loop-backs

BACK = Move(kind="loop_back", on=after(2), to="idea", decision="D", reopens=("partners",))


def test_a_reopened_topic_invalidates_what_reads_it() -> None:
    """The finding says since when, and what it said before."""
    report = checked(small(WORK, BACK), "work")
    assert said(report) == {"X-two": "not_met!", "X-goal": "met"}
    found = report.findings[0]
    assert found.reopened == after(2)
    assert found.message == (
        f"partners reopened on {after(2)} and not settled since. Before that: There are two."
    )


@pytest.mark.parametrize(
    ("settling", "settled"),
    [
        (decision("S", "ann", "ben", on=after(3), settles=["partners"]), True),
        (decision("S", "ann", "ben", on=after(2), settles=["partners"]), True),
        (decision("S", "ann", "ben", on=after(1), settles=["partners"]), False),
        (decision("S", "ann", "ben", on=after(3), settles=["purpose"]), False),
        (decision("S", "ann", "ben", on=after(3), settles=["partners"], outcome="deferred"), False),
        (decision("S", "ann", "ben", on=after(12), settles=["partners"]), False),
    ],
    ids=["later", "on the day", "before", "another topic", "deferred", "not yet"],
)
def test_a_later_decision_settles(settling: msp.records.Decision, settled: bool) -> None:
    """A topic stays open until an adopted decision of that day or a later one names it."""
    partnership = small(WORK, BACK, decisions=[decision("D", "ann", "ben"), settling])
    assert checked(partnership, "work").open is settled


def test_the_decision_to_go_back_settles_nothing() -> None:
    """What a decision reopens it cannot settle in the same breath."""
    both = decision("D", "ann", "ben", on=after(2), settles=["partners"])
    assert not checked(small(WORK, BACK, decisions=[both]), "work").open


def test_going_back_once_more_reopens_what_was_settled() -> None:
    """Only what is settled after the latest loop-back is settled."""
    settling = decision("S", "ann", "ben", on=after(3), settles=["partners"])
    again = attrs.evolve(BACK, on=after(6))
    on = Move(kind="advance", on=after(5), to="work", decision="S")
    twice = small(WORK, BACK, on, again, decisions=[decision("D", "ann", "ben"), settling])
    assert checked(twice, "work", on=after(4)).open
    found = checked(twice, "work", on=after(6)).findings[0]
    assert (found.status, found.reopened) == ("not_met", after(6))


def test_what_is_reopened_can_be_waived() -> None:
    """Partners may set a criterion aside while they work on what it reads."""
    partnership = small(WORK, BACK, waivers=[waiver()])
    found = checked(partnership, "work").finding("X-two")
    assert found is not None
    assert (found.status, found.reopened) == ("waived", after(2))


# Findings and levels


def test_findings_of_a_case_can_be_had_alone() -> None:
    """Whoever builds on the engine can ask for findings without a move."""
    case = msp.Case(small(WORK), DAY, msp.STANDARD_PROFILE)
    found = findings(case, guard("g", must=[a_goal, promises_kept]))
    assert [one.status for one in found] == ["met", "not_applicable"]
    informal = {"decision_rules": [], "partners": ONE, "decisions": VALID, "waivers": [waiver()]}
    case = msp.Case(small(IDEA, **informal), DAY, msp.STANDARD_PROFILE)
    two = guard("g", must=[two_partners])
    assert [one.status for one in findings(case, two)] == ["not_met"]
    assert [one.status for one in findings(case, two, informal=True)] == ["waived"]


def in_factors(*criteria: msp.Criterion) -> Lifecycle:
    """Return the small lifecycle with criteria of two factors, and one of none."""
    named = [attrs.evolve(one, code=f"A1.{index}") for index, one in enumerate(criteria, 1)]
    other = attrs.evolve(two_partners, code="B2.1")
    return attrs.evolve(SMALL, criteria=(*SMALL.criteria, *named, other))


def test_levels_count_what_stands_by_factor() -> None:
    """A level is a count of what stands among all criteria of the factor; those of no factor are left out."""
    cycle = in_factors(a_goal, promises_kept, two_partners)
    found = msp.levels(small(WORK, goals=[]), on=DAY, lifecycle=cycle)
    assert {factor: str(tally) for factor, tally in found.items()} == {
        "A1": "2 of 3 stand, 1 unknown",
        "B2": "1 of 1 stand",
    }


def test_levels_follow_the_day_reopened_topics_and_waivers() -> None:
    """A level sees what a guard sees: the day, what was reopened, and what is waived."""
    cycle = in_factors(two_partners)
    partnership = small(WORK, BACK, waivers=[waiver("B2.1", since=after(4))])

    def stood(on: dt.date) -> list[int]:
        return [tally.stood for tally in msp.levels(partnership, on=on, lifecycle=cycle).values()]

    assert stood(after(1)) == [1, 1]
    assert stood(after(2)) == [0, 0]
    assert stood(after(4)) == [0, 1]


def test_levels_count_a_waiver_where_the_guard_does() -> None:
    """A waiver by informal consensus counts in Initiation for guard and level alike, and later for neither."""
    cycle = in_factors(two_partners)
    informal = {
        "decision_rules": [],
        "partners": ONE,
        "decisions": VALID,
        "waivers": [waiver("A1.1")],
    }
    early = msp.levels(small(IDEA, **informal), on=DAY, lifecycle=cycle)
    late = msp.levels(small(WORK, **informal), on=DAY, lifecycle=cycle)
    assert (early["A1"].stood, late["A1"].stood) == (1, 0)


def test_levels_of_the_healthy_life() -> None:
    """Over the healthy life every factor keeps its number of criteria."""
    sizes = {
        factor.code: sum(one.factor == factor.code for one in msp.CRITERIA)
        for factor in msp.FACTORS
    }
    for index, (_, arguments, _) in enumerate(HEALTHY_LIFE):
        found = msp.levels(healthy_until(index), on=arguments["on"])
        assert {factor: tally.of for factor, tally in found.items()} == sizes


def test_levels_hang_on_the_profile() -> None:
    """Stricter thresholds let fewer criteria stand."""
    partnership, on = healthy_until(13), dt.date(2026, 5, 4)
    usual = sum(tally.stood for tally in msp.levels(partnership, on=on).values())
    strict = sum(
        tally.stood for tally in msp.levels(partnership, on=on, profile=msp.STRICT_PROFILE).values()
    )
    assert strict < usual


def test_a_promise_broken_after_the_day_is_not_yet_broken() -> None:
    """What ends later has not ended."""
    promise = Commitment(id="c", partner="ann", text="Come", pledged=DAY, broken=after(5))
    partnership = small(WORK, commitments=[promise])
    assert checked(partnership, "review", on=after(4)).open
    assert not checked(partnership, "review", on=after(5)).open


def test_a_goal_dropped_after_the_day_is_in_force() -> None:
    """The same for a goal."""
    partnership = small(WORK, goals=[Goal(id="g", text="Go", dropped=after(5))])
    assert checked(partnership, "review", on=after(4)).open
    assert not checked(partnership, "review", on=after(5)).open


def test_everybody_named_is_an_organisation() -> None:
    """The small partnership names its organisations, so that others can join it."""
    assert tuple(one.id for one in small().organisations) == NAMES
