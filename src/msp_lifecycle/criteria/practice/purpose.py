"""Purpose and roles (S1:L216 to L231; S3:¶14): outputs, roles with their grounds, commitments, and each purpose pursued."""

from msp_lifecycle.criteria.commitments import stands
from msp_lifecycle.criterion import (
    Case,
    Figure,
    Verdict,
    criterion,
    listed,
    met_if,
    unknown,
)


@criterion(
    "PUR-5",
    "Every goal says what is to be produced",
    why="""What is expected to come out is what somebody can later be held to. A goal without outputs can
    neither be missed nor reached.""",
    source="S1:L223",
    remedy="Write down for each goal named what is to be produced.",
    reads="purpose",
    since="design",
)
def outputs_defined(case: Case) -> Verdict:
    """Whether each goal in force lists what it is to produce."""
    goals = [one for one in case.partnership.goals if one.dropped is None]
    if not any(one.outputs for one in goals):
        return unknown("No goal in force says what is to be produced.")
    bare = [one for one in goals if not one.outputs]
    return met_if(
        not bare,
        f"Every goal in force ({len(goals)}) says what is to be produced.",
        f"What is to be produced is not told for: {listed(one.id for one in bare)}.",
        *(bare or goals),
    )


@criterion(
    "PUR-6",
    "Each role says why its holder holds it",
    why="""Who does what is often fought over. A role is accepted when it fits the rights, the place in society,
    the skills and the interests of its holder, and when that was said aloud.""",
    source="S1:L225; S1:L227",
    remedy="Negotiate the roles named, and write down why each is held by whom.",
    reads="roles",
    since="design",
)
def roles_justified(case: Case) -> Verdict:
    """Whether each role held has a justification and a day on which the partners agreed on it."""
    held = [one for one in case.partnership.roles if one.holders_now]
    if not any(one.justification.strip() or one.agreed for one in held):
        return unknown("No role that is held says why, or when it was agreed.")
    bare = [one for one in held if not one.justification.strip() or one.agreed is None]
    return met_if(
        not bare,
        f"Every role held ({len(held)}) was agreed and says why its holder holds it.",
        f"Not agreed, or without a reason for its holder: {listed(one.id for one in bare)}.",
        *(bare or held),
    )


@criterion(
    "PUR-7",
    "Partners have made common commitments as well as their own",
    why="""Common principles hold partners together; what each promises by itself gets things done. Either alone
    is half a commitment.""",
    source="S1:L229",
    remedy="Have each partner named take up the common principles and promise something of its own.",
    reads="partners roles",
    since="design",
)
def both_commitments(case: Case) -> Verdict:
    """Whether each active partner stands by a common and by a specific commitment."""
    if not case.partners:
        return unknown("No active partner is on record.")
    made = {(one.partner, one.kind) for one in case.partnership.commitments if stands(one)}
    if not made:
        return unknown("No commitment is on record.")
    common = [one for one in case.partners if (one.id, "common") not in made]
    own = [one for one in case.partners if (one.id, "specific") not in made]
    problems = [f"No common commitment: {listed(one.id for one in common)}."] if common else []
    problems += [f"None of its own: {listed(one.id for one in own)}."] if own else []
    lacking = {one.id: one for one in (*common, *own)}.values()
    return met_if(
        not problems,
        f"Every active partner ({len(case.partners)}) has common and own commitments.",
        " ".join(problems),
        *lacking,
        Figure("active partners", len(case.partners)),
    )


@criterion(
    "PUR-8",
    "Each declared purpose is pursued by a goal or an activity",
    why="""Of the six purposes a partnership may have, it is easy to claim several. Only what a goal or an activity
    serves is more than a word on a list.""",
    source="S3:¶14; S3:¶15",
    remedy="Set a goal or plan an activity for each purpose named, or stop claiming it.",
    reads="purpose results",
    since="design",
)
def purposes_pursued(case: Case) -> Verdict:
    """Whether each declared purpose is served by a goal in force or by an activity."""
    declared = tuple(dict.fromkeys(case.partnership.typology.purposes))
    if not declared:
        return unknown("No record says which of the six purposes it has.")
    goals = [one for one in case.partnership.goals if one.dropped is None and one.serves]
    doing = [one for one in case.partnership.activities if one.serves]
    if not goals and not doing:
        return unknown("No goal or activity on record says which purpose it serves.")
    served = {kind for one in goals for kind in one.serves}
    served.update(kind for one in doing for kind in one.serves)
    idle = [kind.replace("_", " ") for kind in declared if kind not in served]
    return met_if(
        not idle,
        f"Every declared purpose ({len(declared)}) is served by a goal or an activity.",
        f"No goal or activity serves these purposes: {listed(idle, most=6)}.",
        *goals,
        *doing,
        Figure("purposes declared", len(declared)),
        Figure("purposes pursued", len(declared) - len(idle)),
    )


CRITERIA = (outputs_defined, roles_justified, both_commitments, purposes_pursued)
