"""C2, inclusive and transparent governance (S2:L30): who takes part in decisions, and on what terms."""

from collections.abc import Iterable
from decimal import Decimal

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
from msp_lifecycle.records import Body, DecisionRule

Votes = dict[str, Decimal]
"""How much the vote of each partner weighs under one rule."""

_NO_RULE = unknown("No decision rule in force is on record.")
_NO_PARTNER = unknown("No active partner is on record.")


@criterion(
    "C2.1",
    "Every partner has access to every decision process",
    why="""Partners carry a decision that they had a part in. Access need not mean an equal vote: a voice, or
    somebody who speaks for them, is access too.""",
    source="S2:L30; S1:L264",
    remedy="Give each partner a vote, a voice or a spokesperson under every decision rule.",
    reads="governance partners",
    since="design",
)
def access_for_all(case: Case) -> Verdict:
    """Whether each active partner has a vote, a voice or a spokesperson under every rule in force.

    A partner needs none on a subject that it has opted out of.
    """
    rules = rules_in_force(case)
    if not case.partners or not rules:
        return _NO_RULE if case.partners else _NO_PARTNER
    bodies, opted_out = _bodies(case), _opted_out(case)
    heard = {rule.id: _heard(rule, bodies, opted_out) for rule in rules if not _all_vote(rule)}
    short = [rule for rule in rules if rule.id in heard and not case.partner_ids <= heard[rule.id]]
    out = {rule.id: case.partner_ids - heard[rule.id] - _untold(rule, bodies) for rule in short}
    closed = [rule for rule in short if out[rule.id] and not _unseated(rule, bodies)]
    if closed:
        first = closed[0].id
        more = f" {counted(len(closed) - 1, 'more rule')} leave partners out." if closed[1:] else ""
        words = (
            f"Rule {first} gives no vote, voice or spokesperson to {listed(sorted(out[first]))}."
        )
        return not_met(f"{words}{more}", *closed)
    if short:
        names = listed(rule.id for rule in short)
        return unknown(f"It is not on record who has a vote or a voice under rule {names}.", *short)
    return met("Every active partner has access to decisions under each rule in force.", *rules)


def _all_vote(rule: DecisionRule) -> bool:
    """Say whether every active partner has one vote under a rule."""
    return not rule.electorate and rule.body is None


def _bodies(case: Case) -> dict[str | None, Body]:
    return {body.id: body for body in case.bodies}


def _opted_out(case: Case) -> dict[str, set[str]]:
    """Return the active partners that take no part, by subject."""
    found: dict[str, set[str]] = {}
    for partner in case.partners:
        for out in partner.opted_out:
            found.setdefault(out.scope, set()).add(partner.id)
    return found


def _seated(rule: DecisionRule, bodies: dict[str | None, Body], *kinds: str | None) -> list[str]:
    """Return the partners that hold a seat of some kind in the body that decides, once for each seat."""
    members = bodies[rule.body].members if rule.body in bodies else ()
    return [
        seat.partner
        for seat in members
        if seat.partner is not None and seat.until is None and seat.kind in kinds
    ]


def _untold(rule: DecisionRule, bodies: dict[str | None, Body]) -> set[str]:
    """Return the partners with a seat of which no record says whether it carries a vote or a voice."""
    return set(_seated(rule, bodies, None))


def _unseated(rule: DecisionRule, bodies: dict[str | None, Body]) -> bool:
    """Say whether a rule leaves the vote to a body whose seats nobody has written down."""
    return not rule.electorate and rule.body in bodies and not bodies[rule.body].members


def _heard(
    rule: DecisionRule, bodies: dict[str | None, Body], out: dict[str, set[str]]
) -> set[str]:
    """Return who has a vote, a voice or a spokesperson under a rule, or wants none."""
    voters = {voter.partner for voter in rule.electorate if voter.until is None}
    seated = _seated(rule, bodies, "voting", "non_voting")
    return voters.union(seated, rule.voice, rule.represented, out.get(rule.scope, ()))


@criterion(
    "C2.2",
    "Partners negotiate on equal terms",
    why="Whoever can push a decision through or stop it alone need not negotiate, and the others soon stop trying.",
    source="S2:L30; S1:L264",
    remedy="Spread the votes, drop the veto, or record why the partners agreed to the veto.",
    reads="governance partners",
    since="design",
    kind="quantity",
    limits="largest_vote_share",
)
def equal_terms(case: Case) -> Verdict:
    """The largest share of the vote weight that one partner has, and vetoes that only some have.

    A veto counts where no agreed reason for it is on record. Rules that delegate do not count, and several votes
    that weigh the same are on equal terms. The share of the weight stands in for a power index.
    """
    rules = rules_in_force(case)
    if not case.partners or not rules:
        return _NO_RULE if case.partners else _NO_PARTNER
    shared = [rule for rule in rules if rule.method != "delegated"]
    if not shared:
        return not_applicable("Every rule in force delegates the decision.")
    votes, most = _votes_by_rule(case, shared), case.limit("largest_vote_share")
    faults = {one.id: fault for one in shared if (fault := _unequal(one, votes.get(one.id), most))}
    figures = _largest_share(votes, most)
    if faults:
        unequal = [rule for rule in shared if rule.id in faults]
        return not_met(" ".join(faults[rule.id] for rule in unequal[:2]), *unequal, *figures)
    silent = [rule for rule in shared if rule.id in votes and not sum(votes[rule.id].values())]
    if silent:
        names = listed(rule.id for rule in silent)
        return unknown(f"It is not on record how the votes lie under rule {names}.", *silent)
    return met("No rule in force puts one partner above the others.", *shared, *figures)


