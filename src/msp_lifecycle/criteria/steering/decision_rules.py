"""C2, inclusive and transparent governance (S2:L30): who takes part in decisions, and on what terms."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

import attrs

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
from msp_lifecycle.records import Body, DecisionRule, Voter

Voters = dict[str, Voter]
"""Who votes under one rule, by partner."""
Powers = dict[str, Fraction]
"""The share of the power to decide that each voter has under one rule."""

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
    limits="largest_power_share",
)
def equal_terms(case: Case) -> Verdict:
    """The largest share of the power to decide that one partner has, and vetoes that only some have.

    The share is the index of Shapley and Shubik. A veto counts where no agreed reason for it is on record. Rules that
    delegate do not count, and voters with equal shares are on equal terms.
    """
    rules = rules_in_force(case)
    if not case.partners or not rules:
        return _NO_RULE if case.partners else _NO_PARTNER
    shared = [rule for rule in rules if rule.method != "delegated"]
    if not shared:
        return not_applicable("Every rule in force delegates the decision.")
    voters, most = _voters_by_rule(case, shared), case.limit("largest_power_share")
    powers = {one.id: _powers(one, voters[one.id]) for one in shared if one.id in voters}
    faults = {
        one.id: fault
        for one in shared
        if one.id in voters and (fault := _unequal(one, voters[one.id], powers[one.id], most))
    }
    figures = _largest_share(powers, most)
    if faults:
        unequal = [rule for rule in shared if rule.id in faults]
        return not_met(" ".join(faults[rule.id] for rule in unequal[:2]), *unequal, *figures)
    silent = [rule for rule in shared if rule.id in powers and powers[rule.id] is None]
    if silent:
        names = listed(rule.id for rule in silent)
        return unknown(f"It is not on record how the votes lie under rule {names}.", *silent)
    return met("No rule in force puts one partner above the others.", *shared, *figures)


def _voters_by_rule(case: Case, rules: Iterable[DecisionRule]) -> dict[str, Voters]:
    """Return who votes under each rule that does not simply give every partner one vote."""
    bodies, opted_out = _bodies(case), _opted_out(case)
    found: dict[str, Voters] = {}
    for rule in rules:
        if _all_vote(rule):
            continue
        voters = found.setdefault(rule.id, {})
        if not rule.electorate and _untold(rule, bodies):
            continue  # half an electorate says nothing of shares
        away = opted_out.get(rule.scope, set())
        for one in _votes(rule, bodies):
            if one.partner in case.partner_ids and one.partner not in away:
                voters[one.partner] = _together(voters.get(one.partner), one)
    return found


def _votes(rule: DecisionRule, bodies: dict[str | None, Body]) -> list[Voter]:
    if rule.electorate:
        return [voter for voter in rule.electorate if voter.until is None]
    return [Voter(partner=name) for name in _seated(rule, bodies, "voting")]


def _together(known: Voter | None, one: Voter) -> Voter:
    """Return two votes of one partner, such as two seats in a body, as one that weighs as much as both."""
    return one if known is None else attrs.evolve(one, weight=known.weight + one.weight)


def _powers(rule: DecisionRule, voters: Voters) -> Powers | None:
    """Return the shares of the power to decide under a rule; None where they are unknown.

    Vetoes that were agreed to are left out: nobody holds those against anybody.
    """
    if not any(one.weight for one in voters.values()):
        return None
    if len({(one.weight, one.veto, one.group) for one in voters.values()}) == 1:
        return dict.fromkeys(voters, Fraction(1, len(voters)))  # by whatever method
    from msp_lifecycle.measures import TooManyCoalitions, game_of, power_indices

    if rule.veto_agreed:
        voters = {name: attrs.evolve(one, veto=False) for name, one in voters.items()}
    game = game_of(rule, voters)
    try:
        found = None if game is None else power_indices(game)
    except TooManyCoalitions:
        return None
    if found is None or not found.rounding:
        return None if found is None else found.shapley_shubik
    return {name: round(power, 9) for name, power in found.shapley_shubik.items()}


def _unequal(rule: DecisionRule, voters: Voters, powers: Powers | None, most: Decimal) -> str:
    """Say what is not on equal terms about a rule; nothing if all is."""
    vetoes = [name for name, one in voters.items() if one.veto]
    if vetoes and len(vetoes) < len(voters) and not rule.veto_agreed:
        names = listed(sorted(vetoes))
        return f"Rule {rule.id} gives a veto to {names} only, and no agreed reason is on record."
    if not powers:
        return ""
    top = max(sorted(powers), key=lambda name: powers[name])
    level = len(powers) > 1 and len(set(powers.values())) == 1
    if level or powers[top] <= Fraction(most):
        return ""
    return (
        f"Partner {top} has {float(powers[top]):.1%} of the power to decide under rule {rule.id}; "
        f"at most {most:.0%} is wanted."
    )


def _largest_share(powers: Mapping[str, Powers | None], most: Decimal) -> list[Figure]:
    largest = max((max(one.values()) for one in powers.values() if one), default=None)
    if largest is None:
        return []
    value = round(Decimal(largest.numerator) / largest.denominator, 3)
    return [Figure("largest share of the power to decide", value, "", most)]


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
        name="largest_power_share",
        unit="share",
        light="0.67",
        standard="0.5",
        strict="0.34",
        meaning="Largest share of the power to decide, by the index of Shapley and Shubik, that one partner may hold.",
    ),
)
