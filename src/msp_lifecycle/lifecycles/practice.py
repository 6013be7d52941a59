"""The checklists of practice: the five elements (S1), what S3 asks, the principles of S4, and readings of the definition.

What a partnership's kind calls for is in them. A statement that the core asks already is that same criterion here. Imported when one of these lists is asked for.
"""

from msp_lifecycle.criteria import CRITERIA
from msp_lifecycle.criterion import Checklist, Item, checklist
from msp_lifecycle.lifecycles.kinds import GLOBAL_STRATEGY, LARGE, PROJECT, contested

PRINCIPLES = checklist(
    "principles",
    "Three principles of working together without hierarchy",
    CRITERIA,
    source="S4:L13, L15 to L37",
    should="""
        PR-1 PR-2 PR-3 PR-4
        PR-5 PR-6
        PR-8 PR-9 PR-10 A2.5 C2.2 F3.2
        F1.6 F2.5
    """,  # shared goal; incentives laid open; little hierarchy; some accountability for the next steps
    info="PR-7 PR-11",
)

INCLUSION = checklist(
    "inclusion",
    "Element 1: the right actors are around the table",
    CRITERIA,
    source="S1:L153 to L166",
    should="B1.2 B1.5 B1.7 B1.10 INC-1 INC-3 INC-4 INC-5 INC-6 INC-7 INC-8 INC-9 INC-10",
    info="INC-2 INC-11",
    fits=(
        contested(
            *("INC-1", "INC-3", "INC-4", "INC-5", "INC-6", "INC-7", "INC-8", "INC-9", "INC-10"),
        ),
    ),
)

PURPOSE = checklist(
    "purpose",
    "Element 2: purpose and roles are clear",
    CRITERIA,
    source="S1:L216 to L231; S3:¶14",
    must="DEF-4 SUIT-1 F2.8",
    should="A1.1 B3.5 F1.4 F2.1 F2.3 PUR-5 PUR-6 PUR-7 PUR-8",
)

POWER = checklist(
    "power",
    "Element 3: partners take part, and power is shared",
    CRITERIA,
    source="S1:L258 to L266",
    should="C2.1 C2.2 C3.4 F2.6 F3.5 POW-1 POW-2 POW-4 POW-5 POW-6 POW-7 POW-8 POW-9 POW-10",
    info="POW-11",
    fits=(LARGE,),
)

ACCOUNTABILITY = checklist(
    "accountability",
    "Element 4: it is clear who answers to whom",
    CRITERIA,
    source="S1:L300 to L310",
    should="F2.9 C2.4 E2.5 F2.5 ACC-2 ACC-4 ACC-5 ACC-6 ACC-7 ACC-8 ACC-9 ACC-12",
    info="ACC-3 ACC-10 ACC-11",
)

INFLUENCE = checklist(
    "influence",
    "Element 5: it has influence beyond itself",
    CRITERIA,
    source="S1:L350 to L361",
    should="A3.3 D2.2 STR-1 STR-2 STR-3 STR-4 STR-5 STR-6 STR-7 STR-8",
    info="STR-9 STR-11 STR-12",
)

CHARACTERISTICS = checklist(
    "characteristics",
    "What successful partnerships share: eleven characteristics",
    CRITERIA,
    source="S3:Box",
    should="""
        CH-1 B1.3 B1.6 DEF-8
        A1.2 A1.3
        C2.1 CH-3
        F2.4 CH-4
        F3.1 F3.2 E2.2
        POW-1 CH-6
        CH-7 A2.3
        E1.3
        E2.1 ACC-8
        STR-1 STR-2
        D1.5 INC-5 PRJ-1
    """,
)

CSD11 = checklist(
    "csd11",
    "Criteria and guidelines of the Commission on Sustainable Development, 2003",
    CRITERIA,
    source="S3:¶8, ¶18 to ¶25",
    must="DEF-1 STR-1 CSD-3 CSD-4 CSD-5 CSD-9 CSD-11 CSD-13",
    should="ACC-4 ACC-8 CSD-6 CSD-10 CSD-14 CSD-16 SUIT-7",
)

PROJECT_LIST = checklist(
    "project",
    "A project partnership: bound in time, owned on the spot",
    CRITERIA,
    source="S3:¶48, ¶76",
    must="PRJ-1 PRJ-2 C3.6",
    should="PUR-5 F1.6 F2.8",
)

STRATEGIC = checklist(
    "strategic",
    "A strategic partnership: several purposes at once, built to last",
    CRITERIA,
    source="S3:¶15, ¶76, ¶88",
    must="STG-1 PUR-8",
    should="STG-2 STG-3 CSD-5 STR-2",
    fits=(GLOBAL_STRATEGY,),
)

LESSONS = checklist(
    "lessons",
    "Lessons of the United Nations with partnerships",
    CRITERIA,
    source="S3:¶64 to ¶88",
    should="""
        LES-1 LES-2 LES-3 LES-4 LES-5 LES-6
        E3.3 INC-7
        LES-8
        F1.8 E1.4
        LES-10 LES-11 LES-12
    """,
)

KIND = checklist(
    "kind",
    "What its own kind calls for",
    CRITERIA,
    source="S1:L155, L264; S3:¶76",
    info="INC-1 INC-3 INC-4 INC-6 INC-8 INC-9 INC-10 POW-7 STG-2 PRJ-1 C3.6",
    fits=(
        contested("INC-1", "INC-3", "INC-4", "INC-6", "INC-8", "INC-9", "INC-10"),
        LARGE,
        GLOBAL_STRATEGY,
        PROJECT,
    ),
)

UN_2003 = checklist(
    "definition_un_2003",
    "A partnership in the words of the United Nations, 2003",
    CRITERIA,
    source="S3:¶9; S1:L80",
    must="DEF-1 DEF-2 DEF-3 DEF-4 DEF-5 DEF-6 DEF-7 DEF-8 DEF-9",
)

STRICT = checklist(
    "definition_strict",
    "A partnership with all that some demand of one: equality, trust, values, mutual accountability",
    CRITERIA,
    source="S0:L11; S1:L18, L80; S3:¶9",
    must="""
        DEF-1 DEF-2 DEF-3 DEF-4 DEF-5 DEF-6 DEF-7 DEF-8 DEF-9
        C2.2 B2.2 DEF-14 DEF-15
    """,
    should="DEF-10 DEF-11 DEF-12 DEF-13",
)

PRACTICE_LISTS = (
    UN_2003,
    STRICT,
    INCLUSION,
    PURPOSE,
    POWER,
    ACCOUNTABILITY,
    INFLUENCE,
    CHARACTERISTICS,
    CSD11,
    PROJECT_LIST,
    STRATEGIC,
    LESSONS,
    KIND,
)
"""The checklists of practice."""

EVERYTHING = Checklist(
    name="everything",
    title="Every criterion we ship",
    items=tuple(Item(one, one.requirement) for one in CRITERIA),
)
"""One list of all criteria, each weighed as on its own page."""
