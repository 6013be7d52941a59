"""C1, process management and secretariat (S2:L29): somebody has to steer, well equipped and neutral."""

import datetime as dt
from fractions import Fraction

from msp_lifecycle.criteria.answers import (
    FEWEST_RESPONDENTS,
    latest_answers,
    mean,
    shown,
    too_few,
)
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Threshold,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Secretariat

_NOT_AT_WORK = unknown("No secretariat at work is on record.")


@criterion(
    "C1.1",
    "A secretariat is at work by the time Implementation begins",
    why="""Once activities run, somebody has to keep the threads together; an office that comes later finds them
    already tangled.""",
    source="S2:L29; S2:L14",
    remedy="Set up the secretariat before Implementation begins, and keep one at work from then on.",
    reads="resources",
    since="implementation",
    requirement="must",
    kind="temporal",
    also="P3-E3",
)
def a_secretariat_in_time(case: Case) -> Verdict:
    """Whether a secretariat is at work, and one was on the day Implementation last began."""
    known = case.partnership.secretariats
    if not known:
        return unknown("No secretariat is on record.")
    if case.secretariat is None:
        return not_met(f"No longer at work: secretariat {listed(one.id for one in known)}.", *known)
    began = _implementation_began(case)
    if began is None or any(_at_work_on(one, began) for one in known):
        return met(f"Secretariat {case.secretariat.id} is at work.", case.secretariat)
    return not_met(
        f"Secretariat {case.secretariat.id} is at work, but none was on {began}, when Implementation began.",
        *known,
    )


def _implementation_began(case: Case) -> dt.date | None:
    """Return the day on which Implementation last began; None before that, and after going back before it."""
    if case.phase not in ("implementation", "further_development"):
        return None
    moves = reversed(case.moves)
    return next((move.on for move in moves if move.to == "implementation"), None)


def _at_work_on(one: Secretariat, day: dt.date) -> bool:
    return (one.started is None or one.started <= day) and (one.ended is None or day < one.ended)


@criterion(
    "C1.2",
    "At least one person works solely on coordination",
    why="""Complex cooperation stalls when coordination is everybody's side job; one person at least has to be
    responsible for nothing else.""",
    source="S2:L29",
    remedy="Give one person the sole task of coordination and process management.",
    reads="resources",
    since="implementation",
    requirement="must",
    kind="quantity",
    limits="coordinator_fte",
    also="P3-E3",
)
def a_coordinator(case: Case) -> Verdict:
    """Staff (in full-time equivalents, FTE) kept for nothing but coordination and process management."""
    secretariat = case.secretariat
    if secretariat is None:
        return _NOT_AT_WORK
    have, least = secretariat.coordinator_fte, case.limit("coordinator_fte")
    if have is None:
        return unknown("No record says how much staff is kept for coordination.", secretariat)
    return met_if(
        have >= least,
        f"The secretariat keeps {have} FTE for coordination alone.",
        f"The secretariat keeps {have} FTE for coordination alone; {least} FTE is needed.",
        secretariat,
        Figure("coordinator staff", have, "fte", least),
    )


@criterion(
    "C1.3",
    "The secretariat has the means that its own plan calls for",
    why="A secretariat that cannot pay for what it is asked to do becomes the bottleneck of the whole partnership.",
    source="S2:L29; S2:L14",
    remedy="Raise the budget of the secretariat to its plan, or cut its tasks to its budget.",
    reads="resources",
    since="implementation",
    kind="quantity",
)
def well_equipped(case: Case) -> Verdict:
    """What the secretariat has in a year, held against what it needs in a year by its own plan."""
    secretariat = case.secretariat
    if secretariat is None:
        return _NOT_AT_WORK
    needs, budget = secretariat.needs, secretariat.budget
    if needs is None or budget is None:
        return unknown(
            "No record says both what the secretariat needs and what it has.", secretariat
        )
    if needs.currency != budget.currency:
        words = f"The secretariat has {budget} and needs {needs}, which cannot be compared."
        return unknown(words, secretariat)
    return met_if(
        budget.amount >= needs.amount,
        f"The secretariat has {budget} a year and needs {needs}.",
        f"The secretariat has only {budget} of the {needs} that it needs a year.",
        secretariat,
        Figure("budget of the secretariat", budget.amount, budget.currency),
        Figure("needs of the secretariat", needs.amount, needs.currency),
    )


