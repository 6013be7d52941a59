"""What every move must satisfy beside its guard, as criteria like all others: MOVE-1 and MOVE-2."""

from msp_lifecycle.criterion import (
    Case,
    Criterion,
    Verdict,
    criterion,
    met,
    met_if,
    not_applicable,
    not_met,
    unknown,
)
from msp_lifecycle.records import Decision, Validity


@criterion(
    "MOVE-1",
    "The move rests on a decision that is valid under the partners' own rule",
    why="""From Design onward a move commits everybody, so it has to be decided the way the partners have agreed to
    decide; in Initiation the informal consensus of the core group is enough.""",
    source="S2:L22; S2:L30",
    remedy="Record the decision with its ballots or with who was present, and the rule it was taken under.",
    reads="governance partners",
    since="design",
    requirement="must",
)
def rests_on_a_decision(case: Case) -> Verdict:
    """Whether a decision is cited and valid: who had a vote, whether the quorum was there, what the method asks for."""
    return not_applicable(f"No move is being made on {case.on}.")


@criterion(
    "MOVE-2",
    "The partnership is active",
    why="While a partnership is paused or suspended its partners have agreed, or been told, not to move on.",
    source="S4:L49; S3:¶84",
    remedy="Resume the partnership, or have it reinstated, before the move.",
    reads="",
    requirement="must",
)
def is_active(case: Case) -> Verdict:
    """Whether a pause or suspension keeps the move from being made."""
    position = case.partnership.position
    since = position.standing_since
    return met_if(
        position.standing in ("active", "not_started"),
        "The partnership is active.",
        f"The partnership has been {position.standing} since {since}.",
    )


MOVE_CRITERIA: tuple[Criterion, ...] = (rests_on_a_decision, is_active)


def decision_verdict(case: Case, decision: str | None, *, informal: bool, needed: bool) -> Verdict:
    """Answer MOVE-1 for the decision that a move cites.

    Args:
        case: as of the day of the move.
        decision: id of the decision cited, if any.
        informal: whether informal consensus is enough.
        needed: whether there must be one.
    """
    if decision is None:
        if needed and not informal:
            return not_met("No decision is cited.")
        return _INFORMAL
    found = next((one for one in case.partnership.decisions if one.id == decision), None)
    if found is None:
        return not_met(f"Decision {decision} is not among those taken by {case.on}.")
    return _judged(found, case.validity(found), informal)


_INFORMAL = not_applicable("Here the informal consensus of those involved is enough.")


def _judged(decision: Decision, validity: Validity, informal: bool) -> Verdict:
    if validity.status == "valid" or (validity.status == "informal" and informal):
        return met(f"Decision {decision.id}: {validity.reason}", decision)
    if validity.status == "unknown":
        return unknown(f"Decision {decision.id}: {validity.reason}", decision)
    if validity.status == "informal":
        return not_met(
            f"Decision {decision.id} was taken while no decision rule was in force; "
            "informal consensus is enough in Initiation only.",
            decision,
        )
    return not_met(f"Decision {decision.id}: {validity.reason}", decision)


def stands(case: Case, decision: Decision, *, informal: bool) -> bool:
    """Say whether a decision is one that a waiver can rest on."""
    status = case.validity(decision).status
    return status == "valid" or (informal and status == "informal")
