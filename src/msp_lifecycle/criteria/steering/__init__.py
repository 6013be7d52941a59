"""Field C, steering and resources: secretariat, governance, means (S2:L28 to L31)."""

from msp_lifecycle.criteria.steering import (
    budgets,
    contributions,
    decision_rules,
    funding,
    governance,
    secretariat,
)
from msp_lifecycle.criterion import Factor, Field

STEERING = Field(
    code="C",
    title="Steering and resources",
    source="S2:L28 to L31",
    factors=(
        Factor("C1", "Process management and secretariat", "S2:L29"),
        Factor("C2", "Inclusive and transparent governance", "S2:L30"),
        Factor("C3", "Resources", "S2:L31"),
    ),
    criteria=(
        secretariat.a_secretariat_in_time,
        secretariat.a_coordinator,
        secretariat.well_equipped,
        secretariat.neutral,
        secretariat.fits_the_partnership,
        decision_rules.access_for_all,
        decision_rules.equal_terms,
        governance.informed_in_time,
        governance.published_in_time,
        decision_rules.rules_in_the_agreement,
        governance.structures_defined,
        governance.structures_in_use,
        governance.momentum,
        budgets.all_resources_planned,
        budgets.steering_costed,
        budgets.budget_checked,
        funding.not_one_source,
        funding.expectations_open,
        contributions.capacity_matches_role,
        contributions.everyone_brings_something,
        funding.pledges_cover_the_plan,
        funding.money_secured,
        budgets.staff_budgeted,
        contributions.terms_to_continue,
    ),
    thresholds=(
        *secretariat.THRESHOLDS,
        *decision_rules.THRESHOLDS,
        *governance.THRESHOLDS,
        *budgets.THRESHOLDS,
        *funding.THRESHOLDS,
    ),
)

__all__ = ["STEERING"]
