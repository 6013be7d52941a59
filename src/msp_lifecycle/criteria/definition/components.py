"""The components on which definitions agree: voluntary, collaborative, various, common, shared (S0:L11; S3:¶9)."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal

from msp_lifecycle.criteria.answers import (
    FEWEST_RESPONDENTS,
    NOT_ALL_GAIN,
    gives_words_away,
)
from msp_lifecycle.criteria.commitments import stands
from msp_lifecycle.criteria.everyone import everyone
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
    not_met,
    unknown,
)
from msp_lifecycle.records import Activity, Decision, Interest, Risk

NO_PARTNER = "No active partner is on record."
STATE = frozenset(("public", "intergovernmental"))


@criterion(
    "DEF-1",
    "Every partner takes part of its own free will",
    why="""A mandate makes members, not partners. Whoever must take part cannot negotiate its part, and has
    no stake in the outcome.""",
    source="S0:L11; S1:L80; S3:¶9",
    remedy="Ask each partner named whether it takes part of its own free will, and record the answer.",
    reads="partners",
    requirement="must",
    also="CSD-1",
)
def voluntary(case: Case) -> Verdict:
    """Whether each active partner is on record as taking part voluntarily, and none by mandate."""
    if not case.partners:
        return unknown(NO_PARTNER)
    total = len(case.partners)
    mandated = [one for one in case.partners if one.basis == "mandated"]
    if mandated:
        names = listed(one.id for one in mandated)
        words = (
            f"By mandate and not of their own free will: {len(mandated)} of {total} active partners"
        )
        return not_met(f"{words} ({names}).", *mandated)
    silent = [one for one in case.partners if one.basis is None]
    if silent:
        names = listed(one.id for one in silent)
        words = f"On what basis they take part is not on record for {len(silent)} of {total}"
        return unknown(f"{words} active partners: {names}.", *silent)
    return met(f"Every active partner ({total}) takes part of its own free will.")


@criterion(
    "DEF-2",
    "Partners do something together",
    why="""Organisations that only meet, or work side by side each on its own, are a forum or a list. A
    partnership decides or does at least one thing jointly.""",
    source="S0:L11; S1:L80; S3:¶9",
    remedy="Take a decision together, or plan activities of several partners towards one goal.",
    reads="governance results",
    since="design",
    requirement="must",
)
def collaborative(case: Case) -> Verdict:
    """Whether several partners took part in one adopted decision, or own activities for one and the same goal."""
    decisions = [one for one in case.adopted if one.present or one.ballots]
    activities = [one for one in case.partnership.activities if one.owner and one.goals]
    if not decisions and not activities:
        return unknown("No record says who took part in a decision or owns an activity for a goal.")
    pairs = {(goal, one.owner) for one in activities for goal in one.goals}
    goals = {goal for goal, owners in Counter(goal for goal, _ in pairs).items() if owners > 1}
    together: list[Decision | Activity] = [
        *(one for one in decisions if _several(one.present, (b.partner for b in one.ballots))),
        *(one for one in activities if not goals.isdisjoint(one.goals)),
    ]
    return met_if(
        bool(together),
        f"Several partners share in these decisions or activities: {listed(one.id for one in together)}.",
        "No decision and no goal on record has more than one partner taking part in it.",
        *(together or (*decisions, *activities)),
    )


def _several(present: tuple[str, ...], voting: Iterator[str]) -> bool:
    return len({*present, *voting}) > 1


@criterion(
    "DEF-3",
    "The partners come from the state and from outside it",
    why="""No sector can deliver sustainable development alone. What is gained lies in bringing together
    public bodies and others who work by different rules.""",
    source="S0:L11; S1:L80; S3:¶9",
    remedy="Bring in organisations from a sector that is missing, or record the sector of each partner.",
    reads="partners",
    since="design",
    requirement="must",
    kind="quantity",
    limits="least_partners least_sectors",
)
def various_parties(case: Case) -> Verdict:
    """The number of active partner organisations and of their sectors, with the state and others both among them.

    Public and intergovernmental bodies count as the state; business, civil society and academia as others.
    """
    organisations = {one.organisation: case.organisation_of(one) for one in case.partners}
    if not organisations:
        return unknown(NO_PARTNER)
    sectors = {one.sector for one in organisations.values() if one.sector is not None}
    least, least_sectors = case.limit("least_partners"), case.limit("least_sectors")
    problems = _too_alike(len(organisations), least, sectors, least_sectors)
    silent = [one for one in organisations.values() if one.sector is None]
    if problems and silent and len(organisations) >= least:
        names = listed(one.id for one in silent)
        return unknown(
            f"{' '.join(problems)} The sector of these is not on record: {names}.", *silent
        )
    words = listed(sorted(sectors)).replace("_", " ")
    return met_if(
        not problems,
        f"{len(organisations)} organisations take part, from these sectors: {words}.",
        " ".join(problems),
        *(case.partners if problems else ()),
        Figure("partner organisations", len(organisations), "", least),
        Figure("sectors", len(sectors), "", least_sectors),
    )


def _too_alike(
    partners: int, least: Decimal, sectors: Collection[str], least_sectors: Decimal
) -> list[str]:
    problems: list[str] = []
    if partners < least:
        problems.append(f"{counted(partners, 'organisation')} take part, where {least} are needed.")
    if len(sectors) < least_sectors:
        found = counted(len(sectors), "sector is", "sectors are")
        problems.append(f"{found} known, where {least_sectors} are needed.")
    if STATE.isdisjoint(sectors):
        problems.append("Nobody is known to come from the state.")
    if STATE.issuperset(sectors):
        problems.append("Nobody is known to come from outside the state.")
    return problems


@criterion(
    "DEF-4",
    "All partners have put their name to a common purpose",
    why="""Partners want different things and need not hide it. What makes them partners is the one thing
    that all of them want together.""",
    source="S0:L11; S1:L80; S1:L219; S3:¶9",
    remedy="Put the common purpose into words, and have each partner named endorse it.",
    reads="purpose partners",
    since="design",
    requirement="must",
)
def common_purpose(case: Case) -> Verdict:
    """Whether one purpose in force is endorsed by every active partner."""
    if not case.partners:
        return unknown(NO_PARTNER)
    purposes = {
        f"purposes/{one.id}": one for one in case.partnership.purposes if one.replaced is None
    }
    backers: dict[str, set[str]] = {path: set() for path in purposes}
    if not backers:
        return unknown("No common purpose is on record.")
    for one in case.partnership.endorsements:
        if one.of in backers and one.withdrawn is None and one.partner in case.partner_ids:
            backers[one.of].add(one.partner)
    best, endorsing = max(backers.items(), key=lambda item: (len(item[1]), item[0]))
    if not endorsing:
        return unknown("No active partner has endorsed a common purpose on record.")
    purpose = purposes[best]
    return everyone(
        case.partners,
        endorsing,
        f"endorsement of purpose {purpose.id}",
        purpose,
        on_record=True,
        done=f"endorsed purpose {purpose.id}",
    )


@criterion(
    "DEF-5",
    "Risks are shared",
    why="""Whoever bears every risk alone is a contractor or a sponsor. Sharing them is what gives all
    partners a reason to prevent them.""",
    source="S0:L11; S1:L80; S3:¶9",
    remedy="Agree on who bears which risk, and see that no partner bears them all.",
    reads="risk agreement",
    since="design",
    requirement="must",
)
def shared_risks(case: Case) -> Verdict:
    """Whether several partners bear one open risk, or an agreement in force shares risks; and no partner bears them all."""
    borne = [(one, names) for one in case.partnership.risks if (names := _bearers(one))]
    clauses = [
        one
        for one in case.partnership.agreements
        if one.ended is None and "shared_risk" in one.clauses
    ]
    risks = [one for one, _ in borne]
    if not borne and not clauses:
        return unknown("No record says who bears which risk.")
    everybody = {name for _, names in borne for name in names}
    if len(everybody) == 1:
        [alone] = everybody
        words = f"Partner {alone} alone bears every risk whose bearers are known ({len(borne)})."
        return not_met(words, *risks)
    shared = [one for one, names in borne if len(names) > 1]
    if shared:
        return met(
            f"Several partners bear these risks: {listed(one.id for one in shared)}.", *shared
        )
    return met_if(
        bool(clauses),
        f"An agreement shares risks among the partners: {listed(one.id for one in clauses)}.",
        "Each risk on record falls on one partner alone, and no agreement shares them.",
        *(clauses or risks),
    )


def _bearers(risk: Risk) -> set[str]:
    """Return who bears an open risk by the latest word on each partner's share."""
    if risk.closed is not None:
        return set()
    in_order = sorted(risk.bearers, key=lambda one: one.since or dt.date.min)
    latest = {one.partner: one.share for one in in_order}
    return {name for name, part in latest.items() if part is None or part > 0}


