"""What sort of relationship the records describe, with reasons; and how many partnerships look from above."""

from __future__ import annotations

import datetime as dt
import typing
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

import msp_lifecycle as msp
from msp_lifecycle import testing
from msp_lifecycle.measures.relationship import RelationshipKind
from msp_lifecycle.records import (
    Agreement,
    Contribution,
    Decision,
    Funding,
    Money,
    Organisation,
    Partner,
    Purpose,
    StakeholderGroup,
    Typology,
)

ON = dt.date(2024, 6, 1)
EXAMPLES = Path(__file__).parents[2] / "examples"
KINDS = typing.get_args(RelationshipKind)


def between(*sectors: str | None, **records: object) -> msp.Partnership:
    names = [f"p{number}" for number in range(len(sectors))]
    return msp.Partnership(
        id="p",
        name="P",
        organisations=[
            Organisation(id=one, name=one, sector=sector)  # type: ignore[arg-type]
            for one, sector in zip(names, sectors, strict=True)
        ],
        partners=[Partner(id=one, organisation=one) for one in names],
        **records,  # type: ignore[arg-type]
    )


PURPOSE = {"purposes": [Purpose(id="u", text="Clean water")]}
TOGETHER = {"decisions": [Decision(id="d", question="?", on=ON, present=["p0", "p1"])]}
CASES = {
    "nobody": ("undetermined", between()),
    "one alone": ("undetermined", between("public")),
    "a supplier": (
        "contract",
        between("public", "business", agreements=[Agreement(id="a", kind="contract")]),
    ),
    "a contract with a common purpose": (
        "project_partnership",
        between("public", "business", agreements=[Agreement(id="a", kind="contract")], **PURPOSE),
    ),
    "agencies": ("coordination", between("public", "intergovernmental", "public", **PURPOSE)),
    "a sector not told": ("undetermined", between("public", None, **PURPOSE)),
    "a donor": (
        "fundraising",
        between(
            "intergovernmental",
            "business",
            typology=Typology(purposes=["mobilising_private_funds"]),
            fundings=[Funding(id="f", source="p1")],
        ),
    ),
    "a donor that decides as well": (
        "project_partnership",
        between(
            "intergovernmental",
            "business",
            typology=Typology(purposes=["mobilising_private_funds"]),
            fundings=[Funding(id="f", source="p1")],
            **TOGETHER,
        ),
    ),
    "a hearing": (
        "consultation",
        between(
            "public",
            "civil_society",
            stakeholder_groups=[StakeholderGroup(id="g", name="G", handled_as="consulted")],
        ),
    ),
    "many": (
        "msp",
        between("public", "business", "civil_society", "academia", "public", **PURPOSE),
    ),
    "few": ("project_partnership", between("public", "business", "civil_society", **PURPOSE)),
    "few with a strategy": (
        "msp",
        between("public", "business", typology=Typology(ambition="strategic"), **PURPOSE),
    ),
    "many in a project": (
        "project_partnership",
        between(*["public", "business"] * 4, typology=Typology(ambition="project")),
    ),
    "side by side": ("undetermined", between("public", "business", "civil_society")),
}


@pytest.mark.parametrize(("kind", "partnership"), CASES.values(), ids=list(CASES))
def test_what_it_is(kind: str, partnership: msp.Partnership) -> None:
    """And why, in sentences; what is undetermined says what is missing."""
    found = msp.classify_relationship(partnership, on=ON)
    assert found.kind == kind, found.reasons
    assert bool(found.missing) == (kind == "undetermined")


def test_every_answer_is_given() -> None:
    """None is a word only."""
    assert {kind for kind, _ in CASES.values()} == set(KINDS)


@given(testing.partnerships())
def test_there_is_always_an_answer_with_reasons(partnership: msp.Partnership) -> None:
    """And it is the same of the partnership as it was on the day."""
    found = msp.classify_relationship(partnership, on=ON)
    assert found.kind in KINDS
    assert found.reasons
    assert all(one.endswith(".") for one in found.reasons)
    assert found == msp.classify_relationship(partnership.as_of(ON), on=ON)


REAL = [
    ("connectivity", "msp"),
    ("unaids", "msp"),
    ("global_compact", "msp"),
    ("ict_task_force", "msp"),
    ("ohchr_statoil", "project_partnership"),
    ("unicef_ikea", "project_partnership"),
    ("orlen_plock", "project_partnership"),
    ("world_commission_on_dams", "undetermined"),
]


@pytest.mark.parametrize(("name", "kind"), REAL, ids=[one[0] for one in REAL])
def test_what_a_real_one_is(name: str, kind: str) -> None:
    """The commission has no partners on record, only persons."""
    partnership = msp.load(EXAMPLES / f"{name}.yaml")
    assert partnership.latest
    assert msp.classify_relationship(partnership, on=partnership.latest).kind == kind


def test_description_is_kept_apart_from_norm() -> None:
    """What it is does not hang on how good it is: the same records, judged strictly, fall short (S0:L13)."""
    statoil = msp.load(EXAMPLES / "ohchr_statoil.yaml")
    on = dt.date(2003, 8, 18)
    assert msp.classify_relationship(statoil, on=on).kind == "project_partnership"
    assert not msp.check(statoil, on=on, against=msp.checklist_named("definition_un_2003")).open


# --- many at once -------------------------------------------------------------------------------


def test_who_is_in_how_many() -> None:
    """UNDP is in the most of those that the report of 2003 tells of; the same name is the same organisation."""
    every = [msp.load(path) for path in sorted(EXAMPLES.glob("*.yaml"))]
    counts = msp.memberships(every, on=dt.date(2003, 8, 18))
    assert next(iter(counts)) == "United Nations Development Programme"
    assert list(counts.values()) == sorted(counts.values(), reverse=True)


def test_how_partnerships_are_spread() -> None:
    """What is not told is counted as not told (CSD-7)."""
    found = msp.balance(
        [between("public", "business"), between("business", None), between()], on=ON
    )
    assert found.partnerships == 3
    assert found.sectors == {"public": 1, "business": 2}
    assert found.unknown == {"sectors": 1, "regions": 3, "levels": 3, "purposes": 3}


def test_how_much_money_is_core() -> None:
    """Each currency for itself; what is not told is left out (S1:L393)."""
    fundings = [
        Funding(id="a", source="p0", money=Money(amount=30, currency="USD"), earmarked=False),
        Funding(id="b", source="p0", money=Money(amount=70, currency="USD"), earmarked=True),
        Funding(id="c", source="p0", money=Money(amount=5, currency="EUR"), earmarked=True),
        Funding(id="d", source="p0", money=Money(amount=900, currency="USD")),
    ]
    shares = msp.core_share([between("public", fundings=fundings)], on=ON)
    assert shares == {"USD": Fraction(3, 10), "EUR": 0}


def test_contributions_in_kind_are_no_gift_of_money() -> None:
    """A donor of goods is no fund-raiser's prey."""
    goods = [Contribution(id="c", partner="p1", resource="in_kind")]
    found = msp.classify_relationship(
        between("intergovernmental", "business", contributions=goods, **PURPOSE), on=ON
    )
    assert found.kind == "project_partnership"
