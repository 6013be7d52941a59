"""The organisations behind the partners (S1:L399 to L405): whether they are ready to work in partnerships at all.

Both criteria only report: the source speaks of what an organisation builds up over years, not of what one partnership
could ask of it.
"""

from collections.abc import Iterable
from typing import get_args

from msp_lifecycle.criterion import Case, Figure, Verdict, criterion, listed, met_if, unknown
from msp_lifecycle.records import Organisation
from msp_lifecycle.records.identity import PartneringTrait, PartnershipTask

_TASKS = frozenset(get_args(PartnershipTask))
_TRAITS: tuple[PartneringTrait, ...] = get_args(PartneringTrait)


@criterion(
    "STR-11",
    "Organisations know what they want of partnerships, and how they work in them",
    why="""An organisation that is in many partnerships without a plan for them is pulled apart by them. One with
    guidelines does not have to invent anew how to join, manage, watch and judge each.""",
    source="S1:L399; S1:L401",
    remedy="Ask the organisations named for a strategy on partnerships, and for the guidelines that are missing.",
    reads="partners",
    since="design",
    requirement="info",
)
def organisations_guided(case: Case) -> Verdict:
    """Whether each partner's organisation has a strategy on partnerships, and guidelines for all five tasks in them.

    The tasks are creating, joining, managing, monitoring and evaluating partnerships.
    """
    found = _behind(case)
    told = [one for one in found if _told(one)]
    if not told:
        return unknown("No record says whether an organisation has a strategy on partnerships.")
    without = [one for one in told if one.partnership_strategy is False]
    partial = [one for one in told if not _TASKS.issubset(one.partnership_guidelines)]
    untold = [one for one in found if one.partnership_strategy is None]
    problems = [
        f"{words}: {listed(one.id for one in some)}."
        for words, some in (
            ("Without a strategy on partnerships", without),
            ("Without guidelines for all tasks on record", partial),
            ("Whether they have a strategy is not told for", untold),
        )
        if some
    ]
    return met_if(
        not problems,
        f"Every organisation ({len(told)}) has a strategy and guidelines on partnerships.",
        " ".join(problems),
        *_once([*without, *partial, *untold] or told),
    )


def _told(one: Organisation) -> bool:
    return one.partnership_strategy is not None or bool(one.partnership_guidelines)


@criterion(
    "STR-12",
    "Together the organisations have what makes for good partners",
    why="""Room to try things, an eye for the world outside, people who can bring others together, and procedures
    that are quick enough: where no partner has one of these, the partnership will miss it.""",
    source="S1:L405 (inferred)",
    remedy="Look for a partner that has what is missing, or help one to acquire it.",
    reads="partners",
    since="design",
    kind="judgement",
    requirement="info",
)
def partnering_traits(case: Case) -> Verdict:
    """Whether each of six traits of a partnering organisation is on record of at least one partner's organisation.

    They are room for innovation and risk, an outward culture, knowledge of other actors, skills of facilitating and
    reaching out, use of outside views, and quick, flexible procedures.
    """
    told = [one for one in _behind(case) if one.partnering_traits]
    if not told:
        return unknown("No record says what makes an organisation a good partner.")
    there = {trait for one in told for trait in one.partnering_traits}
    missing = [trait.replace("_", " ") for trait in _TRAITS if trait not in there]
    return met_if(
        not missing,
        f"All {len(_TRAITS)} traits are found among {listed(one.id for one in told)}.",
        f"No organisation is on record with: {listed(missing)}.",
        *told,
        Figure("traits found", len(there)),
    )


def _behind(case: Case) -> list[Organisation]:
    """Return the organisations of the active partners."""
    members = {one.organisation for one in case.partners}
    return [one for one in case.partnership.organisations if one.id in members]


def _once(some: Iterable[Organisation]) -> list[Organisation]:
    return list({one.id: one for one in some}.values())


CRITERIA = (organisations_guided, partnering_traits)
