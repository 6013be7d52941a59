"""Suitability: when a partnership is the right way, and when it is not.

SUIT-2 is D1.6, SUIT-4 is B3.5 and SUIT-6 is D2.1.
"""

import datetime as dt

from msp_lifecycle.criterion import (
    Case,
    Field,
    Figure,
    Verdict,
    criterion,
    listed,
    met,
    met_if,
    not_met,
    unknown,
)
from msp_lifecycle.records import Assessment, AssessmentSubject, RiskCategory

TO_REVIEW: dict[RiskCategory, str] = {
    "co_optation": "co-optation",
    "weakened_regulation": "weakened regulation",
    "abdication_by_government": "abdication by government",
    "reputation": "reputation",
    "conflict_of_interest": "conflict of interest",
    "self_censorship": "self-censorship",
}
"""The risks that observers fear most from partnerships (S1:L32, L128; S3:¶82)."""


@criterion(
    "SUIT-1",
    "No single partner could solve the problem alone",
    why="""Partnerships must rest on need. Where one organisation could do it alone, the cost of working
    together is wasted, and the others will notice.""",
    source="S1:L219; S1:L231; S0:L2",
    remedy="""Assess whether partners depend on each other, and list what none of them can do alone.""",
    reads="purpose",
    requirement="must",
    kind="judgement",
    also="PUR-2",
)
def mutual_dependency(case: Case) -> Verdict:
    """Whether the latest assessment of mutual dependency says yes and lists what no partner can do alone."""
    latest = _latest(case, "mutual_dependency")
    if latest is None:
        return unknown("No assessment of whether partners depend on each other is on record.")
    if latest.answer != "yes":
        return not_met(
            f"Assessment {latest.id} answers {latest.answer} to mutual dependency.", latest
        )
    return met_if(
        bool(latest.points),
        f"Assessment {latest.id} finds mutual dependency, and lists what no partner can do alone.",
        f"Assessment {latest.id} finds mutual dependency, but does not list what no partner can do alone.",
        latest,
        Figure("capabilities that no partner has alone", len(latest.points)),
    )


@criterion(
    "SUIT-3",
    "The use it is put to suits a partnership",
    why="""A partnership serves to deliver and to carry out. For negotiating policy, some distance between
    those who make it and those who are affected may serve better.""",
    source="S1:L30",
    remedy="""Record what the partnership is for; where it negotiates policy, write down why a partnership is
    the right place for it.""",
    reads="purpose",
)
def use_fits(case: Case) -> Verdict:
    """Whether purposes are on record and, where policy is negotiated, a written justification says that this fits.

    A partnership negotiates policy if policy dialogue is among its purposes or it is a negotiation network.
    """
    typology = case.partnership.typology
    if not typology.purposes and typology.network_kind is None:
        return unknown("No record says what the partnership is for.")
    latest = _latest(case, "use_type")
    if latest is not None and latest.answer == "no":
        return not_met(
            f"Assessment {latest.id} finds that this use does not suit a partnership.", latest
        )
    if "policy_dialogue" not in typology.purposes and typology.network_kind != "negotiation":
        return met("The partnership does not negotiate policy.", *([latest] if latest else []))
    if latest is None:
        return unknown(
            "The partnership negotiates policy, and no record says why that suits a partnership."
        )
    return met_if(
        bool(latest.text.strip()),
        f"The partnership negotiates policy, and assessment {latest.id} says why that suits one.",
        f"The partnership negotiates policy, and assessment {latest.id} does not say why that suits one.",
        latest,
    )


@criterion(
    "SUIT-5",
    "The risks that partnerships are known for have been reviewed",
    why="""Critics of partnerships fear co-opted civil society, weakened rules, governments that step back,
    damaged names, conflicts of interest and silence about them. Each can be looked at beforehand.""",
    source="S1:L32; S1:L128; S3:¶82",
    remedy="Assess likelihood and impact of the risk categories named.",
    reads="risk",
)
def known_risks_reviewed(case: Case) -> Verdict:
    """Whether each of six categories of risk has one that was assessed for likelihood and impact."""
    known = [one for one in case.partnership.risks if one.category in TO_REVIEW]
    if not known:
        return unknown("No risk of the six categories to be reviewed is on record.")
    assessed = {
        one.category for one in known if one.likelihood is not None and one.impact is not None
    }
    bare = [one for one in known if one.category not in assessed]
    missing = [words for name, words in TO_REVIEW.items() if name not in assessed]
    return met_if(
        not missing,
        f"Risks of all {len(TO_REVIEW)} categories have been assessed.",
        f"Risks of these categories have not been assessed: {listed(missing, most=len(missing))}.",
        *(bare or known),
        Figure("categories assessed", len(assessed)),
    )


@criterion(
    "SUIT-7",
    "It does not take the place of government duties",
    why="""A partnership adds to what governments owe their people. If it stands in for it, those duties
    fade, and nobody can be called to account for them.""",
    source="S3:¶8; S3:¶82",
    remedy="Write down which duties remain with governments, and that the partnership leaves them there.",
    reads="purpose",
    kind="judgement",
    also="CSD-15",
)
def government_duties_remain(case: Case) -> Verdict:
    """Whether the latest assessment says that government duties remain where they are, and states which."""
    latest = _latest(case, "government_duties")
    if latest is None:
        return unknown("No record says which duties remain with governments.")
    if latest.answer != "yes":
        words = (
            f"Assessment {latest.id} answers {latest.answer} to whether government duties remain"
        )
        return not_met(f"{words} where they are.", latest)
    return met_if(
        bool(latest.text.strip() or latest.points),
        f"Assessment {latest.id} states which duties remain with governments.",
        f"Assessment {latest.id} does not state which duties remain with governments.",
        latest,
    )


def _latest(case: Case, about: AssessmentSubject) -> Assessment | None:
    assessments = (one for one in case.partnership.assessments if one.about == about)
    return max(assessments, key=lambda one: (one.on or dt.date.min, one.id), default=None)


SUITABILITY = Field(
    code="SUIT",
    title="Whether a partnership is the right way",
    source="S1:L30 to L32; S2:L5; S3:¶82",
    criteria=(mutual_dependency, use_fits, known_risks_reviewed, government_duties_remain),
)
