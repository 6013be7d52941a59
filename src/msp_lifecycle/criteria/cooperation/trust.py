"""Factor B2, trust: no precondition at the start, decisive later (S2:L26)."""

import datetime as dt
from fractions import Fraction

from msp_lifecycle.criteria.answers import (
    FEWEST_RESPONDENTS,
    Answers,
    latest_answers,
    points,
    rated_well,
    shown,
    too_few,
    too_few_words,
)
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    counted,
    criterion,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)

FORMAL = ("mou", "contract", "charter", "terms_of_reference")


@criterion(
    "B2.1",
    "Trust is measured regularly",
    why="Trust grows slowly and goes quickly. Only repeated questions show in time that it is going.",
    source="S2:L26",
    remedy="Ask every partner again how far it trusts each of the others.",
    reads="ratings",
    since="implementation",
    kind="temporal",
    limits="trust_survey_months",
)
def trust_measured(case: Case) -> Verdict:
    """The time since partners were last asked about their trust in each other."""
    days = [one.on for one in case.partnership.ratings if one.item == "trust"]
    if not days:
        return unknown("No record says that partners were asked about their trust in each other.")
    last, cutoff = max(days), case.cutoff("trust_survey_months")
    age, most = (case.on - last).days, (case.on - cutoff).days
    return met_if(
        last >= cutoff,
        f"Trust was last asked about on {last}, {age} days ago.",
        f"Trust was last asked about on {last}, {age} days ago; at most {most} may pass.",
        Figure("time since trust was last asked about", age, "days", most),
    )


@criterion(
    "B2.2",
    "Trust between the partners is high enough",
    why="""In the long run it is trust more than rules that decides whether a partnership holds. A good
    level overall can still hide two partners who cannot work together.""",
    source="S2:L26",
    remedy="""Make room for partners to talk through what stands between them, with a facilitator where it
    helps, and ask again.""",
    reads="partners ratings",
    since="implementation",
    kind="survey",
    limits="median_trust fewest_respondents",
)
def trust_level(case: Case) -> Verdict:
    """The median of the latest trust ratings between two active partners, and the lowest, on a scale to 4."""
    from statistics import median  # brings random and more along, which few need

    answers: Answers = {
        (partner, about): one
        for (partner, about), one in latest_answers(case, "trust").items()
        if about in case.partner_ids and about != partner
    }
    if not answers:
        return unknown("No rating of trust between two active partners is on record.")
    if too_few(case, answers):
        return unknown(too_few_words(case, "their trust in the others"))
    values = [points(one.value, one.scale, top=4) for one in answers.values()]
    level, least = median(values), case.limit("median_trust")
    words = (
        f"The median of {len(values)} ratings of trust between two partners is {shown(level)} of 4"
    )
    return met_if(
        level >= Fraction(least),
        f"{words}.",
        f"{words}; {least} is needed.",
        Figure("median trust between two partners", shown(level), "points of 4", least),
        Figure("lowest trust between two partners", shown(min(values)), "points of 4"),
    )


@criterion(
    "B2.3",
    "Discussion is constructive and respectful",
    why="""Respect and dealing with each other as equals let trust grow; where discussion turns harsh or
    dismissive it is soon lost.""",
    source="S2:L26",
    remedy="Agree on how to talk to each other, and have difficult meetings facilitated.",
    reads="partners ratings",
    since="design",
    kind="survey",
    limits="discussion_culture fewest_respondents",
)
def discussion_culture(case: Case) -> Verdict:
    """The mean of active partners' latest ratings of the culture of discussion, on a scale to 5."""
    return rated_well(case, "discussion_culture", "the culture of discussion", "discussion_culture")


@criterion(
    "B2.4",
    "Personal working relations had time before anything formal was signed",
    why="""Organisations work together only as well as their people do. Those who have met before they
    sign know whom they are signing with.""",
    source="S2:L26; S2:L5",
    remedy="Bring the people together, informally too, before a formal agreement is signed.",
    reads="governance agreement",
    kind="temporal",
    limits="meetings_before_agreement",
)
def time_to_meet(case: Case) -> Verdict:
    """The number of meetings, other than for signing, before the day on which the first formal agreement was signed.

    As long as nothing formal is signed, it is the number of meetings so far.
    """
    meetings = [one for one in case.partnership.meetings if one.kind != "signing"]
    if not meetings:
        return unknown("No meeting is on record.")
    signed = _first_signed(case)
    have = sum(1 for one in meetings if signed is None or one.on < signed)
    least = case.limit("meetings_before_agreement")
    until = (
        "so far" if signed is None else f"before the first formal agreement was signed on {signed}"
    )
    return met_if(
        have >= least,
        f"Meetings held {until}: {have}.",
        f"Meetings held {until}: {have}; at least {least} are needed.",
        Figure("meetings before anything formal was signed", have, "", least),
    )


def _first_signed(case: Case) -> dt.date | None:
    agreements = (one for one in case.partnership.agreements if one.kind in FORMAL)
    return min((signature.on for one in agreements for signature in one.signatures), default=None)


