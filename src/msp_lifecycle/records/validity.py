"""Whether a decision is valid under the partners' own rule: evaluated from the ballots, not believed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import attrs

from msp_lifecycle.records.governance import Decision, DecisionRule, Voter

if TYPE_CHECKING:
    from msp_lifecycle.records.partnership import Partnership

Standing = Literal["valid", "informal", "invalid", "unknown"]


@attrs.frozen
class Validity:
    """What became of the question whether a decision is valid.

    Attributes:
        status: `informal` is a decision that no rule was in force for and nobody objected to.
        reason: one sentence.
        rule: rule that it was judged by.
    """

    status: Standing
    reason: str
    rule: DecisionRule | None = None


def validity(partnership: "Partnership", decision: Decision) -> Validity:
    """Judge a decision by the rule it was taken under, as electorate and rule stood on its day.

    A decision that cites no rule is judged by the only rule that was in force for its scope, if there was just one.

    Args:
        partnership: whose decision it is.
        decision: to judge.

    Examples:
        >>> import datetime as dt
        >>> from msp_lifecycle.records import Partnership
        >>> d = Decision(id="D-1", question="Go on?", on=dt.date(2021, 1, 1))
        >>> validity(Partnership(id="p", name="P", decisions=[d]), d).status
        'informal'
    """
    if decision.outcome != "adopted":
        return Validity("invalid", f"It was {decision.outcome}.")
    rules = _rules(partnership, decision)
    if len(rules) > 1:
        names = ", ".join(rule.id for rule in rules)
        return Validity("unknown", f"It cites no rule, and several were in force: {names}.")
    if not rules:
        return _without_rule(decision)
    rule = rules[0]
    if seats_untold(partnership, rule, decision.on):
        return Validity(
            "unknown", f"Which seats of {rule.body} have a vote is not on record.", rule
        )
    problem = _scope_problem(rule, decision)
    if problem:
        return Validity("invalid", problem, rule)
    return _judged(rule, decision, electorate(partnership, rule, decision))


def electorate(
    partnership: "Partnership", rule: DecisionRule, decision: Decision
) -> dict[str, Voter]:
    """Return who had a vote under a rule on the day of a decision, by partner; several votes of one are added up."""
    return electorate_on(partnership, rule, decision.on, decision.scope)


def electorate_on(
    partnership: "Partnership", rule: DecisionRule, day: dt.date, scope: str = ""
) -> dict[str, Voter]:
    """Return who has a vote under a rule on a day, by partner; several votes of one are added up.

    Args:
        partnership: whose rule it is.
        rule: that decides.
        day: asked about.
        scope: of the question; that of the rule by default. Who has opted out of it has no vote.
    """
    scope = scope or rule.scope
    active = {
        partner.id
        for partner in partnership.partners
        if partner.active_on(day)
        and not any(
            out.scope == scope and (out.since is None or out.since <= day)
            for out in partner.opted_out
        )
    }
    found: dict[str, Voter] = {}
    for voter in _voters(partnership, rule, active, day):
        begun = voter.since is None or voter.since <= day
        if begun and voter.partner in active and (voter.until is None or day < voter.until):
            known = found.get(voter.partner)
            found[voter.partner] = voter if known is None else _together(known, voter)
    return found


def _together(one: Voter, other: Voter) -> Voter:
    """Return two seats of one partner in a body as one vote that weighs as much as both."""
    return attrs.evolve(one, weight=one.weight + other.weight)


def _voters(
    partnership: "Partnership", rule: DecisionRule, active: Iterable[str], day: dt.date
) -> Iterable[Voter]:
    if rule.electorate:
        return rule.electorate
    body = next((body for body in partnership.bodies if body.id == rule.body), None)
    if body is None:
        return tuple(Voter(partner=name) for name in active)
    if body.dissolved is not None and body.dissolved <= day:
        return ()
    return tuple(
        Voter(partner=seat.partner, since=seat.since, until=seat.until)
        for seat in body.members
        if seat.partner is not None and seat.kind == "voting"
    )


def seats_untold(partnership: "Partnership", rule: DecisionRule, day: dt.date) -> bool:
    """Say whether it is not on record which seats of the body that decides have a vote."""
    if rule.electorate or rule.body is None:
        return False
    return any(
        seat.kind is None
        and (seat.since is None or seat.since <= day)
        and (seat.until is None or day < seat.until)
        for body in partnership.bodies
        if body.id == rule.body
        for seat in body.members
    )


def _rules(partnership: "Partnership", decision: Decision) -> tuple[DecisionRule, ...]:
    if decision.rule is not None:
        return tuple(rule for rule in partnership.decision_rules if rule.id == decision.rule)
    return tuple(
        rule
        for rule in partnership.decision_rules
        if rule.in_force_on(decision.on) and rule.covers(decision.scope)
    )


def _without_rule(decision: Decision) -> Validity:
    if decision.unilateral_by is not None:
        return Validity("invalid", f"{decision.unilateral_by} decided it alone.")
    against = _against(decision, ("no", "object"))
    if against:
        return Validity("invalid", f"No rule was in force and there was no consensus: {against}.")
    return Validity("informal", "No rule was in force; nobody objected.")


def _scope_problem(rule: DecisionRule, decision: Decision) -> str:
    if not rule.in_force_on(decision.on):
        return f"Rule {rule.id} was not in force on {decision.on}."
    if not rule.covers(decision.scope):
        return f"Rule {rule.id} is for {rule.scope}, not for {decision.scope}."
    if decision.unilateral_by is not None and rule.method != "delegated":
        return f"{decision.unilateral_by} decided it alone, which rule {rule.id} does not allow."
    return ""


def _judged(rule: DecisionRule, decision: Decision, voters: dict[str, Voter]) -> Validity:
    if rule.method is None:
        return Validity("unknown", f"How rule {rule.id} decides is not on record.", rule)
    if not voters:
        return Validity("invalid", f"Nobody had a vote under rule {rule.id}.", rule)
    took_part = {*decision.present, *(ballot.partner for ballot in decision.ballots)}
    if decision.unilateral_by is not None:
        took_part.add(decision.unilateral_by)
    if not took_part:
        return Validity("unknown", "Neither ballots nor who was present are on record.", rule)
    problem = _quorum_problem(rule, voters, took_part) or _alone_problem(rule, decision, voters)
    if not problem and rule.method in _COUNTED and not decision.ballots:
        return Validity("unknown", "How those present voted is not on record.", rule)
    problem = problem or _method_problem(rule, decision, voters)
    if problem:
        return Validity("invalid", problem, rule)
    words = rule.method.replace("_", " ")
    return Validity("valid", f"Valid under rule {rule.id} ({words}).", rule)


_COUNTED = ("majority", "qualified_majority", "unanimity")
"""Methods for which silence is no vote."""


def _alone_problem(rule: DecisionRule, decision: Decision, voters: dict[str, Voter]) -> str:
    if decision.unilateral_by is None or decision.unilateral_by in voters:
        return ""
    return f"{decision.unilateral_by} decided it alone, without a vote under rule {rule.id}."


def _quorum_problem(rule: DecisionRule, voters: dict[str, Voter], took_part: set[str]) -> str:
    total = sum((voter.weight for voter in voters.values()), Decimal(0))
    present = sum((voters[name].weight for name in took_part if name in voters), Decimal(0))
    if present == 0:
        return f"Nobody with a vote under rule {rule.id} took part."
    if rule.quorum is not None and present < rule.quorum * total:
        return f"Rule {rule.id} needs a quorum of {rule.quorum} of the votes; {present} of {total} were present."
    return ""


def _method_problem(rule: DecisionRule, decision: Decision, voters: dict[str, Voter]) -> str:
    choices = {b.partner: b.choice for b in decision.ballots if b.partner in voters}
    vetoes = [n for n, c in choices.items() if c in ("no", "object") and voters[n].veto]
    if vetoes:
        return f"Vetoed by {', '.join(sorted(vetoes))}."
    if rule.method in ("majority", "qualified_majority"):
        return _majority_problem(rule, choices, voters)
    if rule.method == "unanimity":
        missing = sorted(name for name in voters if choices.get(name) != "yes")
        return f"Not unanimous: no yes from {', '.join(missing)}." if missing else ""
    blocking = ("object",) if rule.method in ("consent", "delegated") else ("no", "object")
    against = sorted(name for name, choice in choices.items() if choice in blocking)
    words = (rule.method or "").replace("_", " ")
    return f"No {words}: {', '.join(against)} spoke against it." if against else ""


def _majority_problem(
    rule: DecisionRule, choices: Mapping[str, str], voters: dict[str, Voter]
) -> str:
    groups = {voters[name].group for name in voters} if rule.group_majority else set[str]()
    for group in sorted(groups):
        inside = {n: c for n, c in choices.items() if voters[n].group == group}
        yes, cast = _count(inside, voters)
        if not yes * 2 > cast:
            return f"No majority among {group or 'voters of no group'}: {yes} of {cast} votes cast."
    yes, cast = _count(choices, voters)
    if rule.method == "majority" and not yes * 2 > cast:
        return f"No majority: {yes} of {cast} votes cast."
    if rule.threshold is not None and (cast == 0 or yes < rule.threshold * cast):
        return f"{yes} of {cast} votes cast, where rule {rule.id} needs {rule.threshold}."
    return _heads_problem(rule, choices)


def _heads_problem(rule: DecisionRule, choices: Mapping[str, str]) -> str:
    if rule.heads is None:
        return ""
    cast = [choice for choice in choices.values() if choice != "abstain"]
    yes = cast.count("yes")
    if cast and yes >= rule.heads * len(cast):
        return ""
    return (
        f"{yes} of {len(cast)} voters are for it, where rule {rule.id} needs {rule.heads} of them."
    )


def _count(choices: Mapping[str, str], voters: dict[str, Voter]) -> tuple[Decimal, Decimal]:
    """Return the weight of the votes for, and of all votes cast; abstentions are not cast."""
    yes = sum((voters[n].weight for n, c in choices.items() if c == "yes"), Decimal(0))
    cast = sum((voters[n].weight for n, c in choices.items() if c != "abstain"), Decimal(0))
    return yes, cast


def _against(decision: Decision, choices: tuple[str, ...]) -> str:
    return ", ".join(b.partner for b in decision.ballots if b.choice in choices)