@criterion(
    "DEF-6",
    "Responsibilities are shared",
    why="""Where one partner answers for everything, the others are guests.""",
    source="S0:L11; S1:L80; S3:¶9",
    remedy="Give at least a second partner a role with responsibilities of its own.",
    reads="roles partners",
    since="design",
    requirement="must",
    kind="quantity",
)
def shared_responsibilities(case: Case) -> Verdict:
    """Whether more than one active partner holds a role with responsibilities."""
    roles = [one for one in case.partnership.roles if one.responsibilities]
    holders = {role.id: {one.partner for one in role.holders_now} for role in roles}
    names = {name for held in holders.values() for name in held if name} & case.partner_ids
    if not names:
        return unknown("No active partner holds a role with responsibilities on record.")
    return met_if(
        len(names) > 1,
        f"{len(names)} active partners hold responsibilities.",
        f"Partner {listed(names)} alone holds responsibilities.",
        *(role for role in roles if not names.isdisjoint(holders[role.id])),
        Figure("partners with responsibilities", len(names)),
    )


@criterion(
    "DEF-7",
    "Resources are shared",
    why="""Partners pool what they have, be it money, people, knowledge or standing. If only one of them
    gives, the others are beneficiaries.""",
    source="S0:L11; S1:L80; S3:¶9",
    remedy="Agree on what further partners bring, of whatever kind, and record it.",
    reads="resources roles partners",
    since="design",
    requirement="must",
    kind="quantity",
)
def shared_resources(case: Case) -> Verdict:
    """Whether more than one active partner has brought a resource, or has promised one and still stands by it."""
    given = {one.partner for one in case.partnership.contributions}
    promised = {
        one.partner
        for one in case.partnership.commitments
        if (one.resource is not None or one.money is not None) and stands(one)
    }
    names = (given | promised) & case.partner_ids
    if not names:
        return unknown("No record says what resources the active partners bring.")
    return met_if(
        len(names) > 1,
        f"{len(names)} of {len(case.partners)} active partners bring resources.",
        f"Partner {listed(names)} alone brings resources.",
        *(one for one in case.partners if one.id in names),
        Figure("partners that bring resources", len(names)),
    )


