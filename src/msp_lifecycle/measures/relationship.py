"""What sort of relationship the records describe: a partnership, or something else that goes by the name (S1:L16; S3:¶74).

This describes and does not judge. What a partnership ought to be is for the checklists `definition`,
`definition_un_2003` and `definition_strict` to ask (S0:L13).
"""

import datetime as dt
from typing import Literal

import attrs

from msp_lifecycle.records import Partner, Partnership

RelationshipKind = Literal[
    "msp",
    "project_partnership",
    "fundraising",
    "consultation",
    "coordination",
    "contract",
    "undetermined",
]
STATE = ("public", "intergovernmental")
FEW = 4
"""Partners up to which a relationship with well-defined goals reads as a project partnership (one or few: S3:¶48)."""


@attrs.frozen(kw_only=True)
class Relationship:
    """What sort of relationship it is, and why.

    Attributes:
        kind: what it is.
        reasons: what in the records speaks for it, one sentence each.
        missing: what would have to be on record to say more.
    """

    kind: RelationshipKind
    reasons: tuple[str, ...]
    missing: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class _Facts:
    """What the records say of the things that tell one sort of relationship from another; None where they are silent."""

    partners: tuple[Partner, ...]
    sectors: frozenset[str]
    sectors_known: bool
    state: bool
    others: bool
    together: bool | None
    givers: frozenset[str]
    only_money: bool
    contracts_only: bool
    common_purpose: bool
    consulted_only: bool
    purposes: frozenset[str]
    everywhere: bool
    project: bool | None


def classify_relationship(partnership: Partnership, *, on: dt.date) -> Relationship:
    """Say what sort of relationship a partnership was on a day, with the reasons.

    Asked in this order, and the first that fits is the answer: a supplier's contract, coordination among public bodies,
    fund-raising, consultation, a project partnership, a multi-stakeholder partnership. Where too little is on record it
    is undetermined, and says what is missing.

    Args:
        partnership: to be looked at.
        on: the day; nothing later counts.

    Examples:
        >>> import datetime as dt
        >>> p = Partnership(id="p", name="P")
        >>> classify_relationship(p, on=dt.date(2024, 1, 1)).kind
        'undetermined'
    """
    facts = _facts(partnership.as_of(on))
    count = len(facts.partners)
    if count < 2:
        said = "Fewer than two active partners are on record."
        return Relationship(kind="undetermined", reasons=(said,), missing=("partners",))
    for found in (
        _contract(facts),
        _coordination(facts),
        _fundraising(facts),
        _consultation(facts),
    ):
        if found is not None:
            return found
    return _partnership(facts)


def _contract(facts: _Facts) -> Relationship | None:
    if not facts.contracts_only or facts.common_purpose or facts.together:
        return None
    if len(facts.partners) > 2:
        return None
    return Relationship(
        kind="contract",
        reasons=(
            "Two partners are bound by contracts only.",
            "Neither a common purpose nor a joint decision or activity is on record.",
        ),
    )


def _coordination(facts: _Facts) -> Relationship | None:
    if not facts.sectors_known or facts.others:
        return None
    return Relationship(
        kind="coordination",
        reasons=("All partners are public or intergovernmental bodies; nobody else takes part.",),
    )


def _fundraising(facts: _Facts) -> Relationship | None:
    raising = facts.purposes == frozenset(("mobilising_private_funds",))
    if facts.together or not facts.only_money or len(facts.givers) == len(facts.partners):
        return None
    if facts.purposes and not raising:
        return None
    reasons = ["Money is all that partners bring, and some of them bring none."]
    reasons += ["Raising private funds is the only purpose."] if raising else []
    reasons.append("No joint decision or activity is on record.")
    return Relationship(kind="fundraising", reasons=tuple(reasons))


def _consultation(facts: _Facts) -> Relationship | None:
    if not facts.consulted_only or facts.together or facts.givers:
        return None
    return Relationship(
        kind="consultation",
        reasons=(
            "Stakeholder groups are consulted or informed, and none takes part.",
            "No joint decision or activity, and no contribution, is on record.",
        ),
    )


