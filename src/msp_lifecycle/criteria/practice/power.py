"""Power (S1:L258 to L266): differences named and levelled, conflicts of interest, facilitation, how much say is felt."""

from collections import defaultdict
from fractions import Fraction

from msp_lifecycle.criteria.answers import (
    Answers,
    latest_answers,
    mean,
    shown,
    too_few,
    too_few_words,
)
from msp_lifecycle.criteria.practice.inclusion import governing
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    counted,
    criterion,
    listed,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import PowerAssessment

NO_ASSESSMENT = "No assessment of power is on record."


def latest_assessment(case: Case) -> PowerAssessment | None:
    """Return the latest assessment of power."""
    return max(case.partnership.power_assessments, key=lambda one: (one.on, one.id), default=None)


@criterion(
    "POW-1",
    "Differences in power have been named and talked about",
    why="""Partners are never equally strong. As long as nobody says so, the strong take their weight for granted
    and the weak keep silent.""",
    source="S1:L262",
    remedy="Assess who holds what kind of power, and discuss it in a meeting.",
    reads="risk governance",
    since="design",
)
def power_named(case: Case) -> Verdict:
    """Whether the latest assessment of power says who holds which kind, and was discussed in a meeting."""
    one = latest_assessment(case)
    if one is None:
        return unknown(NO_ASSESSMENT)
    talked = one.discussed_in is not None or any(
        "power" in meeting.about and meeting.on >= one.on for meeting in case.partnership.meetings
    )
    missing = [] if one.entries else ["names no kind of power"]
    missing += [] if talked else ["was not discussed in a meeting"]
    return met_if(
        not missing,
        f"Assessment {one.id} says who holds what power, and was discussed.",
        f"Assessment {one.id} {' and '.join(missing)}.",
        one,
    )


@criterion(
    "POW-2",
    "Something is done about each imbalance of power",
    why="""Power that was named and left as it is has been confirmed. Rules for sharing it, seats for the weaker,
    balanced means and training can level it.""",
    source="S1:L262",
    remedy="Decide on a measure for each imbalance named in the assessment.",
    reads="risk",
    since="design",
)
def imbalances_levelled(case: Case) -> Verdict:
    """Whether each imbalance found in the latest assessment of power has a measure or is closed."""
    one = latest_assessment(case)
    if one is None:
        return unknown(NO_ASSESSMENT)
    if not one.asymmetries:
        return not_applicable(f"Assessment {one.id} found no imbalance.", one)
    bare = [each for each in one.asymmetries if not each.measure.strip() and each.closed is None]
    total = len(one.asymmetries)
    return met_if(
        not bare,
        f"Something is done about every imbalance in {one.id} ({total}).",
        f"Nothing is done about {len(bare)} of {counted(total, 'imbalance')} in {one.id}.",
        one,
        Figure("imbalances without a measure", len(bare)),
    )


@criterion(
    "POW-8",
    "Those who govern have declared their own interests",
    why="""A company that sells what the partnership buys may still belong on the board. That it has an interest
    must be known, and it must stand aside where that counts.""",
    source="S1:L264",
    remedy="Have each holder of a seat named declare its interests, and agree when it stands aside.",
    reads="governance",
    since="design",
)
def interests_declared(case: Case) -> Verdict:
    """Whether each holder of a seat in a governing body has declared its interests."""
    bodies = governing(case)
    seats = [seat for body in bodies for seat in body.members if seat.until is None]
    if not any(seat.interests_declared is not None for seat in seats):
        return unknown("No record says whether those who govern have declared their interests.")
    silent = sum(1 for seat in seats if not seat.interests_declared)
    names = listed(
        sorted({seat.partner for seat in seats if seat.partner and not seat.interests_declared})
    )
    return met_if(
        silent == 0,
        f"All who hold a seat in a body that governs ({len(seats)}) have declared their interests.",
        f"Interests are not declared for {silent} of {counted(len(seats), 'seat')}"
        f"{f' ({names})' if names else ''}.",
        *bodies,
        Figure("seats without a declaration", silent),
    )


