"""Checklists: named sets of criteria; a guard is a checklist attached to a move."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from msp_lifecycle.criterion.case import Case
from msp_lifecycle.criterion.criterion import Criterion, find
from msp_lifecycle.criterion.profile import Requirement
from msp_lifecycle.errors import LifecycleError

if TYPE_CHECKING:
    from msp_lifecycle.criterion.fitting import Fit


@attrs.frozen
class Item:
    """One criterion on a checklist.

    Attributes:
        criterion: which.
        requirement: how much it counts here.
    """

    criterion: Criterion
    requirement: Requirement


@attrs.frozen(kw_only=True)
class Checklist:
    """A named set of criteria.

    Attributes:
        name: by which it is called.
        title: for a reader.
        source: where it comes from.
        items: its criteria, each with how much it counts here.
        fits: what the kind of a partnership changes in it; in a list that has been fitted, what did change it.

    Raises:
        LifecycleError: if a criterion stands on it twice, or a fit changes one that does not stand on it.
    """

    name: str
    title: str
    source: str = ""
    items: tuple[Item, ...] = ()
    fits: tuple["Fit", ...] = ()

    def __attrs_post_init__(self) -> None:
        codes = [item.criterion.code for item in self.items]
        doubled = sorted({code for code in codes if codes.count(code) > 1})
        problems = [f"{code} stands on it twice" for code in doubled]
        problems += [
            f"{fit.name} changes {code}, which does not stand on it"
            for fit in self.fits
            for code in fit.codes
            if code not in codes
        ]
        if problems:
            raise LifecycleError(f"checklist {self.name}", problems)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its criteria."""
        return tuple(item.criterion.code for item in self.items)

    def fitted(self, case: Case) -> "Checklist":
        """Return the list as it applies to a partnership of this kind, with the fits that changed it."""
        if not self.fits:
            return self
        fits = tuple(fit for fit in self.fits if fit.holds(case))
        changed: dict[str, Requirement] = {
            code: fit.requirement for fit in fits for code in fit.codes
        }
        items = tuple(
            Item(one.criterion, changed.get(one.criterion.code, one.requirement))
            for one in self.items
        )
        return attrs.evolve(self, items=items, fits=fits)

    def requiring(self, *criteria: Criterion, requirement: Requirement = "must") -> "Checklist":
        """Return the checklist with criteria added, or made to count for more or less."""
        added = {one.code for one in criteria}
        kept = tuple(item for item in self.items if item.criterion.code not in added)
        return attrs.evolve(self, items=(*kept, *(Item(one, requirement) for one in criteria)))


def checklist(
    name: str,
    title: str,
    criteria: Iterable[Criterion],
    *,
    source: str = "",
    must: str = "",
    should: str = "",
    info: str = "",
    fits: Iterable["Fit"] = (),
) -> Checklist:
    """Make a checklist of codes separated by spaces, resolved among criteria.

    Raises:
        UnknownName: if a code answers to no criterion.
        LifecycleError: if a criterion stands on it twice.
    """
    known = tuple(criteria)
    wanted: tuple[tuple[Requirement, str], ...] = (
        ("must", must),
        ("should", should),
        ("info", info),
    )
    items = tuple(
        Item(find(known, code), requirement)
        for requirement, codes in wanted
        for code in codes.split()
    )
    return Checklist(name=name, title=title, source=source, items=items, fits=tuple(fits))
