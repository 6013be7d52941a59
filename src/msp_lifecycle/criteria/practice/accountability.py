"""Accountability (S1:L300 to L312): kinds of mechanism, how formal they are, and whether they are ever used."""

from msp_lifecycle.criteria.practice.judged import judged
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    counted,
    criterion,
    listed,
    met_if,
    not_applicable,
    unknown,
)
from msp_lifecycle.measures.accountability import accountability_map
from msp_lifecycle.records import AccountabilityRelation

NO_RELATION = "No record says who answers to whom."


def relations(case: Case) -> list[AccountabilityRelation]:
    """Return the relations in force."""
    return [one for one in case.partnership.accountability_relations if one.until is None]


@criterion(
    "ACC-2",
    "It answers for what it does in several ways",
    why="""No single mechanism holds. Boards, codes, audits, publicity and those affected each catch what the
    others miss.""",
    source="S1:L304",
    remedy="Add a mechanism of another kind, such as an audit, a code of conduct or a channel for complaints.",
    reads="accountability",
    since="design",
    kind="quantity",
    limits="accountability_kinds",
)
def plural(case: Case) -> Verdict:
    """The number of kinds of mechanism, of the nine there are, in the relations in force."""
    found = relations(case)
    if not found:
        return unknown(NO_RELATION)
    kinds, least = sorted({one.kind for one in found}), case.limit("accountability_kinds")
    words = f"Mechanisms of {counted(len(kinds), 'kind')} are on record ({listed(kinds)})"
    return met_if(
        len(kinds) >= least,
        f"{words}.",
        f"{words}; {least} are wanted.",
        *found,
        Figure("kinds of mechanism", len(kinds), "", least),
    )


@criterion(
    "ACC-3",
    "Each mechanism is tailored, and says how formal it is",
    why="""A village committee and a global fund answer in different ways. Saying how formal a mechanism is shows
    that somebody thought about what fits.""",
    source="S1:L304",
    remedy="Say for each relation named how it is called to account, and how formal that is.",
    reads="accountability",
    since="design",
    requirement="info",
)
def formality_stated(case: Case) -> Verdict:
    """Whether each relation in force names its mechanism and how formal it is."""
    found = relations(case)
    if not any(one.mechanism.strip() or one.formality for one in found):
        return unknown("No relation on record names its mechanism, or how formal it is.")
    bare = [one for one in found if not one.mechanism.strip() or one.formality is None]
    return met_if(
        not bare,
        f"Every relation ({len(found)}) names its mechanism and how formal it is.",
        f"Mechanism or formality is not told for: {listed(one.id for one in bare)}.",
        *(bare or found),
    )


@criterion(
    "ACC-4",
    "Information for the public can be understood and reached",
    why="""What is published in jargon, or only on the web, does not reach those whom it concerns.""",
    source="S1:L306",
    remedy="Publish a report in plain language, and use a channel that works without the internet as well.",
    reads="learning communication",
    since="implementation",
    also="CSD-8",
)
def information_accessible(case: Case) -> Verdict:
    """Whether a public report is in plain language, and an open public channel works without the internet."""
    reports = [one for one in case.partnership.reports if "public" in one.audience]
    channels = [
        one for one in case.partnership.channels if one.kind == "public" and one.until is None
    ]
    plain = [one for one in reports if one.plain_language is not None]
    reach = [one for one in channels if one.offline is not None]
    if not plain and not reach:
        return unknown("No record says whether public information is plain, or how it is reached.")
    problems: list[str] = []
    if not any(one.plain_language for one in plain):
        problems.append("No public report is known to be in plain language.")
    if not any(one.offline for one in reach):
        problems.append("No public channel is known to work without the internet.")
    return met_if(
        not problems,
        "The public is reached in plain language, and without the internet as well.",
        " ".join(problems),
        *plain,
        *reach,
    )


@criterion(
    "ACC-5",
    "It is settled what is made public and what is not",
    why="""Without a standard, whoever holds a paper decides whether it is seen. With one, keeping something back
    needs a reason. This is about the public; what partners tell each other is asked in PR-6.""",
    source="S1:L306",
    remedy="Agree on a standard of disclosure, and list what it covers.",
    reads="purpose",
    since="design",
    kind="judgement",
)
def disclosure_settled(case: Case) -> Verdict:
    """Whether the latest assessment of the standard of disclosure says that there is one, and states it."""
    return judged(case, "disclosure_standard", "a standard of disclosure")


