"""Inclusion (S1:L162 to L166): groups outside that are kept in touch with, and how partners are selected."""

import datetime as dt

from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    criterion,
    listed,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Partner


@criterion(
    "INC-7",
    "Groups that are not partners are consulted regularly",
    why="""Many who have a stake will never be partners. Asking them from time to time keeps the partnership from
    talking to itself.""",
    source="S1:L162",
    remedy="Consult the groups named, and record when.",
    reads="partners",
    since="design",
    kind="temporal",
    limits="consultation_months",
    also="LES-7",
)
def outsiders_consulted(case: Case) -> Verdict:
    """Time since each group that is handled as consulted was last consulted or heard."""
    groups = case.partnership.stakeholder_groups
    if not any(one.handled_as for one in groups):
        return unknown("No record says which groups are to be consulted.")
    wanted = [one for one in groups if one.handled_as == "consulted"]
    if not wanted:
        return not_applicable("No group on record is one to be consulted.")
    last: dict[str, dt.date] = {}
    for one in case.partnership.engagements:
        if one.kind in ("view", "consultation") and one.on is not None:
            last[one.group] = max(one.on, last.get(one.group, one.on))
    cutoff = case.cutoff("consultation_months")
    silent = [one for one in wanted if last.get(one.id, dt.date.min) < cutoff]
    days = [(case.on - last[one.id]).days for one in wanted if one.id in last]
    return met_if(
        not silent,
        f"Every group to be consulted ({len(wanted)}) has been since {cutoff}.",
        f"Not consulted since {cutoff}: {listed(one.id for one in silent)}.",
        *(silent or wanted),
        *([Figure("longest time since a consultation", max(days), "days")] if days else ()),
    )


@criterion(
    "INC-8",
    "What partners are chosen by is defined and was public beforehand",
    why="""Criteria that come after the choice are excuses. Published ones let those who were not chosen see why,
    and those who were, what is expected.""",
    source="S1:L164; S1:L166",
    remedy="Publish what partners are chosen by before you choose the next one.",
    reads="partners",
    kind="temporal",
)
def selection_criteria_public(case: Case) -> Verdict:
    """Whether criteria of selection are on record and all were published by the day the first partner was chosen.

    Founders and the lead, who set them, are left aside.
    """
    criteria = case.partnership.selection_criteria
    if not criteria:
        return unknown("No record says what partners are chosen by.")
    secret = [one for one in criteria if one.published is None]
    if secret:
        names = listed(one.id for one in secret)
        return not_met(f"These criteria of selection were not published: {names}.", *secret)
    last = max(one.published for one in criteria if one.published is not None)
    early = [one for one in case.partnership.partners if _chosen_before(one, last)]
    return met_if(
        not early,
        f"Criteria of selection were public on {last}, and nobody was chosen before.",
        f"Chosen before all criteria were public on {last}: {listed(one.id for one in early)}.",
        *(early or criteria),
    )


def _chosen_before(partner: Partner, day: dt.date) -> bool:
    if partner.lead or partner.selection == "founding" or partner.status == "candidate":
        return False
    chosen = partner.joined if partner.invited is None else partner.invited
    return chosen is not None and chosen < day


@criterion(
    "INC-9",
    "Partners were screened, companies and civil society alike",
    why="""A partner's record becomes that of the partnership. Looking into companies only would be a double
    standard.""",
    source="S1:L164; S1:L198; S1:L210",
    remedy="Screen the partners named, and settle or explain every concern.",
    reads="partners",
)
def partners_screened(case: Case) -> Verdict:
    """Whether the latest screening of each active partner from business or civil society was passed."""
    asked = [
        one
        for one in case.partners
        if case.organisation_of(one).sector in ("business", "civil_society")
    ]
    screenings = case.partnership.screenings
    if not case.partners or not screenings:
        return unknown("No screening of a partner is on record.")
    if not asked:
        return not_applicable("No active partner is known to come from business or civil society.")
    latest = {one.organisation: one for one in sorted(screenings, key=lambda s: (s.on, s.id))}
    bare = [one for one in asked if one.organisation not in latest]
    failed = [
        latest[one.organisation]
        for one in asked
        if one.organisation in latest and latest[one.organisation].result != "passed"
    ]
    problems = [f"Not screened: {listed(one.id for one in bare)}."] if bare else []
    if failed:
        problems.append(f"Not passed: {listed(one.id for one in failed)}.")
    words = f"Every partner from business or civil society ({len(asked)}) was screened and passed."
    return met_if(not problems, words, " ".join(problems), *bare, *failed)


@criterion(
    "INC-10",
    "Groups name those who speak for them",
    why="""Somebody picked by the convener speaks for the convener. A group that nominates or elects its own
    people can also call them back.""",
    source="S1:L166",
    remedy="Have each group nominate or elect the partner that speaks for it.",
    reads="partners",
)
def groups_choose(case: Case) -> Verdict:
    """Whether each active partner that speaks for a group was nominated or elected."""
    speakers = [one for one in case.partners if one.represents]
    if not speakers:
        return unknown("No active partner is on record as speaking for a group.")
    if not any(one.selection for one in speakers):
        names = listed(one.id for one in speakers)
        return unknown(f"No record says how these were selected: {names}.", *speakers)
    picked = [one for one in speakers if one.selection not in ("nominated", "elected")]
    return met_if(
        not picked,
        f"Every partner that speaks for a group ({len(speakers)}) was nominated or elected.",
        f"They speak for a group that did not name them: {listed(one.id for one in picked)}.",
        *(picked or speakers),
    )


@criterion(
    "INC-11",
    "No partner's own policy forbids it to work with another",
    why="""Some organisations may not work with companies that fall short of certain standards. Better to know
    before than to lose a partner afterwards.""",
    source="S1:L164",
    remedy="Check each organisation against the policies of the partners, and settle the conflicts named.",
    reads="partners",
    requirement="info",
)
def policies_respected(case: Case) -> Verdict:
    """Whether screenings of active partners looked at the policies of others, and found no conflict."""
    members = {one.organisation for one in case.partners}
    looked = [
        one
        for one in case.partnership.screenings
        if one.policies_conflict is not None and one.organisation in members
    ]
    if not looked:
        return unknown("No screening on record looked at the policies of the other partners.")
    clashing = [one for one in looked if one.policies_conflict]
    names = listed(one.organisation for one in clashing)
    return met_if(
        not clashing,
        f"No conflict with a partner's policy was found in {len(looked)} screenings.",
        f"A partner's policy forbids working with: {names}.",
        *(clashing or looked),
    )


CRITERIA = (
    outsiders_consulted,
    selection_criteria_public,
    partners_screened,
    groups_choose,
    policies_respected,
)
