"""The nine choices that the sources leave open: each a setting of a profile, with what it changes.

As long as nobody chooses, both sides are weighed: the criteria of both are reported as they stand on their lists.
"""

from collections.abc import Mapping

import attrs

from msp_lifecycle.criterion import Profile, Side, Tension
from msp_lifecycle.errors import UnknownName

SAY = Tension(
    name="say",
    title="Does everybody need an equal vote, or is access to the decision enough?",
    handling="Access and vote are asked about apart; rights may be limited to subjects.",
    sides=(
        Side(
            name="access",
            title="All must be heard, and rights to decide follow roles",
            source="S2:L30; S1:L264",
            requirements={"C2.1": "must", "C2.2": "info", "POW-11": "info"},
        ),
        Side(
            name="vote",
            title="Partners are equal only where they decide on equal terms",
            source="S2:L30; S1:L18",
            requirements={"C2.2": "must", "POW-11": "must"},
        ),
    ),
)
FORMALITY = Tension(
    name="formality",
    title="Is a written agreement needed, or do trust and public pledges do?",
    handling="Nothing formal is asked for in Initiation; a written agreement is recommended from Design on.",
    sides=(
        Side(
            name="written",
            title="The clearer the paper, the easier each can be held to it",
            source="S2:L41",
            requirements={"F2.4": "must", "F2.10": "must", "C2.5": "must"},
        ),
        Side(
            name="informal",
            title="Pledges that everybody knows of are enough, without enforcement",
            source="S2:L5; S4:L31",
            requirements={"F2.4": "info", "F2.10": "info", "C2.5": "info", "F2.7": "should"},
        ),
    ),
)
STEERING = Tension(
    name="steering",
    title="Does a centre hold it together, or do the partners steer themselves?",
    handling="A secretariat serves and has no authority, which agrees with both.",
    sides=(
        Side(
            name="central",
            title="A global strategic partnership needs a hub, and every one a secretariat",
            source="S3:¶76; S2:L29",
            requirements={"C1.1": "must", "C1.2": "must", "STG-2": "must"},
        ),
        Side(
            name="decentral",
            title="Little hierarchy: partners act on their own, and know of each other",
            source="S4:L27; S4:L41",
            requirements={"C1.1": "info", "C1.2": "info", "STG-2": "info", "A2.2": "must"},
        ),
    ),
)
BREADTH = Tension(
    name="breadth",
    title="As many and as different as possible, or only those who are needed?",
    handling="What the partners cover counts, never how many they are.",
    sides=(
        Side(
            name="broad",
            title="A wide range of partners makes it legitimate",
            source="S1:L155; S3:Box",
            requirements={"CH-1": "must", "B1.5": "must"},
        ),
        Side(
            name="coverage",
            title="Partners are sought for what they add, not for their number",
            source="S2:L25",
            requirements={"B1.3": "must", "CH-1": "info"},
        ),
    ),
)
PACE = Tension(
    name="pace",
    title="Early results, or time for relations first?",
    handling="An early success belongs to Design and early Implementation, time for relations to Initiation.",
    sides=(
        Side(
            name="quick_wins",
            title="Early and easy goals build confidence",
            source="S1:L223",
            requirements={"F1.4": "must", "B2.4": "info"},
            limits={"quick_win_months": 6},
        ),
        Side(
            name="relations",
            title="Getting to know each other takes plenty of time",
            source="S2:L5",
            requirements={"B2.4": "must", "A2.8": "must", "F1.4": "info"},
            limits={"dialogue_meetings": 4},
        ),
    ),
)
OPENNESS = Tension(
    name="openness",
    title="Everything open to all, or quiet talks where trust is young?",
    handling="Each confidential record says who may see it; findings never quote one.",
    sides=(
        Side(
            name="open",
            title="The same information for all, and decisions published soon",
            source="S2:L30; S2:L42; S1:L306",
            requirements={"C2.4": "must", "F3.4": "must"},
            limits={"decision_publication_days": 14},
        ),
        Side(
            name="confidential",
            title="Some things are first said in private",
            source="S4:L25",
            requirements={"F3.4": "info", "C2.4": "info", "A1.1": "must"},
        ),
    ),
)
RESPONSIBILITY = Tension(
    name="responsibility",
    title="Are partners responsible together, or each for its own part?",
    handling="Commitments are single, outcomes are joint; both are asked about.",
    sides=(
        Side(
            name="shared",
            title="Risks and responsibilities are carried by several",
            source="S3:¶9; S2:L22",
            requirements={"A2.2": "must", "A2.3": "must"},
        ),
        Side(
            name="individual",
            title="Each partner answers for what it promised",
            source="S1:L330",
            requirements={"F2.1": "must", "F2.5": "must", "A2.2": "info"},
        ),
    ),
)
BROKER = Tension(
    name="broker",
    title="Must a broker keep out of the work, or is it the better for knowing it?",
    handling="Whoever holds both roles has to record how the tension is dealt with.",
    sides=(
        Side(
            name="neutral",
            title="A broker convenes, and leaves the work to others",
            source="S3:¶77; S2:L29",
            requirements={"LES-4": "must", "C1.4": "must", "POW-9": "must"},
        ),
        Side(
            name="experienced",
            title="Who works on the ground brings what a broker needs to know",
            source="S3:¶78",
            requirements={"LES-4": "info", "C1.4": "info"},
        ),
    ),
)
FUNDING = Tension(
    name="funding",
    title="A large grant that lasts, or many givers?",
    handling="How far funding reaches and how concentrated it is are both measured.",
    sides=(
        Side(
            name="predictable",
            title="Work needs money that can be counted on for years",
            source="S3:¶21",
            requirements={"C3.9": "must", "CSD-5": "must", "C3.4": "info"},
            limits={"secured_months": 24},
        ),
        Side(
            name="diverse",
            title="Nobody may own the process by paying for it",
            source="S2:L31; S1:L262",
            requirements={"C3.4": "must", "CSD-5": "info"},
            limits={"largest_funder_share": "0.34"},
        ),
    ),
)

TENSIONS = (
    SAY,
    FORMALITY,
    STEERING,
    BREADTH,
    PACE,
    OPENNESS,
    RESPONSIBILITY,
    BROKER,
    FUNDING,
)
"""The nine tensions."""


def tension_named(name: str) -> Tension:
    """Return a tension.

    Raises:
        UnknownName: if there is none of that name.

    Examples:
        >>> [side.name for side in tension_named("say").sides]
        ['access', 'vote']
    """
    for one in TENSIONS:
        if one.name == name:
            return one
    raise UnknownName("tension", name, [one.name for one in TENSIONS])


def chosen(profile: Profile, choices: Mapping[str, str], name: str = "") -> Profile:
    """Return a profile that takes sides.

    Args:
        profile: that is changed.
        choices: the side taken, by the name of the tension.
        name: of the new profile; that of the old one if it is left out.

    Raises:
        UnknownName: if there is no such tension or side.

    Examples:
        >>> from msp_lifecycle.criteria import STANDARD_PROFILE
        >>> ours = chosen(STANDARD_PROFILE, {"funding": "diverse"})
        >>> ours.limit("largest_funder_share").value, ours.requirements["C3.4"]
        (Decimal('0.34'), 'must')
    """
    made = profile
    for key, value in choices.items():
        side = tension_named(key).side(value)
        made = made.customised(
            name or made.name, limits=side.limits, requirements=side.requirements
        )
    return attrs.evolve(made, choices={**profile.choices, **choices})