@criterion(
    "DEF-8",
    "The partners' competencies add up to what is required",
    why="""Organisations that can all do the same gain little by joining. What they lack alone and have
    together is the point of it.""",
    source="S0:L11; S1:L225",
    remedy="Find a partner that brings the competencies named, or build them.",
    reads="partners roles",
    since="design",
    kind="quantity",
)
def competencies_add_up(case: Case) -> Verdict:
    """Whether active partners' declared competencies differ, and cover what roles require between them."""
    declared = {
        one.id: _plain(case.organisation_of(one).competencies)
        for one in case.partners
        if case.organisation_of(one).competencies
    }
    if len(declared) < 2:  # nothing to compare
        return unknown("Fewer than two active partners have declared their competencies.")
    if len({frozenset(names) for names in declared.values()}) == 1:
        same = [one for one in case.partners if one.id in declared]
        return not_met(f"All {len(same)} partners that declared competencies have the same.", *same)
    there = set[str]().union(*declared.values())
    wanted = [name for one in case.partnership.roles for name in one.required_competencies]
    missing = sorted(_plain(tuple(wanted)) - there)
    return met_if(
        not missing,
        f"Between them the partners have {len(there)} competencies, and all that roles require.",
        f"No partner has declared these competencies that roles require: {listed(missing)}.",
        Figure("competencies declared", len(there)),
        Figure("competencies missing", len(missing)),
    )


