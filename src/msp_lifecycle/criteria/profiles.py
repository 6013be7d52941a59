"""The three shipped profiles, put together from the thresholds that each field states beside its criteria."""

from collections.abc import Iterable
from decimal import Decimal

from msp_lifecycle.criterion import Limit, Profile, Threshold
from msp_lifecycle.errors import LifecycleError

DORMANT_AFTER = Threshold(
    name="dormant_after",
    unit="months",
    light="24",
    standard="12",
    strict="6",
    meaning="Time without meeting, decision, contribution or report after which a partnership is dormant.",
)
"""Read by no criterion: dormancy is derived from the records and blocks nothing."""


def profiles(thresholds: Iterable[Threshold]) -> tuple[Profile, Profile, Profile]:
    """Return the light, standard and strict profile over some thresholds.

    Under the strict one what is recommended is required as well.

    Raises:
        LifecycleError: if two different thresholds have one name.
    """
    united = _united(thresholds)
    return (
        Profile(
            name="light",
            title="local and informal partnerships",
            limits={t.name: _limit(t, t.light) for t in united},
        ),
        Profile(
            name="standard",
            title="most partnerships",
            limits={t.name: _limit(t, t.standard) for t in united},
        ),
        Profile(
            name="strict",
            title="global, formal or contested partnerships",
            limits={t.name: _limit(t, t.strict) for t in united},
            blocking=frozenset(("must", "should")),
        ),
    )


def _united(thresholds: Iterable[Threshold]) -> list[Threshold]:
    found: dict[str, Threshold] = {DORMANT_AFTER.name: DORMANT_AFTER}
    for threshold in thresholds:
        if found.setdefault(threshold.name, threshold) != threshold:
            raise LifecycleError("profiles", [f"two thresholds are called {threshold.name}"])
    return list(found.values())


def _limit(threshold: Threshold, value: Decimal) -> Limit:
    return Limit(name=threshold.name, value=value, unit=threshold.unit, meaning=threshold.meaning)
