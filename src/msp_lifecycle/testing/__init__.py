"""Hypothesis strategies for every record and for whole partnerships, for our tests and for whoever builds on us.

They are read from the classes' annotations: a new record class, or a new field, needs nothing here.
Install the extra: `pip install 'msp-lifecycle[testing]'`. No other module imports Hypothesis.

Examples:
    >>> from hypothesis import given
    >>> from msp_lifecycle import testing
    >>> @given(testing.partnerships())
    ... def nobody_is_listed_twice(partnership):
    ...     ids = [partner.id for partner in partnership.partners]
    ...     assert len(ids) == len(set(ids))
    >>> nobody_is_listed_twice()

What each strategy is for:

- `partnerships()`: whole ones, legal, with a few collections filled in each.
- `troubled_partnerships()`: whole ones that are legal and bad.
- `histories(lifecycle)`: moves that a lifecycle allows, one after another.
- `records(cls)`: single records of any class.
- `texts()`, `dates()`, `money()`: values, the awkward but legal ones among them.
- `days_around(partnership)`: the days on which `as_of` changes its answer.
"""

from msp_lifecycle.testing.drawing import record_classes, records
from msp_lifecycle.testing.histories import histories
from msp_lifecycle.testing.partnerships import partnerships
from msp_lifecycle.testing.trouble import TROUBLES, Trouble, troubled_partnerships
from msp_lifecycle.testing.values import AWKWARD, dates, days_around, money, texts

__all__ = [
    "AWKWARD",
    "TROUBLES",
    "Trouble",
    "dates",
    "days_around",
    "histories",
    "money",
    "partnerships",
    "record_classes",
    "records",
    "texts",
    "troubled_partnerships",
]