@criterion(
    "ACC-7",
    "It holds itself to a standard towards those it serves",
    why="""Those whom the work is for can neither vote nor withhold money. A standard that partners set themselves
    gives them something to point at.""",
    source="S1:L308",
    remedy="Adopt a standard towards the people served, and say how they can call it in.",
    reads="accountability",
    since="design",
)
def downward_standard(case: Case) -> Verdict:
    """Whether a downward relation in force has a standard."""
    found = relations(case)
    if not found:
        return unknown(NO_RELATION)
    downward = [one for one in found if one.kind == "downward"]
    with_standard = [one for one in downward if one.standard.strip()]
    if with_standard:
        names = listed(one.id for one in with_standard)
        return met_if(
            True, f"A standard towards those served is set in {names}.", "", *with_standard
        )
    words = (
        "No relation on record goes to those who are served."
        if not downward
        else f"No standard is set in {listed(one.id for one in downward)}."
    )
    return met_if(False, "", words, *(downward or found))


@criterion(
    "ACC-8",
    "Standards of performance are set, and reports on them are not overdue",
    why="""A standard that nobody reports on, and a report that measures against nothing, both let a partnership
    slip.""",
    source="S1:L310",
    remedy="Set standards of performance, and report on them when it is due.",
    reads="purpose accountability",
    since="implementation",
    kind="temporal",
    also="CH-9 CSD-8",
)
def performance_standards(case: Case) -> Verdict:
    """Whether standards are set, by an assessment or in relations, and no mechanism with a frequency is overdue."""
    found = relations(case)
    set_in = [one for one in found if one.standard.strip()]
    said = judged(case, "performance_standards", "standards of performance")
    if not set_in and not said.status.stands:
        return said
    late = [one for one in found if overdue(case, one)]
    return met_if(
        not late,
        "Standards of performance are set, and no report on them is overdue.",
        f"Standards are set, and overdue is what {listed(one.id for one in late)} asks for.",
        *(late or set_in),
    )


def overdue(case: Case, relation: AccountabilityRelation) -> bool:
    """Say whether a relation with a frequency was not put to use in time, counted from its beginning if never."""
    if relation.every_days is None:
        return False
    days = [one.on for one in relation.exercised]
    last = max(days, default=relation.since)
    return last is not None and (case.on - last).days > relation.every_days


@criterion(
    "ACC-10",
    "No mechanism exists on paper only",
    why="""A complaints office that nobody has ever called and a board that has never asked a question look the
    same as those that work, until somebody counts.""",
    source="S1:L302; S1:L304",
    remedy="Put the mechanisms named to use, or replace them by ones that will be.",
    reads="accountability",
    since="implementation",
    requirement="info",
    kind="temporal",
)
def mechanisms_used(case: Case) -> Verdict:
    """Whether each relation in force was put to use, and within its own frequency where it has one.

    One with a frequency that is not due yet for the first time is left aside.
    """
    found = relations(case)
    if not found:
        return unknown(NO_RELATION)
    if not any(one.exercised or one.every_days for one in found):
        return unknown("No record says how often a mechanism is to be used, or that one was.")
    paper = [one for one in found if _on_paper(case, one)]
    return met_if(
        not paper,
        f"No mechanism on record ({len(found)}) is one on paper only.",
        f"Never used, or not for longer than agreed: {listed(one.id for one in paper)}.",
        *(paper or found),
    )


def _on_paper(case: Case, relation: AccountabilityRelation) -> bool:
    if relation.every_days is None or relation.since is None:
        return not relation.exercised or overdue(case, relation)
    return overdue(case, relation)


@criterion(
    "ACC-11",
    "Nobody who controls resources answers to nobody",
    why="""Answering often ends with those who give the money: everybody reports to them, and they to no one. That
    is where a map of accountability has its dead end.""",
    source="S1:L304; S1:L262 (inferred)",
    remedy="Agree to whom each partner named answers for the resources it controls.",
    reads="partners resources roles accountability",
    since="design",
    requirement="info",
)
def no_dead_end(case: Case) -> Verdict:
    """Whether each active partner that funds, brings, promises or houses something answers to somebody."""
    if not relations(case):
        return unknown(NO_RELATION)
    found = accountability_map(case.partnership, on=case.on)
    if not found.holders:
        return not_applicable("No active partner is on record as controlling resources.")
    free = {one.partner for one in found.dead_ends}
    return met_if(
        not free,
        f"Every partner that controls resources ({len(found.holders)}) answers to somebody.",
        f"They control resources and answer to nobody on record: {listed(sorted(free))}.",
        *([one for one in case.partners if one.id in free] or relations(case)),
        Figure("partners that control resources", len(found.holders)),
    )


CRITERIA = (
    plural,
    formality_stated,
    information_accessible,
    disclosure_settled,
    downward_standard,
    performance_standards,
    mechanisms_used,
    no_dead_end,
)
