"""Factor A1, common objectives and vision: what each wants, what all want, and where it leads (S2:L21)."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from decimal import Decimal

from msp_lifecycle.criteria.answers import (
    FEWEST_RESPONDENTS,
    NOT_ALL_GAIN,
    gives_words_away,
    rated_well,
)
from msp_lifecycle.criteria.everyone import everyone
from msp_lifecycle.criterion import (
    Case,
    Factor,
    Figure,
    Threshold,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    unknown,
)
from msp_lifecycle.records import Decision, Goal, Interest, Move, ResultsChain


@criterion(
    "A1.1",
    "Individual interests of every partner are known",
    why="""Partners bring aims of their own, which may differ; a partnership that does not know them can
    serve neither them nor its common purpose for long.""",
    source="S2:L21; S1:L219; S1:L235; S4:L25",
    remedy="""Ask every partner what it wants to achieve for itself, in a quiet talk if need be, and record
    it as an aim.""",
    reads="partners",
    since="design",
    also="P2-X10 PUR-1",
)
def aims_known(case: Case) -> Verdict:
    """Whether every active partner has an aim of its own on record that the lead or another partner may know."""
    aims = [
        one
        for one in case.partnership.interests
        if one.kind == "aim" and one.partner in case.partner_ids
    ]
    shared_by = {one.partner for one in aims if _shared(one)}
    return everyone(
        case.partners,
        shared_by,
        "aim that another may know",
        on_record=bool(aims),
        done="shared an aim of its own",
    )


def _shared(interest: Interest) -> bool:
    """Whether at least one other than its owner may know it."""
    scope = interest.disclosed_to
    if isinstance(scope, str):
        return scope != "none"
    return any(name != interest.partner for name in scope)


@criterion(
    "A1.2",
    "There is a strong common set of objectives",
    why="""A partnership acts in one direction only if its goals belong to all of its partners, and at least
    one of them says what is to be changed rather than what is to be delivered.""",
    source="S2:L21; S2:L10",
    remedy="Negotiate the goals, a strategic one among them, until every partner endorses each.",
    reads="purpose partners",
    since="design",
    requirement="must",
    kind="quantity",
    limits="goal_support",
    also="P2-X1 CH-2",
)
def common_goals(case: Case) -> Verdict:
    """The share of active partners that endorse each goal in force, and whether one goal is strategic."""
    goals, partners = _goals(case), len(case.partners)
    if not partners:
        return unknown("No active partner is on record.")
    if not goals:
        return unknown("No goal is on record.")
    supporters = _supporters(case)
    support = {goal.id: len(supporters[f"goals/{goal.id}"]) for goal in goals}
    if not any(support.values()):
        return unknown("No record says that any active partner endorses a goal.", *goals)
    least = case.limit("goal_support")
    weak = [goal for goal in goals if support[goal.id] < least * partners]
    lowest = min(support.values())
    figure = Figure("lowest support of a goal", round(Decimal(lowest) / partners, 3), "", least)
    if weak:
        counts = listed(sorted(f"{goal.id} ({support[goal.id]} of {partners})" for goal in weak))
        return not_met(f"Too few active partners endorse these goals: {counts}.", *weak, figure)
    return met_if(
        any(goal.kind == "strategic" for goal in goals),
        "Enough active partners endorse every goal, a strategic one among them.",
        "Enough active partners endorse every goal, but none of the goals is strategic.",
        *goals,
        figure,
    )


def _goals(case: Case) -> tuple[Goal, ...]:
    """The goals that have not been dropped."""
    return tuple(goal for goal in case.partnership.goals if goal.dropped is None)


def _supporters(case: Case) -> dict[str, set[str]]:
    """The active partners that endorse something, by its path."""
    supporters: dict[str, set[str]] = defaultdict(set)
    for one in case.partnership.endorsements:
        if one.withdrawn is None and one.partner in case.partner_ids:
            supporters[one.of].add(one.partner)
    return supporters


@criterion(
    "A1.3",
    "All partners expect to benefit from working together",
    why="""Consensus on goals rests on consensus that everybody gains; a partner that gains nothing has no
    reason to stay when the work gets hard.""",
    source="S2:L21; S0:L2",
    remedy="""Ask every partner what it gains from working together, and redesign the work where one gains
    nothing.""",
    reads="partners",
    since="design",
    limits="fewest_respondents",
    also="CH-2",
)
def mutual_benefit(case: Case) -> Verdict:
    """Whether every active partner last said that it expects a benefit, and none that it expects no benefit."""
    if not case.partners:
        return unknown("No active partner is on record.")
    words = _words_on_benefit(case)
    if not words:
        return unknown("No active partner has said whether it expects a benefit.")
    said = {one.partner: one.kind for one in words}
    silent, total = [one for one in case.partners if one.id not in said], len(case.partners)
    without = sum(kind == "no_benefit" for kind in said.values())
    figures = (
        Figure("partners that expect a benefit", len(said) - without),
        Figure("partners that expect none", without),
    )
    if not silent and not without:
        return met(f"Every active partner ({total}) expects a benefit.", *figures)
    if gives_words_away(case, words):
        return not_met(NOT_ALL_GAIN, Figure("active partners", total))
    problems = (
        [f"No benefit is expected by {without} of {total} active partners."] if without else []
    )
    if silent:
        names = listed(sorted(one.id for one in silent))
        problems.append(f"No word on a benefit is on record for {names}.")
    return not_met(" ".join(problems), *silent, *figures)


def _words_on_benefit(case: Case) -> list[Interest]:
    """What active partners said of their benefit, `benefit` or `no_benefit`, the latest word of each last."""
    said = [
        one
        for one in case.partnership.interests
        if one.kind in ("benefit", "no_benefit") and one.partner in case.partner_ids
    ]
    return sorted(said, key=lambda one: (one.stated or dt.date.min, one.kind, one.partner))


@criterion(
    "A1.4",
    "Results chains and milestones are agreed for every goal",
    why="""An agreed path from what is done to what is wanted gives everybody, inside and outside, the same
    frame for acting, and milestones show whether it is being followed.""",
    source="S2:L21; S2:L14",
    remedy="""Draw up and agree, for every goal, a results chain that leads to it from an activity, and set a
    milestone.""",
    reads="purpose results",
    since="design",
    requirement="must",
    also="P2-X5",
)
def chains_and_milestones(case: Case) -> Verdict:
    """Whether every goal has a milestone, and an agreed chain that works and leads to it from an activity."""
    goals = _goals(case)
    if not goals:
        return unknown("No goal is on record.")
    chains, milestones = case.partnership.results_chains, case.partnership.milestones
    carried = {goal for chain in chains if _works(chain) for goal in _carried(chain)}
    marked = {goal for milestone in milestones for goal in milestone.goals}
    unreached = [goal for goal in goals if chains and goal.id not in carried]
    unmarked = [goal for goal in goals if milestones and goal.id not in marked]
    if unreached or unmarked:
        message = [
            *_naming(
                "No agreed and working chain leads from an activity to these goals", unreached
            ),
            *_naming("No milestone is set for these goals", unmarked),
        ]
        return not_met(" ".join(message), *dict.fromkeys((*unreached, *unmarked)))
    if not chains or not milestones:
        return unknown(f"No {'milestone' if chains else 'results chain'} is on record.", *goals)
    return met("Every goal has an agreed results chain and a milestone.", *goals, *chains)


def _works(chain: ResultsChain) -> bool:
    """Whether it is agreed, and not found broken without having been put right since."""
    if chain.agreed is None:
        return False
    return chain.broken is None or (chain.repaired is not None and chain.repaired >= chain.broken)


def _carried(chain: ResultsChain) -> set[str]:
    """The goals that the chain leads to from one of its activities.

    Where no step names a goal of the chain, any outcome or impact reached stands for that goal.
    """
    steps = {node.id: node for node in chain.nodes}
    ahead = [node.id for node in chain.nodes if node.kind == "activity"]
    reached = set(ahead)
    while ahead:
        new = [name for name in steps[ahead.pop()].leads_to if name not in reached]
        reached.update(new)
        ahead.extend(new)
    carried = {steps[name].goal for name in reached}
    if any(steps[name].kind in ("outcome", "impact") for name in reached):
        carried.update(set(chain.goals) - {node.goal for node in chain.nodes})
    return {goal for goal in carried if goal is not None}


def _naming(text: str, goals: Collection[Goal]) -> Iterable[str]:
    return [f"{text}: {listed(sorted(goal.id for goal in goals))}."] if goals else []


@criterion(
    "A1.5",
    "Investments in institutional capacity are weighed against the objectives",
    why="""Goals ask partners and their common bodies for abilities that cost something; only those who put
    a price on them and look at it again can tell whether goals and means fit.""",
    source="S2:L21",
    remedy="Give capacity a line in the budget, and review that line against the objectives.",
    reads="resources purpose",
    since="design",
)
def capacity_weighed(case: Case) -> Verdict:
    """Whether the current budgets have a line for capacity that was reviewed, or an assessment was made of it."""
    budgets = [one for one in case.partnership.budgets if one.ended is None and one.lines]
    if not budgets:
        return unknown("No budget lines are on record.")
    lines = [line for one in budgets for line in one.lines if line.kind == "capacity"]
    if not lines:
        return not_met("No current budget has a line for capacity.", *budgets)
    assessments = [
        one for one in case.partnership.assessments if one.about == "institutional_capacity"
    ]
    return met_if(
        bool(assessments) or all(line.reviewed for line in lines),
        "The budget for capacity has been weighed against the objectives.",
        "The budget has a line for capacity, which nobody has reviewed.",
        *budgets,
        *assessments,
    )


@criterion(
    "A1.6",
    "Partners feel that the vision is theirs",
    why="""Vision and goals live on commitment and ownership; partners who only put up with them fall away
    at the first difficulty.""",
    source="S2:L21",
    remedy="Ask the partners what keeps them from calling the vision their own, and revise it together.",
    reads="ratings partners",
    since="implementation",
    kind="survey",
    limits="vision_ownership fewest_respondents",
)
def vision_is_ours(case: Case) -> Verdict:
    """The mean of the latest answers of the active partners to "the vision is ours", on a scale of 1 to 5."""
    return rated_well(case, "vision_is_ours", "ownership of the vision", "vision_ownership")


@criterion(
    "A1.7",
    "The core group has agreed on the problem and broken it down",
    why="""Who does not agree on the problem will not agree on a solution, and only single challenges with
    names to them show who is affected and has to be involved.""",
    source="S2:L5; S4:L47",
    remedy="""Agree on the problem within the core group and break it down into challenges, each with the
    groups that it affects.""",
    reads="purpose",
    requirement="must",
    also="P1-X1",
)
def problem_agreed(case: Case) -> Verdict:
    """Whether a problem statement is agreed by the core group and broken down, each part with an affected group."""
    statements = case.partnership.problem_statements
    if not statements:
        return unknown("No problem statement is on record.")
    agreed = [one for one in statements if one.agreed is not None]
    if not agreed:
        names = listed(sorted(one.id for one in statements))
        return not_met(
            f"The core group has not agreed on a problem statement: {names}.", *statements
        )
    problem = max(agreed, key=lambda one: (one.agreed or dt.date.min, one.id))
    if not problem.parts:
        words = f"Problem statement {problem.id} is agreed but not broken down into challenges."
        return not_met(words, problem)
    open_parts, total = sum(not part.affected for part in problem.parts), len(problem.parts)
    return met_if(
        not open_parts,
        f"Problem statement {problem.id} is agreed, and each part ({total}) names whom it affects.",
        f"No affected group is named in {open_parts} of {total} parts of problem statement {problem.id}.",
        problem,
    )


@criterion(
    "A1.8",
    "The planned approach is outlined",
    why="""People join an undertaking whose course they can see; a first outline lets them judge what would
    be asked of them.""",
    source="S2:L5",
    remedy="""Outline how the problem is to be tackled, and record that as an assessment of the planned
    approach.""",
    reads="purpose",
    requirement="must",
    also="P1-X8",
)
def approach_outlined(case: Case) -> Verdict:
    """Whether the latest assessment of the planned approach says that it is outlined."""
    found = [one for one in case.partnership.assessments if one.about == "planned_approach"]
    if not found:
        return unknown("No record says whether the planned approach is outlined.")
    latest = max(found, key=lambda one: (one.on or dt.date.min, one.id))
    extent = "only in part" if latest.answer == "partly" else "not yet"
    return met_if(
        latest.answer == "yes",
        f"According to assessment {latest.id}, the planned approach is outlined.",
        f"According to assessment {latest.id}, the planned approach is outlined {extent}.",
        latest,
    )


@criterion(
    "A1.9",
    "Every partner endorses the vision",
    why="""A vision of what the partnership can change carries through hard times only if every partner has
    put its name to it.""",
    source="S2:L10; S2:L21",
    remedy="Put into words what the partnership can change, and ask every partner to endorse it.",
    reads="purpose partners",
    since="design",
    requirement="must",
    also="P2-X2",
)
def vision_endorsed(case: Case) -> Verdict:
    """Whether every active partner endorses the vision in force, the latest if there are several."""
    visions = [one for one in case.partnership.visions if one.replaced is None]
    if not visions:
        return unknown("No vision is on record.")
    vision = max(visions, key=lambda one: (one.stated or dt.date.min, one.id))
    path = f"visions/{vision.id}"
    return everyone(
        case.partners,
        _supporters(case)[path],
        f"endorsement of the vision {vision.id}",
        on_record=any(one.of == path for one in case.partnership.endorsements),
        done=f"endorsed the vision {vision.id}",
    )


@criterion(
    "A1.10",
    "The partners have decided where the partnership goes from here",
    why="""What was learned calls for a choice: to carry on, scale, shift the focus, replicate, hand over or
    close; without one a partnership drifts.""",
    source="S2:L18; S4:L61; S3:¶88",
    remedy="Decide on the direction, and record it with the decision.",
    reads="governance",
    since="further_development",
    requirement="must",
    also="P4-X1",
)
def direction_decided(case: Case) -> Verdict:
    """Whether a decision on the direction was adopted since Further development was last entered."""
    found = [one for one in case.partnership.decisions if one.direction is not None]
    if not found:
        return unknown("No decision on the direction is on record.")
    entry = _latest_entry(case)
    counting = [one for one in found if one.outcome == "adopted" and _belongs(one, entry)]
    if counting:
        latest = max(counting, key=lambda one: (one.on, one.id))
        direction = (latest.direction or "").replace("_", " ")
        return met(f"Decision {latest.id} sets the direction: {direction}.", latest)
    names = listed(sorted(one.id for one in found))
    words = "Decisions on the direction were not adopted, or belong to an earlier round"
    return not_met(f"{words}: {names}.", *found)


def _latest_entry(case: Case) -> Move | None:
    """The move that last led into Further development."""
    entries = [move for move in case.moves if move.to == "further_development"]
    return entries[-1] if entries else None


def _belongs(decision: Decision, entry: Move | None) -> bool:
    """Whether the decision was taken since the move, or led to it."""
    return entry is None or decision.on >= entry.on or decision.id == entry.decision


FACTOR = Factor("A1", "Common objectives and vision", "S2:L21")

CRITERIA = (
    aims_known,
    common_goals,
    mutual_benefit,
    chains_and_milestones,
    capacity_weighed,
    vision_is_ours,
    problem_agreed,
    approach_outlined,
    vision_endorsed,
    direction_decided,
)

THRESHOLDS = (
    Threshold(
        name="goal_support",
        unit="share",
        light="0.75",
        standard="1",
        strict="1",
        meaning="Least share of the active partners that endorse each goal.",
    ),
    Threshold(
        name="vision_ownership",
        unit="points",
        light="3",
        standard="3.5",
        strict="4",
        meaning="Least mean answer, of 5 points, to whether the vision is the partners' own.",
    ),
    FEWEST_RESPONDENTS,
)
