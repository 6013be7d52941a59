"""What the lifecycle allows, compiled: for each move, how much of each factor its guard draws on."""

from typing import Literal

import attrs

from msp_lifecycle.criteria import FACTORS, STANDARD_PROFILE
from msp_lifecycle.criterion import Profile
from msp_lifecycle.errors import UnknownName
from msp_lifecycle.lifecycle import Lifecycle, MoveRule
from msp_lifecycle.records import MoveKind, Standing

Live = Literal["active", "paused", "suspended"]

LEAVES: dict[str, tuple[Live, ...]] = {
    "advance": ("active",),
    "loop_back": ("active",),
    "continue": ("active",),
    "pause": ("active",),
    "resume": ("paused",),
    "suspend": ("active", "paused"),
    "reinstate": ("suspended",),
    "end": ("active", "paused", "suspended"),
}
"""Standings that a kind of move can leave."""

LEADS: dict[str, Standing] = {
    "pause": "paused",
    "resume": "active",
    "suspend": "suspended",
    "reinstate": "active",
    "end": "ended",
}
"""Standings that moves lead to; the others lead to a phase."""


@attrs.frozen
class Need:
    """How much of a factor a guard asks for, in counts.

    Attributes:
        factor: its code.
        count: criteria of the factor that must stand.
        of: criteria that the factor has.
    """

    factor: str
    count: int
    of: int


@attrs.frozen(kw_only=True)
class CompiledGuard:
    """A move of the lifecycle and the least levels that its guard implies.

    Attributes:
        kind: of the move.
        source: phase that it leaves; None for changes of standing from every phase.
        to: phase that it leads to; None for changes of standing.
        needs: one for each factor that the guard draws on, in the order of the factors.
    """

    kind: MoveKind
    source: str | None = None
    to: str | None = None
    needs: tuple[Need, ...] = ()


@attrs.frozen
class SizedFactor:
    """A factor and how many criteria it has.

    Attributes:
        code: such as `B2`.
        title: for a reader.
        criteria: how many the lifecycle has.
    """

    code: str
    title: str
    criteria: int


@attrs.frozen(kw_only=True)
class Rules:
    """A lifecycle as the simulation sees it.

    A guard that is open on records implies levels that pass these needs; the reverse does not hold, because a level
    does not say which of a factor's criteria stand.

    Attributes:
        lifecycle: its name.
        profile: name of the profile whose requirements were taken.
        phases: in their usual order.
        first: phase that the start leads to.
        factors: with their number of criteria, in alphabetical order.
        guards: one for each move but the start.
    """

    lifecycle: str
    profile: str
    phases: tuple[str, ...]
    first: str
    factors: tuple[SizedFactor, ...]
    guards: tuple[CompiledGuard, ...]

    @classmethod
    def of(cls, lifecycle: Lifecycle, profile: Profile = STANDARD_PROFILE) -> "Rules":
        """Compile the guards of a lifecycle.

        Examples:
            >>> from msp_lifecycle.lifecycles import STANDARD
            >>> rules = Rules.of(STANDARD)
            >>> next(one for one in rules.guards if one.to == "further_development").needs
            (Need(factor='E2', count=1, of=6), Need(factor='E3', count=1, of=7))
        """
        sizes: dict[str, int] = {}
        for one in lifecycle.criteria:
            if one.factor is not None:
                sizes[one.factor] = sizes.get(one.factor, 0) + 1
        titles = {factor.code: factor.title for factor in FACTORS}
        return cls(
            lifecycle=lifecycle.name,
            profile=profile.name,
            phases=tuple(lifecycle.order),
            first=next(rule.to for rule in lifecycle.moves if rule.kind == "start" and rule.to),
            factors=tuple(
                SizedFactor(code, titles.get(code, code), sizes[code]) for code in sorted(sizes)
            ),
            guards=tuple(
                CompiledGuard(
                    kind=rule.kind,
                    source=rule.source,
                    to=rule.to,
                    needs=_needs(rule, profile, sizes),
                )
                for rule in lifecycle.moves
                if rule.kind != "start"
            ),
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the factors."""
        return tuple(factor.code for factor in self.factors)

    def factor(self, name: str) -> str:
        """Return the code of a factor that is named by its code, its title or a word of its title.

        Raises:
            UnknownName: if there is none, or more than one, of that name.

        Examples:
            >>> from msp_lifecycle.lifecycles import STANDARD
            >>> Rules.of(STANDARD).factor("trust")
            'B2'
        """
        wanted = name.lower()
        for names in (_code, _title, _title_words):
            found = [one.code for one in self.factors if wanted in names(one)]
            if len(found) == 1:
                return found[0]
        raise UnknownName("factor", name, [f"{one.code} ({one.title})" for one in self.factors])

    def guard(self, kind: str, source: str, to: str | None) -> CompiledGuard | None:
        """Return the guard of a move from a phase, if the lifecycle has the move."""
        for one in self.guards:
            if one.kind == kind and one.source in (source, None) and one.to == to:
                return one
        return None


def _needs(rule: MoveRule, profile: Profile, sizes: dict[str, int]) -> tuple[Need, ...]:
    asked: dict[str, set[str]] = {}
    for item in rule.guard.items if rule.guard else ():
        requirement = profile.requirements.get(item.criterion.code, item.requirement)
        factor = item.criterion.factor
        if factor is not None and requirement in profile.blocking:
            asked.setdefault(factor, set()).add(item.criterion.code)
    return tuple(Need(factor, len(asked[factor]), sizes[factor]) for factor in sorted(asked))


def _code(factor: SizedFactor) -> list[str]:
    return [factor.code.lower()]


def _title(factor: SizedFactor) -> list[str]:
    return [factor.title.lower()]


def _title_words(factor: SizedFactor) -> list[str]:
    return factor.title.lower().replace(",", " ").split()
