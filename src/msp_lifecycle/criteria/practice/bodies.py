"""Power in structures (S1:L264): one rule for each subject, rights that follow roles, several bodies, voice and vote."""

from collections import Counter
from collections.abc import Iterable

from msp_lifecycle.criteria.steering.decision_rules import rules_in_force
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
from msp_lifecycle.records import Body, DecisionRule

NO_RULE = "No decision rule in force is on record."


@criterion(
    "POW-4",
    "There is one rule for each subject, and it says how to decide",
    why="""Two rules for one question let the stronger pick the one that suits. A rule without a method leaves it
    to whoever chairs.""",
    source="S1:L264",
    remedy="Keep one rule for each subject, and say in it how decisions are taken.",
    reads="governance",
    since="design",
)
def one_rule_each(case: Case) -> Verdict:
    """Whether no two rules in force are for the same subject, and each names its method."""
    rules = rules_in_force(case)
    if not rules:
        return unknown(NO_RULE)
    first: dict[str, DecisionRule] = {}
    doubled = [one for one in rules if first.setdefault(one.scope.casefold(), one) is not one]
    if doubled:
        scopes = listed(sorted({one.scope for one in doubled}))
        return not_met(f"More than one rule in force is for: {scopes}.", *doubled)
    silent = [one for one in rules if one.method is None]
    if silent:
        return unknown(
            f"How these rules decide is not told: {listed(r.id for r in silent)}.", *silent
        )
    return met_if(True, f"Each subject has one rule, and each a method ({len(rules)}).", "", *rules)


@criterion(
    "POW-5",
    "Rights to decide derive from agreed roles",
    why="""A vote that comes with a role can be explained, and it ends with the role. A vote that somebody just
    has is power without a reason.""",
    source="S1:L264",
    remedy="Agree on a role with rights to decide for each partner named, or take its vote away.",
    reads="partners governance roles",
    since="design",
)
def rights_from_roles(case: Case) -> Verdict:
    """Whether each partner with a vote named in a rule in force holds a role that says what it may decide."""
    rules = [one for one in rules_in_force(case) if one.electorate]
    if not rules:
        return unknown("No rule in force names who has a vote.")
    voters = {voter.partner for one in rules for voter in one.electorate if voter.until is None}
    entitled = {
        holding.partner
        for role in case.partnership.roles
        if role.decision_rights
        for holding in role.holders_now
    }
    if not any(role.decision_rights for role in case.partnership.roles):
        return unknown("No role on record says what its holder may decide.")
    unentitled = voters - entitled
    bare = [one for one in case.partners if one.id in unentitled]
    return met_if(
        not bare,
        "Every partner with a vote holds a role that gives it the right.",
        f"They vote without a role that gives them the right: {listed(one.id for one in bare)}.",
        *(bare or rules),
        Figure("partners with a vote", len(voters)),
    )


@criterion(
    "POW-6",
    "Who is kept out of one subject decides on another",
    why="""Not everybody need decide everything. A business that carries out the work may decide on that and not
    on policy; a partner that decides on nothing is an audience.""",
    source="S1:L264",
    remedy="Name a subject on which each partner named decides, or agree on what else its part is.",
    reads="partners governance",
    since="design",
)
def scoped_rights(case: Case) -> Verdict:
    """Whether each active partner without a vote under a rule for one subject has one under another rule.

    It does not apply where no rule in force is limited to a subject and to some partners.
    """
    rules = rules_in_force(case)
    if not rules:
        return unknown(NO_RULE)
    voting = _voting(case, rules)
    limited = [one for one in rules if one.scope != "all" and _leaves_out(case, voting[one.id])]
    if not limited:
        return not_applicable("No rule in force is limited to a subject and to some partners.")
    votes = Counter(name for one in limited for name in voting[one.id] or ())
    excluded = [one for one in case.partners if votes[one.id] < len(limited)]
    anywhere = _with_a_vote(case, voting.values())
    shut_out = [one for one in excluded if one.id not in anywhere]
    return met_if(
        not shut_out,
        f"Whoever is kept out of a subject ({len(excluded)}) decides on another.",
        f"Kept out of one subject, and deciding on no other: {listed(p.id for p in shut_out)}.",
        *(shut_out or limited),
        Figure("partners kept out of a subject", len(excluded)),
    )


def _leaves_out(case: Case, voters: set[str] | None) -> bool:
    return bool(voters) and len(case.partner_ids & (voters or set())) < len(case.partner_ids)