def _votes_by_rule(case: Case, rules: Iterable[DecisionRule]) -> dict[str, Votes]:
    """Return the votes of active partners under each rule that does not simply give every partner one."""
    bodies, opted_out = _bodies(case), _opted_out(case)
    found: dict[str, Votes] = {}
    for rule in rules:
        if _all_vote(rule):
            continue
        votes = found.setdefault(rule.id, {})
        if not rule.electorate and _untold(rule, bodies):
            continue  # half an electorate says nothing of shares
        away = opted_out.get(rule.scope, set())
        for name, weight in _cast(rule, bodies):
            if name in case.partner_ids and name not in away:
                votes[name] = votes.get(name, Decimal(0)) + weight
    return found


def _cast(rule: DecisionRule, bodies: dict[str | None, Body]) -> list[tuple[str, Decimal]]:
    """Return each vote with its weight; where no majority is counted, all weigh the same."""
    if not rule.electorate:
        return [(name, Decimal(1)) for name in _seated(rule, bodies, "voting")]
    counted = rule.method in ("majority", "qualified_majority")
    voters = [voter for voter in rule.electorate if voter.until is None]
    return [(voter.partner, voter.weight if counted else Decimal(1)) for voter in voters]


def _unequal(rule: DecisionRule, votes: Votes | None, most: Decimal) -> str:
    """Say what is not on equal terms about a rule; nothing if all is."""
    if not votes:
        return ""
    vetoes = {one.partner for one in rule.electorate if one.veto and one.until is None} & set(votes)
    if vetoes and len(vetoes) < len(votes) and not rule.veto_agreed:
        names = listed(sorted(vetoes))
        return f"Rule {rule.id} gives a veto to {names} only, and no agreed reason is on record."
    top = max(sorted(votes), key=lambda name: votes[name])
    total = sum(votes.values())
    level = len(votes) > 1 and len(set(votes.values())) == 1
    if level or votes[top] <= most * total:
        return ""
    part = votes[top] / total
    return (
        f"Partner {top} has {part:.1%} of the vote weight under rule {rule.id}; "
        f"at most {most:.0%} is wanted."
    )


def _largest_share(votes: dict[str, Votes], most: Decimal) -> list[Figure]:
    shares = [max(one.values()) / total for one in votes.values() if (total := sum(one.values()))]
    value = round(max(shares, default=Decimal(0)), 3)
    return [Figure("largest share of the vote weight", value, "", most)] if shares else []


@criterion(
    "C2.5",
    "The decision rules are part of the agreement",
    why="Rules that stand in the agreement are known to all partners and cannot be bent in the heat of a dispute.",
    source="S2:L30 (inferred); S2:L41",
    remedy="Take every decision rule in force into the agreement.",
    reads="governance agreement",
    since="design",
)
def rules_in_the_agreement(case: Case) -> Verdict:
    """Whether every decision rule in force is named in an agreement in force, or one has a clause on decision rules."""
    agreements = [one for one in case.partnership.agreements if one.ended is None]
    written = [one for one in agreements if one.kind != "none"]
    if not agreements:
        return unknown("No agreement in force is on record.")
    if not written:
        return not_applicable("The partners chose to write nothing down.", *agreements)
    general = [one for one in written if "decision_rules" in one.clauses and not one.rules]
    if general:
        return met(f"Agreement {general[0].id} has a clause on decision rules.", general[0])
    rules, named = rules_in_force(case), {name for one in written for name in one.rules}
    if not rules:
        return _NO_RULE
    missing = [rule for rule in rules if rule.id not in named]
    return met_if(
        not missing,
        "Every decision rule in force is part of the agreement.",
        f"No agreement names {len(missing)} of {len(rules)} decision rules in force: "
        f"{listed(rule.id for rule in missing)}.",
        *(missing or written),
    )


def rules_in_force(case: Case) -> tuple[DecisionRule, ...]:
    """Return the decision rules in force."""
    return tuple(rule for rule in case.partnership.decision_rules if rule.until is None)


THRESHOLDS = (
    Threshold(
        name="largest_vote_share",
        unit="share",
        light="0.67",
        standard="0.5",
        strict="0.34",
        meaning="Largest share of the vote weight that one partner may hold.",
    ),
)
