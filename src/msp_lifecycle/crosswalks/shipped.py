"""The crosswalks that we ship: five models and standards beside the six steps, which say it themselves."""

from msp_lifecycle.crosswalks.histories import FOUR_PHASES, counted
from msp_lifecycle.crosswalks.models import Counterpart, Crosswalk, Place
from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycle import FourPhase, Lifecycle
from msp_lifecycle.lifecycles import lifecycle_named
from msp_lifecycle.records import Position

INITIATION, DESIGN = Place("initiation"), Place("design")
IMPLEMENTATION, FURTHER = Place("implementation"), Place("further_development")
COMPLETED = Place(None, "ended", ("goal_achieved", "handed_over", "merged"))
CANCELLED = Place(None, "ended", ("abandoned", "dissolved"))


def _read(phase: FourPhase) -> Place:
    """A place that the other model suggests and does not state."""
    return Place(phase, inferred=True)


TPI = Crosswalk(
    name="tpi",
    title="The Partnering Initiative: twelve phases of the partnering cycle",
    source="X The Partnering Toolbook",
    counterparts=(
        Counterpart("1", "Scoping", (INITIATION,)),
        Counterpart("2", "Identifying", (INITIATION,)),
        Counterpart("3", "Building", (DESIGN,)),
        Counterpart("4", "Planning", (DESIGN,)),
        Counterpart("5", "Managing", (DESIGN,)),
        Counterpart("6", "Resourcing", (DESIGN,)),
        Counterpart("7", "Implementing", (IMPLEMENTATION,)),
        Counterpart("8", "Measuring", (IMPLEMENTATION,)),
        Counterpart("9", "Reviewing", (IMPLEMENTATION,)),
        Counterpart("10", "Revising", (IMPLEMENTATION,)),
        Counterpart("11", "Institutionalising", (FURTHER,)),
        Counterpart("12", "Sustaining or terminating", (FURTHER,)),
    ),
)

GUIDEBOOK = Crosswalk(
    name="guidebook",
    title="SDG Partnership Guidebook: stages of the lifecycle",
    source="X The SDG Partnership Guidebook (UN DESA and TPI, 2020)",
    counterparts=(
        Counterpart("scoping_building", "Scoping and building", (INITIATION, DESIGN)),
        Counterpart(
            "managing_maintaining", "Managing and maintaining", (_read("design"), IMPLEMENTATION)
        ),
        Counterpart("reviewing_revising", "Reviewing and revising", (IMPLEMENTATION,)),
        Counterpart("sustaining_outcomes", "Sustaining outcomes", (FURTHER,)),
    ),
)

MSP_GUIDE = Crosswalk(
    name="msp_guide",
    title="The MSP Guide: process model",
    source="X The MSP Guide (Wageningen)",
    counterparts=(
        Counterpart("initiating", "Initiating", (INITIATION,)),
        Counterpart("adaptive_planning", "Adaptive planning", (DESIGN,)),
        Counterpart("collaborative_action", "Collaborative action", (IMPLEMENTATION,)),
        Counterpart(
            "reflective_monitoring",
            "Reflective monitoring",
            (IMPLEMENTATION, _read("further_development")),
        ),
    ),
)

IATI = Crosswalk(
    name="iati",
    title="IATI: activity status",
    source="X IATI codelist ActivityStatus",
    counterparts=(
        Counterpart("1", "Pipeline/identification", (INITIATION, DESIGN)),
        Counterpart("2", "Implementation", (IMPLEMENTATION,)),
        Counterpart("3", "Finalisation", (_read("further_development"),)),
        Counterpart("4", "Closed", (COMPLETED,)),
        Counterpart("5", "Cancelled", (CANCELLED,)),
        Counterpart("6", "Suspended", (Place("implementation", "suspended", inferred=True),)),
    ),
)

OC4IDS = Crosswalk(
    name="oc4ids",
    title="OC4IDS: project status",
    source="X OC4IDS codelist projectStatus",
    counterparts=(
        Counterpart("identification", "Identification", (INITIATION,)),
        Counterpart("preparation", "Preparation", (DESIGN,)),
        Counterpart("implementation", "Implementation", (IMPLEMENTATION,)),
        Counterpart("completion", "Completion", (FURTHER,)),
        Counterpart("maintenance", "Maintenance", (_read("further_development"),)),
        Counterpart("decommissioning", "Decommissioning", (_read("further_development"),)),
        Counterpart("completed", "Completed", (COMPLETED,)),
        Counterpart("cancelled", "Cancelled", (CANCELLED,)),
    ),
)


def of_lifecycle(lifecycle: Lifecycle) -> Crosswalk:
    """Return the crosswalk of a lifecycle, from what its phases say that they count as.

    Raises:
        LifecycleError: if a phase counts as none of the four.

    Examples:
        >>> from msp_lifecycle.lifecycles import lifecycle_named
        >>> [place.words for place in of_lifecycle(lifecycle_named("six_steps")).places("shifting")]
        ['initiation, paused']
    """
    return Crosswalk(
        name=lifecycle.name,
        title=lifecycle.title,
        source=lifecycle.source,
        counterparts=tuple(
            Counterpart(phase.name, phase.title, _places(lifecycle, phase.name))
            for phase in lifecycle.phases
        ),
    )


def _places(lifecycle: Lifecycle, name: str) -> tuple[Place, ...]:
    phase, standing = counted(lifecycle, Position(name, "active"))
    return tuple(Place(one, standing) for one in FOUR_PHASES if one == phase)


CROSSWALKS: tuple[Crosswalk, ...] = (
    of_lifecycle(lifecycle_named("six_steps")),
    TPI,
    GUIDEBOOK,
    MSP_GUIDE,
    IATI,
    OC4IDS,
)
"""Every crosswalk that we ship."""


def crosswalk_named(name: str) -> Crosswalk:
    """Return a shipped crosswalk.

    Raises:
        UnknownName: if there is none of that name.
    """
    for one in CROSSWALKS:
        if one.name == name:
            return one
    raise UnknownName("crosswalk", name, [one.name for one in CROSSWALKS])