def _partnership(facts: _Facts) -> Relationship:
    if not (facts.state and facts.others):
        words = "Whether both the state and others take part is not on record."
        return Relationship(kind="undetermined", reasons=(words,), missing=("sectors of partners",))
    reasons = [
        f"{len(facts.partners)} partners from {len(facts.sectors)} sectors, the state and others among them."
    ]
    shared = _shared(facts)
    if facts.project or (facts.project is None and _small(facts) and shared):
        said = (
            "It is a project, bound in scope."
            if facts.project
            else f"Few partners ({len(facts.partners)}) work on it."
        )
        return Relationship(kind="project_partnership", reasons=(*reasons, said, *shared))
    if shared:
        return Relationship(kind="msp", reasons=(*reasons, *shared))
    missing = ("a joint decision or activity", "what partners bring", "a common purpose")
    return Relationship(kind="undetermined", reasons=tuple(reasons), missing=missing)


def _small(facts: _Facts) -> bool:
    """Say whether it reads as a project though nobody calls it one: few partners, one purpose, not the whole world."""
    return len(facts.partners) <= FEW and len(facts.purposes) < 2 and not facts.everywhere


def _shared(facts: _Facts) -> tuple[str, ...]:
    """Return what partners are on record as sharing."""
    found: list[str] = []
    if facts.together:
        found.append("They decide or act together.")
    if len(facts.givers) > 1:
        found.append(f"{len(facts.givers)} of them bring something.")
    if facts.common_purpose:
        found.append("A common purpose is on record.")
    return tuple(found)


def _facts(then: Partnership) -> _Facts:
    partners = tuple(one for one in then.partners if one.active)
    ids = {one.id for one in partners}
    organisations = {one.id: one for one in then.organisations}
    sectors = [organisations[one.organisation].sector for one in partners]
    known = frozenset(str(one) for one in sectors if one is not None)
    money, givers = _what_is_given(then, partners)
    papers = [one.kind for one in then.agreements if one.ended is None]
    handled = {one.handled_as for one in then.stakeholder_groups if one.handled_as is not None}
    ambition = then.typology.ambition
    return _Facts(
        partners=partners,
        sectors=known,
        sectors_known=None not in sectors,
        state=any(one in STATE for one in known),
        others=any(one not in STATE for one in known),
        together=_together(then, ids),
        givers=givers,
        only_money=money,
        contracts_only=bool(papers) and set(papers) == {"contract"},
        common_purpose=any(one.replaced is None for one in then.purposes),
        consulted_only=bool(handled) and handled <= {"consulted", "informed"},
        purposes=frozenset(then.typology.purposes),
        everywhere="global" in then.typology.levels,
        project=None if ambition is None else ambition == "project",
    )


def _what_is_given(then: Partnership, partners: tuple[Partner, ...]) -> tuple[bool, frozenset[str]]:
    """Return whether money is all that partners bring, and who brings something."""
    member = {one.organisation: one.id for one in partners}
    given = [
        (one.partner, one.resource) for one in then.contributions if one.partner in member.values()
    ]
    given += [
        (member[one.source], "money")
        for one in then.fundings
        if one.ended is None and one.source in member
    ]
    kinds = {kind for _, kind in given}
    return kinds == {"money"}, frozenset(name for name, _ in given)


def _together(then: Partnership, ids: set[str]) -> bool | None:
    """Say whether partners decided or acted together; None where no record says who decided or acted."""
    told = [one for one in then.decisions if one.present or one.ballots]
    owned = [one for one in then.activities if one.owner and one.goals]
    if not told and not owned:
        return None
    if any(len({*one.present, *(b.partner for b in one.ballots)} & ids) > 1 for one in told):
        return True
    owners: dict[str, set[str]] = {}
    for one in owned:
        for goal in one.goals:
            owners.setdefault(goal, set()).add(one.owner or "")
    return any(len(names) > 1 for names in owners.values())
