"""Criteria of practice: the five elements of S1, and what S3 asks; imported when one of their checklists is asked for."""

from msp_lifecycle.criteria import thresholds
from msp_lifecycle.criteria.practice import (
    accountability,
    bodies,
    characteristics,
    inclusion,
    influence,
    lessons,
    mechanisms,
    modes,
    organisations,
    power,
    purpose,
    registration,
    selection,
)
from msp_lifecycle.criterion import Criterion, Field


def _in_order(*criteria: Criterion) -> tuple[Criterion, ...]:
    return tuple(sorted(criteria, key=lambda one: int(one.code.partition("-")[2])))


PRACTICE = (
    Field(
        code="INC",
        title="Inclusion",
        source="S1:L153 to L166",
        criteria=_in_order(*inclusion.CRITERIA, *selection.CRITERIA),
        thresholds=thresholds.INCLUSION,
    ),
    Field(
        code="PUR",
        title="Purpose and roles",
        source="S1:L216 to L231; S3:¶14, ¶15",
        criteria=purpose.CRITERIA,
    ),
    Field(
        code="POW",
        title="Participation and power",
        source="S1:L258 to L266",
        criteria=_in_order(*power.CRITERIA, *bodies.CRITERIA),
        thresholds=thresholds.POWER,
    ),
    Field(
        code="ACC",
        title="Accountability",
        source="S1:L300 to L310",
        criteria=_in_order(*accountability.CRITERIA, *mechanisms.CRITERIA),
        thresholds=thresholds.ACCOUNTABILITY,
    ),
    Field(
        code="STR",
        title="Strategic influence and anchoring",
        source="S1:L350 to L361, L399 to L405",
        criteria=(*influence.CRITERIA, *organisations.CRITERIA),
    ),
    Field(
        code="CH",
        title="Characteristics of successful partnerships",
        source="S3:Box",
        criteria=characteristics.CRITERIA,
        thresholds=thresholds.CHARACTERISTICS,
    ),
    Field(
        code="CSD",
        title="Criteria of the Commission on Sustainable Development",
        source="S3:¶18 to ¶25",
        criteria=registration.CRITERIA,
        thresholds=thresholds.REGISTRATION,
    ),
    Field(
        code="PRJ",
        title="Project partnerships",
        source="S3:¶48, ¶76",
        criteria=modes.PROJECT,
    ),
    Field(
        code="STG",
        title="Strategic partnerships",
        source="S3:¶15, ¶76, ¶88",
        criteria=modes.STRATEGIC,
    ),
    Field(
        code="LES",
        title="Lessons learned",
        source="S3:¶64 to ¶88",
        criteria=lessons.CRITERIA,
    ),
)
"""The fields of practice."""

__all__ = ["PRACTICE"]
