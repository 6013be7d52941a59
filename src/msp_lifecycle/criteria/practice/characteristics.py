"""What successful partnerships share (S3:Box), as far as no other criterion asks for it."""

from decimal import Decimal

from msp_lifecycle.criteria.practice.judged import judged
from msp_lifecycle.criteria.practice.power import NO_ASSESSMENT, latest_assessment
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    counted,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    unknown,
)
from msp_lifecycle.records import Agreement


@criterion(
    "CH-1",
    "The partners come from a wide range of groups",
    why="""Governments, companies, unions, universities and villages know different things and move different
    levers. Where they come together, more is within reach.""",
    source="S3:Box",
    remedy="Bring in a kind of organisation that is not yet there and that can add something.",
    reads="partners",
    since="design",
    kind="quantity",
    limits="partner_groups",
)
def wide_range(case: Case) -> Verdict:
    """The number of different kinds of organisation among the active partners; of those without one, the sector."""
    if not case.partners:
        return unknown("No active partner is on record.")
    organisations = [case.organisation_of(one) for one in case.partners]
    groups = sorted({one.kind or one.sector or "" for one in organisations} - {""})
    least, silent = case.limit("partner_groups"), [one for one in organisations if not one.kind]
    figure = Figure("kinds of organisation", len(groups), "", least)
    words = f"Partners of {counted(len(groups), 'kind')} take part"
    if len(groups) < least and any(one.sector is None for one in silent):
        return unknown(f"{words}; of some neither kind nor sector is on record.", figure)
    named = listed(groups).replace("_", " ")
    return met_if(
        len(groups) >= least,
        f"{words}: {named}.",
        f"{words} ({named}); {least} are wanted.",
        *(() if len(groups) >= least else case.partners),
        figure,
    )


@criterion(
    "CH-3",
    "Those entitled do take part in decisions",
    why="""A vote that is never used is no participation. Where the same few decide time and again, the others have
    left before anybody notices.""",
    source="S3:Box",
    remedy="Find out what keeps partners from deciding, and change when or how you decide.",
    reads="partners governance",
    since="implementation",
    kind="quantity",
    limits="decision_participation",
)
def decisions_attended(case: Case) -> Verdict:
    """The mean share of the partners active now that took part in a decision, over decisions that say who did."""
    told = [one for one in case.partnership.decisions if one.present or one.ballots]
    if not case.partners or not told:
        return unknown("No decision on record says which partners took part.")
    members, parts = case.partner_ids, list[Decimal]()
    for one in told:
        there = {*one.present, *(ballot.partner for ballot in one.ballots)}
        parts.append(Decimal(len(there & members)) / len(members))
    average, least = sum(parts, Decimal(0)) / len(parts), case.limit("decision_participation")
    return met_if(
        average >= least,
        f"On average {average:.0%} of the active partners took part in a decision.",
        f"On average {average:.0%} of the active partners took part in a decision; "
        f"{least:.0%} are wanted.",
        Figure("mean participation in decisions", round(average, 3), "", least),
        Figure("decisions", len(told)),
    )


_WANTED = ("roles", "responsibilities", "targets")


@criterion(
    "CH-4",
    "Agreements set out roles, responsibilities and clear targets",
    why="""An agreement that says who does what and by which target can be kept and broken. One that says little
    more than that all agree cannot.""",
    source="S3:Box",
    remedy="Add to the agreement the clauses that are missing.",
    reads="agreement",
    since="design",
)
def agreements_clear(case: Case) -> Verdict:
    """Whether the agreements in force cover, between them, roles, responsibilities and targets."""
    found = [one for one in case.partnership.agreements if one.ended is None and one.clauses]
    if not found:
        return unknown("No record says what an agreement in force covers.")
    lacking = [clause for clause in _WANTED if clause not in _covered(found)]
    return met_if(
        not lacking,
        "The agreements in force set out roles, responsibilities and targets.",
        f"The agreements in force do not set out {' or '.join(lacking)}.",
        *found,
    )


def _covered(agreements: list[Agreement]) -> set[str]:
    return {clause for one in agreements for clause in one.clauses}


@criterion(
    "CH-6",
    "Different kinds of power are recognised, and each partner's is",
    why="""Money is the power that everybody sees. Standing with the people, moral credibility and knowledge move
    as much, if they are recognised.""",
    source="S3:Box",
    remedy="Assess anew what kind of power each partner brings, money being only one.",
    reads="partners risk",
    since="design",
    kind="quantity",
    limits="power_types",
)
def powers_recognised(case: Case) -> Verdict:
    """The kinds of power in the latest assessment, and whether each active partner has one there."""
    one = latest_assessment(case)
    if one is None:
        return unknown(NO_ASSESSMENT)
    kinds, least = sorted({each.power for each in one.entries}), case.limit("power_types")
    with_power = {each.partner for each in one.entries}
    bare = [each for each in case.partners if each.id not in with_power]
    problems: list[str] = []
    if len(kinds) < least:
        problems.append(
            f"Assessment {one.id} recognises {counted(len(kinds), 'kind')} of power only."
        )
    if bare:
        problems.append(f"No power is recognised in {listed(each.id for each in bare)}.")
    return met_if(
        not problems,
        f"Assessment {one.id} recognises {len(kinds)} kinds of power, and some in each partner.",
        " ".join(problems),
        one,
        *bare,
        Figure("kinds of power recognised", len(kinds), "", least),
    )


@criterion(
    "CH-7",
    "Partners try new things, and share the risk of it",
    why="""Nothing new comes without risk. Partners who let one of them carry it alone will not try again.""",
    source="S3:Box; S3:¶79",
    remedy="Try something on a small scale, and agree who bears the risk with you.",
    reads="purpose risk agreement",
    since="design",
)
def risks_taken_together(case: Case) -> Verdict:
    """Whether an experiment is on record, and a risk is shared by several or by a clause of an agreement."""
    tried = judged(case, "experiment", "an experiment")
    if not tried.status.stands:
        return tried
    shared = [
        one for one in case.partnership.risks if len({each.partner for each in one.bearers}) > 1
    ]
    clauses = [
        one
        for one in case.partnership.agreements
        if one.ended is None and "shared_risk" in one.clauses
    ]
    if shared or clauses:
        return met("An experiment is on record, and its risks are shared.", *shared, *clauses)
    if not any(one.bearers for one in case.partnership.risks):
        return unknown("An experiment is on record, but nothing says who bears which risk.")
    alone = [one for one in case.partnership.risks if one.bearers]
    return not_met("An experiment is on record, but every risk has one bearer alone.", *alone)


CRITERIA = (
    wide_range,
    decisions_attended,
    agreements_clear,
    powers_recognised,
    risks_taken_together,
)