@criterion(
    "POW-9",
    "Somebody without a stake facilitates or mediates where it matters",
    why="""Whoever has something to win cannot lead a dispute about it. Trained outsiders make the weaker heard and
    keep a conflict from ending the partnership.""",
    source="S1:L266; S1:L227",
    remedy="Call in a facilitator or mediator who has no stake.",
    reads="resources risk",
    since="design",
)
def independent_facilitation(case: Case) -> Verdict:
    """Whether each open conflict has an independent mediator, or an independent facilitator is at hand."""
    brokers = [one for one in case.partnership.facilitators if one.until is None]
    free = [one for one in brokers if one.independent]
    disputes = [one for one in case.partnership.conflicts if one.closed is None]
    if not brokers and not case.partnership.conflicts:
        return unknown("Neither a facilitator nor a conflict is on record.")
    if free:
        return met_if(
            True, f"At hand without a stake: {listed(one.id for one in free)}.", "", *free
        )
    alone = [one for one in disputes if not one.mediator_independent]
    if alone:
        names = listed(one.id for one in alone)
        return not_met(f"Nobody without a stake mediates in these conflicts: {names}.", *alone)
    if disputes:
        return met_if(True, "Every open conflict has a mediator without a stake.", "", *disputes)
    if not brokers:
        return not_applicable("No conflict is open.")
    if any(one.independent is None for one in brokers):
        return unknown("No record says whether the facilitators have a stake.", *brokers)
    return not_met(f"All facilitators have a stake: {listed(one.id for one in brokers)}.", *brokers)


@criterion(
    "POW-10",
    "No partner feels that it plays second fiddle",
    why="""Rules may be fair and the weak still not be heard. Asking each partner how much say it has, sector by
    sector, shows what no paper does.""",
    source="S1:L262; S1:L264",
    remedy="Talk with those who feel unheard, and change how decisions are prepared.",
    reads="partners ratings",
    since="implementation",
    kind="survey",
    limits="perceived_say say_gap fewest_respondents",
)
def everybody_has_a_say(case: Case) -> Verdict:
    """The mean of the partners' latest ratings of their own say, and the largest gap between two sectors.

    Of a sector from which too few answered nothing is said, and the gap is then unknown.
    """
    answers = latest_answers(case, "perceived_say")
    if not answers:
        return unknown("No active partner has rated its own say.")
    if too_few(case, answers):
        return unknown(too_few_words(case, "their own say"))
    least, average = case.limit("perceived_say"), mean(answers)
    figures = [Figure("mean rating of own say", shown(average), "points of 5", least)]
    if average < Fraction(least):
        words = f"Partners rate their own say {shown(average)} of 5 on average; {least} is needed."
        return not_met(words, *figures)
    sector_of = {one.id: case.organisation_of(one).sector for one in case.partners}
    groups: defaultdict[str, Answers] = defaultdict(dict)
    for pair, answer in answers.items():
        groups[sector_of[pair[0]] or ""][pair] = answer
    parts = list(groups.values())
    if any(too_few(case, part) for part in parts):
        return unknown("Too few partners of some sector have rated their own say.", *figures)
    means = [mean(part) for part in parts]
    gap, most = max(means) - min(means), case.limit("say_gap")
    figures.append(Figure("gap between two sectors", shown(gap), "points", most))
    return met_if(
        gap <= Fraction(most),
        f"Partners rate their own say {shown(average)} of 5, much alike in each sector.",
        f"Two sectors rate their own say {shown(gap)} points apart; at most {most} is wanted.",
        *figures,
    )


CRITERIA = (
    power_named,
    imbalances_levelled,
    interests_declared,
    independent_facilitation,
    everybody_has_a_say,
)
