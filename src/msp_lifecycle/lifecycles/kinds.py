"""What the kind of a partnership changes in its checklists: each rule with its reason and its source."""

from msp_lifecycle.criterion import Case, Fit


def _contested(case: Case) -> bool:
    return case.partnership.typology.contention == "high"


def _large(case: Case) -> bool:
    return len(case.partners) >= case.limit("large_partnership")


def _global_strategy(case: Case) -> bool:
    typology = case.partnership.typology
    return typology.ambition == "strategic" and "global" in typology.levels


def _project(case: Case) -> bool:
    return case.partnership.typology.ambition == "project"


def contested(*codes: str) -> Fit:
    """Return the rule that inclusion is required where the subject is highly contested."""
    return Fit(
        name="contested",
        when="the subject is highly contested",
        source="S1:L155",
        codes=codes,
        requirement="must",
        holds=_contested,
    )


LARGE = Fit(
    name="large",
    when="the partnership is large (`large_partnership`)",
    source="S1:L264",
    codes=("POW-7",),
    requirement="must",
    holds=_large,
)
GLOBAL_STRATEGY = Fit(
    name="global_strategy",
    when="it is a global strategic partnership",
    source="S3:¶76",
    codes=("STG-2",),
    requirement="must",
    holds=_global_strategy,
)
PROJECT = Fit(
    name="project",
    when="it is a project partnership",
    source="S3:¶76",
    codes=("PRJ-1", "C3.6"),
    requirement="must",
    holds=_project,
)