def _voting(case: Case, rules: Iterable[DecisionRule]) -> dict[str, set[str] | None]:
    """Return who has a vote under each rule; None where everybody has, because it names nobody and no body."""
    seated = {
        body.id: {
            seat.partner
            for seat in body.members
            if seat.partner is not None and seat.until is None and seat.kind == "voting"
        }
        for body in case.bodies
    }
    return {one.id: _voters(one, seated) for one in rules}


def _voters(rule: DecisionRule, seated: dict[str, set[str]]) -> set[str] | None:
    if rule.electorate:
        return {one.partner for one in rule.electorate if one.until is None}
    return None if rule.body is None else seated.get(rule.body)


def _with_a_vote(case: Case, voting: Iterable[set[str] | None]) -> frozenset[str]:
    """Return who has a vote under any rule."""
    sets = list(voting)
    if any(one is None for one in sets):
        return case.partner_ids
    return frozenset[str]().union(*(one for one in sets if one is not None))


@criterion(
    "POW-7",
    "A large partnership works through several bodies with clear relations",
    why="""Fifty partners cannot settle everything in one room. Several bodies can, if it is clear which reports to
    which and why each of those who govern sits there.""",
    source="S1:L264",
    remedy="Set up the bodies that are missing, say which reports to which, and justify each seat that governs.",
    reads="partners governance",
    since="design",
    limits="large_partnership",
)
def several_bodies(case: Case) -> Verdict:
    """Whether a large partnership has several bodies, no circle among them, and a reason for each governing seat."""
    count, large = len(case.partners), case.limit("large_partnership")
    if count < large:
        words = (
            f"With {counted(count, 'active partner')} it is not large; {large} would make it so."
        )
        return not_applicable(words) if count else unknown("No active partner is on record.")
    bodies = case.bodies
    if not bodies:
        return unknown(f"With {count} active partners it is large, and no body is on record.")
    problems = [] if len(bodies) > 1 else ["There is one body only."]
    problems += ["Bodies report to each other in a circle."] if _circular(bodies) else []
    bare = sum(1 for seat in _governing_seats(bodies) if not seat.strip())
    problems += [f"{counted(bare, 'governing seat')} without a reason."] if bare else []
    figure = Figure("active partners", count, "", large)
    words = f"{count} partners work through {len(bodies)} bodies with clear relations."
    return met_if(not problems, words, " ".join(problems), *bodies, figure)


def _governing_seats(bodies: Iterable[Body]) -> list[str]:
    """Return the justification of each seat in a governing board."""
    return [
        seat.justification
        for one in bodies
        if one.kind == "governing_board"
        for seat in one.members
        if seat.until is None
    ]


def _circular(bodies: Iterable[Body]) -> bool:
    above = {one.id: one.reports_to for one in bodies}
    settled: set[str] = set()
    for start in above:
        path: list[str] = []
        seen: set[str] = set()
        here: str | None = start
        while here is not None and here not in settled:
            if here in seen:
                return True
            seen.add(here)
            path.append(here)
            here = above.get(here)
        settled.update(path)
    return False


@criterion(
    "POW-11",
    "Partners that are heard also have a vote",
    why="""A voice is access, and a vote is power. Where whole groups are heard and others decide, that should be
    a choice which everybody can see, and not something a seating plan hides.""",
    source="S1:L264; S1:L551",
    remedy="Give those who are only heard a vote, or agree openly that they have none.",
    reads="partners governance",
    since="design",
    requirement="info",
)
def voice_and_vote(case: Case) -> Verdict:
    """Whether any active partner has a voice or a seat without a vote, and a vote under no rule in force."""
    rules = rules_in_force(case)
    if not rules:
        return unknown(NO_RULE)
    voting = _with_a_vote(case, _voting(case, rules).values())
    seated = {
        seat.partner
        for body in case.bodies
        for seat in body.members
        if seat.until is None and seat.kind == "non_voting"
    }
    heard = {name for one in rules for name in one.voice} | seated
    without = heard - voting
    mute = [one for one in case.partners if one.id in without]
    return met_if(
        not mute,
        "No active partner is heard without having a vote somewhere.",
        f"Heard, and without a vote under any rule: {len(mute)} of {len(case.partners)} partners "
        f"({listed(one.id for one in mute)}).",
        *mute,
        Figure("partners with a voice and no vote", len(mute)),
    )


CRITERIA = (one_rule_each, rights_from_roles, scoped_rights, several_bodies, voice_and_vote)
