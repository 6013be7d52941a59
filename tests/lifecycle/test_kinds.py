"""What kind a partnership is changes what its checklists require, and every check says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import msp_lifecycle as msp
from msp_lifecycle import testing
from msp_lifecycle.criterion import Case, Checklist, Fit
from msp_lifecycle.lifecycles.practice import PRACTICE_LISTS
from msp_lifecycle.records import Organisation, Partner, Typology

ON = dt.date(2024, 6, 1)
EXAMPLES = Path(__file__).parents[2] / "examples"
FITTED = [one for one in PRACTICE_LISTS if one.fits]
WEIGHT = {"info": 0, "should": 1, "must": 2}


def of_kind(partners: int = 1, **typology: object) -> msp.Partnership:
    names = [f"p{number}" for number in range(partners)]
    return msp.Partnership(
        id="p",
        name="P",
        typology=Typology(**typology),  # type: ignore[arg-type]
        organisations=[Organisation(id=one, name=one) for one in names],
        partners=[Partner(id=one, organisation=one) for one in names],
    )


def required(partnership: msp.Partnership, name: str, **options: msp.Profile) -> set[str]:
    report = msp.check(partnership, on=ON, against=msp.checklist_named(name), **options)
    return {one.code for one in report.findings if one.requirement == "must"}


@pytest.mark.parametrize("contention", ["low", "medium"])
def test_inclusion_is_required_where_the_subject_is_contested(contention: str) -> None:
    """And only recommended where it is not (S1:L155)."""
    assert not required(of_kind(contention=contention), "inclusion")
    contested = required(of_kind(contention="high"), "inclusion")
    assert contested == {f"INC-{number}" for number in (1, 3, 4, 5, 6, 7, 8, 9, 10)}


def test_a_large_partnership_needs_several_bodies() -> None:
    """What counts as large stands in the profile (S1:L264)."""
    assert required(of_kind(14), "power") == set()
    assert required(of_kind(15), "power") == {"POW-7"}
    assert required(of_kind(14), "power", profile=msp.STRICT_PROFILE) == {"POW-7"}


def test_a_global_strategy_needs_a_hub() -> None:
    """A global project does not, nor does a national strategy (S3:¶76)."""
    hub = {"STG-2"}
    assert hub & required(of_kind(ambition="strategic", levels=["global"]), "strategic")
    assert not hub & required(of_kind(ambition="strategic", levels=["national"]), "strategic")
    assert not hub & required(of_kind(ambition="project", levels=["global"]), "kind")


def test_a_project_needs_owners_on_the_spot_and_capacity() -> None:
    """A strategic partnership is not asked for them by its kind (S3:¶76)."""
    assert required(of_kind(ambition="project"), "kind") == {"PRJ-1", "C3.6"}
    assert required(of_kind(ambition="strategic"), "kind") == set()


@pytest.mark.parametrize("checklist", FITTED, ids=lambda one: one.name)
@given(partnership=testing.partnerships(), day=st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)))
def test_a_fit_changes_what_it_names_and_nothing_else(
    checklist: Checklist, partnership: msp.Partnership, day: dt.date
) -> None:
    """It only ever asks for more, keeps order and criteria, and fitting twice is fitting once."""
    case = Case(partnership.as_of(day), day, msp.STANDARD_PROFILE)
    fitted = checklist.fitted(case)
    assert fitted.codes == checklist.codes
    named = {code for fit in fitted.fits for code in fit.codes}
    for before, after in zip(checklist.items, fitted.items, strict=True):
        assert WEIGHT[after.requirement] >= WEIGHT[before.requirement]
        assert before.requirement == after.requirement or before.criterion.code in named
    assert fitted.fitted(case) == fitted


def test_a_fit_on_what_does_not_stand_there_is_refused() -> None:
    """It would change nothing, and nobody would notice."""
    fit = Fit(
        name="f",
        when="w",
        source="S0:L1",
        codes=("A1.2",),
        requirement="must",
        holds=lambda _: True,
    )
    with pytest.raises(msp.LifecycleError, match=r"f changes A1\.2, which does not stand on it"):
        msp.checklist("own", "Own", msp.CRITERIA, must="A1.1", fits=[fit])


def test_the_world_commission_on_dams_was_contested() -> None:
    """So inclusion is required of it, and the report names the reason."""
    dams = msp.load(EXAMPLES / "world_commission_on_dams.yaml")
    report = msp.check(dams, on=dt.date(2001, 11, 2), against=msp.checklist_named("inclusion"))
    assert [fit.name for fit in report.checklist.fits] == ["contested"]
    assert {"INC-3", "INC-4", "INC-8"} <= {one.code for one in report.blocking}
