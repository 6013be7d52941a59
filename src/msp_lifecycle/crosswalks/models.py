"""A crosswalk: which stage of another model or standard corresponds to which of the four phases, both ways."""

import attrs

from msp_lifecycle.errors import LifecycleError, UnknownName
from msp_lifecycle.lifecycle import FourPhase
from msp_lifecycle.records import EndReason, Standing


@attrs.frozen
class Place:
    """Where a stage of another model lies in ours.

    Attributes:
        phase: one of the four; None where it may be any of them.
        standing: with which standing.
        reasons: for an end, the reasons for which it stands.
        inferred: whether it is a reading: the stage lies in several places, or nobody but us says that it lies here.
    """

    phase: FourPhase | None
    standing: Standing = "active"
    reasons: tuple[EndReason, ...] = ()
    inferred: bool = False

    @property
    def words(self) -> str:
        """The place as it is read aloud.

        Examples:
            >>> Place("implementation", "suspended").words
            'implementation, suspended'
        """
        phase = "any phase" if self.phase is None else self.phase.replace("_", " ")
        told = phase if self.standing == "active" else f"{phase}, {self.standing}"
        named = " or ".join(reason.replace("_", " ") for reason in self.reasons)
        return f"{told}: {named}" if named else told

    def holds(self, phase: str | None, standing: Standing, reason: EndReason | None) -> bool:
        """Say whether a partnership in a phase, with a standing and a reason for its end, is in this place."""
        if self.standing != standing or self.phase not in (None, phase):
            return False
        return not self.reasons or reason is None or reason in self.reasons


@attrs.frozen
class Counterpart:
    """A stage of another model, and where it lies in ours.

    Attributes:
        code: by which the other model calls it.
        title: for a reader.
        places: all of them.
    """

    code: str
    title: str
    places: tuple[Place, ...]

    @property
    def inferred(self) -> bool:
        """Whether to say where it lies takes a reading."""
        return len(self.places) > 1 or any(place.inferred for place in self.places)


@attrs.frozen(kw_only=True)
class Crosswalk:
    """How the stages of another model correspond to the four phases.

    Attributes:
        name: by which it is called.
        title: of the other model.
        source: where its stages were read.
        counterparts: its stages, in their order.

    Raises:
        LifecycleError: if a stage is there twice or lies nowhere.
    """

    name: str
    title: str
    source: str
    counterparts: tuple[Counterpart, ...]

    def __attrs_post_init__(self) -> None:
        codes = [one.code for one in self.counterparts]
        problems = [f"two stages are called {code}" for code in {*codes} if codes.count(code) > 1]
        problems += [f"{one.code} lies nowhere" for one in self.counterparts if not one.places]
        if problems:
            raise LifecycleError(f"crosswalk {self.name}", sorted(problems))

    def places(self, code: str) -> tuple[Place, ...]:
        """Return where a stage of the other model lies in ours: one place, or several that are then all inferred.

        Raises:
            UnknownName: if the other model has no such stage.

        Examples:
            >>> from msp_lifecycle.crosswalks import IATI
            >>> [(place.words, place.inferred) for place in IATI.places("1")]
            [('initiation', True), ('design', True)]
        """
        for one in self.counterparts:
            if one.code == code:
                return tuple(attrs.evolve(each, inferred=one.inferred) for each in one.places)
        known = [one.code for one in self.counterparts]
        raise UnknownName(f"stage of {self.name}", code, known)

    def stages(
        self,
        phase: str | None,
        standing: Standing = "active",
        reason: EndReason | None = None,
    ) -> tuple[Counterpart, ...]:
        """Return what the other model calls a place in ours: one stage, several of which one is meant, or none.

        Args:
            phase: one of the four.
            standing: with which standing.
            reason: why the partnership ended, if it did.

        Examples:
            >>> from msp_lifecycle.crosswalks import IATI, TPI
            >>> [one.code for one in IATI.stages("implementation", "suspended")]
            ['6']
            >>> [one.title for one in TPI.stages("initiation")]
            ['Scoping', 'Identifying']
        """
        return tuple(
            one
            for one in self.counterparts
            if any(place.holds(phase, standing, reason) for place in one.places)
        )

    @property
    def one_to_one(self) -> tuple[str, ...]:
        """The codes of stages that lie in one place which no other stage shares, so that a round trip loses nothing."""
        return tuple(
            one.code
            for one in self.counterparts
            if len(one.places) == 1
            and sum(
                one.places[0].standing == p.standing and _meet(one.places[0], p) for p in self._all
            )
            == 1
        )

    @property
    def _all(self) -> tuple[Place, ...]:
        return tuple(place for one in self.counterparts for place in one.places)


def _meet(one: Place, other: Place) -> bool:
    """Say whether a partnership could be in both of two places."""
    phases = one.phase == other.phase or None in (one.phase, other.phase)
    reasons = not one.reasons or not other.reasons or bool({*one.reasons} & {*other.reasons})
    return phases and reasons