@criterion(
    "B2.5",
    "Breaches of trust are repaired",
    why="""Trust that was broken does not come back by waiting; what was done about it tells the partners
    whether they can rely on each other again.""",
    source="S2:L26 (inferred)",
    remedy="""Talk about each breach named, agree on how to make it good, and record the day on which that
    was done.""",
    reads="risk",
    since="implementation",
)
def breaches_repaired(case: Case) -> Verdict:
    """Whether each recorded breach of trust has a day on which it was repaired."""
    breaches = case.partnership.breaches
    if not breaches:
        return not_applicable("No breach of trust is on record.")
    left = [one for one in breaches if one.repaired is None]
    return met_if(
        not left,
        f"Every breach of trust on record ({len(breaches)}) has been repaired.",
        f"Not repaired: {len(left)} of {counted(len(breaches), 'breach', 'breaches')} of trust "
        f"({listed(one.id for one in left)}).",
        *(left or breaches),
    )


@criterion(
    "B2.6",
    "Trust is not a precondition for taking part",
    why="""Trust comes of working together. To ask for it at the door keeps out the very partners with
    whom it has still to be built.""",
    source="S2:L26",
    remedy="Choose partners by what they bring, and drop prior trust from the criteria of selection.",
    reads="partners",
    requirement="info",
)
def trust_no_precondition(case: Case) -> Verdict:
    """Whether no criterion for the selection of partners asks for trust that exists already."""
    asking = [one for one in case.partnership.selection_criteria if one.kind == "prior_trust"]
    return met_if(
        not asking,
        "No criterion of selection on record asks for prior trust.",
        f"Prior trust is asked for by criteria of selection: {listed(one.id for one in asking)}.",
        *asking,
    )


@criterion(
    "B2.7",
    "Initiation takes neither too little time nor too much",
    why="""Relationships need time that no plan can save, yet partners who see nothing happen for too long
    lose patience, companies above all.""",
    source="S2:L5; S1:L441",
    remedy="""Plan Initiation with time for informal exchange and with a date by which the partners decide
    whether to go on.""",
    reads="",
    requirement="info",
    kind="temporal",
    limits="initiation_least initiation_most",
    also="P1-W2",
)
def time_in_initiation(case: Case) -> Verdict:
    """The days from the start of Initiation to the first move out of it, or to the day of the check."""
    stay = _first_stay(case)
    if stay is None:
        return unknown("No record says when Initiation began.")
    began, left = stay
    days = ((left or case.on) - began).days
    least, most = case.limit("initiation_least"), case.limit("initiation_most")
    so_far = "has taken" if left is None else "took"
    if days > most:
        figure = Figure("time in Initiation", days, "days", most)
        return not_met(
            f"Initiation {so_far} {days} days, where at most {most} are expected.", figure
        )
    figure = Figure("time in Initiation", days, "days", least)
    if days >= least:
        return met(f"Initiation {so_far} {days} days.", figure)
    if left is None:
        return not_applicable(f"Initiation began {days} days ago and is not over.", figure)
    return not_met(f"Initiation took {days} days, where at least {least} are expected.", figure)


def _first_stay(case: Case) -> tuple[dt.date, dt.date | None] | None:
    """Return the first and the last day of the first stay in Initiation; None unless it began there."""
    moves = case.moves
    if not moves or moves[0].kind != "start" or moves[0].to != "initiation":
        return None
    out = (one.on for one in moves if one.kind == "end" or one.to not in (None, "initiation"))
    return moves[0].on, next(out, None)


CRITERIA = (
    trust_measured,
    trust_level,
    discussion_culture,
    time_to_meet,
    breaches_repaired,
    trust_no_precondition,
    time_in_initiation,
)

THRESHOLDS = (
    Threshold(
        name="trust_survey_months",
        unit="months",
        light="24",
        standard="12",
        strict="6",
        meaning="Longest time between two rounds of questions about trust.",
    ),
    Threshold(
        name="median_trust",
        unit="points",
        light="2.5",
        standard="3",
        strict="3.25",
        meaning="Least median of trust between two partners, on a scale from 1 to 4.",
    ),
    Threshold(
        name="discussion_culture",
        unit="points",
        light="3",
        standard="3.5",
        strict="4",
        meaning="Least mean rating of the culture of discussion, on a scale from 1 to 5.",
    ),
    FEWEST_RESPONDENTS,
    Threshold(
        name="meetings_before_agreement",
        unit="number",
        light="1",
        standard="2",
        strict="3",
        meaning="Least number of meetings before a formal agreement is signed.",
    ),
    Threshold(
        name="initiation_least",
        unit="days",
        light="30",
        standard="60",
        strict="90",
        meaning="Least time that building relationships in Initiation is thought to need.",
    ),
    Threshold(
        name="initiation_most",
        unit="days",
        light="730",
        standard="540",
        strict="540",
        meaning="Longest time in Initiation before partners are thought to lose patience.",
    ),
)