@criterion(
    "C1.4",
    "The secretariat works neutrally",
    why="""Inside and outside, the partnership is believed only as long as its office serves all partners alike,
    not least the ones that do not house it.""",
    source="S2:L29",
    remedy="Write down what keeps the secretariat neutral, and see that its host has no casting vote.",
    reads="resources ratings partners",
    since="implementation",
    requirement="must",
    kind="survey",
    limits="neutrality_mean fewest_respondents",
    also="P3-E3",
)
def neutral(case: Case) -> Verdict:
    """Whether there are safeguards, the host has no casting vote, and partners find it neutral.

    The partners' latest answers are put on a scale of 1 to 5; where few have answered they are left out.
    """
    secretariat = case.secretariat
    if secretariat is None:
        return _NOT_AT_WORK
    felt, least = _mean_neutrality(case), case.limit("neutrality_mean")
    rating = (
        [Figure("mean rating of neutrality", shown(felt), "points of 5", least)] if felt else []
    )
    name = f"secretariat {secretariat.id}"
    faults = [f"The host of {name} has a casting vote."] if secretariat.casting_vote else []
    if felt is not None and felt < Fraction(least):
        faults.append(
            f"Active partners rate the neutrality of {name} {shown(felt)} of 5; {least} is needed."
        )
    if faults:
        return not_met(" ".join(faults), secretariat, *rating)
    if not secretariat.neutrality_safeguards:
        return unknown(f"No safeguard of the neutrality of {name} is on record.", secretariat)
    if secretariat.casting_vote is None:
        return unknown(
            f"No record says whether the host of {name} has a casting vote.", secretariat
        )
    words = f"Safeguards of {name} are on record, and its host has no casting vote"
    felt_so = f"; its neutrality is rated {shown(felt)} of 5" if felt else ""
    return met(f"{words}{felt_so}.", secretariat, *rating)


def _mean_neutrality(case: Case) -> Fraction | None:
    """Return the mean of the partners' answers; None where too few have answered."""
    answers = latest_answers(case, "neutrality")
    return mean(answers) if answers and not too_few(case, answers) else None


@criterion(
    "C1.5",
    "Size and functions of the secretariat are looked at in every review",
    why="""No one size fits every partnership, and what fitted at the start may be too much or too little after
    some years.""",
    source="S2:L29",
    remedy="Look at size and functions of the secretariat in each review, and note the day.",
    reads="resources governance learning",
    since="implementation",
    kind="judgement",
)
def fits_the_partnership(case: Case) -> Verdict:
    """Whether the functions are listed and were looked at in the last review, or after it.

    Reviews are review meetings and completed evaluations since the secretariat began its work.
    """
    secretariat = case.secretariat
    if secretariat is None:
        return _NOT_AT_WORK
    if not secretariat.functions:
        return unknown("No record says what the secretariat does.", secretariat)
    looks, reviews = secretariat.functions_reviewed, _reviews(case, secretariat.started)
    if looks and (not reviews or max(looks) >= max(reviews)):
        return met(f"Size and functions were last looked at on {max(looks)}.", secretariat)
    if not reviews:
        return not_applicable(
            "No review has been held since the secretariat began its work.", secretariat
        )
    if not looks:
        return unknown(
            "No look at size and functions of the secretariat is on record.", secretariat
        )
    return not_met(
        f"Size and functions were last looked at on {max(looks)}, before the review of {max(reviews)}.",
        secretariat,
    )


def _reviews(case: Case, since: dt.date | None) -> list[dt.date]:
    meetings = [one.on for one in case.partnership.meetings if one.kind == "review"]
    evaluations = [
        one.completed for one in case.partnership.evaluations if one.completed is not None
    ]
    return [day for day in (*meetings, *evaluations) if since is None or day >= since]


THRESHOLDS = (
    Threshold(
        name="coordinator_fte",
        unit="fte",
        light="0.2",
        standard="1",
        strict="1",
        meaning="Least staff kept for coordination alone; S2:L29 says one person.",
    ),
    Threshold(
        name="neutrality_mean",
        unit="points",
        light="3",
        standard="3.5",
        strict="4",
        meaning="Least mean rating of the secretariat's neutrality, on a scale of 1 to 5.",
    ),
    FEWEST_RESPONDENTS,
)