def _plain(competencies: tuple[str, ...]) -> set[str]:
    return {name.strip().casefold() for name in competencies}


@criterion(
    "DEF-9",
    "Every partner goes on expecting a benefit",
    why="""Partners stay for what they gain, and what they gain changes. A benefit that was named once at
    the start says little years later.""",
    source="S0:L11; S0:L2; S3:¶10",
    remedy="""Ask each partner again what it gains, and change the plan where one gains nothing.""",
    reads="partners",
    since="design",
    requirement="must",
    kind="temporal",
    limits="benefit_confirmed_months fewest_respondents",
)
def shared_benefits(case: Case) -> Verdict:
    """Whether the latest dated word of each active partner on its benefit is that it expects one, and is recent."""
    if not case.partners:
        return unknown(NO_PARTNER)
    stated = _latest_words(case)
    if not stated:
        return unknown("No record says what benefit an active partner expects, and since when.")
    cutoff = case.cutoff("benefit_confirmed_months")
    silent = [one for one in case.partners if one.id not in stated]
    none = sum(1 for _, kind in stated.values() if kind == "no_benefit")
    old = sum(1 for day, kind in stated.values() if kind == "benefit" and day < cutoff)
    oldest, most = min(day for day, _ in stated.values()), (case.on - cutoff).days
    shortfalls = {"with no dated word": len(silent), "expecting none": none, "not asked again": old}
    found = listed(f"{count} {what}" for what, count in shortfalls.items() if count)
    total = len(case.partners)
    if found and gives_words_away(case, _dated_words(case)):
        return not_met(NOT_ALL_GAIN, Figure("active partners", total))
    return met_if(
        not found,
        f"Every active partner ({total}) has said since {cutoff} that it expects a benefit.",
        f"Of {total} active partners, not all have said since {cutoff} that they expect a benefit: "
        f"{found}.",
        *silent,
        Figure("partners that expect a benefit", total - len(silent) - none - old),
        Figure("longest time since a word on benefit", (case.on - oldest).days, "days", most),
    )


def _latest_words(case: Case) -> dict[str, tuple[dt.date, str]]:
    """Return for each active partner when it last spoke of its benefit, and whether it expects one."""
    latest: dict[str, tuple[dt.date, str]] = {}
    for one in _dated_words(case):
        word = (one.stated or dt.date.min, one.kind)
        latest[one.partner] = max(word, latest.get(one.partner, word))
    return latest


def _dated_words(case: Case) -> list[Interest]:
    return [
        one
        for one in case.partnership.interests
        if one.kind in ("benefit", "no_benefit")
        and one.stated is not None
        and one.partner in case.partner_ids
    ]


CRITERIA = (
    voluntary,
    collaborative,
    various_parties,
    common_purpose,
    shared_risks,
    shared_responsibilities,
    shared_resources,
    competencies_add_up,
    shared_benefits,
)

THRESHOLDS = (
    Threshold(
        name="least_partners",
        unit="number",
        light="2",
        standard="3",
        strict="3",
        meaning="Least number of organisations that make a multi-stakeholder partnership.",
    ),
    Threshold(
        name="least_sectors",
        unit="number",
        light="2",
        standard="2",
        strict="3",
        meaning="Least number of sectors that they come from.",
    ),
    Threshold(
        name="benefit_confirmed_months",
        unit="months",
        light="36",
        standard="24",
        strict="12",
        meaning="Longest time after which a partner is asked again what it gains.",
    ),
    FEWEST_RESPONDENTS,
)
