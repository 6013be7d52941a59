"""Thresholds of the criteria of practice, apart from them: a profile knows them all before those criteria are loaded."""

from msp_lifecycle.criterion import Threshold

INCLUSION = (
    Threshold(
        name="primary_seat_share",
        unit="share",
        light="0.1",
        standard="0.2",
        strict="0.34",
        meaning="Least share of the seats in governing bodies for those who speak for the people affected.",
    ),
    Threshold(
        name="southern_seat_share",
        unit="share",
        light="0.2",
        standard="0.34",
        strict="0.5",
        meaning="Least share of those who govern that come from the South, where the South is the target.",
    ),
    Threshold(
        name="consultation_months",
        unit="months",
        light="24",
        standard="12",
        strict="6",
        meaning="Longest time between two dealings with a group that is consulted.",
    ),
)
POWER = (
    Threshold(
        name="large_partnership",
        unit="number",
        light="20",
        standard="15",
        strict="10",
        meaning="Number of active partners from which on a partnership counts as large.",
    ),
    Threshold(
        name="perceived_say",
        unit="points",
        light="3",
        standard="3.5",
        strict="4",
        meaning="Least mean of the partners' ratings of their own say, on a scale of 1 to 5.",
    ),
    Threshold(
        name="say_gap",
        unit="points",
        light="1.5",
        standard="1",
        strict="0.5",
        meaning="Largest difference between two sectors in how partners rate their say, on a scale of 1 to 5.",
    ),
)
ACCOUNTABILITY = (
    Threshold(
        name="accountability_kinds",
        unit="number",
        light="2",
        standard="3",
        strict="4",
        meaning="Least number of kinds of mechanism by which the partnership answers for what it does.",
    ),
    Threshold(
        name="constituency_report_months",
        unit="months",
        light="24",
        standard="12",
        strict="6",
        meaning="Longest time after which a partner reports back to those it speaks for.",
    ),
    Threshold(
        name="oversight_months",
        unit="months",
        light="24",
        standard="12",
        strict="6",
        meaning="Longest time between two meetings of a body that oversees.",
    ),
)
CHARACTERISTICS = (
    Threshold(
        name="partner_groups",
        unit="number",
        light="2",
        standard="3",
        strict="4",
        meaning="Least number of different kinds of organisation among the partners.",
    ),
    Threshold(
        name="decision_participation",
        unit="share",
        light="0.5",
        standard="0.7",
        strict="0.8",
        meaning="Least share of those entitled that take part in a decision, on average.",
    ),
    Threshold(
        name="power_types",
        unit="number",
        light="2",
        standard="3",
        strict="4",
        meaning="Least number of kinds of power that an assessment of power recognises.",
    ),
)
REGISTRATION = (
    Threshold(
        name="funding_horizon_months",
        unit="months",
        light="12",
        standard="24",
        strict="36",
        meaning="Time ahead for which funding is to be agreed.",
    ),
    Threshold(
        name="information_exchange_months",
        unit="months",
        light="24",
        standard="12",
        strict="12",
        meaning="Longest time between two exchanges of information with governments and others.",
    ),
)

OF_PRACTICE = (*INCLUSION, *POWER, *ACCOUNTABILITY, *CHARACTERISTICS, *REGISTRATION)
"""All of them."""
